"""One line a request: when, what, how it went, how long, whose key. Never who, and never what was sent."""

import json
import logging
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from starlette.types import ASGIApp, Message, Receive, Scope, Send

from docverify.service.answers import answered
from docverify.service.meters import Meters
from docverify.service.pool.child import place_of
from docverify.service.refused import Refused

LOG: Final = logging.getLogger("docverify.service.requests")
"""JSON lines at level INFO."""
_FAULTS: Final = logging.getLogger("docverify.service")


@dataclass(frozen=True, slots=True)
class RequestLog:
    """Middleware, the outermost: logs and counts every request, and answers what nobody else did.

    A route is told by its template: an address as it was sent may hold anything.
    """

    app: ASGIApp
    meters: Meters
    clock: Callable[[], float]
    now: Callable[[], datetime]

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve, and tell."""
        if scope["type"] not in ("http", "websocket"):
            await self.app(scope, receive, send)
            return
        begun, status = self.clock(), 0

        async def told(message: Message) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = message["status"]
            elif message["type"] == "websocket.close":
                status = message.get("code", 1000)
            await send(message)

        try:
            await self.app(scope, receive, told)
        except Exception as problem:  # noqa: BLE001 - its text and its traceback could hold anything
            _FAULTS.error("%s in %s", type(problem).__qualname__, place_of(problem))
            if status == 0 and scope["type"] == "http":
                await answered(_FAULT)(scope, receive, told)
            elif status == 0:
                await told({"type": "websocket.close", "code": 1011})
        finally:
            self._tell(scope, status, self.clock() - begun)

    def _tell(self, scope: Scope, status: int, seconds: float) -> None:
        method = scope["method"] if scope["type"] == "http" else "WS"
        method = method if method in _METHODS else "OTHER"
        route = getattr(scope.get("route"), "path", "") or "-"
        caller = scope.get("state", {}).get("caller")
        self.meters.count("docverify_requests_total", route=route, method=method, status=str(status))
        self.meters.time("docverify_request_seconds", seconds, route=route)
        line = {
            "at": self.now().isoformat(timespec="milliseconds"),
            "method": method,
            "route": route,
            "status": status,
            "ms": round(1000 * seconds, 1),
            "key": None if caller is None else caller.id,
        }
        LOG.info("%s", json.dumps(line))


_METHODS: Final = frozenset({"GET", "HEAD", "POST", "PUT", "DELETE", "OPTIONS", "PATCH", "WS"})
_FAULT: Final = Refused(500, "fault", "The service made a mistake: it has been logged.", retryable=True)
