"""Whether an MRZ's name is the one that a carrier announced, and how far.

Carriers join names, shorten them and add titles. A name is typed by an airline's agent, taken from a booking,
or read from the document and cut to what a message holds; so more is overlooked here than the standard
allows, and every such liberty has a name.
"""

import re
from collections.abc import Iterator, Sequence
from enum import StrEnum
from typing import Final

from docverify.errors import InputError
from docverify.mrz import MrzName, NameRule, compare_names
from docverify.mrz.transliteration import components

TITLES: Final = frozenset({"MR", "MRS", "MS", "MISS", "MSTR", "MASTER", "MISTER", "DR", "PROF", "CHD", "INF"})
"""What carriers write behind given names, joined to them or apart."""
UNKNOWN: Final = frozenset({"FNU", "LNU", "XXX", "UNKNOWN"})
"""What stands where a name is not known (first, last name unknown)."""
SHORTEST_CUT: Final = 10
"""Letters of a whole name from which on a shortened one is taken for the beginning of the other."""
LETTERS_FOR_TWO: Final = 12
"""Letters of a whole name from which on two typing errors are overlooked; one from half as many on."""
_ROUGH = re.compile(r"[^A-Z ]")


class NameAgreement(StrEnum):
    """How far two names agree, the closest first."""

    SAME = "name_same"
    BY_RULE = "name_by_rule"
    """By transliteration or truncation as the standard has them."""
    JOINED = "name_joined"
    """The same letters, divided otherwise, or with a title behind them."""
    SWAPPED = "name_swapped"
    GIVEN_NAME_LEFT_OUT = "given_name_left_out"
    """One of them has a part of the other's given names."""
    SHORTENED = "name_shortened"
    TYPING_ERROR = "name_typing_error"
    ONE_PART = "name_one_part"
    """The surnames agree, or the given names, and the others do not or are one letter or missing."""
    DIFFERS = "name_differs"
    MISSING = "name_missing"
    """Not announced, or not in the layout of the MRZ."""


AGREES: Final = frozenset(
    {NameAgreement.SAME, NameAgreement.BY_RULE, NameAgreement.JOINED, NameAgreement.SWAPPED}
)
RESEMBLES: Final = AGREES | {
    NameAgreement.GIVEN_NAME_LEFT_OUT,
    NameAgreement.SHORTENED,
    NameAgreement.TYPING_ERROR,
}
"""All that leave no doubt where the document's number and the date of birth agree."""


def folded(name: str) -> list[str]:
    """The components of a name in letters of the MRZ; empty where it is written in none of its scripts."""
    if name.isascii():
        plain = name.upper().replace("-", " ").replace(",", " ").replace("<", " ")
        return _ROUGH.sub("", plain).split()
    try:
        return components(name)
    except InputError:
        return []


def compare_announced(surname: str, given_names: str, name: MrzName) -> NameAgreement:
    """How far an announced name is that of an MRZ.

    Args:
        surname: as announced, in any script that Doc 9303-3 transliterates.
        given_names: likewise.
        name: of the MRZ.
    """
    told = (_known(folded(surname)), _known(folded(given_names)))
    read = (name.primary.split(), name.secondary.split())
    if not any(told) or not any(read):
        return NameAgreement.MISSING
    if told == read and f"{surname}{given_names}".isascii():
        return NameAgreement.SAME
    rules = compare_names((surname, given_names), name)
    if rules.agrees:
        return NameAgreement.BY_RULE
    if rules.rules == (NameRule.SWAPPED,):
        return NameAgreement.SWAPPED
    return _roughly(told, read, cut=name.possibly_truncated)


_Halves = tuple[list[str], list[str]]


def _roughly(told: _Halves, read: _Halves, *, cut: bool) -> NameAgreement:
    plain = tuple(map("".join, read))
    ways = [tuple(map("".join, way)) for way in _without_titles(told)]
    if plain in ways or "".join(plain) in map("".join, ways):
        return NameAgreement.JOINED
    if plain[::-1] in ways:
        return NameAgreement.SWAPPED
    same = [way for way in ways if way[0] == plain[0]]
    if same and any(_part_of(told[1], read[1], way[1], plain[1]) for way in same):
        return NameAgreement.GIVEN_NAME_LEFT_OUT
    joined = "".join(plain)
    if any(_begins(way, plain) or (cut and _begins(plain, way)) for way in ways):
        return NameAgreement.SHORTENED
    allowed = 2 if len(joined) >= LETTERS_FOR_TWO else 1 if len(joined) * 2 >= LETTERS_FOR_TWO else 0
    if any(within(way[0] + way[1], joined, allowed) for way in ways):
        return NameAgreement.TYPING_ERROR
    if same or any(way[1] == plain[1] != "" for way in ways):
        return NameAgreement.ONE_PART
    return NameAgreement.DIFFERS


def _known(parts: list[str]) -> list[str]:
    return [one for one in parts if one not in UNKNOWN]


def _without_titles(told: _Halves) -> Iterator[_Halves]:
    """The name as it is, and without what may be a title behind the given names."""
    yield told
    surname, given = told
    if not given:
        return
    last = given[-1]
    if last in TITLES:
        yield surname, given[:-1]
    for title in TITLES:
        if last.endswith(title) and last != title:
            yield surname, [*given[:-1], last.removesuffix(title)]


def _part_of(told: Sequence[str], read: Sequence[str], joined: str, plain: str) -> bool:
    """Whether one of the given names holds some whole names of the other, and each of them one at least."""
    few, many = sorted((told, read), key=len)
    if few and len(few) < len(many) and set(few) <= set(many):
        return any(len(one) > 1 for one in few)
    # A booking's ANNAMARIA against the MRZ's ANNA: whole components at its beginning.
    starts = ("".join(read[:at]) for at in range(1, len(read)))
    return bool(joined) and (
        joined in starts or any(plain == "".join(told[:at]) for at in range(1, len(told)))
    )


def _begins(short: tuple[str, ...], whole: tuple[str, ...]) -> bool:
    """Whether a name is the other one, cut off behind its surname or in it."""
    letters = len(short[0] + short[1])
    if letters < SHORTEST_CUT:
        return False
    if short[1]:
        return short[0] == whole[0] and whole[1].startswith(short[1])
    return (whole[0] + whole[1]).startswith(short[0]) and len(short[0]) >= len(whole[0]) - 2


def within(one: str, other: str, most: int) -> bool:
    """Whether one text becomes the other by so many letters put in, left out, changed, exchanged."""
    if one == other:
        return True
    if abs(len(one) - len(other)) > most or most < 1:
        return False
    before: list[int] = []
    last = list(range(len(other) + 1))
    for row, letter in enumerate(one, start=1):
        now = [row]
        for column, against in enumerate(other, start=1):
            cost = min(last[column] + 1, now[-1] + 1, last[column - 1] + (letter != against))
            if row > 1 and column > 1 and letter == other[column - 2] and one[row - 2] == against:
                cost = min(cost, before[column - 2] + 1)
            now.append(cost)
        if min(now) > most:
            return False
        before, last = last, now
    return last[-1] <= most
