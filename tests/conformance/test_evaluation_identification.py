"""Identification and group rates against bob.measure's cases and the worked example of the group formulas."""

import json

import pytest

from docverify.evaluation import (
    cmc,
    collect_searches,
    fairness_discrepancy_rate,
    fnir,
    fpir,
    garbe,
    gini,
    inequity_rate,
    max_over_geometric_mean,
)

pytestmark = pytest.mark.data


def test_small_cmc(expected):
    case = expected["cmc_small"]
    curve = cmc(collect_searches(case["probes"]))
    assert curve[0] == case["rank1"]
    assert curve.tolist() == case["cmc"]


def test_cmc_of_a_hundred_searches(bob, expected):
    searches = collect_searches(
        (s["neg"], s["pos"]) for s in json.loads((bob / "cmc-100x20.json").read_text())
    )
    assert cmc(searches) == pytest.approx(expected["cmc-100x20.json"]["cmc"])
    for rank in (1, 2, 20):
        assert 1 - fnir(searches, float("-inf"), rank=rank).value == pytest.approx(cmc(searches)[rank - 1])


@pytest.mark.parametrize("name", ["open-set-0.json", "open-set-1.json", "open-set-2.json"])
def test_open_set(bob, expected, name):
    searches = collect_searches((s["neg"], s["pos"]) for s in json.loads((bob / name).read_text()))
    want = expected[name]
    missed, false = fnir(searches, 0.5, rank=1), fpir(searches, 0.5)
    assert 1 - missed.value == pytest.approx(want["DIR_rank1@0.5"])
    assert false.value == want["FPIR@0.5"]
    # bob.measure's own "recognition rate" divides by all searches, or, with a threshold, by all but those
    # non-mated ones that were rightly rejected.
    recognised = missed.trials - fnir(searches, float("-inf"), rank=1).errors
    assert recognised / (missed.trials + false.trials) == pytest.approx(want["rank1"])
    assert (missed.trials - missed.errors) / (missed.trials + false.errors) == pytest.approx(
        want["rank1@0.5"]
    )


def test_worked_example_of_groups(data):
    case = json.loads((data / "evaluation/demographics/worked_example.json").read_text())
    fmr, fnmr, weight = list(case["fmr"].values()), list(case["fnmr"].values()), case["alpha"]
    assert fairness_discrepancy_rate(fmr, fnmr, fmr_weight=weight) == pytest.approx(
        case["FDR_Pereira_Marcel"]
    )
    assert inequity_rate(fmr, fnmr, fmr_weight=weight) == pytest.approx(case["IR_Grother"])
    assert garbe(fmr, fnmr, fmr_weight=weight) == pytest.approx(case["GARBE_Howard"])
    assert gini(fmr) == pytest.approx(case["gini_fmr"])
    assert gini(fnmr) == pytest.approx(case["gini_fnmr"])
    assert max_over_geometric_mean(fmr) == pytest.approx(case["max_over_geomean_fmr"])
    assert max_over_geometric_mean(fnmr) == pytest.approx(case["max_over_geomean_fnmr"])
