"""A page as it is searched: upright whatever the picture, of one scale, and each place where it is."""

from dataclasses import replace

import cv2
import numpy as np
import pytest

from docverify.evidence import page_of
from docverify.mrz import MrzFormat, parse_mrz
from docverify.printed.thresholds import EYES, FINEST, FRONT, MARGIN
from docverify.printed.view import turned, view_of, view_of_front
from tests.printed.oracle import take
from tests.verification.conftest import cells_of

SIZE = {MrzFormat.TD3: (125.0, 88.0), MrzFormat.TD1: (85.6, 53.98)}


def grey_of(taken):
    return cv2.cvtColor(taken.image, cv2.COLOR_RGB2GRAY)


def page_in(taken):
    """The page by its true outline, not by a reading."""
    text = "\n".join(taken.lines)
    laid = page_of(taken.format, cells_of(parse_mrz(text), {}).quads)
    return replace(laid, outline=taken.document_quad)


def alike(one, other):
    """Correlation of two views of one page."""
    height, width = np.minimum(one.shape, other.shape)
    return np.corrcoef(one[:height, :width].ravel(), other[:height, :width].ravel())[0, 1]


def test_places_go_there_and_back():
    taken = take(1, conditions={"rotation": 30.0, "tilt": 15.0, "tilt_direction": 40.0})
    page = page_in(taken)
    view = view_of(grey_of(taken), page)
    spots = np.array([(0.0, 0.0), (125, 0), (125, 88), (0, 88), (40, 30)])
    pixels = (spots - view.origin) * view.scale
    assert np.abs(view.millimetres(pixels) - spots).max() < 1e-6
    assert np.abs(view.picture(pixels) - page.pixels(spots)).max() < 1e-6
    assert np.abs(view.picture(pixels[:4]) - taken.document_quad).max() < 1e-6


@pytest.mark.parametrize("layout", list(SIZE))
def test_a_view_is_the_page_and_its_rim_in_one_scale(layout):
    taken = take(2, layout=layout)
    view = view_of(grey_of(taken), page_in(taken))
    assert view.scale == FINEST
    width, height = SIZE[layout]
    across, down = (np.array([width, height]) + 2 * MARGIN) * view.scale
    assert view.grey.shape == (int(np.ceil(down)), int(np.ceil(across)))
    assert view.grey.dtype == np.uint8


@pytest.mark.parametrize("rotation", [37.0, 90.0, 180.0, 251.0])
def test_print_stands_upright_however_the_page_lies(rotation):
    straight, turned = take(3), take(3, conditions={"rotation": rotation})
    views = [view_of(grey_of(one), page_in(one)).grey for one in (straight, turned)]
    middle = np.s_[60:-60, 60:-60]
    assert alike(views[0][middle], views[1][middle]) > 0.9
    assert alike(views[0][middle], np.rot90(views[1], 2)[middle]) < 0.5


def test_a_page_that_is_small_is_not_blown_up_without_end():
    taken = take(4, height=6.0)
    page = page_in(taken)
    view = view_of(grey_of(taken), page)
    assert 3.0 <= view.scale < FINEST
    tiny = replace(page, outline=page.outline / 100)
    assert view_of(grey_of(taken), tiny).scale == 3.0


def test_a_page_outside_the_picture_is_still_a_view():
    taken = take(5)
    page = page_in(taken)
    view = view_of(grey_of(taken), replace(page, outline=page.outline + 1e5))
    assert max(view.grey.shape) <= (125 + 2 * MARGIN) * FINEST + 1
    assert 3.0 <= view.scale <= FINEST


@pytest.mark.parametrize("tilt", [-0.15, 0.1])
def test_a_view_is_turned_until_its_lines_are_level(tilt):
    taken = take(7)
    view = view_of(grey_of(taken), page_in(taken))
    fallen = turned(view, grey_of(taken), -tilt)  # its lines fall by `tilt` now
    level = turned(fallen, grey_of(taken), tilt)
    spots = np.array([(10.0, 10.0), (110.0, 10.0), (60.0, 70.0)])
    for one in (fallen, level):
        pixels = (spots - one.origin) * one.scale
        assert np.abs(one.millimetres(pixels) - spots).max() < 1e-6
        assert np.abs(one.placed(one.picture(pixels)) - pixels).max() < 1e-6
    seen = fallen.placed(view.picture((spots - view.origin) * view.scale))
    assert np.arctan2(*(seen[1] - seen[0])[::-1]) == pytest.approx(tilt)
    seen = level.placed(view.picture((spots - view.origin) * view.scale))
    assert np.abs(level.millimetres(seen) - spots).max() < 0.02  # views are whole pixels
    low = np.round(level.placed(view.picture(np.zeros(2)))).astype(int)
    height, width = view.grey.shape
    shown = level.grey[low[1] : low[1] + height, low[0] : low[0] + width]
    assert alike(shown[60:-60, 60:-60], view.grey[60:-60, 60:-60]) > 0.95


class TestFront:
    """A card's front, of which the portrait's eyes alone are known."""

    GREY = np.tile(np.arange(240, dtype=np.uint8), (600, 3))

    @pytest.mark.parametrize("turn", [0, 60, 90, 180, 300])
    def test_it_is_upright_as_the_face(self, turn):
        along = np.array([np.cos(np.radians(turn)), np.sin(np.radians(turn))]) * 60
        eyes = np.array([300.0, 300.0]) + np.stack([-along / 2, along / 2])
        view = view_of_front(self.GREY, eyes=eyes, page=None)
        seen = (np.array([(-EYES / 2, 0.0), (EYES / 2, 0.0)]) - view.origin) * view.scale
        assert np.abs(view.picture(seen) - eyes).max() < 1e-6

    def test_it_reaches_no_further_than_a_card_nor_than_the_picture(self):
        for eyes in ([(300.0, 300.0), (360, 300)], [(300.0, 300.0), (301, 300)], [(9.0, 9.0), (700, 9)]):
            view = view_of_front(self.GREY, eyes=np.array(eyes), page=None)
            height, width = view.grey.shape
            assert 16 <= width <= 2 * FRONT[0] * FINEST + 1
            assert 16 <= height <= 2 * FRONT[1] * FINEST + 1

    def test_eyes_in_one_place_are_answered(self):
        view = view_of_front(self.GREY, eyes=np.full((2, 2), 300.0), page=None)
        assert np.isfinite(view.to_picture).all()
        assert view.grey.size <= (2 * FRONT[0] * FINEST + 1) * (2 * FRONT[1] * FINEST + 1)

    def test_the_back_in_the_same_picture_tells_the_scale(self):
        taken = take(6, layout=MrzFormat.TD1)
        page = page_in(taken)
        near = page.pixels(np.array([(20.0, 20.0), (26.5, 20.0)]))
        view = view_of_front(grey_of(taken), eyes=near, page=page)
        spots = (np.array([(0.0, 0.0), (10, 0)]) - view.origin) * view.scale
        along = page.millimetres(view.picture(spots))
        assert np.linalg.norm(along[1] - along[0]) == pytest.approx(10, rel=0.05)
