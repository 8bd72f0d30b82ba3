"""Thresholds and rates against bob.measure's cases and the binormal model."""

import json
import math
from statistics import NormalDist

import numpy as np
import pytest

from docverify.evaluation import (
    fmr_at_threshold,
    fnmr_at_fmr,
    fnmr_at_threshold,
    threshold_at_fmr,
    threshold_at_fnmr,
)

pytestmark = pytest.mark.data


def scores(bob, name):
    return np.loadtxt(bob / f"{name}-positives.csv"), np.loadtxt(bob / f"{name}-negatives.csv")


def test_separable_scores(bob, expected):
    mated, non_mated = scores(bob, "linsep")
    everything = np.concatenate([mated, non_mated])
    for threshold, want in (
        (3.0, expected["linsep"]["at_threshold_3.0"]),
        (everything.min() - 0.1, expected["linsep"]["below_min"]),
        (everything.max() + 0.1, expected["linsep"]["above_max"]),
    ):
        assert fmr_at_threshold(non_mated, threshold).value == want["fmr"]
        assert fnmr_at_threshold(mated, threshold).value == want["fnmr"]


def test_fnmr_at_fmr_of_overlapping_scores(bob, expected):
    mated, non_mated = scores(bob, "nonsep")
    want = expected["nonsep"]["fnmr_at_fmr"]
    points = [fnmr_at_fmr(mated, non_mated, target) for target in want["requested"]]
    assert [p.fmr.value for p in points] == want["achieved_fmr"]
    assert [p.fnmr.value for p in points] == want["fnmr"]
    assert [p.resolved for p in points] == [False, True, True]


def test_every_threshold_edge_case(expected):
    """Their wording: a number, or "> max(neg)", "<= 0", ">= min(pos)"."""
    *listed, separable = expected["threshold_edge_cases"]
    for case in listed:
        mated, non_mated = (
            np.arange(10.0) if case[side] == "0..9" else np.array(case[side], float)
            for side in ("pos", "neg")
        )
        for question, answer in case.items():
            name, _, rate = question.partition("_threshold@")
            if not rate:
                continue
            found = (
                threshold_at_fmr(non_mated, float(rate))
                if name == "far"
                else threshold_at_fnmr(mated, float(rate))
            )
            bound = {
                "> max(neg)": found > non_mated.max(),
                "<= 0": found <= 0,
                ">= min(pos)": found >= mated.min(),
            }
            assert bound.get(answer, found == answer), (case, question, found)
    non_mated, mated = np.arange(10.0), np.arange(10.0, 20.0)
    assert separable["rule"].startswith("for every requested rate")
    for rate in np.arange(0, 1.05, 0.05):
        target = min(1.0, float(rate))
        fmr = fmr_at_threshold(non_mated, threshold_at_fmr(non_mated, target)).value
        fnmr = fnmr_at_threshold(mated, threshold_at_fnmr(mated, target)).value
        assert fmr == fnmr == math.floor(10 * target) / 10


def test_binormal_model(data):
    """Scores on the quantiles of two normal distributions give the model's rates within their grid."""
    cases = json.loads((data / "evaluation/analytic/binormal.json").read_text())["cases"]
    count = 20_000
    steps = (np.arange(count) + 0.5) / count
    normal = np.array([NormalDist().inv_cdf(float(p)) for p in steps])
    for case in cases:
        for rate, threshold in case["threshold_at_fmr"].items():
            point = fnmr_at_fmr(normal + case["dprime"], normal, float(rate))
            assert point.resolved == (float(rate) >= 1 / count)
            if not point.resolved:
                continue
            assert point.threshold == pytest.approx(threshold, abs=0.13 if float(rate) < 1e-3 else 0.02)
            assert point.fnmr.value == pytest.approx(case["fnmr_at_fmr"][rate], abs=0.05)
        # At the model's own threshold the counts are exact to one score.
        for rate, threshold in case["threshold_at_fmr"].items():
            assert abs(fmr_at_threshold(normal, threshold).value - float(rate)) <= 1 / count
            found = fnmr_at_threshold(normal + case["dprime"], threshold).value
            assert abs(found - case["fnmr_at_fmr"][rate]) <= 1 / count
