"""Intervals against scipy's and Newcombe's figures, and against scipy itself where it is installed."""

import json
import math

import pytest

from docverify.errors import InputError
from docverify.evaluation import (
    clopper_pearson,
    rule_of_thirty,
    rule_of_three,
    trials_to_claim,
    upper_bound,
    wilson,
)
from docverify.evaluation.beta import binomial_tails

SIDES = {"wilson": wilson, "exact": clopper_pearson}


@pytest.fixture(scope="module")
def reference(data):
    return json.loads((data / "evaluation/ci/binomial_ci.json").read_text())


@pytest.mark.data
def test_every_reference_case(reference):
    for case in reference["cases"]:
        for name, interval in SIDES.items():
            found = interval(case["x"], case["n"], confidence=case["conf"])
            # scipy's exact interval comes from a root search that stops at 2e-12.
            assert (found.low, found.high) == pytest.approx(case[name], rel=1e-9, abs=1e-12)
        if "one_sided_upper_exact" in case:
            found = upper_bound(case["x"], case["n"], confidence=case["conf"])
            assert found == pytest.approx(case["one_sided_upper_exact"], rel=1e-12)


@pytest.mark.data
def test_newcombe_1998_as_published(reference):
    for counts, published in reference["newcombe_1998_published_95"].items():
        errors, trials = map(int, counts.split("/"))
        for name, interval in SIDES.items():
            found = interval(errors, trials)
            assert [round(found.low, 4), round(found.high, 4)] == published[name]


@pytest.mark.data
def test_bob_measure_clopper_pearson(data):
    for case in json.loads((data / "evaluation/bob.measure/expected.json").read_text())["clopper_pearson_95"]:
        found = clopper_pearson(case["x"], case["n"])
        assert (found.low, found.high) == pytest.approx((case["lo"], case["hi"]), rel=1e-12)


@pytest.mark.parametrize(("errors", "trials"), [(0, 10), (1, 20), (3, 40), (7, 7), (12, 60)])
def test_the_exact_interval_leaves_to_each_side_what_it_says(errors, trials):
    """By its definition, summed up term by term: at either end what was seen is as rare as was asked."""

    def chance(counts, rate):
        return math.fsum(math.comb(trials, k) * rate**k * (1 - rate) ** (trials - k) for k in counts)

    found = clopper_pearson(errors, trials)
    if errors < trials:
        assert chance(range(errors + 1), found.high) == pytest.approx(0.025, rel=1e-9)
        assert chance(range(errors + 1), upper_bound(errors, trials)) == pytest.approx(0.05, rel=1e-9)
    if errors:
        assert chance(range(errors, trials + 1), found.low) == pytest.approx(0.025, rel=1e-9)


def test_exact_interval_agrees_with_scipy_over_many_counts():
    stats = pytest.importorskip("scipy.stats")
    for trials in (1, 2, 3, 7, 30, 101, 1000, 12_345, 10**6, 10**7):
        for errors in {0, 1, 2, 5, trials // 3, trials // 2, trials - 2, trials - 1, trials}:
            if not 0 <= errors <= trials:
                continue
            for confidence in (0.5, 0.9, 0.95, 0.99, 0.9999):
                tail = (1 - confidence) / 2
                found = clopper_pearson(errors, trials, confidence=confidence)
                low = stats.beta.ppf(tail, errors, trials - errors + 1) if errors else 0.0
                high = stats.beta.isf(tail, errors + 1, trials - errors) if errors < trials else 1.0
                assert (found.low, found.high) == pytest.approx((low, high), rel=1e-9), (errors, trials)


def test_tails_agree_with_scipy():
    special = pytest.importorskip("scipy.special")
    for k, n in ((1, 1), (1, 5), (5, 5), (3, 40), (500, 1000), (30, 30_000_000), (15_000_000, 30_000_000)):
        for p in (1e-9, k / (n + 1) * 0.9, k / (n + 1), min(0.999, k / (n + 1) * 1.1)):
            lower, upper = binomial_tails(k, n, p)
            assert upper == pytest.approx(special.betainc(k, n - k + 1, p), rel=1e-8, abs=1e-14)
            assert lower == pytest.approx(special.betaincc(k, n - k + 1, p), rel=1e-8, abs=1e-14)


def test_rules_of_three_and_thirty():
    assert rule_of_three(300) == pytest.approx(0.01)
    assert upper_bound(0, 300) == pytest.approx(0.00994, abs=5e-6)
    assert rule_of_three(1) == 1.0
    assert trials_to_claim(0.01) == 300
    assert trials_to_claim(1e-3) == 3000
    assert not rule_of_thirty(29)
    assert rule_of_thirty(30)
    # Thirty errors in 30,000: the exact 90 % interval is within ± 36 % (the rule rounds).
    interval = clopper_pearson(30, 30_000, confidence=0.9)
    assert 0.7 * 1e-3 < interval.low < interval.high < 1.37 * 1e-3


@pytest.mark.parametrize("interval", [wilson, clopper_pearson, upper_bound])
@pytest.mark.parametrize(
    ("errors", "trials", "confidence"),
    [
        (0, 0, 0.95),
        (-1, 5, 0.95),
        (6, 5, 0.95),
        (1, 5, 0.0),
        (1, 5, 1.0),
        (1, 5, math.nan),
        (0.5, 5, 0.9),
    ],
)
def test_impossible_counts_are_refused(interval, errors, trials, confidence):
    with pytest.raises(InputError):
        interval(errors, trials, confidence=confidence)
