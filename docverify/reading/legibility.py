"""What the picture was like where the MRZ is, and what that says of a reading that failed."""

import numpy as np
from numpy.typing import NDArray

from docverify.evidence.reading import Legibility, ReadingFailure
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
    band = strip.image[middle - half : middle + half, inside].astype(np.float32)
    pitch = int(CAP_HEIGHT)
    count = band.shape[1] // pitch
    if count < 2:
        return float("nan"), float("nan")
    cells = band[:, : count * pitch].reshape(band.shape[0], count, pitch).swapaxes(0, 1).reshape(count, -1)
    low, high = np.percentile(cells, (5, 95), axis=1)
    contrast = high - low
    usual = max(float(np.percentile(contrast, 75)), 1.0)
    edges = np.percentile(np.abs(np.diff(band, axis=1)), 98)
    washed = (contrast < thresholds.LEAST_CONTRAST * usual) & (high > thresholds.BRIGHT)
    return min(1.0, float(edges) / usual / thresholds.PERFECT_EDGE), float(washed.mean())


def why(
    strips: tuple[Strip, ...],
    legibility: Legibility,
    shape: tuple[int, ...],
    *,
    covered: bool = False,
    shining: bool = False,
) -> ReadingFailure:
    """Say why lines that look like an MRZ could not be read.

    Args:
        strips: the lines.
        legibility: as measured along them.
        shape: (H, W) of the picture.
        covered: whether cells of them are hidden.
        shining: whether a reflection hides them.
    """
    if legibility.character_height < thresholds.SMALL:
        return ReadingFailure.TOO_SMALL
    if any(_touches_border(strip, shape) for strip in strips):
        return ReadingFailure.CUT_OFF
    if covered:
        return ReadingFailure.GLARE if shining else ReadingFailure.COVERED
    if legibility.sharpness < thresholds.SOFT:
        return ReadingFailure.BLURRED
    return ReadingFailure.UNREADABLE


def _touches_border(strip: Strip, shape: tuple[int, ...]) -> bool:
    line = strip.line
    reach = 0.8 * line.mean_height
    ends: NDArray[np.float64] = line.points(np.array([line.first - reach, line.last + reach]))
    limits = np.array([shape[1] - 1, shape[0] - 1])
    return bool(((ends < 0) | (ends > limits)).any())
