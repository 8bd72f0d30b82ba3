"""The one EXIF entry that matters here: which way up the picture is."""

from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray

Picture = NDArray[np.uint8]

_ORIENTATION = 0x0112
_LONG = 4  # a type of four bytes, which some writers use for it

# EXIF 2.32 §4.6.4: what to do to the stored pixels to see the picture upright.
_UPRIGHT: dict[int, Callable[[Picture], Picture]] = {
    2: np.fliplr,
    3: lambda stored: stored[::-1, ::-1],
    4: np.flipud,
    5: lambda stored: stored.transpose(1, 0, 2),
    6: lambda stored: np.rot90(stored, -1),
    7: lambda stored: stored[::-1, ::-1].transpose(1, 0, 2),
    8: np.rot90,
}


def orientation(exif: bytes) -> int:
    """Read the orientation, 1 to 8, from an EXIF block (a TIFF structure); 1 if it is missing or broken.

    Broken metadata must not cost a sound picture, so nothing is raised.
    """
    order = {b"II": "little", b"MM": "big"}.get(exif[:2])
    if order is None:
        return 1

    def number(place: int, size: int) -> int:
        return int.from_bytes(exif[place : place + size], "little" if order == "little" else "big")

    directory = number(4, 4)
    for entry in range(directory + 2, min(directory + 2 + 12 * number(directory, 2), len(exif) - 11), 12):
        if number(entry, 2) == _ORIENTATION:
            return number(entry + 8, 4 if number(entry + 2, 2) == _LONG else 2)
    return 1


def upright(stored: Picture, exif: bytes) -> Picture:
    """Turn and mirror stored pixels as their EXIF block says."""
    turn = _UPRIGHT.get(orientation(exif))
    return stored if turn is None else turn(stored)
