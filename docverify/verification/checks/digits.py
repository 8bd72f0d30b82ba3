"""The check digits (ICAO Doc 9303-3, 4.9): agree, do not agree, or cannot be told."""

from functools import partial

from docverify.evidence.reading import known
from docverify.mrz import CheckRelation, FieldCheck
from docverify.verification.case import Case
from docverify.verification.check import (
    Answer,
    Check,
    Number,
    Reason,
    document_check,
    failed,
    not_performed,
    passed,
)
from docverify.verification.trust import certain, certainty, corrections, relation_of, tied, vouches

_AGREES = passed("digit_agrees", "The {digit} agrees.")
_REFUTED = failed("digit_refuted", "The {digit} does not agree.")
_DOUBTFUL = not_performed(
    "digit_doubtful", "The {digit} does not agree, but the reading is in doubt: take the picture again."
)
_CORRECTED = not_performed(
    "digit_corrected",
    "The {digit} agrees only after unclear characters were changed: take the picture again.",
)
_NOT_PRINTED = not_performed(
    "digit_not_printed", "The {digit} is not printed, though the layout asks for it."
)
_UNREADABLE = not_performed(
    "digit_unreadable", "The {digit} cannot be computed: a character could not be read."
)
_NOT_NEEDED = not_performed(
    "digit_not_needed",
    "The optional data are empty, so that their check digit may be left out.",
    demanded_of_nobody=True,
)
_NOT_IN_LAYOUT = not_performed(
    "digit_not_in_layout", "The layout {format} has no {digit}.", demanded_of_nobody=True
)
_REASONS = (
    _AGREES,
    _REFUTED,
    _DOUBTFUL,
    _CORRECTED,
    _NOT_PRINTED,
    _UNREADABLE,
    _NOT_NEEDED,
    _NOT_IN_LAYOUT,
)
_COMPOSITE = "composite_check_digit"


def _digit(case: Case, *, name: str) -> Answer:
    """Whether a check digit agrees with the cells that it covers.

    Args:
        case: the case.
        name: of the field that the digit proves, as `mrz.CheckRelation.field` has it.
    """
    assert case.mrz is not None  # noqa: S101 - it is needed
    field = case.mrz.field(name)
    digit = "composite check digit" if name == _COMPOSITE else f"check digit of the {field.title}"
    words = {"digit": digit, "format": case.mrz.format.value}
    relation = relation_of(case.mrz, name)
    if relation is None:
        return Answer(_NOT_IN_LAYOUT, {}, words)
    printed = case.mrz.field(relation.name).span
    evidence: dict[str, Number] = {
        "line": printed.line + 1 if printed else None,
        "column": printed.first + 1 if printed else None,
        "certainty": known(certainty(case, *tied(case, relation))),
        "corrections": corrections(case, relation),
    }
    empty = name == "optional_data" and not field.value
    return Answer(_reason(case, relation, field.check, empty=empty), evidence, words)


def _reason(case: Case, relation: CheckRelation, check: FieldCheck, *, empty: bool) -> Reason:
    if check is FieldCheck.VERIFIED:
        return _AGREES if vouches(case, relation) else _CORRECTED
    if check is FieldCheck.REFUTED:
        return _REFUTED if certain(case, *tied(case, relation)) else _DOUBTFUL
    if check is FieldCheck.UNCHECKABLE:
        return _UNREADABLE
    return _NOT_NEEDED if empty else _NOT_PRINTED


_VOUCHED = passed("digits_vouch", "Check digits vouch for what was read.")
_UNVOUCHED = not_performed("no_digit_vouches", "No check digit vouches for what was read.")


def _some_digit(case: Case) -> Answer:
    """Whether any digit agrees by itself: a layout without digits proves nothing."""
    assert case.mrz is not None  # noqa: S101 - it is needed
    agreeing = [name for name in _PROVED if _digit(case, name=name).reason is _AGREES]
    return Answer(_VOUCHED if agreeing else _UNVOUCHED, {"digits": len(agreeing)})


_PROVED = ("document_number", "date_of_birth", "date_of_expiry", "optional_data", _COMPOSITE)


def _row(name: str, title: str, field: str) -> Check:
    return document_check(name, title, partial(_digit, name=field), _REASONS)


CHECKS = (
    _row("document_number_digit", "document number digit", "document_number"),
    _row("date_of_birth_digit", "date of birth digit", "date_of_birth"),
    _row("date_of_expiry_digit", "date of expiry digit", "date_of_expiry"),
    _row("optional_data_digit", "optional data digit", "optional_data"),
    _row("composite_digit", "digit over all", _COMPOSITE),
    document_check("digits_vouch", "some digit vouches", _some_digit, (_VOUCHED, _UNVOUCHED)),
)
