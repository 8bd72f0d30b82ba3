"""A face too many on the page or beside it, while the portrait may well be seen."""

from dataclasses import replace

import cv2
import numpy as np

from docverify.mrz import MrzFormat
from docverify.specimens.scenes.flat import Piece, oblong, page_piece
from docverify.specimens.scenes.hidden import SIDES, nobody
from docverify.specimens.scenes.stage import Person, Picture, Stage, document, holder, live, take
from docverify.specimens.scenes.things import face_beside, portrait_width, printed_photograph
from docverify.specimens.scenes.values import INCONCLUSIVE, NOT_PASSED, Pictures, SceneKind


def on_data_area(stage: Stage, page: Piece, photograph: Picture, *, sizes: tuple[float, float]) -> Piece:
    """A photograph stuck on the page where its data are printed, `sizes` times as wide as the portrait."""
    assert page.specimen is not None  # noqa: S101 - pages that lead have one
    assert page.specimen.portrait_quad is not None  # noqa: S101 - and a portrait
    portrait = page.specimen.portrait_quad / page.specimen.px_per_mm
    width = portrait_width(page) * stage.between(*sizes)
    high = width * 1.25
    page_low, page_high = page.quad.min(axis=0), page.quad.max(axis=0)
    foot = float(page.specimen.line_quads[..., 1].min()) / page.specimen.px_per_mm
    at_left = float(portrait[:, 0].mean()) < float(page.quad[:, 0].mean())
    edge = (
        float(portrait[:, 0].max() + width / 2 + 2)
        if at_left
        else float(portrait[:, 0].min() - width / 2 - 2)
    )
    far = float(page_high[0] - width / 2) if at_left else float(page_low[0] + width / 2)
    # It stands clear of the MRZ; a large one reaches over the upper edge of the page.
    lowest = foot - 2 - high / 2
    centre = (
        edge + (far - edge) * stage.between(0, 1),
        min(lowest, float(portrait[:, 1].mean()) + stage.between(-4, 4)),
    )
    return printed_photograph(stage, photograph, centre=centre, width=width, rim=stage.between(0, 1))


def _stuck_on(
    stage: Stage, portrait: Picture, photograph: Picture, sizes: tuple[float, float]
) -> tuple[Pictures, Pictures]:
    page = page_piece(document(stage, portrait), leads=True)
    pieces = [page, on_data_area(stage, page, photograph, sizes=sizes)]
    return (take(stage, pieces),), (live(stage, stage.bearer.live),)


def _on_blank(stage: Stage) -> tuple[Pictures, Pictures]:
    return _stuck_on(stage, nobody(stage), stage.bearer.portrait, (0.95, 1.3))


def _beside_strangers_portrait(stage: Stage) -> tuple[Pictures, Pictures]:
    return _stuck_on(stage, stage.stranger.portrait, stage.bearer.portrait, (1.0, 1.3))


def _second_face(stage: Stage) -> tuple[Pictures, Pictures]:
    return _stuck_on(stage, stage.bearer.portrait, stage.stranger.portrait, (0.85, 1.1))


def _face_above(stage: Stage) -> tuple[Pictures, Pictures]:
    return _held(stage, stage.stranger, "above", age=(18, 70))


def _face_beside(stage: Stage) -> tuple[Pictures, Pictures]:
    return _held(stage, stage.stranger, str(stage.rng.choice(SIDES[1:])), age=(18, 70))


def _childs(stage: Stage) -> tuple[Pictures, Pictures]:
    return _held(stage, stage.stranger, str(stage.rng.choice(SIDES)), age=(4, 12))


def _held(stage: Stage, owner: Person, side: str, *, age: tuple[float, float]) -> tuple[Pictures, Pictures]:
    page = page_piece(document(stage, owner.portrait, of=holder(stage, age=age)), leads=True)
    face = face_beside(stage, stage.bearer.portrait, page, side, sizes=(0.8, 3.0))
    return (take(stage, [face, page]),), (live(stage, stage.bearer.live),)


def _facing_page(stage: Stage) -> tuple[Pictures, Pictures]:
    stage = replace(stage, format=MrzFormat.TD3)  # the only booklet
    page = page_piece(document(stage, nobody(stage), facing_page=stage.between(0.65, 0.9)), leads=True)
    fold = float(page.quad[:, 1].max()) - 88
    width = stage.between(0.8, 1.2) * portrait_width(page)
    centre = stage.between(20, 100), fold / 2 - 1
    face = printed_photograph(stage, stage.bearer.portrait, centre=centre, width=min(width, fold * 0.72))
    return (take(stage, [page, face]),), (live(stage, stage.bearer.live),)


def ghost(stage: Stage, page: Piece, portrait: Picture) -> Piece:
    """A small grey print of a portrait, as a second security feature: right of the data, above the MRZ."""
    assert page.specimen is not None  # noqa: S101 - pages that lead have one
    width = portrait_width(page) * stage.between(0.42, 0.6)
    foot = float(page.specimen.line_quads[..., 1].min()) / page.specimen.px_per_mm
    right = float(page.quad[:, 0].max())
    at_right = page.specimen.portrait_quad is not None and (
        float(page.specimen.portrait_quad[:, 0].mean()) / page.specimen.px_per_mm < right / 2
    )
    x = right - width / 2 - 4 if at_right else width / 2 + 4
    if page.specimen.format is MrzFormat.TD1:  # on the front, beside the portrait
        assert page.specimen.portrait_quad is not None  # noqa: S101 - the front has one
        foot = float(page.specimen.portrait_quad[:, 1].max()) / page.specimen.px_per_mm + 3
    piece = printed_photograph(stage, portrait, centre=(x, foot - 3 - width * 0.625), width=width)
    grey = cv2.cvtColor(piece.image, cv2.COLOR_RGB2GRAY)
    strength = round(255 * stage.between(0.65, 0.85))
    mask = np.full(grey.shape, strength, np.uint8)
    quad = oblong((x, foot - 3 - width * 0.625), width, width * 1.25)
    return replace(piece, image=np.repeat(grey[..., None], 3, axis=2), mask=mask, quad=quad)


def _pasted_portrait(stage: Stage) -> tuple[Pictures, Pictures]:
    """The stranger's document: their ghost image stays, their portrait lies under the bearer's photograph."""
    page = page_piece(document(stage, stage.stranger.portrait, portrait_grey=False), leads=True)
    assert page.specimen is not None  # noqa: S101 - it leads
    assert page.specimen.portrait_quad is not None  # noqa: S101 - it is drawn with one
    place = page.specimen.portrait_quad / page.specimen.px_per_mm
    middle = place.mean(axis=0) + stage.rng.uniform(-0.5, 0.5, 2)
    width = portrait_width(page) * stage.between(1.02, 1.06)
    pasted = printed_photograph(
        stage, stage.bearer.portrait, centre=(float(middle[0]), float(middle[1])), width=width
    )
    height = float(np.ptp(place[:, 1])) * stage.between(1.02, 1.06)
    pasted = replace(
        pasted,
        quad=oblong((float(middle[0]), float(middle[1])), width, height, turn=stage.between(-1.5, 1.5)),
    )
    pieces = [page, ghost(stage, page, stage.stranger.portrait), pasted]
    return (take(stage, pieces),), (live(stage, stage.bearer.live),)


KINDS = (
    SceneKind(
        name="face_on_data_area_portrait_blank",
        title="The portrait is blank, and a face as large or larger is stuck on the data area.",
        right=INCONCLUSIVE,
        draw=_on_blank,
    ),
    SceneKind(
        name="face_on_data_area_strangers_portrait",
        title="The bearer's face, as large as the portrait or larger, is stuck on a stranger's document.",
        right=NOT_PASSED,
        draw=_beside_strangers_portrait,
    ),
    SceneKind(
        name="second_face_on_page",
        title="Another person's face, of the portrait's size, stands on the page beside the portrait.",
        right=INCONCLUSIVE,
        draw=_second_face,
    ),
    SceneKind(
        name="strangers_document_face_above",
        title="Somebody else's document, its portrait seen, with the bearer's own face above it.",
        right=NOT_PASSED,
        draw=_face_above,
    ),
    SceneKind(
        name="strangers_document_face_beside",
        title="Somebody else's document, its portrait seen, with the bearer's own face below or beside it.",
        right=NOT_PASSED,
        draw=_face_beside,
    ),
    SceneKind(
        name="childs_document_parent_beside",
        title="A child's document, with the face of a parent beside it, who stands before the camera.",
        right=NOT_PASSED,
        draw=_childs,
    ),
    SceneKind(
        name="face_on_facing_page",
        title="A passport open at two pages: the portrait is blank, and a face is on the facing page.",
        right=INCONCLUSIVE,
        draw=_facing_page,
    ),
    SceneKind(
        name="portrait_pasted_over_ghost_left",
        title="The bearer's photograph is pasted over the portrait; the ghost image shows somebody else.",
        right=NOT_PASSED,
        draw=_pasted_portrait,
    ),
)
