"""How manifests write dates, States and numbers, and what they mean."""

from datetime import date, datetime
from functools import cache
from typing import Final

from docverify.mrz import STATES, DateKind, MrzDate
from docverify.mrz.dates import birth_date, expiry_date

_IMPOSSIBLE: Final = MrzDate(DateKind.IMPOSSIBLE)
_INSTANTS: Final = {6: "%y%m%d", 8: "%Y%m%d", 10: "%y%m%d%H%M", 12: "%Y%m%d%H%M", 14: "%Y%m%d%H%M%S"}
"""Digits of an instant and how they are read (UN/EDIFACT code list 2379: 101, 102, 201, 203, 204)."""
_DIVIDERS: Final = str.maketrans("", "", " -<./\u2010\u2011\u2013")
_CODES_LONG: Final = {"DEU": "D"}
"""Codes of ISO 3166-1 that Doc 9303-3, 5 writes otherwise."""


def day_announced(text: str, *, birth: bool, at: date | None) -> MrzDate | None:
    """A date as lists write it: `YYMMDD`, `YYYYMMDD` or ISO 8601; two or four zeros are a part unknown.

    Args:
        text: what stands there.
        birth: whether of birth; of expiry otherwise.
        at: the day for which the century of a two-digit year is told; None leaves it open.

    Returns:
        The date; of kind IMPOSSIBLE where it is none, and None where nothing stands there.
    """
    digits = text.strip().replace("-", "").replace("X", "0").replace("<", "0")
    if not digits:
        return None
    if not (digits.isascii() and digits.isdecimal()) or len(digits) not in (6, 8):
        return _IMPOSSIBLE
    month, day = digits[-4:-2], digits[-2:]
    unknown = "<<"
    end = (unknown if month == "00" else month) + (unknown if day == "00" else day)
    read = birth_date if birth else expiry_date
    if len(digits) == 6:
        return read(digits[:2] + end, at=at)
    if digits[:4] == "0000":
        return read(unknown + end, at=at)
    if unknown not in end:
        return _complete(int(digits[:4]), int(month), int(day))
    found = read(digits[2:4] + end, at=None)
    if found.kind is DateKind.IMPOSSIBLE:
        return found
    return MrzDate(found.kind, found.year, found.month, found.day, (int(digits[:4]),))


def _complete(year: int, month: int, day: int) -> MrzDate:
    try:
        known = date(year, month, day)
    except ValueError:
        return _IMPOSSIBLE
    return MrzDate(DateKind.COMPLETE, year % 100, month, day, (year,), (known,))


def instant_announced(text: str) -> datetime | None:
    """When something is announced for, at local time; None where that is no instant."""
    digits = text.strip().replace("-", "").replace(":", "").replace("T", "").replace(" ", "")
    layout = _INSTANTS.get(len(digits))
    if layout is None or not (digits.isascii() and digits.isdecimal()):
        return None
    try:
        return datetime.strptime(digits, layout)  # noqa: DTZ007 - local time of a place, as carriers announce it
    except ValueError:
        return None


@cache
def _states() -> dict[str, str]:
    short = {state.alpha2: code for code, state in STATES.items() if state.alpha2 and len(code) == 3}
    return {**short, "DE": "D", **_CODES_LONG, **{code: code for code in STATES}}


def state_announced(text: str) -> str:
    """The code of Doc 9303-3, 5 for a code of three, two or one letters; the text in capitals if none is."""
    code = text.strip().strip("<").upper()
    return _states().get(code, code)


def number_announced(text: str) -> str:
    """A number in capitals, without what people put between its characters."""
    return text.translate(_DIVIDERS).upper()
