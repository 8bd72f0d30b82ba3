"""Where print is on a page: lines of clean pages are found, and whatever else is shown takes bounded time."""

import time

import cv2
import numpy as np
import pytest

from docverify.printed import thresholds
from docverify.printed.find import find
from docverify.printed.found import Found
from docverify.printed.view import View
from tests.printed.oracle import Oracle, take
from tests.printed.test_view import grey_of, page_in, view_of

RNG = np.random.default_rng(1)


def view_of_grey(grey):
    return View(np.ascontiguousarray(grey), np.eye(3), thresholds.FINEST, np.zeros(2))


def overlap(one, other):
    """Whether two lines of a view stand at one place: level, and mostly one above the other."""
    level = abs(one.left[1] + one.right[1] - other.left[1] - other.right[1]) / 2 < 0.6 * other.capital
    shared = min(one.right[0], other.right[0]) - max(one.left[0], other.left[0])
    return level and shared > 0.6 * (other.right[0] - other.left[0])


@pytest.fixture(scope="module")
def pages():
    """(View, the truth's lines in it) of clean, large captures, at several turns."""
    made = []
    for seed, rotation in ((1, 0.0), (2, 180.0), (3, 90.0), (4, 20.0)):
        taken = take(seed, conditions={"rotation": rotation})
        view = view_of(grey_of(taken), page_in(taken))
        made.append((view, Oracle((taken,)).find(view)))
    return made


def test_lines_of_clean_pages_are_found(pages):
    values = [(view, one) for view, truth in pages for one in truth if one.capital > 1.5 * view.scale]
    seen = {id(view): find(view) for view, _ in pages}
    missed = [one for view, one in values if not any(overlap(line, one) for line in seen[id(view)])]
    assert len(values) > 30
    assert len(missed) <= 0.3 * len(values)


def test_a_capital_is_as_high_as_it_is(pages):
    ratios = [
        line.capital / one.capital
        for view, truth in pages
        for line in find(view)
        for one in truth
        if overlap(line, one)
    ]
    assert 0.8 < np.median(ratios) < 1.25


def test_lines_come_from_top_to_bottom(pages):
    for view, _ in pages:
        heights = [float(one.left[1] + one.right[1]) for one in find(view)]
        assert heights == sorted(heights)


def test_ends_lie_in_the_view_and_capitals_are_of_a_size(pages):
    for view, _ in pages:
        height, width = view.grey.shape
        for line in find(view):
            assert -4 <= line.left[0] <= line.right[0] <= width + 4
            assert -40 <= min(line.left[1], line.right[1]) <= max(line.left[1], line.right[1]) <= height + 40
            assert 0 < line.capital < 200


def test_paper_without_print_has_none():
    for value in (0, 127, 255):
        assert find(view_of_grey(np.full((700, 959), value, np.uint8))) == []


@pytest.mark.parametrize("shape", [(1, 1), (1, 900), (900, 1), (16, 16), (17, 33), (5, 7)])
def test_a_view_of_any_size_is_searched(shape):
    assert isinstance(find(view_of_grey(RNG.integers(0, 256, shape).astype(np.uint8))), list)


def texture(name):
    shape = (704, 959)
    if name == "noise":
        return RNG.integers(0, 256, shape)
    if name == "dots":
        return np.kron(RNG.random((88, 120)) > 0.5, np.ones((8, 8)))[: shape[0], : shape[1]] * 255
    if name == "stripes":
        return np.tile((np.arange(shape[0]) // 6 % 2 * 255)[:, None], (1, shape[1]))
    page = np.full(shape, 255, np.uint8)
    for row in range(10, shape[0], 9):
        for column in range(2, shape[1], 30):
            cv2.putText(page, "Ag8", (column, row), cv2.FONT_HERSHEY_PLAIN, 0.6, 0)
    return page


@pytest.mark.parametrize("name", ["noise", "dots", "stripes", "thousands of words"])
def test_what_is_no_page_takes_bounded_time(name):
    view = view_of_grey(texture(name).astype(np.uint8))
    find(view)
    start = time.process_time()
    found = find(view)
    assert time.process_time() - start < 5
    assert len(found) <= 4 * thresholds.MOST_LINES


def test_the_corners_of_a_line_stand_about_its_middle():
    line = Found(np.array([10.0, 50.0]), np.array([110.0, 50.0]), 20.0)
    np.testing.assert_allclose(line.corners(above=0.5, beside=0), [(10, 40), (110, 40), (110, 60), (10, 60)])
    np.testing.assert_allclose(line.corners(above=1, beside=0.5), [(0, 30), (120, 30), (120, 70), (0, 70)])
    tilted = Found(np.array([0.0, 0.0]), np.array([0.0, 30.0]), 10.0)  # reading downwards
    np.testing.assert_allclose(tilted.corners(above=0.5, beside=0), [(5, 0), (5, 30), (-5, 30), (-5, 0)])
    nothing = Found(np.zeros(2), np.zeros(2), 10.0)
    assert np.isfinite(nothing.corners(above=1, beside=1)).all()
