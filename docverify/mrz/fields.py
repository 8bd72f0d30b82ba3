"""Read one field: its value, its alphabet, its check digit, its date, and what is wrong with them."""

from datetime import date

from docverify.mrz.alphabet import ALPHABET, DIGITS, FILLER
from docverify.mrz.checks import Checked
from docverify.mrz.date_issues import date_issue, resolve_date
from docverify.mrz.dates import DateKind
from docverify.mrz.document import Field, FieldCheck
from docverify.mrz.formats import Kind, Place, Span
from docverify.mrz.issues import Issue, IssueCode
from docverify.mrz.states import STATES, StateKind
from docverify.mrz.words import in_words

_DIGIT_FAULTS = {
    FieldCheck.REFUTED: (IssueCode.CHECK_DIGIT_REFUTED, "does not agree with the cells it covers"),
    FieldCheck.UNCHECKABLE: (
        IssueCode.CHECK_DIGIT_UNCHECKABLE,
        "cannot be checked: a cell holds a character outside the MRZ alphabet",
    ),
    FieldCheck.NOT_PRINTED: (IssueCode.CHECK_DIGIT_NOT_PRINTED, "is not printed: its cell holds a filler"),
}


def plain(raw: str) -> str | None:
    """The text of cells without fillers at its ends and with spaces inside; None outside the alphabet."""
    if raw.strip(ALPHABET):
        return None
    return raw.strip(FILLER).replace(FILLER, " ")


def character_issues(name: str, raw: str, span: Span, allowed: str) -> tuple[Issue, ...]:
    """One issue for every run of cells whose characters the field may not hold."""
    if not raw.strip(allowed):
        return ()
    issues = []
    start = 0
    codes = [None if c in allowed else c in ALPHABET for c in raw]
    for at in range(1, len(codes) + 1):
        if at < len(codes) and codes[at] == codes[start]:
            continue
        if codes[start] is not None:
            where = Span(span.line, span.first + start, span.first + at - 1)
            code = IssueCode.NOT_ALLOWED_HERE if codes[start] else IssueCode.NOT_IN_ALPHABET
            issues.append(Issue(code, name, where, _character_sentence(name, where, code)))
        start = at
    return tuple(issues)


def _character_sentence(name: str, where: Span, code: IssueCode) -> str:
    columns = f"column {where.first + 1}"
    if where.last > where.first:
        columns = f"columns {where.first + 1} to {where.last + 1}"
    what = "outside the MRZ alphabet" if code is IssueCode.NOT_IN_ALPHABET else "that does not belong there"
    return f"{in_words(name)}: line {where.line + 1}, {columns}: a character {what}"


def read_digit(place: Place, raw: str, checked: Checked, *, must: bool) -> Field:
    """Read a check digit's cell.

    Args:
        place: Where the layout has the digit.
        raw: The cell's character.
        checked: What the comparison said; its `digit` span wins, as long numbers move their digit.
        must: Whether a filler in the cell is a fault.
    """
    issues = () if raw in place.allowed else character_issues(place.name, raw, checked.digit, place.allowed)
    check = checked.check
    if check is not FieldCheck.VERIFIED and (must or check is not FieldCheck.NOT_PRINTED):
        code, what = _DIGIT_FAULTS[check]
        sentence = f"the {in_words(place.name)} {what}"
        issues = (*issues, Issue(code, place.name, checked.digit, sentence, checked.expected))
    value = raw if raw in DIGITS else plain(raw)
    return Field(place.name, value, raw, checked.digit, check, issues)


def read_date(place: Place, raw: str, check: FieldCheck, at: date | None) -> Field:
    """Read a date's cells, against the calendar as well as the alphabet."""
    value = resolve_date(place.name, raw, at)
    if value.kind is DateKind.COMPLETE and len(value.candidates) == 1:
        return Field(place.name, raw, raw, place.span, check, (), value)
    issues = character_issues(place.name, raw, place.span, place.allowed)
    fault = date_issue(place.name, place.span, value, at)
    if fault is not None:
        issues = (*issues, fault)
    text = None if raw.strip(ALPHABET) else "" if value.kind is DateKind.UNKNOWN else raw
    return Field(place.name, text, raw, place.span, check, issues, value)


def read_plain(place: Place, raw: str, check: FieldCheck, span: Span) -> Field:
    """Read any other cells."""
    issues = character_issues(place.name, raw, span, place.allowed)
    value = plain(raw)
    if value is not None and place.mandatory:
        fault = _code_fault(place, value)
        if fault is not None:
            issues = (*issues, Issue(fault[0], place.name, span, f"the {in_words(place.name)} {fault[1]}"))
    return Field(place.name, value, raw, span, check, issues)


def _code_fault(place: Place, value: str) -> tuple[IssueCode, str] | None:
    if not value:
        return IssueCode.FIELD_EMPTY, "is empty"
    if place.kind is Kind.CODE and place.first_letters and value[0] not in place.first_letters:
        return IssueCode.DOCUMENT_CODE_UNUSUAL, "begins with another letter than the layout's standard has"
    if place.kind is not Kind.STATE:
        return None
    state = STATES.get(value)
    if state is None:
        return IssueCode.STATE_UNKNOWN, "is not a code of Doc 9303-3, 5"
    if state.kind is StateKind.WITHDRAWN:
        return IssueCode.STATE_WITHDRAWN, "is a code that is no longer issued"
    return None
