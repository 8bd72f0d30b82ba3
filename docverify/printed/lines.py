"""A view of a page to the lines that are printed on it."""

import re
from collections.abc import Callable, Iterator, Sequence
from itertools import chain
from typing import NamedTuple

import cv2
import numpy as np
from numpy.typing import NDArray

from docverify.evidence.printed import PrintedLine
from docverify.printed import thresholds
from docverify.printed.engines import PrintReader, find_with, looks_with
from docverify.printed.found import Found
from docverify.printed.recognise import APART, Said
from docverify.printed.view import View, turned

Wanted = Callable[[NDArray[np.float64]], bool]
"""Whether what stands at a place (2,) of the page, mm, is of interest."""


class Look(NamedTuple):
    """What a page says at one look.

    Attributes:
        lines: those that were read.
        whole: whether all were; else the larger print alone, without most captions.
    """

    lines: tuple[PrintedLine, ...]
    whole: bool


def printed_lines(
    picture: NDArray[np.uint8], view: View, reader: PrintReader, *, wanted: Wanted
) -> Iterator[Look]:
    """Read a page, the larger print first: values are larger than their labels, and may be all that is asked.

    Args:
        picture: (H, W, 3) uint8 RGB.
        view: of the page in it.
        reader: finds and reads.
        wanted: what is of interest by its place; what is beneath it is not read.

    Yields:
        The larger print, that with the rest, and all of it looked at again, as often as the reader does that.

    Raises:
        EngineFailed: the reader broke, or what it gave is not what readers of print give.
    """
    upright, lines = _upright(picture, view, find_with(reader, view), reader)
    found = [
        one
        for one in lines
        if _is_text(one, upright) and wanted(_as_placed((one.left + one.right) / 2, upright, view))
    ]
    found = sorted(found, key=lambda one: -one.capital)[: thresholds.MOST_FOUND]
    large = thresholds.LARGE * upright.scale
    sizes = ([one for one in found if one.capital >= large], [one for one in found if one.capital < large])
    groups = [group for group in sizes if group]
    looks = [looks_with(reader, picture, upright, group) for group in groups]
    read: list[list[PrintedLine]] = []
    for group, look in zip(groups, looks, strict=True):
        read.append(list(_lines(upright, group, next(look))))
        yield Look(tuple(chain.from_iterable(read)), whole=len(read) == len(groups))
    for told in zip(*looks, strict=False):
        again = (_lines(upright, group, one) for group, one in zip(groups, told, strict=True))
        yield Look(tuple(chain.from_iterable(again)), whole=True)


def _upright(
    picture: NDArray[np.uint8], view: View, found: list[Found], reader: PrintReader
) -> tuple[View, list[Found]]:
    """The view with its lines level, and what was found in it.

    Lines that fall are found in pieces, and stand neither beneath nor beside each other.
    """
    tilt = _tilt(found)
    if abs(tilt) < thresholds.TURNED:
        return view, found
    level = turned(view, np.asarray(cv2.cvtColor(picture, cv2.COLOR_RGB2GRAY), np.uint8), tilt)
    return level, find_with(reader, level)


def _tilt(found: Sequence[Found]) -> float:
    """Radians by which most of the print falls; 0 where nothing tells it."""
    along = np.array([one.right - one.left for one in found]).reshape(-1, 2)
    lengths = np.hypot(*along.T)
    tells = lengths >= thresholds.TELLS_TURN * np.array([one.capital for one in found])
    if not tells.any():
        return 0.0
    angles, lengths = np.arctan2(along[tells, 1], along[tells, 0]), lengths[tells]
    order = np.argsort(angles)
    reached = np.cumsum(lengths[order])
    return float(angles[order][np.searchsorted(reached, reached[-1] / 2)])


def _as_placed(point: NDArray[np.float64], upright: View, view: View) -> NDArray[np.float64]:
    """A point (2,) of the upright view on the page as it was placed, mm."""
    if upright is view:
        return view.millimetres(point)
    return view.millimetres(view.placed(upright.picture(point)))


def _lines(view: View, found: Sequence[Found], told: Sequence[Said]) -> Iterator[PrintedLine]:
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
