"""Two checkouts side by side: `python -m benchmarks.against BASE [--count N]`.

Both verify the same pairs of pictures in turn, A B A B …, each in a process of its own, so that a change of
the machine's speed falls on both. Printed are medians, and the ratio of this checkout's processor time to the
other's, pair by pair and round by round. The pictures: 1-megapixel captures of specimens as at a kiosk, with
the photographs of `samples/`.
"""

import argparse
import json
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path
from statistics import quantiles
from typing import Any

import cv2
import numpy as np

from benchmarks.rows import ROOT
from docverify.imaging import load_image
from docverify.mrz import MrzFormat
from docverify.specimens import Side, capture, draw_specimen, kiosk, random_holder, random_style

AT = date(2026, 11, 23)
FORMATS = (MrzFormat.TD3, MrzFormat.TD2, MrzFormat.TD1, MrzFormat.MRVA)
WORKER = """
import json, sys, time
from datetime import date
import docverify as dv
for line in sys.stdin:
    document, live = json.loads(line)
    start, used = time.perf_counter(), time.process_time()
    report = dv.verify(document=document, live=live, at=date(2026, 11, 23))
    spent = time.perf_counter() - start, time.process_time() - used
    print(json.dumps([*spent, report.outcome.value]), flush=True)
"""


class Checkout:
    """One checkout, verifying in a process of its own."""

    def __init__(self, checkout: Path) -> None:
        self.process = subprocess.Popen(
            [sys.executable, "-c", WORKER],
            cwd=checkout,
            env={"PYTHONPATH": str(checkout), "OMP_NUM_THREADS": "1", "PATH": "/usr/bin:/bin"},
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )

    def verify(self, document: Path, live: Path) -> tuple[float, float, str]:
        """Seconds of wall clock and of processor, and the outcome."""
        assert self.process.stdin is not None and self.process.stdout is not None  # noqa: S101, PT018
        self.process.stdin.write(json.dumps([str(document), str(live)]) + "\n")
        self.process.stdin.flush()
        wall, used, outcome = json.loads(self.process.stdout.readline())
        return wall, used, outcome


def pictures(folder: Path, count: int) -> Iterator[Path]:
    """Captures of about one megapixel, of every layout in turn."""
    photograph = load_image(ROOT / "samples" / "portraits" / "astronaut.png")[8:250, 130:320]
    for number in range(count):
        rng = np.random.default_rng([5, number])
        layout = FORMATS[number % len(FORMATS)]
        holder = replace(
            random_holder(layout, rng=rng), date_of_birth=date(1974, 8, 12), date_of_expiry=date(2034, 4, 15)
        )
        conditions = kiosk(rng)
        drawn = draw_specimen(
            layout,
            holder=holder,
            rng=rng,
            portrait=photograph,
            px_per_mm=conditions.px_per_mm,
            style=replace(random_style(rng), portrait_right=False),
            side=Side.BOTH if layout is MrzFormat.TD1 else Side.MRZ,
        )
        image = capture(drawn, conditions, rng=rng).image
        scale = (1e6 / (image.shape[0] * image.shape[1])) ** 0.5
        image = cv2.resize(image, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA)
        path = folder / f"{number}.jpg"
        cv2.imwrite(str(path), image[..., ::-1], [cv2.IMWRITE_JPEG_QUALITY, 92])
        yield path


def compare(base: Path, *, count: int, rounds: int) -> dict[str, Any]:
    """Verify `count` pairs `rounds` times in turn; figures as plain values."""
    live = ROOT / "samples" / "mated" / "live.jpg"
    sides = {"this": Checkout(ROOT), "base": Checkout(base)}
    used: dict[str, list[float]] = {name: [] for name in sides}
    outcomes: dict[str, list[str]] = {name: [] for name in sides}
    with tempfile.TemporaryDirectory() as folder:
        documents = list(pictures(Path(folder), count))
        for side in sides.values():
            side.verify(documents[0], live)  # warm
        for _ in range(rounds):
            for document in documents:
                for name, side in sides.items():
                    _, seconds, outcome = side.verify(document, live)
                    used[name].append(seconds)
                    outcomes[name].append(outcome)
    ratios = [mine / theirs for mine, theirs in zip(used["this"], used["base"], strict=True)]
    low, middle, high = quantiles(ratios, n=4, method="inclusive")
    return {
        "verifications": len(ratios),
        "median_s": {name: quantiles(spent, n=4)[1] for name, spent in used.items()},
        "ratio": {"median": middle, "q1": low, "q3": high, "sum": sum(used["this"]) / sum(used["base"])},
        "outcomes": {
            name: {one: told.count(one) for one in sorted(set(told))} for name, told in outcomes.items()
        },
    }


def main() -> None:
    """Compare, and print the figures."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.against", description=__doc__)
    parser.add_argument("base", type=Path, help="folder of the other checkout")
    parser.add_argument("--count", type=int, default=12, help="documents")
    parser.add_argument("--rounds", type=int, default=5)
    chosen = parser.parse_args()
    figures = compare(chosen.base.resolve(), count=chosen.count, rounds=chosen.rounds)
    print(json.dumps(figures, indent=1))


if __name__ == "__main__":
    main()
