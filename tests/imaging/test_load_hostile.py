"""Bombs, truncations and damage: a typed error, and never a picture that is half grey."""

import io
import struct
import tracemalloc
import zlib
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from docverify.errors import InputError, LimitExceeded, UnreadableImage, UnsupportedFormat
from docverify.imaging import Limits, load_image
from docverify.imaging.structure import png_to_draw
from tests.hostile.jpegs import planes
from tests.hostile.others import bmp_of_runs, codestream
from tests.hostile.tiffs import fax
from tests.hostile.tiffs import tiff as made_tiff


def photograph(height=120, width=160):
    rng = np.random.default_rng(3)
    coarse = Image.fromarray(rng.integers(0, 255, (12, 16, 3), dtype=np.uint8))
    return np.asarray(coarse.resize((width, height), Image.Resampling.BICUBIC))


def coded(image, kind, **options):
    out = io.BytesIO()
    Image.fromarray(image).save(out, kind, **options)
    return out.getvalue()


FILES = {
    "jpeg": coded(photograph(), "JPEG", quality=90),
    "jpeg_progressive": coded(photograph(), "JPEG", quality=90, progressive=True),
    "jpeg_restarts": coded(photograph(), "JPEG", quality=90, restart_marker_rows=1),
    "png": coded(photograph(), "PNG"),
    "tiff": coded(photograph(), "TIFF"),
    "tiff_lzw": coded(photograph(), "TIFF", compression="tiff_lzw"),
    "tiff_deflate": coded(photograph(), "TIFF", compression="tiff_adobe_deflate"),
    "webp": coded(photograph(), "WEBP"),
    "webp_lossless": coded(photograph(), "WEBP", lossless=True),
    "bmp": coded(photograph(), "BMP"),
    "jp2": coded(photograph(), "JPEG2000"),
    "j2k": coded(photograph(), "JPEG2000", no_jp2=True, irreversible=True, quality_layers=[8]),
    "gif": coded(photograph(), "GIF"),
}
APART = {
    "avif": coded(photograph(), "AVIF", quality=70),
    "heic": Path(__file__).with_name("drawn.heic").read_bytes(),
}


@pytest.mark.parametrize("name", FILES)
def test_truncations_at_many_lengths(name):
    data = FILES[name]
    load_image(data)
    lengths = {int(share * len(data)) for share in np.linspace(0, 1, 80, endpoint=False)}
    lengths |= set(range(40)) | {len(data) - cut for cut in range(1, 30)}
    for length in sorted(lengths)[
        : -1 if name == "gif" else None
    ]:  # its last byte ends the film, not the frame
        with pytest.raises(UnreadableImage):
            load_image(data[:length])


@pytest.mark.parametrize("name", APART)
def test_truncations_of_what_is_drawn_apart(name):
    data = APART[name]
    load_image(data)
    for length in np.linspace(12, len(data) - 1, 12, dtype=int):
        with pytest.raises(InputError):
            load_image(data[:length])


@pytest.mark.parametrize("name", ["jpeg", "jpeg_progressive", "jpeg_restarts"])
def test_a_jpeg_that_was_cut_and_closed_is_refused(name):
    """Half a JPEG with an end-of-image marker decodes without complaint, the rest grey.

    Only a cut within the very last block, about 70 bytes here, cannot be told.
    """
    data = FILES[name]
    start = data.index(b"\xff\xda") + 14
    for length in np.linspace(start, len(data) - 100, 50, dtype=int):
        cut = data[:length].removesuffix(b"\xff")
        with pytest.raises(UnreadableImage):
            load_image(cut + b"\xff\xd9")


def test_a_progressive_jpeg_without_its_last_scan_is_refused():
    """Each scan by itself is whole: what is missing is a scan."""
    data = FILES["jpeg_progressive"]
    starts = [place for place in range(len(data) - 1) if data[place : place + 2] == b"\xff\xda"]
    assert len(starts) > 3
    for start in starts[1:]:
        with pytest.raises(UnreadableImage, match="lacks some of its scans"):
            load_image(data[:start] + b"\xff\xd9")


def test_a_progressive_jpeg_with_a_hole_in_any_scan_is_refused():
    """The scans that follow are whole: what a scan lacks is drawn as if it brought nothing."""
    data = FILES["jpeg_progressive"]
    starts = [place for place in range(len(data) - 1) if data[place : place + 2] == b"\xff\xda"]
    for start in starts[:-1]:
        first = start + 2 + int.from_bytes(data[start + 2 : start + 4], "big")
        end = next(place for place in range(first, len(data)) if data[place] == 0xFF and data[place + 1] > 0)
        with pytest.raises(UnreadableImage, match="ends before"):
            load_image(data[: first + (end - first) // 3].removesuffix(b"\xff") + data[end:])


def test_passes_and_pieces_that_cost_more_than_the_picture_are_refused():
    scan = FILES["jpeg_progressive"]
    with pytest.raises(LimitExceeded, match=r"Limits\.work"):
        load_image(scan, limits=Limits(work=5 * 120 * 160))
    marked = FILES["jpeg"][:2] + b"\xff\xfe\0\2" * 200_000 + FILES["jpeg"][2:]
    chunk = struct.pack(">I4sI", 0, b"prVt", zlib.crc32(b"prVt"))
    png = FILES["png"][:33] + chunk * 200_000 + FILES["png"][33:]
    for data in (marked, png):
        with pytest.raises(LimitExceeded, match=r"Limits\.parts"):
            load_image(data)
        assert load_image(data, limits=Limits(parts=300_000)).shape == (120, 160, 3)


def test_a_bmp_of_millions_of_runs_is_refused():
    with pytest.raises(LimitExceeded, match="runs"):
        load_image(bmp_of_runs(2000, 2000, b"\x01\x07" * 2_100_000 + b"\0\1"))


@pytest.mark.parametrize("size", [(1, 1), (3, 5), (7, 40), (40, 7), (8, 8)])
def test_a_tiny_jpeg_is_taken(size):
    for options in ({}, {"progressive": True}):
        assert load_image(coded(np.full((*size, 3), 90, np.uint8), "JPEG", **options)).shape == (*size, 3)


def test_a_white_corner_is_no_damage():
    image = photograph().copy()
    image[60:] = 255
    for options in ({"quality": 90}, {"quality": 60, "progressive": True}, {"quality": 90, "subsampling": 0}):
        assert load_image(coded(image, "JPEG", **options)).shape == image.shape
    white = np.full((37, 53, 3), 255, np.uint8)
    np.testing.assert_array_equal(load_image(coded(white, "JPEG")), white)


def test_a_hole_in_a_jpeg_is_refused():
    """A download that was allotted its full length, and never filled."""
    data = FILES["jpeg"]
    with pytest.raises(UnreadableImage):
        load_image(data[: len(data) // 2] + bytes(len(data) - len(data) // 2))


def test_what_follows_a_jpeg_is_no_damage():
    np.testing.assert_array_equal(load_image(FILES["jpeg"] + b"trailer" * 9), load_image(FILES["jpeg"]))


def test_any_flipped_byte_of_a_png_is_found():
    data = FILES["png"]
    for place in np.linspace(8, len(data) - 1, 60, dtype=int):
        damaged = bytearray(data)
        damaged[place] ^= 0x10
        with pytest.raises(UnreadableImage):
            load_image(bytes(damaged))


@given(data=st.data(), name=st.sampled_from(sorted(FILES)))
@settings(max_examples=150)
def test_damage_never_escapes_as_another_exception(data, name):
    damaged = bytearray(FILES[name])
    for _ in range(data.draw(st.integers(1, 8))):
        # Headers matter most.
        reach = data.draw(st.sampled_from([60, 700, len(damaged)]))
        damaged[data.draw(st.integers(0, min(reach, len(damaged)) - 1))] = data.draw(st.integers(0, 255))
    try:
        loaded = load_image(bytes(damaged), limits=Limits(pixels=2_000_000))
    except InputError:
        return
    assert loaded.ndim == 3
    assert loaded.dtype == np.uint8


@given(st.binary(max_size=300))
@settings(max_examples=100)
def test_arbitrary_bytes_are_refused(data):
    with pytest.raises(InputError):
        load_image(data)


def chunk(name, body):
    return struct.pack(">I", len(body)) + name + body + struct.pack(">I", zlib.crc32(name + body))


def png_bomb(width, height):
    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n"
        + chunk(b"IHDR", header)
        + chunk(b"IDAT", zlib.compress(bytes(1000)))
        + chunk(b"IEND", b"")
    )


def resized_header(name, width, height):
    """A small file that claims to be large."""
    data = bytearray(FILES[name])
    if name == "jpeg":
        frame = data.index(b"\xff\xc0")
        data[frame + 5 : frame + 9] = struct.pack(">HH", height, width)
    elif name == "bmp":
        data[18:26] = struct.pack("<ii", width, height)
    elif name == "webp":
        data[26:30] = struct.pack("<HH", width, height)
    elif name == "j2k":
        data[8:16] = struct.pack(">II", width, height)
    elif name == "tiff":
        entries = int.from_bytes(data[4:8], "little")
        for index in range(int.from_bytes(data[entries : entries + 2], "little")):
            place = entries + 2 + 12 * index
            tag = int.from_bytes(data[place : place + 2], "little")
            if tag in (256, 257):
                data[place + 2 : place + 12] = struct.pack("<HII", 4, 1, width if tag == 256 else height)
    return bytes(data)


@pytest.mark.parametrize("name", ["jpeg", "bmp", "webp", "j2k", "tiff"])
@pytest.mark.parametrize(("width", "height"), [(12_000, 12_000), (16_000, 4_000)])
def test_bombs_are_refused_before_decoding(name, width, height):
    bomb = resized_header(name, width, height)
    tracemalloc.start()
    with pytest.raises(LimitExceeded, match="px"):
        load_image(bomb)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert peak < 5_000_000


@pytest.mark.parametrize(("width", "height"), [(20_000, 20_000), (30_000, 10), (2**31 - 1, 2**31 - 1)])
def test_png_bombs_are_refused(width, height):
    with pytest.raises(LimitExceeded):
        load_image(png_bomb(width, height))


@pytest.mark.parametrize("interlaced", [False, True])
@pytest.mark.parametrize("colour", [0, 2, 3, 4, 6])
@pytest.mark.parametrize("share", [0.0, 0.5, 0.9, 0.999])
def test_a_png_without_its_last_rows_is_refused(colour, share, interlaced):
    channels = {0: 1, 2: 3, 3: 1, 4: 2, 6: 4}[colour]
    whole = (b"\0" + b"\x07" * 40 * channels) * 37
    if interlaced:  # every pass has rows of its own; a filter and zeros need no counting
        whole = bytes(2 * len(whole))
        passes = ((5, 5), (5, 5), (10, 5), (10, 10), (20, 9), (20, 19), (40, 18))
        whole = whole[: sum(rows * (1 + columns * channels) for columns, rows in passes)]
    head = chunk(b"IHDR", struct.pack(">IIBBBBB", 40, 37, 8, colour, 0, 0, interlaced))
    head += chunk(b"PLTE", bytes(768)) if colour == 3 else b""

    def png(rows):
        packed = zlib.compress(rows)
        parts = (packed[:20], b"", packed[20:])
        data = b"".join(chunk(b"IDAT", part) for part in parts)
        return b"\x89PNG\r\n\x1a\n" + head + data + chunk(b"IEND", b"")

    assert load_image(png(whole)).shape == (37, 40, 3)
    with pytest.raises(UnreadableImage):
        load_image(png(whole[: int(share * len(whole))]))


@pytest.mark.parametrize("hole", [0.05, 0.3, 0.6])
@pytest.mark.parametrize("kind", ["tiff_ccitt", "group3", "group4"])
def test_a_fax_with_a_hole_is_refused(kind, hole):
    assert load_image(fax(kind)).shape == (900, 700, 3)
    with pytest.raises(UnreadableImage, match="fax"):
        load_image(fax(kind, hole))


def test_samples_that_are_deep_are_bounded():
    cv2 = pytest.importorskip("cv2")
    wide = np.zeros((60, 90, 4), np.uint16)
    for kind in (".png", ".tiff"):
        data = cv2.imencode(kind, wide)[1].tobytes()
        load_image(data, limits=Limits(decoded_bytes=60 * 90 * 8))
        with pytest.raises(LimitExceeded, match=r"Limits\.decoded_bytes"):
            load_image(data, limits=Limits(decoded_bytes=60 * 90 * 8 - 1))
    with pytest.raises(LimitExceeded, match=r"Limits\.decoded_bytes"):
        load_image(FILES["j2k"], limits=Limits(decoded_bytes=120 * 160 * 12 - 1))


def test_texts_and_profiles_of_a_png_are_not_unpacked_but_for_the_way_up():
    data = FILES["png"]
    much = zlib.compress(bytes(100_000_000), 9)
    for extra in (chunk(b"zTXt", b"Comment\0\0" + much), chunk(b"iCCP", b"icc\0\0" + much)):
        whole = data[:33] + extra * 20 + data[33:]
        np.testing.assert_array_equal(load_image(whole), load_image(data))
        assert png_to_draw(whole, Limits()) == data
    with pytest.raises(UnreadableImage):
        load_image(data[:33] + chunk(b"zTXt", b"Raw profile type exif\0\0" + much) + data[33:])


def test_a_baseline_jpeg_with_a_scan_for_each_component_needs_all_of_them():
    whole = load_image(planes())
    assert np.abs(whole.astype(int) - load_image(planes())).max() == 0
    assert whole.std() > 20
    for spoilt in (planes(left_out=1), planes(left_out=2), *(planes(halved=number) for number in range(3))):
        with pytest.raises(UnreadableImage, match=r"lacks some of its scans|ends before"):
            load_image(spoilt)


def tiff_with(**tags):
    entries = {256: (4, (20,)), 257: (4, (20,)), 258: (3, (8, 8, 8)), 259: (3, (1,)), 262: (3, (2,))}
    entries |= {277: (3, (3,)), 273: (4, (8,)), 279: (4, (1200,))} | {
        int(name[1:]): value for name, value in tags.items()
    }
    return made_tiff([(tag, *value) for tag, value in sorted(entries.items())], bytes(1200))


def test_strips_that_share_their_bytes_are_refused():
    packed = zlib.compress(bytes(60), 0)
    rows = {"t278": (4, (1,)), "t259": (3, (8,)), "t273": (4, (8,) * 20)}
    assert load_image(
        tiff_with(**rows, t279=(4, (len(packed),) * 20))[:8]
        + packed.ljust(1200, b"\0")
        + tiff_with(**rows, t279=(4, (len(packed),) * 20))[1208:]
    ).shape == (20, 20, 3)
    with pytest.raises(UnreadableImage, match="strips are larger"):
        load_image(tiff_with(**rows, t279=(4, (1000,) * 20)))


def test_tags_that_two_readers_may_see_differently_are_refused():
    sound = tiff_with()
    assert load_image(sound).shape == (20, 20, 3)
    with pytest.raises(UnreadableImage, match="no whole number"):
        load_image(sound.replace(struct.pack("<HHI", 277, 3, 1), struct.pack("<HHI", 277, 8, 1)))
    twice = sound.replace(struct.pack("<HHI", 262, 3, 1), struct.pack("<HHI", 259, 3, 1))
    with pytest.raises(UnreadableImage, match="259 twice"):
        load_image(twice)


def test_a_tiff_of_a_million_fractions_is_refused():
    with pytest.raises(LimitExceeded, match="fractions"):
        load_image(tiff_with(t282=(5, (1,) * 4_000)))


def test_short_lines_of_runs_are_bounded():
    """Each costs the rest of its line, a byte at a time."""
    with pytest.raises(LimitExceeded, match="runs"):
        load_image(bmp_of_runs(20_000, 2_500, b"\1\7\0\0" * 2_500 + b"\0\1"))


def test_a_webp_must_begin_with_a_chunk_that_tells_its_size():
    stream = FILES["webp_lossless"][20:]
    body = b"WEBP" + stream
    with pytest.raises(UnreadableImage):
        load_image(b"RIFF" + struct.pack("<I", len(body)) + body)


def test_codes_without_pixels_are_refused_in_a_lossless_webp():
    data = FILES["webp_lossless"]
    padded = data[:16] + struct.pack("<I", 400_000) + data[20:] + bytes(400_000)
    padded = padded[:4] + struct.pack("<I", len(padded) - 8) + padded[8:]
    with pytest.raises(LimitExceeded, match="codes"):
        load_image(padded)


def test_a_tiled_jpeg_2000_without_its_last_tiles_is_refused():
    data = coded(photograph(), "JPEG2000", no_jp2=True, tile_size=(64, 64))
    load_image(data)
    starts = [at for at in range(len(data) - 1) if data[at : at + 2] == b"\xff\x90"]
    assert len(starts) == 6
    with pytest.raises(UnreadableImage, match="lacks some of its tiles"):
        load_image(data[: starts[3]] + b"\xff\xd9")


@pytest.mark.parametrize(("style", "limit"), [((0, 15), "parts"), ((15, 0), "parts")])
def test_thin_precincts_are_counted_with_the_blocks_that_they_cut(style, limit):
    data = bytearray(codestream(5_000))
    cod = data.index(b"\xff\x52")
    data[cod + 14 : cod + 20] = bytes([style[0] | style[1] << 4] * 6)
    with pytest.raises(LimitExceeded, match=rf"Limits\.{limit}"):
        load_image(bytes(data), limits=Limits(work=10**12))


def test_a_picture_that_pillow_would_hand_to_another_program_is_refused(tmp_path):
    path = tmp_path / "drawing.eps"
    Image.fromarray(photograph()).save(path, "EPS")
    with Image.open(path) as picture, pytest.raises(UnsupportedFormat, match="EPS"):
        load_image(picture)


def test_a_tiff_of_giant_tiles_is_refused():
    """A picture of 9 pixels in one tile of 1,600 million."""
    entries = [(256, 3), (257, 3), (258, 8), (259, 1), (262, 1), (277, 1)]
    entries += [(322, 40_000), (323, 40_000), (324, 200), (325, 50)]
    directory = b"".join(struct.pack("<HHII", tag, 4, 1, value) for tag, value in entries)
    data = b"II*\0" + struct.pack("<IH", 8, len(entries)) + directory + bytes(200)
    with pytest.raises(LimitExceeded):
        load_image(data)


def test_many_pages_cost_no_more_than_one():
    white = np.full((100, 100, 3), 255, np.uint8)
    page = Image.fromarray(white)
    out = io.BytesIO()
    page.save(out, "TIFF", save_all=True, append_images=[page] * 400, compression="tiff_deflate")
    tracemalloc.start()
    np.testing.assert_array_equal(load_image(out.getvalue()), white)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert peak < 10_000_000 < 400 * 100 * 100 * 3


def test_a_jpeg_of_a_thousand_scans_is_refused():
    data = FILES["jpeg_progressive"]
    last = data.rindex(b"\xff\xda")
    scan = data[last:-2]
    with pytest.raises(LimitExceeded, match="scans"):
        load_image(data[:-2] + scan * 1_000 + data[-2:])


def test_file_size_is_limited(tmp_path):
    data = FILES["png"]
    path = tmp_path / "big.png"
    path.write_bytes(data)
    for source in (path, data):
        load_image(source, limits=Limits(file_bytes=len(data)))
        with pytest.raises(LimitExceeded, match="bytes"):
            load_image(source, limits=Limits(file_bytes=len(data) - 1))


def test_an_endless_file_is_not_read_to_its_end(tmp_path):
    path = tmp_path / "sparse.png"
    with path.open("wb") as file:
        file.truncate(4_000_000_000)
    with pytest.raises(LimitExceeded):
        load_image(path, limits=Limits(file_bytes=1_000_000))


def test_the_limits_are_parameters():
    data = FILES["png"]
    with pytest.raises(LimitExceeded, match=r"Limits\.side"):
        load_image(data, limits=Limits(side=159))
    with pytest.raises(LimitExceeded, match=r"Limits\.pixels"):
        load_image(data, limits=Limits(pixels=160 * 120 - 1))
    load_image(data, limits=Limits(side=160, pixels=160 * 120))


@pytest.mark.parametrize(
    ("data", "word"),
    [
        (b"%PDF-1.7\n" + bytes(60), r"PDF.*load_pages.*docverify\[pdf\]"),
        (b"8BPS" + bytes(60), "Photoshop"),
        (b"\0\0\0\x18ftypisom" + bytes(60), "film"),
    ],
)
def test_other_kinds_are_named(data, word):
    with pytest.raises(UnsupportedFormat, match=word):
        load_image(data)


def test_float_tiff_is_refused():
    out = io.BytesIO()
    Image.fromarray(np.zeros((9, 9), np.float32)).save(out, "TIFF")
    with pytest.raises(UnsupportedFormat):
        load_image(out.getvalue())
