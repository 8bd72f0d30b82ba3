"""Lines that were found a little wrong are placed where they lie, and nothing else is moved."""

import numpy as np
import pytest

from docverify.printed import thresholds
from docverify.printed.found import Found
from docverify.printed.level import _levelled, level
from tests.printed.oracle import Oracle, take
from tests.printed.test_find import view_of_grey
from tests.printed.test_view import grey_of, page_in, view_of


@pytest.fixture(scope="module")
def pages():
    """(View, true lines of values in it) of clean captures."""
    made = []
    for seed in (1, 2, 3):
        taken = take(seed)
        view = view_of(grey_of(taken), page_in(taken))
        truth = [one for one in Oracle((taken,)).find(view) if one.capital > 1.5 * view.scale]
        made.append((view, truth))
    return made


def wrong(line, *, higher=0.0, turned=0.0, larger=1.0, shorter=0.0):
    """A line as it might be found: too high, its right end more so, too large, cut off at its ends."""
    along = line.right - line.left
    unit = along / np.hypot(*along) * line.capital
    up = np.array([unit[1], -unit[0]])
    left = line.left + up * (higher - turned) + unit * shorter
    return Found(left, line.right + up * (higher + turned) - unit * shorter, line.capital * larger)


def apart(line, truth):
    """Capitals that two ends lie below those of the truth."""
    return [
        float(np.interp(end[0], [line.left[0], line.right[0]], [line.left[1], line.right[1]]) - end[1])
        / truth.capital
        for end in (truth.left, truth.right)
    ]


def levelled(pages, **changes):
    return [
        (after, truth)
        for view, lines in pages
        for after, truth in zip(level(view, [wrong(one, **changes) for one in lines]), lines, strict=True)
    ]


@pytest.mark.parametrize("higher", [-0.25, 0.25])
def test_a_line_found_too_high_or_low_is_moved(pages, higher):
    errors = [abs(one) for after, truth in levelled(pages, higher=higher) for one in apart(after, truth)]
    assert len(errors) > 40
    assert np.median(errors) < 0.08


@pytest.mark.parametrize("larger", [0.8, 1.25])
def test_a_line_found_too_large_or_small_is_made_as_high_as_it_is(pages, larger):
    ratios = [after.capital / truth.capital for after, truth in levelled(pages, larger=larger)]
    assert 0.92 < np.median(ratios) < 1.09


def test_a_long_line_found_tilted_is_set_straight(pages):
    long = [
        (after, truth)
        for after, truth in levelled(pages, turned=0.2)
        if np.hypot(*(truth.right - truth.left)) > 2 * thresholds.LEVEL_TILT * truth.capital
    ]
    assert len(long) > 10
    assert np.median([abs(one) for after, truth in long for one in apart(after, truth)]) < 0.1


def test_a_line_whose_ends_were_cut_off_goes_on_to_them(pages):
    long = [
        (after.left[0] - truth.left[0], after.right[0] - truth.right[0], truth.capital)
        for after, truth in levelled(pages, shorter=1.0)
        if np.hypot(*(truth.right - truth.left)) > 6 * truth.capital
    ]
    assert len(long) > 10
    assert np.median([max(left, -right) / capital for left, right, capital in long]) < 0.3


LINE = Found(np.array([50.0, 100.0]), np.array([250.0, 104.0]), 14.0)
THERE, AWAY = 5.0, -5.0


def test_a_line_that_no_frame_sees_stays_as_it_was_found():
    assert _levelled(LINE, np.array([[AWAY] * 50, [0.4] * 50, [0.4] * 50], np.float32)) is LINE


def test_only_frames_that_see_the_line_move_it():
    told = np.zeros((3, 50), np.float32)
    told[0], told[1] = AWAY, 0.5
    told[0, 20:30], told[1, 20:30] = THERE, 0.1
    after = _levelled(LINE, told)
    assert after.left[1] - LINE.left[1] == pytest.approx(0.1 * LINE.capital, abs=0.02)


@pytest.mark.parametrize("value", [0, 90, 255, None])
def test_whatever_is_shown_moves_a_line_a_little_at_most(value):
    grey = (
        np.random.default_rng(3).integers(0, 256, (300, 600)) if value is None else np.full((300, 600), value)
    )
    (after,) = level(view_of_grey(grey.astype(np.uint8)), [LINE])
    most = thresholds.LEVEL_FAR * LINE.capital
    assert abs(after.left[1] - LINE.left[1]) < 3 * most
    assert np.exp(-thresholds.LEVEL_FAR) <= after.capital / LINE.capital <= np.exp(thresholds.LEVEL_FAR)


def test_a_short_line_is_not_tilted():
    told = np.zeros((3, 16), np.float32)
    told[0], told[1] = THERE, np.linspace(-0.5, 0.5, 16)
    short = Found(LINE.left, LINE.left + np.array([2 * LINE.capital, 0.0]), LINE.capital)
    long = Found(LINE.left, LINE.left + np.array([5 * LINE.capital, 0.0]), LINE.capital)
    after = [_levelled(one, told) for one in (short, long)]
    assert after[0].right[1] == pytest.approx(after[0].left[1])
    assert after[1].right[1] > after[1].left[1] + 0.3 * LINE.capital


def test_no_lines_are_no_lines():
    assert level(view_of_grey(np.zeros((20, 20), np.uint8)), []) == []
