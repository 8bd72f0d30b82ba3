"""Finds a face again, near and upright: landmarks of small and of slanting faces become exact."""

import math
from typing import Final

import cv2
import numpy as np
from numpy.typing import NDArray

from docverify.evidence.face import Face
from docverify.faces.engines.at_work import scanned
from docverify.faces.engines.protocols import Detector

_WELL_SHOWN: Final = 80.0  # px: from this width in the coarsest view on, landmarks are exact enough
_UPRIGHT: Final = 0.94  # certainty from which on a face does not slant: London's turned by 5 to 30° have less
_SIDE: Final = 224  # px: the window around the face that is searched again
_WINDOW: Final = 2.5  # sides of that window, in sides of the face
_STEP: Final = 45.0  # degrees: between the angles at which faces are looked for
_SLANT: Final = 20.0  # degrees: between the turns at which a face is looked at again
_UNSEEN: Final = 0.5  # certainty where nothing is found: less than the least that a detector tells
_LEAST_BOW: Final = 1e-4  # a flatter parabola has no top
_LESS_SURE: Final = 0.02  # a find by this much worse is still taken: it saw more pixels


def refine(
    image: NDArray[np.uint8], face: Face, detector: Detector, *, slants: bool, angle: float | None = None
) -> Face:
    """The same face, found again in a window around it, or as it was when the window shows no better one.

    A detector of upright faces finds slanting ones too, but puts their landmarks as if they were upright, and
    is less sure. So the window is turned to where it is surest.

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
    level = _STEP * round(face.angle / _STEP)
    if slants and angle is not None:
        return _better(face, _scan_turned(image, face, angle, detector))
    if slants and face.score < _UPRIGHT:
        turn = level + _slant(image, face, level, detector)
        return _better(face, _scan_turned(image, face, turn, detector))
    if shown < _WELL_SHOWN and max(image.shape[:2]) > detector.sides[0]:
        return _better(face, _scan_turned(image, face, level, detector))
    return face


def _slant(image: NDArray[np.uint8], face: Face, level: float, detector: Detector) -> float:
    """By how many degrees more than `level` the face is turned: where the detector would be surest.

    Its certainty falls to both sides of the true turn, so the top of a parabola through three turns finds it
    between them; the surest of a few turns would often be wrong, as upright ones differ as much by chance.
    """

    def certainty(turn: float) -> float:
        found = _scan_turned(image, face, level + turn, detector)
        return max((again.score for again in found), default=_UNSEEN)

    seen = {turn: certainty(turn) for turn in (-_SLANT, 0.0, _SLANT)}
    middle = max(seen, key=lambda turn: seen[turn])
    if middle:
        seen[2 * middle] = certainty(2 * middle)
    before, here, after = (seen.get(middle + step, _UNSEEN) for step in (-_SLANT, 0.0, _SLANT))
    bow = 2 * here - before - after
    lean = float(np.clip((after - before) / (2 * bow), -0.5, 0.5)) if bow > _LEAST_BOW else 0.0
    return middle + lean * _SLANT


def _better(face: Face, found: list[Face]) -> Face:
    """The surest find of the face again, or the face as it was when that is much surer."""
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
    faces = [again.mapped(back) for again in scanned(detector, np.asarray(window, np.uint8))]
    return [again for again in faces if again.overlap(face) > 0.4]
