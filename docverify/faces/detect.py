"""Finds faces: coarse to fine, and once more with a margin when a face may fill the frame."""

from typing import Final

import cv2
import numpy as np
from numpy.typing import NDArray

from docverify.errors import InputError
from docverify.faces.engines.protocols import Detector
from docverify.faces.face import Face

_LEAST_SIDE: Final = 10  # px: nothing smaller holds a face that a detector could know
_MARGIN: Final = 0.5  # of the longer side, around a picture in which no face was found


def find(image: NDArray[np.uint8], detector: Detector) -> tuple[Face, ...]:
    """Every face of the picture, largest first; empty when there is none.

    The detector is shown the picture at each of its `sides` in turn until it finds a face. When none shows
    one, the picture gets a margin (detectors miss a face that fills the frame) and is shown at the first side
    again.

    Args:
        image: (H, W, 3) uint8 RGB.
        detector: finds faces at one size.

    Raises:
        InputError: another kind of array.
        EngineFailed: the detector broke.
    """
    check_rgb(image)
    if min(image.shape[:2]) < _LEAST_SIDE:
        return ()
    faces = _coarse_to_fine(image, detector) or _with_margin(image, detector)
    return tuple(sorted(faces, key=lambda face: face.area, reverse=True))


def check_rgb(image: NDArray[np.uint8]) -> None:
    """Refuse what is no (H, W, 3) uint8 array.

    Raises:
        InputError: says what was handed over and how to convert it.
    """
    if not isinstance(image, np.ndarray):
        raise InputError(f"a picture here is a numpy array, not {type(image).__name__}: see load_image")
    if image.dtype != np.uint8 or image.ndim != 3 or image.shape[2] != 3:
        raise InputError(
            f"a picture here is (H, W, 3) uint8 RGB, not {image.shape} {image.dtype}: see load_image"
        )
    if not image.size:
        raise InputError(f"the picture is empty: its shape is {image.shape}")


def _coarse_to_fine(image: NDArray[np.uint8], detector: Detector) -> list[Face]:
    longer = max(image.shape[:2])
    if not detector.sides:
        return detector.scan(image)
    for side in detector.sides:
        if faces := _scan_at(image, detector, side):
            return faces
        if side >= longer:
            break  # larger sides would only enlarge
    return []


def _scan_at(image: NDArray[np.uint8], detector: Detector, side: int) -> list[Face]:
    """Faces of the picture shown with this longer side, in px of the picture; small pictures stay small."""
    height, width = image.shape[:2]
    scale = side / max(height, width)
    if scale >= 1:
        return detector.scan(image)
    size = (max(1, round(width * scale)), max(1, round(height * scale)))
    small = np.asarray(cv2.resize(image, size, interpolation=cv2.INTER_AREA), np.uint8)
    return [face.moved(1 / scale) for face in detector.scan(small)]


def _with_margin(image: NDArray[np.uint8], detector: Detector) -> list[Face]:
    margin = round(max(image.shape[:2]) * _MARGIN)
    framed = np.pad(image, ((margin, margin), (margin, margin), (0, 0)), constant_values=127)
    faces = _scan_at(framed, detector, detector.sides[0]) if detector.sides else detector.scan(framed)
    return [face.moved(1.0, -margin, -margin) for face in faces]
