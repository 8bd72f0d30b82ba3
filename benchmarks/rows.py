"""Time sides in turn, and write down what was measured so that anyone can rerun it.

A benchmark is a module in this folder with one function:

    def run(settings: Settings) -> Iterator[Row]:
        sides = {"docverify": lambda: ours(picture), "peer": lambda: theirs(picture)}
        timings = time_sides(sides, rounds=7)          # A B A B …, after one warm-up of each
        yield make_row("faces.encode", settings, timings, count=1, unit="faces",
                       packages=["numpy", "peer"], figures={"recall": 1.0})

`figures` holds what is not a time (error rates, recall, bandwidth, bytes); a row may have figures only. The
first side is ours; the row holds its ratio to every other side, from the rounds in which both ran.
`python -m benchmarks run NAME …` runs modules in fresh processes, `… report` draws their rows.
"""

import json
import os
import platform
import subprocess
import time
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cache
from importlib import metadata
from pathlib import Path
from statistics import quantiles
from typing import Any

Row = dict[str, Any]
ROOT = Path(__file__).resolve().parent.parent


@dataclass(frozen=True, slots=True)
class Settings:
    """What a run was asked for.

    Attributes:
        data: folder of the pictures that are not part of the project; when missing, yield nothing.
        threads: threads that every side may use; the runner has set OMP_NUM_THREADS and its kin to it.
        seed: of everything random.
        quick: fewer, smaller cases, for a look while working.
        face_engine: the face engine that is measured beside those that are installed: a name or an ONNX file.
        face_calibration: file of its calibration.
    """

    data: Path = ROOT.parent / "shared" / "data"
    threads: int = 1
    seed: int = 20261123
    quick: bool = False
    face_engine: str = ""
    face_calibration: Path | None = None


def time_sides(
    sides: Mapping[str, Callable[[], object]], *, rounds: int = 7, at_least: float = 0.02
) -> dict[str, list[float]]:
    """Seconds a call of each side, in turn: A B A B ….

    Args:
        sides: name → what to time; the first is ours. Each is called once before, to warm up.
        rounds: how often each side is measured.
        at_least: seconds that one measurement lasts; short calls are repeated within it.

    Returns:
        name → `rounds` times in seconds; the n-th times of all sides belong to the same round.
    """
    repeats = {}
    for name, call in sides.items():
        call()
        seconds = _measure(call, 1)
        repeats[name] = max(1, round(at_least / max(seconds, 1e-9)))
    times: dict[str, list[float]] = {name: [] for name in sides}
    for _ in range(rounds):
        for name, call in sides.items():
            times[name].append(_measure(call, repeats[name]))
    return times


def make_row(
    benchmark: str,
    settings: Settings,
    timings: Mapping[str, list[float]] | None = None,
    *,
    count: int,
    unit: str,
    packages: Iterable[str] = (),
    figures: Mapping[str, object] | None = None,
    case: str = "",
) -> Row:
    """One measured row, ready for JSON.

    Args:
        benchmark: "room.what", such as "faces.encode".
        settings: what the run was asked for.
        timings: what `time_sides` returned, ours first.
        count: items that one call handles.
        unit: what the items are: "faces", "documents", "comparisons".
        packages: distributions whose versions matter, numpy included.
        figures: measured values that are not times.
        case: what sets this row apart from others of the same benchmark: "1e6 templates", "batch of 64".
    """
    timings = timings or {}
    return {
        "benchmark": benchmark,
        "case": case,
        "count": count,
        "unit": unit,
        "sides": {name: _spread(times) for name, times in timings.items()},
        "ratios": _ratios(timings),
        "figures": dict(figures or {}),
        "threads": settings.threads,
        "seed": settings.seed,
        "quick": settings.quick,
        "commit": _commit(),
        "machine": machine(),
        "versions": {"python": platform.python_version(), **{name: version(name) for name in packages}},
        "at": datetime.now(UTC).isoformat(timespec="seconds"),
    }


def append(path: Path, row: Row) -> None:
    """Add one row to a file of JSON lines."""
    with path.open("a", encoding="utf-8") as file:
        file.write(json.dumps(row, ensure_ascii=False) + "\n")


def version(package: str) -> str:
    """Version of an installed distribution, or "not installed"."""
    try:
        return metadata.version(package)
    except metadata.PackageNotFoundError:
        return "not installed"


@cache
def machine() -> dict[str, object]:
    """Processor, cores that this process may use, memory and system."""
    cpuinfo, meminfo = Path("/proc/cpuinfo"), Path("/proc/meminfo")
    models = [s.partition(":")[2].strip() for s in _lines(cpuinfo) if s.startswith("model name")]
    memory = [int(s.split()[1]) for s in _lines(meminfo) if s.startswith("MemTotal")]
    usable = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count()
    return {
        "processor": models[0] if models else platform.processor(),
        "cores": usable,
        "memory_gb": round(memory[0] / 1e6, 1) if memory else None,
        "system": f"{platform.system()} {platform.machine()}",
    }


def _measure(call: Callable[[], object], repeats: int) -> float:
    start = time.perf_counter()
    for _ in range(repeats):
        call()
    return (time.perf_counter() - start) / repeats


def _spread(values: list[float]) -> dict[str, float | int]:
    low, middle, high = quantiles(values, n=4, method="inclusive") if len(values) > 1 else [values[0]] * 3
    return {"median": middle, "q1": low, "q3": high, "min": min(values), "rounds": len(values)}


def _ratios(timings: Mapping[str, list[float]]) -> dict[str, dict[str, float | int]]:
    """How many times as long as ours each other side took, round by round: above 1, ours is faster."""
    if not timings:
        return {}
    ours, *others = timings
    return {
        name: _spread([theirs / mine for mine, theirs in zip(timings[ours], timings[name], strict=True)])
        for name in others
    }


def _commit() -> str:
    """Commit of the working tree, with "+" when the package or the benchmarks differ from it."""

    def git(*words: str) -> str:
        found = subprocess.run(
            ["git", "-C", str(ROOT), *words],  # noqa: S607 - whichever git the user has
            capture_output=True,
            text=True,
            check=False,
        )
        return found.stdout.strip()

    changed = git("status", "--porcelain", "--untracked-files=no", "--", "docverify", "benchmarks/*.py")
    return (git("rev-parse", "--short=12", "HEAD") or "unknown") + ("+" if changed else "")


def _lines(path: Path) -> list[str]:
    return path.read_text(encoding="utf-8").splitlines() if path.exists() else []
