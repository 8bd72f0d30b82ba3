"""Which frames are one person's: good ones lead and refute, poor ones are left out."""

from dataclasses import replace

import cv2
import numpy as np
import pytest

import docverify as dv
from benchmarks.spoiled_faces import DRAWERS
from docverify.errors import ConfigurationError
from docverify.evidence import (
    AcquisitionFailure,
    Calibration,
    ComparisonOutcome,
    FaceSample,
    Role,
    Template,
    similarity_of,
)
from docverify.faces import FaceStream, acquire, engine_named, find_faces, fuse_frames
from docverify.faces.one_person import of_one_person, same_person_threshold
from tests.faces.qualities import GOOD

ENGINE = engine_named()
CALIBRATION = ENGINE.calibration
SURER = replace(GOOD, certainty=0.95)
COVERED = replace(SURER, eyes_covered=0.9)
COARSE = replace(CALIBRATION, points=tuple(one for one in CALIBRATION.points if one.fmr >= 0.01))
"""A calibration of so few people that it supports 1 % and no less."""


def sample(degrees, quality=GOOD, picture=0):
    """A frame whose template is a direction in a plane: scores are cosines of differences."""
    values = np.zeros(128)
    values[:2] = np.cos(np.radians(degrees)), np.sin(np.radians(degrees))
    template = Template(encoder=ENGINE.encoder.id, values=values)
    return FaceSample(role=Role.LIVE, faces=(), quality=quality, template=template, picture=picture)


def test_good_frames_that_do_not_match_are_two_people():
    assert of_one_person([sample(0), sample(30)], CALIBRATION) is not None
    assert of_one_person([sample(0), sample(90)], CALIBRATION) is None
    assert of_one_person([sample(0, COVERED), sample(5), sample(90)], CALIBRATION) is None


@pytest.mark.parametrize("first", [True, False])
def test_a_poor_frame_that_does_not_match_is_left_out_however_sure_the_detector_is(first):
    good, poor = sample(0), sample(90, COVERED)
    frames = [poor, good] if first else [good, poor]
    assert of_one_person(frames, CALIBRATION) == [good]
    fused = fuse_frames(frames, engine=ENGINE)
    assert fused.failure is None
    assert similarity_of(fused.template, good.template) == pytest.approx(1)


def test_a_poor_frame_that_matches_is_fused():
    good, poor = sample(0), sample(30, COVERED)
    assert of_one_person([poor, good], CALIBRATION) == [good, poor]
    fused = fuse_frames([poor, good], engine=ENGINE)
    assert similarity_of(fused.template, sample(15).template) == pytest.approx(1)


def test_of_poor_frames_only_the_mean_of_two_people_is_not_made():
    surest, other = sample(0, COVERED), sample(90, replace(COVERED, certainty=0.9))
    assert of_one_person([other, surest], CALIBRATION) == [surest]
    assert similarity_of(fuse_frames([other, surest], engine=ENGINE).template, surest.template) > 0.999


def test_a_frame_without_measures_refutes_nobody():
    good, unknown = sample(0), sample(90, None)
    assert of_one_person([unknown, good], CALIBRATION) == [good]


def test_without_a_calibration_only_a_frame_alone_is_one_persons():
    assert of_one_person([], None) == []
    assert len(of_one_person([sample(0)], None)) == 1
    assert of_one_person([sample(0), sample(0)], None) is None


def test_where_a_calibration_does_not_go_so_far_its_lowest_rate_decides():
    assert same_person_threshold(CALIBRATION) == CALIBRATION.at(1e-3).threshold
    assert isinstance(COARSE, Calibration)
    with pytest.raises(ConfigurationError):
        COARSE.at(1e-3)
    assert same_person_threshold(COARSE) == COARSE.points[-1].threshold


@pytest.fixture(scope="module")
def pictures(data):
    """A neutral or smiling picture of London, its longer side 450 px."""

    def of(number, mood):
        path = data / "face" / "london" / f"{number:03}" / f"{number:03}_{mood}.jpg"
        if not path.is_file():
            pytest.skip(f"no {path.name} of London in the data folder")
        whole = dv.load_image(path)
        factor = 450 / max(whole.shape[:2])
        return cv2.resize(whole, None, fx=factor, fy=factor, interpolation=cv2.INTER_AREA)

    return of


def shaken(image, length=41):
    return cv2.blur(image, (length, 1))


def dark(image):
    noise = np.random.default_rng(1).normal(0, 1, image.shape)
    return np.clip(image * 0.01 + noise, 0, 255).astype(np.uint8)


def covered(image):
    """A hand over the eyes."""
    (face,) = find_faces(image)
    middle, width = face.landmarks[:2].mean(axis=0).round().astype(int), face.eye_distance
    cover = image.copy()
    cv2.ellipse(cover, middle.tolist(), (round(width), round(0.4 * width)), 0, 0, 360, (190, 150, 130), -1)
    return cover


FEW = range(1, 9)


@pytest.mark.data
@pytest.mark.parametrize("spoiled", [shaken, dark, covered])
def test_a_poor_first_frame_does_not_ruin_the_stream_of_its_person(pictures, spoiled):
    ended = {}
    for number in FEW:
        stream = FaceStream(engine=ENGINE, kept=2)
        stream.add(spoiled(pictures(number, "neutral")))
        smiling = pictures(number, "smiling")
        for shift in range(4):
            stream.add(np.roll(smiling, shift, axis=1))
        ended[number] = len(stream.frames), stream.person.failure
    assert ended == dict.fromkeys(FEW, (2, None))


@pytest.mark.data
@pytest.mark.parametrize("spoiled", [shaken, dark, covered])
def test_two_good_people_are_told_behind_a_poor_first_frame(pictures, spoiled):
    stream = FaceStream(engine=ENGINE, kept=2)
    for frame in (spoiled(pictures(1, "neutral")), pictures(1, "smiling"), pictures(2, "smiling")):
        stream.add(frame)
    assert stream.person.failure is AcquisitionFailure.SEVERAL_FACES
    assert stream.frames == []


@pytest.mark.data
def test_a_poor_frame_of_another_person_never_stays_beside_a_good_one(pictures):
    stream = FaceStream(engine=ENGINE, kept=3)
    for frame in (shaken(pictures(2, "neutral")), pictures(1, "smiling"), shaken(pictures(3, "neutral"))):
        stream.add(frame)
    assert len(stream.frames) == 1
    assert stream.person.picture == 1
    alone = acquire(pictures(1, "smiling"), role=Role.LIVE, engine=ENGINE)
    assert similarity_of(stream.person.template, alone.template) == pytest.approx(1)


@pytest.mark.data
def test_a_good_frame_that_is_not_kept_still_tells_another_person(pictures):
    """Frames of which nothing is advised are kept before others, but need not be good enough to refute."""
    first = pictures(1, "smiling")
    (face,) = find_faces(first)
    stream = FaceStream(engine=ENGINE, kept=1)
    stream.add(DRAWERS["eyes_closed"](first, face, np.random.default_rng(1)))
    stream.add(cv2.GaussianBlur(first, (0, 0), 2.7))
    assert stream.full
    assert stream.seen.measures.sharpness < 0.13
    stream.add(pictures(2, "smiling"))
    assert stream.person.failure is AcquisitionFailure.SEVERAL_FACES


@pytest.mark.data
def test_a_shaken_frame_beside_a_good_one_is_left_out(pictures):
    outcomes = {}
    for number in FEW:
        smiling, neutral = pictures(number, "smiling"), pictures(number, "neutral")
        for frames in ([smiling, shaken(neutral)], [shaken(neutral), smiling]):
            found = dv.compare_faces(reference=neutral, probe=frames, engine=ENGINE)
            outcomes.setdefault(found.outcome, []).append(number)
    assert set(outcomes) == {ComparisonOutcome.MATCH}
    mixed = dv.compare_faces(
        reference=pictures(1, "neutral"), probe=[pictures(1, "smiling"), pictures(2, "smiling")]
    )
    assert mixed.reason is AcquisitionFailure.SEVERAL_FACES


@pytest.mark.data
def test_a_calibration_of_few_people_still_takes_several_frames(pictures):
    engine = replace(ENGINE, calibration=COARSE)
    smiling, other = pictures(1, "smiling"), pictures(2, "smiling")
    found = dv.compare_faces(
        reference=pictures(1, "neutral"), probe=[smiling, smiling], fmr=0.01, engine=engine
    )
    assert found.outcome is ComparisonOutcome.MATCH
    stream = FaceStream(engine=engine, kept=2)
    for _ in range(2):
        stream.add(smiling)
    assert stream.full
    stream.add(other)
    assert stream.person.failure is AcquisitionFailure.SEVERAL_FACES


def test_a_stream_of_an_engine_without_a_calibration_is_refused_at_once():
    class Foreign:
        id = "foreign"
        encode = staticmethod(ENGINE.encoder.encode)

    foreign = dv.Engine(name="foreign", detector=ENGINE.detector, encoder=Foreign())
    with pytest.raises(ConfigurationError, match="foreign has no calibration"):
        FaceStream(engine=foreign)


@pytest.mark.data
def test_a_shaken_face_refutes_neither_its_bearer_nor_anybody(pictures):
    bearers, strangers = {}, {}
    for number in FEW:
        portrait = pictures(number, "neutral")
        other = pictures(number % len(FEW) + 1, "smiling")
        moved = shaken(pictures(number, "smiling"), 31)
        bearers[number] = dv.compare_faces(reference=portrait, probe=moved, engine=ENGINE).outcome
        strangers[number] = dv.compare_faces(reference=portrait, probe=other, engine=ENGINE).outcome
    assert ComparisonOutcome.NON_MATCH not in bearers.values()
    assert set(strangers.values()) == {ComparisonOutcome.NON_MATCH}
