"""The kiosk's page: files that ship with the package, read once, by a table of names."""

from collections.abc import Mapping
from importlib.resources import files
from types import MappingProxyType
from typing import Final

from fastapi import APIRouter, Request, Response
from fastapi.responses import RedirectResponse

from docverify.service.models.plain import Plain
from docverify.service.refused import Refused
from docverify.service.sessions.rules import Rules
from docverify.service.sessions.words import State

router = APIRouter(include_in_schema=False)

_TYPES: Final = {
    ".html": "text/html; charset=utf-8",
    ".css": "text/css; charset=utf-8",
    ".js": "text/javascript; charset=utf-8",
    ".json": "application/json",
    ".svg": "image/svg+xml",
}
_INDEX: Final = "index.html"


def page_files(folder: str) -> Mapping[str, tuple[bytes, str]]:
    """The files of a folder of pages: name to content and type. What is not in it is served to nobody.

    Args:
        folder: in `docverify/service/pages`.
    """
    found = {}
    for one in (files("docverify.service") / "pages" / folder).iterdir():
        kind = _TYPES.get(f".{one.name.rpartition('.')[2]}")
        if kind is not None and one.is_file():
            found[one.name] = (one.read_bytes(), kind)
    return MappingProxyType(found)


def page_file(folder: Mapping[str, tuple[bytes, str]], name: str) -> Response:
    """One of them.

    Raises:
        Refused: 404 `not_found`.
    """
    if name not in folder:
        raise Refused(404, "not_found", "There is nothing at this address.")
    content, kind = folder[name]
    return Response(content, media_type=kind)


KIOSK: Final = page_files("kiosk")
TEXTS: Final = page_files("texts")


class KioskSettings(Plain):
    """What the page goes by."""

    open: bool
    challenge: bool
    warn_seconds: float
    state_seconds: float
    seconds: dict[str, float]


@router.get("/")
async def root() -> Response:
    """Somebody who types the address alone wants the kiosk."""
    return RedirectResponse("/kiosk")


@router.get("/kiosk")
async def kiosk() -> Response:
    """The page itself."""
    return page_file(KIOSK, _INDEX)


@router.get("/kiosk/settings")
async def settings(request: Request) -> KioskSettings:
    """How long states wait, and whether a key is needed to begin a session."""
    rules: Rules = request.app.state.sessions.rules
    return KioskSettings(
        open=request.app.state.keyring is None,
        challenge=rules.challenge,
        warn_seconds=rules.warn_seconds,
        state_seconds=rules.state_seconds,
        seconds={state.value: rules.seconds(state) for state in State},
    )


@router.get("/kiosk/{name}")
async def kiosk_file(name: str) -> Response:
    """A script, a style or a picture of it."""
    return page_file(KIOSK, name)


@router.get("/texts/{name}")
async def text_file(name: str) -> Response:
    """Its texts in a language."""
    return page_file(TEXTS, name)
