"""A page to its printed lines: where each stands, how high its capitals are, which way it is tilted.

A small network marks, at a quarter of the view's size, what belongs to print and how high it is; marks that
hang together are a line. It has the shape of the MRZ's locator, and was taught all print.
"""

import cv2
import numpy as np
from numpy.typing import NDArray

from docverify.networks import shipped_network
from docverify.printed import thresholds
from docverify.printed.found import Found
from docverify.printed.view import View

STRIDE = 4
_UNIT = 8.0
"""The network's fourth map is the natural logarithm of a capital's height in this unit, px."""
_MULTIPLE = 16


def find(view: View, *, threads: int = 1) -> list[Found]:
    """Find the printed lines of a view, from top to bottom."""
    chance, capitals = _maps(view.grey, threads)
    mask = (chance > thresholds.MARK).astype(np.uint8)
    _, labels, boxes, _ = cv2.connectedComponentsWithStats(mask, connectivity=4)
    found = []
    order = np.argsort(-boxes[1:, cv2.CC_STAT_AREA])[: 4 * thresholds.MOST_LINES] + 1
    for label in order:
        left, top, width, height, area = boxes[label]
        if area < thresholds.LEAST_MARKS:
            continue
        part = labels[top : top + height, left : left + width] == label
        heights = capitals[top : top + height, left : left + width]
        found += [_placed(one, (int(left), int(top))) for one in _apart(part, heights)]
    lines = [line for line in found if line is not None]
    return sorted(lines, key=lambda line: (line.left[1] + line.right[1], line.left[0]))


def _maps(grey: NDArray[np.uint8], threads: int) -> tuple[NDArray[np.float32], NDArray[np.float32]]:
    """How probable print is, and how high its capitals are in px, each at a quarter of the size."""
    height, width = grey.shape
    low, high = np.percentile(grey[::4, ::4], (2, 98))
    values = (grey - np.float32((low + high) / 2)) * np.float32(2 / max(high - low, 24.0))
    padded = np.zeros([-(-side // _MULTIPLE) * _MULTIPLE for side in grey.shape], np.float32)
    padded[:height, :width] = values
    (maps,) = shipped_network("printed", "finder.onnx", threads=threads).run(padded[None, None])
    seen = maps[0, :, : -(-height // STRIDE), : -(-width // STRIDE)]
    return 1 / (1 + np.exp(-np.clip(seen[0], -12, 12))), _UNIT * np.exp(np.clip(seen[3], -3, 3))


_Part = tuple[NDArray[np.bool_], NDArray[np.float32]]


def _apart(part: NDArray[np.bool_], heights: NDArray[np.float32]) -> list[_Part]:
    """Marks that hang together as lines: where they are much higher than one line's, cut between rows."""
    return [(part, heights)]


def _placed(part: _Part, corner: tuple[int, int]) -> Found | None:
    """The line that goes through marks; None where they are too low, too high or too short."""
    mask, heights = part
    rows, columns = np.nonzero(mask)
    if len(rows) < thresholds.LEAST_MARKS:
        return None
    capital = float(np.median(heights[rows, columns]))
    x = (columns + corner[0]) * STRIDE + (STRIDE - 1) / 2
    y = (rows + corner[1]) * STRIDE + (STRIDE - 1) / 2
    wide = float(x.max() - x.min())
    slope = 0.0
    if wide > 3 * capital:
        slope = float(np.clip(np.polyfit(x - x.mean(), y, 1)[0], -0.2, 0.2))
    ends = np.array([x.min() - STRIDE / 2, x.max() + STRIDE / 2])
    left, right = np.stack([ends, y.mean() + slope * (ends - x.mean())], 1)
    return Found(left, right, capital)
