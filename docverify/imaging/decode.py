"""Coded bytes to pixels: the kind is told by content, the size checked first, and nothing is half decoded."""

import io
import logging
from collections.abc import Callable

import cv2
import numpy as np
from numpy.typing import NDArray
from PIL import (
    BmpImagePlugin,
    Image,
    ImageFile,
    Jpeg2KImagePlugin,
    JpegImagePlugin,
    PngImagePlugin,
    TiffImagePlugin,
    WebPImagePlugin,
)

from docverify.errors import DocverifyError, UnreadableImage, UnsupportedFormat
from docverify.imaging import structure
from docverify.imaging.convert import rgb_from_pillow
from docverify.imaging.exif import upright
from docverify.imaging.jpeg import Jpeg, may_be_short
from docverify.imaging.limits import Limits

# Pillow logs what tags say, names included, where the host listens to everything.
logging.getLogger("PIL").setLevel(logging.CRITICAL)

Reader = Callable[[io.BytesIO], ImageFile.ImageFile]

# Readers are called by themselves: `PIL.Image.open` guesses among all formats, and has a limit of its own.
_KINDS: tuple[tuple[bytes, str, Reader], ...] = (
    (b"\xff\xd8\xff", "JPEG", JpegImagePlugin.JpegImageFile),
    (b"\x89PNG\r\n\x1a\n", "PNG", PngImagePlugin.PngImageFile),
    (b"II*\0", "TIFF", TiffImagePlugin.TiffImageFile),
    (b"MM\0*", "TIFF", TiffImagePlugin.TiffImageFile),
    (b"II+\0", "TIFF", TiffImagePlugin.TiffImageFile),
    (b"MM\0+", "TIFF", TiffImagePlugin.TiffImageFile),
    (b"RIFF", "WebP", WebPImagePlugin.WebPImageFile),
    (b"BM", "BMP", BmpImagePlugin.BmpImageFile),
    (b"\0\0\0\x0cjP  \r\n\x87\n", "JPEG 2000", Jpeg2KImagePlugin.Jpeg2KImageFile),
    (b"\xff\x4f\xff\x51", "JPEG 2000", Jpeg2KImagePlugin.Jpeg2KImageFile),
)

_NOT_TAKEN: tuple[tuple[int, bytes, str], ...] = (
    (0, b"GIF8", "a GIF"),
    (0, b"%PDF", "a PDF"),
    (0, b"8BPS", "a Photoshop file"),
    (4, b"ftypavif", "an AVIF"),
    (4, b"ftyp", "a HEIC or another ISO media file"),
)

_ADVICE = {
    b"%PDF": "load_pages (docverify.imaging) draws its pages, one picture each; it needs the extra, "
    "pip install 'docverify[pdf]'"
}

_TILE_WIDTH, _TILE_LENGTH = 322, 323


def decode(data: bytes, limits: Limits) -> NDArray[np.uint8]:
    """Decode the bytes of an image file; see `load_image` for what comes out and what is raised."""
    if not data:
        raise UnreadableImage("the file is empty: send the picture again")
    kind, reader = _kind(data)
    try:
        return _decode(data, kind, reader, limits)
    except DocverifyError:
        raise
    except Exception as problem:  # decoders meet hostile bytes: whatever they stumble on means the same
        raise UnreadableImage(f"this {kind} is truncated or corrupt: send the picture again") from problem


def _kind(data: bytes) -> tuple[str, Reader]:
    for magic, kind, reader in _KINDS:
        if data.startswith(magic) and (kind != "WebP" or data[8:12] == b"WEBP"):
            return kind, reader
    for place, magic, name in _NOT_TAKEN:
        if data.startswith(magic, place):
            advice = _ADVICE.get(magic, "convert it to JPEG, PNG, TIFF, WebP, BMP or JPEG 2000")
            raise UnsupportedFormat(f"this is {name}, whatever its name says: {advice}")
    raise UnreadableImage(
        "this is no picture that is known here: send JPEG, PNG, TIFF, WebP, BMP or JPEG 2000"
    )


def _decode(data: bytes, kind: str, reader: Reader, limits: Limits) -> NDArray[np.uint8]:
    if kind == "JPEG":
        return _decode_jpeg(Jpeg.whole(data, limits), limits)
    structure.check(data, kind, limits)
    return _drawn(reader(io.BytesIO(data)), limits)


def decode_opened(picture: Image.Image, limits: Limits) -> NDArray[np.uint8]:
    """The pixels of a picture that Pillow has opened or made; see `load_image`."""
    try:
        return _drawn(picture, limits)
    except DocverifyError:
        raise
    except Exception as problem:  # its file may be hostile, as above
        raise UnreadableImage("Pillow cannot draw this picture: send it again") from problem


def _drawn(picture: Image.Image, limits: Limits) -> NDArray[np.uint8]:
    limits.check_size(*picture.size)
    if isinstance(picture, TiffImagePlugin.TiffImageFile):
        # A tile is decoded whole, however little of it the picture needs.
        limits.check_size(*(picture.tag_v2.get(tag, 1) for tag in (_TILE_WIDTH, _TILE_LENGTH)))
    picture.load()  # turns a TIFF upright by itself
    tiff = isinstance(picture, TiffImagePlugin.TiffImageFile)
    exif = b"" if tiff else picture.info.get("exif", b"").removeprefix(b"Exif\0\0")
    return np.ascontiguousarray(upright(rgb_from_pillow(picture), exif))


def _decode_jpeg(jpeg: Jpeg, limits: Limits) -> NDArray[np.uint8]:
    header = JpegImagePlugin.JpegImageFile(io.BytesIO(jpeg.picture))
    limits.check_size(*header.size)
    limits.check_work(jpeg.scans, *header.size)
    if header.mode == "CMYK":
        pixels = rgb_from_pillow(header)
    else:
        # The same libjpeg-turbo as Pillow's, without the detour over four-byte pixels: half the time.
        coded = np.frombuffer(jpeg.picture, np.uint8)
        drawn = np.asarray(cv2.imdecode(coded, cv2.IMREAD_COLOR | cv2.IMREAD_IGNORE_ORIENTATION), np.uint8)
        pixels = np.asarray(cv2.cvtColor(drawn, cv2.COLOR_BGR2RGB, drawn), np.uint8)
    if _ends_early(jpeg, pixels):
        raise UnreadableImage("the JPEG's data ends before its picture does: send the picture again")
    return np.ascontiguousarray(upright(pixels, jpeg.exif))


def _ends_early(jpeg: Jpeg, pixels: NDArray[np.uint8]) -> bool:
    """Whether more coded data would change the picture."""
    if not jpeg.progressive and not may_be_short(pixels):
        return False
    shrink = 1 if jpeg.progressive else 8  # its last pass brings details: all must be drawn to miss them
    return _grey(jpeg.picture, shrink) != _grey(jpeg.continued(), shrink)


def _grey(data: bytes, shrink: int) -> bytes:
    """Draw a JPEG in grey, smaller by some power of two, which is quick, and by Pillow, which is silent."""
    picture = JpegImagePlugin.JpegImageFile(io.BytesIO(data))
    picture.draft("L", (max(1, picture.width // shrink), max(1, picture.height // shrink)))
    return picture.tobytes()
