"""Sessions of travellers: begin one, hand in pictures, see where it stands, read its report, forget it."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from datetime import timedelta
from functools import partial
from typing import Annotated, Final

from fastapi import APIRouter, Depends, FastAPI, File, Query, Request, Response, UploadFile

from docverify.errors import InputError
from docverify.service.jobs.unusable import unusable
from docverify.service.models.report import ReportOf
from docverify.service.models.sessions import SessionAsked, SessionMade, SessionOf
from docverify.service.refused import Refused
from docverify.service.security.access import GuardedRoute, needs
from docverify.service.security.holders import Holds, session_gone
from docverify.service.security.keys import Caller
from docverify.service.sessions.conductor import Conductor
from docverify.service.sessions.events import Asked, Begun, ViewSeen
from docverify.service.sessions.rules import Rules
from docverify.service.sessions.session import Session
from docverify.service.sessions.store import Store, StoreFullError
from docverify.service.sessions.told import told
from docverify.service.sessions.words import State
from docverify.service.settings import Settings

_SWEEP_SECONDS: Final = 1.0


@asynccontextmanager
async def _life(app: FastAPI) -> AsyncIterator[None]:
    """The store lives as long as the application, and forgets what is over though nobody asks for it."""
    settings: Settings = app.state.settings
    app.state.sessions = Store(
        seconds=settings.session_seconds,
        most=settings.most_sessions,
        rules=Rules.of(
            state_seconds=settings.state_seconds, tries=settings.tries, challenge=settings.challenge
        ),
        clock=settings.clock,
        now=settings.now,
        token=settings.token,
    )
    sweeping = asyncio.create_task(_sweep(app.state.sessions))
    try:
        yield
    finally:
        sweeping.cancel()
        with suppress(asyncio.CancelledError):
            await sweeping
        for session in app.state.sessions.list():
            app.state.sessions.forget(session.id)


async def _sweep(store: Store) -> None:
    while True:
        await asyncio.sleep(_SWEEP_SECONDS)
        store.sweep()


router = APIRouter(prefix="/v1/sessions", tags=["sessions"], route_class=GuardedRoute, lifespan=_life)
_HOLDS: Final = Holds()


@router.post("", status_code=201)
async def create(
    request: Request, caller: Annotated[Caller, Depends(needs("verify"))], asked: SessionAsked | None = None
) -> SessionMade:
    """Begin a session, and mint the token for its traveller's page."""
    wanted = SessionAsked() if asked is None else asked
    settings: Settings = request.app.state.settings
    store: Store = request.app.state.sessions
    request.app.state.demanded.policy(wanted.policy, fmr=None, live=True)
    try:
        session, token = store.create(
            policy=wanted.policy or request.app.state.demanded.default,
            owner=caller.id,
            language=wanted.language or "",
        )
    except StoreFullError:
        raise Refused(
            503, "sessions_full", "All sessions are in use: try again later.", retryable=True, retry_after=5
        ) from None
    return SessionMade(
        id=session.id,
        token=token,
        expires_at=session.started_at + timedelta(seconds=settings.session_seconds),
        page=f"/kiosk#session={session.id}&token={token}",
        session=_told(store, session),
    )


@router.get("/{identity}", dependencies=[Depends(_HOLDS)])
async def stand(request: Request, identity: str) -> SessionOf:
    """Where a session stands."""
    store: Store = request.app.state.sessions
    session = store.get(identity)
    if session is None:
        raise session_gone()
    return _told(store, session)


@router.put("/{identity}/document", dependencies=[Depends(_HOLDS)])
async def put_document(
    request: Request,
    identity: str,
    picture: Annotated[
        UploadFile, File(description="The side with the MRZ; then, in the state `turn`, the other.")
    ],
) -> SessionOf:
    """Hand in a still of the document; what it says stays in the service."""
    conductor = _conductor(request, identity)
    conductor.happened(Begun())
    return await _taken(conductor, await picture.read(), "document", {State.DOCUMENT, State.TURN})


@router.put("/{identity}/live", dependencies=[Depends(_HOLDS)])
async def put_live(
    request: Request,
    identity: str,
    picture: Annotated[UploadFile, File(description="The traveller's face.")],
) -> SessionOf:
    """Hand in a still of the face, and verify."""
    conductor = _conductor(request, identity)
    conductor.happened(ViewSeen(clear=True))
    return await _taken(conductor, await picture.read(), "live", {State.FACE})


@router.get(
    "/{identity}/report",
    dependencies=[Depends(needs("report", "operate"))],
    response_model=ReportOf,
    response_model_exclude_unset=True,
)
async def report(
    request: Request,
    identity: str,
    *,
    identity_data: Annotated[
        bool, Query(alias="identity", description="Also tell what the document says.")
    ] = False,
) -> object:
    """The report of a session that was verified, for as long as the session is kept."""
    session = request.app.state.sessions.get(identity)
    if session is None:
        raise session_gone()
    if session.report is None:
        raise Refused(409, "not_verified", "This session was not verified yet.", retryable=True)
    return {key: value for key, value in session.report.items() if key != "mrz" or identity_data}


@router.delete("/{identity}", status_code=204, dependencies=[Depends(_HOLDS)])
async def forget(request: Request, identity: str) -> Response:
    """Forget a session now: its pictures are overwritten, its report is gone."""
    if not request.app.state.sessions.forget(identity):
        raise session_gone()
    return Response(status_code=204)


def _told(store: Store, session: Session) -> SessionOf:
    return told(session, at=store.clock(), rules=store.rules)


def conductor_of(app: FastAPI, session: Session) -> Conductor:
    """Who conducts a session: for a still, or for as long as a WebSocket is open."""
    return Conductor(
        identity=session.id,
        store=app.state.sessions,
        pool=app.state.pool,
        policy=partial(app.state.demanded.policy, session.policy, fmr=None, live=True),
        now=app.state.settings.now,
        referral=app.state.settings.referral,
        record=app.state.settings.record,
        lookups=app.state.settings.lookups,
    )


def _conductor(request: Request, identity: str) -> Conductor:
    """The conductor of a session whose page has no WebSocket open."""
    session = request.app.state.sessions.get(identity)
    if session is None:
        raise session_gone()
    if session.joined:
        raise Refused(409, "session_in_use", "The traveller's page is at work on this session.")
    return conductor_of(request.app, session)


async def _taken(conductor: Conductor, data: bytes, side: str, states: set[State]) -> SessionOf:
    """Take a still, as somebody who takes the picture by hand."""
    conductor.happened(Asked(again=True))
    session = conductor.session
    if session is None:
        raise session_gone()
    if session.state not in states:
        raise Refused(
            409, "not_now", "This session does not wait for that picture: see its state.", side=side
        )
    try:
        await conductor.take(data)
        await conductor.work()
    except InputError as problem:
        told_of = unusable(problem)
        raise Refused(422, str(told_of["code"]), str(told_of["instruction"]), side=side) from None
    after = conductor.session
    if after is None:
        raise session_gone()
    return _told(conductor.store, after)
