"""From the lines of a page to an answer for each field of the MRZ."""

from collections.abc import Iterator, Sequence
from typing import Final

from docverify.arguments import expect, listed
from docverify.evidence.printed import FieldAnswer, PrintedField, PrintedLine
from docverify.mrz import STATES, Mrz
from docverify.printed.dates import DATES, PrintedDate, date_finding, printed_dates
from docverify.printed.doubts import settled
from docverify.printed.labels import Element
from docverify.printed.left_over import Printed, left_over
from docverify.printed.name_candidates import name_candidates
from docverify.printed.name_lines import NameLine, says
from docverify.printed.names import name_finding
from docverify.printed.numbers import number_finding, printed_numbers
from docverify.printed.page import Page, read_page, with_side
from docverify.printed.pieces import Piece
from docverify.printed.sexes import sex_finding
from docverify.printed.states import state_finding
from docverify.printed.thresholds import DOUBTED

_NUMBERS: Final = frozenset({Element.NUMBER})
_STATES: Final = frozenset({Element.STATE, Element.NATIONALITY})
_SEXES: Final = frozenset({Element.SEX})
_INITIALS: Final = frozenset("MF")
_FILLERS: Final = 3
"""Characters of a line up to which `<` is the sex left open; longer ones are of the MRZ."""
_HALVES: Final = (
    ("primary", frozenset({Element.SURNAME, Element.NAME})),
    ("secondary", frozenset({Element.GIVEN, Element.NAME})),
)


def field_answers(lines: Sequence[PrintedLine], mrz: Mrz) -> tuple[FieldAnswer, ...]:
    """Whether the print of a page says what its MRZ says, field by field.

    Values are sought wherever they stand. A caption, in any of some forty languages, decides which of several
    dates is meant, and only beside a caption can a value be another one than the MRZ's.

    Args:
        lines: of the page in reading order, at most a few hundred; the MRZ's own lines are left out.
        mrz: that the same page, or the other side of the card, bears.

    Returns:
        One answer for each `PrintedField`, in their order; no text of the document is in them.

    Raises:
        InputError: `lines` are no printed lines, or `mrz` is no parsed MRZ.

    Source: ICAO Doc 9303-3, 3 (VIZ), 4 (MRZ), 5 (codes of States) and 6 (transliteration).
    """
    given = listed("lines", lines, PrintedLine)
    expect("mrz", mrz, Mrz, "a parsed MRZ")
    print_alone = [line for line in given if not _has_fillers(line)]
    page = read_page(settled(print_alone, mrz))
    dates = printed_dates(page)
    names = name_candidates(page)
    page = with_side(page, _anchors(page, dates, names, mrz), _hints(page))
    taken = [piece for date in dates for piece in date.pieces]
    findings = {
        PrintedField.NUMBER: number_finding(page, mrz, taken),
        PrintedField.NAME: name_finding(page, mrz, names),
        PrintedField.BIRTH: date_finding(page, dates, mrz, Element.BIRTH),
        PrintedField.EXPIRY: date_finding(page, dates, mrz, Element.EXPIRY),
        PrintedField.SEX: sex_finding(page, mrz),
        PrintedField.STATE: state_finding(page, mrz),
    }
    findings = left_over(findings, Printed(page, mrz, dates, names))
    return tuple(findings[field].answer(field) for field in PrintedField)


def _has_fillers(line: PrintedLine) -> bool:
    """Whether a line has fillers: more than the sex left open, or a poorly read sign at an end."""
    at = [place for place, character in enumerate(line.text) if character == "<"]
    if not at or len(line.text) <= _FILLERS:
        return False
    at_an_end = len(at) == 1 and at[0] in (0, len(line.text) - 1)
    return not (at_an_end and line.chances[at[0]] < DOUBTED)


def _anchors(
    page: Page, dates: Sequence[PrintedDate], names: Sequence[NameLine], mrz: Mrz
) -> Iterator[tuple[Piece, frozenset[Element]]]:
    """Values whose kind is known without a caption: they tell where on this page values stand."""
    yield from ((date.pieces[0], DATES) for date in dates)
    number = (mrz.document_number.value or "").replace(" ", "")
    if number:
        yield from ((piece, _NUMBERS) for piece in printed_numbers(page.lines, number))
    for line in names:
        for half, elements in _HALVES:
            wanted = getattr(mrz.name, half)
            if wanted and says(line.words, wanted, truncated=False):
                yield line.run.pieces[0], elements


def _hints(page: Page) -> Iterator[tuple[Piece, frozenset[Element]]]:
    """Values that say little by themselves: codes of States, which stand beside each other, and initials."""
    yield from ((piece, _STATES) for piece in page.pieces if piece.text in STATES)
    yield from ((piece, _SEXES) for piece in page.pieces if piece.text in _INITIALS)
