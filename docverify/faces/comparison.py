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
    NO_GHOST_IMAGE = "NO_GHOST_IMAGE"
    SEVERAL_FACES = "SEVERAL_FACES"
    FACE_DOUBTFUL = "FACE_DOUBTFUL"
    FACE_TOO_SMALL = "FACE_TOO_SMALL"
    FACE_CUT_OFF = "FACE_CUT_OFF"
    HEAD_TURNED = "HEAD_TURNED"
    HEAD_RAISED_OR_LOWERED = "HEAD_RAISED_OR_LOWERED"
    TOO_DARK = "TOO_DARK"
    TOO_BRIGHT = "TOO_BRIGHT"
    TOO_LITTLE_CONTRAST = "TOO_LITTLE_CONTRAST"
    TOO_BLURRED = "TOO_BLURRED"
    TOO_NOISY = "TOO_NOISY"

    @property
    def instruction(self) -> str:
        """What to tell the person."""
        return _INSTRUCTIONS[self]


_INSTRUCTIONS = {
    AcquisitionFailure.NO_FACE: "No face was found: show the whole face, from the front, in even light.",
    AcquisitionFailure.NO_GHOST_IMAGE: "The document shows no second, smaller portrait that can be compared.",
    AcquisitionFailure.SEVERAL_FACES: "Several faces were found: only one person may be in the picture.",
    AcquisitionFailure.FACE_DOUBTFUL: "The face is hard to see: uncover it, look ahead, and hold still.",
    AcquisitionFailure.FACE_TOO_SMALL: "The face is too small: come closer.",
    AcquisitionFailure.FACE_CUT_OFF: "The face is cut off: move so that all of it is in the picture.",
    AcquisitionFailure.HEAD_TURNED: "The head is turned: look straight ahead.",
    AcquisitionFailure.HEAD_RAISED_OR_LOWERED: "The head is raised or lowered: look straight ahead.",
    AcquisitionFailure.TOO_DARK: "The face is too dark: face the light.",
    AcquisitionFailure.TOO_BRIGHT: "The face is too bright: turn away from the strong light.",
    AcquisitionFailure.TOO_LITTLE_CONTRAST: "The face is washed out: avoid fog, glare and light from behind.",
    AcquisitionFailure.TOO_BLURRED: "The face is blurred: hold still, clean the lens, or come closer.",
    AcquisitionFailure.TOO_NOISY: "The picture is grainy: use more light.",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Comparison:
    """Two faces compared.

    Attributes:
        outcome: MATCH when score ≥ threshold; never without both.
        encoder: id of the encoder build.
        score: cosine similarity in [−1, 1], not a probability; None when a face was not acquired.
        threshold: of that encoder's calibration; None when there is no calibration or no score.
        fmr: the false match rate asked for; None when there is no calibration.
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
