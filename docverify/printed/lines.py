"""A view of a page to the lines that are printed on it."""

import re
from collections.abc import Callable, Iterator

import numpy as np
from numpy.typing import NDArray

from docverify.evidence.printed import PrintedLine
from docverify.printed import thresholds
from docverify.printed.engines import PrintReader, find_with, read_with
from docverify.printed.found import Found
from docverify.printed.recognise import APART
from docverify.printed.view import View

Wanted = Callable[[NDArray[np.float64]], bool]
"""Whether what stands at a place (2,) of the page, mm, is of interest."""


def printed_lines(
    picture: NDArray[np.uint8], view: View, reader: PrintReader, *, wanted: Wanted
) -> Iterator[tuple[PrintedLine, ...]]:
    """Read a page, the larger print first: values are larger than their labels, and may be all that is asked.

    Args:
        picture: (H, W, 3) uint8 RGB.
        view: of the page in it.
        reader: finds and reads.
        wanted: what is of interest by its place; what is beneath it is not read.

    Yields:
        Lines of the larger print, then of the rest.

    Raises:
        EngineFailed: the reader broke, or what it gave is not what readers of print give.
    """
    found = [one for one in find_with(reader, view) if _is_text(one, view)]
    found = [one for one in found if wanted(view.millimetres((one.left + one.right) / 2))]
    found = sorted(found, key=lambda one: -one.capital)[: thresholds.MOST_FOUND]
    large = thresholds.LARGE * view.scale
    for group in (
        [one for one in found if one.capital >= large],
        [one for one in found if one.capital < large],
    ):
        if group:
            yield tuple(_read(picture, view, reader, group))


def _read(
    picture: NDArray[np.uint8], view: View, reader: PrintReader, found: list[Found]
) -> Iterator[PrintedLine]:
    told = read_with(reader, picture, view, found)
    for line, (text, chances, others) in zip(found, told, strict=True):
        for first, last in _columns(text):
            part = _part(line, first / len(text), last / len(text))
            corners = part.corners(above=0.5, beside=0)
            left, top, right, bottom = (
                view.millimetres(np.stack([corners.min(0), corners.max(0)])).ravel().tolist()
            )
            yield PrintedLine(
                text[first:last],
                chances[first:last],
                (left, top, right, bottom),
                view.picture(corners),
                others[first:last],
            )


def _columns(text: str) -> Iterator[tuple[int, int]]:
    """First and last character, not included, of what stands apart."""
    yield from (match.span() for match in re.finditer(f"[^{APART}]+", text))


def _part(line: Found, first: float, last: float) -> Found:
    """The part of a line between two shares of its length."""
    along = line.right - line.left
    return Found(line.left + along * first, line.left + along * last, line.capital)


def _is_text(line: Found, view: View) -> bool:
    return thresholds.SMALLEST <= line.capital / view.scale <= thresholds.LARGEST
