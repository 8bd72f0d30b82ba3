"""Cards of two sides, whose portrait and MRZ never stand together."""

from dataclasses import replace

from docverify.mrz import MrzFormat
from docverify.specimens.draw import Side
from docverify.specimens.scenes.flat import page_piece
from docverify.specimens.scenes.stage import Stage, document, live, take, take_page
from docverify.specimens.scenes.things import face_beside
from docverify.specimens.scenes.values import INCONCLUSIVE, NOT_PASSED, Pictures, SceneKind


def _card(stage: Stage) -> Stage:
    return replace(stage, format=MrzFormat.TD1)


def _front_of_another(stage: Stage) -> tuple[Pictures, Pictures]:
    stage = _card(stage)
    front = document(stage, stage.stranger.portrait, side=Side.FRONT)
    back = document(stage, stage.bearer.portrait, side=Side.MRZ)
    return (take_page(stage, front), take_page(stage, back)), (live(stage, stage.bearer.live),)


def _back_alone(stage: Stage) -> tuple[Pictures, Pictures]:
    stage = _card(stage)
    return (take_page(stage, document(stage, stage.bearer.portrait, side=Side.MRZ)),), (
        live(stage, stage.bearer.live),
    )


def _back_and_face(stage: Stage) -> tuple[Pictures, Pictures]:
    stage = _card(stage)
    back = page_piece(document(stage, stage.bearer.portrait, side=Side.MRZ), leads=True)
    face = face_beside(stage, stage.bearer.portrait, back, "above")
    return (take(stage, [face, back]),), (live(stage, stage.bearer.live),)


def _front_alone(stage: Stage) -> tuple[Pictures, Pictures]:
    stage = _card(stage)
    return (take_page(stage, document(stage, stage.bearer.portrait, side=Side.FRONT)),), (
        live(stage, stage.bearer.live),
    )


KINDS = (
    SceneKind(
        name="card_front_of_another",
        title="Two pictures: the back of a card, and the front of a stranger's.",
        right=NOT_PASSED,
        draw=_front_of_another,
    ),
    SceneKind(
        name="card_back_alone",
        title="The back of a card, which has no portrait.",
        right=INCONCLUSIVE,
        draw=_back_alone,
    ),
    SceneKind(
        name="card_back_face_above",
        title="The back of a card, with the bearer's own face above it.",
        right=INCONCLUSIVE,
        draw=_back_and_face,
    ),
    SceneKind(
        name="card_front_alone",
        title="The front of a card, which has no MRZ.",
        right=INCONCLUSIVE,
        draw=_front_alone,
    ),
)
