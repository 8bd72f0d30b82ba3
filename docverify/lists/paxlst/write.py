"""Write PAXLST messages, for tests and for those who try their border's system."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime
from types import NoneType
from typing import Final

from docverify.arguments import expect, expect_number, listed
from docverify.errors import InputError
from docverify.lists.announced.passenger import AnnouncedDocument, Journey, Passenger, PersonRole
from docverify.lists.announced.values import day_announced
from docverify.lists.paxlst.message import BOOKING, ROLES, VERSIONS, Counted, Moment, Place
from docverify.lists.paxlst.syntax import Service
from docverify.mrz import MrzDate

_ROLE_CODES: Final = {role: code for code, role in ROLES.items()}
_CREW: Final = frozenset({PersonRole.CREW, PersonRole.TRANSIT_CREW})
_SYNTAXES: Final = (("UNOA", "ascii"), ("UNOC", "latin-1"), ("UNOW", "utf-8"))


def write_paxlst(
    passengers: Sequence[Passenger],
    *,
    journey: Journey,
    prepared: datetime,
    version: str = "12B",
    sender: str = "CARRIER",
    recipient: str = "BORDER",
    reference: str = "1",
    people_each: int = 0,
    line_breaks: bool = True,
    service: Service | None = None,
) -> bytes:
    """Write people as an interchange that `read_paxlst` reads back.

    Args:
        passengers: whom it names; their `place` is not written.
        journey: what they travel on.
        prepared: the time that it tells as its own.
        version: release of the directory, one of `VERSIONS`.
        sender: code of who sends it.
        recipient: code of who shall have it.
        reference: of the interchange.
        people_each: so many in one message, in several messages of one list; 0 all in one.
        line_breaks: whether each segment ends a line.
        service: the dividing characters; written as UNA, and the usual ones unless given.

    Raises:
        InputError: no such version, dividing characters that divide nothing, or no passengers.
    """
    people = listed("passengers", passengers, Passenger)
    expect("journey", journey, Journey, "a Journey")
    expect("prepared", prepared, datetime, "a datetime")
    expect_number("people_each", people_each, low=0, whole=True)
    expect("service", service, (Service, NoneType), "a Service, or None")
    if version not in VERSIONS:
        raise InputError(f"version: PAXLST of {', '.join(VERSIONS)} is written")
    marks = service or Service()
    if not marks.sound or not marks.release:
        raise InputError("service: pass four different characters that are no letters and no digits")
    size = people_each or max(len(people), 1)
    parts = [people[at : at + size] for at in range(0, len(people), size)] or [()]
    plain = f"{sender}{recipient}" + "".join(f"{one.surname}{one.given_names}" for one in people)
    syntax, encoding = next((name, code) for name, code in _SYNTAXES if _writable(plain, code))
    rows: list[list[Sequence[str]]] = [
        _row("UNB", (syntax, "4"), sender, recipient, _stamp(prepared), reference),
        _row("UNG", "PAXLST", sender, recipient, _stamp(prepared), "1", "UN", ("D", version)),
    ]
    for number, part in enumerate(parts, start=1):
        rows += _message(part, journey, version, f"M{number:05}", part=number, last=number == len(parts))
    rows += [_row("UNE", str(len(parts)), "1"), _row("UNZ", "1", reference)]
    end = marks.terminator + ("\r\n" if line_breaks and marks.terminator not in "\r\n" else "")
    advice = f"UNA{marks.component}{marks.element}.{marks.release} {end}"
    return (advice + "".join(_text(row, marks) + end for row in rows)).encode(encoding)


def _writable(text: str, encoding: str) -> bool:
    try:
        text.encode(encoding)
    except UnicodeEncodeError:
        return False
    return True


def _row(*elements: str | Sequence[str]) -> list[Sequence[str]]:
    return [(one,) if isinstance(one, str) else one for one in elements]


def _text(row: list[Sequence[str]], marks: Service) -> str:
    """A segment with what divides it released, and without the empty ends that the standard leaves out."""
    dividing = (marks.release, marks.component, marks.element, marks.terminator)
    plain = []
    for element in row:
        components = []
        for component in element:
            for mark in dividing:
                component = component.replace(mark, marks.release + mark)  # noqa: PLW2901
            components.append(component)
        plain.append(marks.component.join(components))
    while plain and not plain[-1]:
        plain.pop()
    return marks.element.join(plain)


def _stamp(when: datetime) -> tuple[str, str]:
    return when.strftime("%y%m%d"), when.strftime("%H%M")


def _message(
    people: Iterable[Passenger], journey: Journey, version: str, reference: str, *, part: int, last: bool
) -> Iterator[list[Sequence[str]]]:
    crew = [one for one in people if one.role in _CREW]
    others = [one for one in people if one.role not in _CREW]
    flag = "F" if last else "C" if part == 1 else ""
    rows = [
        _row("UNH", reference, ("PAXLST", "D", version, "UN", "IATA"), "LIST", (f"{part:02}", flag)),
        _row("BGM", "745" if others or not crew else "250"),
        _row("NAD", "MS", "", "", "OPERATIONS"),
        _row("TDT", "20", journey.number, "", "", journey.carrier),
    ]
    for place, code, moment, when in (
        (Place.DEPARTURE, journey.departs_from, Moment.DEPARTURE, journey.departure),
        (Place.ARRIVAL, journey.arrives_at, Moment.ARRIVAL, journey.arrival),
    ):
        rows += [_row("LOC", place.value, code)] * bool(code)
        if when is not None:
            rows.append(_row("DTM", (moment.value, when.strftime("%y%m%d%H%M"), "201")))
    at = journey.day
    for person in people:
        rows += _person(person, at)
    rows += [_row("CNT", (Counted.CREW.value, str(len(crew))))] * bool(crew)
    rows += [_row("CNT", (Counted.PASSENGERS.value, str(len(others))))] * bool(others or not crew)
    yield from rows
    yield _row("UNT", str(len(rows) + 1), reference)


def _person(one: Passenger, at: date | None) -> Iterator[list[Sequence[str]]]:
    given = one.given_names.split()
    yield _row("NAD", _ROLE_CODES[one.role], "", "", (one.surname, *given))
    if one.sex:
        yield _row("ATT", "2", "", one.sex)
    if one.birth is not None:
        yield _row("DTM", (Moment.BIRTH.value, *_day(one.birth, birth=True, at=at)))
    for place, code in ((Place.EMBARKS, one.embarks), (Place.DISEMBARKS, one.disembarks)):
        if code:
            yield _row("LOC", place.value, code)
    if one.nationality:
        yield _row("NAT", "2", one.nationality)
    if one.locator:
        yield _row("RFF", (BOOKING, one.locator))
    for document in one.documents:
        yield from _document(document, at)


def _document(one: AnnouncedDocument, at: date | None) -> Iterator[list[Sequence[str]]]:
    yield _row("DOC", (one.kind, "110", "111"), one.number)
    if one.expiry is not None:
        yield _row("DTM", (Moment.EXPIRY.value, *_day(one.expiry, birth=False, at=at)))
    if one.issuer:
        yield _row("LOC", Place.ISSUED.value, one.issuer)


def _day(known: MrzDate, *, birth: bool, at: date | None) -> tuple[str, ...]:
    """A date as `YYMMDD`; with four digits of the year where two would be read as another's."""
    short = known.text.replace("<<", "00")
    if not known.years or day_announced(short, birth=birth, at=at) == known:
        return (short,)
    return (f"{known.years[0]:04}{short[2:]}", "102")
