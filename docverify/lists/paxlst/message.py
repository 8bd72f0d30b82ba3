"""One PAXLST as it was sent: its references, its journey, its people (UN/EDIFACT D.02B to D.12B)."""

from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Final

from docverify.lists.announced.issues import ManifestIssue
from docverify.lists.announced.passenger import Journey, Passenger, PersonRole

VERSIONS: Final = ("02B", "03A", "03B", "04A", "04B", "05A", "05B", "06A", "06B", "07A", "07B", "08A", "08B",
                   "09A", "09B", "10A", "10B", "11A", "11B", "12A", "12B")  # fmt: skip
"""Releases of the directory that this reader is tested with. Others are read the same way."""

ROLES: Final = {
    "FL": PersonRole.PASSENGER,
    "FM": PersonRole.CREW,
    "DDU": PersonRole.TRANSIT_PASSENGER,
    "DDT": PersonRole.TRANSIT_CREW,
}
"""Party function codes (3035) of people who travel."""
NO_TRAVELLERS: Final = frozenset({"MS", "MR", "COT", "GO", "SU"})
"""Party function codes of who sends and receives."""


class Place(StrEnum):
    """Place function codes (3227)."""

    DEPARTURE = "125"
    ARRIVAL = "87"
    EMBARKS = "178"
    DISEMBARKS = "179"
    ISSUED = "91"


class Moment(StrEnum):
    """Function codes of dates and times (2005)."""

    DEPARTURE = "189"
    ARRIVAL = "232"
    BIRTH = "329"
    EXPIRY = "36"


class Counted(StrEnum):
    """Control total codes (6069)."""

    CREW = "41"
    PASSENGERS = "42"


BOOKING: Final = "AVF"
"""The reference code (1153) of a booking."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PaxlstMessage:
    """One message.

    Attributes:
        reference: its number, the same in UNH and UNT.
        version: release of the directory, such as "12B"; "" unknown.
        kind: document name code (1001): "745" a passenger list, "250" a crew list, "266" a change of
            status; "" unknown.
        common: the reference that the messages of one list share; "" none.
        part: which of them it is, from 1; 0 where it does not say.
        last: whether it says that it is the last of them.
        sender: of the interchange, its code; "" unknown.
        prepared: when the interchange was, by its own clock; None unknown.
        journey: what the people travel on.
        announced: how many people of a role the message says it names.
        passengers: in the order in which they stand.
        issues: what is wrong with it as a message.
    """

    reference: str = ""
    version: str = ""
    kind: str = ""
    common: str = ""
    part: int = 0
    last: bool = False
    sender: str = ""
    prepared: datetime | None = None
    journey: Journey = field(default_factory=Journey)
    announced: tuple[tuple[PersonRole, int], ...] = ()
    passengers: tuple[Passenger, ...] = field(default=(), repr=False)
    issues: tuple[ManifestIssue, ...] = ()
