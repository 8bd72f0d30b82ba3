"""The answer: findings, the outcome that follows, and all that it takes to understand them later."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import cache
from importlib import metadata
from importlib.resources import files
from typing import Any, Final, Self

from docverify.arguments import listed
from docverify.errors import InputError, VerificationFailed
from docverify.evidence.bag import Evidence
from docverify.mrz import Mrz, MrzFormat, parse_mrz
from docverify.verification.check import Number
from docverify.verification.checks import CHECKS
from docverify.verification.policy import Policy
from docverify.verification.words import Demand, FindingOutcome, Outcome

SCHEMA: Final = 1
"""Of `Report.to_dict()`: see `report.schema.json`."""


def report_schema() -> dict[str, Any]:
    """The JSON Schema (draft 2020-12) of `Report.to_dict()`."""
    text = (files("docverify.verification") / "report.schema.json").read_text(encoding="utf-8")
    content: dict[str, Any] = json.loads(text)
    return content


_NO_CONTENT: Final = (KeyError, TypeError, ValueError, AttributeError, OverflowError, RecursionError)
"""What reading something else than `to_dict` gave may raise."""


@cache
def software() -> str:
    """Name and version of this software, as reports record it."""
    return f"docverify {metadata.version('docverify')}"


@dataclass(frozen=True, slots=True, kw_only=True)
class EngineBuild:
    """What an engine is made of.

    Attributes:
        role: "reader", "faces" or "print".
        name: of the engine, and the id of its encoder build.
        builds: (file or package, its sha256 or version).
    """

    role: str
    name: str
    builds: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """What came of one check.

    Attributes:
        check: name of what was checked.
        outcome: PASSED, FAILED or NOT_PERFORMED.
        reason: code of why.
        sentence: the same for a person.
        demand: how much it counts.
        evidence: numbers and codes behind it; never text of a document.
    """

    check: str
    outcome: FindingOutcome
    reason: str
    sentence: str
    demand: Demand
    evidence: Mapping[str, Number] = field(default_factory=dict, hash=False)

    def to_dict(self) -> dict[str, object]:
        """The finding as plain JSON values."""
        return {
            "check": self.check,
            "outcome": self.outcome.value,
            "reason": self.reason,
            "sentence": self.sentence,
            "demand": self.demand.value,
            "evidence": {
                name: list(value) if isinstance(value, tuple) else value
                for name, value in self.evidence.items()
            },
        }

    @classmethod
    def from_dict(cls, content: Mapping[str, Any]) -> Self:
        """Read what `to_dict` gave.

        Raises:
            InputError: this is no such finding; the message quotes nothing of it.
        """
        fault = ""
        try:
            return cls(
                check=str(content["check"]),
                outcome=FindingOutcome(content["outcome"]),
                reason=str(content["reason"]),
                sentence=str(content["sentence"]),
                demand=Demand(content["demand"]),
                evidence={
                    str(name): tuple(value) if isinstance(value, list) else value
                    for name, value in content["evidence"].items()
                },
            )
        except _NO_CONTENT as problem:
            fault = type(problem).__name__
        raise InputError(f"this is no finding: {fault}")  # outside, so that no context quotes the content


def outcome_of(findings: Iterable[Finding]) -> Outcome:
    """What follows from findings.

    FAILED where one that counts failed; else PASSED where all required ones passed, and there is one; else
    INCONCLUSIVE.

    Raises:
        InputError: what is handed over are no findings.
    """
    counted = [
        one
        for one in listed("findings", findings, Finding)
        if one.demand in (Demand.REQUIRED, Demand.OPTIONAL)
    ]
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
        instant: when it was made, with its time zone; None when the caller gave a day only.
        case_id: what the caller calls the case.
        engines: what read the document and compared the faces, with the sums of their networks.
        software: name and version of what judged.
        timings: seconds by stage, in the order of the work, such as ("document.read", 0.08).
        mrz: the text that was read, parsed for `at`; identity data, which takes no part in equality. None
            when none was read.
        evidence: what was judged, pictures' geometry and templates included; only in the process that judged,
            never written down, and no part of equality.
    """

    findings: tuple[Finding, ...]
    at: date
    policy: Policy
    instant: datetime | None = None
    case_id: str = ""
    engines: tuple[EngineBuild, ...] = ()
    software: str = field(default_factory=software)
    timings: tuple[tuple[str, float], ...] = ()
    mrz: Mrz | None = field(default=None, repr=False, compare=False)
    evidence: Evidence | None = field(default=None, repr=False, compare=False)

    def __repr__(self) -> str:
        codes = ", ".join(f"{one.check}: {one.reason}" for one in self.findings)
        return f"Report({self.outcome.value} at {self.at.isoformat()}; {codes})"

    @property
    def outcome(self) -> Outcome:
        """PASSED, FAILED or INCONCLUSIVE; it follows from the findings."""
        return outcome_of(self.findings)

    def finding(self, check: str) -> Finding:
        """The finding of one check, by the check's name.

        Raises:
            KeyError: the report has no such finding.
        """
        for one in self.findings:
            if one.check == check:
                return one
        raise KeyError(check)

    @property
    def decisive(self) -> tuple[Finding, ...]:
        """The findings that kept the report from passing: those that failed, else those not performed."""
        counted = [one for one in self.findings if one.demand in (Demand.REQUIRED, Demand.OPTIONAL)]
        failed = tuple(one for one in counted if one.outcome is FindingOutcome.FAILED)
        required = [one for one in counted if one.demand is Demand.REQUIRED]
        return failed or tuple(one for one in required if one.outcome is FindingOutcome.NOT_PERFORMED)

    @property
    def referred(self) -> bool:
        """Whether it would have passed, and goes to an officer by draw or by rule alone: see `Referral`."""
        return [one.check for one in self.decisive] == ["referral"]

    @property
    def why(self) -> str:
        """In a few sentences, what kept the report from passing, the first causes first; "" when it passed.

        What was not checked because something else is missing is not repeated for every check.
        """
        causes = [one for one in self.decisive if one.reason not in _CONSEQUENCES] or self.decisive
        return " ".join(dict.fromkeys(one.sentence for one in causes))

    def to_dict(self, *, identity: bool = False) -> dict[str, object]:
        """The report as plain JSON values, as `report.schema.json` describes them.

        Args:
            identity: also tell what the document says: `"mrz"`, as `Mrz.to_dict` gives it. Without it,
                nothing in the result comes from the text of the document.
        """
        content: dict[str, object] = {
            "schema": SCHEMA,
            "outcome": self.outcome.value,
            "why": self.why,
            "case_id": self.case_id,
            "at": self.at.isoformat(),
            "instant": None if self.instant is None else self.instant.isoformat(),
            "software": self.software,
            "engines": [
                {"role": one.role, "name": one.name, "builds": dict(one.builds)} for one in self.engines
            ],
            "policy": self.policy.to_dict(),
            "policy_sha256": self.policy.sha256,
            "findings": [one.to_dict() for one in self.findings],
            "timings": dict(self.timings),
        }
        if identity and self.mrz is not None:
            content["mrz"] = self.mrz.to_dict()
        return content

    @classmethod
    def from_dict(cls, content: Mapping[str, Any]) -> Self:
        """Read what `to_dict` gave, so that a stored decision can be looked at again.

        Raises:
            InputError: of a later version, or not such a report; the message quotes nothing of it.
        """
        version = content.get("schema") if isinstance(content, Mapping) else None  # type: ignore[redundant-expr]
        if version != SCHEMA or isinstance(version, bool):
            raise InputError(f"this is no report of version {SCHEMA}, the only one that this docverify knows")
        fault = ""
        try:
            mrz = content.get("mrz")
            told = content["outcome"]
            day = date.fromisoformat(content["at"])
            report = cls(
                findings=tuple(Finding.from_dict(one) for one in content["findings"]),
                at=day,
                policy=Policy.from_dict(content["policy"]),
                instant=None if content["instant"] is None else datetime.fromisoformat(content["instant"]),
                case_id=str(content["case_id"]),
                engines=tuple(
                    EngineBuild(
                        role=str(one["role"]), name=str(one["name"]), builds=tuple(one["builds"].items())
                    )
                    for one in content["engines"]
                ),
                software=str(content["software"]),
                timings=tuple((str(stage), float(spent)) for stage, spent in content["timings"].items()),
                mrz=None if mrz is None else parse_mrz(mrz["lines"], format=MrzFormat(mrz["format"]), at=day),
            )
        except _NO_CONTENT as problem:
            fault = type(problem).__name__
        if fault:  # outside, so that no context quotes the content
            raise InputError(f"this is no report: {fault}")
        if told != report.outcome.value or not report.keeps_its_policy:
            raise InputError("this is no report: its outcome or its demands are not those of its policy")
        if "policy_sha256" in content and content["policy_sha256"] != report.policy.sha256:
            raise InputError("this is no report: its policy is another one than that whose sum it names")
        return report

    @property
    def keeps_its_policy(self) -> bool:
        """Whether there is one finding for every check that the policy demands, each with its demand."""
        names = [one.check for one in self.findings]
        demanded = {*(self.policy.required or ()), *(self.policy.optional or ())}
        if self.policy.refers:  # so that no referral is struck out
            demanded |= {"referral"}
        return (
            len(set(names)) == len(names)
            and demanded <= set(names)
            and all(one.demand is self._demand(one) for one in self.findings)
        )

    def _demand(self, finding: Finding) -> Demand:
        """What the policy demands of a check that found this; reasons of later versions change nothing."""
        asked = self.policy.demand(finding.check)
        reason = _REASONS.get(finding.reason)
        return asked if reason is None else reason.demand(asked)

    def raise_for_failure(self) -> None:
        """Do nothing when the outcome is PASSED.

        Raises:
            VerificationFailed: the outcome is FAILED or INCONCLUSIVE; the message gives the sentences of the
                findings that decided it, `.report` is this report.
        """
        if self.outcome is not Outcome.PASSED:
            raise VerificationFailed(f"{self.outcome.value}: {self.why}", report=self)


_REASONS: Final = {reason.code: reason for check in CHECKS for reason in check.reasons}
_CONSEQUENCES: Final = frozenset(
    {
        "not_presented",
        "no_text",
        "page_not_placed",
        "portrait_missing",
        "portrait_not_on_page",
        "faces_not_compared",
    }
)
"""Reasons that follow from another finding, which says what is really missing."""
