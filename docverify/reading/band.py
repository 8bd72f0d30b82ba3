"""What a frame shows along the lines of an MRZ, told without reading a character."""

from typing import Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from docverify.reading import thresholds
from docverify.reading.ink import reflecting
from docverify.reading.lines import TextLine
from docverify.reading.rectify import Strip, rectify
from docverify.reading.strips import CAP_HEIGHT, HEIGHT

_TRIMMED: Final = 1.5
"""Capitals at each end of a line that are not judged: a small picture shows where it ends no better."""
_FAINT: Final = 0.25  # of the usual contrast: nothing is seen in such a cell


class Band(NamedTuple):
    """Measures over the lines of a block.

    Attributes:
        sharpness: how steep the edges of the print are against a perfect print of that size, in [0, 1].
        glare: share of the cells that a reflection hides, in [0, 1].
        strips: the lines, rectified.
    """

    sharpness: float
    glare: float
    strips: tuple[Strip, ...]


def band_of(grey: NDArray[np.uint8], lines: tuple[TextLine, ...]) -> Band:
    """Measure the picture along lines.

    Args:
        grey: (H, W) uint8 picture.
        lines: at least one, in its px.
    """
    strips = tuple(rectify(grey, line) for line in lines)
    sharp, hidden = zip(*(_measured(strip) for strip in strips), strict=True)
    return Band(float(np.median(sharp)), float(np.mean(hidden)), strips)


def _measured(strip: Strip) -> tuple[float, float]:
    middle, half = HEIGHT // 2, round(CAP_HEIGHT / 2) + 1
    trim = _TRIMMED * strip.line.mean_height
    inside = (strip.u >= strip.line.first + trim) & (strip.u <= strip.line.last - trim)
    band = strip.image[middle - half : middle + half, inside]
    pitch = int(CAP_HEIGHT)
    count = band.shape[1] // pitch
    if count < 2:
        return 0.0, 0.0
    cells = band[:, : count * pitch].reshape(band.shape[0], count, pitch).swapaxes(0, 1).reshape(count, -1)
    cells = np.sort(cells, axis=1)  # four times as quick as percentiles
    low, high = (cells[:, int(share * cells.shape[1])].astype(np.float64) for share in (0.05, 0.95))
    contrast = high - low
    usual = max(float(np.quantile(contrast, 0.75)), 1.0)
    steps = np.abs(np.diff(band.astype(np.int16), axis=1)).ravel()
    edges = float(np.partition(steps, int(0.98 * len(steps)))[int(0.98 * len(steps))])
    faint = contrast < _FAINT * usual
    if faint.all():
        return 0.0, 0.0
    paper = float(np.median(high[~faint]))
    limit = reflecting(paper)
    hidden = faint & (low > limit)
    shine = float((cells > limit).mean()) if paper < limit - 4 else 0.0
    return min(1.0, edges / usual / thresholds.PERFECT_EDGE), max(float(hidden.mean()), shine)
