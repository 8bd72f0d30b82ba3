"""What a confidence claims: the pixels, supported by digits that agree, not lowered by ones that do not."""

import math

import numpy as np
import pytest

from docverify.evidence import Reading
from docverify.evidence.reading import SURE
from docverify.mrz import ALPHABET, Cause, MrzFormat, parse_mrz
from docverify.reading import prove as proving
from docverify.reading import thresholds
from docverify.reading.calibration import calibrated, reader_calibration
from docverify.reading.confidence import confidence
from docverify.reading.prove import Proved, prove
from tests.reading.made import TD3, chances_of, text_of

WRONG = (TD3[0], TD3[1].replace("7408122", "7408129"))  # the digit of the date of birth, and the composite


def told(lines, *doubts, sure=1.0):
    """The confidence of a text of which only these cells are in doubt."""
    return confidence(parse_mrz(lines, format=MrzFormat.TD3), chances_of(lines, sure=sure, doubts=doubts))


def by_bayes(right, *, blind=thresholds.BLIND):
    return right / (right + (1 - right) * blind)


def test_a_reading_is_sure_from_99_9_percent_and_not_below():
    mrz = parse_mrz(TD3)
    for chance, sure in ((0.9, False), (0.9985, False), (0.99899, False), (0.999, True), (1.0, True)):
        assert Reading(mrz, None, mrz.lines, confidence=chance).sure is sure
        assert Proved(mrz, (), chance).settled is sure
    assert SURE == 0.999


def test_a_name_that_no_digit_covers_is_as_sure_as_its_pixels():
    assert told(TD3, (0, 6, {"R": 0.8})) == pytest.approx(0.8, abs=1e-3)
    assert told(TD3, (0, 6, {"R": 0.8}), (0, 7, {"I": 0.7})) == pytest.approx(0.56, abs=1e-3)


def test_a_digit_that_agrees_raises_the_confidence_by_bayes_rule():
    # A wrong field passes its digit one time in ten: 0.8 becomes 0.8 / 0.82.
    once = by_bayes(0.8)
    assert told(TD3, (1, 0, {"L": 0.8, "M": 0.2})) == pytest.approx(
        by_bayes(once), abs=1e-3
    )  # number, then composite
    visa = ("V" + TD3[0][1:], TD3[1][:28] + "<" * 16)  # without a composite
    alone = confidence(parse_mrz(visa), chances_of(visa, sure=1.0, doubts=[(1, 0, {"L": 0.8, "M": 0.2})]))
    assert alone == pytest.approx(once, abs=1e-3)


def test_a_digit_that_does_not_agree_leaves_the_confidence_to_the_pixels():
    assert told(WRONG) > 0.999
    assert told(WRONG, (1, 13, {"7": 0.8})) == pytest.approx(0.8, abs=1e-3)


def test_a_digit_says_nothing_of_what_it_cannot_tell_apart():
    # 1 and B, 8 and S are the same to it: 11 and 28 count as 1 and 8 do modulo 10.
    assert told(TD3, (1, 1, {"8": 0.6, "S": 0.4})) == pytest.approx(0.6, abs=1e-3)
    assert told(TD3, (1, 1, {"8": 0.6, "7": 0.4})) > 0.9


def test_digits_support_no_field_but_their_own():
    for line, column, raised in ((1, 10, False), (1, 20, False), (1, 5, True), (1, 30, True)):
        character = TD3[line][column]
        assert (told(TD3, (line, column, {character: 0.8})) > 0.9) is raised


def test_no_confidence_is_beyond_doubt_and_none_is_no_number():
    assert 0.9999 < told(TD3) < 1
    assert told(TD3, (0, 6, {"R": 0.0, "S": 1.0})) == pytest.approx(0, abs=1e-9)


def test_what_the_digits_leave_one_way_to_mend_is_mended_and_said_to_be():
    doubtful = text_of(TD3, doubts=[(1, 13, {"7": 0.45, "1": 0.55})])
    proved = prove(doubtful)
    assert doubtful.lines != TD3
    assert proved.mrz.lines == TD3
    assert proved.mrz.valid
    (correction,) = proved.corrections
    assert (correction.line, correction.column) == (1, 13)
    assert (correction.read, correction.became, correction.cause) == ("1", "7", Cause.CHECK_DIGIT)
    assert prove(doubtful, repair=False).mrz.lines == doubtful.lines


def test_what_is_printed_wrong_stays_wrong():
    proved = prove(text_of(WRONG))
    assert proved.mrz.lines == WRONG
    assert not proved.mrz.valid
    assert not proved.corrections
    assert proved.settled


def test_what_can_be_mended_in_part_only_stays_as_it_was_read():
    doubtful = text_of(WRONG, doubts=[(1, 0, {"L": 0.45, "M": 0.55})])
    assert prove(doubtful).mrz.lines == doubtful.lines


def test_what_the_grammar_decided_is_said():
    proved = prove(text_of(TD3, doubts=[(1, 13, {"Z": 0.6, "7": 0.4})]))
    (correction,) = proved.corrections
    assert correction.cause is Cause.GRAMMAR
    assert correction.field == "date_of_birth"
    assert (correction.read, correction.became) == ("Z", "7")


def test_a_cell_is_corrected_once():
    # The grammar makes a digit of Z, and it is the wrong one.
    proved = prove(text_of(TD3, doubts=[(1, 13, {"Z": 0.5, "2": 0.28, "7": 0.22})]))
    assert proved.mrz.lines == TD3
    assert len(proved.corrections) == 1


def test_the_confidence_is_that_of_what_was_decided_after_grammar():
    text = text_of(TD3, doubts=[(0, 6, {"8": 0.7, "R": 0.3})])  # a digit in a name
    assert text.lines == TD3
    assert prove(text).confidence > 0.9
    misread = text_of(TD3, doubts=[(0, 6, {"P": 0.7, "R": 0.3})])
    assert prove(misread).confidence == pytest.approx(0.7, abs=1e-3)


def test_a_repaired_cell_is_no_surer_than_its_pixels_and_digits_make_it():
    doubtful = prove(text_of(TD3, doubts=[(1, 13, {"7": 0.45, "1": 0.55})]))
    assert doubtful.confidence == pytest.approx(by_bayes(by_bayes(0.45)), abs=2e-3)
    assert not doubtful.settled


def test_every_character_of_every_line_counts():
    sound = told(TD3, sure=0.9999)
    rng = np.random.default_rng(2)
    for line, column in zip(rng.integers(2, size=12), rng.integers(44, size=12), strict=True):
        character = TD3[line][column]
        other = next(one for one in ALPHABET if one != character)
        chances = {character: 0.5, other: 0.5}
        assert told(TD3, (line, column, chances), sure=0.9999) < sound - 1e-3


def odds(chance):
    return math.log(chance / (1 - chance))


def test_log_odds_are_stretched_about_those_of_what_is_sure():
    for chance in (0.01, 0.5, 0.99):
        for slope in (0.7, 1.6):
            far = odds(chance) - odds(SURE)
            assert odds(calibrated(chance, slope=slope)) == pytest.approx(odds(SURE) + slope * far)


def test_without_another_slope_the_shipped_one_is_heeded():
    shipped = reader_calibration().slope
    assert calibrated(0.5) == calibrated(0.5, slope=shipped)
    assert calibrated(0.5) != calibrated(0.5, slope=1.0)


def test_text_is_left_as_it_is_where_no_repair_is_asked_for(monkeypatch):
    asked = []
    whole = proving.repair_mrz
    monkeypatch.setattr(proving, "repair_mrz", lambda *a, **o: asked.append(1) or whole(*a, **o))
    doubtful = text_of(TD3, doubts=[(1, 13, {"7": 0.45, "1": 0.55})])
    assert prove(doubtful, repair=False).mrz.lines != TD3
    assert not asked
    assert prove(doubtful).mrz.lines == TD3
    assert asked
