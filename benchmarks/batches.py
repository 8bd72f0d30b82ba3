"""Batches: two workers of this machine, and two of Ray's, against one process; the same rows from all.

Times are those between the first rows and the last: a batch is long, and starting does not count. Starting
is a figure of its own. Every side runs in turn, some times over.
"""

import time
from collections.abc import Callable, Iterable, Iterator
from datetime import date
from functools import partial
from pathlib import Path
from statistics import median

from benchmarks.rows import ROOT, Row, Settings, make_row
from docverify.trials.job import Job, Setting
from docverify.trials.rows import Row as Made
from docverify.trials.workers import run_here, run_in_workers
from docverify.verification import Policy

FOLDERS = ("mated", "non_mated", "expired", "print_altered")
WARM = 4
"""Rows that are not counted: every worker has opened its networks by then."""


def jobs(count: int) -> list[Job]:
    """Verifications of the samples, over and over."""
    setting = Setting(policy=Policy.named("border"), at=date(2026, 11, 28))
    pictures = []
    for folder in FOLDERS:
        document = next((ROOT / "samples" / folder).glob("document.*"))
        pictures.append((document.read_bytes(), (Path(document.parent) / "live.jpg").read_bytes()))
    return [
        Job(
            case_id=f"case-{at}",
            document=(pictures[at % 4][0],),
            live=(pictures[at % 4][1],),
            setting=setting,
        )
        for at in range(count)
    ]


def run(settings: Settings) -> Iterator[Row]:
    """One row: seconds for all counted verifications, by side."""
    sides: dict[str, Callable[[Iterable[Job]], Iterator[Made]]] = {
        "two workers": partial(run_in_workers, count=2),
        "one process": run_here,
    }
    try:
        import ray  # noqa: F401 - whether it is there
    except ImportError:
        pass
    else:
        from docverify.trials.on_ray import run_on_ray

        sides["Ray, two workers"] = partial(run_on_ray, address="local", count=2)
    work = jobs(WARM + (8 if settings.quick else 40))
    times: dict[str, list[float]] = {name: [] for name in sides}
    starts: dict[str, list[float]] = {name: [] for name in sides}
    rows: dict[str, list[Made]] = {}
    for _ in range(2 if settings.quick else 5):
        for name, runner in sides.items():
            begun, moments, made = time.perf_counter(), [], []
            for row in runner(work):
                moments.append(time.perf_counter())
                made.append({key: value for key, value in row.items() if key != "timings"})
            times[name].append(moments[-1] - moments[WARM - 1])
            starts[name].append(moments[0] - begun)
            rows[name] = made
    one = times["one process"]
    figures: dict[str, object] = {"same_rows": all(made == rows["one process"] for made in rows.values())}
    for name in sides:
        figures[f"first row of {name}, s"] = round(median(starts[name]), 2)
        faster = [alone / other for alone, other in zip(one, times[name], strict=True)]
        figures[f"{name}, times one process"] = [round(value, 2) for value in faster]
    yield make_row(
        "batches.workers",
        settings,
        times,
        count=len(work) - WARM,
        unit="verifications",
        packages=["ray", "numpy", "onnxruntime"],
        figures=figures,
    )
