"""Coded bytes to pixels: the kind is told by content, the size checked first, and nothing is half decoded."""

import io
import logging
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import partial

import cv2
import numpy as np
from numpy.typing import NDArray
from PIL import (
    BmpImagePlugin,
    GifImagePlugin,
    Image,
    ImageFile,
    Jpeg2KImagePlugin,
    JpegImagePlugin,
    PngImagePlugin,
    TiffImagePlugin,
    WebPImagePlugin,
)

from docverify.errors import DocverifyError, LimitExceeded, UnreadableImage, UnsupportedFormat
from docverify.imaging import jpeg2000, structure, tiff
from docverify.imaging.apart import drawn_apart
from docverify.imaging.convert import over_white, rgb_from_pillow
from docverify.imaging.exif import orientation_told, turned
from docverify.imaging.gif import first_frame
from docverify.imaging.jpeg import Jpeg, may_be_short
from docverify.imaging.limits import Limits
from docverify.imaging.webp import WebP

# Pillow logs what tags say, names included, where the host listens to everything.
logging.getLogger("PIL").setLevel(logging.CRITICAL)

_STRIP = 256  # rows that are compared at once
_MANY_PAGES = 12  # times as many pixels as one page may have, all may have
_ARITHMETIC = 25  # times as long as others a scan in arithmetic codes takes, at its worst
Pixels = NDArray[np.uint8]
Reader = Callable[[io.BytesIO], ImageFile.ImageFile]
Check = Callable[[bytes, Limits], None]


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of file, and how it becomes (H, W, 3) uint8 RGB."""

    name: str
    decode: Callable[[bytes, Limits], Pixels]


def decode(data: bytes, limits: Limits) -> Pixels:
    """Decode the bytes of an image file; see `load_image` for what comes out and what is raised."""
    if not data:
        raise UnreadableImage("the file is empty: send the picture again")
    kind = _kind(data)
    try:
        return np.ascontiguousarray(kind.decode(data, limits))
    except DocverifyError:
        raise
    except Exception as problem:  # decoders meet hostile bytes: whatever they stumble on means the same
        raise UnreadableImage(
            f"this {kind.name} is truncated or corrupt: send the picture again"
        ) from problem


def decode_opened(picture: Image.Image, limits: Limits) -> Pixels:
    """The pixels of a picture that Pillow has opened or made; see `load_image`."""
    if getattr(picture, "tile", None) and picture.format not in _OPENED:
        raise UnsupportedFormat(
            f"pictures that Pillow opened as {picture.format} are not drawn here: call its load() before"
        )
    try:
        limits.check_size(*picture.size)
        if isinstance(picture, TiffImagePlugin.TiffImageFile):
            limits.check_size(*(picture.tag_v2.get(tag, 1) for tag in tiff.TILE))
        return np.ascontiguousarray(_drawn(picture))
    except DocverifyError:
        raise
    except Exception as problem:  # its file may be hostile, as above
        raise UnreadableImage("Pillow cannot draw this picture: send it again") from problem


def is_picture(data: bytes) -> bool:
    """Whether the first bytes are those of a picture that is known here."""
    return _known(data) is not None


def tiff_pages(data: bytes, limits: Limits, pages: Iterable[tuple[int, tiff.Directory]]) -> Iterator[Pixels]:
    """The pixels of some pages of a TIFF, by their numbers; see `load_pages`."""
    picture: TiffImagePlugin.TiffImageFile | None = None
    spent = 0
    for number, page in pages:
        page.check(limits)
        spent += page.pixels
        if spent > _MANY_PAGES * limits.pixels:
            raise LimitExceeded(
                f"the TIFF's pages together have more than {_MANY_PAGES} × {limits.pixels:,} pixels: "
                "split it, or raise Limits.pixels"
            )
        try:
            picture = picture or TiffImagePlugin.TiffImageFile(io.BytesIO(data))
            picture.seek(number)
            pixels = np.ascontiguousarray(_drawn(picture))
        except Exception as problem:  # as above
            raise UnreadableImage(f"page {number + 1} of the TIFF is corrupt: send it again") from problem
        yield pixels


def _drawn(picture: Image.Image) -> Pixels:
    picture.load()  # turns a TIFF upright by itself
    upright = isinstance(picture, TiffImagePlugin.TiffImageFile)
    return turned(rgb_from_pillow(picture), 1 if upright else orientation_told(picture.info))


def _pillow(reader: Reader, check: Check, data: bytes, limits: Limits) -> Pixels:
    # Readers are called by themselves: `PIL.Image.open` guesses among all formats, and has its own limit.
    check(data, limits)
    picture = reader(io.BytesIO(data))
    limits.check_size(*picture.size)
    return _drawn(picture)


def _png(data: bytes, limits: Limits) -> Pixels:
    picture = PngImagePlugin.PngImageFile(io.BytesIO(structure.png_to_draw(data, limits)))
    picture.load()
    structure.check_png_rows(data, picture)
    return _drawn(picture)


def _webp(data: bytes, limits: Limits) -> Pixels:
    webp = WebP.whole(data, limits)
    if webp.animated:
        pixels = rgb_from_pillow(WebPImagePlugin.WebPImageFile(io.BytesIO(data)))
    else:
        # The same libwebp as Pillow's, which draws every picture as if it were a film's frame.
        drawn = np.asarray(cv2.imdecode(np.frombuffer(data, np.uint8), cv2.IMREAD_UNCHANGED), np.uint8)
        limits.check_size(drawn.shape[1], drawn.shape[0])
        turn = cv2.COLOR_BGRA2RGBA if drawn.shape[2] == 4 else cv2.COLOR_BGR2RGB
        drawn = np.asarray(cv2.cvtColor(drawn, turn, drawn), np.uint8)
        pixels = over_white(drawn) if drawn.shape[2] == 4 else drawn
    return turned(pixels, webp.orientation)


def _gif(data: bytes, limits: Limits) -> Pixels:
    return _drawn(GifImagePlugin.GifImageFile(io.BytesIO(first_frame(data, limits))))


def _apart(kind: str, data: bytes, limits: Limits) -> Pixels:
    (picture,) = drawn_apart(data, kind, limits=limits)
    return picture


def _jpeg(data: bytes, limits: Limits) -> Pixels:
    jpeg = Jpeg.whole(data, limits)
    coded = jpeg.picture
    header = JpegImagePlugin.JpegImageFile(io.BytesIO(coded))
    limits.check_size(*header.size)
    limits.check_work(jpeg.scans * (_ARITHMETIC if jpeg.arithmetic else 1), *header.size)
    if jpeg.scans > 1:  # all coefficients are held until the last has come
        limits.check_decoded(16 * len(header.getbands()), *header.size)
    if header.mode == "CMYK":
        pixels = rgb_from_pillow(_opened(coded))
    else:
        # The same libjpeg-turbo as Pillow's, without the detour over four-byte pixels: half the time.
        flags = cv2.IMREAD_COLOR_RGB | cv2.IMREAD_IGNORE_ORIENTATION
        pixels = np.asarray(cv2.imdecode(np.frombuffer(coded, np.uint8), flags), np.uint8)
    if _ends_early(jpeg, coded, pixels):
        raise UnreadableImage("the JPEG's data ends before its picture does: send the picture again")
    return turned(pixels, jpeg.orientation)


def _ends_early(jpeg: Jpeg, coded: bytes, pixels: Pixels) -> bool:
    """Whether more coded data would change the picture."""
    if jpeg.scans == 1:
        return may_be_short(pixels) and _thumbnail(coded) != _thumbnail(jpeg.continued())
    # The last scan may bring details alone: all must be drawn to miss them, by Pillow, which is silent where
    # it meets more data than it needs, and whose libjpeg may be another.
    more = _opened(jpeg.continued())
    return not _same(more, Image.fromarray(pixels)) and not _same(more, _opened(coded))


def _opened(data: bytes) -> Image.Image:
    picture = JpegImagePlugin.JpegImageFile(io.BytesIO(data))
    picture.load()
    return picture


def _same(picture: Image.Image, other: Image.Image) -> bool:
    """Whether two pictures show the same, compared strip by strip, since they are large."""
    width, height = picture.size
    strips = [(0, top, width, min(height, top + _STRIP)) for top in range(0, height, _STRIP)]
    return all(
        np.array_equal(rgb_from_pillow(picture.crop(strip)), rgb_from_pillow(other.crop(strip)))
        for strip in strips
    )


def _thumbnail(data: bytes) -> bytes:
    """Draw a JPEG in grey and an eighth as large, which is quick."""
    picture = JpegImagePlugin.JpegImageFile(io.BytesIO(data))
    picture.draft("L", (max(1, picture.width // 8), max(1, picture.height // 8)))
    return picture.tobytes()


_TIFF = Kind("TIFF", partial(_pillow, TiffImagePlugin.TiffImageFile, tiff.check))
_JPEG_2000 = Kind("JPEG 2000", partial(_pillow, Jpeg2KImagePlugin.Jpeg2KImageFile, jpeg2000.check))
_WEBP = Kind("WebP", _webp)
_AVIF = Kind("AVIF", partial(_apart, "AVIF"))
_HEIC = Kind("HEIC", partial(_apart, "HEIC"))
_KINDS: tuple[tuple[bytes, Kind], ...] = (
    (b"\xff\xd8\xff", Kind("JPEG", _jpeg)),
    (b"\x89PNG\r\n\x1a\n", Kind("PNG", _png)),
    *((magic, _TIFF) for magic in tiff.MAGIC),
    (b"GIF87a", Kind("GIF", _gif)),
    (b"GIF89a", Kind("GIF", _gif)),
    (b"BM", Kind("BMP", partial(_pillow, BmpImagePlugin.BmpImageFile, structure.check_bmp))),
    (b"\0\0\0\x0cjP  \r\n\x87\n", _JPEG_2000),
    (b"\xff\x4f\xff\x51", _JPEG_2000),
)
# Brands of ISO media files (ISO/IEC 23000-22, and AV1's): a picture says of which kind it is in any of them.
_BRANDS: tuple[tuple[frozenset[bytes], Kind], ...] = (
    (frozenset({b"avif", b"avis"}), _AVIF),
    (frozenset({b"heic", b"heix", b"heim", b"heis", b"hevc", b"hevx", b"mif1"}), _HEIC),
)
_NOT_TAKEN: tuple[tuple[int, bytes, str], ...] = (
    (0, b"%PDF", "a PDF"),
    (0, b"8BPS", "a Photoshop file"),
    (4, b"ftyp", "a film or another ISO media file"),
)
_OPENED = {"JPEG", "MPO", "PNG", "TIFF", "WEBP", "BMP", "DIB", "GIF", "AVIF", "JPEG2000", "PPM"}
"""What Pillow draws by itself, without another program and in bounded time."""
_TAKEN = "JPEG, PNG, TIFF, WebP, BMP, GIF, AVIF, HEIC or JPEG 2000"
_ADVICE = {
    b"%PDF": "load_pages (docverify.imaging) draws its pages, one picture each; it needs the extra, "
    "pip install 'docverify[pdf]'"
}
_MOST_BRANDS = 64


def _kind(data: bytes) -> Kind:
    known = _known(data)
    if known is not None:
        return known
    for place, magic, name in _NOT_TAKEN:
        if data.startswith(magic, place):
            advice = _ADVICE.get(magic, f"convert it to {_TAKEN}")
            raise UnsupportedFormat(f"this is {name}, whatever its name says: {advice}")
    raise UnreadableImage(f"this is no picture that is known here: send {_TAKEN}")


def _known(data: bytes) -> Kind | None:
    if data.startswith(b"RIFF") and data[8:12] == b"WEBP":
        return _WEBP
    for magic, kind in _KINDS:
        if data.startswith(magic):
            return kind
    if data[4:8] == b"ftyp":
        box = data[8 : min(int.from_bytes(data[:4], "big"), 4 * _MOST_BRANDS)]
        said = {box[place : place + 4] for place in range(0, len(box), 4)}
        for brands, kind in _BRANDS:
            if said & brands:
                return kind
    return None
