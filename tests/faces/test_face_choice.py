"""Which face counts, and which picture is good enough."""

from dataclasses import fields, replace

import numpy as np
import pytest

from docverify.evidence import AcquisitionFailure, Face, Quality, Role
from docverify.faces.choose import another, choose
from docverify.faces.limits import DOCUMENT_LIMITS, LIVE_LIMITS, first_failure

POINTS = np.array([[0.3, 0.4], [0.7, 0.4], [0.5, 0.6], [0.35, 0.8], [0.65, 0.8]])
GOOD = Quality(
    eye_distance=60,
    certainty=0.94,
    visible=1.0,
    sharpness=0.18,
    brightness=0.5,
    contrast=0.4,
    clipped=0.0,
    yaw=0.0,
    pitch=0.0,
    roll=0.0,
    background=0.02,
)


def face(side, x=0.0, y=0.0, score=0.94):
    return Face(box=(x, y, x + side, y + side), landmarks=POINTS * side + [x, y], score=score)


def test_nobody():
    assert choose((), Role.LIVE) == (None, AcquisitionFailure.NO_FACE)


def test_a_document_has_one_portrait_and_a_live_picture_one_person():
    portrait, ghost, rival = face(100), face(40, x=300), face(80, x=300)
    assert choose((portrait, ghost), Role.DOCUMENT) == (portrait, None)
    assert choose((portrait, rival), Role.DOCUMENT) == (portrait, None)
    assert choose((portrait, ghost), Role.LIVE) == (portrait, None)
    assert choose((portrait, rival), Role.LIVE) == (None, AcquisitionFailure.SEVERAL_FACES)


def test_a_large_doubtful_pattern_is_not_taken_for_the_face():
    pattern, real = face(200, score=0.62), face(80, x=300)
    assert choose((pattern, real), Role.DOCUMENT) == (real, None)
    assert choose((pattern, real), Role.LIVE) == (real, None)


BOTH = [
    ("eye_distance", 9.9, AcquisitionFailure.FACE_TOO_SMALL),
    ("certainty", 0.7, AcquisitionFailure.FACE_DOUBTFUL),
    ("visible", 0.4, AcquisitionFailure.FACE_CUT_OFF),
    ("sharpness", 0.04, AcquisitionFailure.TOO_BLURRED),
    ("yaw", -70.0, AcquisitionFailure.HEAD_TURNED),
    ("pitch", 50.0, AcquisitionFailure.HEAD_RAISED_OR_LOWERED),
]
OF_DOCUMENTS = [
    ("sharpness", 0.5, AcquisitionFailure.TOO_NOISY),
    ("brightness", 0.02, AcquisitionFailure.TOO_DARK),
    ("brightness", 0.97, AcquisitionFailure.TOO_BRIGHT),
    ("clipped", 0.8, AcquisitionFailure.TOO_BRIGHT),
    ("contrast", 0.03, AcquisitionFailure.TOO_LITTLE_CONTRAST),
]
OF_LIVE_FACES = [
    ("certainty", 0.84, AcquisitionFailure.FACE_DOUBTFUL),
    ("visible", 0.59, AcquisitionFailure.FACE_CUT_OFF),
    ("grain", 3.1, AcquisitionFailure.TOO_NOISY),
    ("brightness", 0.99, AcquisitionFailure.TOO_BRIGHT),
    ("relief", 0.03, AcquisitionFailure.TOO_LITTLE_CONTRAST),
]


@pytest.mark.parametrize(
    ("limits", "measure", "value", "failure"),
    [(DOCUMENT_LIMITS, *row) for row in BOTH + OF_DOCUMENTS]
    + [(LIVE_LIMITS, *row) for row in BOTH + OF_LIVE_FACES],
)
def test_each_limit_refuses_with_its_reason(limits, measure, value, failure):
    assert first_failure(GOOD, limits) is None
    assert first_failure(replace(GOOD, **{measure: value}), limits) is failure


def test_darkness_alone_refuses_no_live_face():
    dim = replace(GOOD, brightness=0.02, contrast=0.03, lightest=0.05)
    assert first_failure(dim, LIVE_LIMITS) is None


WIDE = (480, 640, 3)


def test_the_live_face_is_the_central_one_and_not_the_largest():
    bearer, passer_by = face(110, x=265, y=185), face(150, x=0, y=0)
    assert choose((passer_by, bearer), Role.LIVE, shape=WIDE) == (bearer, None)
    assert choose((passer_by, bearer), Role.DOCUMENT, shape=WIDE) == (passer_by, None)
    assert another((passer_by, bearer), bearer)


def test_a_rival_is_as_large_and_as_central():
    left, right = face(120, x=180, y=180), face(120, x=340, y=180)
    assert choose((left, right), Role.LIVE, shape=WIDE) == (None, AcquisitionFailure.SEVERAL_FACES)
    behind = face(60, x=340, y=180)
    assert choose((left, behind), Role.LIVE, shape=WIDE) == (left, None)
    assert not another((left, behind), left)


def test_two_boxes_about_one_head_are_one_person():
    one, again = face(120, x=260, y=180), face(90, x=290, y=200)
    assert choose((one, again), Role.LIVE, shape=WIDE) == (one, None)
    assert not another((one, again), one)


def test_a_measure_that_is_no_number_is_refused():
    limited = {limit.measure for limit in LIVE_LIMITS}
    assert limited <= {field.name for field in fields(Quality)}
    for measure in limited:
        assert first_failure(replace(GOOD, **{measure: float("nan")}), LIVE_LIMITS) is not None


def test_every_failure_has_an_instruction():
    for failure in AcquisitionFailure:
        assert failure.instruction.endswith(".")
