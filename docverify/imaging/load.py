"""The one gate: a path, bytes or an array in, an RGB array out, or a typed error."""

import os
import stat
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from docverify.errors import InputError, UnreadableImage
from docverify.imaging.convert import rgb_from_array
from docverify.imaging.decode import decode
from docverify.imaging.limits import Limits

ImageSource = str | os.PathLike[str] | bytes | bytearray | memoryview | NDArray[np.generic]
"""What `load_image` takes: a path, the bytes of an image file, or an array of pixels."""

_DEFAULT_LIMITS = Limits()


def load_image(source: ImageSource, *, limits: Limits = _DEFAULT_LIMITS) -> NDArray[np.uint8]:
    """Load a picture as RGB, upright, whole, or not at all.

    Coded pictures are JPEG, PNG, TIFF, WebP, BMP or JPEG 2000, known by their content, not by their name. The
    EXIF orientation is applied; 16-bit samples keep their high byte; palettes, CMYK and grey become RGB; what
    is transparent lies on white; colour profiles are ignored. Of several pages or frames the first is taken,
    and the others are not looked at.

    Truncated files are refused. Damage inside a file is found where the format allows: PNG by its checksums,
    JPEG where the coded data ends before the picture does, others where their decoder stumbles. Flipped bits
    that still decode (JPEG, BMP and uncompressed TIFF carry no checksum) cannot be told from a picture.

    Args:
        source: a path; the file's bytes; or pixels, (H, W), (H, W, 1), (H, W, 3) RGB or (H, W, 4) RGBA with
            straight alpha, as uint8, uint16 (full range) or bool.
        limits: checked before anything is decoded; arrays are held to them too.

    Returns:
        (H, W, 3) uint8 RGB, C-contiguous. It may share memory with an array that was handed in.

    Raises:
        UnreadableImage: no such file, not a plain file, empty, no image, truncated or corrupt.
        LimitExceeded: larger than `limits`.
        UnsupportedFormat: another kind of image file, of pixels (float or 32-bit samples), or of array.
        TypeError: `source` is none of the above.
    """
    if isinstance(source, np.ndarray):
        return rgb_from_array(source, limits)
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
    raise TypeError(f"a picture is a path, bytes or a numpy array, not {type(source).__name__}")


def read_file(source: str | os.PathLike[str], limits: Limits) -> bytes:
    """Read a plain file, but not a byte more than shows that it is too large.

    Raises:
        UnreadableImage: no such file, or not a plain one.
        LimitExceeded: larger than `limits`.
    """
    path = Path(source)
    try:
        kind = path.stat().st_mode
        if stat.S_ISDIR(kind):
            raise UnreadableImage(f"{path} is a folder: name a picture in it")
        if not stat.S_ISREG(kind):  # reading a pipe or a device may wait for ever
            raise UnreadableImage(f"{path} is not a plain file: copy the picture into one")
        with path.open("rb") as file:
            data = file.read(limits.file_bytes + 1)
    except (OSError, ValueError) as problem:  # ValueError: a path with a null character
        if isinstance(problem, UnreadableImage):
            raise
        reason = getattr(problem, "strerror", None) or "not a valid path"
        raise UnreadableImage(f"{path} cannot be read: {reason}") from problem
    limits.check_bytes(len(data))
    return data
