"""Writing into a journal: verifications, decisions about them, deeds of galleries, and notes."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Final

from docverify.arguments import expect, expect_number, member
from docverify.errors import InputError
from docverify.evidence.deed import GalleryDeed
from docverify.operation.journal import deeds
from docverify.operation.journal.codes import codes_of
from docverify.operation.journal.ledger import Ledger
from docverify.operation.journal.sealing import kept_of, seal
from docverify.operation.journal.values import (
    EntryKind,
    JournalEntry,
    JournalProfile,
    OperatorDecision,
    OperatorVerdict,
    expect_code,
    moment_text,
)
from docverify.verification.signing_keys import require_cryptography

if TYPE_CHECKING:
    from docverify.verification import Report

_SECOND: Final = (OperatorVerdict.CONFIRM, OperatorVerdict.OBJECT)


class Recorder:
    """The half of a `Journal` that writes entries."""

    def __init__(self, ledger: Ledger) -> None:
        self._ledger = ledger
        self.path: Path = ledger.files.where.path

    def expect_keys(self) -> None:
        """Refuse a journal that can seal nothing: for who is going to `append` with `full`.

        Raises:
            JournalKeyMissing: the file of the keys is not there, or another journal's.
            EngineMissing: `cryptography` is not installed.
        """
        require_cryptography()
        self._ledger.keys()

    def append(
        self,
        report: "Report",
        *,
        profile: JournalProfile | str = JournalProfile.BASIC,
        aborted: bool = False,
        purpose: str | None = None,
        keep: timedelta | None = None,
        subject: str | None = None,
        at: datetime | None = None,
    ) -> JournalEntry:
        """Write down a verification; it is on the disk when this returns.

        Args:
            report: what `verify` gave.
            profile: how much is written down; `full` seals what the document says.
            aborted: the case was broken off (the traveller left, the time was up), rather than undetermined.
            purpose: of keeping identity, as the journal was made with; its first one unless given.
            keep: how long, if less than the journal was made with.
            subject: whom it is of, for `erase(subject=…)`; issuing State and document number unless given. It
                is kept as a keyed hash beside the chain.
            at: when it is written; the clock's time unless given.

        Returns:
            The entry; its `number` is what a decision about it names.

        Raises:
            ClockSetBack: the time lies before that of the last entry.
            JournalUnavailable: the disk is full, the file read-only, another writer too slow.
            JournalBroken: the last entry was changed.
            JournalKeyMissing: with `full`, the file of the keys is not there.
            EngineMissing: with `full`, `cryptography` is not installed.
            LimitExceeded: the entry takes more than a million bytes.
            InputError: an argument is not what is said above.
        """
        from docverify.operation.journal.content import content_of, policy_named, setup_named
        from docverify.verification import Report

        expect("report", report, Report, "what verify gave")
        expect("aborted", aborted, bool, "True or False")
        chosen = member("profile", profile, JournalProfile)
        content = content_of(report, chosen, aborted=aborted)
        ledger = self._ledger
        keys = ledger.keys() if chosen is JournalProfile.FULL else None
        with ledger.store.writing():
            written = ledger.moment(at)
            ledger.name(EntryKind.SETUP, *setup_named(report), at=written)
            ledger.name(EntryKind.POLICY, *policy_named(report.policy), at=written)
            if keys is not None:
                kept = kept_of(
                    report,
                    retention=ledger.origin.retention,
                    purpose=purpose,
                    keep=keep,
                    subject=subject,
                    at=written,
                )
                if kept is not None:
                    content["sealed"] = seal(ledger, keys, kept)
            return ledger.add(EntryKind.VERIFICATION, content, at=written, profile=chosen)

    def decide(
        self, entry: int | JournalEntry, decision: OperatorDecision, *, at: datetime | None = None
    ) -> JournalEntry:
        """Write down what an operator decided about a verification.

        Args:
            entry: the verification, or its number.
            decision: what was decided, and by whom.
            at: when it is written; the clock's time unless given.

        Raises:
            InputError: the journal has no such verification, nobody else decided what is confirmed or
                objected to, or an argument is not what is said above.
            JournalError: as `append` raises it.
        """
        expect("decision", decision, OperatorDecision, "an OperatorDecision")
        number = number_of("entry", entry)
        if self._ledger.chain.entry(number).kind is not EntryKind.VERIFICATION:
            raise InputError(f"entry {number} is no verification: nothing can be decided about it")
        if decision.verdict in _SECOND:
            self._expect_first(number, decision.operator)
        return self._ledger.write(EntryKind.DECISION, decision.to_dict(), at, concerns=number)

    def _expect_first(self, number: int, operator: str) -> None:
        """Refuse a second pair of eyes where there was no first one, or the first one's."""
        decisions = [one.content for one in self._ledger.chain.entries(concerns=number)]
        first = {one["operator"] for one in decisions if one["verdict"] not in _SECOND}
        if not first:
            raise InputError(f"verdict: nothing was decided about entry {number} that could be confirmed")
        if first == {operator}:
            raise InputError("operator: who confirms or objects must be another one than who decided")

    def gallery(
        self,
        deed: GalleryDeed,
        *,
        profile: JournalProfile | str = JournalProfile.BASIC,
        operator: str = "",
        at: datetime | None = None,
    ) -> JournalEntry:
        """Write down what was done to a gallery, or searched in it: `Gallery(…, record=journal.gallery)`.

        Args:
            deed: what a gallery tells its `record`.
            profile: `full` seals the ids of its entries; the others leave them out.
            operator: who did it, by a staff code, never a name; "" where nobody is known.
            at: when it is written; the clock's time unless given.

        Raises:
            InputError: an argument is not what is said above.
            JournalError: as `append` raises it.
        """
        expect("deed", deed, GalleryDeed, "what a gallery tells its record")
        chosen = member("profile", profile, JournalProfile)
        if operator != "":
            expect_code("operator", operator)
        content, ledger = deeds.content_of(deed, operator=operator), self._ledger
        keys = ledger.keys() if chosen is JournalProfile.FULL else None
        with ledger.store.writing():
            written = ledger.moment(at)
            if keys is not None:
                purpose, days = next(iter(ledger.origin.retention.items()))
                expires = moment_text(written + timedelta(days=days))
                kept = deeds.kept_of(deed, purpose=purpose, expires=expires)
                if kept is not None:
                    content["sealed"] = seal(ledger, keys, kept)
            return ledger.add(EntryKind.GALLERY, content, at=written, profile=chosen)

    def note(
        self, topic: str, content: Mapping[str, object] | None = None, *, at: datetime | None = None
    ) -> JournalEntry:
        """Write down numbers and codes of your own: counts, alarms, the beginning and the end of a shift.

        Args:
            topic: what it is about: at most 64 letters, digits and `. _ - /`.
            content: numbers, codes like the topic, and lists and tables of them; nothing of a person.
            at: when it is written; the clock's time unless given.

        Raises:
            InputError: something else than numbers and codes is among it.
            JournalError: as `append` raises it.
        """
        expect_code("topic", topic)
        expect("content", content, (Mapping, type(None)), "a table of numbers and codes")
        return self._ledger.write(
            EntryKind.NOTE, {"topic": topic, "content": codes_of("content", content)}, at
        )

    def correct_clock(self, *, at: datetime | None = None) -> JournalEntry:
        """Write down that the clock was wrong and is right now, so that entries may be of earlier times.

        Raises:
            InputError: `at` is no instant.
            JournalError: as `append` raises it.
        """
        return self._ledger.write(EntryKind.CLOCK, {}, at)


def number_of(name: str, given: object) -> int:
    """The number of an entry that is meant."""
    if isinstance(given, JournalEntry):
        return given.number
    expect_number(name, given, low=0, high=2**62, whole=True)
    return int(given)  # type: ignore[call-overload,no-any-return]
