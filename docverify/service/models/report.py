"""A verification: `Report.to_dict`."""

from datetime import date

from pydantic import Field

from docverify.service.models.mrz import MrzText
from docverify.service.models.plain import Plain
from docverify.verification import Demand, FindingOutcome, Outcome

Scalar = str | float | int | bool | None
"""What evidence is made of."""


class EngineOf(Plain):
    """What an engine is made of."""

    role: str
    name: str
    builds: dict[str, str]


class FindingOf(Plain):
    """What came of one check."""

    check: str
    outcome: FindingOutcome
    reason: str
    sentence: str
    demand: Demand
    evidence: dict[str, Scalar | list[Scalar]]


class PolicyOf(Plain):
    """What was demanded; rules that it does not state are left out."""

    schema_: int = Field(alias="schema")
    name: str
    fmr: float
    kinds: list[str]
    formats: list[str]
    states: list[str] | None = None
    least_age: int | None = None
    months_left: int | None = None
    population: str | None = None
    differing_print_fails: bool | None = None
    refer_share: float | None = None
    refer_states: list[str] | None = None
    refer_first_use: bool | None = None
    required: list[str]
    optional: list[str]
    waived: list[str]
    least_confidence: float


class ReportOf(Plain):
    """The answer of a verification. Without `mrz` nothing in it comes from the text of the document."""

    schema_: int = Field(alias="schema")
    outcome: Outcome
    why: str
    case_id: str
    at: date
    instant: str | None
    software: str
    engines: list[EngineOf]
    policy: PolicyOf
    policy_sha256: str = Field(description="Of the policy: the same sum is the same demand.")
    findings: list[FindingOf]
    timings: dict[str, float] = Field(description="Seconds by stage.")
    mrz: MrzText | None = Field(default=None, description="Identity data: only where it was asked for.")
