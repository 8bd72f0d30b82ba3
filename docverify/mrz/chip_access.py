"""The MRZ information that opens a document's chip (ICAO Doc 9303-11, 4.3.2 and 4.4.4.1)."""

from docverify.arguments import expect
from docverify.errors import InputError
from docverify.mrz.document import Field, FieldCheck, Mrz
from docverify.mrz.words import in_words

_DIGIT = "{}_check_digit"


def mrz_information(mrz: Mrz) -> str:
    """Give the MRZ information from which the keys of BAC and PACE are derived.

    It is the document number, the date of birth and the date of expiry, each followed by its check digit,
    fillers included. A long document number is given whole, without the filler in position 15 or 10,
    followed by its own check digit.

    Args:
        mrz: A parsed TD1, TD2 or TD3.

    Returns:
        24 characters, or more for a long document number. Treat it like a key: it opens the chip.

    Raises:
        InputError: `mrz` is none, its layout lacks one of the three fields, or a check digit of theirs does
            not agree, so that the chip could not be opened.

    Source: ICAO Doc 9303-11, 4.3.2 and appendix D.2.

    >>> from docverify.mrz.parse import parse_mrz
    >>> mrz_information(parse_mrz(
    ...     "I<UTOD23145890<7349<<<<<<<<<<<3407127M9507122UTO<<<<<<<<<<<2STEVENSON<<PETER<JOHN<<<<<<<<<"
    ... ))
    'D23145890734934071279507122'
    """
    expect("mrz", mrz, Mrz, "what parse_mrz gave")
    return "".join(
        _with_digit(mrz, mrz.field(n)) for n in ("document_number", "date_of_birth", "date_of_expiry")
    )


def _with_digit(mrz: Mrz, field: Field) -> str:
    if field.span is None or _DIGIT.format(field.name) not in mrz.fields:
        raise InputError(
            f"{mrz.format.value} has no {field.title} with a check digit, so no chip is opened with it"
        )
    if field.check is not FieldCheck.VERIFIED:
        raise InputError(
            f"the check digit of the {field.title} is {in_words(field.check)}: read the document again"
        )
    return field.raw + mrz.fields[_DIGIT.format(field.name)].raw
