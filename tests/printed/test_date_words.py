"""Dates in every order and writing."""

from dataclasses import replace
from datetime import date

import pytest

from docverify.evidence.printed import Agreement, PrintedField
from docverify.mrz import parse_mrz
from docverify.printed.answers import field_answers
from docverify.printed.date_words import written_dates
from tests.printed.simulator import line

BORN = date(1974, 8, 12)
MRZ = parse_mrz(
    ["P<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<", "L898902C36UTO7408122F1204159ZE184226B<<<<<10"],
    at=date(2010, 1, 1),
)


def answer(*lines, field=PrintedField.BIRTH):
    return {a.field: a.agreement for a in field_answers(lines, MRZ)}[field]


@pytest.mark.parametrize(
    "text",
    [
        "12 AUG 1974",
        "12 AUG 74",
        "12 AUG/AOÛT 1974",
        "12 AUG / AOU 74",
        "12AUG1974",
        "12.08.1974",
        "12.8.1974",
        "12-08-1974",
        "12/08/1974",
        "08/12/1974",
        "12 08 1974",
        "12.08.74",
        "1974-08-12",
        "1974.08.12.",
        "1974 AUG 12",
        "August 12, 1974",
        "12. August 1974",
        "12 de agosto de 1974",
        "12 sierpnia 1974",
        "12 АВГ 1974",
        "12 СЕР/AUG 74",
        "12 Αυγ / Aug 74",
        "3. 12.08.1974 UTOPIA",
        "12 AU6/AUG 1974",
        "I2.O8.1974",
        "12·08·1974",
        "Aug. 12, 1974",
        "12 VIII 1974",
        "1974.VIII.12",
        "74-08-12",
        "12 AGOS 1974",  # cut where no list of abbreviations has it
    ],
)
def test_a_date_agrees_in_every_writing(text):
    assert answer(line(text, 5, 5)) is Agreement.AGREES


@pytest.mark.parametrize(
    "text",
    [
        "13 AUG 1974",
        "12 SEP 1974",
        "12 AUG 1975",
        "12 AUG/SEPT 1974",
        "12.08.1874",
        "112.08.1974",
        "12.08.19745",
        "12.08.1974.5",
        "AUG 1974",
        "12 1974",
        "12 ABC 1974",
        "12 AUG 19M4",
        "J2 AUG 1974",
        "١٢ ٠٨ ١٩٧٤",
        "",
    ],
)
def test_no_other_text_agrees(text):
    assert answer(line(text, 5, 5)) is not Agreement.AGREES


def test_a_date_goes_on_beneath_and_beside():
    assert answer(line("12 AUG", 5, 5), line("1974", 5, 8.2)) is Agreement.AGREES
    assert answer(line("12", 5, 5), line("AUG", 10, 5), line("1974", 16, 5)) is Agreement.AGREES
    assert answer(line("12 AUG", 5, 5), line("1974", 5, 25)) is not Agreement.AGREES


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("12 AUG/AOÛT 1979", Agreement.DIFFERS),  # the second month's word was read poorly, and says the same
        ("12 NOV/NOV 1974", Agreement.NOT_READ),  # it says another month
        ("27 AUG/AOÛT 1974", Agreement.DIFFERS),
    ],
)
def test_a_month_that_is_the_same_need_not_be_read_well(text, expected):
    value = line(text, 5, 7.2)
    poor = tuple(
        0.5 if 7 <= n < 11 and c.isalpha() else chance
        for n, (c, chance) in enumerate(zip(text, value.chances, strict=True))
    )
    more = [line("Date of expiry", 5, 13, 1.4), line("15 APR 2012", 5, 15.2)]
    assert answer(line("Date of birth", 5, 5, 1.4), replace(value, chances=poor), *more) is expected


def test_digits_of_another_script_are_not_comparable():
    lines = line("Date of birth", 5, 5, 1.4), line("١٢ ٠٨ ١٩٧٤", 5, 7.2)
    assert answer(*lines) is Agreement.NOT_COMPARABLE


def test_a_date_at_the_caption_of_another_is_not_this_one():
    lines = [line("Date of issue", 5, 5, 1.4), line("15 APR 2012", 5, 7.2)]
    assert answer(*lines, field=PrintedField.EXPIRY) is Agreement.NOT_READ


def test_without_captions_the_expiry_is_the_last_date():
    dates = [line("15.04.2012", 5, 5), line("15.04.2022", 5, 15), line("12.08.1974", 5, 25)]
    assert answer(*dates, field=PrintedField.EXPIRY) is Agreement.NOT_READ
    assert answer(dates[0], dates[2], field=PrintedField.EXPIRY) is Agreement.AGREES
    assert answer(*dates) is Agreement.AGREES


def test_the_date_that_is_one_by_its_order_differs_without_a_caption_in_one_certain_character():
    born, issued = line("12.08.1974", 5, 25), line("15.04.2002", 5, 5)
    for until, expected in (
        ("15.04.2017", Agreement.DIFFERS),  # one digit of 2012
        ("15.04.2019", Agreement.DIFFERS),
        ("16.05.2019", Agreement.NOT_READ),  # more: perhaps another date
        ("15.04.2012", Agreement.AGREES),
    ):
        assert answer(born, issued, line(until, 5, 15), field=PrintedField.EXPIRY) is expected, until
    doubtful = line("15.04.2017", 5, 15, chance=0.9)
    assert answer(born, issued, doubtful, field=PrintedField.EXPIRY) is Agreement.NOT_READ
    alone = (born, line("15.04.2017", 5, 15))  # of two dates the later may be that of issue
    assert answer(*alone, field=PrintedField.EXPIRY) is Agreement.NOT_READ
    assert answer(issued, line("13.08.1974", 5, 25)) is Agreement.DIFFERS


@pytest.mark.parametrize("year", ["2517", "1353", "1394"])
def test_years_of_other_calendars_never_differ(year):
    lines = []
    for n, (caption, value) in enumerate(
        [
            ("Date of birth", f"12 08 {year}"),
            ("Date of issue", "16 04 2002"),
            ("Date of expiry", "15 04 2012"),
        ]
    ):
        lines += [line(caption, 5, 5 + 8 * n, 1.4), line(value, 5, 7.2 + 8 * n)]
    assert answer(*lines) is Agreement.NOT_READ


def test_where_a_date_stands_is_told():
    (found,) = written_dates("BORN 12 AUG 1974 IN UTOPIA")
    assert "BORN 12 AUG 1974 IN UTOPIA"[found.first : found.last] == "12 AUG 1974"


def test_a_blank_within_a_year_makes_no_date_of_the_rest():
    assert not list(written_dates("193 1/03/14"))
    assert not list(written_dates("DATA: 1 1/03/2014"))
    (found,) = written_dates("15 12 2008")
    assert (found.first, found.last) == (0, 10)


def test_parts_of_a_date_that_stand_apart_do_not_differ_by_their_order():
    lines = [line("12 AUG", 5, 5), line("1975", 5, 8), line("15 APR 2002", 5, 25), line("15 APR 2012", 5, 35)]
    assert answer(*lines) is Agreement.NOT_READ
    whole = [line("12 AUG 1975", 5, 5), *lines[2:]]
    assert answer(*whole) is Agreement.DIFFERS


@pytest.mark.parametrize(
    ("text", "dates"),
    [
        ("18 JUN/JUIN 2005 18 JUN/JUIN 2015", ["18 JUN/JUIN 2005", "18 JUN/JUIN 2015"]),
        ("19.01.2020 18.01.2030", ["19.01.2020", "18.01.2030"]),
        ("12 18 JUN 2005", []),
        ("1 19.01.2020", []),
        ("AB2-616-486 2033.12.27.", ["2033.12.27"]),  # a number of the next column
        ("486 19.01.2020", ["19.01.2020"]),
        ("486 18 JUN 2005", ["18 JUN 2005"]),
        ("86 18 JUN 2005", []),
        ("486 8 JUN 2005", []),
        ("486.19.01.2020", []),
    ],
)
def test_two_dates_beside_each_other_are_two(text, dates):
    assert [text[one.first : one.last] for one in written_dates(text)] == dates


def test_a_digit_in_the_second_months_word_does_not_hide_the_date():
    assert answer(line("12 AUG/ AO0T 1974", 5, 5)) is Agreement.AGREES


def test_a_date_on_three_lines_is_one():
    lines = [line(text, 5, 5 + 4 * n) for n, text in enumerate(("12", "AUG", "1974"))]
    assert answer(*lines) is Agreement.AGREES


def test_dates_of_columns_read_as_one_line_go_on_beneath_each():
    heads = line("12 AUG 4. 15 APR 5. 16 APR", 5, 5)
    step = heads.box[2] / 26 - 5 / 26
    years = [line(year, 5 + at * step, 8.2) for at, year in ((0, "1974"), (10, "2012"), (20, "2002"))]
    assert answer(heads, *years) is Agreement.AGREES
    assert answer(heads, *years, field=PrintedField.EXPIRY) is Agreement.AGREES
    assert answer(heads, *years[1:]) is not Agreement.AGREES  # its own year is missing


@pytest.mark.parametrize("text", ["12 AUG 74", "12 AUG 74 15 APR 12", "12 AUG 74 15 APR 2012"])
def test_two_digits_are_a_year_unless_they_are_the_day_of_the_next_date(text):
    first, *_ = written_dates(text)
    assert [way.year for way in first.ways] == [74]
    assert not any(way.year == 15 for date in written_dates("12 AUG 15 APR 1974") for way in date.ways)


@pytest.mark.parametrize(
    ("text", "agrees"), [("12 SRP 1974", False), ("12 SRP/AUG 1974", True), ("12 SRPANJ 1974", False)]
)
def test_a_word_of_two_months_agrees_with_neither(text, agrees):
    """SRP is July in Croatian and August in Czech."""
    found = answer(line("Date of birth", 5, 5), line(text, 5, 9))
    assert (found is Agreement.AGREES) is agrees
    assert found is not Agreement.DIFFERS or "SRPANJ" in text
