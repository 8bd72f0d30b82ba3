"""Whether a picture shows any print at all, and whether it is sharp: asked where no MRZ was found."""

from typing import Final

import cv2
import numpy as np
from numpy.typing import NDArray

from docverify.reading.locate import scaled

_LETTERS_SIDE: Final = 640  # px, longer side in which letters of a document that fills it are 5 to 30 px high
_INK: Final = 14.0  # grey levels darker than what is around: ink at least,
_GRAIN: Final = 2.0  # and so many times as much as most of the picture varies
_LEAST, _MOST = 4, 36  # px, the larger side of a letter
_FULL: Final = 0.15  # of its box at least is ink
_LONGEST: Final = 6.0  # times as long as wide: longer ones are rules and bars of codes
_MOST_LETTERS: Final = 200  # that are looked at, from the middle outwards: a page of text has enough
_NEXT: Final = 2.2  # times a letter's size, from its middle to its neighbour's
_ALIKE: Final = float(np.log(1.7))  # neighbours differ in size by less
_OPPOSITE: Final = -0.96  # cosine: a letter's two neighbours stand on either side of it
_LEAST_IN_ROWS: Final = 12
"""Letters with a neighbour on either side, by which a picture shows print. Of 30 fronts of cards, letters and
pages each has 14 at least; of 30 drawn tables and heads, and of 20 photographs of faces, none has over 10."""

_BARS_SIDE: Final = 320  # px, longer side in which words run together to bars
_LEAST_BARS: Final = 8
"""Bars that run the same way, by which a picture shows blurred print: 13 of 15 blurred documents in which no
line was found have as many; of the same tables, heads and faces one does, and that is sharp."""

_EDGES_SIDE: Final = 960  # px, longer side in which edges are measured
_EDGE: Final = 40.0  # grey levels across an edge at least
_WINDOW: Final = 17  # px, in which an edge's levels are looked for
_DIRECTIONS: Final = np.array([0.0, 45.0, 90.0, 135.0])  # a movement leaves edges along it sharp
_EVERY: Final = 3  # row and column: there are edges enough
_FEW: Final = 20  # edges of a direction that tell nothing
_SHARPEST: Final = 2.0  # percentile of the widths: the sharpest edges say how sharp a picture can be
_SOFT: Final = 6.0
"""px: where the sharpest edges of some direction are wider, a picture is blurred. Of 30 sharp documents the
widest are 4.3, of 37 blurred ones 8.0."""


def shows_print(grey: NDArray[np.uint8]) -> bool:
    """Whether letters stand in rows somewhere in a picture, (H, W) uint8, whichever way the rows run."""
    middles, sizes = _letters(_shrunk(grey, _LETTERS_SIDE))
    if len(sizes) < _LEAST_IN_ROWS:
        return False
    step = middles[None] - middles[:, None]
    away = np.hypot(step[..., 0], step[..., 1])
    larger = np.maximum(sizes[:, None], sizes[None])
    beside = (away > 0) & (away < _NEXT * larger) & (np.abs(np.log(sizes[:, None] / sizes[None])) < _ALIKE)
    nearest = np.where(beside, away, np.inf).argmin(1)
    all_of_them = np.arange(len(sizes))
    way = step[all_of_them, nearest] / np.maximum(away[all_of_them, nearest], 1)[:, None]
    cosine = np.einsum("ijk,ik->ij", step, way) / np.maximum(away, 1)
    return int((beside & (cosine < _OPPOSITE)).any(1).sum()) >= _LEAST_IN_ROWS


def shows_bars(grey: NDArray[np.uint8]) -> bool:
    """Whether dark bars run side by side in a picture, (H, W) uint8, as lines of blurred words do."""
    small = cv2.GaussianBlur(_shrunk(grey, _BARS_SIDE), (0, 0), 1.2)
    mask = _darker(np.asarray(small, np.uint8), window=25, least=8.0, grain=1.5)
    count, labels = cv2.connectedComponents(mask, connectivity=8)
    y, x = np.nonzero(labels)
    of = labels[y, x]
    area = np.maximum(np.bincount(of, minlength=count), 1)
    x, y = x - (np.bincount(of, x, count) / area)[of], y - (np.bincount(of, y, count) / area)[of]
    across, down, both = (np.bincount(of, part, count) / area for part in (x * x, y * y, x * y))
    root = np.hypot((across - down) / 2, both)
    long = np.sqrt(12 * ((across + down) / 2 + root))
    wide = np.sqrt(12 * np.maximum((across + down) / 2 - root, 1 / 12))
    bars = (area > 12) & (long > np.maximum(3 * wide, 8)) & (wide > 1.5) & (wide < 14)
    turn = np.exp(1j * np.arctan2(2 * both, across - down))[bars]  # twice the angle: a bar has no direction
    main = np.angle((long[bars] * turn).sum())
    return int((np.abs(np.angle(turn * np.exp(-1j * main))) < np.radians(16)).sum()) >= _LEAST_BARS


def is_soft(grey: NDArray[np.uint8]) -> bool:
    """Whether the sharpest edges of a picture, (H, W) uint8, are wide: it is out of focus, or moved."""
    smooth = cv2.GaussianBlur(_shrunk(grey, _EDGES_SIDE), (0, 0), 1.0)
    kernel = np.ones((_WINDOW, _WINDOW), np.uint8)
    levels = cv2.subtract(cv2.dilate(smooth, kernel), cv2.erode(smooth, kernel))[::_EVERY, ::_EVERY]
    x, y = (cv2.Sobel(smooth, cv2.CV_16S, *way)[::_EVERY, ::_EVERY] for way in ((1, 0), (0, 1)))
    strong = levels > _EDGE
    height, dx, dy = levels[strong].astype(np.float64), x[strong] / 8.0, y[strong] / 8.0
    widths = height / np.maximum(np.hypot(dx, dy), 1e-3)
    nearest = np.round(np.degrees(np.arctan2(dy, dx)) / 45).astype(int) % len(_DIRECTIONS)
    groups = [widths[nearest == number] for number in range(len(_DIRECTIONS))]
    return any(len(one) >= _FEW and np.percentile(one, _SHARPEST) > _SOFT for one in groups)


def _letters(grey: NDArray[np.uint8]) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Middles (N, 2) and sizes (N,) of what may be letters, px."""
    mask = _darker(
        np.asarray(cv2.GaussianBlur(grey, (3, 3), 0), np.uint8), window=21, least=_INK, grain=_GRAIN
    )
    _, _, boxes, middles = cv2.connectedComponentsWithStats(mask, connectivity=8)
    wide, high, area = (
        boxes[1:, cv2.CC_STAT_WIDTH],
        boxes[1:, cv2.CC_STAT_HEIGHT],
        boxes[1:, cv2.CC_STAT_AREA],
    )
    size = np.maximum(wide, high)
    fits = (size >= _LEAST) & (size <= _MOST) & (area >= 2 * _LEAST) & (area > _FULL * wide * high)
    chosen = np.flatnonzero(fits & (np.minimum(wide, high) * _LONGEST >= size))
    outward = np.hypot(*(middles[1:][chosen] - np.array(grey.shape[::-1]) / 2).T)
    chosen = chosen[np.argsort(outward, kind="stable")[:_MOST_LETTERS]]
    return np.asarray(middles[1:][chosen], np.float64), size[chosen].astype(np.float64)


def _darker(grey: NDArray[np.uint8], *, window: int, least: float, grain: float) -> NDArray[np.uint8]:
    """Where a picture is darker than what is around."""
    darker = cv2.subtract(cv2.blur(grey, (window, window)), grey, dtype=cv2.CV_16S)
    varies = float(np.percentile(np.abs(darker[::3, ::3]), 75))
    return np.asarray(darker > max(least, grain * varies), np.uint8)


def _shrunk(grey: NDArray[np.uint8], longer_side: int) -> NDArray[np.uint8]:
    """The picture with a longer side of so many px; a smaller one as it is."""
    return scaled(grey, min(1.0, longer_side / max(grey.shape)))
