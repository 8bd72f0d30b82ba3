"""What is wrong with a manifest, and where; no value of it is ever repeated."""

from dataclasses import dataclass
from enum import StrEnum


class ManifestFault(StrEnum):
    """What may be wrong with a manifest."""

    # The message as such.
    NO_ENVELOPE = "no_envelope"
    SEGMENT_UNREADABLE = "segment_unreadable"
    MESSAGE_OTHER = "message_other"
    """A message that is no PAXLST; it was left out."""
    MESSAGE_OPEN = "message_open"
    """It ends without its last segment: passengers may be missing."""
    COUNT_SEGMENTS = "count_segments"
    COUNT_MESSAGES = "count_messages"
    COUNT_PASSENGERS = "count_passengers"
    """Fewer or more people than the message says: passengers may be missing."""
    REFERENCE_DIFFERS = "reference_differs"
    """The number at the end of an envelope is not that of its beginning."""
    PARTS_MISSING = "parts_missing"
    """A list in several messages lacks its first, its last, or one between them."""
    ROLE_UNKNOWN = "role_unknown"
    """A person in a role that is none of a traveller's; they were left out."""
    # What the guidelines for advance passenger information ask of every list.
    JOURNEY_UNNAMED = "journey_unnamed"
    PLACES_MISSING = "places_missing"
    TIMES_MISSING = "times_missing"
    COUNT_MISSING = "count_missing"
    # And of every person.
    SURNAME_MISSING = "surname_missing"
    GIVEN_NAMES_MISSING = "given_names_missing"
    BIRTH_MISSING = "birth_missing"
    BIRTH_IMPOSSIBLE = "birth_impossible"
    SEX_MISSING = "sex_missing"
    SEX_UNKNOWN = "sex_unknown"
    NATIONALITY_MISSING = "nationality_missing"
    NATIONALITY_UNKNOWN = "nationality_unknown"
    DOCUMENT_MISSING = "document_missing"
    NUMBER_MISSING = "number_missing"
    KIND_MISSING = "kind_missing"
    ISSUER_MISSING = "issuer_missing"
    ISSUER_UNKNOWN = "issuer_unknown"
    EXPIRY_MISSING = "expiry_missing"
    EXPIRY_IMPOSSIBLE = "expiry_impossible"
    EXPIRED = "expired"
    """A document that is no longer valid when the journey ends."""
    DOCUMENT_TWICE = "document_twice"
    """Two people are announced with one document."""


SENTENCES = {
    ManifestFault.NO_ENVELOPE: "the interchange has no envelope (UNB)",
    ManifestFault.SEGMENT_UNREADABLE: "the segment is none that a passenger list may hold",
    ManifestFault.MESSAGE_OTHER: "the message is no PAXLST and was left out",
    ManifestFault.MESSAGE_OPEN: "the message ends without UNT: passengers may be missing",
    ManifestFault.COUNT_SEGMENTS: "UNT counts other segments than there are",
    ManifestFault.COUNT_MESSAGES: "UNE or UNZ counts other messages than there are",
    ManifestFault.COUNT_PASSENGERS: "CNT counts other people than there are",
    ManifestFault.REFERENCE_DIFFERS: "an envelope ends with another reference than it began with",
    ManifestFault.PARTS_MISSING: "a list in several messages is not there in whole",
    ManifestFault.ROLE_UNKNOWN: "a person in a role that is no traveller's was left out",
    ManifestFault.JOURNEY_UNNAMED: "the flight, voyage or train has no number",
    ManifestFault.PLACES_MISSING: "the place of departure or of arrival is missing",
    ManifestFault.TIMES_MISSING: "the time of departure or of arrival is missing or none",
    ManifestFault.COUNT_MISSING: "the number of people is not announced",
    ManifestFault.SURNAME_MISSING: "the surname is missing",
    ManifestFault.GIVEN_NAMES_MISSING: "the given names are missing",
    ManifestFault.BIRTH_MISSING: "the date of birth is missing or incomplete",
    ManifestFault.BIRTH_IMPOSSIBLE: "the date of birth is no date, or none that can be",
    ManifestFault.SEX_MISSING: "the sex is missing",
    ManifestFault.SEX_UNKNOWN: "the sex is no code that is known",
    ManifestFault.NATIONALITY_MISSING: "the nationality is missing",
    ManifestFault.NATIONALITY_UNKNOWN: "the nationality is no code of Doc 9303-3",
    ManifestFault.DOCUMENT_MISSING: "there is no document to travel on",
    ManifestFault.NUMBER_MISSING: "a document has no number",
    ManifestFault.KIND_MISSING: "a document's kind is missing",
    ManifestFault.ISSUER_MISSING: "a document's issuing State is missing",
    ManifestFault.ISSUER_UNKNOWN: "a document's issuing State is no code of Doc 9303-3",
    ManifestFault.EXPIRY_MISSING: "a document's date of expiry is missing or incomplete",
    ManifestFault.EXPIRY_IMPOSSIBLE: "a document's date of expiry is no date",
    ManifestFault.EXPIRED: "a document has expired when the journey ends",
    ManifestFault.DOCUMENT_TWICE: "somebody else is announced with the same document",
}
"""What each fault is, in words that fit behind a place."""

LOSES_PEOPLE = frozenset(
    {
        ManifestFault.MESSAGE_OTHER,
        ManifestFault.MESSAGE_OPEN,
        ManifestFault.COUNT_PASSENGERS,
        ManifestFault.PARTS_MISSING,
        ManifestFault.ROLE_UNKNOWN,
    }
)
"""Faults with which somebody may travel whom the manifest does not name."""


@dataclass(frozen=True, slots=True)
class ManifestIssue:
    """One thing that is wrong with a manifest.

    Attributes:
        fault: what.
        passenger: the place of the person that it is about, from 1; 0 where it is about the whole.
        row: where in the file: the segment or the line, from 1; 0 where it is at no one place.
    """

    fault: ManifestFault
    passenger: int = 0
    row: int = 0

    @property
    def sentence(self) -> str:
        """The same for a person, without any value of the manifest."""
        where = f"passenger {self.passenger}: " if self.passenger else f"row {self.row}: " if self.row else ""
        return where + SENTENCES[self.fault]

    def to_dict(self) -> dict[str, object]:
        """The issue as plain values for JSON."""
        return {"fault": self.fault.value, "passenger": self.passenger, "row": self.row}
