"""Evidence of every kind to the finding and the outcome that it must give."""

import math
from datetime import date

import pytest

from docverify.errors import ConfigurationError, VerificationFailed
from docverify.evidence import AcquisitionFailure, ReadingFailure
from docverify.faces import threshold_for
from docverify.mrz import Cause, Correction, MrzFormat, Proof
from docverify.verification import CHECKS, Demand, DocumentKind, FindingOutcome, Outcome, Policy, judge

NAMES = [check.name for check in CHECKS]
REQUIRED = [name for name in NAMES if Policy().demand(name) is Demand.REQUIRED]
DOUBT = [0.5, 0.0, math.nan]
NUMBER_CELL = (1, 0)
EXPIRY_CELL = (1, 24)


def reason(report, check):
    return report.finding(check).reason


def changed(text, cell, character):
    lines = [list(line) for line in text.split("\n")]
    assert lines[cell[0]][cell[1]] != character
    lines[cell[0]][cell[1]] = character
    return "\n".join("".join(line) for line in lines)


def test_a_consistent_document_with_its_bearer_passes(judged):
    report = judged()
    assert report.outcome is Outcome.PASSED
    assert [one.check for one in report.findings] == NAMES
    left_out = {one.check for one in report.findings if one.outcome is not FindingOutcome.PASSED}
    assert not left_out & set(REQUIRED)
    report.raise_for_failure()


@pytest.mark.parametrize(
    ("fmt", "not_printed"),
    [
        (MrzFormat.TD1, {"optional_data_digit"}),
        (MrzFormat.TD2, {"optional_data_digit"}),
        (MrzFormat.TD3, set()),
        (MrzFormat.MRVA, {"optional_data_digit", "composite_digit"}),
        (MrzFormat.MRVB, {"optional_data_digit", "composite_digit"}),
    ],
)
def test_every_icao_layout_passes_on_the_digits_that_it_has(judged, make_text, fmt, not_printed):
    report = judged(make_text(fmt))
    assert report.outcome is Outcome.PASSED
    for check in REQUIRED:
        found = report.finding(check)
        if check in not_printed:
            assert found.reason == "digit_not_in_layout"
            assert found.demand is Demand.OPTIONAL
        else:
            assert found.outcome is FindingOutcome.PASSED


@pytest.mark.parametrize(
    ("cell", "character", "check"),
    [
        ((1, 9), "9", "document_number_digit"),
        ((1, 19), "5", "date_of_birth_digit"),
        ((1, 27), "1", "date_of_expiry_digit"),
        ((1, 42), "7", "optional_data_digit"),
        ((1, 43), "9", "composite_digit"),
    ],
)
def test_each_refuted_digit_fails_when_read_with_certainty_and_is_in_doubt_else(
    judged, make_text, cell, character, check
):
    text = changed(make_text(optional_data="ZE184226B"), cell, character)
    report = judged(text)
    assert report.outcome is Outcome.FAILED
    assert reason(report, check) == "digit_refuted"
    for confidence in DOUBT:
        report = judged(text, confidence=confidence)
        assert report.outcome is Outcome.INCONCLUSIVE
        assert reason(report, check) == "digit_doubtful"


def test_pixels_that_are_certain_refute_however_far_the_digit_lowered_the_confidence(judged, make_text):
    report = judged(changed(make_text(), (1, 9), "9"), confidence=0.0, pixels={})
    assert reason(report, "document_number_digit") == "digit_refuted"
    assert 0.99 < report.finding("document_number_digit").evidence["certainty"] < 1


@pytest.mark.parametrize("cell", [(1, 0), (1, 8), (1, 9)])
def test_one_doubtful_cell_that_a_digit_covers_makes_its_refutation_doubtful(judged, make_text, cell):
    report = judged(changed(make_text(), (1, 9), "9"), pixels={cell: 0.8})
    assert reason(report, "document_number_digit") == "digit_doubtful"
    elsewhere = judged(changed(make_text(), (1, 9), "9"), pixels={(0, 7): 0.1, (1, 10): 0.1})
    assert reason(elsewhere, "document_number_digit") == "digit_refuted"


def test_many_cells_that_are_nearly_certain_are_doubtful_together(judged, make_text):
    text = changed(make_text(), (1, 43), "9")
    each = {(1, column): 0.995 for column in range(44)}
    assert reason(judged(text, pixels=each), "composite_digit") == "digit_doubtful"


def test_the_tail_of_a_long_number_must_be_certain_too(judged, make_text):
    text = changed(make_text(MrzFormat.TD1, document_number="D23145890734"), (0, 6), "9")
    assert reason(judged(text, pixels={}), "document_number_digit") == "digit_refuted"
    for column in (15, 16, 17, 18):
        doubtful = judged(text, pixels={(0, column): 0.5})
        assert reason(doubtful, "document_number_digit") == "digit_doubtful"
    behind = judged(text, pixels={(0, 20): 0.5})
    assert reason(behind, "document_number_digit") == "digit_refuted"


def test_a_line_that_was_read_one_cell_off_refutes_nothing(judged, make_text):
    first, second = make_text(document_number="807879926").split("\n")
    for lines in ((first[1:] + "<", second), (first, "<" + second[:-1]), (first, second[1:] + "<")):
        report = judged("\n".join(lines), pixels={}, fmt=MrzFormat.TD3)
        assert report.outcome is Outcome.INCONCLUSIVE
        assert report.finding("kind_accepted").outcome is not FindingOutcome.FAILED


def test_dates_and_kinds_are_refuted_by_their_own_cells(judged, make_text):
    text = changed(make_text(), (1, 15), "9")  # month 98
    certain = judged(text, confidence=0.0, pixels={})
    assert reason(certain, "dates_valid") == "date_impossible"
    assert reason(judged(text, pixels={(1, 15): 0.5}), "dates_valid") == "dates_doubtful"
    visa, passports = make_text(MrzFormat.MRVA), Policy(kinds=[DocumentKind.PASSPORT])
    seen = judged(visa, policy=passports, confidence=0.0, pixels={})
    assert reason(seen, "kind_accepted") == "kind_not_accepted"
    unsure = judged(visa, policy=passports, pixels={(0, 0): 0.5})
    assert reason(unsure, "kind_accepted") == "kind_doubtful"


def test_the_least_confidence_is_the_policys_and_is_itself_confident(judged, make_text):
    text = changed(make_text(), (1, 9), "9")
    policy = Policy(least_confidence=0.7)
    assert judged(text, confidence=0.7, policy=policy).outcome is Outcome.FAILED
    assert judged(text, confidence=0.69, policy=policy).outcome is Outcome.INCONCLUSIVE


@pytest.mark.parametrize("confidence", DOUBT)
def test_a_doubtful_reading_never_passes_though_all_its_digits_agree(judged, confidence):
    report = judged(confidence=confidence)
    assert report.outcome is Outcome.INCONCLUSIVE
    assert [one.check for one in report.decisive] == ["text_certain"]


def corrected(line, column, *, why=Cause.CHECK_DIGIT):
    return Correction(line, column, "some_field", "X", "Y", why, Proof.CHECK_DIGIT)


def test_a_digit_agrees_by_correction_only_for_a_confident_reading(judged):
    correction = corrected(*NUMBER_CELL)
    sure = judged(corrections=[correction])
    assert sure.outcome is Outcome.PASSED
    assert sure.finding("document_number_digit").evidence["corrections"] == 1
    doubtful = judged(corrections=[correction], confidence=0.5)
    assert doubtful.outcome is Outcome.INCONCLUSIVE
    assert reason(doubtful, "document_number_digit") == "digit_corrected"
    assert reason(doubtful, "composite_digit") == "digit_corrected"
    assert reason(doubtful, "date_of_birth_digit") == "digit_agrees"


def test_what_the_grammar_alone_corrected_leaves_the_digit_its_word(judged):
    correction = corrected(*NUMBER_CELL, why=Cause.GRAMMAR)
    report = judged(corrections=[correction], confidence=0.5)
    assert reason(report, "document_number_digit") == "digit_agrees"


def test_a_correction_of_the_digit_itself_counts(judged):
    report = judged(corrections=[corrected(1, 9)], confidence=0.5)
    assert reason(report, "document_number_digit") == "digit_corrected"


def test_a_doubtfully_corrected_expiry_proves_nothing(judged):
    correction = corrected(*EXPIRY_CELL)
    report = judged(corrections=[correction], confidence=0.5)
    assert reason(report, "not_expired") == "expiry_not_proved"
    assert reason(report, "dates_valid") == "dates_not_proved"


def test_a_correction_in_the_tail_of_a_long_number_counts(judged, make_text):
    text = make_text(MrzFormat.TD1, document_number="D23145890734")
    tail = text.split("\n")[0].index("34", 15)
    correction = corrected(0, tail)
    assert judged(text).outcome is Outcome.PASSED
    report = judged(text, corrections=[correction], confidence=0.5)
    assert reason(report, "document_number_digit") == "digit_corrected"
    assert report.finding("document_number_digit").evidence["column"] == tail + 3


def test_a_long_number_is_refuted_like_any_other(judged, make_text):
    text = make_text(MrzFormat.TD1, document_number="D23145890734")
    report = judged(changed(text, (0, 16), "9"))
    assert reason(report, "document_number_digit") == "digit_refuted"


def test_a_digit_that_should_be_printed_and_is_not_is_not_performed(judged, make_text):
    report = judged(changed(make_text(), (1, 27), "<"))
    assert reason(report, "date_of_expiry_digit") == "digit_not_printed"
    assert reason(report, "not_expired") == "expiry_not_proved"
    # The composite does not agree either, but a line without its digit may have been read one cell off.
    assert reason(report, "composite_digit") == "digit_doubtful"
    assert report.outcome is Outcome.INCONCLUSIVE
    assert report.finding("date_of_expiry_digit").demand is Demand.REQUIRED


@pytest.mark.parametrize(("printed", "expected"), [("<", "digit_not_needed"), ("0", "digit_agrees")])
def test_empty_optional_data_need_no_digit(judged, make_text, printed, expected):
    lines = make_text().split("\n")
    report = judged("\n".join([lines[0], lines[1][:42] + printed + lines[1][43]]))
    assert reason(report, "optional_data_digit") == expected
    assert report.outcome is Outcome.PASSED


def test_an_unknown_date_of_birth_still_needs_its_digit(judged, make_text):
    text = make_text(date_of_birth="<<<<<<")
    assert judged(text).outcome is Outcome.PASSED
    report = judged(changed(text, (1, 19), "<"))  # counts 0, as the digit did, so the composite agrees
    assert reason(report, "date_of_birth_digit") == "digit_not_printed"
    assert report.outcome is Outcome.INCONCLUSIVE


def test_optional_data_without_their_digit_are_inconclusive_and_may_be_waived(judged, make_text):
    text = make_text(optional_data="0000000")  # whose digit is 0, so that the composite is the same with `<`
    report = judged(changed(text, (1, 42), "<"))
    assert reason(report, "optional_data_digit") == "digit_not_printed"
    assert report.outcome is Outcome.INCONCLUSIVE
    waived = judged(changed(text, (1, 42), "<"), policy=Policy(waived=["optional_data_digit"]))
    assert waived.outcome is Outcome.PASSED
    assert waived.finding("optional_data_digit").demand is Demand.WAIVED


def test_an_unreadable_character_is_not_performed(judged, make_text):
    text = changed(make_text(), (1, 3), "?")
    report = judged(text, fmt=MrzFormat.TD3)
    assert reason(report, "document_number_digit") == "digit_unreadable"
    assert reason(report, "composite_digit") == "digit_unreadable"
    assert report.outcome is Outcome.INCONCLUSIVE


@pytest.mark.parametrize("failure", ReadingFailure)
def test_no_text_is_never_a_failure_and_never_a_pass(judged, failure):
    report = judged(failure=failure)
    assert report.outcome is Outcome.INCONCLUSIVE
    found = failure is ReadingFailure.UNREADABLE
    expected = FindingOutcome.PASSED if found else FindingOutcome.NOT_PERFORMED
    assert report.finding("mrz_found").outcome is expected
    assert reason(report, "format_known") == ("format_unknown" if found else "no_text")
    needing = [check.name for check in CHECKS if "mrz" in check.needs]
    assert {reason(report, name) for name in needing} == {"not_presented"}
    assert report.finding("face_match").outcome is FindingOutcome.PASSED
    with pytest.raises(VerificationFailed, match="INCONCLUSIVE"):
        report.raise_for_failure()


@pytest.mark.parametrize(
    ("expiry", "expected"),
    [
        ("261122", "expired"),
        ("261123", "not_expired"),  # valid on the date of expiry itself
        ("261124", "not_expired"),
        ("991231", "expired"),
        ("26<<<<", "expiry_open"),
        ("27<<<<", "not_expired"),
        ("2612<<", "not_expired"),
        ("2610<<", "expired"),
        ("2611<<", "expiry_open"),
        ("25<<<<", "expired"),
        ("<<<<<<", "expiry_not_printed"),
    ],
)
def test_expiry(judged, make_text, expiry, expected):
    report = judged(make_text(date_of_expiry=expiry))
    found = report.finding("not_expired")
    assert found.reason == expected
    wanted = {
        FindingOutcome.PASSED: Outcome.PASSED,
        FindingOutcome.FAILED: Outcome.FAILED,
        FindingOutcome.NOT_PERFORMED: Outcome.INCONCLUSIVE,
    }
    assert report.outcome is wanted[found.outcome]


@pytest.mark.parametrize(
    ("expiry", "at", "expected"),
    [
        ("2611<<", date(2026, 11, 30), "expiry_open"),
        ("2611<<", date(2026, 12, 1), "expired"),
        ("2611<<", date(2026, 11, 1), "not_expired"),
        ("26<<<<", date(2026, 12, 31), "expiry_open"),
        ("26<<<<", date(2027, 1, 1), "expired"),
    ],
)
def test_a_partly_known_expiry_is_judged_by_its_first_and_last_day(judged, make_text, expiry, at, expected):
    assert reason(judged(make_text(date_of_expiry=expiry), at=at), "not_expired") == expected


def test_expiry_is_judged_at_the_day_given_and_not_at_today(judged):
    assert judged(at=date(2032, 4, 15)).outcome is Outcome.PASSED
    assert judged(at=date(2032, 4, 16)).outcome is Outcome.FAILED


@pytest.mark.parametrize("year", ["20", "40"])  # once past, once to come
def test_a_refuted_expiry_digit_proves_neither_expired_nor_valid(judged, make_text, year):
    text = make_text(date_of_expiry=f"{year}0415")
    digit = text[-17]
    for confidence in (0.99, math.nan):
        report = judged(changed(text, (1, 27), str((int(digit) + 1) % 10)), confidence=confidence)
        assert reason(report, "not_expired") == "expiry_not_proved"
        assert report.outcome is not Outcome.PASSED


@pytest.mark.parametrize("confidence", [0.99, *DOUBT])
def test_an_expiry_that_its_digit_proves_is_expired_however_doubtful_the_rest(judged, make_text, confidence):
    report = judged(make_text(date_of_expiry="200415"), confidence=confidence)
    assert reason(report, "not_expired") == "expired"


@pytest.mark.parametrize(
    ("birth", "expiry", "expected"),
    [
        ("740812", "320415", "dates_valid"),
        ("<<<<<<", "320415", "dates_valid"),
        ("85<<<<", "320415", "dates_valid"),
        ("8502<<", "320415", "dates_valid"),
        ("130101", "320415", "dates_valid"),  # 2013 or 1913: open, and either is possible
        ("261123", "320415", "dates_valid"),  # born on the day of the check
        ("010101", "961210", "dates_contradict"),  # 2001 (1901 is beyond the oldest), expiry 1996
        ("010101", "010101", "dates_contradict"),
        ("740812", "790415", "date_out_of_range"),
    ],
)
def test_dates(judged, make_text, birth, expiry, expected):
    report = judged(make_text(date_of_birth=birth, date_of_expiry=expiry))
    assert reason(report, "dates_valid") == expected


@pytest.mark.parametrize("birth", ["740230", "741301", "120E15"])
def test_an_impossible_date_fails_even_when_its_digit_agrees(judged, make_text, birth):
    from docverify.mrz import check_digit

    lines = make_text().split("\n")
    line = lines[1][:13] + birth + check_digit(birth) + lines[1][20:43]
    text = "\n".join([lines[0], line + check_digit(line[:10] + line[13:20] + line[21:43])])
    for confidence in (0.99, math.nan):  # the digit proves the reading where the confidence does not
        report = judged(text, confidence=confidence)
        assert reason(report, "dates_valid") == "date_impossible"
        assert report.outcome is Outcome.FAILED


def test_an_impossible_date_of_a_doubtful_reading_whose_digit_is_refuted_is_in_doubt(judged, make_text):
    text = changed(make_text(), (1, 15), "9")  # month 98
    assert reason(judged(text, confidence=0.4), "dates_valid") == "dates_doubtful"
    assert reason(judged(text), "dates_valid") == "date_impossible"


def test_dates_that_contradict_are_in_doubt_when_one_of_them_is(judged, make_text):
    text = make_text(date_of_birth="010101", date_of_expiry="961210")
    assert reason(judged(text, confidence=0.4), "dates_valid") == "dates_contradict"
    spoilt = changed(text, (1, 19), str((int(text[-25]) + 1) % 10))
    assert reason(judged(spoilt, confidence=0.4), "dates_valid") == "dates_doubtful"
    assert reason(judged(spoilt), "dates_valid") == "dates_contradict"


def test_a_certain_fault_of_one_date_outweighs_a_doubtful_one_of_the_other(judged, make_text):
    text = make_text(date_of_expiry="790415")  # out of range, and its digit agrees
    report = judged(changed(text, (1, 15), "9"), confidence=0.4)
    assert reason(report, "dates_valid") == "date_out_of_range"


def test_a_plausible_date_with_a_refuted_digit_is_not_proved(judged, make_text):
    report = judged(changed(make_text(), (1, 19), "5"), confidence=0.4)
    assert reason(report, "dates_valid") == "dates_not_proved"


@pytest.mark.parametrize(
    ("fmt", "policy", "accepted"),
    [
        (MrzFormat.MRVA, Policy(kinds=[DocumentKind.PASSPORT]), False),
        (MrzFormat.TD3, Policy(kinds=[DocumentKind.PASSPORT]), True),
        (MrzFormat.TD1, Policy(formats=[MrzFormat.TD3]), False),
        (MrzFormat.SVK_34, Policy(), False),
        (MrzFormat.SVK_34, Policy(formats=[MrzFormat.SVK_34]), True),
    ],
)
def test_the_policy_says_which_documents_are_accepted(judged, make_text, fmt, policy, accepted):
    text = make_text(fmt, **({"issuing_state": "SVK"} if fmt is MrzFormat.SVK_34 else {}))
    report = judged(text, policy=policy)
    assert reason(report, "kind_accepted") == ("kind_accepted" if accepted else "kind_not_accepted")
    assert report.outcome is (Outcome.PASSED if accepted else Outcome.FAILED)
    if not accepted:
        assert judged(text, policy=policy, confidence=math.nan).outcome is Outcome.INCONCLUSIVE


def test_a_layout_without_digits_or_expiry_does_not_pass_by_default_nor_when_merely_accepted(judged):
    text = "AAA001D<<\nFACHE305142128097<<800126<<<<<\nMUSTER<<HANS<<<<<<<<<<<<<<<<<<"
    assert judged(text).outcome is Outcome.FAILED
    accepted = Policy(kinds=[DocumentKind.OTHER], formats=[MrzFormat.CHE_DL])
    report = judged(text, policy=accepted)
    assert reason(report, "not_expired") == "expiry_not_printed"
    assert report.outcome is Outcome.INCONCLUSIVE
    # Without digits, only a confident reading shows that its date of birth is valid.
    assert reason(report, "dates_valid") == "dates_valid"
    assert reason(judged(text, policy=accepted, confidence=0.1), "dates_valid") == "dates_not_proved"


@pytest.mark.parametrize("failure", AcquisitionFailure)
@pytest.mark.parametrize(("side", "check"), [("portrait", "portrait_found"), ("live", "live_face_found")])
def test_a_face_that_was_not_acquired_is_not_performed(judged, failure, side, check):
    report = judged(**{side: failure})
    assert report.finding(check).outcome is FindingOutcome.NOT_PERFORMED
    assert report.finding(check).evidence["failure"] == failure.value
    assert reason(report, "face_match") == "faces_not_compared"
    assert report.outcome is Outcome.INCONCLUSIVE


def test_the_person_is_told_what_is_wrong_with_the_live_face(judged):
    told = judged(live=AcquisitionFailure.HEAD_TURNED).finding("live_face_found")
    assert told.sentence == "The live face cannot be compared. The head is turned: look straight ahead."
    told = judged(portrait=AcquisitionFailure.TOO_BLURRED).finding("portrait_found")
    assert "(too blurred)" in told.sentence


def test_match_is_score_at_or_above_the_threshold(judged, threshold):
    assert judged(score=threshold + 1e-4).outcome is Outcome.PASSED
    below = judged(score=threshold - 1e-4)
    assert below.outcome is Outcome.FAILED
    found = below.finding("face_match")
    assert found.reason == "faces_do_not_match"
    assert found.evidence["threshold"] == threshold
    assert found.evidence["score"] < threshold
    assert found.evidence["fmr"] == 1e-3
    assert "Labeled Faces in the Wild" in found.evidence["calibration"]
    assert found.evidence["comparisons"] > 1e6


def test_a_comparison_made_at_another_fmr_is_refused(make_evidence):
    with pytest.raises(ConfigurationError, match="FMR"):
        judge(make_evidence(fmr=1e-2), Policy(fmr=1e-3), at=date(2026, 11, 23))


def test_a_failure_outweighs_what_could_not_be_told(judged):
    report = judged(failure=ReadingFailure.NO_MRZ, score=0.0)
    assert report.outcome is Outcome.FAILED
    assert [one.check for one in report.decisive] == ["face_match"]


def test_a_waived_check_may_fail_and_is_still_reported(judged):
    report = judged(score=0.0, policy=Policy(waived=["face_match"]))
    assert report.outcome is Outcome.PASSED
    assert reason(report, "face_match") == "faces_do_not_match"


def test_a_check_that_is_not_required_may_be_left_undone_but_not_fail(judged):
    policy = Policy(required=["face_match"])
    assert judged(failure=ReadingFailure.NO_MRZ, policy=policy).outcome is Outcome.PASSED
    assert judged(policy=policy, at=date(2040, 1, 1)).outcome is Outcome.FAILED


@pytest.mark.parametrize(
    ("failure", "reason"),
    [
        (AcquisitionFailure.NO_FACE, "no_live_face"),
        (AcquisitionFailure.SEVERAL_FACES, "several_live_faces"),
        (AcquisitionFailure.FACE_TOO_SMALL, "live_face_too_small"),
        (AcquisitionFailure.TOO_DARK, "live_face_poor"),
    ],
)
def test_each_cause_of_no_live_face_has_its_own_sentence(judged, failure, reason):
    assert judged(live=failure).finding("live_face_found").reason == reason


def test_a_comparison_names_the_calibration_that_its_threshold_came_from(judged):
    """An auditor must be able to tell a changed file from the one that was measured."""
    evidence = judged().finding("face_match").evidence
    point = threshold_for(evidence["encoder"], 1e-3)
    assert evidence["calibration_sha256"] == point.file_sha256 != ""
    assert evidence["calibration_data_sha256"] == point.data_sha256 != ""
    assert (evidence["false_matches"], evidence["comparisons"]) == (
        point.counted.errors,
        point.counted.trials,
    )
