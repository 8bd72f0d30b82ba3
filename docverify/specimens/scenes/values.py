"""What a scene is: its kind, the pictures taken of it, and the answers that are right."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

import numpy as np
from numpy.typing import NDArray

from docverify.specimens.scenes.stage import Person, Stage

Picture = NDArray[np.uint8]
Pictures = tuple[Picture, ...]


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Scene:
    """Pictures to hand to a verification, and what it may answer.

    Attributes:
        kind: a name of `SCENES`.
        documents: pictures of the document's sides, (H, W, 3) uint8 RGB; a card's front comes first.
        live: the live frames; none when nobody was pictured.
        right: the outcomes that are right: of PASSED, FAILED and INCONCLUSIVE.
        at: the day for which they are.
    """

    kind: str
    documents: Pictures
    live: Pictures
    right: frozenset[str]
    at: date


@dataclass(frozen=True, slots=True, kw_only=True)
class SceneKind:
    """A row of the table of scenes.

    Attributes:
        name: in lower_snake_case.
        title: what is seen, in one sentence.
        right: the outcomes that are right.
        draw: draws the pictures of the document, and the live ones.
        needs: names of the checks without which the answer cannot be right; the policy must require them.
    """

    name: str
    title: str
    right: frozenset[str]
    draw: Callable[[Stage], tuple[Pictures, Pictures]]
    needs: frozenset[str] = frozenset()

    @property
    def may_pass(self) -> bool:
        """Whether PASSED is right."""
        return "PASSED" in self.right


INCONCLUSIVE = frozenset({"INCONCLUSIVE"})
FAILED = frozenset({"FAILED"})
NOT_PASSED = INCONCLUSIVE | FAILED
"""For scenes in which something may be refuted, depending on what is seen."""
PASSED = frozenset({"PASSED"})

__all__ = [
    "FAILED",
    "INCONCLUSIVE",
    "NOT_PASSED",
    "PASSED",
    "Person",
    "Picture",
    "Pictures",
    "Scene",
    "SceneKind",
    "Stage",
]
