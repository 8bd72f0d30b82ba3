"""The sessions there are: in memory, few, single use, and gone when they are over."""

import asyncio
import hashlib
import hmac
from collections.abc import AsyncIterator, Callable
from contextlib import suppress
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Final

from docverify.service.sessions.flow import Flow, begun
from docverify.service.sessions.rules import Rules
from docverify.service.sessions.session import Session
from docverify.service.sessions.words import State

_ID_BYTES: Final = 12
_TOKEN_BYTES: Final = 32
_BACKLOG: Final = 256
"""Changes that a watcher may be behind; then the oldest are dropped: it asks for the newest anyway."""


class StoreFullError(Exception):
    """There are as many sessions as may be, each of them in use."""


@dataclass(slots=True, eq=False)
class Store:
    """Sessions by id, used from one event loop. Nothing of them is ever written down.

    Attributes:
        seconds: that a session lasts.
        most: how many there may be.
        rules: what their flows go by.
        clock: seconds that only grow.
        now: the instant, for the operator.
        token: what ids and tokens are drawn from: so many random bytes, as URL-safe text.
    """

    seconds: float
    most: int
    rules: Rules
    clock: Callable[[], float]
    now: Callable[[], datetime]
    token: Callable[[int], str]
    _kept: dict[str, Session] = field(default_factory=dict, repr=False)
    _watchers: "set[asyncio.Queue[str]]" = field(default_factory=set, repr=False)

    def __len__(self) -> int:
        return len(self._kept)

    def create(self, *, policy: str, owner: str, language: str = "") -> tuple[Session, str]:
        """Begin a session: itself, and the token for the traveller's page, which is kept nowhere.

        Raises:
            StoreFullError: there are as many as may be, and each of them is in use.
        """
        self.sweep()
        while len(self._kept) >= self.most:
            untouched = next((one for one in self._kept.values() if not _touched(one)), None)
            if untouched is None:
                raise StoreFullError
            self.forget(untouched.id)
        at, token = self.clock(), self.token(_TOKEN_BYTES)
        session = Session(
            id=self.token(_ID_BYTES),
            digest=digest_of(token),
            owner=owner,
            policy=policy,
            language=language,
            started_at=self.now(),
            expires=at + self.seconds,
            flow=begun(at=at, rules=self.rules),
        )
        self._kept[session.id] = session
        self._tell(session.id)
        return session, token

    def get(self, identity: str) -> Session | None:
        """The session of an id; None where there is none, or no longer."""
        session = self._kept.get(identity)
        if session is not None and self.clock() >= session.expires:
            self.forget(identity)
            return None
        return session

    def opened_by(self, identity: str, token: str) -> Session | None:
        """The session, if this is its token; it takes as long to refuse one as to take it."""
        session = self.get(identity)
        digest = digest_of("") if session is None else session.digest
        fits = hmac.compare_digest(digest_of(token), digest)
        return session if fits else None

    def list(self) -> tuple[Session, ...]:
        """All of them, the oldest first."""
        self.sweep()
        return tuple(self._kept.values())

    def change(self, identity: str, change: Callable[[Session], Session]) -> Session | None:
        """Put what `change` makes of a session in its place; None where it is gone.

        Pictures that it no longer has are overwritten.
        """
        before = self.get(identity)
        if before is None:
            return None
        after = change(before)
        kept = {id(one) for one in (*after.document, *after.live)}
        for picture in (*before.document, *before.live):
            if id(picture) not in kept:
                picture.wipe()
        self._kept[identity] = after
        if after is not before:
            self._tell(identity)
        return after

    def flow(self, identity: str, flow: Flow) -> Session | None:
        """Let a session stand where a flow says; one that is forgotten is gone.

        Who passed leaves no picture behind. What goes to a person waits for them as long as a session lasts,
        and no session ends while its traveller was promised more time.
        """
        if flow.state is State.FORGOTTEN:
            self.forget(identity)
            return None

        def stand(session: Session) -> Session:
            if flow is session.flow:  # nothing happened
                return session
            if flow.state is session.flow.state and flow.extended == session.flow.extended:
                return replace(session, flow=flow)
            least = self.clock() + self.seconds if flow.state is State.OFFICER else 0.0
            if flow.extended > session.flow.extended:
                least = self.clock() + self.rules.extension
            kept = session.without_pictures() if flow.state is State.WELCOME else session
            return replace(kept, flow=flow, expires=max(session.expires, least))

        return self.change(identity, stand)

    def forget(self, identity: str) -> bool:
        """Wipe a session and let it go; whether there was one."""
        session = self._kept.pop(identity, None)
        if session is None:
            return False
        session.wipe()
        self._tell(identity)
        return True

    def sweep(self) -> None:
        """Forget what is over by the clock."""
        at = self.clock()
        for identity in [one.id for one in self._kept.values() if at >= one.expires]:
            self.forget(identity)

    async def watch(self) -> AsyncIterator[str]:
        """Ids of sessions as they change, begin and end, for as long as somebody listens."""
        queue: asyncio.Queue[str] = asyncio.Queue(_BACKLOG)
        self._watchers.add(queue)
        try:
            while True:
                yield await queue.get()
        finally:
            self._watchers.discard(queue)

    def _tell(self, identity: str) -> None:
        for queue in self._watchers:
            if queue.full():
                with suppress(asyncio.QueueEmpty):
                    queue.get_nowait()
            queue.put_nowait(identity)


def digest_of(token: str) -> bytes:
    """What is kept of a token: it has 256 random bits, so that one round is as slow to guess as any."""
    return hashlib.sha256(token.encode()).digest()


def _touched(session: Session) -> bool:
    """Whether somebody is using it."""
    return session.joined or session.flow.state is not State.NOTICE
