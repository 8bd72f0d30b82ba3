"""The printed zone: whether the page says to the eye what its MRZ says to a machine.

NIST SP 800-63A asks for this comparison; ICAO Doc 9303-3, 3, has the printed zone hold what the MRZ holds.
"""

from docverify.evidence.printed import Agreement, FieldAnswer, Obstacle, PrintedField
from docverify.verification.case import Case
from docverify.verification.check import Answer, Check, Number, failed, not_performed, passed
from docverify.verification.words import Group

_TITLES = {
    PrintedField.NUMBER: "document number",
    PrintedField.NAME: "name",
    PrintedField.BIRTH: "date of birth",
    PrintedField.EXPIRY: "date of expiry",
    PrintedField.SEX: "sex",
    PrintedField.STATE: "State",
}
_AGREES = passed("printed_agrees", "The printed {field} says what the machine-readable zone says.")
_DIFFERS = failed("printed_differs", "The printed {field} says otherwise than the machine-readable zone.")
_SEEMS_TO_DIFFER = not_performed(
    "printed_seems_to_differ",
    "The printed {field} seems to say otherwise than the machine-readable zone: a person must look at it.",
    counts_when_asked=True,
)
_NOT_READ = not_performed(
    "printed_not_read", "The printed {field} could not be read: show the page flat, in even light, closer."
)
_NOT_COMPARABLE = not_performed(
    "printed_not_comparable", "The printed {field} cannot be compared with the machine-readable zone: {why}"
)
_NOT_IN_MRZ = not_performed(
    "printed_not_in_mrz",
    "The machine-readable zone holds no {field} that the print could be compared with.",
    demanded_of_nobody=True,
)
_REASONS = {
    (Agreement.AGREES, None): _AGREES,
    (Agreement.DIFFERS, None): _SEEMS_TO_DIFFER,
    (Agreement.NOT_READ, None): _NOT_READ,
    (Agreement.NOT_COMPARABLE, Obstacle.NOT_ALIKE): _NOT_COMPARABLE,
    (Agreement.NOT_COMPARABLE, Obstacle.NOT_IN_MRZ): _NOT_IN_MRZ,
}


def _asked(field: PrintedField, case: Case) -> Answer:
    printed = case.evidence.printed
    assert printed is not None  # noqa: S101 - it is needed
    answer = printed.answer(field)
    reason = _REASONS[answer.agreement, answer.obstacle]
    if reason is _SEEMS_TO_DIFFER and case.policy.differing_print_fails:
        reason = _DIFFERS
    return Answer(reason, _numbers(answer), {"field": _TITLES[field], "why": answer.reason})


def _numbers(answer: FieldAnswer) -> dict[str, Number]:
    """The agreement, and where in the picture the field is printed: corners in px, four points each."""
    places = tuple(float(one) for quad in answer.quads for one in quad.round(1).ravel())
    return {"agreement": answer.agreement.value, "places": places}


def _check(field: PrintedField) -> Check:
    return Check(
        name=f"printed_{field.value}_agrees",
        title=f"printed {_TITLES[field]}",
        group=Group.PAGE,
        needs=("mrz", "printed"),
        ask=lambda case: _asked(field, case),
        reasons=(_AGREES, _DIFFERS, _SEEMS_TO_DIFFER, _NOT_READ, _NOT_COMPARABLE, _NOT_IN_MRZ),
    )


CHECKS = tuple(map(_check, PrintedField))
