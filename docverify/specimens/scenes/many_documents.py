"""More than one document, or more than one MRZ, in one picture."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

import cv2
import numpy as np

from docverify.mrz import MrzFormat
from docverify.specimens.draw import Side, Specimen
from docverify.specimens.scenes.flat import Piece, oblong, opaque, page_piece
from docverify.specimens.scenes.hidden import nobody
from docverify.specimens.scenes.stage import AT, Stage, document, holder, live, take
from docverify.specimens.scenes.things import phone
from docverify.specimens.scenes.values import INCONCLUSIVE, NOT_PASSED, Pictures, SceneKind


def _shown(stage: Stage, pieces: list[Piece]) -> tuple[Pictures, Pictures]:
    return (take(stage, pieces),), (live(stage, stage.bearer.live),)


def _size(page: Piece) -> tuple[float, float]:
    """Width and height of a page, mm."""
    width, height = np.ptp(page.quad, axis=0)
    return float(width), float(height)


def _two(stage: Stage) -> tuple[Piece, Specimen]:
    """The bearer's document at the origin and a stranger's, or the other way round."""
    people = [stage.bearer, stage.stranger]
    if stage.chance(0.5):
        people.reverse()
    first, second = (document(stage, person.portrait) for person in people)
    return page_piece(first, leads=True), second


def _side_by_side(stage: Stage) -> tuple[Pictures, Pictures]:
    page, other = _two(stage)
    width, height = _size(page)
    across = stage.chance(0.5)
    gap = stage.between(2, 15)
    sign = 1 if stage.chance(0.5) else -1
    shift = (
        (sign * (width + gap), stage.between(-8, 8))
        if across
        else (stage.between(-8, 8), sign * (height + gap))
    )
    centre = width / 2 + shift[0], height / 2 + shift[1]
    return _shown(stage, [page_piece(other, centre=centre, turn=stage.between(-4, 4)), page])


def _overlapping(stage: Stage) -> tuple[Pictures, Pictures]:
    """The upper one covers the right part of the lower one's data: both MRZs are seen."""
    page, other = _two(stage)
    width, height = _size(page)
    rise = (
        -_share_above_mrz(page) * height * stage.between(0.8, 0.95)
        if stage.format is MrzFormat.TD1
        else -height * 0.42
    )
    centre = width / 2 + width * stage.between(0.5, 0.75), height / 2 + rise * stage.between(0.9, 1.1)
    return _shown(stage, [page, page_piece(other, centre=centre, turn=stage.between(-5, 2))])


def _share_above_mrz(page: Piece) -> float:
    assert page.specimen is not None  # noqa: S101 - pages that lead have one
    return float(page.specimen.line_quads[..., 1].min() / page.specimen.image.shape[0])


def _card_on_top(stage: Stage) -> tuple[Pictures, Pictures]:
    """The front of the bearer's card hides a stranger's portrait; the card's own lies beside that."""
    page = page_piece(document(stage, stage.stranger.portrait), leads=True)
    assert page.specimen is not None  # noqa: S101 - it leads
    assert page.specimen.portrait_quad is not None  # noqa: S101 - it is drawn with one
    card = document(
        replace(stage, format=MrzFormat.TD1), stage.bearer.portrait, side=Side.FRONT, portrait_right=True
    )
    portrait = page.specimen.portrait_quad / page.specimen.px_per_mm
    foot = float(page.specimen.line_quads[..., 1].min()) / page.specimen.px_per_mm
    wide, high = card.image.shape[1] / card.px_per_mm, card.image.shape[0] / card.px_per_mm
    left = float(portrait[:, 0].min()) - stage.between(0, 5)
    low = min(foot - 1, float(portrait[:, 1].max()) + stage.between(0, 4))
    centre = left + wide / 2, low - high / 2
    return _shown(stage, [page, page_piece(card, centre=centre, turn=stage.between(-2, 2))])


def _with_expired(stage: Stage, sign: int) -> tuple[Pictures, Pictures]:
    page = page_piece(document(stage, nobody(stage)), leads=True)
    ended = AT - timedelta(days=int(stage.rng.integers(60, 2000)))
    old = document(stage, stage.bearer.portrait, of=replace(holder(stage), date_of_expiry=ended))
    width, height = _size(page)
    centre = width / 2 + stage.between(-6, 6), height / 2 + sign * (height + stage.between(1, 10))
    return _shown(stage, [page_piece(old, centre=centre, turn=stage.between(-2, 2)), page])


def _above_expired(stage: Stage) -> tuple[Pictures, Pictures]:
    return _with_expired(stage, 1)


def _below_expired(stage: Stage) -> tuple[Pictures, Pictures]:
    return _with_expired(stage, -1)


def strip_of(stage: Stage) -> Piece:
    """The MRZ of a stranger's document, cut out of its page, at the origin; print that can be read."""
    clear: dict[str, Any] = {
        "stock": 0.9,
        "guilloche": 0.2,
        "mrz_opacity": 1.0,
        "mrz_fading": 0.0,
        "mrz_ink": (20, 20, 20),
    }
    page = document(stage, stage.stranger.portrait, side=Side.MRZ, overprint=0.0, **clear)
    low, high = (page.line_quads.reshape(-1, 2) for _ in range(2))
    left, top = np.maximum(np.floor(low.min(axis=0) - 2.5 * page.px_per_mm), 0).astype(int)
    right, bottom = np.ceil(high.max(axis=0) + 2.5 * page.px_per_mm).astype(int)
    image = page.image[top:bottom, left:right]
    size = image.shape[1] / page.px_per_mm, image.shape[0] / page.px_per_mm
    return opaque(np.ascontiguousarray(image), oblong((0, 0), *size))


def _mrz_place(page: Piece) -> tuple[float, float, float, float]:
    """Left, top, right and bottom of the MRZ of a page that leads, mm."""
    assert page.specimen is not None  # noqa: S101 - pages that lead have one
    points = page.specimen.line_quads.reshape(-1, 2) / page.specimen.px_per_mm
    (left, top), (right, bottom) = points.min(axis=0), points.max(axis=0)
    return float(left), float(top), float(right), float(bottom)


def _with_strip(stage: Stage, place: str) -> tuple[Pictures, Pictures]:
    page = page_piece(document(stage, stage.bearer.portrait), leads=True)
    strip = strip_of(stage)
    _wide, high = (float(length) for length in np.ptp(strip.quad, axis=0))
    left, top, right, bottom = _mrz_place(page)
    middle = (left + right) / 2 + stage.between(-1, 1)
    turn = stage.between(-0.8, 0.8)
    if place == "over":
        y, turn = (top + bottom) / 2, stage.between(9, 15) * (1 if stage.chance(0.5) else -1)
    elif place == "above":
        y = top - high / 2 - 0.5
    elif stage.chance(0.5):
        y, turn = stage.between(-5, -1), stage.between(-2, 2)
    else:
        y, turn = bottom + high / 2 + stage.between(2, 5), stage.between(-5, 5)
    spin = oblong((middle, y), *map(float, np.ptp(strip.quad, axis=0)), turn=turn)
    return _shown(stage, [page, replace(strip, quad=spin)])


def _printed_twice(stage: Stage) -> tuple[Pictures, Pictures]:
    return _with_strip(stage, "above")


def _strip_elsewhere(stage: Stage) -> tuple[Pictures, Pictures]:
    return _with_strip(stage, "elsewhere")


def _strip_over(stage: Stage) -> tuple[Pictures, Pictures]:
    return _with_strip(stage, "over")


def _phone_beside(stage: Stage) -> tuple[Pictures, Pictures]:
    """The real document has no portrait; the phone shows the bearer's."""
    page = page_piece(document(stage, nobody(stage)), leads=True)
    width, height = _size(page)
    tall = stage.between(68, 100) if stage.format is not MrzFormat.TD1 else stage.between(90, 120)
    shown = document(stage, stage.bearer.portrait)
    sign = 1 if stage.chance(0.5) else -1
    if stage.chance(0.5):
        centre = (
            width / 2 + stage.between(-10, 10),
            height / 2 + sign * (height / 2 + tall / 2 + stage.between(3, 15)),
        )
    else:
        centre = width / 2 + sign * (width / 2 + tall + stage.between(3, 15)), height / 2
    return _shown(stage, [phone(stage, shown, centre=centre, height=tall, turn=stage.between(-5, 5)), page])


def _phone_instead(stage: Stage) -> tuple[Pictures, Pictures]:
    shown = document(stage, stage.bearer.portrait)
    tall = shown.image.shape[0] / shown.px_per_mm * stage.between(0.95, 1.1) + 8
    slab = phone(stage, shown, centre=(0, 0), height=tall)
    return _shown(stage, [slab])


def _photocopy(stage: Stage) -> tuple[Pictures, Pictures]:
    """A grey copy of the front of a stranger's card above the back of the bearer's."""
    stage = replace(stage, format=MrzFormat.TD1)
    front = _copied(document(stage, stage.stranger.portrait, side=Side.FRONT))
    back = _copied(document(stage, stage.bearer.portrait, side=Side.MRZ))
    sheet = np.full((round(170 * stage.scale), round(130 * stage.scale), 3), 246, np.uint8)
    width, height = back.image.shape[1] / stage.scale, back.image.shape[0] / stage.scale
    middle = width / 2 + stage.between(-6, 6), -height / 2 - stage.between(4, 16)
    paper = opaque(sheet, oblong((width / 2, -5.0), 130, 170, turn=stage.between(-3, 3)))
    return _shown(
        stage,
        [paper, page_piece(front, centre=middle, turn=stage.between(-3, 3)), page_piece(back, leads=True)],
    )


def _copied(page: Specimen) -> Specimen:
    grey = cv2.cvtColor(page.image, cv2.COLOR_RGB2GRAY)
    grey = np.asarray(cv2.convertScaleAbs(grey, alpha=1.15, beta=-6), np.uint8)
    return replace(page, image=np.repeat(grey[..., None], 3, axis=2))


_ROWS = (
    ("two_documents_side_by_side", "Two complete documents of two people lie side by side.", _side_by_side),
    ("two_documents_overlapping", "Two documents of two people overlap; both MRZs are seen.", _overlapping),
    ("mrz_printed_twice", "A stranger's MRZ stands right above the page's own.", _printed_twice),
    (
        "mrz_strip_elsewhere",
        "A stranger's MRZ is stuck to the head or the foot of the page.",
        _strip_elsewhere,
    ),
    (
        "phone_beside_document",
        "The portrait is blank; a phone beside it shows a document of the bearer.",
        _phone_beside,
    ),
    ("phone_instead_of_document", "There is no document but a phone that shows one.", _phone_instead),
)
_REFUTABLE = (
    (
        "card_lies_on_document",
        "The front of the bearer's card lies over a stranger's portrait.",
        _card_on_top,
    ),
    (
        "blank_portrait_above_expired",
        "The portrait is blank; an expired document of the bearer lies below.",
        _above_expired,
    ),
    (
        "blank_portrait_below_expired",
        "The portrait is blank; an expired document of the bearer lies above.",
        _below_expired,
    ),
    ("mrz_strip_aslant_over_own", "A stranger's MRZ is stuck aslant over the page's own.", _strip_over),
    (
        "photocopy_of_two_cards",
        "A copy of a stranger's card's front above the back of another card.",
        _photocopy,
    ),
)
KINDS = (
    *(SceneKind(name=name, title=title, right=INCONCLUSIVE, draw=draw) for name, title, draw in _ROWS),
    *(SceneKind(name=name, title=title, right=NOT_PASSED, draw=draw) for name, title, draw in _REFUTABLE),
)
