"""The check digits (ICAO Doc 9303-3, 4.9): agree, do not agree, or cannot be told."""

from docverify.mrz import CheckRelation, FieldCheck
from docverify.verification.answer import Answer, Scalar, known
from docverify.verification.evidence import Case, relation_of
from docverify.verification.reasons import Reason


def digit_agrees(case: Case, *, name: str) -> Answer:
    """Whether a check digit agrees with the cells that it covers.

    Args:
        case: the case.
        name: of the field that the digit proves, as `mrz.CheckRelation.field` has it.
    """
    if case.mrz is None:
        return Answer(Reason.NO_TEXT)
    composite = name == "composite_check_digit"
    digit = "composite check digit" if composite else f"check digit of the {name.replace('_', ' ')}"
    words = {"digit": digit, "format": case.mrz.format.value}
    relation = relation_of(case.mrz, name)
    if relation is None:
        return Answer(Reason.DIGIT_NOT_IN_LAYOUT, {}, words)
    printed, field = case.mrz.field(relation.name).span, case.mrz.field(name)
    certainty = case.certainty(*case.tied(relation))
    evidence: dict[str, Scalar] = {
        "line": printed.line + 1 if printed else None,
        "column": printed.first + 1 if printed else None,
        "certainty": known(certainty),
        "corrections": case.corrections(relation),
    }
    empty = name == "optional_data" and field.value == ""
    return Answer(_reason(case, relation, field.check, empty=empty), evidence, words)


def _reason(case: Case, relation: CheckRelation, check: FieldCheck, *, empty: bool) -> Reason:
    if check is FieldCheck.VERIFIED:
        return Reason.DIGIT_AGREES if case.vouches(relation) else Reason.DIGIT_CORRECTED
    if check is FieldCheck.REFUTED:
        return Reason.DIGIT_REFUTED if case.certain(*case.tied(relation)) else Reason.DIGIT_DOUBTFUL
    if check is FieldCheck.UNCHECKABLE:
        return Reason.DIGIT_UNREADABLE
    return Reason.DIGIT_NOT_NEEDED if empty else Reason.DIGIT_NOT_PRINTED
