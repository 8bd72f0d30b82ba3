"""A person of a PAXLST, put together segment by segment."""

from collections.abc import Callable
from datetime import date
from sys import intern
from typing import Final

from docverify.lists.announced.passenger import SEXES, AnnouncedDocument, Passenger, PersonRole
from docverify.lists.announced.values import day_announced, number_announced, state_announced
from docverify.lists.paxlst.message import BOOKING, Moment, Place
from docverify.lists.paxlst.syntax import Segment

MOST_DOCUMENTS: Final = 9
"""Of one person: the directory allows 5, and carriers write a few more."""


class OpenPerson:
    """What has been read of one person."""

    def __init__(self, role: PersonRole, segment: Segment) -> None:
        self.role = role
        names = [name.strip() for name in segment.elements[3]] if len(segment.elements) > 3 else []
        self.surname = names[0] if names else ""
        self.given = " ".join(filter(None, names[1:]))
        self.birth = self.sex = self.nationality = self.locator = ""
        self.places: dict[str, str] = {}
        self.documents: list[dict[str, str]] = []

    def take(self, segment: Segment) -> None:
        """Read one of the segments that follow a person's name; those that say nothing of use are skipped."""
        taken = _TAKEN.get(segment.tag)
        if taken is not None:
            taken(self, segment)

    def close(self, place: int, at: date | None) -> Passenger:
        """The passenger, now that the next segment is another's."""
        return Passenger(
            place=place,
            role=self.role,
            surname=self.surname,
            given_names=self.given,
            birth=day_announced(self.birth, birth=True, at=at),
            sex=self.sex,
            nationality=intern(state_announced(self.nationality)),
            documents=tuple(
                AnnouncedDocument(
                    kind=intern(one.get("kind", "")),
                    number=number_announced(one.get("number", "")),
                    issuer=intern(state_announced(one.get("issuer", ""))),
                    expiry=day_announced(one.get("expiry", ""), birth=False, at=at),
                )
                for one in self.documents
            ),
            locator=self.locator,
            embarks=intern(self.places.get(Place.EMBARKS, "")),
            disembarks=intern(self.places.get(Place.DISEMBARKS, "")),
        )

    def _attribute(self, segment: Segment) -> None:
        if segment.at(0) in {"2", ""}:  # ATT+2: a person's
            told = segment.at(2).upper()
            self.sex = SEXES.get(told, intern(told))

    def _moment(self, segment: Segment) -> None:
        code, told = segment.at(0, 0), segment.at(0, 1)
        if code == Moment.BIRTH:
            self.birth = told
        elif code == Moment.EXPIRY and self.documents:
            self.documents[-1].setdefault("expiry", told)

    def _place(self, segment: Segment) -> None:
        code, told = segment.at(0), segment.at(1).upper()
        if code == Place.ISSUED:
            if self.documents:
                self.documents[-1].setdefault("issuer", told)
        else:
            self.places[code] = told

    def _nationality(self, segment: Segment) -> None:
        if segment.at(0) in {"2", ""}:  # NAT+2: the present one
            self.nationality = self.nationality or segment.at(1)

    def _reference(self, segment: Segment) -> None:
        if segment.at(0, 0).upper() == BOOKING:
            self.locator = segment.at(0, 1).upper()

    def _document(self, segment: Segment) -> None:
        if len(self.documents) < MOST_DOCUMENTS:
            self.documents.append({"kind": segment.at(0).upper(), "number": segment.at(1)})


_TAKEN: Final[dict[str, Callable[[OpenPerson, Segment], None]]] = {
    "ATT": OpenPerson._attribute,  # noqa: SLF001 - the class's own table
    "DTM": OpenPerson._moment,  # noqa: SLF001
    "LOC": OpenPerson._place,  # noqa: SLF001
    "NAT": OpenPerson._nationality,  # noqa: SLF001
    "RFF": OpenPerson._reference,  # noqa: SLF001
    "DOC": OpenPerson._document,  # noqa: SLF001
}
