"""Moving, turning and aligning faces."""

import cv2
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from docverify.errors import InputError
from docverify.evidence import Face
from docverify.evidence.face import turned_apart
from docverify.faces.align import SIZE, TEMPLATE, chip, similarity

POINTS = np.array([[30.0, 40], [70, 41], [50, 60], [35, 80], [66, 79]])
FACE = Face(box=(10.0, 20.0, 90.0, 110.0), landmarks=POINTS, score=0.9)


@pytest.mark.parametrize("turns", range(-4, 5))
def test_a_turned_face_lies_where_the_turned_pixels_are(turns):
    picture = np.zeros((130, 170), np.uint8)
    for index, (x, y) in enumerate(POINTS.astype(int)):
        picture[y, x] = index + 1
    turned = FACE.turned(turns, picture.shape)
    for index, (x, y) in enumerate(turned.landmarks.astype(int)):
        assert np.rot90(picture, turns)[y, x] == index + 1
    assert turned.turned(-turns, np.rot90(picture, turns).shape).box == pytest.approx(FACE.box)


@pytest.mark.parametrize("turns", range(4))
def test_a_face_knows_how_to_be_brought_upright(turns):
    lying = FACE.turned(-turns, (130, 170))
    assert turned_apart(lying.angle, 90 * turns) == pytest.approx(turned_apart(FACE.angle, 0))


def test_scaling_keeps_pixel_centres():
    doubled = FACE.moved(2.0)
    assert doubled.landmarks[0] == pytest.approx([60.5, 80.5])
    assert doubled.moved(0.5).landmarks == pytest.approx(POINTS)
    assert doubled.eye_distance == pytest.approx(2 * FACE.eye_distance)


@given(st.floats(0.1, 8), st.floats(-3.1, 3.1), st.floats(-400, 400), st.floats(-400, 400))
def test_alignment_undoes_any_similarity(scale, angle, dx, dy):
    turn = scale * np.array([[np.cos(angle), -np.sin(angle)], [np.sin(angle), np.cos(angle)]])
    points = TEMPLATE @ turn.T + [dx, dy]
    matrix = similarity(points)
    assert points @ matrix[:, :2].T + matrix[:, 2] == pytest.approx(TEMPLATE, abs=1e-6)


@pytest.mark.parametrize("scale", [1.0, 2.0, 3.7, 9.0])
def test_large_faces_are_shrunk_without_moving(scale):
    aligned = np.zeros((SIZE, SIZE, 3), np.uint8)
    for x, y in TEMPLATE.round().astype(int):
        cv2.circle(aligned, (int(x), int(y)), 4, (255, 255, 255), -1)
    aligned = cv2.GaussianBlur(aligned, (0, 0), 2)
    side = round(SIZE * scale)
    large = cv2.resize(aligned, (side, side), interpolation=cv2.INTER_CUBIC)
    points = (TEMPLATE + 0.5) * (side / SIZE) - 0.5
    assert np.abs(chip(large, points).astype(int) - aligned).max() < 24


def test_a_face_beyond_the_edge_is_black_there_and_does_not_fail():
    picture = np.full((60, 60, 3), 200, np.uint8)
    for shift in (-500, -40, 40, 500):
        assert chip(picture, TEMPLATE * 3 + shift).shape == (SIZE, SIZE, 3)


@pytest.mark.parametrize("points", [np.full((5, 2), np.nan), np.zeros((4, 2)), np.zeros(10)])
def test_landmarks_must_be_five_points(points):
    with pytest.raises(InputError, match="five landmarks"):
        Face(box=(0, 0, 1, 1), landmarks=points, score=1.0)
