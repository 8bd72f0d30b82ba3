"""The structure of a JPEG (ITU-T T.81 annex B), judged before its pixels are decoded.

libjpeg is lenient: where coded data is missing, it draws grey and says nothing.
"""

import re
from dataclasses import dataclass
from typing import Self

import numpy as np
from numpy.typing import NDArray

from docverify.errors import UnreadableImage
from docverify.imaging.limits import Limits

_SOF2, _SOS, _EOI, _TEM, _RST0 = 0xC2, 0xDA, 0xD9, 0x01, 0xD0
_METADATA = {0xFE, *range(0xE1, 0xEE), 0xEF}  # all but APP0 and APP14, which tell the colour space
_EXIF = b"Exif\0\0"
# In coded data 0xFF is followed by 0 (a stuffed byte), a restart marker, or another 0xFF (fill).
_RESTARTS = re.compile(rb"\xff[\xd0-\xd7]")
_NEXT_MARKER = re.compile(rb"\xff[^\x00\xd0-\xd7\xff]")


@dataclass(frozen=True, slots=True)
class Jpeg:
    """A JPEG that has an end.

    Attributes:
        picture: the file without metadata, which is the decoder's to draw and nothing else.
        exif: the EXIF block, or nothing.
        scans: passes over the picture.
        progressive: whether each pass brings a part of what every block needs.
    """

    picture: bytes
    exif: bytes
    scans: int = 1
    progressive: bool = False

    @classmethod
    def whole(cls, data: bytes, limits: Limits) -> Self:
        """Walk over the markers to the end of the image.

        Raises:
            UnreadableImage: there is no end, or scans of a progressive one are missing.
            LimitExceeded: there are more scans, or more segments, than `limits` grant.
        """
        kept, exif = [data[:2]], b""
        position, parts, scans = 2, 0, 0
        told: set[Coefficient] | None = None
        while found := _NEXT_MARKER.search(data, position):
            marker, start = data[found.end() - 1], found.end()
            if marker == _EOI:
                if told:
                    raise UnreadableImage("the JPEG lacks some of its scans: send the picture again")
                picture = b"".join([*kept, data[position:start]])
                return cls(picture, exif, scans, progressive=told is not None)
            parts += 1
            limits.check_parts(parts)
            length = 0 if marker == _TEM else int.from_bytes(data[start : start + 2], "big")
            end = start + length
            if scans:  # what stands between segments before the first scan is no coded data
                kept.append(data[position : found.start()])
            if marker in _METADATA:
                if data.startswith(_EXIF, start + 2):
                    exif = data[start + 2 + len(_EXIF) : end]
            else:
                kept.append(data[found.start() : end])
            position = end
            if marker == _SOF2:
                told = _coefficients(data[start + 2 : end])
            if marker == _SOS:
                scans += 1
                limits.check_scans(scans)
                if told is not None:
                    told -= _brought(data[start + 2 : end])
        raise UnreadableImage(f"the JPEG is cut off after {len(data)} bytes: send the picture again")

    def continued(self) -> bytes:
        """The picture with more coded data at its end: ignored if it was complete, drawn if it was not."""
        more = bytes(range(1, 251))
        restarts = _RESTARTS.findall(self.picture)
        following = restarts[-1][1] + 1 if restarts else _RST0  # each has the number after the last one's
        markers = [bytes((0xFF, _RST0 + (following + step) % 8)) for step in range(8)]
        return self.picture[:-2] + more + b"".join(marker + more for marker in markers) + self.picture[-2:]


Coefficient = tuple[int, int]
"""Of a progressive JPEG: a component's id, and one of its 64 coefficients."""


def _coefficients(frame: bytes) -> set[Coefficient]:
    """All that the scans of a progressive JPEG must bring (T.81 B.2.2)."""
    return {(component, index) for component in frame[6::3][: frame[5]] for index in range(64)}


def _brought(scan: bytes) -> set[Coefficient]:
    """What a scan brings to its last bit (T.81 B.2.3, G.1.1.1)."""
    count = scan[0]
    first, last, precision = scan[1 + 2 * count : 4 + 2 * count]
    if precision & 0x0F:
        return set()
    return {
        (component, index) for component in scan[1 : 1 + 2 * count : 2] for index in range(first, last + 1)
    }


def may_be_short(pixels: NDArray[np.uint8]) -> bool:
    """Whether the last corner is one flat colour, as libjpeg leaves it when the coded data ends too early."""
    corner = pixels[-4:, -4:]
    return bool((corner == corner[-1, -1]).all())
