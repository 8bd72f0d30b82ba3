"""Galleries: what there is; for keys of the scope `gallery` also who is enrolled, leaves, is recognised."""

from functools import partial
from typing import Annotated, Any

from fastapi import APIRouter, Depends, File, Form, Path, Request, Response, UploadFile

from docverify.service.demanded import Demanded
from docverify.service.jobs.answer import timed
from docverify.service.jobs.galleries import Written, shown, take_out
from docverify.service.jobs.galleries import enrol as enrol_job
from docverify.service.jobs.galleries import identify as identify_job
from docverify.service.jobs.galleries import replace as replace_job
from docverify.service.models.galleries import (
    LONGEST,
    PRINTED,
    EnrolAnswer,
    EntryAsked,
    GalleriesAnswer,
    GalleryOf,
    IdentifyAnswer,
    Name,
    TakenOutAnswer,
)
from docverify.service.models.parts import Parts
from docverify.service.models.uploads import Day, contents
from docverify.service.refused import Refused
from docverify.service.routes.pictures import passed_on
from docverify.service.security.access import GuardedRoute, needs
from docverify.service.security.keys import Caller
from docverify.service.settings import Settings

router = APIRouter(prefix="/v1/galleries", tags=["galleries"], route_class=GuardedRoute)
Keeper = Annotated[Caller, Depends(needs("gallery"))]
Gallery = Annotated[str, Path(max_length=64, description="What /v1/galleries calls it.")]
Purpose = Annotated[Name, Form(description="One of the gallery's; there is no way to mean all.")]
Picture = Annotated[UploadFile, File(description="Picture with the face.")]
Id = Annotated[
    str, Form(max_length=LONGEST, pattern=PRINTED, description="What you call the entry; a pseudonym.")
]


@router.get("", dependencies=[Depends(needs("verify", "gallery"))])
async def galleries(request: Request) -> GalleriesAnswer:
    """Every gallery and purpose that verifications search; nobody who is enrolled."""
    settings: Settings = request.app.state.settings
    if settings.lookups is None:
        return GalleriesAnswer(galleries=[])
    found = await request.app.state.pool.run(partial(shown, at=settings.now()), settings.lookups)
    return GalleriesAnswer(galleries=[GalleryOf.model_validate(one) for one in found])


@router.post(
    "/{gallery}/enrol",
    response_model=EnrolAnswer,
    dependencies=[Depends(Parts("reference", "id", "purpose", "expires", "policy"))],
)
async def enrol(
    request: Request,
    gallery: Gallery,
    keeper: Keeper,
    *,
    reference: Picture,
    id: Id,  # noqa: A002 - as the interface calls it
    purpose: Purpose,
    expires: Annotated[Day, Form(description="Day in UTC from which on the entry never matches.")],
    policy: Annotated[
        str | None, Form(max_length=LONGEST, pattern=PRINTED, description="Under which rule, for the record.")
    ] = None,
) -> Response:
    """Enrol the face of a picture: on the disk, and in the journal, before this is answered."""
    settings: Settings = request.app.state.settings
    job = partial(
        enrol_job,
        entry=id,
        expires=expires,
        rule=policy or "",
        limits=settings.limits,
        **_asked(settings, gallery, purpose, keeper),
    )
    (picture,) = await contents([reference])
    found = await request.app.state.pool.run(timed, job, picture, worker=_writer(request, gallery))
    return passed_on(request, "enrol", found)


@router.post(
    "/{gallery}/replace",
    response_model=EnrolAnswer,
    dependencies=[Depends(Parts("reference", "id", "purpose", "expires"))],
)
async def replace(
    request: Request,
    gallery: Gallery,
    keeper: Keeper,
    *,
    reference: Picture,
    id: Id,  # noqa: A002 - as the interface calls it
    purpose: Purpose,
    expires: Annotated[Day | None, Form(description="Another day than the one that stands.")] = None,
) -> Response:
    """Put the face of a newer picture in the place of an entry's, whose bytes are overwritten."""
    settings: Settings = request.app.state.settings
    asked = _asked(settings, gallery, purpose, keeper)
    job = partial(replace_job, entry=id, expires=expires, limits=settings.limits, **asked)
    (picture,) = await contents([reference])
    found = await request.app.state.pool.run(timed, job, picture, worker=_writer(request, gallery))
    return passed_on(request, "replace", found)


@router.post(
    "/{gallery}/identify",
    response_model=IdentifyAnswer,
    dependencies=[Depends(Parts("probe", "purpose"))],
)
async def identify(
    request: Request,
    gallery: Gallery,
    keeper: Keeper,
    *,
    probe: Annotated[UploadFile, File(description="Picture of a person before a camera.")],
    purpose: Purpose,
) -> Response:
    """Say whom of a purpose a face is like, by the rules of a verification. The answer holds ids."""
    settings: Settings = request.app.state.settings
    demanded: Demanded = request.app.state.demanded
    asked = _asked(settings, gallery, purpose, keeper)
    job = partial(identify_job, fmr=demanded.fmr(None), limits=settings.limits, **asked)
    (picture,) = await contents([probe])
    return passed_on(request, "identify", await request.app.state.pool.run(timed, job, picture))


@router.post("/{gallery}/remove")
async def remove(request: Request, gallery: Gallery, keeper: Keeper, asked: EntryAsked) -> TakenOutAnswer:
    """Take an entry out: it never matches again."""
    return TakenOutAnswer(done="removed", entry=await _taken_out(request, gallery, keeper, asked))


@router.post("/{gallery}/erase")
async def erase(request: Request, gallery: Gallery, keeper: Keeper, asked: EntryAsked) -> TakenOutAnswer:
    """Take an entry out, and overwrite its bytes in every file of the gallery before this is answered."""
    return TakenOutAnswer(done="erased", entry=await _taken_out(request, gallery, keeper, asked, erase=True))


async def _taken_out(
    request: Request, gallery: str, keeper: Caller, asked: EntryAsked, *, erase: bool = False
) -> int | None:
    settings: Settings = request.app.state.settings
    job = partial(take_out, entry=asked.id, erase=erase, **_asked(settings, gallery, asked.purpose, keeper))
    number: int | None = await request.app.state.pool.run(job, worker=_writer(request, gallery))
    return number


def _asked(settings: Settings, gallery: str, purpose: str, keeper: Caller) -> dict[str, Any]:
    """What every job with a gallery takes: where it looks, when, and what is told of it."""
    lookups = settings.lookups
    place = None if lookups is None else lookups.place(gallery, purpose)
    if place is None:
        raise Refused(
            404, "gallery_unknown", "There is no gallery of that name and purpose: see /v1/galleries."
        )
    written = Written(settings.record, keeper.id)
    return {"lookups": lookups, "place": place, "at": settings.now(), "written": written}


def _writer(request: Request, gallery: str) -> int:
    """The worker that writes into a gallery: one, so that only that one opens it to be written."""
    number: int = request.app.state.pool.worker_for(gallery)
    return number
