"""Lines of text in a picture to strips: straight, of one height, light left as it is."""

from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from docverify.reading import thresholds
from docverify.reading.lines import TextLine, covering
from docverify.reading.strips import CAP_HEIGHT, HEIGHT


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


def rectify(grey: NDArray[np.uint8], line: TextLine, *, stretch: float = 1.0) -> Strip:
    """Sample a line into a strip.

    Args:
        grey: (H, W) uint8 picture.
        line: in the picture's px.
        stretch: how much wider than high the strip is drawn, to undo a squashed picture.

    Returns:
        The strip, with padding beyond both ends of the line; the picture's border is continued where it ends.
    """
    u = _columns(line, stretch)
    rows = np.asarray((np.arange(HEIGHT) - (HEIGHT - 1) / 2) / CAP_HEIGHT, np.float64)
    x, y = line.grid(u, rows)
    reduction = line.mean_height / (CAP_HEIGHT * thresholds.FINEST)
    if reduction > 1:
        grey, x, y = _reduced(grey, x, y, reduction)
    image = cv2.remap(grey, x, y, cv2.INTER_LINEAR, borderMode=cv2.BORDER_REPLICATE)
    return Strip(np.asarray(image, np.uint8), line, u)


def _columns(line: TextLine, stretch: float) -> NDArray[np.float64]:
    """Arc positions of the strip's columns: steps follow the height, so that perspective is undone."""
    start = line.first - thresholds.MARGIN * float(line.height_at(line.first))
    end = line.last + thresholds.MARGIN * float(line.height_at(line.last))
    fine = np.linspace(start, end, 257)
    density = stretch * CAP_HEIGHT / line.height_at(fine)
    travelled = np.concatenate([[0], np.cumsum((density[1:] + density[:-1]) / 2 * np.diff(fine))])
    width = int(min(max(travelled[-1], 3 * CAP_HEIGHT), thresholds.WIDEST_STRIP))
    return np.interp(np.arange(width), travelled, fine)


def _reduced(
    grey: NDArray[np.uint8], x: NDArray[np.float32], y: NDArray[np.float32], reduction: float
) -> tuple[NDArray[np.uint8], NDArray[np.float32], NDArray[np.float32]]:
    """Cut out the part of the picture around the points and reduce it by averaging, against aliasing."""
    height, width = grey.shape
    (left, right), (top, bottom) = covering(x, width, spare=2), covering(y, height, spare=2)
    part = grey[top:bottom, left:right]
    size = max(round((right - left) / reduction), 1), max(round((bottom - top) / reduction), 1)
    source = np.asarray(cv2.resize(part, size, interpolation=cv2.INTER_AREA), np.uint8)
    scale, half = np.float32(1 / reduction), np.float32(0.5)
    return source, (x - left + half) * scale - half, (y - top + half) * scale - half
