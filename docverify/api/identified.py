"""Galleries that a verification searches for the bearer."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from docverify.arguments import listed
from docverify.errors import ConfigurationError
from docverify.evidence.identified import GalleryKind, Identified, Searched
from docverify.evidence.population import Population
from docverify.evidence.sample import FaceSample
from docverify.evidence.template import Template
from docverify.faces import Engine
from docverify.faces.refutable import refutes
from docverify.gallery import Enquiry
from docverify.verification.checks.identified import TOO_POOR

_CANDIDATES = 5
"""Of a trusted gallery, in the evidence: whoever matches, and who comes near."""


def enquiries_of(
    given: Sequence[Enquiry], matcher: Engine, *, at: date, population: Population | None
) -> tuple[Enquiry, ...]:
    """What is to be searched, looked at before any picture is opened.

    Raises:
        InputError: something else than enquiries.
        ConfigurationError: a gallery of another encoder build; a rate that its calibration does not support.
    """
    enquiries = listed("galleries", given, Enquiry)
    for one in enquiries:
        if one.gallery.encoder != matcher.encoder.id:
            raise ConfigurationError(
                f"a gallery is of {one.gallery.encoder}, the faces are encoded by {matcher.encoder.id}: use "
                "that engine, or make a new gallery and enrol everybody again from pictures"
            )
        one.gallery.require_support(purpose=one.purpose, at=at, population=population)
    return enquiries


def searched(
    enquiries: tuple[Enquiry, ...],
    *,
    portrait: FaceSample | None,
    live: FaceSample | None,
    shown: bool,
    at: date,
    fmr: float,
    population: Population | None,
) -> Searched:
    """What the galleries say of the bearer.

    A watchlist is searched for the live face, or for the portrait where no live picture was shown; people
    who are enrolled are recognised by their live face only.
    """
    return Searched(
        tuple(
            _search(one, portrait, live, shown=shown, at=at, fmr=fmr, population=population)
            for one in enquiries
        )
    )


def _search(
    enquiry: Enquiry,
    portrait: FaceSample | None,
    live: FaceSample | None,
    *,
    shown: bool,
    at: date,
    fmr: float,
    population: Population | None,
) -> Identified:
    gallery, purpose = enquiry.gallery, enquiry.purpose
    watched = gallery.purposes[purpose].kind is GalleryKind.WATCHLIST
    face, probe = (portrait, "portrait") if watched and not shown else (live, "live")
    template = None if face is None else face.template
    if template is None:
        return replace(gallery.not_searched(purpose=purpose, at=at), probe=probe, failure="no_face")
    found = _found(enquiry, template, watched=watched, at=at, fmr=fmr, population=population)
    poor = face is not None and (face.quality is None or not refutes(face.quality))
    failure = TOO_POOR if watched and poor and not found.matching else ""
    return replace(found, probe=probe, failure=failure)


def _found(
    enquiry: Enquiry,
    template: Template,
    *,
    watched: bool,
    at: date,
    fmr: float,
    population: Population | None,
) -> Identified:
    gallery, purpose = enquiry.gallery, enquiry.purpose
    if watched:
        return gallery.watch(template, purpose=purpose, at=at, population=population)
    return gallery.identify(template, purpose=purpose, at=at, k=_CANDIDATES, population=population, fmr=fmr)
