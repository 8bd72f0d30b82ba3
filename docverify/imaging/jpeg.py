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

_SOS, _EOI, _TEM, _RST0 = 0xDA, 0xD9, 0x01, 0xD0
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
    """

    picture: bytes
    exif: bytes

    @classmethod
    def whole(cls, data: bytes, limits: Limits) -> Self:
        """Walk over the markers to the end of the image.

        Raises:
            UnreadableImage: there is no end.
            LimitExceeded: there are more scans than `limits` grant.
        """
        kept, exif = [data[:2]], b""
        position, scans = 2, 0
        while found := _NEXT_MARKER.search(data, position):
            marker, start = data[found.end() - 1], found.end()
            if marker == _EOI:
                return cls(b"".join([*kept, data[position:start]]), exif)
            length = 0 if marker == _TEM else int.from_bytes(data[start : start + 2], "big")
            end = start + length
            if marker in _METADATA:
                kept.append(data[position : found.start()])
                if data.startswith(_EXIF, start + 2):
                    exif = data[start + 2 + len(_EXIF) : end]
            else:
                kept.append(data[position:end])
            position = end
            scans += marker == _SOS
            limits.check_scans(scans)
        raise UnreadableImage(f"the JPEG is cut off after {len(data)} bytes: send the picture again")

    def continued(self) -> bytes:
        """The picture with more coded data at its end: ignored if it was complete, drawn if it was not."""
        more = bytes(range(1, 251))
        restarts = _RESTARTS.findall(self.picture)
        following = restarts[-1][1] + 1 if restarts else _RST0  # each has the number after the last one's
        markers = [bytes((0xFF, _RST0 + (following + step) % 8)) for step in range(8)]
        return self.picture[:-2] + more + b"".join(marker + more for marker in markers) + self.picture[-2:]


def may_be_short(pixels: NDArray[np.uint8]) -> bool:
    """Whether the last corner is one flat colour, as libjpeg leaves it when the coded data ends too early."""
    corner = pixels[-4:, -4:]
    return bool((corner == corner[-1, -1]).all())
