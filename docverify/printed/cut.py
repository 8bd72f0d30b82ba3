"""Cuts the strip of a line out of the picture itself, which shows more than the view that it was found in."""

import cv2
import numpy as np
from numpy.typing import NDArray


def cut(grey: NDArray[np.uint8], seen: NDArray[np.float64], *, width: int, height: int) -> NDArray[np.uint8]:
    """Cut out a quadrilateral.

    Args:
        grey: (H, W) or (H, W, 3) uint8, the picture.
        seen: (4, 2) corners in it, px, reading order.
        width: of the strip, px.
        height: likewise.

    Returns:
        (height, width) or (height, width, 3) uint8; the picture's border is continued where it ends.
    """
    shape = (height, width, *grey.shape[2:])
    # Only the part about the line is looked at: lines are many, and pictures large.
    x, y = np.maximum(np.floor(seen.min(0) - 4), 0).astype(int)
    right, bottom = np.minimum(np.ceil(seen.max(0) + 5), grey.shape[1::-1]).astype(int)
    if right - x < 2 or bottom - y < 2:
        return np.full(shape, 127, np.uint8)
    part = grey[y:bottom, x:right]
    reduction = float(np.linalg.norm(seen[3] - seen[0])) / height
    if reduction > 1.3:  # what is reduced is smoothed first, so that print does not alias
        part = np.asarray(cv2.GaussianBlur(part, (0, 0), 0.42 * reduction), np.uint8)
    edges = np.array([[0, 0], [width, 0], [width, height], [0, height]], np.float32) - 0.5
    to_strip = cv2.getPerspectiveTransform((seen - (x, y)).astype(np.float32), edges)
    strip = cv2.warpPerspective(
        part, to_strip, (width, height), flags=cv2.INTER_LINEAR, borderMode=cv2.BORDER_REPLICATE
    )
    return np.asarray(strip, np.uint8)
