"""What a challenge can do to a verification: deny it, never grant it."""

from dataclasses import replace
from datetime import UTC, datetime

import numpy as np
import pytest

from docverify.errors import InputError
from docverify.evaluation import Rate
from docverify.evidence import (
    AcquisitionFailure,
    CountedPopulation,
    Evidence,
    LivenessEvidence,
    LivenessReason,
    LivenessVerdict,
    LiveScene,
    Side,
    Template,
)
from docverify.verification import Demand, FindingOutcome, Outcome, Policy

CHECK = "live_presentation"
ASKS = Policy(required=["face_match", CHECK])
ATTACKS = [reason for reason in LivenessReason if reason.verdict is LivenessVerdict.ATTACK_SUSPECTED]
NOTHING = [reason for reason in LivenessReason if reason.verdict is LivenessVerdict.NOT_PERFORMED]


def answered(reason=LivenessReason.PERFORMED, *, template=None, done=2, **other):
    return LivenessEvidence(
        reason=reason,
        nonce="0" * 32,
        steps=(Side.LEFT, Side.RIGHT),
        done=done,
        issued_at=datetime(2026, 11, 28, tzinfo=UTC),
        template=template,
        **other,
    )


@pytest.fixture
def told(judged):
    """A report with a challenge by the person of the live picture, or by whoever is asked for."""

    def of(reason=LivenessReason.PERFORMED, *, template=None, **other):
        live = judged().evidence.live.template
        return judged(liveness=answered(reason, template=template or live), **other)

    return of


def test_without_a_challenge_the_report_says_so_and_nothing_else_changes(judged):
    report = judged()
    assert report.outcome is Outcome.PASSED
    assert report.finding(CHECK).reason == "not_presented"
    assert "no challenge was performed" in report.finding(CHECK).sentence
    assert judged(policy=ASKS).outcome is Outcome.INCONCLUSIVE


def test_a_challenge_that_was_performed_passes_where_it_is_asked_for(told):
    report = told(policy=ASKS)
    assert report.outcome is Outcome.PASSED
    assert report.finding(CHECK).reason == "challenge_performed"
    assert "recording" in report.finding(CHECK).sentence


@pytest.mark.parametrize("reason", ATTACKS)
@pytest.mark.parametrize(
    "policy",
    [None, ASKS, Policy(required=["face_match"], optional=[], waived=[CHECK]), Policy.named("lenient")],
)
def test_a_suspected_attack_never_passes_whatever_the_policy(told, reason, policy):
    report = told(reason, policy=policy) if policy else told(reason)
    wanted = Outcome.FAILED if reason is LivenessReason.FRAMES_REPEATED else Outcome.INCONCLUSIVE
    assert report.outcome is wanted
    assert report.finding(CHECK).demand is Demand.REQUIRED
    assert CHECK in [one.check for one in report.decisive]
    assert reason.instruction in report.why


def test_a_repetition_fails_even_where_several_documents_are_seen(told, judged):
    inventory = judged().evidence.inventory
    zones = tuple(replace(zone, same_text=False, counts=False) for zone in inventory.zones)
    seen = replace(inventory, zones=(*inventory.zones, *zones))
    assert zones
    report = told(LivenessReason.FRAMES_REPEATED, inventory=seen)
    assert report.finding(CHECK).outcome is FindingOutcome.FAILED


@pytest.mark.parametrize("reason", NOTHING)
def test_a_challenge_that_was_not_performed_counts_where_it_is_asked_for(told, reason):
    assert told(reason).outcome is Outcome.PASSED
    assert told(reason).finding(CHECK).outcome is FindingOutcome.NOT_PERFORMED
    assert told(reason, policy=ASKS).outcome is Outcome.INCONCLUSIVE


def test_who_performed_the_challenge_must_be_who_the_live_picture_shows(told, judged):
    live = judged().evidence.live.template
    other = Template(encoder=live.encoder, values=-live.values)
    report = told(template=other)
    assert report.finding(CHECK).reason == "challenge_by_another"
    assert report.outcome is Outcome.INCONCLUSIVE
    foreign = Template(encoder="another", values=live.values)
    assert told(template=foreign).finding(CHECK).reason == "challenge_not_tied"
    assert told(template=foreign, policy=ASKS).outcome is Outcome.INCONCLUSIVE
    assert (
        judged(liveness=answered(template=live), live=AcquisitionFailure.NO_FACE).finding(CHECK).reason
        == "challenge_not_tied"
    )


def test_a_population_does_not_make_it_easier_to_be_the_one_who_performed_it(told, judged):
    evidence = judged().evidence
    threshold, live = evidence.comparison.threshold, evidence.live.template
    counted = CountedPopulation(
        name="here",
        people=50,
        sha256="0" * 64,
        taken=0.2,
        without=Rate(1, 1000),
        threshold_without=threshold,
    )
    easier = replace(evidence.comparison.point, threshold=threshold - 0.2)
    comparison = replace(evidence.comparison, population=counted, point=easier)
    aside = np.linalg.svd(live.direction[None].astype(float))[2][-1]
    similar = threshold - 0.1
    other = similar * live.direction + (1 - similar**2) ** 0.5 * aside
    report = told(template=Template(encoder=live.encoder, values=other), comparison=comparison)
    assert report.finding(CHECK).reason == "challenge_by_another"


def test_no_challenge_is_performed_without_steps_a_nonce_and_a_face():
    template = Template(encoder="a", values=np.ones(4))
    answered(template=template)
    for lacking in (
        {"done": 1, "template": template},
        {"template": None},
    ):
        with pytest.raises(InputError, match="each of its steps"):
            answered(**lacking)
    with pytest.raises(InputError, match="each of its steps"):
        LivenessEvidence(reason=LivenessReason.PERFORMED)
    with pytest.raises(InputError, match="liveness"):
        Evidence(liveness="consistent")


def test_every_reason_has_a_verdict_and_an_instruction_and_none_says_live():
    assert [one for one in LivenessReason if one.verdict is LivenessVerdict.CONSISTENT] == ["performed"]
    for reason in LivenessReason:
        assert reason.instruction.endswith(".")
    assert not {one.value for one in LivenessVerdict} & {"live", "alive", "bona_fide"}


def test_nothing_of_the_face_leaves_the_evidence():
    found = answered(template=Template(encoder="a", values=np.full(4, 0.123456)))
    assert "0.123" not in repr(found) + str(found.to_dict())
    assert "template" not in found.to_dict()


def test_repeated_frames_and_further_faces_are_said_and_count_where_they_are_asked_for(judged):
    scene = LiveScene(frames=3, documents=0, copies=0, repeated=1, others=2)
    report = judged(live_scene=scene)
    assert report.outcome is Outcome.PASSED
    for check, reason in (
        ("live_frames_differ", "live_frames_repeated"),
        ("alone_before_camera", "others_before_camera"),
    ):
        assert report.finding(check).reason == reason
        asks = Policy(required=["face_match", check])
        assert judged(live_scene=scene, policy=asks).outcome is Outcome.INCONCLUSIVE
        assert judged(policy=asks).outcome is Outcome.PASSED
