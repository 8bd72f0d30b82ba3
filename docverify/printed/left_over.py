"""The one field that does not agree, where all else does: whether another value of its kind is left.

A page without captions does not say what its values are. Where the other fields were found, the value that
differs is told by its kind, and by how little makes it another one.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from docverify.evidence.printed import Agreement, PrintedField
from docverify.mrz import Mrz
from docverify.printed.dates import PrintedDate, other_by_order
from docverify.printed.finding import Finding, differs
from docverify.printed.labels import Element
from docverify.printed.name_beside import names_beside
from docverify.printed.name_lines import NameLine
from docverify.printed.name_others import other_names
from docverify.printed.numbers import numbers_one_apart
from docverify.printed.page import Page
from docverify.printed.pieces import Piece
from docverify.printed.sexes import lone_sex
from docverify.printed.states import lone_state
from docverify.printed.thresholds import MOST_OTHERS

Pieces = tuple[Piece, ...]


@dataclass(frozen=True, slots=True, eq=False)
class Printed:
    """What is sought on a page.

    Attributes:
        page: with its side.
        mrz: of the document.
        dates: of the page.
        names: lines that may be names.
    """

    page: Page
    mrz: Mrz
    dates: Sequence[PrintedDate]
    names: Sequence[NameLine]


def left_over(findings: Mapping[PrintedField, Finding], printed: Printed) -> dict[PrintedField, Finding]:
    """The findings, with what differs although no caption says what it is.

    Args:
        findings: of every field.
        printed: what the page prints.
    """
    unread = [field for field, one in findings.items() if one.agreement is Agreement.NOT_READ]
    found = dict(findings)
    if len(unread) <= MOST_OTHERS:
        for field in unread:
            pieces = _OTHERS[field](printed)
            if pieces:
                found[field] = differs("Another value stands alone in its place.", pieces)
    return found


def _number(printed: Printed) -> Pieces:
    wanted = (printed.mrz.document_number.value or "").replace(" ", "")
    return tuple(numbers_one_apart(printed.page, wanted))[:1]


def _name(printed: Printed) -> Pieces:
    other = next(other_names(printed.names, printed.mrz.name), ())
    return other or next(names_beside(printed.page, printed.mrz.name), ())


def _date(element: Element) -> Callable[[Printed], Pieces]:
    def other(printed: Printed) -> Pieces:
        date = other_by_order(printed.dates, printed.mrz, element)
        return () if date is None else date.pieces

    return other


_OTHERS: Final[Mapping[PrintedField, Callable[[Printed], Pieces]]] = {
    PrintedField.NUMBER: _number,
    PrintedField.NAME: _name,
    PrintedField.BIRTH: _date(Element.BIRTH),
    PrintedField.EXPIRY: _date(Element.EXPIRY),
    PrintedField.SEX: lambda printed: lone_sex(printed.page, printed.mrz),
    PrintedField.STATE: lambda printed: lone_state(printed.page, printed.mrz),
}
