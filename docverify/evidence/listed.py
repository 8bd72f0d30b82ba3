"""What lists of documents and of names answer about a traveller: hits with their reasons, and editions."""

from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from enum import StrEnum

from docverify.arguments import day_of, expect, expect_all, expect_number
from docverify.errors import InputError


class ListAge(StrEnum):
    """Whether what a list says still holds."""

    CURRENT = "current"
    STALE = "stale"
    """Older than whoever issued it says it may be: a hit counts, and no hit says nothing."""
    NOT_YET = "not_yet"
    """Issued after the day of the check: a clock is wrong, and no hit says nothing."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ListEdition:
    """Which list it is, and for how long it can be relied on.

    Attributes:
        name: of the list, as reports show it.
        version: of its content, as whoever issued it calls it.
        issued: the day on which its content was right.
        stale_after: days after `issued` for which it can be relied on, 0 to 3,660; on the day after, it is
            stale.

    Raises:
        InputError: an attribute is not what is said above.
    """

    name: str
    version: str
    issued: date
    stale_after: int

    def __post_init__(self) -> None:
        for what in ("name", "version"):
            given = getattr(self, what)
            expect(what, given, str, "a text")
            if not given or len(given) > _LONGEST or not given.isprintable():
                raise InputError(f"{what} is no name of a list: pass one line of 1 to {_LONGEST} characters")
        expect("issued", self.issued, date, "a date")
        if isinstance(self.issued, datetime):
            raise InputError("issued is an instant: pass the date of a day")
        expect_number("stale_after", self.stale_after, low=0, high=3660, whole=True)

    @property
    def last_day(self) -> date:
        """The last day on which it can be relied on."""
        return self.issued + timedelta(days=self.stale_after)

    def age(self, at: date) -> ListAge:
        """Whether it can be relied on on a day.

        Raises:
            InputError: `at` is neither a date nor a datetime.
        """
        day = day_of(at)
        if day < self.issued:
            return ListAge.NOT_YET
        return ListAge.STALE if day > self.last_day else ListAge.CURRENT


_LONGEST = 100


class DocumentReason(StrEnum):
    """How a document and an entry of a list of documents agree."""

    NUMBER = "number"
    """Issuing State, kind and number are those of an entry."""
    RANGE = "range"
    """The number lies in a range of the list: stolen blanks."""
    LOOK_ALIKE = "look_alike"
    """Issuing State and kind are, and the number is but for characters that look alike, such as O and 0."""
    MISREAD = "misread"
    """The number is one that the document may bear by what was seen, though it was read otherwise."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DocumentMatch:
    """A document may be one of a list.

    Attributes:
        reason: how they agree.
        certainty: how probable it is, by the pixels, that the document bears the number that matches, in
            [0, 1]; NaN where the reader does not tell. Of a look-alike it is that of the number as read.
    """

    reason: DocumentReason
    certainty: float


@dataclass(frozen=True, slots=True, kw_only=True)
class DocumentAnswer:
    """What one list of documents says of a document.

    Attributes:
        edition: of the list.
        asked: whether the document has an issuing State and a number to be looked up.
        candidates: how many numbers were looked up: what was read, and what else it may be.
        matches: the surest first; empty where it is not listed.
    """

    edition: ListEdition
    asked: bool
    candidates: int
    matches: tuple[DocumentMatch, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class NameMatch:
    """A traveller may be a person of a list. Its `repr` does not show who.

    Attributes:
        entry: the list's own id of its entry.
        score: powers of ten, as `NameAnswer.threshold`.
        by_chance: how many different people of this list a traveller is expected to score as much with.
        reasons: codes of how they agree and differ, of `NameReason`.
    """

    entry: str = field(repr=False)
    score: float
    by_chance: float
    reasons: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class NameAnswer:
    """What one list of names says of a traveller.

    Attributes:
        edition: of the list.
        asked: whether the document has a name to be looked up.
        entries: how many names the list has.
        false_positives: how many different people of the list a traveller may be taken for, on average.
        threshold: the score from which on a person is referred, so that this holds.
        matches: the best first; empty where nobody is like the traveller. At most `MOST_MATCHES`.
    """

    edition: ListEdition
    asked: bool
    entries: int
    false_positives: float
    threshold: float
    matches: tuple[NameMatch, ...]


MOST_MATCHES = 50
"""Matches of one list that are told; whoever has more bears a name that says nothing."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Listed:
    """What all lists say of one traveller and their document.

    Attributes:
        documents: of each list of documents.
        names: of each list of names.

    Raises:
        InputError: they hold something else.
    """

    documents: tuple[DocumentAnswer, ...] = ()
    names: tuple[NameAnswer, ...] = ()

    def __post_init__(self) -> None:
        expect_all("documents", self.documents, DocumentAnswer, "DocumentAnswers")
        expect_all("names", self.names, NameAnswer, "NameAnswers")
