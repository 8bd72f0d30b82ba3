"""The answer of a face comparison."""

from dataclasses import dataclass, replace
from enum import StrEnum

from docverify.evaluation import Interval


class ComparisonOutcome(StrEnum):
    """What a comparison says. Only MATCH is a yes."""

    MATCH = "MATCH"
    NON_MATCH = "NON_MATCH"
    NOT_ACQUIRED = "NOT_ACQUIRED"
    """No score: one of the pictures gave no face that can be compared."""
    NOT_CALIBRATED = "NOT_CALIBRATED"
    """A score, but no threshold: nobody has measured this encoder's error rates."""


class Side(StrEnum):
    """Which picture."""

    REFERENCE = "reference"
    PROBE = "probe"


class AcquisitionFailure(StrEnum):
    """Why a picture gave no face to compare."""

    NO_FACE = "NO_FACE"
    SEVERAL_FACES = "SEVERAL_FACES"
    FACE_TOO_SMALL = "FACE_TOO_SMALL"

    @property
    def instruction(self) -> str:
        """What to tell the person."""
        return _INSTRUCTIONS[self]


_INSTRUCTIONS = {
    AcquisitionFailure.NO_FACE: "No face was found: show the whole face, from the front, in even light.",
    AcquisitionFailure.SEVERAL_FACES: "Several faces were found: only one person may be in the picture.",
    AcquisitionFailure.FACE_TOO_SMALL: "The face is too small: come closer.",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Comparison:
    """Two faces compared.

    Attributes:
        outcome: MATCH when score ≥ threshold; never without both.
        encoder: id of the encoder build.
        score: cosine similarity in [−1, 1], not a probability; None when a face was not acquired.
        threshold: of that encoder's calibration; None when there is no calibration or no score.
        fmr: the false match rate asked for; None when there is no threshold.
        fmr_interval: 95 % bootstrap interval, over people, of the rate that the calibration saw there.
        reason: why a face was not acquired, else None.
        side: whose face that is, else None.
        timings: seconds by stage, such as ("probe.detect", 0.004).
    """

    outcome: ComparisonOutcome
    encoder: str
    score: float | None = None
    threshold: float | None = None
    fmr: float | None = None
    fmr_interval: Interval | None = None
    reason: AcquisitionFailure | None = None
    side: Side | None = None
    timings: tuple[tuple[str, float], ...] = ()

    def timed(self, *timings: tuple[str, float]) -> "Comparison":
        """The same comparison with its timings."""
        return replace(self, timings=timings)
