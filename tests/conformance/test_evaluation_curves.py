"""Curves, areas, costs and calibration loss against bob.measure, scikit-learn and the binormal model."""

import json
import math
from statistics import NormalDist

import numpy as np
import pytest

from docverify.evaluation import (
    area_under_log_roc,
    area_under_roc,
    cllr,
    equal_error_rate,
    error_curve,
    expected_performance,
    fmr_at_threshold,
    fnmr_at_threshold,
    frr_from,
    hull_equal_error_rate,
    least_cost,
    min_cllr,
    probit,
    roc_hull,
)

pytestmark = pytest.mark.data


@pytest.fixture(scope="module")
def overlapping(bob):
    return np.loadtxt(bob / "nonsep-positives.csv"), np.loadtxt(bob / "nonsep-negatives.csv")


def table(path):
    return np.loadtxt(path, delimiter=",", skiprows=1)


def points(curve):
    return set(zip(curve.fmr.round(12), curve.fnmr.round(12), strict=True))


def test_separable_scores(bob, expected):
    mated, non_mated = np.loadtxt(bob / "linsep-positives.csv"), np.loadtxt(bob / "linsep-negatives.csv")
    crossing = equal_error_rate(mated, non_mated)
    assert (crossing.low, crossing.high) == (0.0, 0.0)
    assert crossing.threshold == pytest.approx(expected["linsep"]["eer_threshold"])
    best = least_cost(mated, non_mated)
    assert best.cost == 0.0
    assert best.point.threshold == pytest.approx(expected["linsep"]["min_hter_threshold"])
    assert area_under_roc(mated, non_mated) == 1.0
    assert hull_equal_error_rate(mated, non_mated) == 0.0


def test_roc_points(bob, overlapping):
    """bob.measure samples the curve; every sample is one of our points."""
    want = {(round(fmr, 12), round(fnmr, 12)) for fmr, fnmr in table(bob / "nonsep-roc.csv")}
    assert want <= points(error_curve(*overlapping))


def test_det_points(bob, overlapping):
    """bob.measure's probit is an approximation to 1e-6 and stops at ± 8.13 where ours is infinite."""
    curve = error_curve(*overlapping)
    ours = np.column_stack([probit(curve.fmr), probit(curve.fnmr)])
    theirs = table(bob / "nonsep-det.csv")
    theirs[np.abs(theirs) > 8] *= np.inf
    for point in theirs:
        assert np.isclose(ours, point, rtol=0, atol=1e-6).all(axis=1).any()


def test_precision_and_recall_points(bob, overlapping):
    curve = error_curve(*overlapping)
    found = curve.mated - curve.false_non_matches
    matches = found + curve.false_matches
    ours = set(zip((found / np.maximum(matches, 1)).round(12), curve.tmr.round(12), strict=True))
    want = {(round(p, 12), round(r, 12)) for p, r in table(bob / "nonsep-precisionrecall.csv")}
    assert want <= ours


def test_areas(expected, overlapping):
    want = expected["nonsep"]
    assert area_under_roc(*overlapping) == pytest.approx(want["roc_auc"], abs=1e-12)
    assert area_under_log_roc(*overlapping) == pytest.approx(want["roc_auc_log_scale"], abs=1e-12)


def test_convex_hull(expected, overlapping):
    want = expected["nonsep"]["rocch_bosaris_1.06"]
    hull = roc_hull(*overlapping)
    assert [p.fmr.value for p in hull] == pytest.approx(want["pfa"])
    assert [p.fnmr.value for p in hull] == pytest.approx(want["pmiss"])
    assert hull_equal_error_rate(*overlapping) == pytest.approx(want["eer_rocch"])


def test_expected_performance_curve(bob, overlapping):
    """Their thresholds come from the first half of the scores, their errors from the second."""
    mated, non_mated = overlapping
    weights, errors, thresholds = table(bob / "nonsep-epc.csv").T
    found, chosen = expected_performance((mated[:25], non_mated[:25]), (mated[25:], non_mated[25:]), weights)
    assert found == pytest.approx(errors, abs=1e-12)
    assert chosen == pytest.approx(thresholds, abs=1e-12)


def test_calibration_loss(expected, overlapping):
    assert cllr(*overlapping) == pytest.approx(expected["nonsep"]["cllr"], abs=1e-5)
    assert min_cllr(*overlapping, split_ties=True) == pytest.approx(expected["nonsep"]["min_cllr"], abs=1e-5)
    # Equal scores cannot be told apart by any calibration, so the exact figure is larger.
    assert min_cllr(*overlapping) > expected["nonsep"]["min_cllr"]


def test_detection_cost(expected):
    case = expected["mindcf"]
    point = least_cost(case["pos"], case["neg"], fmr_weight=case["cost_far"]).point
    assert 100 * (0.99 * point.fmr.value + 0.01 * point.fnmr.value) <= 1.0


def test_probit(expected):
    for rate, deviate in expected["ppndf_probit"].items():
        assert probit(float(rate)) == pytest.approx(deviate, abs=6e-4)


def test_scikit_learn_docstrings(data):
    case = json.loads((data / "evaluation/sklearn/docstring.json").read_text())
    scores, mated = np.array(case["y_score"]), np.array(case["y_true"], bool)
    curve = error_curve(scores[mated], scores[~mated])
    at = {t: i for i, t in enumerate(curve.thresholds.tolist())}
    det = case["det_curve"]
    for threshold, fpr, fnr in zip(det["thresholds"], det["fpr"], det["fnr"], strict=True):
        assert (curve.fmr[at[threshold]], curve.fnmr[at[threshold]]) == (fpr, fnr)
    roc = case["roc_curve"]
    assert curve.fmr[::-1].tolist() == roc["fpr"]
    assert curve.tmr[::-1].tolist() == roc["tpr"]
    assert curve.thresholds[::-1].tolist() == [float(t) for t in roc["thresholds"]]
    assert area_under_roc(scores[mated], scores[~mated]) == case["roc_auc"]


def test_binormal_model(data):
    count = 20_000
    normal = np.array([NormalDist().inv_cdf((i + 0.5) / count) for i in range(count)])
    for case in json.loads((data / "evaluation/analytic/binormal.json").read_text())["cases"]:
        mated = normal + case["dprime"]
        assert equal_error_rate(mated, normal).value == pytest.approx(case["eer"], abs=1 / count)
        assert hull_equal_error_rate(mated, normal) == pytest.approx(case["eer"], abs=1 / count)
        assert area_under_roc(mated, normal) == pytest.approx(case["auc"], abs=1e-4)
        crossing = equal_error_rate(mated, normal)
        assert crossing.threshold == pytest.approx(case["dprime"] / 2, abs=1e-3)


@pytest.mark.parametrize("name", ["dev-1.txt", "test-1.txt"])
def test_scores_with_failures_to_acquire(bob, name):
    """Rows without a score are failures to acquire: they enter FRR and FAR, never FMR and FNMR."""
    label, score = np.loadtxt(bob / name).T
    acquired = np.isfinite(score)
    fta = float(np.mean(~acquired))
    assert fta == {"dev-1.txt": 0.054, "test-1.txt": 0.048}[name]
    mated, non_mated = score[(label == 1) & acquired], score[(label == -1) & acquired]
    fmr, fnmr = fmr_at_threshold(non_mated, 0.0), fnmr_at_threshold(mated, 0.0)
    assert (fmr.trials, fnmr.trials) == (non_mated.size, mated.size)
    assert fmr.errors == sum(1 for s in non_mated.tolist() if s >= 0)
    # Of those who tried, the ones refused are the failures and the non-matches of the rest.
    assert frr_from(fnmr.value, fta) == pytest.approx(1 - (1 - fta) * (1 - fnmr.value))
    assert not math.isnan(equal_error_rate(mated, non_mated).value)
