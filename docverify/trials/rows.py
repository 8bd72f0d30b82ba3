"""What a batch writes of each verification: its report, or why there is none."""

import json
from collections.abc import Generator, Iterator, Mapping
from pathlib import Path
from typing import IO, Any, Final

from docverify.errors import ConfigurationError, EngineFailed, InputError
from docverify.trials.job import Job, verify_one

Row = dict[str, Any]
LONGEST_LINE: Final = 1 << 24
"""Bytes: a report has about ten thousand."""
WORKER_DIED: Final = "WorkerDied"
"""What stands for an error where every worker that had the case ended without an answer."""


def row_of(job: Job) -> Row:
    """Make one verification, and tell it as a row: a report's `to_dict()`, or the kind of an error.

    What is wrong with one case is a row; what is wrong with all of them is raised.

    Raises:
        ConfigurationError: the setting cannot be kept.
        EngineMissing: an engine is not installed.
    """
    try:
        return verify_one(job).to_dict()
    except ConfigurationError:
        raise
    except (InputError, EngineFailed) as problem:
        return without_report(job.case_id, type(problem).__name__, getattr(problem, "picture", None))


def without_report(case_id: str, error: str, picture: str | None = None) -> Row:
    """The row of a case that has no report."""
    return {"case_id": case_id, "error": error, "picture": picture}


def line_of(row: Mapping[str, object]) -> str:
    """A row as a line of JSON."""
    return json.dumps(row, ensure_ascii=False, allow_nan=False) + "\n"


def whole_lines(file: IO[bytes], path: Path) -> Iterator[bytes]:
    """Lines with their ends, without a last one that has none: a run was stopped while it wrote it.

    Raises:
        InputError: a line longer than any that a run writes.
    """
    while line := file.readline(LONGEST_LINE):
        if not line.endswith(b"\n"):
            if len(line) == LONGEST_LINE:
                raise InputError(f"{path} holds other things than rows of a run: name another file")
            return
        yield line


def closable(rows: Iterator[Row]) -> Generator[Row, None, None]:
    """The same as a generator, which can be closed: its workers end with it."""
    yield from rows
