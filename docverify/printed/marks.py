"""Letters of one base: marks are read with more doubt than letters, and written in several ways in an MRZ."""

import unicodedata
from typing import Final

_STRUCK: Final = {"Ł": "L", "Ŀ": "L", "Ø": "O", "Đ": "D", "Ð": "D", "Ħ": "H", "Ŧ": "T"}
"""Letters whose mark goes through them, by the letter without it."""
_FAMILIES: Final = {
    "A": "AÄÅÁÀÂÃĀĂĄ",
    "C": "CÇĆČĈĊ",
    "D": "DĎĐÐ",
    "E": "EÉÈÊËĒĖĘĚĔ",
    "G": "GĞĢĜĠ",
    "H": "HĤĦ",
    "I": "IÍÌÎÏĪĮİĨ",
    "J": "JĴ",
    "K": "KĶ",
    "L": "LĹĻĽŁ",
    "N": "NÑŃŅŇ",
    "O": "OÖÓÒÔÕŐŌØ",
    "R": "RŔŖŘ",
    "S": "SŚŠŞŜ",
    "T": "TŤŢŦ",
    "U": "UÜÚÙÛŪŮŰŲŨŬ",
    "W": "WŴ",
    "Y": "YÝŸŶ",
    "Z": "ZŹŽŻ",
}
"""Letters with the marks that they bear."""


def family(character: str) -> str:
    """The same letter with other marks, and without."""
    return _FAMILIES.get(unmarked(character), "")


def unmarked(character: str) -> str:
    """A character as a capital without marks; what has no capital of one letter stays as it is."""
    upper = character.upper()
    return unicodedata.normalize("NFD", _STRUCK.get(upper, upper))[0] if len(upper) == 1 else character
