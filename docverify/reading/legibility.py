"""What the picture was like where the MRZ is."""

import cv2
import numpy as np
from numpy.typing import NDArray

from docverify.evidence.reading import Legibility
from docverify.reading import thresholds
from docverify.reading.rectify import Strip
from docverify.reading.strips import CAP_HEIGHT, HEIGHT


def examine(strips: tuple[Strip, ...], *, least_certain: float) -> Legibility:
    """Measure the picture along the lines.

    Args:
        strips: the lines that were read, at least one.
        least_certain: probability of the least certain cell.
    """
    sharp, washed = zip(*(_measured(strip) for strip in strips), strict=True)
    return Legibility(
        character_height=float(np.mean([strip.line.mean_height for strip in strips])),
        sharpness=float(np.median(sharp)),
        glare=float(np.mean(washed)),
        least_certain=least_certain,
    )


def _measured(strip: Strip) -> tuple[float, float]:
    """Sharpness, and the share of the line that is washed out, both in [0, 1]."""
    middle, half = HEIGHT // 2, round(CAP_HEIGHT / 2) + 1
    inside = (strip.u >= strip.line.first) & (strip.u <= strip.line.last)
    band = strip.image[middle - half : middle + half, inside]
    pitch = int(CAP_HEIGHT)
    count = band.shape[1] // pitch
    if count < 2:
        return float("nan"), float("nan")
    cells = band[:, : count * pitch].reshape(band.shape[0], count, pitch).swapaxes(0, 1).reshape(count, -1)
    low, high = np.percentile(cells, (5, 95), axis=1)
    contrast = high - low
    usual = max(float(np.percentile(contrast, 75)), 1.0)
    # A movement leaves the edges along it sharp. Every other row and column will do.
    edges = min(
        _steepest(band[::2, 1:], band[::2, :-1]),
        _steepest(band[1:, ::2], band[:-1, ::2]),
    )
    paper = float(np.median(high))
    washed = (contrast < thresholds.LEAST_CONTRAST * usual) & (
        high > max(thresholds.BRIGHT, paper + thresholds.WASHED_ABOVE)
    )
    return min(1.0, edges / usual / thresholds.PERFECT_EDGE), float(washed.mean())


def _steepest(one: NDArray[np.uint8], other: NDArray[np.uint8]) -> float:
    """The difference that two pixels in a hundred exceed."""
    counts = np.bincount(np.asarray(cv2.absdiff(one, other)).ravel(), minlength=256)
    return float(np.searchsorted(np.cumsum(counts), 0.98 * one.size))
