"""The three questions: what does the document say, do the faces match, is all in order."""

from datetime import date
from functools import partial
from typing import Annotated, Final

from fastapi import APIRouter, Depends, File, Form, Request, Response, UploadFile

from docverify.service.demanded import Demanded
from docverify.service.jobs.answer import Answer, timed
from docverify.service.jobs.compare import compare as compare_job
from docverify.service.jobs.read import read as read_job
from docverify.service.jobs.verify import verify as verify_job
from docverify.service.models.answers import CompareAnswer, ReadAnswer, VerifyAnswer
from docverify.service.models.parts import Parts
from docverify.service.models.uploads import Day, Flag, Rate, checked_count, contents
from docverify.service.record import case_of
from docverify.service.security.access import GuardedRoute, needs
from docverify.service.settings import Settings

router = APIRouter(
    prefix="/v1", tags=["pictures"], route_class=GuardedRoute, dependencies=[Depends(needs("verify"))]
)

Documents = Annotated[
    list[UploadFile], File(min_length=1, description="Pictures of the document: its sides, in any order.")
]
_LIVE: Final = "Live pictures of the person: frames of one person. Without any the document alone is judged."


@router.post(
    "/read",
    response_model=ReadAnswer,
    dependencies=[Depends(Parts("document", "frames", "printed", "at"))],
)
async def read(
    request: Request,
    document: Documents,
    *,
    frames: Annotated[
        Flag, Form(description="The pictures are frames of the one side that bears the MRZ.")
    ] = "false",
    printed: Annotated[Flag, Form(description="Read the print beside the MRZ, too.")] = "false",
    at: Annotated[Day | None, Form(description="Day that resolves two-digit years; today.")] = None,
) -> Response:
    """Read a document. The answer holds what it says: identity data."""
    settings: Settings = request.app.state.settings
    together = frames == "true"
    checked_count("document", document, settings.frames if together else settings.sides)
    job = partial(
        read_job,
        frames=together,
        printed=printed == "true" and not together,
        at=_day(at, settings),
        limits=settings.limits,
    )
    return passed_on(request, "read", await request.app.state.pool.run(timed, job, await contents(document)))


@router.post(
    "/compare", response_model=CompareAnswer, dependencies=[Depends(Parts("reference", "probe", "fmr"))]
)
async def compare(
    request: Request,
    reference: Annotated[UploadFile, File(description="The document or its portrait.")],
    probe: Annotated[list[UploadFile], File(min_length=1, description="Frames of one person.")],
    fmr: Annotated[Rate | None, Form(description="False match rate to keep; the policy's.")] = None,
) -> Response:
    """Compare the largest face of a picture with a person before a camera."""
    settings: Settings = request.app.state.settings
    demanded: Demanded = request.app.state.demanded
    checked_count("probe", probe, settings.frames)
    job = partial(compare_job, fmr=demanded.fmr(fmr), limits=settings.limits)
    (first,) = await contents([reference])
    found = await request.app.state.pool.run(timed, job, first, await contents(probe))
    return passed_on(request, "compare", found)


@router.post(
    "/verify",
    response_model=VerifyAnswer,
    dependencies=[Depends(Parts("document", "live", "policy", "fmr", "at", "case_id", "identity"))],
)
async def verify(
    request: Request,
    document: Documents,
    *,
    live: Annotated[list[UploadFile] | None, File(description=_LIVE)] = None,
    policy: Annotated[
        str | None, Form(max_length=100, description="What is demanded: see /v1/policies.")
    ] = None,
    fmr: Annotated[Rate | None, Form(description="False match rate to keep; the policy's.")] = None,
    at: Annotated[Day | None, Form(description="Day for which the answer shall hold; today.")] = None,
    case_id: Annotated[
        str | None,
        Form(max_length=100, pattern=r"^[\x21-\x7e]+$", description="What you call the case; a random one."),
    ] = None,
    identity: Annotated[Flag, Form(description="Also tell what the document says.")] = "false",
) -> Response:
    """Verify a document and its bearer. Without `identity` the answer holds no text of the document."""
    settings: Settings = request.app.state.settings
    demanded: Demanded = request.app.state.demanded
    frames = live or []
    checked_count("document", document, settings.sides)
    checked_count("live", frames, settings.frames)
    demanded.expect_unchanged("at", at)
    job = partial(
        verify_job,
        policy=demanded.policy(policy, fmr=fmr, live=bool(frames)),
        at=settings.now() if at is None else at,
        case_id=case_id or case_of(settings.token(16)),
        identity=identity == "true",
        limits=settings.limits,
        referral=settings.referral,
        record=settings.record,
        lookups=settings.lookups,
    )
    found = await request.app.state.pool.run(timed, job, await contents(document), await contents(frames))
    return passed_on(request, "verify", found)


def _day(at: date | None, settings: Settings) -> date:
    return settings.now().date() if at is None else at


def passed_on(request: Request, route: str, found: Answer) -> Response:
    """Pass a worker's answer on, and count it."""
    meters = request.app.state.meters
    meters.count("docverify_outcomes_total", route=route, outcome=found.outcome)
    if found.problem:
        meters.count("docverify_unusable_pictures_total", code=found.problem)
    for stage, seconds in found.timings:
        meters.time("docverify_stage_seconds", seconds, stage=stage)
    took = {"Server-Timing": f"work;dur={1000 * found.seconds:.3f}"}
    return Response(found.body, media_type="application/json", headers=took)
