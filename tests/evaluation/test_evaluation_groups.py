"""Group rates, attack rates and the bootstrap over people."""

import math

import numpy as np
import pytest

from docverify.errors import InputError
from docverify.evaluation import (
    Rate,
    attack_rates,
    bootstrap_rates,
    bpcer_at_apcer,
    clopper_pearson,
    fairness_discrepancy_rate,
    garbe,
    gini,
    inequity_rate,
    max_over_geometric_mean,
    rates_by_group,
    upper_bound,
    wilson,
)


def test_rates_by_group_count_each_group_alone():
    found = rates_by_group([0.1, 0.9, 0.5, 0.4, 0.6], [0, 0, 0, 1, 1], ["b", "b", "a", "a", "a"], 0.5)
    a, b = found
    assert (a.group, a.fmr, a.fnmr) == ("a", Rate(1, 1), Rate(1, 2))
    assert (b.group, b.fmr, b.fnmr) == ("b", Rate(1, 2), None)


def test_lengths_must_agree():
    with pytest.raises(InputError):
        rates_by_group([0.1, 0.2], [True], ["a", "b"], 0.5)
    with pytest.raises(InputError):
        rates_by_group([0.1, math.nan], [True, True], ["a", "b"], 0.5)


def test_zero_cells_use_the_upper_bound_and_bare_zeros_are_refused():
    rates = [Rate(0, 300), Rate(30, 300)]
    bound = upper_bound(0, 300)
    assert max_over_geometric_mean(rates) == pytest.approx(0.1 / math.sqrt(0.1 * bound))
    assert inequity_rate(rates, rates) == pytest.approx(0.1 / bound)
    with pytest.raises(InputError, match="pass a Rate"):
        max_over_geometric_mean([0.0, 0.1])


def test_equal_groups_are_equal():
    same = [0.02, 0.02, 0.02]
    assert max_over_geometric_mean(same) == pytest.approx(1)
    assert inequity_rate(same, same) == pytest.approx(1)
    assert fairness_discrepancy_rate(same, same) == pytest.approx(1)
    assert gini(same) == pytest.approx(0)
    assert garbe([0, 0], [0, 0]) == 0
    assert gini([0, 0, 0.5]) == pytest.approx(1)


@pytest.mark.parametrize("measure", [max_over_geometric_mean, gini])
@pytest.mark.parametrize("bad", [[], [1.5, 0.1], [math.nan, 0.1]])
def test_bad_group_rates_are_refused(measure, bad):
    with pytest.raises(InputError):
        measure(bad)


def test_attack_rates_quote_the_worst_species():
    found = attack_rates({"print": [0.1, 0.2, 0.6], "mask": [0.5, 0.9]}, [0.4, 0.9], 0.5)
    assert dict(found.apcer_by_species) == {"print": Rate(1, 3), "mask": Rate(2, 2)}
    assert found.apcer == Rate(2, 2)
    assert found.bpcer == Rate(1, 2)


def test_bpcer_at_apcer_keeps_the_target_for_every_species():
    found = bpcer_at_apcer({"print": [0.1, 0.2], "mask": [0.3, 0.6]}, [0.4, 0.5, 0.7, 0.8], 0.5)
    assert found.threshold == 0.4
    assert found.apcer.value <= 0.5
    assert found.bpcer == Rate(0, 4)
    assert bpcer_at_apcer({"mask": [0.9, 0.9]}, [0.5], 0.4).threshold == math.inf


def test_no_species_is_refused():
    for call in (attack_rates, bpcer_at_apcer):
        with pytest.raises(InputError):
            call({}, [0.5], 0.5)


def test_bootstrap_over_people_is_wider_when_people_share_comparisons():
    rng = np.random.default_rng(20261123)
    people = np.repeat(np.arange(50), 40)
    wrong = np.repeat(rng.random(50) < 0.2, 40)  # all of a person's comparisons fail together
    over_people = bootstrap_rates(wrong, people, rng=rng)
    as_if_independent = wilson(int(wrong.sum()), wrong.size)
    assert over_people.high - over_people.low > 3 * (as_if_independent.high - as_if_independent.low)
    alone = bootstrap_rates(wrong, np.arange(wrong.size), rng=rng)
    assert alone.high - alone.low == pytest.approx(as_if_independent.high - as_if_independent.low, rel=0.2)


def test_bootstrap_covers_the_rate_as_often_as_it_says():
    """200 samples of 40 people who share all comparisons with each other; the rate depends on the person."""
    rng, covered = np.random.default_rng(7), 0
    first, second = np.triu_indices(40, 1)
    pairs = np.column_stack([first, second])
    for _ in range(200):
        wolf = rng.beta(1, 4, 40)
        wrong = rng.random(first.size) < (wolf[first] + wolf[second]) / 2
        found = bootstrap_rates(wrong, pairs, rng=rng, replicates=200)
        covered += found.low <= 0.2 <= found.high
    assert 0.88 <= covered / 200 <= 1


def test_bootstrap_repeats_with_the_same_seed_and_names_do_not_matter():
    wrong, people = [1, 0, 0, 1, 0], [[0, 1], [1, 2], [2, 3], [3, 4], [4, 4]]
    one = bootstrap_rates(wrong, people, rng=np.random.default_rng(1))
    assert one == bootstrap_rates(wrong, people, rng=np.random.default_rng(1))
    assert one == bootstrap_rates(
        wrong, np.array(list("abcde"))[np.array(people)], rng=np.random.default_rng(1)
    )


def test_bootstrap_without_errors_falls_back_to_the_exact_bound_over_people():
    found = bootstrap_rates([0] * 6, ["a", "a", "b", "b", "c", "c"], rng=np.random.default_rng(1))
    assert (found.low, found.high) == (0.0, clopper_pearson(0, 3).high)
    found = bootstrap_rates([1] * 6, ["a", "a", "b", "b", "c", "c"], rng=np.random.default_rng(1))
    assert (found.low, found.high) == (clopper_pearson(3, 3).low, 1.0)


@pytest.mark.parametrize(
    ("errors", "people", "options"),
    [
        ([], [], {}),
        ([1, 0], ["a"], {}),
        ([1, 0], ["a", "a"], {}),
        ([1, 0], ["a", "b"], {"confidence": 1.0}),
        ([1, 0], ["a", "b"], {"replicates": 0}),
        ([1, 0], [["a", "b", "c"]] * 2, {}),
    ],
)
def test_bootstrap_refuses_what_it_cannot_use(errors, people, options):
    with pytest.raises(InputError):
        bootstrap_rates(errors, people, rng=np.random.default_rng(1), **options)


def test_a_groups_misses_are_its_mated_scores_below_the_threshold():
    """And its false matches the others at or above it."""
    (found,) = rates_by_group([0.9, 0.2, 0.1, 0.4, 0.5, 0.6], [1, 1, 1, 0, 0, 0], ["a"] * 6, 0.5)
    assert (found.fnmr.errors, found.fnmr.trials) == (2, 3)
    assert (found.fmr.errors, found.fmr.trials) == (2, 3)
