"""Loads what jobs need, so that the first request does not wait for it."""

import numpy as np

from docverify import api
from docverify.mrz import MrzFormat
from docverify.specimens import draw_specimen, random_holder
from docverify.specimens.scenes import drawn_person


def warm() -> None:
    """Verify a drawn specimen: whatever a verification loads is loaded then."""
    rng = np.random.default_rng(0)
    person = drawn_person(rng)
    holder = random_holder(MrzFormat.TD3, rng=rng)
    drawn = draw_specimen(MrzFormat.TD3, holder=holder, rng=rng, portrait=person.portrait)
    api.verify(document=drawn.image, live=person.live, policy="border")
