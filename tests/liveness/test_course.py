"""The order of a challenge: sides, ways back, haste."""

import pytest

from docverify.evidence import LivenessReason, Side
from docverify.liveness.course import Course
from docverify.liveness.geometry import Turn

LEFT, RIGHT = Side.LEFT, Side.RIGHT


def turned(yaw, *, slant=None, skew=0.0):
    return Turn(yaw=yaw, pitch=0.0, aspect=0.9, slant=slant or 1 - abs(yaw) / 200, skew=skew)


def went(steps, yaws, *, rate=8, mirrored=False, **other):
    course = Course(tuple(steps), mirrored=mirrored)
    course.begin(at=0.0)
    for number, yaw in enumerate(yaws, 1):
        reason = course.add(turned(yaw, **other), at=number / rate)
        if reason is not None:
            return reason
    return course


THERE = [0, 15, 33, 38, 36, 15, 0]


def test_a_persons_left_is_at_the_right_of_the_picture():
    assert went([LEFT, RIGHT], THERE + [-yaw for yaw in THERE]).complete
    assert went([LEFT, RIGHT], [-yaw for yaw in THERE] + THERE, mirrored=True).complete


@pytest.mark.parametrize("steps", [[RIGHT, LEFT], [LEFT, LEFT]])
def test_another_order_is_none(steps):
    assert went(steps, THERE + [-yaw for yaw in THERE]) is LivenessReason.OTHER_SIDE


@pytest.mark.parametrize(
    "yaws", [[0, 15, 25, 29, 25, 0], [0, 15, 29, 31, 29, 0], [0, 15, 35, 38, 36, 30, 35, 30]]
)
def test_a_turn_that_is_too_small_or_seen_once_or_not_taken_back_does_not_count(yaws):
    assert went([LEFT, LEFT], yaws).done == 0


def test_what_is_tilted_as_well_does_not_count():
    assert went([LEFT, LEFT], THERE, skew=14.0).done == 0
    assert went([LEFT, LEFT], THERE, skew=-14.0).done == 0
    assert went([LEFT, LEFT], THERE, skew=12.0).done == 1


def test_a_turn_without_a_heads_depth_does_not_count():
    assert went([LEFT, LEFT], THERE, slant=0.5).done == 0
    assert went([LEFT, LEFT], THERE).done == 1


def test_a_jump_is_no_turn_and_the_more_frames_the_smaller_it_may_be():
    assert went([LEFT, LEFT], [0, 15, 38, 38, 0]).done == 1
    assert went([LEFT, LEFT], [0, 15, 38, 38, 0], rate=30) is LivenessReason.TOO_FAST
    assert went([LEFT, LEFT], [0, 15, 61]) is LivenessReason.TOO_FAST


def test_each_turn_must_be_seen_on_its_way():
    leap = [38, 38, 0]
    assert went([LEFT, LEFT], leap * 2) is LivenessReason.TOO_FAST
    assert went([LEFT, LEFT, LEFT], [*THERE, *leap, *leap]) is LivenessReason.TOO_FAST
    assert went([LEFT, LEFT], [*THERE, *leap]).complete  # one may fall between two frames
    assert went([LEFT, LEFT, LEFT], [*leap, 12, *leap, 38, 38, 22, 0]).complete


def test_the_instructions_follow_what_was_seen():
    course = Course((LEFT, RIGHT), mirrored=False)
    told = [course.instruction]
    course.begin(at=0.0)
    for number, yaw in enumerate(THERE + [-yaw for yaw in THERE], 1):
        told.append(course.instruction)
        course.add(turned(yaw), at=number / 8)
    told.append(course.instruction)
    ahead, left, right = "Look straight ahead.", LEFT.instruction, RIGHT.instruction
    assert list(dict.fromkeys(told)) == [ahead, left, right, ""]
