"""The rows that were measured, by commit: which of them count, and whether a commit is of this history.

`rows.jsonl` only grows. A matter is a benchmark, a case and a number of threads; of the rows on one matter
the newest counts, and a whole run before a quick one.
"""

import json
import subprocess
from collections.abc import Iterable
from functools import cache
from pathlib import Path

from benchmarks.rows import ROOT, Row

ROWS = ROOT / "benchmarks" / "rows.jsonl"


def rows_of(path: Path = ROWS) -> list[Row]:
    """Every row of a file, oldest first: branches that were merged may have put them in another order."""
    rows = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    return sorted(rows, key=lambda row: str(row["at"]))


def newest(rows: Iterable[Row], commit: str | None = None) -> list[Row]:
    """The row that counts on each matter.

    Args:
        rows: oldest first.
        commit: take rows of this commit alone; it may be cut short.
    """
    latest: dict[tuple[str, str, int], Row] = {}
    for row in rows:
        if commit is not None and not same_commit(row["commit"], commit):
            continue
        matter = row["benchmark"], row["case"], row["threads"]
        if matter not in latest or row["quick"] <= latest[matter]["quick"]:
            latest[matter] = row
    return list(latest.values())


def same_commit(one: str, other: str) -> bool:
    """Whether two commits, either of them cut short, are one; a tree with changes is not its commit."""
    if one.endswith("+") != other.endswith("+"):
        return False
    one, other = one.rstrip("+"), other.rstrip("+")
    return min(len(one), len(other)) >= 7 and (one.startswith(other) or other.startswith(one))


@cache
def descends_from(commit: str) -> bool | None:
    """Whether HEAD holds a commit; None where this clone's history is cut short, or there is none."""
    held = _git("merge-base", "--is-ancestor", commit, "HEAD") is not None
    return held or (False if _git("rev-parse", "--is-shallow-repository") == "false" else None)


def _git(*words: str) -> str | None:
    """What git says of this checkout; None where it fails."""
    asked = subprocess.run(
        ["git", "-C", str(ROOT), *words],  # noqa: S607 - whichever git the user has
        capture_output=True,
        text=True,
        check=False,
    )
    return None if asked.returncode else asked.stdout.strip()
