"""Ask every check, in order, and gather what they answer."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date, datetime

from docverify.arguments import day_of, expect, listed
from docverify.evidence.bag import Evidence
from docverify.verification.case import Case
from docverify.verification.check import Answer, Check, not_performed
from docverify.verification.checks import CHECKS
from docverify.verification.policy import Policy
from docverify.verification.referral import Referral, require_referral
from docverify.verification.report import EngineBuild, Finding, Report, outcome_of
from docverify.verification.words import FindingOutcome, Outcome

NOT_PRESENTED = not_performed("not_presented", "Not checked: {missing}.")
"""An item that a check needs is missing; said here once, for every check."""
NO_MEANS = not_performed("no_means", "This version of docverify does not check it.")
"""Nothing in this version can answer the check's question."""
WHICH_DOCUMENT = not_performed(
    "which_document", "Several documents are seen, so that what seems wrong may be another one's."
)
"""What would fail a document, where another one is seen beside it; said here once, for every check."""


def judge(
    evidence: Evidence,
    policy: Policy,
    *,
    at: date,
    instant: datetime | None = None,
    case_id: str = "",
    engines: Iterable[EngineBuild] = (),
    timings: Iterable[tuple[str, float]] = (),
    checks: Iterable[Check] = CHECKS,
    referral: Referral | None = None,
) -> Report:
    """Judge evidence by a policy.

    Args:
        evidence: what was acquired; any item may be missing.
        policy: what is demanded.
        at: the day of the check.
        instant: when it was made, if that is known: it is recorded, and a challenge must be of that time.
        case_id: what the caller calls the case; it is recorded, not looked at.
        engines: what read and compared.
        timings: seconds by stage, to be carried in the report.
        checks: what is asked.
        referral: what cases are drawn for an officer with, where the policy refers some.

    Returns:
        The report, with one finding for every check.

    Raises:
        ConfigurationError: the faces were compared at another FMR than the policy's; the policy refers cases
            and `referral`, or the id to draw by, is missing.
        InputError: an argument is not what is said above.
    """
    expect("evidence", evidence, Evidence, "Evidence(…)")
    expect("policy", policy, Policy, "a Policy")
    at = day_of(at)
    expect("instant", instant, (datetime, type(None)), "a datetime, or None")
    expect("case_id", case_id, str, "a string")
    asked, builds = listed("checks", checks, Check), listed("engines", engines, EngineBuild)
    expect("referral", referral, (Referral, type(None)), "Referral(…), or None")
    if any(check.after_all for check in asked):
        require_referral(policy, referral, case_id)
    case = Case.of(evidence, policy, at=at, instant=instant, case_id=case_id, referral=referral)
    return Report(
        findings=_findings(asked, case),
        at=at,
        policy=policy,
        instant=instant,
        case_id=case_id,
        engines=builds,
        timings=tuple((stage, float(spent)) for stage, spent in listed("timings", timings, tuple)),
        mrz=case.mrz,
        evidence=evidence,
    )


def _findings(asked: tuple[Check, ...], case: Case) -> tuple[Finding, ...]:
    """What comes of every check, in order; those that ask what came of the others are asked last."""
    found = {
        at: _finding(check, _answer(check, case), case.policy)
        for at, check in enumerate(asked)
        if not check.after_all
    }
    case = replace(case, passed=outcome_of(found.values()) is Outcome.PASSED)
    found |= {
        at: _finding(check, _answer(check, case), case.policy)
        for at, check in enumerate(asked)
        if check.after_all
    }
    return tuple(found[at] for at in range(len(asked)))


def _answer(check: Check, case: Case) -> Answer:
    missing = next((told for item in check.needs if (told := case.missing(item))), "")
    if missing:
        return Answer(NOT_PRESENTED, {}, {"missing": missing})
    if check.ask is None:
        return Answer(NO_MEANS)
    answer = check.ask(case)
    failed = answer.reason.outcome is FindingOutcome.FAILED and not answer.reason.counts_always
    if failed and case.ambiguous:
        return Answer(WHICH_DOCUMENT, {**answer.evidence, "seems": answer.reason.code})
    return answer


def _finding(check: Check, answer: Answer, policy: Policy) -> Finding:
    return Finding(
        check=check.name,
        outcome=answer.reason.outcome,
        reason=answer.reason.code,
        sentence=answer.sentence,
        demand=answer.reason.demand(policy.demand(check.name)),
        evidence=dict(answer.evidence),
    )
