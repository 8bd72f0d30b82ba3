"""Whether a face in a live picture is a portrait on a document that is held before the camera."""

from typing import Final

import cv2
import numpy as np
from numpy.typing import NDArray

from docverify.evidence.face import Face
from docverify.imaging.geometry import viewed
from docverify.reading.locate import locate
from docverify.reading.others import either_way_up

# Where an MRZ lies that belongs to a portrait, in longer sides of the face's box from its middle: the box is
# 0.15 to 0.29 of the MRZ long, and its middle stands 0.09 to 0.19 from the MRZ's left end and 0.25 to 0.47
# above its foot (114 portraits of real passports, visas and TD2 cards).
_LEFT, _RIGHT, _TOP, _BOTTOM = -1.5, 6.3, 0.4, 3.3
_ENDS: Final = ((2.6, 0.8), (_RIGHT, _BOTTOM))
"""Where the shortest and nearest such MRZ ends, lower right, and the longest and farthest, of the same."""
_FACE_PX: Final = 50  # the face's side in the view: the shortest such MRZ has cells of 4 px there
_LEAST_LINES: Final = 2


def bears_mrz(image: NDArray[np.uint8], face: Face, *, threads: int = 1) -> bool:
    """Look for an MRZ where a document would have it whose portrait this face is.

    A small view of that place alone is looked at, so that it costs a few milliseconds whatever the picture.

    Args:
        image: (H, W, 3) uint8 RGB, a live picture.
        face: the one that counts in it.
        threads: processor threads.
    """
    if _beyond(image.shape, face):
        return False
    middle, across, down = face.frame / [[1], [_FACE_PX], [_FACE_PX]]
    corner = middle + (_LEFT * across + _TOP * down) * _FACE_PX
    size = round((_RIGHT - _LEFT) * _FACE_PX), round((_BOTTOM - _TOP) * _FACE_PX)
    back = np.vstack([np.column_stack([across, down, corner]), (0, 0, 1)])
    view = viewed(image, back, width=size[0], height=size[1])
    grey = np.asarray(cv2.cvtColor(view, cv2.COLOR_RGB2GRAY), np.uint8)
    candidates = [
        one for one in locate(grey, longer_side=size[0], threads=threads) if len(one.lines) >= _LEAST_LINES
    ]
    return any(either_way_up(grey, one, threads=threads) is not None for one in candidates[:2])


def _beyond(shape: tuple[int, ...], face: Face) -> bool:
    """Whether the picture ends before any such MRZ would: a face that fills it is not looked at further."""
    (left, top), (right, bottom) = _ENDS
    corners = np.array([(left, top), (right, top), (right, bottom), (left, bottom)])
    middle, across, down = face.frame
    ends = middle + corners @ np.stack([across, down])
    past = (ends < 0).all(axis=0) | (ends > np.array(shape[1::-1]) - 1).all(axis=0)
    return bool(past.any())
