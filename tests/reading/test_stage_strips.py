"""Located lines to strips: settled on their ink, rectified, lengthened, and what the network sees of them."""

from dataclasses import replace

import cv2
import numpy as np
import pytest

from docverify.imaging.levels import evened
from docverify.reading import straighten as straightening
from docverify.reading import thresholds
from docverify.reading.decode import decode
from docverify.reading.neighbours import with_neighbours
from docverify.reading.recognise import recognise
from docverify.reading.rectify import rectify
from docverify.reading.straighten import straighten
from docverify.reading.strips import CAP_HEIGHT, HEIGHT
from docverify.reading.widen import widened
from docverify.specimens.ocrb import line_coverage
from tests.reading.made import PITCH, TD3, drawn, frames_with_cells, line_at


def off(line, true):
    """How far a line's ends lie beside a true line, capitals."""
    return np.array(
        [(line.points(u) - true.points(u)) @ true.down / true.mean_height for u in (true.first, true.last)]
    )


def moved(line, *, by=0.0, tilt=0.0):
    """The line so many capitals lower, and its end lower by `tilt` more than its start."""
    height = line.mean_height
    return replace(line, bend=line.bend + np.array([by * height, tilt * height / line.length, 0]))


@pytest.mark.parametrize("angle", [0, 20, 190])
@pytest.mark.parametrize(("by", "tilt"), [(0.42, 0), (-0.42, 0), (0, 0.7), (0.1, -0.7)])
def test_a_line_that_was_located_beside_its_ink_is_settled_on_it(angle, by, tilt):
    page, places = drawn(TD3, angle=angle)
    for true in places:
        located = moved(true, by=by, tilt=tilt)
        assert np.abs(off(located, true)).max() > 0.3
        assert np.abs(off(straighten(page, located), true)).max() < 0.12


def test_a_line_out_of_focus_in_the_noise_is_settled_on_its_ink():
    page, places = drawn(TD3)
    soft = cv2.GaussianBlur(page, (0, 0), 4)
    for seed in range(4):
        noise = np.random.default_rng(seed).normal(0, 60, page.shape)
        noisy = np.clip(soft + noise, 0, 255).astype(np.uint8)
        for true in places:
            for by in (0.4, -0.4):
                assert np.abs(off(straighten(noisy, moved(true, by=by)), true)).max() < 0.2


def test_other_print_at_an_end_does_not_tilt_a_line():
    page, (true, _) = drawn(TD3)
    x, y = (int(part) for part in true.points(true.first))
    word = line_coverage("HNMWXHNM", pitch=PITCH)
    page[y - 40 : y + 40, x : x + word.shape[1]] = 255
    page[y - 24 : y - 24 + word.shape[0], x : x + word.shape[1]] -= word  # 0.4 capitals higher
    assert np.abs(off(straighten(page, true), true)).max() < 0.15


def test_where_no_row_is_denser_than_the_next_a_line_stays():
    stripes = np.full((400, 900), 255, np.uint8)
    stripes[:, ::9] = stripes[:, 1::9] = 0
    line = line_at(450, 200, length=700)
    assert np.abs(off(straighten(stripes, line), line)).max() < 0.03
    blank = np.full((400, 900), 200, np.uint8)
    np.testing.assert_array_equal(straighten(blank, line).bend, line.bend)


def test_faint_windows_move_a_line_little():
    places = np.linspace(-1, 1, 5)
    faint, clear = (
        straightening._robust(places, np.full(5, 0.4), np.full(5, weight))[0] for weight in (0.06, 1.0)
    )
    assert faint < 0.1
    assert clear == pytest.approx(0.4, abs=0.02)


def test_a_line_too_short_to_tell_stays():
    page, (true, _) = drawn(TD3)
    short = moved(replace(true, last=true.first + 6 * true.mean_height), by=0.4)
    assert straighten(page, short) is short


def test_large_print_is_averaged_before_its_rows_are_looked_for():
    page, (true, _) = drawn(TD3)
    large = cv2.resize(page, None, fx=4, fy=4, interpolation=cv2.INTER_LINEAR)
    rng = np.random.default_rng(3)
    pale = 110 + large[1900:2700].astype(np.int16) // 8 + rng.normal(0, 60, (800, large.shape[1]))
    line = true.scaled(4)
    line = replace(line, origin=line.origin - (0, 1900))
    noisy = np.clip(pale, 0, 255).astype(np.uint8)
    assert np.abs(off(straighten(noisy, moved(line, by=0.4)), line)).max() < 0.12


def test_a_strip_shows_a_line_with_paper_beyond_both_ends():
    page, (line, _) = drawn(TD3)
    strip = rectify(page, line)
    assert strip.image.shape[0] == HEIGHT
    around = thresholds.MARGIN * line.mean_height
    assert strip.u[0] == pytest.approx(line.first - around, abs=2)
    assert strip.u[-1] == pytest.approx(line.last + around, abs=2)
    rows = np.flatnonzero(strip.image.min(1) < 100)
    assert rows[0] > (HEIGHT - CAP_HEIGHT) / 2 - 2
    assert rows[-1] < (HEIGHT + CAP_HEIGHT) / 2 + 2


def test_cells_of_a_line_seen_at_a_slant_are_one_pitch_apart_on_its_strip():
    line = line_at(450, 200, length=700, height=20, growth=0.02)
    u = rectify(np.full((400, 900), 255, np.uint8), line).u
    heights = line.height_at(u)
    assert heights[-1] > 1.8 * heights[0]
    np.testing.assert_allclose(np.diff(u) * CAP_HEIGHT / (heights[1:] + heights[:-1]) * 2, 1, rtol=0.02)


def test_the_widest_line_fits_on_a_strip_and_no_strip_is_wider():
    page = np.full((60, 3000), 255, np.uint8)
    line = line_at(1500, 30, length=44 * 17 * 1.5, height=17)
    strip = rectify(page, line)
    assert strip.u[-1] - strip.u[0] == pytest.approx(line.length + 9 * 17, rel=0.02)
    assert rectify(page, line_at(1500, 30, length=2900, height=10)).image.shape[1] == thresholds.WIDEST_STRIP


def test_a_large_line_is_averaged_into_its_strip():
    grain = np.random.default_rng(1).integers(0, 2, (400, 3000), np.uint8) * 255
    assert rectify(grain, line_at(1500, 200, length=2000, height=100)).image.std() < 30
    assert rectify(grain, line_at(150, 200, length=200, height=17)).image.std() > 55  # as it is


def test_large_print_lies_where_it_should_on_its_strip():
    page, (line, _) = drawn(TD3)
    large = cv2.resize(page, None, fx=4, fy=4, interpolation=cv2.INTER_LINEAR)
    small, shrunk = (rectify(image, one).image for image, one in ((page, line), (large, line.scaled(4))))
    assert np.abs(small.astype(int) - shrunk).mean() < 8


def test_the_quad_of_a_cell_begins_at_its_top_left_corner_as_it_reads():
    for angle in (0, 90, 200):
        page, (line, _) = drawn(TD3, angle=angle)
        strip = rectify(page, line)
        (path,) = decode(recognise([strip.image] * 2)).paths[:1]
        quad = strip.cell_quads(path.centres)[5]
        half = PITCH / 2
        centre = line.points(line.first + 5.5 * PITCH)
        for corner, (right, down) in zip(quad, [(-1, -1), (1, -1), (1, 1), (-1, 1)], strict=True):
            there = centre + right * half * line.along + down * half * line.down
            assert np.abs(corner - there).max() < 0.3 * PITCH


class TestWidening:
    """Lines are lengthened at the end where text runs on."""

    line = line_at(450, 200, length=700, height=17)
    strip = rectify(np.full((400, 900), 255, np.uint8), line)
    width = strip.image.shape[1]

    def widened(self, *centres):
        lines = (self.line,) * len(centres)
        frames = [frames_with_cells(one, width=self.width) for one in centres]
        return lines, widened(lines, (self.strip,) * len(centres), frames)

    def test_lines_that_end_within_their_strips_stay(self):
        lines, longer = self.widened(np.arange(70, 780, 17.0))
        assert longer is lines

    @pytest.mark.parametrize(("first", "last"), [(8, 780), (70, 845)])
    def test_the_end_where_text_runs_on_is_moved_out(self, first, last):
        _, (longer,) = self.widened(np.arange(first, last, 17.0))
        assert (longer.first < self.line.first - 10 * 17) == (first == 8)
        assert (longer.last > self.line.last + 10 * 17) == (last == 845)
        if first == 8:
            assert longer.first == pytest.approx(self.strip.u[0] - thresholds.FURTHER * 17)
        else:
            assert longer.last == pytest.approx(self.strip.u[-1] + thresholds.FURTHER * 17)

    def test_one_line_that_runs_on_lengthens_the_block(self):
        _, longer = self.widened(np.arange(70, 780, 17.0), np.arange(8, 780, 17.0))
        assert all(one.first < self.line.first for one in longer)

    def test_a_ghost_at_the_edge_lengthens_nothing(self):
        lines, longer = self.widened([7.5, *np.arange(70, 780, 17.0)])
        assert longer[0].first < lines[0].first  # two frames are a cell …
        frames = frames_with_cells(np.arange(70, 780, 17.0), width=self.width)
        frames.central[1] = 4  # … and one is none
        assert widened(lines, (self.strip,), [frames]) is lines


def test_a_line_above_and_below_follows_the_perspective():
    line = line_at(450, 200, length=700, height=20, growth=0.01)
    frames = [frames_with_cells(70 + 17.0 * np.arange(44))]
    above, same, below = with_neighbours((line,), frames)
    assert same is line
    for u in (line.first, line.last):
        away = thresholds.LINE_APART * line.height_at(u)
        assert line.points(u)[1] - above.points(u)[1] == pytest.approx(away)
        assert below.points(u)[1] - line.points(u)[1] == pytest.approx(away)


def test_uneven_light_does_not_reach_the_recogniser():
    page, (line, _) = drawn(TD3)
    strip = 100 + rectify(page, line).image * 0.6  # so that shadows darken print, too
    shade = np.linspace(0.35, 1, strip.shape[1])
    bright, shaded = (evened(image.astype(np.uint8)) for image in (strip, strip * shade))
    assert np.abs(shaded - bright).mean() < 0.2
    assert bright[strip < 130].mean() < -1.5
    assert np.abs(shaded).max() <= 4


def test_a_strip_is_seen_alike_alone_and_beside_a_longer_one():
    page, (upper, lower) = drawn(TD3)
    strips = [rectify(page, line).image for line in (replace(upper, last=upper.last - 310), lower)]
    (alone,), together = recognise(strips[:1]), recognise(strips)
    assert [len(one.central) for one in together] == [strip.shape[1] // 4 for strip in strips]
    assert alone.central.shape == together[0].central.shape
    inner = slice(4, -8)
    assert (alone.characters[inner].argmax(1) == together[0].characters[inner].argmax(1)).mean() > 0.97
    np.testing.assert_allclose(np.exp(alone.characters).sum(1), 1, atol=1e-4)


def test_the_reviewer_is_another_network_than_the_recogniser():
    page, (line, _) = drawn(TD3)
    strips = [cv2.GaussianBlur(rectify(page, line).image, (0, 0), 3)]
    first, second = (recognise(strips, network=name)[0].characters for name in ("recogniser", "reviewer"))
    assert np.abs(np.exp(first) - np.exp(second)).max() > 0.05
