"""Evidence of every kind to the finding and the outcome that it must give."""

import math
from datetime import date

import pytest

from docverify.errors import InputError, VerificationFailed
from docverify.faces import AcquisitionFailure
from docverify.mrz import Correction, MrzFormat, Proof
from docverify.mrz import Reason as Why
from docverify.reading import ReadingFailure
from docverify.verification import Check, Demand, DocumentKind, FindingOutcome, Outcome, Policy, Reason, judge

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
    assert [one.check for one in report.findings] == list(Check)
    left_out = {one.check for one in report.findings if one.outcome is not FindingOutcome.PASSED}
    assert left_out == set()
    report.raise_for_failure()


@pytest.mark.parametrize(
    ("fmt", "not_printed"),
    [
        (MrzFormat.TD1, {Check.OPTIONAL_DATA_DIGIT}),
        (MrzFormat.TD2, {Check.OPTIONAL_DATA_DIGIT}),
        (MrzFormat.TD3, set()),
        (MrzFormat.MRVA, {Check.OPTIONAL_DATA_DIGIT, Check.COMPOSITE_DIGIT}),
        (MrzFormat.MRVB, {Check.OPTIONAL_DATA_DIGIT, Check.COMPOSITE_DIGIT}),
    ],
)
def test_every_icao_layout_passes_on_the_digits_that_it_has(judged, make_text, fmt, not_printed):
    report = judged(make_text(fmt))
    assert report.outcome is Outcome.PASSED
    for check in Check:
        found = report.finding(check)
        if check in not_printed:
            assert found.reason is Reason.DIGIT_NOT_IN_LAYOUT
            assert found.demand is Demand.OPTIONAL
        else:
            assert found.outcome is FindingOutcome.PASSED


@pytest.mark.parametrize(
    ("cell", "character", "check"),
    [
        ((1, 9), "9", Check.DOCUMENT_NUMBER_DIGIT),
        ((1, 19), "5", Check.DATE_OF_BIRTH_DIGIT),
        ((1, 27), "1", Check.DATE_OF_EXPIRY_DIGIT),
        ((1, 42), "7", Check.OPTIONAL_DATA_DIGIT),
        ((1, 43), "9", Check.COMPOSITE_DIGIT),
    ],
)
def test_each_refuted_digit_fails_when_read_with_certainty_and_is_in_doubt_else(
    judged, make_text, cell, character, check
):
    text = changed(make_text(optional_data="ZE184226B"), cell, character)
    report = judged(text)
    assert report.outcome is Outcome.FAILED
    assert reason(report, check) is Reason.DIGIT_REFUTED
    for confidence in DOUBT:
        report = judged(text, confidence=confidence)
        assert report.outcome is Outcome.INCONCLUSIVE
        assert reason(report, check) is Reason.DIGIT_DOUBTFUL


def test_pixels_that_are_certain_refute_however_far_the_digit_lowered_the_confidence(judged, make_text):
    report = judged(changed(make_text(), (1, 9), "9"), confidence=0.0, pixels={})
    assert reason(report, Check.DOCUMENT_NUMBER_DIGIT) is Reason.DIGIT_REFUTED
    assert 0.99 < report.finding(Check.DOCUMENT_NUMBER_DIGIT).evidence["certainty"] < 1


@pytest.mark.parametrize("cell", [(1, 0), (1, 8), (1, 9)])
def test_one_doubtful_cell_that_a_digit_covers_makes_its_refutation_doubtful(judged, make_text, cell):
    report = judged(changed(make_text(), (1, 9), "9"), pixels={cell: 0.8})
    assert reason(report, Check.DOCUMENT_NUMBER_DIGIT) is Reason.DIGIT_DOUBTFUL
    elsewhere = judged(changed(make_text(), (1, 9), "9"), pixels={(0, 7): 0.1, (1, 10): 0.1})
    assert reason(elsewhere, Check.DOCUMENT_NUMBER_DIGIT) is Reason.DIGIT_REFUTED


def test_many_cells_that_are_nearly_certain_are_doubtful_together(judged, make_text):
    text = changed(make_text(), (1, 43), "9")
    each = {(1, column): 0.995 for column in range(44)}
    assert reason(judged(text, pixels=each), Check.COMPOSITE_DIGIT) is Reason.DIGIT_DOUBTFUL


def test_the_tail_of_a_long_number_must_be_certain_too(judged, make_text):
    text = changed(make_text(MrzFormat.TD1, document_number="D23145890734"), (0, 6), "9")
    assert reason(judged(text, pixels={}), Check.DOCUMENT_NUMBER_DIGIT) is Reason.DIGIT_REFUTED
    for column in (15, 16, 17, 18):
        doubtful = judged(text, pixels={(0, column): 0.5})
        assert reason(doubtful, Check.DOCUMENT_NUMBER_DIGIT) is Reason.DIGIT_DOUBTFUL
    behind = judged(text, pixels={(0, 20): 0.5})
    assert reason(behind, Check.DOCUMENT_NUMBER_DIGIT) is Reason.DIGIT_REFUTED


def test_a_line_that_was_read_one_cell_off_refutes_nothing(judged, make_text):
    first, second = make_text(document_number="807879926").split("\n")
    for lines in ((first[1:] + "<", second), (first, "<" + second[:-1]), (first, second[1:] + "<")):
        report = judged("\n".join(lines), pixels={}, fmt=MrzFormat.TD3)
        assert report.outcome is Outcome.INCONCLUSIVE
        assert report.finding(Check.KIND_ACCEPTED).outcome is not FindingOutcome.FAILED


def test_dates_and_kinds_are_refuted_by_their_own_cells(judged, make_text):
    text = changed(make_text(), (1, 15), "9")  # month 98
    certain = judged(text, confidence=0.0, pixels={})
    assert reason(certain, Check.DATES_VALID) is Reason.DATE_IMPOSSIBLE
    assert reason(judged(text, pixels={(1, 15): 0.5}), Check.DATES_VALID) is Reason.DATES_DOUBTFUL
    visa, passports = make_text(MrzFormat.MRVA), Policy(kinds=[DocumentKind.PASSPORT])
    seen = judged(visa, policy=passports, confidence=0.0, pixels={})
    assert reason(seen, Check.KIND_ACCEPTED) is Reason.KIND_NOT_ACCEPTED
    unsure = judged(visa, policy=passports, pixels={(0, 0): 0.5})
    assert reason(unsure, Check.KIND_ACCEPTED) is Reason.KIND_DOUBTFUL


def test_the_least_confidence_is_the_policys_and_is_itself_confident(judged, make_text):
    text = changed(make_text(), (1, 9), "9")
    policy = Policy(least_confidence=0.7)
    assert judged(text, confidence=0.7, policy=policy).outcome is Outcome.FAILED
    assert judged(text, confidence=0.69, policy=policy).outcome is Outcome.INCONCLUSIVE


@pytest.mark.parametrize("confidence", DOUBT)
def test_a_doubtful_reading_whose_digits_all_agree_passes(judged, confidence):
    assert judged(confidence=confidence).outcome is Outcome.PASSED


def corrected(line, column, *, why=Why.CHECK_DIGIT):
    return Correction(line, column, "some_field", "X", "Y", why, Proof.CHECK_DIGIT)


def test_a_digit_agrees_by_correction_only_for_a_confident_reading(judged):
    correction = corrected(*NUMBER_CELL)
    sure = judged(corrections=[correction])
    assert sure.outcome is Outcome.PASSED
    assert sure.finding(Check.DOCUMENT_NUMBER_DIGIT).evidence["corrections"] == 1
    doubtful = judged(corrections=[correction], confidence=0.5)
    assert doubtful.outcome is Outcome.INCONCLUSIVE
    assert reason(doubtful, Check.DOCUMENT_NUMBER_DIGIT) is Reason.DIGIT_CORRECTED
    assert reason(doubtful, Check.COMPOSITE_DIGIT) is Reason.DIGIT_CORRECTED
    assert reason(doubtful, Check.DATE_OF_BIRTH_DIGIT) is Reason.DIGIT_AGREES


def test_what_the_grammar_alone_corrected_leaves_the_digit_its_word(judged):
    correction = corrected(*NUMBER_CELL, why=Why.GRAMMAR)
    assert judged(corrections=[correction], confidence=0.5).outcome is Outcome.PASSED


def test_a_correction_of_the_digit_itself_counts(judged):
    report = judged(corrections=[corrected(1, 9)], confidence=0.5)
    assert reason(report, Check.DOCUMENT_NUMBER_DIGIT) is Reason.DIGIT_CORRECTED


def test_a_doubtfully_corrected_expiry_proves_nothing(judged):
    correction = corrected(*EXPIRY_CELL)
    report = judged(corrections=[correction], confidence=0.5)
    assert reason(report, Check.NOT_EXPIRED) is Reason.EXPIRY_NOT_PROVED
    assert reason(report, Check.DATES_VALID) is Reason.DATES_NOT_PROVED


def test_a_correction_in_the_tail_of_a_long_number_counts(judged, make_text):
    text = make_text(MrzFormat.TD1, document_number="D23145890734")
    tail = text.split("\n")[0].index("34", 15)
    correction = corrected(0, tail)
    assert judged(text).outcome is Outcome.PASSED
    report = judged(text, corrections=[correction], confidence=0.5)
    assert reason(report, Check.DOCUMENT_NUMBER_DIGIT) is Reason.DIGIT_CORRECTED
    assert report.finding(Check.DOCUMENT_NUMBER_DIGIT).evidence["column"] == tail + 3


def test_a_long_number_is_refuted_like_any_other(judged, make_text):
    text = make_text(MrzFormat.TD1, document_number="D23145890734")
    report = judged(changed(text, (0, 16), "9"))
    assert reason(report, Check.DOCUMENT_NUMBER_DIGIT) is Reason.DIGIT_REFUTED


def test_a_digit_that_should_be_printed_and_is_not_is_not_performed(judged, make_text):
    report = judged(changed(make_text(), (1, 27), "<"))
    assert reason(report, Check.DATE_OF_EXPIRY_DIGIT) is Reason.DIGIT_NOT_PRINTED
    assert reason(report, Check.NOT_EXPIRED) is Reason.EXPIRY_NOT_PROVED
    # The composite does not agree either, but a line without its digit may have been read one cell off.
    assert reason(report, Check.COMPOSITE_DIGIT) is Reason.DIGIT_DOUBTFUL
    assert report.outcome is Outcome.INCONCLUSIVE
    assert report.finding(Check.DATE_OF_EXPIRY_DIGIT).demand is Demand.REQUIRED


@pytest.mark.parametrize(
    ("printed", "expected"), [("<", Reason.DIGIT_NOT_NEEDED), ("0", Reason.DIGIT_AGREES)]
)
def test_empty_optional_data_need_no_digit(judged, make_text, printed, expected):
    lines = make_text().split("\n")
    report = judged("\n".join([lines[0], lines[1][:42] + printed + lines[1][43]]))
    assert reason(report, Check.OPTIONAL_DATA_DIGIT) is expected
    assert report.outcome is Outcome.PASSED


def test_an_unknown_date_of_birth_still_needs_its_digit(judged, make_text):
    text = make_text(date_of_birth="<<<<<<")
    assert judged(text).outcome is Outcome.PASSED
    report = judged(changed(text, (1, 19), "<"))  # counts 0, as the digit did, so the composite agrees
    assert reason(report, Check.DATE_OF_BIRTH_DIGIT) is Reason.DIGIT_NOT_PRINTED
    assert report.outcome is Outcome.INCONCLUSIVE


def test_optional_data_without_their_digit_are_inconclusive_and_may_be_waived(judged, make_text):
    text = make_text(optional_data="0000000")  # whose digit is 0, so that the composite is the same with `<`
    report = judged(changed(text, (1, 42), "<"))
    assert reason(report, Check.OPTIONAL_DATA_DIGIT) is Reason.DIGIT_NOT_PRINTED
    assert report.outcome is Outcome.INCONCLUSIVE
    waived = judged(changed(text, (1, 42), "<"), policy=Policy(waived=[Check.OPTIONAL_DATA_DIGIT]))
    assert waived.outcome is Outcome.PASSED
    assert waived.finding(Check.OPTIONAL_DATA_DIGIT).demand is Demand.WAIVED


def test_an_unreadable_character_is_not_performed(judged, make_text):
    text = changed(make_text(), (1, 3), "?")
    report = judged(text, fmt=MrzFormat.TD3)
    assert reason(report, Check.DOCUMENT_NUMBER_DIGIT) is Reason.DIGIT_UNREADABLE
    assert reason(report, Check.COMPOSITE_DIGIT) is Reason.DIGIT_UNREADABLE
    assert report.outcome is Outcome.INCONCLUSIVE


@pytest.mark.parametrize("failure", ReadingFailure)
def test_no_text_is_never_a_failure_and_never_a_pass(judged, failure):
    report = judged(failure=failure)
    assert report.outcome is Outcome.INCONCLUSIVE
    found = failure is ReadingFailure.UNREADABLE
    expected = FindingOutcome.PASSED if found else FindingOutcome.NOT_PERFORMED
    assert report.finding(Check.MRZ_FOUND).outcome is expected
    assert reason(report, Check.FORMAT_KNOWN) is (Reason.FORMAT_UNKNOWN if found else Reason.NO_TEXT)
    text_checks = list(Check)[2:10]
    assert {reason(report, check) for check in text_checks} == {Reason.NO_TEXT}
    assert report.finding(Check.FACE_MATCH).outcome is FindingOutcome.PASSED
    with pytest.raises(VerificationFailed, match="INCONCLUSIVE"):
        report.raise_for_failure()


@pytest.mark.parametrize(
    ("expiry", "expected"),
    [
        ("261122", Reason.EXPIRED),
        ("261123", Reason.NOT_EXPIRED),  # valid on the date of expiry itself
        ("261124", Reason.NOT_EXPIRED),
        ("991231", Reason.EXPIRED),
        ("26<<<<", Reason.EXPIRY_OPEN),
        ("27<<<<", Reason.NOT_EXPIRED),
        ("2612<<", Reason.NOT_EXPIRED),
        ("2610<<", Reason.EXPIRED),
        ("2611<<", Reason.EXPIRY_OPEN),
        ("25<<<<", Reason.EXPIRED),
        ("<<<<<<", Reason.EXPIRY_NOT_PRINTED),
    ],
)
def test_expiry(judged, make_text, expiry, expected):
    report = judged(make_text(date_of_expiry=expiry))
    assert reason(report, Check.NOT_EXPIRED) is expected
    wanted = {
        FindingOutcome.PASSED: Outcome.PASSED,
        FindingOutcome.FAILED: Outcome.FAILED,
        FindingOutcome.NOT_PERFORMED: Outcome.INCONCLUSIVE,
    }
    assert report.outcome is wanted[expected.outcome]


@pytest.mark.parametrize(
    ("expiry", "at", "expected"),
    [
        ("2611<<", date(2026, 11, 30), Reason.EXPIRY_OPEN),
        ("2611<<", date(2026, 12, 1), Reason.EXPIRED),
        ("2611<<", date(2026, 11, 1), Reason.NOT_EXPIRED),
        ("26<<<<", date(2026, 12, 31), Reason.EXPIRY_OPEN),
        ("26<<<<", date(2027, 1, 1), Reason.EXPIRED),
    ],
)
def test_a_partly_known_expiry_is_judged_by_its_first_and_last_day(judged, make_text, expiry, at, expected):
    assert reason(judged(make_text(date_of_expiry=expiry), at=at), Check.NOT_EXPIRED) is expected


def test_expiry_is_judged_at_the_day_given_and_not_at_today(judged):
    assert judged(at=date(2032, 4, 15)).outcome is Outcome.PASSED
    assert judged(at=date(2032, 4, 16)).outcome is Outcome.FAILED


@pytest.mark.parametrize("year", ["20", "40"])  # once past, once to come
def test_a_refuted_expiry_digit_proves_neither_expired_nor_valid(judged, make_text, year):
    text = make_text(date_of_expiry=f"{year}0415")
    digit = text[-17]
    for confidence in (0.99, math.nan):
        report = judged(changed(text, (1, 27), str((int(digit) + 1) % 10)), confidence=confidence)
        assert reason(report, Check.NOT_EXPIRED) is Reason.EXPIRY_NOT_PROVED
        assert report.outcome is not Outcome.PASSED


@pytest.mark.parametrize("confidence", [0.99, *DOUBT])
def test_an_expiry_that_its_digit_proves_is_expired_however_doubtful_the_rest(judged, make_text, confidence):
    report = judged(make_text(date_of_expiry="200415"), confidence=confidence)
    assert reason(report, Check.NOT_EXPIRED) is Reason.EXPIRED


@pytest.mark.parametrize(
    ("birth", "expiry", "expected"),
    [
        ("740812", "320415", Reason.DATES_VALID),
        ("<<<<<<", "320415", Reason.DATES_VALID),
        ("85<<<<", "320415", Reason.DATES_VALID),
        ("8502<<", "320415", Reason.DATES_VALID),
        ("130101", "320415", Reason.DATES_VALID),  # 2013 or 1913: open, and either is possible
        ("261123", "320415", Reason.DATES_VALID),  # born on the day of the check
        ("010101", "961210", Reason.DATES_CONTRADICT),  # 2001 (1901 is beyond the oldest), expiry 1996
        ("010101", "010101", Reason.DATES_CONTRADICT),
        ("740812", "790415", Reason.DATE_OUT_OF_RANGE),
    ],
)
def test_dates(judged, make_text, birth, expiry, expected):
    report = judged(make_text(date_of_birth=birth, date_of_expiry=expiry))
    assert reason(report, Check.DATES_VALID) is expected


@pytest.mark.parametrize("birth", ["740230", "741301", "120E15"])
def test_an_impossible_date_fails_even_when_its_digit_agrees(judged, make_text, birth):
    from docverify.mrz import check_digit

    lines = make_text().split("\n")
    line = lines[1][:13] + birth + check_digit(birth) + lines[1][20:43]
    text = "\n".join([lines[0], line + check_digit(line[:10] + line[13:20] + line[21:43])])
    for confidence in (0.99, math.nan):  # the digit proves the reading where the confidence does not
        report = judged(text, confidence=confidence)
        assert reason(report, Check.DATES_VALID) is Reason.DATE_IMPOSSIBLE
        assert report.outcome is Outcome.FAILED


def test_an_impossible_date_of_a_doubtful_reading_whose_digit_is_refuted_is_in_doubt(judged, make_text):
    text = changed(make_text(), (1, 15), "9")  # month 98
    assert reason(judged(text, confidence=0.4), Check.DATES_VALID) is Reason.DATES_DOUBTFUL
    assert reason(judged(text), Check.DATES_VALID) is Reason.DATE_IMPOSSIBLE


def test_dates_that_contradict_are_in_doubt_when_one_of_them_is(judged, make_text):
    text = make_text(date_of_birth="010101", date_of_expiry="961210")
    assert reason(judged(text, confidence=0.4), Check.DATES_VALID) is Reason.DATES_CONTRADICT
    spoilt = changed(text, (1, 19), str((int(text[-25]) + 1) % 10))
    assert reason(judged(spoilt, confidence=0.4), Check.DATES_VALID) is Reason.DATES_DOUBTFUL
    assert reason(judged(spoilt), Check.DATES_VALID) is Reason.DATES_CONTRADICT


def test_a_certain_fault_of_one_date_outweighs_a_doubtful_one_of_the_other(judged, make_text):
    text = make_text(date_of_expiry="790415")  # out of range, and its digit agrees
    report = judged(changed(text, (1, 15), "9"), confidence=0.4)
    assert reason(report, Check.DATES_VALID) is Reason.DATE_OUT_OF_RANGE


def test_a_plausible_date_with_a_refuted_digit_is_not_proved(judged, make_text):
    report = judged(changed(make_text(), (1, 19), "5"), confidence=0.4)
    assert reason(report, Check.DATES_VALID) is Reason.DATES_NOT_PROVED


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
    assert reason(report, Check.KIND_ACCEPTED) is (
        Reason.KIND_ACCEPTED if accepted else Reason.KIND_NOT_ACCEPTED
    )
    assert report.outcome is (Outcome.PASSED if accepted else Outcome.FAILED)
    if not accepted:
        assert judged(text, policy=policy, confidence=math.nan).outcome is Outcome.INCONCLUSIVE


def test_a_layout_without_digits_or_expiry_does_not_pass_by_default_nor_when_merely_accepted(judged):
    text = "AAA001D<<\nFACHE305142128097<<800126<<<<<\nMUSTER<<HANS<<<<<<<<<<<<<<<<<<"
    assert judged(text).outcome is Outcome.FAILED
    accepted = Policy(kinds=[DocumentKind.OTHER], formats=[MrzFormat.CHE_DL])
    report = judged(text, policy=accepted)
    assert reason(report, Check.NOT_EXPIRED) is Reason.EXPIRY_NOT_PRINTED
    assert report.outcome is Outcome.INCONCLUSIVE
    # Without digits, only a confident reading shows that its date of birth is valid.
    assert reason(report, Check.DATES_VALID) is Reason.DATES_VALID
    assert reason(judged(text, policy=accepted, confidence=0.1), Check.DATES_VALID) is Reason.DATES_NOT_PROVED


@pytest.mark.parametrize("failure", AcquisitionFailure)
@pytest.mark.parametrize(
    ("side", "check"), [("portrait", Check.PORTRAIT_FOUND), ("live", Check.LIVE_FACE_FOUND)]
)
def test_a_face_that_was_not_acquired_is_not_performed(judged, failure, side, check):
    report = judged(**{side: failure})
    assert report.finding(check).outcome is FindingOutcome.NOT_PERFORMED
    assert report.finding(check).evidence["failure"] == failure.value
    assert reason(report, Check.FACE_MATCH) is Reason.FACES_NOT_COMPARED
    assert report.outcome is Outcome.INCONCLUSIVE


def test_the_person_is_told_what_is_wrong_with_the_live_face(judged):
    told = judged(live=AcquisitionFailure.HEAD_TURNED).finding(Check.LIVE_FACE_FOUND)
    assert told.sentence == "The live face cannot be compared. The head is turned: look straight ahead."
    told = judged(portrait=AcquisitionFailure.TOO_BLURRED).finding(Check.PORTRAIT_FOUND)
    assert "(too blurred)" in told.sentence


def test_match_is_score_at_or_above_the_threshold(judged, threshold):
    assert judged(score=threshold + 1e-4).outcome is Outcome.PASSED
    below = judged(score=threshold - 1e-4)
    assert below.outcome is Outcome.FAILED
    found = below.finding(Check.FACE_MATCH)
    assert found.reason is Reason.FACES_DO_NOT_MATCH
    assert found.evidence["threshold"] == threshold
    assert found.evidence["score"] < threshold
    assert found.evidence["fmr"] == 1e-3
    assert "Labeled Faces in the Wild" in found.evidence["calibration"]
    assert found.evidence["comparisons"] > 1e6


def test_a_comparison_made_at_another_fmr_is_refused(make_evidence):
    with pytest.raises(InputError, match="FMR"):
        judge(make_evidence(fmr=1e-2), Policy(fmr=1e-3), at=date(2026, 11, 23))


def test_a_failure_outweighs_what_could_not_be_told(judged):
    report = judged(failure=ReadingFailure.NO_MRZ, score=0.0)
    assert report.outcome is Outcome.FAILED
    assert [one.check for one in report.decisive] == [Check.FACE_MATCH]


def test_a_waived_check_may_fail_and_is_still_reported(judged):
    report = judged(score=0.0, policy=Policy(waived=[Check.FACE_MATCH]))
    assert report.outcome is Outcome.PASSED
    assert reason(report, Check.FACE_MATCH) is Reason.FACES_DO_NOT_MATCH


def test_a_check_that_is_not_required_may_be_left_undone_but_not_fail(judged):
    policy = Policy(required=[Check.FACE_MATCH])
    assert judged(failure=ReadingFailure.NO_MRZ, policy=policy).outcome is Outcome.PASSED
    assert judged(policy=policy, at=date(2040, 1, 1)).outcome is Outcome.FAILED
