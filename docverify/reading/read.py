"""The in-process reader: orders the stages search → look in other ways → look elsewhere → answer."""

import numpy as np
from numpy.typing import NDArray

from docverify.arguments import expect_picture, member
from docverify.evidence.reading import Effort, Reading, Step
from docverify.reading.answer import answer, reading_of, reading_of_remains
from docverify.reading.other_ways import OTHER_WAYS, seen_in
from docverify.reading.others import elsewhere, remains
from docverify.reading.search import Found, search, searches
from docverify.threads import checked_threads


def read_mrz(image: NDArray[np.uint8], *, effort: Effort | str = Effort.FULL, threads: int = 1) -> Reading:
    """Read the machine-readable zone of a picture.

    Args:
        image: (H, W, 3) uint8 RGB, a document at any angle.
        effort: "full", or "quick" for one search without a second look.
        threads: processor threads of the networks.

    Returns:
        The reading; a picture without a readable MRZ gives a failure, never an exception. Further MRZs of the
        picture, and what is left of covered ones, are in its `others`; what was not tried in `untried`.

    Raises:
        InputError: another kind of array, effort, or threads that this machine does not have.
    """
    expect_picture("image", image)
    effort = member("effort", effort, Effort)
    checked_threads(threads)
    if effort is Effort.QUICK:
        found = search(image, effort=effort, threads=threads)
        ways = () if found.is_mrz else tuple(other.step for other in OTHER_WAYS)
        return answer(found.best, found.seen, untried=(*found.untried, *ways, Step.ELSEWHERE))
    turned: dict[Step, Reading | None] = {}
    for found in searches(image, threads=threads):
        for other in OTHER_WAYS:
            if not found.is_mrz and other.step not in turned and other.likely(image, found):
                seen = turned[other.step] = seen_in(image, other, found, threads=threads)
                if seen is not None and seen.mrz is not None:
                    return seen
    unread = None if found.is_mrz else next((seen for seen in turned.values() if seen is not None), None)
    return unread or _answered(found, threads)


def _answered(found: Found, threads: int) -> Reading:
    """What was found, with further MRZs of the picture."""
    if found.best is None or not found.is_mrz:
        return answer(found.best, found.seen, untried=found.untried)
    more = elsewhere(found.best, found.made, found.seen, threads=threads)
    covered = remains([found.best, *more], found.seen[:1], threads=threads)
    others = (
        *(reading_of(one, found.seen) for one in more),
        *(reading_of_remains(one) for one in covered),
    )
    return answer(found.best, found.seen, others=others, untried=found.untried)
