"""Alters one thing that a document says, in its print or in its MRZ, as forgers do: the rest stays."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from typing import Final

import numpy as np

from docverify.arguments import expect
from docverify.errors import InputError
from docverify.evidence.printed import PrintedField
from docverify.mrz import (
    LAYOUTS,
    STATES,
    MrzFormat,
    NameRule,
    StateKind,
    compare_names,
    transliterate,
)
from docverify.specimens.draw import Specimen, draw_specimen
from docverify.specimens.holder import Holder, random_name
from docverify.specimens.sheets import drawable

_LOOK_ALIKE: Final = ("0OQD", "1IL", "2Z", "5S", "6G", "8B", "UV")
"""Characters that readers may take for each other: one in place of another is no alteration."""
_LETTERS: Final = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
_DIGITS: Final = "0123456789"
_DIFFERING: Final = {NameRule.PRIMARY_DIFFERS, NameRule.SECONDARY_DIFFERS}
_BORN: Final = (1910, 2020)
_TRIES: Final = 300


class Zone(StrEnum):
    """What of a document is altered."""

    PRINT = "print"
    MRZ = "mrz"


@dataclass(frozen=True, slots=True)
class Alteration:
    """What was altered.

    Attributes:
        field: of the document; a number and a State are altered wherever the zone says them.
        zone: the one that is altered.
        true: what the other zone says.
        altered: what the altered zone says instead; it differs in `field` alone.
    """

    field: PrintedField
    zone: Zone
    true: Holder
    altered: Holder


def draw_altered(
    format: MrzFormat,  # noqa: A002 - the word of the house
    *,
    holder: Holder,
    field: PrintedField,
    zone: Zone = Zone.PRINT,
    rng: np.random.Generator,
    **options: object,
) -> tuple[Specimen, Alteration]:
    """Draw a document of which one zone is altered in one field; all check digits of its MRZ are right.

    Args:
        format: one of the five formats of Doc 9303.
        holder: whom the zone that is not altered is made out to.
        field: what is altered.
        zone: where.
        rng: source of everything that is not given; the alteration is drawn first.
        options: what else `draw_specimen` takes.

    Returns:
        The specimen, and what was altered.

    Raises:
        UnsupportedFormat: `format` is none of the five.
        InputError: the holder's field is not known, and cannot be altered, or an argument is something else.
    """
    expect("zone", zone, Zone, "a Zone")
    other = altered(holder, field, format=format, rng=rng)
    changed = {"printed": other} if zone is Zone.PRINT else {"lines": other.lines(format)}
    specimen = draw_specimen(format, holder=holder, rng=rng, **(options | changed))  # type: ignore[arg-type]
    return specimen, Alteration(field, zone, holder, other)


def altered(
    holder: Holder,
    field: PrintedField,
    *,
    format: MrzFormat,  # noqa: A002 - the word of the house
    rng: np.random.Generator,
) -> Holder:
    """The same holder but for one field, which no rule takes for the same.

    One character of the number is another, no look-alike; one letter or a component of the name, so that the
    MRZ's name is another too; the day, the month or the year of a date, which stays a real date and another
    one in every order of its parts and with two digits for the year; the sex; or the issuing State and the
    nationality.

    Args:
        holder: whom the document is made out to.
        field: what is altered.
        format: of the document: names that are truncated in it are altered before they end.
        rng: source of the change.

    Raises:
        UnsupportedFormat: `format` is none of the five.
        InputError: the field is not known, and cannot be altered, or an argument is something else.
    """
    expect("holder", holder, Holder, "a Holder")
    expect("field", field, PrintedField, "a PrintedField")
    expect("rng", rng, np.random.Generator, "numpy.random.default_rng(seed)")
    format = drawable(format)  # noqa: A001 - the word of the house
    lines = holder.lines(format)
    for _ in range(_TRIES):
        other = _CHANGES[field](holder, rng)
        if other is None:
            break
        try:
            said = other.lines(format)
        except InputError:  # with this State or name it would be another layout's MRZ
            continue
        if said != lines and (field is not PrintedField.NAME or _names_differ(holder, other, format)):
            return other
    raise InputError(f"the holder's {field.value} cannot be altered: give one that is wholly known")


def _another(rng: np.random.Generator, character: str) -> str:
    """Another character of the same kind that is no look-alike."""
    kind = _DIGITS if character in _DIGITS else _LETTERS
    alike = next((group for group in _LOOK_ALIKE if character in group), character)
    return str(rng.choice([one for one in kind if one not in alike]))


def _number(holder: Holder, rng: np.random.Generator) -> Holder | None:
    number = holder.document_number
    places = [at for at, one in enumerate(number) if one in _LETTERS + _DIGITS]
    if not places:
        return None
    at = int(rng.choice(places))
    return replace(holder, document_number=number[:at] + _another(rng, number[at]) + number[at + 1 :])


def _name(holder: Holder, rng: np.random.Generator) -> Holder | None:
    fields = [name for name in ("surname", "given_names") if getattr(holder, name)]
    if not fields:
        return None
    field = str(rng.choice(fields))
    parts = getattr(holder, field).split(" ")
    at = int(rng.integers(len(parts)))
    letters = [place for place, one in enumerate(parts[at]) if one.isalpha()]
    if letters and rng.random() < 0.6:
        place = int(rng.choice(letters))
        base = transliterate(parts[at][place])[:1] or "A"
        parts[at] = parts[at][:place] + _another(rng, base) + parts[at][place + 1 :]
    else:
        parts[at] = random_name(rng)
    return replace(holder, **{field: " ".join(parts)})


def _names_differ(one: Holder, other: Holder, layout: MrzFormat) -> bool:
    """Whether neither's print agrees with the other's MRZ, nor by chance in another division."""
    span = LAYOUTS[layout].places_by_name["names"].span

    def rules(printed: Holder, coded: Holder) -> set[NameRule]:
        cells = coded.lines(layout)[span.line][span.first : span.stop]
        compared = compare_names((printed.surname, printed.given_names), cells)
        return set() if compared.agrees else set(compared.rules)

    return bool(rules(one, other) & _DIFFERING) and bool(rules(other, one) & _DIFFERING)


def _birth(holder: Holder, rng: np.random.Generator) -> Holder | None:
    day = _another_day(holder.date_of_birth, rng, from_year=_BORN[0], to_year=_BORN[1])
    return None if day is None else replace(holder, date_of_birth=day)


def _expiry(holder: Holder, rng: np.random.Generator) -> Holder | None:
    day = _another_day(holder.date_of_expiry, rng, from_year=2000, to_year=2099)
    return None if day is None else replace(holder, date_of_expiry=day)


def _another_day(
    day: date | str | None, rng: np.random.Generator, *, from_year: int, to_year: int
) -> date | str | None:
    """Another day, month or year; a real date, and none that the same parts make in any order."""
    if isinstance(day, str) and len(day) == 6 and day.isdigit():
        year = next(one for one in range(to_year, to_year - 100, -1) if one % 100 == int(day[:2]))
        try:
            whole = date(year, int(day[2:4]), int(day[4:]))
        except ValueError:
            return None
        other = _another_day(whole, rng, from_year=from_year, to_year=to_year)
        return f"{other:%y%m%d}" if isinstance(other, date) else None
    if not isinstance(day, date):
        return None
    for _ in range(_TRIES):
        part = str(rng.choice(["day", "month", "year"]))
        new = {"day": int(rng.integers(1, 32)), "month": int(rng.integers(1, 13))}
        new["year"] = day.year + int(rng.integers(1, 10)) * int(rng.choice([-1, 1]))
        try:
            other = day.replace(**{part: new[part]})
        except ValueError:
            continue
        if from_year <= other.year <= to_year and _parts(other) != _parts(day):
            return other
    return None


def _parts(day: date) -> list[int]:
    return sorted((day.day, day.month, day.year % 100))


def _sex(holder: Holder, rng: np.random.Generator) -> Holder | None:
    others = [sex for sex in ("F", "M") if sex != holder.sex]
    return replace(holder, sex=str(rng.choice(others)))


def _state(holder: Holder, rng: np.random.Generator) -> Holder | None:
    """Another issuing State, and another nationality: either is told by the same code or name."""
    true = {holder.issuing_state, holder.nationality}
    names = {STATES[code].name for code in true if code in STATES}
    codes = [
        code
        for code, state in STATES.items()
        if state.kind is StateKind.STATE
        and code not in true
        and not any(state.name in name or name in state.name for name in names)
    ]
    issuing = str(rng.choice(codes))
    same = holder.nationality == holder.issuing_state
    return replace(holder, issuing_state=issuing, nationality=issuing if same else str(rng.choice(codes)))


_CHANGES: Final[dict[PrintedField, Callable[[Holder, np.random.Generator], Holder | None]]] = {
    PrintedField.NUMBER: _number,
    PrintedField.NAME: _name,
    PrintedField.BIRTH: _birth,
    PrintedField.EXPIRY: _expiry,
    PrintedField.SEX: _sex,
    PrintedField.STATE: _state,
}
