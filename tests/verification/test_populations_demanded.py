"""A policy may say of whom its false match rate must hold: which population counts."""

import json
from dataclasses import replace

import jsonschema
import pytest

from docverify.errors import ConfigurationError
from docverify.evaluation.rates import Rate
from docverify.evidence import CountedPopulation
from docverify.verification import Demand, Outcome, Policy, report_schema

SUM = "ab" * 32
DEMANDS = Policy(name="here", required=["face_match"], optional=[], population=SUM)


def counted(sha256):
    return CountedPopulation(
        name="here", people=60, sha256=sha256, taken=0.1, without=Rate(4, 1000), threshold_without=0.4
    )


def test_only_the_population_that_the_policy_names_passes(judged):
    comparison = judged(policy=DEMANDS).evidence.comparison
    for population, reason, outcome in (
        (None, "no_population", Outcome.INCONCLUSIVE),
        (counted("0" * 64), "other_population", Outcome.INCONCLUSIVE),
        (counted(SUM), "population_counted", Outcome.PASSED),
    ):
        report = judged(policy=DEMANDS, comparison=replace(comparison, population=population))
        assert report.finding("face_population").reason == reason
        assert report.outcome is outcome


def test_naming_a_population_requires_that_one_counts_and_naming_none_asks_nothing(tmp_path):
    assert DEMANDS.demand("face_population") is Demand.REQUIRED
    assert Policy().demand("face_population") is Demand.NOT_ASKED
    path = tmp_path / "policy.toml"
    path.write_text(DEMANDS.to_toml(), encoding="utf-8")
    assert Policy.read(path) == DEMANDS


def test_a_report_of_such_a_policy_keeps_to_the_schema(judged):
    content = judged(policy=DEMANDS).to_dict()
    jsonschema.validate(json.loads(json.dumps(content)), report_schema())


@pytest.mark.parametrize("wrong", ["", "AB" * 32, "ab" * 31, 7, b"ab"])
def test_what_is_no_sum_is_refused(wrong):
    with pytest.raises(ConfigurationError, match="population is no sha256"):
        Policy(population=wrong)
