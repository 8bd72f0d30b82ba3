"""A frame looked at: its lines measured, found again from near, and how they and their sheet lie."""

import sys

import cv2
import numpy as np
import pytest

from docverify.evidence import ReadingFailure
from docverify.evidence.page_sheets import SHEETS
from docverify.mrz import MrzFormat
from docverify.reading.band import band_of
from docverify.reading.candidate import Candidate
from docverify.reading.closer import closer
from docverify.reading.look import look, sight_of
from docverify.reading.lying import lying, page_about
from docverify.reading.sheet import sheet_in
from tests.reading.made import PITCH, TD1, TD2, TD3, drawn, line_at

module = sys.modules["docverify.reading.look"]  # the package gives the function this name


def framed(lines=TD3, *, angle=0.0, scale=1.0, paper=255):
    """A frame of the drawn page, and the lines' true places in it."""
    page, places = drawn(lines, angle=angle)
    page = np.minimum(cv2.resize(page, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA), paper)
    return np.repeat(page[..., None], 3, axis=2), [line.scaled(scale) for line in places]


@pytest.fixture
def located(monkeypatch):
    """Let a look find these lines."""

    def see(places):
        monkeypatch.setattr(module, "locate", lambda *_, **__: [Candidate(tuple(places))])
        monkeypatch.setattr(module, "closer", lambda _, block, **__: block)

    return see


class TestProblems:
    """What is wrong is said, the first thing first, and scored."""

    def test_nothing(self, located):
        frame, places = framed()
        located(places)
        seen = look(frame)
        assert ReadingFailure.BLURRED not in seen.problems
        assert ReadingFailure.GLARE not in seen.problems
        assert seen.score > 0.9
        corners = [places[0].points(u, -0.5) for u in (places[0].first, places[0].last)]
        assert np.abs(seen.mrz[:2] - corners).max() < 1

    @pytest.mark.parametrize("aside", [-165, 165])
    def test_lines_out_of_the_frame_are_cut_off_and_not_worth_reading(self, located, aside):
        frame, places = framed()
        located([line_at(*(one.origin + np.array((aside, 0))), length=880) for one in places])
        seen = look(frame)
        assert seen.problems[0] is ReadingFailure.CUT_OFF
        assert seen.score == 0

    def test_lines_without_an_end_are_cut_off(self, located):
        frame, places = framed()
        located([line_at(*one.origin, length=400, height=19.8) for one in places])
        assert look(frame).problems[0] is ReadingFailure.CUT_OFF

    def test_a_page_out_of_the_frame_is_cut_off_and_its_mrz_worth_reading(self, located):
        frame, places = framed()
        frame = np.ascontiguousarray(frame[500:])
        located([line_at(*(one.origin - np.array((0, 500))), length=880, height=19.8) for one in places])
        seen = look(frame)
        assert seen.problems[0] is ReadingFailure.CUT_OFF
        assert seen.score > 0.5

    def test_small_print(self, located):
        frame, places = framed(scale=0.35)
        located(places)
        seen = look(frame)
        assert ReadingFailure.TOO_SMALL in seen.problems
        assert seen.score < 0.5

    def test_squashed_print(self, located):
        frame, places = framed()
        located(places)
        assert ReadingFailure.SLANTED not in look(frame).problems
        located([line_at(600, 600 + 32 * number, length=880, height=12) for number in range(2)])
        assert ReadingFailure.SLANTED in look(frame).problems

    def test_a_reflection(self, located):
        frame, places = framed(paper=200)
        frame[540:640, 400:560] = 255
        located(places)
        seen = look(frame)
        assert ReadingFailure.GLARE in seen.problems
        assert seen.score < 0.8
        assert ReadingFailure.BLURRED not in seen.problems

    def test_print_out_of_focus(self, located):
        frame, places = framed()
        located(places)
        assert look(cv2.GaussianBlur(frame, (0, 0), 5)).problems == (ReadingFailure.BLURRED,)

    def test_a_single_line_is_one_only_where_it_is_long_and_sure(self, located):
        frame, _ = framed()
        for sureness, length, seen in ((0.9, 880, True), (0.8, 880, False), (0.9, 300, False)):
            located([line_at(600, 600, length=length, sureness=sureness)])
            assert (look(frame).mrz is not None) is seen


def test_single_lines_and_squashed_ones_are_looked_at_more_closely(located, monkeypatch):
    frame, places = framed()
    whole, looks = Candidate(tuple(places)), []
    squashed = [line_at(600, 600 + 32 * number, length=880, height=12) for number in range(2)]
    for lines, closely in ((places, False), (places[:1], True), (squashed, True)):
        looks.clear()
        located(lines)
        monkeypatch.setattr(module, "closer", lambda *_, **__: looks.append(1) or whole)
        seen = look(frame)
        assert bool(looks) is closely
        assert np.abs(seen.mrz[0] - places[0].points(places[0].first, -0.5)).max() < 1
        assert np.abs(seen.mrz[2] - places[1].points(places[1].last, 0.5)).max() < 1


class TestBand:
    """Sharpness and glare along lines, as far as letters reach."""

    def test_pale_print_is_as_sharp_as_dark(self):
        page, places = drawn(TD3)
        pale = (150 + page * 0.3).astype(np.uint8)
        dark, light = (band_of(one, tuple(places)) for one in (page, pale))
        assert light.sharpness == pytest.approx(dark.sharpness, abs=0.1)
        assert dark.sharpness > 0.8
        assert dark.glare == light.glare == 0

    def test_what_is_beyond_the_ends_does_not_count(self):
        page, places = drawn(TD3)
        page = np.minimum(page, 200)
        around = page.copy()
        around[:, :165] = around[:, 1035:] = 255
        assert band_of(around, tuple(places)).glare == 0
        page[:, 160 : 160 + 11 * PITCH] = 255
        assert band_of(page, tuple(places)).glare == pytest.approx(0.25, abs=0.06)

    def test_a_dark_thing_is_no_glare(self):
        page, places = drawn(TD3)
        page[540:640, 400:520] = 90
        assert band_of(np.minimum(page, 200), tuple(places)).glare == 0

    def test_lines_of_which_nothing_is_seen_are_not_sharp(self):
        page = np.full((400, 1000), 200, np.uint8)
        band = band_of(page, (line_at(500, 200, length=880),))
        assert (band.sharpness, band.glare) == (0, 0)

    def test_a_line_too_short_to_tell_is_not_sharp(self):
        page, places = drawn(TD3)
        short = line_at(*places[0].origin, length=60)
        assert band_of(page, (short,)).sharpness == 0


@pytest.mark.parametrize("angle", [0, 25, 190])
def test_a_closer_look_finds_lines_where_they_are(angle):
    page, places = drawn(TD3, angle=angle)
    rough = Candidate(tuple(one.scaled(1.02) for one in places))
    again = closer(page, rough)
    assert len(again.lines) == 2
    for line, there in zip(again.lines, places, strict=True):
        ends = [one.points(np.array([one.first, one.last])) for one in (line, there)]
        assert np.abs(ends[0] - ends[1]).max() < 1.5 * there.mean_height
        assert line.mean_height == pytest.approx(there.mean_height, rel=0.25)
        assert line.along @ there.along > 0.99


def test_a_closer_look_at_one_line_finds_the_other_two():
    page, places = drawn(TD1)
    for one in places:
        assert len(closer(page, Candidate((one,))).lines) == 3


def test_where_a_closer_look_shows_nothing_the_lines_stay():
    found = Candidate((line_at(300, 300),))
    assert closer(np.full((600, 600), 200, np.uint8), found) is found


class TestLying:
    """How a block lies: its sheet, how squashed and how much nearer at one end."""

    @pytest.mark.parametrize(
        ("lines", "layout"), [(TD1, MrzFormat.TD1), (TD2, MrzFormat.TD2), (TD3, MrzFormat.TD3)]
    )
    def test_lines_seen_straight_on(self, lines, layout):
        _, places = drawn(lines)
        how = lying(tuple(places))
        assert how.format is layout
        assert how.squash == pytest.approx(0, abs=0.1)
        assert how.keystone == pytest.approx(0, abs=0.01)

    def test_lines_tilted_away_are_squashed_and_turned_aside_narrowed(self):
        flat = tuple(line_at(600, 570 + 30 * number, length=880, height=12) for number in range(2))
        assert lying(flat).squash == pytest.approx(np.log(19.8 / 12), abs=0.15)
        narrow = tuple(line_at(600, 550 + 50 * number, length=500, height=19.8) for number in range(2))
        assert lying(narrow).squash < -0.2
        growing = tuple(line_at(600, 550 + 50 * number, length=880, growth=0.005) for number in range(2))
        assert lying(growing).keystone > 0.1

    @pytest.mark.parametrize("angle", [0, 30])
    def test_the_page_lies_about_its_lines(self, angle):
        _, places = drawn(TD3, angle=angle)
        page = page_about(tuple(places), lying(tuple(places)))
        sides = np.linalg.norm(page - np.roll(page, -1, axis=0), axis=1)
        assert sides[0] / sides[1] == pytest.approx(125 / 88, rel=0.03)
        assert sides[0] == pytest.approx(880 / 44 / 2.54 * 125, rel=0.03)
        ahead = (page[1] - page[0]) / sides[0]
        assert ahead @ places[0].along > 0.999
        assert abs((page[3] - page[0]) @ ahead) < 0.01 * sides[0]
        below = (page[3] - places[1].points(0.0, 0.5)) @ places[1].down
        assert below == pytest.approx(SHEETS[MrzFormat.TD3].bottom * 20 / 2.54, rel=0.05)
        assert np.linalg.norm(page[3] - places[1].points(places[1].first)) < 0.15 * sides[0]


class TestSheet:
    """A sheet's outline, where no MRZ is seen."""

    def frame(self, *corners, colour=(230, 225, 220)):
        picture = np.full((720, 1280, 3), 60, np.uint8)
        cv2.fillConvexPoly(picture, np.array(corners), colour)
        return picture

    def test_a_sheet_has_the_shape_of_a_document(self):
        found = sheet_in(self.frame((400, 200), (820, 200), (820, 490), (400, 490)))
        assert not found.cut
        assert np.abs(found.quad.mean(0) - (610, 345)).max() < 4
        assert found.capital == pytest.approx(10, abs=0.4)
        assert sheet_in(self.frame((400, 200), (700, 200), (700, 500), (400, 500))) is None
        assert sheet_in(self.frame((400, 200), (1000, 200), (1000, 420), (400, 420))) is None
        assert sheet_in(self.frame((400, 200), (820, 200), (600, 490))) is None
        assert sheet_in(np.full((720, 1280, 3), 60, np.uint8)) is None

    def test_a_sheet_that_runs_out_of_view(self):
        frame = self.frame((400, 400), (900, 400), (900, 719), (400, 719))
        assert sheet_in(frame).cut
        assert look(frame).problems == (ReadingFailure.CUT_OFF,)
        assert sheet_in(self.frame((0, 400), (1279, 400), (1279, 430), (0, 430))) is None  # a stripe
        assert sheet_in(self.frame((0, 300), (500, 300), (500, 380), (0, 380))) is None

    def test_a_sharp_sheet_without_an_mrz_is_not_blurred(self):
        frame = self.frame((400, 200), (820, 200), (820, 490), (400, 490))
        for row in range(230, 470, 30):
            cv2.putText(frame, "SOME OTHER PRINT", (430, row), 0, 0.7, (30, 30, 30), 2)
        assert sheet_in(frame).blurred(frame[..., 0]) is False
        assert sheet_in(frame).blurred(cv2.GaussianBlur(frame, (0, 0), 5)[..., 0]) is True


def test_a_frame_is_enlarged_twice_at_most(monkeypatch):
    sides = []
    monkeypatch.setattr(module, "locate", lambda *_, longer_side, **__: sides.append(longer_side) or [])
    for width in (100, 1280):
        sight_of(np.full((90, width, 3), 200, np.uint8), threads=1)
    assert sides == [200, 448]
