"""Evidence and policy in, report out; pure: no pixels, no files, no clock.

`judge(evidence, policy, at=…)` asks every check of `CHECKS` and gathers the findings.
"""

from docverify.verification.check import Answer, Check, Reason
from docverify.verification.checks import CHECKS
from docverify.verification.judge import judge
from docverify.verification.policy import TEXT, TEXT_AND_PRINT, Policy
from docverify.verification.policy_values import CHECK_NAMES
from docverify.verification.referral import Draw, Referral
from docverify.verification.replay import replay
from docverify.verification.report import EngineBuild, Finding, Report, outcome_of, report_schema
from docverify.verification.signed import SignedPolicy, TrustedSigners, policy_of, sign_policy
from docverify.verification.words import Demand, DocumentKind, FindingOutcome, Group, Outcome

__all__ = [
    "CHECKS",
    "CHECK_NAMES",
    "TEXT",
    "TEXT_AND_PRINT",
    "Answer",
    "Check",
    "Demand",
    "DocumentKind",
    "Draw",
    "EngineBuild",
    "Finding",
    "FindingOutcome",
    "Group",
    "Outcome",
    "Policy",
    "Reason",
    "Referral",
    "Report",
    "SignedPolicy",
    "TrustedSigners",
    "judge",
    "outcome_of",
    "policy_of",
    "replay",
    "report_schema",
    "sign_policy",
]
