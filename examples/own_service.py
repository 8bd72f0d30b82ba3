"""A service of one's own on the library: two pictures in, an answer out, and every error where it belongs.

    pip install '.[service]' && uvicorn --app-dir examples own_service:app
    curl -F document=@samples/mated/document.png -F live=@samples/mated/live.jpg localhost:8000/verify

`docverify serve` does far more (workers, keys, limits by key, sessions, a kiosk page): begin there unless a
service of the house is to learn to verify. Pictures that show too little are answered 200 with INCONCLUSIVE;
only what cannot be used at all is an error.
"""

from typing import Annotated

from fastapi import FastAPI, File, Request
from fastapi.responses import JSONResponse

import docverify as dv

app = FastAPI(title="our verification", max_body_size=12_000_000)  # refused before it is decoded


@app.post("/verify")  # no `async`: it computes, so FastAPI gives it a thread
def verify(document: Annotated[bytes, File()], live: Annotated[bytes, File()]) -> dict[str, object]:
    """The report, without the text of the document: ask for `identity=True` only where it is needed."""
    return dv.verify(document=document, live=live, policy="kiosk").to_dict()


@app.exception_handler(dv.DocverifyError)
def refused(_: Request, problem: dv.DocverifyError) -> JSONResponse:
    """A picture's fault is the client's (422, and which picture); all else is ours (500)."""
    theirs = isinstance(problem, dv.InputError) and not isinstance(problem, dv.ConfigurationError)
    side = problem.picture if isinstance(problem, dv.InputError) else None
    return JSONResponse(
        status_code=422 if theirs else 500,
        content={
            "code": "unusable_picture" if theirs else "misconfigured",
            "side": side,
            "message": str(problem) if theirs else "The service is not set up rightly.",
            "retryable": theirs,  # with another picture
        },
    )
