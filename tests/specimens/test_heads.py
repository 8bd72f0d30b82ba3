"""Heads and boards: what is drawn where a camera would see it."""

import numpy as np
import pytest

from docverify.errors import InputError
from docverify.specimens.heads import Shown, View
from docverify.specimens.reliefs import board, head
from docverify.specimens.takes import SPECIES, board_take, course, head_take

POINTS = np.array([(140.0, 150), (260, 150), (200, 220), (155, 280), (245, 280)])
MARKS = np.array([(255, 0, 0), (0, 255, 0), (255, 255, 0), (0, 0, 255), (255, 0, 255)])


def photograph():
    """Grey, with a spot of its own colour at each landmark."""
    image = np.full((400, 400, 3), 90, np.uint8)
    for (x, y), colour in zip(POINTS.astype(int), MARKS, strict=True):
        image[y - 6 : y + 7, x - 6 : x + 7] = colour
    return image


def spots(picture):
    """Where the spots are, (5, 2) px; NaN for one that is hidden."""
    found = []
    for colour in MARKS:
        rows, columns = np.nonzero(np.abs(picture.astype(int) - colour).max(axis=2) < 60)
        found.append((columns.mean(), rows.mean()) if len(rows) else (np.nan, np.nan))
    return np.array(found)


def seen(relief, **view):
    return spots(Shown(photograph(), POINTS, relief).seen(View(**view)))


def test_a_board_seen_from_the_front_is_the_photograph_at_its_size():
    at = seen(board())
    assert np.hypot(*(at[1] - at[0])) == pytest.approx(640 / 7, rel=0.08)
    assert at[:2].mean(axis=0)[0] == pytest.approx(320, abs=3)
    ratio = np.linalg.norm(at[3] - at[0]) / np.linalg.norm(at[1] - at[0])
    assert ratio == pytest.approx(np.linalg.norm(POINTS[3] - POINTS[0]) / 120, rel=0.03)


def nose(at):
    """How far the nose lies aside of the middle of eyes and mouth, in distances of the eyes."""
    return (at[2, 0] - at[[0, 1, 3, 4], 0].mean()) / (at[1, 0] - at[0, 0])


@pytest.mark.parametrize("yaw", [-30, 30])
def test_a_nose_stands_out_of_a_head_and_not_out_of_a_board(yaw):
    assert np.sign(nose(seen(head(), yaw=yaw))) == np.sign(yaw)
    assert abs(nose(seen(head(), yaw=yaw))) > 0.15
    assert abs(nose(seen(board(), yaw=yaw))) < 0.06
    assert nose(seen(board(radius=1.0), yaw=yaw)) * np.sign(yaw) > 0.03
    assert nose(seen(board(radius=-1.0), yaw=yaw)) * np.sign(yaw) < -0.03
    assert nose(seen(board(fold=40), yaw=yaw)) * np.sign(yaw) > 0.05


def test_a_nose_hides_what_is_behind_it():
    there = seen(head(nose=1.5), yaw=60)
    assert np.isnan(there[1]).all() or there[1, 0] - there[2, 0] < 0


def test_zoom_roll_shift_and_size_do_what_they_say():
    plain, large = seen(board()), seen(board(), zoom=1.5)
    assert np.ptp(large[:2, 0]) == pytest.approx(1.5 * np.ptp(plain[:2, 0]), rel=0.03)
    rolled = seen(board(), roll=20)
    slope = np.degrees(np.arctan2(*(rolled[1] - rolled[0])[::-1]))
    assert slope == pytest.approx(20, abs=1.5)
    assert seen(board(), shift=(0.1, 0))[0, 0] - plain[0, 0] == pytest.approx(64, abs=3)
    assert Shown(photograph(), POINTS, head()).seen(View(size=(100, 80))).shape == (80, 100, 3)


def test_a_course_goes_to_each_side_and_back():
    times, places = np.array(course([1, -1])).T
    assert (np.diff(times) > 0).all()
    assert places[0] == 0
    assert places.max() > 0.95
    assert places.min() < -0.95
    assert abs(places[-1]) < 0.2
    assert np.argmax(places) < np.argmin(places)
    assert course([1], pace=2.0)[-1][0] < course([1])[-1][0]


def test_takes_are_drawn_again_by_their_seed_and_never_repeat_a_frame():
    takes = [
        list(head_take(photograph(), POINTS, [1], rng=np.random.default_rng(seed))) for seed in (1, 1, 2)
    ]
    assert all(np.array_equal(a, b) for (_, a), (_, b) in zip(takes[0], takes[1], strict=True))
    assert not any(np.array_equal(a, b) for (_, a), (_, b) in zip(takes[0], takes[2], strict=True))
    assert len({frame.tobytes() for _, frame in takes[0]}) == len(takes[0])


@pytest.mark.parametrize("species", SPECIES, ids=lambda one: one.name)
def test_every_species_is_drawn(species):
    rng = np.random.default_rng(1)
    seconds, frame = next(iter(board_take(photograph(), POINTS, [1], species=species, rng=rng)))
    assert seconds == 0
    assert frame.std() > 10


def test_what_is_no_relief_is_refused():
    for wrong in ({"nose": 0}, {"nose": "big"}, {"depth": 9}):
        with pytest.raises(InputError):
            head(**wrong)
    for wrong in ({"radius": 0.1}, {"radius": "1"}, {"fold": -1}, {"fold": 70}):
        with pytest.raises(InputError):
            board(**wrong)
    with pytest.raises(InputError, match="relief"):
        Shown(photograph(), POINTS, None)
    assert "400" in repr(Shown(photograph(), POINTS, board()))
