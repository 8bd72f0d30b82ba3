"""Small pictures out of bytes: noise, or a specimen's MRZ that the bytes alter."""

from functools import cache

import cv2
import numpy as np

from docverify.specimens import ocrb
from tests.hostile.seeds import specimen_lines

HEIGHT, WIDTH = 160, 240
_MOST_CHANGES = 12


def shown(data):
    """A picture of at most HEIGHT × WIDTH px, and whether a specimen is behind it.

    An odd first byte alters a specimen, which the second one chooses, by changes of six bytes; an even one
    takes a size from the next two, and pixels from what follows, over and over.
    """
    first, second, third, *_ = data[:3].ljust(3, b"\0")
    if first % 2 == 0:
        pixels = np.frombuffer(data[3:] or b"\0", np.uint8)
        return np.resize(pixels, (1 + second % HEIGHT, 1 + third % WIDTH, 3)), False
    picture = specimen(second % len(specimen_lines())).copy()
    for change in list(zip(*[iter(data[2:])] * 6, strict=False))[:_MOST_CHANGES]:
        picture = _CHANGES[change[0] % len(_CHANGES)](picture, *change[1:])
    return np.ascontiguousarray(picture), True


@cache
def specimen(which):
    """A specimen's MRZ as large as it may be, on paper."""
    _, lines = specimen_lines()[which]
    pitch = (WIDTH - 10) // len(lines[0])
    printed = ocrb.block_coverage(lines, pitch=pitch, line_pitch=2.3 * pitch)
    picture = np.full((HEIGHT, WIDTH), 235, np.uint8)
    top, left = HEIGHT - printed.shape[0] - 12, (WIDTH - printed.shape[1]) // 2
    picture[top : top + printed.shape[0], left : left + printed.shape[1]] -= (printed * 0.8).astype(np.uint8)
    return np.repeat(picture[..., None], 3, axis=2)


def _blotch(picture, x, y, *size):
    width, height, value = size
    picture[y : y + height // 8, x : x + width // 8] = value
    return picture


def _light(picture, gain, offset, channel, *_):
    changed = picture.astype(np.float32)
    changed[..., channel % 3 :] = changed[..., channel % 3 :] * (gain / 128) + (offset - 128)
    return changed.clip(0, 255).astype(np.uint8)


def _noise(picture, seed, strength, *_):
    noise = np.random.default_rng(seed).normal(0, strength / 4, picture.shape)
    return (picture + noise).clip(0, 255).astype(np.uint8)


def _turn(picture, quarters, mirrored, *_):
    turned = np.rot90(picture, quarters % 4)
    return turned[:, ::-1].copy() if mirrored > 200 else turned.copy()


def _cut(picture, top, left, bottom, right, _):
    height, width = picture.shape[:2]
    cut = picture[top % height : height - bottom // 8, left // 8 : width - right // 8]
    return cut.copy() if cut.size else picture


def _blur(picture, along, across, *_):
    return cv2.blur(picture, (1 + along % 8, 1 + across % 8))


def _slant(picture, x, y, turn, scale, _):
    height, width = picture.shape[:2]
    matrix = cv2.getRotationMatrix2D((x, y), (turn - 128) / 4, 0.25 + scale / 128)
    return cv2.warpAffine(picture, matrix, (width, height), borderValue=(200, 200, 200))


_CHANGES = (_blotch, _light, _noise, _turn, _cut, _blur, _slant)
