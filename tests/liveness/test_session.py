"""Challenges from the first frame to the last, on drawn heads and boards, with the real networks."""

from dataclasses import replace

import cv2
import numpy as np
import pytest

import docverify as dv
from docverify.evaluation import attack_rates
from docverify.evidence import Role
from docverify.faces import acquire
from docverify.liveness import limits
from docverify.liveness.find import face_in

SLANTED = 12  # the seed of a board that is turned far enough for its depth to show
R, V = dv.LivenessReason, dv.LivenessVerdict


def later(take, seconds):
    return [(at + seconds, frame) for at, frame in take]


def joined(*takes):
    """One after the other, an eighth of a second apart."""
    whole = []
    for take in takes:
        start = whole[-1][0] + 0.125 if whole else 0.0
        whole += later(take, start)
    return whole


def test_a_head_that_turns_as_it_is_told_is_consistent_with_a_live_person(asked, head, answered, engine):
    challenge = asked("left", "right")
    found, session = answered(challenge, head(3, "left", "right"))
    assert found.verdict is V.CONSISTENT
    assert (found.nonce, found.steps, found.done) == (challenge.nonce, challenge.steps, 2)
    assert found.template.encoder == engine.encoder.id
    assert found.measures["depth"] > limits.DEPTH
    assert session.ahead.shape == head(3, "left", "right")[0][1].shape
    assert dv.compare_faces(reference=head(3, "left", "right")[0][1], probe=session.ahead).outcome == "match"
    with pytest.raises(dv.InputError, match="finished"):
        session.finish()
    with pytest.raises(dv.InputError, match="finished"):
        session.add(session.ahead, at=9.0)


def test_the_state_says_what_to_do_next(asked, head, engine):
    session = dv.ChallengeSession(asked("left", "right"), engine=engine)
    states = [session.add(frame, at=seconds) for seconds, frame in head(3, "left", "right")]
    told = list(dict.fromkeys(state.instruction for state in states))
    assert told == ["Look straight ahead.", dv.Side.LEFT.instruction, dv.Side.RIGHT.instruction, ""]
    assert [state.done for state in states] == sorted(state.done for state in states)
    assert states[-1].over
    assert states[-1].done == states[-1].steps == 2


@pytest.mark.parametrize(
    ("steps", "reason"), [(("right", "left"), R.OTHER_SIDE), (("left", "left"), R.OTHER_SIDE)]
)
def test_another_order_is_not_the_challenge(asked, head, answered, steps, reason):
    assert answered(asked(*steps), head(3, "left", "right"))[0].reason is reason


def test_a_mirrored_picture_is_told_by_the_caller(asked, head, answered):
    mirrored = [(at, np.ascontiguousarray(frame[:, ::-1])) for at, frame in head(3, "left", "right")]
    assert answered(asked("left", "right"), mirrored, mirrored=True)[0].verdict is V.CONSISTENT
    assert answered(asked("left", "right"), mirrored)[0].reason is R.OTHER_SIDE


@pytest.mark.parametrize(
    "name",
    [
        "flat, turned",
        "flat, turned and tilted",
        "flat, turned near the camera",
        "flat, shifted",
        "bent towards the camera",
        "bent away from the camera",
        "bent about a level axis",
        "bent while it is turned",
        "bent, turned and tilted",
        "folded through the nose",
    ],
)
def test_no_board_passes(asked, held, answered, name):
    found, _ = answered(asked("left", "right"), held(name, 3, "left", "right"))
    assert found.verdict is not V.CONSISTENT


def test_a_flat_board_is_suspected(asked, held, answered):
    found, _ = answered(asked("left", "right"), held("flat, turned", 1, "left", "right", seed=SLANTED))
    assert found.reason is R.FLAT
    assert found.measures["depth"] < limits.FLAT


def test_another_person_midway_is_suspected(asked, head, answered):
    take = joined(head(3, "left"), head(4, "right"))
    found, _ = answered(asked("left", "right"), take)
    assert found.reason is R.ANOTHER_PERSON
    assert found.done == 1


def test_a_recording_that_comes_again_is_suspected(asked, head, answered):
    take = joined(head(3, "left"), head(3, "left"))
    found, _ = answered(asked("left", "left"), take)
    assert found.reason is R.FRAMES_REPEATED


def test_a_frame_that_is_handed_out_twice_is_no_attack_and_a_frozen_picture_no_turn(asked, head, answered):
    take = head(3, "left", "right")
    twice = [(at + late, frame) for at, frame in take for late in (0.0, 0.05)]
    assert answered(asked("left", "right"), twice)[0].verdict is V.CONSISTENT
    middle = len(take) // 2
    frozen = [*take[:middle], *((take[middle][0] + n / 8, take[middle][1]) for n in range(16))]
    found, _ = answered(asked("left", "right"), frozen)
    assert found.reason is R.FACE_LOST
    assert found.verdict is V.NOT_PERFORMED


def test_time_runs_out(asked, head, answered):
    assert answered(asked("left", "right", seconds=3.0), head(3, "left", "right"))[0].reason is R.TOO_SLOW
    late = later(head(3, "left", "right"), 10.0)
    assert answered(asked("left", "right"), late)[0].reason is R.TOO_SLOW


def test_stills_in_place_of_a_turn_are_no_turn(asked, head, answered):
    take = head(3, "left", "right")
    ahead, away = take[0][1], next(frame for at, frame in take if at > 1.7)
    rng, shown = np.random.default_rng(1), []
    for n, still in enumerate([ahead] * 6 + ([away] * 6 + [ahead] * 4) * 2):
        noise = rng.integers(-2, 3, still.shape)
        shown.append((n / 8, np.clip(still.astype(np.int16) + noise, 0, 255).astype(np.uint8)))
    assert answered(asked("left", "left"), shown)[0].reason is R.TOO_FAST


def test_a_face_that_goes_out_of_sight_starts_again(asked, head, answered):
    take = head(3, "left", "right")
    blank = np.full_like(take[0][1], 120)
    gap = [(at, blank if 12 <= n < 20 else frame) for n, (at, frame) in enumerate(take)]
    assert answered(asked("left", "right"), gap)[0].reason is R.FACE_LOST
    few = take[::8]  # one frame a second
    assert answered(asked("left", "right"), few)[0].verdict is V.NOT_PERFORMED


def test_what_is_not_done_is_not_performed(asked, head, answered):
    take = head(3, "left", "right")
    blank = np.full((320, 400, 3), 120, np.uint8)
    assert answered(asked("left", "right"), [])[0].reason is R.NO_FACE
    assert answered(asked("left", "right"), [(0.1, blank)])[0].reason is R.NO_FACE
    still = [(at, frame) for at, frame in take if at < 0.9]
    assert answered(asked("left", "right"), still)[0].reason is R.UNFINISHED
    turned = [(at, frame) for at, frame in take if 1.5 < at < 1.9]
    assert answered(asked("left", "right"), turned)[0].reason is R.NOT_AHEAD
    small = [
        (at, cv2.copyMakeBorder(frame, 480, 480, 600, 600, cv2.BORDER_REPLICATE)[::4, ::4].copy())
        for at, frame in still
    ]
    assert answered(asked("left", "right"), small)[0].reason is R.FACE_POOR


def test_a_second_face_denies(asked, head, answered):
    beside = [
        (at, np.hstack([frame, other]))
        for (at, frame), (_, other) in zip(head(3, "left", "right"), head(4, "right"), strict=False)
    ]
    assert answered(asked("left", "right"), beside)[0].reason is R.SEVERAL_FACES


def test_a_document_before_the_camera_is_suspected(asked, answered, samples):
    page = dv.load_image(samples / "mated" / "document.png")
    found, _ = answered(asked("left", "right"), [(0.1, page)])
    assert found.reason is R.DOCUMENT_SHOWN


def test_an_engine_without_a_calibration_cannot_follow_one_person(asked, head, engine):
    class Foreign:
        id = "foreign"
        encode = staticmethod(engine.encoder.encode)

    foreign = dv.Engine(name="foreign", detector=engine.detector, encoder=Foreign())
    assert foreign.calibration is None
    session = dv.ChallengeSession(asked("left", "right"), engine=foreign)
    for seconds, frame in head(3, "left", "right"):
        state = session.add(frame, at=seconds)
    assert state.over
    assert session.finish().reason is R.NO_CALIBRATION


def test_a_calibration_of_few_people_follows_a_challenge(asked, head, engine):
    points = tuple(one for one in engine.calibration.points if one.fmr >= 0.01)
    coarse = replace(engine.calibration, points=points)
    challenge, take = asked("left", "right"), head(3, "left", "right")
    session = dv.ChallengeSession(challenge, engine=replace(engine, calibration=coarse))
    for seconds, frame in take:
        if session.add(frame, at=seconds).over:
            break
    assert session.finish().verdict is V.CONSISTENT


def test_a_session_that_cannot_begin_does_not_spend_its_challenge(asked, engine, monkeypatch):
    def refuse(calibration):
        raise dv.ConfigurationError("the calibration does not do")

    challenge = asked("left", "right")
    with monkeypatch.context() as patched:
        patched.setattr("docverify.liveness.session.Person", refuse)
        with pytest.raises(dv.ConfigurationError):
            dv.ChallengeSession(challenge, engine=engine)
    dv.ChallengeSession(challenge, engine=engine)
    with pytest.raises(dv.InputError, match="answered before"):
        dv.ChallengeSession(challenge, engine=engine)


def test_a_challenge_follows_the_face_that_a_picture_is_compared_by(person, engine):
    """The one in the middle, also where a larger one stands aside."""
    (middle, _), (aside, _) = person(3), person(4)
    frame = np.full((900, 1600, 3), 128, np.uint8)
    small, large = cv2.resize(middle, (340, 340)), cv2.resize(aside, (480, 480))
    frame[280:620, 630:970] = small
    frame[:480, :480] = large
    chosen = acquire(frame, role=Role.LIVE, engine=engine)
    assert len(chosen.faces) == 2
    face, failure = face_in(frame, engine.detector)
    assert failure is None
    assert face.overlap(chosen.face) > 0.8
    assert face.box[0] > 600


class Fixed:
    id = "fixed"
    rates = attack_rates({"print": [0.1, 0.6]}, [0.4, 0.9], 0.5)

    def __init__(self, score):
        self.fixed = score

    def score(self, image, face):  # noqa: ARG002 - as every detector has it
        return self.fixed


def test_a_passive_network_refuses_and_never_approves(asked, head, answered):
    take = head(3, "left", "right")
    assert answered(asked("left", "right"), take, networks=[Fixed(0.9)])[0].verdict is V.CONSISTENT
    found, _ = answered(asked("left", "right"), take, networks=[Fixed(0.9), Fixed(0.2)])
    assert found.reason is R.NETWORK_REFUSED
    still = [(at, frame) for at, frame in take if at < 0.9]
    assert answered(asked("left", "right"), still, networks=[Fixed(1.0)])[0].verdict is V.NOT_PERFORMED


def test_frames_come_in_order_and_are_not_endless(asked, engine):
    blank = np.zeros((64, 64, 3), np.uint8)
    session = dv.ChallengeSession(asked("left", "right"), engine=engine)
    session.add(blank, at=1.0)
    with pytest.raises(dv.InputError, match="order"):
        session.add(blank, at=1.0)
    with pytest.raises(dv.InputError, match="frame"):
        session.add(blank.astype(float), at=2.0)
    for at in (-1.0, float("nan"), None, "2"):
        with pytest.raises(dv.InputError, match="at is"):
            session.add(blank, at=at)
    for number in range(limits.MOST_FRAMES - 1):
        session.add(blank, at=11.0 + number / 100)
    with pytest.raises(dv.LimitExceeded):
        session.add(blank, at=100.0)
    assert session.finish().reason is R.TOO_SLOW
