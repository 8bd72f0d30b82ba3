"""How else a picture may have been taken that shows no MRZ as it is: in a mirror, or as a negative."""

from collections.abc import Callable
from typing import Final, NamedTuple

import cv2
import numpy as np
from numpy.typing import NDArray

from docverify.evidence.reading import Reading, Step
from docverify.reading import thresholds
from docverify.reading.answer import reading_of
from docverify.reading.attempt import glance
from docverify.reading.locate import locate
from docverify.reading.search import Found, search
from docverify.reading.ways import INVERTED, MIRRORED, Way


class OtherWay(NamedTuple):
    """Another way to look at a picture.

    Attributes:
        step: its name.
        way: how the picture is turned, and what was read turned back.
        likely: whether a picture, of which this was found, may be one.
    """

    step: Step
    way: Way
    likely: Callable[[NDArray[np.uint8], Found], bool]


def seen_in(image: NDArray[np.uint8], way: Way, *, threads: int) -> Reading | None:
    """Read a picture in another way, where a quick look shows an MRZ; None elsewhere."""
    turned = way.turned(image)
    grey = np.asarray(cv2.cvtColor(turned, cv2.COLOR_RGB2GRAY), np.uint8)
    for candidate in locate(grey, longer_side=thresholds.SEARCHES[0][0], threads=threads)[:1]:
        for lines in (candidate, candidate.reversed()):
            first = glance(grey, lines, threads=threads)
            if first is not None and first.plausible:
                found = search(turned, threads=threads)
                if found.best is None or not found.is_mrz:
                    return None
                read = reading_of(found.best, image.shape[:2], untried=found.untried)
                return way.reading_back(read, image.shape[1])
    return None


OTHER_WAYS: Final = (
    # Lines were seen that make no sense.
    OtherWay(Step.MIRRORED, MIRRORED, lambda _, found: found.best is not None),
    OtherWay(Step.INVERTED, INVERTED, lambda image, _: bool(np.mean(image[::8, ::8]) <= thresholds.DARK)),
)
