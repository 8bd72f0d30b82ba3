"""Counts how often readings of a certain confidence are right, and fits the calibration that ships."""

import json
import platform
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path

import cv2
import numpy as np
from numpy.typing import NDArray
from rich.progress import track

from docverify import reading
from docverify.evidence.reading import SURE
from docverify.mrz import MrzFormat
from docverify.reading import read_mrz
from docverify.reading.calibration import FILE, FOLDER, calibrated, reader_calibration
from docverify.reading.engines.own import OwnReader
from docverify.shipped import write_sums
from docverify.specimens import (
    Capture,
    Conditions,
    capture,
    draw_specimen,
    hard,
    kiosk,
    moderate,
    random_holder,
)

_FORMATS = (MrzFormat.TD1, MrzFormat.TD2, MrzFormat.TD3, MrzFormat.MRVA, MrzFormat.MRVB)
_SHARES: tuple[tuple[str, Callable[[np.random.Generator], Conditions], int, float], ...] = (
    ("hard", hard, 0, 0.55),
    ("moderate", moderate, 0, 0.15),
    ("kiosk, one to three characters hidden", kiosk, 3, 0.3),
)
"""What is drawn: conditions, most hidden characters, share."""
_COLOURS = ((225, 222, 215), (206, 160, 135), (14, 14, 16))
_LEVELS = (0.02, 0.1, 0.3, 0.5, 0.8, 0.9, 0.95, 0.99, 0.999)
_SLOPES = np.linspace(0.5, 2.0, 151)


@dataclass(frozen=True, slots=True)
class Counted:
    """One reading: the product of its cells' probabilities, and whether every character was right."""

    chance: float
    right: bool


def count(pictures: int, seed: int) -> list[Counted]:
    """Read so many captures; the same for the same seed."""
    cv2.setNumThreads(1)
    undo = 1 / reader_calibration().slope
    readings = []
    for image, lines in track(_captures(pictures, seed), description="counting", total=pictures):
        seen = read_mrz(image)
        if seen.confidence > 0:
            readings.append(Counted(calibrated(seen.confidence, slope=undo), seen.lines == lines))
    return readings


def _captures(pictures: int, seed: int) -> Iterator[tuple[NDArray[np.uint8], tuple[str, ...]]]:
    for _, conditions, hidden, share in _SHARES:
        for number in range(round(pictures * share)):
            rng = np.random.default_rng([20264, seed, hidden, number])
            layout, view = _FORMATS[number % len(_FORMATS)], conditions(rng)
            holder = random_holder(layout, rng=rng)
            drawn = draw_specimen(layout, holder=holder, rng=rng, px_per_mm=view.px_per_mm)
            taken = capture(drawn, view, rng=rng)
            yield _hide(taken, rng, most=hidden), taken.lines


def _hide(taken: Capture, rng: np.random.Generator, *, most: int) -> NDArray[np.uint8]:
    """The capture with patches over a few characters."""
    image = taken.image.copy()
    for _ in range(int(rng.integers(1, most + 1)) if most else 0):
        line = int(rng.integers(len(taken.lines)))
        text, quad = taken.lines[line], np.asarray(taken.line_quads[line], np.float32)
        at = int(rng.choice([column for column, character in enumerate(text) if character != "<"]))
        flat = np.array([[0, 0], [len(text), 0], [len(text), 1], [0, 1]], np.float32)
        cell = np.array([[[at, -0.25], [at + 1, -0.25], [at + 1, 1.25], [at, 1.25]]], np.float32)
        corners = cv2.perspectiveTransform(cell, cv2.getPerspectiveTransform(flat, quad))[0]
        colour = _COLOURS[int(rng.integers(len(_COLOURS)))]
        cv2.fillPoly(image, [np.round(corners * 16).astype(np.int32)], colour, cv2.LINE_AA, 4)
    return image


def fit(readings: list[Counted]) -> float:
    """The slope under which what was counted is likeliest, of the readings that are not sure."""
    doubtful = [one for one in readings if one.chance < SURE]
    right = np.array([one.right for one in doubtful])

    def likelihood(slope: float) -> float:
        chance = np.array([calibrated(one.chance, slope=slope) for one in doubtful])
        return float(np.log(np.where(right, chance, 1 - chance) + 1e-9).sum())

    return float(max(_SLOPES, key=likelihood))


def write(pictures: int, seed: int) -> Path:
    """Count, fit, and write the package's file.

    Args:
        pictures: how many captures to read.
        seed: of the captures.
    """
    readings = count(pictures, seed)
    slope = fit(readings)
    sure = [(calibrated(one.chance, slope=slope), one.right) for one in readings]
    reliability = [
        [level, sum(chance >= level for chance, _ in sure), sum(c >= level and r for c, r in sure)]
        for level in _LEVELS
    ]
    folder = Path(reading.__file__).parent / FOLDER
    content = {
        "slope": round(slope, 3),
        "reliability": reliability,
        "networks": dict(OwnReader().builds),
        "provenance": {
            "drawn": {name: round(pictures * share) for name, _, _, share in _SHARES},
            "read": len(readings),
            "seed": seed,
            "docverify": version("docverify"),
            "numpy": np.__version__,
            "opencv": cv2.__version__,
            "machine": platform.machine(),
            "at": datetime.now(UTC).date().isoformat(),
        },
    }
    file = folder / FILE
    file.write_text(json.dumps(content, indent=2) + "\n", encoding="utf-8")
    write_sums(folder, ".json")
    return file
