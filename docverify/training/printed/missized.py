"""Strips larger or smaller than they were drawn: a caption and its value in one line have two sizes."""

import cv2
import numpy as np
from numpy.typing import NDArray

from docverify.printed.strips import HEIGHT
from docverify.training.printed.lines import WIDTH, LineStrips

_MOST = 0.35
"""Of the logarithm of the size: a line of two sizes is cut out by their mean."""


def missized(
    data: LineStrips, chosen: NDArray[np.int64], rng: np.random.Generator, *, share: float
) -> LineStrips:
    """Choose strips, and resize a `share` of them about the middle of their left ends."""
    images, edges, labels = data.images[chosen], data.edges[chosen], data.labels[chosen]
    for row in np.flatnonzero(rng.random(len(chosen)) < share):
        scale = float(np.exp(rng.uniform(-_MOST, _MOST)))
        middle = (HEIGHT - 1) / 2
        images[row] = cv2.warpAffine(
            images[row],
            np.array([[scale, 0, 0], [0, scale, middle * (1 - scale)]]),
            (WIDTH, HEIGHT),
            flags=cv2.INTER_AREA if scale < 1 else cv2.INTER_LINEAR,
            borderMode=cv2.BORDER_CONSTANT,
            borderValue=float(images[row].mean()),
        )
        edges[row] *= scale
        beyond = ~(edges[row, :, 1] < WIDTH + 8)
        edges[row, beyond], labels[row, beyond] = np.nan, -1
    return LineStrips(images, edges, labels)
