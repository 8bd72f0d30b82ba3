"""What print is read in: every letter that a document may print, and the network's answers one by one."""

import unicodedata
from importlib.resources import files
from itertools import product

import numpy as np
import pytest

from docverify.mrz.transliteration import letter_options
from docverify.networks import shipped_network
from docverify.printed.alphabet import CHARACTERS, SAME, readable
from docverify.printed.strips import FRAME, HEIGHT
from docverify.printed.tables import rows

LATIN = [
    line.split("\t")[1]
    for line in (files("docverify.mrz") / "tables" / "latin.tsv").read_text("utf-8").splitlines()
    if line and not line.startswith("#")
]


def cased(letter):
    """The letter in either case, as one character where there is one."""
    return {one for one in (letter, letter.upper(), letter.lower()) if len(one) == 1}


def in_mrz(text):
    """Every way in which an MRZ may write a text."""
    return {"".join(parts) for parts in product(*letter_options(text.upper()))}


def test_the_table_was_found():
    assert len(LATIN) == 101


@pytest.mark.parametrize("letter", LATIN)
def test_every_letter_of_the_standards_table_is_readable_in_either_case(letter):
    for one in cased(letter):
        assert set(readable(one)) <= set(CHARACTERS), unicodedata.name(one)


@pytest.mark.parametrize("letter", [one for one in LATIN if one != "ĸ"])
def test_a_letter_is_read_as_one_that_the_mrz_writes_alike(letter):
    assert in_mrz(letter) & in_mrz(readable(letter)), unicodedata.name(letter)


def test_what_dates_numbers_and_mrz_like_values_need_is_readable():
    for text in (
        "0123456789",
        "12 AUG/AOÛT 1974",
        "12.08.1974",
        "L-898902/C3",
        "<",
        "(M)",
        "O'NEIL",
        "No. 5",
    ):
        assert set(readable(text)) <= set(CHARACTERS)


def test_the_latin_months_are_readable():
    latin = [word for *_, words in rows("months.tsv") for word in words.split("|") if word.isascii()]
    assert len(latin) > 300
    assert all(set(readable(word)) <= set(CHARACTERS) for word in latin)


def test_each_character_is_one_class_and_those_that_look_alike_are_none():
    assert len(CHARACTERS) == len(set(CHARACTERS))
    assert unicodedata.normalize("NFC", CHARACTERS) == CHARACTERS
    assert not set(SAME) & set(CHARACTERS)
    assert set("".join(SAME.values())) <= set(CHARACTERS)


def test_the_networks_answers_are_the_alphabet_and_what_is_between():
    network = shipped_network("printed", "recogniser.onnx", threads=1)
    (logits,) = network.run(np.zeros((2, 1, HEIGHT, 40 * FRAME), np.float32))
    assert logits.shape == (2, len(CHARACTERS) + 1, 40)
