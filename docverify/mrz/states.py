"""Codes of States, organisations and persons without a State (ICAO Doc 9303-3, 5)."""

from dataclasses import dataclass
from enum import StrEnum

from docverify.arguments import expect
from docverify.mrz.tables import rows


class StateKind(StrEnum):
    """What a code of Doc 9303-3, 5 stands for."""

    STATE = "state"
    NATIONALITY = "nationality"
    """One of the British nationalities, or another code for nationality alone."""
    ORGANISATION = "organisation"
    PERSON = "person"
    """Stateless persons, refugees, unspecified nationality."""
    SPECIMEN = "specimen"
    """Utopia."""
    WITHDRAWN = "withdrawn"
    """No longer issued; older documents carry it."""


@dataclass(frozen=True, slots=True)
class State:
    """One code of the list.

    Attributes:
        code: One to three letters as the MRZ prints them, e.g. `D`, `UTO`.
        alpha2: The two-letter code, or "".
        name: Short name.
        kind: What the code stands for.
        source: Part of Doc 9303-3, 5, or the part of ISO 3166 it refers to.
    """

    code: str
    alpha2: str
    name: str
    kind: StateKind
    source: str


STATES: dict[str, State] = {
    code: State(code, alpha2, name, StateKind(kind), source)
    for code, alpha2, name, kind, source in rows("states.tsv")
}
"""Every code by its letters. Source: ICAO Doc 9303-3, 8th edition (2021), 5; ISO 3166-1:2020."""


def find_state(code: str) -> State | None:
    """The entry of a code, fillers ignored; None when it is not listed.

    Raises:
        InputError: `code` is no string.

    >>> find_state("D<<").name
    'Germany'
    """
    expect("code", code, str, "a string")
    return STATES.get(code.strip("<").upper())
