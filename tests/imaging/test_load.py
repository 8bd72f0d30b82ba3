"""The one gate: every kind of picture that is taken, and what it becomes."""

import base64
import io
import logging
import os
import struct
import sys
import time
from pathlib import Path

import numpy as np
import pytest
from PIL import Image, ImageOps, PngImagePlugin, TiffImagePlugin

from docverify.errors import EngineMissing, InputError, LimitExceeded, UnreadableImage, UnsupportedFormat
from docverify.imaging import Limits, load_image
from tests.hostile.made import photograph


def scene(height=60, width=90):
    """Left red, right blue, a green bar at the top: every orientation and channel order shows."""
    image = np.zeros((height, width, 3), np.uint8)
    image[:, : width // 3] = (200, 30, 20)
    image[:, width // 3 :] = (20, 40, 210)
    image[: height // 4] = (30, 190, 40)
    return image


def coded(image, kind, **options):
    out = io.BytesIO()
    picture = image if isinstance(image, Image.Image) else Image.fromarray(image)
    picture.save(out, kind, **options)
    return out.getvalue()


EXACT = [
    ("PNG", {}),
    ("TIFF", {}),
    ("TIFF", {"compression": "tiff_lzw"}),
    ("TIFF", {"compression": "tiff_adobe_deflate"}),
    ("WEBP", {"lossless": True}),
    ("BMP", {}),
    ("JPEG2000", {}),
    ("JPEG2000", {"no_jp2": True}),
]
LOSSY = [
    ("JPEG", {"quality": 95}),
    ("JPEG", {"quality": 95, "progressive": True}),
    ("WEBP", {"quality": 95}),
    ("TIFF", {"compression": "jpeg", "quality": 95}),
]


@pytest.mark.parametrize(("kind", "options"), EXACT)
def test_lossless_formats_come_back_exactly(kind, options):
    loaded = load_image(coded(scene(), kind, **options))
    assert loaded.dtype == np.uint8
    assert loaded.flags.c_contiguous
    np.testing.assert_array_equal(loaded, scene())


@pytest.mark.parametrize(("kind", "options"), LOSSY)
def test_lossy_formats_come_back_closely(kind, options):
    difference = load_image(coded(scene(), kind, **options)).astype(int) - scene()
    assert np.median(np.abs(difference)) <= 3


def test_paths_bytes_and_buffers_are_the_same(tmp_path):
    data = coded(scene(), "PNG")
    path = tmp_path / "photo.png"
    path.write_bytes(data)
    for source in (path, str(path), data, bytearray(data), memoryview(data)):
        np.testing.assert_array_equal(load_image(source), scene())


def test_open_files_are_read_from_where_they_stand_to_their_end(tmp_path):
    path = tmp_path / "photo.png"
    path.write_bytes(b"12345" + coded(scene(), "PNG"))
    for file in (path.open("rb"), path.open("rb", buffering=0), io.BytesIO(path.read_bytes())):
        with file:
            file.seek(5)
            np.testing.assert_array_equal(load_image(file), scene())
            assert not file.closed
            assert file.read() == b""
            with pytest.raises(UnreadableImage, match="seek"):
                load_image(file)
        with pytest.raises(UnreadableImage, match="cannot be read"):
            load_image(file)


def test_open_files_are_held_to_the_limit_and_not_read_much_further():
    class Endless:
        given = 0

        def read(self, size, /):
            self.given += min(size, 700)
            return bytes(min(size, 700))

    endless = Endless()
    with pytest.raises(LimitExceeded, match="file_bytes"):
        load_image(endless, limits=Limits(file_bytes=10_000))
    assert endless.given == 10_001


def test_files_that_give_no_bytes_are_wrong_usage():
    class Awaited:
        async def read(self, _=-1):
            return b""

    for file in (io.StringIO("text"), Awaited()):
        with pytest.raises(TypeError, match="not bytes"):
            load_image(file)


@pytest.mark.parametrize("orientation", [1, 3, 6])
@pytest.mark.parametrize("kind", ["PNG", "TIFF"])
def test_pictures_of_pillow_are_what_their_file_is(kind, orientation):
    exif = Image.Exif()
    exif[0x0112] = orientation
    data = coded(scene(), kind, exif=exif)
    with Image.open(io.BytesIO(data)) as picture:
        np.testing.assert_array_equal(load_image(picture), load_image(data))
        np.testing.assert_array_equal(load_image(ImageOps.exif_transpose(picture)), load_image(data))


def test_pictures_of_pillow_are_held_to_the_limits_before_they_are_drawn():
    with Image.open(io.BytesIO(coded(scene(), "PNG"))) as picture:
        with pytest.raises(LimitExceeded):
            load_image(picture, limits=Limits(pixels=99))
        assert picture.tile  # not drawn
    with Image.open(io.BytesIO(coded(scene(), "BMP")[:-500])) as cut, pytest.raises(UnreadableImage):
        load_image(cut)


@pytest.mark.parametrize("text", ["https://x.example/a.jpg", "DATA:image/png;base64,iVBORw0KGgo="])
def test_urls_are_not_opened(text):
    with pytest.raises(TypeError, match="URL"):
        load_image(text)


def test_base64_is_told_from_a_path_and_kept_out_of_the_message():
    text = base64.b64encode(coded(scene(), "PNG")).decode()
    with pytest.raises(TypeError, match="b64decode") as caught:
        load_image(text)
    assert text[:20] not in str(caught.value)


def test_a_long_text_is_told_from_a_path_at_once():

    def spent(length):
        start = time.process_time()
        with pytest.raises((TypeError, UnreadableImage)):
            load_image(" " * length + "!")
        return time.process_time() - start

    assert spent(40_000) < 300 * max(spent(400), 1e-4)  # once 9 s: a pattern went over it again and again


def test_blue_green_red_arrays_are_taken_when_that_is_said():
    bgr = scene()[..., ::-1]
    np.testing.assert_array_equal(load_image(bgr, bgr=True), scene())
    alpha = np.full((*scene().shape[:2], 1), 255, np.uint8)
    np.testing.assert_array_equal(load_image(np.dstack([bgr, alpha]), bgr=True), scene())
    assert load_image(bgr, bgr=True).flags.c_contiguous
    for source in (coded(scene(), "PNG"), Image.fromarray(scene()), io.BytesIO(b"")):
        with pytest.raises(InputError, match="for arrays alone"):
            load_image(source, bgr=True)


def test_the_content_tells_the_kind_not_the_name(tmp_path):
    path = tmp_path / "really_a_png.jpg"
    path.write_bytes(coded(scene(), "PNG"))
    np.testing.assert_array_equal(load_image(path), scene())


@pytest.mark.parametrize("kind", ["PNG", "JPEG", "WEBP", "TIFF"])
@pytest.mark.parametrize("orientation", range(1, 9))
def test_exif_orientation_is_applied(kind, orientation):
    stored = {
        1: lambda a: a,
        2: lambda a: a[:, ::-1],
        3: lambda a: a[::-1, ::-1],
        4: lambda a: a[::-1],
        5: lambda a: a.transpose(1, 0, 2),
        6: np.rot90,
        7: lambda a: a[::-1, ::-1].transpose(1, 0, 2),
        8: lambda a: np.rot90(a, -1),
    }[orientation](scene())
    exif = Image.Exif()
    exif[0x0112] = orientation
    loaded = load_image(coded(np.ascontiguousarray(stored), kind, exif=exif))
    assert loaded.shape == scene().shape
    assert np.median(np.abs(loaded.astype(int) - scene())) <= 6


def test_broken_exif_does_not_cost_the_picture():
    data = coded(scene(), "JPEG", exif=b"Exif\0\0II*\0\xff\xff\xff\xff garbage")
    assert load_image(data).shape == scene().shape


@pytest.mark.parametrize("kind", ["PNG", "TIFF", "JPEG2000"])
def test_sixteen_bit_grey_keeps_its_high_byte(kind):
    grey = (np.arange(60 * 90, dtype=np.uint32).reshape(60, 90) * 12).astype(np.uint16)
    loaded = load_image(coded(grey, kind))
    np.testing.assert_array_equal(loaded, np.repeat((grey >> 8)[..., None], 3, 2).astype(np.uint8))


def test_sixteen_bit_colour_png():
    cv2 = pytest.importorskip("cv2")
    wide = scene().astype(np.uint16) * 257
    data = cv2.imencode(".png", wide[..., ::-1])[1].tobytes()
    np.testing.assert_array_equal(load_image(data), scene())


@pytest.mark.parametrize("kind", ["PNG", "TIFF", "BMP"])
@pytest.mark.parametrize("mode", ["1", "L", "P"])
def test_grey_bilevel_and_palette(kind, mode):
    picture = Image.fromarray(scene()).convert(mode)
    expected = np.asarray(picture.convert("RGB"))
    np.testing.assert_array_equal(load_image(coded(picture, kind)), expected)


@pytest.mark.parametrize("kind", ["JPEG", "TIFF"])
def test_cmyk(kind):
    picture = Image.fromarray(scene()).convert("CMYK")
    loaded = load_image(coded(picture, kind))
    assert np.median(np.abs(loaded.astype(int) - scene())) <= 6


def test_alpha_lies_on_white():
    rgba = np.dstack([scene(), np.full(scene().shape[:2], 255, np.uint8)])
    rgba[:30, :, 3] = 0
    rgba[30:40, :, 3] = 128
    for source in (rgba, coded(rgba, "PNG"), coded(rgba, "WEBP", lossless=True, exact=True)):
        loaded = load_image(source)
        assert (loaded[:30] == 255).all()
        np.testing.assert_array_equal(loaded[40:], scene()[40:])
        assert np.abs(loaded[30:40].astype(int) - (scene()[30:40] / 2 + 127.5)).max() <= 1


def test_a_transparent_palette_colour_lies_on_white():
    picture = Image.fromarray(scene()).quantize(4)
    index = int(np.asarray(picture)[-1, -1])
    loaded = load_image(coded(picture, "PNG", transparency=index))
    assert (loaded[-1, -1] == 255).all()
    assert (loaded[-1, 0] != 255).any()


def test_the_first_page_or_frame_is_taken():
    pages = [Image.fromarray(np.full((20, 30, 3), value, np.uint8)) for value in (10, 90, 200)]
    for kind, options in (("TIFF", {}), ("PNG", {}), ("WEBP", {"lossless": True})):
        data = coded(pages[0], kind, save_all=True, append_images=pages[1:], **options)
        assert (load_image(data) == 10).all()


@pytest.mark.parametrize("dtype", [np.uint8, np.uint16, bool])
@pytest.mark.parametrize("shape", [(7, 9), (7, 9, 1), (7, 9, 3), (7, 9, 4)])
def test_arrays(dtype, shape):
    full = {np.uint8: 255, np.uint16: 65535, bool: True}[dtype]
    loaded = load_image(np.full(shape, full, dtype))
    assert loaded.shape == (7, 9, 3)
    assert loaded.dtype == np.uint8
    assert (loaded == 255).all()


def test_an_rgb_array_passes_as_it_is():
    np.testing.assert_array_equal(load_image(scene()), scene())
    np.testing.assert_array_equal(load_image(scene()[:, ::-1]), scene()[:, ::-1])


@pytest.mark.parametrize(
    "dtype", [np.float32, np.float64, np.int32, np.int8, np.uint32, np.complex64, object]
)
def test_samples_of_unknown_range_are_refused(dtype):
    with pytest.raises(UnsupportedFormat, match="uint8"):
        load_image(np.zeros((5, 5, 3), dtype))


def test_nan_is_refused():
    with pytest.raises(UnsupportedFormat):
        load_image(np.full((5, 5, 3), np.nan))


@pytest.mark.parametrize("shape", [(5,), (5, 5, 2), (5, 5, 5), (1, 5, 5, 3), ()])
def test_arrays_that_are_no_pictures_are_refused(shape):
    with pytest.raises(UnsupportedFormat, match="shape"):
        load_image(np.zeros(shape, np.uint8))


@pytest.mark.parametrize("shape", [(0, 0), (0, 5, 3), (5, 0, 3)])
def test_empty_arrays_are_refused(shape):
    with pytest.raises(UnreadableImage):
        load_image(np.zeros(shape, np.uint8))


def test_other_sources_are_wrong_usage():
    for source in (None, 5, [[1, 2], [3, 4]], object()):
        with pytest.raises(TypeError):
            load_image(source)


def test_missing_paths_folders_and_empty_files(tmp_path):
    empty = tmp_path / "empty.jpg"
    empty.touch()
    for source in (tmp_path / "missing.jpg", tmp_path, empty, "", "nul\0character", b""):
        with pytest.raises(UnreadableImage):
            load_image(source)


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no named pipes here")
def test_pipes_and_devices_are_refused_without_waiting(tmp_path):
    pipe = tmp_path / "pipe.jpg"
    os.mkfifo(pipe)
    for source in (pipe, "/dev/zero"):
        with pytest.raises(UnreadableImage, match="plain file"):
            load_image(source)


def test_arrays_are_held_to_the_limits():
    with pytest.raises(LimitExceeded):
        load_image(np.zeros((10, 20_001), np.uint8))
    with pytest.raises(LimitExceeded):
        load_image(np.broadcast_to(np.uint8(0), (8_000, 8_000, 3)))
    with pytest.raises(LimitExceeded):
        load_image(np.zeros((10, 10, 3), np.uint8), limits=Limits(pixels=99))


def test_what_a_picture_says_of_itself_is_not_logged(caplog):
    """Pillow logs a TIFF's tags when the host listens to everything."""
    caplog.set_level(logging.DEBUG)
    tags = TiffImagePlugin.ImageFileDirectory_v2()
    tags[270] = "ERIKSSON L898902C3"
    file = io.BytesIO()
    Image.new("RGB", (40, 30)).save(file, "TIFF", tiffinfo=tags)
    caplog.clear()
    assert load_image(file.getvalue()).shape == (30, 40, 3)
    assert "ERIKSSON" not in caplog.text


def xmp(number, *, element):
    said = f"<tiff:Orientation>{number}</tiff:Orientation>" if element else f'tiff:Orientation="{number}"'
    return f'<x:xmpmeta xmlns:tiff="http://ns.adobe.com/tiff/1.0/">{said}</x:xmpmeta>'.encode()


def with_xmp(kind, packet, **options):
    if kind == "TIFF":
        return coded(scene(), kind, tiffinfo={700: packet})
    if kind != "PNG":
        return coded(scene(), kind, xmp=packet, **options)
    text = PngImagePlugin.PngInfo()
    text.add_itxt("XML:com.adobe.xmp", packet.decode())
    return coded(scene(), kind, pnginfo=text, **options)


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP", "TIFF", "AVIF"])
@pytest.mark.parametrize("element", [False, True])
def test_an_orientation_in_xmp_is_applied_where_exif_tells_none(kind, element):
    turned = load_image(with_xmp(kind, xmp(6, element=element)))
    expected = np.rot90(load_image(coded(scene(), kind)), -1)
    np.testing.assert_array_equal(turned, expected)
    exif = Image.Exif()
    exif[0x0112] = 3
    if kind not in ("TIFF", "AVIF"):  # Pillow writes one of the two there
        both = load_image(with_xmp(kind, xmp(6, element=element), exif=exif))
        np.testing.assert_array_equal(both, load_image(coded(scene(), kind))[::-1, ::-1])


@pytest.mark.parametrize("packed", [False, True])
def test_an_orientation_in_a_pngs_text_is_applied(packed):
    exif = Image.Exif()
    exif[0x0112] = 8
    held = exif.tobytes()
    text = PngImagePlugin.PngInfo()
    text.add_text("Raw profile type exif", f"\nexif\n{len(held):8}\n{held.hex()}\n", zip=packed)
    np.testing.assert_array_equal(load_image(coded(scene(), "PNG", pnginfo=text)), np.rot90(scene()))
    broken = PngImagePlugin.PngInfo()
    broken.add_text("Raw profile type exif", "\nexif\n 9\nno hex")
    np.testing.assert_array_equal(load_image(coded(scene(), "PNG", pnginfo=broken)), scene())


def test_a_gif_gives_its_first_frame():
    frames = [Image.fromarray(np.full((20, 30, 3), value, np.uint8)) for value in (10, 90, 200)]
    data = coded(frames[0], "GIF", save_all=True, append_images=frames[1:], comment=b"a comment")
    assert (load_image(data) == 10).all()
    picture = Image.fromarray(scene()).quantize(8)
    for interlaced in (0, 1):
        loaded = load_image(coded(picture, "GIF", interlace=interlaced))
        np.testing.assert_array_equal(loaded, np.asarray(picture.convert("RGB")))
    index = int(np.asarray(picture)[-1, -1])
    assert (load_image(coded(picture, "GIF", transparency=index))[-1, -1] == 255).all()


def test_an_avif_is_taken_upright_and_on_white():
    for kind, options in (("AVIF", {"quality": 95}), ("AVIF", {"quality": 95, "subsampling": "4:0:0"})):
        loaded = load_image(coded(scene(), kind, **options))
        assert loaded.shape == scene().shape
        if "subsampling" not in options:
            assert np.median(np.abs(loaded.astype(int) - scene())) <= 4
    exif = Image.Exif()
    exif[0x0112] = 6
    turned = load_image(coded(np.ascontiguousarray(np.rot90(scene())), "AVIF", quality=95, exif=exif))
    assert np.median(np.abs(turned.astype(int) - scene())) <= 4
    clear = np.dstack([scene(), np.zeros(scene().shape[:2], np.uint8)])
    assert (load_image(coded(clear, "AVIF", quality=95)) == 255).all()


def test_a_heic_is_taken():
    """Drawn and coded for this test: Pillow cannot write any."""
    data = Path(__file__).with_name("drawn.heic").read_bytes()
    difference = load_image(data).astype(int) - photograph()
    assert np.median(np.abs(difference)) <= 4


def test_without_the_extra_a_heic_says_what_to_install(monkeypatch):
    monkeypatch.setitem(sys.modules, "pi_heif", None)
    with pytest.raises(EngineMissing, match=r"docverify\[heic\]"):
        load_image(Path(__file__).with_name("drawn.heic"))


@pytest.mark.parametrize(("order", "prefix"), [("<", b"II*\0"), (">", b"MM\0*")])
def test_an_orientation_of_four_bytes_is_applied(order, prefix):
    entry = struct.pack(f"{order}HHII", 0x0112, 4, 1, 6)
    exif = prefix + struct.pack(f"{order}IH", 8, 1) + entry + bytes(4)
    turned = load_image(coded(scene(), "JPEG", quality=95, exif=b"Exif\0\0" + exif))
    assert turned.shape == (90, 60, 3)


@pytest.mark.parametrize("stray", [b"\0\0", b"stray bytes", b"\xff\xff\xff", b"\xff\0\xff\0"])
def test_stray_bytes_between_the_segments_of_a_jpeg_are_passed_over(stray):
    data = coded(scene(), "JPEG", comment=b"a comment")
    place = data.index(b"\xff\xfe")
    after = place + 2 + int.from_bytes(data[place + 2 : place + 4], "big")
    for at in (place, after):
        np.testing.assert_array_equal(load_image(data[:at] + stray + data[at:]), load_image(data))


def test_bytes_are_held_to_their_limit_too(tmp_path):
    data = b"\x89PNG" + bytes(2000)
    for coded in (data, bytearray(data), memoryview(data)):
        with pytest.raises(LimitExceeded, match="file_bytes"):
            load_image(coded, limits=Limits(file_bytes=2000))


def test_sixteen_bits_keep_their_high_byte():
    deep = np.array([[0x12FF, 0x00FE], [0xFF00, 0x8001]], np.uint16)
    assert load_image(deep)[..., 0].tolist() == [[0x12, 0x00], [0xFF, 0x80]]
