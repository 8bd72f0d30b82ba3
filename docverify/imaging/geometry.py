"""Moving pixels and points about: arrays in, arrays out.

Points are (x, y) in pixels; a pixel's centre has whole-numbered coordinates, so that a picture W px wide
reaches from -0.5 to W - 0.5. A quad is (4, 2): top-left, top-right, bottom-right, bottom-left of the text.
"""

import cv2
import numpy as np
from numpy.typing import NDArray

Picture = NDArray[np.uint8]
Points = NDArray[np.float64]


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


def viewed(
    image: Picture, back: NDArray[np.float64], *, width: int, height: int, outside: int = 127
) -> Picture:
    """Look at a part of a picture through a projective map, its areas averaged where it shrinks.

    Sampling a large picture directly would alias, and averaging all of it would take long: only the part that
    is seen is shrunk, by a whole number.

    Args:
        image: (H, W, 3) uint8.
        back: (3, 3) map from px of the view to px of the picture.
        width: px of the view.
        height: px of the view.
        outside: grey level where the picture ends.
    """
    corners = projected(rectangle(width, height), back)
    middle = projected(np.array([(0, 0), (1, 0), (0, 1)]) + np.array([width, height]) / 2, back)
    across, down = middle[1] - middle[0], middle[2] - middle[0]
    factor = int(np.sqrt(abs(across[0] * down[1] - across[1] * down[0])))
    if factor > 1:
        limit = np.array(image.shape[1::-1])
        low = np.clip(np.floor(corners.min(axis=0)).astype(int) - factor, 0, limit)
        high = np.clip(np.ceil(corners.max(axis=0)).astype(int) + factor + 1, 0, limit)
        size = (high - low) // factor
        if (size >= 1).all():
            part = image[low[1] : low[1] + size[1] * factor, low[0] : low[0] + size[0] * factor]
            image = np.asarray(
                cv2.resize(part, (int(size[0]), int(size[1])), interpolation=cv2.INTER_AREA), np.uint8
            )
            # A point u of the small part lies at (u + ½) · factor − ½ + low of the picture.
            shift = low + (factor - 1) / 2
            back = np.array([[1, 0, -shift[0]], [0, 1, -shift[1]], [0, 0, factor]]) @ back
    view = cv2.warpPerspective(
        image,
        back,
        (width, height),
        flags=cv2.INTER_LINEAR | cv2.WARP_INVERSE_MAP,
        borderValue=(outside,) * 3,
    )
    return np.asarray(view, np.uint8)
