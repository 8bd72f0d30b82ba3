"""A name as what is looked up of it: its components, runs of them written as one, and their keys."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Final

from docverify.lists.names.folding import consonants, folds
from docverify.lists.names.spelling import plain_from_codes, spellings
from docverify.lists.names.vocabulary import ARABIC_MARK, CONSONANT_MARK

MOST_COMPONENTS: Final = 12
"""Components of a name that are looked at: a TD3 name field has room for thirteen initials and no more."""
_ARABIC: Final = re.compile("[\u0600-\u06ff]")


_LONGEST_RUN: Final = 3
"""Components that may be written as one, unless all of an identifier are."""
_MOST_ALIKE: Final = 2
"""The same component in one identifier that is looked at: what comes more often says no more."""


def looked_at(primary: Sequence[str], secondary: Sequence[str]) -> tuple[list[str], list[str]]:
    """The components of a name that are compared: not too many, and none again and again."""
    halves = [
        [one for at, one in enumerate(half) if half[:at].count(one) < _MOST_ALIKE]
        for half in (list(primary), list(secondary))
    ]
    first = halves[0][:MOST_COMPONENTS]
    return first, halves[1][: MOST_COMPONENTS - len(first)]


@dataclass(frozen=True, slots=True)
class Token:
    """A component, or several in a row that may be written as one.

    Attributes:
        covers: a bit for each component that it stands for.
        keys: of its letters.
        hard: keys of its consonants; marked, so that they are no letters' keys.
    """

    covers: int
    keys: tuple[str, ...] = field(repr=False)
    hard: tuple[str, ...] = field(default=(), repr=False)

    @property
    def several(self) -> bool:
        """Whether it stands for several components."""
        return self.covers.bit_count() > 1


def _token(covers: int, written: Sequence[str], mark: str) -> Token:
    keys = dict.fromkeys(key for one in written for key in folds(one))
    hard = dict.fromkeys(c for one in written if len(c := consonants(one)) > 1) if mark else {}
    return Token(covers, tuple(keys), tuple(mark + one for one in hard))


def _as_one(run: Sequence[tuple[str, ...]]) -> list[str]:
    """Components written as one: by their first spellings, by their second ones, and so on."""
    most = max(map(len, run))
    return ["".join(one[min(at, len(one) - 1)] for one in run) for at in range(most)]


def _tokens(
    halves: tuple[Sequence[tuple[str, ...]], Sequence[tuple[str, ...]]], marks: list[str]
) -> list[Token]:
    """Tokens of components that are given by their spellings, and of every run of them within a half."""
    made = []
    offset = 0
    for half in halves:
        for first in range(len(half)):
            made.append(_token(1 << (offset + first), half[first], marks[offset + first]))
            for last in range(first + 2, len(half) + 1):
                if last - first > _LONGEST_RUN and last - first < len(half):
                    continue
                covers = ((1 << (last - first)) - 1) << (offset + first)
                made.append(_token(covers, _as_one(half[first:last]), marks[offset + first]))
        offset += len(half)
    return made


def tokens_of_entry(primary: Sequence[str], secondary: Sequence[str]) -> list[Token]:
    """The tokens of a name on a list, by its components in capitals of its own script."""
    marks = [ARABIC_MARK if _ARABIC.search(one) else CONSONANT_MARK for one in (*primary, *secondary)]
    return _tokens(([spellings(one) for one in primary], [spellings(one) for one in secondary]), marks)


def tokens_of_mrz(primary: Sequence[str], secondary: Sequence[str]) -> list[Token]:
    """The tokens of a name in the cells of an MRZ.

    Where some component has codes of Arabic letters, the plain romanisation of all is looked up too,
    and their consonants among names in Latin letters; else their consonants among names in Arabic script.
    """
    every = (*primary, *secondary)
    coded = any(plain_from_codes(one) for one in every)
    mark = CONSONANT_MARK if coded else ARABIC_MARK
    written = [(one, *plain_from_codes(one)) for one in every]
    return _tokens((written[: len(primary)], written[len(primary) :]), [mark] * len(every))
