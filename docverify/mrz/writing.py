"""Write one field's cells, or say which field does not fit and what its limit is."""

from datetime import date

from docverify.errors import InputError
from docverify.mrz.alphabet import ALPHABET, FILLER
from docverify.mrz.check_digits import check_digit
from docverify.mrz.dates import DateKind, birth_date
from docverify.mrz.formats import Kind, Layout, Place
from docverify.mrz.truncation import fit_components, fit_names
from docverify.mrz.words import in_words

NAME_KINDS = frozenset({Kind.NAMES, Kind.PRIMARY, Kind.SECONDARY})


def write_cells(place: Place, value: str | date | None) -> str:
    """The text of any field but a name, checked against the place's characters and length."""
    if place.kind is Kind.DATE:
        return _date(place, value)
    if isinstance(value, date):
        raise InputError(f"{in_words(place.name)} is text, not a date")
    return _sex(value or "") if place.kind is Kind.SEX else _text(place, value or "")


def write_names(place: Place, primary: list[str], secondary: list[str]) -> str:
    """The text of a name field: both identifiers, or the one it is for."""
    width = place.span.stop - place.span.first
    if place.kind is Kind.NAMES:
        return fit_names(primary, secondary, width)
    return fit_components(primary if place.kind is Kind.PRIMARY else secondary, width) or ""


def _text(place: Place, value: str) -> str:
    text = value.upper().strip(" <").replace(" ", FILLER)
    width = place.span.stop - place.span.first
    for at, character in enumerate(text, 1):
        if character not in place.allowed:
            allowed = "letters" if character in ALPHABET else "letters A-Z, digits and spaces"
            raise InputError(f"{in_words(place.name)}: character {at} cannot stand there; it takes {allowed}")
    if len(text) > width:
        raise InputError(f"{in_words(place.name)} has {len(text)} characters; its limit is {width}")
    return text


def _date(place: Place, value: str | date | None) -> str:
    text = value.strftime("%y%m%d") if isinstance(value, date) else value or FILLER * 6
    if birth_date(text).kind is DateKind.IMPOSSIBLE:
        raise InputError(
            f"{in_words(place.name)} is no date: give a date, "
            "or six characters YYMMDD with << for unknown parts"
        )
    return text


def _sex(value: str) -> str:
    text = value.upper()
    if text in ("", "X", FILLER):
        return FILLER
    if text not in ("F", "M"):
        raise InputError("sex is F, M, or for unspecified X, < or nothing")
    return text


def divide_long_number(layout: Layout, number: str, optional: str) -> tuple[str, str] | None:
    """Divide a document number that is too long for its cells: `(cells, optional data)`, or None."""
    place = layout.places_by_name["document_number"]
    text = number.upper().strip(" <")
    width = place.span.stop - place.span.first
    if not layout.long_number or len(text) <= width:
        return None
    room = layout.places_by_name[layout.long_number].span
    limit = width + room.stop - room.first - 1  # one cell is the check digit's
    if not text.isascii() or not text.isalnum():
        raise InputError("a document number that runs into the optional data has only letters and digits")
    if len(text) > limit:
        raise InputError(
            f"document number has {len(text)} characters; the limit in {layout.format.value} is {limit}"
        )
    tail = text[width:] + check_digit(text)
    extra = optional.upper().strip(" <").replace(" ", FILLER)
    whole = f"{tail}{FILLER}{extra}" if extra else tail
    if len(whole) > room.stop - room.first:
        left = max(room.stop - room.first - len(tail) - 1, 0)
        raise InputError(f"optional data has {len(extra)} characters; the long document number leaves {left}")
    return text[:width], whole
