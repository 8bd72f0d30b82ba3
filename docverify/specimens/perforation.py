"""A document number as rows of holes along an edge, as lasers drill it through every page of a booklet."""

from typing import Final

import cv2
import numpy as np
from numpy.typing import NDArray

Picture = NDArray[np.uint8]
Box = tuple[float, float, float, float]

# Five columns a letter, the topmost of seven holes in the lowest bit: the common matrix of 5 × 7 dots.
_MATRIX: Final = """
0003E413E00 100427F4000 24261514946 32141454B31 41814127F10 52745454539 63C4A494930 70171090503 83649494936
9064949291E A7E1111117E B7F49494936 C3E41414122 D7F4141221C E7F49494941 F7F09090901 G3E4149497A H7F0808087F
I00417F4100 J2040413F01 K7F08142241 L7F40404040 M7F020C027F N7F0408107F O3E4141413E P7F09090906 Q3E4151215E
R7F09192946 S4649494931 T01017F0101 U3F4040403F V1F2040201F W3F4038403F X6314081463 Y0708700807 Z6151494543
"""
_COLUMNS: Final = {entry[0]: bytes.fromhex(entry[1:]) for entry in _MATRIX.split()}
_WIDE, _HIGH = 6, 7  # holes from letter to letter, and in height
_LARGEST = 0.6  # mm between holes


def perforate(page: Picture, number: str, *, box: Box, scale: float) -> tuple[str, NDArray[np.float64]]:
    """Drill a number from the top of `box` to its foot, letters lying on their left side, in place.

    Args:
        page: (H, W, 3) uint8 RGB.
        number: letters and digits; others are left out.
        box: left, top, right, bottom, px: as much of it is used as the number needs.
        scale: px per mm.

    Returns:
        What was drilled, and its quad, (4, 2) px in its own reading order: outer holes' middles.
    """
    text = "".join(letter for letter in number if letter in _COLUMNS)
    left, top, right, bottom = box
    pitch = min(_LARGEST * scale, (right - left) / _HIGH, (bottom - top) / max(1, len(text) * _WIDE))
    near = right - pitch / 2  # the letters' upper edge
    for place, letter in enumerate(text):
        for across, column in enumerate(_COLUMNS[letter]):
            for down in range(_HIGH):
                if column >> down & 1:
                    _hole(page, near - down * pitch, top + (place * _WIDE + across) * pitch, pitch)
    far, foot = near - (_HIGH - 1) * pitch, top + (len(text) * _WIDE - 2) * pitch
    return text, np.array([(near, top), (near, foot), (far, foot), (far, top)], np.float64)


def _hole(page: Picture, x: float, y: float, pitch: float) -> None:
    """The dark of what lies beneath, and a scorched rim."""
    centre = round(x * 16), round(y * 16)
    for share, ink in ((0.42, (120, 105, 90)), (0.33, (35, 32, 30))):
        cv2.circle(page, centre, max(8, round(share * pitch * 16)), ink, -1, cv2.LINE_AA, 4)
