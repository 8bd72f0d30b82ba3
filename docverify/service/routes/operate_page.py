"""The operator's page: a few files that ship in the wheel; whoever opens it sees nothing without a key."""

from typing import Final

from fastapi import APIRouter, Request, Response

from docverify.service.routes.pages import page_file, page_files

router = APIRouter(include_in_schema=False)
_FILES: Final = page_files("operate")


@router.get("/operate")
async def operate() -> Response:
    """The page itself."""
    return page_file(_FILES, "index.html")


@router.get("/operate/settings")
async def settings(request: Request) -> dict[str, bool]:
    """Whether a key is needed, so that the page asks for one before anything is refused."""
    return {"open": request.app.state.keyring is None}


@router.get("/operate/{name}")
async def operate_file(name: str) -> Response:
    """A script, a style or a picture of it."""
    return page_file(_FILES, name)
