"""Verify the pairs of a table into a file of reports; a later run goes on where it stopped."""

import json
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from docverify.arguments import expect
from docverify.errors import InputError
from docverify.trials.job import Job, Setting
from docverify.trials.rows import Row, closable, line_of, whole_lines
from docverify.trials.score_table import MATED
from docverify.trials.table import Told, picture_below, read_pairs
from docverify.trials.workers import run_here

NEEDED: Final = ("path_a", "path_b")

Runner = Callable[[Iterable[Job]], Iterator[Row]]
"""Makes rows of jobs, in their order: `run_here`, or `run_in_workers` and `run_on_ray` with their options."""


@dataclass(frozen=True, slots=True)
class BatchCounts:
    """What a file of reports holds.

    Attributes:
        outcomes: how many reports passed, failed and were inconclusive.
        errors: how many cases have no report, by the kind of the error.
    """

    outcomes: Mapping[str, int]
    errors: Mapping[str, int]


def verify_pairs(
    pairs: Path,
    root: Path,
    out: Path,
    *,
    setting: Setting,
    told: Told,
    runner: Runner = run_here,
) -> BatchCounts:
    """Verify every pair and append its report to `out`, JSON lines that `docverify report` reads.

    A line is the report's `to_dict()`, with `mated` where the table says it; a case whose pictures cannot be
    used has a line without a report, that names the kind of the error. Lines stand in the order of the table,
    whoever made them, and those that `out` already holds are not made again.

    Args:
        pairs: tab- or comma-separated, with the columns path_a (document) and path_b (live picture), and
            where known same (or mated) and case_id; without that, cases are called after the table and their
            row.
        root: folder that the paths start from.
        out: file to write, or to go on writing.
        setting: how.
        told: is told how many are done, and of how many.
        runner: who does it.

    Returns:
        What `out` then holds.

    Raises:
        InputError: an argument is not what is said above, columns missing, a picture missing or outside
            `root`, two cases of one name, or `out` holds other reports.
        ConfigurationError: the setting cannot be kept.
        EngineMissing: an engine is not installed.
    """
    for name, path in (("pairs", pairs), ("root", root), ("out", out)):
        expect(name, path, Path, "a Path")
    expect("setting", setting, Setting, "a Setting")
    rows = read_pairs(pairs, needed=NEEDED)
    cases = _cases(rows, pairs.stem)
    setting.require()
    folder = root.resolve()
    pictures = [(picture_below(folder, r["path_a"]), picture_below(folder, r["path_b"])) for r in rows]
    counts: Counter[tuple[str, str]] = Counter()
    done = _resume(out, cases, setting, counts)
    told(done, len(rows))
    jobs = (
        Job(case_id=case, document=(_bytes(document),), live=(_bytes(live),), setting=setting)
        for case, (document, live) in zip(cases[done:], pictures[done:], strict=True)
    )
    with out.open("a", encoding="utf-8", newline="") as file, closing(closable(runner(jobs))) as made:
        for at, row in enumerate(made, start=done):
            mated = rows[at].get("mated")
            whole = row if mated is None else {**row, "mated": MATED[mated.lower()]}
            file.write(line_of(whole))
            file.flush()  # what is told as done is there, whatever ends this process
            counts[_counted(whole)] += 1
            told(at + 1, len(rows))
    return BatchCounts(
        {name: count for (kind, name), count in sorted(counts.items()) if kind == "outcome"},
        {name: count for (kind, name), count in sorted(counts.items()) if kind == "error"},
    )


def _cases(rows: list[dict[str, str]], table: str) -> list[str]:
    names = [row.get("case_id") or f"{table}-{at}" for at, row in enumerate(rows, start=1)]
    twice = [at for at, count in Counter(names).items() if count > 1]
    if twice:
        raise InputError(f"{len(twice)} case_id are there twice: each case has a name of its own")
    return names


def _bytes(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as problem:
        raise InputError(f"{path} cannot be read: {problem.strerror or 'unknown reason'}") from None


def _counted(row: Mapping[str, object]) -> tuple[str, str]:
    return ("error", str(row["error"])) if "error" in row else ("outcome", str(row.get("outcome")))


def _resume(out: Path, cases: list[str], setting: Setting, counts: Counter[tuple[str, str]]) -> int:
    """How many lines are there already; a last line that was cut off is removed."""
    if not out.exists():
        return 0
    whole = done = 0
    with out.open("rb+") as file:
        for line in whole_lines(file, out):
            _require(line, out, cases[done] if done < len(cases) else None, setting, counts)
            whole += len(line)
            done += 1
        file.truncate(whole)
    return done


def _require(
    line: bytes, out: Path, case: str | None, setting: Setting, counts: Counter[tuple[str, str]]
) -> None:
    """Refuse a line that is of another case, or was made with another setting."""
    try:
        row = json.loads(line)
    except (ValueError, RecursionError):
        row = None
    if not isinstance(row, dict) or row.get("case_id") != case or case is None:
        raise InputError(f"{out} holds reports of other pairs: name another file, or remove it")
    if "error" not in row:
        told = (row.get("policy_sha256"), row.get("at"), *_engines(row))
        if told != (setting.policy.sha256, setting.at.isoformat(), *setting.names):
            raise InputError(
                f"{out} holds reports by another policy, engine or day: name another file, or remove it"
            )
    counts[_counted(row)] += 1


def _engines(row: Mapping[str, object]) -> tuple[object, object]:
    """Names of the reader and of the face engine that a report tells."""
    engines = row.get("engines")
    listed = engines if isinstance(engines, list) else []
    names = {one.get("role"): one.get("name") for one in listed if isinstance(one, dict)}
    return names.get("reader"), names.get("faces")
