"""The answer: findings, and the outcome that follows from them."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date

from docverify.errors import VerificationFailed
from docverify.mrz import Mrz
from docverify.verification.answer import Scalar
from docverify.verification.outcomes import Check, Demand, FindingOutcome, Outcome
from docverify.verification.policy import Policy
from docverify.verification.reasons import Reason


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """What came of one check.

    Attributes:
        check: what was checked.
        reason: why it has its outcome, from the table `Reason`.
        sentence: the same for a person.
        demand: how much it counts.
        evidence: numbers and codes behind it; never text of a document.
    """

    check: Check
    reason: Reason
    sentence: str
    demand: Demand
    evidence: Mapping[str, Scalar] = field(default_factory=dict, hash=False)

    @property
    def outcome(self) -> FindingOutcome:
        """PASSED, FAILED or NOT_PERFORMED; it follows from the reason."""
        return self.reason.outcome

    def to_dict(self) -> dict[str, object]:
        """The finding as plain JSON values."""
        return {
            "check": self.check.value,
            "outcome": self.outcome.value,
            "reason": self.reason.value,
            "sentence": self.sentence,
            "demand": self.demand.value,
            "evidence": dict(self.evidence),
        }


def outcome_of(findings: Iterable[Finding]) -> Outcome:
    """Any failed → FAILED; else any required not performed, or none required → INCONCLUSIVE; else PASSED."""
    counted = [finding for finding in findings if finding.demand is not Demand.WAIVED]
    if any(finding.outcome is FindingOutcome.FAILED for finding in counted):
        return Outcome.FAILED
    required = [finding.outcome for finding in counted if finding.demand is Demand.REQUIRED]
    if required and all(outcome is FindingOutcome.PASSED for outcome in required):
        return Outcome.PASSED
    return Outcome.INCONCLUSIVE


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """The answer of a verification. Its `repr` shows nothing of the document but outcomes and codes.

    Attributes:
        findings: one for every check, in order.
        at: the day for which the answer holds.
        policy: what was demanded.
        reader: name of the engine that read the MRZ.
        encoder: id of the encoder build that compared the faces.
        timings: seconds by stage, in the order of the work, such as ("document.read", 0.08).
        mrz: the text that was read, parsed for `at`; identity data. None when none was read.
    """

    findings: tuple[Finding, ...]
    at: date
    policy: Policy
    reader: str
    encoder: str
    timings: tuple[tuple[str, float], ...] = ()
    mrz: Mrz | None = field(default=None, repr=False)

    def __repr__(self) -> str:
        codes = ", ".join(f"{one.check.value}: {one.reason.value}" for one in self.findings)
        return f"Report({self.outcome.value} at {self.at.isoformat()}; {codes})"

    @property
    def outcome(self) -> Outcome:
        """PASSED, FAILED or INCONCLUSIVE; it follows from the findings."""
        return outcome_of(self.findings)

    def finding(self, check: Check) -> Finding:
        """The finding of one check.

        Raises:
            KeyError: the report has no such finding.
        """
        for one in self.findings:
            if one.check is check:
                return one
        raise KeyError(check)

    @property
    def decisive(self) -> tuple[Finding, ...]:
        """The findings that kept the report from passing: those that failed, else those not performed."""
        counted = [one for one in self.findings if one.demand is not Demand.WAIVED]
        failed = tuple(one for one in counted if one.outcome is FindingOutcome.FAILED)
        required = [one for one in counted if one.demand is Demand.REQUIRED]
        return failed or tuple(one for one in required if one.outcome is FindingOutcome.NOT_PERFORMED)

    def to_dict(self, *, identity: bool = False) -> dict[str, object]:
        """The report as plain JSON values.

        Args:
            identity: also tell what the document says: `"mrz"`, as `Mrz.to_dict` gives it. Without it,
                nothing in the result comes from the text of the document.
        """
        content: dict[str, object] = {
            "outcome": self.outcome.value,
            "at": self.at.isoformat(),
            "findings": [one.to_dict() for one in self.findings],
            "timings": dict(self.timings),
            "policy": self.policy.to_dict(),
            "engines": {"reader": self.reader, "encoder": self.encoder},
        }
        if identity and self.mrz is not None:
            content["mrz"] = self.mrz.to_dict()
        return content

    def raise_for_failure(self) -> None:
        """Do nothing when the outcome is PASSED.

        Raises:
            VerificationFailed: the outcome is FAILED or INCONCLUSIVE; the message gives the sentences of the
                findings that decided it.
        """
        if self.outcome is not Outcome.PASSED:
            reasons = " ".join(dict.fromkeys(one.sentence for one in self.decisive))
            raise VerificationFailed(f"{self.outcome.value}: {reasons}")
