"""Whether a document's number is the one that was announced, and in what they differ."""

from enum import StrEnum
from typing import Final

from docverify.lists.announced.passenger import AnnouncedDocument
from docverify.lists.announced.values import number_announced, state_announced
from docverify.lists.manifest.names import within
from docverify.mrz import Mrz, check_digit

ALIKE: Final = str.maketrans("OI", "01")
"""Letters that stand for digits, and digits for letters, where a number was typed from a document."""
SHORTEST: Final = 5
"""Characters of a number from which on one that differs in a single place is called similar."""
CELLS: Final = 9
"""Of a document number in an MRZ, where longer ones are cut by carriers' systems (Doc 9303-5, 4.2.2)."""


class NumberAgreement(StrEnum):
    """How far two document numbers agree, the closest first."""

    SAME = "number_same"
    ALIKE = "number_alike"
    """But for the letter O and zero, or I and one."""
    CHECK_DIGIT = "number_with_check_digit"
    """Announced with its check digit behind it."""
    CUT = "number_cut"
    """A long number was announced without its end."""
    OTHER_ISSUER = "number_of_other_issuer"
    """The same number, of another State's document."""
    SIMILAR = "number_similar"
    """It differs in one character."""
    DIFFERS = "number_differs"
    MISSING = "number_missing"
    """Not announced, or not read."""


AGREES: Final = frozenset(
    {NumberAgreement.SAME, NumberAgreement.ALIKE, NumberAgreement.CHECK_DIGIT, NumberAgreement.CUT}
)


def alike(number: str) -> str:
    """A number, letters that may be digits written as digits."""
    return number.translate(ALIKE)


def written(number: str) -> dict[str, NumberAgreement]:
    """How the number of an MRZ may have been announced, letters as digits: what to look for."""
    if not number:
        return {}
    plain = alike(number)
    ways = {plain: NumberAgreement.ALIKE}
    ways.setdefault(plain + check_digit(number), NumberAgreement.CHECK_DIGIT)
    if len(number) > CELLS:
        ways.setdefault(plain[:CELLS], NumberAgreement.CUT)
    return ways


def number_of(mrz: Mrz) -> str:
    """The document number of an MRZ as announced ones are compared with it; "" where it has none."""
    return number_announced(mrz.document_number.value or "")


def compare_number(announced: AnnouncedDocument, mrz: Mrz) -> NumberAgreement:
    """How far the number of an announced document is that of an MRZ."""
    number = number_of(mrz)
    if not announced.number or not number:
        return NumberAgreement.MISSING
    found = written(number).get(alike(announced.number))
    if found is None:
        near = len(number) >= SHORTEST and within(alike(number), alike(announced.number), 1)
        return NumberAgreement.SIMILAR if near else NumberAgreement.DIFFERS
    issuer = state_announced(mrz.issuing_state.value or "")
    if announced.issuer and issuer and announced.issuer != issuer:
        return NumberAgreement.OTHER_ISSUER
    return NumberAgreement.SAME if number == announced.number else found
