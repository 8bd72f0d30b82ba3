"""What a journal holds and what it answers, as values."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from enum import StrEnum
from typing import Any, Final

from docverify.arguments import expect, listed, member
from docverify.errors import InputError, JournalBroken
from docverify.mrz import LAYOUTS

_CODE: Final = re.compile(r"[A-Za-z0-9][A-Za-z0-9._/-]{0,63}")
"""What an operator, a purpose or a reason may be called: a code, in which no sentence fits."""

FIELDS: Final = tuple(dict.fromkeys(name for layout in LAYOUTS.values() for name in layout.places_by_name))
"""Names of every field that some layout prints."""


class EntryKind(StrEnum):
    """What an entry tells."""

    ORIGIN = "origin"
    """The first entry: what the log is called, and whose signature its checkpoints bear."""
    POLICY = "policy"
    """A policy, whole, when it is first met; verifications name it by its sum."""
    SETUP = "setup"
    """What read and compared, with the sums of its networks, when it is first met; likewise."""
    VERIFICATION = "verification"
    DECISION = "decision"
    """What an operator decided about a verification."""
    ERASURE = "erasure"
    """Which entries' identity was destroyed, and why."""
    GALLERY = "gallery"
    """What was done to a gallery, or searched in it."""
    CLOCK = "clock"
    """The clock was set back; entries before this one may bear later times."""
    NOTE = "note"
    """Codes and numbers of the caller's own: counts, alarms, the start and end of a shift."""


class JournalProfile(StrEnum):
    """How much of a verification is written down."""

    BASIC = "basic"
    """Outcome, codes of every check, score and threshold, versions, times. Nothing personal."""
    STANDARD = "standard"
    """And the numbers behind the checks that did not pass."""
    FULL = "full"
    """And the numbers behind every check; what the document says, sealed and outside the chain."""


class OperatorVerdict(StrEnum):
    """What an operator decided."""

    ACCEPT = "accept"
    REFUSE = "refuse"
    CORRECT = "correct"
    """Fields were read wrongly and put right by hand."""
    CONFIRM = "confirm"
    """A second person agrees with what was decided."""
    OBJECT = "object"
    """A second person does not agree."""


@dataclass(frozen=True, slots=True, kw_only=True)
class OperatorDecision:
    """What an operator decided about a verification.

    Attributes:
        verdict: what was decided.
        operator: who decided, by a staff code, never a name: letters, digits and `. _ - /`, at most 64.
        reason: code of why; 0 where none is given. Codes are the operator's own, such as 1,000 to 999,999 of
            BSI TR-03121's vendor range.
        corrected: names of the fields that were put right, as `Mrz.fields` calls them; never what they say.
        mated: whether document and bearer were found to belong together; None where nobody knows.

    Raises:
        InputError: one of them is something else.
    """

    verdict: OperatorVerdict | str
    operator: str
    reason: int = 0
    corrected: tuple[str, ...] = ()
    mated: bool | None = None

    def __post_init__(self) -> None:
        object.__setattr__(self, "verdict", member("verdict", self.verdict, OperatorVerdict))
        expect_code("operator", self.operator)
        if type(self.reason) is not int or not 0 <= self.reason < 1_000_000:
            raise InputError("reason is no code: pass a whole number from 0 to 999999")
        fields = listed("corrected", self.corrected, str)
        if set(fields) - set(FIELDS):
            raise InputError(f"corrected names no field: choose from {', '.join(FIELDS)}")
        object.__setattr__(self, "corrected", fields)
        if (self.verdict is OperatorVerdict.CORRECT) != bool(fields):
            raise InputError(
                "corrected: name the fields that were put right with `correct`, and only with it"
            )
        expect("mated", self.mated, (bool, type(None)), "True, False or None")

    def to_dict(self) -> dict[str, object]:
        """The decision as plain JSON values."""
        return {
            "verdict": str(self.verdict),
            "operator": self.operator,
            "reason": self.reason,
            "corrected": list(self.corrected),
            "mated": self.mated,
        }


@dataclass(frozen=True, slots=True, kw_only=True)
class JournalEntry:
    """One entry, as the chain holds it. Nothing in it names or describes a person.

    Attributes:
        number: its place, from 0.
        at: when it was written, in UTC, as the writer's clock had it.
        kind: what it tells.
        profile: how much of a verification or of a gallery it tells; None for other kinds.
        concerns: number of the verification that a decision is about; None for other kinds.
        content: the rest, as plain JSON values.
        previous: leaf hash of the entry before, in hexadecimal; of zeros before the first.
        leaf: its own leaf hash (RFC 9162, 2.1.1), in hexadecimal.
    """

    number: int
    at: datetime
    kind: EntryKind
    profile: JournalProfile | None = None
    concerns: int | None = None
    content: Mapping[str, object] = field(hash=False)
    previous: str
    leaf: str

    @property
    def findings(self) -> tuple[tuple[str, str, str, str], ...]:
        """(check, outcome, reason, demand) of a verification, by check; empty for other kinds."""
        told: Any = self.content.get("findings", {}) if self.kind is EntryKind.VERIFICATION else {}
        return tuple(
            sorted(
                (check, outcome, reason, demand)
                for demand, outcomes in told.items()
                for outcome, checks in outcomes.items()
                for check, reason in checks.items()
            )
        )

    @property
    def sealed(self) -> bool:
        """Whether identity was sealed beside it, be it erased since or not."""
        return "sealed" in self.content

    def to_dict(self) -> dict[str, object]:
        """The entry as plain JSON values."""
        return {
            "number": self.number,
            "at": moment_text(self.at),
            "kind": self.kind.value,
            "profile": None if self.profile is None else self.profile.value,
            "concerns": self.concerns,
            "previous": self.previous,
            "leaf": self.leaf,
            "content": dict(self.content),
        }


class FaultKind(StrEnum):
    """What is wrong with a journal."""

    CHANGED = "changed"
    """An entry does not say what it said."""
    MISSING = "missing"
    """Entries inside the chain are gone."""
    OUT_OF_ORDER = "out_of_order"
    """An entry stands where it was not written: inserted, moved, or written twice."""
    TRUNCATED = "truncated"
    """The last entries of a checkpoint are gone."""
    FORKED = "forked"
    """The chain holds together, and is another one than the checkpoint's."""
    KEY_REPLACED = "key_replaced"
    """The log names another key than the one that signed the checkpoint."""
    INDEX_CHANGED = "index_changed"
    """What is kept beside an entry to find it and to prove it does not belong to it."""
    CHECKPOINT_INVALID = "checkpoint_invalid"
    """A checkpoint that the journal keeps is not one of its own."""
    SEALED_CHANGED = "sealed_changed"
    """Identity that was sealed is gone without an erasure, or is not what was sealed."""


@dataclass(frozen=True, slots=True, kw_only=True)
class JournalFault:
    """Something that is wrong with a journal, and where.

    Attributes:
        kind: what it is.
        first: number of the first entry that may be concerned.
        last: number of the last one; the same as `first` where the place is known exactly.
        sentence: the same for a person.
    """

    kind: FaultKind
    first: int
    last: int
    sentence: str

    def to_dict(self) -> dict[str, object]:
        """The fault as plain JSON values."""
        return {"kind": self.kind.value, "first": self.first, "last": self.last, "sentence": self.sentence}


def broken(kind: FaultKind, first: int, last: int, sentence: str) -> JournalBroken:
    """What is raised where one fault is enough."""
    return JournalBroken(sentence, fault=JournalFault(kind=kind, first=first, last=last, sentence=sentence))


@dataclass(frozen=True, slots=True, kw_only=True)
class JournalAudit:
    """What came of looking at a whole journal.

    Attributes:
        entries: how many it holds.
        root: root of its Merkle tree, in hexadecimal.
        held_against: sizes of the checkpoints from outside against which it was held. Empty: the chain was
            held against itself alone, and says nothing about entries cut off its end or about a log that was
            written anew.
        faults: what is wrong, the most closely placed first.
    """

    entries: int
    root: str
    held_against: tuple[int, ...] = ()
    faults: tuple[JournalFault, ...] = ()

    @property
    def sound(self) -> bool:
        """Whether nothing is wrong."""
        return not self.faults

    def raise_for_faults(self) -> None:
        """Do nothing when the journal is sound.

        Raises:
            JournalBroken: it is not; `.fault` is the first fault.
        """
        if self.faults:
            raise JournalBroken(self.faults[0].sentence, fault=self.faults[0])

    def to_dict(self) -> dict[str, object]:
        """The audit as plain JSON values."""
        return {
            "sound": self.sound,
            "entries": self.entries,
            "root": self.root,
            "held_against": list(self.held_against),
            "faults": [one.to_dict() for one in self.faults],
        }


@dataclass(frozen=True, slots=True, kw_only=True)
class JournalProof:
    """That one entry is in a log, for someone who has neither.

    Attributes:
        entry: the bytes of the entry, which are the leaf of the tree.
        text: C2SP tlog-proof: number, path and signed checkpoint.

    Raises:
        InputError: they are none.
    """

    entry: bytes
    text: str

    def __post_init__(self) -> None:
        expect("entry", self.entry, bytes, "the bytes of an entry")
        expect("text", self.text, str, "the text of a proof")


def expect_code(name: str, given: object) -> None:
    """Refuse what is no code: a sentence, or a name with a space in it, does not fit.

    Raises:
        InputError: it is none; the message does not repeat it.
    """
    expect(name, given, str, "a code")
    if not is_code(str(given)):
        raise InputError(f"{name} is no code: pass at most 64 letters, digits and . _ - /, and no name")


def is_code(given: str) -> bool:
    """Whether a text is a code: see `expect_code`."""
    return _CODE.fullmatch(given) is not None


def moment_text(at: datetime) -> str:
    """An instant in UTC as entries write it: always as long, so that texts sort as instants do."""
    return at.astimezone(UTC).isoformat(timespec="microseconds").replace("+00:00", "Z")
