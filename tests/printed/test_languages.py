"""Which month a word means, by the language of the page: SRP is July in Croatian and August in Czech."""

import pytest

from docverify.evidence.printed import Agreement, PrintedField
from docverify.mrz import parse_mrz
from docverify.printed.answers import field_answers
from tests.printed.simulator import line

LINES = ["P<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<", "L898902C36UTO7408122F1204159ZE184226B<<<<<10"]
AUGUST = parse_mrz(LINES)
CZECH, CROATIAN = ("Datum narození", "Datum vydání"), ("Datum rođenja", "Datum izdavanja")


def answer(*lines, mrz=AUGUST):
    found = {one.field: one.agreement for one in field_answers(lines, mrz)}
    return found[PrintedField.BIRTH]


def captioned(value, caption, *others):
    """A value beneath its caption, and more captions with nothing beneath them."""
    more = [line(one, 60, 5 + 12 * n, 1.4) for n, one in enumerate(others)]
    return [line(caption, 5, 5, 1.4), line(value, 5, 7.2), *more]


@pytest.mark.parametrize("value", ["12 SRP 1974", "12. SRP. 74", "12srp1974"])
def test_captions_tell_which_month_is_meant(value):
    assert answer(*captioned(value, *CZECH)) is Agreement.AGREES
    assert answer(*captioned(value, *CROATIAN)) in {Agreement.NOT_READ, Agreement.DIFFERS}


def test_the_month_that_the_page_does_not_mean_never_agrees():
    for value, captions in (("12 SRP 1974", CROATIAN), ("12 LIS 1974", CZECH), ("12 LIP 1974", CZECH)):
        assert answer(*captioned(value, *captions)) is not Agreement.AGREES


@pytest.mark.parametrize(
    "captions",
    [CZECH[:1], ("Date of birth", "Sex / Pohlaví"), (*CZECH, *CROATIAN), ("Date of birth", "Datum")],
    ids=["one", "one beside English", "of both", "of several"],
)
def test_where_the_language_is_open_the_word_agrees_with_neither(captions):
    assert answer(*captioned("12 SRP 1974", *captions)) is Agreement.NOT_READ


@pytest.mark.parametrize(
    ("other", "agrees"), [("03 ZÁŘ 2004", True), ("03 OŽU 2004", False), ("03.09.2004", False)]
)
def test_without_captions_the_other_months_of_the_page_tell(other, agrees):
    found = answer(line("12 SRP 1974", 5, 5), line(other, 5, 15), line("15 APR 2012", 5, 25))
    assert (found is Agreement.AGREES) is agrees
    assert found is not Agreement.DIFFERS


@pytest.mark.parametrize(
    ("title", "agrees"),
    [
        ("OBČANSKÝ PRŮKAZ / IDENTITY CARD", True),
        ("CESTOVNI PAS", True),
        ("OSOBNA ISKAZNICA / IDENTITY CARD", False),
        ("IDENTITY CARD", False),
        ("OBČANSKÝ PRŮKAZ / OSOBNA ISKAZNICA", False),
    ],
)
def test_without_captions_the_title_tells(title, agrees):
    found = answer(line(title, 5, 1), line("12 SRP 1974", 5, 9), line("15 APR 2012", 5, 25))
    assert (found is Agreement.AGREES) is agrees
    assert found is not Agreement.DIFFERS


def test_a_word_of_one_month_needs_no_language():
    assert answer(*captioned("12 AUG 1974", *CROATIAN)) is Agreement.AGREES
