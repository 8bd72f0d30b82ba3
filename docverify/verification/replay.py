"""Judging again what was recorded: the same policy gives the same answer, at every port and years later.

A record holds no text of a document and no picture: of each check its reason and the numbers behind it. What
follows from numbers is decided again by the numbers; a reason that none stand behind is taken as recorded.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from datetime import date
from typing import Final

from docverify.arguments import expect, listed
from docverify.errors import InputError
from docverify.evidence.bag import Evidence
from docverify.verification.case import Case
from docverify.verification.check import Answer, Check, Number
from docverify.verification.checks import CHECKS
from docverify.verification.judge import NO_MEANS, NOT_PRESENTED, WHICH_DOCUMENT, judge
from docverify.verification.policy import Policy
from docverify.verification.referral import Draw
from docverify.verification.report import Finding, Report
from docverify.verification.words import Demand

Numbers = Mapping[str, Number]
_OF_JUDGE: Final = (NOT_PRESENTED, NO_MEANS, WHICH_DOCUMENT)
"""Reasons that any check may have."""


def replay(findings: Iterable[Finding], policy: Policy, *, at: date, case_id: str = "") -> Report:
    """Judge recorded findings by a policy.

    By the policy under which they were recorded this gives the same outcome, unless the record was changed or
    the rules of this version are others. By another policy it tells what that one would have made of them, as
    far as the checks themselves do not ask the policy: which kinds and States it accepts is as recorded.

    Args:
        findings: of a stored report, or read from a journal; their sentences may be empty.
        policy: what is demanded.
        at: the day of the check.
        case_id: of the case.

    Returns:
        The report. What this version checks and the record does not tell was not performed.

    Raises:
        InputError: a check or a reason that this version does not know; the faces were compared at another
            FMR than the policy's.
    """
    recorded = {one.check: one for one in listed("findings", findings, Finding)}
    expect("policy", policy, Policy, "a Policy")
    if recorded.keys() - {check.name for check in CHECKS}:
        raise InputError("findings has a check that this version does not know: replay it with a later one")
    compared = recorded.get("face_match")
    fmr = None if compared is None else compared.evidence.get("fmr")
    if isinstance(fmr, float) and fmr != policy.fmr:
        raise InputError(f"findings tells of faces compared at FMR {fmr:g}; the policy asks {policy.fmr:g}")
    rows = [_row(check, recorded.get(check.name, _unrecorded(check))) for check in CHECKS]
    return judge(Evidence(), policy, at=at, case_id=case_id, checks=rows)


def _unrecorded(check: Check) -> Finding:
    """What is taken for a check that the record does not tell: nothing that could let a case pass."""
    return Finding(
        check=check.name,
        outcome=NOT_PRESENTED.outcome,
        reason=NOT_PRESENTED.code,
        sentence="Not checked: the record does not tell it.",
        demand=Demand.NOT_ASKED,
    )


def _row(check: Check, finding: Finding) -> Check:
    """A row that answers what was recorded, or what follows from its numbers."""
    reasons = {reason.code: reason for reason in (*check.reasons, *_OF_JUDGE)}
    if finding.reason not in reasons:
        raise InputError("findings has a reason that this version does not know: replay it with a later one")
    again = _BY_NUMBERS.get(check.name)

    def ask(case: Case) -> Answer:
        code = finding.reason
        if again is not None:
            code = again(finding.evidence, code, case.policy)
        # The sentence as it was recorded: what filled in its words is in no record.
        told = finding.sentence.replace("{", "{{").replace("}", "}}") if code == finding.reason else ""
        return Answer(replace(reasons[code], sentence=told), finding.evidence)

    return replace(check, needs=(), ask=ask, after_all=False)


def _at_least(value: str, least: str, yes: str, no: tuple[str, ...]) -> "_Again":
    """Decides between a reason and others by whether one number reaches another."""

    def again(numbers: Numbers, code: str, policy: Policy) -> str:  # noqa: ARG001 - as all of them
        reached, bound = numbers.get(value), numbers.get(least)
        if code not in {yes, *no} or not isinstance(reached, float) or not isinstance(bound, float):
            return code
        if reached >= bound:
            return yes
        return code if code in no else no[0]

    return again


def _digit(numbers: Numbers, code: str, policy: Policy) -> str:
    """A digit that does not agree is refuted where its cells are certain enough for the policy."""
    certainty = numbers.get("certainty")
    if code not in ("digit_refuted", "digit_doubtful") or not isinstance(certainty, float):
        return code
    return "digit_refuted" if certainty >= policy.least_confidence else "digit_doubtful"


def _draw(numbers: Numbers, code: str, policy: Policy) -> str:
    """Whether a case was drawn follows from its tag and the policy's share."""
    tag, share = numbers.get("draw"), policy.refer_share
    if code not in ("not_referred", "referred_at_random") or not isinstance(tag, str) or share is None:
        return code
    return "referred_at_random" if Draw(tag).refers(share) else "not_referred"


_Again = Callable[[Numbers, str, Policy], str]
_BY_NUMBERS: Final[Mapping[str, _Again]] = {
    "face_match": _at_least(
        "score",
        "threshold",
        "faces_match",
        ("faces_do_not_match", "faces_undecided", "no_person_to_refute", "which_document"),
    ),
    "live_is_not_the_document": _at_least(
        "likeness", "most_likeness", "live_is_the_portrait", ("live_is_not_the_document",)
    ),
    "live_presentation": _at_least("score", "threshold", "challenge_performed", ("challenge_by_another",)),
    **dict.fromkeys(
        (
            "document_number_digit",
            "date_of_birth_digit",
            "date_of_expiry_digit",
            "optional_data_digit",
            "composite_digit",
        ),
        _digit,
    ),
    "referral": _draw,
}
"""Checks of which the answer follows from recorded numbers, as their own files decide it."""
