"""Pictures of what docverify sees, by docverify, on the samples."""

import shutil
from collections.abc import Callable
from datetime import date
from pathlib import Path

import cv2
import numpy as np
from numpy.typing import NDArray
from PIL import Image

import docverify as dv
from docs.drawings.ink import PICTURES
from docverify.evidence.page import page_of
from docverify.reading.explain import explain
from docverify.specimens import capture, draw_specimen, hard, moderate
from docverify.specimens.conditions import Conditions
from docverify.specimens.samples import ANNA

ROOT = Path(__file__).resolve().parents[2]
AT = date(2026, 11, 23)
PAGE, ZONE, MRZ, GRID = (0, 114, 178), (0, 158, 115), (213, 94, 0), (90, 90, 90)
SCREENS = (
    "benchmarks/pictures/kiosk-document.png",
    "benchmarks/pictures/kiosk-face.png",
    "examples/screenshots/operator.png",
    "examples/screenshots/operator-letters.png",
)
"""Screenshots that a test of the pages makes; copied as they are, so that a test can tell a stale one."""


def explained() -> None:
    """What `--explain` draws, on four samples."""
    for case in ("mated", "face_beside", "print_altered"):
        folder = ROOT / "samples" / case
        document, live = next(folder.glob("document.*")), folder / "live.jpg"
        report = dv.verify(document=document, live=live, at=AT)
        _save(dv.explain_verification(report, document=document, live=live), f"seen-{case}", width=1100)


def screens() -> None:
    """Copies of the kiosk's and the operator's pages."""
    for name in SCREENS:
        shutil.copyfile(ROOT / name, PICTURES / Path(name).name)


def doubtful(seed: int = 82) -> None:
    """The foot of a hard capture whose reading is in doubt: the doubtful cells are orange."""
    image = _pictured(hard, seed)
    reading = dv.read_mrz(image, at=AT)
    assert reading.quad is not None
    drawn = explain(image, reading)
    scale = drawn.shape[1] / image.shape[1]
    middle, width = scale * reading.quad.mean(axis=0), scale * float(np.ptp(reading.quad[:, 0]))
    first, last = round(middle[1] - 0.3 * width), round(middle[1] + 0.16 * width)
    left, right = round(middle[0] - 0.56 * width), round(middle[0] + 0.56 * width)
    _save(drawn[first:last, max(0, left) : right], "seen-doubtful", width=1000)


def page(seed: int = 50) -> None:
    """Where the page lies, by its MRZ: a grid of 10 mm, the portrait's zone, and how sure the corners are."""
    image = _pictured(moderate, seed)
    reading = dv.read_mrz(image, at=AT)
    assert reading.mrz is not None
    assert reading.cells is not None
    found = page_of(reading.mrz.format, reading.cells.quads)
    assert found is not None
    canvas, sheet = image.copy(), found.sheet
    for x in np.arange(0, sheet.width + 1, 10.0):
        _line(canvas, found.pixels(np.array([(x, 0), (x, sheet.height)])), GRID, 1)
    for y in np.arange(0, sheet.height + 1, 10.0):
        _line(canvas, found.pixels(np.array([(0, y), (sheet.width, y)])), GRID, 1)
    _line(canvas, np.concatenate([found.outline, found.outline[:1]]), PAGE, 3)
    for corner, spread in zip(sheet.outline, found.spread, strict=True):
        turn = np.linspace(0, 2 * np.pi, 60)
        circle = corner + spread * np.stack([np.cos(turn), np.sin(turn)], axis=1)
        _line(canvas, found.pixels(circle), PAGE, 2)
    for zone in sheet.portrait:
        box = np.array([(zone.left, zone.top), (zone.right, zone.top), (zone.right, zone.bottom),
                        (zone.left, zone.bottom), (zone.left, zone.top)])  # fmt: skip
        _line(canvas, found.pixels(box), ZONE, 3)
    assert reading.quad is not None
    _line(canvas, np.concatenate([reading.quad, reading.quad[:1]]), MRZ, 3)
    _save(canvas, "page", width=1000)


def _pictured(conditions: Callable[[np.random.Generator], Conditions], seed: int) -> NDArray[np.uint8]:
    """A specimen passport, as a camera sees it."""
    rng = np.random.default_rng(seed)
    portrait = dv.load_image(ROOT / "samples/portraits/astronaut.png")[:400, 60:380]
    drawn = draw_specimen(dv.MrzFormat.TD3, holder=ANNA, rng=rng, portrait=portrait)
    return capture(drawn, conditions(rng), rng=rng).image


def _line(
    canvas: NDArray[np.uint8], points: NDArray[np.float64], colour: tuple[int, int, int], width: int
) -> None:
    cv2.polylines(canvas, [np.round(points).astype(np.int32)], isClosed=False, color=colour, thickness=width,
                  lineType=cv2.LINE_AA)  # fmt: skip


def _save(picture: NDArray[np.uint8], name: str, *, width: int) -> None:
    """Write a JPEG of at most so many px across, its colours at full resolution: lines are thin."""
    image = Image.fromarray(picture)
    if image.width > width:
        image = image.resize((width, round(image.height * width / image.width)), Image.Resampling.LANCZOS)
    image.save(PICTURES / f"{name}.jpg", quality=86, subsampling=0, optimize=True)
