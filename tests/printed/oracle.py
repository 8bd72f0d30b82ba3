"""A reader of print that knows what stands on a specimen: what is left to test is all but the networks."""

from dataclasses import dataclass, field

import cv2
import numpy as np

from docverify.mrz import MrzFormat
from docverify.printed.found import Found
from docverify.specimens import Side, Style, capture, draw_specimen, random_holder
from docverify.specimens.conditions import clean

CHANCE = 0.996
OPEN_INK = {"guilloche": 0.05, "stock": 1.0, "ghost": 0.0, "overprint": 0.0}


@dataclass
class Oracle:
    """Reads captures of specimens by their truth, each where its picture shows it.

    Attributes:
        takes: the captures whose pictures are verified.
        chance: that each character is told with.
    """

    takes: tuple = ()
    chance: float = CHANCE
    name: str = "oracle"
    texts: dict = field(default_factory=dict)

    def find(self, view):
        taken = min(self.takes, key=lambda one: _unlikeness(one, view))
        to_view = np.linalg.inv(view.to_picture)
        height, width = view.grey.shape
        found = []
        for truth in taken.printed:
            if truth.kind == "perforation":
                continue
            quad = np.column_stack([truth.quad, np.ones(4)]) @ to_view.T
            top_left, top_right, bottom_right, bottom_left = quad[:, :2] / quad[:, 2:]
            left, right = (top_left + bottom_left) / 2, (top_right + bottom_right) / 2
            if (left >= 0).all() and (right < (width, height)).all() and right[0] > left[0]:
                found.append(Found(left, right, float(np.linalg.norm(bottom_left - top_left))))
                self.texts[id(found[-1])] = truth.text, found[-1]
        return found

    def read(self, picture, view, found):  # noqa: ARG002 - what every reader of print takes
        told = [self.texts[id(one)][0] for one in found]
        return [(text, (self.chance,) * len(text), ()) for text in told]


def _unlikeness(taken, view):
    """How unlike a capture is to what a view shows, looked at from where the view looks."""
    grey = cv2.cvtColor(taken.image, cv2.COLOR_RGB2GRAY)
    size = view.grey.shape[1], view.grey.shape[0]
    seen = cv2.warpPerspective(grey, view.to_picture, size, flags=cv2.INTER_LINEAR | cv2.WARP_INVERSE_MAP)
    return float(np.abs(seen.astype(float) - view.grey).mean())


def take(seed, *, layout=MrzFormat.TD3, height=24.0, side=Side.MRZ, holder=None, conditions=None, **options):
    """A large and clean capture of a specimen of the common design, unless told otherwise."""
    rng = np.random.default_rng(seed)
    shown = {"margin": 0.05, "surroundings": "table", "noise": 1.0} | (conditions or {})
    how = clean(rng).__class__(character_height=height, **shown)
    of = random_holder(layout, rng=rng) if holder is None else holder
    options.setdefault("style", Style(**OPEN_INK))
    drawn = draw_specimen(layout, holder=of, rng=rng, px_per_mm=how.px_per_mm, side=side, **options)
    return capture(drawn, how, rng=rng)
