"""Lines that were found twice or in pieces are one; what stands beside or beneath is another."""

import numpy as np
import pytest

from docverify.printed.found import Found
from docverify.printed.merged import merged


def line(left, right, y, capital=10.0, fall=0.0):
    """From `left` to `right` at the height `y`, falling by `fall` of its length."""
    return Found(np.array([left, y]), np.array([right, y + fall * (right - left)]), capital)


def ends(lines):
    return [(round(one.left[0]), round(one.right[0])) for one in lines]


@pytest.mark.parametrize(
    ("found", "whole"),
    [
        ([line(0, 200, 50), line(20, 60, 52)], (0, 200)),  # a part of it, found again
        ([line(0, 120, 50), line(100, 200, 51)], (0, 200)),
        ([line(100, 200, 51), line(0, 120, 50)], (0, 200)),
        ([line(0, 80, 50), line(70, 150, 50), line(140, 300, 50)], (0, 300)),
        ([line(0, 200, 50, fall=0.1), line(150, 300, 65, fall=0.1)], (0, 300)),
        ([line(0, 200, 50), line(20, 60, 50, capital=14)], (0, 200)),
    ],
)
def test_what_lies_upon_each_other_is_one_line(found, whole):
    (one,) = merged(found)
    assert ends([one]) == [whole]
    assert 10 <= one.capital < 11


def test_a_line_in_two_pieces_goes_through_the_ends_of_both():
    (one,) = merged([line(0, 120, 50), line(100, 200, 53)])
    assert (one.left[1], one.right[1]) == (50, 53)


@pytest.mark.parametrize(
    "found",
    [
        [line(0, 100, 50), line(98, 200, 50)],  # it touches the next one
        [line(0, 100, 50), line(105, 200, 50)],
        [line(0, 100, 50), line(0, 100, 54)],  # its neighbour, close beneath
        [line(0, 200, 50), line(20, 60, 50, capital=16)],
        [line(0, 200, 50, fall=0.1), line(150, 300, 50, fall=0.1)],
    ],
)
def test_what_stands_beside_or_beneath_is_another_line(found):
    assert ends(merged(found)) == ends(
        sorted(found, key=lambda one: (one.left[1] + one.right[1], one.left[0]))
    )


def test_nothing_is_nothing_and_lines_come_from_top_to_bottom():
    assert merged([]) == []
    rows = [line(0, 50 + n, 30 * n) for n in (3, 1, 2)]
    assert [one.left[1] for one in merged(rows)] == [30, 60, 90]


def test_many_lines_take_bounded_time():
    rng = np.random.default_rng(1)
    many = [line(x, x + 60, y) for x, y in rng.uniform(0, 1000, (360, 2))]
    assert len(merged(many)) <= 360
