"""Two pictures to an outcome, on real networks."""

import cv2
import numpy as np
import pytest

from docverify.errors import EngineMissing, InputError
from docverify.evidence import AcquisitionFailure, ComparedSide, ComparisonOutcome, Template, similarity_of
from docverify.faces import compare_faces, encode_face, engine_named, find_faces, threshold_for
from docverify.imaging import load_image

BLANK = np.full((300, 240, 3), 128, np.uint8)


@pytest.fixture(scope="module")
def london(data):
    folder = data / "face" / "london"
    names = ("001/001_neutral", "001/001_smiling", "002/002_smiling")
    return [load_image(folder / f"{name}.jpg") for name in names]


@pytest.mark.data
def test_one_person_matches_and_another_does_not(london):
    neutral, smiling, other = london
    same = compare_faces(reference=neutral, probe=smiling, fmr=1e-4)
    assert same.outcome is ComparisonOutcome.MATCH
    assert same.score >= same.threshold
    different = compare_faces(reference=neutral, probe=other)
    assert different.outcome is ComparisonOutcome.NON_MATCH
    assert different.score < different.threshold


@pytest.mark.data
def test_a_picture_without_a_face_has_no_score(london):
    for pictures, side in (
        ((BLANK, london[0]), ComparedSide.REFERENCE),
        ((london[0], BLANK), ComparedSide.PROBE),
    ):
        comparison = compare_faces(reference=pictures[0], probe=pictures[1])
        assert comparison.outcome is ComparisonOutcome.NOT_ACQUIRED
        assert comparison.reason is AcquisitionFailure.NO_FACE
        assert comparison.side is side
        assert comparison.score is None


@pytest.mark.data
def test_two_people_before_the_camera_are_not_acquired(london):
    both = cv2.hconcat([london[0], london[2]])
    comparison = compare_faces(reference=london[0], probe=both)
    assert comparison.reason is AcquisitionFailure.SEVERAL_FACES


@pytest.mark.data
def test_landmarks_are_where_eyes_are(london):
    (face,) = find_faces(london[0])
    left, right, nose, *mouth = face.landmarks
    assert left[0] < nose[0] < right[0]
    assert max(left[1], right[1]) < nose[1] < min(point[1] for point in mouth)


@pytest.mark.data
def test_a_template_survives_its_byte_form_and_is_not_printed(london):
    template = encode_face(london[0])
    again = Template.from_bytes(template.to_bytes())
    assert np.array_equal(again.values, template.values)
    assert similarity_of(template, again) == pytest.approx(1.0)
    assert str(float(template.values[0]))[:6] not in repr(template)


def test_no_face_cannot_be_encoded():
    with pytest.raises(InputError, match="no_face"):
        encode_face(BLANK)


def test_an_fmr_that_the_data_cannot_support_is_refused():
    encoder = engine_named().encoder.id
    assert threshold_for(encoder, 1e-4).threshold > threshold_for(encoder, 1e-3).threshold
    for fmr in (1e-7, 0, -1, 2, float("nan")):
        with pytest.raises(InputError, match=r"(?i)fmr"):
            threshold_for(encoder, fmr)
    with pytest.raises(InputError, match="support"):
        compare_faces(reference=BLANK, probe=BLANK, fmr=1e-7)


def test_an_unknown_engine_is_refused_and_a_missing_one_names_its_extra():
    with pytest.raises(InputError, match="sface"):
        engine_named("eigenfaces")
    try:
        engine_named("face-recognition")
    except EngineMissing as problem:
        assert "docverify[face-recognition]" in str(problem)  # noqa: PT017
