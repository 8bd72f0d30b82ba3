"""The dates: of the calendar, possible together, and the document not expired."""

import calendar
from datetime import date

from docverify.mrz import DateKind, Field, MrzDate
from docverify.verification.case import Case
from docverify.verification.check import Answer, Reason, document_check, failed, not_performed, passed
from docverify.verification.trust import certain, proves

_VALID = passed("dates_valid", "The dates are dates of the calendar and can be true together.")
_IMPOSSIBLE = failed("date_impossible", "The {field} is not a date of the calendar.")
_OUT_OF_RANGE = failed(
    "date_out_of_range", "The {field} lies further ahead than it can on the day of the check."
)
_CONTRADICT = failed("dates_contradict", "The date of expiry is not after the date of birth.")
_DOUBTFUL = not_performed(
    "dates_doubtful", "The {field} seems wrong, but the reading is in doubt: take the picture again."
)
_NOT_PROVED = not_performed(
    "dates_not_proved", "The {field} looks valid, but its check digit does not prove it."
)
_NOT_PRINTED = not_performed("dates_not_printed", "The layout {format} has no dates.")


def _valid(case: Case) -> Answer:
    """Whether the dates can be true.

    A date of birth that is unknown or partly known is legal (ICAO Doc 9303-3, 4.8).
    """
    assert case.mrz is not None  # noqa: S101 - it is needed
    fields = [f for f in (case.mrz.date_of_birth, case.mrz.date_of_expiry) if f.date is not None]
    if not fields:
        return Answer(_NOT_PRINTED, {}, {"format": case.mrz.format.value})
    faults = [(fault, field.name) for field in fields if (fault := _fault(field)) is not None]
    if not faults and _contradict(case.mrz.date_of_birth.date, case.mrz.date_of_expiry.date):
        faults = [(_CONTRADICT, field.name) for field in fields]
        sure = faults if all(_sure(case, field) for field in fields) else []
    else:
        sure = [fault for fault in faults if _sure(case, case.mrz.field(fault[1]))]
    if sure:
        return _about(*sure[0])
    if faults:
        return _about(_DOUBTFUL, faults[0][1])
    unproved = [field.name for field in fields if not proves(case, field.name)]
    return _about(_NOT_PROVED, unproved[0]) if unproved else Answer(_VALID)


_NOT_EXPIRED = passed("not_expired", "The document has not expired.")
_EXPIRED = failed("expired", "The document has expired.")
_EXPIRY_NOT_PRINTED = not_performed("expiry_not_printed", "No date of expiry is printed.")
_EXPIRY_NOT_PROVED = not_performed(
    "expiry_not_proved", "The date of expiry is not proved by its check digit, so it shows nothing."
)
_EXPIRY_OPEN = not_performed(
    "expiry_open", "What is printed as the date of expiry does not tell whether the document has expired."
)


def _not_expired(case: Case) -> Answer:
    """Whether the document is valid on the day of the check; it is on the date of expiry itself."""
    assert case.mrz is not None  # noqa: S101 - it is needed
    expiry = case.mrz.date_of_expiry
    if expiry.date is None or expiry.date.kind is DateKind.UNKNOWN:
        return Answer(_EXPIRY_NOT_PRINTED)
    if not proves(case, expiry.name):
        return Answer(_EXPIRY_NOT_PROVED)
    days = possible_days(expiry.date)
    if days and all(first >= case.at for first, _ in days):
        return Answer(_NOT_EXPIRED)
    if days and all(last < case.at for _, last in days):
        return Answer(_EXPIRED)
    return Answer(_EXPIRY_OPEN)


def possible_days(value: MrzDate) -> list[tuple[date, date]]:
    """First and last day that a date may mean, one pair for each year that is possible."""
    if value.kind is DateKind.COMPLETE:
        return [(day, day) for day in value.candidates]
    if value.kind is not DateKind.PARTLY_KNOWN:
        return []
    first, last = value.month or 1, value.month or 12
    return [
        (date(year, first, 1), date(year, last, calendar.monthrange(year, last)[1])) for year in value.years
    ]


def _sure(case: Case, field: Field) -> bool:
    """Whether a field says for certain what it says, be it by its pixels or by its digit."""
    return certain(case, field.span) or proves(case, field.name)


def _fault(field: Field) -> Reason | None:
    if field.date is None:
        return None
    if field.date.kind is DateKind.IMPOSSIBLE:
        return _IMPOSSIBLE
    if field.date.kind is DateKind.COMPLETE and not field.date.candidates:
        return _OUT_OF_RANGE
    return None


def _contradict(birth: MrzDate | None, expiry: MrzDate | None) -> bool:
    """Whether no reading of the two dates has the birth before the expiry."""
    if birth is None or expiry is None:
        return False
    births, expiries = possible_days(birth), possible_days(expiry)
    return bool(births and expiries) and min(b for b, _ in births) >= max(e for _, e in expiries)


def _about(reason: Reason, name: str) -> Answer:
    return Answer(reason, {"field": name}, {"field": name.replace("_", " ")})


CHECKS = (
    document_check(
        "dates_valid",
        "dates valid",
        _valid,
        (_VALID, _IMPOSSIBLE, _OUT_OF_RANGE, _CONTRADICT, _DOUBTFUL, _NOT_PROVED, _NOT_PRINTED),
    ),
    document_check(
        "not_expired",
        "not expired",
        _not_expired,
        (_NOT_EXPIRED, _EXPIRED, _EXPIRY_NOT_PRINTED, _EXPIRY_NOT_PROVED, _EXPIRY_OPEN),
    ),
)
