"""The in-process reader: orders the stages: search, other ways, elsewhere, other typefaces, answer."""

from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from docverify.arguments import expect_picture, member
from docverify.evidence.reading import Effort, Reading, Step, Typeface
from docverify.reading.answer import answer, reading_of, reading_of_remains
from docverify.reading.lettering import shows_print
from docverify.reading.other_ways import OTHER_WAYS, seen_in
from docverify.reading.others import elsewhere, remains
from docverify.reading.search import Found, search, searches
from docverify.reading.typefaces import look, look_again
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
        left = () if found.is_mrz else (*(other.step for other in OTHER_WAYS), Step.TYPEFACE)
        return answer(found.best, found.seen, untried=(*found.untried, *left, Step.ELSEWHERE))
    turned: dict[Step, Reading | None] = {}
    for found in searches(image, threads=threads):
        for other in OTHER_WAYS:
            if not found.is_mrz and other.step not in turned and other.likely(image, found):
                seen = turned[other.step] = seen_in(image, other, found, threads=threads)
                if seen is not None and seen.mrz is not None:
                    return seen
    if found.is_mrz:
        return _with_others(found, threads)
    unread = next((seen for seen in turned.values() if seen is not None), None)
    if unread is not None:
        return unread
    return _in_other_type(found, threads) or answer(found.best, found.seen, untried=found.untried)


def _with_others(found: Found, threads: int) -> Reading:
    """The MRZ that was found, with further ones of the picture."""
    assert found.best is not None  # noqa: S101 - it is an MRZ
    more = elsewhere(found.best, found.made, found.seen, threads=threads)
    covered = remains([found.best, *more], found.seen[:1], threads=threads)
    others = (
        *(reading_of(one, found.seen) for one in more),
        *(reading_of_remains(one) for one in covered),
    )
    best, typeface = found.best, Typeface.OCR_B
    if not best.settled:
        best, other = look_again(found.seen[0][0], best, found.surveys, threads=threads)
        typeface = Typeface.OTHER if other else typeface
    return replace(answer(best, found.seen, others=others, untried=found.untried), typeface=typeface)


def _in_other_type(found: Found, threads: int) -> Reading | None:
    """Look for an MRZ in another typeface than OCR-B, where there is print that was not read in that."""
    grey, _ = found.seen[0]
    if any(one.foreign for one in found.made) or not shows_print(grey):
        return None
    seen = look(grey, found.surveys, threads=threads)
    return None if seen is None else replace(answer(seen, found.seen), typeface=Typeface.OTHER)
