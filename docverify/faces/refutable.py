"""How good both faces must be before a score below the threshold says that they are two people's.

Being good enough to compare (`limits`) is not enough to refute: of a small or blurred portrait little is left
that tells people apart, so its bearer scores as low as a stranger. Where a limit is missed, NON_MATCH means
that nothing was learnt.

Portraits: 102 London people (neutral) on specimens of all five formats, eyes 3 to 14 mm apart on paper or as
cropped there, captured 9 times as `hard`: 904 acquired, each against the smiling picture, at FMR 0.1 %; 57
NON_MATCH. All limits together leave 471 refutable, none of them NON_MATCH. Of 399 more captures, with seeds
of their own that chose nothing, 45 are NON_MATCH; 168 are refutable, of which 2.
All 102 `kiosk` captures of London are refutable; 99.6 % of their 10,302 non-mated comparisons are NON_MATCH.

Live: the same people's smiling pictures, degraded in seven ways (shrunk, noisy and compressed, out of focus,
shaken, dark, washed out, grainy) against `kiosk` and `moderate` portraits: 1,176 comparisons, 42 NON_MATCH;
within the limits but that of steadiness 732, of which 4, all of them shaken pictures of two people. None of
74 mated pairs of lfw-dev, turned by up to 60°, is NON_MATCH: yaw and pitch need no limit of their own.

Shaken: all of London at 450 px, neutral against smiling moved by 25, 31 and 35 px across and by 25 and 35
down: 508 comparisons, 212 NON_MATCH, 122 of them within all other limits. With a steadiness of 0.12 asked
for, 8 are left. It takes none of London's 102 plain smiling pictures and 12 of 1,125 of lfw-dev that can
refute (1.1 %); 0.15 would leave 5 and take 37, 0.18 leave 1 and take 90.

Contrast has no limit: the 2 that remain have 0.12 and 0.18, but sound `kiosk` portraits of dark faces have
0.17 to 0.18, and they shall be able to refute, too.
"""

from dataclasses import dataclass
from typing import Final

from docverify.evidence.comparison import ComparedSide
from docverify.evidence.quality import Quality
from docverify.evidence.sample import AcquisitionFailure
from docverify.faces.limits import Limit

_ANY: Final = float("inf")
# The comments give mated NON_MATCH of comparisons, just beyond the limit; just within it.
REFUTABLE_PORTRAIT: Final = (
    Limit("eye_distance", 24.0, _ANY, AcquisitionFailure.FACE_TOO_SMALL),  # 17 of 152, 2 of 78; 3 of 84 px
    Limit("sharpness", 0.1, _ANY, AcquisitionFailure.TOO_BLURRED),  # 19 of 175; 1 of 172
    Limit("certainty", 0.85, 1.0, AcquisitionFailure.FACE_DOUBTFUL),  # 2 of 3; 4 of 9
)
"""What a document's portrait must be to refute a live face."""

REFUTABLE_LIVE: Final = (
    Limit("eye_distance", 16.0, _ANY, AcquisitionFailure.FACE_TOO_SMALL),  # 1 of 88; 0 of 88
    Limit("sharpness", 0.13, _ANY, AcquisitionFailure.TOO_BLURRED),  # 15 of 150 at 0.10–0.12; 2 of 170
    Limit("sharpness", 0.0, 0.3, AcquisitionFailure.TOO_NOISY),  # 7 of 58; 0 of 100
    Limit("steadiness", 0.12, _ANY, AcquisitionFailure.MOTION_BLURRED),  # 28 of 64 at 0.10–0.12; 2 of 20
    Limit("visible", 0.9, 1.0, AcquisitionFailure.FACE_CUT_OFF),  # 2 of 51 cut by the frame
    Limit("eyes_covered", 0.0, 0.5, AcquisitionFailure.EYES_COVERED),  # 30 of 102 by sunglasses or a hand
    Limit("mouth_covered", 0.0, 0.5, AcquisitionFailure.MOUTH_COVERED),  # 4 of 102 by a mask or a hand
    Limit("grain", 0.0, 1.75, AcquisitionFailure.TOO_NOISY),  # 13 of 17 at 1.75–2 in hardly any light; 0 of 7
    Limit("certainty", 0.85, 1.0, AcquisitionFailure.FACE_DOUBTFUL),  # as for being compared at all
)
"""What a live face must be to be refuted by a document's portrait."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TooPoorToRefute:
    """Why a NON_MATCH says nothing.

    Attributes:
        side: whose picture it is: REFERENCE for the portrait, PROBE for the live face.
        limit: what it misses: the measure, its range, and the failure with its instruction.
        value: what was measured; NaN counts as missed.
    """

    side: ComparedSide
    limit: Limit
    value: float

    @property
    def failure(self) -> AcquisitionFailure:
        """What is wrong with the picture."""
        return self.limit.failure


def refutes(live: Quality) -> bool:
    """Whether a live face is good enough to show that another good one is somebody else's."""
    return all(limit.allows(live) for limit in REFUTABLE_LIVE)


def too_poor_to_refute(portrait: Quality, live: Quality) -> TooPoorToRefute | None:
    """Why these two faces cannot refute each other, the first reason in the order of the tables; else None.

    Args:
        portrait: of the document's face.
        live: of the face before the camera.
    """
    sides = (
        (ComparedSide.REFERENCE, portrait, REFUTABLE_PORTRAIT),
        (ComparedSide.PROBE, live, REFUTABLE_LIVE),
    )
    missed = (
        TooPoorToRefute(side=side, limit=limit, value=float(getattr(quality, limit.measure)))
        for side, quality, limits in sides
        for limit in limits
        if not limit.allows(quality)
    )
    return next(missed, None)
