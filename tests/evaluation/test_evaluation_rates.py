"""Rates and thresholds: ties, ends, unreachable targets, and input that is refused."""

import math

import numpy as np
import pytest

from docverify.errors import InputError, LimitExceeded
from docverify.evaluation import (
    Rate,
    far_from,
    fmr_at_threshold,
    fnmr_at_fmr,
    fnmr_at_threshold,
    frr_from,
    require_resolution,
    scores,
    threshold_at_fmr,
    threshold_at_fnmr,
)

BAD = {
    "empty": [],
    "nan": [0.1, math.nan],
    "infinite": [0.1, math.inf],
    "two dimensions": [[0.1, 0.2]],
    "text": ["a"],
    "ragged": [[1.0], [1.0, 2.0]],
    "complex": [1j],
}


@pytest.mark.parametrize("bad", BAD.values(), ids=BAD)
def test_bad_scores_are_refused_everywhere(bad):
    good = [0.1, 0.9]
    for call in (
        lambda: fmr_at_threshold(bad, 0.5),
        lambda: fnmr_at_threshold(bad, 0.5),
        lambda: threshold_at_fmr(bad, 0.1),
        lambda: threshold_at_fmr(good, 0.1, mated=bad),
        lambda: threshold_at_fnmr(bad, 0.1),
        lambda: fnmr_at_fmr(bad, good, 0.1),
        lambda: fnmr_at_fmr(good, bad, 0.1),
    ):
        with pytest.raises(InputError):
            call()


def test_message_says_where_the_bad_score_is():
    with pytest.raises(InputError, match=r"1 of 3 non-mated scores.*index 2.*failures to acquire"):
        fmr_at_threshold([0.1, 0.2, math.nan], 0.5)


def test_more_scores_than_the_limit_are_refused(monkeypatch):
    monkeypatch.setattr(scores, "MAX_SCORES", 3)
    with pytest.raises(LimitExceeded, match="limit of 3"):
        fmr_at_threshold(np.zeros(4), 0.5)


@pytest.mark.parametrize("target", [-0.1, 1.1, math.nan])
def test_targets_outside_zero_to_one_are_refused(target):
    with pytest.raises(InputError):
        threshold_at_fmr([0.1], target)
    with pytest.raises(InputError):
        threshold_at_fnmr([0.1], target)


def test_a_nan_threshold_is_refused():
    with pytest.raises(InputError):
        fmr_at_threshold([0.1], math.nan)


def test_a_score_on_the_threshold_matches():
    assert fmr_at_threshold([0.1, 0.3, 0.3], 0.3) == Rate(2, 3)
    assert fnmr_at_threshold([0.1, 0.3, 0.3], 0.3) == Rate(1, 3)


def test_infinite_thresholds_are_the_ends():
    assert fmr_at_threshold([0.1], math.inf) == Rate(0, 1)
    assert fmr_at_threshold([0.1], -math.inf) == Rate(1, 1)
    assert fnmr_at_threshold([0.1], math.inf) == Rate(1, 1)


def test_tied_scores_are_accepted_or_left_together():
    assert threshold_at_fmr([0.1, 0.5, 0.5, 0.5], 0.5) == math.inf
    assert threshold_at_fmr([0.1, 0.5, 0.5, 0.5], 0.75) == 0.5


def test_threshold_may_lie_on_a_mated_score():
    point = fnmr_at_fmr([0.35, 0.5], [0.1, 0.2, 0.3, 0.4], 0.25)
    assert (point.threshold, point.fmr, point.fnmr) == (0.35, Rate(1, 4), Rate(0, 2))


def test_unreachable_target_matches_nothing():
    point = fnmr_at_fmr([0.1, 0.2], [0.5, 0.5], 0.4)
    assert (point.threshold, point.fmr, point.fnmr) == (math.inf, Rate(0, 2), Rate(2, 2))
    assert any("+inf" in note for note in point.warnings)


def test_target_of_one_accepts_everything():
    point = fnmr_at_fmr([0.2, 0.9], [0.5, 0.1], 1)
    assert (point.threshold, point.fmr, point.fnmr) == (0.1, Rate(2, 2), Rate(0, 2))


def test_the_quotient_decides_not_a_product_of_floats():
    # 0.29 * 100 is 28.999999999999996, and 0.07 * 100 is 7.000000000000001.
    for allowed in range(101):
        threshold = threshold_at_fmr(np.arange(100.0), allowed / 100)
        assert fmr_at_threshold(np.arange(100.0), threshold).errors == allowed


def test_input_is_not_changed_and_integers_are_taken():
    given = np.array([3, 1, 2])
    assert threshold_at_fmr(given, 0.4) == 3.0
    assert given.tolist() == [3, 1, 2]
    assert threshold_at_fmr([True, False], 0.5) == 1.0


def test_failures_to_acquire_enter_the_system_rates():
    assert far_from(0.01, 0.1) == pytest.approx(0.009)
    assert frr_from(0.02, 0.1) == pytest.approx(0.1 + 0.02 * 0.9)
    assert frr_from(0.5, 1.0) == 1.0
    for bad in (-0.1, 1.1, math.nan):
        with pytest.raises(InputError):
            far_from(0.1, bad)
        with pytest.raises(InputError):
            frr_from(bad, 0.1)


def test_warnings_follow_the_rules_of_three_and_thirty():
    assert "0.01" in Rate(0, 300).warning
    assert "30 errors" in Rate(29, 3000).warning
    assert Rate(30, 3000).warning is None
    with pytest.raises(InputError):
        Rate(2, 1)
    with pytest.raises(InputError):
        Rate(0, 0)


def test_claims_that_the_counts_cannot_carry_are_refused():
    require_resolution(1e-3, 3000)
    with pytest.raises(InputError, match="at least 3000"):
        require_resolution(1e-3, 2999)
    with pytest.raises(InputError):
        require_resolution(0, 2999)


def test_float32_scores_compare_exactly():
    single = np.array([0.1, 0.2, 0.3], np.float32)
    threshold = threshold_at_fmr(single, 0.34)
    assert threshold == float(single[2])
    assert fmr_at_threshold(single, threshold) == Rate(1, 3)
