"""Who is announced: a journey, its passengers, and the documents that they were announced with."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum
from types import NoneType
from typing import Final

from docverify.arguments import expect, expect_all, expect_number
from docverify.mrz import MrzDate

_OF_PERSON: Final = ("surname", "given_names", "sex", "nationality", "locator", "embarks", "disembarks")


class PersonRole(StrEnum):
    """As what a person is announced (UN/EDIFACT code list 3035)."""

    PASSENGER = "passenger"
    CREW = "crew"
    TRANSIT_PASSENGER = "transit_passenger"
    """A passenger who stays in transit."""
    TRANSIT_CREW = "transit_crew"


@dataclass(frozen=True, slots=True, kw_only=True)
class AnnouncedDocument:
    """A document that a passenger was announced with. Its `repr` shows its kind only.

    Attributes:
        kind: as it was announced, in capitals: "P" passport, "V" visa, "I" identity card, …; "" unknown.
        number: as it was announced, in capitals, without blanks, hyphens and fillers; "" unknown.
        issuer: issuing State or organisation, three letters of Doc 9303-3, 5 (Germany is "D"); as it was
            announced where it is no code; "" unknown.
        expiry: the date of expiry, or None.

    Raises:
        InputError: an attribute is not what is said above.
    """

    kind: str = ""
    number: str = field(default="", repr=False)
    issuer: str = field(default="", repr=False)
    expiry: MrzDate | None = field(default=None, repr=False)

    def __post_init__(self) -> None:
        _texts(self, ("kind", "number", "issuer"))
        expect("expiry", self.expiry, (MrzDate, NoneType), "an MrzDate, or None")

    @property
    def is_visa(self) -> bool:
        """Whether it goes with another document and is none to travel on alone."""
        return self.kind.startswith("V")


@dataclass(frozen=True, slots=True, kw_only=True)
class Passenger:
    """A person as a manifest announces them. Its `repr` shows place and role only.

    Attributes:
        place: in the manifest, from 1.
        role: as what.
        surname: as it was announced; "" unknown.
        given_names: likewise, blanks between them.
        birth: the date of birth; None where none was announced.
        sex: "F", "M", "X" for unspecified; "" unknown.
        nationality: three letters of Doc 9303-3, 5, as it was announced where it is no code; "" unknown.
        documents: with which.
        locator: of the booking; "" unknown.
        embarks: where the journey begins, a code of IATA's or UN/LOCODE's; "" unknown.
        disembarks: where it ends, likewise.

    Raises:
        InputError: an attribute is not what is said above.
    """

    place: int
    role: PersonRole = PersonRole.PASSENGER
    surname: str = field(default="", repr=False)
    given_names: str = field(default="", repr=False)
    birth: MrzDate | None = field(default=None, repr=False)
    sex: str = field(default="", repr=False)
    nationality: str = field(default="", repr=False)
    documents: tuple[AnnouncedDocument, ...] = field(default=(), repr=False)
    locator: str = field(default="", repr=False)
    embarks: str = field(default="", repr=False)
    disembarks: str = field(default="", repr=False)

    def __post_init__(self) -> None:
        expect_number("place", self.place, low=1, whole=True)
        expect("role", self.role, PersonRole, "a PersonRole")
        _texts(self, _OF_PERSON)
        expect("birth", self.birth, (MrzDate, NoneType), "an MrzDate, or None")
        expect("documents", self.documents, tuple, "a tuple of AnnouncedDocument")
        expect_all("documents", self.documents, AnnouncedDocument, "AnnouncedDocument")

    def to_dict(self) -> dict[str, object]:
        """The passenger as plain values for JSON. It holds identity data."""
        return {
            "place": self.place,
            "role": self.role.value,
            "surname": self.surname,
            "given_names": self.given_names,
            "birth": _day(self.birth),
            "sex": self.sex,
            "nationality": self.nationality,
            "documents": [
                {"kind": one.kind, "number": one.number, "issuer": one.issuer, "expiry": _day(one.expiry)}
                for one in self.documents
            ],
            "locator": self.locator,
            "embarks": self.embarks,
            "disembarks": self.disembarks,
        }


def _texts(value: object, names: tuple[str, ...]) -> None:
    """Refuse what is no text."""
    for name in names:
        expect(name, getattr(value, name), str, "a text")


def _day(announced: MrzDate | None) -> str | None:
    """A date in ISO 8601, as six characters where its century is open; None where there is none."""
    if announced is None:
        return None
    return announced.text if announced.date is None else announced.date.isoformat()


@dataclass(frozen=True, slots=True, kw_only=True)
class Journey:
    """What the passengers travel on.

    Attributes:
        carrier: its code, such as "XX"; "" unknown.
        number: of the flight, voyage or train, such as "XX101"; "" unknown.
        departs_from: the last place before the border, a code; "" unknown.
        arrives_at: the first place behind it, a code; "" unknown.
        departure: when, at local time; None unknown.
        arrival: likewise.

    Raises:
        InputError: an attribute is not what is said above.
    """

    carrier: str = ""
    number: str = ""
    departs_from: str = ""
    arrives_at: str = ""
    departure: datetime | None = None
    arrival: datetime | None = None

    def __post_init__(self) -> None:
        _texts(self, ("carrier", "number", "departs_from", "arrives_at"))
        for name in ("departure", "arrival"):
            expect(name, getattr(self, name), (datetime, NoneType), "a datetime, or None")

    @property
    def day(self) -> date | None:
        """On which it ends, else begins; None where neither is known."""
        when = self.arrival or self.departure
        return None if when is None else when.date()

    def to_dict(self) -> dict[str, object]:
        """The journey as plain values for JSON."""
        return {
            "carrier": self.carrier,
            "number": self.number,
            "departs_from": self.departs_from,
            "arrives_at": self.arrives_at,
            "departure": None if self.departure is None else self.departure.isoformat(),
            "arrival": None if self.arrival is None else self.arrival.isoformat(),
        }


SEXES: Final[Mapping[str, str]] = {
    "F": "F", "FEMALE": "F", "W": "F",
    "M": "M", "MALE": "M",
    "X": "X", "U": "X", "<": "X", "UNSPECIFIED": "X",
}  # fmt: skip
"""How a sex is announced → F, M or X (ICAO Doc 9303-3, 4.4; IATA's guidelines for API have U as well)."""
