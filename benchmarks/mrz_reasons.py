"""Whether the right reason is said of pictures that cannot be read: `python -m benchmarks run mrz_reasons`.

For every cause, drawn pictures are read until enough of them have failed; those that are read in spite of
what is the matter with them count apart. At the end a table: what was the matter, against what was said.
"""

import time
from collections import Counter
from collections.abc import Iterator

import cv2
import numpy as np
from rich.console import Console
from rich.table import Table

from benchmarks.rows import Row, Settings, make_row
from benchmarks.spoiled import CAUSES, spoiled
from docverify.evaluation import wilson
from docverify.evidence import Reading
from docverify.reading import read_mrz

_PACKAGES = ["numpy", "opencv-python-headless", "onnxruntime"]
READ = "(read)"
FAILED = 60
"""Pictures that shall fail, of each cause."""
_MOST_DRAWN = 4
"""Times as many pictures as shall fail are drawn at most."""


def run(settings: Settings) -> Iterator[Row]:
    """One row for each cause, and the table."""
    cv2.setNumThreads(1)
    wanted = 10 if settings.quick else FAILED
    said: dict[str, Counter[str]] = {}
    for cause in CAUSES:
        said[cause], sides, seconds = Counter[str](), Counter[bool](), list[float]()
        for one in spoiled(cause, _MOST_DRAWN * wanted, seed=settings.seed):
            start = time.process_time()
            reading = read_mrz(one.image, threads=settings.threads)
            seconds.append(time.process_time() - start)
            answer = heard(reading)
            said[cause][answer] += 1
            if answer == cause and one.side is not None:
                sides[tuple(edge.value for edge in reading.cut_at) == (one.side,)] += 1
            if said[cause].total() - said[cause][READ] == wanted:
                break
        yield make_row(
            "mrz_reasons.right",
            settings,
            count=len(seconds),
            unit="pictures",
            packages=_PACKAGES,
            case=cause,
            figures=_figures(cause, said[cause], sides, seconds),
        )
    _show(said)


def heard(reading: Reading) -> str:
    """The reason that is said of a picture; "(read)" where it was read."""
    if reading.mirrored:
        return "mirrored"
    if reading.failure is None:
        return READ
    return reading.failure.value


def _figures(cause: str, said: Counter[str], sides: Counter[bool], seconds: list[float]) -> dict[str, object]:
    failed, right = said.total() - said[READ], said[cause]
    share = wilson(right, max(failed, 1))
    figures: dict[str, object] = {
        "failed": failed,
        "right": right,
        "right_share": round(right / max(failed, 1), 3),
        "interval": [round(share.low, 3), round(share.high, 3)],
        "said": dict(said.most_common()),
        "median_ms": round(float(np.median(seconds)) * 1e3, 1),
        "slowest_twentieth_ms": round(float(np.percentile(seconds, 95)) * 1e3, 1),
    }
    return {**figures, "side_right": f"{sides[True]}/{sides.total()}"} if sides else figures


def _show(said: dict[str, Counter[str]]) -> None:
    """Print what was the matter against what was said."""
    answers = [*CAUSES, READ]
    table = Table("cause", *answers, title="Reasons: what was the matter, and what was said")
    for cause, counts in said.items():
        table.add_row(cause, *(str(counts[answer] or "·") for answer in answers))
    Console(width=160).print(table)
