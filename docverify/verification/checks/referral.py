"""Whether a case that passes goes to an officer all the same: drawn at random, or by a rule of the policy."""

from docverify.verification.case import Case
from docverify.verification.check import Answer, Check, Number, not_performed, passed
from docverify.verification.checks.rules import NO_RULE
from docverify.verification.words import Group

_NOT_REFERRED = passed("not_referred", "The case is none of those that go to an officer though they pass.")
_AT_RANDOM = not_performed(
    "referred_at_random",
    "The case was drawn at random for an officer to look at; nothing speaks against it.",
)
_BY_STATE = not_performed(
    "referred_by_state",
    "Documents of this State go to an officer; nothing else speaks against it.",
)
_FIRST_USE = not_performed(
    "referred_first_use",
    "The document is used for the first time and goes to an officer; nothing else speaks against it.",
)
_USE_OPEN = not_performed(
    "first_use_open",
    "Whether the document is used for the first time cannot be told, so that it goes to an officer.",
)
_STATE_OPEN = not_performed(
    "referral_state_open", "Of which State the document is cannot be told, so that it goes to an officer."
)
_NOT_PASSED = not_performed(
    "not_passed_anyway",
    "The case does not pass, so that it was not drawn.",
    demanded_of_nobody=True,
)


def _referral(case: Case) -> Answer:
    """Whether the case is referred.

    What could not be told refers. A draw is recorded whatever comes of it, so that it can be proved later
    that who was not drawn was not spared.
    """
    policy, referral = case.policy, case.referral
    if not policy.refers:
        return Answer(NO_RULE)
    if not case.passed:
        return Answer(_NOT_PASSED)
    evidence: dict[str, Number] = {}
    reason = _NOT_REFERRED
    if policy.refer_share is not None:
        assert referral is not None  # noqa: S101 - the case was refused without one
        draw = referral.draw(case.case_id)
        evidence = {"draw": draw.tag, "draw_key": referral.key, "share": float(policy.refer_share)}
        reason = _AT_RANDOM if draw.refers(policy.refer_share) else reason
    if policy.refer_first_use:
        assert referral is not None and referral.first_use is not None  # noqa: S101, PT018 - as above
        first = None if case.mrz is None else referral.first_use(case.mrz)
        reason = reason if first is False else _FIRST_USE if first is True else _USE_OPEN
    if policy.refer_states is not None:
        state = None if case.mrz is None else case.mrz.issuing_state.value
        rule = _STATE_OPEN if state is None else _BY_STATE if policy.refers_state(state) else None
        reason = rule or reason
    return Answer(reason, evidence)


CHECKS = (
    Check(
        name="referral",
        title="referral to an officer",
        group=Group.CASE,
        needs=(),
        ask=_referral,
        reasons=(
            _NOT_REFERRED,
            _AT_RANDOM,
            _BY_STATE,
            _FIRST_USE,
            _USE_OPEN,
            _STATE_OPEN,
            _NOT_PASSED,
            NO_RULE,
        ),
        after_all=True,
    ),
)
