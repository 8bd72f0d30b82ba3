"""A challenge's evidence handed to `verify`: it can deny, and is tied to the live picture."""

from datetime import UTC, datetime, timedelta

import pytest

import docverify as dv
from docverify.evidence import similarity_of

AT = datetime(2026, 11, 28, 12, tzinfo=UTC)
R = dv.LivenessReason


@pytest.fixture(scope="module")
def pictures(samples):
    return {"document": samples / "mated" / "document.png", "live": samples / "mated" / "live.jpg"}


def answered(reason, template):
    challenge = dv.Challenge.draw(at=AT, steps=2)
    return dv.LivenessEvidence(
        reason=reason,
        nonce=challenge.nonce,
        steps=challenge.steps,
        done=2,
        issued_at=AT,
        frames=40,
        template=template,
    )


def test_a_challenge_passes_with_its_own_face_and_never_with_a_suspicion(pictures):
    own = dv.encode_face(pictures["live"])
    other = dv.Template(encoder=own.encoder, values=own.values[::-1])
    assert similarity_of(own, other) < 0.3
    for reason, template, outcome, code in (
        (R.PERFORMED, own, "PASSED", "challenge_performed"),
        (R.PERFORMED, other, "INCONCLUSIVE", "challenge_by_another"),
        (R.FLAT, own, "INCONCLUSIVE", "attack_suspected"),
        (R.FRAMES_REPEATED, own, "FAILED", "attack_frames_repeated"),
        (R.TOO_SLOW, None, "INCONCLUSIVE", "challenge_not_performed"),
    ):
        report = dv.verify(**pictures, liveness=answered(reason, template), at=AT)
        assert report.outcome == outcome
        assert report.finding("live_presentation").reason == code


def test_live_frames_that_are_the_same_picture_are_said(pictures):
    report = dv.verify(document=pictures["document"], live=[pictures["live"]] * 2, at=AT)
    assert report.finding("live_frames_differ").reason == "live_frames_repeated"
    assert report.finding("alone_before_camera").reason == "alone_before_camera"
    assert report.outcome == "PASSED"


def test_a_challenge_before_which_nobody_was_seen_is_no_document_check(pictures):
    nothing = dv.LivenessEvidence(reason=R.NO_FACE)
    with pytest.raises(dv.InputError, match="live is missing"):
        dv.verify(document=pictures["document"], live=None, liveness=nothing, at=AT)


def test_a_challenge_is_of_the_time_of_the_verification(pictures):
    own = dv.encode_face(pictures["live"])
    for at, outcome in ((AT + timedelta(minutes=3), "PASSED"), (AT + timedelta(hours=1), "INCONCLUSIVE")):
        report = dv.verify(**pictures, liveness=answered(R.PERFORMED, own), at=at)
        assert report.outcome == outcome
