"""Comparison scores from a CSV or Parquet file, read in one pass, within stated limits."""

import csv
import math
from array import array
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TextIO

import numpy as np
from numpy.typing import NDArray

from docverify.errors import EngineMissing, InputError, LimitExceeded, UnsupportedFormat
from docverify.evaluation.sense import Sense

MAX_ROWS = 50_000_000
MAX_LINE = 65_536  # characters

MATED = {"1": True, "true": True, "yes": True, "mated": True} | dict.fromkeys(
    ("0", "false", "no", "non-mated"), False
)
ALIASES = {"same": "mated", "person": "person_a"}
KNOWN = ("score", "mated", "person_a", "person_b", "group", "path_a", "path_b", "failure", "encoder")
_FOLDERS = {"path_a": "person_a", "path_b": "person_b"}
_MOST_WORDS = 1000
"""Different reasons, or encoders, that are kept apart."""


@dataclass(frozen=True, slots=True, eq=False)
class ScoreTable:
    """Comparisons, one a row.

    Attributes:
        score: (n,) float64; NaN where the row had no score: a failure to acquire.
        mated: (n,) bool.
        people: (n, 2) int codes of the people compared, or None when the file does not say.
        group: (n,) int codes, or None when the file does not say.
        group_names: what the codes mean.
        people_names: what the codes of people mean.
        by_folder: whether people are told by the folders of their pictures, for want of columns.
        failures: how many rows have no score, by the reason that the file gives.
        encoder: whose scores the file says they are; None where it does not say, or names several.
    """

    score: NDArray[np.float64]
    mated: NDArray[np.bool_]
    people: NDArray[np.int32] | None
    group: NDArray[np.int32] | None
    group_names: tuple[str, ...]
    people_names: tuple[str, ...] = ()
    by_folder: bool = False
    failures: Mapping[str, int] = field(default_factory=dict)
    encoder: str | None = None

    @property
    def acquired(self) -> NDArray[np.bool_]:
        """(n,) whether the row has a score."""
        return ~np.isnan(self.score)


def read_scores(path: Path, *, sense: Sense = Sense.SIMILARITY) -> ScoreTable:
    """Read `score` and `mated`, and where there are any, `person_a` (or `person`), `person_b` and `group`.

    An empty score is a failure to acquire. `mated` is 1, true, yes or mated, or 0, false, no or non-mated.
    Without columns of people, those of `path_a` and `path_b` are their folders, where just the mated pairs
    have one folder, as in the sets that have a folder for each person. Other columns are left alone. Memory:
    9 bytes a row, 8 more for people, 4 more for groups.

    Args:
        path: .csv, .tsv, .txt or .parquet.
        sense: of the scores; distances come in a column `distance`, or `score`, and are kept as similarities.

    Raises:
        UnsupportedFormat: neither .csv, .tsv, .txt nor .parquet.
        InputError: no such file, columns missing, a cell that is no number; the message names the line.
        LimitExceeded: more than `MAX_ROWS` rows, or a line of more than `MAX_LINE` characters.
        EngineMissing: Parquet without pyarrow.
    """
    readers = {".csv": _csv_columns, ".tsv": _csv_columns, ".txt": _csv_columns, ".parquet": _parquet_columns}
    reader = readers.get(path.suffix.lower())
    if reader is None:
        raise UnsupportedFormat(f"{path}: scores come as .csv, .tsv, .txt or .parquet")
    if not path.is_file():
        raise InputError(f"{path}: there is no such file")
    return _collect(path, reader(path, sense), sense)


def _collect(path: Path, chunks: Iterator[Mapping[str, Sequence[object]]], sense: Sense) -> ScoreTable:
    """Turn chunks of columns into one table, naming the row of a cell that cannot be used."""
    score, mated = array("d"), array("b")
    coded = {"person_a": array("i"), "person_b": array("i"), "group": array("i")}
    people: dict[str, int] = {}
    groups: dict[str, int] = {}
    seen: set[str] = set()
    words: dict[str, Counter[str]] = {"failure": Counter(), "encoder": Counter()}
    for chunk in chunks:
        first = len(score) + 1
        if first + len(chunk["score"]) - 1 > MAX_ROWS:
            raise LimitExceeded(f"{path}: more than the limit of {MAX_ROWS} rows; split the file")
        score.extend(_numbers(path, chunk["score"], first, sense.word))
        mated.extend(_flags(path, chunk["mated"], first))
        seen |= chunk.keys()
        for name in coded.keys() & chunk.keys():
            names = groups if name == "group" else people
            coded[name].extend(names.setdefault(str(cell), len(names)) for cell in chunk[name])
        for name, person in _FOLDERS.items():
            if name in chunk:
                coded[person].extend(people.setdefault(_folder(cell), len(people)) for cell in chunk[name])
        for name in words.keys() & chunk.keys():
            words[name].update(str(cell) for cell in chunk[name] if cell not in {None, ""})
            if len(words[name]) > _MOST_WORDS:
                raise LimitExceeded(f"{path}: more than {_MOST_WORDS} different words in the column {name}")
    if not score:
        raise InputError(f"{path}: there is a header and no row of scores")
    is_mated = np.array(mated, dtype=bool)
    one = np.array(coded["person_a"], np.int32)
    other = np.array(coded["person_b"], np.int32) if {"person_b", "path_b"} & seen else one
    by_folder = "person_a" not in seen and one.size == other.size == is_mated.size
    by_folder = by_folder and "" not in people and bool(((one == other) == is_mated).all())
    return ScoreTable(
        score=0.0 - np.array(score) if sense is Sense.DISTANCE else np.array(score),
        mated=is_mated,
        people=np.column_stack([one, other]) if "person_a" in seen or by_folder else None,
        group=np.array(coded["group"], np.int32) if "group" in seen else None,
        group_names=tuple(groups),
        people_names=tuple(people),
        by_folder=by_folder,
        failures=dict(words["failure"].most_common()),
        encoder=next(iter(words["encoder"])) if len(words["encoder"]) == 1 else None,
    )


def _folder(cell: object) -> str:
    """The folder of a picture's path; empty where it has none."""
    return str(cell).replace("\\", "/").rpartition("/")[0]


def _numbers(path: Path, cells: Sequence[object], first: int, word: str) -> Iterator[float]:
    for row, cell in enumerate(cells, start=first):
        if cell is None or cell == "":
            yield math.nan
            continue
        try:
            value = float(cell)  # type: ignore[arg-type]  # what is no number raises
        except (TypeError, ValueError):
            raise InputError(f"{path}, row {row}: the {word} is no number") from None
        if not math.isfinite(value):
            raise InputError(
                f"{path}, row {row}: the {word} is NaN or infinite; leave it empty if there was none"
            )
        yield value


def _flags(path: Path, cells: Sequence[object], first: int) -> Iterator[bool]:
    for row, cell in enumerate(cells, start=first):
        flag = MATED.get(str(cell).strip().lower())
        if flag is None:
            raise InputError(f"{path}, row {row}: mated is none of {', '.join(MATED)}")
        yield flag


def _csv_columns(path: Path, sense: Sense) -> Iterator[dict[str, list[object]]]:
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            lines = _short_lines(path, file)
            header = next(lines, "")
            delimiter = max(",\t;", key=header.count)
            columns = _columns(path, next(csv.reader([header], delimiter=delimiter), []), sense)
            rows = csv.reader(lines, delimiter=delimiter)
            width = max(columns.values()) + 1
            while chunk := [row for _, row in zip(range(100_000), rows, strict=False) if row]:
                if any(len(row) < width for row in chunk):
                    raise InputError(
                        f"{path}: a row is shorter than the header, above line {rows.line_num + 2}"
                    )
                yield {name: [row[i].strip() for row in chunk] for name, i in columns.items()}
    except UnicodeDecodeError:
        raise InputError(f"{path}: this is not text in UTF-8; export the table again as UTF-8 CSV") from None
    except csv.Error as problem:
        raise InputError(f"{path}: this is not CSV: {problem}") from None


def _short_lines(path: Path, file: TextIO) -> Iterator[str]:
    number = 0
    while line := file.readline(MAX_LINE):
        number += 1
        if len(line) == MAX_LINE:
            raise LimitExceeded(f"{path}, line {number}: longer than the limit of {MAX_LINE} characters")
        yield line


def _parquet_columns(path: Path, sense: Sense) -> Iterator[dict[str, list[object]]]:
    try:
        import pyarrow as pa
        from pyarrow import parquet
    except ImportError:
        raise EngineMissing("Parquet needs pyarrow: pip install 'docverify[parquet]', or pass CSV") from None
    try:
        file = parquet.ParquetFile(path)
        columns = _columns(path, file.schema_arrow.names, sense)
        names = {name: file.schema_arrow.names[i] for name, i in columns.items()}
        for batch in file.iter_batches(batch_size=100_000, columns=list(names.values())):
            yield {name: batch.column(source).to_pylist() for name, source in names.items()}
    except pa.ArrowException as problem:
        raise InputError(f"{path}: this is not Parquet: {problem}") from None


def _columns(path: Path, header: Sequence[str], sense: Sense) -> dict[str, int]:
    """Which column holds what; the first of several with one meaning counts."""
    found: dict[str, int] = {}
    titles = [title.strip().lower() for title in header]
    for i, title in enumerate(titles):
        name = ALIASES.get(title, title)
        if name in KNOWN:
            found.setdefault(name, i)
    if "distance" in titles and sense is Sense.DISTANCE:
        found["score"] = titles.index("distance")
    if "person_a" in found or "path_b" not in found:
        found = {name: i for name, i in found.items() if name not in _FOLDERS}
    missing = [name for name in ("score", "mated") if name not in found]
    if missing == ["score"] and "distance" in titles:
        raise InputError(f"{path}: the column distance is read with --distance; score is not there")
    if missing:
        raise InputError(
            f"{path}: no column {' and no column '.join(missing)}. "
            "name score and mated in the header; there may be person_a, person_b and group too"
        )
    return found
