"""How else a picture may have been taken that shows no MRZ as it is: in a mirror, or as a negative."""

from collections.abc import Callable
from dataclasses import replace
from typing import Final, NamedTuple

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
from docverify.reading.ways import INVERTED, MIRRORED, Way, is_dark


class OtherWay(NamedTuple):
    """Another way to look at a picture.

    Attributes:
        step: its name.
        way: how the picture is turned, and what was read turned back.
        likely: whether a picture, of which this was found, may be one.
        unread: why there is no MRZ, where lines make more sense in this way and are not read all the same.
    """

    step: Step
    way: Way
    likely: Callable[[NDArray[np.uint8], Found], bool]
    unread: ReadingFailure | None = None


def seen_in(image: NDArray[np.uint8], other: OtherWay, plain: Found, *, threads: int) -> Reading | None:
    """Read a picture in another way, where a quick look shows an MRZ; None elsewhere.

    Args:
        image: (H, W, 3) uint8 RGB.
        other: how to look.
        plain: what was found in the picture as it is.
        threads: processor threads.
    """
    turned, looks = other.way.turned(image), list[Attempt]()
    grey = np.asarray(cv2.cvtColor(turned, cv2.COLOR_RGB2GRAY), np.uint8)
    unread = None if other.unread is None else Reading(None, other.unread, mirrored=other.way.mirrored)
    for candidate in locate(grey, longer_side=thresholds.SEARCHES[0][0], threads=threads)[:1]:
        for lines in (candidate, candidate.reversed()):
            first = glance(grey, lines, threads=threads)
            looks += [] if first is None else [first]
            if first is not None and first.plausible:
                found = search(turned, threads=threads)
                if not found.is_mrz:
                    return unread
                read = answer(found.best, found.seen, untried=found.untried)
                return _blamed(other.way.reading_back(read, image.shape[1]), other.unread)
    told = plain.best is not None and any(backwards(plain.best, look) for look in looks)
    return unread if told else None


def _blamed(reading: Reading, unread: ReadingFailure | None) -> Reading:
    """That a picture is turned is what must be mended first, whatever else is the matter."""
    if unread is None:
        return reading
    return replace(
        reading,
        failure=reading.failure and unread,
        doubt=reading.doubt and unread,
        cut_at=(),
    )


def _made_no_sense(found: Found) -> bool:
    """Whether lines that look like an MRZ's were read, and make no sense."""
    seen = (one for _, candidates in found.seen for one in candidates)
    return found.best is not None and any(one.like_an_mrz for one in seen)


OTHER_WAYS: Final = (
    OtherWay(Step.MIRRORED, MIRRORED, lambda _, found: _made_no_sense(found), unread=ReadingFailure.MIRRORED),
    OtherWay(Step.INVERTED, INVERTED, lambda image, _: is_dark(image)),
)
