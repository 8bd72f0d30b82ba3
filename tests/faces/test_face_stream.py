"""Live frames of one person."""

import cv2
import numpy as np
import pytest

import docverify as dv
from benchmarks.spoiled_faces import DRAWERS, defocused
from docverify.errors import InputError
from docverify.evidence import AcquisitionFailure, ComparisonOutcome, Role, similarity_of
from docverify.faces import FaceStream, acquire, compare_samples, engine_named, find_faces
from docverify.imaging import load_image


@pytest.fixture(scope="module")
def engine():
    return engine_named()


@pytest.fixture(scope="module")
def frames(data):
    """Neutral and smiling pictures of two people, at half their size."""
    found = []
    for number in ("001", "002"):
        for mood in ("neutral", "smiling"):
            whole = load_image(data / "face" / "london" / number / f"{number}_{mood}.jpg")
            found.append(cv2.resize(whole, None, fx=0.5, fy=0.5, interpolation=cv2.INTER_AREA))
    return found


def test_nothing_was_seen_yet():
    stream = FaceStream()
    assert stream.seen is None
    assert stream.person is None
    assert stream.finish() is None
    assert stream.frames == []
    assert not stream.full


@pytest.mark.data
def test_the_best_frames_are_kept_and_no_more(frames):
    smiling = frames[1]
    stream = FaceStream(kept=2)
    blurred = defocused(smiling, 6)
    for frame in (blurred, blurred, smiling, blurred, np.fliplr(smiling).copy()):
        stream.add(frame)
    assert len(stream.frames) == 2
    assert stream.full
    assert all(not np.array_equal(frame, blurred) for frame in stream.frames)
    assert stream.person.picture in {2, 4}


@pytest.mark.data
def test_every_frame_is_advised_and_poor_ones_make_it_not_full(frames):
    _, smiling = frames[:2]
    face = find_faces(smiling)[0]
    stream = FaceStream(kept=1)
    seen = stream.add(DRAWERS["eyes_closed"](smiling, face, np.random.default_rng(1)))
    assert seen.causes == (AcquisitionFailure.EYES_CLOSED,)
    assert not stream.full
    assert stream.add(np.zeros_like(smiling)).causes == (AcquisitionFailure.TOO_DARK,)
    assert stream.seen.causes == (AcquisitionFailure.TOO_DARK,)
    assert stream.add(smiling).ok
    assert stream.full


@pytest.mark.data
def test_the_person_is_compared_as_a_sample_is(frames, engine):
    neutral, smiling = frames[:2]
    stream = FaceStream(engine=engine)
    for frame in (smiling, np.zeros_like(smiling), smiling):
        stream.add(frame)
    person = stream.finish()
    assert person.failure is None
    reference = acquire(neutral, role=Role.DOCUMENT, engine=engine)
    told = compare_samples(reference, person, encoder=engine.encoder.id, point=engine.point(1e-3), fmr=1e-3)
    assert told.outcome is ComparisonOutcome.MATCH
    assert dv.compare_faces(reference=neutral, probe=stream.frames).outcome is ComparisonOutcome.MATCH
    assert similarity_of(person.template, acquire(smiling, role=Role.LIVE, engine=engine).template) > 0.99


@pytest.mark.data
@pytest.mark.parametrize("at", [1, 3, 7])
def test_a_second_person_is_said_and_refused_wherever_they_come(frames, at):
    first, second = frames[1], frames[3]
    stream = FaceStream(kept=2)
    shown = [first] * 8
    shown[at] = second
    for frame in shown:
        stream.add(frame)
    assert stream.seen.causes[0] is AcquisitionFailure.SEVERAL_FACES
    assert not stream.seen.acquired
    assert stream.person.failure is AcquisitionFailure.SEVERAL_FACES
    assert stream.person.template is None
    assert stream.frames == []
    assert not stream.full
    stream.reset()
    assert stream.add(second).ok
    assert stream.person.template is not None


@pytest.mark.data
def test_a_frame_too_poor_to_tell_is_left_out_and_refuses_nobody(frames):
    first, second = frames[1], frames[3]
    face = find_faces(second)[0]
    poor = DRAWERS["eyes_covered"](second, face, np.random.default_rng(1))
    stream = FaceStream()
    for frame in (first, poor, first):
        stream.add(frame)
    assert stream.person.failure is None
    assert len(stream.frames) == 2


@pytest.mark.data
def test_frames_are_copied_and_nothing_personal_is_shown(frames):
    smiling = frames[1].copy()
    stream = FaceStream()
    stream.add(smiling)
    smiling[:] = 0
    assert stream.frames[0].any()
    assert repr(stream) == "FaceStream(1 frames, 1 kept)"


@pytest.mark.parametrize("kept", [0, 51, 2.5, "5"])
def test_what_cannot_be_kept_is_refused(kept):
    with pytest.raises(InputError, match="kept"):
        FaceStream(kept=kept)


def test_what_is_no_frame_is_refused():
    with pytest.raises(InputError, match="frame"):
        FaceStream().add(np.zeros((4, 4), np.float32))
