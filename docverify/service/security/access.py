"""Who may ask what: `needs(scope)` for routes, `caller_with` for what comes later, as in a WebSocket."""

from collections.abc import Callable, Coroutine
from typing import Any, Final

from fastapi import FastAPI, Request, Response
from fastapi.dependencies.models import Dependant
from fastapi.requests import HTTPConnection
from fastapi.routing import APIRoute

from docverify.service.refused import Refused
from docverify.service.security.gate import Gate
from docverify.service.security.keyring import Keyring
from docverify.service.security.keys import Caller, Scope
from docverify.service.security.rates import Rates

_WITH_BODY: Final = frozenset({"POST", "PUT"})
_THIS_MACHINE: Final = Caller("loopback", "this machine", frozenset(Scope))
"""Whoever asks a service that keeps no keys: it listens on loopback alone."""


class Needs:
    """A dependency of a route: the caller, if theirs is one of the scopes. See `needs`."""

    def __init__(self, *scopes: Scope) -> None:
        self.scopes = scopes

    async def __call__(self, connection: HTTPConnection) -> Caller:
        """The caller of a request or of a WebSocket's opening, by its `Authorization: Bearer` or `X-API-Key`.

        Raises:
            Refused: 401, 403 or 429, as `caller_with` has it.
        """
        known = getattr(connection.state, "caller", None)
        if not isinstance(known, Caller):
            known = await caller_with(connection.app, key_of(connection), address=address_of(connection))
            connection.state.caller = known
        return allowed(known, *self.scopes)


def needs(*scopes: str) -> Needs:
    """The dependency of a route that needs a scope: `caller: Annotated[Caller, Depends(needs("verify"))]`.

    Of several any one will do.

    With `route_class=GuardedRoute` it is asked before a byte of the body is read.
    """
    return Needs(*map(Scope, scopes))


class GuardedRoute(APIRoute):
    """A route that looks who asks, and whether there is room, before it reads the body.

    FastAPI alone reads it first.
    """

    def get_route_handler(self) -> Callable[[Request], Coroutine[Any, Any, Response]]:
        """The route's handler, after what it needs."""
        inside, needed = super().get_route_handler(), list(_needed(self.dependant))

        async def guarded(request: Request) -> Response:
            for one in needed:
                await one(request)
            if request.method not in _WITH_BODY:
                return await inside(request)
            gate: Gate = request.app.state.gate
            with gate.passed():
                return await inside(request)

        return guarded


def _needed(dependant: Dependant) -> list[Needs]:
    own = [dependant.call] if isinstance(dependant.call, Needs) else []
    return own + [one for inner in dependant.dependencies for one in _needed(inner)]


async def caller_with(app: FastAPI, key: str | None, *, address: str) -> Caller:
    """Who shows a key, wherever it came from: a header, or the first message of a WebSocket.

    Args:
        app: the application.
        key: what was shown; None for nothing.
        address: of who shows it, so that guesses are few.

    Raises:
        Refused: 401 `key_missing` or `key_unknown`, 429 `too_often`.
    """
    keyring: Keyring | None = app.state.keyring
    rates: Rates = app.state.rates
    if keyring is None:
        return _THIS_MACHINE
    if key is None:
        raise Refused(401, "key_missing", "Show a key: Authorization: Bearer dv_…")
    rates.check_guesses(address)
    found = await keyring.caller(key)
    if found is None:
        rates.guessed(address)
        raise Refused(401, "key_unknown", "This key is not known, or was revoked.")
    rates.take(found.id)
    return found


def allowed(caller: Caller, *scopes: Scope) -> Caller:
    """The caller, if theirs is one of the scopes.

    Raises:
        Refused: 403 `scope_missing`.
    """
    if not caller.scopes & set(scopes):
        asked = " or ".join(scopes)
        raise Refused(403, "scope_missing", f"This key is not for that: it takes one with the scope {asked}.")
    return caller


def key_of(connection: HTTPConnection) -> str | None:
    """What a request shows as its key."""
    kind, _, shown = connection.headers.get("authorization", "").partition(" ")
    if kind.lower() == "bearer" and shown.strip():
        return shown.strip()
    return connection.headers.get("x-api-key")


def address_of(connection: HTTPConnection) -> str:
    """Where a request comes from; behind a proxy what the proxy says."""
    return "" if connection.client is None else connection.client.host
