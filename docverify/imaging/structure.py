"""Whether a file is whole, judged by its structure before its pixels are decoded.

Decoders are lenient: readers of PNG may skip its checksums. JPEG has a file of its own, `jpeg`.
"""

import zlib

from docverify.errors import LimitExceeded, UnreadableImage
from docverify.imaging.limits import Limits

_RUN_LENGTHS = (1, 2)  # the compressions of a BMP that Pillow undoes run by run, 1 s for 2.5 MB
_MOST_RUNS = 4_000_000


def check(data: bytes, kind: str, limits: Limits) -> None:
    """Raise `UnreadableImage` for what is cut or damaged, `LimitExceeded` for what costs too much."""
    if kind == "PNG":
        _check_png(data, limits)
    elif kind == "WebP":
        _check_webp(data, limits)
    elif kind == "BMP" and data[30] in _RUN_LENGTHS and len(data) > _MOST_RUNS:
        raise LimitExceeded(f"the BMP has more than {_MOST_RUNS:,} bytes of runs: save it as PNG")


def _check_webp(data: bytes, limits: Limits) -> None:
    """Check length and size: the decoder makes room for the canvas before one can ask (RFC 9649 §2.4–2.7)."""
    if int.from_bytes(data[4:8], "little") + 8 > len(data):
        raise UnreadableImage("the WebP is shorter than it says: send the picture again")
    if data[12:16] == b"VP8X":
        width, height = (int.from_bytes(data[start : start + 3], "little") + 1 for start in (24, 27))
    elif data[12:16] == b"VP8L":
        packed = int.from_bytes(data[21:25], "little")
        width, height = (packed & 0x3FFF) + 1, (packed >> 14 & 0x3FFF) + 1
    else:
        width, height = (int.from_bytes(data[start : start + 2], "little") & 0x3FFF for start in (26, 28))
    limits.check_size(width, height)


def _check_png(data: bytes, limits: Limits) -> None:
    """Check every chunk's CRC up to IEND (PNG specification, third edition, §5)."""
    position, chunks = 8, 0
    while position + 12 <= len(data):
        length = int.from_bytes(data[position : position + 4], "big")
        end = position + 12 + length
        name = data[position + 4 : position + 8]
        if end > len(data):
            break
        if zlib.crc32(memoryview(data)[position + 4 : end - 4]) != int.from_bytes(data[end - 4 : end], "big"):
            raise UnreadableImage(
                f"the PNG is corrupt: the checksum at byte {end - 4} is wrong; send the picture again"
            )
        if name == b"IEND":
            return
        position = end
        chunks += 1
        limits.check_parts(chunks)
    raise UnreadableImage(f"the PNG is cut off after {len(data)} bytes: send the picture again")
