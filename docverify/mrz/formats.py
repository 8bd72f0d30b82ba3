"""The names of the layouts and the words in which a layout's table is written."""

import dataclasses
from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum, StrEnum
from typing import NamedTuple

from docverify.mrz.alphabet import FILLER, CellClass


class MrzFormat(StrEnum):
    """An MRZ layout; `.value` is its short name."""

    TD1 = "TD1"
    """3 x 30: identity cards, passport cards, residence permits (ICAO Doc 9303-5)."""
    TD2 = "TD2"
    """2 x 36: older identity cards (ICAO Doc 9303-6)."""
    TD3 = "TD3"
    """2 x 44: passports (ICAO Doc 9303-4)."""
    MRVA = "MRVA"
    """2 x 44, code V: visas (ICAO Doc 9303-7)."""
    MRVB = "MRVB"
    """2 x 36, code V: small visas (ICAO Doc 9303-7)."""
    FRA_ID = "FRA_ID"
    """2 x 36: French identity cards before 2021."""
    FRA_DL = "FRA_DL"
    """1 x 30: French driving licences."""
    NLD_DL = "NLD_DL"
    """1 x 30: Dutch driving licences."""
    CHE_DL = "CHE_DL"
    """9 + 30 + 30: Swiss driving licences."""
    SVK_34 = "SVK_34"
    """2 x 34: Slovak identity cards."""


class Span(NamedTuple):
    """Cells of one line: `line`, `first` and `last` column, counted from 0, both ends included.

    An empty span has `last == first - 1`.
    """

    line: int
    first: int
    last: int

    @property
    def stop(self) -> int:
        """The column after the last, as Python slices want it."""
        return self.last + 1


class Kind(Enum):
    """How a field's cells are to be understood."""

    CODE = "document code"
    STATE = "State or organisation"
    NUMBER = "document number"
    DATE = "date"
    SEX = "sex"
    OPTIONAL = "optional data"
    NAMES = "primary and secondary identifier"
    PRIMARY = "primary identifier"
    SECONDARY = "secondary identifier"
    DIGIT = "check digit"
    FILLER = "fillers"


@dataclass(frozen=True, slots=True)
class Place:
    """One field of a layout: its name, kind, cells, and the class of characters of each cell."""

    name: str
    kind: Kind
    span: Span
    cells: tuple[CellClass, ...]
    first_letters: str = ""
    """Document codes only: the letters with which the standard lets them begin."""
    allowed: str = dataclasses.field(init=False, repr=False, compare=False)
    """The characters that some cell of the place may hold, and the filler."""
    mandatory: bool = dataclasses.field(init=False, repr=False, compare=False)
    """Whether the field may not be empty."""

    def __post_init__(self) -> None:
        union = FILLER + "".join(dict.fromkeys("".join(c.value for c in dict.fromkeys(self.cells))))
        object.__setattr__(self, "allowed", union)
        object.__setattr__(self, "mandatory", self.kind in (Kind.CODE, Kind.STATE, Kind.NUMBER))


@dataclass(frozen=True, slots=True)
class CheckRelation:
    """One check digit: the field that holds it, its cell, and the cells it covers, in order.

    Attributes:
        name: Field name of the digit, e.g. `document_number_check_digit`.
        field: The field that the digit proves; the composite digit names itself.
        digit: `(line, column)` of the digit.
        covers: Spans that the digit covers, in the order of the computation.
        may_be_filler: Whether the standard allows `<` in the digit's cell.
    """

    name: str
    field: str
    digit: tuple[int, int]
    covers: tuple[Span, ...]
    may_be_filler: bool
    cell: Span = dataclasses.field(init=False, repr=False, compare=False)
    """The digit's cell as a span."""
    slices: tuple[tuple[int, int, int], ...] = dataclasses.field(init=False, repr=False, compare=False)
    """`(line, first, stop)` of each covered span."""

    def __post_init__(self) -> None:
        line, column = self.digit
        object.__setattr__(self, "cell", Span(line, column, column))
        object.__setattr__(self, "slices", tuple((s.line, s.first, s.stop) for s in self.covers))

    @property
    def covered_cells(self) -> tuple[tuple[int, int], ...]:
        """Every covered cell as `(line, column)`, in the order in which the weights 7, 3, 1 meet them."""
        return tuple((s.line, column) for s in self.covers for column in range(s.first, s.stop))


@dataclass(frozen=True, slots=True)
class Layout:
    """One MRZ layout as data.

    Attributes:
        format: Its name.
        widths: Characters of each line.
        places: Fields in reading order. A field may share cells with an earlier one (French identity
            cards: the issuing State is the nationality).
        relations: Check digits, the composite last.
        marks: `(line, column, text)` that must be printed for the layout to be recognised.
        long_number: The optional data that a long document number may run into, or "".
        code: The document code that `compose_mrz` prints unless told otherwise.
        source: The standard, part and section.
    """

    format: MrzFormat
    widths: tuple[int, ...]
    places: tuple[Place, ...]
    relations: tuple[CheckRelation, ...]
    marks: tuple[tuple[int, int, str], ...]
    long_number: str
    code: str
    source: str
    places_by_name: Mapping[str, Place] = dataclasses.field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "places_by_name", {p.name: p for p in self.places})
