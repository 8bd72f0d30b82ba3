"""The structure of a JPEG (ITU-T T.81 annex B), judged before its pixels are decoded.

libjpeg is lenient: where coded data is missing, it draws grey and says nothing.
"""

import re
from dataclasses import dataclass
from typing import Self

import numpy as np
from numpy.typing import NDArray

from docverify.errors import UnreadableImage
from docverify.imaging.exif import orientation
from docverify.imaging.limits import Limits

_SOS, _EOI, _TEM, _RST0 = 0xDA, 0xD9, 0x01, 0xD0
_FRAMES = {*range(0xC0, 0xD0)} - {0xC4, 0xC8, 0xCC}
_PROGRESSIVE = {0xC2, 0xCA}  # by Huffman's codes, and arithmetic
_ARITHMETIC = {*range(0xC9, 0xD0)}
_METADATA = {0xFE, *range(0xE1, 0xEE), 0xEF}  # all but APP0 and APP14, which tell the colour space
_EXIF, _XMP = b"Exif\0\0", b"http://ns.adobe.com/xap/1.0/\0"
# In coded data 0xFF is followed by 0 (a stuffed byte), a restart marker, or another 0xFF (fill).
_RESTARTS = re.compile(rb"\xff[\xd0-\xd7]")
_NEXT_MARKER = re.compile(rb"\xff[^\x00\xd0-\xd7\xff]")


@dataclass(frozen=True, slots=True)
class Jpeg:
    """A JPEG that has an end.

    Attributes:
        pieces: of the file, in order, without metadata.
        coded: which pieces are the data of a scan.
        orientation: which way up it is, as its metadata tell.
        progressive: whether each scan brings a part of what every block needs.
        arithmetic: whether its codes are arithmetic, which takes many times as long.
    """

    pieces: tuple[bytes, ...]
    coded: tuple[int, ...]
    orientation: int
    progressive: bool
    arithmetic: bool

    @classmethod
    def whole(cls, data: bytes, limits: Limits) -> Self:
        """Walk over the markers to the end of the image.

        Raises:
            UnreadableImage: there is no end, or scans of a progressive one are missing.
            LimitExceeded: there are more scans, or more segments, than `limits` grant.
        """
        kept, said = [data[:2]], {_EXIF: b"", _XMP: b""}
        coded: list[int] = []
        position, parts = 2, 0
        frame, awaited = 0, set[Coefficient]()
        while found := _NEXT_MARKER.search(data, position):
            marker, start = data[found.end() - 1], found.end()
            if coded:  # what stands between segments before the first scan is no coded data
                kept.append(data[position : found.start()])
            if marker == _EOI:
                if awaited:
                    raise UnreadableImage("the JPEG lacks some of its scans: send the picture again")
                kept.append(data[found.start() : start])
                turn = orientation(said[_EXIF], said[_XMP])
                return cls(tuple(kept), tuple(coded), turn, frame in _PROGRESSIVE, frame in _ARITHMETIC)
            parts += 1
            limits.check_parts(parts)
            length = 0 if marker == _TEM else int.from_bytes(data[start : start + 2], "big")
            end = start + length
            if marker not in _METADATA:
                kept.append(data[found.start() : end])
            for name in said:
                if data.startswith(name, start + 2):
                    said[name] = data[start + 2 + len(name) : end]
            position = end
            if marker in _FRAMES:
                frame, awaited = marker, _coefficients(data[start + 2 : end])
            if marker == _SOS:
                coded.append(len(kept))
                limits.check_scans(len(coded))
                awaited -= _brought(data[start + 2 : end], progressive=frame in _PROGRESSIVE)
        raise UnreadableImage(f"the JPEG is cut off after {len(data)} bytes: send the picture again")

    @property
    def scans(self) -> int:
        """Passes over the picture."""
        return len(self.coded)

    @property
    def picture(self) -> bytes:
        """The file without metadata, which is the decoder's to draw and nothing else."""
        return b"".join(self.pieces)

    def continued(self) -> bytes:
        """The picture with more coded data after each scan: ignored if it was complete, drawn if not."""
        pieces = list(self.pieces)
        for place in self.coded:
            pieces[place] += _more_after(pieces[place])
        return b"".join(pieces)


def _more_after(scan: bytes) -> bytes:
    more = bytes(range(1, 251))
    last = scan.rfind(b"\xff")
    while last >= 0 and not _RESTARTS.match(scan, last):
        last = scan.rfind(b"\xff", 0, last)
    following = scan[last + 1] + 1 if last >= 0 else _RST0  # each has the number after the last one's
    return more + b"".join(bytes((0xFF, _RST0 + (following + step) % 8)) + more for step in range(8))


Coefficient = tuple[int, int]
"""A component's id, and one of its 64 coefficients."""


def _coefficients(frame: bytes) -> set[Coefficient]:
    """All that the scans of a frame must bring (T.81 B.2.2)."""
    return {(component, index) for component in frame[6::3][: frame[5]] for index in range(64)}


def _brought(scan: bytes, *, progressive: bool) -> set[Coefficient]:
    """What a scan brings to its last bit (T.81 B.2.3, G.1.1.1)."""
    count = scan[0]
    first, last, precision = scan[1 + 2 * count : 4 + 2 * count] if progressive else (0, 63, 0)
    if precision & 0x0F:
        return set()
    return {
        (component, index) for component in scan[1 : 1 + 2 * count : 2] for index in range(first, last + 1)
    }


def may_be_short(pixels: NDArray[np.uint8]) -> bool:
    """Whether the last corner is one flat colour, as libjpeg leaves it when the coded data ends too early."""
    corner = pixels[-4:, -4:]
    return bool((corner == corner[-1, -1]).all())
