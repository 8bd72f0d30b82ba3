"""The tables name their sources and hold what they say."""

from importlib.resources import files

import pytest

from docverify.printed import tables
from docverify.printed.labels import Element, find_labels
from docverify.printed.pieces import Piece
from tests.printed.simulator import line


def piece(text: str) -> Piece:
    made = line(text, 0, 0)
    return Piece(0, 0, made.text, made.chances, made.box, made)


@pytest.mark.parametrize(
    "name", ["labels.tsv", "months.tsv", "sexes.tsv", "states.tsv", "name_words.tsv", "titles.tsv"]
)
def test_every_table_names_its_source(name):
    text = (files("docverify.printed") / "tables" / name).read_text(encoding="utf-8")
    assert text.startswith("# Source: ")
    assert len({len(row) for row in tables.rows(name)}) == 1


def test_captions_are_elements():
    assert set(tables.labels().values()) == {element.value for element in Element}


def test_every_month_has_words_in_every_language():
    months = {}
    for language, month, _ in tables.rows("months.tsv"):
        months.setdefault(language, set()).add(month)
    assert len(months) >= 45
    assert all(len(found) == 12 for found in months.values())


def test_a_title_is_of_a_language_that_captions_or_months_are_of():
    known = {row[1] for row in tables.rows("labels.tsv")} | {row[0] for row in tables.rows("months.tsv")}
    assert {row[0] for row in tables.rows("titles.tsv")} <= known
    assert len(tables.title_languages()["personalausweis"]) == 1
    assert not {"passport", "identitycard", "visa"} & set(tables.title_languages())


def test_a_sex_is_of_the_standard():
    assert set(tables.sexes().values()) == {"M", "F", "FM", "X"}


@pytest.mark.parametrize(
    ("text", "found", "between"),
    [
        ("1. Surname/Nom (1)", ["surname"], []),
        ("Name / Surname / Nom", ["surname"], []),
        ("Name • Nom • Cognome", ["surname"], []),
        ("Surname: ERIKSSON", ["surname"], ["ERIKSSON"]),
        ("Sex Nationality Date of birth", ["sex", "nationality", "birth"], []),
        ("Date of birht", ["birth"], []),
        ("Dateofbirth", ["birth"], []),
        ("PLACE OF BIRTH ZENITH", ["other"], ["ZENITH"]),
        ("Given name(s)", ["given"], []),
        ("Surname, given names", ["name"], []),
        ("Surname & given names: ERIKSSON", ["name"], ["ERIKSSON"]),
        ("Surname / Nom, Given names / Prénoms", ["name"], []),
        ("Surname, given names Sex / Nom", ["name", "sex", "surname"], []),
        ("Surname Given names", ["surname", "given"], []),
        ("Surname ERIKSSON, given names / prénoms", ["surname", "given"], ["ERIKSSON"]),
        ("POL", [], ["POL"]),
        ("Mother's surname", ["other", "other"], ["'s"]),
        ("Control Number", ["other"], []),
        ("Serial xyz number", ["other"], ["Serial xyz"]),
        ("UTO Date of birth", ["birth"], ["UTO"]),
        ("P UTO / Date of birth", ["birth"], ["P UTO"]),
        ("Number", ["number"], []),
        ("ERIKSSON", [], ["ERIKSSON"]),
        ("Passport No. A1234567", ["number"], ["A1234567"]),
    ],
)
def test_captions_are_found(text, found, between):
    labels, pieces = find_labels(piece(text))
    assert [label.element.value for label in labels] == found
    assert [one.text for one in pieces] == between
