"""The structure of a JPEG 2000 codestream (ITU-T T.800 annex A), judged before its pixels are decoded.

A decoder makes room for every tile, precinct and code-block before it reads a byte of them.
"""

import struct
from collections.abc import Iterator
from typing import Final

from docverify.errors import LimitExceeded, UnreadableImage
from docverify.imaging.limits import Limits

_START: Final = b"\xff\x4f\xff\x51"
_COD, _COC, _SOT, _SOD, _EOC = 0x52, 0x53, 0x90, 0x93, 0xD9
_SAMPLE_BITS: Final = 32  # OpenJPEG holds every sample in four bytes, and Pillow the picture once more
_MOST_LEVELS: Final = 12  # of wavelets; 5 are usual
_BYTE_COSTS: Final = 2  # as much time as so many of another picture
_FEW: Final = 4  # code-blocks are cheaper than the parts of other files, and there are more of them
_MOST_PLACES: Final = 20_000_000  # layers × precincts: two bytes each, in a decoder


def check(data: bytes, limits: Limits) -> None:
    """Raise `LimitExceeded` for what costs too much, `UnreadableImage` for what is no codestream."""
    if _BYTE_COSTS * len(data) > limits.file_bytes:
        raise LimitExceeded(
            f"the JPEG 2000 is larger than {limits.file_bytes // _BYTE_COSTS:,} bytes: "
            "save it as JPEG, or raise Limits.file_bytes"
        )
    start = _codestream(data)
    if not data.startswith(_START, start) or len(data) < start + 42:
        raise UnreadableImage("the JPEG 2000 holds no codestream: send the picture again")
    right, bottom, left, top, wide, high, tile_left, tile_top, count = struct.unpack_from(
        ">8IH", data, start + 8
    )
    width, height = right - left, bottom - top
    limits.check_size(width, height)
    if not wide or not high or not count:
        raise UnreadableImage("the JPEG 2000 has tiles of no size: send the picture again")
    limits.check_decoded(_SAMPLE_BITS * count, width, height)
    depths = [(1 + (byte & 0x7F)) for byte in data[start + 42 : start + 42 + 3 * count : 3]]
    limits.check_planes(sum(depths), width, height)
    tiles = -(-(right - tile_left) // wide) * -(-(bottom - tile_top) // high)
    limits.check_parts(tiles * count)
    seen: set[int] = set()
    for style, layers in _styles(data, start + 2, limits, count, seen):
        pieces = tiles * count * _pieces(style, min(wide, width), min(high, height))
        limits.check_parts(pieces // _FEW)
        if layers * pieces > _MOST_PLACES:
            raise LimitExceeded(f"the JPEG 2000 has {layers} layers of {pieces:,} parts: save it as PNG")
    if len(seen) < tiles:
        raise UnreadableImage("the JPEG 2000 lacks some of its tiles: send the picture again")


def _codestream(data: bytes) -> int:
    """Where the codestream begins: at once, or in the box that holds it (T.800 annex I)."""
    position = 0
    while not data.startswith(b"\xff\x4f") and position + 8 <= len(data):
        length, kind = int.from_bytes(data[position : position + 4], "big"), data[position + 4 : position + 8]
        head = 8
        if length == 1:
            length, head = int.from_bytes(data[position + 8 : position + 16], "big"), 16
        if kind == b"jp2c":
            return position + head
        position += length if length >= head else len(data)
    return position


def _styles(
    data: bytes, position: int, limits: Limits, components: int, seen: set[int]
) -> Iterator[tuple[bytes, int]]:
    """Every coding style of a codestream (A.6.1, A.6.2), and its layers; `seen` gathers numbers of tiles."""
    layers, segments, end = 1, 0, 0
    wide = 2 if components > 256 else 1
    while position + 4 <= len(data):
        marker, length = data[position + 1], int.from_bytes(data[position + 2 : position + 4], "big")
        if data[position] != 0xFF or marker == _EOC:
            return
        segments += 1
        limits.check_parts(segments)
        body = data[position + 4 : position + 2 + length]
        if marker == _COD and len(body) >= 10:
            layers = max(layers, int.from_bytes(body[2:4], "big"))
            yield body[5:] if body[0] & 1 else body[5:10], layers
        if marker == _COC and len(body) >= wide + 6:
            yield body[1 + wide :] if body[wide] & 1 else body[1 + wide : 6 + wide], layers
        if marker == _SOT and len(body) >= 8:
            size = int.from_bytes(body[2:6], "big")
            end = position + size if size else len(data)
            seen.add(int.from_bytes(body[:2], "big"))
        if marker == _SOD:
            position = end if end > position else len(data)
        else:
            position += 2 + length


def _pieces(style: bytes, wide: int, high: int) -> int:
    """Precincts and code-blocks of one component of one tile (B.6, B.7)."""
    levels, blocks = style[0], ((style[1] & 15) + 2, (style[2] & 15) + 2)
    if levels > _MOST_LEVELS:
        raise LimitExceeded(f"the JPEG 2000 has more than {_MOST_LEVELS} levels: save it as PNG")
    sizes = style[5 : 6 + levels] or b"\xff" * (levels + 1)
    count = 0
    for resolution, size in enumerate(sizes):
        sides = tuple(-(-side >> levels - resolution) for side in (wide, high))
        precincts = (size & 15, size >> 4)
        # A precinct cuts the blocks of its bands, which are half as large as it but in the lowest resolution.
        cut = [min(b, max(0, p - (resolution > 0))) for b, p in zip(blocks, precincts, strict=True)]
        for exponents in (precincts, cut):
            across, down = (-(-side >> one) + 1 for side, one in zip(sides, exponents, strict=True))
            count += across * down
    return count
