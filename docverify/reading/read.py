"""The in-process reader: orders the stages locate → rectify → recognise → decode → prove."""

from collections.abc import Iterator
from itertools import islice

import cv2
import numpy as np
from numpy.typing import NDArray

from docverify.arguments import expect_picture
from docverify.evidence.reading import Cells, Reading, ReadingFailure
from docverify.mrz import ALPHABET
from docverify.reading.attempt import LEAST_CONFIDENCE, Attempt, attempt
from docverify.reading.decode import Chances
from docverify.reading.legibility import examine, why
from docverify.reading.locate import Candidate, locate
from docverify.reading.others import elsewhere, remains
from docverify.threads import checked_threads

_SEARCHES = ((704, "grey"), (1408, "grey"), (704, "lightest"))
"""How a picture is searched, the quick way first: longer side in px, and what is taken for its brightness.
The lightest channel makes coloured overprints vanish; grey has less noise."""
_MOST_ENLARGED = 2
"""Times that a small picture is enlarged for the second search: more shows nothing new, less leaves lines
that are set close in one piece."""
_MOST_CANDIDATES = 3
"""Candidates that are read in each search."""
_MOST_ATTEMPTS = 8
"""Candidates that are read in all, upside down ones included: a page full of print must not take seconds."""


def read_mrz(image: NDArray[np.uint8], *, threads: int = 1) -> Reading:
    """Read the machine-readable zone of a picture.

    Args:
        image: (H, W, 3) uint8 RGB, a document at any angle.
        threads: processor threads of the networks.

    Returns:
        The reading; a picture without a readable MRZ gives a failure, never an exception. Further MRZs of the
        picture, and what is left of covered ones, are in its `others`.

    Raises:
        InputError: another kind of array, or threads that this machine does not have.
    """
    expect_picture("image", image)
    checked_threads(threads)
    shape = image.shape[0], image.shape[1]
    best: Attempt | None = None
    made: list[Attempt] = []
    seen: list[tuple[NDArray[np.uint8], list[Candidate]]] = []
    for one in islice(_attempts(image, threads, seen), _MOST_ATTEMPTS):
        made.append(one)
        if best is None or one.rank > best.rank:
            best = one
        if best.plausible and best.proved.settled:
            break
    if best is None:
        return Reading(None, ReadingFailure.NO_MRZ)
    if not best.plausible:
        return _reading(best, shape)
    others = elsewhere(best, made, seen, threads=threads)
    left = remains([best, *others], seen[:1], threads=threads)
    covered = (Reading(None, ReadingFailure.CUT_OFF, (one.text,), one.quad) for one in left)
    return _reading(best, shape, (*(_reading(other, shape) for other in others), *covered))


def _attempts(
    image: NDArray[np.uint8], threads: int, seen: list[tuple[NDArray[np.uint8], list[Candidate]]]
) -> Iterator[Attempt]:
    """Read candidate after candidate; the caller stops when it is content. `seen` gathers what is located."""
    for longer_side, kind in _SEARCHES:
        if longer_side > max(_SEARCHES[0][0], _MOST_ENLARGED * max(image.shape)):
            continue
        picture = image.max(2) if kind == "lightest" else cv2.cvtColor(image, cv2.COLOR_RGB2GRAY)
        grey = np.asarray(picture, np.uint8)
        candidates = locate(grey, longer_side=longer_side, threads=threads)
        seen.append((grey, candidates))
        for candidate in candidates[:_MOST_CANDIDATES]:
            upright = attempt(grey, candidate, threads=threads)
            if upright is not None:
                yield upright
            if upright is None or upright.proved.confidence < LEAST_CONFIDENCE:
                upside_down = attempt(grey, candidate.reversed(), threads=threads)
                if upside_down is not None:
                    yield upside_down


def _reading(one: Attempt, shape: tuple[int, int], others: tuple[Reading, ...] = ()) -> Reading:
    decoded, proved = one.decoded, one.proved
    legibility = examine(one.strips, least_certain=float(decoded.text.certainty.min()))
    failure = None
    if not one.plausible or proved.confidence < LEAST_CONFIDENCE:
        failure = why(one.strips, legibility, shape)
    return Reading(
        proved.mrz if failure is None else None,
        failure,
        proved.mrz.lines,
        one.quad,
        proved.confidence,
        proved.corrections if failure is None else (),
        legibility,
        _cells(one.quads, decoded.text.probabilities),
        others=others,
    )


def _cells(quads: tuple[NDArray[np.float64], ...], probabilities: Chances) -> Cells:
    widest = max(len(line) for line in quads)
    places = np.full((len(quads), widest, 4, 2), np.nan)
    chances = np.full((len(quads), widest, len(ALPHABET)), np.nan)
    for number, (line, cells) in enumerate(zip(quads, probabilities, strict=True)):
        places[number, : len(line)], chances[number, : len(line)] = line, cells
    return Cells(places, chances)
