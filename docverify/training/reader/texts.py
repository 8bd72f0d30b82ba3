"""What training strips say: lines as MRZs have them, under names from many languages, and plain noise.

A reader that has seen only noise takes nothing from a cell's neighbours; one that has seen only names makes
names of everything. So lines come from both: names of people as the `faker` package lists them for some sixty
languages and countries, written in the MRZ's alphabet, and letters drawn one by one.
"""

import warnings
from dataclasses import replace
from functools import lru_cache

import numpy as np
from faker import Faker
from faker.config import AVAILABLE_LOCALES

from docverify.errors import InputError
from docverify.mrz import ALPHABET, MrzFormat, transliterate
from docverify.specimens import Holder, random_holder

FORMATS = (MrzFormat.TD1, MrzFormat.TD2, MrzFormat.TD3, MrzFormat.MRVA, MrzFormat.MRVB)
_LETTERS, _DIGITS = list(ALPHABET[10:36]), list(ALPHABET[:10])
_NAMES_A_LOCALE = 400
_OTHER_SCRIPTS = frozenset(
    [
        *("am_ET", "ar_AA", "ar_PS", "ar_SA", "bn_BD", "fa_IR", "gu_IN", "he_IL", "hi_IN", "hy_AM", "ja_JP"),
        *("ka_GE", "ko_KR", "mr_IN", "ne_NP", "or_IN", "si_LK", "ta_IN", "th", "th_TH", "zh_CN", "zh_TW"),
    ]
)
"""Locales that are left out: romanised names, which documents bear, are not what their lists hold."""


@lru_cache(maxsize=1)
def names() -> tuple[tuple[tuple[str, ...], tuple[str, ...]], ...]:
    """Surnames and given names, one pair of lists for each locale; the same for one version of `faker`."""
    lists: dict[tuple[tuple[str, ...], ...], None] = {}  # locales without lists of their own fall back on one
    for locale in sorted(set(AVAILABLE_LOCALES) - _OTHER_SCRIPTS):
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # old names of locales
            fake = Faker(locale)
        fake.seed_instance(7)
        pair = tuple(
            tuple(sorted({written for _ in range(_NAMES_A_LOCALE) if (written := _written(draw()))}))
            for draw in (fake.last_name, fake.first_name)
        )
        if all(pair):
            lists[pair] = None
    return tuple((surnames, given) for surnames, given in lists)


def _written(name: str) -> str:
    """A name in the MRZ's alphabet; nothing where a letter has no transliteration."""
    try:
        text = transliterate(name)
    except InputError:
        return ""
    return text if set(text) <= set(ALPHABET) and len(text.strip("<")) > 1 else ""


def random_bearer(layout: MrzFormat, *, rng: np.random.Generator) -> Holder:
    """Draw a holder as `random_holder` does, but for the names: people's mostly, else any letters.

    The syllables that specimens' names are made of are kept out: what reads them well need not read others.

    Args:
        layout: format of the document.
        rng: source of every choice.
    """
    holder = random_holder(layout, rng=rng)
    if rng.random() < 0.33:
        words = ["".join(rng.choice(_LETTERS, int(rng.integers(1, 11)))) for _ in range(3)]
        return replace(holder, surname=words[0], given_names=" ".join(words[1 : int(rng.integers(1, 4))]))
    surnames, given = names()[int(rng.integers(len(names())))]
    last = "<".join(rng.choice(surnames, 1 if rng.random() < 0.8 else 2))
    first = "<".join(rng.choice(given, int(rng.choice([1, 1, 2, 2, 3]))))
    return replace(holder, surname=last.replace("<", " "), given_names=first.replace("<", " "))


def random_text(rng: np.random.Generator, length: int) -> str:
    """Draw `length` characters: half of the time out of an MRZ, else words and fillers, numbers, or noise."""
    if rng.random() < 0.5:
        layout = FORMATS[int(rng.integers(len(FORMATS)))]
        lines = random_bearer(layout, rng=rng).lines(layout)
        line = lines[int(rng.integers(len(lines)))]
        first = int(rng.integers(0, max(len(line) - length, 0) + 1))
        return line[first : first + length].ljust(length, "<")
    kind = rng.random()
    if kind < 0.3:
        return "".join(rng.choice(list(ALPHABET), length))
    text = ""
    while len(text) < length:
        part = rng.random()
        size = int(rng.integers(1, 11))
        if kind < 0.65:
            fillers = int(rng.choice([1, 1, 2, 2, 3, 20], p=[0.3, 0.2, 0.2, 0.1, 0.1, 0.1]))
            text += "".join(rng.choice(_LETTERS, size)) + "<" * fillers
        elif part < 0.6:
            text += "".join(rng.choice(_DIGITS, size))
        elif part < 0.85:
            text += "".join(rng.choice(_LETTERS, min(size, 3)))
        else:
            text += "<" * int(rng.integers(1, 12))
    start = int(rng.integers(0, len(text) - length + 1))
    return text[start : start + length]
