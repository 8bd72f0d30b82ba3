"""Letters that a typeface lacks, put together from those that it has: base letters and drawn marks.

Of the typefaces that are always at hand none has more than English letters and a few others, and names on
documents have all those of ICAO Doc 9303-3's table A.
"""

import unicodedata
from typing import Final, Literal, NamedTuple

import cv2
import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageDraw, ImageFont

Picture = NDArray[np.uint8]
Strokes = tuple[tuple[tuple[float, float], ...], ...]
Anchor = Literal["above", "below", "foot", "right", "stem", "through"]

_STROKE: Final = 0.1
"""Width of a drawn stroke, in heights of a capital."""
_GAP: Final = 0.07
"""Between a letter and a mark above it, in heights of a capital."""


class Mark(NamedTuple):
    """Strokes about an anchor, in heights of a capital, x to the right and y up.

    "above" and "below" are the middle of the letter's upper edge and of the base line, "foot" and "right"
    its lower and upper right corner, "stem" the middle of its foot; "through" counts in widths and heights of
    the letter itself.
    """

    anchor: Anchor
    strokes: Strokes


_COMMA: Final = Mark("below", (((0.04, -0.12), (-0.03, -0.27)),))
_MARKS: Final = {
    "\u0300": Mark("above", (((-0.12, 0.22), (0.06, 0.05)),)),
    "\u0301": Mark("above", (((0.12, 0.22), (-0.06, 0.05)),)),
    "\u0302": Mark("above", (((-0.17, 0.05), (0.0, 0.21), (0.17, 0.05)),)),
    "\u0303": Mark("above", (((-0.2, 0.08), (-0.1, 0.17), (0.1, 0.09), (0.2, 0.18)),)),
    "\u0304": Mark("above", (((-0.17, 0.12), (0.17, 0.12)),)),
    "\u0306": Mark("above", (((-0.17, 0.21), (-0.08, 0.08), (0.08, 0.08), (0.17, 0.21)),)),
    "\u0307": Mark("above", (((0.0, 0.12), (0.0, 0.13)),)),
    "\u0308": Mark("above", (((-0.14, 0.12), (-0.14, 0.13)), ((0.14, 0.12), (0.14, 0.13)))),
    "\u030a": Mark(
        "above",
        (((0, 0.04), (0.09, 0.09), (0.09, 0.19), (0, 0.24), (-0.09, 0.19), (-0.09, 0.09), (0, 0.04)),),
    ),
    "\u030b": Mark("above", (((-0.02, 0.22), (-0.15, 0.05)), ((0.2, 0.22), (0.07, 0.05)))),
    "\u030c": Mark("above", (((-0.17, 0.21), (0.0, 0.05), (0.17, 0.21)),)),
    "\u0326": _COMMA,
    "\u0327": Mark("below", (((0.0, 0.0), (0.0, -0.08), (0.1, -0.14), (0.06, -0.24), (-0.07, -0.25)),)),
    "\u0328": Mark("foot", (((-0.06, 0.0), (-0.14, -0.12), (-0.1, -0.23), (0.02, -0.22)),)),
    "comma": _COMMA,
    "apostrophe": Mark("right", (((0.1, -0.02), (0.04, -0.24)),)),
    "slash": Mark("through", (((0.0, -0.03), (1.0, 1.03)),)),
    "crossing": Mark("through", (((-0.16, 0.34), (0.5, 0.62)),)),
    "crossing stem": Mark("stem", (((-0.13, 0.43), (0.13, 0.61)),)),
    "bar left": Mark("through", (((-0.1, 0.5), (0.42, 0.5)),)),
    "bar high": Mark("through", (((-0.04, 0.76), (1.04, 0.76)),)),
    "bar at stem": Mark("through", (((0.52, 0.85), (1.08, 0.85)),)),
    "bar at head": Mark("through", (((-0.04, 0.85), (0.5, 0.85)),)),
    "bar": Mark("through", (((0.1, 0.48), (0.9, 0.48)),)),
    "dot": Mark("right", (((0.0, -0.5), (0.0, -0.51)),)),
    "rising stem": Mark("through", (((0.12, 0.9), (0.12, 1.4)),)),
    "no dot": Mark("above", ()),
    "bowl": Mark("foot", (((-0.1, 0.2), (0.25, 0.22), (0.4, 0.36), (0.4, 0.6), (0.25, 0.76), (-0.1, 0.78)),)),
}
_MADE: Final[dict[str, tuple[str, tuple[str, ...]]]] = {
    "Æ": ("AE", ()),
    "æ": ("ae", ()),
    "Œ": ("OE", ()),
    "œ": ("oe", ()),
    "Ĳ": ("IJ", ()),
    "ĳ": ("ij", ()),
    "Ø": ("O", ("slash",)),
    "ø": ("o", ("slash",)),
    "Ł": ("L", ("crossing",)),
    "ł": ("l", ("crossing stem",)),
    "Đ": ("D", ("bar left",)),
    "Ð": ("D", ("bar left",)),
    "đ": ("d", ("bar at stem",)),
    "ð": ("d", ("bar at stem",)),
    "Ħ": ("H", ("bar high",)),
    "ħ": ("h", ("bar at head",)),
    "Ŧ": ("T", ("bar",)),
    "ŧ": ("t", ("bar",)),
    "Þ": ("I", ("bowl",)),
    "þ": ("p", ("rising stem",)),
    "ı": ("i", ("no dot",)),
    "Ŀ": ("L", ("dot",)),
    "ŀ": ("l", ("dot",)),
    "Ľ": ("L", ("apostrophe",)),
    **{letter: (base, ("apostrophe",)) for letter, base in zip("ľďť", "ldt", strict=True)},
    **{letter: (base, ("comma",)) for letter, base in zip("ĢĶĻŅŖķļņŗ", "GKLNRklnr", strict=True)},
    "ģ": ("g", ("\u0301",)),
}
_WIDER: Final = {"bowl": 0.45, "apostrophe": 0.12, "dot": 0.15}
"""What a mark adds to the letter's width, in heights of a capital."""
_OVERLAP: Final = {"Æ": 0.2, "æ": 0.1, "Œ": 0.2, "œ": 0.1}
"""How far the second of two letters stands in the first, in heights of a capital."""


def recipe(letter: str) -> tuple[str, tuple[str, ...]] | None:
    """The base letters and the marks that make up `letter`, or None."""
    if letter in _MADE:
        return _MADE[letter]
    parts = unicodedata.normalize("NFD", letter)
    marks = tuple(parts[1:])
    return (parts[0], marks) if marks and all(mark in _MARKS for mark in marks) else None


def advance(letter: str, font: ImageFont.FreeTypeFont, capital: float) -> float:
    """How far the next letter stands from this one that is put together, px."""
    base, marks = recipe(letter) or (letter, ())
    wider = sum(_WIDER.get(mark, 0.0) for mark in marks) - _OVERLAP.get(letter, 0.0)
    return font.getlength(base) + wider * capital


def draw(
    cell: Picture, letter: str, *, at: tuple[float, float], font: ImageFont.FreeTypeFont, capital: float
) -> None:
    """Draw a letter that is put together.

    Args:
        cell: (H, W) uint8 coverage, changed in place.
        letter: one that has a recipe.
        at: (x, y) of the base line's left end, px.
        font: at its size.
        capital: height of a capital, px.
    """
    base, marks = recipe(letter) or (letter, ())
    dotless = any(_MARKS[mark].anchor == "above" for mark in marks)
    x, y = at
    for one in base:
        _stamp(cell, one, at=(x, y), font=font, dotless=dotless and one in "ij")
        x += font.getlength(one) - _OVERLAP.get(letter, 0.0) * capital
    left, _, right, _ = font.getmask(base).getbbox() or (0, 0, 0, 0)
    top = font.getbbox("x" if dotless and base in ("i", "j") else base, anchor="ls")[1]
    box = at[0] + left, at[1] + top, at[0] + right, at[1]
    for mark in marks:
        _draw_mark(cell, _MARKS[mark], box=box, capital=capital)


def _stamp(
    cell: Picture, letter: str, *, at: tuple[float, float], font: ImageFont.FreeTypeFont, dotless: bool
) -> None:
    ink = Image.new("L", cell.shape[::-1])
    ImageDraw.Draw(ink).text(at, letter, font=font, fill=255, anchor="ls")
    stamped = np.array(ink, np.uint8)
    if dotless:
        stamped[: round(at[1] + font.getbbox("x", anchor="ls")[1])] = 0
    np.maximum(cell, stamped, out=cell)


def _draw_mark(cell: Picture, mark: Mark, *, box: tuple[float, float, float, float], capital: float) -> None:
    left, top, right, base = box
    origin = {
        "above": ((left + right) / 2, top - _GAP * capital),
        "below": ((left + right) / 2, base),
        "foot": (right, base),
        "right": (right, base - capital),
        "stem": ((left + right) / 2, base),
        "through": (left, base),
    }[mark.anchor]
    unit = (right - left, base - top) if mark.anchor == "through" else (capital, capital)
    for stroke in mark.strokes:
        points = np.array(origin) + np.array(stroke) * unit * (1, -1)
        ink = [np.round(points * 16).astype(np.int32)]
        cv2.polylines(cell, ink, False, 255, max(1, round(_STROKE * capital)), cv2.LINE_AA, 4)
