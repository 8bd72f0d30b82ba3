"""Invented people of twenty languages, and what lists make of their names.

Needs Faker (extra `train`) and, for romanisation as lists have it, anyascii (extra `peers`).
"""

import random
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from docverify.errors import InputError
from docverify.mrz import MrzName
from docverify.mrz.names import split_name
from docverify.mrz.transliteration import components, printed_components
from docverify.mrz.truncation import fit_names

LOCALES: Final = (
    "cs_CZ",
    "da_DK",
    "de_DE",
    "en_GB",
    "es_ES",
    "fa_IR",
    "fi_FI",
    "fr_FR",
    "hr_HR",
    "hu_HU",
    "it_IT",
    "nl_NL",
    "pl_PL",
    "pt_BR",
    "ro_RO",
    "ru_RU",
    "sv_SE",
    "tr_TR",
    "uk_UA",
    "vi_VN",
)
NAME_CELLS: Final = 39
"""Of a TD3."""
KINDS: Final = ("native", "ascii", "swapped", "typed_ascii", "typed_mrz", "joined", "one_given")
"""What becomes of a name on the list, as the table of the benchmark has it."""
_LETTERS: Final = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"


@dataclass(frozen=True, slots=True)
class Person:
    """An invented person.

    Attributes:
        locale: of the names.
        sex: F or M.
        primary: surname as printed.
        given: given names as printed, one or two.
        name: what the MRZ of a TD3 has.
        birth: date of birth.
    """

    locale: str
    sex: str
    primary: str
    given: tuple[str, ...]
    name: MrzName
    birth: date


def invent(seed: int, per_locale: int, *, one_given: float = 0.0) -> list[Person]:
    """Invent people, as many of each locale, in the order of `LOCALES`.

    Args:
        seed: of everything random.
        per_locale: people of each.
        one_given: share of people with one given name; the others have two different ones.
    """
    from faker import Faker

    made = []
    for number, locale in enumerate(LOCALES):
        fake = Faker(locale)
        fake.seed_instance(seed * len(LOCALES) + number)
        count = 0
        while count < per_locale:
            found = _one(fake, locale, one_given)
            if found is not None:
                made.append(found)
                count += 1
    return made


def _one(fake: Any, locale: str, one_given: float) -> Person | None:  # noqa: ANN401 - Faker's own
    """One person; None where a letter of the name is in none of ICAO's tables."""
    sex = fake.random.choice("FM")
    word = "female" if sex == "F" else "male"
    primary = getattr(fake, f"last_name_{word}")()
    given = [getattr(fake, f"first_name_{word}")() for _ in range(2)]
    birth = fake.date_of_birth(minimum_age=1, maximum_age=90)
    if fake.random.random() < one_given:
        given = given[:1]
    try:
        halves = components(primary), components(" ".join(given))
    except InputError:
        return None
    if not all(halves) or len(set(given)) < len(given):
        return None
    return Person(locale, sex, primary, tuple(given), split_name(fit_names(*halves, NAME_CELLS)), birth)


def ascii_of(name: str) -> str:
    """A name in capital Latin letters, as romanised without any standard."""
    from anyascii import anyascii

    return " ".join(printed_components(anyascii(name)))


def mistyped(halves: tuple[str, str], rng: random.Random) -> tuple[str, str]:
    """One typing error: another letter, one too few, one too many, or two exchanged."""
    text = "|".join(halves)
    at = rng.choice([index for index, letter in enumerate(text) if letter.isalpha()])
    how = rng.randrange(4)
    if how == 0:
        changed = rng.choice(_LETTERS.replace(text[at], "")) + text[at + 1 :]
    elif how == 1:
        changed = rng.choice(_LETTERS) + text[at:]
    elif how == 2 and text[at + 1 : at + 2].isalpha() and text[at + 1] != text[at]:
        changed = text[at + 1] + text[at] + text[at + 2 :]
    else:
        changed = text[at + 1 :]
    primary, secondary = (text[:at] + changed).split("|")
    return primary, secondary


def listed_as(person: Person, kind: str, rng: random.Random) -> tuple[str, str]:
    """Primary and secondary identifier of a person as a list has them, by one of `KINDS`."""
    native = person.primary, " ".join(person.given)
    if kind == "native":
        return native
    if kind == "typed_mrz":
        return mistyped((person.name.primary, person.name.secondary), rng)
    if kind == "one_given":
        native = person.primary, rng.choice(person.given)
    primary, secondary = map(ascii_of, native)
    if kind == "swapped":
        return secondary, primary
    if kind == "typed_ascii":
        return mistyped((primary, secondary), rng)
    if kind == "joined":
        return "".join(primary.split()), "".join(secondary.split())
    return primary, secondary
