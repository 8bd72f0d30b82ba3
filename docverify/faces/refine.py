"""Finds a face again, near and upright: landmarks of small and of slanting faces become exact."""

import math
from collections.abc import Sequence
from typing import Final

import cv2
import numpy as np
from numpy.typing import NDArray

from docverify.faces.engines.protocols import Detector
from docverify.faces.face import Face

_WELL_SHOWN: Final = 80.0  # px: from this width in the coarsest view on, landmarks are exact enough
_UPRIGHT: Final = 0.92  # certainty from which on a face hardly slants
_SIDE: Final = 224  # px: the window around the face that is searched again
_WINDOW: Final = 2.5  # sides of that window, in sides of the face
_SLANTS: Final = (0.0, -20.0, 20.0, -40.0, 40.0)  # degrees
_LESS_SURE: Final = 0.02  # a find by this much worse is still taken: it saw more pixels


def refine(
    image: NDArray[np.uint8], face: Face, detector: Detector, *, slants: bool, angle: float | None = None
) -> Face:
    """The same face, found again in a window around it, or as it was when the window shows no better one.

    A detector of upright faces finds slanting ones too, but puts their landmarks as if they were upright, and
    is less sure. So the window is turned, and the turn at which it is surest counts.

    Args:
        image: (H, W, 3) uint8 RGB.
        face: one that was found in it.
        detector: what found it.
        slants: whether to look for a slant, as of a document that was put down anyhow.
        angle: degrees clockwise by which the document is known to be turned.
    """
    if not detector.sides:
        return face
    shown = face.width * min(1.0, detector.sides[0] / max(image.shape[:2]))
    level = 90.0 * face.quarter_turns
    if slants and angle is not None:
        turns: Sequence[float] = (angle,)
    elif slants and face.score < _UPRIGHT:
        turns = [level + slant for slant in _SLANTS]
    elif shown < _WELL_SHOWN and max(image.shape[:2]) > detector.sides[0]:
        turns = (level,)
    else:
        return face
    found = [again for turn in turns for again in _scan_turned(image, face, turn, detector)]
    best = max(found, key=lambda again: again.score, default=face)
    return best if best.score >= face.score - _LESS_SURE else face


def _scan_turned(image: NDArray[np.uint8], face: Face, turn: float, detector: Detector) -> list[Face]:
    """Faces at the place of this one, in a window that is turned back by so many degrees."""
    x, y = (face.box[0] + face.box[2]) / 2, (face.box[1] + face.box[3]) / 2
    side = max(face.width, face.height) * _WINDOW
    factor = max(1, int(side / _SIDE))
    reach = math.ceil(side * math.sqrt(0.5)) + factor
    left, top = max(0, int(x) - reach), max(0, int(y) - reach)
    part = image[top : max(0, int(y) + reach), left : max(0, int(x) + reach)]
    height, width = part.shape[0] // factor, part.shape[1] // factor
    if min(height, width) < 1:
        return []
    part = part[: height * factor, : width * factor]
    small = part if factor == 1 else cv2.resize(part, (width, height), interpolation=cv2.INTER_AREA)
    # From the picture to the small part, and from there to the window, whose centre is the face's.
    offset = np.array([left, top]) + (factor - 1) / 2
    shrink = np.column_stack([np.eye(2), -offset]) / factor
    centre = shrink @ [x, y, 1.0]
    scale = min(1.0, _SIDE * factor / side)
    size = max(16, round(side * scale / factor))
    middle = (float(centre[0]), float(centre[1]))
    rotate = np.asarray(cv2.getRotationMatrix2D(middle, turn, scale), np.float64)
    rotate[:, 2] += size / 2 - centre
    window = cv2.warpAffine(small, rotate, (size, size), flags=cv2.INTER_LINEAR, borderValue=(127, 127, 127))
    whole = rotate @ np.vstack([shrink, [0, 0, 1]])
    back = np.asarray(cv2.invertAffineTransform(whole), np.float64)
    faces = [again.mapped(back) for again in detector.scan(np.asarray(window, np.uint8))]
    return [again for again in faces if again.overlap(face) > 0.4]
