"""Scores corrected by the mean of others, and the thresholds that follow."""

import numpy as np
import pytest

from docverify.faces.calibration import calibrate
from docverify.faces.cohort import FOLDS, folds_of, k_fold_pairs, mean_direction
from docverify.faces.encoded import Encoded
from docverify.faces.population import own_thresholds
from docverify.faces.same_people import different_people
from tests.faces.people import ENGINE, directions

POINTS = ENGINE.calibration.points


def encoded(rows, people=None):
    numbers = np.arange(len(rows)) if people is None else np.asarray(people)
    return Encoded(np.asarray(rows, np.float32), numbers, (), len(rows), "0" * 64)


def unit(rows):
    return rows / np.linalg.norm(rows, axis=-1, keepdims=True)


def test_nobody_is_corrected_by_himself_or_by_anybody_of_the_pairs_folds():
    people = encoded(directions(40))
    folds = folds_of(people, rng=np.random.default_rng(3))
    pairs = k_fold_pairs(people, rng=np.random.default_rng(3))
    assert len(pairs.score) == 40 * 39 // 2
    rows = people.rows.astype(np.float64)
    for at in range(0, len(pairs.score), 37):
        a, b = pairs.people[at]
        others = rows[(folds != folds[a]) & (folds != folds[b])]
        mean = unit(others.mean(axis=0))
        assert pairs.score[at] == pytest.approx(rows[a] @ rows[b])
        assert pairs.corrected[at] == pytest.approx(rows[a] @ rows[b] - (rows[a] @ mean + rows[b] @ mean) / 2)


def test_all_pictures_of_a_person_are_in_one_fold_and_count_once_in_the_mean():
    rows = unit(np.repeat(directions(30), 3, axis=0) + np.random.default_rng(1).normal(0, 0.02, (90, 128)))
    people = encoded(np.concatenate([rows, rows[:1]]), [*np.repeat(np.arange(30), 3), 0])
    folds = folds_of(people, rng=np.random.default_rng(0))
    assert all(len(set(folds[people.people == one])) == 1 for one in range(30))
    assert set(folds) == set(range(FOLDS))
    each = [unit(people.rows[people.people == one].astype(float).sum(axis=0)) for one in range(30)]
    assert mean_direction(people) == pytest.approx(unit(np.mean(each, axis=0)))


def test_own_thresholds_keep_the_rates_that_own_pairs_support_and_go_on_as_strangers_do():
    people = encoded(directions(120))
    found = own_thresholds(people, ENGINE.calibration, rng=np.random.default_rng(5))
    pairs = k_fold_pairs(people, rng=np.random.default_rng(5))
    scores = pairs.corrected
    supported = [at for at, point in enumerate(POINTS) if point.fmr * scores.size >= 30]
    assert 0 < len(supported) < len(POINTS)
    for at in supported:
        assert (scores >= found[at]).mean() <= POINTS[at].fmr < (scores >= found[at] - 0.01).mean() * 3
    last = supported[-1]
    for at, point in enumerate(POINTS[last + 1 :], start=last + 1):
        assert found[at] >= found[last] + point.corrected - POINTS[last].corrected - 1e-12
        if point.fmr * scores.size >= 3:
            assert (scores >= found[at]).mean() <= point.fmr
    assert list(found) == sorted(found)


def test_where_own_pairs_see_more_false_matches_than_strangers_they_raise_the_threshold():
    """Fifteen pairs of people who are much alike: more than the rates below 0.3 % may let through."""
    rows = directions(90)
    kin = unit(rows[:15] + np.random.default_rng(4).normal(0, 0.09, (15, 128)))
    people = encoded(np.concatenate([rows, kin]))
    found = own_thresholds(people, ENGINE.calibration, rng=np.random.default_rng(5))
    scores = k_fold_pairs(people, rng=np.random.default_rng(5)).corrected
    at = next(at for at, point in enumerate(POINTS) if 3 <= point.fmr * scores.size < 10)
    last = max(at for at, point in enumerate(POINTS) if point.fmr * scores.size >= 30)
    as_strangers = found[last] + POINTS[at].corrected - POINTS[last].corrected
    assert (scores >= as_strangers).mean() > POINTS[at].fmr
    assert (scores >= found[at]).mean() <= POINTS[at].fmr


def test_people_are_one_only_where_they_surely_are():
    rows = directions(60)
    near = unit(rows[:3] + np.random.default_rng(1).normal(0, 0.03, (3, 128)))
    again = different_people(encoded(np.concatenate([rows, near])), ENGINE.calibration)
    assert again.count == 60
    assert again.people[60:].tolist() == again.people[:3].tolist()
    alike = directions(60, alike=0.7)
    assert np.sort((alike @ alike.T).ravel())[-61] > ENGINE.calibration.points[-1].threshold
    assert different_people(encoded(directions(60)), ENGINE.calibration).count == 60


def strangers(*, near, spread, noise):
    """Two pictures of 80 people, each person at another cosine of one direction."""
    rng = np.random.default_rng(1)
    apart = rng.normal(size=(80, 32))
    apart[:, 0] = 0
    of_each = np.repeat(unit(apart), 2, axis=0)
    seen = of_each + rng.normal(0, noise, of_each.shape) * (np.arange(32) > 0)
    cosine = np.repeat(np.clip(rng.normal(near, spread, 80), 0.05, 0.99), 2)[:, None]
    rows = unit(seen) * np.sqrt(1 - cosine**2)
    rows[:, :1] = cosine
    return encoded(rows, np.repeat(np.arange(80), 2))


def test_an_encoder_whose_mated_pairs_the_correction_loses_has_no_corrected_thresholds():
    kept = calibrate(strangers(near=0.3, spread=0.05, noise=0.05), rng=np.random.default_rng(0))
    assert all(row["corrected"] < row["threshold"] and row["lost"] == 0 for row in kept)
    lost = calibrate(strangers(near=0.7, spread=0.15, noise=0.3), rng=np.random.default_rng(0))
    assert max(row["lost"] for row in lost) > 0.05
    assert not any("corrected" in row for row in lost)


def test_so_many_at_most():
    people = encoded(np.repeat(directions(20), 3, axis=0), np.repeat(np.arange(20), 3))
    some = people.at_most(7, each=2, rng=np.random.default_rng(0))
    assert some.count == 7
    assert len(some.rows) == 14
    assert people.at_most(50, each=9, rng=np.random.default_rng(0)).rows.shape == (60, 128)
