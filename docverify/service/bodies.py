"""Sizes of requests: no head or body over its limit, declared or not, and no body that never arrives."""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from python_multipart.multipart import parse_options_header
from starlette.datastructures import Headers
from starlette.exceptions import HTTPException
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from docverify.service.answers import answered, http_refusal
from docverify.service.refused import Refused

HEAD: Final = 32_768
"""Bytes of a request's head."""
_WRITTEN_IN: Final = frozenset({b"utf-8", b"utf8", b"us-ascii"})
"""What a form may say it is written in. Python would try any codec that it knows by the name, and some take a
second for a field."""
_OTHER_WRITING: Final = Refused(415, "charset_unknown", "Write what you send in UTF-8.")


@dataclass(frozen=True, slots=True)
class Bodies:
    """Middleware: refuses a declared length or writing at once, and counts what arrives, chunked or not.

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
        headers = Headers(scope=scope)
        if _charset(headers.get("content-type", "")) not in _WRITTEN_IN:
            await answered(_OTHER_WRITING)(scope, receive, send)
            return
        declared = headers.get("content-length", "")
        if declared.isdecimal() and int(declared[:20]) > self.most:
            await answered(http_refusal(413))(scope, receive, send)
            return
        body = _Body(receive, self.most, self.seconds, self.clock)
        await self.app(scope, body.receive, send)


def _charset(content_type: str) -> bytes:
    """What a body says it is written in, by the parser that reads forms."""
    return parse_options_header(content_type)[1].get(b"charset", b"utf-8").lower()


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
