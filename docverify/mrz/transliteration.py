"""Names of many scripts to the letters of the MRZ (ICAO Doc 9303-3, 6)."""

import unicodedata

from docverify.errors import InputError
from docverify.mrz.alphabet import LETTERS


def components(name: str) -> list[str]:
    """Divide a name as printed into the components that an MRZ separates by fillers."""
    upper = unicodedata.normalize("NFD", name.upper().replace("'", "").replace("’", ""))
    plain = "".join(c for c in upper if not unicodedata.combining(c))
    words = plain.replace("-", " ").replace(",", " ").replace("<", " ").replace(".", " ").split()
    if any(c not in LETTERS for word in words for c in word):
        raise InputError("a name holds a character that has no transliteration")
    return words
