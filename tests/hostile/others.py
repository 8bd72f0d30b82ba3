"""Hostile JPEG 2000, WebP, BMP, GIF, AVIF and HEIC."""

import io
import struct
from functools import partial
from pathlib import Path

import numpy as np
from PIL import Image

from tests.hostile.made import LARGE, Makers, coded, photograph

HEIC = Path(__file__).parents[1] / "imaging" / "drawn.heic"
_MOST = 24_900_000
_FRAME = b",\0\0\0\0" + struct.pack("<HH", 160, 120)
_HEAD = 40  # bytes that say what kind of file it is


def _flat(kind: str, height: int = LARGE, width: int = LARGE, mode: str = "RGB", **options: object) -> bytes:
    out = io.BytesIO()
    Image.new(mode, (width, height)).save(out, kind, **options)
    return out.getvalue()


def _noise(kind: str, side: int, **options: object) -> bytes:
    rng = np.random.default_rng(5)
    return coded(rng.integers(0, 256, (side, side, 3), dtype=np.uint8), kind, **options)


def _layers(count: int) -> bytes:
    """A codestream that announces layers, each of which has room for every precinct."""
    data = bytearray(coded(photograph(), "JPEG2000", no_jp2=True))
    cod = data.index(b"\xff\x52")
    data[cod + 6 : cod + 8] = struct.pack(">H", count)
    return bytes(data)


def codestream(
    side: int, *, tile: int = 2**31 - 1, precinct: int = 15, block: int = 4, components: int = 3
) -> bytes:
    """A codestream with nothing but its header."""
    levels = 5
    size = (
        struct.pack(">H8IH", 0, side, side, 0, 0, tile, tile, 0, 0, components) + b"\x07\x01\x01" * components
    )
    style = struct.pack(">BBHB", 1, 0, 1, 1) + bytes([levels, block, block, 0, 1])
    style += bytes([precinct | precinct << 4] * (levels + 1))
    quantised = b"\x40" + bytes([8 << 3] * (3 * levels + 1))
    parts = ((0x51, size), (0x52, style), (0x5C, quantised), (0x90, struct.pack(">HIBB", 0, 0, 0, 1)))
    main = b"".join(struct.pack(">BBH", 0xFF, mark, 2 + len(body)) + body for mark, body in parts)
    return b"\xff\x4f" + main + b"\xff\x93" + bytes(100) + b"\xff\xd9"


def _decoy() -> bytes:
    """A box with a small codestream's header before the large one."""
    small, large = codestream(20), codestream(LARGE, precinct=1)
    signature = b"\0\0\0\x0cjP  \r\n\x87\n" + struct.pack(">I", 20) + b"ftypjp2 \0\0\0\0jp2 "
    boxes = (
        struct.pack(">I", 8 + len(small))
        + b"xml "
        + small
        + struct.pack(">I", 8 + len(large))
        + b"jp2c"
        + large
    )
    return signature + boxes


def bmp_of_runs(width: int, height: int, runs: bytes) -> bytes:
    """A BMP whose pixels are told in runs (RLE8)."""
    header = struct.pack("<IiiHHIIiiII", 40, width, height, 1, 8, 1, 0, 0, 0, 256, 0) + bytes(1024)
    size = 14 + len(header)
    return struct.pack("<2sIHHI", b"BM", size + len(runs), 0, 0, size) + header + runs


def _bmp(width: int, height: int, bits: int = 24, compression: int = 0) -> bytes:
    header = struct.pack("<IiiHHIIiiII", 40, width, height, 1, bits, compression, 0, 0, 0, 0, 0)
    return struct.pack("<2sIHHI", b"BM", 54, 0, 0, 54) + header + bytes(99)


def _thin(side: int) -> bytes:
    """Precincts that are as wide as the picture and a pixel high."""
    data = bytearray(codestream(side))
    cod = data.index(b"\xff\x52")
    data[cod + 14 : cod + 20] = bytes([0x0F] * 6)
    return bytes(data)


def _tiles_cut() -> bytes:
    data = coded(photograph(), "JPEG2000", no_jp2=True, tile_size=(64, 64))
    return data[: data.rindex(b"\xff\x90")] + b"\xff\xd9"


def _webp_without_chunk() -> bytes:
    """A lossless stream of 268 megapixels where a chunk should begin."""
    stream = _flat("WEBP", 1000, 1000, lossless=True)[20:]
    size = int.from_bytes(stream[1:5], "little") & ~0xFFFFFFF | 16_382 | 16_382 << 14
    body = b"WEBP" + stream[:1] + size.to_bytes(4, "little") + stream[5:] + bytes(40)
    return b"RIFF" + struct.pack("<I", len(body)) + body


def _gif(extra: bytes = b"", *, flood: bytes = b"") -> bytes:
    data = coded(photograph(), "GIF")
    place = data.index(_FRAME)
    return data[:place] + extra + flood * ((_MOST - len(data)) // max(1, len(flood))) + data[place:]


def _gif_sized(width: int, height: int, *, frame: bool) -> bytes:
    data = bytearray(coded(photograph(), "GIF"))
    place = data.index(_FRAME) + 5 if frame else 6
    data[place : place + 4] = struct.pack("<HH", width, height)
    return bytes(data)


def _gif_half() -> bytes:
    """The first half of the frame's blocks, then a proper end."""
    data = coded(photograph(480, 640), "GIF")
    start = data.index(b",\0\0\0\0" + struct.pack("<HH", 640, 480)) + 11
    blocks, at = [], start
    while data[at]:
        blocks.append(data[at : at + 1 + data[at]])
        at += 1 + data[at]
    return data[:start] + b"".join(blocks[: len(blocks) // 2]) + b"\0;"


def _webp_frames() -> bytes:
    frames = [Image.new("RGBA", (1000, 1000), (n, 0, 0, 99)) for n in range(20)]
    out = io.BytesIO()
    frames[0].save(out, "WEBP", save_all=True, append_images=frames[1:])
    return out.getvalue()


def _iso(kind: str) -> bytes:
    return HEIC.read_bytes() if kind == "heic" else coded(photograph(), "AVIF", quality=60)


def _iso_sized(kind: str, width: int, height: int) -> bytes:
    """A picture of 160 × 120 px that claims another size (its `ispe` box)."""
    data = bytearray(_iso(kind))
    place = data.index(b"ispe") + 8
    data[place : place + 8] = struct.pack(">II", width, height)
    return bytes(data)


def _iso_large(side: int) -> bytes:
    """A large picture whose header claims that it is small."""
    data = bytearray(_flat("AVIF", side, side, speed=10))
    place = data.index(b"ispe") + 8
    data[place : place + 8] = struct.pack(">II", 64, 64)
    return bytes(data)


def _iso_cut(kind: str, share: float) -> bytes:
    data = _iso(kind)
    return data[: int(share * len(data))]


def _iso_flipped(kind: str, seed: int) -> bytes:
    rng = np.random.default_rng(seed)
    data = bytearray(_iso(kind))
    for place in rng.integers(_HEAD, len(data), 12):
        data[place] = rng.integers(256)
    return bytes(data)


FILES: Makers = {
    "jp2_rgb_49mpx": partial(_flat, "JPEG2000"),
    "jp2_grey_49mpx": partial(_flat, "JPEG2000", mode="L"),
    "j2k_rgb_20000_by_2500": partial(_flat, "JPEG2000", 2_500, 20_000, no_jp2=True),
    "jp2_rgb_25mpx": partial(_flat, "JPEG2000", 5_000, 5_000),
    "jp2_rgba_16mpx": partial(_flat, "JPEG2000", 4_300, 4_300, mode="RGBA"),
    "jp2_noise_lossless_24mb": partial(_noise, "JPEG2000", 2_700),
    "jp2_noise_lossless_12mb": partial(_noise, "JPEG2000", 1_900),
    "j2k_tiles_of_2": partial(_flat, "JPEG2000", 400, 480, tile_size=(2, 2), no_jp2=True),
    "j2k_tiles_of_2_49mpx": partial(codestream, LARGE, tile=2),
    "j2k_tiles_of_1": partial(codestream, 700, tile=1),
    "j2k_precincts_of_2": partial(codestream, 2_000, precinct=1),
    "j2k_precincts_of_2_49mpx": partial(codestream, LARGE, precinct=1),
    "j2k_blocks_of_4": partial(codestream, 4_000, block=0),
    "j2k_16384_components": partial(codestream, 100, components=16_384),
    "j2k_65535_layers": partial(_layers, 65_535),
    "jp2_decoycodestream": _decoy,
    "jp2_grey16_without_wavelet_49mpx": partial(_flat, "JPEG2000", mode="I;16", num_resolutions=1, mct=0),
    "jp2_rgb_without_wavelet_25mpx": partial(_flat, "JPEG2000", 5_000, 5_000, num_resolutions=1, mct=0),
    "jp2_rgb_without_wavelet_10mpx": partial(_flat, "JPEG2000", 3_200, 3_200, num_resolutions=1, mct=0),
    "j2k_precincts_as_thin_as_a_pixel": partial(_thin, 5_000),
    "j2k_tiles_cut_off_closed": _tiles_cut,
    "webp_stream_without_chunk": _webp_without_chunk,
    "webp_lossless_49mpx": partial(_flat, "WEBP", lossless=True),
    "webp_alpha_49mpx": partial(_flat, "WEBP", mode="RGBA"),
    "webp_49mpx": partial(_flat, "WEBP"),
    "webp_noise_lossless_25mb": partial(_noise, "WEBP", 2_850, lossless=True),
    "webp_noise_25mb": partial(_noise, "WEBP", 3_000, quality=99),
    "webp_frames": _webp_frames,
    "bmp_runs_of_one": lambda: bmp_of_runs(5_000, 5_000, b"\1\7" * (_MOST // 2) + b"\0\1"),
    "bmp_lines_of_one_pixel": lambda: bmp_of_runs(20_000, 2_500, b"\1\7\0\0" * 2_500 + b"\0\1"),
    "bmp_49mpx_of_nothing": partial(_bmp, LARGE, LARGE),
    "bmp_upside_down_without_end": partial(_bmp, 20, -(2**31)),
    "bmp_of_2_to_the_31": partial(_bmp, 2**31 - 1, 2**31 - 1),
    **{
        f"bmp_of_{bits}_bits_{packed}": partial(_bmp, 5, 5, bits, packed)
        for bits in (0, 1, 8, 24, 99)
        for packed in (1, 3, 9)
    },
    "gif_49mpx": partial(_flat, "GIF", mode="L"),
    "gif_comments": lambda: _gif(b"!\xfe", flood=b"\x01c"),
    "gif_empty_comments": lambda: _gif(flood=b"!\xfe\0"),
    "gif_controls": lambda: _gif(flood=b"!\xf9\x04\0\0\0\0\0"),
    "gif_half": _gif_half,
    "gif_without_end": lambda: _gif()[:-300],
    **{
        f"gif_{'frame' if frame else 'screen'}_of_{w}_by_{h}": partial(_gif_sized, w, h, frame=frame)
        for frame in (False, True)
        for w, h in ((0, 9), (65535, 65535), (20_000, 3))
    },
    "avif_49mpx": partial(_flat, "AVIF", speed=10),
    "avif_noise_9mpx": partial(_noise, "AVIF", 3_000, quality=95, speed=10),
    "avif_claims_little_49mpx": partial(_iso_large, LARGE),
    **{
        f"{kind}_claims_{w}_by_{h}": partial(_iso_sized, kind, w, h)
        for kind in ("avif", "heic")
        for w, h in ((0, 0), (6000, 6000), (2**31, 2**31))
    },
    **{
        f"{kind}_cut_at_{share}": partial(_iso_cut, kind, share)
        for kind in ("avif", "heic")
        for share in (0.02, 0.2, 0.6, 0.97)
    },
    **{
        f"{kind}_flipped_{seed}": partial(_iso_flipped, kind, seed)
        for kind in ("avif", "heic")
        for seed in range(6)
    },
}
