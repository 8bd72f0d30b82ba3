"""What hostile and odd files cost, and whether each ends as it should.

Every file of `tests/hostile` is loaded in a process of its own, whose processor time and memory are read:
none may crash it, none may end in anything but a picture or a typed error. Beside it: shipped networks and
calibrations with a flipped byte, each of which must be refused, and the tests that count cases: wrong
arguments, and a process that may open no socket and write no file.
"""

import re
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from statistics import median

from benchmarks.rows import ROOT, Row, Settings, make_row
from tests.hostile.files import FILES
from tests.hostile.flips import refused
from tests.hostile.measure import Cost, costs, faults

_PACKAGES = ["numpy", "opencv-python-headless", "pillow", "pypdfium2", "pi-heif"]
_FLIPS = 1_000
_TESTS = {
    "wrong arguments": "tests/api/test_misuse.py",
    "network calls and files": "tests/test_networks.py::test_no_network_call_and_no_file",
    "what documents say": "tests/test_privacy.py",
}
"""What is counted → the tests that hold it."""


def run(settings: Settings) -> Iterator[Row]:
    """Yield a row for each kind of file, for all, for flipped bytes, and for the tests that count cases."""
    every = 8 if settings.quick else 1
    kinds: dict[str, list[Cost]] = {}
    for one in costs(list(FILES)[::every]):
        kinds.setdefault(one.name.partition("_")[0], []).append(one)
        for fault in faults(one):
            print(f"  {fault}: {one}", flush=True)
    for kind, group in kinds.items():
        yield _row(kind, settings, group)
    yield _row("all", settings, [one for group in kinds.values() for one in group])
    count = _FLIPS // every
    told = refused(count)
    yield make_row(
        "hostile",
        settings,
        {},
        count=count * len(told),
        unit="flips",
        packages=_PACKAGES,
        case="flipped bytes",
        figures={"count": count * len(told), "accepted": sum(count - one for one in told.values())},
    )
    for case in _TESTS:
        yield _tests(case, settings)


def _tests(case: str, settings: Settings) -> Row:
    words = [sys.executable, "-m", "pytest", "-q", "--tb=no", _TESTS[case]]
    told = subprocess.run(words, cwd=ROOT, capture_output=True, text=True, check=False).stdout
    passed, failed = (
        sum(map(int, re.findall(rf"(\d+) {word}", told))) for word in ("passed", "(?:failed|error)")
    )
    return make_row(
        "hostile",
        settings,
        {},
        count=passed + failed,
        unit="tests",
        packages=_PACKAGES,
        case=case,
        figures={"count": passed + failed, "failed": failed},
    )


def _row(case: str, settings: Settings, group: list[Cost]) -> Row:
    found = Counter(fault for one in group for fault in faults(one))
    return make_row(
        "hostile",
        settings,
        {},
        count=len(group),
        unit="files",
        packages=_PACKAGES,
        case=case,
        figures={
            "count": len(group),
            **{fault: found[fault] for fault in ("crash", "untyped", "slow", "large")},
            "taken": sum(one.ending == "taken" for one in group),
            "median_processor_s": median(one.processor for one in group),
            "most_processor_s": max(one.processor for one in group),
            "most_memory_bytes": max(one.memory for one in group),
        },
    )
