"""The strip: the small rectified picture of one MRZ line that the recogniser reads.

A strip is 32 px high. A capital letter in it is about `CAP_HEIGHT` px high and stands about the middle row;
the text runs left to right. The recogniser sees the strip in frames of `FRAME` columns.
"""

import cv2
import numpy as np
from numpy.typing import NDArray

HEIGHT = 32
CAP_HEIGHT = 17.0
PITCH = 17.0
"""Nominal width of a cell in a strip, px; OCR-B capitals are as high as its pitch is wide."""
FRAME = 4

# Light is evened out over a window a few characters wide: shadows and glare edges are larger than that.
_WINDOW = (97, 47)


def normalise(strip: NDArray[np.uint8]) -> NDArray[np.float32]:
    """Even out light and contrast.

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
