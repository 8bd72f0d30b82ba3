"""How else a picture may have been taken that shows no MRZ as it is: in a mirror, or as a negative."""

from collections.abc import Callable
from dataclasses import dataclass, replace

import cv2
import numpy as np
from numpy.typing import NDArray

from docverify.evidence.failure import ReadingFailure
from docverify.evidence.reading import Reading, Step
from docverify.reading import thresholds
from docverify.reading.answer import answer
from docverify.reading.attempt import Attempt, glance
from docverify.reading.locate import locate
from docverify.reading.reasons import backwards
from docverify.reading.search import Found, search


@dataclass(frozen=True, slots=True)
class Way:
    """Another way to look at a picture.

    Attributes:
        step: its name.
        likely: whether a picture, of which this was found, may be one.
        turn: the picture, looked at in this way.
        back: what was read there, in the picture as it is.
        unread: why there is no MRZ, where lines make more sense in this way and are not read all the same.
    """

    step: Step
    likely: Callable[[NDArray[np.uint8], Found], bool]
    turn: Callable[[NDArray[np.uint8]], NDArray[np.uint8]]
    back: Callable[[Reading, NDArray[np.uint8]], Reading]
    unread: Reading | None = None


def seen_in(image: NDArray[np.uint8], way: Way, plain: Found, *, threads: int) -> Reading | None:
    """Read a picture in another way, where a quick look shows an MRZ; None elsewhere.

    Args:
        image: (H, W, 3) uint8 RGB.
        way: how to look.
        plain: what was found in the picture as it is.
        threads: processor threads.
    """
    turned, looks = way.turn(image), list[Attempt]()
    grey = np.asarray(cv2.cvtColor(turned, cv2.COLOR_RGB2GRAY), np.uint8)
    for candidate in locate(grey, longer_side=thresholds.SEARCHES[0][0], threads=threads)[:1]:
        for lines in (candidate, candidate.reversed()):
            first = glance(grey, lines, threads=threads)
            looks += [] if first is None else [first]
            if first is not None and first.plausible:
                found = search(turned, threads=threads)
                if not found.is_mrz:
                    return way.unread
                return way.back(answer(found.best, found.seen, untried=found.untried), image)
    told = plain.best is not None and any(backwards(plain.best, look) for look in looks)
    return way.unread if told else None


_MIRRORED = Reading(None, ReadingFailure.MIRRORED, mirrored=True)


def _unmirrored(reading: Reading, image: NDArray[np.uint8]) -> Reading:
    """That it is mirrored is what must be mended first, whatever else is the matter."""
    back, there = np.array([-1.0, 1.0]), np.array([image.shape[1] - 1.0, 0.0])
    quad = None if reading.quad is None else reading.quad * back + there
    cells = (
        None if reading.cells is None else replace(reading.cells, quads=reading.cells.quads * back + there)
    )
    return replace(
        reading,
        failure=None if reading.failure is None else ReadingFailure.MIRRORED,
        quad=quad,
        cells=cells,
        mirrored=True,
        cut_at=(),
        doubt=None if reading.doubt is None else ReadingFailure.MIRRORED,
    )


WAYS = (
    Way(
        Step.MIRRORED,
        likely=lambda _, found: found.best is not None,  # lines were seen that make no sense
        turn=lambda image: np.ascontiguousarray(image[:, ::-1]),
        back=_unmirrored,
        unread=_MIRRORED,
    ),
    Way(
        Step.INVERTED,
        likely=lambda image, _: bool(np.mean(image[::8, ::8]) <= thresholds.DARK),
        turn=lambda image: np.asarray(255 - image, np.uint8),
        back=lambda reading, _: replace(reading, inverted=True),
    ),
)
