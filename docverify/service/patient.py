"""HTTP/1.1 with patience that ends: uvicorn waits for ever for a head that never comes whole."""

import asyncio
from typing import Any, ClassVar

import h11
from uvicorn.protocols.http.h11_impl import H11Protocol


class PatientProtocol(H11Protocol):
    """A connection on which the next request's head must be whole within some seconds, or it is closed."""

    seconds: ClassVar[float] = 10.0
    _ends: asyncio.TimerHandle | None = None

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        """Begin to wait for a head."""
        super().connection_made(transport)
        self._wait()

    def connection_lost(self, exc: Exception | None) -> None:
        """Wait no more."""
        self._waited()
        super().connection_lost(exc)

    def handle_events(self) -> None:
        """A head that came whole begins a cycle."""
        before = self.cycle
        super().handle_events()
        if self.cycle is not before and not self.cycle.response_complete:
            self._waited()

    def handle_websocket_upgrade(self, event: h11.Request) -> None:
        """A WebSocket has its own patience."""
        self._waited()
        super().handle_websocket_upgrade(event)

    def on_response_complete(self) -> None:
        """Wait for the next head, which may be there already; what is left of a refused body counts too."""
        self._wait()
        super().on_response_complete()

    def _wait(self) -> None:
        self._waited()
        self._ends = self.loop.call_later(self.seconds, self._close)

    def _waited(self) -> None:
        if self._ends is not None:
            self._ends.cancel()
            self._ends = None

    def _close(self) -> None:
        if not self.transport.is_closing():
            self.transport.close()


def patient(seconds: float) -> type[Any]:
    """The protocol with so much patience."""
    return type("PatientProtocol", (PatientProtocol,), {"seconds": seconds})
