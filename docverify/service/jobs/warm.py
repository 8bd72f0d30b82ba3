"""Loads what jobs need, so that the first request does not wait for it."""

from contextlib import suppress
from datetime import date

import numpy as np

from docverify import api
from docverify.mrz import MrzFormat
from docverify.service.jobs.looked_up import looked_up
from docverify.service.lookups import Lookups, NotLookedUp
from docverify.specimens import draw_specimen, random_holder
from docverify.specimens.scenes import drawn_person


def warm(lookups: Lookups | None = None, *, at: date | None = None) -> None:
    """Verify a drawn specimen: whatever a verification loads is loaded then.

    Args:
        lookups: lists and galleries, which are opened; whoever asks next is told where one cannot be.
        at: now, where there are any.
    """
    if at is not None:
        with suppress(NotLookedUp):
            looked_up(lookups, at=at)
    rng = np.random.default_rng(0)
    person = drawn_person(rng)
    holder = random_holder(MrzFormat.TD3, rng=rng)
    drawn = draw_specimen(MrzFormat.TD3, holder=holder, rng=rng, portrait=person.portrait)
    api.verify(document=drawn.image, live=person.live, policy="border")
