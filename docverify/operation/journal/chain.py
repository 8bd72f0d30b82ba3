"""The entries of a journal, each holding the hash of the one before, and the tree over them."""

from collections.abc import Iterator, Mapping
from datetime import datetime, timedelta
from itertools import pairwise
from typing import Final

from docverify.database import Database, Kind
from docverify.errors import ClockSetBack, InputError, JournalBroken, JournalUnavailable
from docverify.operation.journal.line import NOTHING_BEFORE, Place, bytes_of, entry_of, written
from docverify.operation.journal.tree import WIDTH, grown, leaf_hash, root_of
from docverify.operation.journal.values import (
    EntryKind,
    FaultKind,
    JournalEntry,
    JournalProfile,
    broken,
    moment_text,
)

KIND: Final = Kind(
    name="journal",
    mark=0x44564A31,  # "DVJ1"
    unavailable=JournalUnavailable,
    broken=JournalBroken,
    archived=True,
)
SCHEMA: Final = """
CREATE TABLE entries (
    number INTEGER PRIMARY KEY, at TEXT NOT NULL, kind TEXT NOT NULL, profile TEXT, concerns INTEGER,
    hashes BLOB NOT NULL, body BLOB NOT NULL
);
CREATE INDEX entries_concerns ON entries (concerns) WHERE concerns IS NOT NULL;
CREATE TABLE rare (kind TEXT, number INTEGER, PRIMARY KEY (kind, number)) WITHOUT ROWID;
CREATE TABLE named (sum TEXT PRIMARY KEY, number INTEGER NOT NULL) WITHOUT ROWID;
CREATE TABLE checkpoints (size INTEGER PRIMARY KEY, note TEXT NOT NULL);
CREATE TABLE sealed (
    number INTEGER PRIMARY KEY, kept INTEGER NOT NULL, purpose TEXT NOT NULL, expires TEXT NOT NULL,
    subject BLOB NOT NULL, box BLOB NOT NULL
);
CREATE TABLE pending (number INTEGER PRIMARY KEY);
"""
"""What finds and proves an entry stands beside it; what it says stands in its body alone."""

_RARE: Final = frozenset(EntryKind) - {
    EntryKind.VERIFICATION,
    EntryKind.DECISION,
    EntryKind.GALLERY,
    EntryKind.NOTE,
}
"""Kinds of which there are few, that are found without looking at every entry."""
_TOLERATED: Final = timedelta(minutes=1)
"""By which an entry may be earlier than the one before, whose time it gets then: writers look at the clock
before it is their turn. So times never go back but where an entry says so, and are found by halving."""
_AT_ONCE: Final = 500


class Chain:
    """The entries of one journal's file."""

    def __init__(self, store: Database) -> None:
        self._store = store

    def size(self) -> int:
        """How many entries there are."""
        found: int = self._store.row("SELECT COALESCE(MAX(number) + 1, 0) FROM entries")[0]
        return found

    def node(self, level: int, place: int) -> bytes:
        """The hash of a full subtree, from the row of the entry that completed it.

        Raises:
            JournalBroken: it is not there.
        """
        number = ((place + 1) << level) - 1
        found = self._store.row(
            "SELECT substr(CAST(hashes AS BLOB), ?, ?) FROM entries WHERE number = ?",
            (1 + WIDTH * level, WIDTH, number),
        )
        if found is None or len(found[0]) != WIDTH:
            sentence = f"the hashes kept beside entry {number} are not whole"
            raise broken(FaultKind.INDEX_CHANGED, number, number, sentence)
        hashed: bytes = found[0]
        return hashed

    def root(self, size: int) -> bytes:
        """The root over the first entries."""
        return root_of(size, self.node)

    def body(self, number: int) -> bytes:
        """The bytes of an entry, held against the hash that is kept beside it.

        Raises:
            InputError: there is no entry of that number.
            JournalBroken: it was changed.
        """
        query = "SELECT CAST(body AS BLOB), CAST(hashes AS BLOB) FROM entries WHERE number = ?"
        found = self._store.row(query, (number,))
        if found is None:
            raise InputError(f"the journal has no entry {number}")
        body: bytes = found[0]
        if leaf_hash(body) != found[1][:WIDTH]:
            raise broken(FaultKind.CHANGED, number, number, f"entry {number} does not say what it said")
        return body

    def entry(self, number: int) -> JournalEntry:
        """The entry of a number: see `body`."""
        return _read(number, self.body(number))

    def entries(
        self,
        *,
        period: tuple[str, str] | None = None,
        kind: EntryKind | None = None,
        concerns: int | None = None,
    ) -> Iterator[JournalEntry]:
        """Entries in their order, some hundreds at a time, so that no reader holds the file for long."""
        wanted: dict[str, object] = {}
        if kind is not None:
            wanted["kind = ?"] = kind.value
        if kind in _RARE:
            wanted["number IN (SELECT number FROM rare WHERE kind = ?)"] = kind.value
        if concerns is not None:
            wanted["concerns = ?"] = concerns
        where = " AND ".join(("number BETWEEN ? AND ?", *wanted))
        query = (
            f"SELECT number, CAST(body AS BLOB) FROM entries WHERE {where} ORDER BY number LIMIT {_AT_ONCE}"  # noqa: S608
        )
        for first, last in self._spans(period):
            start = first
            while start <= last:
                rows = self._store.rows(query, (start, last, *wanted.values()))
                yield from (_read(number, body) for number, body in rows)
                start = rows[-1][0] + 1 if rows else last + 1

    def _spans(self, period: tuple[str, str] | None) -> Iterator[tuple[int, int]]:
        """From which to which number a period's entries lie, between each two corrections of the clock."""
        size = self.size()
        if period is None:
            yield 0, size - 1
            return
        corrected = self._store.rows("SELECT number FROM rare WHERE kind = ?", (EntryKind.CLOCK.value,))
        begins = [0, *(number for (number,) in corrected), size]
        for begin, end in pairwise(begins):
            first, stop = (self._first(begin, end, instant) for instant in period)
            if first < stop:
                yield first, stop - 1

    def _first(self, begin: int, end: int, instant: str) -> int:
        """The first entry from one number to before another that is not before an instant."""
        while begin < end:
            middle = (begin + end) // 2
            found = self._store.row("SELECT at FROM entries WHERE number = ?", (middle,))
            if found is None:
                raise broken(FaultKind.MISSING, middle, middle, f"entry {middle} is missing")
            begin, end = (middle + 1, end) if found[0] < instant else (begin, middle)
        return begin

    def add(
        self,
        kind: EntryKind,
        content: Mapping[str, object],
        *,
        at: datetime,
        profile: JournalProfile | None = None,
        concerns: int | None = None,
    ) -> JournalEntry:
        """Write an entry after the last one; inside `Database.writing`.

        Raises:
            ClockSetBack: `at` lies more than a minute before the last entry.
            JournalBroken: the last entry was changed.
            LimitExceeded: it is too large.
        """
        number, previous = self.size(), NOTHING_BEFORE
        if number:
            last = self.body(number - 1)
            previous, before = leaf_hash(last).hex(), written(last)
            if kind is EntryKind.CLOCK:
                before = at
            if at < before - _TOLERATED:
                raise ClockSetBack(
                    f"the clock says {moment_text(at)}, and the last entry is of {moment_text(before)}: put "
                    "the clock right, or record with Journal.correct_clock that the earlier times were wrong"
                )
            at = max(at, before)
        place = Place(moment_text(at), kind.value, None if profile is None else profile.value, concerns)
        body = bytes_of(number, previous, place, content)
        leaf = leaf_hash(body)
        self._store.execute(
            "INSERT INTO entries (number, at, kind, profile, concerns, hashes, body) "
            "VALUES (?, ?, ?, ?, ?, ?, ?)",
            (number, place.at, place.kind, place.profile, concerns, grown(number, leaf, self.node), body),
        )
        if kind in _RARE:
            self._store.execute("INSERT INTO rare VALUES (?, ?)", (kind.value, number))
        return JournalEntry(
            number=number,
            at=at,
            kind=kind,
            profile=profile,
            concerns=concerns,
            content=dict(content),
            previous=previous,
            leaf=leaf.hex(),
        )


def _read(number: int, body: bytes) -> JournalEntry:
    try:
        return entry_of(body, leaf_hash(body))
    except ValueError:
        raise broken(FaultKind.CHANGED, number, number, f"entry {number} is no entry any more") from None
