"""Files with several pages: a PDF gives one picture a page, every other file the one picture it is."""

import os
from collections.abc import Iterator
from typing import Any

import numpy as np
from numpy.typing import NDArray

from docverify.errors import EngineMissing, InputError, LimitExceeded, UnreadableImage
from docverify.imaging.limits import Limits
from docverify.imaging.load import load_image
from docverify.imaging.sources import BinaryFile, Coded, ImageSource, read_file, read_open

_DEFAULT_LIMITS = Limits()
_LONGER_SIDE = 2400
"""Pages are drawn this large, px: a capital of the MRZ on an A4 page comes out at about 20 px."""
_MOST_POINTS = 14_400
"""Largest side of a page that PDF 1.7 knows, in points."""


def load_pages(
    source: ImageSource, *, most_pages: int = 100, limits: Limits = _DEFAULT_LIMITS
) -> Iterator[NDArray[np.uint8]]:
    """Load the pages of a file one after the other.

    Args:
        source: as for `load_image`, or a PDF as path, bytes or open file (extra `pdf`).
        most_pages: of a PDF.
        limits: checked before anything is decoded.

    Yields:
        (H, W, 3) uint8 RGB, one a page; PDF pages are drawn with the longer side at 2,400 px.

    Raises:
        UnreadableImage: as for `load_image`; a PDF that is corrupt or locked by a password.
        LimitExceeded: larger than `limits`, or more pages than `most_pages`.
        UnsupportedFormat: another kind of file.
        EngineMissing: a PDF was given, and pypdfium2 is not installed.
    """
    if isinstance(source, BinaryFile):
        source = read_open(source, limits)
    if isinstance(source, (bytes, bytearray, memoryview)):
        yield from _pages(source, most_pages, limits)
        return
    if not isinstance(source, (str, os.PathLike)):
        yield load_image(source, limits=limits)
        return
    data = read_file(source, limits)
    try:
        yield from _pages(data, most_pages, limits)
    except InputError as problem:
        raise type(problem)(f"{os.fspath(source)}: {problem}") from problem


def _pages(source: Coded, most_pages: int, limits: Limits) -> Iterator[NDArray[np.uint8]]:
    if not bytes(source[:1024]).lstrip().startswith(b"%PDF-"):
        yield load_image(source, limits=limits)
        return
    limits.check_bytes(len(source))
    yield from _drawn(bytes(source), most_pages)


def _drawn(data: bytes, most_pages: int) -> Iterator[NDArray[np.uint8]]:
    try:
        import pypdfium2
    except ImportError as problem:
        raise EngineMissing("a PDF needs pypdfium2: pip install 'docverify[pdf]'") from problem
    try:
        document = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as problem:
        raise UnreadableImage("the PDF cannot be opened: it is corrupt or locked by a password") from problem
    try:
        if len(document) > most_pages:
            raise LimitExceeded(f"the PDF has more than {most_pages} pages: split it, or raise most_pages")
        for number in range(len(document)):
            yield _page(pypdfium2, document, number)
    finally:
        document.close()


def _page(pypdfium2: Any, document: Any, number: int) -> NDArray[np.uint8]:  # noqa: ANN401 - untyped library
    try:
        page = document[number]
        width, height = page.get_size()
        if not 0 < max(width, height) <= _MOST_POINTS:
            raise UnreadableImage(f"page {number + 1} of the PDF has no usable size: save it again")
        drawn = page.render(scale=_LONGER_SIDE / max(width, height), rev_byteorder=True, draw_annots=True)
    except pypdfium2.PdfiumError as problem:
        raise UnreadableImage(f"page {number + 1} of the PDF cannot be drawn: save it again") from problem
    return load_image(np.ascontiguousarray(drawn.to_numpy()[..., :3]))
