"""The portrait of a document whose page is known, and every other face on it."""

import math
import time
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final

import numpy as np
from numpy.typing import NDArray

from docverify.arguments import expect, expect_all, expect_number, expect_picture
from docverify.errors import InputError
from docverify.evidence.face import Face
from docverify.evidence.inventory import SeenFace
from docverify.evidence.page import Page
from docverify.evidence.page_places import FacePlace, place_of
from docverify.evidence.sample import AcquisitionFailure, FaceSample, Role
from docverify.evidence.template import similarity_of
from docverify.faces.acquire import acquire, sampled
from docverify.faces.align import chip
from docverify.faces.choose import plausible_of
from docverify.faces.detect import ALL_ANGLES, find
from docverify.faces.engines import Engine, scanned, template_of
from docverify.faces.limits import DOCUMENT_LIMITS, first_failure
from docverify.faces.paper import COHERENT, on_a_card, paper_around
from docverify.faces.quality import assess
from docverify.faces.refine import refine
from docverify.imaging.geometry import projected, viewed

Picture = NDArray[np.uint8]

_PX_PER_MM: Final = (
    4.0  # a ghost image's face, 4.5 mm wide at least, has 18 px: twice what the detector needs
)
_MOST_PX: Final = 200_000  # of the view: a card's with all places of its front is shown smaller
_MARGIN_MM: Final = 5.0  # around the page: its edges are uncertain by a few mm
_MOST_OTHERS: Final = 4  # faces on a page that are compared with its portrait
# Ghost images of specimens, kiosk and moderate, have 0.35 and more (53), those beneath a portrait of another
# person 0.29 and less (27): the threshold, 0.311, stands between.
_GHOST_FMR: Final = 5e-3
_FAINT: Final = 0.24
"""Contrast over brightness: fainter ghost images refute nothing. Three kiosk captures of London, 0.18 to 0.20
strong, scored as low as strangers; those beneath a portrait of another person have 0.27 and more (59)."""
_LEAST_CERTAIN: Final = (
    0.75  # as a portrait must be at least: what is less is a pattern, unless looked at nearer
)
_BELONGS: Final = (FacePlace.PORTRAIT, FacePlace.OTHER_SIDE)
_ON_DOCUMENT: Final = (*_BELONGS, FacePlace.PAGE)


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Portrait:
    """The face that the document bears, and everything that was seen beside it.

    Attributes:
        sample: the portrait, or why there is none.
        faces: every face on the document, the portrait first; where it bears none, any face of the pictures.
    """

    sample: FaceSample
    faces: tuple[SeenFace, ...]


def acquire_portrait(
    pictures: Sequence[Picture], *, page: Page | None, on: int | None, engine: Engine
) -> Portrait:
    """Find the portrait where the document bears it, and nowhere else.

    Args:
        pictures: (H, W, 3) uint8 RGB, the sides of one document.
        page: the one that bears the MRZ; None when it could not be placed: then the largest face counts, and
            nothing ties it to the document.
        on: which picture the page is in, counted from 0.
        engine: see `engine_named`.

    Raises:
        InputError: no pictures, another kind of array, or what is no page, number of a picture, or engine.
        EngineFailed: a network broke.
    """
    _check(pictures, page=page, on=on, engine=engine)
    start = time.perf_counter()
    if page is None or on is None:
        return _anywhere(pictures, engine)
    angle = _angle(page)
    found = _on_page(pictures[on], page, engine)
    seen = [SeenFace(picture=on, face=face, place=place_of(page, face.box)) for face in found]
    sure = plausible_of(tuple(found))
    eligible = [one for one in seen if one.face in sure and _printed(pictures[on], page, one)]
    if page.sheet.other_side:
        fronts = [one for n, side in enumerate(pictures) if n != on for one in _on_card(side, n, engine)]
        seen, eligible = seen + fronts, eligible + [one for one in fronts if one.place in _BELONGS]
    best = max(eligible, key=_merit, default=None)
    detected = ("detect", time.perf_counter() - start)
    if best is None:
        return _elsewhere(pictures, seen, detected, engine, turns=(0.0, angle))
    image = pictures[best.picture]
    face = refine(image, best.face, engine.detector, slants=True, angle=angle if best.picture == on else None)
    detected = ("detect", time.perf_counter() - start)
    faces = tuple(one.face for one in seen)
    sample = replace(
        sampled(image, face, faces=faces, role=Role.DOCUMENT, engine=engine, before=(detected,)),
        picture=best.picture,
    )
    portrait = SeenFace(
        picture=best.picture, face=face, place=best.place, counts=True, quality=sample.quality
    )
    others = [one for one in seen if one is not best]
    return Portrait(sample=sample, faces=(portrait, *_compared(pictures, others, sample, engine)))


def _check(pictures: Sequence[Picture], *, page: Page | None, on: int | None, engine: Engine) -> None:
    """Refuse arguments of another kind."""
    expect_all("pictures", pictures, np.ndarray, "(H, W, 3) uint8 RGB arrays")
    if not pictures:
        raise InputError("there are no pictures: pass at least one of the document")
    for picture in pictures:
        expect_picture("one of pictures", picture)
    expect("page", page, (Page, type(None)), "a Page, or None")
    if on is not None:
        expect_number("on", on, low=0, high=len(pictures) - 1, whole=True)
    expect("engine", engine, Engine, "what engine_named gave")


def _printed(image: Picture, page: Page, one: SeenFace) -> bool:
    """Whether a face is where the document bears its portrait: on its page, or on a card's front."""
    return one.place in _BELONGS and paper_around(image, page, one.face) >= COHERENT


def _on_page(image: Picture, page: Page, engine: Engine) -> list[Face]:
    """The faces on a page and around it, found in an upright view of it.

    One view at a scale that shows ghost images, whatever the picture's size, angle and perspective.
    """
    low, high = _reach(page)
    scale = min(_PX_PER_MM, math.sqrt(_MOST_PX / float(np.prod(high - low))))
    width, height = (int(side) for side in np.ceil((high - low) * scale))
    to_mm = np.array([[1 / scale, 0, low[0]], [0, 1 / scale, low[1]], [0, 0, 1.0]])
    back = page.matrix @ to_mm  # from px of the view to px of the picture
    found = scanned(engine.detector, viewed(image, back, width=width, height=height))
    return [_seen_in_picture(face, back) for face in found]


def _angle(page: Page) -> float:
    """Degrees clockwise, in (−180, 180], by which the page's text is turned from level."""
    across = page.outline[1] - page.outline[0]
    return float(np.degrees(np.arctan2(across[1], across[0])))


def _reach(page: Page) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """The corners, upper left and lower right, of what is looked at, mm: the page, where a front may be."""
    zones = page.sheet.other_side
    left = min((zone.left - zone.most / 2 for zone in zones), default=0.0)
    top = min((zone.top - zone.most / 2 for zone in zones), default=0.0)
    low = np.array([min(left, 0.0), min(top, 0.0)]) - _MARGIN_MM
    return low, np.array([page.sheet.width, page.sheet.height]) + _MARGIN_MM


def _seen_in_picture(face: Face, back: NDArray[np.float64]) -> Face:
    """A face of a view, in the picture that the view was taken from; the box keeps its sides level."""
    x0, y0, x1, y1 = face.box
    middle = np.array([(x0 + x1) / 2, (y0 + y1) / 2])
    ends = projected(middle + np.array([(0, 0), (0.5, 0), (0, 0.5)]), back)
    across, down = ends[1] - ends[0], ends[2] - ends[0]
    scale = 2 * float(np.sqrt(abs(across[0] * down[1] - across[1] * down[0])))
    half = np.array([face.width, face.height]) * scale / 2
    low, high = ends[0] - half, ends[0] + half
    box = (float(low[0]), float(low[1]), float(high[0]), float(high[1]))
    return Face(box=box, landmarks=projected(face.landmarks, back), score=face.score)


def _on_card(image: Picture, number: int, engine: Engine) -> list[SeenFace]:
    """The faces in a picture of a card's other side, which bears no MRZ to place it by."""
    faces = plausible_of(find(image, engine.detector, turns=ALL_ANGLES, thorough=True))
    seen = []
    for face in faces:
        exact = refine(image, face, engine.detector, slants=True)
        place = FacePlace.OTHER_SIDE if on_a_card(image, exact) else FacePlace.OUTSIDE
        seen.append(SeenFace(picture=number, face=exact, place=place))
    return seen


def _merit(one: SeenFace) -> tuple[float, float]:
    """The largest face, rounded so that of two equals the surer counts."""
    return round(max(one.face.width, one.face.height), -1), one.face.score


def _anywhere(pictures: Sequence[Picture], engine: Engine) -> Portrait:
    samples = [
        replace(acquire(picture, role=Role.DOCUMENT, engine=engine), picture=number)
        for number, picture in enumerate(pictures)
    ]
    best = max(samples, key=lambda one: 0.0 if one.face is None else one.face.area)
    faces = tuple(
        SeenFace(picture=number, face=face, place=None)
        for number, sample in enumerate(samples)
        for face in sample.faces
    )
    return Portrait(sample=best, faces=faces)


def _elsewhere(
    pictures: Sequence[Picture],
    seen: list[SeenFace],
    detected: tuple[str, float],
    engine: Engine,
    *,
    turns: Sequence[float],
) -> Portrait:
    """No portrait where the document bears it: say whether there are faces elsewhere, upright or like it."""
    more = [
        SeenFace(picture=number, face=face, place=FacePlace.OUTSIDE)
        for number, picture in enumerate(pictures)
        for face in plausible_of(find(picture, engine.detector, turns=turns))
    ]
    known = [one for one in more if all(one.face.overlap(other.face) < 0.1 for other in seen)]
    faces = (*seen, *known)
    failure = AcquisitionFailure.FACE_ELSEWHERE if faces else AcquisitionFailure.NO_FACE
    sample = FaceSample(
        role=Role.DOCUMENT, faces=tuple(one.face for one in faces), failure=failure, timings=(detected,)
    )
    return Portrait(sample=sample, faces=faces)


def _compared(
    pictures: Sequence[Picture], others: list[SeenFace], portrait: FaceSample, engine: Engine
) -> list[SeenFace]:
    """Hold the other faces of the document against its portrait, those good enough for it.

    Faint ghost images are looked at nearer before they are taken for patterns.
    """
    assert portrait.face is not None  # noqa: S101 - the portrait was found
    found = []
    for number, one in enumerate(sorted(others, key=lambda other: -other.face.area)):
        if one.place not in _ON_DOCUMENT or number >= _MOST_OTHERS:
            found.append(one)
            continue
        image = pictures[one.picture]
        face = refine(image, one.face, engine.detector, slants=True, angle=portrait.face.angle)
        if face.score < _LEAST_CERTAIN:
            continue
        aligned = chip(image, face.landmarks)
        quality = assess(image, face, aligned=aligned)
        likeness, differs = None, False
        if portrait.template is not None and first_failure(quality, DOCUMENT_LIMITS) is None:
            template = template_of(engine.encoder, image, face, aligned=aligned)
            likeness = similarity_of(portrait.template, template)
            point = engine.point(_GHOST_FMR)
            strong = quality.contrast >= _FAINT * quality.brightness
            differs = strong and point is not None and likeness < point.threshold
        found.append(replace(one, face=face, quality=quality, likeness=likeness, differs=differs))
    return found
