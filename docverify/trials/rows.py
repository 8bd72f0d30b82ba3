"""What a batch writes of each verification: its report, or why there is none."""

import json
from collections.abc import Mapping
from typing import Any, Final

from docverify.errors import ConfigurationError, EngineFailed, InputError
from docverify.trials.job import Job, verify_one

Row = dict[str, Any]
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
