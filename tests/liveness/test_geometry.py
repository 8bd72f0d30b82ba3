"""How landmarks move: flat ones by one map, with no turn; those of a head with the turn that it made."""

import numpy as np
import pytest

from docverify.evidence import Face
from docverify.liveness.depth import Depth, depth_of
from docverify.liveness.geometry import facing, levelled, turn_since

# Eyes, tip of the nose, corners of the mouth: x, y, z in eye distances, z towards the camera.
HEAD = np.array([(-0.5, 0, 0), (0.5, 0, 0), (0, 0.6, 0.45), (-0.4, 1.05, 0), (0.4, 1.05, 0)])
FLAT = HEAD * (1, 1, 0)
TUBE = np.column_stack([HEAD[:, :2], 0.9 * (np.cos(HEAD[:, 0] / 0.9) - 1)])


def seen(points, *, yaw=0.0, pitch=0.0, roll=0.0, distance=9.0, zoom=1.0):
    """Landmarks of points that turn about an axis behind them, through a pin-hole camera."""
    yaw, pitch, roll = np.radians([yaw, pitch, roll])
    y = np.array([[np.cos(yaw), 0, np.sin(yaw)], [0, 1, 0], [-np.sin(yaw), 0, np.cos(yaw)]])
    x = np.array([[1, 0, 0], [0, np.cos(pitch), -np.sin(pitch)], [0, np.sin(pitch), np.cos(pitch)]])
    z = np.array([[np.cos(roll), -np.sin(roll), 0], [np.sin(roll), np.cos(roll), 0], [0, 0, 1]])
    turned = (points + np.array([0, -0.5, 1.3])) @ (z @ y @ x).T
    flat = turned[:, :2] / (distance - turned[:, 2:]) * 500 * zoom + (320, 240)
    return Face(box=(0.0, 0.0, 640.0, 480.0), landmarks=flat, score=0.9)


def since(points, **how):
    return turn_since(levelled(seen(points).landmarks), seen(points, **how))


@pytest.mark.parametrize("yaw", [-40, -30, -15, 15, 30, 40])
@pytest.mark.parametrize("how", [{}, {"roll": 20}, {"zoom": 1.5}, {"distance": 7}])
def test_a_heads_turn_is_found_whatever_else_moves(yaw, how):
    turn = since(HEAD, yaw=yaw, **how)
    assert turn.yaw / yaw == pytest.approx(1.2, abs=0.15)  # the face also moves aside, and is seen from there
    assert depth_of(turn) == pytest.approx(0.45, abs=0.1)


def test_what_is_raised_has_pitch_and_no_yaw():
    up, down = since(HEAD, pitch=20), since(HEAD, pitch=-20)
    assert up.pitch * down.pitch < 0
    assert abs(up.yaw) < 1
    assert abs(down.yaw) < 1


@pytest.mark.parametrize("yaw", [-55, -40, 20, 55])
@pytest.mark.parametrize(
    "how", [{}, {"pitch": 30}, {"pitch": -30, "roll": 25}, {"distance": 3.5}, {"zoom": 2.0, "roll": -40}]
)
def test_whatever_is_flat_never_turns(yaw, how):
    turn = since(FLAT, yaw=yaw, **how)
    assert abs(turn.yaw) < 0.5
    assert abs(turn.pitch) < 0.5
    assert turn.slant < 0.97


def test_a_bent_picture_has_less_depth_than_a_head():
    depths = {}
    for name, points in (("head", HEAD), ("tube", TUBE), ("flat", FLAT)):
        depth = Depth()
        assert depth.value is None
        for yaw in range(25, 50, 4):
            depth.add(since(points, yaw=yaw))
        depths[name] = depth.value
    assert depths["flat"] < 0.01
    assert depths["tube"] < 0.25
    assert depths["head"] > 0.4


def test_frames_that_hardly_slant_say_nothing_of_depth():
    depth = Depth()
    for _ in range(50):
        depth.add(since(HEAD, yaw=5))
    assert depth.value is None


def test_a_single_picture_of_a_turned_head_does_not_face_the_camera():
    assert abs(facing(levelled(seen(HEAD).landmarks))) < 1
    assert facing(levelled(seen(HEAD, yaw=30).landmarks)) > 15
    assert facing(levelled(seen(HEAD, yaw=-30).landmarks)) < -15


def test_landmarks_that_are_no_faces_are_none():
    points = seen(HEAD).landmarks
    assert levelled(points[[0, 0, 2, 3, 4]]) is None
    assert levelled(points[[0, 1, 2, 4, 3]]) is None
    assert levelled(points[[0, 1, 2, 0, 1]]) is None
