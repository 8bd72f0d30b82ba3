"""The application: its parts in order, and what lives as long as it does."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from functools import partial
from importlib import import_module, metadata
from typing import Final

from fastapi import FastAPI
from starlette.formparsers import MultiPartParser
from starlette.middleware import Middleware
from starlette.middleware.cors import CORSMiddleware

from docverify.service.answers import answer_errors
from docverify.service.bodies import Bodies
from docverify.service.demanded import Demanded
from docverify.service.described import ERRORS, describe
from docverify.service.jobs.looked_up import begin
from docverify.service.jobs.warm import warm
from docverify.service.meters import Meters
from docverify.service.pool.pool import Pool
from docverify.service.requestlog import RequestLog
from docverify.service.security.gate import Gate
from docverify.service.security.headers import SafeHeaders
from docverify.service.security.hosts import HostCheck
from docverify.service.security.keyring import Keyring
from docverify.service.security.rates import Rates
from docverify.service.settings import Settings

ROUTERS: Final = (
    "docverify.service.routes.pictures",
    "docverify.service.routes.about",
    "docverify.service.routes.metrics",
    "docverify.service.routes.galleries",
    "docverify.service.routes.operate",
    "docverify.service.routes.operate_live",
    "docverify.service.routes.operate_page",
    "docverify.service.routes.sessions",
    "docverify.service.routes.live",
    "docverify.service.routes.pages",
)
"""Modules that have a `router: APIRouter`.

What belongs to one of them and lives as long as the application is made in that router's `lifespan`
(`APIRouter(lifespan=…)`), which may use `app.state`.
"""


def create_app(settings: Settings | None = None) -> FastAPI:
    """The application; serve it by `docverify serve`, or by any ASGI server in one process.

    Args:
        settings: `Settings()` unless given: loopback, without keys.

    Raises:
        ConfigurationError: the file of keys, a list or a gallery cannot be read, or the journal cannot be
            written.
    """
    told = Settings() if settings is None else settings
    begin(told.lookups, at=told.now())
    if told.record is not None:
        told.record.begin()
    meters = Meters()
    app = FastAPI(
        title="docverify",
        summary="Reads travel documents, checks them, and compares their portrait with a live face.",
        version=metadata.version("docverify"),
        lifespan=_life,
        responses=ERRORS,
        docs_url=None,  # their pages fetch scripts of others
        redoc_url=None,
        redirect_slashes=False,
        form_limits={"max_files": told.sides + told.frames + 1, "max_fields": 16, "max_part_size": 65_536},
        middleware=[
            Middleware(RequestLog, meters=meters, clock=told.clock, now=told.now),
            Middleware(SafeHeaders, tls=told.certificate is not None and not told.loopback),
            Middleware(HostCheck, settings=told),
            *_cross_origin(told),
            Middleware(Bodies, most=told.body, seconds=told.body_seconds, clock=told.clock),
        ],
    )
    # Pictures stay in memory: parts that are larger would be written to a temporary file.
    MultiPartParser.spool_max_size = max(MultiPartParser.spool_max_size, told.body)
    app.state.settings = told
    app.state.meters = meters
    app.state.demanded = Demanded(told)
    app.state.pool = Pool(
        workers=told.workers,
        queue=told.queue,
        seconds=told.job_seconds,
        first=partial(warm, told.lookups, at=told.now()),
    )
    app.state.gate = Gate(told.workers + told.queue, app.state.pool.counts)
    app.state.keyring = None if told.keys is None else Keyring(told.keys)
    app.state.rates = Rates(rate=told.rate, burst=told.burst, clock=told.clock)
    answer_errors(app)
    describe(app)
    app.state.addresses = []  # the application keeps routers whole, and knows no route of theirs
    for module in ROUTERS:
        router = import_module(module).router
        app.include_router(router)
        app.state.addresses += router.routes
    return app


def _cross_origin(settings: Settings) -> list[Middleware]:
    """What lets pages of other origins ask: nothing, unless they are named."""
    if not settings.origins:
        return []
    return [
        Middleware(
            CORSMiddleware,
            allow_origins=settings.origins,
            allow_methods=["GET", "POST", "PUT", "DELETE"],
            allow_headers=["Authorization", "X-API-Key", "Content-Type"],
        )
    ]


@asynccontextmanager
async def _life(app: FastAPI) -> AsyncIterator[None]:
    """Workers live as long as the application."""
    pool: Pool = app.state.pool
    pool.start()
    try:
        yield
    finally:
        await pool.stop()
