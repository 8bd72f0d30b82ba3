"""Print and MRZ say different things: somebody altered one of them, or two cards were put together."""

from dataclasses import fields, replace
from typing import Final

import numpy as np

from docverify.evidence.printed import PrintedField
from docverify.mrz import MrzFormat
from docverify.specimens.alter import altered
from docverify.specimens.designs import COMMON, MEASURING, random_design
from docverify.specimens.draw import Side
from docverify.specimens.holder import Holder
from docverify.specimens.scenes.stage import AT, Stage, document, holder, live, take_page
from docverify.specimens.scenes.values import NOT_PASSED, Pictures, SceneKind
from docverify.specimens.style import random_style

_AGREE: Final = frozenset(f"printed_{field.value}_agrees" for field in PrintedField)
"""The checks that compare the print with the MRZ."""


def _two_holders(stage: Stage) -> tuple[Holder, Holder]:
    """One whose document is valid, and the same with one field altered, valid as well."""
    of = holder(stage)
    field = list(PrintedField)[int(stage.rng.integers(len(PrintedField)))]
    while True:
        other = altered(of, field, format=stage.format, rng=stage.rng)
        if not isinstance(other.date_of_expiry, str) and other.date_of_expiry and other.date_of_expiry > AT:
            return of, other


def _design(rng: np.random.Generator) -> str:
    return COMMON if rng.random() < 0.5 else random_design(rng, among=MEASURING)


def _print_altered(stage: Stage) -> tuple[Pictures, Pictures]:
    of, other = _two_holders(stage)
    page = document(stage, stage.bearer.portrait, of=of, printed=other, design=_design(stage.rng))
    return (take_page(stage, page),), (live(stage, stage.bearer.live),)


def _mrz_altered(stage: Stage) -> tuple[Pictures, Pictures]:
    of, other = _two_holders(stage)
    lines = other.lines(stage.format)
    page = document(stage, stage.bearer.portrait, of=of, lines=lines, design=_design(stage.rng))
    return (take_page(stage, page),), (live(stage, stage.bearer.live),)


def _two_cards(stage: Stage) -> tuple[Pictures, Pictures]:
    """The bearer's own card from the front, and the back of a stranger's, of one issue of one State."""
    stage = replace(stage, format=MrzFormat.TD1)
    style = replace(random_style(stage.rng), design=_design(stage.rng), ghost=0.0)
    look = {one.name: getattr(style, one.name) for one in fields(style)}
    own, other = holder(stage), holder(stage)
    other = replace(other, issuing_state=own.issuing_state, nationality=own.nationality)
    front = document(stage, stage.bearer.portrait, of=own, side=Side.FRONT, **look)
    back = document(stage, stage.stranger.portrait, of=other, side=Side.MRZ, **look)
    return (take_page(stage, front), take_page(stage, back)), (live(stage, stage.bearer.live),)


KINDS = (
    SceneKind(
        name="printed_field_altered",
        title="One field of the print was altered; the MRZ says the truth.",
        right=NOT_PASSED,
        draw=_print_altered,
        needs=_AGREE,
    ),
    SceneKind(
        name="mrz_field_altered",
        title="One field of the MRZ was altered, check digits and all; the print says the truth.",
        right=NOT_PASSED,
        draw=_mrz_altered,
        needs=_AGREE,
    ),
    SceneKind(
        name="front_and_back_of_two_cards",
        title="Two pictures: the front of the bearer's card, and the back of a stranger's.",
        right=NOT_PASSED,
        draw=_two_cards,
        needs=frozenset({"sides_belong_together", "printed_number_agrees", "printed_name_agrees"}),
    ),
)
