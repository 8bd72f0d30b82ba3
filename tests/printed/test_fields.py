"""Numbers, names, sex and State beside the captions and without them."""

from dataclasses import replace

import pytest

from docverify.evidence.printed import Agreement, Obstacle, PrintedField, PrintedLine
from docverify.mrz import compose_mrz, parse_mrz
from docverify.printed.answers import field_answers
from tests.printed.simulator import line

AGREES, DIFFERS, NOT_READ = Agreement.AGREES, Agreement.DIFFERS, Agreement.NOT_READ
FIELDS = {
    "surname": "Eriksson",
    "given_names": "Anna Maria",
    "document_number": "L898902C3",
    "issuing_state": "UTO",
    "date_of_birth": "740812",
    "date_of_expiry": "120415",
    "sex": "F",
}


def answers(*lines, kind="TD3", **fields):
    mrz = parse_mrz(compose_mrz(kind, **(FIELDS | fields)))
    return {a.field: a.agreement for a in field_answers(lines, mrz)}


def with_chance(made: PrintedLine, at: int, chance: float) -> PrintedLine:
    chances = (*made.chances[:at], chance, *made.chances[at + 1 :])
    return replace(made, chances=chances)


def labelled(*pairs: tuple[str, str]) -> list[PrintedLine]:
    """Captions above values, two dates among them, so that it is clear where values stand."""
    dates = (("Date of birth", "12 AUG 1974"), ("Date of expiry", "15 APR 2012"))
    out = []
    for n, (caption, value) in enumerate((*pairs, *dates)):
        out += [line(caption, 5, 5 + 8 * n, 1.4), line(value, 5, 7.2 + 8 * n)]
    return out


@pytest.mark.parametrize(
    ("text", "agrees"),
    [
        ("L898902C3", True),
        ("No. L898902C3", True),
        ("L 898902 C3", True),
        ("L-898902-C3", True),
        ("l898902c3", True),
        ("12 AUG 1974 L898902C3", True),
        ("P UTO L898902C3", True),
        ("L898902C3 ZE184226B", True),
        ("L898902C36", False),
        ("1L898902C3", False),
        ("L898902C3-6", False),
        ("L898902C3 61", False),
        ("12 L 898902C3", False),
        ("L898902C", False),
        ("L898902C4", False),
        ("L8989O2C3", False),
        ("L898902 C", False),
    ],
)
def test_a_number_agrees_whole(text, agrees):
    assert (answers(line(text, 5, 5))[PrintedField.NUMBER] is AGREES) == agrees


@pytest.mark.parametrize(
    ("gap", "last", "answer"), [(3, "2C3", AGREES), (3, "2C7", NOT_READ), (30, "2C3", NOT_READ)]
)
def test_a_number_with_wide_gaps_agrees_in_parts(gap, last, answer):
    first = line("Passport No: L89", 5, 5)
    second = line("890", first.box[2] + 3, 5)
    third = line(last, second.box[2] + gap, 5)
    assert answers(first, second, third)[PrintedField.NUMBER] is answer


@pytest.mark.parametrize("groups", [("123", "456", "789"), ("456", "789"), ("723", "456", "789")])
@pytest.mark.parametrize(("beside", "caption"), [("178", "Height"), ("UTO", "Nationality"), ("178", "")])
def test_groups_of_a_number_and_the_column_beside_are_no_other_number(groups, beside, caption):
    lines, right = labelled(("Passport No.", "")), 5.0
    lines = [one for one in lines if one.text]
    for text in groups:
        lines.append(line(text, right, 7.2, chance=0.6 if text == "723" else 0.996))
        right = lines[-1].box[2] + 1.6
    lines += [line(beside, right + 3, 7.2), *([line(caption, right + 3, 5, 1.4)] if caption else [])]
    agreement = answers(*lines, document_number="123456789")[PrintedField.NUMBER]
    assert agreement is (AGREES if groups[0] == "123" else NOT_READ)


@pytest.mark.parametrize(("read", "answer"), [("L898942C3", DIFFERS), ("L8989O2C3", NOT_READ)])
def test_a_digit_that_is_a_zero_or_an_o_is_surely_no_other_one(read, answer):
    lines = labelled(("Passport No.", read))
    assert answers(*lines)[PrintedField.NUMBER] is answer


@pytest.mark.parametrize(("read", "answer"), [("TZM DOK DRT", DIFFERS), ("TZM DAK DRT", NOT_READ)])
def test_an_o_counts_as_the_zero_of_a_number_of_letters(read, answer):
    """A word without digits is no number but where round letters stand for them."""
    lines = labelled(("Passport No.", read))
    assert answers(*lines, document_number="TZMD0KDHT")[PrintedField.NUMBER] is answer


def test_a_letter_is_a_digit_only_where_it_was_poorly_read():
    read = line("L8989O2C3", 5, 5)
    assert answers(with_chance(read, 5, 0.7))[PrintedField.NUMBER] is AGREES
    assert answers(with_chance(read, 5, 0.95))[PrintedField.NUMBER] is NOT_READ
    other = line("L898982C3", 5, 5)  # a digit is never another digit
    assert answers(with_chance(other, 5, 0.1))[PrintedField.NUMBER] is NOT_READ


@pytest.mark.parametrize(
    ("text", "chance", "answer"),
    [
        ("L898902C4", 0.996, DIFFERS),
        ("L898902C4", 0.93, DIFFERS),
        ("L898902C4", 0.91, NOT_READ),
        ("L8989O2C3", 0.999, NOT_READ),
        ("X123456Y7", 0.996, DIFFERS),
        ("X123456Y7", 0.7, NOT_READ),
        ("L898902", 0.999, NOT_READ),
        ("L898902C3", 0.5, AGREES),
    ],
)
def test_a_number_differs_with_certainty_only(text, chance, answer):
    lines = labelled(("Passport No.", text))
    lines[1] = line(text, 5, 7.2, chance=chance)
    assert answers(*lines)[PrintedField.NUMBER] is answer


@pytest.mark.parametrize(
    ("poor", "answer"), [((), DIFFERS), ((1,), DIFFERS), ((1, 2), NOT_READ), ((8,), NOT_READ)]
)
def test_one_poor_character_elsewhere_hides_no_other_number(poor, answer):
    lines = labelled(("Passport No.", "L898902C4"))
    for at in poor:
        lines[1] = with_chance(lines[1], at, 0.6)
    assert answers(*lines)[PrintedField.NUMBER] is answer


def test_the_number_elsewhere_does_not_hide_another_one_at_the_caption():
    lines = [*labelled(("Passport No.", "X123456Y7")), line("L898902C3", 60, 1)]
    assert answers(*lines)[PrintedField.NUMBER] is NOT_READ


def test_without_captions_nothing_differs():
    lines = [line(text, 5, 5 + 6 * n) for n, text in enumerate(("ERIKSSEN", "L898902C4", "13.08.1974", "M"))]
    assert DIFFERS not in answers(*lines).values()


def test_one_value_does_not_tell_where_values_stand():
    lines = labelled(("Passport No.", "X123456Y7"))
    assert answers(*lines)[PrintedField.NUMBER] is DIFFERS
    del lines[-2:]
    assert answers(*lines)[PrintedField.NUMBER] is NOT_READ


def test_the_value_of_the_next_row_is_not_taken_for_a_lost_one():
    lines = labelled(("Passport No.", ""))
    del lines[1]
    lost = [*lines, line("X123456Y7", 45, 13.2), line("Passport No.", 45, 5, 1.4)]
    assert answers(*lost)[PrintedField.NUMBER] is NOT_READ


def test_a_long_number_goes_on_in_the_optional_data():
    lines = line("591-1234567-89", 5, 5)
    assert answers(lines, kind="TD1", document_number="591123456789")[PrintedField.NUMBER] is AGREES
    short = answers(line("591123456", 5, 5), kind="TD1", document_number="591123456789")
    assert short[PrintedField.NUMBER] is NOT_READ


def test_specks_over_a_number_make_no_other_one():
    assert answers(*labelled(("Number", "Ĺ898902C3")))[PrintedField.NUMBER] is AGREES
    assert answers(*labelled(("Number", "Ł898902Ç3")))[PrintedField.NUMBER] is AGREES
    assert answers(*labelled(("Number", "Á898902C3")))[PrintedField.NUMBER] is DIFFERS


@pytest.mark.parametrize(
    ("caption", "text", "sex", "answer"),
    [
        ("Sex", "F", "F", AGREES),
        ("Sex/Sexe", "F/F", "F", AGREES),
        ("Geschlecht", "W", "F", AGREES),
        ("Płeć", "K/F", "F", AGREES),
        ("Sexe", "HOMME", "M", AGREES),
        ("Spol", "Ž", "F", AGREES),
        ("Sex", "X", "", AGREES),
        ("Sex", "X/X", "", AGREES),
        ("Sex/Sexe", "<", "", AGREES),
        ("Sex", "-", "", AGREES),
        ("Sex", "–", "", AGREES),
        ("Sex", "-", "F", NOT_READ),
        ("Sex", "<", "M", NOT_READ),
        ("Sex", "X", "F", DIFFERS),
        ("Sex", "M", "F", DIFFERS),
        ("Sex", "FEMALE", "M", DIFFERS),
        ("Sex", "V/F", "M", DIFFERS),
        ("Nem / Sex", "NŐ", "M", DIFFERS),  # a word of two letters
        ("Sex", "M", "", Agreement.NOT_COMPARABLE),
        ("Sex", "V", "M", NOT_READ),
        ("Sex", "Q", "M", NOT_READ),
        ("Nem / Sex", "F ÉRFI", "F", NOT_READ),  # FÉRFI is a man; a gap was read in the word
        ("Sex", "FE M", "M", NOT_READ),
    ],
)
def test_sex(caption, text, sex, answer):
    assert answers(*labelled((caption, text)), sex=sex)[PrintedField.SEX] is answer


@pytest.mark.parametrize(
    ("caption", "text", "state", "answer"),
    [
        ("Code of issuing State", "POL", "POL", AGREES),
        ("Nationality", "POLAND", "POL", AGREES),
        ("Nationality", "POLSKA", "POL", AGREES),
        ("Nationalité", "POLOGNE", "POL", AGREES),
        ("Staatsangehörigkeit", "DEUTSCH", "D", AGREES),
        ("Nationality", "NIGERIAN", "NGA", AGREES),
        ("Nationality", "UTOPIAN", "UTO", AGREES),
        ("Nationality", "NIGERIAN", "NER", NOT_READ),
        ("Nationality", "CAN", "UTO", DIFFERS),
        ("Nationality", "Switzerland / CHE", "UTO", DIFFERS),  # one State, by name and code
        ("Nationality", "Switzerland / CAN", "UTO", NOT_READ),
        ("Nationality", "Switzerland 12 / CHE", "UTO", NOT_READ),
        ("Nationality", "FRENCH", "UTO", NOT_READ),
        ("Place of birth", "CAN", "CAN", NOT_READ),
    ],
)
def test_state(caption, text, state, answer):
    assert answers(*labelled((caption, text)), issuing_state=state)[PrintedField.STATE] is answer


def test_a_layout_that_holds_the_number_alone_leaves_the_rest_not_comparable():
    mrz = parse_mrz(compose_mrz("NLD_DL", document_number="1234567890", issuing_state="NLD"))
    said = {a.field: a.agreement for a in field_answers([line("1234567890", 5, 5), line("NLD", 5, 15)], mrz)}
    assert said.pop(PrintedField.NUMBER) is said.pop(PrintedField.STATE) is AGREES
    assert set(said.values()) == {Agreement.NOT_COMPARABLE}


NOT_IN_MRZ, NOT_ALIKE = Obstacle.NOT_IN_MRZ, Obstacle.NOT_ALIKE


@pytest.mark.parametrize(
    ("field", "changes", "pairs", "obstacle"),
    [
        (PrintedField.SEX, {"sex": ""}, [], NOT_IN_MRZ),
        (PrintedField.SEX, {"sex": ""}, [("Sex", "")], NOT_IN_MRZ),
        (PrintedField.SEX, {"sex": ""}, [("Sex", "M")], NOT_ALIKE),
        (PrintedField.SEX, {"sex": ""}, [("Sex", "FEMALE")], NOT_ALIKE),
        (PrintedField.SEX, {"sex": ""}, [("Sex", "X")], None),
        (PrintedField.BIRTH, {"date_of_birth": "7408<<"}, [], NOT_IN_MRZ),
        (PrintedField.BIRTH, {"date_of_birth": "74<<<<"}, [], NOT_IN_MRZ),
        (PrintedField.BIRTH, {"date_of_birth": "<<<<<<"}, [], NOT_IN_MRZ),
        (PrintedField.NUMBER, {"document_number": "1"}, [], NOT_ALIKE),
        (PrintedField.NUMBER, {}, [("Passport No.", "Л898902")], NOT_ALIKE),
        (PrintedField.NAME, {}, [("Surname", "ΕΡΙΚΣΟΝ")], NOT_ALIKE),
        (PrintedField.NAME, {}, [("Surname", "ERIKSSON"), ("Given names", "ANNA MARIA")], None),
    ],
)
def test_why_two_cannot_be_compared(field, changes, pairs, obstacle):
    mrz = parse_mrz(compose_mrz("TD3", **(FIELDS | changes)))
    lines = [one for one in labelled(*pairs) if one.text]
    answer = {one.field: one for one in field_answers(lines, mrz)}[field]
    assert answer.obstacle is obstacle
    assert (answer.agreement is Agreement.NOT_COMPARABLE) == (obstacle is not None)


def test_a_sex_that_was_read_poorly_is_not_said_to_stand_where_the_mrz_leaves_it_open():
    lines = labelled(("Sex", "M"))
    lines[1] = line("M", 5, 7.2, chance=0.5)
    assert answers(*lines, sex="")[PrintedField.SEX] is NOT_READ


@pytest.mark.parametrize("sign", ["<", "-", "–", "<<", "P", "p", "N", "W", "P/P"])
def test_a_sign_or_an_initial_of_one_language_says_nothing_without_a_caption(sign):
    for sex in ("", "F"):
        assert answers(line(sign, 5, 5), sex=sex)[PrintedField.SEX] is not AGREES
    # Dust, or the document's type, beside the sex keeps nobody's from agreeing.
    assert answers(line("F", 40, 30), line(sign, 5, 5), sex="F")[PrintedField.SEX] is AGREES


@pytest.mark.parametrize(
    ("read", "outcome"),
    [
        ("15.04.21", DIFFERS),
        ("15.04.20", NOT_READ),  # 15.04.2012 whose end was not found reads so
        ("15.04.20 UTO", DIFFERS),
        ("16.04.2012", DIFFERS),
        ("5.04.2012", NOT_READ),  # likewise a beginning
        ("6.04.2012", DIFFERS),
        ("UTO 5.04.2012", DIFFERS),
        ("2012.04.1", NOT_READ),
        ("2012.04.1+", NOT_READ),
        ("2012.04.2", DIFFERS),
        ("2012.04.1 UTO", DIFFERS),
    ],
)
def test_a_date_that_may_be_cut_off_never_differs(read, outcome):
    value = line("Date of birth", 5, 5, 1.4), line("12 AUG 1974", 5, 7.2)
    said = (*value, line("Date of expiry", 5, 13, 1.4), line(read, 5, 15.2))
    assert answers(*said)[PrintedField.EXPIRY] is outcome


@pytest.mark.parametrize(("last", "answer"), [("15.04.2002", AGREES), ("15.04.2022", NOT_READ)])
def test_without_captions_the_expiry_is_the_last_date(last, answer):
    said = [line(text, 5, 5 + 6 * n) for n, text in enumerate(("12.08.1974", "15.04.2012", last))]
    assert answers(*said)[PrintedField.EXPIRY] is answer


@pytest.mark.parametrize(("year", "answer"), [("1974", AGREES), ("2074", NOT_READ), ("1975", DIFFERS)])
def test_a_century_that_the_mrz_does_not_hold_makes_no_other_date(year, answer):
    said = labelled(("Sex", "F"))
    said[3] = line(f"12 AUG {year}", 5, 5 + 8 + 2.2)
    assert answers(*said)[PrintedField.BIRTH] is answer


def test_a_letter_of_a_line_that_was_found_twice_is_no_sex():
    heading = line("PASAS // PASSPORT", 30, 2, 3.5)
    for place in (45, 27.8):  # in the line, and where it begins
        assert answers(heading, line("F", place, 2, 3.5))[PrintedField.SEX] is NOT_READ
    assert answers(heading, line("F", 45, 20))[PrintedField.SEX] is AGREES


@pytest.mark.parametrize(
    ("sign", "chance", "answer"), [("<", 0.7, AGREES), ("<", 0.95, NOT_READ), ("<<", 0.7, NOT_READ)]
)
def test_a_filler_that_was_read_of_a_pattern_makes_no_line_of_the_mrz(sign, chance, answer):
    surname = line(sign + "ERIKSSON", 5, 5)
    for at in range(len(sign)):
        surname = with_chance(surname, at, chance)
    assert answers(surname, line("ANNA MARIA", 5, 12))[PrintedField.NAME] is answer


def test_a_caption_with_its_value_in_its_line_has_no_other_one_beside():
    """Values stand on the right on this page; what stands further right of one is of a pattern."""
    rows = (
        ("Given names", "ANNA MARIA"),
        ("Date of birth", "12 AUG 1974"),
        ("Date of expiry", "15 APR 2012"),
    )
    lines = [line("Surname: ERIKSSON", 5, 5, 2), line("IVAU", 45, 5, 2)]
    for n, (caption, value) in enumerate(rows):
        lines += [line(caption, 5, 15 + 10 * n, 2), line(value, 45, 15 + 10 * n, 2)]
    assert answers(*lines)[PrintedField.NAME] is AGREES
    lines[0] = line("Surname", 5, 5, 2)
    assert answers(*lines)[PrintedField.NAME] is DIFFERS
