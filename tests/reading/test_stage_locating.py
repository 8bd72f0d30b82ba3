"""Marks to lines and lines to blocks, on marks made for one rule each."""

import cv2
import numpy as np
import pytest

from docverify.imaging.levels import spread
from docverify.reading import locate as module
from docverify.reading import thresholds
from docverify.reading.candidate import Candidate
from docverify.reading.lines import TextLine
from docverify.reading.locate import locate
from tests.reading.made import TD2, TD3, drawn, grey_of, line_at, marks, sheet

SHAPE = (80, 160)  # of the marks: 320 × 640 px, capitals of 16 px
USUAL = module._Marks(thresholds.SURE_MARK, thresholds.POSSIBLE_MARK)


def lines_of(*bands, **others):
    return module._lines(marks(SHAPE, *bands, **others), USUAL)


def ends(line):
    return line.points(np.array([line.first, line.last]))


def test_a_band_of_marks_is_one_line_where_it_was_seen():
    (line,) = lines_of((100, 500, 160, 1, 4))
    assert np.abs(ends(line) - [(100, 160), (500, 160)]).max() < 6
    assert line.mean_height == pytest.approx(16)


def test_a_line_lies_in_the_middle_of_its_marks_and_its_letters_grow_as_they_do():
    maps = marks(SHAPE, (100, 500, 161.5, 1, 4))
    growing = np.linspace(10, 22, SHAPE[1], dtype=np.float32) * np.ones(SHAPE, np.float32)
    (line,) = module._lines(module.Maps(maps.odds, maps.text, maps.along, growing), USUAL)
    assert np.abs(ends(line)[:, 1] - 161.5).max() < 0.3
    assert line.height_at(line.last) / line.height_at(line.first) > 1.3


def test_lines_set_so_close_that_their_marks_touch_are_told_apart():
    near = [(100, 500, y, 1, 4) for y in (161.5, 181.5)]  # 1.25 capitals
    assert marks(SHAPE, *near).text[40:46, 60].min() > thresholds.POSSIBLE_MARK
    assert sorted(round(line.points(0.0)[1] / 10) for line in lines_of(*near)) == [16, 18]


def test_marks_as_fine_as_letters_with_gaps_between_them_are_a_line():
    letters = [(x, x + 4, 160, 1, 4) for x in range(100, 500, 12)]
    (line,) = lines_of(*letters)
    assert line.length > 380


def test_faint_marks_are_a_line_only_where_one_of_them_is_sure():
    faint = (100, 500, 160, 1, 0)  # a probability of 0.5
    assert not lines_of(faint)
    (line,) = lines_of(faint, (300, 310, 160, 1, 4))
    assert line.length > 380


def test_a_search_takes_only_lines_of_which_a_mark_is_sure(monkeypatch):
    faint = (100, 500, 160, 1, 0)
    page = np.full((320, 640), 200, np.uint8)
    for bands, blocks in (([faint], 0), ([faint, (300, 310, 160, 1, 4)], 1)):
        monkeypatch.setattr(module, "see", lambda *_, bands=bands, **__: marks(SHAPE, *bands))
        seen = module.survey(page, longer_side=640)
        assert len(seen.candidates) == blocks
        assert len(module.traces(seen)) == 1  # which other typefaces are followed from


def test_faint_marks_lengthen_a_line():
    (line,) = lines_of((200, 500, 161.5, 1, 4), (100, 200, 161.5, 1, -1))
    assert line.length > 380


def test_a_line_parted_by_glare_is_joined_and_one_of_another_block_is_not():
    (line,) = lines_of((60, 260, 160, 1, 4), (380, 580, 160, 1, 4))  # 7.5 capitals
    assert line.length > 500
    assert len(lines_of((8, 210, 160, 1, 4), (440, 630, 160, 1, 4))) == 2  # 14.4 capitals


@pytest.mark.parametrize(
    "other",
    [
        line_at(330 + 150 * 0.906, 100 + 150 * 0.423, length=300, angle=25),
        line_at(480, 118, length=300),  # a capital lower
        line_at(480, 100, length=300, height=40),
        line_at(200, 100, length=300),  # beside, and not after
    ],
    ids=["turned", "lower", "larger", "overlapping"],
)
def test_what_does_not_continue_a_line_is_not_joined_to_it(other):
    line = line_at(150, 100, length=300)
    gaps = module._gaps([line, other])
    assert not np.isfinite(gaps).any()
    assert module._gaps([line, line_at(480, 102, length=300, angle=4)])[0, 1] == pytest.approx(30, abs=2)


def test_lines_in_many_pieces_are_whole():
    pieces = [(x, x + 80, y, 1, 4) for y in (61.5, 101.5, 141.5) for x in range(60, 560, 100)]
    assert [round(line.length / 100) for line in lines_of(*pieces)] == [5, 5, 5]


def test_a_short_piece_of_print_is_no_line():
    assert not lines_of((100, 100 + 9 * 16, 160, 1, 4))  # nine capitals
    assert lines_of((100, 100 + 13 * 16, 160, 1, 4))


def test_a_speck_is_no_line():
    assert not lines_of((100, 106, 160, 1, 4))


def test_a_run_of_fillers_reads_as_the_line_beside_it_does():
    for reading in (1, -1):
        block = lines_of((100, 500, 120, reading, 4), (100, 380, 160, -reading, 4))
        assert [np.sign(line.along[0]) for line in block] == [reading, reading]


def test_a_line_whose_halves_read_opposite_ways_lies_where_its_marks_do():
    maps = marks(SHAPE, (100, 300, 160, 1, 4), (300, 500, 160, -1, 4))
    maps.along[1] = 0.04  # what is left of the sum points aside
    (line,) = module._lines(maps, USUAL)
    assert abs(line.along[0]) > 0.99
    assert line.length == pytest.approx(400, abs=12)


def test_a_block_far_away_has_no_say_in_how_a_line_reads():
    upper, lower = (100, 500, 40, 1, 4), (100, 380, 280, -1, 4)
    lines = module._lines(marks((160, 160), upper, lower, (100, 500, 560, 1, 4)), USUAL)
    assert len(lines) == 3  # 240 px are as far as half of both lines, 300 px; the third has another way
    far = module._lines(marks((200, 160), (100, 500, 40, 1, 4), (100, 380, 740, -1, 4)), USUAL)
    assert sorted(np.sign(line.along[0]) for line in far) == [-1, 1]


def test_a_bent_line_is_followed():
    maps = marks(SHAPE, (60, 580, 160, 1, 4))
    bent = np.zeros_like(maps.odds)
    for column in range(SHAPE[1]):
        bent[:, column] = np.roll(maps.odds[:, column], round(6 * (column / 80 - 1) ** 2))
    (line,) = module._lines(module.Maps(bent, 1 / (1 + np.exp(-bent)), maps.along, maps.height), USUAL)
    middle, end = line.points(np.array([(line.first + line.last) / 2, line.first]))
    assert end[1] - middle[1] > 12  # of 17 px
    assert ends(line)[1, 1] - middle[1] > 12


def test_lines_as_far_apart_as_those_of_an_mrz_are_one_block():
    assert [len(one.lines) for one in module._blocks([line_at(300, y) for y in (100, 150, 200)])] == [3]
    assert len(module._blocks([line_at(300, y) for y in (100, 200)])) == 2  # five capitals
    assert len(module._blocks([line_at(300, y) for y in (100, 120)])) == 2  # one


def test_a_block_chains_each_line_with_the_nearest_below():
    # Of the first one the third is in reach, too.
    (block,) = module._blocks(
        [line_at(300, y) for y in (180, 100, 140)]
    )  # the third is in reach of the first
    assert [round(float(line.points(0.0)[1])) for line in block.lines] == [100, 140, 180]


@pytest.mark.parametrize(
    "other",
    [
        line_at(300, 150, angle=15),
        line_at(300, 150, height=36.0),
        line_at(620, 150),  # under the last fifth of the upper one
    ],
    ids=["turned", "larger", "aside"],
)
def test_what_is_no_neighbour_is_no_part_of_a_block(other):
    assert len(module._blocks([line_at(300, 100), other])) == 2


def test_a_line_of_which_an_end_was_missed_is_as_long_as_its_neighbour():
    whole, stump = line_at(300, 100, length=440), line_at(260, 150, length=300)
    (block,) = module._blocks([whole, stump])
    assert np.abs(ends(block.lines[1]) - [(80, 150), (520, 150)]).max() < 3


def test_letters_grow_along_lines_that_draw_apart():
    tilt = 3.0  # degrees: 50 px apart in the middle, 50 ± 10.5 at the ends
    (block,) = module._blocks([line_at(300, 100, angle=-tilt / 2), line_at(300, 150, angle=tilt / 2)])
    for line in block.lines:
        left, right = line.height_at(line.first), line.height_at(line.last)
        assert right / left == pytest.approx(60.5 / 39.5, rel=0.05)
    starts = np.array([ends(line)[0] for line in block.lines])
    assert starts[1, 1] - starts[0, 1] == pytest.approx(39.5, abs=1.5)  # each keeps its own tilt


def test_a_bend_seen_of_one_line_helps_the_other():
    bend = (-10.0, 0.0, 10 / 200**2)
    (block,) = module._blocks([line_at(300, 100, bend=bend), line_at(300, 142, length=200)])
    assert block.lines[1].bend[2] == pytest.approx(bend[2], rel=0.05)


def test_a_candidate_upside_down_has_its_last_line_first():
    upper, lower = line_at(300, 100), line_at(310, 150, bend=(1.0, 0.01, 1e-4), growth=0.01)
    turned = Candidate((upper, lower)).reversed()
    for before, after in zip((lower, upper), turned.lines, strict=True):
        np.testing.assert_allclose(ends(after), ends(before)[::-1])
        np.testing.assert_allclose(after.points(-30.0, 0.5), before.points(30.0, -0.5), atol=1e-9)
        np.testing.assert_allclose(after.along, -before.along)


def test_the_block_with_most_text_comes_first():
    long, short = line_at(0, 0, length=600), line_at(0, 0, length=300)
    assert Candidate((long, long)).weight > Candidate((long, short)).weight
    faint = Candidate((line_at(0, 0, length=600, sureness=0.6),) * 2)
    assert Candidate((long, short)).weight > faint.weight
    page = np.full((700, 1000, 3), 255, np.uint8)
    for lines, top in ((TD3, 60), (TD2, 500)):
        block = sheet(lines, margin=0)
        page[top : top + block.shape[0], 60 : 60 + block.shape[1]] = block
    found = locate(grey_of(page), longer_side=704)
    assert [one.lines[0].points(0.0)[1] < 300 for one in found] == [True, False]


def test_lines_are_told_in_px_of_the_picture():
    page, places = drawn(TD3, angle=8)
    (block,) = locate(page, longer_side=704)
    for line, there in zip(block.lines, places, strict=True):
        assert np.abs(ends(line) - ends(there)).max() < 1.5 * there.mean_height
        assert line.mean_height == pytest.approx(there.mean_height, rel=0.25)


def test_a_large_picture_is_averaged_before_the_locator_sees_it():
    grain = np.random.default_rng(1).integers(0, 2, (1200, 1600), np.uint8) * 255
    small = module.scaled(grain, 400 / 1600)
    assert small.shape == (300, 400)
    assert small.std() < 40  # of 127
    assert module.scaled(grain, 1500 / 1600).shape == (1125, 1500)


def test_a_pale_picture_and_a_dark_one_look_alike_to_the_locator():
    page, _ = drawn(TD3)
    page = cv2.GaussianBlur(page, (0, 0), 3)
    page[::8] = 0  # so that the darkest fiftieth is print
    pale = (150 + page * 0.3).astype(np.uint8)
    assert np.abs(spread(page) - spread(pale)).mean() < 0.05


def test_a_line_scaled_bends_and_grows_with_the_picture():
    line = line_at(300, 100, angle=20, growth=0.01, bend=(2.0, 0.05, 1e-4))
    twice = line.scaled(2)
    u = np.linspace(line.first, line.last, 5)
    np.testing.assert_allclose(twice.points(2 * u, 0.5) + 0.5, 2 * (line.points(u, 0.5) + 0.5), atol=1e-9)
    np.testing.assert_allclose(twice.height_at(2 * u), 2 * line.height_at(u))


def test_the_way_of_a_bent_line_is_its_tangent():
    line = line_at(300, 100, angle=20, bend=(2.0, 0.05, 1e-3))
    for u in (-150.0, 0.0, 120.0):
        step = line.points(u + 0.01) - line.points(u - 0.01)
        np.testing.assert_allclose(line.direction_at(u), step / np.hypot(*step), atol=1e-6)


def test_capitals_never_vanish_along_a_line():
    line = TextLine(np.zeros(2), np.array([1.0, 0.0]), -100, 100, np.zeros(3), np.array([20.0, 0.2]), 1.0)
    assert line.height_at(-100.0) == pytest.approx(2)
    assert line.height_at(-500.0) == pytest.approx(2)
