"""The operator's WebSocket: the list of sessions, again whenever something changes."""

import asyncio
import json
from collections.abc import AsyncIterator
from contextlib import suppress
from typing import Any, Final

from fastapi import APIRouter, FastAPI, WebSocket
from starlette.websockets import WebSocketDisconnect

from docverify.service.refused import Refused
from docverify.service.routes.operate import rows_of
from docverify.service.security.access import address_of, allowed, caller_with
from docverify.service.security.keys import Scope
from docverify.service.sessions.store import Store

_KEY_SECONDS: Final = 10.0
"""In which the first message has to show the key."""
_PAUSE: Final = 0.2
"""Changes that follow each other closer are told together."""
_AGAIN: Final = 20.0
"""After so long without a change the list is told all the same, if the key still opens it."""
_LONGEST: Final = 1_000
"""Characters of a message of the page's."""

router = APIRouter(tags=["operate"])


@router.websocket("/v1/operate/live")
async def live(socket: WebSocket) -> None:
    """The first message is `{"type": "key", "key": …}`; what comes is `{"type": "sessions", …}`."""
    await socket.accept()
    try:
        key = await _shown_key(socket)
        await _checked(socket.app, key, socket)
    except Refused as problem:
        await _refuse(socket, problem)
        return
    except WebSocketDisconnect:
        return
    telling = asyncio.create_task(_tell(socket, key))
    hearing = asyncio.create_task(_hear(socket))
    await asyncio.wait((telling, hearing), return_when=asyncio.FIRST_COMPLETED)
    for task in (telling, hearing):
        task.cancel()
    await asyncio.gather(telling, hearing, return_exceptions=True)


async def _shown_key(socket: WebSocket) -> str | None:
    message: Any = None
    with suppress(TimeoutError, ValueError, RecursionError):
        message = json.loads(await asyncio.wait_for(_text(socket), _KEY_SECONDS))
    told = message if isinstance(message, dict) else {}
    key = told.get("key")
    if told.get("type") != "key" or not isinstance(key, str):
        raise Refused(401, "key_missing", 'The first message is {"type": "key", "key": …}.')
    return key or None


async def _text(socket: WebSocket) -> str:
    """One message of text; what is none, or too long, is no message."""
    message = await socket.receive()
    if message["type"] == "websocket.disconnect":
        raise WebSocketDisconnect(message.get("code", 1000))
    text: Any = message.get("text")
    if not isinstance(text, str) or len(text) > _LONGEST:
        raise ValueError
    return text


async def _checked(app: FastAPI, key: str | None, socket: WebSocket) -> None:
    allowed(await caller_with(app, key, address=address_of(socket)), Scope.OPERATE)


async def _tell(socket: WebSocket, key: str | None) -> None:
    store: Store = socket.app.state.sessions
    changes, said = store.watch(), None
    try:
        coming, checked = asyncio.ensure_future(anext(changes)), store.clock()
        while True:
            rows = rows_of(store)
            # Every frame at a kiosk changes a session; an officer hears of what the list shows.
            now = [{**row, "seconds": 0, "seconds_left": 0} for row in rows]
            if now != said:
                await socket.send_json({"type": "sessions", "sessions": rows})
                said = now
            done, _ = await asyncio.wait((coming,), timeout=_AGAIN)
            if done:
                await asyncio.sleep(_PAUSE)
                coming = asyncio.ensure_future(anext(changes))
            if store.clock() - checked >= _AGAIN:  # however much changes meanwhile
                await _checked(socket.app, key, socket)
                checked, said = store.clock(), None
    except Refused as problem:
        await _refuse(socket, problem)
    finally:
        coming.cancel()
        with suppress(asyncio.CancelledError, StopAsyncIteration):
            await coming
        await _closed(changes)


async def _closed(changes: AsyncIterator[str]) -> None:
    close = getattr(changes, "aclose", None)
    if close is not None:
        await close()


async def _hear(socket: WebSocket) -> None:
    """Until the page goes; it has nothing more to say."""
    with suppress(WebSocketDisconnect, ValueError):
        while True:
            await _text(socket)


async def _refuse(socket: WebSocket, problem: Refused) -> None:
    with suppress(RuntimeError, WebSocketDisconnect):
        await socket.send_json({"type": "refused", **problem.body})
        await socket.close(1008, problem.code)
