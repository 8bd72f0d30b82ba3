"""What a gallery is told and what it tells."""

from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from typing import Final

from docverify.arguments import expect, expect_number
from docverify.errors import ConfigurationError, InputError
from docverify.evidence.identified import GalleryKind
from docverify.evidence.template import Template

LONGEST: Final = 96
"""Bytes of an id, and of the name of a policy: every box on the disk is of one length."""
_LONGEST_NAME: Final = 64
_LEAST_FPIR: Final = 1e-9


@dataclass(frozen=True, slots=True, kw_only=True)
class Purpose:
    """Why people are enrolled: what is searched together, and by which rules.

    Attributes:
        name: what the caller calls it, such as "trusted travellers".
        kind: what it means to be found.
        fpir: false positive identification rate that a search keeps: of searches of people who are not
            enrolled, how many may find somebody. Its threshold rises as the gallery grows.
        longest: how long an entry may stay.
        stale_after: how long after its last change or confirmation the content counts as known; None for
            ever.

    Raises:
        ConfigurationError: an argument is not what is said above.
    """

    name: str
    kind: GalleryKind
    fpir: float
    longest: timedelta
    stale_after: timedelta | None = None

    def __post_init__(self) -> None:
        try:
            expect("name", self.name, str, "a string")
            expect("kind", self.kind, GalleryKind, "a GalleryKind")
            expect_number("fpir", self.fpir, low=_LEAST_FPIR, high=0.5)
            expect("longest", self.longest, timedelta, "a timedelta")
            expect("stale_after", self.stale_after, (timedelta, type(None)), "a timedelta, or None")
        except InputError as problem:
            raise ConfigurationError(f"this is no purpose: {problem}") from problem
        if not 0 < len(self.name) <= _LONGEST_NAME or not self.name.isprintable():
            raise ConfigurationError("a purpose's name is up to 64 printable letters")
        spans = (self.longest, self.longest if self.stale_after is None else self.stale_after)
        if min(spans) < timedelta(seconds=1):
            raise ConfigurationError("longest and stale_after are a second at least")


@dataclass(frozen=True, slots=True, kw_only=True)
class Enrolment:
    """One to be enrolled.

    Attributes:
        template: of the encoder build of the gallery.
        id: what the caller calls the entry, up to 96 bytes; not shown. A pseudonym is advised.
        purpose: name of one of the gallery's.
        expires: the instant, or the day in UTC, from which on it never matches.
        policy: under which rule it is enrolled, for the record; up to 96 bytes.

    Raises:
        InputError: an argument is not what is said above.
    """

    template: Template = field(repr=False)
    id: str = field(repr=False)
    purpose: str
    expires: date
    policy: str = ""

    def __post_init__(self) -> None:
        expect("template", self.template, Template, "a Template")
        checked_id(self.id)
        expect("purpose", self.purpose, str, "the name of one of the gallery's purposes")
        expect("expires", self.expires, date, "a datetime or a date")
        expect("policy", self.policy, str, "a string")
        if bytes_of("policy", self.policy) > LONGEST:
            raise InputError(f"policy is longer than {LONGEST} bytes")


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One that is enrolled; its template stays where it is.

    Attributes:
        id: what the caller calls it; not shown.
        purpose: under which it is enrolled.
        enrolled: when.
        expires: the instant from which on it never matches.
        policy: under which rule it was enrolled.
    """

    id: str = field(repr=False)
    purpose: str
    enrolled: datetime
    expires: datetime
    policy: str


def checked_id(entry: object) -> str:
    """An id, as it can be enrolled and asked for.

    Raises:
        InputError: none, or too long; the message does not repeat it.
    """
    expect("id", entry, str, "what the entry is called")
    assert isinstance(entry, str)  # noqa: S101 - it was expected
    if not 0 < bytes_of("id", entry) <= LONGEST:
        raise InputError(f"id is empty, or longer than {LONGEST} bytes: pass what the entry is called")
    return entry


def bytes_of(name: str, text: str) -> int:
    """How many bytes a text takes.

    Raises:
        InputError: it is none.
    """
    try:
        return len(text.encode())
    except UnicodeEncodeError as problem:  # half a character
        raise InputError(f"{name} is no text") from problem


def seconds_of(moment: object, *, name: str = "at") -> int:
    """An instant in whole seconds since 1970; a day begins at midnight, UTC.

    Raises:
        InputError: neither, or an instant without a time zone.
    """
    expect(name, moment, date, "a datetime with a time zone, or a date")
    if not isinstance(moment, datetime):
        assert isinstance(moment, date)  # noqa: S101 - it was expected
        moment = datetime(moment.year, moment.month, moment.day, tzinfo=UTC)
    if moment.tzinfo is None:
        raise InputError(f"{name} has no time zone: pass datetime.now(UTC), or a date")
    return int(moment.timestamp())


def instant_of(seconds: int) -> datetime:
    """The instant of whole seconds since 1970."""
    return datetime(1970, 1, 1, tzinfo=UTC) + timedelta(seconds=seconds)
