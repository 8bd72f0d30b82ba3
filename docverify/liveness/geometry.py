"""How a head has turned since it looked ahead, by how its five landmarks moved: and whether it is one.

Eyes and corners of the mouth lie nearly in one plane. Whatever is flat moves as a whole by one projective
map: the four points tell it, and the tip of the nose follows it. On a head the tip stands before that plane,
so that it leaves its place on the map as the head turns, to the side that it turns to. A flat board can be
turned, tilted, zoomed and brought near as it may: its nose stays.
"""

import math
from dataclasses import dataclass
from typing import Final

import cv2
import numpy as np
from numpy.typing import NDArray

from docverify.evidence.face import Face

Points = NDArray[np.float64]
NOSE_HEIGHT: Final = 0.45
"""Of the tip over the plane of eyes and mouth, in eye distances (about 28 of 63 mm): see faces/quality.py."""
PLANE: Final = (0, 1, 3, 4)  # of the five landmarks: eyes, corners of the mouth
_NOSE: Final = 2
_LEAST_HEIGHT: Final = 0.2  # from eyes to mouth, in eye distances: less is no face


@dataclass(frozen=True, slots=True)
class Turn:
    """How a face moved since another picture of it.

    Attributes:
        yaw: degrees that the tip of the nose has left the plane of eyes and mouth by, across the face;
            positive to the right of the picture. 0 for whatever is flat.
        pitch: likewise along the face; positive upwards.
        aspect: eye distance over the height from eyes to mouth, of what it was before.
        slant: least over greatest stretch of the plane of eyes and mouth, in (0, 1]: the cosine of the angle
            by which it is turned away, in whatever direction.
        skew: degrees by which the line from eyes to mouth has left the perpendicular of the eyes: what is
            turned and tilted at once is skewed, a head that turns on its neck hardly.
    """

    yaw: float
    pitch: float
    aspect: float
    slant: float
    skew: float


def turn_since(before: Points, now: Face) -> Turn | None:
    """How a face has moved; None where its landmarks are no face's, as when one hides another.

    Args:
        before: (5, 2) landmarks, looking ahead, as `levelled` gives them.
        now: the same face in a later picture.
    """
    first, last = before, levelled(now.landmarks)
    if last is None:
        return None
    plane = list(PLANE)
    back = np.asarray(
        cv2.getPerspectiveTransform(np.float32(last[plane]), np.float32(first[plane])),  # type: ignore[call-overload]
        np.float64,
    )
    seen = back @ [*last[_NOSE], 1.0]
    if not np.isfinite(back).all() or seen[2] <= 0:
        return None
    left = seen[:2] / seen[2] - first[_NOSE]
    stretch = np.linalg.lstsq(np.column_stack([first[plane], np.ones(4)]), last[plane])[0][:2]
    great, least = np.linalg.svd(stretch, compute_uv=False)
    return Turn(
        yaw=math.degrees(math.atan(left[0] / NOSE_HEIGHT)),
        pitch=math.degrees(math.atan(-left[1] / NOSE_HEIGHT)),
        aspect=_aspect(last) / _aspect(first),
        slant=float(least / great),
        skew=_lean(last) - _lean(first),
    )


def facing(points: Points) -> float:
    """Degrees by which a single picture's face seems turned aside: 0 where the nose is in the middle.

    Args:
        points: (5, 2) landmarks as `levelled` gives them.
    """
    middle = float(points[list(PLANE), 0].mean())
    return math.degrees(math.atan((points[_NOSE, 0] - middle) / NOSE_HEIGHT))


def levelled(landmarks: Points) -> Points | None:
    """Landmarks (5, 2) with the eyes level and 1 apart, their middle at 0; None where they are no face's."""
    z = landmarks @ (1, 1j)
    across = z[1] - z[0]
    if abs(across) < 1:
        return None
    turned = (z - (z[0] + z[1]) / 2) / across
    if turned[3:].imag.min() < _LEAST_HEIGHT or turned[4].real <= turned[3].real:
        return None
    return np.column_stack([turned.real, turned.imag])


def _lean(points: Points) -> float:
    """Degrees by which the mouth lies aside of the middle between the eyes, as seen from there."""
    across, down = points[3:].mean(axis=0)
    return math.degrees(math.atan2(across, down))


def _aspect(points: Points) -> float:
    return 1.0 / float(points[3:, 1].mean())
