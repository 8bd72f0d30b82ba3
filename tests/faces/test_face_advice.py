"""What a person before the camera is told, on real faces that were drawn upon."""

import json
from dataclasses import replace

import cv2
import numpy as np
import pytest

import docverify as dv
from benchmarks.spoiled_faces import DRAWERS, lit, tilted, turned
from docverify.errors import InputError
from docverify.evidence import (
    AcquisitionFailure,
    Advice,
    ComparisonOutcome,
    FaceAssessment,
    Role,
    similarity_of,
)
from docverify.faces import acquire, compare_faces, encode_face, engine_named, find_faces
from docverify.faces.advice import LIVE_ADVICE, advice_on, failure_of
from docverify.faces.exposure import brightened, light_of, ranged, why_unseen, without_grain
from docverify.faces.limits import LIVE_LIMITS
from docverify.imaging import load_image
from tests.faces.test_face_choice import GOOD

PEOPLE = ("001", "025", "030", "053")  # white, black, east Asian


@pytest.fixture(scope="module")
def engine():
    return engine_named()


@pytest.fixture(scope="module")
def people(data, engine):
    """The template of each neutral picture, and the smiling picture with its face."""
    found = []
    for number in PEOPLE:
        folder = data / "face" / "london" / number
        if not folder.is_dir():
            continue
        neutral = load_image(folder / f"{number}_neutral.jpg")
        smiling = load_image(folder / f"{number}_smiling.jpg")
        live = cv2.resize(smiling, None, fx=0.5, fy=0.5, interpolation=cv2.INTER_AREA)
        found.append((encode_face(neutral, engine=engine), live, find_faces(live, engine=engine)[0]))
    return found


@pytest.mark.data
def test_good_pictures_need_no_advice(people):
    for _, live, _ in people:
        seen = dv.assess_face(live)
        assert seen.ok
        assert seen.acquired
        assert seen.instruction == ""
        assert seen.faces == 1


@pytest.mark.data
@pytest.mark.parametrize("cause", DRAWERS)
def test_each_cause_is_told_first(people, cause):
    right = 0
    for number, (_, live, face) in enumerate(people):
        spoilt = DRAWERS[cause](live, face, np.random.default_rng([2, number]))
        seen = dv.assess_face(spoilt)
        assert not seen.ok
        right += seen.causes[0] == cause
        assert seen.advice[0].instruction == seen.causes[0].instruction
    assert right >= len(people) - 1


@pytest.mark.data
@pytest.mark.parametrize("degrees", [-45, -30, 20, 35, 45, 60])
def test_tilted_heads_match(people, engine, degrees):
    for template, live, _ in people:
        sample = acquire(tilted(live, degrees), role=Role.LIVE, engine=engine)
        assert similarity_of(template, sample.template) > 0.7
        assert abs(sample.face.angle - degrees) < 20


@pytest.mark.data
@pytest.mark.parametrize("light", [0.15, 0.1, 0.05, 0.03])
def test_dark_pictures_match_whatever_the_skin_and_are_called_dark(people, engine, light):
    for template, live, _ in people:
        dark = (live * light).astype(np.uint8)
        sample = acquire(dark, role=Role.LIVE, engine=engine)
        assert similarity_of(template, sample.template) > 0.6
        assert dv.assess_face(dark).causes[0] is AcquisitionFailure.TOO_DARK


@pytest.mark.data
@pytest.mark.parametrize("light", [0.03, 0.02, 0.01])
def test_grain_is_smoothed_so_that_dark_faces_match_whatever_the_skin(people, engine, light):
    for number, (template, live, _) in enumerate(people):
        sample = acquire(lit(live, light, np.random.default_rng([5, number])), role=Role.LIVE, engine=engine)
        assert similarity_of(template, sample.template) > 0.36


@pytest.mark.data
def test_a_grainy_picture_matches_and_a_good_one_is_not_smoothed(people, engine):
    template, live, face = people[0]
    grainy = DRAWERS["too_noisy"](live, face, np.random.default_rng(1))
    assert similarity_of(template, acquire(grainy, role=Role.LIVE, engine=engine).template) > 0.36
    good, poor = light_of(live), light_of(grainy)
    assert without_grain(live, good) is live
    assert without_grain(live, good, eye_distance=60.0) is live
    assert without_grain(grainy, poor) is not grainy


@pytest.mark.data
def test_at_a_third_of_its_light_nobody_is_called_dark(people):
    for _, live, _ in people:
        assert AcquisitionFailure.TOO_DARK not in dv.assess_face((live * 0.3).astype(np.uint8)).causes


@pytest.mark.data
def test_a_face_in_the_dark_before_a_window_is_seen_and_called_dark(people, engine):
    found = 0
    for _, live, face in people:
        scene = np.full((800, 1000, 3), 60, np.uint8)
        scene[:, :320] = 255
        scene[150 : 150 + live.shape[0], 400 : 400 + live.shape[1]] = (live * 0.03).astype(np.uint8)
        assert find_faces(scene, engine=engine) == ()
        seen = dv.assess_face(scene)
        if seen.face is not None:
            found += seen.face.overlap(face.moved(1.0, 400, 150)) > 0.6
            assert seen.causes[0] is AcquisitionFailure.TOO_DARK
    assert found >= len(people) - 1


@pytest.mark.data
def test_a_picture_cut_at_the_eyes_is_refused_as_cut_off(people):
    for _, live, face in people:
        cut = np.ascontiguousarray(live[round(float(face.landmarks[:2, 1].mean())) :])
        seen = dv.assess_face(cut)
        assert not seen.acquired
        assert seen.causes[0] in {AcquisitionFailure.FACE_CUT_OFF, AcquisitionFailure.NO_FACE}


@pytest.mark.data
def test_fifteen_pixels_between_the_eyes_are_not_passed_over(people):
    for _, live, face in people:
        scale = 15 / face.eye_distance
        small = cv2.resize(live, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA)
        seen = dv.assess_face(small)
        assert seen.acquired
        assert seen.causes[0] is AcquisitionFailure.FACE_TOO_SMALL
        assert seen.advice[0].value == pytest.approx(15, abs=3)
        assert not seen.advice[0].refused


@pytest.mark.data
@pytest.mark.parametrize("cause", ["eyes_closed", "mouth_open", "mouth_covered"])
def test_what_does_not_hurt_the_comparison_is_never_refused(people, engine, cause):
    for number, (template, live, face) in enumerate(people):
        spoilt = DRAWERS[cause](live, face, np.random.default_rng([3, number]))
        sample = acquire(spoilt, role=Role.LIVE, engine=engine)
        assert sample.template is not None
        assert similarity_of(template, sample.template) > 0.4


@pytest.mark.data
def test_covered_eyes_do_not_refute(people, data):
    """Another person's portrait and sunglasses: nobody can tell."""
    other = load_image(data / "face" / "london" / "002" / "002_neutral.jpg")
    _, live, face = people[0]
    covered = DRAWERS["eyes_covered"](live, face, np.random.default_rng(1))
    assert compare_faces(reference=other, probe=live).outcome is ComparisonOutcome.NON_MATCH
    told = compare_faces(reference=other, probe=covered)
    assert told.outcome is ComparisonOutcome.UNDECIDED
    assert told.reason is AcquisitionFailure.EYES_COVERED


@pytest.mark.data
def test_a_bystander_is_no_rival_but_is_told(people, engine):
    template, live, _ = people[0]
    _, other, _ = people[-1]
    wide = np.full((450, 1100, 3), 180, np.uint8)
    wide[:, 325:775] = live
    beside = cv2.resize(other, (400, 400), interpolation=cv2.INTER_AREA)[:, 80:320]
    wide[50:450, 860:1100] = beside
    sample = acquire(wide, role=Role.LIVE, engine=engine)
    assert len(sample.faces) == 2
    assert similarity_of(template, sample.template) > 0.7
    seen = dv.assess_face(wide)
    assert seen.acquired
    assert AcquisitionFailure.SEVERAL_FACES in seen.causes


@pytest.mark.data
def test_a_turned_head_is_told_and_compared(people, engine):
    template, live, face = people[0]
    aside = turned(live, face, 45)
    assert dv.assess_face(aside).causes[0] is AcquisitionFailure.HEAD_TURNED
    assert similarity_of(template, acquire(aside, role=Role.LIVE, engine=engine).template) > 0.36


@pytest.mark.parametrize(
    ("picture", "failure"),
    [
        (np.zeros((200, 300, 3), np.uint8), AcquisitionFailure.TOO_DARK),
        (np.full((200, 300, 3), 140, np.uint8), AcquisitionFailure.NO_FACE),
    ],
)
def test_a_picture_of_nothing_says_why(picture, failure):
    assert dv.assess_face(picture).causes == (failure,)
    assert why_unseen(light_of(picture)) is failure


def test_a_white_picture_says_why_and_a_dull_wall_does_not():
    rng = np.random.default_rng(1)
    white = np.clip(rng.normal(254, 4, (200, 300, 3)), 0, 255).astype(np.uint8)
    fog = rng.normal(150, 4, (200, 300, 3)).astype(np.uint8)
    assert why_unseen(light_of(white)) is AcquisitionFailure.TOO_BRIGHT
    assert why_unseen(light_of(fog)) is AcquisitionFailure.NO_FACE


def test_range_is_given_back_only_where_it_is_lost():
    ramp = np.repeat(np.arange(0, 250, 2, np.uint8)[None, :, None], 80, axis=0).repeat(3, axis=2)
    assert ranged(ramp) is ramp
    dim = (ramp // 8).astype(np.uint8)
    assert int(ranged(dim).max()) > 150
    foggy = (150 + ramp // 10).astype(np.uint8)
    assert int(np.ptp(ranged(foggy))) > 150
    flat = np.full((80, 80, 3), 7, np.uint8)
    assert ranged(flat) is flat
    grey = np.full((80, 80, 3), 120, np.uint8)
    assert brightened(grey, light_of(grey)) is None


def test_a_doubted_face_is_refused_for_what_is_wrong_with_it():
    doubted = replace(GOOD, certainty=0.8)
    assert failure_of(doubted) is AcquisitionFailure.FACE_DOUBTFUL
    assert failure_of(replace(doubted, eyes_covered=0.9)) is AcquisitionFailure.EYES_COVERED
    assert failure_of(replace(GOOD, eyes_covered=0.9)) is None


def test_movement_is_not_said_of_a_head_that_is_turned():
    shaken = replace(GOOD, steadiness=0.1)
    assert [one.cause for one in advice_on(shaken)] == [AcquisitionFailure.MOTION_BLURRED]
    turned = replace(shaken, yaw=30.0)
    assert [one.cause for one in advice_on(turned)] == [AcquisitionFailure.HEAD_TURNED]


def test_a_small_face_is_refused_as_small_and_its_blur_said_after():
    causes = [one.cause for one in advice_on(replace(GOOD, eye_distance=9.0, sharpness=0.05))]
    assert causes == [AcquisitionFailure.FACE_TOO_SMALL, AcquisitionFailure.TOO_BLURRED]


@pytest.mark.parametrize("limit", LIVE_ADVICE)
def test_every_row_of_advice_has_its_measure_range_and_sentence(limit):
    assert advice_on(GOOD) == ()
    beyond = limit.low - 0.01 if limit.low > 0 or limit.high == 1.0 else limit.high + 0.01
    changed = {"roll": 30.0} if limit.measure == "tilt" else {limit.measure: beyond}
    poor = replace(GOOD, **changed)
    told = next(one for one in advice_on(poor) if one.cause is limit.failure)
    assert told.measure == limit.measure
    assert told.instruction.endswith(".")
    json.dumps(told.to_dict(), allow_nan=False)


def test_what_is_refused_is_advised_too():
    advised = {limit.failure for limit in LIVE_ADVICE} | {AcquisitionFailure.FACE_DOUBTFUL}
    assert {limit.failure for limit in LIVE_LIMITS} <= advised


def test_a_picture_on_its_side_is_no_tilted_head():
    assert replace(GOOD, roll=90.0).tilt == 0
    assert replace(GOOD, roll=-85.0).tilt == pytest.approx(5)
    assert replace(GOOD, roll=35.0).tilt == 35


@pytest.mark.data
def test_an_assessment_is_plain_json_without_identity(people):
    _, live, face = people[0]
    seen = dv.assess_face(DRAWERS["mouth_covered"](live, face, np.random.default_rng(1)))
    told = json.loads(json.dumps(seen.to_dict(), allow_nan=False))
    assert told["advice"][0]["cause"] == "mouth_covered"
    assert told["advice"][0]["value"] > told["advice"][0]["high"]
    assert told["acquired"]
    assert not told["ok"]
    assert set(told["measures"]) >= {"grain", "steadiness", "eyes_closed"}


def test_an_assessment_that_cannot_be_is_refused():
    with pytest.raises(InputError, match="reason"):
        FaceAssessment(acquired=False)
    with pytest.raises(InputError, match="Advice"):
        FaceAssessment(acquired=True, advice=("too dark",))
    assert Advice(cause=AcquisitionFailure.NO_FACE).to_dict()["value"] is None


def test_pictures_of_another_kind_are_refused():
    with pytest.raises(InputError):
        dv.assess_face("no such file.jpg")
    with pytest.raises(InputError):
        dv.assess_face(np.zeros((4, 4), np.float32))


@pytest.mark.data
def test_noise_is_not_taken_for_contrast(people):
    """In a camera's own darkness grain is left and no face, so that it is refused, and called dark."""
    _, live, _ = people[0]
    seen = dv.assess_face(lit(live, 0.0005, np.random.default_rng(1)))
    assert not seen.acquired
    assert seen.causes[0] is AcquisitionFailure.TOO_DARK
