"""The presentation before the live camera: cues that deny. None of them says that a person is alive."""

from datetime import timedelta

from docverify.evidence.liveness import LivenessEvidence, LivenessReason, LivenessVerdict
from docverify.evidence.template import similarity_of
from docverify.verification.case import Case
from docverify.verification.check import Answer, Check, Number, failed, not_performed, passed
from docverify.verification.words import Group

_PERFORMED = passed(
    "challenge_performed",
    "The challenge was performed as a live person would; a recording or a synthesised video of the right "
    "turns would pass as well.",
)
_NOT_PERFORMED = not_performed(
    "challenge_not_performed", "The challenge was not performed. {advice}", counts_always=True
)
_SUSPECTED = not_performed(
    "attack_suspected", "A presentation attack is suspected. {advice}", counts_always=True
)
_REPEATED = failed("attack_frames_repeated", "A presentation attack was made. {advice}", counts_always=True)
_BY_ANOTHER = not_performed(
    "challenge_by_another",
    "The challenge was performed by somebody else than the live picture shows.",
    counts_always=True,
)
_NOT_TIED = not_performed(
    "challenge_not_tied",
    "Whether the live picture shows who performed the challenge could not be told: take it from the "
    "challenge.",
    counts_always=True,
)
_STALE = not_performed(
    "challenge_stale",
    "The challenge was issued on another occasion: ask for one with every verification.",
    counts_always=True,
)
_FRESH = timedelta(minutes=5)
"""Between issuing a challenge and judging what came of it, either way: clocks of two machines differ, and
somebody looks for a document meanwhile. Whoever must be sure that evidence is used once remembers nonces."""


def _presentation(case: Case) -> Answer:
    """Whether the challenge was performed, by the person of the live picture, and nothing speaks against it.

    Whoever hands over what came of a challenge asks for it: whatever is not performed counts. An attack is
    only suspected, as nearly all cues err now and then; frames that come again pixel by pixel are none that a
    camera takes.
    """
    found = case.evidence.liveness
    assert found is not None  # noqa: S101 - it is needed
    evidence: dict[str, Number] = {
        "verdict": found.verdict.value,
        "cause": found.reason.value,
        "nonce": found.nonce,
        "steps": len(found.steps),
        "done": found.done,
        "seconds": round(found.seconds, 3),
        "frames": found.frames,
        **{name: round(float(value), 4) for name, value in found.measures.items()},
    }
    advice = {"advice": found.reason.instruction}
    if found.reason is LivenessReason.FRAMES_REPEATED:
        return Answer(_REPEATED, evidence, advice)
    if found.verdict is LivenessVerdict.ATTACK_SUSPECTED:
        return Answer(_SUSPECTED, evidence, advice)
    if found.verdict is LivenessVerdict.NOT_PERFORMED:
        return Answer(_NOT_PERFORMED, evidence, advice)
    if _stale(case, found):
        return Answer(_STALE, evidence)
    score, threshold = _tie(case, found)
    if score is None or threshold is None:
        return Answer(_NOT_TIED, evidence)
    evidence |= {"score": round(score, 4), "threshold": threshold}
    return Answer(_PERFORMED if score >= threshold else _BY_ANOTHER, evidence)


def _stale(case: Case, found: LivenessEvidence) -> bool:
    """Whether the challenge belongs to another occasion; where only the day is known, to another day."""
    assert found.issued_at is not None  # noqa: S101 - it was performed
    if case.instant is None:
        return abs(found.issued_at.date() - case.at) > timedelta(days=1)
    return abs(found.issued_at - case.instant) > _FRESH


def _tie(case: Case, found: LivenessEvidence) -> tuple[float | None, float | None]:
    """How like the challenge's face is the live picture's, and from where on they are one person's."""
    live, comparison = case.evidence.live, case.evidence.comparison
    if live is None or live.template is None or found.template is None or comparison is None:
        return None, None
    if live.template.encoder != found.template.encoder:
        return None, None
    # A population's threshold is for scores from which its part was taken, and this similarity has all of it.
    counted = comparison.population
    threshold = comparison.threshold if counted is None else counted.threshold_without
    return similarity_of(live.template, found.template), threshold


_DIFFER = passed("live_frames_differ", "Every live frame is another one.")
_SAME = not_performed(
    "live_frames_repeated", "Live frames are the same picture, which no camera takes twice: take them again."
)


def _frames_differ(case: Case) -> Answer:
    scene = case.evidence.live_scene
    assert scene is not None  # noqa: S101 - it is needed
    evidence: dict[str, Number] = {"frames": scene.frames, "repeated": scene.repeated}
    return Answer(_SAME if scene.repeated else _DIFFER, evidence)


_ALONE = passed("alone_before_camera", "No other face is seen in the live pictures.")
_NOT_ALONE = not_performed(
    "others_before_camera", "Another face is seen in the live pictures: only one person may be in them."
)


def _alone(case: Case) -> Answer:
    scene = case.evidence.live_scene
    assert scene is not None  # noqa: S101 - it is needed
    evidence: dict[str, Number] = {"frames": scene.frames, "others": scene.others}
    return Answer(_NOT_ALONE if scene.others else _ALONE, evidence)


CHECKS = (
    Check(
        name="live_presentation",
        title="challenge performed",
        group=Group.FACES,
        needs=("liveness",),
        ask=_presentation,
        reasons=(_PERFORMED, _NOT_PERFORMED, _SUSPECTED, _REPEATED, _BY_ANOTHER, _NOT_TIED, _STALE),
    ),
    Check(
        name="live_frames_differ",
        title="live frames differ",
        group=Group.FACES,
        needs=("live_scene",),
        ask=_frames_differ,
        reasons=(_DIFFER, _SAME),
    ),
    Check(
        name="alone_before_camera",
        title="alone before the camera",
        group=Group.FACES,
        needs=("live_scene",),
        ask=_alone,
        reasons=(_ALONE, _NOT_ALONE),
    ),
)
