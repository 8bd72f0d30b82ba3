"""What a picture may be handed over as, and the bytes of those that are read."""

import os
import re
import stat
from pathlib import Path
from typing import Protocol, runtime_checkable

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from docverify.errors import UnreadableImage
from docverify.imaging.limits import Limits


@runtime_checkable
class BinaryFile(Protocol):
    """A file that gives bytes: `open(…, "rb")`, `io.BytesIO`, an upload's `.file`."""

    def read(self, size: int, /) -> bytes:
        """At most `size` bytes from where it stands; none at its end."""
        ...


Coded = bytes | bytearray | memoryview
"""The bytes of an image file."""
ImageSource = str | os.PathLike[str] | Coded | BinaryFile | NDArray[np.generic] | Image.Image
"""What `load_image` takes: a path, the bytes of an image file, an open file, pixels, or Pillow's picture."""

_URL = re.compile(r"(https?|ftp|data|file):", re.IGNORECASE)
_MRZ = re.compile(r".*(<<|\n)", re.DOTALL)
_BASE64 = re.compile(r"[A-Za-z0-9+/=\s]{100,}")
"""No picture has fewer characters in Base64; a path this long has other characters among them."""


def read_file(source: str | os.PathLike[str], limits: Limits) -> bytes:
    """Read a plain file, but not a byte more than shows that it is too large.

    Raises:
        UnreadableImage: no such file, or not a plain one.
        LimitExceeded: larger than `limits`.
        TypeError: it is a URL, a picture in Base64, or an MRZ.
    """
    _refuse_text(source)
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


def read_open(file: BinaryFile, limits: Limits) -> bytes:
    """Read an open file from where it stands to its end, but not much more than shows that it is too large.

    Raises:
        UnreadableImage: nothing is left to read, or reading fails.
        LimitExceeded: larger than `limits`.
        TypeError: it gives no bytes.
    """
    data = bytearray()
    while len(data) <= limits.file_bytes:
        try:
            part: object = file.read(limits.file_bytes + 1 - len(data))
        except (OSError, ValueError) as problem:  # ValueError: it was closed
            raise UnreadableImage(
                "the open file cannot be read: hand over the bytes or the path"
            ) from problem
        if not isinstance(part, (bytes, bytearray, memoryview)):
            _close(part)
            raise TypeError(
                f"the file gives {type(part).__name__}, not bytes: open it with 'rb'; of an upload "
                "whose read() is awaited hand over .file"
            )
        if not part:
            break
        data += part
    if not data:
        raise UnreadableImage("nothing is left to read in the open file: seek(0) before handing it over")
    limits.check_bytes(len(data))
    return bytes(data)


def _close(part: object) -> None:
    """Close a coroutine that nobody will await, so that Python does not warn of it."""
    close = getattr(part, "close", None)
    if close is not None:
        close()


def _refuse_text(source: str | os.PathLike[str]) -> None:
    text = os.fspath(source)
    if _URL.match(text):
        raise TypeError("a URL is not opened: fetch it yourself, and hand over the bytes")
    if _MRZ.match(text):
        raise TypeError("this looks like text, not like a path: parse_mrz takes the text of an MRZ")
    if _BASE64.fullmatch(text) and not os.path.exists(text):  # noqa: PTH110 - Path.exists raises if too long
        raise TypeError("this looks like Base64, not like a path: hand over base64.b64decode(…)")
