"""The same policy gives the same answer at every port: recorded numbers are judged again, and alike."""

import itertools
import json
from dataclasses import replace
from datetime import date

import pytest

from docverify.errors import InputError
from docverify.evidence import AcquisitionFailure, Agreement, FacePlace, LiveScene, ReadingFailure
from docverify.mrz import Cause, Correction, MrzFormat, Proof
from docverify.verification import (
    Finding,
    FindingOutcome,
    Outcome,
    Policy,
    Referral,
    Report,
    judge,
    replay,
)

AT = date(2026, 11, 23)
REFERRAL = Referral(secret=bytes(16))
POLICIES = [
    *(Policy.named(name) for name in ("document", "kiosk", "border", "lenient")),
    Policy(name="own", least_age=18, months_left=6, states=["UTO"], least_confidence=0.7),
    Policy(name="deterring", refer_share=0.5, refer_states=["D"]),
]


def changed(text, line, column, character):
    lines = [list(one) for one in text.split("\n")]
    lines[line][column] = character
    return "\n".join("".join(one) for one in lines)


def cases(make_text, make_printed, make_face):
    """Evidence of every kind, as `make_evidence` takes it."""
    text = make_text()
    wrong = changed(text, 1, 9, "9")
    yield {}
    for confidence in (0.9989, 0.8, 0.5, 0.0, float("nan")):
        yield {"confidence": confidence}
        yield {"text": wrong, "confidence": confidence}
    for pixels in ({}, {(1, 0): 0.8}, {(0, 6): 0.5}, {(1, 15): 0.5}):
        yield {"text": wrong, "pixels": pixels}
        yield {"pixels": pixels, "confidence": 0.5}
    yield {"corrections": [Correction(1, 0, "a_field", "X", "Y", Cause.CHECK_DIGIT, Proof.CHECK_DIGIT)]}
    for layout in (MrzFormat.TD1, MrzFormat.TD2, MrzFormat.MRVA, MrzFormat.MRVB):
        yield {"text": make_text(layout)}
    for change in (
        {"date_of_expiry": "200415"},
        {"date_of_expiry": "26<<<<"},
        {"date_of_birth": "120101"},
        {"issuing_state": "D"},
    ):
        yield {"text": make_text(**change)}
    for failure in ReadingFailure:
        yield {"failure": failure}
    for side, failure in itertools.product(("portrait", "live"), AcquisitionFailure):
        yield {side: failure}
    for score in (0.0, 0.3, 0.36, 0.5):
        yield {"score": score}
    for said in (Agreement.DIFFERS, Agreement.NOT_COMPARABLE):
        yield {"printed": make_printed(expiry=said, name=said)}
    for scene in ((1, 0, 0.1), (0, 1, 0.1), (0, 0, 0.95), (0, 0, 0.9)):
        documents, copies, likeness = scene
        yield {
            "live_scene": LiveScene(
                frames=1, documents=documents, copies=copies, likeness=likeness, most_likeness=0.9
            )
        }
    yield {"faces": (make_face(FacePlace.PORTRAIT, counts=True), make_face(FacePlace.OUTSIDE))}


def recorded(report):
    """Its findings as a journal keeps them: codes and numbers of six digits, by way of JSON, no sentence."""

    def kept(value):
        if isinstance(value, list):
            return [kept(one) for one in value]
        return float(f"{value:.6g}") if isinstance(value, float) else value

    findings = json.loads(json.dumps(report.to_dict()))["findings"]
    for one in findings:
        one["sentence"] = ""
        one["evidence"] = {name: kept(value) for name, value in one["evidence"].items()}
    return [Finding.from_dict(one) for one in findings]


def answers(report):
    return [(one.check, one.outcome, one.reason, one.demand) for one in report.findings]


@pytest.mark.parametrize("policy", POLICIES, ids=lambda policy: policy.name)
def test_recorded_numbers_give_the_same_outcome_and_the_same_findings(
    policy, make_evidence, make_text, make_printed, make_face
):
    outcomes = set()
    for number, changes in enumerate(cases(make_text, make_printed, make_face)):
        case_id = f"case {number}"
        evidence = make_evidence(**changes)
        report = judge(evidence, policy, at=AT, case_id=case_id, referral=REFERRAL)
        again = replay(recorded(report), policy, at=AT, case_id=case_id)
        assert answers(again) == answers(report), changes
        assert again.outcome is report.outcome
        assert again.policy.sha256 == report.policy.sha256
        outcomes.add(report.outcome)
    assert outcomes == set(Outcome)


def test_a_stored_report_is_judged_again_whole(judged):
    report = judged()
    stored = Report.from_dict(json.loads(json.dumps(report.to_dict())))
    assert replay(stored.findings, stored.policy, at=stored.at) == report


@pytest.mark.parametrize(
    ("check", "numbers", "reason"),
    [
        ("face_match", {"score": 0.1}, "faces_do_not_match"),
        ("live_is_not_the_document", {"likeness": 0.95}, "live_is_the_portrait"),
    ],
)
def test_a_reason_that_its_numbers_do_not_give_is_not_taken(judged, check, numbers, reason):
    report = judged()
    findings = [
        replace(one, evidence={**one.evidence, **numbers}) if one.check == check else one
        for one in report.findings
    ]
    again = replay(findings, report.policy, at=AT)
    assert report.outcome is Outcome.PASSED
    assert again.finding(check).reason == reason
    assert again.outcome is not Outcome.PASSED


def test_a_digit_is_refuted_as_the_policy_says(judged, make_text):
    report = judged(changed(make_text(), 1, 9, "9"), confidence=0.8)
    assert report.finding("document_number_digit").reason == "digit_doubtful"
    bolder = replace(report.policy, least_confidence=0.7)
    again = replay(recorded(report), bolder, at=AT)
    assert again.finding("document_number_digit").reason == "digit_refuted"
    assert again.outcome is judged(changed(make_text(), 1, 9, "9"), confidence=0.8, policy=bolder).outcome


def test_a_draw_that_was_struck_out_is_drawn_again(make_evidence):
    policy = Policy(refer_share=0.5)
    drawn = next(f"{n}" for n in range(100) if REFERRAL.draw(f"{n}").refers(0.5))
    report = judge(make_evidence(), policy, at=AT, case_id=drawn, referral=REFERRAL)
    spared = [
        replace(one, outcome=FindingOutcome.PASSED, reason="not_referred") if one.check == "referral" else one
        for one in report.findings
    ]
    again = replay(spared, policy, at=AT, case_id=drawn)
    assert again.finding("referral").reason == "referred_at_random"
    assert again.outcome is Outcome.INCONCLUSIVE


def test_a_record_of_another_version_or_rate_is_refused(judged):
    report = judged()
    odd = replace(report.findings[0], reason="a_reason_of_tomorrow")
    with pytest.raises(InputError, match="reason that this version does not know"):
        replay([odd], report.policy, at=AT)
    with pytest.raises(InputError, match="check that this version does not know"):
        replay([replace(odd, check="aura")], report.policy, at=AT)
    with pytest.raises(InputError, match="FMR"):
        replay(report.findings, Policy(fmr=1e-4), at=AT)


def test_what_was_not_recorded_does_not_pass(judged):
    report = judged()
    for left_out in ("face_match", "not_expired"):
        some = [one for one in report.findings if one.check != left_out]
        again = replay(some, report.policy, at=AT)
        assert again.finding(left_out).reason == "not_presented"
        assert again.outcome is Outcome.INCONCLUSIVE
