"""Whether issuing State or nationality are printed, by code or by name (ICAO Doc 9303-3, 5)."""

import re
from collections.abc import Mapping
from functools import cache
from typing import Final

from docverify.mrz import STATES, Mrz
from docverify.printed import tables
from docverify.printed.certainty import certain
from docverify.printed.finding import Finding, agrees, differs, not_in_mrz, not_read
from docverify.printed.folding import bare
from docverify.printed.labels import Element
from docverify.printed.name_lines import without_item
from docverify.printed.page import Page
from docverify.printed.pieces import Piece

_WORD: Final = re.compile(r"[^\W\d_]+")
_STEM: Final = 5
"""Letters that the name of a State and what its nationals are called have in common at least."""
_MOST_WORDS: Final = 6
_MOST_STATES: Final = 2


def state_finding(page: Page, mrz: Mrz) -> Finding:
    """Whether the print names the issuing State or the nationality, and no other one at their captions."""
    issuing, nationality = mrz.issuing_state.value or "", mrz.nationality.value or ""
    if not issuing and not nationality:
        return not_in_mrz("The MRZ holds no State.")
    same, other = _found(page, issuing or nationality, nationality or issuing)
    captions = {page.owner(word) for word in same}
    unlike = tuple(word for word in other if page.owner(word) not in captions)
    if unlike:
        return differs("Another State is printed at its caption.", unlike)
    if other:
        return not_read("The State is printed at its caption, and another one as well.", tuple(same))
    if same:
        return agrees("The State is printed, by code or by name.", tuple(same))
    return not_read("No such State was read.")


def lone_state(page: Page, mrz: Mrz) -> tuple[Piece, ...]:
    """Where a page without captions surely prints the code of a State or of two, and names none of the MRZ's.

    Two are the issuing State and the nationality.
    """
    if page.labels:
        return ()
    ours = {mrz.issuing_state.value or "", mrz.nationality.value or ""}
    named = [(piece, *one) for piece in page.pieces for one in _named(piece)]
    lone = [
        word
        for piece, word, codes, is_code in named
        if is_code and page.owner(word) is None and _nothing_else(_value(piece), codes)
    ]
    # D is Germany beside nothing else; beside another code it is a class, a type, a room.
    lone = [word for word in lone if len(word.text) > 1] or lone
    if any(codes & ours for _, _, codes, _ in named) or not lone:
        return ()
    sure = [certain(word.chances, range(len(word.text))) for word in lone]
    told = len({word.text for word in lone}) <= (_MOST_STATES if all(sure) else 1)
    return tuple(word for word, one in zip(lone, sure, strict=True) if one and told)


def _value(piece: Piece) -> Piece:
    """A piece without the number of its element; of a day and its month nothing is left out."""
    value = without_item(piece, sign=True)
    return piece if bare(value.text) in tables.months() else value


def _nothing_else(piece: Piece, codes: frozenset[str]) -> bool:
    """Whether a piece says one State, by code and name, and nothing beside."""
    named = _named(piece)
    one_state = all(codes <= others for _, others, _ in named)
    return one_state and sum(_letters(word.text) for word, _, _ in named) == _letters(piece.text)


def _letters(text: str) -> int:
    return sum(map(str.isalnum, text))


def _found(page: Page, issuing: str, nationality: str) -> tuple[list[Piece], list[Piece]]:
    """Where the States of the MRZ are printed, and where at their captions surely others."""
    wanted = {Element.STATE: issuing, Element.NATIONALITY: nationality}
    same: list[Piece] = []
    other: list[Piece] = []
    for piece in page.pieces:
        for word, codes, is_code in _named(piece):
            owner = page.owner(word)
            if owner in wanted:
                if wanted[owner] in codes:
                    same.append(word)
                elif page.sure_owner(word) and _surely_other(word, piece, codes, is_code):
                    other.append(word)
            elif codes & {issuing, nationality} and (not is_code or (owner is None and _alone(word))):
                same.append(word)
    return same, other


def _named(piece: Piece) -> list[tuple[Piece, frozenset[str], bool]]:
    """The words of a piece that name a State: itself, the codes that they stand for, and whether by code."""
    words = [m.span() for m in _WORD.finditer(piece.text)]
    found: list[tuple[Piece, frozenset[str], bool]] = []
    n = 0
    while n < len(words):
        stop = n + 1
        for last in range(min(n + _MOST_WORDS, len(words)), n, -1):
            word = piece.part(words[n][0], words[last - 1][1])
            codes, is_code = _codes(word.text, single=last == n + 1)
            if codes:
                found.append((word, codes, is_code))
                stop = last
                break
        n = stop
    return found


def _codes(text: str, *, single: bool) -> tuple[frozenset[str], bool]:
    if single and text.isupper() and text in STATES:
        return frozenset({text}), True
    key = bare(text)
    if key in tables.states():
        return tables.states()[key], False
    return (_people(key), False) if single else (frozenset(), False)


@cache
def _by_stem() -> Mapping[str, frozenset[str]]:
    found: dict[str, set[str]] = {}
    for name in tables.states():
        found.setdefault(name[:_STEM], set()).add(name)
    return {stem: frozenset(names) for stem, names in found.items() if len(stem) == _STEM}


def _people(key: str) -> frozenset[str]:
    """The State whose name shares most letters with what its nationals are called; none where two do."""
    best, codes = 0, frozenset[str]()
    for name in _by_stem().get(key[:_STEM], ()):
        common = next(
            (n for n, (a, b) in enumerate(zip(key, name, strict=False)) if a != b), min(len(key), len(name))
        )
        meant = tables.states()[name]
        if common > best:
            best, codes = common, meant
        elif common == best and meant != codes:
            codes = codes & meant
    return codes if best >= max(_STEM, len(key) - 4) else frozenset()


def _alone(word: Piece) -> bool:
    """Whether a code without a caption is a line of its own, or stands beside other codes only."""
    return all(len(part) <= 3 and part.isupper() for part in word.whole.text.split())


def _surely_other(word: Piece, piece: Piece, codes: frozenset[str], is_code: bool) -> bool:
    return (
        _nothing_else(piece, codes)
        and (is_code or bare(word.text) in tables.states())
        and certain(word.chances, range(len(word.text)))
    )
