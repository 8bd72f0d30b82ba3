"""Runs the application: one process that waits, workers that work, and an end that lets nobody down."""

import json
import logging
import signal
import socket
import sys
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Final

import uvicorn
from fastapi import FastAPI

from docverify.errors import ConfigurationError
from docverify.service.app import create_app
from docverify.service.memory import keep_memory
from docverify.service.patient import patient
from docverify.service.requestlog import LOG
from docverify.service.settings import Settings

_CONNECTIONS: Final = 2_000
"""At once; more are answered 503 before anything is read."""
_FRAME: Final = 8_000_000
"""Bytes of a WebSocket's message: one live picture."""
_LOGGED: Final = (
    ("docverify.service", logging.INFO),
    ("uvicorn", logging.WARNING),
    ("python_multipart", logging.CRITICAL),  # its warnings quote what was sent
)
"""Who may log, and from which level on."""
_LAST: Final = 20
"""Seconds that requests have to end when the service is stopped."""


def listening(settings: Settings) -> socket.socket:
    """A socket on the address of the settings, which takes connections from now on.

    Raises:
        ConfigurationError: there is no such address, or somebody listens on it already.
    """
    try:
        family, kind, protocol, _, address = socket.getaddrinfo(
            settings.host, settings.port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE
        )[0]
        found = socket.socket(family, kind, protocol)
        found.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        found.bind(address)
        found.listen()  # whoever is told the address may come before the server has begun: they wait
    except OSError as problem:
        raise ConfigurationError(
            f"{settings.host}, port {settings.port} cannot be listened on: "
            f"{problem.strerror or 'unknown reason'}"
        ) from None
    return found


def address_of(settings: Settings, sock: socket.socket) -> str:
    """Where a browser finds the service."""
    port = sock.getsockname()[1]
    host = f"[{settings.host}]" if ":" in settings.host else settings.host
    return f"{settings.scheme}://{host}:{port}"


def run(settings: Settings, announce: Callable[[str], None]) -> None:
    """Serve until SIGTERM or SIGINT; requests that have begun are answered.

    Args:
        settings: what the service is told.
        announce: is told the address, as soon as it is listened on.

    Raises:
        ConfigurationError: the address or the file of keys cannot be used.
    """
    app = create_app(settings)
    log_to_stderr()
    keep_memory()
    for one in (signal.SIGINT, signal.SIGTERM):  # uvicorn takes them, and raises them again at its end
        signal.signal(one, lambda *_: None)
    with listening(settings) as sock:
        announce(address_of(settings, sock))
        server_of(app, settings).run(sockets=[sock])


def server_of(app: FastAPI, settings: Settings) -> uvicorn.Server:
    """The server of an application, with its limits of time and size.

    Args:
        app: what `create_app` made.
        settings: what it was made with.
    """
    config = uvicorn.Config(
        app,
        http=patient(settings.header_seconds),
        ws="websockets-sansio",
        ws_max_size=_FRAME,
        ws_max_queue=2,
        ws_per_message_deflate=False,  # frames are JPEGs
        limit_concurrency=_CONNECTIONS,
        timeout_keep_alive=max(1, int(settings.header_seconds)),
        timeout_graceful_shutdown=_LAST,
        access_log=False,
        log_config=None,
        server_header=False,
        proxy_headers=settings.behind_proxy,
        forwarded_allow_ips="*" if settings.behind_proxy else None,
        ssl_certfile=settings.certificate,
        ssl_keyfile=settings.certificate_key,
    )
    return uvicorn.Server(config)


class _JsonLine(logging.Formatter):
    """Every line is JSON; of a fault only what was meant to be said, never its traceback."""

    def format(self, record: logging.LogRecord) -> str:
        """A request's line as it is, everything else as an event."""
        if record.name == LOG.name:
            return record.getMessage()
        at = datetime.fromtimestamp(record.created, tz=UTC).isoformat(timespec="milliseconds")
        return json.dumps({"at": at, "event": record.getMessage(), "from": record.name})


def log_to_stderr() -> None:
    """Requests as JSON lines, and warnings of what serves them, on the standard error."""
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(_JsonLine())
    for name, level in _LOGGED:
        logger = logging.getLogger(name)
        logger.handlers, logger.propagate = [handler], False
        logger.setLevel(level)
