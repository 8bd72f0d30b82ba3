"""The specimens that ICAO Doc 9303 prints, and cases of every layout, each with what it must be parsed to.

`mrz_vectors.tsv` has them; `README.md` says where they come from.
"""

from pathlib import Path

import pytest

from docverify.errors import UnknownMrzFormat
from docverify.mrz import LAYOUTS, RepairOutcome, detect, parse_mrz, repair_mrz

TABLE = Path(__file__).with_name("mrz_vectors.tsv")
HEADER, *ROWS = (row.split("\t") for row in TABLE.read_text(encoding="utf-8").splitlines())
CASES = [dict(zip(HEADER, row, strict=True)) for row in ROWS]
# Of each layout where the digits stand, and what they cover: (line, column of the digit, cells), by Doc 9303
# and the national cards that were looked at, not by the tables of docverify.
DIGITS = {
    "TD1": ((0, 14, [(0, 5, 14)]), (1, 6, [(1, 0, 6)]), (1, 14, [(1, 8, 14)])),
    "TD2": ((1, 9, [(1, 0, 9)]), (1, 19, [(1, 13, 19)]), (1, 27, [(1, 21, 27)])),
    "TD3": ((1, 9, [(1, 0, 9)]), (1, 19, [(1, 13, 19)]), (1, 27, [(1, 21, 27)]), (1, 42, [(1, 28, 42)])),
    "MRVA": ((1, 9, [(1, 0, 9)]), (1, 19, [(1, 13, 19)]), (1, 27, [(1, 21, 27)])),
    "MRVB": ((1, 9, [(1, 0, 9)]), (1, 19, [(1, 13, 19)]), (1, 27, [(1, 21, 27)])),
    "FRA_ID": ((1, 12, [(1, 0, 12)]), (1, 33, [(1, 27, 33)])),
    "FRA_DL": ((0, 14, [(0, 0, 14)]),),
    "SVK_34": ((1, 9, [(1, 0, 9)]), (1, 19, [(1, 13, 19)]), (1, 27, [(1, 21, 27)])),
    "CHE_DL": (),
}
ALL = {
    "TD1": (1, 29, [(0, 5, 30), (1, 0, 7), (1, 8, 15), (1, 18, 29)]),
    "TD2": (1, 35, [(1, 0, 10), (1, 13, 20), (1, 21, 35)]),
    "TD3": (1, 43, [(1, 0, 10), (1, 13, 20), (1, 21, 43)]),
    "FRA_ID": (1, 35, [(0, 0, 36), (1, 0, 35)]),
    "FRA_DL": (0, 29, [(0, 0, 29)]),
}


def digit(text):
    """By Doc 9303-3, 4.9: weights 7, 3, 1; 0 to 9 as they are, A to Z 10 to 35, fillers 0."""
    values = [0 if one == "<" else int(one, 36) for one in text]
    return str(sum(value * (7, 3, 1)[place % 3] for place, value in enumerate(values)) % 10)


def lines_of(case):
    return case["lines"].split("/")


def expected_of(case):
    pairs = (pair.partition("=") for pair in case["expected"].split("; ") if pair)
    return {name: value for name, _, value in pairs}


def told(mrz, name):
    return mrz.field(name).value


def named(case):
    return f"{case['format']} {case['note'] or case['source']}".replace(" ", "-")


def test_the_table_covers_every_layout_of_which_we_know_the_digits():
    assert {case["format"] for case in CASES} == {*DIGITS, "UNKNOWN"}
    assert {layout.value for layout in LAYOUTS} - {*DIGITS} == {"NLD_DL"}
    assert len(CASES) >= 65
    assert sum(case["source"].startswith("ICAO") for case in CASES) == 12


@pytest.mark.parametrize("case", CASES, ids=named)
def test_digits_of_the_table_are_those_of_an_oracle_of_its_own(case):
    """So that what is called valid is, and what is called wrong is: whatever docverify thinks of it."""
    if case["format"] == "UNKNOWN" or case["note"].startswith("repair"):
        return
    lines, wrong = lines_of(case), 0
    for line, column, cells in (*DIGITS[case["format"]], *filter(None, [ALL.get(case["format"])])):
        printed = lines[line][column]
        covered = "".join(lines[at][first:stop] for at, first, stop in cells)
        may_lack = printed == "<" and (not covered.strip("<") or "long number" in case["note"])
        wrong += printed != digit(covered) and not may_lack
    said = "digit" in case["note"] and case["valid"] != "yes" and case["note"] != "a digit in a name"
    assert bool(wrong) == said


@pytest.mark.parametrize("case", CASES, ids=named)
def test_each_case_is_parsed_to_what_the_table_says(case):
    lines = lines_of(case)
    if case["format"] == "UNKNOWN":
        with pytest.raises(UnknownMrzFormat):
            parse_mrz(lines)
        return
    if case["note"].startswith("repair"):
        repaired = repair_mrz(lines)
        assert repaired.outcome is RepairOutcome.REPAIRED
        mrz = repaired.mrz
    else:
        mrz = parse_mrz(lines)
        assert next(fit.format for fit in detect(lines)) is mrz.format
    assert mrz.format.value == case["format"]
    if case["valid"] != "-":
        assert mrz.valid is (case["valid"] == "yes")
    expected = expected_of(case)
    assert {name: told(mrz, name) for name in expected} == expected
