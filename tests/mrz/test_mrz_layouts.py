"""The layouts' tables: whole, consistent, and readable as grammar."""

import re
from importlib.resources import files

import numpy as np
import pytest

from docverify.mrz import (
    ALPHABET,
    LAYOUTS,
    STATES,
    CellClass,
    MrzFormat,
    StateKind,
    cell_alphabet,
    cell_classes,
    check_relations,
    find_state,
)
from docverify.mrz.parse import parse_mrz
from docverify.mrz.tables import rows


@pytest.mark.parametrize("fmt", MrzFormat)
def test_every_cell_belongs_to_a_field(fmt):
    layout, grid = LAYOUTS[fmt], cell_classes(fmt)
    assert grid.shape == (len(layout.widths), max(layout.widths))
    for line, width in enumerate(layout.widths):
        assert CellClass.OUTSIDE not in grid[line, :width]
        assert set(grid[line, width:]) <= {CellClass.OUTSIDE}


@pytest.mark.parametrize("fmt", MrzFormat)
def test_the_mask_says_what_the_classes_say(fmt):
    grid, mask = cell_classes(fmt), cell_alphabet(fmt)
    assert mask.shape == (*grid.shape, 37)
    for cell in np.ndindex(grid.shape):
        assert "".join(np.array(list(ALPHABET))[mask[cell]]) == "".join(
            sorted(grid[cell].value, key=ALPHABET.index)
        )
    with pytest.raises(ValueError, match="read-only"):
        mask[0, 0, 0] = True


@pytest.mark.parametrize("fmt", MrzFormat)
def test_digits_stand_in_digit_cells_and_cover_other_cells(fmt):
    grid = cell_classes(fmt)
    for relation in check_relations(fmt):
        assert grid[relation.digit] in (CellClass.DIGIT, CellClass.DIGIT_OR_FILLER)
        assert relation.may_be_filler == (grid[relation.digit] is CellClass.DIGIT_OR_FILLER)
        cells = relation.covered_cells
        assert relation.digit not in cells
        assert len(set(cells)) == len(cells)
    names = [r.name for r in check_relations(fmt)]
    assert "composite_check_digit" not in names[:-1]


@pytest.mark.parametrize(
    ("fmt", "count", "covered"),
    [
        ("TD1", 4, 50),
        ("TD2", 4, 31),
        ("TD3", 5, 39),
        ("MRVA", 3, None),
        ("MRVB", 3, None),
        ("CHE_DL", 0, None),
    ],
)
def test_how_many_digits_a_layout_has(fmt, count, covered):
    relations = check_relations(MrzFormat(fmt))
    assert len(relations) == count
    if covered:
        assert len(relations[-1].covered_cells) == covered


def test_germany_and_the_codes_that_are_no_states():
    listed = "UTO UNO UNA UNK XOM XXA XXB XXC XXX XPO XBA XIM XCC XCE XCO XEC XES XMP XDC IAO"
    listed += " EUE RKS GBD GBN GBO GBP GBS"
    assert set(listed.split()) <= set(STATES)
    assert find_state("D<<").name == "Germany"
    assert find_state("DEU") is None
    assert find_state("zzz") is None
    assert STATES["UTO"].kind is StateKind.SPECIMEN
    assert sum(s.source == "ISO 3166-1" for s in STATES.values()) == 248  # all 249 but Germany
    assert all(0 < len(code) <= 3 for code in STATES)


@pytest.mark.parametrize("name", ["states", "latin", "cyrillic", "arabic", "variants", "confusions"])
def test_every_table_names_its_source(name):
    first = (files("docverify.mrz") / "tables" / f"{name}.tsv").read_text(encoding="utf-8").partition("\n")[0]
    assert re.fullmatch("# Source: .{30,}", first)
    assert len({len(row) for row in rows(f"{name}.tsv")}) <= 2


@pytest.mark.parametrize("name", ["latin", "cyrillic", "arabic"])
def test_code_points_are_those_of_the_characters(name):
    for code, character, *_ in rows(f"{name}.tsv"):
        assert code == f"U+{ord(character):04X}"


def test_a_td2_that_begins_like_a_french_card_is_told_by_its_digits():
    """IDFRA begins the French card's layout, whose digits fail here and TD2's all agree."""
    lines = ("IDFRAERIKSSON<<ANNA<MARIA<<<<<<<<<<<", "D231458907FRA7408122F1204159<<<<<<<6")
    assert parse_mrz(lines).format is MrzFormat.TD2
    assert parse_mrz(("IDFRAERIKSSON".ljust(36, "<"), lines[1][:-1] + "0")).format is MrzFormat.FRA_ID
