"""The in-process reader: orders the stages search → prove → look elsewhere → look in other ways → answer."""

import numpy as np
from numpy.typing import NDArray

from docverify.arguments import expect_picture, member
from docverify.evidence.reading import Effort, Reading, Step
from docverify.reading.answer import answer, reading_of, reading_of_remains
from docverify.reading.others import elsewhere, remains
from docverify.reading.search import search
from docverify.reading.ways import WAYS, seen_in
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
    found = search(image, effort=effort, threads=threads)
    if effort is Effort.QUICK:
        left = (*found.untried, *(() if found.is_mrz else [way.step for way in WAYS]), Step.ELSEWHERE)
        return answer(found.best, found.seen, untried=left)
    if found.best is not None and found.is_mrz:
        more = elsewhere(found.best, found.made, found.seen, threads=threads)
        covered = remains([found.best, *more], found.seen[:1], threads=threads)
        others = (
            *(reading_of(one, found.seen) for one in more),
            *(reading_of_remains(one) for one in covered),
        )
        return answer(found.best, found.seen, others=others, untried=found.untried)
    for way in WAYS:
        seen = seen_in(image, way, found, threads=threads) if way.likely(image, found) else None
        if seen is not None:
            return seen
    return answer(found.best, found.seen, untried=found.untried)
