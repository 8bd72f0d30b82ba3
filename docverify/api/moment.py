"""The day and the instant for which an answer shall hold."""

from datetime import date, datetime
from typing import Final

from docverify.errors import ConfigurationError

_FIRST_YEAR: Final = 1980  # of machine-readable documents: ICAO Doc 9303, first edition
_LAST_YEAR: Final = 2200


def moment_of(at: date | None) -> tuple[date, datetime | None]:
    """The day, and the instant if it is known: now, by the local clock, unless one is given.

    Args:
        at: a day, or an instant; one without a time zone is local.

    Raises:
        ConfigurationError: neither, or a year in which nobody verifies a document.
    """
    given = datetime.now().astimezone() if at is None else at
    if not isinstance(given, date):
        raise ConfigurationError(f"at is a {type(at).__name__}: pass a date or a datetime")
    if not _FIRST_YEAR <= given.year <= _LAST_YEAR:
        raise ConfigurationError(
            f"at lies in the year {given.year}: pass one from {_FIRST_YEAR} to {_LAST_YEAR}"
        )
    if isinstance(given, datetime):
        return given.date(), given.astimezone()
    return given, None
