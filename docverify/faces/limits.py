"""How bad a picture of a face may be before no comparison is made.

Each limit is where the error rate rises steeply. It was read off the mated pairs of London and lfw-dev (183
pairs, the second picture degraded twice in each of seven ways, FMR 0.1 %); the comments give the FNMR just
beyond the limit and just within it. `python -m benchmarks.faces` shows what refusing costs and brings.
"""

from dataclasses import dataclass
from typing import Final

from docverify.evidence.quality import Quality
from docverify.evidence.sample import AcquisitionFailure


@dataclass(frozen=True, slots=True)
class Limit:
    """The range in which a measure of `Quality` is good enough.

    Attributes:
        measure: name of the measure.
        low: least value that is accepted.
        high: greatest value that is accepted.
        failure: what is wrong outside.
    """

    measure: str
    low: float
    high: float
    failure: AcquisitionFailure

    def allows(self, quality: Quality) -> bool:
        """Whether the measure lies in the range; NaN does not."""
        return bool(self.low <= getattr(quality, self.measure) <= self.high)


_ANY: Final = float("inf")
DOCUMENT_LIMITS: Final = (
    Limit("eye_distance", 10.0, _ANY, AcquisitionFailure.FACE_TOO_SMALL),  # 60 % at 6-7 px, 26 %, 10 %; 8 %
    # Portraits cropped to the face still have 0.48 and more.
    Limit("visible", 0.45, 1.0, AcquisitionFailure.FACE_CUT_OFF),  # 65 % below 0.5; 16 %
    # Beyond 99 % of what the pictures above hold, so nobody has measured the error rates there.
    Limit("yaw", -60.0, 60.0, AcquisitionFailure.HEAD_TURNED),
    Limit("pitch", -40.0, 40.0, AcquisitionFailure.HEAD_RAISED_OR_LOWERED),
    Limit("brightness", 0.03, 1.0, AcquisitionFailure.TOO_DARK),  # 27 to 55 %; 7 %
    Limit("brightness", 0.0, 0.95, AcquisitionFailure.TOO_BRIGHT),  # 34 to 71 %; 18 %
    Limit("clipped", 0.0, 0.7, AcquisitionFailure.TOO_BRIGHT),  # 43 to 77 %; 16 %
    Limit("contrast", 0.05, 1.0, AcquisitionFailure.TOO_LITTLE_CONTRAST),  # 81 to 100 %; 19 %
    Limit("sharpness", 0.045, _ANY, AcquisitionFailure.TOO_BLURRED),  # 72 to 97 %; 15 %
    Limit("sharpness", 0.0, 0.4, AcquisitionFailure.TOO_NOISY),  # 65 to 100 %; 4 %
    # Printing, lamination and a second camera lower it: 29 portraits of real documents have 0.82 and more.
    Limit("certainty", 0.75, 1.0, AcquisitionFailure.FACE_DOUBTFUL),
)
LIVE_LIMITS: Final = (
    # 18 % of 154 mated pairs of London and lfw-dev at 7 px, 7 % at 8, 5 % at 9; 2 % at 10, none at 12.
    Limit("eye_distance", 10.0, _ANY, AcquisitionFailure.FACE_TOO_SMALL),
    Limit("visible", 0.6, 1.0, AcquisitionFailure.FACE_CUT_OFF),
    Limit("yaw", -60.0, 60.0, AcquisitionFailure.HEAD_TURNED),
    Limit("pitch", -40.0, 40.0, AcquisitionFailure.HEAD_RAISED_OR_LOWERED),
    Limit("grain", 0.0, 3.0, AcquisitionFailure.TOO_NOISY),  # 15 of 18 in the dark or noisy; 3 of 30
    Limit("brightness", 0.0, 0.985, AcquisitionFailure.TOO_BRIGHT),
    Limit("relief", 0.04, _ANY, AcquisitionFailure.TOO_LITTLE_CONTRAST),
    Limit("sharpness", 0.045, _ANY, AcquisitionFailure.TOO_BLURRED),  # 72 to 97 %; 15 %
    # The detector's own certainty foretells errors best: 47 to 100 % below, 7 to 46 % just above.
    Limit("certainty", 0.85, 1.0, AcquisitionFailure.FACE_DOUBTFUL),
)


def first_failure(quality: Quality, limits: tuple[Limit, ...]) -> AcquisitionFailure | None:
    """What is wrong with a face, the first thing in the order of the table; None when nothing is."""
    return next((limit.failure for limit in limits if not limit.allows(quality)), None)
