"""Every kind of scene by its name, and the way to draw one."""

from collections.abc import Callable, Mapping
from types import MappingProxyType

import numpy as np

from docverify.errors import InputError
from docverify.mrz import MrzFormat
from docverify.specimens.conditions import CONDITIONS, Conditions
from docverify.specimens.portrait import stand_in
from docverify.specimens.scenes import (
    cards,
    disagreeing,
    hidden,
    live_pictures,
    many_documents,
    second_faces,
    sound,
    texts,
)
from docverify.specimens.scenes.stage import AT, Person, Stage
from docverify.specimens.scenes.values import Scene, SceneKind

_FAMILIES = (hidden, second_faces, many_documents, cards, live_pictures, texts, disagreeing, sound)

SCENES: Mapping[str, SceneKind] = MappingProxyType(
    {kind.name: kind for family in _FAMILIES for kind in family.KINDS}
)
"""The kinds of scenes: first those that must not pass, then the sound ones."""


def draw_scene(
    kind: str,
    *,
    bearer: Person,
    stranger: Person,
    rng: np.random.Generator,
    conditions: str | Callable[[np.random.Generator], Conditions] = "kiosk",
    format: MrzFormat = MrzFormat.TD3,  # noqa: A002 - the word of the house
) -> Scene:
    """Draw one scene.

    Args:
        kind: a name of `SCENES`.
        bearer: who stands before the camera.
        stranger: somebody else; of the same sex and about as old is hardest.
        rng: source of every choice.
        conditions: how documents are pictured: a name of `CONDITIONS`, or what draws them.
        format: of the document; scenes of cards are TD1, a scene of two open pages TD3, whatever is said.

    Returns:
        The scene; its documents are valid on its day unless the kind says otherwise.

    Raises:
        InputError: no kind, or no conditions, have that name; the message lists those that there are.
    """
    if kind not in SCENES:
        raise InputError(f"there is no scene {kind!r}: choose one of {', '.join(SCENES)}")
    if isinstance(conditions, str):
        if conditions not in CONDITIONS:
            raise InputError(f"there are no conditions {conditions!r}: choose one of {', '.join(CONDITIONS)}")
        conditions = CONDITIONS[conditions]
    stage = Stage(rng=rng, bearer=bearer, stranger=stranger, conditions=conditions(rng), format=format)
    row = SCENES[kind]
    documents, live = row.draw(stage)
    return Scene(kind=kind, documents=documents, live=live, right=row.right, at=AT)


def drawn_person(rng: np.random.Generator) -> Person:
    """Nobody, for want of photographs: two drawings of heads. No engine is asked to know them again."""
    state = rng.bit_generator.state
    portrait = stand_in(rng, width=330, height=420)
    rng.bit_generator.state = state
    return Person(portrait=portrait, live=stand_in(rng, width=480, height=640))
