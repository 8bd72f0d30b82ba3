"""Which faces are good enough to say that they are two people's."""

import math
from dataclasses import replace
from pathlib import Path

import cv2
import numpy as np
import pytest

from docverify.evidence import ComparedSide, ComparisonOutcome, Role
from docverify.faces import acquire, compare_samples, engine_named, threshold_for
from docverify.faces.limits import DOCUMENT_LIMITS, LIVE_LIMITS
from docverify.faces.refutable import REFUTABLE_LIVE, REFUTABLE_PORTRAIT, too_poor_to_refute
from docverify.imaging import load_image
from tests.faces.qualities import GOOD
from tests.verification.conftest import ENCODER, sample_of

SAMPLES = Path(__file__).resolve().parents[2] / "samples"
ROWS = [(ComparedSide.REFERENCE, limit) for limit in REFUTABLE_PORTRAIT] + [
    (ComparedSide.PROBE, limit) for limit in REFUTABLE_LIVE
]


def judged(side, quality):
    return too_poor_to_refute(*((quality, GOOD) if side is ComparedSide.REFERENCE else (GOOD, quality)))


def test_two_good_faces_refute():
    assert too_poor_to_refute(GOOD, GOOD) is None


@pytest.mark.parametrize(("side", "limit"), ROWS)
def test_what_misses_a_limit_is_named_with_its_side(side, limit):
    beyond = limit.low - 0.01 if limit.low > 0 else limit.high + 0.01
    poor = judged(side, replace(GOOD, **{limit.measure: beyond}))
    assert poor is not None
    assert (poor.side, poor.limit, poor.value, poor.failure) == (side, limit, beyond, limit.failure)


@pytest.mark.parametrize(("side", "limit"), ROWS)
def test_what_just_meets_a_limit_refutes(side, limit):
    edge = limit.low if limit.low > 0 else limit.high
    assert judged(side, replace(GOOD, **{limit.measure: edge})) is None


@pytest.mark.parametrize(("side", "limit"), ROWS)
def test_a_measure_that_is_no_number_never_refutes(side, limit):
    poor = judged(side, replace(GOOD, **{limit.measure: math.nan}))
    assert poor is not None
    assert (poor.side, poor.limit.measure) == (side, limit.measure)


def test_both_sides_poor_names_the_portrait():
    poor = replace(GOOD, eye_distance=12.0)
    found = too_poor_to_refute(poor, poor)
    assert found is not None
    assert found.side is ComparedSide.REFERENCE


@pytest.mark.parametrize(
    ("refuting", "comparing"), [(REFUTABLE_PORTRAIT, DOCUMENT_LIMITS), (REFUTABLE_LIVE, LIVE_LIMITS)]
)
def test_refuting_asks_no_less_than_comparing(refuting, comparing):
    for limit in refuting:
        same = [row for row in comparing if (row.measure, row.failure) == (limit.measure, limit.failure)]
        assert all(row.low <= limit.low and limit.high <= row.high for row in same)
    measures = {limit.measure for limit in refuting}
    assert measures >= {"eye_distance", "sharpness", "certainty"}


def test_a_sound_document_refutes_and_the_same_one_from_afar_does_not():
    engine = engine_named()
    document = load_image(SAMPLES / "non_mated" / "document.jpg")
    live = acquire(load_image(SAMPLES / "non_mated" / "live.jpg"), role=Role.LIVE, engine=engine)
    near = acquire(document, role=Role.DOCUMENT, engine=engine)
    assert too_poor_to_refute(near.quality, live.quality) is None
    factor = 20 / near.quality.eye_distance
    small = cv2.resize(document, None, fx=factor, fy=factor, interpolation=cv2.INTER_AREA).astype(np.uint8)
    far = acquire(small, role=Role.DOCUMENT, engine=engine)
    assert far.template is not None
    poor = too_poor_to_refute(far.quality, live.quality)
    assert poor is not None
    assert poor.limit.measure == "eye_distance"


@pytest.mark.parametrize(
    ("poor", "outcome"),
    [({}, ComparisonOutcome.NON_MATCH), ({"eye_distance": 12.0}, ComparisonOutcome.UNDECIDED)],
)
def test_a_face_that_is_too_poor_to_tell_refutes_nobody(poor, outcome):
    live = sample_of(Role.LIVE, angle=1.5, quality=replace(GOOD, **poor))
    found = compare_samples(
        sample_of(Role.DOCUMENT, quality=GOOD),
        live,
        encoder=ENCODER,
        point=threshold_for(ENCODER, 1e-3),
        fmr=1e-3,
    )
    assert found.outcome is outcome
    assert found.score < found.threshold
