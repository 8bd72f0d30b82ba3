"""Conducts one session: frames in, jobs to workers, events to the state machine, pictures to the store."""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import datetime
from functools import partial
from typing import Any, Final, TypeVar

from docverify.errors import GalleryError, JournalError
from docverify.service.jobs.settle import Settled, settle
from docverify.service.jobs.sights import Quad, read_document, see_document, see_face
from docverify.service.jobs.turns import begin_turns, drop_turns, see_turn
from docverify.service.lookups import Lookups, NotLookedUp, not_looked_up
from docverify.service.pool.pool import Pool
from docverify.service.record import Record, case_of, not_recorded
from docverify.service.refused import Refused
from docverify.service.sessions import advice
from docverify.service.sessions.best import Best
from docverify.service.sessions.events import (
    ChallengeOver,
    Event,
    FaceTaken,
    Judged,
    NotTaken,
    NotTold,
    SideTaken,
    TurnSeen,
    WorkLost,
)
from docverify.service.sessions.hints import OF_FACE, OF_READING, Hint
from docverify.service.sessions.session import Picture, Session
from docverify.service.sessions.step import step
from docverify.service.sessions.store import Store
from docverify.service.sessions.words import State
from docverify.verification import Policy, Referral

_Value = TypeVar("_Value")
_LOST: Final = frozenset({"worker_lost", "took_too_long", "stopping"})
"""Refusals of the pool after which a job is not done."""
_PATIENCE: Final = 5
"""How often the last verification asks a pool that is busy, half a second apart."""
_WAIT: Final = 0.5
BY_HAND: Final = frozenset({State.DOCUMENT, State.TURN, State.FACE})
WATCHED: Final = frozenset({*BY_HAND, State.REMOVE, State.CHALLENGE})
"""States that look at frames."""


@dataclass(slots=True, eq=False)
class Conductor:
    """What one session needs while its frames come; `close` forgets it.

    Attributes:
        identity: id of the session.
        store: where it is kept.
        pool: who works on its frames.
        policy: gives what is demanded at its end, or refuses where that holds no longer.
        now: the instant, for the report.
        referral: what cases are drawn for an officer with.
        record: the journal in which its verification stands before it is told.
        lookups: in which document and bearer are looked up.
    """

    identity: str
    store: Store
    pool: Pool
    policy: Callable[[], Policy]
    now: Callable[[], datetime]
    referral: Referral | None = None
    record: Record | None = None
    lookups: Lookups | None = None
    _pages: Best = field(default_factory=lambda: Best(2))
    _faces: Best = field(default_factory=lambda: Best(3))
    _before: Quad = ()
    _challenged_at: float | None = None
    _performed: bool = False

    @property
    def session(self) -> Session | None:
        """The session as it stands; None when it is gone."""
        return self.store.get(self.identity)

    @property
    def wants(self) -> bool:
        """Whether the next frame is to be asked for."""
        session = self.session
        return session is not None and session.state in WATCHED and not session.flow.manual

    def happened(self, event: Event) -> Session | None:
        """Let something happen to the session."""
        before = self.session
        if before is None:
            return None
        flow = step(before.flow, event, at=self.store.clock(), rules=self.store.rules)
        after = self.store.flow(self.identity, flow)
        if after is None or after.state is not before.state:
            self._pages.clear()
            self._before = ()
            if after is not None and after.state is State.FACE:
                self._faces.clear()
        return after

    async def frame(self, data: bytes) -> None:
        """Look at a frame, as the state that the session is in asks for.

        Raises:
            InputError: it cannot be used.
            Refused: too many wait; the next frame may do.
        """
        session = self.session
        if session is None:
            return
        look = {
            State.DOCUMENT: self._document,
            State.TURN: self._side,
            State.REMOVE: self._view,
            State.FACE: self._face,
            State.CHALLENGE: self._turn,
        }.get(session.state)
        if look is not None and not session.flow.manual:
            await look(data)

    async def take(self, data: bytes) -> None:
        """Take a picture that somebody made by hand; errors as `frame`."""
        session = self.session
        if session is None:
            return
        take = {
            State.DOCUMENT: self._take_document,
            State.TURN: self._take_side,
            State.FACE: self._take_face,
        }.get(session.state)
        if take is not None:
            await take(data)

    async def work(self) -> bool:
        """Do what a state asks for without a frame; whether there was anything."""
        session = self.session
        if session is None:
            return False
        if session.state is State.CHECKING:
            await self._settle(session)
            return True
        if session.state is State.CHALLENGE and self._challenged_at is None:
            self._challenged_at = self.store.clock()
            sight = await self._job(begin_turns, self.identity, self.now(), own=True)
            if sight is not None:
                self.happened(TurnSeen(hint=Hint.LOOK_AHEAD, done=0, steps=sight.steps))
            return True
        return False

    async def close(self) -> None:
        """Forget what was kept for the session, here and in the worker."""
        self._pages.clear()
        self._faces.clear()
        if self._challenged_at is not None:
            try:
                await self.pool.run(drop_turns, self.identity, worker=self.pool.worker_for(self.identity))
            except Refused:
                return  # it has no memory of it, or will let go of it as others come

    async def _document(self, data: bytes) -> None:
        sight = await self._job(see_document, data)
        if sight is None:
            return
        seen = advice.document_seen(sight, before=self._before)
        self._before = sight.page
        if seen.hint is None and not self._pages.add(sight.score, data):
            seen = replace(seen, hint=Hint.HOLD_STILL)
        session = self.happened(seen)
        if session is None or session.state is not State.DOCUMENT or session.flow.good < session.flow.needed:
            return
        frames = self._pages.frames
        read = await self._job(read_document, frames)
        self._pages.clear()  # what was read in vain says nothing of the frames to come
        if read is not None:
            self._settle_document(advice.document_read(read, by_hand=False), frames[read.frame])

    async def _take_document(self, data: bytes) -> None:
        read = await self._job(read_document, (data,))
        if read is None:
            return
        if read.read:
            self._settle_document(advice.document_read(read, by_hand=True), data)
        else:
            self.happened(NotTaken(hint=None if read.matter is None else OF_READING[read.matter]))

    def _settle_document(self, event: Event, frame: bytes) -> None:
        after = self.happened(event)
        if after is not None and after.state in (State.TURN, State.REMOVE):
            self.store.change(
                self.identity, lambda session: replace(session, document=(Picture(frame),), live=())
            )

    async def _side(self, data: bytes) -> None:
        sight = await self._job(partial(see_document, portrait=True), data)
        if sight is None:
            return
        seen = advice.side_seen(sight, before=self._before)
        self._before = sight.page
        if seen.hint is None and not self._pages.add(sight.portrait, data):
            seen = replace(seen, hint=Hint.HOLD_STILL)
        session = self.happened(seen)
        if session is not None and session.flow.good >= session.flow.needed > 0:
            self._keep_side(self._pages.frames[0])

    async def _take_side(self, data: bytes) -> None:
        sight = await self._job(partial(see_document, portrait=True), data)
        if sight is None:
            return
        if sight.portrait >= advice.PORTRAIT_LEAST:
            self._keep_side(data)
        else:
            self.happened(NotTaken(hint=Hint.TURN_OVER))

    def _keep_side(self, frame: bytes) -> None:
        """Keep the side with the portrait before the one with the MRZ."""
        picture = Picture(frame)
        self.store.change(
            self.identity, lambda session: replace(session, document=(picture, *session.document[-1:]))
        )
        self.happened(SideTaken())

    async def _view(self, data: bytes) -> None:
        document = await self._job(see_document, data)
        face = await self._job(see_face, data)
        if document is not None and face is not None:
            self.happened(advice.view_seen(document, face))

    async def _face(self, data: bytes) -> None:
        sight = await self._job(see_face, data)
        if sight is None:
            return
        seen = advice.face_seen(sight, challenge=self.store.rules.challenge)
        if seen.hint is None and not self._faces.add(sight.merit, data):
            seen = replace(seen, hint=Hint.FACE_STILL)
        self.happened(seen)
        self._keep_faces()

    async def _take_face(self, data: bytes) -> None:
        sight = await self._job(see_face, data)
        if sight is None:
            return
        if sight.acquired:
            self._faces.clear()
            self._faces.add(sight.merit, data)
            self.happened(FaceTaken())
            self._keep_faces()
        else:
            self.happened(NotTaken(hint=OF_FACE[sight.causes[0]]))

    def _keep_faces(self) -> None:
        pictures = tuple(Picture(frame) for frame in self._faces.frames)
        self.store.change(self.identity, lambda session: replace(session, live=pictures))

    async def _turn(self, data: bytes) -> None:
        if self._challenged_at is None:
            return
        seconds = self.store.clock() - self._challenged_at
        sight = await self._job(see_turn, self.identity, data, seconds, own=True)
        if sight is None:
            return
        event = WorkLost() if sight.lost else advice.turn_seen(sight)
        self._performed = isinstance(event, ChallengeOver) and event.again is None
        if isinstance(event, (WorkLost, ChallengeOver)) and not self._performed:
            self._challenged_at = None
        self.happened(event)

    async def _settle(self, session: Session) -> None:
        performed, self._performed = self._performed, False
        self._challenged_at = None
        try:
            policy = self.policy()
        except Refused:
            self.happened(NotTold())
            return
        work = partial(
            settle,
            policy=policy,
            at=self.now(),
            case=case_of(session.id),
            challenge=session.id if performed else None,
            unchallenged=self.store.rules.challenge and not performed,
            referral=self.referral,
            record=self.record,
            lookups=self.lookups,
        )
        try:
            settled = await self._job(
                work,
                tuple(one.data for one in session.document),
                tuple(one.data for one in session.live),
                own=performed,
                patient=True,
            )
        except JournalError as problem:
            not_recorded(problem)
            self.happened(NotTold())
            return
        except (NotLookedUp, GalleryError) as problem:
            not_looked_up(problem)
            self.happened(NotTold())
            return
        if settled is None:
            return
        if settled.lost:
            self.happened(WorkLost())
            return
        now = self.session
        if now is None or now.state is not State.CHECKING:  # an officer decided meanwhile
            return
        self._keep_report(settled)
        self.happened(Judged(passed=settled.passed, again=settled.again))

    def _keep_report(self, settled: Settled) -> None:
        live = None if settled.live is None else (Picture(settled.live),)
        self.store.change(
            self.identity,
            lambda session: replace(
                session,
                report=settled.report,
                entry=settled.entry,
                live=session.live if live is None else live,
            ),
        )

    async def _job(
        self,
        job: Callable[..., _Value],
        *args: Any,  # noqa: ANN401 - what the job takes
        own: bool = False,
        patient: bool = False,
    ) -> _Value | None:
        """Let a worker do a job; None where it was lost, which the flow then knows.

        Args:
            job: what to do.
            args: what it is called with; pictures among them travel beside the pickle.
            own: whether the session's own worker has to do it.
            patient: whether to ask again when too many wait.
        """
        worker = self.pool.worker_for(self.identity) if own else None
        tries = _PATIENCE if patient else 1
        while True:
            tries -= 1
            try:
                return await self.pool.run(job, *args, worker=worker)
            except Refused as problem:
                if problem.code in _LOST or (patient and not tries):
                    self._lost(own=own or patient)
                    return None
                if not tries:
                    raise
            await asyncio.sleep(_WAIT)

    def _lost(self, *, own: bool) -> None:
        """A look that is lost costs a frame; the challenge and the verification are done again."""
        if own:
            self._challenged_at, self._performed = None, False
            self.happened(WorkLost())
