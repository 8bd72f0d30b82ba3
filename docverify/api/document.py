"""The document step: pictures of a document's sides in; text, page, portrait and all that is seen out."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import combinations

import numpy as np
from numpy.typing import NDArray

from docverify.api.opened import MOST_SIDES, Pictures, opened
from docverify.api.stopwatch import Stopwatch
from docverify.evidence.inventory import Inventory, SeenFace, SeenZone
from docverify.evidence.page import Page, page_of
from docverify.evidence.page_places import FacePlace, usual
from docverify.evidence.reading import Reader, Reading
from docverify.evidence.sample import FaceSample
from docverify.faces import Engine, Portrait, acquire_portrait, engine_named
from docverify.faces.engines.choose import DEFAULT as DEFAULT_FACE_ENGINE
from docverify.imaging import Limits
from docverify.imaging.frame import in_dark_frame
from docverify.reading.aslant import slant_of
from docverify.reading.engines import DEFAULT as DEFAULT_READER
from docverify.reading.engines import read_with, reader_named
from docverify.reading.on_page import zones_on_page

Picture = NDArray[np.uint8]


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class AcquiredDocument:
    """What the pictures of a document gave.

    Attributes:
        reading: of the MRZ that counts, or why there is none.
        page: the page that bears it; None when it could not be placed.
        portrait: the portrait's face, or why there is none; None when it was not looked for.
        inventory: everything that the pictures show.
        mrz_picture: which picture bears the MRZ that counts, counted from 0; None without one.
        pictures: (H, W, 3) uint8 RGB, as they were opened, a negative turned into a positive.
        timings: seconds by stage.
    """

    reading: Reading
    page: Page | None
    portrait: FaceSample | None
    inventory: Inventory
    mrz_picture: int | None
    pictures: tuple[Picture, ...]
    timings: tuple[tuple[str, float], ...]


def acquire_document(
    document: Pictures,
    *,
    engine: str | Reader = DEFAULT_READER,
    face_engine: str | Engine | None = DEFAULT_FACE_ENGINE,
    limits: Limits | None = None,
    threads: int = 1,
) -> AcquiredDocument:
    """Read a document, place its page, and find its portrait on it.

    Args:
        document: its picture as `load_image` takes it, or a list of pictures of its sides, in any order.
        engine: the reader: "docverify", "passporteye", "null", one that a package brings, or a `Reader`.
        face_engine: name of a face engine, or an `Engine`; None looks for no portrait.
        limits: how large each picture may be; `Limits()` unless given.
        threads: processor threads that the networks may use.

    Raises:
        InputError: a picture cannot be used; its `picture` says which.
        ConfigurationError: no engine has that name.
        EngineMissing: an engine is not installed.
        EngineFailed: an engine broke.
    """
    watch = Stopwatch()
    reader = reader_named(engine, threads=threads)
    matcher = None if face_engine is None else engine_named(face_engine, threads=threads)
    with watch.stage("document.load"):
        pictures = opened(document, "document", limits=limits, most=MOST_SIDES)
    with watch.stage("document.read"):
        readings = [read_with(reader, picture) for picture in pictures]
    best = max(range(len(readings)), key=lambda number: _merit(readings[number]))
    reading = readings[best]
    read = reading.mrz is not None
    if reading.inverted:  # nothing moves, and a face in a negative is nobody's
        pictures[best] = 255 - pictures[best]
    page = None
    if reading.mrz is not None and reading.cells is not None:
        page = page_of(reading.mrz.format, reading.cells.quads)
    portrait: Portrait | None = None
    if matcher is not None:
        portrait = acquire_portrait(pictures, page=page, on=best if read else None, engine=matcher)
        watch.add("portrait", portrait.sample.timings)
    paler: list[NDArray[np.float64]] = []
    slant = None
    if page is not None and reading.quad is not None:
        with watch.stage("document.page"):
            slant = slant_of(pictures[best], page, reading.quad)
            if portrait is not None and _on_the_rim(page, portrait):
                paler = zones_on_page(pictures[best], page, reading.quad, threads=threads)
    return AcquiredDocument(
        reading=reading,
        page=page,
        portrait=None if portrait is None else portrait.sample,
        inventory=_inventory(
            pictures,
            readings,
            best,
            paler=paler,
            framed=page is not None and in_dark_frame(pictures[best], page.outline),
            slant=slant,
            faces=() if portrait is None else portrait.faces,
        ),
        mrz_picture=best if read else None,
        pictures=tuple(pictures),
        timings=tuple(watch.timings),
    )


def _on_the_rim(page: Page, portrait: Portrait) -> bool:
    """Whether the portrait lies oddly for this MRZ, so that another one may be the page's own."""
    places = [one for one in portrait.faces if one.counts and one.place is FacePlace.PORTRAIT]
    return any(not usual(page, one.face.box) for one in places)


def _merit(reading: Reading) -> tuple[bool, bool, float]:
    """The side whose MRZ counts: one that was read, the surest."""
    return reading.mrz is not None, reading.sure, reading.confidence if reading.confidence > 0 else 0.0


def _inventory(
    pictures: Sequence[Picture],
    readings: Sequence[Reading],
    best: int,
    *,
    paler: Sequence[NDArray[np.float64]],
    framed: bool,
    slant: float | None,
    faces: tuple[SeenFace, ...],
) -> Inventory:
    said = readings[best].lines
    zones = [
        SeenZone(
            picture=number,
            format=None if one.mrz is None else one.mrz.format,
            quad=one.quad,
            counts=one is readings[best],
            same_text=one.lines == said,
        )
        for number, reading in enumerate(readings)
        for one in ((reading, *reading.others) if reading.mrz is not None else reading.others)
    ]
    zones += [SeenZone(picture=best, format=None, quad=quad, counts=False, same_text=False) for quad in paler]
    return Inventory(
        pictures=len(pictures),
        repeated=any(np.array_equal(one, other) for one, other in combinations(pictures, 2)),
        framed=framed,
        zones=tuple(zones),
        faces=faces,
        slant=slant,
    )
