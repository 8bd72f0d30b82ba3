"""Every error as `{code, side, message, retryable}`, whoever raised it; nothing of the request in it."""

import logging
from http import HTTPStatus
from typing import Final

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse
from starlette.exceptions import HTTPException

from docverify.errors import ConfigurationError, DocverifyError, InputError
from docverify.service.refused import Refused

_LOG: Final = logging.getLogger("docverify.service")

_HTTP: Final = {
    400: ("body_broken", "The body cannot be understood: send multipart/form-data, whole."),
    404: ("not_found", "There is nothing at this address: see /openapi.json."),
    405: ("method_not_allowed", "This address does not take that method: see /openapi.json."),
    413: ("body_too_large", "The body is larger than this service takes: send fewer or smaller pictures."),
}
"""What the framework itself refuses, by status: code and sentence."""


def answered(problem: Refused) -> JSONResponse:
    """The answer that a refusal is."""
    return JSONResponse(problem.body, status_code=problem.status, headers=problem.headers)


def answer_errors(app: FastAPI) -> None:
    """Let an application answer all its errors so."""
    app.add_exception_handler(Refused, _refusal)
    app.add_exception_handler(RequestValidationError, _validation)
    app.add_exception_handler(HTTPException, _http)
    app.add_exception_handler(DocverifyError, _library)
    app.add_exception_handler(Exception, _unexpected)


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


async def _http(_: Request, problem: Exception) -> JSONResponse:
    assert isinstance(problem, HTTPException)  # noqa: S101 - registered for it alone
    phrase = HTTPStatus(problem.status_code).phrase
    code, message = _HTTP.get(problem.status_code, (phrase.lower().replace(" ", "_"), f"{phrase}."))
    answer = answered(Refused(problem.status_code, code, message))
    answer.headers.update(problem.headers or {})
    return answer


async def _library(request: Request, problem: Exception) -> JSONResponse:
    """What a route did not take for an answer: a wrong option is the caller's, an engine ours."""
    if isinstance(problem, InputError):
        code = "option_unusable" if isinstance(problem, ConfigurationError) else "input_unusable"
        return answered(Refused(422, code, f"{str(problem).capitalize()}.", side=problem.picture))
    return await _unexpected(request, problem)


async def _unexpected(_: Request, problem: Exception) -> JSONResponse:
    """Log the kind of a fault of ours: its text could hold anything."""
    _LOG.error("%s", type(problem).__qualname__)
    return answered(Refused(500, "fault", "The service made a mistake: it has been logged.", retryable=True))
