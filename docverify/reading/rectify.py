"""Lines of text in a picture to strips: straight, of one height, light left as it is."""

from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from docverify.reading.lines import TextLine
from docverify.reading.strips import CAP_HEIGHT, HEIGHT

_MARGIN = 4.5
"""Capitals of padding at both ends: dark runs of fillers are easily cut off."""
_FINEST = 1.35
"""A picture is reduced before it is sampled when a capital is this much higher than in a strip."""
_WIDEST = 1400
"""No layout fills more: 44 cells of 17 px, stretched by 1.5, with margins."""


@dataclass(frozen=True, slots=True)
class Strip:
    """A rectified line.

    Attributes:
        image: (32, W) uint8 grey.
        line: the line it shows.
        u: (W,) float64, arc position on the line of each column.
    """

    image: NDArray[np.uint8]
    line: TextLine
    u: NDArray[np.float64]

    def cell_quads(self, centres: NDArray[np.float64]) -> NDArray[np.float64]:
        """Quads (N, 4, 2) in the picture of the cells centred at columns `centres`, (N,) px."""
        columns = np.arange(len(self.u))
        pitch = float(np.median(np.diff(centres))) if len(centres) > 1 else CAP_HEIGHT
        left = np.interp(centres - pitch / 2, columns, self.u)
        right = np.interp(centres + pitch / 2, columns, self.u)
        corners = [(left, -0.5), (right, -0.5), (right, 0.5), (left, 0.5)]
        return np.stack([self.line.points(u, offset) for u, offset in corners], 1)


def rectify(grey: NDArray[np.uint8], line: TextLine, *, stretch: float = 1.0, widest: int = _WIDEST) -> Strip:
    """Sample a line into a strip.

    Args:
        grey: (H, W) uint8 picture.
        line: in the picture's px.
        stretch: how much wider than high the strip is drawn, to undo a squashed picture.
        widest: columns of the strip at most; what is beyond is cut off.

    Returns:
        The strip, with padding beyond both ends of the line; the picture's border is continued where it ends.
    """
    u = _columns(line, stretch, widest)
    rows = np.asarray((np.arange(HEIGHT) - (HEIGHT - 1) / 2) / CAP_HEIGHT, np.float64)
    points = line.points(u[None, :], rows[:, None]).astype(np.float32)
    reduction = line.mean_height / (CAP_HEIGHT * _FINEST)
    if reduction <= 1:
        source, offset, scale = grey, np.zeros(2), 1.0
    else:
        source, offset, scale = _reduced(grey, points, reduction)
    mapped = ((points - offset + 0.5) * scale - 0.5).astype(np.float32)
    across, down = np.ascontiguousarray(mapped[..., 0]), np.ascontiguousarray(mapped[..., 1])
    image = cv2.remap(source, across, down, cv2.INTER_LINEAR, borderMode=cv2.BORDER_REPLICATE)
    return Strip(np.asarray(image, np.uint8), line, u)


def _columns(line: TextLine, stretch: float, widest: int) -> NDArray[np.float64]:
    """Arc positions of the strip's columns: steps follow the height, so that perspective is undone."""
    start = line.first - _MARGIN * float(line.height_at(line.first))
    end = line.last + _MARGIN * float(line.height_at(line.last))
    fine = np.linspace(start, end, 257)
    density = stretch * CAP_HEIGHT / line.height_at(fine)
    travelled = np.concatenate([[0], np.cumsum((density[1:] + density[:-1]) / 2 * np.diff(fine))])
    width = int(min(max(travelled[-1], 3 * CAP_HEIGHT), widest))
    return np.interp(np.arange(width), travelled, fine)


def _reduced(
    grey: NDArray[np.uint8], points: NDArray[np.float32], reduction: float
) -> tuple[NDArray[np.uint8], NDArray[np.float64], float]:
    """Cut out the part of the picture around `points` and reduce it by averaging, against aliasing."""
    low = np.clip(np.floor(points.min((0, 1))).astype(int) - 2, 0, np.array(grey.shape[::-1]) - 1)
    high = np.clip(np.ceil(points.max((0, 1))).astype(int) + 3, low + 1, grey.shape[::-1])
    part = grey[low[1] : high[1], low[0] : high[0]]
    size = np.maximum(np.round(np.array(part.shape[::-1]) / reduction), 1).astype(int)
    source = cv2.resize(part, (int(size[0]), int(size[1])), interpolation=cv2.INTER_AREA)
    return np.asarray(source, np.uint8), low.astype(np.float64), 1 / reduction
