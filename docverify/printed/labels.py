"""The captions of a page: which words name an element, and what stands between them."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from docverify.mrz import STATES
from docverify.printed import tables
from docverify.printed.folding import bare
from docverify.printed.pieces import Piece

_WORD: Final = re.compile(r"(?<![^\W_])[^\W\d_]+(?![^\W_])|№")
_BOILERPLATE: Final = re.compile(r"[\s\d(){}\[\].:;,&/|*°•·-]*")
_SLASHES: Final = frozenset("/|•·")
_EDGES: Final = " :;,/|()[]*-.–=•·"
_BEFORE_OBLIQUE: Final = re.compile(r"(?:(?:\d{1,2}[.)]?\s?)?[^\W\d_]+ ?){1,2} ?[/|•·]\s*$")
"""A caption of one or two words in another language; more may be that of the column before."""
_MOST_WORDS: Final = 7


class Element(StrEnum):
    """What a caption names (ICAO Doc 9303-3, 3: the elements of the VIZ)."""

    NUMBER = "number"
    SURNAME = "surname"
    GIVEN = "given"
    NAME = "name"
    """Both identifiers under one caption."""
    BIRTH = "birth"
    EXPIRY = "expiry"
    ISSUE = "issue"
    SEX = "sex"
    NATIONALITY = "nationality"
    STATE = "state"
    OTHER = "other"
    """One that no MRZ holds, or not in a field of its own."""


_BOTH: Final = frozenset({Element.SURNAME, Element.GIVEN})
_AND: Final = frozenset(",&")


@dataclass(frozen=True, slots=True, eq=False)
class Label:
    """A caption on the page.

    Attributes:
        element: what it names.
        piece: where it stands.
        left: where it begins, mm: before an oblique, it stands there in a language that is not known, too.
        followed: whether a value stands behind it in its line.
    """

    element: Element
    piece: Piece
    left: float
    followed: bool


def find_labels(line: Piece) -> tuple[tuple[Label, ...], tuple[Piece, ...]]:
    """The captions in a line, and the pieces between them without punctuation and boilerplate numbers.

    Captions in several languages beside each other ("Surname / Nom") are one.
    """
    found_words = [m for m in _WORD.finditer(line.text) if m.group() not in STATES]  # POL, CAN: values too
    words = [(m.start(), m.end(), bare(m.group())) for m in found_words]
    found: list[tuple[Element, int, int]] = []
    at = 0
    while at < len(words):
        stop, element = _longest([word for _, _, word in words[at : at + _MOST_WORDS]])
        if element is None:
            at += 1
            continue
        if at and _qualified(line.text, words[at - 1][1], words[at][0], found):
            element = Element.OTHER
        found.append((element, words[at][0], words[at + stop - 1][1]))
        at += stop
    merged = _merged(found, line.text)
    taken = [(first, last) for _, first, last in merged]
    labels, before = [], 0
    ends = [*(first for first, _ in taken[1:]), len(line.text)]
    for (element, first, last), end in zip(merged, ends, strict=False):
        other = _BEFORE_OBLIQUE.search(line.text[before:first])
        left = line.part(before + other.start() if other else first, last).box[0]
        followed = bool(line.text[last:end].strip(_EDGES))
        labels.append(Label(element, line.part(first, last), left, followed))
        before = last
    return tuple(labels), tuple(_between(line, taken))


def _qualified(text: str, end: int, begin: int, found: Sequence[tuple[Element, int, int]]) -> bool:
    """Whether an unknown word stands before a caption: a "control number" is another number."""
    known = bool(found) and found[-1][2] >= end
    return not known and not text[end:begin].strip(" '’")


def _longest(words: Sequence[str]) -> tuple[int, Element | None]:
    keys = ["".join(words[:stop]) for stop in range(len(words), 0, -1)]
    for known in (tables.labels().get, _nearly):  # a caption read rightly takes no letter of the value
        for stop, key in zip(range(len(words), 0, -1), keys, strict=True):
            # A single letter at an end is another word's, unless the table has it there.
            loose = known is _nearly and min(len(words[0]), len(words[stop - 1])) < 2
            element = None if loose else known(key)
            if element and len(key) > 1:
                return stop, Element(element)
    return 0, None


def _nearly(key: str) -> str | None:
    """The element of a long caption from which one letter is missing, or in which one is another."""
    if not 6 <= len(key) <= 40:
        return None
    near = tables.near_labels()
    if key in near:
        return near[key]
    shorter = (key[:at] + key[at + 1 :] for at in range(len(key)))
    return next((near[one] for one in shorter if one in near and len(one) >= 6), None)


def _merged(found: Sequence[tuple[Element, int, int]], text: str) -> list[tuple[Element, int, int]]:
    out: list[tuple[Element, int, int]] = []
    both = False  # "Surname, given names" before one value; more languages behind it change nothing
    for element, first, last in found:
        if out:
            before, begin, end = out[-1]
            between = text[end:first]
            one = _common(before, element)
            both = (both and one is not None) or ({before, element} == _BOTH and bool(set(between) & _AND))
            if both:
                one = Element.NAME
            beside = before is element or bool(set(between) & (_SLASHES | _AND))
            if one is not None and beside and _BOILERPLATE.fullmatch(between):
                out[-1] = (one, begin, last)
                continue
        out.append((element, first, last))
        both = False
    return out


def _common(one: Element, other: Element) -> Element | None:
    """What two captions beside each other name: "Name" is the surname's where another language says so."""
    if one is other:
        return one
    pair = {one, other}
    if pair in ({Element.NAME, Element.SURNAME}, {Element.NAME, Element.GIVEN}):
        return next(e for e in (Element.SURNAME, Element.GIVEN) if e in pair)
    # "State" is said of the issuing State and, in some languages, of the bearer's.
    return None


def _between(line: Piece, taken: Sequence[tuple[int, int]]) -> list[Piece]:
    out, begin = [], 0
    for first, last in (*taken, (len(line.text), len(line.text))):
        piece = line.part(begin, first).stripped(_EDGES)
        if piece.text and not (taken and _BOILERPLATE.fullmatch(piece.text) and len(piece.text) <= 3):
            out.append(piece)
        begin = last
    return out
