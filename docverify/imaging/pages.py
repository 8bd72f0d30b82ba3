"""Files with several pages: a PDF and a TIFF give one picture a page, every other file the one it is."""

import os
from collections.abc import Iterator
from typing import Final

import numpy as np
from numpy.typing import NDArray

from docverify.errors import InputError, LimitExceeded
from docverify.imaging import tiff
from docverify.imaging.apart import drawn_apart
from docverify.imaging.decode import is_picture, tiff_pages
from docverify.imaging.limits import Limits
from docverify.imaging.load import load_image
from docverify.imaging.sources import BinaryFile, ImageSource, read_file, read_open

_DEFAULT_LIMITS = Limits()
_LONGER_SIDE: Final = 2400
"""Pages are drawn this large, px: a capital of the MRZ on an A4 page comes out at about 20 px."""
_PDF: Final = b"%PDF-"
_WITHIN: Final = 1024  # bytes in which a PDF must say that it is one (PDF 1.7, implementation note 13)


def load_pages(
    source: ImageSource, *, most_pages: int = 100, limits: Limits = _DEFAULT_LIMITS
) -> Iterator[NDArray[np.uint8]]:
    """Load the pages of a file one after the other.

    Pages of a PDF are programs, which may be hostile: they are drawn in a process of their own, which ends
    when it has used up `limits.seconds` or `limits.memory` (on Windows time alone is held). Smaller copies of
    a page within a TIFF are left out; its pages together may have twelve times `limits.pixels`.

    Args:
        source: as for `load_image`, or a PDF as path, bytes or open file (extra `pdf`).
        most_pages: of a PDF or TIFF.
        limits: how large the file and each page may be, and what drawing it may cost.

    Yields:
        (H, W, 3) uint8 RGB, one a page; PDF pages are drawn with the longer side at 2,400 px.

    Raises:
        UnreadableImage: as for `load_image`; a PDF that is corrupt or locked by a password.
        LimitExceeded: larger or dearer than `limits`, or more pages than `most_pages`.
        UnsupportedFormat: another kind of file.
        EngineMissing: a PDF was given, and pypdfium2 is not installed.
        InputError: `most_pages` is no whole number from 1, or `limits` are none.
        TypeError: `source` is nothing of the above.
    """
    if type(most_pages) is not int or most_pages < 1:
        raise InputError(f"most_pages is {most_pages!r}: pass a whole number from 1")
    if not isinstance(limits, Limits):
        raise InputError(f"limits is a {type(limits).__name__}: pass Limits(…)")
    return _pages_of(source, most_pages, limits)


def _pages_of(source: ImageSource, most_pages: int, limits: Limits) -> Iterator[NDArray[np.uint8]]:
    if isinstance(source, BinaryFile):
        source = read_open(source, limits)
    if isinstance(source, (bytes, bytearray, memoryview)):
        limits.check_bytes(len(source))
        yield from _pages(bytes(source), most_pages, limits)
        return
    if not isinstance(source, (str, os.PathLike)):
        yield load_image(source, limits=limits)
        return
    data = read_file(source, limits)
    try:
        yield from _pages(data, most_pages, limits)
    except InputError as problem:
        raise type(problem)(f"{os.fspath(source)}: {problem}") from problem


def _pages(data: bytes, most_pages: int, limits: Limits) -> Iterator[NDArray[np.uint8]]:
    if data.startswith(tiff.MAGIC):
        pages = tiff.pages(data, most_pages)
        if len(pages) > most_pages:
            raise LimitExceeded(f"the TIFF has more than {most_pages} pages: split it, or raise most_pages")
        yield from tiff_pages(data, limits, pages)
    elif not is_picture(data) and _PDF in data[:_WITHIN]:
        yield from drawn_apart(data, "PDF", limits=limits, most_pages=most_pages, longer_side=_LONGER_SIDE)
    else:
        yield load_image(data, limits=limits)
