"""A side of a comparison: the package as a commit has it, and rounds of work with it."""

import io
import json
import os
import subprocess
import sys
import tarfile
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from benchmarks.rows import ROOT

WORKER = Path(__file__).with_name("worker.py")
_THREADS = dict.fromkeys(("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"), "1")


class UnknownRevision(Exception):  # noqa: N818 - it says what happened
    """What was named is no commit that this clone holds, and no checkout."""


@dataclass(frozen=True, slots=True)
class Side:
    """One side.

    Attributes:
        name: as it was asked for.
        folder: that holds its `docverify`.
    """

    name: str
    folder: Path

    def work(self, asked: dict[str, Any]) -> dict[str, Any]:
        """Do one round in a new process.

        Raises:
            RuntimeError: the process ended badly, or took another package than this side's.
        """
        environment = {**os.environ, **_THREADS, "PYTHONPATH": str(self.folder)}
        ended = subprocess.run(
            [sys.executable, "-P", "-W", "ignore", str(WORKER)],
            input=json.dumps(asked),
            capture_output=True,
            text=True,
            check=False,
            env=environment,
            cwd=self.folder,
        )
        if ended.returncode:
            raise RuntimeError(f"a round of {self.name} ended with {ended.returncode}: {ended.stderr[-800:]}")
        told: dict[str, Any] = json.loads(ended.stdout.splitlines()[-1])
        package = Path(told.pop("package")).resolve()
        if not package.is_relative_to(self.folder.resolve()):
            raise RuntimeError(f"{self.name} worked with the package of {package.parent}")
        return told


def side(name: str, folder: Path) -> Side:
    """The side of a revision, whose package is put into the folder, or of a checkout ("." or a path).

    Raises:
        UnknownRevision: it is neither.
    """
    if (Path(name) / "docverify" / "__init__.py").is_file():
        return Side(name, Path(name).resolve())
    archive = subprocess.run(
        ["git", "-C", str(ROOT), "archive", "--format=tar", name, "docverify"],  # noqa: S607 - the user's git
        capture_output=True,
        check=False,
    )
    if archive.returncode:
        raise UnknownRevision(
            f"{name} is no commit that this clone holds, and no folder with a docverify: "
            "a clone that was cut short is completed by `git fetch --unshallow`"
        )
    folder.mkdir()
    with tarfile.open(fileobj=io.BytesIO(archive.stdout)) as files:
        files.extractall(folder, filter="data")
    return Side(name, folder)


def same_package(base: str, head: str) -> bool:
    """Whether two revisions have one and the same package."""
    found = [
        subprocess.run(
            ["git", "-C", str(ROOT), "rev-parse", f"{name}:docverify"],  # noqa: S607 - the user's git
            capture_output=True,
            check=False,
        )
        for name in (base, head)
    ]
    return not any(one.returncode for one in found) and found[0].stdout == found[1].stdout
