"""What a challenge can do to a verification: deny it, never grant it."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

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
from docverify.verification import Demand, FindingOutcome, Outcome, Policy, judge
from tests.verification.conftest import AT

CHECK = "live_presentation"
ASKS = Policy(required=["face_match", CHECK])
ATTACKS = [reason for reason in LivenessReason if reason.verdict is LivenessVerdict.ATTACK_SUSPECTED]
NOTHING = [reason for reason in LivenessReason if reason.verdict is LivenessVerdict.NOT_PERFORMED]


def answered(reason=LivenessReason.PERFORMED, **other):
    usual = {
        "nonce": "0" * 32,
        "steps": (Side.LEFT, Side.RIGHT),
        "done": 2,
        "issued_at": datetime(2026, 11, 23, 12, tzinfo=UTC),
        "frames": 40,
    }
    return LivenessEvidence(reason=reason, **(usual | other))


@pytest.fixture
def told(judged):
    """A report with a challenge by the person of the live picture, or by whoever is asked for."""

    def of(reason=LivenessReason.PERFORMED, *, template=None, **other):
        live = judged().evidence.live.template
        own = {"issued_at": other.pop("issued_at")} if "issued_at" in other else {}
        return judged(liveness=answered(reason, template=template or live, **own), **other)

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
@pytest.mark.parametrize("policy", [None, ASKS, Policy(required=["face_match"], optional=[], waived=[CHECK])])
def test_a_challenge_that_was_not_performed_keeps_from_passing_whoever_asked(told, reason, policy):
    report = told(reason, policy=policy) if policy else told(reason)
    assert report.outcome is Outcome.INCONCLUSIVE
    assert report.finding(CHECK).outcome is FindingOutcome.NOT_PERFORMED
    assert reason.instruction in report.why


@pytest.mark.parametrize(
    ("later", "reason"),
    [
        (timedelta(minutes=4), "challenge_performed"),
        (-timedelta(minutes=4), "challenge_performed"),
        (timedelta(minutes=6), "challenge_stale"),
        (-timedelta(minutes=6), "challenge_stale"),
        (timedelta(days=2000), "challenge_stale"),
    ],
)
def test_a_challenge_of_another_occasion_keeps_from_passing(told, judged, later, reason):
    issued = datetime(2026, 11, 23, 12, tzinfo=UTC)
    evidence = replace(told().evidence, liveness=answered(template=judged().evidence.live.template))
    report = judge(evidence, Policy(), at=AT, instant=issued + later)
    assert report.finding(CHECK).reason == reason
    assert report.outcome is (Outcome.PASSED if reason == "challenge_performed" else Outcome.INCONCLUSIVE)


def test_where_only_the_day_is_known_it_must_be_of_that_day(told):
    assert told().finding(CHECK).reason == "challenge_performed"
    old = told(issued_at=datetime(2026, 11, 20, tzinfo=UTC))
    assert old.finding(CHECK).reason == "challenge_stale"
    assert old.outcome is Outcome.INCONCLUSIVE


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
        {"template": template, "frames": 0},
        {"template": template, "issued_at": None},
        {"template": template, "nonce": ""},
    ):
        with pytest.raises(InputError, match="each of its steps"):
            answered(**lacking)
    with pytest.raises(InputError, match="each of its steps"):
        LivenessEvidence(reason=LivenessReason.PERFORMED)
    for name, wrong in (
        ("seconds", float("nan")),
        ("seconds", -5.0),
        ("frames", -1),
        ("nonce", 123),
        ("steps", "ab"),
        ("issued_at", "x"),
        ("issued_at", datetime(2026, 11, 23)),  # noqa: DTZ001 - without a zone
        ("measures", {"x": float("nan")}),
        ("measures", {"x": "Anna"}),
        ("measures", None),
    ):
        with pytest.raises(InputError, match=name) as told:
            answered(**({"template": template} | {name: wrong}))
        assert "Anna" not in str(told.value)
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
