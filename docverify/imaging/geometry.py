"""Moving pixels and points about: arrays in, arrays out.

Points are (x, y) in pixels; a pixel's centre has whole-numbered coordinates, so that a picture W px wide
reaches from -0.5 to W - 0.5. A quad is (4, 2): top-left, top-right, bottom-right, bottom-left of the text.
"""

import cv2
import numpy as np
from numpy.typing import NDArray

Picture = NDArray[np.uint8]
Points = NDArray[np.float64]


def turned(image: Picture, quarters: int) -> Picture:
    """Turn a picture by `quarters` right angles counter-clockwise; the result is C-contiguous."""
    return np.ascontiguousarray(np.rot90(image, quarters))


def turned_points(points: Points, quarters: int, *, width: int, height: int) -> Points:
    """Where `points` (..., 2) of a picture `width` × `height` px lie after `turned(image, quarters)`."""
    moved = np.asarray(points, np.float64)
    for _ in range(quarters % 4):
        moved = np.stack([moved[..., 1], width - 1 - moved[..., 0]], axis=-1)
        width, height = height, width
    return moved


def resized(image: Picture, *, longer: int) -> tuple[Picture, float]:
    """Scale so that the longer side has `longer` px; areas are averaged when it shrinks.

    Returns:
        The picture, and the factor: a length in the result divided by the same length in `image`.
    """
    height, width = image.shape[:2]
    factor = longer / max(height, width)
    size = max(1, round(width * factor)), max(1, round(height * factor))
    method = cv2.INTER_AREA if factor < 1 else cv2.INTER_LINEAR
    return np.asarray(cv2.resize(image, size, interpolation=method), np.uint8), factor


def rectangle(width: float, height: float) -> Points:
    """The outline of a picture `width` × `height` px as a quad: pixel edges, hence from -0.5."""
    return np.array([(0, 0), (width, 0), (width, height), (0, height)], np.float64) - 0.5


def homography(source: Points, target: Points) -> NDArray[np.float64]:
    """The (3, 3) projective map that takes quad `source` to quad `target`."""
    return np.asarray(
        cv2.getPerspectiveTransform(np.float32(source), np.float32(target)),  # type: ignore[call-overload]
        np.float64,
    )


def projected(points: Points, matrix: NDArray[np.float64]) -> Points:
    """Map `points` (..., 2) by a (3, 3) projective matrix."""
    points = np.asarray(points, np.float64)
    lifted = np.concatenate([points, np.ones((*points.shape[:-1], 1))], axis=-1) @ matrix.T
    return np.asarray(lifted[..., :2] / lifted[..., 2:], np.float64)


def cut_out(image: Picture, quad: Points, *, width: int, height: int) -> Picture:
    """Show what `quad` encloses as an upright rectangle of `width` × `height` px.

    Args:
        image: (H, W) or (H, W, C) uint8.
        quad: (4, 2) px, in reading order; parts outside the picture repeat its edge.
        width: px of the result.
        height: px of the result.
    """
    matrix = homography(quad, rectangle(width, height))
    return np.asarray(
        cv2.warpPerspective(
            image, matrix, (width, height), flags=cv2.INTER_LINEAR, borderMode=cv2.BORDER_REPLICATE
        ),
        np.uint8,
    )
