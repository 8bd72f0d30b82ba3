"""What a caller means by a period: a year, a month, a day, or from one instant to another."""

import re
from datetime import UTC, date, datetime
from typing import Final

from docverify.errors import InputError
from docverify.operation.journal.values import moment_text

Period = str | tuple[date | None, date | None]
_WRITTEN: Final = re.compile(r"(\d{4})(?:-(\d\d))?(?:-(\d\d))?")
_FIRST, _LAST = "0001", "9999"


def period_of(period: Period) -> tuple[str, str]:
    """The texts of the instants from which and before which entries count.

    Args:
        period: "2026", "2026-11" or "2026-11-28", in UTC; or from one day or instant to before another, of
        which either may be None. Instants without a time zone are local.

    Raises:
        InputError: it is none.
    """
    if isinstance(period, str):
        return _named(period)
    if not isinstance(period, tuple) or len(period) != 2:  # type: ignore[redundant-expr]
        raise InputError("period is none: pass '2026', '2026-11', '2026-11-28', or two days or instants")
    first, last = (None if one is None else moment_text(instant_of("period", one)) for one in period)
    return first or _FIRST, last or _LAST


def instant_of(name: str, given: object) -> datetime:
    """An instant in UTC; a day begins at midnight in UTC, an instant without a time zone is local.

    Raises:
        InputError: it is neither a day nor an instant.
    """
    if isinstance(given, datetime):
        return given.astimezone(UTC)
    if isinstance(given, date):
        return datetime(given.year, given.month, given.day, tzinfo=UTC)
    raise InputError(f"{name} is a {type(given).__name__}: pass a date or a datetime")


def _named(text: str) -> tuple[str, str]:
    found = _WRITTEN.fullmatch(text)
    if found is None:
        raise InputError("period is none: write it as 2026, 2026-11 or 2026-11-28")
    year, month, day = (int(one or 1) for one in found.groups())
    try:
        begins = date(year, month, day)
    except ValueError:
        raise InputError("period is none: the calendar has no such day") from None
    # Entries' instants begin with the text of their day, month and year, and sort as text.
    return begins.isoformat(), f"{text}~"
