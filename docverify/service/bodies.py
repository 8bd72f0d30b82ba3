"""Sizes of requests: no head or body over its limit, declared or not, and no body that never arrives."""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from starlette.datastructures import Headers
from starlette.exceptions import HTTPException
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from docverify.service.answers import answered, http_refusal

HEAD: Final = 32_768
"""Bytes of a request's head."""


@dataclass(frozen=True, slots=True)
class Bodies:
    """Middleware: refuses a declared length at once, and counts what arrives, chunked or not.

    Starlette's own limit answers plain text; every error of this service has one shape.
    """

    app: ASGIApp
    most: int
    seconds: float
    clock: Callable[[], float]

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve, reading no more than the limit."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        if sum(len(name) + len(value) for name, value in scope["headers"]) > HEAD:
            await answered(http_refusal(431))(scope, receive, send)
            return
        declared = Headers(scope=scope).get("content-length", "")
        if declared.isdecimal() and int(declared[:20]) > self.most:
            await answered(http_refusal(413))(scope, receive, send)
            return
        body = _Body(receive, self.most, self.seconds, self.clock)
        await self.app(scope, body.receive, send)


@dataclass(slots=True)
class _Body:
    """What has arrived of a body."""

    source: Receive
    most: int
    seconds: float
    clock: Callable[[], float]
    size: int = 0
    until: float | None = None
    whole: bool = False

    async def receive(self) -> Message:
        """The next piece."""
        if self.whole:  # what follows is the end of the connection, which may come late
            return await self.source()
        if self.until is None:
            self.until = self.clock() + self.seconds
        try:
            async with asyncio.timeout(max(0.0, self.until - self.clock())):
                message = await self.source()
        except TimeoutError:
            raise HTTPException(408) from None
        if message["type"] == "http.request":
            self.size += len(message.get("body", b""))
            self.whole = not message.get("more_body", False)
        if self.size > self.most:
            raise HTTPException(413)
        return message
