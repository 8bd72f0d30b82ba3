"""Evidence and policy in, report out; pure: no pixels, no files, no clock.

`judge(evidence, policy, at=…)` asks every check of the table in `judge.py` and gathers the findings.
"""

from docverify.verification.evidence import CaseEvidence
from docverify.verification.judge import judge
from docverify.verification.kinds import DocumentKind
from docverify.verification.outcomes import Check, Demand, FindingOutcome, Outcome
from docverify.verification.policy import Policy
from docverify.verification.reasons import OF_FAILURE, Reason
from docverify.verification.report import Finding, Report, outcome_of

__all__ = [
    "OF_FAILURE",
    "CaseEvidence",
    "Check",
    "Demand",
    "DocumentKind",
    "Finding",
    "FindingOutcome",
    "Outcome",
    "Policy",
    "Reason",
    "Report",
    "judge",
    "outcome_of",
]
