"""The portrait cannot be seen: blank, or under fingers, glare or a sticker; and what lies beside it."""

from collections.abc import Callable
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from docverify.specimens import backgrounds, degrade
from docverify.specimens.draw import Specimen
from docverify.specimens.holder import Holder
from docverify.specimens.scenes.flat import Piece, page_piece
from docverify.specimens.scenes.stage import Stage, document, holder, live, take
from docverify.specimens.scenes.things import (
    beside,
    face_beside,
    hand_over,
    portrait_width,
    printed_photograph,
    standing,
    sticker,
)
from docverify.specimens.scenes.values import INCONCLUSIVE, NOT_PASSED, Pictures, SceneKind

Picture = NDArray[np.uint8]
Pieces = list[Piece]

SIDES = ("above", "below", "left", "right")


def nobody(stage: Stage) -> Picture:
    """What is printed where a portrait was blanked: paper."""
    return backgrounds.paper(stage.rng, 420, 330)


def blanked(stage: Stage, _portrait: Picture, of: Holder) -> Pieces:
    """A document with paper where the portrait should be."""
    return [page_piece(document(stage, nobody(stage), of=of), leads=True)]


def under_fingers(stage: Stage, portrait: Picture, of: Holder) -> Pieces:
    """A document whose portrait lies under the fingers that hold it."""
    page = page_piece(document(stage, portrait, of=of), leads=True)
    return [page, *hand_over(stage, page)]


def under_glare(stage: Stage, portrait: Picture, of: Holder) -> Pieces:
    """A document whose portrait is washed out by a lamp."""
    return [page_piece(glared(stage, document(stage, portrait, of=of)), leads=True)]


def under_sticker(stage: Stage, portrait: Picture, of: Holder) -> Pieces:
    """A document with a label stuck over the portrait."""
    page = page_piece(document(stage, portrait, of=of), leads=True)
    return [page, sticker(stage, page)]


COVERS = (blanked, under_fingers, under_glare, under_sticker)


def glared(stage: Stage, page: Specimen) -> Specimen:
    """The page with a lamp's reflection on its portrait: two reflections, as no single one is so flat."""
    assert page.portrait_quad is not None  # noqa: S101 - pages are drawn with one
    width, height = np.ptp(page.portrait_quad, axis=0)
    x, y = page.portrait_quad.mean(axis=0) - (0, height * 0.04)
    image = page.image
    for shift in (-0.16, 0.16):
        image = degrade.glare(
            image,
            centre=(float(x + stage.between(-0.05, 0.05) * width), float(y + shift * height)),
            radii=(float(width * 0.62), float(height * 0.45)),
            angle=stage.between(-20, 20),
            strength=1.0,
        )
    return replace(page, image=image)


@dataclass(frozen=True, slots=True)
class _Hidden:
    """Draws a document whose portrait is hidden, and a face somewhere beside it.

    Attributes:
        covers: one of which is drawn.
        sides: of the page, at one of which a face stands; none: no face.
        stranger: whether the document is a stranger's; the face beside it is the bearer's in any case.
    """

    covers: tuple[Callable[[Stage, Picture, Holder], Pieces], ...]
    sides: tuple[str, ...] = ()
    stranger: bool = False

    def __call__(self, stage: Stage) -> tuple[Pictures, Pictures]:
        owner = stage.stranger if self.stranger else stage.bearer
        cover = self.covers[int(stage.rng.integers(len(self.covers)))]
        pieces = cover(stage, owner.portrait, holder(stage))
        if self.sides:
            side = str(stage.rng.choice(self.sides))
            pieces = [face_beside(stage, stage.bearer.portrait, pieces[0], side), *pieces]
        return (take(stage, pieces),), (live(stage, stage.bearer.live),)


def _held_upside_down(stage: Stage) -> tuple[Pictures, Pictures]:
    """In the picture the face is above; seen from the document, it is below."""
    pieces = blanked(stage, stage.bearer.portrait, holder(stage))
    pieces.insert(0, _turned_face(stage, pieces[0]))
    shown = take(stage, pieces, rotation=180.0 + stage.between(-5, 5))
    return (shown,), (live(stage, stage.bearer.live),)


def _turned_face(stage: Stage, page: Piece) -> Piece:
    width = stage.between(0.7, 2.5) * portrait_width(page)
    centre = beside(page.quad, "below", width, gap=stage.between(1, 10), along=stage.between(0.1, 0.9))
    face = standing(stage, stage.bearer.portrait, centre=centre, width=width)
    return replace(face, quad=np.roll(face.quad, 2, axis=0))


def _photograph_beside(stage: Stage) -> tuple[Pictures, Pictures]:
    pieces = blanked(stage, stage.bearer.portrait, holder(stage))
    side = str(stage.rng.choice(SIDES))
    width = stage.between(28, 40)
    centre = beside(pieces[0].quad, side, width + 4, gap=stage.between(2, 12), along=stage.between(0.1, 0.9))
    photograph = printed_photograph(
        stage, stage.bearer.portrait, centre=centre, width=width, rim=stage.between(0, 3)
    )
    return (take(stage, [photograph, *pieces]),), (live(stage, stage.bearer.live),)


_NAMES = ("blanked", "under_fingers", "under_glare", "under_sticker")
_TITLES = (
    "The portrait is blank",
    "Fingers lie over the portrait",
    "A lamp washes out the portrait",
    "A label is stuck over the portrait",
)

KINDS = (
    *(
        SceneKind(name=f"portrait_{name}", title=f"{title}.", right=INCONCLUSIVE, draw=_Hidden((cover,)))
        for name, title, cover in zip(_NAMES, _TITLES, COVERS, strict=True)
    ),
    *(
        SceneKind(
            name=f"portrait_blanked_face_{side}",
            title=f"The portrait is blank, and the bearer's own face is seen {side} the document."
            if side in ("above", "below")
            else f"The portrait is blank, and the bearer's own face is seen to the {side} of the document.",
            right=INCONCLUSIVE,
            draw=_Hidden((blanked,), (side,)),
        )
        for side in SIDES
    ),
    *(
        SceneKind(
            name=f"portrait_{name}_face_beside",
            title=f"{title}, and the bearer's own face is seen at one side of the document.",
            right=INCONCLUSIVE,
            draw=_Hidden((cover,), SIDES),
        )
        for name, title, cover in list(zip(_NAMES, _TITLES, COVERS, strict=True))[1:]
    ),
    SceneKind(
        name="strangers_portrait_hidden_face_above",
        title="Somebody else's document with its portrait hidden, and the bearer's own face above it.",
        right=NOT_PASSED,
        draw=_Hidden(COVERS[1:], ("above",), stranger=True),
    ),
    SceneKind(
        name="held_upside_down_face_above",
        title="The document is held upside down, its portrait blank, and the bearer's face is above it.",
        right=INCONCLUSIVE,
        draw=_held_upside_down,
    ),
    SceneKind(
        name="photograph_beside_blank_portrait",
        title="The portrait is blank, and a photograph of the bearer lies beside the document.",
        right=INCONCLUSIVE,
        draw=_photograph_beside,
    ),
)
