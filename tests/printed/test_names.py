"""Whether names agree: on one line or several, with captions and without, cut by the MRZ or not."""

from dataclasses import replace

import pytest

from docverify.evidence.printed import Agreement, PrintedField
from docverify.mrz import parse_mrz
from docverify.printed.answers import field_answers
from tests.printed.simulator import line
from tests.printed.test_fields import AGREES, DIFFERS, NOT_READ, answers, labelled


@pytest.mark.parametrize(
    ("surname", "given", "printed"),
    [
        ("Eriksson", "Anna Maria", ["ERIKSSON", "ANNA MARIA"]),
        ("Eriksson", "Anna Maria", ["Eriksson, Anna Maria"]),
        ("Eriksson", "Anna Maria", ["ANNA MARIA ERIKSSON"]),
        ("Eriksson", "Anna Maria", ["ERIKSSON ANNA", "MARIA"]),
        ("Þórðarson", "Ævar", ["ÞÓRÐARSON", "ÆVAR"]),
        ("Müller", "Jörg", ["DR. MÜLLER", "JÖRG"]),
        ("Müller", "Anna", ["MÜLLER", "née ERIKSSON", "ANNA"]),
        ("Müller", "Anna", ["MÜLLER geb. ERIKSSON", "ANNA"]),
        ("Müller", "Anna", ["a MÜLLER", "b ERIKSSON", "ANNA"]),
        ("Berg", "Anna", ["VAN DEN BERG", "ANNA"]),
        ("van den Berg", "Anna", ["VAN DEN BERG", "ANNA"]),
        ("Ĳssel", "Ñusta", ["ĲSSEL", "ÑUSTA"]),
        ("Weiß", "Zoë", ["WEISS / WEIß", "ZOË"]),
        ("Shevchenko", "Ihor", ["ШЕВЧЕНКО/SHEVCHENKO", "ІГОР/IHOR"]),
        ("Nguyen", "", ["NGUYEN"]),
        ("van den Berg", "Anna Maria", ["VANDEN BERG", "ANNAMARIA"]),
        ("Eriksson", "Anna", ["ERIK SSON", "ANNA"]),
        ("Eriksson", "Anna Maria", ["ERIKSSON", "ANNA MARIA ESP"]),  # the nationality, of the next column
        ("Eriksson", "Anna Maria", ["Surname: Eriksson", "Given names: Anna", "Maria"]),
        ("Eriksson", "Anna Maria", ["ERIKSSON", "ANNA ESP", "MARIA"]),
    ],
)
def test_names_agree(surname, given, printed):
    lines = [line(text, 5, 5 + 4 * n) for n, text in enumerate(printed)]
    assert answers(*lines, surname=surname, given_names=given)[PrintedField.NAME] is AGREES


@pytest.mark.parametrize(
    "printed",
    [["ERIKSSON"], ["ANNA MARIA"], ["ERIKSSON", "ANNA"], ["ERIKSSON", "ANNA MARIA LOUISE"],
     ["ERIKSSEN", "ANNA MARIA"], ["ERIKSSON-BERG", "ANNA MARIA"], ["ERIKSSON STREET 5", "ANNA MARIA"]],
)  # fmt: skip
def test_parts_of_a_name_do_not_agree(printed):
    lines = [line(text, 5, 5 + 12 * n) for n, text in enumerate(printed)]
    assert answers(*lines)[PrintedField.NAME] is NOT_READ


@pytest.mark.parametrize(
    ("surname", "answer"),
    [
        ("ERIKSSEN", DIFFERS),
        ("WATANABE", DIFFERS),
        ("ERlKSSON", NOT_READ),
        ("ERIKSSON BERG", NOT_READ),
        ("née ERIKSSEN", NOT_READ),
        ("DR. ERIKSSEN", NOT_READ),
        ("ERIKSSÖN", AGREES),
        ("ERÍKSSÓN", AGREES),  # marks alone
        ("ERIKSSÉN", DIFFERS),  # no O, whatever its mark
        ("ERACSSEN", DIFFERS),  # in three letters
        ("ERIKS", NOT_READ),  # the end is hidden, perhaps
        ("ΕΡΙΚΣΟΝ", Agreement.NOT_COMPARABLE),
        ("UTOPIA", NOT_READ),
        ("NOMES PRÓPRI", NOT_READ),  # a caption that a seal cuts
        ("ERIKSSON", AGREES),
    ],
)
def test_a_name_differs_at_its_caption_only_where_nothing_explains_it(surname, answer):
    lines = labelled(("Surname", surname), ("Given names", "ANNA MARIA"))
    assert answers(*lines)[PrintedField.NAME] is answer


def test_a_word_that_is_nearly_the_mrzs_speaks_for_the_same_person():
    said = [
        labelled(("Surname", "ERIKSSON"), ("Given names", given))
        for given in ("CHRISTOPHER MARTA", "CHRISTOPHER")
    ]
    assert [answers(*lines)[PrintedField.NAME] for lines in said] == [NOT_READ, DIFFERS]


@pytest.mark.parametrize(
    ("given", "answer"),
    [
        ("ANNA SVETLANA", DIFFERS),
        ("BRUNHILDE MARIA", DIFFERS),
        ("ANNA MARIANNE", NOT_READ),  # the same, printed longer
        ("ANNA MARIA SVETLANA", NOT_READ),
        ("ANNA", NOT_READ),
    ],
)
def test_one_component_that_is_another_one_altogether_makes_another_name(given, answer):
    lines = labelled(("Surname", "ERIKSSON"), ("Given names", given))
    assert answers(*lines)[PrintedField.NAME] is answer


def test_a_component_that_was_read_poorly_makes_no_other_name():
    lines = labelled(("Surname", "ERIKSSON"), ("Given names", "ANNA SVETLANA"))
    (at,) = (n for n, one in enumerate(lines) if one.text == "ANNA SVETLANA")
    lines[at] = replace(lines[at], chances=(*(0.99,) * 5, *(0.6,) * 8))
    assert answers(*lines)[PrintedField.NAME] is NOT_READ


LONG = "Maximiliana Konstantina Friederike Wilhelmine"


@pytest.mark.parametrize(
    ("printed", "answer"),
    [
        ("MAXIMILIANA KONSTANTINA FRIEDERIKE WILHELMINE", AGREES),
        ("MAXIMILIANAKONSTANTINA FRIEDERIKE WILHELMINE", AGREES),  # a narrow gap was not read
        ("MAXIMILI ANA KONSTANTINA FRIEDERIKE WILHELMINE", AGREES),
        ("MAXIMILIANA KONSTANTINA WILHELMINE", NOT_READ),
        ("MAXIMILIANA XONSTANTINA FRIEDERIKE WILHELMINE", NOT_READ),
    ],
)
def test_a_name_that_the_mrz_cuts_agrees_whatever_gap_was_misread(printed, answer):
    lines = [line("ERIKSSON", 5, 5), line(printed, 5, 12, 2.0)]
    assert answers(*lines, given_names=LONG)[PrintedField.NAME] is answer


@pytest.mark.parametrize(
    ("told", "answer"),
    [((), NOT_READ), ((11,), AGREES), ((3, 11), AGREES), ((1, 3, 5, 7, 11), NOT_READ), ((4,), NOT_READ)],
)
def test_a_gap_that_may_be_parts_the_components_that_the_mrz_cuts(told, answer):
    """Where the reader tells of one; letters that may be apart everywhere are no name."""
    first, last = "I<UTOERIKSSON<<MAXIMILIANA<KONST<W<R", "M7N6UGD339UTO2610070M1804216<<<<<<<<"
    mrz = parse_mrz([first, last], format="TD2")
    assert mrz.name.possibly_truncated
    given = line("MAXIMILIANA KONSTANTIN WROCLAW", 5, 12)
    others = [""] * len(given.text)
    for place in told:
        others[12 + place if place != 11 else 23] = " "
    lines = [line("ERIKSSON", 5, 5), replace(given, others=tuple(others))]
    found = {one.field: one.agreement for one in field_answers(lines, mrz)}
    assert found[PrintedField.NAME] is answer


@pytest.mark.parametrize(
    ("chance", "other", "answer"),
    [(0.5, " ", AGREES), (0.5, "I", NOT_READ), (0.8, " ", NOT_READ), (0.996, "", NOT_READ)],
)
def test_a_stroke_that_may_be_a_gap_parts_two_components(chance, other, answer):
    """Elsewhere it parts two languages."""
    first, last = "I<UTOERIKSSON<<MAXIMILIANA<KONST<W<R", "M7N6UGD339UTO2610070M1804216<<<<<<<<"
    given = line("MAXIMILIANA KONSTANTIN/WILMA ROCLAW", 5, 12)
    chances, others = list(given.chances), [""] * len(given.text)
    chances[22], others[22] = chance, other
    lines = [line("ERIKSSON", 5, 50), replace(given, chances=tuple(chances), others=tuple(others))]
    found = {one.field: one.agreement for one in field_answers(lines, parse_mrz([first, last], format="TD2"))}
    assert found[PrintedField.NAME] is answer


@pytest.mark.parametrize(("x", "y", "answer"), [(41, 12, AGREES), (30, 16.5, AGREES), (41, 30, NOT_READ)])
def test_a_name_behind_its_caption_goes_on_beside_and_beneath(x, y, answer):
    lines = [line("Surname: Eriksson", 5, 5, 2), line("Given names: Anna Charlotte", 5, 12, 2)]
    lines.append(line("Maria", x, y, 2))
    given = "Anna Charlotte Maria"
    assert answers(*lines, given_names=given)[PrintedField.NAME] is answer


@pytest.mark.parametrize(("gap", "answer"), [(2.2, AGREES), (3, NOT_READ)])
def test_a_name_goes_on_in_the_next_row(gap, answer):
    lines = [line("ERIKSSON", 45, 5), line("ANNA", 5, 5), line("MARIA", 5, 5 + 2.6 * (1 + gap))]
    assert answers(*lines)[PrintedField.NAME] is answer


@pytest.mark.parametrize(("second", "answer"), [("D", AGREES), ("E", NOT_READ), ("U", NOT_READ)])
def test_a_component_of_one_letter_is_not_found_within_a_word(second, answer):
    """Of a name that is cut to GU<D; with GU<E another one was meant, though GUNPE has an E in it, too."""
    first, last = "VCMLTNEHALOE<AAEGE<GUNISDAALEN<<GU<" + second, "M7N6UGD339MLT2610070M1804216<<<<<<<<"
    mrz = parse_mrz([first, last], format="MRVB")
    lines = [line("NEHALØ AÆGE GUNISDÅLEN", 5, 5), line("GUNPE DAISLEN", 5, 12)]
    found = {one.field: one.agreement for one in field_answers(lines, mrz)}
    assert found[PrintedField.NAME] is answer


def test_a_caption_of_names_is_the_surnames_where_given_names_have_their_own():
    said = [labelled(("1. Name", name), ("2. Forenames", "ANNA MARIA")) for name in ("ERIKSSON", "ERIKSSEN")]
    assert [answers(*lines)[PrintedField.NAME] for lines in said] == [AGREES, DIFFERS]


@pytest.mark.parametrize(("x", "answer"), [(25, DIFFERS), (5, NOT_READ)])
def test_a_title_of_another_column_does_not_hide_another_name(x, answer):
    """Values stand above their captions; what stands above a value may be of it in its own column alone."""
    pairs = (
        ("WATANABE-KOBAYASHI", "Surname"),
        ("ANNA MARIA", "Given names"),
        ("12 AUG 1974", "Date of birth"),
    )
    lines = [line("IDENTITY CARD / 15", x, 1.5)]
    for n, (value, caption) in enumerate((*pairs, ("15 APR 2012", "Date of expiry"))):
        lines += [line(value, 5, 5 + 8 * n), line(caption, 5, 8.2 + 8 * n, 1.4)]
    assert answers(*lines)[PrintedField.NAME] is answer


def test_two_surnames_may_have_captions_of_their_own():
    lines = labelled(("PRIMER APELLIDO", "GARCIA"), ("SEGUNDO APELLIDO", "LOPEZ"), ("NOMBRE", "ANA"))
    assert answers(*lines, surname="Garcia Lopez", given_names="Ana")[PrintedField.NAME] is AGREES


def test_a_caption_of_both_identifiers_is_of_the_whole_name():
    lines = [
        line("Priezvisko, meno: ERIKSSON, ANNA", 5, 5),
        line("MARIA", 27, 9),
        line("Dátum narodenia: 12 AUG 1974", 5, 13),
        line("Platnosť do: 15 APR 2012", 5, 17),
    ]
    assert answers(*lines)[PrintedField.NAME] is AGREES
    assert answers(*lines, given_names="Anna Anna")[PrintedField.NAME] is DIFFERS
