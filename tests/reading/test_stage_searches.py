"""Search after search of a picture, and what else stands in it: each on a picture made to need it."""

from dataclasses import replace

import cv2
import numpy as np
import pytest

from docverify.evidence import ReadingFailure
from docverify.mrz import ALPHABET
from docverify.reading import others, read_mrz, search, thresholds
from docverify.reading.attempt import attempt, glance
from docverify.reading.candidate import Candidate
from docverify.reading.locate import locate
from docverify.reading.others import elsewhere, remains
from tests.reading.made import PITCH, TD1, TD2, TD3, drawn, grey_of, line_at, sheet


def page_with(*blocks, height=760, width=1040, paper=250):
    """A page with blocks (lines, left, top, upside down) on it."""
    page = np.full((height, width, 3), paper, np.uint8)
    for lines, left, top, upside_down in blocks:
        block = np.minimum(sheet(lines, margin=0), paper)
        block = block[::-1, ::-1] if upside_down else block
        page[top : top + block.shape[0], left : left + block.shape[1]] = block
    return page


def print_everywhere(*, rows=16, seed=3):
    rng = np.random.default_rng(seed)
    return sheet(["".join(rng.choice(list(ALPHABET), 50)) for _ in range(rows)], pitch=14)


@pytest.fixture
def searches(monkeypatch):
    """The longer side of each search, px."""
    sides = []
    whole = search.survey
    monkeypatch.setattr(search, "survey", lambda g, **o: sides.append(o["longer_side"]) or whole(g, **o))
    return sides


@pytest.fixture
def attempts(monkeypatch):
    """The candidates that are read."""
    made = []
    whole = search.attempt
    monkeypatch.setattr(search, "attempt", lambda g, c, **o: made.append(c) or whole(g, c, **o))
    return made


def located(monkeypatch, changed):
    """Let searches see other candidates than there are."""
    whole = search.survey

    def survey(grey, **options):
        seen = whole(grey, **options)
        return replace(seen, candidates=changed(seen.candidates))

    monkeypatch.setattr(search, "survey", survey)


def test_print_under_a_red_overprint_is_read_in_the_lightest_channel(monkeypatch):
    page = sheet(TD3)
    for x in range(-200, page.shape[1], 60):
        stripe = np.zeros(page.shape[:2], np.uint8)
        cv2.line(stripe, (x, 0), (x + 170, page.shape[0]), 255, 10, cv2.LINE_AA)
        over = stripe[..., None] / 255
        page = (page * (1 - over) + np.minimum(page, (235, 60, 60)) * over).astype(np.uint8)
    reading = read_mrz(page)
    assert reading.lines == TD3
    assert reading.sure
    monkeypatch.setattr(thresholds, "SEARCHES", thresholds.SEARCHES[:2])
    assert read_mrz(page).mrz is None  # grey shows stripes


def test_a_small_mrz_in_a_large_picture_is_found_by_a_second_search(searches):
    page = np.full((3000, 4000, 3), 235, np.uint8)
    block = np.minimum(sheet(TD3, pitch=14, margin=10), 235)
    page[100 : 100 + block.shape[0], 80 : 80 + block.shape[1]] = block
    reading = read_mrz(page)
    assert reading.lines == TD3
    assert reading.sure
    assert searches == [704, 1408]


def test_a_small_picture_is_enlarged_no_more_than_twice(searches, monkeypatch):
    monkeypatch.setattr(thresholds, "LEAST_STRONGEST", 0.0)  # as if there were a sign of an MRZ
    for side, made in ((700, [704, 704]), (720, [704, 1408, 704]), (1600, [704, 1408, 704])):
        searches.clear()
        read_mrz(np.full((side // 2, side, 3), 230, np.uint8))
        assert searches == made


def test_a_sure_reading_ends_the_search(searches, attempts):
    assert read_mrz(sheet(TD3)).sure
    assert searches == [704]
    assert len(attempts) == 1


def test_no_more_candidates_are_read_than_the_most_implausible_ones(monkeypatch, attempts):
    monkeypatch.setattr(thresholds, "MOST_IMPLAUSIBLE", 5)
    monkeypatch.setattr(thresholds, "MOST_FOREIGN", 5)
    monkeypatch.setattr(thresholds, "MOST_CANDIDATES", 20)
    read_mrz(print_everywhere())
    assert len(attempts) == 5


def test_a_page_of_print_is_no_mrz_after_few_attempts(attempts):
    assert read_mrz(print_everywhere()).mrz is None
    assert 0 < len(attempts) <= thresholds.MOST_IMPLAUSIBLE < thresholds.MOST_ATTEMPTS < 12


def test_a_candidate_that_reads_the_wrong_way_is_turned(monkeypatch):
    located(monkeypatch, lambda seen: [one.reversed() for one in seen])
    reading = read_mrz(sheet(TD3))
    assert reading.lines == TD3
    assert reading.sure


def test_a_candidate_behind_two_that_are_nothing_is_read(monkeypatch):
    nothing = Candidate((line_at(300, 20, length=300, height=8),))
    located(monkeypatch, lambda seen: [nothing, nothing, *seen])
    assert read_mrz(sheet(TD3)).lines == TD3


def test_a_line_of_print_above_does_not_hide_the_mrz_of_a_page():
    block, word = (TD3, 60, 560, False), (("REPUBLIC<OF<UTOPIA",), 60, 60, False)
    assert read_mrz(page_with(word, block)).lines == TD3


def test_other_print_that_is_tried_later_does_not_replace_an_mrz(attempts):
    rng = np.random.default_rng(1)
    nonsense = ["".join(rng.choice(list(ALPHABET), 36)) for _ in range(2)]
    page = page_with((TD3, 60, 60, False), (nonsense, 60, 500, False))
    smudge = slice(56, 96), slice(60 + 5 * 20, 60 + 8 * 20)  # so that nothing is sure, and all is tried
    page[smudge] = cv2.GaussianBlur(page[smudge], (0, 0), 5)
    reading = read_mrz(page)
    assert len(attempts) > 2
    assert not reading.sure
    assert reading.lines[1] == TD3[1]


def test_another_mrz_in_the_picture_is_told():
    for upside_down in (False, True):
        reading = read_mrz(page_with((TD3, 60, 60, False), (TD2, 60, 500, upside_down)))
        assert reading.lines == TD3
        (other,) = reading.others
        assert other.lines == TD2
        middle = other.quad.mean(0)
        assert 500 < middle[1] < 620


def test_one_mrz_alone_has_no_others():
    for reading in (read_mrz(sheet(TD3)), read_mrz(page_with((TD1, 60, 60, False)))):
        assert reading.mrz is not None
        assert not reading.others


def test_an_mrz_that_was_tried_and_did_not_count_is_told_once():
    page = page_with((TD3, 60, 60, False), (TD2, 60, 500, False))
    grey = grey_of(page)
    candidates = locate(grey, longer_side=704)
    made = [attempt(grey, one, threads=1) for one in candidates]
    assert len(made) == 2
    assert all(one.plausible for one in made)
    found = elsewhere(made[0], made, [(grey, candidates)] * 2, threads=1)
    assert found == [made[1]]
    assert not elsewhere(made[0], made[:1], [], threads=1)


def test_a_single_line_elsewhere_is_no_mrz():
    page, places = drawn(TD3)
    one = attempt(page, Candidate(tuple(places)), threads=1)
    lone = Candidate((line_at(600, 1000),))
    assert others._left_over(lone, [one]) is None
    assert others._left_over(Candidate((line_at(600, 1000), line_at(600, 1050))), [one]) is not None
    assert others._left_over(Candidate(tuple(places)), [one]) is None


class TestRemains:
    """What is left of an MRZ line is known by its fillers."""

    def left(self, text, *, sureness=0.97, read=(), blur=0.1):
        page, places = drawn([text])
        page = cv2.GaussianBlur(page, (0, 0), blur)
        (place,) = places
        line = line_at(*place.origin, length=place.length, height=place.mean_height, sureness=sureness)
        return remains(read, [(page, [Candidate((line,))])], threads=1)

    def test_a_piece_with_fillers_is_left(self):
        (piece,) = self.left("ERIKSSON<<ANNA<<<<<<")
        assert piece.text.startswith("ERIKSSON<<ANNA<<")
        _, (line,) = drawn(["ERIKSSON<<ANNA<<<<<<"])
        corners = [line.points(u, v) for u, v in ((-200, -0.5), (200, -0.5), (200, 0.5), (-200, 0.5))]
        assert np.abs(piece.quad - corners)[:, 1].max() < 0.2 * PITCH
        assert np.abs(piece.quad - corners)[[0, 3], 0].max() < 0.4 * PITCH
        assert np.abs(piece.quad - corners)[[1, 2], 0].max() < 5 * PITCH  # a few fillers at the end

    def test_other_print_is_not(self):
        assert not self.left("REPUBLICOFUTOPIAPASS")
        assert not self.left("L898902C36UTO7408122F12")

    def test_one_clear_filler_tells_a_clear_piece(self):
        assert self.left("ERIKSSON<ANNAMARIAUTO")

    def test_one_filler_tells_nothing_of_a_piece_that_is_not_clear(self):
        assert not self.left("ERIKSSON<ANNAMARIAUTO", blur=6)

    def test_a_line_of_which_the_locator_is_unsure_is_not_looked_at(self):
        assert not self.left("ERIKSSON<<ANNA<<<<<<", sureness=0.8)
        assert self.left("UTOERIKSSON<<ANNA<<<<<<<<<<<<<<", sureness=0.8)  # as long as an MRZ's

    def test_what_was_read_is_not_left(self):
        page, places = drawn(TD3)
        one = attempt(page, Candidate(tuple(places)), threads=1)
        assert not remains([one], [(page, [Candidate(tuple(places))])], threads=1)
        assert len(remains([], [(page, [Candidate(tuple(places))])], threads=1)) == 2

    def test_few_lines_are_looked_at(self):
        page, places = drawn(TD3)
        many = Candidate(tuple(places) * 4)
        assert len(remains([], [(page, [many])], threads=1)) == thresholds.MOST_GLANCES

    def test_the_surest_lines_are_looked_at(self):
        page, places = drawn(TD3)
        upper, lower = (replace(line, sureness=sure) for line, sure in zip(places, (0.95, 0.99), strict=True))
        found = remains([], [(page, [Candidate((upper, upper, lower, lower))])], threads=1)
        assert all("UTO7408122F" in piece.text for piece in found)


def test_what_is_left_of_a_covered_mrz_is_told_beside_the_one_that_was_read():
    page = page_with((TD3, 60, 60, False), (TD2, 60, 500, False))
    page[490:610, 60:300] = 250  # a strip lies on the beginning of both lines
    reading = read_mrz(page)
    assert reading.lines == TD3
    upper, lower = sorted(reading.others, key=lambda one: one.quad.mean(0)[1])
    assert upper.failure is lower.failure is ReadingFailure.CUT_OFF
    assert "ANNA<MARIA" in upper.lines[0]
    assert "F1204159" in lower.lines[0]
    assert upper.quad.mean(0)[1] == pytest.approx(517, abs=6)


def test_a_glance_takes_lines_as_they_are():
    page, places = drawn(TD3)
    assert glance(page, Candidate(tuple(places)), threads=1).proved.mrz.lines == TD3
    assert glance(page, Candidate((places[0],)), threads=1) is None
