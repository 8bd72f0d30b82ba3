"""What hostile and odd files cost, and whether each ends as it should.

Every file of `tests/hostile` is loaded in a process of its own, whose processor time and memory are read:
none may crash it, none may end in anything but a picture or a typed error. Beside it: shipped networks and
calibrations with a flipped byte, each of which must be refused.
"""

from collections import Counter
from collections.abc import Iterator
from statistics import median

from benchmarks.rows import Row, Settings, make_row
from tests.hostile.files import FILES
from tests.hostile.flips import refused
from tests.hostile.measure import Cost, costs, faults

_PACKAGES = ["numpy", "opencv-python-headless", "pillow", "pypdfium2", "pi-heif"]
_FLIPS = 1_000


def run(settings: Settings) -> Iterator[Row]:
    """Yield a row for each kind of file, one for all of them, and one for flipped bytes."""
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
        figures={"files": len(told), "accepted": sum(count - one for one in told.values())},
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
            **{fault: found[fault] for fault in ("crash", "untyped", "slow", "large")},
            "taken": sum(one.ending == "taken" for one in group),
            "median_processor_s": median(one.processor for one in group),
            "most_processor_s": max(one.processor for one in group),
            "most_memory_bytes": max(one.memory for one in group),
        },
    )
