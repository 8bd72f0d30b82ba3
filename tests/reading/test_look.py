"""What a light look tells of a frame, each kind drawn so that only one thing is wrong."""

import time

import cv2
import numpy as np
import pytest

import docverify as dv
from benchmarks.video_frames import FORMATS, GOOD, KINDS, desk
from docverify.evidence import Look, ReadingFailure
from docverify.mrz import MrzFormat
from docverify.reading import look, read_mrz
from docverify.reading.closer import closer
from docverify.reading.locate import locate
from docverify.reading.look import SIDE, sight_of


def frame(kind, number=0, layout=None):
    rng = np.random.default_rng([17, number])
    return KINDS[kind](desk(rng, layout or FORMATS[number % len(FORMATS)]), rng)


@pytest.mark.parametrize("kind", GOOD)
def test_a_good_frame_has_no_problem(kind):
    looks = [look(frame(kind, number).image) for number in range(5)]
    assert [seen.problems for seen in looks] == [()] * 5
    assert all(seen.good and seen.document and seen.instruction == "" for seen in looks)
    assert min(seen.score for seen in looks) > 0.5


@pytest.mark.parametrize("layout", [MrzFormat.TD1, MrzFormat.TD2, MrzFormat.TD3])
def test_page_and_mrz_are_where_they_lie(layout):
    one = frame("good", 3, layout)
    seen = look(one.image)
    width = np.linalg.norm(one.page[1] - one.page[0])
    assert np.linalg.norm(seen.page - one.page, axis=1).max() < 0.12 * width
    assert np.linalg.norm(seen.mrz - one.mrz, axis=1).max() < 0.06 * width
    assert seen.mrz.shape == seen.page.shape == (4, 2)


@pytest.mark.parametrize(
    ("kind", "problem"),
    [
        ("half in view", ReadingFailure.CUT_OFF),
        ("blurred", ReadingFailure.BLURRED),
        ("glare", ReadingFailure.GLARE),
    ],
)
def test_what_is_wrong_is_said(kind, problem):
    looks = [look(frame(kind, number).image) for number in range(4)]
    assert not any(seen.good for seen in looks)
    assert sum(problem in seen.problems for seen in looks) >= 2
    told = next(seen for seen in looks if seen.problems[0] is problem)
    assert told.instruction == problem.instruction


def test_no_frame_without_a_readable_mrz_is_good():
    for kind in ("empty table", "MRZ below the edge", "sliding", "too far"):
        assert not any(look(frame(kind, number).image).good for number in range(4)), kind


def test_a_document_seen_from_the_side_is_slanted():
    looks = [look(frame("slanted", number).image) for number in range(6)]
    assert sum(ReadingFailure.SLANTED in seen.problems for seen in looks) >= 2


def test_a_blank_frame_shows_no_document():
    seen = look(np.full((720, 1280, 3), 180, np.uint8))
    assert (seen.document, seen.mrz, seen.page) == (False, None, None)
    assert seen.problems == (ReadingFailure.NO_DOCUMENT,)
    assert seen.score == 0


def test_a_sheet_without_an_mrz_is_a_document():
    page = np.full((720, 1280, 3), 60, np.uint8)
    cv2.rectangle(page, (400, 200), (820, 490), (230, 225, 220), -1)
    seen = look(page)
    assert seen.document
    corners = np.array([(400, 200), (820, 200), (820, 490), (400, 490)])
    apart = np.linalg.norm(seen.page[:, None] - corners[None], axis=2).min(axis=1)
    assert apart.max() < 12
    assert seen.problems[0] in {ReadingFailure.NO_MRZ, ReadingFailure.BLURRED}
    page[:] = 60
    cv2.rectangle(page, (600, 300), (720, 382), (230, 225, 220), -1)
    assert look(page).problems == (ReadingFailure.TOO_SMALL,)


def test_a_closer_look_finds_lines_that_the_small_frame_runs_together():
    found = missed = 0
    for number in range(8):
        one = frame("good, turned", number, MrzFormat.TD3)
        grey = cv2.cvtColor(one.image, cv2.COLOR_RGB2GRAY)
        coarse = locate(grey, longer_side=SIDE)[0]
        missed += len(coarse.lines) != 2
        found += len(closer(grey, coarse).lines) == 2
    assert found == 8
    assert missed


def test_scores_follow_what_can_be_read():
    one = frame("good", 2)
    soft = [cv2.GaussianBlur(one.image, (0, 0), sigma) for sigma in (0.5, 2.5, 5.0)]
    scores = [look(image).score for image in soft]
    assert scores == sorted(scores, reverse=True)
    assert scores[0] > 2 * scores[2]


def test_a_look_costs_a_part_of_a_reading():
    good, table = frame("good").image, frame("empty table").image

    def seconds(call, image):
        call(image)
        start = time.process_time()
        for _ in range(3):
            call(image)
        return time.process_time() - start

    assert seconds(look, good) < 0.8 * seconds(read_mrz, good)
    assert seconds(look, table) < 0.5 * seconds(read_mrz, table)


def test_small_and_odd_pictures_are_looked_at():
    for shape in ((1, 1, 3), (3, 900, 3), (40, 40, 3), (2000, 1500, 3)):
        assert not look(np.zeros(shape, np.uint8)).good


def test_arguments_are_refused_by_name():
    with pytest.raises(dv.InputError, match="frame"):
        look(np.zeros((4, 4), np.uint8))
    with pytest.raises(dv.InputError, match="threads"):
        look(np.zeros((4, 4, 3), np.uint8), threads=0)
    with pytest.raises(dv.InputError, match="score"):
        Look(True, score=2.0)
    with pytest.raises(dv.InputError, match="NO_DOCUMENT"):
        Look(False)
    with pytest.raises(dv.InputError, match="mrz"):
        Look(True, mrz=np.zeros((3, 2)))


def test_a_look_is_plain_values_and_shows_no_place_in_its_repr():
    seen = dv.look(frame("good").image)
    values = seen.to_dict()
    assert values["good"] is True
    assert np.allclose(values["page"], seen.page, atol=0.06)
    assert "array" not in repr(seen)


def test_a_sight_keeps_what_a_reading_begins_with():
    sight = sight_of(frame("good", 2).image, threads=1)
    assert len(sight.blocks[0].lines) == len(sight.band.strips) == 2
