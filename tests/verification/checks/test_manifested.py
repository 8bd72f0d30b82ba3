"""The manifest's check: every answer, what it means for whom, and no text of a passenger."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from docverify.evidence import Manifested, ManifestStanding
from docverify.verification import Demand, FindingOutcome, Outcome, Policy

AT = date(2026, 11, 23)
ON = Manifested(
    standing=ManifestStanding.LISTED,
    reasons=("number_same", "name_same", "birth_same"),
    people=260,
    complete=True,
    stale_after=AT,
)
OFF = replace(ON, standing=ManifestStanding.NOT_LISTED, reasons=())
DOUBT = replace(ON, standing=ManifestStanding.IN_DOUBT, reasons=("number_differs", "name_same", "birth_same"))
BORDER = Policy.named("border")
REQUIRES = replace(BORDER, required=[*BORDER.required, "on_manifest"])
ASKS = replace(BORDER, optional=[*BORDER.optional, "on_manifest"])
CASES = {
    # the answer: (code, outcome of the check, where it is required, where it is optional)
    "on it": (ON, "on_manifest", "PASSED", "PASSED", "PASSED"),
    "not on it": (OFF, "not_on_manifest", "FAILED", "FAILED", "FAILED"),
    "in part": (DOUBT, "manifest_in_doubt", "NOT_PERFORMED", "INCONCLUSIVE", "INCONCLUSIVE"),
    "some missing": (
        replace(OFF, complete=False),
        "manifest_incomplete",
        "NOT_PERFORMED",
        "INCONCLUSIVE",
        "PASSED",
    ),
    "on one with some missing": (replace(ON, complete=False), "on_manifest", "PASSED", "PASSED", "PASSED"),
    "stale": (
        replace(ON, stale_after=AT - timedelta(days=1)),
        "manifest_stale",
        "NOT_PERFORMED",
        "INCONCLUSIVE",
        "PASSED",
    ),
    "stale and not on it": (
        replace(OFF, stale_after=AT - timedelta(days=1)),
        "manifest_stale",
        "NOT_PERFORMED",
        "INCONCLUSIVE",
        "PASSED",
    ),
    "undated": (replace(ON, stale_after=None), "manifest_undated", "NOT_PERFORMED", "INCONCLUSIVE", "PASSED"),
    "none": (None, "not_presented", "NOT_PERFORMED", "INCONCLUSIVE", "PASSED"),
}


@pytest.mark.parametrize("case", CASES)
def test_each_answer_has_a_reason_and_counts_as_the_policy_says(judged, case):
    answer, code, outcome, required, optional = CASES[case]
    for policy, expected in ((REQUIRES, required), (ASKS, optional), (BORDER, "PASSED")):
        report = judged(manifested=answer, policy=policy)
        found = report.finding("on_manifest")
        assert (found.reason, found.outcome) == (code, outcome)
        assert report.outcome == expected, policy.name
    assert found.demand is Demand.NOT_ASKED  # no policy that ships asks for a manifest


def test_whoever_seems_to_be_missing_from_it_is_not_failed_by_a_doubtful_reading(judged):
    doubtful = {(1, 3): 0.5}
    report = judged(manifested=OFF, policy=REQUIRES, pixels=doubtful)
    found = report.finding("on_manifest")
    assert (found.reason, found.outcome) == ("manifest_reading_doubtful", FindingOutcome.NOT_PERFORMED)
    assert report.outcome is Outcome.INCONCLUSIVE


def test_the_finding_tells_the_codes_and_the_list(judged):
    evidence = judged(manifested=DOUBT, policy=REQUIRES).finding("on_manifest").evidence
    assert evidence == {
        "standing": "in_doubt",
        "people": 260,
        "agreements": ("number_differs", "name_same", "birth_same"),
        "complete": True,
        "stale_after": "2026-11-23",
    }
