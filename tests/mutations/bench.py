"""A copy of the package with its tests, in which mutations are made and the tests run."""

import hashlib
import os
import re
import shutil
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path

from tests.mutations.mutation import Mutation, mutated

ROOT = Path(__file__).parents[2]
PACKAGE = ROOT / "docverify"
_COPIED = ("docverify", "benchmarks", "samples", "tests", "pyproject.toml")
_FAILED = 1  # of pytest's exit codes: tests ran, and one of them failed
_PROBE = "import docverify; print(docverify.__file__)"


@dataclass(frozen=True)
class Verdict:
    """What became of a mutation.

    Attributes:
        name: of the mutation.
        caught: whether a test failed, or all of them took too long.
        by: the test that failed, "time" where they took too long, "" where it survived.
        seconds: that the tests ran.
        key: of what was run: package, tests and mutation. A verdict holds as long as this is the same.
    """

    name: str
    caught: bool
    by: str
    seconds: float
    key: str


class Bench:
    """A copy to work on. It is made once; each mutation is undone before the next."""

    def __init__(self, folder: Path, *, limit: float) -> None:
        self._root, self._limit = folder, limit
        for name in _COPIED:
            source, copy = ROOT / name, folder / name
            if source.is_dir():
                shutil.copytree(source, copy, ignore=shutil.ignore_patterns("__pycache__"))
            else:
                copy.parent.mkdir(parents=True, exist_ok=True)
                shutil.copy2(source, copy)

    def check(self, mutations: list[Mutation]) -> float:
        """Seconds that the tests of these mutations take on the package as it is.

        Raises:
            SystemExit: they fail, or they do not see what is changed in the copy, so that no verdict would
                mean anything.
        """
        where = Path(self._python("-c", _PROBE).stdout.strip())
        if where.parent != (self._root / "docverify").resolve():
            raise SystemExit(f"the tests import docverify from {where.parent}, not from the copy")
        start = time.monotonic()
        tests = tuple(sorted({name for one in mutations for name in one.tested_by}))
        sound = self._tested(tests, None)
        if sound.returncode:
            raise SystemExit(f"tests fail on the package as it is:\n{sound.stdout[-3000:]}")
        seconds = time.monotonic() - start
        for name, room in sorted({(name, one.room) for one in mutations for name in one.tested_by}):
            module = self._root / "docverify" / room
            broken = module / "__init__.py" if module.is_dir() else module.with_suffix(".py")
            text = broken.read_text(encoding="utf-8")
            broken.write_text(text + "\nraise RuntimeError\n", encoding="utf-8")
            try:
                if not self._tested((name,), self._limit).returncode:
                    raise SystemExit(f"{name} does not notice that docverify.{room} cannot be imported")
            finally:
                broken.write_text(text, encoding="utf-8")
        return seconds

    def judge(self, mutation: Mutation) -> Verdict:
        """Make a mutation, run its tests, and undo it.

        Raises:
            SystemExit: the mutated package cannot be imported, which says nothing of its tests, or they
                cannot be run.
        """
        file = self._root / "docverify" / mutation.file
        text, key = file.read_text(encoding="utf-8"), key_of(mutation, self._root)
        file.write_text(mutated(mutation, self._root / "docverify"), encoding="utf-8")
        start = time.monotonic()
        try:
            by = self._failed_test(mutation)
        except subprocess.TimeoutExpired:
            by = "time"
        finally:
            file.write_text(text, encoding="utf-8")
        return Verdict(mutation.name, bool(by), by, round(time.monotonic() - start, 1), key)

    def _failed_test(self, mutation: Mutation) -> str:
        """The first test that fails; "" where none does."""
        run = self._tested(mutation.tested_by, self._limit)
        if run.returncode not in (0, _FAILED):
            raise SystemExit(f"{mutation.name}: pytest ended with {run.returncode}\n{run.stdout[-3000:]}")
        failed = re.search(r"^(?:FAILED|ERROR) \S+::(\S+)", run.stdout, re.MULTILINE)
        return failed[1] if failed else "a test" if run.returncode else ""

    def _tested(self, tests: tuple[str, ...], limit: float | None) -> subprocess.CompletedProcess[str]:
        return self._python("-m", "pytest", "-x", "-q", "--tb=no", *tests, check=False, limit=limit)

    def _python(
        self, *words: str, check: bool = True, limit: float | None = None
    ) -> subprocess.CompletedProcess[str]:
        hidden = ("DOCVERIFY_DATA", "PYTEST_ADDOPTS")  # figures that depend on what is at hand are none
        settings = {name: value for name, value in os.environ.items() if name not in hidden}
        settings |= {
            "PYTHONPATH": str(self._root),
            # Two versions of a file may have one size and one second: stale byte code would be run.
            "PYTHONDONTWRITEBYTECODE": "1",
            "PYTEST_DISABLE_PLUGIN_AUTOLOAD": "1",
            "OMP_NUM_THREADS": "1",
        }
        return subprocess.run(
            [sys.executable, *words],
            cwd=self._root,
            env=settings,
            capture_output=True,
            text=True,
            timeout=limit,
            check=check,
        )


def key_of(mutation: Mutation, root: Path = ROOT) -> str:
    """Name what a verdict on a mutation rests on: the package, the tests and the mutation itself."""
    tests = sorted({root / name.partition("::")[0] for name in mutation.tested_by})
    folders = {parent for test in tests for parent in test.parents if parent.is_relative_to(root / "tests")}
    helpers = {file for one in folders for file in one.glob("*.py") if not file.name.startswith("test_")}
    files = [*sorted((root / "docverify").rglob("*.py")), *sorted(helpers), *tests]
    digest = hashlib.sha256(repr(mutation).encode())
    for file in files:
        digest.update(file.read_bytes())
    return digest.hexdigest()[:16]
