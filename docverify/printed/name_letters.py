"""Letters of a printed name against the MRZ's: which surely are others, and which may only be misread."""

from collections.abc import Sequence
from dataclasses import dataclass
from dataclasses import field as hidden
from functools import cache
from typing import Final

from docverify.mrz.transliteration import letter_options
from docverify.printed.folding import alike
from docverify.printed.marks import family
from docverify.printed.thresholds import LEAST_CHANCE, LETTER, MARKED

_THIN: Final = frozenset("IJL")
"""Letters so narrow that one may not be read at all."""
_DIVIDES: Final = frozenset(",-\u2010\u2011\u2012\u2013\u2014\u2212")
_DIGRAPHS: Final = ("AE", "OE", "UE", "AA", "TH", "SS", "IJ")
"""What the MRZ writes for one letter."""
_GAP: Final = 1_000
_ANOTHER: Final = 1_000_000
"""What a letter too many or too few costs beside the difference, and a certain difference, in doubts."""


@dataclass(frozen=True, slots=True)
class Letter:
    """A printed letter: as read, and how probable it is to be read rightly."""

    read: str = hidden(repr=False)
    chance: float


@dataclass(frozen=True, slots=True)
class Apart:
    """By how little two names are apart.

    Attributes:
        others: letters that surely are others, too many or too few.
        gaps: those of them that are too many or too few.
        doubts: letters that were read with doubt and are none of the MRZ's.
    """

    others: int
    gaps: int
    doubts: int


Word = Sequence[Letter]


def printed_words(text: str, chances: Sequence[float]) -> tuple[Word, ...]:
    """The words of a printed name, divided as the MRZ divides components; signs are left out.

    Args:
        text: as read.
        chances: one for each character.
    """
    words: list[list[Letter]] = [[]]
    for character, chance in zip(text, chances, strict=True):
        if character.isalpha():
            words[-1].append(Letter(character, chance))
        elif character.isspace() or character in _DIVIDES:
            words.append([])
    return tuple(tuple(word) for word in words if word)


def apart(printed: Sequence[Letter], wanted: str, *, goes_on: bool = False, alone: bool = True) -> Apart:
    """The fewest letters that make a printed name another one than the MRZ's, gaps left out on both sides.

    A letter with a mark may be any of its base, in every way that the MRZ writes one; of look-alikes, and of
    letters that were read with doubt, none surely is another one.

    Args:
        printed: letters of the name.
        wanted: letters of the MRZ's.
        goes_on: whether the print may go on where the MRZ's name ends.
        alone: whether one letter alone may decide, and must be as certain as that.
    """
    row = [0]
    for letter in wanted:
        row.append(row[-1] + _lost(letter))
    last = row[-1]
    for one in printed:
        least = (LETTER if one.read.isascii() else MARKED) if alone else LEAST_CHANCE
        sure = one.chance >= least
        options = _options(one.read)
        too_many = _ANOTHER + _GAP if sure and options else 1
        following = [row[0] + too_many]
        for at in range(1, len(wanted) + 1):
            letter = wanted[at - 1]
            unlike = sure and options and not any(alike(option, letter) for option in options)
            other = _ANOTHER if unlike else 1
            costs = [row[at] + too_many, following[at - 1] + _lost(letter), row[at - 1] + other]
            costs += [row[at - len(option)] for option in options if wanted.endswith(option, 0, at)]
            if goes_on and at == len(wanted):  # cut within what the MRZ writes for one letter
                costs += [row[at - 1] for option in options if len(option) > 1 and option[0] == letter]
            if at > 1 and wanted[at - 2 : at] in _DIGRAPHS:
                costs.append(row[at - 2] + other)
            following.append(min(costs))
        row = following
        last = min(last, row[-1]) if goes_on else row[-1]
    return Apart(last // _ANOTHER, last % _ANOTHER // _GAP, last % _GAP)


def _lost(letter: str) -> int:
    """What it costs that a letter of the MRZ was not read."""
    return 1 if letter in _THIN else _ANOTHER + _GAP


@cache
def _options(read: str) -> tuple[str, ...]:
    """Every way in which the MRZ may write a letter, or one of its base."""
    found = (
        option
        for character in (read.upper(), *family(read))
        for options in letter_options(character)
        for option in options
        if option
    )
    return tuple(dict.fromkeys(found))
