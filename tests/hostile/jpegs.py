"""Hostile JPEGs: dear passes, floods of markers, cuts that were closed again."""

import io
import struct
from functools import cache, partial

import numpy as np
from PIL import Image

from tests.hostile.made import LARGE, Makers, coded, photograph

_MOST = 24_900_000


def _marked(piece: bytes, *, at: int = 2) -> bytes:
    data = coded(photograph(), "JPEG", quality=90)
    return data[:at] + piece * ((_MOST - len(data)) // len(piece)) + data[at:]


@cache
def _empty(progressive: bool) -> tuple[bytes, bytes, bytes]:
    """Head, last scan and end of a flat picture of 49 megapixels."""
    data = coded(np.full((LARGE, LARGE), 128, np.uint8), "JPEG", progressive=progressive)
    last = data.rindex(b"\xff\xda")
    return data[:last], data[last:-2], data[-2:]


def _scans(count: int) -> bytes:
    head, scan, end = _empty(progressive=True)
    return head + scan * count + end


def _claims_much(side: int) -> bytes:
    """A few bytes whose header says millions of pixels, all scans there and all empty."""
    data = bytearray(coded(np.full((16, 16, 3), 90, np.uint8), "JPEG", progressive=True))
    frame = data.index(b"\xff\xc2")
    data[frame + 5 : frame + 9] = struct.pack(">HH", side, side)
    return bytes(data)


def _restarts() -> bytes:
    """A marker after every block."""
    out = io.BytesIO()
    Image.new("L", (LARGE, LARGE), 90).save(out, "JPEG", restart_marker_blocks=1)
    return out.getvalue()


def _cut(share: float, *, closed: bool, **options: object) -> bytes:
    data = coded(photograph(480, 640), "JPEG", quality=85, **options)
    start = data.index(b"\xff\xda") + 14
    cut = data[: start + int(share * (len(data) - 100 - start))].removesuffix(b"\xff")
    return cut + b"\xff\xd9" * closed


def _sized(width: int, height: int) -> bytes:
    data = bytearray(coded(photograph(), "JPEG"))
    frame = data.index(b"\xff\xc0")
    data[frame + 5 : frame + 9] = struct.pack(">HH", height, width)
    return bytes(data)


def _noise(side: int, quality: int, **options: object) -> bytes:
    rng = np.random.default_rng(5)
    return coded(rng.integers(0, 256, (side, side, 3), dtype=np.uint8), "JPEG", quality=quality, **options)


def _cmyk() -> bytes:
    out = io.BytesIO()
    Image.new("CMYK", (LARGE, LARGE), (9, 60, 80, 3)).save(out, "JPEG")
    return out.getvalue()


def planes(*, halved: int | None = None, left_out: int = 0) -> bytes:
    """A baseline JPEG with a scan for each of three components, of which one may be cut and some left out."""
    flat = [coded(photograph()[..., channel], "JPEG", quality=85) for channel in range(3)]
    starts = [data.index(b"\xff\xda") for data in flat]
    head = flat[0][: starts[0]]
    frame = head.index(b"\xff\xc0")
    size = head[frame + 4 : frame + 9]
    three = b"".join(bytes((number + 1, 0x11, 0)) for number in range(3))
    head = head[:frame] + b"\xff\xc0\0\x11" + size + b"\3" + three + head[frame + 13 :]
    scans = []
    for number, (data, start) in enumerate(zip(flat, starts, strict=True)):
        body = data[start + 10 : -2]
        body = body[: len(body) // 2].removesuffix(b"\xff") if number == halved else body
        scans.append(b"\xff\xda\0\x08\x01" + bytes((number + 1, 0)) + b"\0\x3f\0" + body)
    return head + b"".join(scans[: 3 - left_out]) + b"\xff\xd9"


def _empty_scans(components: int, *, frame: int) -> bytes:
    """49 megapixels in a few bytes: a scan of each component that brings nothing, and says so at once."""
    head = b"\xff\xd8\xff\xdb\0\x43\0" + bytes([1] * 64)
    head += bytes((0xFF, frame)) + struct.pack(">HBHHB", 8 + 3 * components, 8, LARGE, LARGE, components)
    head += b"".join(bytes((number + 1, 0x11, 0)) for number in range(components))
    for table in (0x00, 0x10):  # one code of one bit each, for nothing
        head += b"\xff\xc4\0\x14" + bytes([table, 1, *[0] * 15, 0])
    bits = bytes((LARGE // 8) ** 2 // 4 + 1)
    scans = (b"\xff\xda\0\x08\x01" + bytes((n + 1, 0)) + b"\0\x3f\0" + bits for n in range(components))
    return head + b"".join(scans) + b"\xff\xd9"


_KINDS = {
    "baseline": {},
    "grey": {"grey": True},
    "restarts": {"restart_marker_rows": 1},
    "444": {"subsampling": 0},
}
FILES: Makers = {
    **{
        f"jpeg_progressive_49mpx_{count}_scans": partial(_scans, count)
        for count in (1, 10, 30, 50, 100, 2000)
    },
    "jpeg_progressive_claims_49mpx": partial(_claims_much, LARGE),
    "jpeg_flat_49mpx": lambda: b"".join(_empty(progressive=False)),
    "jpeg_cmyk_49mpx": _cmyk,
    "jpeg_restart_after_every_block_49mpx": _restarts,
    "jpeg_progressive_claims_30mpx": partial(_claims_much, 5470),
    "jpeg_four_components_in_four_scans_49mpx": partial(_empty_scans, 4, frame=0xC0),
    "jpeg_three_components_in_three_scans_49mpx": partial(_empty_scans, 3, frame=0xC0),
    "jpeg_arithmetic_49mpx": partial(_empty_scans, 3, frame=0xC9),
    **{f"jpeg_plane_{number}_cut_closed": partial(planes, halved=number) for number in range(3)},
    **{f"jpeg_{count}_planes_cut_off_closed": partial(planes, left_out=count) for count in (1, 2)},
    "jpeg_noise_25mb": partial(_noise, 5700, 85),
    "jpeg_noise_progressive_25mb": partial(_noise, 5470, 85, progressive=True),
    "jpeg_empty_com": lambda: _marked(b"\xff\xfe\0\2"),
    "jpeg_empty_app1": lambda: _marked(b"\xff\xe1\0\2"),
    "jpeg_app1_of_no_length": lambda: _marked(b"\xff\xe1\0\0"),
    "jpeg_tem": lambda: _marked(b"\xff\x01"),
    "jpeg_fill": lambda: _marked(b"\xff"),
    "jpeg_exif_flood": lambda: _marked(b"\xff\xe1\0\x0aExif\0\0MM"),
    "jpeg_tables": lambda: _marked(b"\xff\xdb\0\x43\0" + bytes(range(1, 65))),
    "jpeg_stray_bytes": lambda: _marked(b"stray"),
    **{f"jpeg_of_{w}_by_{h}": partial(_sized, w, h) for w, h in ((0, 9), (9, 0), (65535, 65535), (65500, 9))},
    **{
        f"jpeg_progressive_cut_at_{share:.2f}{'_closed' * closed}": partial(
            _cut, share, closed=closed, progressive=True
        )
        for share in np.linspace(0.02, 1, 25)
        for closed in (False, True)
    },
    **{
        f"jpeg_{name}_cut_at_{share:.2f}{'_closed' * closed}": partial(_cut, share, closed=closed, **options)
        for name, options in _KINDS.items()
        for share in (0.1, 0.4, 0.7, 0.95)
        for closed in (False, True)
    },
}
