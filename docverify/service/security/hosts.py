"""Who is asked, and by which page: against DNS rebinding, and against pages of others that ask for them.

A browser on this machine lets any web page send requests to 127.0.0.1. What tells them apart is `Host`, which
names what the page believes to ask, and `Origin`, which names the page.
"""

from dataclasses import dataclass
from ipaddress import ip_address
from urllib.parse import urlsplit

from starlette.datastructures import Headers
from starlette.types import ASGIApp, Receive, Scope, Send

from docverify.service.answers import answered
from docverify.service.refused import Refused
from docverify.service.settings import Settings


@dataclass(frozen=True, slots=True)
class HostCheck:
    """Middleware: refuses what is meant for somebody else, or comes from elsewhere; WebSockets too."""

    app: ASGIApp
    settings: Settings

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve what is meant for this service."""
        if scope["type"] not in ("http", "websocket"):
            await self.app(scope, receive, send)
            return
        problem = refusal(Headers(scope=scope), self.settings)
        if problem is None:
            await self.app(scope, receive, send)
        elif scope["type"] == "websocket":
            await send({"type": "websocket.close", "code": 1008, "reason": problem.code})
        else:
            await answered(problem)(scope, receive, send)


def refusal(headers: Headers, settings: Settings) -> Refused | None:
    """Why a request is not served, or None."""
    host = headers.get("host", "")
    if len(headers.getlist("host")) > 1:  # who stands between may go by the other one
        return Refused(400, "host_repeated", "The request names more than one host: name one.")
    if not _is_ours(_name(host), settings):
        return Refused(421, "host_refused", "This service does not answer under that name.")
    origin = headers.get("origin")
    if origin is not None and origin not in settings.origins and _authority(origin) != host.lower():
        return Refused(403, "origin_refused", "Pages of another origin may not ask this service.")
    return None


def _is_ours(name: str, settings: Settings) -> bool:
    """Whether a host's name is one under which the service is asked."""
    if name in settings.hosts or name == settings.host:
        return True
    if settings.loopback and not settings.behind_proxy:
        return name == "localhost" or _is_loopback(name)
    return not settings.hosts  # its keys protect it, whatever it is called


def _is_loopback(name: str) -> bool:
    try:
        return ip_address(name).is_loopback
    except ValueError:
        return False


def _name(host: str) -> str:
    """The name in `Host`, without port and brackets; "" for what is none."""
    try:
        return urlsplit(f"//{host}").hostname or ""
    except ValueError:
        return ""


def _authority(origin: str) -> str:
    """Host and port of an origin; "" for `null` and what is none."""
    try:
        return urlsplit(origin).netloc.lower()
    except ValueError:
        return ""
