"""Every error as `{code, side, message, retryable}`, whoever raised it; nothing of the request in it."""

from http import HTTPStatus
from typing import Final

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse
from starlette.exceptions import HTTPException
from starlette.routing import Match

from docverify.errors import (
    AlreadyEnrolled,
    ConfigurationError,
    DocverifyError,
    GalleryError,
    InputError,
    JournalError,
    NotEnrolled,
)
from docverify.service.lookups import NotKept, NotLookedUp, not_looked_up
from docverify.service.record import not_recorded
from docverify.service.refused import Refused

_HTTP: Final = {
    400: ("body_broken", "The body cannot be understood: send multipart/form-data, whole."),
    404: ("not_found", "There is nothing at this address: see /openapi.json."),
    405: ("method_not_allowed", "This address does not take that method: see /openapi.json."),
    408: ("body_too_slow", "The body took too long to arrive: send fewer or smaller pictures."),
    431: ("head_too_large", "The request's head is larger than this service takes."),
    413: ("body_too_large", "The body is larger than this service takes: send fewer or smaller pictures."),
}
"""What the framework itself refuses, by status: code and sentence."""


_OF_ENTRIES: Final[dict[type[Exception], tuple[int, str, str]]] = {
    NotEnrolled: (404, "not_enrolled", "The gallery has no entry of this id and purpose."),
    AlreadyEnrolled: (409, "already_enrolled", "The gallery has an entry of this id: take it out first."),
    NotKept: (409, "expires_refused", ""),
}
"""What a gallery refuses, by error: status, code, and sentence, where the error's own does not do."""


def answered(problem: Refused) -> JSONResponse:
    """The answer that a refusal is."""
    return JSONResponse(problem.body, status_code=problem.status, headers=problem.headers)


def answer_errors(app: FastAPI) -> None:
    """Let an application answer all its errors so."""
    app.add_exception_handler(Refused, _refusal)
    app.add_exception_handler(RequestValidationError, _validation)
    app.add_exception_handler(HTTPException, _http)
    app.add_exception_handler(JournalError, _journal)
    app.add_exception_handler(NotLookedUp, _lookup)
    app.add_exception_handler(GalleryError, _lookup)
    for kind in _OF_ENTRIES:
        app.add_exception_handler(kind, _entry)
    app.add_exception_handler(DocverifyError, _library)


async def _refusal(_: Request, problem: Exception) -> JSONResponse:
    assert isinstance(problem, Refused)  # noqa: S101 - registered for it alone
    return answered(problem)


async def _validation(_: Request, problem: Exception) -> JSONResponse:
    """Name the fields at fault, and never what was in them."""
    assert isinstance(problem, RequestValidationError)  # noqa: S101 - registered for it alone
    faults = {_place(one["loc"]): str(one["type"]) for one in problem.errors()}
    told = "; ".join(f"{place}: {kind.replace('_', ' ')}" for place, kind in faults.items())
    return answered(Refused(422, "request_invalid", f"The request is not as /openapi.json has it: {told}."))


def _place(loc: tuple[int | str, ...]) -> str:
    """Where a fault lies: names of the interface; a name of the caller's own is not repeated."""
    return ".".join(str(one) for one in loc[:3] if isinstance(one, int) or one.isidentifier())[:80]


def http_refusal(status: int) -> Refused:
    """What the framework refuses, in our words."""
    phrase = HTTPStatus(status).phrase
    code, message = _HTTP.get(status, (phrase.lower().replace(" ", "_"), f"{phrase}."))
    return Refused(status, code, message, retryable=status == HTTPStatus.REQUEST_TIMEOUT)


async def _http(request: Request, problem: Exception) -> JSONResponse:
    assert isinstance(problem, HTTPException)  # noqa: S101 - registered for it alone
    answer = answered(http_refusal(problem.status_code))
    answer.headers.update(problem.headers or {})
    if problem.status_code == 405:
        answer.headers["Allow"] = ", ".join(sorted(_methods(request)))
    return answer


def _methods(request: Request) -> set[str]:
    """What an address takes, by all of its routes: the framework names those of the first alone."""
    return {
        method
        for route in request.app.state.addresses
        if route.matches(request.scope)[0] is not Match.NONE
        for method in getattr(route, "methods", None) or ()
    }


async def _journal(_: Request, problem: Exception) -> JSONResponse:
    """What cannot be recorded is not told."""
    assert isinstance(problem, JournalError)  # noqa: S101 - registered for it alone
    return answered(not_recorded(problem))


async def _lookup(_: Request, problem: Exception) -> JSONResponse:
    """Where nobody can be looked up, nothing is told."""
    assert isinstance(problem, (NotLookedUp, GalleryError))  # noqa: S101 - registered for them alone
    return answered(not_looked_up(problem))


async def _entry(_: Request, problem: Exception) -> JSONResponse:
    """What a gallery refuses of one entry; the sentence names nobody."""
    status, code, message = _OF_ENTRIES[type(problem)]
    return answered(Refused(status, code, message or f"{problem}."))


async def _library(_: Request, problem: Exception) -> JSONResponse:
    """What no route took for an answer: a wrong option is the caller's; what else is a fault of ours."""
    if not isinstance(problem, InputError):
        raise problem
    code = "option_unusable" if isinstance(problem, ConfigurationError) else "input_unusable"
    return answered(Refused(422, code, f"{problem}.", side=problem.picture))
