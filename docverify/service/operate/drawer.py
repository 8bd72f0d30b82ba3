"""What was cut out for an officer: made once for each report, in a worker, and let go with it."""

import asyncio
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import partial
from typing import Any

from docverify.imaging import Limits
from docverify.service.jobs.for_operator import for_operator
from docverify.service.operate.characters import Letter
from docverify.service.pool.pool import Pool
from docverify.service.sessions.session import Session
from docverify.service.sessions.store import Store


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Shown:
    """What is shown beside a report. Its `repr` shows nobody.

    Attributes:
        letters: of the report's text, line by line.
        pictures: JPEGs by name: "portrait", "face", "zone".
    """

    letters: tuple[tuple[Letter, ...], ...] = field(default=(), repr=False)
    pictures: Mapping[str, bytes] = field(default_factory=dict, repr=False)


@dataclass(frozen=True, slots=True, eq=False)
class _Kept:
    """The work for one report, done or not."""

    report: Mapping[str, Any] | None = field(repr=False)
    work: "asyncio.Task[Shown]" = field(repr=False)


class Drawer:
    """Keeps what is shown of each session for as long as the session and its report are there."""

    def __init__(self, *, pool: Pool, store: Store, limits: Limits) -> None:
        self._pool, self._store, self._limits = pool, store, limits
        self._kept: dict[str, _Kept] = {}
        self._watch: asyncio.Task[None] | None = None

    def __len__(self) -> int:
        return len(self._kept)

    async def of(self, session: Session) -> Shown:
        """What is shown of a session.

        Raises:
            Refused: the worker was lost, or too many requests wait.
        """
        if session.report is None:
            return Shown()
        if self._watch is None or self._watch.done():
            self._watch = asyncio.create_task(self._follow())
        kept = self._kept.get(session.id)
        if kept is None or kept.report is not session.report or _failed(kept.work):
            kept = _Kept(session.report, asyncio.create_task(self._made(session, session.report)))
            self._kept[session.id] = kept
        shown = await asyncio.shield(kept.work)
        self._let_go(session.id)  # it may have ended meanwhile
        return shown

    async def close(self) -> None:
        """Let everything go."""
        self._kept.clear()
        if self._watch is not None:
            self._watch.cancel()
            await asyncio.gather(self._watch, return_exceptions=True)

    async def _follow(self) -> None:
        """Let go of what belongs to sessions that are over, or were verified again."""
        async for identity in self._store.watch():
            self._let_go(identity)

    def _let_go(self, identity: str) -> None:
        """Forget what belongs to a session that is over, or to another report than it has now."""
        session, kept = self._store.get(identity), self._kept.get(identity)
        if kept is not None and (session is None or session.report is not kept.report):
            del self._kept[identity]

    async def _made(self, session: Session, report: Mapping[str, Any]) -> Shown:
        evidence = {one["check"]: one["evidence"] for one in report["findings"]}
        portrait, face = evidence.get("portrait_found", {}), evidence.get("live_face_found", {})
        live = min(face.get("picture", 0), len(session.live) - 1)  # of a challenge one frame is kept
        mrz = report.get("mrz")
        seen = await self._pool.run(
            partial(
                for_operator,
                lines=() if mrz is None else tuple(mrz["lines"]),
                portrait=(portrait.get("picture", 0), portrait["box"]) if "box" in portrait else None,
                face=face.get("box"),
                limits=self._limits,
            ),
            tuple(one.data for one in session.document),
            session.live[live].data if live >= 0 else None,
        )
        return Shown(
            letters=tuple(tuple(Letter.from_dict(one) for one in row) for row in seen["letters"]),
            pictures={name: seen[name] for name in ("portrait", "face", "zone") if seen[name] is not None},
        )


def _failed(work: "asyncio.Task[Shown]") -> bool:
    return work.done() and (work.cancelled() or work.exception() is not None)
