"""The one gate: a path, bytes, an open file, or pixels in, an RGB array out, or a typed error."""

import os
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from docverify.errors import InputError
from docverify.imaging.convert import rgb_from_array
from docverify.imaging.decode import decode, decode_opened
from docverify.imaging.limits import Limits
from docverify.imaging.sources import BinaryFile, ImageSource, read_file, read_open

_DEFAULT_LIMITS = Limits()


def load_image(
    source: ImageSource, *, bgr: bool = False, limits: Limits = _DEFAULT_LIMITS
) -> NDArray[np.uint8]:
    """Load a picture as RGB, upright, whole, or not at all.

    Arrays are RGB; what `cv2.imread` and `cv2.VideoCapture` give is BGR and needs `bgr=True`: nothing in the
    pixels tells the two apart, and faces are compared worse in wrong colours.

    Coded pictures are JPEG, PNG, TIFF, WebP, BMP, GIF, AVIF, JPEG 2000 or, with the extra `heic`, HEIC, known
    by their content, not by their name. The orientation that EXIF tells is applied, or else XMP's; 16-bit
    samples keep their high byte; palettes, CMYK and grey become RGB; what is transparent lies on white;
    colour profiles are ignored. Of several pages or frames the first is taken, and the others are not looked
    at.

    Truncated files are refused. Damage inside a file is found where the format allows: PNG by its checksums
    and the number of its rows, JPEG where the data of a scan end before the picture does, faxes where their
    data are missing, others where their decoder stumbles. Flipped bits that still decode (JPEG, BMP and
    uncompressed TIFF carry no checksum) cannot be told from a picture.

    Every file within the default limits costs at most about three seconds of a processor and 800 MB. AVIF and
    HEIC, whose decoders are those of films, are drawn in a process of their own.

    Args:
        source: a path; the file's bytes; a binary file, read from where it stands to its end, where it is
            left (not closed); a picture of Pillow's, turned upright by its EXIF entry as its file would be;
            or pixels, (H, W), (H, W, 1), (H, W, 3) RGB or (H, W, 4) RGBA with straight alpha, as uint8,
            uint16 (full range) or bool. URLs and Base64 are refused.
        bgr: the array's channels stand in the order blue, green, red (and alpha).
        limits: checked before anything is decoded; arrays are held to them too.

    Returns:
        (H, W, 3) uint8 RGB, C-contiguous. It may share memory with an array that was handed in.

    Raises:
        UnreadableImage: no such file, not a plain file, empty, no image, truncated or corrupt.
        LimitExceeded: larger than `limits`.
        UnsupportedFormat: another kind of image file, of pixels (float or 32-bit samples), or of array.
        EngineMissing: a HEIC was given, and pi-heif is not installed.
        InputError: `bgr` was said of anything but an array, or `limits` are none.
        TypeError: `source` is none of the above.
    """
    if not isinstance(limits, Limits):
        raise InputError(f"limits is a {type(limits).__name__}: pass Limits(…)")
    if isinstance(source, np.ndarray):
        return rgb_from_array(source, limits, bgr=bgr)
    if bgr:
        raise InputError("bgr=True is for arrays alone: files and Pillow's pictures say what they hold")
    if isinstance(source, Image.Image):
        return decode_opened(source, limits)
    if isinstance(source, (bytes, bytearray, memoryview)):
        data = bytes(source)
        limits.check_bytes(len(data))
        return decode(data, limits)
    if isinstance(source, (str, os.PathLike)):
        path, data = Path(source), read_file(source, limits)
        try:
            return decode(data, limits)
        except InputError as problem:
            raise type(problem)(f"{path}: {problem}") from problem
    if isinstance(source, BinaryFile):
        return decode(read_open(source, limits), limits)
    raise TypeError(
        f"a picture is a path, bytes, a binary file or a numpy array, not {type(source).__name__}"
    )
