"""The batch of the tests, and what workers are asked to do: functions of a module."""

import json
import os
import signal
from datetime import date
from pathlib import Path

from docverify.errors import ConfigurationError
from docverify.trials.job import Job, Setting
from docverify.trials.rows import row_of
from docverify.verification import Policy

AT = date(2026, 11, 28)
SETTING = Setting(policy=Policy.named("border"), at=AT)
PAIRS = (
    ("mated/document.png", "mated/live.jpg", 1),
    ("non_mated/document.jpg", "non_mated/live.jpg", 0),
    ("expired/document.jpg", "expired/live.jpg", 1),
    ("no_face/document.jpg", "no_face/live.jpg", 0),
    ("README.md", "mated/live.jpg", 1),
)


def untold(_done, _total):
    """Nobody watches."""


def without_times(path):
    rows = [json.loads(line) for line in path.read_text().splitlines()]
    return [{name: value for name, value in row.items() if name != "timings"} for row in rows]


def bare(count):
    return [Job(case_id=f"c{at}", document=(b"",), setting=SETTING) for at in range(count)]


def echo(job):
    """The case alone, quickly."""
    return {"case_id": job.case_id, "pid": os.getpid()}


def die_once(job):
    """End this process as the kernel does when memory runs out, the first time that a case is seen."""
    mark = Path(os.environ["DOCVERIFY_TEST_MARKS"]) / job.case_id
    if job.case_id.endswith("3") and not mark.exists():
        mark.touch()
        os.kill(os.getpid(), signal.SIGKILL)
    return row_of(job)


def die_always(job):
    """End this process whenever one case is seen."""
    if job.case_id.endswith("3"):
        os.kill(os.getpid(), signal.SIGKILL)
    return echo(job)


def refuse(job):
    """Raise as a setting does that cannot be kept."""
    raise ConfigurationError(f"not {job.case_id}")
