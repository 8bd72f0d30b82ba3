"""Turns a face upright into the small square that an encoder reads."""

from typing import Final

import cv2
import numpy as np
from numpy.typing import NDArray

SIZE: Final = 112
# The five points of the 112 x 112 template that SFace, ArcFace and their kin are trained with (InsightFace).
TEMPLATE: Final = np.array(
    [[38.2946, 51.6963], [73.5318, 51.5014], [56.0252, 71.7366], [41.5493, 92.3655], [70.7299, 92.2041]]
)


def similarity(points: NDArray[np.float64], template: NDArray[np.float64] = TEMPLATE) -> NDArray[np.float64]:
    """The turn, scale and shift that bring the points nearest to the template in least squares.

    Args:
        points: (n, 2) px, not all equal.
        template: (n, 2) px.

    Returns:
        (2, 3) float64 matrix for column vectors (x, y, 1). Source: Umeyama, IEEE TPAMI 13(4), 1991; in the
        plane it is one complex division.
    """
    z, w = points @ (1, 1j), template @ (1, 1j)
    centred = z - z.mean()
    turn = np.vdot(centred, w - w.mean()) / np.vdot(centred, centred).real
    shift = w.mean() - turn * z.mean()
    return np.array([[turn.real, -turn.imag, shift.real], [turn.imag, turn.real, shift.imag]])


def chip(
    image: NDArray[np.uint8],
    landmarks: NDArray[np.float64],
    *,
    template: NDArray[np.float64] = TEMPLATE,
    size: int = SIZE,
) -> NDArray[np.uint8]:
    """The aligned face: (size, size, 3) uint8 RGB; black where the picture ends.

    A large face is first shrunk by whole numbers with area averaging, since sampling it directly would alias.

    Args:
        image: (H, W, 3) uint8 RGB.
        landmarks: (5, 2) px of the picture.
        template: (5, 2) px, where the landmarks shall come to lie.
        size: px, sides of the result.
    """
    matrix = similarity(landmarks, template)
    factor = int(1 / np.hypot(matrix[0, 0], matrix[1, 0]))
    if factor > 1:
        image, matrix = _shrunk(image, matrix, factor, size)
    return np.asarray(cv2.warpAffine(image, matrix, (size, size), flags=cv2.INTER_LINEAR), np.uint8)


def _shrunk(
    image: NDArray[np.uint8], matrix: NDArray[np.float64], factor: int, side: int
) -> tuple[NDArray[np.uint8], NDArray[np.float64]]:
    """The part of the picture under the template at 1 / factor of its size, and the matrix for it."""
    edge = side - 1.0
    corners = np.array([[0, 0], [edge, 0], [0, edge], [edge, edge]])
    back = (corners - matrix[:, 2]) @ np.linalg.inv(matrix[:, :2]).T
    limit = np.array(image.shape[1::-1])
    low = np.clip(np.floor(back.min(axis=0)).astype(int) - factor, 0, limit)
    high = np.clip(np.ceil(back.max(axis=0)).astype(int) + factor + 1, 0, limit)
    size = (high - low) // factor
    if (size < 1).any():
        return image, matrix
    high = low + size * factor
    part = image[low[1] : high[1], low[0] : high[0]]
    small = cv2.resize(part, (int(size[0]), int(size[1])), interpolation=cv2.INTER_AREA)
    # A point u of the small picture lies at (u + ½) · factor − ½ + low of the large one.
    moved = np.column_stack([matrix[:, :2] * factor, matrix @ [*(low + (factor - 1) / 2), 1.0]])
    return np.asarray(small, np.uint8), moved
