"""Grey levels as networks take them: light evened out, or spread over one range."""

import cv2
import numpy as np
from numpy.typing import NDArray

# Light is evened out over a window a few characters wide: shadows and glare edges are larger than that.
_WINDOW = (97, 47)


def evened(strip: NDArray[np.uint8]) -> NDArray[np.float32]:
    """Even out light and contrast of the strip of a line.

    Args:
        strip: (32, W) uint8 grey.

    Returns:
        (32, W) float32 with local mean about 0 and local deviation about 1, clipped to ±4; ink is negative.
    """
    values = strip.astype(np.float32)
    mean = cv2.boxFilter(values, -1, _WINDOW, borderType=cv2.BORDER_REFLECT)
    square = cv2.sqrBoxFilter(values, -1, _WINDOW, borderType=cv2.BORDER_REFLECT)
    deviation = np.sqrt(np.maximum(square - mean * mean, 0)) + np.float32(4)
    return np.asarray(np.clip((values - mean) / deviation, -4, 4), np.float32)


def spread(grey: NDArray[np.uint8]) -> NDArray[np.float32]:
    """Scale grey levels to about −1…1 by the picture's own range; shape is kept."""
    low, high = np.percentile(grey[::4, ::4], (2, 98))
    return ((grey - np.float32((low + high) / 2)) * np.float32(2 / max(high - low, 24.0))).astype(np.float32)
