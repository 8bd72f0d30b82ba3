"""What to tell a person before a camera: every cause with its measure and the range that is good.

Ranges of advice are narrower than the limits of `limits`, within which a face is compared at all: what costs
a comparison some of its sureness is said, what would lose it is refused. Closed eyes, an open mouth,
sunglasses and masks are said and not refused, since most bearers are still recognised (see the benchmark
`faces.advice`); with eyes or mouth covered, though, a face refutes nothing (`refutable`).
"""

from typing import Final

from docverify.evidence.assessment import Advice
from docverify.evidence.quality import Quality
from docverify.evidence.sample import AcquisitionFailure, FaceSample
from docverify.faces.choose import another
from docverify.faces.limits import LIVE_LIMITS, Limit

_ANY: Final = float("inf")
LIVE_ADVICE: Final = (
    # What hides or spoils the whole face comes first: measures of its parts mean little then.
    Limit("visible", 0.9, 1.0, AcquisitionFailure.FACE_CUT_OFF),
    # Of 154 mated pairs of London and lfw-dev none is missed at 12 px and FMR 0.1 %, at 16 px and 0.01 %.
    Limit("eye_distance", 20.0, _ANY, AcquisitionFailure.FACE_TOO_SMALL),
    # At 0.3 of its light all of London has 0.142 and more, at 0.15 all has 0.136 and less, black and white.
    Limit("lightest", 0.14, 1.0, AcquisitionFailure.TOO_DARK),
    Limit("brightness", 0.05, 1.0, AcquisitionFailure.TOO_DARK),  # with a camera's grain, matches are lost
    Limit("brightness", 0.0, 0.87, AcquisitionFailure.TOO_BRIGHT),
    Limit("clipped", 0.0, 0.4, AcquisitionFailure.TOO_BRIGHT),
    Limit("relief", 0.25, _ANY, AcquisitionFailure.TOO_LITTLE_CONTRAST),
    Limit("sharpness", 0.0, 0.33, AcquisitionFailure.TOO_NOISY),
    Limit("yaw", -20.0, 20.0, AcquisitionFailure.HEAD_TURNED),
    Limit("pitch", -30.0, 30.0, AcquisitionFailure.HEAD_RAISED_OR_LOWERED),
    Limit("tilt", -22.0, 22.0, AcquisitionFailure.HEAD_TILTED),
    Limit("focus", 0.1, _ANY, AcquisitionFailure.TOO_BLURRED),  # shaken and covered faces have more
    Limit("eyes_covered", 0.0, 0.5, AcquisitionFailure.EYES_COVERED),
    Limit("mouth_covered", 0.0, 0.5, AcquisitionFailure.MOUTH_COVERED),
    Limit("mouth_open", 0.0, 0.5, AcquisitionFailure.MOUTH_OPEN),
    Limit("steadiness", 0.2, _ANY, AcquisitionFailure.MOTION_BLURRED),
    Limit("sharpness", 0.1, _ANY, AcquisitionFailure.TOO_BLURRED),
    Limit("eyes_closed", 0.0, 0.6, AcquisitionFailure.EYES_CLOSED),
)
"""In the order in which things are put right."""

_EXPLAINED: Final = {AcquisitionFailure.MOTION_BLURRED: AcquisitionFailure.HEAD_TURNED}
"""What is not said beside its explanation: the edges of a turned head lie one way as a shaken one's do. Of
400 news pictures 72 were told of movement, 31 of these heads that are turned."""


def advice_on(quality: Quality) -> tuple[Advice, ...]:
    """What to put right about a live face, the first thing first; empty for a good one.

    A face is refused for what misses a limit; when only the detector doubts it, for the first thing that is
    wrong with it.
    """
    refused = {limit.failure for limit in LIVE_LIMITS if not limit.allows(quality)}
    found: dict[AcquisitionFailure, Limit] = {}
    for limit in (*LIVE_ADVICE, *LIVE_LIMITS):
        if not limit.allows(quality):
            found.setdefault(limit.failure, limit)
    doubted = AcquisitionFailure.FACE_DOUBTFUL
    if doubted in refused and len(found) > 1:
        del found[doubted]
        refused = refused - {doubted} or {next(iter(found))}
    return tuple(
        _advice(limit, quality, refused=cause in refused)
        for cause, limit in found.items()
        if _EXPLAINED.get(cause) not in found
    )


def failure_of(quality: Quality) -> AcquisitionFailure | None:
    """Why a live face is not compared: the first thing to put right of what is refused; else None."""
    return next((one.cause for one in advice_on(quality) if one.refused), None)


def advice_for(sample: FaceSample) -> tuple[Advice, ...]:
    """What to put right about what a live picture gave, the first thing first."""
    advice = () if sample.quality is None else advice_on(sample.quality)
    failure, several = sample.failure, AcquisitionFailure.SEVERAL_FACES
    if failure is not None and all(one.cause is not failure for one in advice):
        return (Advice(cause=failure, refused=True), *advice)
    crowded = sample.face is not None and another(sample.faces, sample.face)
    return (*advice, Advice(cause=several)) if crowded and failure is not several else advice


def _advice(limit: Limit, quality: Quality, *, refused: bool) -> Advice:
    """With the range that is good, in which an open end is none."""
    low, high = (None if abs(end) == _ANY else end for end in (limit.low, limit.high))
    return Advice(
        cause=limit.failure,
        measure=limit.measure,
        value=float(getattr(quality, limit.measure)),
        low=low,
        high=high,
        refused=refused,
    )
