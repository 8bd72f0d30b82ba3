"""The one thing that metadata tell and that matters here: which way up the picture is."""

import re
from collections.abc import Callable, Mapping
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

Picture = NDArray[np.uint8]

_ORIENTATION: Final = 0x0112
_LONG: Final = 4  # a type of four bytes, which some writers use for it
_HEX: Final = "Raw profile type exif"  # a PNG's text, older than its chunk for EXIF
_XMP: Final = re.compile(rb"""tiff:Orientation\s*(?:=\s*["']|>)\s*([1-8])""")
_MOST_XMP: Final = 65_536  # bytes of it that are searched

# EXIF 2.32 §4.6.4: what to do to the stored pixels to see the picture upright.
_UPRIGHT: Final[dict[int, Callable[[Picture], Picture]]] = {
    2: np.fliplr,
    3: lambda stored: stored[::-1, ::-1],
    4: np.flipud,
    5: lambda stored: stored.transpose(1, 0, 2),
    6: lambda stored: np.rot90(stored, -1),
    7: lambda stored: stored[::-1, ::-1].transpose(1, 0, 2),
    8: np.rot90,
}


def orientation(exif: bytes, xmp: bytes = b"") -> int:
    """Read the orientation, 1 to 8; 1 if it is missing or broken.

    Broken metadata must not cost a sound picture, so nothing is raised.

    Args:
        exif: an EXIF block (a TIFF structure), whose word counts.
        xmp: a packet of XMP, asked where EXIF says nothing.
    """
    told = _of_exif(exif)
    if told is None and (found := _XMP.search(xmp[:_MOST_XMP])):
        return int(found[1])
    return told or 1


def _of_exif(exif: bytes) -> int | None:
    if exif[:2] not in (b"II", b"MM"):
        return None

    def number(place: int, size: int) -> int:
        return int.from_bytes(exif[place : place + size], "little" if exif.startswith(b"II") else "big")

    directory = number(4, 4)
    for entry in range(directory + 2, min(directory + 2 + 12 * number(directory, 2), len(exif) - 11), 12):
        if number(entry, 2) == _ORIENTATION:
            return number(entry + 8, 4 if number(entry + 2, 2) == _LONG else 2)
    return None


def orientation_told(info: Mapping[Any, Any]) -> int:
    """Read the orientation from what Pillow found beside the pixels."""
    exif, text, xmp = info.get("exif"), info.get(_HEX), info.get("xmp")
    if not exif and isinstance(text, str):
        try:
            exif = bytes.fromhex("".join(text.split("\n")[3:]))
        except ValueError:
            exif = None
    return orientation(
        exif.removeprefix(b"Exif\0\0") if isinstance(exif, bytes) else b"",
        xmp if isinstance(xmp, bytes) else b"",
    )


def turned(stored: Picture, orientation: int) -> Picture:
    """Turn and mirror stored pixels as their orientation says."""
    turn = _UPRIGHT.get(orientation)
    return stored if turn is None else turn(stored)
