"""One key for the many ways in which a name is written in Latin letters.

Doc 9303 lets a State choose (Ä as AE or A, Щ as SHCH or SHT), and lists are romanised by other systems again.
Letters and groups that stand for one another are folded to the shorter, on both sides, so that what remains
different is another name or a typing error. The price is that a few different names share a key: how much a
key says is counted on the keys themselves, so that it is paid where it is due.
"""

import re
from typing import Final

_SAME: Final = {
    # Latin, ICAO Doc 9303-3, 6, table A: what the table and its variants choose between.
    "AE": "A",
    "OE": "O",
    "UE": "U",
    "UXX": "U",
    "NXX": "N",
    "TH": "T",
    # Cyrillic, table B, against the romanisations of ISO 9, BGN/PCGN and GOST.
    "SHCH": "SC",
    "SHT": "SC",
    "TCH": "C",
    "SH": "S",
    "SCH": "S",
    "ZH": "Z",
    "DZH": "DZ",
    "KH": "H",
    "CH": "C",
    "TS": "C",
    "TZ": "C",
    "IE": "E",
    "YE": "E",
    "JE": "E",
    "Y": "I",
    "J": "I",
    "W": "V",
    # Arabic, table C, against plain romanisation.
    "DH": "D",
    "GH": "G",
    "PH": "F",
    "CK": "K",
    "Q": "K",
    "X": "KS",
}
_GROUPS: Final = re.compile("|".join(sorted(_SAME, key=len, reverse=True)))
_DOUBLED: Final = re.compile(r"(.)\1+")
_SOFT: Final = re.compile("[AEIOUYWV]|H$")
"""Letters that romanisations of Arabic script add, drop or exchange: vowels, and what is written for them."""
_CHOICES: Final = re.compile("[YJI]O")
"""Ё: E in the MRZ of most States, YO, JO or IO wherever else it is romanised."""


def fold(latin: str) -> str:
    """The key of a component in capital Latin letters.

    >>> fold("MUELLER") == fold("MULLER"), fold("SHCHERBAKOV") == fold("SHTERBAKOV")
    (True, True)
    >>> fold("YURIY") == fold("IURII"), fold("ANNA") == fold("ANNE")
    (True, False)
    """
    once = _DOUBLED.sub(r"\1", latin)
    folded = _GROUPS.sub(lambda found: _SAME[found[0]], once)
    return _DOUBLED.sub(r"\1", folded)


def folds(latin: str) -> tuple[str, ...]:
    """Every key of a component: the usual one, and one for an Ё that may have been romanised by its sound."""
    usual = fold(latin)
    other = fold(_CHOICES.sub("E", latin)) if _CHOICES.search(latin) else usual
    return (usual,) if other == usual else (usual, other)


def consonants(latin: str) -> str:
    """What is left of a component when letters are taken away that Arabic script does not write.

    >>> consonants("MOHAMMED"), consonants("MUHAMAD")
    ('MHMD', 'MHMD')
    """
    once = _DOUBLED.sub(r"\1", latin)
    hard = _SOFT.sub("", _GROUPS.sub(lambda found: _hard(found[0]), once))
    return _DOUBLED.sub(r"\1", hard)


def _hard(group: str) -> str:
    """What a group stands for among consonants: J is one, though it is folded with the vowel I elsewhere."""
    return group if group in ("J", "Y", "W", "IE", "YE", "JE") else _SAME[group]
