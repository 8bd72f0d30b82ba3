"""Luminance, and its order statistics: numpy's own take ten times as long on so few values."""

from typing import Final

import cv2
import numpy as np
from numpy.typing import NDArray

_WEIGHTS: Final = np.array([[0.2126, 0.7152, 0.0722]], np.float32)  # ITU-R BT.709


def luminance(rgb: NDArray[np.uint8]) -> NDArray[np.float32]:
    """(H, W) float32 in [0, 255] of (H, W, 3) uint8 RGB."""
    return np.asarray(cv2.transform(rgb.astype(np.float32), _WEIGHTS), np.float32)


def percentiles(values: NDArray[np.float32], *shares: float) -> NDArray[np.float32]:
    """(…, len(shares)) of (…, n) values, as `numpy.percentile` along the last axis, linear between.

    Args:
        values: n of them at least one.
        shares: in [0, 100].
    """
    ordered = np.sort(values, axis=-1)
    return np.stack([_at(ordered, share / 100 * (ordered.shape[-1] - 1)) for share in shares], axis=-1)


def _at(ordered: NDArray[np.float32], place: float) -> NDArray[np.float32]:
    below = int(place)
    low = ordered[..., below]
    return low if below == place else np.asarray(low + (ordered[..., below + 1] - low) * (place - below))
