"""Compose an MRZ: fields in, text out, or an error that names the field and the limit."""

from datetime import date

from docverify.arguments import member
from docverify.errors import InputError
from docverify.mrz.alphabet import FILLER
from docverify.mrz.check_digits import check_digit
from docverify.mrz.detect import choose
from docverify.mrz.formats import Layout, MrzFormat, Place
from docverify.mrz.layouts import LAYOUTS
from docverify.mrz.transliteration import components
from docverify.mrz.words import in_words
from docverify.mrz.writing import NAME_KINDS, divide_long_number, write_cells, write_names


def compose_mrz(
    format: MrzFormat | str,  # noqa: A002 - the word of the house
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
    variant: str = "",
) -> str:
    """Compose the text of a machine-readable zone, with all its check digits.

    Args:
        format: The layout, or its name.
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
        variant: National variant of the transliteration, one of `variants()`.

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
    layout = LAYOUTS[member("format", format, MrzFormat)]
    texts = surname, given_names, document_number, issuing_state, sex, optional_data, optional_data_2, variant
    spared = (one for one in (nationality, document_code) if one is not None)
    _refuse_other_types((*texts, *spared), (date_of_birth, date_of_expiry))
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
    asked = {k for k, v in given.items() if v and not (k == "nationality" and nationality is None)}
    named = {"primary_identifier": surname, "secondary_identifier": given_names}
    _refuse_strangers(layout, asked | {name for name, words in named.items() if words})
    long = divide_long_number(layout, document_number, optional_data)
    if long is not None:
        given["document_number"], given["optional_data"] = long
    lines = [[FILLER] * width for width in layout.widths]
    primary, secondary = components(surname, variant=variant), components(given_names, variant=variant)
    for place in layout.places:
        if place.kind in NAME_KINDS:
            _put(lines, place, write_names(place, primary, secondary))
        elif place.name in given:
            _put(lines, place, write_cells(place, given[place.name]))
    for relation in layout.relations:
        if long is None or relation.field != "document_number":
            covered = "".join(lines[line][column] for line, column in relation.covered_cells)
            line, column = relation.digit
            lines[line][column] = check_digit(covered)
    text = tuple("".join(line) for line in lines)
    read_as = choose(text).format
    if read_as is not layout.format:
        raise InputError(
            f"document code: with this code and State the text is read as {read_as.value}, "
            f"not {layout.format.value}"
        )
    return "\n".join(text)


def _refuse_other_types(texts: tuple[object, ...], dates: tuple[object, ...]) -> None:
    if not all(isinstance(one, str) for one in texts):
        raise InputError("names, number, codes, sex, optional data and variant must be strings")
    if not all(one is None or isinstance(one, (date, str)) for one in dates):
        raise InputError("a date must be a date, six characters YYMMDD, or None")


def _put(lines: list[list[str]], place: Place, text: str) -> None:
    span = place.span
    lines[span.line][span.first : span.stop] = text.ljust(span.stop - span.first, FILLER)


def _refuse_strangers(layout: Layout, asked: set[str]) -> None:
    """Raise for a field that was given and that the layout does not have."""
    known = set(layout.places_by_name)
    if "names" in known:
        known |= {"primary_identifier", "secondary_identifier"}
    for name in sorted(asked - known):
        raise InputError(f"{layout.format.value} has no {in_words(name)}: leave it out")
