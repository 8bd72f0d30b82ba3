"""What is altered in print never agrees, whatever the alteration and however it was read."""

from datetime import date

from hypothesis import assume, given, settings
from hypothesis import strategies as st

from docverify.evidence.printed import Agreement, PrintedField
from docverify.mrz import parse_mrz
from docverify.printed.answers import field_answers
from tests.printed.simulator import line

MRZ = parse_mrz(
    ["P<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<", "L898902C36UTO7408122F1204159ZE184226B<<<<<10"],
    at=date(2010, 1, 1),
)
CAPITALS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
DIGITS = "0123456789"
CHANCES = st.floats(0, 1)
EXAMPLES = settings(max_examples=150)


def answer(field, *lines):
    return {a.field: a.agreement for a in field_answers(lines, MRZ)}[field]


@EXAMPLES
@given(st.integers(0, 8), st.sampled_from(DIGITS + CAPITALS), st.booleans())
def test_an_altered_number_never_agrees(at, character, labelled):
    number = "L898902C3"
    text = number[:at] + character + number[at + 1 :]
    assume(text != number)
    caption = [line("Passport No.", 5, 5, 1.4)] if labelled else []
    assert answer(PrintedField.NUMBER, *caption, line(text, 5, 7.2)) is not Agreement.AGREES


@EXAMPLES
@given(st.integers(0, 8), st.sampled_from(DIGITS), CHANCES)
def test_a_digit_is_never_another_digit_however_poorly_read(at, digit, chance):
    number = "L898902C3"
    assume(number[at] in DIGITS and number[at] != digit)
    text = number[:at] + digit + number[at + 1 :]
    assert answer(PrintedField.NUMBER, line(text, 5, 5, chance=chance)) is not Agreement.AGREES


@EXAMPLES
@given(st.dates(date(1900, 1, 1), date(2099, 12, 31)), st.sampled_from(["%d %b %Y", "%Y-%m-%d"]), CHANCES)
def test_another_date_never_agrees(day, written, chance):
    assume(day != date(1974, 8, 12))
    text = day.strftime(written).upper()
    lines = line("Date of birth", 5, 5, 1.4), line(text, 5, 7.2, chance=chance)
    assert answer(PrintedField.BIRTH, *lines) is not Agreement.AGREES


@EXAMPLES
@given(st.sampled_from(["ERIKSSON", "ANNA MARIA"]), st.integers(0, 9), st.sampled_from(CAPITALS), CHANCES)
def test_an_altered_name_never_agrees(name, at, letter, chance):
    assume(at < len(name) and name[at] not in (letter, " "))
    text = name[:at] + letter + name[at + 1 :]
    rest = "ANNA MARIA" if name == "ERIKSSON" else "ERIKSSON"
    lines = line(text, 5, 5, chance=chance), line(rest, 5, 15)
    assert answer(PrintedField.NAME, *lines) is not Agreement.AGREES


@EXAMPLES
@given(st.lists(st.tuples(st.text(max_size=30), st.floats(0, 100), st.floats(0, 100)), max_size=12))
def test_any_text_is_answered_and_seldom_agrees(given_lines):
    answers = field_answers([line(text, x, y) for text, x, y in given_lines], MRZ)
    assert [a.field for a in answers] == list(PrintedField)
    assert Agreement.DIFFERS not in {a.agreement for a in answers}
