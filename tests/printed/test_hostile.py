"""Whatever is handed over: an answer in bounded time, or a typed error."""

import math
import time

import numpy as np
import pytest

from docverify.errors import InputError
from docverify.evidence.printed import Agreement, PrintedLine
from docverify.mrz import parse_mrz
from docverify.printed.answers import field_answers
from tests.printed.simulator import line

MRZ = parse_mrz(
    ["P<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<", "L898902C36UTO7408122F1204159ZE184226B<<<<<10"]
)
WORDS = (
    "12 AUG 1974",
    "SURNAME NOM",
    "1 1 1 1 1 1 1 1 1 1 1 1",
    "A " * 17,
    "L898902C",
)


@pytest.mark.parametrize("word", [*WORDS, "E " * 99, "0O1I" * 49, "É" * 200, "\u0301" * 200, "12 A" * 50])
def test_thousands_of_lines_take_bounded_time(word):
    rng = np.random.default_rng(1)
    lines = [line(word, float(x), float(y)) for x, y in rng.uniform(0, 100, (5000, 2))]
    start = time.process_time()
    field_answers(lines, MRZ)
    assert time.process_time() - start < 10


def test_lines_at_one_place_take_bounded_time():
    start = time.process_time()
    field_answers([line("Surname Nom Date of birth 12 AUG 1974 M/F UTO", 5, 5)] * 3000, MRZ)
    assert time.process_time() - start < 10


@pytest.mark.parametrize("text", ["A" * 10_000, "1 " * 5_000, "L898902C3 " * 1_000, ""])
def test_lines_of_any_length_are_answered(text):
    answers = field_answers([line(text, 5, 5)], MRZ)
    assert Agreement.AGREES not in {answer.agreement for answer in answers}


def test_no_lines_are_answered():
    assert {answer.agreement for answer in field_answers([], MRZ)} == {Agreement.NOT_READ}


QUAD = np.zeros((4, 2))


@pytest.mark.parametrize(
    ("text", "chances", "box", "quad"),
    [
        ("A", (0.5,), (math.nan, 0, 1, 1), QUAD),
        ("A", (0.5,), (0, 0, math.inf, 1), QUAD),
        ("A", (0.5,), (0, 0, 1), QUAD),
        ("A", (0.5,), [0, 0, 1, 1], QUAD),
        ("A", (0.5,), (0, 0, 1, "1"), QUAD),
        ("A", (math.nan,), (0, 0, 1, 1), QUAD),
        ("A", (1.5,), (0, 0, 1, 1), QUAD),
        ("A", (), (0, 0, 1, 1), QUAD),
        ("A", (0.5,), (0, 0, 1, 1), QUAD * math.nan),
        (b"A", (0.5,), (0, 0, 1, 1), QUAD),
    ],
)
def test_what_is_no_line_is_refused(text, chances, box, quad):
    with pytest.raises(InputError):
        PrintedLine(text, chances, box, quad)


def test_boxes_upside_down_or_without_size_are_answered():
    flat = [
        PrintedLine("12 AUG 1974", (0.9,) * 11, box, QUAD)
        for box in ((9, 9, 1, 1), (0, 0, 0, 0), (1e300, 0, -1e300, 1))
    ]
    assert field_answers(flat, MRZ)
