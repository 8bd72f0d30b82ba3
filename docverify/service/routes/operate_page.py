"""The operator's page: a few files that ship in the wheel, and nothing of others."""

from functools import cache
from importlib.resources import files
from typing import Final

from fastapi import APIRouter, Response

from docverify.service.refused import Refused

_TYPES: Final = {
    "html": "text/html; charset=utf-8",
    "css": "text/css; charset=utf-8",
    "js": "text/javascript; charset=utf-8",
    "svg": "image/svg+xml",
}

router = APIRouter(include_in_schema=False)


@router.get("/operate")
async def page() -> Response:
    """The page itself; whoever opens it sees nothing without a key."""
    return _file("index.html")


@router.get("/operate/{name}")
async def file(name: str) -> Response:
    """One of its files."""
    return _file(name)


def _file(name: str) -> Response:
    found = _files().get(name)
    if found is None:
        raise Refused(404, "not_found", "There is no such file.")
    return Response(found, media_type=_TYPES[name.rpartition(".")[2]])


@cache
def _files() -> dict[str, bytes]:
    """Every file of the page by its name: what is not in this folder cannot be asked for."""
    folder = files("docverify.service") / "pages" / "operate"
    kept = [one for one in folder.iterdir() if one.name.rpartition(".")[2] in _TYPES]
    return {one.name: one.read_bytes() for one in kept}
