"""In which layout each of many texts stands: the shapes and marks of `LAYOUTS`, by the rules of `detect`."""

from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from docverify.mrz.alphabet import ALPHABET, FILLER
from docverify.mrz.formats import CheckRelation, Layout
from docverify.mrz.layouts import LAYOUTS

OUTSIDE = 255
"""The code of a character outside the alphabet."""
FILLER_CODE = ALPHABET.index(FILLER)
_CODES = np.full(256, OUTSIDE, np.uint8)
_CODES[[ord(c) for c in ALPHABET]] = np.arange(len(ALPHABET))
_VALUES = np.array([0 if c == FILLER else i for i, c in enumerate(ALPHABET)], np.int32)

Codes = npt.NDArray[np.uint8]
"""`(n, length)` characters as indices into `ALPHABET`, one row a text."""
Flags = npt.NDArray[np.bool_]
"""`(n,)`, one for each text."""


class Flat(NamedTuple):
    """A layout laid out as one row of characters: where each line starts."""

    layout: Layout
    starts: tuple[int, ...]

    def cell(self, line: int, column: int) -> int:
        """The place of a cell in the row."""
        return self.starts[line] + column


class Shape(NamedTuple):
    """One way of writing a text: its length, the places of its line feeds, and the layouts it may be.

    Layouts stand in the order of `LAYOUTS`, the more particular marks first.
    """

    length: int
    breaks: tuple[int, ...]
    flats: tuple[Flat, ...]


def _flat(layout: Layout, gap: int) -> Flat:
    return Flat(layout, tuple(sum(layout.widths[:i]) + gap * i for i in range(len(layout.widths))))


def _shapes() -> dict[int, tuple[Shape, ...]]:
    """Lines separated by one line feed, or by nothing; a layout of one line comes before joined ones."""
    broken: dict[tuple[int, ...], list[Flat]] = {}
    joined: dict[int, list[Flat]] = {}
    for layout in LAYOUTS.values():
        broken.setdefault(layout.widths, []).append(_flat(layout, 1))
        if len(layout.widths) > 1:
            joined.setdefault(sum(layout.widths), []).append(_flat(layout, 0))
    found = [
        Shape(sum(widths) + len(widths) - 1, tuple(s - 1 for s in flats[0].starts[1:]), tuple(flats))
        for widths, flats in broken.items()
    ]
    found.extend(Shape(length, (), tuple(f)) for length, f in joined.items() if (length,) not in broken)
    return {length: tuple(s for s in found if s.length == length) for length in {s.length for s in found}}


SHAPES = _shapes()
"""Every shape by the length of its text."""


def stand_in(shape: Shape, raw: npt.NDArray[np.uint8]) -> tuple[Codes, Flags]:
    """Texts as codes, and which of them have line feeds where the shape has them and nowhere else.

    Args:
        shape: The shape.
        raw: `(n, shape.length)` uint8, the texts' bytes.
    """
    codes = _CODES[raw]
    gaps = list(shape.breaks)
    cells = np.ones(shape.length, np.bool_)
    cells[gaps] = False
    mine: Flags = (raw[:, gaps] == ord("\n")).all(axis=1) & (codes[:, cells] != OUTSIDE).all(axis=1)
    return codes, mine


def choose_layouts(shape: Shape, codes: Codes) -> npt.NDArray[np.int64]:
    """Choose a layout for each text as `detect.choose` does: by marks, then by check digits.

    Returns:
        `(n,)` indices into `shape.flats`, -1 where no layout's marks are printed.
    """
    marked = np.stack([_marked(codes, flat.layout, flat) for flat in shape.flats])
    first = np.where(marked.any(axis=0), marked.argmax(axis=0), -1)
    for number, flat in enumerate(shape.flats[:-1]):
        led = np.flatnonzero(first == number)
        rest = marked[number + 1 :, led]
        led, rest = led[rest.any(axis=0)], rest[:, rest.any(axis=0)]
        if not led.size or not flat.layout.relations:
            continue
        fails = ~_agrees(codes[led], flat)
        led, following = led[fails], number + 1 + rest[:, fails].argmax(axis=0)
        for other in np.unique(following):
            rows = led[following == other]
            first[rows[_agrees(codes[rows], shape.flats[other])]] = other
    return first


def compare_digit(codes: Codes, flat: Flat, relation: CheckRelation) -> tuple[Flags, Flags, Flags]:
    """Where a check digit agrees, where its cell holds a filler, and where it covers fillers alone."""
    covered = codes[:, [flat.cell(*cell) for cell in relation.covered_cells]]
    weights = np.array([(7, 3, 1)[i % 3] for i in range(covered.shape[1])], np.int32)
    printed = codes[:, flat.cell(*relation.digit)]
    agrees: Flags = printed == (_VALUES[covered] @ weights) % 10
    return agrees, printed == FILLER_CODE, (covered == FILLER_CODE).all(axis=1)


def _marked(codes: Codes, layout: Layout, flat: Flat) -> Flags:
    found = np.ones(len(codes), np.bool_)
    for line, column, mark in layout.marks:
        start = flat.cell(line, column)
        found &= (codes[:, start : start + len(mark)] == [ALPHABET.index(c) for c in mark]).all(axis=1)
    return found


def _agrees(codes: Codes, flat: Flat) -> Flags:
    """Whether every check digit of a layout agrees, or is left out where it may be."""
    found = np.ones(len(codes), np.bool_)
    for relation in flat.layout.relations:
        agrees, blank, _ = compare_digit(codes, flat, relation)
        found &= agrees | (blank & relation.may_be_filler)
    return found
