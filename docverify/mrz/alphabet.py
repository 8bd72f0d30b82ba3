"""The MRZ alphabet and the classes of characters that a cell may hold (ICAO Doc 9303-3, 4.3 and 4.9)."""

from enum import Enum

FILLER = "<"
DIGITS = "0123456789"
LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"

ALPHABET = DIGITS + LETTERS + FILLER
"""The 37 characters of an MRZ, in the order that every array of this package uses: `0-9`, `A-Z`, `<`."""


class CellClass(Enum):
    """What one cell of a layout may hold; `.value` is the set of characters as a string."""

    OUTSIDE = ""
    DIGIT = DIGITS
    DIGIT_OR_FILLER = DIGITS + FILLER
    LETTER = LETTERS
    LETTER_OR_FILLER = LETTERS + FILLER
    ANY = ALPHABET
    SEX = "FM" + FILLER
    FILLER = FILLER
