"""Settles located lines on their ink: the locator sees them at a quarter of a small picture's resolution.

Print has many upright strokes. In windows along the line, the row where they are densest, against the rows
just above and below, is where the letters stand; a straight correction is fitted to all windows, without the
outliers.
"""

from dataclasses import replace

import cv2
import numpy as np
from numpy.typing import NDArray

from docverify.reading import thresholds
from docverify.reading.lines import TextLine, covering

_CAP = 10
"""Height of a capital in the picture that is looked at, px."""
_ABOVE = 1.4
"""What is looked at above and below the middle line, capitals."""


def straighten(grey: NDArray[np.uint8], line: TextLine) -> TextLine:
    """Correct a line's offset and tilt.

    Args:
        grey: (H, W) uint8 picture.
        line: in the picture's px, off by up to half a capital.

    Returns:
        The corrected line; the same line where the picture shows no clear rows of print.
    """
    windows = int(line.length / line.mean_height / (thresholds.STRAIGHTENED_BY / 2)) - 1
    if windows < 3:
        return line
    shifts, weights = _shifts(_strokes(grey, line), windows)
    places = np.linspace(-1, 1, windows)
    offset, tilt = _robust(places, shifts, weights)
    half = line.length / 2
    middle = (line.first + line.last) / 2
    height = line.mean_height
    slope = tilt * height / half
    bend = line.bend + np.array([offset * height - slope * middle, slope, 0.0])
    return replace(line, bend=bend)


def _strokes(grey: NDArray[np.uint8], line: TextLine) -> NDArray[np.float32]:
    """Density of upright strokes around a line, rows of 1/10 capital."""
    columns = max(int(line.length / line.mean_height * _CAP), 3)
    rows = np.arange(-int(_ABOVE * _CAP), int(_ABOVE * _CAP) + 1) / _CAP
    u = np.linspace(line.first, line.last, columns)
    x, y = line.grid(u, rows)
    scale = line.mean_height / _CAP
    if scale > 2:
        # Every pixel counts for an average; looking at four of a hundred would be noise.
        reach = int(scale) | 1
        height, width = grey.shape
        (left, right), (top, bottom) = covering(x, width, spare=reach), covering(y, height, spare=reach)
        grey = np.asarray(cv2.blur(grey[top:bottom, left:right], (reach, reach)), np.uint8)
        x, y = x - left, y - top
    seen = cv2.remap(grey, x, y, cv2.INTER_LINEAR, borderMode=cv2.BORDER_REPLICATE)
    return np.abs(cv2.Sobel(seen, cv2.CV_32F, 1, 0))


def _shifts(strokes: NDArray[np.float32], windows: int) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """For each window, where the letters stand below the line, capitals, and how clearly."""
    rows = strokes.shape[0]
    width = strokes.shape[1] / (windows + 1) * 2
    starts = np.linspace(0, strokes.shape[1] - width, windows).astype(int)
    profiles = np.stack([strokes[:, start : start + int(width)].mean(1) for start in starts])
    total = np.concatenate([np.zeros((windows, 1)), np.cumsum(profiles, 1)], 1)
    half, flank, most = _CAP // 2, round(thresholds.FLANK * _CAP), int(thresholds.MOST_SHIFT * _CAP)
    centre = rows // 2 + np.arange(-most, most + 1)
    inner = (total[:, centre + half + 1] - total[:, centre - half]) / (2 * half + 1)
    upper = (total[:, centre - half] - total[:, centre - half - flank]) / flank
    lower = (total[:, centre + half + 1 + flank] - total[:, centre + half + 1]) / flank
    clear = inner - np.maximum(upper, lower)
    best = clear.argmax(1)
    height = np.take_along_axis(clear, best[:, None], 1)[:, 0]
    contrast = height / (profiles.mean(1) + 1e-3)
    return (centre[best] - rows // 2) / _CAP, np.clip(contrast, 0, 2)


def _robust(
    places: NDArray[np.float64], shifts: NDArray[np.float64], weights: NDArray[np.float64]
) -> tuple[float, float]:
    """Offset and tilt of the straight line through the shifts, windows far from it left out."""
    kept, most = weights.copy(), thresholds.MOST_SHIFT
    offset = tilt = 0.0
    for _ in range(4):
        if np.count_nonzero(kept > 0.05) < 3:
            return 0.0, 0.0
        design = np.stack([np.ones_like(places), places], 1) * kept[:, None]
        # Two faint witnesses for "no correction" keep the fit still where there is nothing to see.
        design = np.concatenate([design, 0.3 * np.eye(2)])
        answer = np.concatenate([shifts * kept, np.zeros(2)])
        offset, tilt = np.linalg.lstsq(design, answer, rcond=None)[0]
        misfit = np.abs(shifts - offset - tilt * places)
        kept = weights / (1 + (misfit / 0.12) ** 2)
    return float(np.clip(offset, -most, most)), float(np.clip(tilt, -most, most))
