"""The operator's half of the service: sessions as an officer sees them, corrections by hand, decisions."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import replace
from typing import Annotated, Any, Final

from fastapi import APIRouter, Depends, FastAPI, Request, Response

from docverify.errors import UnknownMrzFormat
from docverify.service.models.operate import CorrectionsAsked, DecisionAsked, Rows, SessionShown, TextShown
from docverify.service.operate.corrections import (
    Change,
    ChangedMeanwhile,
    NoSuchCell,
    corrected,
    parsed,
    recorded,
)
from docverify.service.operate.decision import final, overrides, reason_of
from docverify.service.operate.drawer import Drawer
from docverify.service.operate.facts import facts_of, outcome_of, pictures_of, report_of
from docverify.service.operate.titles import owner_of
from docverify.service.operate.view import row_view, session_view, text_view
from docverify.service.record import Did, Record, decided, fields_named
from docverify.service.refused import Refused
from docverify.service.security.access import GuardedRoute, needs
from docverify.service.security.holders import session_gone
from docverify.service.security.keys import Caller
from docverify.service.sessions.events import Decided
from docverify.service.sessions.session import Correction, Decision, Session, Verdict
from docverify.service.sessions.step import step
from docverify.service.sessions.store import Store
from docverify.service.sessions.words import Ending
from docverify.verification import Report

Officer = Annotated[Caller, Depends(needs("operate"))]
_AFTERWARDS: Final = 30.0
"""Seconds that a decided session can still be seen; then nothing of it is left."""
_KINDS: Final = {b"\xff\xd8": "image/jpeg", b"\x89P": "image/png", b"RI": "image/webp", b"BM": "image/bmp"}


@asynccontextmanager
async def _life(app: FastAPI) -> AsyncIterator[None]:
    """What was cut out for officers is let go at the end; officers decide one after the other."""
    app.state.deciding = asyncio.Lock()
    try:
        yield
    finally:
        drawer: Drawer | None = getattr(app.state, "drawer", None)
        if drawer is not None:
            await drawer.close()


router = APIRouter(prefix="/v1/operate", tags=["operate"], route_class=GuardedRoute, lifespan=_life)


@router.get("/sessions", response_model=Rows)
async def list_sessions(request: Request, _: Officer) -> dict[str, Any]:
    """The sessions there are; nothing of what documents say."""
    store: Store = request.app.state.sessions
    return {"sessions": rows_of(store)}


@router.get("/sessions/{identity}", response_model=SessionShown)
async def get_session(identity: str, request: Request, _: Officer) -> dict[str, Any]:
    """A session with everything that an officer needs."""
    store: Store = request.app.state.sessions
    return await _shown(request.app, _session(store, identity))


@router.get(
    "/sessions/{identity}/pictures/{name}",
    response_class=Response,
    responses={200: {"content": {"image/jpeg": {}}}},
)
async def get_picture(identity: str, name: str, request: Request, _: Officer) -> Response:
    """A picture: document, other_side, live as they were taken; portrait, face, zone as they were cut out."""
    store: Store = request.app.state.sessions
    session = _session(store, identity)
    own = pictures_of(session).get(name)
    found = None if own is None else own.data
    if found is None and name in ("portrait", "face", "zone"):
        found = (await drawer_of(request.app).of(session)).pictures.get(name)
    if found is None:
        raise Refused(404, "no_picture", "The session has no such picture, or not yet.")
    return Response(found, media_type=_KINDS.get(found[:2], "application/octet-stream"))


@router.post("/sessions/{identity}/corrections", response_model=TextShown)
async def correct(
    identity: str, asked: CorrectionsAsked, request: Request, officer: Officer
) -> dict[str, Any] | None:
    """Correct letters by hand: recorded, and parsed again strictly; the machine's report stays as it is.

    Where the service keeps a journal, the names of the fields stand there before this is answered.
    """
    async with request.app.state.deciding:
        session, report, total = await _corrected(identity, asked, request.app, officer)
    shown = await drawer_of(request.app).of(session)
    return text_view(report, shown.letters, total)


async def _corrected(
    identity: str, asked: CorrectionsAsked, app: FastAPI, officer: Caller
) -> tuple[Session, Report, tuple[Correction, ...]]:
    """The session, its report, and all that was put right in the text of that."""
    store: Store = app.state.sessions
    session = _session(store, identity)
    _undecided(session)
    report = report_of(session)
    if report is None or report.mrz is None:
        raise Refused(409, "no_text", "No text was read, so that there are no letters to correct.")
    changes = [Change(one.line, one.column, one.read, one.became) for one in asked.cells]
    try:
        lines = corrected(report.mrz.lines, session.corrections)
        stands = parsed(lines, report.mrz.format, at=report.at)
        made = recorded(stands, changes, at=store.now())
        total = (*session.corrections, *made)
        mrz = parsed(corrected(report.mrz.lines, total), report.mrz.format, at=report.at)
    except NoSuchCell as problem:
        raise Refused(422, "no_such_cell", f"{str(problem).capitalize()}.") from None
    except ChangedMeanwhile as problem:
        raise Refused(409, "changed_meanwhile", f"{str(problem).capitalize()}.") from None
    except UnknownMrzFormat:
        raise Refused(422, "other_layout", "With these letters it would be no text of this layout.") from None
    if made and not asked.trial:
        fields = fields_named(owner_of(mrz, one.line, one.column) for one in made)
        await _written(app, session, "correct", officer, fields=fields)
        store.change(identity, lambda one: replace(one, corrections=total))
    return session, report, total


@router.post("/sessions/{identity}/decision", response_model=SessionShown)
async def decide(identity: str, asked: DecisionAsked, request: Request, officer: Officer) -> dict[str, Any]:
    """Accept, refuse, or let the traveller try again; in the machine's place or against it with a reason.

    Where the service keeps a journal, the decision stands there before it counts: with the code of the
    reason, and without its words, which may be about a person.
    """
    async with request.app.state.deciding:
        after = await _decided(identity, asked, request.app, officer)
    return await _shown(request.app, after)


async def _decided(identity: str, asked: DecisionAsked, app: FastAPI, officer: Caller) -> Session:
    store: Store = app.state.sessions
    session = _session(store, identity)
    _undecided(session)
    verdict = Verdict(asked.choice)
    try:
        reason = reason_of(asked.reason)
    except ValueError:
        raise Refused(422, "reason_unprintable", "The reason holds characters that are no writing.") from None
    if overrides(verdict, outcome_of(session)) and not reason:
        raise Refused(
            422, "reason_missing", "This is another decision than the machine's: give a reason for it."
        )
    await _written(app, session, verdict.value, officer, reason=asked.code)
    session = _session(store, identity)
    decision = Decision(verdict=verdict, reason=reason, by=officer.id, at=store.now())
    # A traveller's page lets go of its session with the answer; who is to try again then begins another one.
    again = verdict is Verdict.AGAIN and not (session.joined and session.state.over)
    event = Decided(accepted=verdict is Verdict.ACCEPT, again=again)
    flow = step(session.flow, event, at=store.clock(), rules=store.rules)
    after = store.change(
        identity,
        lambda one: replace(
            one,
            flow=flow,
            decision=decision,
            report=None if again else one.report,
            entry=None if again else one.entry,
            corrections=() if again else one.corrections,
            expires=one.expires if again else min(one.expires, store.clock() + _AFTERWARDS),
        ),
    )
    if after is None:
        raise session_gone()
    return after


async def _written(
    app: FastAPI,
    session: Session,
    verdict: str,
    officer: Caller,
    *,
    reason: int = 0,
    fields: tuple[str, ...] = (),
) -> None:
    """Have what an officer does written down, where the service keeps a journal, before it counts."""
    record: Record | None = app.state.settings.record
    if record is None:
        return
    did = Did(verdict=verdict, entry=session.entry, officer=officer.id, reason=reason, fields=fields)
    await app.state.pool.run(decided, record, did)


def rows_of(store: Store) -> list[dict[str, Any]]:
    """The list of sessions."""
    return [row_view(facts_of(session, store)) for session in store.list()]


def drawer_of(app: FastAPI) -> Drawer:
    """The application's drawer; made when it is first opened, as the store is by then."""
    if getattr(app.state, "drawer", None) is None:
        state = app.state
        state.drawer = Drawer(pool=state.pool, store=state.sessions, limits=state.settings.limits)
    drawer: Drawer = app.state.drawer
    return drawer


async def _shown(app: FastAPI, session: Session) -> dict[str, Any]:
    shown = await drawer_of(app).of(session)
    return session_view(facts_of(session, app.state.sessions, shown))


def _session(store: Store, identity: str) -> Session:
    session = store.get(identity)
    if session is None:
        raise session_gone()
    return session


def _undecided(session: Session) -> None:
    if final(session.decision) or session.flow.ending is Ending.DECIDED:
        raise Refused(409, "decided", "This session is decided: nothing more can be changed.")
