"""A PAXLST, put together segment by segment."""

import re
from datetime import date, datetime
from typing import Final

from docverify.errors import LimitExceeded
from docverify.lists.announced.issues import ManifestFault, ManifestIssue
from docverify.lists.announced.passenger import Passenger, PersonRole
from docverify.lists.paxlst.legs import Legs
from docverify.lists.paxlst.message import NO_TRAVELLERS, ROLES, Counted, PaxlstMessage
from docverify.lists.paxlst.person import OpenPerson
from docverify.lists.paxlst.syntax import Segment

MOST_ISSUES: Final = 1_000
"""Issues that are kept of one message; what is wrong a thousand times is seen by then."""
_OF_CREW: Final = frozenset({PersonRole.CREW, PersonRole.TRANSIT_CREW})
_COUNTED: Final = {Counted.PASSENGERS: PersonRole.PASSENGER, Counted.CREW: PersonRole.CREW}
_KNOWN: Final = frozenset({
    "ATT", "AUT", "BGM", "CNT", "COM", "CPI", "CTA", "DOC", "DTM", "EMP", "FTX", "GEI", "GID",
    "GOR", "GRI", "HAN", "IMD", "IDE", "IND", "LOC", "MEA", "MOA", "NAD", "NAT", "PNA", "PRC",
    "PDT", "QTY", "RCS", "RFF", "SEL", "SER", "TDT", "TXT", "UGH", "UGT", "UNS",
})  # fmt: skip
"""Tags that the directories allow in a PAXLST, or that carriers write into one."""
_NUMBER = re.compile(r"\d{1,9}")


def whole(text: str) -> int | None:
    """A count; None where there is none."""
    return int(text) if _NUMBER.fullmatch(text) and text.isascii() else None


class OpenMessage:
    """What has been read of one message.

    Args:
        header: its UNH.
        sender: of the interchange.
        prepared: when the interchange was.
        before: how many people the messages before it named.
        most: how many people may be named in all.
    """

    def __init__(
        self, header: Segment, *, sender: str, prepared: datetime | None, before: int, most: int
    ) -> None:
        self._header, self._sender, self._prepared = header, sender, prepared
        self._before, self._most = before, most
        self._segments, self._closed = 1, False
        self._kind = ""
        self._legs = Legs()
        self._announced: dict[PersonRole, int] = {}
        self._people: list[Passenger] = []
        self._person: OpenPerson | None = None
        self._day: date | None = None
        self._strangers = False
        self._issues: list[ManifestIssue] = []

    @property
    def is_paxlst(self) -> bool:
        """Whether it is one, by its header."""
        return self._header.at(1, 0).upper() == "PAXLST"

    @property
    def row(self) -> int:
        """Where it begins."""
        return self._header.row

    def note(self, fault: ManifestFault, row: int = 0) -> None:
        """Keep what is wrong."""
        if len(self._issues) < MOST_ISSUES:
            self._issues.append(ManifestIssue(fault, row=row))

    def take(self, segment: Segment) -> None:
        """Read one segment that follows the header.

        Raises:
            LimitExceeded: more people than may be named.
        """
        self._segments += 1
        if segment.tag == "NAD":
            self._party(segment)
        elif segment.tag == "CNT":
            self._count(segment)
        elif self._person is not None:
            self._person.take(segment)
        elif segment.tag == "TDT" or not self._strangers:
            self._journey(segment)
        if segment.tag not in _KNOWN:
            self.note(ManifestFault.SEGMENT_UNREADABLE, segment.row)

    def close(self, trailer: Segment | None) -> PaxlstMessage:
        """The message, now that its UNT was read, or another one began without it."""
        self._end_person()
        if trailer is None:
            self.note(ManifestFault.MESSAGE_OPEN, self._header.row)
        else:
            if whole(trailer.at(0)) != self._segments + 1:
                self.note(ManifestFault.COUNT_SEGMENTS, trailer.row)
            if trailer.at(1) != self._header.at(0):
                self.note(ManifestFault.REFERENCE_DIFFERS, trailer.row)
        header = self._header
        return PaxlstMessage(
            reference=header.at(0),
            version=header.at(1, 2).upper(),
            kind=self._kind,
            common=header.at(2),
            part=whole(header.at(3, 0)) or 0,
            last=header.at(3, 1).upper() == "F",
            sender=self._sender,
            prepared=self._prepared,
            journey=self._legs.journey(),
            announced=tuple(self._announced.items()),
            passengers=tuple(self._people),
            issues=tuple(self._issues),
        )

    def _party(self, segment: Segment) -> None:
        """A person, or whoever sends the message."""
        self._end_person()
        role = ROLES.get(segment.at(0).upper())
        self._strangers = role is None and segment.at(0).upper() not in NO_TRAVELLERS
        if self._strangers:
            self.note(ManifestFault.ROLE_UNKNOWN, segment.row)
        if role is None:
            return
        if self._before + len(self._people) >= self._most:
            raise LimitExceeded(f"the manifest names more than the limit of {self._most} people: divide it")
        self._person = OpenPerson(role, segment)

    def _end_person(self) -> None:
        if self._person is None:
            return
        if self._day is None:
            self._day = self._legs.journey().day or (self._prepared and self._prepared.date())
        place = self._before + len(self._people) + 1
        self._people.append(self._person.close(place, self._day))
        self._person = None

    def _count(self, segment: Segment) -> None:
        counted = next((role for code, role in _COUNTED.items() if code == segment.at(0, 0)), None)
        number = whole(segment.at(0, 1))
        if counted is not None and number is not None:
            self._announced[counted] = number

    def _journey(self, segment: Segment) -> None:
        """What is told before the first person."""
        if segment.tag == "BGM":
            self._kind = segment.at(0)
        else:
            self._legs.take(segment)


def people_of(message: PaxlstMessage, role: PersonRole) -> int:
    """How many people of a role a message names; those in transit count with the others."""
    crew = role in _OF_CREW
    return sum((one.role in _OF_CREW) is crew for one in message.passengers)
