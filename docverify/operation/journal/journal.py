"""A journal: the record of what was decided, in which nothing can be changed unseen."""

from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack
from datetime import date, datetime
from os import PathLike
from pathlib import Path
from types import TracebackType
from typing import Self

from docverify.arguments import expect, member
from docverify.errors import InputError
from docverify.operation.journal.checkpoint import TreeHead, growth_text, head_signed_by, proof_text
from docverify.operation.journal.export import export
from docverify.operation.journal.files import Files, Where, places
from docverify.operation.journal.ledger import Ledger, forked, now
from docverify.operation.journal.origin import Origin, expect_origin, retention_of
from docverify.operation.journal.period import Period, instant_of, period_of
from docverify.operation.journal.recording import Recorder, number_of
from docverify.operation.journal.sealing import unseal
from docverify.operation.journal.tree import (
    consistency,
    consistent,
    inclusion,
    leaf_hash,
    root_by_inclusion,
)
from docverify.operation.journal.values import (
    EntryKind,
    JournalAudit,
    JournalEntry,
    JournalProof,
    moment_text,
)
from docverify.operation.journal.verifying import verify


class Journal(Recorder):
    """The record of verifications and of what operators decided about them, in one file on one machine.

    Every entry holds the SHA-256 of the one before, all are leaves of a Merkle tree (RFC 9162), and signed
    checkpoints (C2SP tlog-checkpoint, Ed25519) tell its root. An entry is on the disk before `append`
    returns. Several processes and threads may append; who reads keeps nobody from writing. Not for network
    drives: SQLite cannot share its log there.

    **What it proves.** With a checkpoint that was kept elsewhere: that every entry up to it is there, in its
    order, as it was written. Without one: only that what is there holds together. Whoever may write the file
    and has the signing key can write the whole log anew, and anybody who may write it can cut off its end. So
    keep `checkpoint()` where the machine's administrator does not reach, every hour or day, and hold the
    journal against it with `verify`. It does not prove that what was written was true, nor that nothing was
    left out, nor when it was written: the times are those of the machine's clock.

    **What it holds of people.** Nothing in the chain: codes, numbers, times. With the profile `full` what the
    document says is sealed beside it, under a key of its own in another file; `erase` destroys both, and the
    chain still holds together.

    Attributes:
        path: its file.

    Raises:
        JournalUnavailable: there is no such file, or it cannot be opened.
        UnsupportedFormat: it is another program's.
        JournalBroken: it is damaged.
        InputError: an argument is not what is said below.

    Example:
        >>> import tempfile
        >>> with tempfile.TemporaryDirectory() as folder:
        ...     with Journal.create(f"{folder}/desk.journal", origin="example.org/desk-3") as journal:
        ...         note = journal.note("shift/begins", {"desk": 3})
        ...         kept = journal.checkpoint()
        ...         audit = journal.verify(kept)
        >>> note.number, audit.sound, audit.held_against
        (1, True, (2,))
    """

    def __init__(
        self,
        path: Where,
        *,
        key: Where | None = None,
        seals: Where | None = None,
        read_only: bool = False,
        wait: float = 5.0,
        clock: Callable[[], datetime] = now,
        entropy: Callable[[int], bytes] | None = None,
    ) -> None:
        """Open a journal.

        Args:
            path: its file, as `create` made it.
            key: the private key that signs; `path` with `.key` behind it unless given.
            seals: the keys of what is sealed; `path` with `.seals` behind it unless given. Keep them out of
                the journal's backups: what was erased is gone only where its key is gone.
            read_only: whether to write nothing: for who audits.
            wait: seconds to wait for other writers.
            clock: what tells the time, with its time zone.
            entropy: what draws as many bytes as it is asked for; the system's random numbers unless given.
        """
        _expect_clock(clock)
        where = places(path, key=key, seals=seals, read_only=read_only, wait=wait, entropy=entropy)
        files = Files.open(where)
        super().__init__(Ledger(files, clock))
        if not read_only and files.where.seals.exists():
            self._ledger.tidy()

    @classmethod
    def create(
        cls,
        path: Where,
        *,
        origin: str | None = None,
        retention: Mapping[str, int] | None = None,
        key: Where | None = None,
        seals: Where | None = None,
        wait: float = 5.0,
        clock: Callable[[], datetime] = now,
        entropy: Callable[[int], bytes] | None = None,
    ) -> Self:
        """Make a journal, and the two files of its keys, which only their owner may read.

        Args:
            path: the file to make.
            origin: what the log is called, unlike every other one: `border.example.org/desk-3`. Drawn at
                random unless given.
            retention: days for which identity is kept, by purpose; `{"verification": 30}` unless given. It
                stands in the first entry, and cannot be changed.
            key: as above; the file must not exist.
            seals: likewise.
            wait: as above.
            clock: as above.
            entropy: as above.

        Raises:
            JournalUnavailable: one of the files exists, or cannot be made.
            EngineMissing: `cryptography`, of the extra `journal`, is not installed.
            InputError: an argument is not what is said above.
        """
        _expect_clock(clock)
        where = places(path, key=key, seals=seals, wait=wait, entropy=entropy)
        called = f"docverify.example/{where.entropy(8).hex()}" if origin is None else origin
        expect_origin(called)
        days = retention_of(retention)
        files, public = Files.create(where, called)
        with ExitStack() as undone:
            undone.callback(files.remove)
            Ledger(files, clock).begin(Origin(public, days))
            undone.pop_all()
        files.close()
        return cls(path, key=key, seals=seals, wait=wait, clock=clock, entropy=entropy)

    @property
    def key(self) -> str:
        """By which key the log is known (`name+id+key`): for who checks its checkpoints and proofs."""
        return str(self._ledger.origin.key)

    @property
    def size(self) -> int:
        """How many entries there are."""
        return self._ledger.chain.size()

    def entry(self, number: int) -> JournalEntry:
        """The entry of a number.

        Raises:
            InputError: the journal has none of that number.
            JournalBroken: it was changed.
        """
        return self._ledger.chain.entry(number_of("number", number))

    def entries(
        self,
        period: Period | None = None,
        *,
        kind: EntryKind | str | None = None,
        concerns: int | JournalEntry | None = None,
    ) -> Iterator[JournalEntry]:
        """Entries in their order, read some hundreds at a time.

        Args:
            period: "2026", "2026-11" or "2026-11-28", in UTC; or from one day or instant to before another,
                of which either may be None. All unless given.
            kind: of one kind only.
            concerns: decisions about this verification only.

        Raises:
            InputError: an argument is not what is said above.
            JournalBroken: an entry is none any more.
        """
        return self._ledger.chain.entries(
            period=None if period is None else period_of(period),
            kind=None if kind is None else member("kind", kind, EntryKind),
            concerns=None if concerns is None else number_of("concerns", concerns),
        )

    def unseal(self, entry: int | JournalEntry) -> dict[str, object]:
        """What was sealed beside an entry.

        Of a verification `format` and `lines` of the MRZ, and the `case`; of a gallery its `entries`.

        Raises:
            InputError: nothing was, or there is no such entry.
            JournalKeyMissing: it was erased, or the file of the keys is not there.
            JournalBroken: it is not what was sealed there.
        """
        found = self._ledger.chain.entry(number_of("entry", entry))
        return unseal(self._ledger.store, self._ledger.keys(), found)

    def checkpoint(self) -> str:
        """The signed root over all entries (C2SP tlog-checkpoint): keep it where nobody changes it.

        Raises:
            JournalKeyMissing: the signing key is not there, or another one.
            JournalBroken: the tree is another one than that of the last checkpoint; it is not signed.
            EngineMissing: `cryptography` is not installed.
        """
        return self._ledger.checkpoint()

    def checkpoints(self) -> tuple[str, ...]:
        """The checkpoints that the journal keeps itself, the earliest first."""
        return tuple(
            note for (note,) in self._ledger.store.rows("SELECT note FROM checkpoints ORDER BY size")
        )

    def verify(self, *checkpoints: str, key: str | None = None) -> JournalAudit:
        """Look at every entry, at the tree, and at what is sealed.

        Args:
            checkpoints: kept outside. Without them it is not told whether entries were cut off the end, nor
                whether who has the signing key wrote the log anew.
            key: by which the log is known from elsewhere.

        Returns:
            What is wrong, and where; nothing is raised for it: see `JournalAudit.raise_for_faults`.

        Raises:
            ForeignCheckpoint: a checkpoint is of another log, or signed by none of the keys.
            InputError: a checkpoint is none, or its signature is wrong.
            EngineMissing: signatures are to be checked, and `cryptography` is not installed.
        """
        for one in checkpoints:
            expect("checkpoints", one, str, "texts of checkpoints")
        return verify(self._ledger.files, checkpoints, key=key)

    def prove(self, entry: int | JournalEntry, *, checkpoint: str | None = None) -> JournalProof:
        """Prove to somebody who has no journal that an entry is in it: `check_proof` checks it.

        Args:
            entry: the entry, or its number.
            checkpoint: of this log, which the other one may know; the last one kept unless given, or a new
                one where the entry is later.

        Raises:
            InputError: there is no such entry, or the checkpoint is none or does not reach it.
            ForeignCheckpoint: it is of another log.
            JournalKeyMissing: a new checkpoint is needed, and the signing key is not there.
            JournalBroken: the tree is not the checkpoint's.
            EngineMissing: `cryptography` is not installed.
        """
        number = number_of("entry", entry)
        body = self._ledger.chain.body(number)
        note = self._ledger.reaching(number) if checkpoint is None else checkpoint
        head = head_signed_by(note, self._ledger.origin.key)
        if not number < head.size <= self.size:
            raise InputError(f"checkpoint has {head.size} entries: pass one that reaches entry {number}")
        path = inclusion(number, head.size, self._ledger.chain.node)
        if root_by_inclusion(number, head.size, leaf_hash(body), path) != head.root:
            raise forked(0, head.size - 1)
        return JournalProof(entry=body, text=proof_text(number, path, note))

    def growth(self, earlier: str) -> str:
        """Prove that the log only grew since an earlier checkpoint: what a witness asks before it cosigns.

        Args:
            earlier: a checkpoint of this log, as it was kept elsewhere.

        Returns:
            The body of C2SP tlog-witness's `add-checkpoint`: the earlier size, a consistency proof (RFC 9162,
            2.1.4) and a checkpoint over all entries.

        Raises:
            InputError: `earlier` is no checkpoint.
            ForeignCheckpoint: it is of another log.
            JournalBroken: the journal is another one than it was then.
            JournalKeyMissing: the signing key is not there, or another one.
            EngineMissing: `cryptography` is not installed.
        """
        head, chain = head_signed_by(earlier, self._ledger.origin.key), self._ledger.chain
        if head.size > self.size or chain.root(head.size) != head.root:  # and nothing is signed
            raise forked(0, max(0, head.size - 1))
        note = self.checkpoint()
        later = TreeHead.read(note)
        path = consistency(head.size, later.size, chain.node) if head.size else []
        if head.size and not consistent(head.size, later.size, (head.root, later.root), path):
            raise forked(0, head.size - 1)
        return growth_text(head.size, path, note)

    def erase(
        self,
        *,
        entry: int | JournalEntry | None = None,
        subject: str | None = None,
        before: date | None = None,
        reason: str = "request",
        at: datetime | None = None,
    ) -> tuple[int, ...]:
        """Destroy identity that was sealed, and its keys, and write down that this was done.

        The chain goes on holding together. Freed blocks of the disk, its snapshots and backups are out of
        reach: there the identity lies sealed, under a key that is gone unless it was copied too.

        Args:
            entry: beside this entry.
            subject: of this subject: issuing State and document number with a blank between, unless `append`
                was told otherwise.
            before: beside every entry before this day or instant.
            reason: code of why.
            at: when it is written; the clock's time unless given.

        Returns:
            Numbers of the entries whose identity was destroyed; none is no error.

        Raises:
            InputError: not exactly one of the three is given.
            JournalKeyMissing: the file of the keys is not there.
            JournalUnavailable: it was destroyed, and a reader holds pages from before: run `retain` later.
        """
        if sum(one is not None for one in (entry, subject, before)) != 1:
            raise InputError("pass one of entry, subject and before, to say what is erased")
        keys = self._ledger.keys()
        if entry is not None:
            return self._ledger.erase("number = ?", (number_of("entry", entry),), reason, at)
        if subject is not None:
            expect("subject", subject, str, "a string")
            return self._ledger.erase("subject = ?", (keys.token(subject),), reason, at)
        limit = moment_text(instant_of("before", before))
        where = "(SELECT at FROM entries WHERE entries.number = sealed.number) < ?"
        return self._ledger.erase(where, (limit,), reason, at)

    def retain(self, *, at: datetime | None = None) -> tuple[int, ...]:
        """Destroy identity whose time is over, and finish what a crash or a reader left of earlier erasures.

        Returns:
            Numbers of the entries whose identity was destroyed.

        Raises:
            JournalError: as `erase` raises it.
        """
        self._ledger.tidy()
        return self._ledger.erase("expires <= ?", (moment_text(self._ledger.moment(at)),), "retention", at)

    def export(self, path: Where, *, period: Period | None = None) -> int:
        """Write entries into a new file, `.jsonl` or `.parquet`, without anything that is sealed.

        Returns:
            How many were written.

        Raises:
            UnsupportedFormat: another kind of file.
            InputError: it exists, or cannot be written.
            EngineMissing: Parquet without pyarrow.
        """
        expect("path", path, (str, PathLike), "the path of a file")
        return export(self.entries(period), Path(path))

    def close(self) -> None:
        """Close its files."""
        self._ledger.files.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def __repr__(self) -> str:
        return f"Journal({str(self.path)!r})"


def _expect_clock(clock: object) -> None:
    if not callable(clock):
        raise InputError("clock is no function: pass one that gives a datetime with its time zone")
