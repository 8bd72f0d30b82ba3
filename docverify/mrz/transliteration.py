"""Names of the Latin, Cyrillic and Arabic scripts to the letters of the MRZ (ICAO Doc 9303-3, 4.6 and 6)."""

import unicodedata
from collections.abc import Iterator
from functools import cache

from docverify.arguments import expect
from docverify.errors import InputError
from docverify.mrz.alphabet import DIGITS, LETTERS
from docverify.mrz.tables import rows

_SHADDA, _TEH_MARBUTA = "\u0651", "\u0629"
_APOSTROPHES = frozenset("'’‘ʼʻ`´ʹʾʿ\u2032")
_HYPHENS = frozenset("-\u2010\u2011\u2012\u2013\u2014\u2212")


@cache
def _table() -> dict[str, tuple[str, ...]]:
    """Every letter with its transliterations, the recommended one first."""
    return {
        row[1]: tuple(row[2].split()) or ("",)
        for name in ("latin.tsv", "cyrillic.tsv", "arabic.tsv")
        for row in rows(name)
    }


@cache
def _variant(name: str) -> tuple[dict[str, str], dict[str, str]]:
    """The letters that a variant writes in its own way: anywhere, and at the beginning of a component."""
    chosen = [row for row in rows("variants.tsv") if row[0] == name]
    if not chosen and name:
        raise InputError(
            f"variant: no transliteration variant has that name; there are {', '.join(variants())}"
        )
    return {r[3]: r[4] for r in chosen if not r[1]}, {r[3]: r[4] for r in chosen if r[1]}


def variants() -> tuple[str, ...]:
    """Names of the national variants that `transliterate` and `compose_mrz` take.

    `plain` writes Ä, Å, Ö and Ü as A, A, O and U; `nxx` writes Ñ and Ü as NXX and UXX; the others are
    languages in Cyrillic script.

    >>> variants()
    ('belarusian', 'bulgarian', 'macedonian', 'nxx', 'plain', 'serbian', 'ukrainian')
    """
    return tuple(sorted({row[0] for row in rows("variants.tsv")}))


def printed_components(name: str) -> list[str]:
    """Divide a printed name into components, in capitals of its own script, punctuation gone.

    Apostrophes and other punctuation are dropped, hyphens, commas and spaces divide.

    Source: ICAO Doc 9303-3, 4.6.
    """
    text = unicodedata.normalize("NFC", name.replace("ß", "ẞ").upper())
    kept = []
    for character in text:
        if character in _HYPHENS or character in ",<" or character.isspace():
            kept.append(" ")
        elif character in _APOSTROPHES:
            continue
        elif unicodedata.category(character)[0] in "LMN":
            kept.append(character)
    return "".join(kept).split()


def letter_options(component: str) -> Iterator[tuple[str, ...]]:
    """For each letter of a component, every way the standard allows to write it, recommended first."""
    before: tuple[str, ...] = ("",)
    for at, letter in enumerate(component):
        options = _options(letter, at, component)
        if letter == _SHADDA:
            options = (*before, "")
        yield options
        if options != ("",):  # vowel marks may stand between a letter and its shadda
            before = options


def _options(letter: str, at: int, component: str) -> tuple[str, ...]:
    if letter in LETTERS or letter in DIGITS:
        return (letter,)
    if letter == _TEH_MARBUTA:
        return ("XAH", "XTA") if at == len(component) - 1 else ("XTA", "XAH")
    if letter in _table():
        national = [row[4] for row in rows("variants.tsv") if row[3] == letter and (not row[1] or at == 0)]
        return tuple(dict.fromkeys((*_table()[letter], *national)))
    if unicodedata.combining(letter):
        return ("",)
    bare = "".join(c for c in unicodedata.normalize("NFKD", letter) if not unicodedata.combining(c))
    return (bare,) if bare and all(c in LETTERS for c in bare) else ()


def transliterate(name: str, *, variant: str = "") -> str:
    """Write a name with the letters of the MRZ, components separated by one filler.

    Args:
        name: A name as printed, in Latin, Cyrillic or Arabic script; hyphens, commas and spaces
            divide components, apostrophes and other punctuation are dropped.
        variant: One of `variants()`; "" for what the standard recommends.

    Returns:
        `A-Z` and `<`.

    Raises:
        InputError: `name` is no string, a letter is in none of the tables and no Latin letter with a
            diacritical mark, or there is no such variant. The message gives the position, not the letter.

    Source: ICAO Doc 9303-3, 4.6 and 6, tables A to C.

    >>> transliterate("D'Artagnan-Müller"), transliterate("Müller", variant="plain")
    ('DARTAGNAN<MUELLER', 'MULLER')
    >>> transliterate("Щербаков"), transliterate("محمد")
    ('SHCHERBAKOV', 'MXHMD')
    """
    return "<".join(components(name, variant=variant))


def components(name: str, *, variant: str = "") -> list[str]:
    """The components of a name in letters of the MRZ; see `transliterate`."""
    expect("name", name, str, "a string")
    expect("variant", variant, str, "one of variants(), or nothing")
    anywhere, first = _variant(variant)
    written = []
    for number, component in enumerate(printed_components(name), 1):
        out: list[str] = []
        for at, (letter, options) in enumerate(zip(component, letter_options(component), strict=True)):
            if not options or letter in DIGITS:
                raise InputError(
                    f"name: letter {at + 1} of component {number} cannot be written in an MRZ; "
                    "give the name in Latin, Cyrillic or Arabic letters"
                )
            own = anywhere.get(letter) if at else first.get(letter, anywhere.get(letter))
            doubled = next(filter(None, reversed(out)), "") if letter == _SHADDA else None
            out.append(own or doubled or options[0])
        written.append("".join(out))
    return [w for w in written if w]
