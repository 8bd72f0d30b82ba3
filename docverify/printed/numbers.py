"""Whether the document number of the MRZ is printed as a value of its own (ICAO Doc 9303-3, 3)."""

import re
from collections.abc import Iterator, Sequence
from typing import Final

from docverify.mrz import Mrz
from docverify.printed.certainty import certain
from docverify.printed.finding import Finding, agrees, differs, not_alike, not_in_mrz, not_read
from docverify.printed.folding import alike, is_foreign
from docverify.printed.labels import Element
from docverify.printed.marks import unmarked
from docverify.printed.page import Page
from docverify.printed.pieces import Piece, following, is_stray, joined, row
from docverify.printed.thresholds import DOUBTED

_WORD: Final = re.compile(r"[^\W_]+")
_JOINS: Final = frozenset(" -–./")
_PAIRS: Final = frozenset(frozenset(pair) for pair in ("0O", "1I", "2Z", "5S", "8B"))
SHORTEST: Final = 4
"""Characters of the shortest number that is looked for: shorter ones stand on every page."""
_NEIGHBOUR: Final = 6
"""Characters from which on a word with digits beside a number is a number of its own."""


def number_finding(page: Page, mrz: Mrz, taken: Sequence[Piece]) -> Finding:
    """Whether the document number is printed.

    Args:
        page: with its side.
        mrz: of the document.
        taken: the dates of the page: beside one, a number ends.
    """
    wanted = (mrz.document_number.value or "").replace(" ", "")
    if not wanted:
        return not_in_mrz("The MRZ holds no document number.")
    if len(wanted) < SHORTEST:
        return not_alike("The MRZ's number is too short to be told from others on the page.")
    own = [piece for piece in _candidates(page) if page.owner(piece) is Element.NUMBER]
    sure = (piece for piece in own if page.sure_owner(piece) is Element.NUMBER)
    other = next((piece for piece in sure if _surely_other(piece, wanted)), None)
    same = next(printed_numbers((*page.lines, *_rows(page)), wanted, taken), None)
    if same is not None and other is None:
        return agrees("The same number is printed.", (same,))
    if other is not None and same is None:
        return differs("Another number is printed at its caption.", (other,))
    if same is not None:
        return not_read("The number is printed, and another one at its caption.", (same,))
    foreign = tuple(piece for piece in own if is_foreign(piece.text))
    if foreign:
        return not_alike("The number is printed in another script.", foreign)
    return not_read("No such number was read.")


def _rows(page: Page) -> Iterator[Piece]:
    """Lines that go on beside each other, as one: the gaps of a number may be as wide as those of columns."""
    beside = following(page.beside)
    for line in page.lines:
        parts = row(line, beside)
        yield from (joined(parts[:count]) for count in range(2, len(parts) + 1))


def numbers_one_apart(page: Page, wanted: str) -> Iterator[Piece]:
    """Values that certainly are another number in one character, wherever they stand."""
    for piece in _candidates(page):
        if _surely_other(piece, wanted) and sum(_unlike(piece, wanted)) == 1:
            yield piece


def _candidates(page: Page) -> Iterator[Piece]:
    """What stands between captions, and its words: columns may have been read as one line."""
    for piece in page.pieces:
        yield piece
        words = list(_WORD.finditer(piece.text))
        if len(words) > 1:
            yield from (piece.part(*m.span()) for m in words)


def printed_numbers(lines: Sequence[Piece], wanted: str, taken: Sequence[Piece] = ()) -> Iterator[Piece]:
    """Where a number stands whole in a line: not inside a longer one, blanks and hyphens allowed in it."""
    for line in lines:
        words = [m.span() for m in _WORD.finditer(line.text)]
        for first in range(len(words)):
            last = _covered(line, words, first, wanted)
            if last is not None and _bounded(line, words, (first, last), taken):
                yield line.part(words[first][0], words[last][1])


def _covered(line: Piece, words: Sequence[tuple[int, int]], first: int, wanted: str) -> int | None:
    """The last of the words that together are the number, or None."""
    at = 0
    for n in range(first, len(words)):
        if n > first and not set(line.text[words[n - 1][1] : words[n][0]]) <= _JOINS:
            return None
        begin, end = words[n]
        if at + end - begin > len(wanted):
            return None
        for place in range(begin, end):
            if not _same(unmarked(line.text[place]), wanted[at], line.chances[place]):
                return None
            at += 1
        if at == len(wanted):
            return n
    return None


def _same(read: str, wanted: str, chance: float) -> bool:
    return read == wanted or (chance < DOUBTED and frozenset((read, wanted)) in _PAIRS)


def _bounded(
    line: Piece, words: Sequence[tuple[int, int]], span: tuple[int, int], taken: Sequence[Piece]
) -> bool:
    """Whether the words beside it are none that it may go on in."""
    for n, between in (
        (span[0] - 1, slice(words[span[0] - 1][1], words[span[0]][0]) if span[0] else slice(0)),
        (
            span[1] + 1,
            slice(words[span[1]][1], words[span[1] + 1][0]) if span[1] + 1 < len(words) else slice(0),
        ),
    ):
        if not 0 <= n < len(words) or not set(line.text[between]) <= _JOINS - set("./"):
            continue
        begin, end = words[n]
        if n == 0 and is_stray(line.chances[:end]):
            continue
        text = line.text[begin:end]
        in_date = any(p.line == line.line and p.start <= begin and end <= p.end for p in taken)
        has_digit = any(map(str.isdigit, text))
        alone = span[0] == span[1] and end - begin >= _NEIGHBOUR and " " in line.text[between]
        hyphen = "-" in line.text[between] or "–" in line.text[between]
        if not in_date and (hyphen or (has_digit and not alone)):
            return False
    return True


def _surely_other(piece: Piece, wanted: str) -> bool:
    """Whether a piece is a number of the same length that certainly is another one."""
    at = [n for n, c in enumerate(piece.text) if c.isalnum()]
    read = [piece.text[n].upper() for n in at]
    if (
        len(read) != len(wanted)
        or not set(piece.text) - set("".join(read)) - set("".join(read).lower()) <= _JOINS
    ):
        return False
    digits = [(a, b) for a, b in zip(read, wanted, strict=True) if b.isdigit()]
    if is_foreign(piece.text) or sum(a.isdigit() or alike(a, b) for a, b in digits) * 2 < len(digits):
        return False
    unlike = [n for n, other in enumerate(_unlike(piece, wanted)) if other]
    return certain([piece.chances[n] for n in at], unlike)


def _unlike(piece: Piece, wanted: str) -> list[bool]:
    read = [unmarked(c) for c in piece.text if c.isalnum()]  # a number bears no marks, specks do
    return [not alike(a, b) for a, b in zip(read, wanted, strict=True)]
