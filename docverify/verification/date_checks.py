"""The dates: of the calendar, possible together, and the document not expired."""

import calendar
from datetime import date

from docverify.mrz import DateKind, Field, MrzDate
from docverify.verification.answer import Answer
from docverify.verification.evidence import Case
from docverify.verification.reasons import Reason


def dates_valid(case: Case) -> Answer:
    """Whether the dates can be true.

    A date of birth that is unknown or partly known is legal (ICAO Doc 9303-3, 4.8).
    """
    if case.mrz is None:
        return Answer(Reason.NO_TEXT)
    fields = [f for f in (case.mrz.date_of_birth, case.mrz.date_of_expiry) if f.date is not None]
    if not fields:
        return Answer(Reason.DATES_NOT_PRINTED, {}, {"format": case.mrz.format.value})
    faults = [(fault, field.name) for field in fields if (fault := _fault(field)) is not None]
    if not faults and _contradict(case.mrz.date_of_birth.date, case.mrz.date_of_expiry.date):
        faults = [(Reason.DATES_CONTRADICT, field.name) for field in fields]
        certain = faults if all(_sure(case, field) for field in fields) else []
    else:
        certain = [fault for fault in faults if _sure(case, case.mrz.field(fault[1]))]
    if certain:
        return _about(*certain[0])
    if faults:
        return _about(Reason.DATES_DOUBTFUL, faults[0][1])
    unproved = [field.name for field in fields if not case.proves(field.name)]
    return _about(Reason.DATES_NOT_PROVED, unproved[0]) if unproved else Answer(Reason.DATES_VALID)


def not_expired(case: Case) -> Answer:
    """Whether the document is valid on the day of the check; it is on the date of expiry itself."""
    if case.mrz is None:
        return Answer(Reason.NO_TEXT)
    expiry = case.mrz.date_of_expiry
    if expiry.date is None or expiry.date.kind is DateKind.UNKNOWN:
        return Answer(Reason.EXPIRY_NOT_PRINTED)
    if not case.proves(expiry.name):
        return Answer(Reason.EXPIRY_NOT_PROVED)
    days = possible_days(expiry.date)
    if days and all(first >= case.at for first, _ in days):
        return Answer(Reason.NOT_EXPIRED)
    if days and all(last < case.at for _, last in days):
        return Answer(Reason.EXPIRED)
    return Answer(Reason.EXPIRY_OPEN)


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
    return case.certain(field.span) or case.proves(field.name)


def _fault(field: Field) -> Reason | None:
    if field.date is None:
        return None
    if field.date.kind is DateKind.IMPOSSIBLE:
        return Reason.DATE_IMPOSSIBLE
    if field.date.kind is DateKind.COMPLETE and not field.date.candidates:
        return Reason.DATE_OUT_OF_RANGE
    return None


def _contradict(birth: MrzDate | None, expiry: MrzDate | None) -> bool:
    """Whether no reading of the two dates has the birth before the expiry."""
    if birth is None or expiry is None:
        return False
    births, expiries = possible_days(birth), possible_days(expiry)
    return bool(births and expiries) and min(b for b, _ in births) >= max(e for _, e in expiries)


def _about(reason: Reason, name: str) -> Answer:
    return Answer(reason, {"field": name}, {"field": name.replace("_", " ")})
