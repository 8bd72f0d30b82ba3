"""Whether a file is whole, judged by its structure before its pixels are decoded.

Decoders are lenient: readers of PNG may skip its checksums. JPEG, TIFF, WebP, JPEG 2000 and GIF have a file
each.
"""

import zlib

import numpy as np
from PIL import Image

from docverify.errors import LimitExceeded, UnreadableImage
from docverify.imaging.limits import Limits

_RUN_LENGTHS = (1, 2)  # the compressions of a BMP that Pillow undoes run by run, 1 s for 2.5 MB
_MOST_RUNS = 4_000_000
_MOST_OF_RUNS = 5_000_000
_DRAWN = {b"IHDR", b"PLTE", b"tRNS", b"IDAT", b"eXIf", b"IEND"}
_TEXT_CHUNKS = {b"tEXt", b"zTXt", b"iTXt"}
_TEXTS = (b"Raw profile type exif\0", b"XML:com.adobe.xmp\0")  # which tell the way up
_CHANNELS = {0: 1, 2: 3, 3: 1, 4: 2, 6: 4}  # of a PNG's types of colour
# Of an interlaced PNG's passes: the first column and row, and the steps between them (PNG §8.1).
_PASSES = ((0, 0, 8, 8), (4, 0, 8, 8), (0, 4, 4, 8), (2, 0, 4, 4), (0, 2, 2, 4), (1, 0, 2, 2), (0, 1, 1, 2))
_AT_ONCE = 1 << 20


def check_bmp(data: bytes, limits: Limits) -> None:  # noqa: ARG001 - one of a table of checks
    """Raise `LimitExceeded` for runs that take long to undo: millions of them, or of short lines."""
    if data[30:31] and data[30] in _RUN_LENGTHS:
        width, height = (abs(int.from_bytes(data[at : at + 4], "little", signed=True)) for at in (18, 22))
        if len(data) > _MOST_RUNS or width * height > _MOST_OF_RUNS:
            raise LimitExceeded(
                f"the BMP has more than {_MOST_RUNS:,} bytes of runs, or {_MOST_OF_RUNS:,} pixels of them: "
                "save it as PNG"
            )


def png_to_draw(data: bytes, limits: Limits) -> bytes:
    """Check every chunk's CRC up to IEND, and the size (PNG specification, third edition, §5).

    Returns:
        The file without chunks that say nothing of its pixels or of the way up: unpacking profiles and texts
        may cost more than the picture.

    Raises:
        UnreadableImage: it is cut off, or a checksum is wrong.
        LimitExceeded: it is larger than `limits` grant.
    """
    position, chunks, kept = 8, 0, [data[:8]]
    once = set(_TEXTS)
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
        if not chunks:
            width, height, bits, _ = _png_header(data)
            limits.check_size(width, height)
            limits.check_decoded(bits, width, height)
        told = next((text for text in once if data.startswith(text, position + 8)), None)
        if name in _DRAWN or (name in _TEXT_CHUNKS and told is not None):
            kept.append(data[position:end])
            once.discard(told or b"")
        if name == b"IEND":
            return b"".join(kept)
        position = end
        chunks += 1
        limits.check_parts(chunks)
    raise UnreadableImage(f"the PNG is cut off after {len(data)} bytes: send the picture again")


def _png_header(data: bytes) -> tuple[int, int, int, bool]:
    """Width, height, bits a pixel, and whether it is interlaced."""
    width, height = (int.from_bytes(data[start : start + 4], "big") for start in (16, 20))
    return width, height, data[24] * _CHANNELS.get(data[25], 4), bool(data[28])


def check_png_rows(data: bytes, picture: Image.Image) -> None:
    """Raise `UnreadableImage` if the packed data end before the last row: Pillow leaves the rest black.

    Args:
        data: the file, sound in its chunks.
        picture: what Pillow has drawn of it.
    """
    width, height, bits, interlaced = _png_header(data)
    last = height - 1 if not interlaced or height == 1 else (height // 2) * 2 - 1  # the last that is drawn
    if np.asarray(picture.crop((0, last, width, last + 1))).any():
        return
    passes = _PASSES if interlaced else ((0, 0, 1, 1),)
    needed = 0
    for left, top, across, down in passes:
        columns, rows = -(-(width - left) // across), -(-(height - top) // down)
        needed += rows * (1 + -(-columns * bits // 8)) if columns > 0 and rows > 0 else 0
    unpacker, position = zlib.decompressobj(), 8
    while needed > 0 and position < len(data) and not unpacker.eof:
        length = int.from_bytes(data[position : position + 4], "big")
        packed = data[position + 8 : position + 8 + length]
        while data.startswith(b"IDAT", position + 4) and packed and needed > 0:
            needed -= len(unpacker.decompress(packed, _AT_ONCE))
            packed = unpacker.unconsumed_tail
        position += 12 + length
    if needed > 0:
        raise UnreadableImage("the PNG ends before its last row: send the picture again")
