"""Dim, foggy and grainy pictures are mended before a face is looked for and encoded.

A picture with a tenth of its light has lost little of what tells people apart, but the networks have never
seen one. Of 26 London people, 13 of them black, with pixels at 15 to 2 % of their values, all match once the
range is given back; without it 0 to 100 % do, black people far fewer than white. Where a camera's grain is
left as well, it is smoothed away: of 13 black people at 2 % and at 1 % of the light before a camera of fixed
exposure all match, where 9 and 2 did without.
"""

import math
from dataclasses import dataclass
from typing import Final

import cv2
import numpy as np
from numpy.typing import NDArray

from docverify.evidence.sample import AcquisitionFailure
from docverify.faces.shades import luminance, percentiles

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
_CURVES: Final = np.array([1, -2, 1], np.int16)  # its product with itself, over 6, leaves noise alone


@dataclass(frozen=True, slots=True)
class Light:
    """What was measured of a picture as a whole.

    Attributes:
        low: luminance of the darkest, in [0, 255].
        middle: the median.
        high: of the lightest.
        noise: standard deviation of the noise of the green channel, in its middle.
    """

    low: float
    middle: float
    high: float
    noise: float

    @property
    def grainy(self) -> bool:
        """Whether grain hides what is in the picture."""
        return self.noise > _GRAINY * (self.high - self.low)


def light_of(picture: Picture) -> Light:
    """Measure an (H, W, 3) uint8 RGB picture."""
    low, middle, high = _ends_of(picture, 50.0)
    return Light(low, middle, high, _noise(picture))


def mended(picture: Picture, light: Light) -> Picture:
    """The picture in the light in which its faces are seen; itself, where nothing is wrong with it."""
    if light.grainy:
        return ranged(without_grain(picture, light))
    return _stretched(picture, light.low, light.high)


def ranged(picture: Picture, part: Picture | None = None) -> Picture:
    """The picture with the range of a good one; itself, where it has that.

    Args:
        picture: (H, W, 3) uint8 RGB.
        part: whose range counts, such as an aligned face; the picture's own unless given.
    """
    low, high = _ends_of(picture if part is None else part)
    return _stretched(picture, low, high)


def _stretched(picture: Picture, low: float, high: float) -> Picture:
    """The picture with its range from low to high made that of a good one, where it is less."""
    if high - low >= _NARROW or high - low < _LEAST_RANGE:
        return picture
    gain = _WIDE / (high - low)
    table = np.clip((np.arange(256) - low) * gain + min(low, _FROM), 0, 255)
    return _looked_up(picture, table.round())


def without_grain(picture: Picture, light: Light, *, eye_distance: float | None = None) -> Picture:
    """The picture smoothed, where it is grainy; itself, where it is not.

    Args:
        picture: (H, W, 3) uint8 RGB.
        light: that was measured of it.
        eye_distance: px, of the face that is to be encoded; the picture's size counts unless given.
    """
    if not light.grainy:
        return picture
    far = max(picture.shape[:2]) * _PICTURE_GRAIN if eye_distance is None else eye_distance * _FACE_GRAIN
    return np.asarray(cv2.GaussianBlur(picture, (0, 0), max(far, 0.5)), np.uint8)


def brightened(picture: Picture, light: Light) -> Picture | None:
    """A picture in which a face in the dark, as before a window, is bright; None where half is bright."""
    if light.middle >= _BACKLIT:
        return None
    gain = min(_BACKLIT / max(light.middle, 1.0), _MOST_GAIN)
    return _looked_up(picture, np.clip(np.arange(256) * gain, 0, 255))


def why_unseen(light: Light) -> AcquisitionFailure:
    """What may hide a face in a picture in which none was found."""
    if light.high < _DARK:
        return AcquisitionFailure.TOO_DARK
    # Without any range it is a wall, or a sheet of paper.
    glaring = light.middle > _BRIGHT and light.high - light.low >= _LEAST_RANGE
    return AcquisitionFailure.TOO_BRIGHT if glaring else AcquisitionFailure.NO_FACE


def _looked_up(picture: Picture, table: NDArray[np.float64]) -> Picture:
    return np.asarray(cv2.LUT(picture, table.astype(np.uint8)), np.uint8)


def _ends_of(picture: Picture, *between: float) -> tuple[float, ...]:
    """Luminance of the darkest and of the lightest of a coarse grid of px, and percentiles between them."""
    step = max(1, max(picture.shape[:2]) // _SAMPLED)
    low, high = _ENDS
    found = percentiles(luminance(picture[::step, ::step]).ravel(), low, *between, high)
    return tuple(float(value) for value in found)


def _noise(picture: Picture) -> float:
    """Standard deviation of the noise of the green channel in the middle (Immerkær, CVIU 64(2), 1996)."""
    rows, columns = (
        slice(max(0, (side - _MOST_SMOOTHED) // 2), (side + _MOST_SMOOTHED) // 2)
        for side in picture.shape[:2]
    )
    middle = cv2.extractChannel(picture[rows, columns], 1)
    left = cv2.sepFilter2D(middle, cv2.CV_16S, _CURVES, _CURVES)
    return float(cv2.norm(left, cv2.NORM_L1) / left.size * math.sqrt(math.pi / 2) / 6)
