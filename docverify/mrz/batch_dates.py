"""Dates of many documents at once, by the rules of `dates`."""

from datetime import date
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from docverify.mrz.alphabet import ALPHABET, FILLER
from docverify.mrz.dates import FIRST_DOCUMENTS, LONGEST_VALIDITY, OLDEST, DateKind

_KINDS = tuple(DateKind)
_FILLER = ALPHABET.index(FILLER)
_DAYS = np.array([31, 31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31])
_UNKNOWN, _WRONG = -1, -2

Ints = npt.NDArray[np.int64]


class ArrayDates(NamedTuple):
    """Dates as arrays: `(n,)` datetime64[D] (NaT when not certain) and `(n,)` int8 indices of `DateKind`."""

    days: npt.NDArray[np.datetime64]
    kinds: npt.NDArray[np.int8]


def read_dates(codes: npt.NDArray[np.uint8], *, at: date | None, birth: bool) -> ArrayDates:
    """Read six cells of every document as a date.

    Args:
        codes: `(n, 6)` uint8, indices into `ALPHABET`.
        at: The day on which the documents are looked at, or None.
        birth: Whether the date is one of birth; else it is one of expiry.
    """
    year, month, day = (
        _pair(codes[:, i].astype(np.int64), codes[:, i + 1].astype(np.int64)) for i in (0, 2, 4)
    )
    longest = _DAYS[np.where((month >= 1) & (month <= 12), month, 0)]
    leap_day = (month == 2) & (day == 29)
    impossible = (year == _WRONG) | (month == _WRONG) | (day == _WRONG)
    impossible |= (month != _UNKNOWN) & ((month < 1) | (month > 12))
    impossible |= (day != _UNKNOWN) & ((day < 1) | (day > longest))
    unknown = (year == _UNKNOWN) & (month == _UNKNOWN) & (day == _UNKNOWN)
    partly = ~unknown & ((year == _UNKNOWN) | (month == _UNKNOWN) | (day == _UNKNOWN))
    impossible |= ~partly & ~unknown & leap_day & (year % 4 != 0)
    kinds = np.select(
        [impossible, unknown, partly],
        [_KINDS.index(k) for k in (DateKind.IMPOSSIBLE, DateKind.UNKNOWN, DateKind.PARTLY_KNOWN)],
        _KINDS.index(DateKind.COMPLETE),
    ).astype(np.int8)
    complete = kinds == _KINDS.index(DateKind.COMPLETE)
    days = np.full(len(codes), "NaT", "datetime64[D]")
    days[complete] = _resolve(year[complete], month[complete], day[complete], at, birth=birth)
    return ArrayDates(days, kinds)


def _pair(tens: Ints, ones: Ints) -> Ints:
    number = np.where((tens < 10) & (ones < 10), 10 * tens + ones, _WRONG)
    return np.where((tens == _FILLER) & (ones == _FILLER), _UNKNOWN, number)


def _resolve(
    year: Ints, month: Ints, day: Ints, at: date | None, *, birth: bool
) -> npt.NDArray[np.datetime64]:
    """The date where only one century is possible, NaT elsewhere."""
    first, last = 1900, 2099
    if at is not None:
        first, last = (at.year - OLDEST, at.year) if birth else (FIRST_DOCUMENTS, at.year + LONGEST_VALIDITY)
    high = last - (last - year) % 100
    found = np.full(len(year), "NaT", "datetime64[D]")
    times = np.zeros(len(year), np.int64)
    for candidate in (high, high - 100):
        days = _days(candidate, month, day)
        possible = (candidate >= first) & ((month != 2) | (day != 29) | _is_leap(candidate))
        if birth and at is not None:
            possible &= days <= np.datetime64(at)
        found[possible] = days[possible]
        times += possible
    found[times != 1] = np.datetime64("NaT", "D")
    return found


def _is_leap(year: Ints) -> npt.NDArray[np.bool_]:
    leap: npt.NDArray[np.bool_] = (year % 4 == 0) & ((year % 100 != 0) | (year % 400 == 0))
    return leap


def _days(year: Ints, month: Ints, day: Ints) -> npt.NDArray[np.datetime64]:
    months = ((year - 1970) * 12 + month - 1).astype("datetime64[M]")
    days: npt.NDArray[np.datetime64] = months.astype("datetime64[D]") + (day - 1).astype("timedelta64[D]")
    return days
