"""Strips are cut out of the picture itself: in their reading order, smoothed before they are reduced."""

import time

import numpy as np
import pytest

from docverify.printed.cut import cut


def corners(left, top, right, bottom):
    return np.array([(left, top), (right, top), (right, bottom), (left, bottom)], np.float64)


GREY = np.random.default_rng(1).integers(0, 256, (90, 120)).astype(np.uint8)


def test_a_quadrilateral_of_the_strips_own_size_is_taken_as_it_is():
    strip = cut(GREY, corners(19.5, 9.5, 83.5, 41.5), width=64, height=32)
    np.testing.assert_array_equal(strip, GREY[10:42, 20:84])


def test_colours_are_kept():
    picture = np.stack([GREY, 255 - GREY, GREY // 2], -1)
    strip = cut(picture, corners(19.5, 9.5, 83.5, 41.5), width=64, height=32)
    np.testing.assert_array_equal(strip, picture[10:42, 20:84])


def test_a_line_upside_down_is_turned():
    seen = corners(19.5, 9.5, 83.5, 41.5)
    upright, turned = (cut(GREY, seen[order], width=64, height=32) for order in ([0, 1, 2, 3], [2, 3, 0, 1]))
    np.testing.assert_array_equal(turned, np.rot90(upright, 2))


def test_what_is_reduced_does_not_alias():
    stripes = np.tile(np.array([0, 255], np.uint8), (600, 400))  # finer than the strip can show
    strip = cut(stripes, corners(0, 0, 790, 158), width=160, height=32)
    assert strip[4:-4, 4:-4].std() < 30
    assert abs(float(strip.mean()) - 127) < 12


def test_the_border_goes_on_where_the_picture_ends():
    white = np.full((40, 40), 255, np.uint8)
    assert cut(white, corners(-30, -30, 34, 2), width=64, height=32).min() == 255


@pytest.mark.parametrize(
    "seen",
    [
        corners(500, 500, 564, 532),
        corners(-500, -500, -400, -450),
        corners(30, 30, 30, 30),
        corners(119.9, 10, 119.9, 40),
        corners(1e9, 1e9, 2e9, 2e9),
    ],
)
def test_what_lies_outside_or_is_nothing_is_a_strip_all_the_same(seen):
    strip = cut(GREY, seen, width=64, height=32)
    assert strip.shape == (32, 64)
    assert strip.dtype == np.uint8


def test_a_strip_of_a_large_picture_costs_no_more_than_its_own_part():
    large = np.zeros((9000, 9000), np.uint8)
    cut(large, corners(100, 100, 400, 130), width=320, height=32)
    start = time.process_time()
    for _ in range(50):
        cut(large, corners(100, 100, 400, 130), width=320, height=32)
    assert time.process_time() - start < 1
