"""Letters without case, marks and what stands between them; and characters that print alike."""

import unicodedata
from typing import Final

_STROKED: Final = str.maketrans("øłđıðħŧŋ", "oldidhtn")

DIGIT_LIKE: Final = str.maketrans("OQDILZSB", "00011258")
"""Letters to the digits that they are taken for, where digits are sure to stand."""
LETTER_LIKE: Final = str.maketrans("01568", "OISGB")
"""Digits to the letters that they are taken for, where letters are sure to stand."""
_ALIKE: Final = ("0OQD", "1ILJ", "2Z", "5S", "8B", "UV")


def bare(text: str) -> str:
    """Letters alone, without marks, in small letters of their script."""
    folded = unicodedata.normalize("NFKD", text.casefold()).translate(_STROKED)
    return "".join(c for c in folded if c.isalpha())


def alike(one: str, other: str) -> bool:
    """Whether two characters are taken for each other even where the print is sharp."""
    return one == other or any(one in group and other in group for group in _ALIKE)


def is_latin(character: str) -> bool:
    """Whether a letter is of the Latin script."""
    return unicodedata.name(character, "").startswith("LATIN")


def is_foreign(text: str) -> bool:
    """Whether a text has letters of another script than Latin, or digits that are not 0 to 9."""
    return any(
        (c.isalpha() and not is_latin(c)) or (c.isdigit() and not c.isascii() and c not in "¹²³⁰⁴⁵⁶⁷⁸⁹")
        for c in text
    )
