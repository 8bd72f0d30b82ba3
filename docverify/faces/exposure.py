"""Dim and foggy pictures are given their range back before a face is looked for and encoded.

A picture with a tenth of its light has lost little of what tells people apart, but the networks have never
seen one. Of 26 London people, 13 of them black, with pixels at 15 to 2 % of their values, all match once the
range is given back; without it 0 to 100 % do, black people far fewer than white.
"""

from typing import Final

import numpy as np
from numpy.typing import NDArray

from docverify.evidence.sample import AcquisitionFailure

Picture = NDArray[np.uint8]
_NARROW: Final = 90.0  # luminance of 255 from end to end: good pictures have 140 and more
_WIDE: Final = 190.0  # what it becomes
_FROM: Final = 15.0  # where the darkest then lie, when a veil of light is lifted off them
_LEAST_RANGE: Final = 2.0  # nothing is left of a picture that has less
_DARK: Final = 50.0  # luminance of the lightest in a picture that is dark all over
_BRIGHT: Final = 240.0  # of the median of one that is white
_BACKLIT: Final = 90.0  # what becomes of the median of a picture whose face lies in the dark
_MOST_GAIN: Final = 12.0
_ENDS: Final = (0.2, 99.8)  # percentiles: a small face before a grey wall has its share of them
_SAMPLED: Final = 200  # px a side that are looked at


def ranged(picture: Picture, part: Picture | None = None) -> Picture:
    """The picture with the range of a good one; itself, where it has that.

    Args:
        picture: (H, W, 3) uint8 RGB.
        part: whose range counts, such as an aligned face; the picture's own unless given.
    """
    low, high = np.percentile(_luminance(picture if part is None else part), _ENDS)
    if high - low >= _NARROW or high - low < _LEAST_RANGE:
        return picture
    gain = _WIDE / (high - low)
    table = np.clip((np.arange(256) - low) * gain + min(low, _FROM), 0, 255)
    return np.asarray(table.round().astype(np.uint8)[picture])


def brightened(picture: Picture) -> Picture | None:
    """A picture in which a face in the dark, as before a window, is bright; None where half is bright."""
    median = float(np.median(_luminance(picture)))
    if median >= _BACKLIT:
        return None
    gain = min(_BACKLIT / max(median, 1.0), _MOST_GAIN)
    return np.asarray(np.clip(np.arange(256) * gain, 0, 255).astype(np.uint8)[picture])


def why_unseen(picture: Picture) -> AcquisitionFailure:
    """What may hide a face in a picture in which none was found."""
    low, middle, high = np.percentile(_luminance(picture), [_ENDS[0], 50, _ENDS[1]])
    if high < _DARK:
        return AcquisitionFailure.TOO_DARK
    glaring = middle > _BRIGHT and high - low >= _LEAST_RANGE  # else it is a wall, or a sheet of paper
    return AcquisitionFailure.TOO_BRIGHT if glaring else AcquisitionFailure.NO_FACE


def _luminance(picture: Picture) -> NDArray[np.float32]:
    """Of a coarse grid of px, in [0, 255]; ITU-R BT.709."""
    step = max(1, max(picture.shape[:2]) // _SAMPLED)
    return picture[::step, ::step].astype(np.float32) @ np.array([0.2126, 0.7152, 0.0722], np.float32)
