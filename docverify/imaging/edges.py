"""Straight edges: how surely one runs through a part of a picture."""

from collections.abc import Iterator

import cv2
import numpy as np
from numpy.typing import NDArray

from docverify.imaging.geometry import Picture, projected, rectangle, viewed

_LEAST_STEEP = 1.0
"""Grey levels a px, in the mean, of an edge."""


def steps_across(
    image: Picture, back: NDArray[np.float64], *, width: int, height: int
) -> Iterator[NDArray[np.float32]]:
    """Changes from column to column of a view, levels a px; 0 where the picture ends.

    Args:
        image: (H, W, 3) uint8 RGB.
        back: (3, 3) map from px of the view to px of the picture.
        width: px of the view.
        height: px of the view.

    Yields:
        (height, width) float32: first of luminance, then of red less blue, by which paper stands out from a
        table as light as itself.
    """
    view = viewed(image, back, width=width, height=height)
    ended = _near_the_end(image.shape, back, (height, width))
    for colour in (False, True):
        light = np.asarray(cv2.cvtColor(view, cv2.COLOR_RGB2GRAY), np.float32)
        seen = view[..., 0].astype(np.float32) - view[..., 2] if colour else light
        steps = cv2.Sobel(cv2.GaussianBlur(seen, (0, 0), 1.5), cv2.CV_32F, 1, 0) / 8
        yield np.where(ended, np.float32(0), np.asarray(steps, np.float32))


def coherence(steps: NDArray[np.float32], slant: float) -> NDArray[np.float64]:
    """How surely a straight edge crosses the middle row at each column.

    Args:
        steps: (H, W) float32, see `steps_across`.
        slant: tangent of its angle against the columns.

    Returns:
        (W,) float64 in [0, 1]: 1 where all steps go one way, dark to light or light to dark, all along.
    """
    height, width = steps.shape
    shear = np.array([[1, slant, -slant * height / 2], [0, 1, 0]])
    part = np.asarray(cv2.warpAffine(steps, shear, (width, height), flags=cv2.INTER_LINEAR), np.float32)
    mean, size = np.abs(part.mean(axis=0)), np.abs(part).mean(axis=0)
    return np.where(mean >= _LEAST_STEEP, mean / np.maximum(size, 1e-6), 0.0).astype(np.float64)


def _near_the_end(
    shape: tuple[int, ...], back: NDArray[np.float64], size: tuple[int, int]
) -> NDArray[np.bool_]:
    """Where the view shows the end of the picture, which is an edge of nothing."""
    margin = 7 * float(np.sqrt(abs(np.linalg.det(back[:2, :2])))) + 1
    low, high = margin, np.array(shape[1::-1]) - 1 - margin

    def ended(places: NDArray[np.float64]) -> NDArray[np.bool_]:
        seen = projected(places, back)
        return np.asarray(((seen < low) | (seen > high)).any(axis=-1))

    if not ended(rectangle(size[1], size[0])).any():
        return np.zeros(size, np.bool_)
    rows, columns = np.indices(size)
    return ended(np.stack([columns, rows], axis=-1).astype(np.float64))
