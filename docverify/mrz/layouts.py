"""Every MRZ layout as a table; adding a layout is adding a table here.

Two views serve readers that decode pixels against a layout: `cell_classes` and `cell_alphabet` say what each
cell may hold, and `check_relations` which cells each check digit covers.
"""

from functools import cache

import numpy as np
import numpy.typing as npt

from docverify.arguments import member
from docverify.mrz.alphabet import ALPHABET, CellClass
from docverify.mrz.formats import CheckRelation, Kind, Layout, MrzFormat, Place, Span

_ANY, _LETTERS = CellClass.ANY, CellClass.LETTER_OR_FILLER
_CELLS = {
    Kind.STATE: _LETTERS,
    Kind.NUMBER: _ANY,
    Kind.DATE: CellClass.DIGIT_OR_FILLER,
    Kind.SEX: CellClass.SEX,
    Kind.OPTIONAL: _ANY,
    Kind.NAMES: _LETTERS,
    Kind.PRIMARY: _LETTERS,
    Kind.SECONDARY: _LETTERS,
    Kind.FILLER: CellClass.FILLER,
}
_FIRST_CELL = {
    Kind.STATE: CellClass.LETTER,  # `D<<` is a State's code, `<<<` is none
}
_COMPOSITE = "composite_check_digit"


def _at(kind: Kind, line: int, first: int, stop: int, name: str = "", *, digits: int = 0) -> Place:
    """A field of one kind; `digits` of its first cells hold digits on every known document."""
    rest = _CELLS[kind]
    if digits:
        cells = (CellClass.DIGIT,) * digits + (rest,) * (stop - first - digits)
        return Place(name, kind, Span(line, first, stop - 1), cells)
    cells = (_FIRST_CELL.get(kind, rest), *([rest] * (stop - first - 1)))
    return Place(name or kind.name.lower(), kind, Span(line, first, stop - 1), cells)


def _digit(name: str, line: int, column: int, *, filler: bool = False) -> Place:
    cell = CellClass.DIGIT_OR_FILLER if filler else CellClass.DIGIT
    return Place(f"{name}_check_digit", Kind.DIGIT, Span(line, column, column), (cell,))


def _code_and_state(line: int, *, begins: str = "", second: CellClass = _LETTERS) -> tuple[Place, ...]:
    return (
        Place("document_code", Kind.CODE, Span(line, 0, 1), (CellClass.LETTER, second), begins),
        _at(Kind.STATE, line, 2, 5, "issuing_state"),
    )


def _second_line(*, long_number: bool) -> tuple[Place, ...]:
    """The first 28 cells of the lower line, which TD2, TD3, both visas and the Slovak card share."""
    return (
        _at(Kind.NUMBER, 1, 0, 9, "document_number"),
        _digit("document_number", 1, 9, filler=long_number),
        _at(Kind.STATE, 1, 10, 13, "nationality"),
        _at(Kind.DATE, 1, 13, 19, "date_of_birth"),
        _digit("date_of_birth", 1, 19),
        _at(Kind.SEX, 1, 20, 21, "sex"),
        _at(Kind.DATE, 1, 21, 27, "date_of_expiry"),
        _digit("date_of_expiry", 1, 27),
    )


def _layout(
    name: MrzFormat,
    widths: tuple[int, ...],
    places: tuple[Place, ...],
    *,
    source: str,
    code: str,
    composite: tuple[tuple[int, int, int], ...] = (),
    marks: tuple[tuple[int, int, str], ...] = (),
    long_number: str = "",
    number_digit: tuple[tuple[int, int, int], ...] = (),
) -> Layout:
    """Make a layout; `composite` and `number_digit` are `(line, first, stop)` of what those digits cover."""
    by_name = {p.name: p for p in places}
    unusual = {_COMPOSITE: composite, "document_number_check_digit": number_digit}
    relations = []
    for place in places:
        if place.kind is not Kind.DIGIT:
            continue
        field = place.name if place.name == _COMPOSITE else place.name.removesuffix("_check_digit")
        covers = tuple(Span(line, first, stop - 1) for line, first, stop in unusual.get(place.name, ()))
        digit = (place.span.line, place.span.first)
        may_be_filler = CellClass.DIGIT_OR_FILLER in place.cells
        relations.append(
            CheckRelation(place.name, field, digit, covers or (by_name[field].span,), may_be_filler)
        )
    return Layout(name, widths, places, tuple(relations), marks, long_number, code, source)


_TABLES = (
    _layout(
        MrzFormat.TD1,
        (30, 30, 30),
        (
            *_code_and_state(0, begins="ACI"),
            _at(Kind.NUMBER, 0, 5, 14, "document_number"),
            _digit("document_number", 0, 14, filler=True),
            _at(Kind.OPTIONAL, 0, 15, 30, "optional_data"),
            _at(Kind.DATE, 1, 0, 6, "date_of_birth"),
            _digit("date_of_birth", 1, 6),
            _at(Kind.SEX, 1, 7, 8, "sex"),
            _at(Kind.DATE, 1, 8, 14, "date_of_expiry"),
            _digit("date_of_expiry", 1, 14),
            _at(Kind.STATE, 1, 15, 18, "nationality"),
            _at(Kind.OPTIONAL, 1, 18, 29, "optional_data_2"),
            _digit("composite", 1, 29),
            _at(Kind.NAMES, 2, 0, 30),
        ),
        composite=((0, 5, 30), (1, 0, 7), (1, 8, 15), (1, 18, 29)),
        long_number="optional_data",
        code="I",
        source="ICAO Doc 9303-5, 4.2.2 and 4.2.4",
    ),
    _layout(
        MrzFormat.MRVA,
        (44, 44),
        (
            *_code_and_state(0, begins="V"),
            _at(Kind.NAMES, 0, 5, 44),
            *_second_line(long_number=False),
            _at(Kind.OPTIONAL, 1, 28, 44, "optional_data"),
        ),
        marks=((0, 0, "V"),),
        code="V",
        source="ICAO Doc 9303-7, 4.2.2",
    ),
    _layout(
        MrzFormat.TD3,
        (44, 44),
        (
            *_code_and_state(0, begins="P"),
            _at(Kind.NAMES, 0, 5, 44),
            *_second_line(long_number=False),
            _at(Kind.OPTIONAL, 1, 28, 42, "optional_data"),
            _digit("optional_data", 1, 42, filler=True),
            _digit("composite", 1, 43),
        ),
        composite=((1, 0, 10), (1, 13, 20), (1, 21, 43)),
        code="P",
        source="ICAO Doc 9303-4, 4.2.2 and 4.2.3",
    ),
    _layout(
        MrzFormat.MRVB,
        (36, 36),
        (
            *_code_and_state(0, begins="V"),
            _at(Kind.NAMES, 0, 5, 36),
            *_second_line(long_number=False),
            _at(Kind.OPTIONAL, 1, 28, 36, "optional_data"),
        ),
        marks=((0, 0, "V"),),
        code="V",
        source="ICAO Doc 9303-7, 5.2.2",
    ),
    _layout(
        MrzFormat.FRA_ID,
        (36, 36),
        (
            *_code_and_state(0, begins="I"),
            _at(Kind.STATE, 0, 2, 5, "nationality"),  # issued to French nationals only
            _at(Kind.PRIMARY, 0, 5, 30, "primary_identifier"),
            _at(Kind.OPTIONAL, 0, 30, 36, "optional_data"),
            _at(Kind.NUMBER, 1, 0, 12, "document_number", digits=4),  # year and month of issue
            _digit("document_number", 1, 12),
            _at(Kind.SECONDARY, 1, 13, 27, "secondary_identifier"),
            _at(Kind.DATE, 1, 27, 33, "date_of_birth"),
            _digit("date_of_birth", 1, 33),
            _at(Kind.SEX, 1, 34, 35, "sex"),
            _digit("composite", 1, 35),
        ),
        composite=((0, 0, 36), (1, 0, 35)),
        marks=((0, 0, "IDFRA"),),
        code="ID",
        source="French national identity card, model of 1988 to 2021 (not an ICAO layout)",
    ),
    _layout(
        MrzFormat.TD2,
        (36, 36),
        (
            *_code_and_state(0, begins="ACI"),
            _at(Kind.NAMES, 0, 5, 36),
            *_second_line(long_number=True),
            _at(Kind.OPTIONAL, 1, 28, 35, "optional_data"),
            _digit("composite", 1, 35),
        ),
        composite=((1, 0, 10), (1, 13, 20), (1, 21, 35)),
        long_number="optional_data",
        code="I",
        source="ICAO Doc 9303-6, 4.2.2 and 4.2.3",
    ),
    _layout(
        MrzFormat.SVK_34,
        (34, 34),
        (
            *_code_and_state(0, begins="ACI"),
            _at(Kind.NAMES, 0, 5, 34),
            *_second_line(long_number=False),
            _at(Kind.OPTIONAL, 1, 28, 34, "optional_data"),
        ),
        marks=((0, 2, "SVK"),),
        code="I",
        source="Slovak identity card with lines of 34 characters (not an ICAO layout)",
    ),
    _layout(
        MrzFormat.FRA_DL,
        (30,),
        (
            *_code_and_state(0, begins="D", second=_ANY),
            _at(Kind.NUMBER, 0, 5, 14, "document_number"),
            _digit("document_number", 0, 14),
            _at(Kind.DATE, 0, 15, 21, "date_of_expiry"),
            _at(Kind.PRIMARY, 0, 21, 29, "primary_identifier"),
            _digit("composite", 0, 29),
        ),
        composite=((0, 0, 29),),
        number_digit=((0, 0, 14),),
        marks=((0, 0, "D"), (0, 2, "FRA")),
        code="D1",
        source="French driving licence of 2013 (not an ICAO layout)",
    ),
    _layout(
        MrzFormat.NLD_DL,
        (30,),
        (
            *_code_and_state(0, begins="D", second=_ANY),
            _at(Kind.OPTIONAL, 0, 5, 6, "optional_data"),
            _at(Kind.NUMBER, 0, 6, 16, "document_number", digits=10),
            _at(Kind.OPTIONAL, 0, 16, 29, "optional_data_2"),
            _digit("composite", 0, 29),
        ),
        composite=((0, 0, 29),),
        marks=((0, 0, "D"), (0, 2, "NLD")),
        code="D1",
        source="Dutch driving licence of 2014, one line (not an ICAO layout)",
    ),
    _layout(
        MrzFormat.CHE_DL,
        (9, 30, 30),
        (
            _at(Kind.OPTIONAL, 0, 0, 9, "optional_data"),
            *_code_and_state(1, begins="F"),
            _at(Kind.NUMBER, 1, 5, 17, "document_number", digits=12),
            _at(Kind.FILLER, 1, 17, 19, "fillers"),
            _at(Kind.DATE, 1, 19, 25, "date_of_birth"),
            _at(Kind.FILLER, 1, 25, 30, "fillers_2"),
            _at(Kind.NAMES, 2, 0, 30),
        ),
        marks=((1, 2, "CHE"),),
        code="FA",
        source="Swiss driving licence of 2003 (not an ICAO layout)",
    ),
)

LAYOUTS: dict[MrzFormat, Layout] = {table.format: table for table in _TABLES}
"""Every layout; where shapes agree, the one with the more particular marks stands first."""


def cell_classes(fmt: MrzFormat | str) -> npt.NDArray[np.object_]:
    """Give the class of characters of every cell of a layout.

    Args:
        fmt: The layout, or its name.

    Returns:
        `(lines, width)` read-only object array of `CellClass`, `CellClass.OUTSIDE` beyond
        a short line.

    Raises:
        InputError: There is no such layout.
    """
    return _cell_classes(member("fmt", fmt, MrzFormat))


@cache
def _cell_classes(fmt: MrzFormat) -> npt.NDArray[np.object_]:
    layout = LAYOUTS[fmt]
    grid = np.full((len(layout.widths), max(layout.widths)), CellClass.OUTSIDE, dtype=object)
    for place in layout.places:
        grid[place.span.line, place.span.first : place.span.stop] = place.cells
    grid.flags.writeable = False
    return grid


def cell_alphabet(fmt: MrzFormat | str) -> npt.NDArray[np.bool_]:
    """Give the characters that every cell of a layout may hold, as a mask over `ALPHABET`.

    Args:
        fmt: The layout, or its name.

    Returns:
        `(lines, width, 37)` read-only bool array; the last axis has the order of `ALPHABET`
        (`0-9`, `A-Z`, `<`).

    Raises:
        InputError: There is no such layout.
    """
    return _cell_alphabet(member("fmt", fmt, MrzFormat))


@cache
def _cell_alphabet(fmt: MrzFormat) -> npt.NDArray[np.bool_]:
    grid = _cell_classes(fmt)
    masks = {c: np.array([a in c.value for a in ALPHABET]) for c in CellClass}
    mask = np.stack([np.stack([masks[cell] for cell in row]) for row in grid])
    mask.flags.writeable = False
    return mask


def check_relations(fmt: MrzFormat | str) -> tuple[CheckRelation, ...]:
    """Give every check digit of a layout with the cells it covers, the composite digit last.

    Args:
        fmt: The layout, or its name.

    Returns:
        Relations with `.digit` as `(line, column)` and `.covered_cells` in the order of the weights 7, 3, 1.

    Raises:
        InputError: There is no such layout.

    Source: ICAO Doc 9303-3, 4.9, and the layouts' own parts.
    """
    return LAYOUTS[member("fmt", fmt, MrzFormat)].relations
