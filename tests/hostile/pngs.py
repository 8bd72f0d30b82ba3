"""Hostile PNGs: floods of chunks, deep samples, rows that are missing, chunks that unpack to much."""

import struct
import zlib
from functools import partial

from tests.hostile.made import LARGE, Makers, coded, photograph

_MOST = 24_900_000
_SAMPLES = {0: 1, 2: 3, 3: 1, 4: 2, 6: 4}  # by colour type


def chunk(name: bytes, body: bytes) -> bytes:
    """A chunk with a sound checksum."""
    return struct.pack(">I", len(body)) + name + body + struct.pack(">I", zlib.crc32(name + body))


def png(
    width: int,
    height: int,
    *,
    depth: int = 8,
    colour: int = 2,
    rows: float = 1.0,
    interlaced: bool = False,
    value: int = 0,
    extra: bytes = b"",
) -> bytes:
    """A PNG of one value, of which only a share of the rows may be there."""
    row = 1 + -(-width * depth * _SAMPLES[colour] // 8)
    packer = zlib.compressobj(1)
    count = int(height * rows) + (2 * height if interlaced else 0)
    packed = [
        packer.compress((b"\0" + bytes([value]) * (row - 1)) * min(100, count - at))
        for at in range(0, count, 100)
    ]
    header = chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, depth, colour, 0, 0, int(interlaced)))
    palette = chunk(b"PLTE", bytes(768)) if colour == 3 else b""
    data = chunk(b"IDAT", b"".join(packed) + packer.flush())
    return b"\x89PNG\r\n\x1a\n" + header + palette + extra + data + chunk(b"IEND", b"")


def _flooded(piece: bytes) -> bytes:
    data = coded(photograph(), "PNG")
    return data[:33] + piece * ((_MOST - len(data)) // len(piece)) + data[33:]


def _unpacks(name: bytes, head: bytes) -> bytes:
    return png(20, 20, extra=chunk(name, head + zlib.compress(bytes(200_000_000), 9)))


def _many_idat() -> bytes:
    """The picture's data in pieces of no byte."""
    return png(20, 20, extra=chunk(b"IDAT", b"") * 2_000_000)


FILES: Makers = {
    "png_private_chunks": lambda: _flooded(chunk(b"prVt", b"")),
    "png_text_chunks": lambda: _flooded(chunk(b"tEXt", b"")),
    "png_named_text_chunks": lambda: _flooded(chunk(b"tEXt", b"Comment\0a")),
    "png_empty_idat": _many_idat,
    "png_animation_controls": lambda: _flooded(chunk(b"acTL", struct.pack(">II", 2**31 - 1, 0))),
    "png_rgba16_50mpx": lambda: png(20_000, 2_500, depth=16, colour=6),
    "png_rgb16_49mpx": lambda: png(LARGE, LARGE, depth=16),
    "png_grey16_49mpx": lambda: png(LARGE, LARGE, depth=16, colour=0, value=3),
    "png_rgba_49mpx": lambda: png(LARGE, LARGE, colour=6, value=7),
    "png_grey_alpha16_49mpx": lambda: png(LARGE, LARGE, depth=16, colour=4, value=7),
    "png_rgb_49mpx": lambda: png(LARGE, LARGE, value=9),
    "png_rgb_interlaced_49mpx": lambda: png(LARGE, LARGE, interlaced=True, value=9),
    "png_rgba16_interlaced_49mpx": lambda: png(LARGE, LARGE, depth=16, colour=6, interlaced=True),
    "png_palette_49mpx": lambda: png(LARGE, LARGE, colour=3),
    "png_1_bit_49mpx": lambda: png(LARGE, LARGE, colour=0, depth=1),
    "png_text_bomb": lambda: _unpacks(b"zTXt", b"Comment\0\0"),
    "png_international_text_bomb": lambda: _unpacks(b"iTXt", b"Comment\0\1\0\0\0"),
    "png_profile_bomb": lambda: _unpacks(b"iCCP", b"icc\0\0"),
    "png_exif_in_text_bomb": lambda: _unpacks(b"zTXt", b"Raw profile type exif\0\0"),
    "png_23000_profile_chunks": lambda: png(
        20, 20, extra=chunk(b"iCCP", b"icc\0\0" + zlib.compress(bytes(1 << 20), 9)) * 23_000
    ),
    "png_rgb_transparent_colour_49mpx": lambda: png(LARGE, LARGE, value=9, extra=chunk(b"tRNS", bytes(6))),
    "png_rgb16_transparent_colour_49mpx": lambda: png(
        LARGE, LARGE, depth=16, value=9, extra=chunk(b"tRNS", bytes(6))
    ),
    "png_20000_by_20000": lambda: png(20_000, 20_000, rows=0.001),
    "png_of_2_to_the_31": lambda: png(20, 20).replace(
        struct.pack(">II", 20, 20), struct.pack(">II", 2**31 - 1, 2**31 - 1)
    ),
    "png_of_no_depth": lambda: png(20, 20).replace(b"\x08\x02\0\0\0", b"\0\x02\0\0\0"),
    **{
        f"png_{name}_{share:.2f}_of_its_rows": partial(png, 500, 400, rows=share, value=40, **options)
        for name, options in {
            "rgb": {},
            "rgba": {"colour": 6},
            "grey": {"colour": 0},
            "palette": {"colour": 3},
            "grey16": {"colour": 0, "depth": 16},
            "1_bit": {"colour": 0, "depth": 1},
        }.items()
        for share in (0.0, 0.25, 0.5, 0.9, 0.9975)
    },
}
