"""What a report promises whatever its findings: no pass without proof, no identity data."""

import json
import pickle

import pytest
from hypothesis import given
from hypothesis import strategies as st

from docverify.errors import VerificationFailed
from docverify.reading import ReadingFailure
from docverify.verification import Check, Demand, Finding, FindingOutcome, Outcome, Policy, Reason, outcome_of
from docverify.verification.answer import Answer

RANK = {Outcome.PASSED: 2, Outcome.INCONCLUSIVE: 1, Outcome.FAILED: 0}
WORDS = {
    "digit": "check digit",
    "field": "date of birth",
    "kind": "visa",
    "format": "TD3",
    "fault": "blurred",
    "advice": "Hold still.",
}
OF_OUTCOME = {outcome: [r for r in Reason if r.outcome is outcome] for outcome in FindingOutcome}


def finding(check, reason, demand):
    return Finding(check=check, reason=reason, sentence=Answer(reason, {}, WORDS).sentence, demand=demand)


some_findings = st.lists(
    st.builds(finding, st.sampled_from(Check), st.sampled_from(Reason), st.sampled_from(Demand)), max_size=14
)


@given(some_findings)
def test_it_passes_exactly_when_every_required_check_passed_and_none_that_counts_failed(findings):
    counted = [one for one in findings if one.demand is not Demand.WAIVED]
    required = [one for one in counted if one.demand is Demand.REQUIRED]
    proved = bool(required) and all(one.outcome is FindingOutcome.PASSED for one in required)
    refuted = any(one.outcome is FindingOutcome.FAILED for one in counted)
    assert (outcome_of(findings) is Outcome.PASSED) == (proved and not refuted)
    assert (outcome_of(findings) is Outcome.FAILED) == refuted


@given(some_findings.filter(bool), st.data())
def test_turning_a_passed_finding_into_anything_else_never_improves_the_outcome(findings, data):
    at = data.draw(st.integers(0, len(findings) - 1))
    one = findings[at]
    for better, worse in (
        (FindingOutcome.PASSED, FindingOutcome.NOT_PERFORMED),
        (FindingOutcome.PASSED, FindingOutcome.FAILED),
        (FindingOutcome.NOT_PERFORMED, FindingOutcome.FAILED),
    ):
        outcomes = []
        for outcome in (better, worse):
            changed = finding(one.check, data.draw(st.sampled_from(OF_OUTCOME[outcome])), one.demand)
            outcomes.append(RANK[outcome_of([*findings[:at], changed, *findings[at + 1 :]])])
        assert outcomes[1] <= outcomes[0]


def test_nothing_checked_is_not_passed():
    assert outcome_of([]) is Outcome.INCONCLUSIVE


def test_every_reason_has_a_sentence_and_a_code_of_its_own():
    assert len({reason.value for reason in Reason}) == len(list(Reason)) == len(Reason.__members__)
    for reason in Reason:
        sentence = Answer(reason, {}, WORDS).sentence
        assert sentence.endswith(".")
        assert sentence[0].isupper()
        assert "{" not in sentence


letters = st.text("BCDFGHJKLMNPQRSTVWXZ", min_size=7, max_size=9)


@given(st.tuples(letters, letters, letters), st.booleans())
def test_no_text_of_the_document_leaves_a_report_unasked(judged, make_text, texts, spoilt):
    surname, given_name, number = texts
    text = make_text(surname=surname, given_names=given_name, document_number=number)
    if spoilt:
        text = text[:-1] + ("1" if text[-1] != "1" else "2")
    report = judged(text)
    try:
        report.raise_for_failure()
        message = ""
    except VerificationFailed as failure:
        message = str(failure)
    shown = json.dumps(report.to_dict()) + repr(report) + repr(report.findings) + str(report) + message
    for secret in (surname, given_name, number, "740812", "320415", "1974", "2032-04"):
        assert secret not in shown
    told = report.to_dict(identity=True)
    assert told["mrz"]["fields"]["primary_identifier"]["value"] == surname
    assert told["mrz"]["lines"][0] in text


def test_a_report_is_json_with_findings_timings_policy_and_engines(judged):
    content = json.loads(json.dumps(judged(confidence=float("nan")).to_dict(), allow_nan=False))
    assert content["outcome"] == "PASSED"
    assert content["at"] == "2026-11-23"
    assert [one["check"] for one in content["findings"]] == [check.value for check in Check]
    assert content["policy"]["fmr"] == 1e-3
    assert content["engines"]["reader"] == "by hand"
    assert content["engines"]["encoder"].startswith("sface")
    match = content["findings"][-1]
    assert match["reason"] == "faces_match"
    assert match["evidence"]["score"] == pytest.approx(0.9, abs=1e-4)


def test_the_exception_tells_what_decided(judged):
    report = judged(score=0.0)
    with pytest.raises(VerificationFailed) as caught:
        report.raise_for_failure()
    assert str(caught.value) == "FAILED: The portrait and the live face do not match."


def test_the_exception_says_each_thing_once(judged):
    with pytest.raises(VerificationFailed) as caught:
        judged(failure=ReadingFailure.NO_MRZ).raise_for_failure()
    assert str(caught.value).count("There is no text") == 1


def test_the_policy_and_findings_survive_pickling(judged):
    report = judged(policy=Policy(waived=[Check.FACE_MATCH]))
    for value in (report.policy, report.findings):
        assert pickle.loads(pickle.dumps(value)) == value  # noqa: S301 - our own bytes
