"""What a picture was like where the MRZ is, what hides it, and the picture of what was read."""

from dataclasses import replace

import cv2
import numpy as np
import pytest

from docverify.evidence import Legibility, Reading, ReadingFailure
from docverify.mrz import Cause, Correction, Proof, parse_mrz
from docverify.reading import explain, read_mrz, thresholds
from docverify.reading.cells import Path
from docverify.reading.ink import shines, shown
from docverify.reading.legibility import examine
from docverify.reading.rectify import rectify
from docverify.specimens.ocrb import line_coverage
from tests.reading.made import PITCH, TD3, drawn, sheet, taken

CENTRES = 20 + 8.5 + 17.0 * np.arange(44)
PATH = Path(1.0, CENTRES)


def strip_of(text, *, paper=255, ink=255):
    """A strip that shows a line, and the columns of a cell."""
    coverage = np.pad(line_coverage(text, pitch=17), ((5, 8), (20, 20)))[:32]
    return (paper - np.minimum(coverage.astype(int) * ink // 255, paper)).astype(np.uint8)


def cell(column):
    return slice(round(CENTRES[column] - 9), round(CENTRES[column] + 9))


def measured(page, places):
    return examine(tuple(rectify(page, line) for line in places), least_certain=0.5)


def test_pale_print_is_seen_and_a_bare_patch_in_it_is_not():
    pale = strip_of(TD3[1], paper=220, ink=60)
    assert shown(pale, PATH).min() == 1
    pale[:, cell(9)] = 190
    assert shown(pale, PATH)[9] == 0


def test_a_bleached_character_is_seen():
    strip = strip_of(TD3[1])
    patch = strip[:, cell(12)].astype(int)
    strip[:, cell(12)] = 255 - (255 - patch) // 4
    assert shown(strip, PATH)[12] == 1


def test_a_cell_half_under_paper_is_still_seen_and_its_neighbour_does_not_lend_it_ink():
    strip = strip_of("H" * 44)
    strip[:, cell(20)] = 255
    seen = shown(strip, PATH)
    assert seen[20] == 0
    assert np.delete(seen, 20).min() == 1


def test_what_is_usual_is_what_stands_around_a_cell():
    strip = strip_of(TD3[1])
    strip[:, : cell(22).start] = 255 - (255 - strip[:, : cell(22).start].astype(int)) // 12  # a dim half
    assert shown(strip, PATH)[:18].min() == 1


@pytest.mark.parametrize(
    ("paper", "cover", "shining"), [(180, 255, True), (180, 225, False), (180, 120, False), (250, 252, True)]
)
def test_a_reflection_is_nearly_white_and_brighter_than_the_paper(paper, cover, shining):
    strip = strip_of(TD3[1], paper=paper)
    strip[:, cell(9)] = cover
    assert shines(strip, PATH, np.arange(44) == 9) is shining


class TestLegibility:
    """Height, sharpness and glare along the lines."""

    def test_a_sharp_page(self):
        page, places = drawn(TD3)
        seen = measured(page, places)
        assert seen.character_height == pytest.approx(0.99 * PITCH)
        assert seen.sharpness > 0.8
        assert seen.glare == 0
        assert seen.least_certain == 0.5

    def test_a_page_out_of_focus(self):
        page, places = drawn(TD3)
        sharpness = [
            measured(cv2.GaussianBlur(page, (0, 0), sigma), places).sharpness for sigma in (1, 2, 3, 5)
        ]
        assert sharpness == sorted(sharpness, reverse=True)
        assert sharpness[0] > 0.6
        assert sharpness[-1] < 0.33

    def test_a_pale_page_is_no_blurred_one(self):
        page, places = drawn(TD3)
        pale = (180 + page * 0.2).astype(np.uint8)
        assert measured(pale, places).sharpness == pytest.approx(measured(page, places).sharpness, abs=0.1)

    def test_a_washed_out_end(self):
        page, places = drawn(TD3)
        washed = (page * 0.7).astype(np.uint8)
        washed[:, : 160 + 11 * PITCH] = 255
        assert measured(washed, places).glare == pytest.approx(0.25, abs=0.05)

    def test_glare_on_one_of_two_lines(self):
        page, places = drawn(TD3)
        washed = (page * 0.7).astype(np.uint8)
        washed[:595, : 160 + 11 * PITCH] = 255
        assert measured(washed, places).glare == pytest.approx(0.125, abs=0.03)

    def test_a_covered_end_is_no_glare(self):
        page, places = drawn(TD3)
        page[:, : 160 + 11 * PITCH] = 90
        assert measured(page, places).glare == 0


def test_a_picture_out_of_focus_is_said_to_be_blurred():
    one = taken(6)
    reading = read_mrz(cv2.GaussianBlur(one.image, (0, 0), 0.26 * one.conditions.character_height))
    assert reading.mrz is None
    assert reading.failure is ReadingFailure.BLURRED
    assert reading.legibility.sharpness < thresholds.SOFT


class TestExplaining:
    """Sure cells are green, doubtful ones orange, corrected ones red, and all stand in a blue outline."""

    page = sheet(TD3)
    reading = read_mrz(page)

    def colours(self, reading, line, column):
        """Colours of the picture on the edges of a cell's box."""
        painted = explain(self.page, reading)
        factor = painted.shape[1] / self.page.shape[1]
        left, top = ((reading.cells.quads[line, column, 0] + 0.5) * factor - 0.5).round().astype(int)
        height = round(np.ptp(reading.cells.quads[line, column, :, 1]) * factor)
        side = painted[top + height // 3 : top + 2 * height // 3, left - 1 : left + 2]
        return side.reshape(-1, 3).astype(int)

    def near(self, reading, line, column, colour):
        return np.abs(self.colours(reading, line, column) - colour).sum(1).min() < 90

    def test_a_sure_cell(self):
        assert self.near(self.reading, 0, 10, (0, 140, 60))
        assert not self.near(self.reading, 0, 10, (230, 130, 0))

    def test_a_doubtful_cell(self):
        cells = self.reading.cells
        probabilities = cells.probabilities.copy()
        probabilities[0, 9:12] *= 0.8
        doubtful = replace(self.reading, cells=replace(cells, probabilities=probabilities))
        assert self.near(doubtful, 0, 10, (230, 130, 0))

    def test_a_corrected_cell(self):
        corrections = tuple(
            Correction(0, column, "", "Q", "A", Cause.GRAMMAR, Proof.NONE) for column in (9, 10, 11)
        )
        assert self.near(replace(self.reading, corrections=corrections), 0, 10, (220, 0, 60))

    def test_the_outline(self):
        painted = explain(self.page, self.reading)
        factor = painted.shape[1] / self.page.shape[1]
        x, y = (self.reading.quad[:2].mean(0) * factor).astype(int)
        assert np.abs(painted[y - 3 : y + 4, x].astype(int) - (0, 150, 255)).sum(1).min() < 120

    def test_a_small_mrz_is_enlarged_and_a_large_one_is_not(self):
        small = replace(self.reading, legibility=Legibility(character_height=6.0))
        large = replace(self.reading, legibility=Legibility(character_height=60.0))
        assert explain(self.page, small).shape[1] == 3 * self.page.shape[1]
        assert explain(self.page, large).shape[1] == self.page.shape[1]

    def test_the_caption_says_the_failure_or_the_confidence(self):
        mrz = parse_mrz(TD3)
        captions = [
            explain(self.page, reading)[-26:]
            for reading in (
                Reading(mrz, None, mrz.lines, confidence=0.9),
                Reading(mrz, None, mrz.lines, confidence=0.1),
                Reading(None, ReadingFailure.GLARE),
            )
        ]
        assert all(caption.max() > 200 for caption in captions)
        assert (captions[0] != captions[1]).any()
        assert (captions[1] != captions[2]).any()


def test_levels_are_those_of_the_rows_that_capitals_fill():
    strip = strip_of(TD3[1])
    strip[:4] = strip[-4:] = 0  # the lines above and below
    strip[4:-4, cell(9)] = 255
    assert shown(strip, PATH)[9] == 0
