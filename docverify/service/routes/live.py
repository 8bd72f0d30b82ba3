"""The WebSocket of a session: the service asks for a frame, looks at it, says what it saw, and asks again."""

import asyncio
from contextlib import suppress
from dataclasses import dataclass, field, replace
from typing import Any, Final

from fastapi import APIRouter, WebSocket
from starlette.websockets import WebSocketDisconnect, WebSocketState

from docverify.errors import InputError
from docverify.service.jobs.unusable import unusable
from docverify.service.refused import Refused
from docverify.service.routes.sessions import conductor_of
from docverify.service.security.access import address_of
from docverify.service.security.holders import session_gone
from docverify.service.sessions.conductor import BY_HAND, Conductor
from docverify.service.sessions.events import Gone, Ticked
from docverify.service.sessions.messages import EVENTS, NONCE_BYTES, Ask, closing_code, frame_of, text_of
from docverify.service.sessions.session import Session
from docverify.service.sessions.store import Store
from docverify.service.sessions.told import told
from docverify.service.sessions.words import State

router = APIRouter(tags=["sessions"])

_HELLO_SECONDS: Final = 5.0
"""For the first message: a socket without a token is nobody's."""
_FRAME_SECONDS: Final = 10.0
"""For a frame that was asked for: a page that sends none is gone."""
_TICK_SECONDS: Final = 0.5
_BUSY_SECONDS: Final = 0.3
_PAUSE_MS: Final = 120
"""Between frames: eight a second are as good a guide as thirty, and leave the workers to others."""
_LANGUAGES: Final = frozenset({"en", "de", "fr", "es", "ar"})


@router.websocket("/v1/sessions/{identity}/live")
async def live(socket: WebSocket, identity: str) -> None:
    """Talk with one traveller's page, once."""
    await socket.accept()
    conductor: Conductor | None = None
    try:
        conductor = await _joined(socket, identity)
        await _Talk(socket, conductor).run()
    except Refused as problem:
        await _refuse(socket, problem)
    except WebSocketDisconnect:
        pass
    finally:
        if conductor is not None:
            conductor.happened(Gone())
            await conductor.close()


async def _joined(socket: WebSocket, identity: str) -> Conductor:
    """The session that the first message opens."""
    rates, address = socket.app.state.rates, address_of(socket)
    store: Store = socket.app.state.sessions
    try:
        first = await asyncio.wait_for(socket.receive(), _HELLO_SECONDS)
    except TimeoutError:
        raise Refused(408, "hello_late", "The first message did not come: it shows the token.") from None
    if first["type"] != "websocket.receive":
        raise WebSocketDisconnect
    if first.get("text") is None:
        raise Refused(415, "text_expected", "The first message is a text that shows the token.")
    hello = text_of(first["text"])
    token = hello.get("token")
    if hello["type"] != "hello" or not isinstance(token, str):
        raise Refused(400, "hello_broken", 'The first message is {"type": "hello", "token": …}.')
    rates.check_guesses(address)
    session = store.opened_by(identity, token)
    if session is None:
        if store.get(identity) is None:
            raise session_gone()
        rates.guessed(address)
        raise Refused(401, "token_refused", "This token does not open that session.")
    if session.joined:
        raise Refused(409, "session_in_use", "This session is used once, and was opened before.")
    store.change(identity, lambda one: replace(one, joined=True))
    return conductor_of(socket.app, session)


@dataclass(slots=True, eq=False)
class _Talk:
    """One conversation."""

    socket: WebSocket
    conductor: Conductor
    ask: Ask | None = None
    number: int = 0
    asked_at: float = 0.0
    by_hand: bool = False
    shown: dict[str, Any] = field(default_factory=dict)

    async def run(self) -> None:
        """Talk until the session is over, or the page goes.

        Raises:
            Refused: the page said something that is not understood.
            WebSocketDisconnect: it is gone.
        """
        heard = asyncio.create_task(self.socket.receive())
        try:
            while True:
                session = self.conductor.happened(Ticked())
                if session is None:
                    await self._end()
                    return
                await self._show(session)
                if await self.conductor.work():
                    continue
                await self._ask()
                done, _ = await asyncio.wait({heard}, timeout=_TICK_SECONDS)
                if not done:
                    self._look_at_clock()
                    continue
                message = heard.result()
                heard = asyncio.create_task(self.socket.receive())
                await self._hear(message)
        finally:
            heard.cancel()
            with suppress(asyncio.CancelledError, RuntimeError):
                await heard

    async def _show(self, session: Session) -> None:
        """Say where the session stands, if that is new."""
        store = self.conductor.store
        content = told(session, at=store.clock(), rules=store.rules).model_dump(mode="json")
        new = {key: value for key, value in content.items() if key != "seconds_left"}
        new["until"] = session.flow.until
        if new != self.shown:
            self.shown = new
            await self.socket.send_json({"type": "state", **content})

    async def _ask(self) -> None:
        """Ask for the next frame, unless one is on its way or none is wanted."""
        if self.ask is not None or not (self.conductor.wants or self.by_hand):
            return
        self.number += 1
        store = self.conductor.store
        self.ask, self.asked_at = Ask(self.number, store.token(NONCE_BYTES)), store.clock()
        session = self.conductor.session
        hurried = self.by_hand or (session is not None and session.state is State.CHALLENGE)
        await self.socket.send_json(
            {
                "type": "next",
                "n": self.ask.number,
                "nonce": self.ask.nonce,
                "after_ms": 0 if hurried else _PAUSE_MS,
            }
        )

    def _look_at_clock(self) -> None:
        late = self.conductor.store.clock() - self.asked_at > _FRAME_SECONDS
        if self.ask is not None and self.conductor.wants and late:
            raise Refused(408, "frame_late", "The frame that was asked for did not come.")

    async def _hear(self, message: Any) -> None:  # noqa: ANN401 - what the server gives
        if message["type"] != "websocket.receive":
            raise WebSocketDisconnect
        if message.get("text") is not None:
            self._told(text_of(message["text"]))
            return
        data = frame_of(message["bytes"], self.ask, last=self.number if self.ask is None else self.number - 1)
        self.ask = None
        try:
            if self.by_hand:
                self.by_hand = False
                await self.conductor.take(data)
            else:
                await self.conductor.frame(data)
        except InputError as problem:
            told_of = unusable(problem)
            session = self.conductor.session
            side = None if session is None else session.flow.part.value
            status = 413 if told_of["code"] == "limit_exceeded" else 400
            raise Refused(status, str(told_of["code"]), str(told_of["instruction"]), side=side) from None
        except Refused as problem:
            if not problem.retryable:
                raise
            await asyncio.sleep(_BUSY_SECONDS)  # too many wait: this frame is skipped, the next may do

    def _told(self, content: dict[str, Any]) -> None:
        """A text of the page's."""
        kind, session = content["type"], self.conductor.session
        if session is None:
            return
        if kind == "still":
            self.by_hand = session.flow.manual and session.state in BY_HAND
            return
        if kind not in EVENTS:
            raise Refused(400, "message_unknown", "There is no message of that type.")
        language = content.get("language")
        if isinstance(language, str) and language in _LANGUAGES:
            self.conductor.store.change(session.id, lambda one: replace(one, language=language))
        self.conductor.happened(EVENTS[kind])

    async def _end(self) -> None:
        await self.socket.send_json({"type": "state", "state": State.FORGOTTEN.value})
        await self.socket.close(1000)


async def _refuse(socket: WebSocket, problem: Refused) -> None:
    """Say why, and close."""
    if socket.application_state is not WebSocketState.CONNECTED:
        return
    with suppress(RuntimeError, WebSocketDisconnect):
        await socket.send_json({"type": "refused", **problem.body})
        await socket.close(closing_code(problem), reason=problem.code)
