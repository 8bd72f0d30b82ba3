"""How a component may be written in Latin letters, from a list's own script and from the cells of an MRZ."""

import re
from functools import cache
from itertools import islice, product
from typing import Final

from docverify.mrz.tables import rows
from docverify.mrz.transliteration import letter_options, printed_components

MOST: Final = 12
"""Spellings of one component that are looked at: what Doc 9303 leaves open in two or three of its letters."""
_PLAIN: Final = {
    # What the codes of Doc 9303-3, 6, table C are in plain romanisation; where peoples differ, all of it.
    "XAA": ("A",),
    "XAE": ("A",),
    "XAH": ("H",),
    "XAY": ("A",),
    "XBE": ("Y",),
    "XC": ("CH",),
    "XDH": ("D", "Z"),
    "XDO": ("H",),
    "XDR": ("D",),
    "XDZ": ("D", "Z"),
    "XE": ("",),
    "XF": ("F",),
    "XGE": ("H",),
    "XGG": ("G",),
    "XH": ("H",),
    "XI": ("Y",),
    "XJ": ("ZH",),
    "XKE": ("Z",),
    "XKH": ("KH",),
    "XKK": ("K",),
    "XNG": ("NG",),
    "XNN": ("N",),
    "XRR": ("R",),
    "XRT": ("T",),
    "XRX": ("ZH",),
    "XSH": ("SH",),
    "XSS": ("S",),
    "XTA": ("T", "H"),
    "XTG": ("T",),
    "XTH": ("TH", "S"),
    "XTT": ("T",),
    "XXA": ("A",),
    "XXD": ("D",),
    "XXG": ("H",),
    "XXH": ("TS",),
    "XXK": ("G",),
    "XXN": ("N",),
    "XXR": ("R",),
    "XXS": ("SH",),
    "XXT": ("T",),
    "XXY": ("Y",),
    "XYA": ("Y",),
    "XYB": ("Y",),
    "XYH": ("H",),
    "XZZ": ("Z",),
    "Q": ("Q", "GH"),
}
_ARABIC: Final = re.compile("[\u0600-\u06ff]")


@cache
def _codes() -> re.Pattern[str]:
    """The letters and codes that table C writes, longest first."""
    written = {code for row in rows("arabic.tsv") for code in row[2].split()} | set(_PLAIN) | {"XAH", "XTA"}
    return re.compile("|".join(sorted(written, key=len, reverse=True)))


def plain_from_codes(component: str) -> tuple[str, ...]:
    """What a component in the letters of table C is in plain romanisation; empty where it has no code.

    >>> plain_from_codes("MXHMD"), plain_from_codes("ALEXANDER")
    (('MHMD',), ())
    """
    found = _codes().findall(component)
    if "".join(found) != component or not any(code in _PLAIN and code != "Q" for code in found):
        return ()
    options = (_PLAIN.get(code, (code,)) for code in found)
    return tuple("".join(chosen) for chosen in islice(product(*options), MOST))


def written_components(name: str) -> list[str]:
    """The components of a name on a list, in capitals; parts that no MRZ could show are left out."""
    return [one for one in printed_components(name) if any(any(o) for o in letter_options(one))]


def spellings(component: str) -> tuple[str, ...]:
    """Every way in which the standard allows to write a component, recommended first; at most `MOST`.

    A component in Arabic script comes both in the codes of table C and in plain romanisation. Empty where a
    letter is in none of the tables.

    >>> spellings("MÜLLER")
    ('MUELLER', 'MUXXLLER', 'MULLER')
    """
    options = list(letter_options(component))
    if not all(options):
        return ()
    written = ["".join(chosen) for chosen in islice(product(*options), MOST)]
    if _ARABIC.search(component):
        written += [plain for one in written for plain in plain_from_codes(one)]
    return tuple(dict.fromkeys(filter(None, written)))
