"""Dates: kinds, candidates, and how a day resolves them."""

from datetime import date

import pytest

from docverify.mrz import CHECKS, FieldCheck, check_digit, parse_many, parse_mrz
from docverify.mrz.dates import DateKind, birth_date, expiry_date

AT = date(2026, 11, 23)


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("740812", DateKind.COMPLETE),
        ("000229", DateKind.COMPLETE),
        ("85<<<<", DateKind.PARTLY_KNOWN),
        ("8512<<", DateKind.PARTLY_KNOWN),
        ("<<1231", DateKind.PARTLY_KNOWN),
        ("85<<30", DateKind.PARTLY_KNOWN),
        ("<<<<<<", DateKind.UNKNOWN),
        ("740230", DateKind.IMPOSSIBLE),
        ("850229", DateKind.IMPOSSIBLE),
        ("741301", DateKind.IMPOSSIBLE),
        ("740000", DateKind.IMPOSSIBLE),
        ("740800", DateKind.IMPOSSIBLE),
        ("8<0101", DateKind.IMPOSSIBLE),
        ("85<<32", DateKind.IMPOSSIBLE),
        ("120E15", DateKind.IMPOSSIBLE),
        ("٧٤٠٨١٢", DateKind.IMPOSSIBLE),
        ("74081", DateKind.IMPOSSIBLE),
    ],
)
def test_kinds(text, kind):
    assert birth_date(text).kind is kind
    assert birth_date(text, at=AT).kind is kind
    if kind is not DateKind.IMPOSSIBLE:
        assert birth_date(text).text == text


@pytest.mark.parametrize(
    ("text", "years"),
    [
        ("740812", [1974]),
        ("261123", [2026, 1926]),  # born today, or a hundred years ago
        ("261124", [1926]),  # tomorrow: only the century before
        ("130101", [2013, 1913]),
        ("030101", [2003, 1903]),  # 123 years before 2026: at the bound
        ("020101", [2002]),  # 1902: older than anyone on record
        ("000229", [2000]),  # 1900 was no leap year
    ],
)
def test_birth_dates_at_a_day(text, years):
    assert [d.year for d in birth_date(text, at=AT).candidates] == years


@pytest.mark.parametrize(
    ("text", "year"),
    [("961210", 1996), ("120415", 2012), ("750101", 2075), ("760101", 2076), ("800101", 1980)],
)
def test_expiry_dates_at_a_day(text, year):
    assert expiry_date(text, at=AT).date.year == year


def test_an_expiry_far_ahead_has_no_candidate():
    assert expiry_date("790101", at=AT).candidates == ()


def test_without_a_day_both_centuries_stay():
    assert [d.year for d in birth_date("740812").candidates] == [2074, 1974]
    assert birth_date("740812").date is None
    assert birth_date("000229").date == date(2000, 2, 29)
    assert birth_date("85<<<<").years == (2085, 1985)


def test_partly_known_dates_keep_their_years():
    known = birth_date("85<<<<", at=AT)
    assert (known.year, known.month, known.day, known.years, known.date) == (85, None, None, (1985,), None)


def test_many_at_once_fail_for_an_impossible_date_as_each_does_alone():
    birth, expiry = "740231", "120415"
    lower = f"L898902C36UTO{birth}{check_digit(birth)}F{expiry}9ZE184226B<<<<<1"
    over_all = check_digit(lower[:10] + lower[13:20] + lower[21:])
    text = "P<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<\n" + lower + over_all
    assert parse_many([text]).valid.tolist() == [parse_mrz(text).valid] == [False]
    assert parse_many([text]).checks["date_of_birth"][0] == CHECKS.index(FieldCheck.VERIFIED)
