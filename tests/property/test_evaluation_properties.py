"""Every curve, threshold and interval against a definition spelt out with loops, on scores full of ties."""

import math
from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from docverify.evaluation import (
    Rate,
    area_under_roc,
    clopper_pearson,
    cmc,
    collect_searches,
    equal_error_rate,
    error_curve,
    fmr_at_threshold,
    fnmr_at_fmr,
    fnmr_at_threshold,
    gini,
    least_cost,
    max_over_geometric_mean,
    min_cllr,
    rank_of_mates,
    roc_hull,
    threshold_at_fmr,
    threshold_at_fnmr,
    wilson,
)

scores = st.lists(st.integers(-4, 4).map(lambda i: i / 4), min_size=1, max_size=12)
fractions = st.one_of(st.floats(0, 1), st.integers(0, 12).map(lambda i: i / 12))


def fmr(non_mated, t):
    return sum(s >= t for s in non_mated) / len(non_mated)


def fnmr(mated, t):
    return sum(s < t for s in mated) / len(mated)


@given(scores, scores, fractions)
def test_threshold_is_the_smallest_observed_one_that_keeps_the_target(mated, non_mated, target):
    observed = sorted({*mated, *non_mated})
    want = min((t for t in observed if fmr(non_mated, t) <= target), default=math.inf)
    assert threshold_at_fmr(non_mated, target, mated=mated) == want
    point = fnmr_at_fmr(mated, non_mated, target)
    assert (point.threshold, point.fnmr.value) == (want, fnmr(mated, want))
    assert point.fmr.value == fmr(non_mated, want) <= target
    # No threshold at all keeps the target with fewer errors, observed or not.
    assert all(
        fnmr(mated, t - 0.01) >= point.fnmr.value for t in observed if fmr(non_mated, t - 0.01) <= target
    )


@given(scores, fractions)
def test_threshold_at_fnmr_is_the_largest_one(mated, target):
    want = max(t for t in {*mated, math.inf} if fnmr(mated, t) <= target)
    assert threshold_at_fnmr(mated, target) == want


@given(scores, scores)
def test_curve_counts_every_score(mated, non_mated):
    curve = error_curve(mated, non_mated)
    assert curve.thresholds.tolist() == [*sorted({*mated, *non_mated}), math.inf]
    for t, x, y in zip(curve.thresholds, curve.fmr, curve.fnmr, strict=True):
        assert (x, y) == (fmr(non_mated, t), fnmr(mated, t))
        assert (fmr_at_threshold(non_mated, t).value, fnmr_at_threshold(mated, t).value) == (x, y)
    corners = curve.corners()
    assert set(corners.thresholds) <= set(curve.thresholds)
    assert -np.trapezoid(corners.tmr, corners.fmr) == pytest.approx(-np.trapezoid(curve.tmr, curve.fmr))


@given(scores, scores)
def test_equal_error_rate_is_the_definition(mated, non_mated):
    observed = [-math.inf, *sorted({*mated, *non_mated}), math.inf]
    t1 = max(t for t in observed if fnmr(mated, t) <= fmr(non_mated, t))
    t2 = min(t for t in observed if fnmr(mated, t) >= fmr(non_mated, t))
    sums = [
        (fmr(non_mated, t) + fnmr(mated, t), sorted((fmr(non_mated, t), fnmr(mated, t)))) for t in (t1, t2)
    ]
    found = equal_error_rate(mated, non_mated)
    # With equal sums either pair is the definition's.
    assert [found.low, found.high] in [rates for total, rates in sums if total == min(sums)[0]]
    assert found.value == pytest.approx(min(sums)[0] / 2)
    assert math.isfinite(found.threshold)


@given(scores, scores)
def test_area_is_the_share_of_pairs_in_order(mated, non_mated):
    wins = sum((a > b) + (a == b) / 2 for a in mated for b in non_mated)
    assert area_under_roc(mated, non_mated) == pytest.approx(wins / (len(mated) * len(non_mated)))


@given(scores, scores, fractions)
def test_hull_holds_the_best_threshold_for_every_cost(mated, non_mated, weight):
    hull = roc_hull(mated, non_mated)
    assert (hull[0].fmr.value, hull[-1].fnmr.value) == (1.0, 1.0)
    for left, right in pairwise(hull):
        assert right.fmr.errors <= left.fmr.errors
        assert right.fnmr.errors >= left.fnmr.errors
    for point in hull:
        assert point.fmr.value == fmr(non_mated, point.threshold)
        assert point.fnmr.value == fnmr(mated, point.threshold)
    every = [-math.inf, *mated, *non_mated, math.inf]
    want = min(weight * fmr(non_mated, t) + (1 - weight) * fnmr(mated, t) for t in every)
    assert least_cost(mated, non_mated, fmr_weight=weight).cost == pytest.approx(want)


@given(scores, scores)
def test_calibration_loss_is_bounded_and_rises_with_ties(mated, non_mated):
    assert 0 <= min_cllr(mated, non_mated, split_ties=True) <= min_cllr(mated, non_mated) + 1e-12 <= 1 + 2e-12


@given(st.integers(1, 10_000), st.data(), st.floats(0.01, 0.999))
def test_intervals_hold_the_rate_and_mirror(trials, data, confidence):
    errors = data.draw(st.integers(0, trials))
    for interval in (wilson, clopper_pearson):
        found = interval(errors, trials, confidence=confidence)
        mirrored = interval(trials - errors, trials, confidence=confidence)
        assert 0 <= found.low <= found.high <= 1
        assert found.low - 1e-12 <= errors / trials <= found.high + 1e-12
        assert (1 - mirrored.high, 1 - mirrored.low) == pytest.approx((found.low, found.high), abs=1e-10)


@given(
    st.lists(
        st.tuples(st.lists(st.sampled_from([0.0, 0.5, 1.0]), min_size=3, max_size=3), st.integers(-1, 2)),
        min_size=1,
        max_size=8,
    )
)
def test_matrix_and_lists_of_searches_agree(rows):
    matrix, mates = [row for row, _ in rows], [mate for _, mate in rows]
    listed = [(row, None) if mate < 0 else (row[:mate] + row[mate + 1 :], [row[mate]]) for row, mate in rows]
    one, other = rank_of_mates(matrix, mates), collect_searches(listed)
    for name in ("mate", "ahead", "candidates", "best"):
        assert getattr(one, name).tolist() == getattr(other, name).tolist()
    if one.mate.size:
        assert cmc(one).tolist() == cmc(other).tolist()
        assert cmc(one)[-1] == 1.0


@given(st.lists(st.integers(1, 100), min_size=2, max_size=8))
def test_group_measures_do_not_depend_on_scale_or_order(errors):
    rates = [Rate(e, 100_000) for e in errors]
    n, mean = len(errors), sum(errors) / len(errors)
    spread = sum(abs(a - b) for a in errors for b in errors)
    assert gini(rates) == pytest.approx(spread / (2 * n * n * mean) * n / (n - 1), abs=1e-12)
    assert gini(rates[::-1]) == pytest.approx(gini([e / 1000 for e in errors]), abs=1e-12)
    assert max_over_geometric_mean(rates) >= 1 - 1e-12
