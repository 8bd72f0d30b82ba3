"""Pairs of holders of whom one is the other with one field altered: one character, or the whole value."""

from dataclasses import replace
from datetime import date

import numpy as np

from docverify.evidence.printed import PrintedField
from docverify.mrz import MrzFormat
from docverify.specimens.holder import Holder, random_holder

LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
DIGITS = "0123456789"
CODES = ("UTO", "AUT", "BEL", "CAN", "CHE", "ESP", "FIN", "FRA", "ITA", "JPN", "NOR", "POL", "PRT", "SWE")
ALIKE = ("OQD0", "ILJ1", "UV", "2Z", "5S", "8B")


def one_character(text: str, rng: np.random.Generator) -> str:
    """The text with one letter or digit turned into another that does not print alike."""
    places = [n for n, c in enumerate(text) if c in LETTERS + DIGITS]
    n = int(rng.choice(places))
    alphabet = DIGITS if text[n] in DIGITS else LETTERS
    others = [c for c in alphabet if c != text[n] and not any(c in g and text[n] in g for g in ALIKE)]
    return text[:n] + str(rng.choice(others)) + text[n + 1 :]


def one_digit(day: date, rng: np.random.Generator) -> date:
    """A date of the same century that has one digit of YYMMDD changed."""
    while True:
        text = one_character(f"{day:%y%m%d}", rng)
        try:
            return date(day.year // 100 * 100 + int(text[:2]), int(text[2:4]), int(text[4:]))
        except ValueError:
            continue


def altered(holder: Holder, field: PrintedField, rng: np.random.Generator, *, whole: bool) -> Holder:
    """The holder with one field altered."""
    other = random_holder(MrzFormat.TD3, rng=rng)
    match field:
        case PrintedField.NUMBER:
            number = holder.document_number
            if not whole:
                return replace(holder, document_number=one_character(number, rng))
            new = "".join(str(rng.choice(list(DIGITS if c in DIGITS else LETTERS))) for c in number)
            return replace(holder, document_number=new)
        case PrintedField.NAME:
            half = "surname" if rng.random() < 0.6 or not holder.given_names else "given_names"
            name = getattr(holder, half)
            new = getattr(other, half) if whole and getattr(other, half) else one_character(name, rng)
            return replace(holder, **{half: new})
        case PrintedField.BIRTH:
            born = holder.date_of_birth
            new = date(int(rng.integers(1930, 2008)), int(rng.integers(1, 13)), int(rng.integers(1, 29)))
            return replace(holder, date_of_birth=new if whole else one_digit(born, rng))
        case PrintedField.EXPIRY:
            new = date(int(rng.integers(2012, 2037)), int(rng.integers(1, 13)), int(rng.integers(1, 29)))
            return replace(holder, date_of_expiry=new if whole else one_digit(holder.date_of_expiry, rng))
        case PrintedField.SEX:
            return replace(holder, sex={"M": "F", "F": "M"}[holder.sex])
        case PrintedField.STATE:
            code = str(rng.choice([c for c in CODES if c not in (holder.issuing_state, holder.nationality)]))
            return replace(holder, issuing_state=code, nationality=code)
