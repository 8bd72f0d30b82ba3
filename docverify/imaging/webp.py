"""The structure of a WebP (RFC 9649), judged before its pixels are decoded."""

from dataclasses import dataclass
from typing import Final, Self

from docverify.errors import LimitExceeded, UnreadableImage
from docverify.imaging.exif import orientation
from docverify.imaging.limits import Limits

_ANIMATION: Final = 0x02  # of the flags of VP8X
_KEY_FRAME: Final = b"\x9d\x01\x2a"  # of VP8 (RFC 6386 §9.1)
_MOST_LOSSLESS: Final = 5  # bytes a pixel: raw ones have four
_TABLES: Final = 100_000  # bytes of codes that a small picture may have
_CANVAS_BITS: Final = 64  # Pillow's decoder of animations holds two frames of four channels


@dataclass(frozen=True, slots=True)
class WebP:
    """A WebP that is as long as it says.

    Attributes:
        animated: whether it has several frames.
        orientation: which way up it is, as its metadata tell.
    """

    animated: bool
    orientation: int

    @classmethod
    def whole(cls, data: bytes, limits: Limits) -> Self:
        """Check length and size: the decoder makes room for the canvas before one can ask (§2.4–2.7).

        Raises:
            UnreadableImage: it is cut off, or has no size.
            LimitExceeded: it is larger than `limits` grant.
        """
        if int.from_bytes(data[4:8], "little") + 8 > len(data):
            raise UnreadableImage("the WebP is shorter than it says: send the picture again")
        animated = False
        if data[12:16] == b"VP8X":
            width, height = (int.from_bytes(data[start : start + 3], "little") + 1 for start in (24, 27))
            animated = bool(data[20] & _ANIMATION)
        elif data[12:16] == b"VP8L":
            packed = int.from_bytes(data[21:25], "little")
            width, height = (packed & 0x3FFF) + 1, (packed >> 14 & 0x3FFF) + 1
            lossless = int.from_bytes(data[16:20], "little")
            if lossless > _MOST_LOSSLESS * width * height + _TABLES:
                raise LimitExceeded("the WebP has more codes than pixels: save it as PNG")
        elif data[12:16] != b"VP8 " or data[23:26] != _KEY_FRAME:
            raise UnreadableImage("the WebP holds no picture: send another")
        else:
            width, height = (int.from_bytes(data[start : start + 2], "little") & 0x3FFF for start in (26, 28))
        limits.check_size(width, height)
        if animated:
            limits.check_decoded(_CANVAS_BITS, width, height)
        said = _metadata(data, limits)
        return cls(
            animated, orientation(said.get(b"EXIF", b"").removeprefix(b"Exif\0\0"), said.get(b"XMP ", b""))
        )


def _metadata(data: bytes, limits: Limits) -> dict[bytes, bytes]:
    """The chunks that are no pixels."""
    said: dict[bytes, bytes] = {}
    position, chunks = 12, 0
    while position + 8 <= len(data):
        name, length = (
            data[position : position + 4],
            int.from_bytes(data[position + 4 : position + 8], "little"),
        )
        if name in (b"EXIF", b"XMP "):
            said.setdefault(name, data[position + 8 : position + 8 + length])
        position += 8 + length + length % 2
        chunks += 1
        limits.check_parts(chunks)
    return said
