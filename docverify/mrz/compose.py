"""Compose an MRZ: fields in, text out, or an error that names the field and the limit."""

from datetime import date

from docverify.errors import InputError
from docverify.mrz.alphabet import FILLER
from docverify.mrz.check_digits import check_digit
from docverify.mrz.dates import DateKind, birth_date
from docverify.mrz.detect import choose
from docverify.mrz.fields import words
from docverify.mrz.formats import Kind, Layout, MrzFormat, Place
from docverify.mrz.layouts import LAYOUTS
from docverify.mrz.transliteration import components
from docverify.mrz.truncation import fit_components, fit_names


def compose_mrz(
    format: MrzFormat,  # noqa: A002 - the word of the house
    *,
    surname: str = "",
    given_names: str = "",
    document_number: str = "",
    issuing_state: str = "",
    nationality: str | None = None,
    date_of_birth: date | str | None = None,
    sex: str = "",
    date_of_expiry: date | str | None = None,
    document_code: str | None = None,
    optional_data: str = "",
    optional_data_2: str = "",
) -> str:
    """Compose the text of a machine-readable zone, with all its check digits.

    Args:
        format: The layout.
        surname: Primary identifier as printed in the VIZ; it is transliterated, and truncated by the rules
            of Doc 9303 when the cells do not suffice.
        given_names: Secondary identifier likewise.
        document_number: Letters and digits; TD1 and TD2 let it run into the optional data.
        issuing_state: Code of Doc 9303-3, 5.
        nationality: Code of Doc 9303-3, 5; that of the issuing State unless given.
        date_of_birth: A date, six characters `YYMMDD` with `<<` for unknown parts, or None for unknown.
        sex: `F`, `M`, or for unspecified `X`, `<` or "".
        date_of_expiry: Like the date of birth.
        document_code: One or two characters; the layout's usual one unless given.
        optional_data: Letters, digits and spaces.
        optional_data_2: The middle line's optional data, TD1 only.

    Returns:
        The lines, separated by line feeds. `parse_mrz` gives the same fields back.

    Raises:
        InputError: A field does not fit, holds characters that an MRZ cannot print, or does not exist in
            this layout; the message names the field and the limit.

    Source: ICAO Doc 9303-3, 4, and 9303-4 to -7, 4.2.

    >>> print(compose_mrz(
    ...     MrzFormat.TD2, surname="Eriksson", given_names="Anna Maria", document_number="D23145890",
    ...     issuing_state="UTO", date_of_birth="740812", sex="F", date_of_expiry="120415",
    ... ))
    I<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<
    D231458907UTO7408122F1204159<<<<<<<6
    """
    layout = LAYOUTS[format]
    given: dict[str, str | date | None] = {
        "document_code": layout.code if document_code is None else document_code,
        "issuing_state": issuing_state,
        "nationality": issuing_state if nationality is None else nationality,
        "document_number": document_number,
        "date_of_birth": date_of_birth,
        "sex": sex,
        "date_of_expiry": date_of_expiry,
        "optional_data": optional_data,
        "optional_data_2": optional_data_2,
    }
    for name, value in given.items():
        if (
            value
            and name not in layout.places_by_name
            and not (name == "nationality" and nationality is None)
        ):
            raise InputError(f"{format.value} has no {words(name)}: leave it out")
    lines = [[FILLER] * width for width in layout.widths]
    long = _long_number(layout, document_number, optional_data)
    if long is not None:
        given["document_number"], given["optional_data"] = long
    for place in layout.places:
        if place.name in given:
            write = _date if place.kind is Kind.DATE else _sex if place.kind is Kind.SEX else _text
            _put(lines, place, write(place, given[place.name]))
    _put_names(lines, layout, surname, given_names)
    for relation in layout.relations:
        if long is None or relation.field != "document_number":
            covered = "".join(lines[line][column] for line, column in relation.covered_cells)
            line, column = relation.digit
            lines[line][column] = check_digit(covered)
    text = tuple("".join(line) for line in lines)
    read_as = choose(text).format
    if read_as is not format:
        raise InputError(f"a document code of this layout and State is read as {read_as.value}: change it")
    return "\n".join(text)


def _put(lines: list[list[str]], place: Place, text: str) -> None:
    span = place.span
    lines[span.line][span.first : span.stop] = text.ljust(span.stop - span.first, FILLER)


def _text(place: Place, value: str | date | None) -> str:
    """Capitals, digits and fillers for spaces, checked against the place's characters and length."""
    text = str(value or "").upper().strip(" <").replace(" ", FILLER)
    width = place.span.stop - place.span.first
    for at, character in enumerate(text, 1):
        if character not in place.allowed:
            raise InputError(f"{words(place.name)}: character {at} cannot stand there in an MRZ")
    if len(text) > width:
        raise InputError(f"{words(place.name)} has {len(text)} characters; its limit is {width}")
    return text


def _date(place: Place, value: str | date | None) -> str:
    text = value.strftime("%y%m%d") if isinstance(value, date) else value or FILLER * 6
    read = birth_date(text)
    if read.kind is DateKind.IMPOSSIBLE:
        raise InputError(
            f"{words(place.name)} is no date: give a date, or six characters YYMMDD with << for unknown parts"
        )
    return text


def _sex(place: Place, value: str | date | None) -> str:
    text = str(value or "").upper()
    if text in ("", "X", FILLER):
        return FILLER
    if text not in ("F", "M"):
        raise InputError("sex is F, M, or for unspecified X, < or nothing")
    return text


def _long_number(layout: Layout, number: str, optional: str) -> tuple[str, str] | None:
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


def _put_names(lines: list[list[str]], layout: Layout, surname: str, given_names: str) -> None:
    primary, secondary = components(surname), components(given_names)
    for place in layout.places:
        width = place.span.stop - place.span.first
        if place.kind is Kind.NAMES:
            _put(lines, place, fit_names(primary, secondary, width))
        elif place.kind is Kind.PRIMARY:
            _put(lines, place, fit_components(primary, width) or "")
        elif place.kind is Kind.SECONDARY:
            _put(lines, place, fit_components(secondary, width) or "")
    if given_names and not any(p.kind in (Kind.NAMES, Kind.SECONDARY) for p in layout.places):
        raise InputError(f"{layout.format.value} has no secondary identifier: leave given_names out")
