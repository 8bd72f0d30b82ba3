"""Whether the middle of a face looks the same when it is turned, as a picture of it does and a head does not.

Seen through the map that brings eyes and mouth back to where they were, all of a flat picture is as it was,
and each small part of a bent one, if a little aside. A nose is not: its far side is hidden, its near side
comes into view, and light falls otherwise. So parts of the first picture are looked for in later ones, near
their place; a real head is found the worse, the further it is turned.
"""

from typing import Final

import cv2
import numpy as np
from numpy.typing import NDArray

from docverify.evidence.face import Face
from docverify.liveness import limits
from docverify.liveness.geometry import PLANE, Turn

Grey = NDArray[np.float32]
_UNIT: Final = 48.0  # px between the eyes in the views that are compared
_SIDE: Final = 128
_MIDDLE: Final = (64.0, 48.0)  # px of the view: between the eyes
_PARTS: Final = (
    (0.0, 0.02),
    (0.0, 0.3),
    (0.0, 0.58),
    (-0.25, 0.3),
    (0.25, 0.3),
    (-0.28, 0.6),
    (0.28, 0.6),
    (0.0, 0.85),
)
"""Middles of the parts in eye distances from between the eyes: along the nose, beside it, and below."""
_HALF: Final = 14  # px of a part to each side of its middle
_AWAY: Final = 7  # px that a part may have moved
_SOFT: Final = 1.0  # px: noise and the detail that one of two views lacks


class Sameness:
    """Keeps one small view of the face, and a sum."""

    def __init__(self) -> None:
        self._first: Grey | None = None
        self._points = np.zeros((4, 2))
        self._sum = 0.0
        self._frames = 0

    def begin(self, frame: NDArray[np.uint8], face: Face) -> None:
        """Keep the face as it looks ahead in an (H, W, 3) uint8 RGB frame."""
        z = face.landmarks @ (1, 1j)
        turn = _UNIT / (z[1] - z[0])
        moved = (z - (z[0] + z[1]) / 2) * turn + complex(*_MIDDLE)
        self._points = np.column_stack([moved.real, moved.imag])[list(PLANE)]
        self._first = self._view(frame, face)

    def add(self, frame: NDArray[np.uint8], face: Face, turn: Turn) -> None:
        """Look for its parts in a later frame, if the face is turned far enough, and not too far."""
        low, high = limits.COMPARED
        if self._first is not None and low <= abs(turn.yaw) <= high:
            self._sum += _found_again(self._first, self._view(frame, face))
            self._frames += 1

    @property
    def value(self) -> float | None:
        """In [−1, 1]: the mean correlation of a part with where it is found; None before any was sought."""
        return self._sum / self._frames if self._frames else None

    def _view(self, frame: NDArray[np.uint8], face: Face) -> Grey:
        """The face with eyes and mouth where they were, (_SIDE, _SIDE) grey."""
        source = np.float32(face.landmarks[list(PLANE)])
        matrix = cv2.getPerspectiveTransform(source, np.float32(self._points))  # type: ignore[call-overload]
        seen = cv2.warpPerspective(frame, matrix, (_SIDE, _SIDE), borderMode=cv2.BORDER_REPLICATE)
        grey = cv2.cvtColor(seen, cv2.COLOR_RGB2GRAY).astype(np.float32)
        return np.asarray(cv2.GaussianBlur(grey, (0, 0), _SOFT), np.float32)


def _found_again(first: Grey, now: Grey) -> float:
    """The mean correlation of the parts of one view with where they fit best in another."""
    best = []
    for across, down in _PARTS:
        x, y = round(_MIDDLE[0] + across * _UNIT), round(_MIDDLE[1] + down * _UNIT)
        reach = _HALF + _AWAY
        part = first[y - _HALF : y + _HALF + 1, x - _HALF : x + _HALF + 1]
        around = now[y - reach : y + reach + 1, x - reach : x + reach + 1]
        best.append(float(cv2.matchTemplate(around, part, cv2.TM_CCOEFF_NORMED).max()))
    return float(np.mean(best))
