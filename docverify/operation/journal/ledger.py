"""What a journal does inside: entries, checkpoints of its own, and erasures, each under one lock."""

from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, datetime
from typing import Final

from docverify.errors import (
    DocverifyError,
    EngineMissing,
    InputError,
    JournalBroken,
    JournalKeyMissing,
)
from docverify.operation.journal.chain import Chain
from docverify.operation.journal.checkpoint import TreeHead, head_signed_by
from docverify.operation.journal.erase import erase, finish
from docverify.operation.journal.files import Files
from docverify.operation.journal.origin import Origin
from docverify.operation.journal.period import instant_of
from docverify.operation.journal.seal import Keys
from docverify.operation.journal.values import (
    EntryKind,
    FaultKind,
    JournalEntry,
    JournalProfile,
    broken,
    expect_code,
)

_EVERY: Final = 256
"""Entries from one checkpoint of the journal's own to the next."""


class Ledger:
    """The opened files of a journal, and the clock by which it writes."""

    def __init__(self, files: Files, clock: Callable[[], datetime]) -> None:
        self.files, self.store, self.chain = files, files.store, Chain(files.store)
        self._clock = clock
        self._origin: Origin | None = None

    @property
    def origin(self) -> Origin:
        """What the first entry says."""
        if self._origin is None:
            self._origin = Origin.of(self.chain.entry(0))
        return self._origin

    def keys(self) -> Keys:
        """The keys of what is sealed."""
        return self.files.keys(self.origin.key.name)

    def moment(self, at: datetime | None) -> datetime:
        """When something is written, in UTC.

        Raises:
            InputError: it is no instant.
        """
        given = self._clock() if at is None else at
        if not isinstance(given, datetime):
            raise InputError(f"at is a {type(given).__name__}: pass a datetime")
        return instant_of("at", given)

    def begin(self, origin: Origin) -> None:
        """Write the first entry."""
        with self.store.writing():
            self.chain.add(EntryKind.ORIGIN, origin.content(), at=self.moment(None))

    def write(
        self,
        kind: EntryKind,
        content: Mapping[str, object],
        at: datetime | None,
        *,
        concerns: int | None = None,
    ) -> JournalEntry:
        """Write one entry."""
        with self.store.writing():
            return self.add(kind, content, at=self.moment(at), concerns=concerns)

    def add(
        self,
        kind: EntryKind,
        content: Mapping[str, object],
        *,
        at: datetime,
        profile: JournalProfile | None = None,
        concerns: int | None = None,
    ) -> JournalEntry:
        """Write one entry, inside `writing`, and now and then a checkpoint where the signing key is there."""
        entry = self.chain.add(kind, content, at=at, profile=profile, concerns=concerns)
        size = entry.number + 1
        if size % _EVERY == 0:
            try:
                self.files.signer(self.origin.key)
            except (JournalKeyMissing, EngineMissing):
                return entry  # what was decided is written down all the same
            self.sign(size)
        return entry

    def name(self, kind: EntryKind, named: str, told: Mapping[str, object], *, at: datetime) -> None:
        """Write down, inside `writing`, what verifications name by its sum, when it is first met."""
        if self.store.row("SELECT 1 FROM named WHERE sum = ?", (named,)) is None:
            entry = self.add(kind, {"sum": named, kind.value: told}, at=at)
            self.store.execute("INSERT INTO named VALUES (?, ?)", (named, entry.number))

    def sign(self, size: int) -> str:
        """Sign the tree of the first entries, inside `writing`, unless that was done.

        Raises:
            JournalBroken: the tree is not that of the checkpoint before.
        """
        found = self.store.row("SELECT note FROM checkpoints ORDER BY size DESC LIMIT 1")
        if found is not None:
            last = self._kept(found[0])
            if last.size > size or self.chain.root(last.size) != last.root:
                raise forked(0, last.size - 1)
            if last.size == size:
                note: str = found[0]
                return note
        signer = self.files.signer(self.origin.key)
        note = signer.sign(TreeHead(self.origin.key.name, size, self.chain.root(size)).text)
        self.store.execute("INSERT INTO checkpoints VALUES (?, ?)", (size, note))
        return note

    def reaching(self, number: int) -> str:
        """A checkpoint that reaches an entry: the last one kept, or a new one."""
        found = self.store.row("SELECT size, note FROM checkpoints ORDER BY size DESC LIMIT 1")
        if found is not None and found[0] > number:
            note: str = found[1]
            return note
        return self.checkpoint()

    def checkpoint(self) -> str:
        """Sign the tree of all entries."""
        self.files.signer(self.origin.key)  # before anything is held
        with self.store.writing():
            return self.sign(self.chain.size())

    def erase(
        self, where: str, values: Sequence[object], reason: str, at: datetime | None
    ) -> tuple[int, ...]:
        """Destroy what is sealed where a condition holds."""
        expect_code("reason", reason)
        return erase(self.store, self.chain, self.keys(), where, values, reason=reason, at=self.moment(at))

    def tidy(self) -> None:
        """Finish what a crash or a reader left of earlier erasures."""
        if self.store.row("SELECT 1 FROM pending") is not None:
            finish(self.store, self.keys())

    def _kept(self, note: str) -> TreeHead:
        try:
            return head_signed_by(note, self.origin.key)
        except EngineMissing:
            raise
        except DocverifyError:
            sentence = "the last checkpoint that the journal keeps is not its own"
            last = max(0, self.chain.size() - 1)
            raise broken(FaultKind.CHECKPOINT_INVALID, 0, last, sentence) from None


def forked(first: int, last: int) -> JournalBroken:
    """What is raised where the tree is another one than a checkpoint's."""
    sentence = f"the journal is another one than its checkpoint: somewhere from entry {first} to {last}"
    return broken(FaultKind.FORKED, first, last, sentence)


def now() -> datetime:
    """The time of the machine's clock, in UTC."""
    return datetime.now(UTC)
