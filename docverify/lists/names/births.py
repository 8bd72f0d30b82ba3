"""Dates of birth of a traveller and of an entry: the same, wrong in one part, known in part, different."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import Final

import numpy as np
from numpy.typing import NDArray

from docverify.errors import InputError
from docverify.lists.names.reasons import NameReason
from docverify.mrz import MrzDate

WORTH: Final = {
    NameReason.BIRTH_SAME: 3.5,
    NameReason.BIRTH_SWAPPED: 2.5,
    NameReason.BIRTH_ONE_PART: 1.0,
    NameReason.BIRTH_YEAR: 1.2,
    NameReason.BIRTH_NEAR: 0.5,
    NameReason.BIRTH_DIFFERS: -3.0,
}
"""Powers of ten, as `evidence` has them: a day of sixty years, a date but for one part, a year."""
BIRTH_REASONS: Final = tuple(sorted(WORTH, key=WORTH.__getitem__))
"""The reasons by their numbers: the higher the better."""
WORTHS: Final = np.array([*(WORTH[one] for one in BIRTH_REASONS), 0.0], np.float32)
"""What each is worth, by its number; nothing where nothing was compared."""
MOST_WORTH: Final = max(WORTH.values())
NOT_COMPARED: Final = -1
_NUMBER: Final = {reason: number for number, reason in enumerate(BIRTH_REASONS)}
_DIFFERS: Final = _NUMBER[NameReason.BIRTH_DIFFERS]
_NEAR: Final = 1
"""Years that a year of birth may be wrong by where it is all that is known."""


@dataclass(frozen=True, slots=True)
class Birth:
    """A date of birth as far as it is known; 0 stands for a part that is not."""

    year: int = field(default=0, repr=False)
    month: int = field(default=0, repr=False)
    day: int = field(default=0, repr=False)

    @property
    def by_year(self) -> bool:
        """Whether no more than the year is known: a first of January is what offices write then."""
        return not (self.month and self.day) or (self.month, self.day) == (1, 1)

    @property
    def text(self) -> str:
        """As far as it is known, in ISO 8601."""
        if not self.year:
            return ""
        parts = [f"{self.year:04}", f"{self.month:02}", f"{self.day:02}"]
        return "-".join(parts[: 1 + (self.month > 0) + (self.month > 0 and self.day > 0)])


def birth_of(text: str) -> Birth:
    """Read a date of birth of a list: `1974-08-12`, `1974-08`, `1974`, or nothing.

    Raises:
        InputError: it is none; the message does not repeat it.
    """
    parts = text.strip().split("-")
    if parts == [""]:
        return Birth()
    if (
        len(parts) > 3
        or [len(one) for one in parts] != [4, 2, 2][: len(parts)]
        or not all(one.isascii() and one.isdecimal() for one in parts)
    ):
        raise InputError("a date of birth is written as YYYY-MM-DD, YYYY-MM or YYYY, or left empty")
    year, month, day = (*map(int, parts), 0, 0)[:3]
    try:
        date(year, month if len(parts) > 1 else 1, day if len(parts) > 2 else 1)
    except ValueError:
        raise InputError("the date of birth is not a date of the calendar") from None
    return Birth(year, month, day)


def births_of_mrz(value: MrzDate | None) -> tuple[Birth, ...]:
    """What a date of an MRZ may mean: a birth for every year that is possible; none where it says nothing."""
    if value is None or not value.years:
        return ()
    return tuple(Birth(year, value.month or 0, value.day or 0) for year in value.years)


class BirthTable:
    """The dates of birth of all entries of a list, compared with a traveller's at once."""

    def __init__(self, births: Iterable[Birth]) -> None:
        known = np.array([(one.year, one.month, one.day) for one in births], np.int16).reshape(-1, 3)
        self._year, self._month, self._day = known.T
        first = (self._month == 1) & (self._day == 1)
        self._by_year = first | (self._month == 0) | (self._day == 0)

    def compare(self, ours: Iterable[Birth], entries: NDArray[np.intp]) -> NDArray[np.int8]:
        """How the births that a document may mean agree with those of entries.

        Returns:
            For each entry the number in `BIRTH_REASONS` of the best agreement; `NOT_COMPARED` where one side
            says nothing.
        """
        year, month, day = self._year[entries], self._month[entries], self._day[entries]
        by_year = self._by_year[entries]
        best = np.full(len(entries), NOT_COMPARED, np.int8)
        for one in ours:
            same = (year == one.year).astype(np.int8) + (month == one.month) + (day == one.day)
            exchanged = (year == one.year) & (month == one.day) & (day == one.month)
            near = np.where(abs(year - one.year) <= _NEAR, _NUMBER[NameReason.BIRTH_NEAR], _DIFFERS)
            only_year = np.where(year == one.year, _NUMBER[NameReason.BIRTH_YEAR], near)
            in_full = np.select(
                [same == 3, exchanged, same == 2],
                [
                    _NUMBER[NameReason.BIRTH_SAME],
                    _NUMBER[NameReason.BIRTH_SWAPPED],
                    _NUMBER[NameReason.BIRTH_ONE_PART],
                ],
                _DIFFERS,
            )
            found = only_year if one.by_year else np.where(by_year, only_year, in_full)
            best = np.maximum(best, found.astype(np.int8))
        best[year == 0] = NOT_COMPARED
        return best
