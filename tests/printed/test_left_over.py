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
        (PrintedField.NUMBER, {"number": "L898902C7", "chance": 0.9}),  # not certain
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


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        (("ERIKSSON", "ANNA MARIA"), Agreement.AGREES),
        (("ERIKSSON", "SVETLANA"), Agreement.DIFFERS),
        (("WATANABE", "ANNA MARIA"), Agreement.DIFFERS),
        (("ERIKSSON", "SVE7LANA"), Agreement.NOT_READ),
        (("ERIKSSON", "UTOPIA"), Agreement.NOT_READ),  # another field's
        (("SVETLANA", "ERIKSSON"), Agreement.NOT_READ),  # not in the place of the given names
        (("ERIKSSON", "HELSINKI", "ANNA MAR1A"), Agreement.NOT_READ),  # which may stand elsewhere
    ],
)
def test_another_name_next_to_the_one_that_agrees_differs(rows, expected):
    lines = [line(text, 5, 5 + 4.5 * n) for n, text in enumerate(rows)]
    lines += [line(PAGE[name], 5, 30 + 9 * n) for n, name in enumerate(("birth", "issue", "sex", "number"))]
    lines += [line(PAGE["expiry"], 45, 30), line("UTO", 45, 39)]
    answers = {one.field: one.agreement for one in field_answers(lines, MRZ)}
    assert answers[PrintedField.NAME] is expected
    captions = [*lines, line("Date of birth", 5, 27.5, 1.4)]
    told = {one.field: one.agreement for one in field_answers(captions, MRZ)}[PrintedField.NAME]
    assert told is (Agreement.AGREES if expected is Agreement.AGREES else Agreement.NOT_READ)


def in_rows(*rows, pitch=7.0, others=True, more=()):
    """A page without captions in one column, its rows so far apart; or with no other rows beside.

    Rows may be lines; `more` stand anywhere.
    """
    y = 5.0
    lines = list(more)
    for text in rows:
        lines.append(line(text, 5, y) if isinstance(text, str) else text(y))
        y += pitch
    if others:
        texts = [PAGE[name] for name in ("birth", "issue", "sex", "number", "expiry", "state")]
        lines += [line(text, 5, y + pitch * n) for n, text in enumerate(texts)]
    else:
        for n, name in enumerate(("birth", "issue", "sex", "number", "expiry", "state")):
            lines.append(line(PAGE[name], 45, 5 + 12 * n))
    return {one.field: one.agreement for one in field_answers(lines, MRZ)}[PrintedField.NAME]


def test_a_name_next_to_the_other_may_be_as_far_from_it_as_rows_are():
    assert in_rows("ERIKSSON", "SVETLANA") is Agreement.DIFFERS
    assert in_rows("ERIKSSON", "SVETLANA", others=False) is Agreement.NOT_READ  # a row may be missing
    assert in_rows("ERIKSSON", "SVETLANA", pitch=4.5, others=False) is Agreement.DIFFERS


def test_a_name_next_to_the_other_begins_behind_the_number_of_its_element():
    rows = [lambda y: line("1. ERIKSSON", 0.2, y), "SVETLANA"]
    assert in_rows(*rows) is Agreement.DIFFERS
    rows = [lambda y: line("ERIKSSON", 0.2, y), "SVETLANA"]  # another column
    assert in_rows(*rows) is Agreement.NOT_READ


@pytest.mark.parametrize(("chance", "expected"), [(0.3, Agreement.DIFFERS), (0.7, Agreement.NOT_READ)])
def test_what_a_pattern_looks_like_does_not_part_two_names(chance, expected):
    between = line("UTVU", 5, 8.3, 2.0, chance=chance)
    assert in_rows("ERIKSSON", "SVETLANA", more=[between]) is expected


def test_another_surname_is_told_above_given_names_on_two_lines():
    assert in_rows("WATANABE", "ANNA", "MARIA", pitch=4.5) is Agreement.DIFFERS
    assert in_rows("WATANABE", "ANNA", "SIBYL", pitch=4.5) is Agreement.NOT_READ


@pytest.mark.parametrize(
    ("text", "chance", "expected"),
    [("LOY", 0.996, Agreement.DIFFERS), ("LOY", 0.7, Agreement.NOT_READ), ("LO", 0.996, Agreement.NOT_READ)],
)
def test_a_short_name_is_another_one_where_it_is_legible(text, chance, expected):
    assert in_rows(lambda y: line(text, 5, y, chance=chance), "ANNA MARIA") is expected


@pytest.mark.parametrize(
    "rows",
    [
        (("ANNA MABIA", 0.75), ("ERIKSSON", 0.996), ("HELSINKI", 0.996)),  # given names above the surname
        (("ANN4", 0.996), ("ERIKSSON", 0.996), ("HELSINKI", 0.996)),
        (("ERIKSSON", 0.996), ("AMMA NABIA", 0.45), ("HELSINKI", 0.996)),
        (("ERIKSSON", 0.996), ("AB", 0.996)),
        (("ERIKSSON", 0.996), ("ERIKSEN", 0.996)),  # at birth
        (("ERIKSSON", 0.996), ("A ERIKSSON", 0.996)),  # signed
    ],
)
@pytest.mark.parametrize("pitch", [3.5, 4.5])
def test_a_place_or_a_sign_beside_a_name_is_no_other_one(rows, pitch):
    lines = [lambda y, text=text, chance=chance: line(text, 5, y, chance=chance) for text, chance in rows]
    assert in_rows(*lines, pitch=pitch) is Agreement.NOT_READ


def test_rows_of_other_columns_tell_nothing_of_the_gap_between_names():
    """They are as far apart as the names, but of two columns: without its day a date begins later."""
    steps = [
        line("12 AUG 1974", 40, 20),
        line("F", 44.8, 27),
        line("16 APR 2002", 62, 20),
        line("UTO", 66.8, 27),
    ]
    lines = [line("ERIKSSON", 5, 5), line("SVETLANA", 5, 12), *steps]
    lines += [line(text, 5, 50 + 15 * n) for n, text in enumerate(("L898902C3", "15 APR 2012"))]
    assert {one.field: one.agreement for one in field_answers(lines, MRZ)}[
        PrintedField.NAME
    ] is Agreement.NOT_READ


@pytest.mark.parametrize(
    ("text", "height", "chance", "expected"),
    [
        ("ERIKSEN", 2.6, 0.9, Agreement.NOT_READ),  # the surname, poorly read
        ("ERIKSEN", 5.2, 0.9, Agreement.DIFFERS),  # the size of titles
        ("ERIKSEN", 2.6, 0.6, Agreement.NOT_READ),
        ("ER1KSEN", 2.6, 0.9, Agreement.NOT_READ),
        ("ERIKSEN", 2.6, 0.3, Agreement.DIFFERS),  # what a pattern looks like
        ("ERIK", 2.6, 0.9, Agreement.DIFFERS),  # much shorter
    ],
)
def test_a_word_that_may_be_the_name_stands_in_its_size_and_length(text, height, chance, expected):
    other = line(text, 60, 50, height, chance=chance)
    assert in_rows("WATANABE", "ANNA MARIA", more=[other]) is expected


@pytest.mark.parametrize(("height", "expected"), [(3.6, Agreement.DIFFERS), (4.2, Agreement.NOT_READ)])
def test_marks_make_a_line_higher_and_titles_are_larger(height, expected):
    assert in_rows("ERIKSSON", lambda y: line("SVETLANA", 5, y, height), pitch=8) is expected


def test_given_names_of_two_lines_may_be_others_in_one_component():
    assert in_rows("ERIKSSON", "ANNA", "MARIA") is Agreement.AGREES
    assert in_rows("ERIKSSON", "ANNA", "SIBYL") is Agreement.DIFFERS
    assert in_rows("ERIKSSON", "ANNA", "SIBYL SVETLANA") is Agreement.NOT_READ
    assert in_rows("ERIKSSON", "ANNA", "SIBYL 5") is Agreement.NOT_READ


@pytest.mark.parametrize(("further", "expected"), [(3, Agreement.DIFFERS), (5, Agreement.NOT_READ)])
def test_the_year_of_a_date_that_differs_stands_right_beneath_it(further, expected):
    """Where a part of a line begins is known to a few characters."""
    rows = PAGE | {"birth": "27 AUG"}
    lines = [line(text, 5, 5 + 9 * n) for n, text in enumerate(rows.values())]
    lines.append(line("1974", 5 + further, 5 + 9 * 3 + 3))
    assert {one.field: one.agreement for one in field_answers(lines, MRZ)}[PrintedField.BIRTH] is expected


def test_one_letter_beside_a_code_is_no_state():
    assert said(state="FRA", issue="D")[PrintedField.STATE] is Agreement.DIFFERS
    assert said(state="D")[PrintedField.STATE] is Agreement.DIFFERS


def test_two_codes_are_of_both_states_and_three_of_none():
    told = [said(state=one, issue=other) for one, other in (("FRA", "BEL"), ("FRA", "FRA"), ("FRA", "UTO"))]
    states = [answers[PrintedField.STATE] for answers in told]
    assert states == [Agreement.DIFFERS, Agreement.DIFFERS, Agreement.AGREES]
    assert said(state="FRA", issue="BEL", sex="ESP")[PrintedField.STATE] is Agreement.NOT_READ
    assert with_dust("BEL", 0.6, state="FRA")[PrintedField.STATE] is Agreement.NOT_READ
    assert with_dust("FRA", 0.6, state="FRA")[PrintedField.STATE] is Agreement.DIFFERS


def with_dust(text, chance, **altered):
    """The page with what a pattern looks like beside it."""
    lines = [line(one, 5, 5 + 9 * n) for n, one in enumerate((PAGE | altered).values())]
    lines.append(line(text, 80, 30, chance=chance))
    return {one.field: one.agreement for one in field_answers(lines, MRZ)}


def test_a_letter_that_a_pattern_looks_like_hides_no_other_sex():
    assert with_dust("f", 0.1, sex="M")[PrintedField.SEX] is Agreement.DIFFERS
    assert with_dust("F", 0.45, sex="M")[PrintedField.SEX] is Agreement.NOT_READ  # poorly read, and M a mark
    assert (
        with_dust("m", 0.3)[PrintedField.SEX] is Agreement.NOT_READ
    )  # for agreement, all that was read counts


def test_sex_and_state_are_told_behind_the_numbers_of_their_elements():
    assert set(said(sex="6. F").values()) == {Agreement.AGREES}
    assert said(sex="6. M")[PrintedField.SEX] is Agreement.DIFFERS
    assert said(state="9. BEL")[PrintedField.STATE] is Agreement.DIFFERS
    assert said(state="12 BEL")[PrintedField.STATE] is Agreement.NOT_READ  # a flat, a day
    assert said(sex="1 M")[PrintedField.SEX] is Agreement.NOT_READ


@pytest.mark.parametrize("month", ["12 MAR", "12. MAR"])
def test_a_month_whose_year_stands_beneath_is_no_state(month):
    answers = said(state=month, issue="1974")
    assert answers[PrintedField.STATE] is Agreement.NOT_READ


@pytest.mark.parametrize(
    ("without", "altered", "field", "expected"),
    [
        (("issue",), {"birth": "12 AUG 1979"}, PrintedField.BIRTH, Agreement.DIFFERS),
        (("issue",), {"birth": "12 AUG 1999"}, PrintedField.BIRTH, Agreement.NOT_READ),  # of issue, perhaps
        (("issue",), {"expiry": "15 APR 2019"}, PrintedField.EXPIRY, Agreement.DIFFERS),
        (("issue",), {"expiry": "15 APR 2002"}, PrintedField.EXPIRY, Agreement.NOT_READ),
    ],
)
def test_of_two_dates_one_that_is_no_day_of_issue_differs(without, altered, field, expected):
    assert said(without=without, **altered)[field] is expected


def test_a_name_in_smaller_print_stands_elsewhere():
    smaller = line("ANNA MARLO", 60, 5, 2.0)
    rows = [lambda y, text=text: line(text, 5, y, 3.6) for text in ("ERIKSSON", "HELSINKI")]
    assert in_rows(*rows, pitch=5.5, more=[smaller]) is Agreement.NOT_READ
    assert in_rows(*rows, pitch=5.5) is Agreement.DIFFERS


def test_one_other_row_tells_nothing_of_the_gap_between_names():
    lines = [line("ERIKSSON", 5, 5), line("SVETLANA", 5, 12.6), line("F", 60, 5), line("UTO", 60, 12.6)]
    rest = (PAGE[name] for name in ("birth", "issue", "number", "expiry"))
    lines += [line(text, 5, 22 + 4 * n) for n, text in enumerate(rest)]
    told = {one.field: one.agreement for one in field_answers(lines, MRZ)}
    assert told[PrintedField.NAME] is Agreement.NOT_READ


@pytest.mark.parametrize(
    ("lost", "expected"), [("AMMA NABIA", Agreement.NOT_READ), ("UT", Agreement.DIFFERS)]
)
def test_what_is_not_legible_between_two_names_may_be_one_of_them(lost, expected):
    """The rows of the names are half as far apart as others: the place beneath would be the next row."""
    lines = [line("ERIKSSON", 5, 5), line(lost, 5, 8.5, chance=0.45), line("HELSINKI", 5, 12)]
    rest = [PAGE[name] for name in ("birth", "issue", "number", "expiry", "sex", "state")]
    lines += [line(text, 5, 19 + 7 * n) for n, text in enumerate(rest)]
    told = {one.field: one.agreement for one in field_answers(lines, MRZ)}
    assert told[PrintedField.NAME] is expected
