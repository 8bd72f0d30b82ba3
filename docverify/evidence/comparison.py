"""The answer of a face comparison."""

from dataclasses import dataclass, replace
from enum import StrEnum

from docverify.evaluation import Interval, Rate
from docverify.evidence.calibration import CalibratedPoint
from docverify.evidence.sample import AcquisitionFailure


class ComparisonOutcome(StrEnum):
    """What a comparison says. Only MATCH is a yes."""

    MATCH = "match"
    NON_MATCH = "non_match"
    UNDECIDED = "undecided"
    """Below the threshold, but one of the faces is too poor for that to mean another person."""
    NOT_ACQUIRED = "not_acquired"
    """No score: one of the pictures gave no face that can be compared."""
    NOT_CALIBRATED = "not_calibrated"
    """A score, but no threshold: nobody has measured this encoder's error rates."""


class ComparedSide(StrEnum):
    """Which of the two pictures of a comparison."""

    REFERENCE = "reference"
    PROBE = "probe"


@dataclass(frozen=True, slots=True, kw_only=True)
class CountedPopulation:
    """Which population counted in a comparison: see `Population`.

    Attributes:
        name: what its maker calls it.
        people: from how many its mean was made.
        sha256: of the population's file.
        taken: what it took from the similarity, so that score = similarity − taken.
        without: false matches of its own non-mated pairs at the threshold of the encoder's calibration; those
            with it are the comparison's point's.
        threshold_without: that threshold, for similarities from which nothing was taken.
    """

    name: str
    people: int
    sha256: str
    taken: float
    without: Rate
    threshold_without: float

    def to_dict(self) -> dict[str, object]:
        """As plain values for JSON."""
        return {
            "name": self.name,
            "people": self.people,
            "sha256": self.sha256,
            "taken": self.taken,
            "fmr_without": self.without.value,
            "threshold_without": self.threshold_without,
        }


@dataclass(frozen=True, slots=True, kw_only=True)
class Comparison:
    """Two faces compared.

    Attributes:
        outcome: MATCH when score ≥ threshold; never without both.
        encoder: id of the encoder build.
        score: cosine similarity in [−1, 1], less what a population takes; not a probability. None when a face
            was not acquired.
        point: of that encoder's calibration, or of the population's: threshold, counts and source; None when
            there is no calibration.
        fmr: the false match rate asked for; None when there is no calibration.
        reason: why a face was not acquired, or what makes it too poor to refute anything; else None.
        side: whose face that is, else None.
        population: which one counted, and what it took from the score; None where none did.
        timings: seconds by stage, such as ("probe.detect", 0.004).
    """

    outcome: ComparisonOutcome
    encoder: str
    score: float | None = None
    point: CalibratedPoint | None = None
    fmr: float | None = None
    reason: AcquisitionFailure | None = None
    side: ComparedSide | None = None
    population: CountedPopulation | None = None
    timings: tuple[tuple[str, float], ...] = ()

    @property
    def threshold(self) -> float | None:
        """Match when score ≥ threshold; None when there is no calibration or no score."""
        return None if self.point is None or self.score is None else self.point.threshold

    @property
    def fmr_interval(self) -> Interval | None:
        """95 % bootstrap interval, over people, of the rate that the calibration saw at the threshold.

        With a population, the rate that was counted on its own people.
        """
        return None if self.point is None or self.score is None else self.point.interval

    @property
    def similarity(self) -> float | None:
        """The cosine of the two templates, before a population took its part; None when there is no score."""
        if self.score is None or self.population is None:
            return self.score
        return self.score + self.population.taken

    def timed(self, *timings: tuple[str, float]) -> "Comparison":
        """The same comparison with its timings."""
        return replace(self, timings=timings)

    def to_dict(self) -> dict[str, object]:
        """The comparison as plain values for JSON; timings in seconds. It holds no identity data."""
        interval = self.fmr_interval
        return {
            "outcome": self.outcome.value,
            "score": self.score,
            "threshold": self.threshold,
            "fmr": self.fmr,
            "fmr_interval": None if interval is None else [interval.low, interval.high],
            "reason": None if self.reason is None else self.reason.value,
            "side": None if self.side is None else self.side.value,
            "instruction": None if self.reason is None else self.reason.instruction,
            "encoder": self.encoder,
            "population": None if self.population is None else self.population.to_dict(),
            "timings": dict(self.timings),
        }
