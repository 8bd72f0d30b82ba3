"""Strips about lines that are poorly placed, with where they truly lie: cut out of the finder's squares."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from docverify.printed.cut import cut
from docverify.printed.level import FRAME, HEIGHT, REACH, UNIT
from docverify.training.printed.pages import Pieces

WIDTH = 192
"""Of a strip, px; longer lines are cut to it."""
_HIGHER, _LARGER = 0.2, 0.19
"""Standard deviations of where a line's ends are found, capitals, and of the logarithm of how high."""
_MOST = 0.55
"""Capitals that an end lies too high or too low, at most, and of the logarithm of the height."""
_LEAST = 3.5
"""px: height of capitals of the smallest print that is taught."""
_BEFORE = 6.0
"""Capitals before a line that a strip begins, at most: two columns may be found as one line."""


@dataclass(frozen=True, slots=True)
class Levels:
    """Strips with their truth by frames.

    Attributes:
        images: (n, 32, 192) uint8 grey.
        targets: (n, 3, 48) float32: whether the line is there, capitals that it lies below the middle, and
            the logarithm of its height by that which was found.
    """

    images: NDArray[np.uint8]
    targets: NDArray[np.float32]


def levels(pieces: Pieces, rng: np.random.Generator) -> Levels:
    """Cut a strip about each line of some squares, as if it had been found a little wrong."""
    images, targets = [], []
    for image, quads in zip(pieces.images, pieces.quads, strict=True):
        for quad in quads[np.isfinite(quads).all((1, 2))].astype(np.float64):
            if (made := _level(rng, image, quad)) is not None:
                images.append(made[0])
                targets.append(made[1])
    return Levels(np.stack(images), np.stack(targets))


def _level(
    rng: np.random.Generator, image: NDArray[np.uint8], quad: NDArray[np.float64]
) -> tuple[NDArray[np.uint8], NDArray[np.float32]] | None:
    left, right = (quad[0] + quad[3]) / 2, (quad[1] + quad[2]) / 2
    true = float(np.hypot(*((quad[0] + quad[1] - quad[2] - quad[3]) / 2)))
    across = right - left
    length = float(np.hypot(*across))
    if true < _LEAST or length < 0.5 * true:
        return None
    unit = across / length
    down = np.array([-unit[1], unit[0]])
    seen = true * float(np.exp(np.clip(rng.normal(0, _LARGER), -_MOST, _MOST)))
    wide = WIDTH / UNIT * seen
    begin = -true * float(rng.uniform(0, 2.2) if rng.random() < 0.8 else rng.uniform(0, _BEFORE))
    if length > wide and rng.random() < 0.5:
        begin += float(rng.uniform(0, length - wide))
    low, high = np.clip(rng.normal(0, _HIGHER, 2), -_MOST, _MOST) * true
    if length < 3 * true:  # too short to be found tilted
        high = low
    first, last = left + unit * begin - down * low, left + unit * (begin + wide) - down * high
    slope = np.array([-(last - first)[1], (last - first)[0]]) / wide
    half = slope / max(float(np.hypot(*slope)), 1e-9) * seen * REACH
    corners = np.stack([first - half, last - half, last + half, first + half])
    strip = cut(image, corners, width=WIDTH, height=HEIGHT)
    along = begin + (np.arange(WIDTH // FRAME) + 0.5) * FRAME / UNIT * seen
    there = (along > 0) & (along < length)
    share = (along - begin) / wide
    lower = (low + (high - low) * share) / seen
    target = np.stack([there, np.where(there, lower, 0), np.where(there, np.log(true / seen), 0)])
    return strip, target.astype(np.float32)
