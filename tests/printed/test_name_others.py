"""Names that surely are others than the MRZ's, whatever marks, gaps and doubts there are in them."""

from dataclasses import replace

import pytest

from docverify.evidence.printed import Agreement, PrintedField
from docverify.mrz import compose_mrz, parse_mrz
from docverify.printed.answers import field_answers
from docverify.printed.pieces import Run, whole_lines
from tests.printed.simulator import line

AGREES, DIFFERS, NOT_READ = Agreement.AGREES, Agreement.DIFFERS, Agreement.NOT_READ
KNOWN = {
    "issuing_state": "UTO",
    "document_number": "L898902C3",
    "date_of_birth": "740812",
    "date_of_expiry": "120415",
    "sex": "F",
}


def answer(surname, given, lines, *, kind="TD3"):
    """The answer for a name, on a page whose captions stand above the dates."""
    dates = (("Date of birth", "12 AUG 1974"), ("Date of expiry", "15 APR 2012"))
    page = list(lines)
    for n, (caption, value) in enumerate(dates):
        page += [line(caption, 5, 40 + 12 * n, 1.4), line(value, 5, 42.2 + 12 * n)]
    mrz = parse_mrz(compose_mrz(kind, surname=surname, given_names=given, **KNOWN))
    return next(one.agreement for one in field_answers(page, mrz) if one.field is PrintedField.NAME)


def captioned(surname, given, *more):
    """Surname and given names beneath their captions, lines that go on beneath the given names."""
    rows = [("Surname", 5, 1.4), (surname, 7.2, 2.6), ("Given names", 13, 1.4), (given, 15.2, 2.6)]
    rows += [(text, 18.4 + 3.2 * n, 2.6) for n, text in enumerate(more)]
    return [line(text, 5, y, height) for text, y, height in rows]


def doubtful(lines, text, **places):
    """The lines; in one of them characters at some places ("at3") were read with a chance."""
    out = []
    for one in lines:
        if one.text == text:
            chances = list(one.chances)
            for place, chance in places.items():
                chances[int(place[2:])] = chance
            one = replace(one, chances=tuple(chances))  # noqa: PLW2901 - the line that is meant
        out.append(one)
    return out


@pytest.mark.parametrize(
    ("read", "places", "expected"),
    [
        ("ERIKSSEN", {}, DIFFERS),
        ("ERIKSSEN", {"at6": 0.96}, NOT_READ),  # the letter itself is in doubt
        ("ERIKSSEN", {"at5": 0.7}, NOT_READ),  # what spoils its neighbours may spoil it
        ("EXIKSSEN", {"at1": 0.7}, NOT_READ),
        ("ERACSSEN", {}, DIFFERS),
        ("ERACSSEN", {"at1": 0.7}, NOT_READ),
        ("ERACSSEN", {"at2": 0.96, "at3": 0.96, "at6": 0.96}, NOT_READ),  # each in doubt
        ("ERIKS", {}, NOT_READ),  # the end may be hidden
        ("ERIKSSONBER", {}, NOT_READ),  # or another word have been read with it
    ],
)
def test_letters_decide_where_they_alone_are_certain(read, places, expected):
    lines = doubtful(captioned(read, "ANNA MARIA"), read, **places)
    assert answer("Eriksson", "Anna Maria", lines) is expected


@pytest.mark.parametrize(
    ("given", "doubts", "expected"),
    [
        ("ANNA MARTA", {"at0": 0.5}, DIFFERS),
        ("AXNA MARTA", {"at1": 0.5}, DIFFERS),
        ("AXZA MARTA", {"at1": 0.5, "at2": 0.5}, NOT_READ),
        ("AXNA MARIA", {"at1": 0.5}, NOT_READ),
    ],
)
def test_a_doubtful_letter_of_another_word_neither_decides_nor_hides(given, doubts, expected):
    lines = doubtful(captioned("ERIKSSON", given), given, **doubts)
    assert answer("Eriksson", "Anna Maria", lines) is expected


@pytest.mark.parametrize(
    ("surname", "printed", "expected"),
    [
        ("Ängströk", "ÄNGSTRÖM", DIFFERS),  # the MRZ writes marked letters as two
        ("Ängström", "ANGSTROM", NOT_READ),  # lost marks are no other letters
        ("Ängström", "ÄNGSTRXM", DIFFERS),
        ("Thorsson", "ÞORSSUN", DIFFERS),
        ("Linska", "LNSKA", NOT_READ),  # a narrow letter is lost now and then
        ("Koziminski", "KOZMINSKI", NOT_READ),
        ("Dvorak", "DVORAAK", NOT_READ),  # a letter too many makes no other name
        ("Eriksson", "ERIKSON", NOT_READ),
    ],
)
def test_marks_and_lost_letters_make_no_other_name(surname, printed, expected):
    assert answer(surname, "Anna Maria", captioned(printed, "ANNA MARIA")) is expected


@pytest.mark.parametrize(
    ("given", "printed", "expected"),
    [
        ("Anna Maria", ("ANNA", "MARIA"), AGREES),
        ("Anna Maria", ("ANNA", "MARTA"), DIFFERS),
        ("Anna Maria", ("ANNA", "SVETLANA"), DIFFERS),
        ("Anna Maria", ("ANNAMARTA",), DIFFERS),  # whatever gap was not read
        ("Anna Maria", ("ERIKSSON",), NOT_READ),  # its caption may be the other name's
    ],
)
def test_a_name_that_goes_on_beneath_is_compared_whole(given, printed, expected):
    assert answer("Eriksson", given, captioned("ERIKSSON", *printed)) is expected


def test_a_name_at_the_caption_of_the_other_one_is_no_other_name():
    assert answer("Anne", "Anna", captioned("ANNA", "ANNE")) is AGREES


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("ERIKSSON, ANNA MARIA", AGREES),
        ("ERIKSSON, SVETLANA", DIFFERS),
        ("WATANABE, ANNA MARIA", DIFFERS),
        ("ERIKSSEN, ANNA MARIA", DIFFERS),
        ("ANNA MARIA ERIKSSEN", DIFFERS),
        ("WATANABE, SVETLANA", DIFFERS),
        ("ERIKSSON", NOT_READ),
    ],
)
def test_one_identifier_beside_the_other_is_another_one(name, expected):
    lines = [line("Name / Nom et prénoms", 5, 5, 1.4), line(name, 5, 7.2)]
    assert answer("Eriksson", "Anna Maria", lines) is expected


@pytest.mark.parametrize(("first", "expected"), [("ERIKSSON, ANNA", AGREES), ("ERIKSSEN, ANNA", DIFFERS)])
def test_a_name_of_two_lines_above_its_caption_is_compared_whole(first, expected):
    rows = [(first, 5, 2.6), ("MARIA", 8.2, 2.6), ("Name and given names", 11.4, 1.4)]
    rows += [("12 AUG 1974", 20, 2.6), ("Date of birth", 23.2, 1.4), ("15 APR 2012", 30, 2.6)]
    rows += [("Date of expiry", 33.2, 1.4)]
    page = [line(text, 5, y, height) for text, y, height in rows]
    mrz = parse_mrz(compose_mrz("TD3", surname="Eriksson", given_names="Anna Maria", **KNOWN))
    said = {one.field: one.agreement for one in field_answers(page, mrz)}
    assert said[PrintedField.NAME] is expected


LONG = "Maximiliana Konstantina Friederike Wilhelmine"


@pytest.mark.parametrize(
    ("surname", "given", "expected"),
    [
        ("ERIKSSON", LONG.upper(), AGREES),
        ("WATANABE", LONG.upper(), DIFFERS),
        ("ERIKSSON", "MAXIMILIANA XONSTANTINA FRIEDERIKE WILHELMINE", DIFFERS),
        ("ERIKSSON", "MAXIMILIANA SVETLANA FRIEDERIKE WILHELMINE", DIFFERS),
        ("ERIKSSON", "MAXIMILIANA FRIEDERIKE WILHELMINE", NOT_READ),
    ],
)
def test_a_name_that_the_mrz_cuts_may_surely_be_another_one(surname, given, expected):
    assert answer("Eriksson", LONG, captioned(surname, given)) is expected


def test_a_line_of_which_nothing_is_left_keeps_chances_with_their_letters():
    signs, name = whole_lines([line("-.-", 5, 5), line("ANNA", 5, 9)])
    run = Run((signs.stripped("-."), name))
    assert len(run.chances) == len(run.text)


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ("ANNA SVETLANA-BERTA", DIFFERS),
        ("BERTA SVETLANA MARIA", DIFFERS),
        ("ANNA MARIA SVETLANA", NOT_READ),  # nothing of the MRZ's is missing
        ("ANNA", NOT_READ),
    ],
)
def test_other_components_are_told_however_many_they_are(given, expected):
    assert answer("Eriksson", "Anna Maria", captioned("ERIKSSON", given)) is expected


def test_given_names_of_a_bearer_without_any_are_another_name():
    assert answer("Eriksson", "", captioned("ERIKSSON", "SVETLANA")) is NOT_READ


def test_a_sign_beside_a_surname_is_no_other_one():
    lines = [*captioned("FEBAIV", "VANEFELGUN IN"), line("IL", 5.3, 8.7, 2.4, chance=0.9)]
    assert answer("Febaiv", "Vanefelgun In", lines) is AGREES


def both(*rows):
    """Both identifiers beneath one caption."""
    return [
        line("Name / Nom et prénoms", 5, 5, 1.4),
        *(line(one, 5, 7.2 + 3.2 * n) for n, one in enumerate(rows)),
    ]


@pytest.mark.parametrize(
    ("surname", "given", "rows", "expected"),
    [
        (
            "Wu",
            "Konstantina",
            ("WU KONTANTINA", "ROMA"),
            NOT_READ,
        ),  # a letter lost, and another field beneath
        ("Tan", "Wei Ming", ("TAN WEI MING MSC",), NOT_READ),
        ("Wu", "Konstantina", ("WU KONSTANTINA CHN",), AGREES),
        ("Wu", "Konstantina", ("WU VALENTINA",), DIFFERS),
    ],
)
def test_a_whole_name_is_compared_in_its_order(surname, given, rows, expected):
    assert answer(surname, given, both(*rows)) is expected


@pytest.mark.parametrize("beneath", ["HELSINKI", "ROMA"])
def test_a_field_beneath_is_no_component_of_a_name(beneath):
    lines = [*captioned("ERIKSSON", "ANNA"), line(beneath, 5, 21.8)]
    assert answer("Eriksson", "Anna Maria Luisa", lines) is NOT_READ


@pytest.mark.parametrize(
    "lines",
    [
        [*captioned("WATANABE,", "ANNA MARIA"), line("ERIKSSON", 5, 10.4)],
        [*captioned("ERIKSSEN,", "ANNA MARIA"), line("UTOPIA", 5, 10.4), line("ERIKSSON", 60, 30)],
        [*both("WATANABE, ANNA MARIA,", "12"), line("ERIKSSON", 60, 5), line("ANNA MARIA", 60, 15)],
        [*both("WATANABE, ANNA MARIA,", "ERIKSSON"), line("ERIKSSON", 60, 5), line("ANNA MARIA", 60, 15)],
    ],
)
def test_a_comma_hides_no_other_name(lines):
    assert answer("Eriksson", "Anna Maria", lines) is NOT_READ


@pytest.mark.parametrize("between", ["ERIKSSON", "7g"])
def test_what_a_pattern_looks_like_does_not_part_a_name(between):
    """Only where it is not legible."""
    lines = [line("ERIKSSON", 5, 5), line("ANNA", 5, 12), line("MARIA", 5, 18)]
    lines.append(line(between, 6, 15.5, 2.4, chance=0.996 if between == "ERIKSSON" else 0.4))
    assert answer("Eriksson", "Anna Maria", lines) is (NOT_READ if between == "ERIKSSON" else AGREES)


@pytest.mark.parametrize(("chance", "expected"), [(0.996, DIFFERS), (0.5, NOT_READ)])
def test_what_a_pattern_looks_like_beneath_a_caption_is_no_other_name(chance, expected):
    lines = captioned("ERIKSSON", "em")
    lines[-1] = replace(lines[-1], chances=(chance,) * 2)
    assert answer("Eriksson", "Anna Maria", lines) is expected


@pytest.mark.parametrize(
    ("first", "expected"), [("ERIKSSON,", AGREES), ("WATANABE,", DIFFERS), ("WATANABE", NOT_READ)]
)
def test_a_comma_at_the_end_of_a_line_says_that_the_name_goes_on(first, expected):
    """Both identifiers above their caption: without the comma the upper line may be of anything."""
    lines = [line(first, 5, 5), line("ANNA MARIA", 5, 8.2), line("Name", 5, 11.2, 1.4)]
    dates = (("12 AUG 1974", "Date of birth"), ("15 APR 2012", "Date of expiry"))
    for n, (value, caption) in enumerate(dates):
        lines += [line(value, 5, 40 + 12 * n), line(caption, 5, 43 + 12 * n, 1.4)]
    mrz = parse_mrz(compose_mrz("TD3", surname="Eriksson", given_names="Anna Maria", **KNOWN))
    found = {one.field: one.agreement for one in field_answers(lines, mrz)}
    assert found[PrintedField.NAME] is expected


@pytest.mark.parametrize("caption", ["4. Xyrrym / Surname", "4. Naam / Surname", "Xyrrym/Surname"])
def test_a_caption_begins_in_a_language_that_is_not_known(caption):
    """A short surname stands beneath the first of its words."""
    lines = captioned("LI", "ANNA MARIA")
    lines[0] = line(caption, 5, 5, 1.4)
    assert answer("Li", "Anna Maria", lines) is AGREES
    assert answer("Wong", "Anna Maria", lines) is DIFFERS


def test_what_stands_before_a_caption_without_an_oblique_is_no_part_of_it():
    lines = captioned("LI", "ANNA MARIA")
    lines[0] = line("1234567890 Surname", 5, 5, 1.4)
    assert answer("Wong", "Anna Maria", lines) is NOT_READ


@pytest.mark.parametrize(
    "before", ["Issued on xxx     Etibarliliq", "Verilib        Etibarliliq", "Issued Etibarliliq"]
)
def test_a_caption_of_the_column_before_is_no_part_of_one_behind_an_oblique(before):
    """Two captions of one row, read as one line: the value beneath the first is not the second's."""
    lines = [line(f"{before}/Surname", 5, 5, 1.4), line("KOBAYASHI", 5 if " " * 2 in before else 1.5, 7.2)]
    lines += captioned("", "ANNA MARIA")[2:]
    assert answer("Wong", "Anna Maria", lines) is NOT_READ


@pytest.mark.parametrize(
    ("given", "expected"), [("ÆGIR ÆGIR ÞÓRÐARDÓTTIR", AGREES), ("ÆGIR ØGIR ÞÓRÐARDÓTTIR", DIFFERS)]
)
def test_a_component_may_be_cut_within_what_the_mrz_writes_for_one_letter(given, expected):
    """AE for Æ, of which the MRZ has room for A alone; an Ø there is another letter."""
    mrz = parse_mrz(
        ["I<UTOGI<MINGUNIUYHTN<GIXIMIA<<AE<A<T", "M7N6UGD339UTO2610070M1804216<<<<<<<<"], format="TD2"
    )
    assert mrz.name.possibly_truncated
    page = captioned("GI-MINGUNIUYHTN-GIXIMIA", given)
    dates = (("Date of birth", "07 OCT 1926"), ("Date of expiry", "21 APR 2018"))
    for n, (caption, value) in enumerate(dates):
        page += [line(caption, 5, 40 + 12 * n, 1.4), line(value, 5, 42.2 + 12 * n)]
    found = {one.field: one.agreement for one in field_answers(page, mrz)}
    assert found[PrintedField.NAME] is expected
