"""The legs of a journey in a PAXLST, of which one crosses the border."""

from dataclasses import dataclass, field
from datetime import datetime

from docverify.lists.announced.passenger import Journey
from docverify.lists.announced.values import instant_announced
from docverify.lists.paxlst.message import Moment, Place
from docverify.lists.paxlst.syntax import Segment


@dataclass(slots=True)
class _Leg:
    """One conveyance, and where it calls."""

    number: str = ""
    carrier: str = ""
    places: dict[str, str] = field(default_factory=dict)
    calls: list[str] = field(default_factory=list)
    moments: dict[str, datetime] = field(default_factory=dict)

    @property
    def crosses(self) -> bool:
        """Whether it names the last place before the border, or the first behind it."""
        return Place.DEPARTURE in self.places or Place.ARRIVAL in self.places


class Legs:
    """What a message tells before its first person of how they travel."""

    def __init__(self) -> None:
        self._legs: list[_Leg] = []

    def take(self, segment: Segment) -> None:
        """Read TDT, LOC or DTM; others say nothing of it."""
        if segment.tag == "TDT":
            number = segment.at(1).replace(" ", "").upper()
            self._legs.append(_Leg(number, segment.at(4).upper()))
            return
        if segment.tag not in {"LOC", "DTM"}:
            return
        if not self._legs:
            self._legs.append(_Leg())
        leg = self._legs[-1]
        if segment.tag == "LOC":
            code = segment.at(1).upper()
            leg.places.setdefault(segment.at(0), code)
            leg.calls.append(code)
        else:
            when = instant_announced(segment.at(0, 1))
            if when is not None:
                leg.moments.setdefault(segment.at(0, 0), when)

    def journey(self) -> Journey:
        """The leg that crosses the border; where none says so, from the first place to the last."""
        if not self._legs:
            return Journey()
        crossing = [leg for leg in self._legs if leg.crosses]
        first, last = (crossing[0], crossing[-1]) if crossing else (self._legs[0], self._legs[-1])
        return Journey(
            carrier=last.carrier,
            number=last.number,
            departs_from=_place(first, Place.DEPARTURE, crossing, 0),
            arrives_at=_place(last, Place.ARRIVAL, crossing, -1),
            departure=first.moments.get(Moment.DEPARTURE),
            arrival=last.moments.get(Moment.ARRIVAL),
        )


def _place(leg: _Leg, place: Place, crossing: list[_Leg], at: int) -> str:
    told = leg.places.get(place, "")
    return told if told or crossing or not leg.calls else leg.calls[at]
