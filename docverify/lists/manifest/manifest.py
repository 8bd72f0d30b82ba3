"""A manifest: who is announced on one journey, and whether a document is among them."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import cached_property
from types import NoneType
from typing import Final, Self

from docverify.arguments import day_of, expect, expect_number, listed
from docverify.errors import InputError
from docverify.evidence.manifested import Manifested
from docverify.lists.announced.issues import LOSES_PEOPLE, ManifestIssue
from docverify.lists.announced.passenger import Journey, Passenger
from docverify.lists.announced.source import MOST_PEOPLE, Source
from docverify.lists.manifest.completeness import ManifestCheck, check_of, lacks_of_journey, lacks_of_people
from docverify.lists.manifest.index import ManifestIndex
from docverify.lists.manifest.matching import PassengerMatch, nearest
from docverify.lists.manifest.parts import faults_of_parts, one_journey
from docverify.lists.manifest.table import read_table
from docverify.lists.paxlst.message import PaxlstMessage
from docverify.lists.paxlst.read import read_paxlst
from docverify.mrz import Mrz

DAYS_AFTER: Final = 2
"""Days behind the end of a journey for which its manifest counts: delays, and clocks of other places."""


@dataclass(frozen=True, slots=True)
class Reconciliation:
    """Documents and passengers beside each other.

    Attributes:
        matches: one for each document, in their order.
        unseen: passengers whom no document belongs to, nor may belong to.
        twice: places of passengers to whom several documents belong.
    """

    matches: tuple[PassengerMatch, ...]
    unseen: tuple[Passenger, ...] = field(repr=False)
    twice: tuple[int, ...]

    @property
    def unlisted(self) -> tuple[int, ...]:
        """Which documents belong to nobody on the manifest, counted from 0."""
        return tuple(at for at, one in enumerate(self.matches) if one.passenger is None)


class Manifest:
    """Who is announced on one journey. Its `repr` shows counts only.

    Attributes:
        passengers: in the order in which they were announced; crew too.
        journey: what they travel on.
        issues: what was wrong with the message; `check` says what is missing as well.
        announced: how many people the message says that it names; None where it does not say.
        stale_after: the last day for which it counts; None where nothing says, and then it never passes.

    Args:
        passengers: of one journey.
        journey: what they travel on.
        issues: of reading it.
        announced: how many people it says that it names.
        stale_after: the last day for which it counts; unless given, `DAYS_AFTER` days behind the journey's.

    Raises:
        InputError: an argument is of another kind, or there are more than `MOST_PEOPLE` passengers.
    """

    def __init__(
        self,
        passengers: Iterable[Passenger],
        *,
        journey: Journey | None = None,
        issues: Iterable[ManifestIssue] = (),
        announced: int | None = None,
        stale_after: date | None = None,
    ) -> None:
        self.passengers = listed("passengers", passengers, Passenger)
        if len(self.passengers) > MOST_PEOPLE:
            raise InputError(f"passengers: {len(self.passengers)}, more than the limit of {MOST_PEOPLE}")
        expect("journey", journey, (Journey, NoneType), "a Journey, or None")
        self.journey = journey or Journey()
        self.issues = listed("issues", issues, ManifestIssue)
        if announced is not None:
            expect_number("announced", announced, low=0, whole=True)
        self.announced = announced
        if stale_after is None and self.journey.day is not None:
            stale_after = self.journey.day + timedelta(days=DAYS_AFTER)
        self.stale_after = None if stale_after is None else day_of(stale_after, name="stale_after")

    def __repr__(self) -> str:
        return f"Manifest(passengers={len(self.passengers)}, complete={self.complete})"

    @classmethod
    def from_paxlst(cls, *sources: Source, stale_after: date | None = None) -> Self:
        """Read PAXLST messages of UN/EDIFACT, of one journey, from one file or several.

        Raises:
            InputError: a file cannot be read, is no interchange, holds no PAXLST, or they are of several
                journeys.
            LimitExceeded: a segment, the messages, the people or the bytes are beyond their limit.

        Example:
            >>> from datetime import datetime
            >>> from docverify.lists import Journey, Manifest, Passenger, write_paxlst
            >>> sent = write_paxlst([Passenger(place=1, surname="ERIKSSON", given_names="ANNA MARIA")],
            ...     journey=Journey(number="XX1"), prepared=datetime(2026, 11, 28))
            >>> Manifest.from_paxlst(sent)
            Manifest(passengers=1, complete=True)
        """
        if not sources:
            raise InputError("sources: pass one or several")
        messages: list[PaxlstMessage] = []
        issues: list[ManifestIssue] = []
        people = 0
        for source in sources:
            interchange = read_paxlst(source, before=people)
            messages += interchange.messages
            issues += interchange.issues
            people += sum(len(message.passengers) for message in interchange.messages)
        if not messages:
            raise InputError("there is no PAXLST message: other messages name no passengers")
        announced = [count for message in messages for _, count in message.announced]
        return cls(
            [one for message in messages for one in message.passengers],
            journey=one_journey(messages),
            issues=[*issues, *faults_of_parts(messages)],
            announced=sum(announced) if announced else None,
            stale_after=stale_after,
        )

    @classmethod
    def from_csv(
        cls, source: Source, *, journey: Journey | None = None, stale_after: date | None = None
    ) -> Self:
        r"""Read a table in UTF-8: a heading, then a person a line.

        Headings are surname, given_names, birth, sex, nationality, number, kind, issuer, expiry, locator,
        embarks, disembarks and role, or other usual names of these; surname is needed. Dates are written as
        YYYY-MM-DD, YYYYMMDD or YYMMDD.

        Raises:
            InputError: it cannot be read, columns are missing, or lines cannot be used: all are named.
            LimitExceeded: the people, a line or the bytes are beyond their limit.

        Example:
            >>> from datetime import date
            >>> table = b"surname,given_names,birth,number,issuer\nERIKSSON,ANNA,1974-08-12,L898902C3,UTO\n"
            >>> Manifest.from_csv(table, stale_after=date(2026, 11, 28))
            Manifest(passengers=1, complete=True)
        """
        expect("journey", journey, (Journey, NoneType), "a Journey, or None")
        day = (None if journey is None else journey.day) or stale_after
        if day is not None:
            day = day_of(day, name="stale_after")
        people = read_table(source, at=day)
        return cls(people, journey=journey, announced=len(people), stale_after=stale_after)

    @property
    def complete(self) -> bool:
        """Whether it names everybody, as far as it can tell."""
        return not any(issue.fault in LOSES_PEOPLE for issue in self.issues)

    def check(self) -> ManifestCheck:
        """What is wrong with it, and what it lacks of what the guidelines for passenger information ask."""

        def all_of_it() -> Iterable[ManifestIssue]:
            yield from self.issues
            yield from lacks_of_journey(self.journey, counted=self.announced is not None)
            yield from lacks_of_people(self.passengers, at=self.journey.day or self.stale_after)

        return check_of(all_of_it())

    def match(self, mrz: Mrz) -> PassengerMatch:
        """The passenger who was announced with a document, by its number, their name and date of birth.

        Args:
            mrz: of the document; resolve its dates with `mrz.on(day)`, or centuries stay open.

        Raises:
            InputError: `mrz` is none.
        """
        expect("mrz", mrz, Mrz, "what parse_mrz gave")
        people, crowded = self._index.near(mrz)
        return nearest(people, mrz, crowded=crowded)

    def answer(self, mrz: Mrz) -> Manifested:
        """The same as a verification takes it: without any text of the passenger's."""
        match = self.match(mrz)
        return Manifested(
            standing=match.standing,
            reasons=match.reasons,
            people=len(self.passengers),
            complete=self.complete,
            stale_after=self.stale_after,
        )

    def reconcile(self, documents: Iterable[Mrz]) -> Reconciliation:
        """Documents and passengers beside each other: who was not seen, and who was not announced.

        Raises:
            InputError: one of the documents is no MRZ.
        """
        matches = tuple(self.match(mrz) for mrz in listed("documents", documents, Mrz))
        seen: set[int] = set()
        twice: set[int] = set()
        for match in matches:
            if match.passenger is not None:
                (twice if match.passenger.place in seen else seen).add(match.passenger.place)
        unseen = tuple(one for one in self.passengers if one.place not in seen)
        return Reconciliation(matches, unseen, tuple(sorted(twice)))

    @cached_property
    def _index(self) -> ManifestIndex:
        return ManifestIndex(self.passengers)
