"""When a search goes on and when it ends, what it says it left, and how its answer is put."""

from dataclasses import replace
from types import SimpleNamespace

import cv2
import numpy as np
import pytest

from docverify.evidence import Effort, Reading, ReadingFailure, Step
from docverify.reading import answer as answering
from docverify.reading import calibration, other_ways, read, read_mrz, search, thresholds
from docverify.reading.answer import answer
from docverify.reading.attempt import attempt
from docverify.reading.calibration import ReaderCalibration
from docverify.reading.candidate import Candidate
from docverify.reading.locate import Survey
from docverify.reading.reasons import Reason
from docverify.reading.search import Found, searches
from tests.reading.made import TD3, drawn, line_at, marks, sheet

BLANK = np.full((300, 400, 3), 200, np.uint8)


def made(**said):
    """An attempt of which only this is asked."""
    usual = {
        "plausible": False,
        "settled": False,
        "covered": False,
        "foreign": False,
        "other_print": False,
        "beyond_help": False,
        "hopeless": False,
        "makes_sense": False,
        "rank": 0.0,
    }
    return SimpleNamespace(**(usual | said))


def enough_of(one):
    """After how many attempts like this one a search has enough."""
    found = Found()
    return next(number for number in range(1, 99) if found.add(one))


def test_a_search_has_enough_of_what_will_not_become_better():
    assert enough_of(made()) == thresholds.MOST_IMPLAUSIBLE
    assert enough_of(made(foreign=True)) == thresholds.MOST_FOREIGN < thresholds.MOST_IMPLAUSIBLE
    assert enough_of(made(plausible=True)) == thresholds.MOST_ATTEMPTS > thresholds.MOST_IMPLAUSIBLE
    assert enough_of(made(plausible=True, settled=True)) == 1
    assert enough_of(made(plausible=True, covered=True)) == 1


def test_the_best_attempt_counts_whenever_it_was_made():
    found, best = Found(), made(plausible=True, rank=2.0)
    for one in (made(rank=1.0), best, made(rank=1.5)):
        found.add(one)
    assert found.best is best
    assert found.is_mrz
    assert len(found.made) == 3


@pytest.fixture
def searched(monkeypatch):
    """Searches of a blank picture in which every attempt comes to `said`, with marks of some strength."""

    def run(said, *, strongest=1.0, picture=BLANK, effort=Effort.FULL):
        sides = []

        def survey(grey, *, longer_side, threads):
            sides.append(longer_side)
            maps = marks((4, 4))
            maps = replace(maps, text=np.full_like(maps.text, strongest))
            return Survey(grey, [Candidate((line_at(100, 100),))] if said else [], maps, 1.0)

        monkeypatch.setattr(search, "survey", survey)
        monkeypatch.setattr(search, "attempt", lambda *_, **__: said)
        *_, found = searches(picture, effort=effort)
        return sides, found.untried

    return run


def test_searches_end_where_another_look_will_not_help(searched):
    mrz = {"plausible": True, "makes_sense": True}
    larger = np.full((1500, 1000, 3), 200, np.uint8)
    sides, untried = searched(made(**mrz, beyond_help=True), picture=larger)
    assert sides == [704, 1408]
    assert untried == (Step.OVERPRINT,)
    sides, untried = searched(made(**mrz), picture=larger)
    assert sides == [704, 1408, 704]
    assert untried == ()
    sides, untried = searched(made(**mrz, settled=True), picture=larger)
    assert sides == [704]
    assert untried == ()


def test_pictures_are_searched_further_where_there_are_marks_or_they_are_large(searched):
    large = np.full((2200, 800, 3), 200, np.uint8)
    assert searched(None, strongest=0.5)[0] == [704]
    assert searched(None, strongest=0.7)[0] == [704, 704]  # enlarged twice at most
    assert searched(None, strongest=0.1, picture=large)[0] == [704, 1408, 704]
    stamped = BLANK.copy()
    stamped[10:60, 10:200] = (235, 60, 60)
    assert searched(None, strongest=0.1, picture=stamped)[0] == [704, 704]  # what may be under a stamp


def test_a_quick_search_says_what_it_left(searched):
    sides, untried = searched(made(plausible=True), effort=Effort.QUICK)
    assert sides == [704]
    assert untried == (Step.SECOND_LOOK, Step.CLOSER, Step.OVERPRINT)
    assert searched(None, effort=Effort.QUICK)[1] == (Step.CLOSER, Step.OVERPRINT)
    assert searched(made(plausible=True, settled=True), effort=Effort.QUICK)[1] == ()


def test_lines_that_make_sense_are_not_turned(monkeypatch):
    for sense, times in ((True, 1), (False, 2)):
        one, tried = made(hopeless=True, makes_sense=sense), []
        monkeypatch.setattr(search, "attempt", lambda *_, one=one, tried=tried, **__: tried.append(1) or one)
        list(search._attempts(BLANK[..., 0], [Candidate((line_at(9, 9),))], quick=False, threads=1))
        assert len(tried) == times


def test_a_line_of_other_print_is_not_turned_and_a_block_is(monkeypatch):
    one, tried = made(hopeless=True, other_print=True), []
    monkeypatch.setattr(search, "attempt", lambda *_, **__: tried.append(1) or one)
    for lines, times in ((1, 1), (2, 2)):
        tried.clear()
        candidate = Candidate((line_at(9, 9),) * lines)
        list(search._attempts(BLANK[..., 0], [candidate], quick=False, threads=1))
        assert len(tried) == times


class TestAnswer:
    """What an attempt amounts to."""

    page, places = drawn(TD3)
    seen = ((page, [Candidate(tuple(places))]),)
    sound = attempt(page, Candidate(tuple(places)), threads=1)

    def judged(self, confidence):
        return replace(self.sound, proved=replace(self.sound.proved, confidence=confidence))

    @pytest.mark.parametrize("slope", [0.8, 1.4])
    def test_the_calibration_that_ships_sets_a_confidence_right(self, monkeypatch, slope):
        shipped = ReaderCalibration(slope, (), {}, {})
        monkeypatch.setattr(calibration, "reader_calibration", lambda: shipped)
        told = answer(self.judged(0.5), self.seen).confidence
        assert told == pytest.approx(calibration.calibrated(0.5, slope=slope))
        assert (told > 0.5) is (slope < 1)

    def test_a_sure_reading_has_no_doubt_and_another_says_its_own(self, monkeypatch):
        monkeypatch.setattr(answering, "why_doubtful", lambda *_: Reason(ReadingFailure.GLARE))
        assert answer(self.sound, self.seen).doubt is None
        doubtful = answer(self.judged(0.5), self.seen)
        assert doubtful.mrz is not None
        assert (doubtful.doubt, doubtful.failure) == (ReadingFailure.GLARE, None)

    def test_a_hopeless_reading_is_none_and_keeps_what_was_seen(self):
        none = answer(self.judged(0.001), self.seen)
        assert none.mrz is None
        assert none.failure is ReadingFailure.UNREADABLE
        assert none.lines == TD3
        assert none.corrections == ()
        assert none.cells is not None

    def test_other_print_is_not_told_as_text(self, monkeypatch):
        monkeypatch.setattr(answering, "why_none", lambda *_: Reason(ReadingFailure.NO_MRZ))
        none = answer(self.judged(0.001), self.seen, untried=(Step.CLOSER,))
        assert none.failure is ReadingFailure.NO_MRZ
        assert none.lines == ()
        assert none.cells is None
        assert none.untried == (Step.CLOSER,)

    def test_what_is_no_mrz_is_not_read_for_certain(self):
        print_ = replace(self.sound, decoded=replace(self.sound.decoded, placement=0.1))
        assert not print_.plausible
        none = answer(print_, self.seen)
        assert none.mrz is None
        assert none.lines == TD3
        assert none.confidence == 0

    def test_another_mrz_that_cannot_be_read_says_why(self):
        assert answering.reading_of(self.sound, self.seen).mrz is not None
        other = answering.reading_of(self.judged(0.001), self.seen)
        assert (other.mrz, other.failure) == (None, ReadingFailure.UNREADABLE)


class TestOtherWays:
    """In a mirror, and as a negative."""

    mirrored, inverted = other_ways.OTHER_WAYS
    mirror = np.ascontiguousarray(sheet(TD3)[:, ::-1])

    def test_they_are_tried_only_where_they_may_help(self):
        dark = np.full((40, 40, 3), 90, np.uint8)
        assert not self.mirrored.likely(dark, Found())
        for sureness, likely in ((0.95, True), (0.6, False)):
            lines = (line_at(400, 100, length=300, sureness=sureness),)
            found = Found(best=made(), surveys=[Survey(dark[..., 0], [Candidate(lines)], None, 1.0)])
            assert self.mirrored.likely(dark, found) is likely
        assert self.inverted.likely(dark, Found())
        assert not self.inverted.likely(255 - dark, Found())

    def test_lines_located_the_wrong_way_are_turned_in_a_mirror_too(self, monkeypatch):
        whole = other_ways.locate
        monkeypatch.setattr(other_ways, "locate", lambda g, **o: [one.reversed() for one in whole(g, **o)])
        seen = other_ways.seen_in(self.mirror, self.mirrored, Found(), threads=1)
        assert seen.lines == TD3
        assert seen.mirrored

    def test_that_a_picture_is_turned_is_what_must_be_mended_first(self):
        doubtful = Reading(None, ReadingFailure.CUT_OFF, cut_at=())
        assert other_ways._blamed(doubtful, ReadingFailure.MIRRORED).failure is ReadingFailure.MIRRORED
        assert other_ways._blamed(doubtful, None) is doubtful
        soft = cv2.GaussianBlur(self.mirror, (0, 0), 4.6)
        reading = read_mrz(soft)
        assert not reading.sure
        assert ReadingFailure.MIRRORED in {reading.failure, reading.doubt}

    @pytest.mark.parametrize("told", [True, False])
    def test_lines_that_make_more_sense_in_a_mirror_are_said_to_be_mirrored(self, monkeypatch, told):
        monkeypatch.setattr(other_ways, "glance", lambda *_, **__: made())
        monkeypatch.setattr(other_ways, "backwards", lambda *_: told)
        seen = other_ways.seen_in(self.mirror, self.mirrored, Found(best=made()), threads=1)
        assert (seen is not None and seen.failure is ReadingFailure.MIRRORED) is told
        plain = Found(best=made())
        assert other_ways.seen_in(255 - self.mirror, self.inverted, plain, threads=1) is None

    def test_what_is_seen_only_in_a_mirror_is_the_answer(self, monkeypatch):
        unread = Reading(None, ReadingFailure.MIRRORED, mirrored=True)
        tried = []
        monkeypatch.setattr(
            read, "OTHER_WAYS", (self.mirrored._replace(likely=lambda *_: True), self.inverted)
        )
        monkeypatch.setattr(read, "seen_in", lambda *a, **_: tried.append(a[1].step) or unread)
        monkeypatch.setattr(read, "searches", lambda image, **how: [*searches(image, **how)] * 2)
        assert read_mrz(np.full((300, 400, 3), 90, np.uint8)) is unread
        assert tried == [Step.MIRRORED, Step.INVERTED]  # once each, however many searches there are
        tried.clear()
        assert read_mrz(sheet(TD3)).sure
        assert tried == []
