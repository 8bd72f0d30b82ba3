"""Hostile TIFFs: tags that share their bytes, giant and tiny tiles, deep samples, faxes with holes."""

import io
import struct
import zlib
from functools import partial

import numpy as np
from PIL import Image

from tests.hostile.made import LARGE, Makers, coded, photograph

_TYPES = {1: "B", 3: "H", 4: "I", 5: "II", 16: "Q"}
Entry = tuple[int, int, tuple[int, ...]]


def tiff(entries: list[Entry], data: bytes = b"", *, following: int = 0, order: str = "<") -> bytes:
    """A TIFF of one directory; what its tags call place 8 is the first byte of `data`."""
    start = 8 + len(data)
    heap = start + 2 + 12 * len(entries) + 4
    directory, more = struct.pack(f"{order}H", len(entries)), b""
    for tag, kind, values in entries:
        pairs = [part for value in values for part in ((value, 1) if kind == 5 else (value,))]
        packed = struct.pack(f"{order}{_TYPES[kind] * len(values)}", *pairs)
        if len(packed) > 4:
            place = struct.pack(f"{order}I", heap + len(more))
            more += packed
        else:
            place = packed.ljust(4, b"\0")
        directory += struct.pack(f"{order}HHI", tag, kind, len(values)) + place
    magic = b"II*\0" if order == "<" else b"MM\0*"
    return (
        magic
        + struct.pack(f"{order}I", start)
        + data
        + directory
        + struct.pack(f"{order}I", following)
        + more
    )


def _sheet(width: int, height: int, samples: int = 3, depth: int = 8, compression: int = 1) -> list[Entry]:
    colours = [(338, 3, (2,))] if samples == 4 else []
    return [
        (256, 4, (width,)),
        (257, 4, (height,)),
        (258, 3, (depth,) * samples),
        (259, 3, (compression,)),
        (262, 3, (2 if samples >= 3 else 1,)),
        (277, 3, (samples,)),
        *colours,
    ]


def _packed(samples: int, depth: int, compression: int = 8) -> bytes:
    row = bytes(LARGE * samples * depth // 8)
    packer = zlib.compressobj(9)
    data = b"".join(packer.compress(row) for _ in range(LARGE)) + packer.flush()
    places: list[Entry] = [(273, 4, (8,)), (278, 4, (LARGE,)), (279, 4, (len(data),))]
    return tiff(sorted(_sheet(LARGE, LARGE, samples, depth, compression) + places), data)


def _flat(compression: str) -> bytes:
    out = io.BytesIO()
    Image.new("RGB", (LARGE, LARGE), (9, 99, 200)).save(out, "TIFF", compression=compression)
    return out.getvalue()


def _alpha(compression: str) -> bytes:
    out = io.BytesIO()
    Image.new("LA", (LARGE, LARGE), (9, 99)).save(out, "TIFF", compression=compression)
    return out.getvalue()


def _stripes() -> bytes:
    """A page of 49 megapixels of stripes."""
    out = io.BytesIO()
    stripes = np.tile(np.array([0, 255], np.uint8), (LARGE, LARGE // 2))
    Image.fromarray(stripes).convert("1").save(out, "TIFF", compression="group4")
    return out.getvalue()


def _tiny_tiles(side: int, compression: int = 1) -> bytes:
    """Millions of tiles that all lie in the same place."""
    count = (LARGE // side) ** 2
    one = zlib.compress(bytes(side * side * 3)) if compression == 8 else bytes(side * side * 3)
    places: list[Entry] = [
        (322, 4, (side,)),
        (323, 4, (side,)),
        (324, 4, (8,) * count),
        (325, 4, (len(one),) * count),
    ]
    return tiff(sorted(_sheet(LARGE, LARGE, compression=compression) + places), one)


def _shared_tags(count: int) -> bytes:
    """Every tag's value is the whole file."""
    body = bytes(20_000_000)
    entries = [*_sheet(20, 20), (273, 4, (8,)), (279, 4, (1200,))]
    data = bytearray(tiff(sorted(entries), body))
    start = int.from_bytes(data[4:8], "little")
    held = int.from_bytes(data[start : start + 2], "little")
    more = b"".join(struct.pack("<HHII", 1_000 + n, 7, len(body), 8) for n in range(count))
    data[start : start + 2] = struct.pack("<H", held + count)
    return bytes(data[: start + 2 + 12 * held] + more + data[start + 2 + 12 * held :])


def _shared_strips(compression: int, strip: bytes, *, rows: int = 8_000) -> bytes:
    """A strip for each row, all of which are the same dear bytes."""
    places: list[Entry] = [(273, 4, (8,) * rows), (278, 4, (1,)), (279, 4, (len(strip),) * rows)]
    return tiff(sorted([*_sheet(2_500, rows, 1, compression=compression), *places]), strip)


def _stored_nothing() -> bytes:
    """A million bytes of deflate that hold one row, behind 200,000 empty blocks."""
    packed = zlib.compress(bytes(2_500), 9)
    return packed[:2] + b"\0\0\0\xff\xff" * 200_000 + packed[2:]


def _as_type(tag: int, kind: int) -> bytes:
    """A sound sheet, of which one tag is told to be of another type of the same size."""
    data = bytearray(_with(273, 8))
    start = int.from_bytes(data[4:8], "little") + 2
    for at in range(start, start + 12 * int.from_bytes(data[start - 2 : start], "little"), 12):
        if int.from_bytes(data[at : at + 2], "little") == tag:
            data[at + 2 : at + 4] = struct.pack("<H", kind)
    return bytes(data)


def _twice() -> bytes:
    """The strips' tag twice: first of a type that nobody knows, then six million of them."""
    count = 6_000_000
    held = [*_sheet(20, 20), (273, 4, (8,) * count), (279, 4, (1200,))]
    data = tiff(sorted(held), b"")
    start = int.from_bytes(data[4:8], "little")
    entries = struct.unpack_from("<H", data, start)[0]
    odd = struct.pack("<HHII", 273, 99, 1, 8)
    moved = bytearray(data[: start + 2] + odd + data[start + 2 :])
    moved[start : start + 2] = struct.pack("<H", entries + 1)
    for at in range(start + 14, start + 14 + 12 * entries, 12):
        _, kind, number, place = struct.unpack_from("<HHII", moved, at)
        if number * {3: 2, 4: 4}[kind] > 4:
            struct.pack_into("<I", moved, at + 8, place + 12)
    return bytes(moved)


def _same_page(count: int) -> bytes:
    """Pages of 49 megapixels that share one strip."""
    page = _packed(1, 8)
    start = int.from_bytes(page[4:8], "little")
    size = 2 + 12 * int.from_bytes(page[start : start + 2], "little")
    directory, rest = page[start : start + size], page[start + size + 4 :]
    out = bytearray(page[:start])
    for number in range(count):
        at = start + number * (size + 4)
        out += directory + struct.pack("<I", at + size + 4 if number < count - 1 else 0)
    return bytes(out + rest)


def _jpeg_of_many_scans() -> bytes:
    scan = coded(np.full((LARGE, LARGE), 128, np.uint8), "JPEG", progressive=True)
    last = scan.rindex(b"\xff\xda")
    data = scan[:-2] + scan[last:-2] * 80 + scan[-2:]
    places: list[Entry] = [(273, 4, (8,)), (278, 4, (LARGE,)), (279, 4, (len(data),))]
    return tiff(sorted(_sheet(LARGE, LARGE, 1, compression=7) + places), data)


def fax(compression: str, hole: float | None = None, **options: object) -> bytes:
    """A page of text-like strokes; a third of its data from `hole` on may be zeros."""
    rng = np.random.default_rng(11)
    page = np.full((900, 700), 255, np.uint8)
    for _ in range(900):
        y, x = rng.integers(0, 880), rng.integers(0, 660)
        page[y : y + rng.integers(2, 14), x : x + rng.integers(2, 30)] = 0
    out = io.BytesIO()
    Image.fromarray(page).convert("1").save(out, "TIFF", compression=compression, **options)
    data = bytearray(out.getvalue())
    if hole is not None:
        with Image.open(io.BytesIO(data)) as picture:
            place, length = picture.tag_v2[273][0], sum(picture.tag_v2[279])
        first = place + int(hole * length)
        data[first : first + length // 3] = bytes(min(length // 3, len(data) - first))
    return bytes(data)


def _loop() -> bytes:
    """A page that follows itself."""
    return tiff(sorted([*_sheet(20, 20), (273, 4, (8,)), (279, 4, (1200,))]), bytes(1200), following=1208)


def _many_pages() -> bytes:
    page = Image.fromarray(photograph(20, 20))
    out = io.BytesIO()
    page.save(out, "TIFF", save_all=True, append_images=[page] * 300)
    return out.getvalue()


def _cut(compression: str, share: float) -> bytes:
    data = coded(photograph(), "TIFF", compression=compression)
    return data[: int(share * len(data))]


def _with(tag: int, value: int) -> bytes:
    """A sound sheet but for one tag."""
    entries = {entry[0]: entry for entry in [*_sheet(20, 20), (273, 4, (8,)), (279, 4, (1200,))]}
    entries[tag] = (tag, 4, (value,))
    return tiff(sorted(entries.values()), bytes(1200))


FILES: Makers = {
    "tiff_rgba16_49mpx": lambda: _packed(4, 16),
    "tiff_rgba_49mpx": lambda: _packed(4, 8),
    "tiff_rgb16_49mpx": lambda: _packed(3, 16),
    "tiff_grey16_49mpx": lambda: _packed(1, 16),
    "tiff_lzma_49mpx": partial(_flat, "lzma"),
    "tiff_zstd_49mpx": partial(_flat, "zstd"),
    "tiff_jpeg_49mpx": partial(_flat, "jpeg"),
    "tiff_group4_49mpx": _stripes,
    "tiff_strips_share_a_dear_deflate": lambda: _shared_strips(8, _stored_nothing()),
    "tiff_strips_share_no_codes": lambda: _shared_strips(32773, b"\x80" * 1_000_000 + b"\x81\0" * 20),
    "tiff_strips_share_a_jpeg_of_comments": lambda: _shared_strips(
        7,
        (flat := coded(np.full((1, 2_500), 128, np.uint8), "JPEG"))[:2]
        + b"\xff\xfe\0\2" * 250_000
        + flat[2:],
    ),
    "tiff_strips_told_twice": _twice,
    "tiff_a_million_fractions": lambda: tiff(
        sorted([*_sheet(20, 20), (273, 4, (8,)), (279, 4, (1200,)), (282, 5, (1,) * 1_000_000)]), bytes(1200)
    ),
    **{f"tiff_tag_{tag}_is_signed": partial(_as_type, tag, 9) for tag in (256, 257, 273, 279)},
    "tiff_100_pages_of_49_million": partial(_same_page, 100),
    "tiff_rgba_lzw_49mpx": lambda: _alpha("tiff_lzw"),
    "tiff_tags_share_their_bytes": lambda: _shared_tags(900),
    "tiff_60000_tags": lambda: _shared_tags(60_000),
    "tiff_tiles_of_16": lambda: _tiny_tiles(16),
    "tiff_tiles_of_16_packed": lambda: _tiny_tiles(16, 8),
    "tiff_one_tile_of_40000": lambda: tiff(
        sorted([*_sheet(9, 9), (322, 4, (40_000,)), (323, 4, (40_000,)), (324, 4, (8,)), (325, 4, (99,))]),
        bytes(99),
    ),
    "tiff_jpeg_of_many_scans": _jpeg_of_many_scans,
    "tiff_follows_itself": _loop,
    "tiff_300_pages": _many_pages,
    "tiff_no_directory": lambda: b"II*\0\0\0\0\0",
    "tiff_directory_beyond": lambda: b"MM\0*\x7f\xff\xff\xff" + bytes(50),
    "tiff_big_directory_beyond": lambda: b"II+\0\x08\0\0\0" + b"\xff" * 8,
    **{
        f"tiff_tag_{tag}_is_{value}": partial(_with, tag, value)
        for tag in (256, 257, 258, 259, 262, 273, 277, 278, 279, 284, 322)
        for value in (0, 2**31, 2**32 - 1)
    },
    **{
        f"tiff_{kind}_hole_at_{hole:.2f}": partial(fax, kind, hole)
        for kind in ("tiff_ccitt", "group3", "group4")
        for hole in (0.05, 0.2, 0.35, 0.5, 0.6)
    },
    **{
        f"tiff_{name}_cut_at_{share}": partial(_cut, name, share)
        for name in ("tiff_lzw", "tiff_adobe_deflate", "packbits", "jpeg", "zstd", "raw")
        for share in (0.2, 0.5, 0.95)
    },
}
