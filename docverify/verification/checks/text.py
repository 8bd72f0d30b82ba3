"""What the text says, character by character: read with certainty, allowed, complete, changed on the way."""

import math

from docverify.evidence.reading import SURE, fields_of, known
from docverify.mrz import LAYOUTS, Field, FieldCheck, IssueCode, Mrz, Span
from docverify.verification.case import Case
from docverify.verification.check import Answer, Number, Reason, document_check, failed, not_performed, passed
from docverify.verification.trust import certain
from docverify.verification.words import listed

_MOST_NAMED = 4
"""Fields that a sentence names; the finding's evidence has all."""
_WORTH_NAMING = 0.1
"""Of the worst field's doubt: nearly certain cells add up in long fields, and are not what went wrong."""

_SURE = passed("text_certain", "Every character was read with certainty.")
_DOUBTFUL = not_performed("text_doubtful", "The {fields} could not be read with certainty. {advice}")
_AGAIN = "Take the picture again."
"""The advice where nothing is known to be the matter with it."""
_OPPOSED = not_performed(
    "text_opposed", "Check digits speak against what was read, so that not all of it can be right."
)
_UNCALIBRATED = not_performed("text_uncalibrated", "The reader does not tell how certain its text is.")


def _certain(case: Case) -> Answer:
    """Whether the reading is sure, and if not, which fields are in doubt, the most doubtful first.

    Check digits cover no name, no State and no document code: a text whose digits all agree, and which is
    sure as a whole, may be wrong in one of them, so that each must be sure by itself.
    """
    reading, mrz = case.evidence.reading, case.mrz
    assert reading is not None and mrz is not None  # noqa: S101, PT018 - they are needed
    by_field = {name: reading.certainty(name) for name in fields_of(mrz)}
    evidence: dict[str, Number] = {"confidence": known(reading.confidence)}
    evidence |= {f"certainty.{name}": known(chance) for name, chance in by_field.items()}
    if reading.sure:
        by_field = {name: chance for name, chance in by_field.items() if not _digits_cover(mrz, name)}
        if not any(chance < SURE for chance in by_field.values()):
            return Answer(_SURE, evidence)
    if math.isnan(reading.confidence):
        return Answer(_UNCALIBRATED, evidence)
    doubts = {name: 1 - chance for name, chance in by_field.items() if chance < SURE}
    worst = max(doubts.values(), default=0.0)
    advice = reading.instruction or _AGAIN
    if reading.doubt is not None:
        evidence["doubt"] = reading.doubt.value
    doubtful = sorted(
        (n for n, doubt in doubts.items() if doubt >= _WORTH_NAMING * worst), key=by_field.__getitem__
    )
    if doubtful:
        evidence["doubtful"] = tuple(doubtful)
        words = listed([mrz.field(name).title for name in doubtful[:_MOST_NAMED]])
        return Answer(_DOUBTFUL, evidence, {"fields": words, "advice": advice})
    refuted = any(found.check is FieldCheck.REFUTED for found in mrz.fields.values())
    return Answer(_OPPOSED if refuted else _DOUBTFUL, evidence, {"fields": "text", "advice": advice})


def _digits_cover(mrz: Mrz, name: str) -> bool:
    """Whether some check digit covers a field, or is it."""
    relations = LAYOUTS[mrz.format].relations
    covered = {cell for relation in relations for cell in (*relation.covered_cells, relation.digit)}
    spans = [span for span in _spans(mrz.field(name)) if span is not None]
    return all((span.line, at) in covered for span in spans for at in range(span.first, span.stop))


_ALLOWED = passed("text_allowed", "Every character may stand where it does.")
_FORBIDDEN = failed("text_not_allowed", "The {fields} hold characters that the layout does not allow there.")
_FORBIDDEN_DOUBTFUL = not_performed(
    "text_not_allowed_doubtful",
    "The {fields} seem to hold characters that the layout does not allow there: take the picture again.",
)
_NOT_MRZ = not_performed(
    "text_not_in_alphabet", "The {fields} hold characters that no machine-readable zone has."
)


def _allowed(case: Case) -> Answer:
    """Whether each character is one that the layout has in its cell (ICAO Doc 9303-3, 4.3; -4 to -7)."""
    found = _with(case, IssueCode.NOT_ALLOWED_HERE)
    strange = _with(case, IssueCode.NOT_IN_ALPHABET)
    if strange:
        return _about(_NOT_MRZ, strange)
    if not found:
        return Answer(_ALLOWED)
    sure = all(certain(case, span) for field in found for span in _spans(field))
    return _about(_FORBIDDEN if sure else _FORBIDDEN_DOUBTFUL, found)


_STATES_KNOWN = passed("states_known", "The codes of the issuing State and the nationality are known.")
_STATE_UNKNOWN = not_performed(
    "state_unknown", "The {fields} is none of the codes of ICAO Doc 9303-3, or one that is no longer issued."
)


def _states(case: Case) -> Answer:
    """Whether the States are codes of the list; a new code is possible, so nothing fails on it."""
    assert case.mrz is not None  # noqa: S101 - it is needed
    codes = {IssueCode.STATE_UNKNOWN, IssueCode.STATE_WITHDRAWN, IssueCode.FIELD_EMPTY}
    fields = [case.mrz.issuing_state, case.mrz.nationality]
    found = [field for field in fields if any(issue.code in codes for issue in field.issues)]
    return _about(_STATE_UNKNOWN, found) if found else Answer(_STATES_KNOWN)


_PRESENT = passed("holder_and_number", "The holder is named, and the document has a number.")
_ABSENT = not_performed("holder_or_number_missing", "The {fields} is empty.")


def _present(case: Case) -> Answer:
    """Whether the text says whose document it is, and which (both are mandatory, ICAO Doc 9303-3, 4.2)."""
    assert case.mrz is not None  # noqa: S101 - it is needed
    empty = [field for field in (case.mrz.primary_identifier, case.mrz.document_number) if not field.value]
    return _about(_ABSENT, empty) if empty else Answer(_PRESENT)


_UNCHANGED = passed(
    "text_unchanged", "The text has the form of a machine-readable zone as it was handed over."
)
_CHANGED = not_performed(
    "text_changed",
    "The text had to be brought into form first (spaces, lower case, look-alikes, line breaks).",
)
_CHANGES = frozenset(
    {
        IssueCode.LOWER_CASE,
        IssueCode.SPACES_REMOVED,
        IssueCode.SPACES_AS_FILLERS,
        IssueCode.FILLER_LOOKALIKE,
        IssueCode.FULL_WIDTH,
        IssueCode.LINES_JOINED,
        IssueCode.BLANK_LINES,
    }
)


def _unchanged(case: Case) -> Answer:
    assert case.mrz is not None  # noqa: S101 - it is needed
    changed = any(issue.code in _CHANGES for issue in case.mrz.issues)
    return Answer(_CHANGED if changed else _UNCHANGED)


def _with(case: Case, code: IssueCode) -> list[Field]:
    assert case.mrz is not None  # noqa: S101 - it is needed
    waived = case.mrz.waived
    return [
        field
        for field in case.mrz.fields.values()
        if field.name not in waived and code.value not in waived and any(i.code is code for i in field.issues)
    ]


def _spans(field: Field) -> list[Span | None]:
    return [field.span, *([field.continued] if field.continued is not None else [])]


def _about(reason: Reason, fields: list[Field]) -> Answer:
    names = listed([field.title for field in fields])
    return Answer(reason, {"fields": tuple(field.name for field in fields)}, {"fields": names})


CHECKS = (
    document_check("text_certain", "text certain", _certain, (_SURE, _DOUBTFUL, _OPPOSED, _UNCALIBRATED)),
    document_check(
        "text_allowed", "text allowed", _allowed, (_ALLOWED, _FORBIDDEN, _FORBIDDEN_DOUBTFUL, _NOT_MRZ)
    ),
    document_check("states_known", "States known", _states, (_STATES_KNOWN, _STATE_UNKNOWN)),
    document_check("holder_and_number", "holder and number", _present, (_PRESENT, _ABSENT)),
    document_check("text_unchanged", "text as handed over", _unchanged, (_UNCHANGED, _CHANGED)),
)
