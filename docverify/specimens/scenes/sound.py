"""Nothing is wrong: scenes that shall pass, however the document lies and whatever lies beside it."""

from dataclasses import fields, replace

from docverify.mrz import MrzFormat
from docverify.specimens.draw import Side
from docverify.specimens.scenes.flat import page_piece
from docverify.specimens.scenes.second_faces import ghost
from docverify.specimens.scenes.stage import Stage, document, holder, live, take, take_page
from docverify.specimens.scenes.things import beside, coin, letter, pen, portrait_width, standing
from docverify.specimens.scenes.values import PASSED, Pictures, SceneKind
from docverify.specimens.style import random_style


def _plain(stage: Stage) -> tuple[Pictures, Pictures]:
    return (take_page(stage, document(stage, stage.bearer.portrait)),), (live(stage, stage.bearer.live),)


def _with_ghost(stage: Stage) -> tuple[Pictures, Pictures]:
    page = page_piece(document(stage, stage.bearer.portrait), leads=True)
    pieces = [page, ghost(stage, page, stage.bearer.portrait)]
    return (take(stage, pieces),), (live(stage, stage.bearer.live),)


def _upside_down(stage: Stage) -> tuple[Pictures, Pictures]:
    page = page_piece(document(stage, stage.bearer.portrait), leads=True)
    shown = take(stage, [page], rotation=180.0 + stage.between(-4, 4))
    return (shown,), (live(stage, stage.bearer.live),)


def _both_sides(stage: Stage) -> tuple[Pictures, Pictures]:
    return _plain(replace(stage, format=MrzFormat.TD1))


def _two_pictures(stage: Stage) -> tuple[Pictures, Pictures]:
    stage = replace(stage, format=MrzFormat.TD1)
    of, style = holder(stage), replace(random_style(stage.rng), ghost=0.0)
    look = {one.name: getattr(style, one.name) for one in fields(style)}
    sides = (
        document(stage, stage.bearer.portrait, of=of, side=side, **look) for side in (Side.FRONT, Side.MRZ)
    )
    return tuple(take_page(stage, side) for side in sides), (live(stage, stage.bearer.live),)


def _cluttered(stage: Stage) -> tuple[Pictures, Pictures]:
    page = page_piece(document(stage, stage.bearer.portrait), leads=True)
    width, height = (float(page.quad[:, axis].max()) for axis in (0, 1))
    sheets = [
        letter(
            stage,
            centre=(stage.between(0, width), stage.between(0, height)),
            width=stage.between(80, 150),
            height=stage.between(100, 160),
            turn=stage.between(-30, 30),
        )
        for _ in range(2)
    ]
    sheets = [replace(sheet, framed=False) for sheet in sheets]
    writing = pen(stage, centre=(width / 2, -stage.between(9, 20)), turn=stage.between(-4, 4))
    coins = [
        coin(
            stage,
            centre=(width + stage.between(14, 26), stage.between(0, height))
            if stage.chance(0.5)
            else (-stage.between(14, 26), stage.between(0, height)),
        )
        for _ in range(4)
    ]
    return (take(stage, [*sheets, writing, *coins, page], margin=0.12),), (live(stage, stage.bearer.live),)


def _bystander(stage: Stage) -> tuple[Pictures, Pictures]:
    """Somebody else stands far behind: their face is a quarter to a third as wide as the portrait."""
    page = page_piece(document(stage, stage.bearer.portrait), leads=True)
    width = portrait_width(page) * stage.between(0.3, 0.45)
    centre = beside(page.quad, "above", width, gap=stage.between(8, 25), along=stage.between(0.2, 0.9))
    person = standing(stage, stage.stranger.live, centre=centre, width=width)
    return (take(stage, [person, page]),), (live(stage, stage.bearer.live),)


_ROWS = (
    ("sound", "A sound document and its bearer.", _plain),
    ("sound_with_ghost", "A sound document whose ghost image shows its bearer, too.", _with_ghost),
    ("sound_upside_down", "A sound document that lies upside down.", _upside_down),
    ("sound_card_both_sides", "A sound card, front above back in one picture.", _both_sides),
    ("sound_card_two_pictures", "A sound card, its front and its back in two pictures.", _two_pictures),
    ("sound_on_clutter", "A sound document on a cluttered table.", _cluttered),
    ("sound_bystander", "A sound document; somebody stands far behind it.", _bystander),
)
KINDS = tuple(SceneKind(name=name, title=title, right=PASSED, draw=draw) for name, title, draw in _ROWS)
