"""Which of two systems errs less often, by a bootstrap over the people that both met."""

import numpy as np
import pytest

from docverify.errors import InputError
from docverify.evaluation import Comparisons, Rate, fnmr_differences, rate_difference


def rng():
    return np.random.default_rng(11)


def system(people, *, noise, seed, gain=0.62):
    """Scores of every pair of so many people; hard people are hard for every system."""
    shared, own = np.random.default_rng(1), np.random.default_rng(seed)
    hard = shared.normal(0, 0.06, people)
    first, second = np.triu_indices(people, 1)
    mated = gain + hard + own.normal(0, noise, people)
    others = own.normal(0.1, 0.12, first.size)
    names = np.array([f"p{at}" for at in range(people)])
    pairs = np.concatenate([np.column_stack([names, names]), np.column_stack([names[first], names[second]])])
    return Comparisons(np.concatenate([mated, others]), np.arange(people + first.size) < people, pairs)


def test_the_better_system_is_told_at_each_rate():
    found = fnmr_differences(
        system(90, noise=0.02, seed=2), system(90, noise=0.02, seed=3, gain=0.42), [0.01, 0.003], rng=rng()
    )
    assert [one.decided for one in found] == [True, True]
    assert all(one.high < 0 and one.low <= one.value <= one.high for one in found)
    assert all(one.first.trials == 90 for one in found)


def test_one_system_against_itself_is_no_better():
    one = system(60, noise=0.1, seed=2, gain=0.4)
    (found,) = fnmr_differences(one, one, [0.01], rng=rng())
    assert (found.value, found.decided) == (0, False)
    assert found.low < -0.05 < 0.05 < found.high  # without spread: what sixty people cannot rule out


def test_two_equal_systems_are_seldom_told_apart():
    decided = 0
    for seed in range(40):
        pair = [system(40, noise=0.08, seed=100 + 2 * seed + at, gain=0.4) for at in (0, 1)]
        (found,) = fnmr_differences(*pair, [0.05], rng=rng(), replicates=200)
        decided += found.decided
    assert decided <= 5


def test_the_threshold_is_chosen_anew_in_each_replicate():
    """With a threshold that hangs on one non-mated pair, a fixed one would give too narrow an interval."""
    people = [("a", "a"), ("b", "b"), ("c", "c"), ("d", "d"), ("a", "b"), ("c", "d"), ("a", "c"), ("b", "d")]
    mated = [True] * 4 + [False] * 4
    first = Comparisons(
        np.array([0.5, 0.6, 0.7, 0.8, 0.75, 0.1, 0.1, 0.1]), np.array(mated), np.array(people)
    )
    second = Comparisons(
        np.array([0.5, 0.6, 0.7, 0.8, 0.2, 0.1, 0.1, 0.1]), np.array(mated), np.array(people)
    )
    (found,) = fnmr_differences(first, second, [0.0], rng=rng())
    assert (found.first, found.second) == (Rate(3, 4), Rate(0, 4))
    assert found.low == 0.0  # where a and b are not both drawn, nothing tells them apart
    assert not found.decided


def test_systems_may_have_failed_on_different_comparisons():
    one, other = system(50, noise=0.05, seed=2), system(50, noise=0.05, seed=3)
    kept = np.arange(other.scores.size) % 7 != 0
    short = Comparisons(other.scores[kept], other.mated[kept], other.people[kept])
    (found,) = fnmr_differences(one, short, [0.1], rng=rng())
    assert found.second.trials < found.first.trials


def test_pairs_of_two_people_are_drawn_by_both():
    """A person in every wrong pair: the interval reaches to where they are not drawn."""
    people = [(a, b) for a in range(12) for b in range(a)]
    wrong = [0 in pair for pair in people]
    found = rate_difference(wrong, [False] * len(people), people, rng=rng())
    assert found.low == 0.0
    assert found.value == pytest.approx(11 / 66)


@pytest.mark.parametrize(
    ("scores", "mated", "people", "word"),
    [
        ([0.1, 0.2], [True, True], ["a", "b"], "no non-mated"),
        ([0.1, 0.2], [False, False], ["a", "b"], "no mated"),
        ([0.1, np.nan], [True, False], ["a", "b"], "NaN"),
        ([0.1, 0.2], [True], ["a", "b"], "as many"),
        ([0.1, 0.2], [True, False], ["a"], "as many"),
    ],
)
def test_comparisons_that_cannot_be_are_refused(scores, mated, people, word):
    with pytest.raises(InputError, match=word):
        Comparisons(np.array(scores), np.array(mated), np.array(people))


def test_systems_without_common_people_are_not_compared():
    one = system(10, noise=0.1, seed=2)
    other = Comparisons(one.scores, one.mated, np.char.add("q", one.people))
    with pytest.raises(InputError, match="nobody in common"):
        fnmr_differences(one, other, [0.1], rng=rng())
