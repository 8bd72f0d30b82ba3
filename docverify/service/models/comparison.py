"""Two faces compared: `Comparison.to_dict`."""

from typing import Annotated

from pydantic import Field

from docverify.evidence.comparison import ComparedSide, ComparisonOutcome
from docverify.evidence.sample import AcquisitionFailure
from docverify.service.models.plain import Plain


class PopulationOf(Plain):
    """Which population counted."""

    name: str
    people: int
    sha256: str
    taken: float
    fmr_without: float
    threshold_without: float


class ComparisonOf(Plain):
    """Score and threshold, or why there is none; no identity data."""

    outcome: ComparisonOutcome
    score: float | None
    threshold: float | None
    fmr: float | None
    fmr_interval: Annotated[list[float], Field(min_length=2, max_length=2)] | None
    reason: AcquisitionFailure | None
    side: ComparedSide | None
    instruction: str | None
    encoder: str
    population: PopulationOf | None
    timings: dict[str, float]
