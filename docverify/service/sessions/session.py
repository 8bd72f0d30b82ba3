"""A session: what is kept of a traveller while they stand there, in memory only."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from enum import StrEnum
from typing import Any, Self

from docverify.service.sessions.flow import Flow
from docverify.service.sessions.words import State


class Picture:
    """The bytes of one picture, which can be overwritten when they are no longer needed."""

    __slots__ = ("_kept",)

    def __init__(self, data: bytes) -> None:
        self._kept = bytearray(data)

    @property
    def data(self) -> bytes:
        """A copy of them; empty after `wipe`."""
        return bytes(self._kept)

    def wipe(self) -> None:
        """Overwrite them, and let go of them."""
        self._kept[:] = bytes(len(self._kept))
        self._kept.clear()

    def __len__(self) -> int:
        return len(self._kept)

    def __repr__(self) -> str:
        """Show nobody."""
        return f"Picture({len(self._kept)} bytes)"


@dataclass(frozen=True, slots=True, kw_only=True)
class Correction:
    """One character that the operator changed by hand.

    Attributes:
        line: of the MRZ, from 0.
        column: from 0.
        read: the character that the machine read.
        became: what it was changed to.
        at: when.
    """

    line: int
    column: int
    read: str = field(repr=False)
    became: str = field(repr=False)
    at: datetime


class Verdict(StrEnum):
    """What an operator decides."""

    ACCEPT = "accept"
    REFUSE = "refuse"
    AGAIN = "again"


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision:
    """What the operator decided, and why; the machine's outcome stays what it was.

    Attributes:
        verdict: accept, refuse or again.
        reason: in the operator's words.
        by: id of the key that decided.
        at: when.
    """

    verdict: Verdict
    reason: str = field(repr=False)
    by: str
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Session:
    """One traveller's way. Its `repr` shows nothing of them.

    Attributes:
        id: names it; no secret.
        digest: hash of the token of the traveller's page.
        owner: id of the key that made it.
        policy: name of the policy that counts.
        language: that the traveller chose, such as "en"; "" before.
        started_at: the instant, for the operator.
        expires: second at which it is gone, by the clock that the flow goes by.
        flow: where it stands: `flow.state`, `flow.tries`, `flow.ending`, `flow.helped`.
        joined: whether the traveller's page has opened its WebSocket: it can once.
        document: the best picture of each side, the one that bears the MRZ last.
        live: the pictures of the face that are verified.
        report: `Report.to_dict(identity=True)`, once it was verified: the only place of identity data.
        entry: number of that verification in the journal; None where none is kept.
        corrections: what the operator changed by hand.
        decision: what the operator decided; None before.
    """

    id: str
    digest: bytes = field(repr=False)
    owner: str
    policy: str
    language: str = ""
    started_at: datetime
    expires: float
    flow: Flow
    joined: bool = False
    document: tuple[Picture, ...] = ()
    live: tuple[Picture, ...] = ()
    report: Mapping[str, Any] | None = field(default=None, repr=False)
    entry: int | None = None
    corrections: tuple[Correction, ...] = field(default=(), repr=False)
    decision: Decision | None = None

    @property
    def state(self) -> State:
        """Where it stands."""
        return self.flow.state

    def wipe(self) -> None:
        """Overwrite the pictures; what refers to them finds nothing."""
        for picture in (*self.document, *self.live):
            picture.wipe()

    def without_pictures(self) -> Self:
        """The session without its pictures, which are overwritten."""
        self.wipe()
        return replace(self, document=(), live=())
