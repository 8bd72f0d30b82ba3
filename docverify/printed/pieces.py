"""Parts of printed lines with their places, and lines that go on beside or beneath each other."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from dataclasses import field as hidden
from statistics import fmean
from typing import Final

import numpy as np
from numpy.typing import NDArray

from docverify.evidence.printed import PrintedLine
from docverify.printed.thresholds import BENEATH, BESIDE, LONGEST_LINE, MOST_LINES, SAYS_LITTLE

Box = tuple[float, float, float, float]
Pairs = Sequence[tuple["Piece", "Piece"]]
_MOST_BESIDE: Final = 4
"""Parts that one row is read in."""
_LONGEST_STRAY: Final = 2
"""Characters of the longest sign that was read of something else."""


@dataclass(frozen=True, slots=True, eq=False)
class Piece:
    """Part of a line: its text, where it begins in the line, and its place by the share of characters.

    Attributes:
        line: number of the line on the page.
        start: of its first character in the line.
        text: what it says.
        chances: one for each character.
        box: left, top, right, bottom, mm.
        whole: the line.
    """

    line: int
    start: int
    text: str = hidden(repr=False)
    chances: tuple[float, ...] = hidden(repr=False)
    box: Box
    whole: PrintedLine = hidden(repr=False)

    @property
    def end(self) -> int:
        """Position behind its last character in the line."""
        return self.start + len(self.text)

    @property
    def others(self) -> tuple[str, ...]:
        """What else each of its characters may be; "" for all where the reader does not tell."""
        return self.whole.others[self.start : self.end] or ("",) * len(self.text)

    @property
    def height(self) -> float:
        """In mm."""
        return max(self.box[3] - self.box[1], 0.1)

    @property
    def middle(self) -> float:
        """Between top and bottom, mm."""
        return (self.box[1] + self.box[3]) / 2

    @property
    def quad(self) -> NDArray[np.float64]:
        """Its corners in the picture, px."""
        length = max(len(self.whole.text), 1)
        first, last = self.start / length, self.end / length
        tl, tr, br, bl = self.whole.quad
        corners = [
            tl + (tr - tl) * first,
            tl + (tr - tl) * last,
            bl + (br - bl) * last,
            bl + (br - bl) * first,
        ]
        return np.asarray(corners, np.float64)

    def part(self, first: int, last: int) -> "Piece":
        """The characters from `first` to before `last`."""
        left, top, right, bottom = self.box
        step = (right - left) / max(len(self.text), 1)
        box = (left + step * first, top, left + step * last, bottom)
        text, chances = self.text[first:last], self.chances[first:last]
        return Piece(self.line, self.start + first, text, chances, box, self.whole)

    def stripped(self, characters: str) -> "Piece":
        """Without these characters at its ends."""
        first = len(self.text) - len(self.text.lstrip(characters))
        return self.part(first, max(first, len(self.text.rstrip(characters))))


@dataclass(frozen=True, slots=True, eq=False)
class Run:
    """Pieces that are read as one text, a blank between them."""

    pieces: tuple[Piece, ...]

    @property
    def text(self) -> str:
        """Of all of them."""
        return " ".join(piece.text for piece in self.pieces)

    @property
    def chances(self) -> tuple[float, ...]:
        """One for each character of the text; the blanks between pieces are sure."""
        out: list[float] = []
        for number, piece in enumerate(self.pieces):
            out.extend((1.0, *piece.chances) if number else piece.chances)
        return tuple(out)

    @property
    def others(self) -> tuple[str, ...]:
        """What else each character of the text may be."""
        out: list[str] = []
        for number, piece in enumerate(self.pieces):
            out.extend(("", *piece.others) if number else piece.others)
        return tuple(out)

    def cut(self, first: int, last: int) -> tuple[Piece, ...]:
        """The parts of pieces that lie between two positions of the text."""
        found, offset = [], 0
        for piece in self.pieces:
            low, high = max(first - offset, 0), min(last - offset, len(piece.text))
            if low < high:
                found.append(piece.part(low, high))
            offset += len(piece.text) + 1
        return tuple(found)


def legible(line: Piece) -> bool:
    """Whether a line is print: what patterns look like is read with little certainty."""
    return fmean(line.chances) >= SAYS_LITTLE


def is_stray(chances: Sequence[float]) -> bool:
    """Whether characters so few and so poorly read are of something else: a number, the portrait's edge."""
    return 0 < len(chances) <= _LONGEST_STRAY and max(chances) < SAYS_LITTLE


def following(pairs: Pairs) -> dict[int, Piece]:
    """The piece that goes on where a line ends, by the line's number."""
    return {first.line: second for first, second in pairs}


def row(first: Piece, beside: Mapping[int, Piece]) -> tuple[Piece, ...]:
    """A piece and those that go on beside it, one after another.

    Args:
        first: where the row begins.
        beside: as `following` gives it.
    """
    parts = [first]
    while len(parts) < _MOST_BESIDE and parts[-1].line in beside:
        parts.append(beside[parts[-1].line])
    return tuple(parts)


def joined(parts: Sequence[Piece]) -> Piece:
    """Pieces that go on beside each other as one, as if they had been read as one line."""
    run, first, last = Run(tuple(parts)), parts[0], parts[-1]
    left, top, right, bottom = np.array([piece.box for piece in parts]).T
    box = (float(left.min()), float(top.min()), float(right.max()), float(bottom.max()))
    quad = np.stack([first.quad[0], last.quad[1], last.quad[2], first.quad[3]])
    whole = PrintedLine(run.text, run.chances, box, quad, run.others)
    return Piece(first.line, 0, whole.text, whole.chances, box, whole)


def whole_lines(lines: Sequence[PrintedLine]) -> tuple[Piece, ...]:
    """The lines that are looked at: not more than a page can hold, and none longer than a page is wide."""
    kept = [one for one in lines[:MOST_LINES] if one.text.strip() and len(one.text) <= LONGEST_LINE]
    return tuple(Piece(n, 0, one.text, one.chances, one.box, one) for n, one in enumerate(kept))


def continued(lines: Sequence[Piece]) -> tuple[Pairs, Pairs]:
    """Pairs of lines, (first, second): beneath each other in one column, and beside each other."""
    if not lines:
        return (), ()
    left, top, right, bottom = np.array([piece.box for piece in lines]).T
    height = np.maximum(bottom - top, 0.1)
    below, beside = [], []
    for n, piece in enumerate(lines):
        gap = top - bottom[n]
        fits = (gap > -0.5 * height[n]) & (gap < BENEATH * height[n]) & (top > top[n])
        fits &= (left < right[n]) & (right > left[n])
        if fits.any():
            below.append((piece, lines[int(np.argmin(np.where(fits, gap, np.inf)))]))
        gap = left - right[n]
        fits = (gap > -0.5 * height[n]) & (gap < BESIDE * height[n]) & (left > left[n])
        fits &= np.abs(top + bottom - top[n] - bottom[n]) < height[n]
        if fits.any():
            beside.append((piece, lines[int(np.argmin(np.where(fits, gap, np.inf)))]))
    return tuple(below), tuple(beside)
