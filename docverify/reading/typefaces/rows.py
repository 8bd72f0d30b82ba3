"""Rows of print that lie straight in the picture, found by their ink alone.

The locator knows documents. Lines that are drawn on nothing, as tests draw them, it hardly sees.
"""

import cv2
import numpy as np
from numpy.typing import NDArray

from docverify.reading.lines import TextLine

_SIDE = 1200
"""Longer side at which letters are looked for, px."""
_STROKE = 15
"""Strokes are narrower than that, px."""
_LEAST_CONTRAST = 40.0
_LETTERS = (6, 90)
"""Heights of letters that can be read, px."""
_BETWEEN = 1.6
"""Gaps within a row, in heights of a letter: fillers stand apart."""
_LEAST_LENGTH = 12.0
"""Of a row, in heights of a letter."""
_FLAT = 2.0
"""A row's height in that of a letter: it lies straight."""


def rows(grey: NDArray[np.uint8]) -> list[TextLine]:
    """Find rows of dark letters on lighter ground, from left to right, the longest first."""
    scale = min(1.0, _SIDE / max(grey.shape))
    small = cv2.resize(grey, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA)
    square = np.ones((_STROKE, _STROKE), np.uint8)
    dark = cv2.morphologyEx(small, cv2.MORPH_BLACKHAT, square)
    level, marked = cv2.threshold(dark, 0, 1, cv2.THRESH_BINARY | cv2.THRESH_OTSU)
    ink = np.asarray(marked, np.uint8)
    if level < _LEAST_CONTRAST:
        return []
    heights = _boxes(ink)[:, cv2.CC_STAT_HEIGHT]
    heights = heights[(heights >= _LETTERS[0]) & (heights <= _LETTERS[1])]
    if len(heights) == 0:
        return []
    letter = float(np.median(heights))
    joined = cv2.morphologyEx(ink, cv2.MORPH_CLOSE, np.ones((1, int(_BETWEEN * letter)), np.uint8))
    found = []
    for left, top, width, height, _ in _boxes(np.asarray(joined, np.uint8)).tolist():
        if width >= _LEAST_LENGTH * letter and 0.6 * letter <= height <= _FLAT * letter:
            middle = np.array([left, top + (height - 1) / 2])
            found.append(_line(middle, width, min(float(height), 1.1 * letter)).scaled(1 / scale))
    return sorted(found, key=lambda line: -line.length / line.mean_height)


def _boxes(ink: NDArray[np.uint8]) -> NDArray[np.int32]:
    """Boxes of what hangs together, without the ground's."""
    return np.asarray(cv2.connectedComponentsWithStats(ink, connectivity=8)[2][1:], np.int32)


def _line(start: NDArray[np.float64], length: float, height: float) -> TextLine:
    return TextLine(
        start, np.array([1.0, 0.0]), 0.0, float(length), np.zeros(3), np.array([height, 0.0]), sureness=1.0
    )
