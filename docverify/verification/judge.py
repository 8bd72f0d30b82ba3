"""Ask every check, in order, and gather what they answer.

| no. | check | asks |
|---|---|---|
| 1 | MRZ found | did the reader find a machine-readable zone? |
| 2 | format known | does its text fit a layout? |
| 3 | kind accepted | does the policy accept such a document? |
| 4–8 | check digits | does each digit of the layout agree with what it covers? |
| 9 | dates valid | are the dates of the calendar, and can they be true together? |
| 10 | not expired | is the document valid on the day of the check? |
| 11 | portrait found | did the document give a face that can be compared? |
| 12 | live face found | did the live picture give one? |
| 13 | face match | do the two match at the policy's FMR? |
"""

from collections.abc import Callable, Iterable
from datetime import date
from functools import partial

from docverify.verification.answer import Answer
from docverify.verification.date_checks import dates_valid, not_expired
from docverify.verification.digit_checks import digit_agrees
from docverify.verification.evidence import Case, CaseEvidence
from docverify.verification.face_checks import face_match, live_face_found, portrait_found
from docverify.verification.outcomes import Check, Demand
from docverify.verification.policy import Policy
from docverify.verification.reasons import DEMANDED_OF_NOBODY
from docverify.verification.report import Finding, Report
from docverify.verification.zone_checks import format_known, kind_accepted, mrz_found

_CHECKS: dict[Check, Callable[[Case], Answer]] = {
    Check.MRZ_FOUND: mrz_found,
    Check.FORMAT_KNOWN: format_known,
    Check.KIND_ACCEPTED: kind_accepted,
    Check.DOCUMENT_NUMBER_DIGIT: partial(digit_agrees, name="document_number"),
    Check.DATE_OF_BIRTH_DIGIT: partial(digit_agrees, name="date_of_birth"),
    Check.DATE_OF_EXPIRY_DIGIT: partial(digit_agrees, name="date_of_expiry"),
    Check.OPTIONAL_DATA_DIGIT: partial(digit_agrees, name="optional_data"),
    Check.COMPOSITE_DIGIT: partial(digit_agrees, name="composite_check_digit"),
    Check.DATES_VALID: dates_valid,
    Check.NOT_EXPIRED: not_expired,
    Check.PORTRAIT_FOUND: portrait_found,
    Check.LIVE_FACE_FOUND: live_face_found,
    Check.FACE_MATCH: face_match,
}


def judge(
    evidence: CaseEvidence,
    policy: Policy,
    *,
    at: date,
    timings: Iterable[tuple[str, float]] = (),
) -> Report:
    """Judge evidence by a policy.

    Args:
        evidence: what was acquired from the document and the live picture.
        policy: what is demanded.
        at: the day of the check.
        timings: seconds by stage, to be carried in the report.

    Returns:
        The report, with one finding for every check.

    Raises:
        InputError: the faces were compared at another FMR than the policy's.
    """
    case = Case.of(evidence, policy, at=at)
    return Report(
        findings=tuple(_finding(check, ask(case), policy) for check, ask in _CHECKS.items()),
        at=at,
        policy=policy,
        reader=evidence.reading.engine,
        encoder=evidence.comparison.encoder,
        timings=tuple(timings),
        mrz=case.mrz,
    )


def _finding(check: Check, answer: Answer, policy: Policy) -> Finding:
    demand = policy.demand(check)
    if demand is Demand.REQUIRED and answer.reason in DEMANDED_OF_NOBODY:
        demand = Demand.OPTIONAL
    return Finding(
        check=check,
        reason=answer.reason,
        sentence=answer.sentence,
        demand=demand,
        evidence=dict(answer.evidence),
    )
