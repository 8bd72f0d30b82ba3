"""Dates of six characters: complete, partly known, unknown or impossible (ICAO Doc 9303-3, 4.7 and 4.8).

ICAO prints years with two digits and sets no pivot, so a year is resolved by what can be true at a given
day: nobody is born in the future or older than the oldest person on record, and no machine-readable document
expires before 1980 or more than fifty years ahead. What stays open keeps its candidates.
"""

from dataclasses import dataclass, field
from datetime import MAXYEAR, MINYEAR, date
from enum import StrEnum

OLDEST = 123
"""Years: nobody on record has lived longer than 122."""
FIRST_DOCUMENTS = 1980
"""The year of the first edition of Doc 9303."""
LONGEST_VALIDITY = 50
"""Years ahead that an expiry may lie."""


class DateKind(StrEnum):
    """How much of a date is printed."""

    COMPLETE = "complete"
    PARTLY_KNOWN = "partly_known"
    UNKNOWN = "unknown"
    IMPOSSIBLE = "impossible"


@dataclass(frozen=True, slots=True)
class MrzDate:
    """A date as an MRZ prints it.

    Attributes:
        kind: Complete, partly known (`85<<<<`), unknown (`<<<<<<`) or impossible (30 February, letters).
        year: Two-digit year, 0 to 99, or None when it is not printed.
        month: 1 to 12 or None.
        day: 1 to 31 or None.
        years: The four-digit years that are possible: nearest to `at` first, the later first without it.
        candidates: The calendar dates that are possible, in the same order; empty unless complete.

    Source: ICAO Doc 9303-3, 4.7 and 4.8.
    """

    kind: DateKind
    year: int | None = field(default=None, repr=False)
    month: int | None = field(default=None, repr=False)
    day: int | None = field(default=None, repr=False)
    years: tuple[int, ...] = field(default=(), repr=False)
    candidates: tuple[date, ...] = field(default=(), repr=False)

    @property
    def date(self) -> date | None:
        """The calendar date when it is complete and only one candidate is left, else None."""
        return self.candidates[0] if len(self.candidates) == 1 else None

    @property
    def text(self) -> str:
        """The six characters as printed; "" for an impossible date."""
        if self.kind is DateKind.IMPOSSIBLE:
            return ""
        return "".join("<<" if part is None else f"{part:02}" for part in (self.year, self.month, self.day))


_IMPOSSIBLE = MrzDate(DateKind.IMPOSSIBLE)
_DAYS = (31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)


def birth_date(text: str, *, at: date | None = None) -> MrzDate:
    """Read a date of birth.

    Args:
        text: Six characters, `YYMMDD`; `<<` stands for a part that is not known.
        at: The day on which the document is looked at; None leaves every century open.

    Returns:
        The date; of two candidates the later comes first. An empty `candidates` on a complete date
        means that no century makes it possible (for example a day that is in the future of `at`).

    >>> from datetime import MAXYEAR, MINYEAR, date
    >>> birth_date("740812", at=date(2026, 11, 23)).date
    datetime.date(1974, 8, 12)
    >>> [d.year for d in birth_date("130101", at=date(2026, 11, 23)).candidates]
    [2013, 1913]
    """
    return _read(text, at, birth=True)


def expiry_date(text: str, *, at: date | None = None) -> MrzDate:
    """Read a date of expiry.

    Args:
        text: Six characters, `YYMMDD`; `<<` stands for a part that is not known.
        at: The day on which the document is looked at; None leaves every century open.

    Returns:
        The date; of two candidates the one nearer to `at` comes first.

    >>> from datetime import MAXYEAR, MINYEAR, date
    >>> expiry_date("961210", at=date(2026, 11, 23)).date
    datetime.date(1996, 12, 10)
    """
    return _read(text, at, birth=False)


def _part(text: str) -> int | None:
    """Read two characters: a number, None for `<<`, -1 for anything else."""
    if text == "<<":
        return None
    return int(text) if text.isdecimal() and text.isascii() else -1


def _read(text: str, at: date | None, *, birth: bool) -> MrzDate:
    year, month, day = _part(text[:2]), _part(text[2:4]), _part(text[4:6])
    if len(text) != 6 or year == -1:
        return _IMPOSSIBLE
    if month is not None and not 1 <= month <= 12:
        return _IMPOSSIBLE
    if day is not None and not 1 <= day <= (31 if month is None else _DAYS[month - 1]):
        return _IMPOSSIBLE
    if year is None and month is None and day is None:
        return MrzDate(DateKind.UNKNOWN)
    years = () if year is None else _years(year, at, birth=birth)
    if year is None or month is None or day is None:
        return MrzDate(DateKind.PARTLY_KNOWN, year, month, day, years)
    if month == 2 and day == 29 and year % 4:
        return _IMPOSSIBLE
    possible = [date(y, month, day) for y in years if (month, day) != (2, 29) or _is_leap(y)]
    if birth and at is not None:
        possible = [d for d in possible if d <= at]
    return MrzDate(DateKind.COMPLETE, year, month, day, tuple(d.year for d in possible), tuple(possible))


def _is_leap(year: int) -> bool:
    return year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)


def _years(year: int, at: date | None, *, birth: bool) -> tuple[int, ...]:
    if at is None:
        return (2000 + year, 1900 + year)
    first, last = (at.year - OLDEST, at.year) if birth else (FIRST_DOCUMENTS, at.year + LONGEST_VALIDITY)
    first, last = max(first, MINYEAR), min(last, MAXYEAR)
    inside = [y for y in range(first - (first - year) % 100, last + 1, 100) if first <= y]
    return tuple(sorted(inside, key=lambda y: (abs(y - at.year), -y)))
