"""Strips for the reviewer from whole captures: what the reader meets, with the truth of every cell known.

A specimen is drawn and captured as the benchmarks' are, and its lines are cut out as the reader cuts them, by
`straighten` and `rectify`, from where the locator might have placed them.
"""

from dataclasses import replace

import cv2
import numpy as np
from numpy.typing import NDArray

from docverify.mrz import ALPHABET
from docverify.reading.lines import TextLine
from docverify.reading.rectify import Strip, rectify
from docverify.reading.straighten import straighten
from docverify.specimens import (
    Capture,
    Conditions,
    capture,
    draw_specimen,
    hard,
    kiosk,
    moderate,
    random_style,
)
from docverify.training.reader.strips import MOST_CELLS, WIDTH, Strips, joined
from docverify.training.reader.texts import FORMATS, random_bearer

_CONDITIONS = (hard, hard, hard, moderate, kiosk)
_CAPTURES = 2
"""Captures of each specimen: drawing one costs as much as picturing it."""
_WINDOWS = 2
"""Windows cut from each line."""
_OFF_THE_LINE = 0.5
"""Capitals by which a cell's middle may miss the strip's; beyond, another line is in the strip."""
_MISHAPS = 0.6
"""Share of the captures that show more folds and more glare than the benchmarks' do."""


def shard(seed: int, specimens: int) -> Strips:
    """Draw a shard of strips, the same for the same `seed`; about 8 strips a specimen."""
    cv2.setNumThreads(1)
    rng = np.random.default_rng([20262, seed])
    parts = [strips for _ in range(specimens) for strips in _specimen(rng)]
    return joined(parts)


def _specimen(rng: np.random.Generator) -> list[Strips]:
    """Draw a specimen and picture it a few times."""
    layout = FORMATS[int(rng.integers(len(FORMATS)))]
    views = [
        _with_mishaps(rng, _CONDITIONS[int(rng.integers(len(_CONDITIONS)))](rng)) for _ in range(_CAPTURES)
    ]
    # Real MRZs are set closer, wider and higher than the standard has it more often than not.
    style = replace(
        random_style(rng),
        line_pitch=float(rng.uniform(0.7, 1.12)),
        mrz_stretch=(float(rng.uniform(0.9, 1.04)), float(rng.uniform(0.85, 1.15))),
    )
    specimen = draw_specimen(
        layout,
        holder=random_bearer(layout, rng=rng),
        rng=rng,
        px_per_mm=max(view.px_per_mm for view in views),
        style=style,
    )
    return [_windows(rng, capture(specimen, view, rng=rng)) for view in views]


def _with_mishaps(rng: np.random.Generator, view: Conditions) -> Conditions:
    """Fold and light a document badly: a letter of which half is hidden must be doubted, not guessed."""
    if rng.random() > _MISHAPS:
        return view
    return replace(
        view,
        creases=int(rng.integers(2, 8)),
        glare=float(rng.uniform(0.02, 0.3)),
        glare_strength=float(rng.uniform(0.4, 0.98)),
    )


def _windows(rng: np.random.Generator, taken: Capture) -> Strips:
    """Cut windows out of all lines of a capture."""
    grey = np.asarray(cv2.cvtColor(taken.image, cv2.COLOR_RGB2GRAY), np.uint8)
    images, centres, labels = [], [], []
    for text, quad in zip(taken.lines, taken.line_quads, strict=True):
        line = _misplaced(rng, quad)
        if rng.random() < 0.85:
            line = straighten(grey, line)
        strip = rectify(grey, line, stretch=float(np.exp(rng.normal(0, 0.12))))
        columns, missed = _cells(strip, quad, len(text))
        known = [ALPHABET.index(character) for character in text]
        for _ in range(_WINDOWS):
            first = int(rng.integers(0, max(strip.image.shape[1] - WIDTH, 0) + 1))
            window = strip.image[:, first : first + WIDTH]
            short = WIDTH - window.shape[1]
            images.append(np.pad(window, ((0, 0), (0, short)), mode="edge"))
            inside = np.flatnonzero((columns >= first) & (columns < first + WIDTH))[:MOST_CELLS]
            centre = np.full(MOST_CELLS, np.nan, np.float32)
            label = np.full(MOST_CELLS, -1, np.int16)
            centre[: len(inside)] = columns[inside] - first
            label[: len(inside)] = [-1 if missed[i] else known[i] for i in inside]
            centres.append(centre)
            labels.append(label)
    return Strips(np.stack(images), np.stack(centres), np.stack(labels))


def _misplaced(rng: np.random.Generator, quad: NDArray[np.float64]) -> TextLine:
    """The line of a quad as a locator sees it: off by parts of a capital, its ends cut short or overrun."""
    left, right = (quad[0] + quad[3]) / 2, (quad[1] + quad[2]) / 2
    length = float(np.linalg.norm(right - left))
    along = (right - left) / length
    heights = np.array([np.linalg.norm(quad[3] - quad[0]), np.linalg.norm(quad[2] - quad[1])])
    heights *= np.exp(rng.normal(0, 0.1) + rng.normal(0, 0.03, 2))
    height = float(heights.mean())
    offset, tilt, bow = rng.normal(0, (0.12, 0.1, 0.04)) * height
    first, last = rng.normal(0, 1.0, 2) * height
    middle = length / 2
    # v(u): offset at the middle, `tilt` more at the right end, bowed by `bow` there.
    curve = bow / middle**2
    slope = tilt / middle
    bend = np.array([offset - slope * middle + curve * middle**2, slope - 2 * curve * middle, curve])
    growth = float(heights[1] - heights[0]) / length
    return TextLine(
        left, along, first, length + last, bend, np.array([heights[0], growth]), float(rng.uniform(0.6, 1))
    )


def _cells(
    strip: Strip, quad: NDArray[np.float64], count: int
) -> tuple[NDArray[np.float64], NDArray[np.bool_]]:
    """Columns of the strip on which cells are centred, and which of them the strip shows too high or low."""
    flat = np.array([[0, 0], [count, 0], [count, 1], [0, 1]], np.float32)
    to_picture = cv2.getPerspectiveTransform(flat, quad.astype(np.float32))
    middles = np.stack([np.arange(count) + 0.5, np.full(count, 0.5)], 1)
    seen = cv2.perspectiveTransform(middles[None], to_picture)[0] - strip.line.origin
    u, v = seen @ strip.line.along, seen @ strip.line.down
    bend = strip.line.bend
    missed = np.abs(v - bend[0] - u * (bend[1] + u * bend[2])) > _OFF_THE_LINE * strip.line.height_at(u)
    return np.interp(u, strip.u, np.arange(len(strip.u)), left=-1e3, right=1e6), missed
