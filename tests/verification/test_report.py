"""What a report promises whatever its findings: no pass without proof, no identity data, nothing lost."""

import json
import pickle
from datetime import UTC, datetime

import jsonschema
import pytest
from hypothesis import given
from hypothesis import strategies as st

from docverify.errors import InputError, VerificationFailed
from docverify.evidence import Agreement, ReadingFailure
from docverify.verification import (
    CHECK_NAMES,
    CHECKS,
    Answer,
    Demand,
    EngineBuild,
    Finding,
    FindingOutcome,
    Outcome,
    Policy,
    Report,
    judge,
    outcome_of,
    report_schema,
)
from docverify.verification.judge import NO_MEANS, NOT_PRESENTED, WHICH_DOCUMENT

RANK = {Outcome.PASSED: 2, Outcome.INCONCLUSIVE: 1, Outcome.FAILED: 0}
WORDS = {
    "digit": "check digit",
    "field": "date of birth",
    "fields": "surname",
    "kind": "visa",
    "format": "TD3",
    "fault": "blurred",
    "advice": "Hold still.",
    "side": "portrait",
    "count": "2",
    "months": "6",
    "years": "18",
    "population": "border, summer",
    "missing": "no document was shown",
    "why": "The number is printed in another script.",
}
REASONS = [*(reason for check in CHECKS for reason in check.reasons), NOT_PRESENTED, NO_MEANS, WHICH_DOCUMENT]
COUNTING = (Demand.REQUIRED, Demand.OPTIONAL)


def finding(check, outcome, demand):
    return Finding(check=check, outcome=outcome, reason="some_reason", sentence="So it is.", demand=demand)


some_findings = st.lists(
    st.builds(
        finding, st.sampled_from(CHECK_NAMES), st.sampled_from(FindingOutcome), st.sampled_from(Demand)
    ),
    max_size=14,
)


@given(some_findings)
def test_it_passes_exactly_when_every_required_check_passed_and_none_that_counts_failed(findings):
    counted = [one for one in findings if one.demand in COUNTING]
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
            changed = finding(one.check, outcome, one.demand)
            outcomes.append(RANK[outcome_of([*findings[:at], changed, *findings[at + 1 :]])])
        assert outcomes[1] <= outcomes[0]


def test_nothing_checked_is_not_passed():
    assert outcome_of([]) is Outcome.INCONCLUSIVE


def test_every_reason_has_a_sentence_and_a_code_of_its_own():
    by_code = {}
    for reason in REASONS:
        assert by_code.setdefault(reason.code, reason) is reason, reason.code
        assert reason.code == reason.code.lower().replace(" ", "_")
        sentence = Answer(reason, {}, WORDS).sentence
        assert sentence.endswith(".")
        assert sentence[0].isupper()
        assert "{" not in sentence


def test_every_check_has_a_name_of_its_own_and_reasons_unless_nothing_can_ask_it():
    assert len(set(CHECK_NAMES)) == len(CHECKS)
    for check in CHECKS:
        assert check.name == check.name.lower()
        assert bool(check.reasons) == (check.ask is not None)


letters = st.text("BCDFGHJKLMNPQRSTVWXZ", min_size=7, max_size=9)


@given(st.tuples(letters, letters, letters), st.booleans(), st.sampled_from([0.9999, 0.4]))
def test_no_text_of_the_document_leaves_a_report_unasked(judged, make_text, texts, spoilt, confidence):
    surname, given_name, number = texts
    text = make_text(surname=surname, given_names=given_name, document_number=number)
    if spoilt:
        text = text[:-1] + ("1" if text[-1] != "1" else "2")
    report = judged(text, confidence=confidence, pixels={(0, 6): 0.5})
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


def replayed(report, **options):
    return Report.from_dict(json.loads(json.dumps(report.to_dict(**options), allow_nan=False)))


@pytest.mark.parametrize("confidence", [0.9999, 0.4, float("nan")])
def test_a_report_is_json_of_the_schema_and_is_read_back_whole(make_evidence, confidence):
    at = datetime(2026, 11, 23, 9, 30, tzinfo=UTC)
    builds = (EngineBuild(role="reader", name="by hand", builds=(("a.onnx", "0f"),)),)
    report = judge(
        make_evidence(confidence=confidence, pixels={}),
        Policy(least_age=18, states=["UTO"], months_left=6),
        at=at.date(),
        instant=at,
        case_id="gate 3, no. 17",
        engines=builds,
        timings=[("document.read", 0.05)],
    )
    for identity in (False, True):
        jsonschema.validate(
            report.to_dict(identity=identity), report_schema(), cls=jsonschema.Draft202012Validator
        )
        again = replayed(report, identity=identity)
        assert again == report
        assert again.outcome is report.outcome
        assert (again.mrz is None) == (not identity)
    assert replayed(report, identity=True).mrz == report.mrz
    content = report.to_dict()
    assert (content["schema"], content["case_id"]) == (1, "gate 3, no. 17")
    assert content["engines"][0]["builds"] == {"a.onnx": "0f"}
    assert content["software"].startswith("docverify ")


def test_the_schema_refuses_what_is_no_report(judged):
    content = judged().to_dict()
    for change in ({"schema": 2}, {"outcome": "MAYBE"}, {"findings": [{}]}, {"surname": "X"}):
        with pytest.raises(jsonschema.ValidationError):
            jsonschema.validate(content | change, report_schema())


@pytest.mark.parametrize(
    "change",
    [{"schema": 2}, {"schema": None}, {"at": "SECRET"}, {"findings": 3}, {"policy": 3}, {"engines": [{}]}],
)
def test_what_is_no_report_is_refused_without_quoting_it(judged, change):
    with pytest.raises(InputError, match="no report") as caught:
        Report.from_dict(judged().to_dict() | change)
    assert "SECRET" not in str(caught.value)


@pytest.mark.parametrize("name", ["schema", "outcome", "at", "findings", "policy", "timings", "software"])
def test_a_report_that_lacks_a_part_is_refused(judged, name):
    content = judged().to_dict()
    del content[name]
    with pytest.raises(InputError, match="no report"):
        Report.from_dict(content)


def test_a_report_of_lists_in_lists_is_refused(judged):
    nested = []
    for _ in range(100_000):
        nested = [nested]
    with pytest.raises(InputError, match="no report"):
        Report.from_dict(judged().to_dict() | {"case_id": nested})


def test_certainty_is_told_field_by_field(judged):
    found = judged(pixels={(0, 6): 0.5}, confidence=0.5).finding("text_certain")
    assert found.reason == "text_doubtful"
    assert found.evidence["doubtful"] == ("primary_identifier",)
    assert "primary identifier" in found.sentence
    assert found.evidence["certainty.primary_identifier"] == pytest.approx(0.58, abs=0.01)
    assert found.evidence["certainty.nationality"] > 0.999


def test_boxes_and_quality_are_told(judged):
    found = judged().finding("portrait_found").evidence
    assert len(found["box"]) == 4
    assert found["eye_distance"] == 60
    assert len(judged(pixels={}).finding("portrait_on_page").evidence["outline"]) == 8


def test_the_exception_tells_what_decided_and_carries_the_report(judged):
    report = judged(score=0.0)
    with pytest.raises(VerificationFailed) as caught:
        report.raise_for_failure()
    assert str(caught.value) == "FAILED: The portrait and the live face do not match."
    assert caught.value.report is report


def test_why_says_what_is_missing_once_and_not_what_follows_from_it(judged):
    report = judged(failure=ReadingFailure.NO_MRZ)
    assert report.why == report.finding("mrz_found").sentence
    assert len(report.decisive) > 5


def test_the_policy_and_findings_survive_pickling(judged):
    report = judged(policy=Policy(waived=["face_match"]))
    for value in (report.policy, report.findings):
        assert pickle.loads(pickle.dumps(value)) == value  # noqa: S301 - our own bytes


@pytest.mark.parametrize("reason", REASONS, ids=lambda reason: reason.code)
def test_what_a_reason_makes_of_a_demand(reason):
    for asked in Demand:
        demand = reason.demand(asked)
        if reason.counts_always:
            assert demand is Demand.REQUIRED
        elif reason.demanded_of_nobody and asked is Demand.REQUIRED:
            assert demand is Demand.OPTIONAL
        elif reason.counts_when_asked and asked is Demand.OPTIONAL:
            assert demand is Demand.REQUIRED
        else:
            assert demand is asked


def test_a_report_cannot_be_made_to_pass_by_lessening_what_was_demanded(judged, make_printed):
    report = judged(printed=make_printed(expiry=Agreement.DIFFERS), policy=Policy.named("kiosk"))
    content = report.to_dict()
    assert Report.from_dict(content) == report
    (found,) = [one for one in content["findings"] if one["check"] == "printed_expiry_agrees"]
    assert found["demand"] == "required"
    found["demand"] = "optional"
    content |= {"outcome": "PASSED", "why": ""}
    with pytest.raises(InputError, match="not those of its policy"):
        Report.from_dict(content)
