"""A page without captions: one value that differs is told by its kind where all else agrees."""

import pytest

from docverify.evidence.printed import Agreement, PrintedField
from docverify.mrz import compose_mrz, parse_mrz
from docverify.printed.answers import field_answers
from tests.printed.simulator import line

MRZ = parse_mrz(
    compose_mrz(
        "TD3",
        surname="Eriksson",
        given_names="Anna Maria",
        document_number="L898902C3",
        issuing_state="UTO",
        date_of_birth="740812",
        date_of_expiry="120415",
        sex="F",
    )
)
PAGE = {
    "state": "UTO",
    "surname": "ERIKSSON",
    "given": "ANNA MARIA",
    "birth": "12 AUG 1974",
    "issue": "16 APR 2002",
    "sex": "F",
    "number": "L898902C3",
    "expiry": "15 APR 2012",
}


def said(*, chance=0.996, without=(), **altered):
    rows = {name: text for name, text in (PAGE | altered).items() if name not in without}
    lines = [line(text, 5, 5 + 9 * n, chance=chance) for n, text in enumerate(rows.values())]
    return {one.field: one.agreement for one in field_answers(lines, MRZ)}


def test_a_sound_page_agrees():
    assert set(said().values()) == {Agreement.AGREES}


@pytest.mark.parametrize(
    ("field", "altered"),
    [
        (PrintedField.NUMBER, {"number": "L898902C7"}),
        (PrintedField.NAME, {"surname": "ERIKSSEN"}),
        (PrintedField.NAME, {"given": "ANNA SIBYL"}),
        (PrintedField.BIRTH, {"birth": "27 AUG 1974"}),
        (PrintedField.BIRTH, {"birth": "12 NOV 1974"}),
        (PrintedField.BIRTH, {"birth": "12 AUG 1983"}),
        (PrintedField.BIRTH, {"birth": "27 AUG 1974", "without": ("issue",)}),
        (PrintedField.EXPIRY, {"expiry": "15 APR 2019"}),
        (PrintedField.EXPIRY, {"expiry": "28 APR 2012", "without": ("issue",)}),
        (PrintedField.SEX, {"sex": "M"}),
        (PrintedField.STATE, {"state": "FRA"}),
    ],
)
def test_the_one_field_that_is_another_differs_and_the_others_agree(field, altered):
    answers = said(**altered)
    assert answers.pop(field) is Agreement.DIFFERS
    assert set(answers.values()) == {Agreement.AGREES}


@pytest.mark.parametrize(
    ("field", "altered"),
    [
        (PrintedField.NUMBER, {"number": "L898902C7", "chance": 0.95}),  # not certain
        (PrintedField.NUMBER, {"number": "L898907C7"}),  # two characters: a number of something else
        (PrintedField.NUMBER, {"number": "L898902C7", "sex": "", "birth": "", "surname": ""}),  # poorly read
        (PrintedField.NAME, {"surname": "PASSPORT"}),
        (PrintedField.BIRTH, {"birth": "27 NOV 1974"}),  # of something else: two parts differ
        (PrintedField.BIRTH, {"without": ("birth",)}),
        (PrintedField.EXPIRY, {"without": ("expiry",), "issue": "15 APR 2002"}),  # ten years before
        (PrintedField.SEX, {"sex": "M", "without": ("surname", "given", "birth")}),
        (PrintedField.STATE, {"state": "FRA DEU"}),
        (PrintedField.STATE, {"state": "BORN IN FRA"}),
    ],
)
def test_what_is_not_surely_the_same_value_altered_does_not_differ(field, altered):
    assert said(**altered)[field] is Agreement.NOT_READ


def test_a_name_that_is_printed_makes_a_like_word_no_other_name():
    answers = said(issue="ERIKSSEN")  # a place, an authority
    assert answers[PrintedField.NAME] is Agreement.AGREES
    answers = said(issue="ERIKSSEN", given="ANNA M?")  # and where the other identifier was not read
    assert answers[PrintedField.NAME] is Agreement.NOT_READ


def test_with_captions_a_lone_letter_or_code_is_no_other_sex_or_state():
    lines = [line("Surname", 5, 2, 1.4), *(line(text, 5, 5 + 9 * n) for n, text in enumerate(PAGE.values()))]
    kept = [one for one in lines if one.text not in ("F", "UTO")] + [line("M", 60, 5), line("FRA", 60, 14)]
    answers = {one.field: one.agreement for one in field_answers(kept, MRZ)}
    assert answers[PrintedField.SEX] is not Agreement.DIFFERS
    assert answers[PrintedField.STATE] is not Agreement.DIFFERS
