"""Pixels of any kind to (H, W, 3) uint8 RGB."""

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from docverify.errors import UnsupportedFormat
from docverify.imaging.limits import Limits

_OPAQUE = {"1", "L", "P", "RGB", "CMYK", "YCbCr"}
_WITH_ALPHA = {"LA", "PA", "La", "RGBA", "RGBa"}
_AT_ONCE = 500_000  # pixels whose products are in memory together
_WHITE = np.uint16(255 * 255 + 127)  # and a half, to round
_SIXTEEN_BIT = {"I;16", "I;16L", "I;16B", "I;16N"}


def rgb_from_pillow(picture: Image.Image) -> NDArray[np.uint8]:
    """Convert a decoded picture; raises `UnsupportedFormat` for float, 32-bit and Lab samples."""
    if picture.mode in _WITH_ALPHA or (picture.mode in _OPAQUE and "transparency" in picture.info):
        paper = np.empty((picture.height, picture.width, 3), np.uint8)
        step = max(1, _AT_ONCE // picture.width)
        for first in range(0, picture.height, step):  # so that there is no second picture of four channels
            rows = picture.crop((0, first, picture.width, min(picture.height, first + step)))
            paper[first : first + step] = over_white(np.asarray(rows.convert("RGBA")))
        return paper
    if picture.mode in _OPAQUE:
        return np.asarray(picture if picture.mode == "RGB" else picture.convert("RGB"))
    if picture.mode in _SIXTEEN_BIT:
        return _grey_to_rgb((np.asarray(picture) >> 8).astype(np.uint8))
    raise UnsupportedFormat(
        f"pictures with {picture.mode} samples are not taken: convert it to 8 or 16 bits a channel"
    )


def rgb_from_array(pixels: NDArray[np.generic], limits: Limits, *, bgr: bool = False) -> NDArray[np.uint8]:
    """Convert an array; see `load_image` for what is taken."""
    if pixels.ndim not in (2, 3) or (pixels.ndim == 3 and pixels.shape[2] not in (1, 3, 4)):
        raise UnsupportedFormat(
            f"an array of shape {pixels.shape} is no picture: "
            "hand over (H, W), (H, W, 3) RGB or (H, W, 4) RGBA"
        )
    limits.check_size(pixels.shape[1], pixels.shape[0])
    if pixels.dtype == np.bool_:
        samples = pixels.astype(np.uint8) * np.uint8(255)
    elif pixels.dtype == np.uint16:
        samples = (pixels.astype(np.uint16) >> 8).astype(np.uint8)
    elif pixels.dtype == np.uint8:
        samples = pixels.astype(np.uint8, copy=False)
    else:
        raise UnsupportedFormat(
            f"an array of {pixels.dtype} has no known range: hand over uint8, uint16 or bool samples"
        )
    if samples.ndim == 2 or samples.shape[2] == 1:
        return _grey_to_rgb(samples.reshape(samples.shape[:2]))
    if bgr:
        samples = samples[..., [2, 1, 0, 3][: samples.shape[2]]]
    if samples.shape[2] == 4:
        return over_white(samples)
    return np.ascontiguousarray(samples)


def over_white(rgba: NDArray[np.uint8]) -> NDArray[np.uint8]:
    """Lay (H, W, 4) uint8 RGBA with straight alpha on white paper."""
    if (rgba[..., 3] == 255).all():
        return np.ascontiguousarray(rgba[..., :3])
    paper = np.empty((*rgba.shape[:2], 3), np.uint8)
    step = max(1, _AT_ONCE // max(1, rgba.shape[1]))
    for first in range(0, rgba.shape[0], step):
        rows = rgba[first : first + step]
        alpha = rows[..., 3].astype(np.uint16)
        for channel in range(3):  # one by one: numpy is slow along an axis of three
            ink = alpha * (255 - rows[..., channel])  # what is taken from white, times 255
            np.subtract(_WHITE, ink, out=ink)
            ink += 1 + (ink >> 8)  # (x + 1 + x // 256) // 256 is x // 255 in these ranges
            paper[first : first + step, :, channel] = ink >> 8
    return paper


def _grey_to_rgb(grey: NDArray[np.uint8]) -> NDArray[np.uint8]:
    return np.repeat(grey[..., None], 3, axis=2)
