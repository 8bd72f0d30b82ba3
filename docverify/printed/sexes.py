"""Whether the sex of the MRZ is printed, by initial or word (ICAO Doc 9303-3, 3)."""

import re
from typing import Final

from docverify.mrz import Mrz
from docverify.printed import tables
from docverify.printed.certainty import certain
from docverify.printed.finding import Finding, agrees, differs, not_alike, not_in_mrz, not_read
from docverify.printed.labels import Element
from docverify.printed.name_lines import without_item
from docverify.printed.page import Page
from docverify.printed.pieces import Piece
from docverify.printed.thresholds import LEAST_CHANCE, MAY_BE

_VALUE: Final = re.compile(r"(?<![^\W_])[^\W\d_]+(?:-[^\W\d_]+)?(?:\s?/\s?[^\W\d_]+)?(?![^\W_])|<")
_LAST_WORD: Final = re.compile(r"[^\W\d_][ .'’\-]{0,2}$")
_FIRST_WORD: Final = re.compile(r"^[ .'’\-]{0,2}[^\W\d_]")
_LONGEST: Final = 24
_STANDARD: Final = frozenset("MFX")
_DASHES: Final = frozenset("-–")
_OPEN: Final = "X"
"""What is printed where the MRZ has the filler (Doc 9303-4, 4.1.1.1)."""


def sex_finding(page: Page, mrz: Mrz) -> Finding:
    """Whether the sex is printed at its caption; without captions, on a line of its own."""
    if mrz.sex.value is None:
        return not_in_mrz("The MRZ holds no sex.")
    is_open = not mrz.sex.value
    wanted = mrz.sex.value or _OPEN
    values = printed_sexes(page)
    meant = {meaning for _, meaning in values}
    if meant == {wanted}:
        pieces = tuple(piece for piece, _ in values)
        if any(min(piece.chances) >= LEAST_CHANCE for piece in pieces):
            return agrees("The same sex is printed.", pieces)
        return not_read("An initial was read too poorly to be told from another one.", pieces)
    if not meant and is_open:
        return not_in_mrz("The MRZ leaves the sex open, and none was read.")
    if len(meant) != 1:
        return not_read("No sex was read, or more than one.")
    legible = tuple(piece for piece, _ in values if min(piece.chances) >= LEAST_CHANCE)
    if is_open and legible:  # an issuer may print what its MRZ leaves open
        return not_alike("The MRZ leaves the sex open, and one is printed.", legible)
    if is_open:
        return not_read("An initial was read too poorly to be told from another one.")
    other = next(
        (p for p, _ in values if page.sure_owner(p) is Element.SEX and certain(p.chances, _spoken(p.text))),
        None,
    )
    if other is not None:
        return differs("Another sex is printed at its caption.", (other,))
    return not_read("What was read is not surely another sex.")


def lone_sex(page: Page, mrz: Mrz) -> tuple[Piece, ...]:
    """Where a page without captions prints one sex, surely another one than the MRZ's."""
    read = printed_sexes(page)  # what patterns look like has any letter, very poorly read
    values = [one for one in read if min(one[0].chances) >= MAY_BE]
    meant = {meaning for _, meaning in values}
    if page.labels or not mrz.sex.value or len(meant) != 1 or meant == {mrz.sex.value}:
        return ()
    return tuple(piece for piece, _ in values if certain(piece.chances, _spoken(piece.text)))


def printed_sexes(page: Page) -> list[tuple[Piece, str]]:
    """The values that can only be a sex, and the letter of the MRZ that each means."""
    found = []
    captioned = page.has(Element.SEX)
    for piece in page.pieces:
        for match in _VALUE.finditer(piece.text[:_LONGEST] if not captioned else piece.text):
            value = piece.part(*match.span())
            meaning = _meaning(value.text)
            if meaning is None or _cut_off(piece.text, match.span()):
                continue
            line = without_item(page.lines[value.line], sign=True)
            alone = value.text == line.text and _speaks_for_itself(value.text)
            alone = alone and not _within_another(value, page)
            if page.owner(value) is Element.SEX if captioned else alone:
                found.append((value, meaning))
    if captioned:  # a dash is cut off pieces, and says something beneath a caption only
        dashes = (line for line in page.lines if line.text.strip() in _DASHES)
        found += [(line, _OPEN) for line in dashes if page.owner(line) is Element.SEX]
    return found


def _within_another(value: Piece, page: Page) -> bool:
    """Whether it stands where another line does, or right beside it: print that was found twice."""
    beside = value.height / 2
    boxes = (line.box for line in page.lines if line.line != value.line)
    return any(
        left - beside < value.box[2] and value.box[0] < right + beside and top < value.middle < bottom
        for left, top, right, bottom in boxes
    )


def _cut_off(text: str, span: tuple[int, int]) -> bool:
    """Whether an initial may be a piece of a word, in which a gap was read: F ÉRFI is a man."""
    beside = (_LAST_WORD.search(text[: span[0]]), _FIRST_WORD.search(text[span[1] :]))
    return span[1] - span[0] == 1 and any(word is not None for word in beside)


def _speaks_for_itself(text: str) -> bool:
    """Whether it is a sex without a caption: a word, or a letter of the standard.

    Another initial may be the document's type (P), and a sign dust.
    """
    parts = [part.strip() for part in text.split("/")]
    return parts[-1].upper() in _STANDARD or len(parts[-1]) > 2


def _meaning(text: str) -> str | None:
    """M, F or X; the letter of the standard after an oblique decides. None where it is no sex, or either."""
    parts = [part.strip().upper() for part in text.split("/")]
    if len(parts) == 2 and parts[1] in _STANDARD and len(parts[0]) == 1:
        return parts[1]
    meant = {tables.sexes().get(part, "") for part in parts}
    one = meant.pop()
    return one if not meant and len(one) == 1 else None


def _spoken(text: str) -> list[int]:
    """The characters that make the difference: initials of the standard, or all of a word's letters."""
    letters = [n for n, c in enumerate(text) if c.isalpha()]
    if "/" in text and text[-1].upper() in _STANDARD and not text[-2].isalpha():
        return letters[-1:]
    plain = len(letters) > 1 or all(text[n].upper() in _STANDARD for n in letters)
    return letters if plain else []
