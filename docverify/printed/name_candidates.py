"""What on a page may be a name: lines, what stands between captions, what goes on beside or beneath."""

from collections.abc import Iterator, Sequence
from itertools import chain
from typing import Final

from docverify.evaluation.edits import edits
from docverify.mrz import MrzName
from docverify.mrz.states import STATES
from docverify.printed import tables
from docverify.printed.folding import bare
from docverify.printed.labels import Element
from docverify.printed.name_lines import NameLine, divided, name_lines, named, says, without_remarks
from docverify.printed.page import Page
from docverify.printed.pieces import Piece, Run, continued, following, is_stray, legible, row
from docverify.printed.thresholds import NEAR_CAPTION

NAMED: Final = (Element.SURNAME, Element.GIVEN, Element.NAME)
"""What captions of names name."""
EDGES: Final = " .,-*=:/"
"""What is no part of a name at the ends of a line."""
_LONGEST_CAPTION: Final = 5
"""Words of a caption that is looked for before a name."""


def name_candidates(page: Page) -> tuple[NameLine, ...]:
    """What may be a name: whole lines, what stands between captions, and lines that go on beneath."""
    found = [line for piece in (*page.pieces, *page.lines) for line in name_lines(piece)]
    found += [line for piece in page.lines for line in name_lines(without_stray(piece))]
    legible_ones = tuple(filter(legible, page.lines))  # what patterns look like lies between
    below = (*page.below, *continued(legible_ones)[0])
    runs = (below, page.beside, map(_first_column, below), _rows(page), _behind_and_on(page))
    for parts in chain.from_iterable(runs):
        found += _joined(parts)
    found += [one for line in found for one in divided(line)]
    return tuple({line.words: line for line in reversed(found)}.values())


def without_stray(line: Piece) -> Piece:
    """A line without a first sign that was read of something else."""
    first, _, rest = line.text.partition(" ")
    stray = bool(rest) and is_stray(line.chances[: len(first)])
    return line.part(len(first) + 1, len(line.text)) if stray else line


def _behind_and_on(page: Page) -> Iterator[tuple[Piece, Piece]]:
    """What stands behind a caption at the end of its line, and the line beneath or beside that goes on."""
    for pairs in (page.below, page.beside):
        further = following(pairs)
        for piece in page.pieces:
            if piece.line in further and piece.start and piece.end == len(piece.whole.text):
                yield piece, further[piece.line]


def _rows(page: Page) -> Iterator[tuple[Piece, ...]]:
    """Two rows beneath each other, one of which at least was read in parts."""
    beside = following(page.beside)
    for first, second in page.below:
        both = (*row(first, beside), *row(second, beside))
        if len(both) > 2:
            yield both


def _first_column(pair: tuple[Piece, Piece]) -> tuple[Piece, Piece]:
    """A line that goes on beneath, without the nationality of the next column that was read with it."""
    first, second = pair
    rest, _, last = first.text.rpartition(" ")
    return (first.part(0, len(rest)), second) if last in STATES else pair


def _joined(parts: Sequence[Piece]) -> Iterator[NameLine]:
    line = named(Run(tuple(piece.stripped(EDGES) for piece in parts)))
    if line is not None:
        yield line
        yield from without_remarks(line)


def stacked_names(page: Page) -> Iterator[NameLine]:
    """Identifiers whose parts have captions of their own, as a first and a second surname."""
    owned = [(piece, page.owner(piece)) for piece in page.pieces]
    for element in (Element.SURNAME, Element.GIVEN):
        parts = [piece for piece, owner in owned if owner is element]
        if 1 < len(parts) < 5:
            yield from _joined(parts)


def behind_captions(page: Page, name: MrzName) -> Iterator[NameLine]:
    """Identifiers of the MRZ behind what is a caption of names but for some letters.

    Args:
        page: as read.
        name: of the MRZ: captions are compared where one of its identifiers follows, and nowhere else.
    """
    for line in page.lines:
        blanks = [at for at, character in enumerate(line.text) if character == " "]
        for at in blanks[:_LONGEST_CAPTION]:
            rest = named(Run((line.part(at + 1, len(line.text)).stripped(EDGES),)))
            if rest is not None and _says_either(rest, name) and _names_names(bare(line.text[:at])):
                yield rest


def _says_either(line: NameLine, name: MrzName) -> bool:
    halves = (one for one in (name.primary, name.secondary) if one)
    return any(says(line.words, one, truncated=name.possibly_truncated) for one in halves)


def _names_names(read: str) -> bool:
    """Whether letters are a caption of names but for a share of them."""
    return any(
        abs(len(caption) - len(read)) <= (most := int(len(caption) * NEAR_CAPTION))
        and edits(read, caption) <= most
        for caption, element in tables.labels().items()
        if element in NAMED
    )
