"""Read the pictures of a folder with some readers, and count; a later run goes on where it stopped."""

import hashlib
import json
import math
import time
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any, Final

from docverify.errors import EngineFailed, InputError
from docverify.evaluation.edits import edits
from docverify.evaluation.texts import TextTrial
from docverify.evidence.reading import Reader, known
from docverify.imaging import load_image
from docverify.reading.engines import read_with, reader_named
from docverify.trials.rows import Row, closable, line_of, whole_lines
from docverify.trials.table import Told
from docverify.trials.truth import Truth
from docverify.trials.workers import Work, run_here
from docverify.verification.report import software

SCHEMA: Final = "docverify.readings/1"

Reading = Callable[[Iterable[Work]], Iterator[Row]]
"""Makes rows of jobs, in their order: `run_here`, or `run_in_workers`, with `run=row_of_reading`."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadingJob:
    """One picture that is to be read, and what it says. Its `repr` shows no text.

    Attributes:
        case_id: the picture's name.
        engine: name of the reader.
        image: the bytes of the picture.
        truth: the lines that are in it.
        text: whether the row shall hold what was read, too.
    """

    case_id: str
    engine: str
    image: bytes = field(repr=False)
    truth: tuple[str, ...] = field(repr=False)
    text: bool = False


def row_of_reading(job: ReadingJob) -> Row:
    """Read one picture, and tell it as a row of counts and flags; with text only where that was asked for.

    Raises:
        EngineMissing: the reader is not installed.
    """
    row: Row = {"picture": job.case_id, "engine": job.engine}
    try:
        image = load_image(job.image)
        reader = _reader(job.engine)
        start = time.perf_counter()
        reading = read_with(reader, image)
        seconds = time.perf_counter() - start
    except (InputError, EngineFailed) as problem:
        return row | {"error": type(problem).__name__}
    found = reading.mrz is not None
    row |= {
        "found": found,
        "edits": edits("".join(job.truth), "".join(reading.lines)) if found else None,
        "valid": reading.mrz is not None and reading.mrz.valid,
        "sure": reading.sure,
        "confidence": known(reading.confidence),
        "seconds": round(seconds, 4),
        "failure": None if reading.failure is None else reading.failure.value,
    }
    return row | {"lines": list(reading.lines), "truth": list(job.truth)} if job.text else row


@cache
def _reader(name: str) -> Reader:
    return reader_named(name)


read_here: Final[Reading] = lambda jobs: run_here(jobs, run=row_of_reading)  # noqa: E731


def read_pictures(
    truths: Sequence[Truth],
    folder: Path,
    out: Path,
    *,
    engines: Sequence[str],
    digest: str,
    told: Told,
    text: bool = False,
    runner: Reading = read_here,
) -> dict[str, list[TextTrial]]:
    """Read every picture with every reader, and append a row of each to `out`, JSON lines.

    The first line says what the others are of. Rows that `out` already holds are not made again. A picture
    that cannot be opened, and one over which a reader breaks, has a row that names the kind of the error.

    Args:
        truths: pictures and their lines.
        folder: that the pictures are in.
        out: file to write, or to go on writing.
        engines: names of readers, each once.
        digest: of the truth's file: rows against another truth are not gone on with.
        told: is told how many are done, and of how many.
        text: whether rows hold what was read and what is true, too.
        runner: who does it.

    Returns:
        Trials of each reader, in the order of `truths`.

    Raises:
        ConfigurationError: no reader has such a name.
        EngineMissing: it is not installed.
        InputError: a reader is named twice, `out` holds other rows, or a picture cannot be read from disk.
    """
    if len(set(engines)) < len(engines):
        raise InputError("an engine is named twice: name each once")
    for engine in engines:
        reader_named(engine)  # what is missing is told before the work
    asked = [(truth, engine) for truth in truths for engine in engines]
    head: Row = {
        "schema": SCHEMA,
        "truth": digest,
        "engines": list(engines),
        "text": text,
        "version": software(),
    }
    rows = _resume(out, head, asked)
    told(len(rows), len(asked))
    jobs = (
        ReadingJob(
            case_id=truth.picture,
            engine=engine,
            image=_bytes(folder / truth.picture),
            truth=truth.lines,
            text=text,
        )
        for truth, engine in asked[len(rows) :]
    )
    with out.open("a", encoding="utf-8", newline="") as file, closing(closable(runner(jobs))) as made:
        if not file.tell():
            file.write(line_of(head))
        for row in made:
            truth, engine = asked[len(rows)]
            whole = row if row.get("picture") else _without(row, truth, engine)
            file.write(line_of(whole))
            file.flush()  # what is told as done is there, whatever ends this process
            rows.append(whole)
            told(len(rows), len(asked))
    trials: dict[str, list[TextTrial]] = {engine: [] for engine in engines}
    try:
        for (truth, engine), row in zip(asked, rows, strict=True):
            trials[engine].append(_trial(truth, row))
    except (KeyError, TypeError, InputError):  # a row that was changed
        _require(False, out)
    return trials


def digest_of(path: Path) -> str:
    """What tells the file of a truth from others."""
    return hashlib.sha256(path.read_bytes()).hexdigest()


def _without(row: Row, truth: Truth, engine: str) -> Row:
    """The row of a picture over which every worker died."""
    return {"picture": truth.picture, "engine": engine, "error": row["error"]}


def _bytes(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as problem:
        raise InputError(f"{path} cannot be read: {problem.strerror or 'unknown reason'}") from None


def _resume(out: Path, head: Row, asked: Sequence[tuple[Truth, str]]) -> list[Row]:
    """The rows that are there already; a last line that was cut off is removed."""
    if not out.exists():
        return []
    rows: list[Row] = []
    whole = 0
    with out.open("rb+") as file:
        for at, line in enumerate(whole_lines(file, out)):
            row = _parsed(line)
            if at == 0:
                _require(row == head, out)
            else:
                _require(len(rows) < len(asked) and row is not None, out)
                truth, engine = asked[len(rows)]
                assert row is not None  # noqa: S101 - as required
                _require((row.get("picture"), row.get("engine")) == (truth.picture, engine), out)
                rows.append(row)
            whole += len(line)
        file.truncate(whole)
    return rows


def _parsed(line: bytes) -> Row | None:
    try:
        row = json.loads(line)
    except (ValueError, RecursionError):
        return None
    return row if isinstance(row, dict) else None


def _require(holds: bool, out: Path) -> None:
    if not holds:
        raise InputError(
            f"{out} holds readings against another truth, by other engines or another version, or something "
            "else: name another file, or remove it"
        )


def _trial(truth: Truth, row: Mapping[str, Any]) -> TextTrial:
    common: dict[str, Any] = {
        "picture": truth.picture,
        "characters": sum(map(len, truth.lines)),
        "document": truth.document,
        "groups": {"layout": truth.layout, **truth.groups},
    }
    if "error" in row:
        return TextTrial(**common, unusable=True)
    return TextTrial(
        **common,
        edits=row["edits"] or 0,
        found=row["found"],
        valid=row["valid"],
        sure=row["sure"],
        confidence=math.nan if row["confidence"] is None else row["confidence"],
        seconds=row["seconds"],
    )
