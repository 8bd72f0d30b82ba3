"""The parts of a session by themselves: one person, frames, the first look ahead, depth and likeness."""

import numpy as np
import pytest

from docverify.evidence import Face, LivenessReason, Template
from docverify.faces import calibration_of, engine_named
from docverify.liveness import limits
from docverify.liveness.ahead import Ahead
from docverify.liveness.depth import Depth
from docverify.liveness.frames import Frames, Sight
from docverify.liveness.geometry import Turn
from docverify.liveness.person import Person
from docverify.liveness.sameness import Sameness

ENCODER = engine_named().encoder.id
POINTS = np.array([(150.0, 150), (250, 150), (200, 210), (160, 255), (240, 255)])
FRAME = np.zeros((400, 400, 3), np.uint8)


def template(degrees=0.0):
    """A direction in a plane, so that scores are cosines of differences."""
    values = np.zeros(128)
    values[:2] = np.cos(np.radians(degrees)), np.sin(np.radians(degrees))
    return Template(encoder=ENCODER, values=values)


def face(points=POINTS, *, score=0.9):
    return Face(box=(100.0, 80.0, 300.0, 320.0), landmarks=np.array(points, float), score=score)


@pytest.fixture
def person():
    return Person(calibration_of(ENCODER))


def test_each_frame_must_match_the_one_before(person):
    assert person.same(template(0), yaw=0)
    assert person.same(template(60), yaw=0)  # cosine 0.5
    assert not person.same(template(135), yaw=0)  # 0.26 to the one before


def test_a_face_that_changes_step_by_step_must_still_match_the_first_ones(person):
    person.begin(template(0))
    assert [person.same(template(degrees), yaw=0) for degrees in (0, 30, 60, 80)] == [True, True, True, False]
    assert person.least == pytest.approx(np.cos(np.radians(80)), abs=1e-6)


def test_what_is_turned_far_is_compared_with_the_frame_before_only(person):
    person.begin(template(0))
    assert all(person.same(template(degrees), yaw=45) for degrees in (30, 60, 90))
    assert not person.same(template(90), yaw=limits.ANCHORED - 1)


def test_frames_that_come_again_are_told_from_those_handed_out_twice():
    frames, rng = Frames(), np.random.default_rng(1)
    first, second = (rng.integers(0, 255, (9, 12, 3)).astype(np.uint8) for _ in range(2))
    assert [frames.add(one) for one in (first, first, second, first)] == [
        Sight.NEW,
        Sight.STILL,
        Sight.NEW,
        Sight.REPEATED,
    ]
    assert frames.add(np.ascontiguousarray(first.transpose(1, 0, 2))) is Sight.NEW
    assert len(frames) == 3


def turned_aside(by):
    return face(POINTS + np.array([(0, 0), (0, 0), (by, 0), (0, 0), (0, 0)]))


def test_the_first_look_ahead_is_several_steady_frames_for_a_while():
    slow = Ahead()
    assert not any(slow.add(FRAME, face(), template(), at=at) for at in (0.0, 0.5))  # long enough, but two
    ahead = Ahead()
    assert not ahead.add(FRAME, face(), template(), at=0.0)
    assert not ahead.add(FRAME, face(), template(), at=0.02)
    assert not ahead.add(FRAME, face(), template(), at=0.04)  # three, but only for 0.04 s
    assert ahead.add(FRAME, face(), template(), at=0.21)
    assert ahead.points is not None
    assert ahead.template is not None


def test_a_head_on_its_way_past_the_middle_does_not_look_ahead():
    ahead = Ahead()
    sweep = [turned_aside(by) for by in (-14, -5, 5, 14)]
    assert not any(ahead.add(FRAME, one, template(), at=n / 8) for n, one in enumerate(sweep))
    assert all(abs(one.landmarks[2, 0] - 200) <= 14 for one in sweep)
    still = [turned_aside(14)] * 3
    assert any(ahead.add(FRAME, one, template(), at=1 + n / 8) for n, one in enumerate(still))


@pytest.mark.parametrize("by", [-20, 20])
def test_a_face_that_is_turned_or_too_high_or_too_small_does_not_look_ahead(by):
    high = face(POINTS * (1, 1.3))
    small = face(POINTS * 0.15)
    for one in (turned_aside(by), high, small):
        ahead = Ahead()
        assert not any(ahead.add(FRAME, one, template(), at=n / 8) for n in range(6))
        assert ahead.picture is None
    assert ahead.small


def test_the_picture_of_the_surest_frame_ahead_is_kept():
    ahead = Ahead()
    for number, score in enumerate((0.8, 0.95, 0.9)):
        ahead.add(np.full_like(FRAME, number), face(score=score), template(), at=number / 8)
    assert ahead.picture[0, 0, 0] == 1


def depth_like(value, frames=10, *, slant=0.75, skew=0.0):
    depth = Depth()
    moved = value * np.sqrt(1 - slant**2) / slant
    for _ in range(frames):
        depth.add(Turn(yaw=np.degrees(np.arctan(moved / 0.45)), pitch=0, aspect=0.8, slant=slant, skew=skew))
    return depth


def test_too_little_depth_is_flat_or_bent_and_likeness_asks_for_more():
    for value, sameness, reason in (
        (0.1, None, LivenessReason.FLAT),
        (0.28, 0.3, LivenessReason.BENT),
        (0.34, 0.6, None),
        (0.34, 0.8, LivenessReason.BENT),
        (0.45, 0.8, None),
    ):
        assert depth_like(value).value == pytest.approx(value, abs=1e-6)
        assert depth_like(value).refuted(sameness) is reason
    assert depth_like(0.1, frames=3).refuted(0.9) is None
    assert depth_like(0.1, skew=20.0).value is None
    assert depth_like(0.1, slant=0.9).value is None
    assert not depth_like(0.1, frames=7).settled
    assert depth_like(0.1, frames=8).settled


def test_a_picture_looks_the_same_when_it_is_moved_and_another_one_does_not():
    rng = np.random.default_rng(1)
    textures = [
        np.kron(rng.integers(0, 255, (50, 50, 3)), np.ones((8, 8, 1))).astype(np.uint8) for _ in range(2)
    ]
    aside = Turn(yaw=30.0, pitch=0, aspect=0.9, slant=0.9, skew=0)
    values = []
    for later, points in ((np.roll(textures[0], 20, axis=1), POINTS + (20, 0)), (textures[1], POINTS)):  # noqa: RUF005
        sameness = Sameness()
        sameness.begin(textures[0], face())
        sameness.add(later, face(points), Turn(yaw=5.0, pitch=0, aspect=1, slant=1, skew=0))
        assert sameness.value is None
        sameness.add(later, face(points), aside)
        values.append(sameness.value)
    assert values[0] > 0.95
    assert values[1] < 0.6
