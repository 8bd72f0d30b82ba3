"""What a date is found fault with: the only issues that depend on the day of looking."""

from datetime import date

from docverify.mrz.dates import DateKind, MrzDate, birth_date, expiry_date
from docverify.mrz.formats import Span
from docverify.mrz.issues import Issue, IssueCode
from docverify.mrz.words import in_words

_OF_KIND = {
    DateKind.IMPOSSIBLE: (IssueCode.DATE_IMPOSSIBLE, "is not a date of the calendar"),
    DateKind.UNKNOWN: (IssueCode.DATE_UNKNOWN, "is printed as unknown"),
    DateKind.PARTLY_KNOWN: (IssueCode.DATE_PARTLY_KNOWN, "is printed with unknown parts"),
}
DATE_ISSUES = frozenset(
    {code for code, _ in _OF_KIND.values()} | {IssueCode.DATE_AMBIGUOUS, IssueCode.DATE_IN_FUTURE}
)
"""Every code that `date_issue` gives."""


def resolve_date(name: str, raw: str, at: date | None) -> MrzDate:
    """The date in the cells `raw` of the field `name`, its century as `at` allows."""
    return birth_date(raw, at=at) if name == "date_of_birth" else expiry_date(raw, at=at)


def date_issue(name: str, span: Span | None, value: MrzDate, at: date | None) -> Issue | None:
    """What is wrong with the date of the field `name` on the day `at`; None when nothing is."""
    fault = _fault(value, at, birth=name == "date_of_birth")
    return None if fault is None else Issue(fault[0], name, span, f"the {in_words(name)} {fault[1]}")


def _fault(value: MrzDate, at: date | None, *, birth: bool) -> tuple[IssueCode, str] | None:
    if value.kind is not DateKind.COMPLETE:
        return _OF_KIND[value.kind]
    if at is None:
        return None
    if len(value.candidates) > 1:
        return IssueCode.DATE_AMBIGUOUS, "fits more than one century; its candidates are kept"
    if not value.candidates:
        reason = "is in the future" if birth else "is further ahead than any document is valid"
        return IssueCode.DATE_IN_FUTURE, reason
    return None
