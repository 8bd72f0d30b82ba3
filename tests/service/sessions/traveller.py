"""A traveller's page as a program: speaks the WebSocket's words, and shows what the state asks for."""

import json
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import numpy as np
from websockets.sync.client import ClientConnection, connect

from tests.service.browser.clips import jpeg, noisy

Frames = Callable[[dict[str, Any]], np.ndarray]
OVER = ("welcome", "officer", "forgotten")


def made(service: Any, **asked: Any) -> dict[str, Any]:
    answer = service.client.post("/v1/sessions", json={"policy": "kiosk", **asked})
    assert answer.status_code == 201, answer.text
    return dict(answer.json())


def address(service: Any, session: dict[str, Any]) -> str:
    return f"{service.address.replace('http', 'ws', 1)}/v1/sessions/{session['id']}/live"


@contextmanager
def joined(service: Any, session: dict[str, Any], token: str | None = None) -> Iterator[ClientConnection]:
    """The WebSocket of a session, its first message said."""
    with connect(address(service, session), max_size=None, open_timeout=60) as socket:
        socket.send(json.dumps({"type": "hello", "token": session["token"] if token is None else token}))
        yield socket


@contextmanager
def asked(service: Any) -> Iterator[tuple[dict[str, Any], ClientConnection, dict[str, Any]]]:
    """A session at work, its socket, and the frame that it asks for."""
    session = made(service)
    with joined(service, session) as socket:
        heard(socket, "state")
        socket.send(json.dumps({"type": "begin"}))
        yield session, socket, heard(socket, "next")


def heard(socket: ClientConnection, kind: str, seconds: float = 60) -> dict[str, Any]:
    """The next message of a kind."""
    until = time.monotonic() + seconds
    while True:
        message = json.loads(socket.recv(timeout=max(0.1, until - time.monotonic())))
        if message["type"] == kind:
            return dict(message)


def framed(ask: dict[str, Any], picture: bytes) -> bytes:
    return int(ask["n"]).to_bytes(4) + str(ask["nonce"]).encode() + picture


def walk(
    service: Any,
    session: dict[str, Any],
    frames: Frames,
    *,
    over: Callable[[dict[str, Any]], bool] = lambda told: told["state"] in OVER,
    seen: Callable[[dict[str, Any]], None] = lambda _: None,
    seconds: float = 300,
) -> list[dict[str, Any]]:
    """The way of a session; every state that was told.

    Args:
        service: that runs.
        session: as it was made.
        frames: what the camera sees in a state.
        over: whether a state is the last one that matters; those before it are gone through.
        seen: is told every state, as it comes.
        seconds: after which something is stuck.
    """
    rng, told, until = np.random.default_rng(1), [], time.monotonic() + seconds
    with joined(service, session) as socket:
        while True:
            assert time.monotonic() < until, told[-1]
            message = json.loads(socket.recv(timeout=60))
            if message["type"] == "state":
                told.append(message)
                seen(message)
                if over(message):
                    return told
                if message["state"] == "notice":
                    socket.send(json.dumps({"type": "begin", "language": "de"}))
                if message["state"] == "try_again":
                    socket.send(json.dumps({"type": "again"}))
            elif message["type"] == "next":
                time.sleep(message["after_ms"] / 1000)
                socket.send(framed(message, jpeg(noisy(frames(told[-1]), rng))))
            else:
                raise AssertionError(message)
