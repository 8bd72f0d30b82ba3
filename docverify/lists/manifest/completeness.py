"""What a manifest lacks of what the guidelines for advance passenger information ask for.

Source: WCO/IATA/ICAO, Guidelines on Advance Passenger Information, core elements: of the journey its number,
places, times and the number of people; of each person the document's number, kind, issuing State and expiry,
surname, given names, nationality, date of birth and sex.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final

from docverify.lists.announced.issues import ManifestFault, ManifestIssue
from docverify.lists.announced.passenger import AnnouncedDocument, Journey, Passenger
from docverify.mrz import STATES, DateKind, MrzDate

MOST_KEPT: Final = 10_000
"""Issues that are kept whole; all are counted."""
_SEXES: Final = frozenset("FMX")


@dataclass(frozen=True, slots=True)
class ManifestCheck:
    """What is wrong with a manifest.

    Attributes:
        counts: how often each fault was found; those that were not are left out.
        issues: the first `MOST_KEPT`.
    """

    counts: Mapping[ManifestFault, int]
    issues: tuple[ManifestIssue, ...]

    @property
    def clean(self) -> bool:
        """Whether nothing is wrong."""
        return not self.counts


def check_of(issues: Iterable[ManifestIssue]) -> ManifestCheck:
    """Count issues and keep the first of them."""
    counts: Counter[ManifestFault] = Counter()
    kept: list[ManifestIssue] = []
    for issue in issues:
        counts[issue.fault] += 1
        if len(kept) < MOST_KEPT:
            kept.append(issue)
    return ManifestCheck({fault: counts[fault] for fault in ManifestFault if counts[fault]}, tuple(kept))


def lacks_of_journey(journey: Journey, *, counted: bool) -> Iterator[ManifestIssue]:
    """What is missing of the journey."""
    if not journey.number:
        yield ManifestIssue(ManifestFault.JOURNEY_UNNAMED)
    if not (journey.departs_from and journey.arrives_at):
        yield ManifestIssue(ManifestFault.PLACES_MISSING)
    if journey.departure is None or journey.arrival is None:
        yield ManifestIssue(ManifestFault.TIMES_MISSING)
    if not counted:
        yield ManifestIssue(ManifestFault.COUNT_MISSING)


def lacks_of_people(people: Iterable[Passenger], *, at: date | None) -> Iterator[ManifestIssue]:
    """What is missing of each person, or cannot be.

    Args:
        people: of the manifest.
        at: when the journey ends; None where that is not known, and then no document is called expired.
    """
    seen: set[tuple[str, str]] = set()
    for one in people:
        for fault in (*_person(one, at), *_travels_on(one, at)):
            yield ManifestIssue(fault, passenger=one.place)
        for document in one.documents:
            known = (document.issuer, document.number)
            if document.number and not document.is_visa:
                if known in seen:
                    yield ManifestIssue(ManifestFault.DOCUMENT_TWICE, passenger=one.place)
                seen.add(known)


def _person(one: Passenger, at: date | None) -> Iterator[ManifestFault]:
    if not one.surname:
        yield ManifestFault.SURNAME_MISSING
    if not one.given_names:
        yield ManifestFault.GIVEN_NAMES_MISSING
    yield from _day(one.birth, ManifestFault.BIRTH_MISSING, ManifestFault.BIRTH_IMPOSSIBLE)
    days = () if one.birth is None else one.birth.candidates
    if at is not None and days and min(days) > at:
        yield ManifestFault.BIRTH_IMPOSSIBLE
    if not one.sex:
        yield ManifestFault.SEX_MISSING
    elif one.sex not in _SEXES:
        yield ManifestFault.SEX_UNKNOWN
    yield from _state(one.nationality, ManifestFault.NATIONALITY_MISSING, ManifestFault.NATIONALITY_UNKNOWN)


def _travels_on(one: Passenger, at: date | None) -> Iterator[ManifestFault]:
    documents = [document for document in one.documents if not document.is_visa]
    if not documents:
        yield ManifestFault.DOCUMENT_MISSING
    for document in documents:
        yield from _document(document, at)


def _document(one: AnnouncedDocument, at: date | None) -> Iterator[ManifestFault]:
    if not one.number:
        yield ManifestFault.NUMBER_MISSING
    if not one.kind:
        yield ManifestFault.KIND_MISSING
    yield from _state(one.issuer, ManifestFault.ISSUER_MISSING, ManifestFault.ISSUER_UNKNOWN)
    yield from _day(one.expiry, ManifestFault.EXPIRY_MISSING, ManifestFault.EXPIRY_IMPOSSIBLE)
    days = () if one.expiry is None else one.expiry.candidates
    if at is not None and days and max(days) < at:
        yield ManifestFault.EXPIRED


def _day(known: MrzDate | None, missing: ManifestFault, impossible: ManifestFault) -> Iterator[ManifestFault]:
    if known is None or known.kind in {DateKind.UNKNOWN, DateKind.PARTLY_KNOWN}:
        yield missing
    elif known.kind is DateKind.IMPOSSIBLE or not known.candidates:  # a birth behind the journey has none
        yield impossible


def _state(code: str, missing: ManifestFault, unknown: ManifestFault) -> Iterator[ManifestFault]:
    if not code:
        yield missing
    elif code not in STATES:
        yield unknown
