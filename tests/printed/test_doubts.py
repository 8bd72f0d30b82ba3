"""Characters in doubt are the MRZ's where they may be, and stay in doubt."""

from dataclasses import replace

import pytest

from docverify.evidence.printed import Agreement, PrintedField
from docverify.mrz import compose_mrz, parse_mrz
from docverify.printed.answers import field_answers
from docverify.printed.doubts import settled
from docverify.printed.recognise import NOTHING
from tests.printed.simulator import line

AGREES, NOT_READ = Agreement.AGREES, Agreement.NOT_READ


def mrz_of(surname, given, kind="TD3"):
    known = {
        "issuing_state": "UTO",
        "document_number": "L898902C3",
        "date_of_birth": "740812",
        "date_of_expiry": "120415",
        "sex": "F",
    }
    return parse_mrz(compose_mrz(kind, surname=surname, given_names=given, **known))


MRZ = mrz_of("Eriksson", "Anna Maria")


def doubted(text, x, y, **places):
    """A line in which the characters at some places ("at3") have a chance and what else they may be."""
    made = line(text, x, y)
    chances, others = list(made.chances), [""] * len(text)
    for place, (chance, other) in places.items():
        chances[int(place[2:])], others[int(place[2:])] = chance, other
    return replace(made, chances=tuple(chances), others=tuple(others))


def name_answer(surname, given, *lines, kind="TD3"):
    answers = field_answers(lines, mrz_of(surname, given, kind))
    return next(one.agreement for one in answers if one.field is PrintedField.NAME)


@pytest.mark.parametrize(
    ("read", "first", "agrees"),
    [
        ("EL898902C3", (0.3, " "), True),
        ("EL898902C3", (0.3, NOTHING), True),
        ("EL898902C3", (0.3, "F"), False),  # some sign stands there
        ("EL898902C3", (0.6, " "), False),  # and was read
        ("ELL898902C3", (0.3, " "), False),  # one sign alone
        ("EL898902C36", (0.3, " "), False),
        ("1 L898902C3", (0.4, "I"), True),
        ("1 L898902C3", (0.6, "I"), False),  # a group of the number, perhaps
    ],
)
def test_a_first_sign_that_was_read_of_a_pattern_belongs_to_no_number(read, first, agrees):
    found = {one.field: one.agreement for one in field_answers([doubted(read, 5, 5, at0=first)], MRZ)}
    assert (found[PrintedField.NUMBER] is AGREES) == agrees


@pytest.mark.parametrize("printed", ["HANNA", "JANNA"])
def test_a_first_letter_belongs_to_its_name_however_it_was_read(printed):
    given = doubted(printed, 5, 12, at0=(0.3, " "))
    assert name_answer("Eriksson", "Anna", line("ERIKSSON", 5, 5), given) is NOT_READ


@pytest.mark.parametrize(
    ("surname", "read"),
    [
        ("Sigurdur", doubted("SIGURDUR", 5, 5, at1=(0.4, NOTHING))),  # hardly there, and wanted
        ("Sgurdur", doubted("SIGURDUR", 5, 5, at1=(0.4, NOTHING))),  # hardly there, and not wanted
        ("Sgurdur", doubted("SIGURDUR", 5, 5, at1=(0.95, NOTHING))),  # there, and not wanted
        ("Aage", doubted("AAGEE", 5, 5, at4=(0.95, NOTHING))),
        ("Wisniewski", doubted("Wisniewskl", 5, 5, at9=(0.8, "x"))),
        ("Ibanez", doubted("lbanez", 5, 5, at0=(0.7, ""), at2=(0.99, "ä"))),
        ("Benoit", doubted("BENOfT", 5, 5, at4=(0.5, "T"))),
        ("Michal", doubted("MICHAŁ", 5, 5, at5=(0.8, "L"))),
        ("Felinqui", doubted("FELINQUl", 5, 5)),  # no capital l looks so
        ("Inga", doubted("lNGA", 5, 5)),
        ("Fel Gunta", doubted("FeI-Gunta", 5, 5)),  # nor a small I
        ("Degi", doubted("DEGL", 5, 5, at3=(0.7, ""))),
        ("Dor", doubted("DOľ", 5, 5, at2=(0.8, ""))),
        ("Ibrahim", doubted("ĺbrahim", 5, 5, at0=(0.3, ""))),  # a thin I with a mark
        ("Fellahelxi Rjrtmi", doubted("FÊLLAHËLX RJRTMI", 5, 5, at9=(0.43, "Ï"))),  # no gap, a thin letter
    ],
)
def test_a_name_may_be_read_with_doubtful_letters(surname, read):
    assert name_answer(surname, "Anna", read, line("ANNA", 5, 9)) is AGREES


@pytest.mark.parametrize(
    ("surname", "read"),
    [
        ("Sgurdur", line("SIGURDUR", 5, 5)),  # surely there
        ("Sigurdur", line("SGURDUR", 5, 5)),  # nothing rose
        ("Wisniewski", line("Wisniewskl", 5, 5)),
        ("Benoit", doubted("BENOFT", 5, 5, at4=(0.5, "T"))),
        ("Paavoi", doubted("Paavol", 5, 5)),  # small letters among small ones
        ("Laga", doubted("IAGA", 5, 5)),  # capitals among capitals
        ("Felinqul", doubted("FELINQUI", 5, 5)),
        ("Dor", doubted("DOľ", 5, 5, at2=(0.95, ""))),
        ("Ibrahim", doubted("ĺbrahim", 5, 5, at0=(0.95, ""))),
        ("Fellahelxi Rjrtmi", line("FÊLLAHËLX RJRTMI", 5, 5)),
    ],
)
def test_letters_that_are_sure_stay(surname, read):
    assert name_answer(surname, "Anna", read, line("ANNA", 5, 9)) is not AGREES


def test_a_word_that_the_mrz_cuts_is_settled_too():
    mrz = mrz_of("Juergen", "Maanthithi No Boettchermeier Chemoin Dela")
    assert mrz.name.possibly_truncated
    cut = mrz.name.secondary.split()[2]
    assert "BOETTCHERMEIER".startswith(cut)
    assert len(cut) < len("BOETTCHERMEIER")
    (read,) = settled([doubted("MAANTHITHI NO BŎTTCHERMEIER", 5, 5, at15=(0.94, "Ö"))], mrz)
    assert "BÖTT" in read.text


def test_what_is_hardly_there_is_dropped_where_nothing_wants_it():
    (read,) = settled([doubted("SOLST|ICE", 5, 5, at5=(0.41, NOTHING))], mrz_of("Eriksson", "Anna"))
    assert read.text == "SOLSTICE"


def test_a_name_behind_a_misread_caption_agrees_and_behind_another_word_does_not():
    surname = line("APELIDOS ERIKSSON", 5, 5)
    assert name_answer("Eriksson", "Anna", surname, line("NOMESPRÓPRIOss ANNA", 5, 13)) is AGREES
    assert name_answer("Eriksson", "Anna", surname, line("SIBILLA ANNA", 5, 13)) is not AGREES


def test_a_name_in_two_rows_of_two_parts_agrees():
    lines = (line("ERIKSSON,", 5, 5), line("ANNA", 22, 5), line("MARIA", 5, 9), line("SOFIA", 17, 9))
    assert name_answer("Eriksson", "Anna Maria Sofia", *lines) is AGREES


def test_a_stray_sign_before_a_name_is_left_out_and_a_sure_letter_is_not():
    given = line("ANNA", 5, 13)
    assert name_answer("Eriksson", "Anna", doubted("i ERIKSSON", 5, 5, at0=(0.3, "")), given) is AGREES
    assert name_answer("Eriksson", "Anna", line("O ERIKSSON", 5, 5), given) is not AGREES


@pytest.mark.parametrize(
    ("number", "read"), [("O61684623", "061684623"), ("TZMD0KDRT", "TZM DOK DRT"), ("L898902C3", "L8989O2C3")]
)
def test_a_zero_and_an_o_are_of_one_shape(number, read):
    mrz = parse_mrz(compose_mrz("TD3", issuing_state="UTO", document_number=number, surname="Eriksson"))
    said = {one.field: one.agreement for one in field_answers([line(read, 5, 5)], mrz)}
    assert said[PrintedField.NUMBER] is NOT_READ  # by a reader that does not tell what else may be there
    said = {one.field: one.agreement for one in field_answers([doubted(read, 5, 5, at0=(0.96, "X"))], mrz)}
    assert said[PrintedField.NUMBER] is AGREES


@pytest.mark.parametrize("read", ["AYŞE YUTOWAANVAHA", "AYŞEYUTOWAANVAHA", "AYSE YUTOWAANVAHA"])
def test_a_lost_gap_and_a_lost_mark_in_one_word_do_not_spoil_a_name(read):
    given = doubted(read, 5, 9, at1=(0.96, NOTHING))
    assert name_answer("Eriksson", "Ayşe Yutö Waanvaha", line("ERIKSSON", 5, 5), given) is AGREES


@pytest.mark.parametrize(("chance", "answer"), [(0.66, NOT_READ), (0.9, AGREES)])
def test_what_a_pattern_looks_like_is_no_name(chance, answer):
    given = line("f a", 5, 30, chance=chance)
    assert name_answer("Eriksson", "Fa", line("ERIKSSON", 5, 5), given) is answer


def test_a_gap_that_may_be_none_still_parts_two_words():
    """PASSPORT L898902C3: were the gap left out, no number would stand there."""
    mrz = mrz_of("Eriksson", "Anna")
    read = doubted("PASSPORT L898902C3", 5, 5, at8=(0.31, "T" + NOTHING))
    found = {one.field: one.agreement for one in field_answers([read], mrz)}
    assert found[PrintedField.NUMBER] is AGREES


def birth_answer(written, **doubts):
    """With the birth's year of two digits left open, as where the day of reading is not known."""
    mrz = parse_mrz(compose_mrz("TD2", issuing_state="UTO", surname="Eriksson", date_of_birth="500503"))
    assert len(mrz.date_of_birth.date.candidates) > 1
    lines = [line("Date of birth", 5, 5, 1.4), doubted(written, 5, 7.2, **doubts)]
    return next(one.agreement for one in field_answers(lines, mrz) if one.field is PrintedField.BIRTH)


@pytest.mark.parametrize(
    ("written", "doubts"),
    [
        ("03 KVVĚ 50", {"at5": (0.95, NOTHING)}),  # May in Czech, whose word has a mark
        ("03 MAYI 1950", {"at6": (0.95, NOTHING)}),
        (
            "0305.1950",
            {"at4": (0.43, NOTHING)},
        ),  # the one sign that was read parts day and month from the year
        ("0305 1950", {"at4": (0.95, NOTHING)}),
        ("03.05.1950", {"at2": (0.43, NOTHING), "at5": (0.43, NOTHING)}),
    ],
)
def test_a_date_may_be_read_with_doubtful_characters(written, doubts):
    assert birth_answer(written, **doubts) is AGREES


def test_a_doubtful_letter_of_another_month_makes_no_date():
    assert birth_answer("03 MAYR 1950", at6=(0.95, "I")) is not AGREES
    assert birth_answer("03 KVVĚ 50") is not AGREES
