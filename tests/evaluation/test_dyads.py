"""Rates over pairs whose interval knows that pairs share people."""

import math

import numpy as np
import pytest

from docverify.errors import InputError
from docverify.evaluation.dyads import Dyads


def counted(matches):
    """Of a symmetric matrix of pairs."""
    count = len(matches)
    return Dyads.counted(matches.sum(axis=1), np.full(count, count - 1))


def pairs_of(count, rng, *, share):
    """Which pairs match, where each person is matched as often as they are common."""
    common = rng.gamma(1 / share, share, size=count) if share else np.ones(count)
    chance = np.triu(0.01 * np.outer(common, common), 1)
    matches = rng.random((count, count)) < chance
    return matches | matches.T


def test_sums_of_some_people_and_of_others_are_sums_of_all():
    matches = pairs_of(60, np.random.default_rng(1), share=1.0)
    errors, trials = matches.sum(axis=1), np.full(60, 59)
    parts = Dyads.counted(errors[:13], trials[:13]) + Dyads.counted(errors[13:], trials[13:])
    assert parts == counted(matches)
    assert parts.rate.errors == np.triu(matches).sum()
    assert parts.rate.trials == 60 * 59 // 2
    assert Dyads.from_dict(parts.to_dict()) == parts


def test_the_variance_is_that_of_every_two_pairs_which_share_a_person():
    matches = pairs_of(25, np.random.default_rng(2), share=1.0)
    pairs = [(a, b) for a in range(25) for b in range(a)]
    rate = np.mean([matches[pair] for pair in pairs])
    residual = {pair: matches[pair] - rate for pair in pairs}
    variance = sum(
        residual[one] * residual[other] for one in pairs for other in pairs if set(one) & set(other)
    )
    variance *= (25 / 24) / len(pairs) ** 2
    size = rate * (1 - rate) / variance
    z = 1.959963984540054
    centre = (rate + z * z / (2 * size)) / (1 + z * z / size)
    half = z / (1 + z * z / size) * math.sqrt(rate * (1 - rate) / size + z * z / (4 * size * size))
    found = counted(matches).interval()
    assert size < len(pairs)
    assert found.low == pytest.approx(max(0, centre - half), rel=1e-9)
    assert found.high == pytest.approx(centre + half, rel=1e-9)


def test_it_is_wider_the_more_people_differ_and_never_narrower_than_wilsons():
    rng = np.random.default_rng(3)
    for share in (0.0, 0.5, 2.0):
        found = counted(pairs_of(200, rng, share=share))
        own, alone = found.interval(), found.rate.interval
        assert own.high - own.low >= (alone.high - alone.low) * 0.999
        if share == 2.0:
            assert own.high - own.low > 2 * (alone.high - alone.low)


def test_it_holds_the_truth_about_as_often_as_it_says_where_wilsons_does_not():
    rng = np.random.default_rng(4)
    own = alone = 0
    for _ in range(300):
        found = counted(pairs_of(120, rng, share=1.0))
        own += found.interval().low <= 0.01 <= found.interval().high
        alone += found.rate.interval.low <= 0.01 <= found.rate.interval.high
    assert own >= 0.9 * 300
    assert alone < 0.8 * 300


def test_without_an_error_the_bound_is_that_of_as_many_trials_as_people():
    found = Dyads.counted(np.zeros(50, int), np.full(50, 49)).interval()
    assert (found.low, found.high) == (0, pytest.approx(1 - 0.025 ** (1 / 50)))
    every = Dyads.counted(np.full(50, 49), np.full(50, 49)).interval()
    assert (every.low, every.high) == (pytest.approx(0.025 ** (1 / 50)), 1)
    assert Dyads().interval() is None
    assert Dyads().rate is None


@pytest.mark.parametrize(
    "counts",
    [{"people": -1}, {"errors": 3, "trials": 2}, {"people": 1.5}, {"trials": "3"}, {"crossed": math.nan}],
)
def test_counts_that_cannot_be_are_refused(counts):
    with pytest.raises(InputError):
        Dyads(**counts)


@pytest.mark.parametrize("content", [None, {}, {"people": 3}, {**Dyads().to_dict(), "more": 1}])
def test_what_are_no_counts_is_refused(content):
    with pytest.raises(InputError):
        Dyads.from_dict(content)
