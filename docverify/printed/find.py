"""A page to its printed lines: where each stands, how high its capitals are, which way it is tilted.

A small network marks, at a quarter of the view's size, what belongs to print and how high it is; marks that
hang together are a line. It has the shape of the MRZ's locator, and was taught all print.
"""

import cv2
import numpy as np
from numpy.typing import NDArray

from docverify.imaging.levels import spread
from docverify.networks import shipped_network
from docverify.printed import thresholds
from docverify.printed.found import Found
from docverify.printed.view import View

STRIDE = 4
_UNIT = 8.0
"""The network's fourth map is the natural logarithm of a capital's height in this unit, px."""
_MULTIPLE = 16
_STEEPEST = 0.2
"""A line falls or rises by so much of its length at most; pages are upright."""


def find(view: View, *, threads: int = 1) -> list[Found]:
    """Find the printed lines of a view, from top to bottom."""
    odds, capitals = _maps(view.grey, threads)
    ridges = _ridges(odds, capitals)
    _, labels, boxes, _ = cv2.connectedComponentsWithStats(ridges, connectivity=8)
    order = np.argsort(-boxes[1:, cv2.CC_STAT_AREA])[: 4 * thresholds.MOST_FOUND] + 1
    pieces = []
    for label in order:
        left, top, width, height, area = boxes[label]
        if area < thresholds.LEAST_MARKS:
            continue
        rows, columns = np.nonzero(labels[top : top + height, left : left + width] == label)
        pieces.append(_placed(rows + top, columns + left, capitals))
    return sorted(_joined(pieces), key=lambda line: (line.left[1] + line.right[1], line.left[0]))


def _ridges(odds: NDArray[np.float32], capitals: NDArray[np.float32]) -> NDArray[np.uint8]:
    """The middles of lines: marks that no mark above or below within a line's height surpasses.

    Lines that are set closely hang together by their rims, and are apart along their middles.
    """
    smooth = cv2.GaussianBlur(odds, (0, 0), sigmaX=1.2, sigmaY=0.7)
    reach = np.clip(np.round(thresholds.RIDGE * capitals / STRIDE), 1, 4)
    highest = np.full_like(smooth, np.inf)
    for half in (1, 2, 3, 4):
        around = cv2.dilate(smooth, np.ones((2 * half + 1, 1), np.uint8))
        highest = np.where(reach == half, around, highest)
    ridges = (smooth >= highest - 1e-6) & (odds > thresholds.MARK)
    closed = cv2.morphologyEx(ridges.astype(np.uint8), cv2.MORPH_CLOSE, np.ones((1, 3), np.uint8))
    return np.asarray(closed, np.uint8)


def _maps(grey: NDArray[np.uint8], threads: int) -> tuple[NDArray[np.float32], NDArray[np.float32]]:
    """Log-odds of print, and how high its capitals are in px, each at a quarter of the size."""
    height, width = grey.shape
    padded = np.zeros([-(-side // _MULTIPLE) * _MULTIPLE for side in grey.shape], np.float32)
    padded[:height, :width] = spread(grey)
    (maps,) = shipped_network("printed", "finder.onnx", threads=threads).run(padded[None, None])
    seen = maps[0, :, : -(-height // STRIDE), : -(-width // STRIDE)]
    return seen[0], _UNIT * np.exp(np.clip(seen[3], -3, 3))


def _placed(rows: NDArray[np.int64], columns: NDArray[np.int64], capitals: NDArray[np.float32]) -> Found:
    """The line through marks."""
    capital = float(np.median(capitals[rows, columns]))
    x, y = (each * STRIDE + (STRIDE - 1) / 2 for each in (columns, rows))
    slope = 0.0
    if np.ptp(x) > 3 * capital:
        slope = float(np.clip(np.polyfit(x - x.mean(), y, 1)[0], -_STEEPEST, _STEEPEST))
    ends = np.array([x.min() - STRIDE / 2, x.max() + STRIDE / 2])
    left, right = np.stack([ends, y.mean() + slope * (ends - x.mean())], 1)
    return Found(left, right, capital)


def _joined(pieces: list[Found]) -> list[Found]:
    """Pieces that go on where another ends, at its height and of its size, as one line."""
    lines: list[Found] = []
    for piece in sorted(pieces, key=lambda one: one.left[0]):
        for number, line in enumerate(lines):
            if _goes_on(line, piece):
                longer = [float(np.hypot(*(one.right - one.left))) for one in (line, piece)]
                capital = float(np.average([line.capital, piece.capital], weights=longer))
                lines[number] = Found(line.left, piece.right, capital)
                break
        else:
            lines.append(piece)
    return lines


def _goes_on(line: Found, piece: Found) -> bool:
    capital = (line.capital + piece.capital) / 2
    gap, drop = piece.left - line.right
    alike = max(line.capital, piece.capital) < 1.4 * min(line.capital, piece.capital)
    return bool(alike and -0.5 * capital < gap < thresholds.GAP * capital and abs(drop) < 0.35 * capital)
