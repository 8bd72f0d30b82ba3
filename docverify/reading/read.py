"""The in-process reader: orders the stages locate → rectify → recognise → decode → prove."""

from collections.abc import Iterator
from dataclasses import replace
from itertools import islice

import cv2
import numpy as np
from numpy.typing import NDArray

from docverify.arguments import expect_picture
from docverify.evidence.reading import Cells, Reading, ReadingFailure, Typeface
from docverify.mrz import ALPHABET
from docverify.reading.attempt import LEAST_CONFIDENCE, Attempt, attempt, glance
from docverify.reading.decode import Chances
from docverify.reading.legibility import examine, why
from docverify.reading.locate import Candidate, locate
from docverify.reading.others import Remains, elsewhere, remains
from docverify.reading.typefaces import look, look_again
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


_MOST_IMPLAUSIBLE = 4
"""Of them, where none is an MRZ. Of 229 captures and real pictures that were read, the first attempt was one
in 228, the third in the other."""
_DARK = 128.0
"""Mean of a picture of which the negative is looked at as well."""


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
    best, others, left = _found(image, threads)
    if best is not None and best.plausible:
        shape = image.shape[0], image.shape[1]
        covered = (Reading(None, ReadingFailure.CUT_OFF, (one.text,), one.quad) for one in left)
        believed, other_type = best, False
        if not best.settled:
            believed, other_type = look_again(_grey(image), best, threads=threads)
        reading = _reading(believed, shape, (*(_reading(other, shape) for other in others), *covered))
        return replace(reading, typeface=Typeface.OTHER) if other_type else reading
    for way in _WAYS:
        seen = way(image, best, threads)
        if seen is not None:
            return seen
    return Reading(None, ReadingFailure.NO_MRZ) if best is None else _reading(best, image.shape[:2])


def _found(image: NDArray[np.uint8], threads: int) -> tuple[Attempt | None, list[Attempt], list[Remains]]:
    """The attempt that counts, MRZs elsewhere in the picture, and what is left of covered ones."""
    best: Attempt | None = None
    made: list[Attempt] = []
    seen: list[tuple[NDArray[np.uint8], list[Candidate]]] = []
    for one in islice(_attempts(image, threads, seen), _MOST_ATTEMPTS):
        made.append(one)
        if best is None or one.rank > best.rank:
            best = one
        if best.settled if best.plausible else len(made) >= _MOST_IMPLAUSIBLE:
            break
    if best is None or not best.plausible:
        return best, [], []
    others = elsewhere(best, made, seen, threads=threads)
    return best, others, remains([best, *others], seen[:1], threads=threads)


def _mirrored(image: NDArray[np.uint8], best: Attempt | None, threads: int) -> Reading | None:
    """Look at a picture as in a mirror, where there are lines that make no sense."""
    if best is None:
        return None
    reading = _at_a_glance(np.ascontiguousarray(image[:, ::-1]), threads)
    if reading is None or reading.quad is None or reading.cells is None:
        return None
    last = image.shape[1] - 1
    back, there = np.array([-1.0, 1.0]), np.array([last, 0.0])
    cells = replace(reading.cells, quads=reading.cells.quads * back + there)
    return replace(reading, quad=reading.quad * back + there, cells=cells, mirrored=True)


def _inverted(image: NDArray[np.uint8], _: Attempt | None, threads: int) -> Reading | None:
    """Look at a dark picture with light and dark exchanged."""
    if np.mean(image[::8, ::8]) > _DARK:
        return None
    reading = _at_a_glance(255 - image, threads)
    return None if reading is None else replace(reading, inverted=True)


def _at_a_glance(image: NDArray[np.uint8], threads: int) -> Reading | None:
    """Read a picture where a quick look sees an MRZ; None elsewhere."""
    grey = _grey(image)
    for candidate in locate(grey, longer_side=_SEARCHES[0][0], threads=threads)[:1]:
        for way in (candidate, candidate.reversed()):
            first = glance(grey, way, threads=threads)
            if first is not None and first.plausible:
                best, _, _ = _found(image, threads)
                return None if best is None or not best.plausible else _reading(best, image.shape[:2])
    return None


def _in_other_type(image: NDArray[np.uint8], _: Attempt | None, threads: int) -> Reading | None:
    """Look for an MRZ in another typeface than OCR-B."""
    seen = look(_grey(image), threads=threads)
    return None if seen is None else replace(_reading(seen, image.shape[:2]), typeface=Typeface.OTHER)


_WAYS = (_mirrored, _inverted, _in_other_type)
"""How else a picture may have been taken, or an MRZ set, where the picture shows none as it is."""


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


def _grey(image: NDArray[np.uint8]) -> NDArray[np.uint8]:
    return np.asarray(cv2.cvtColor(image, cv2.COLOR_RGB2GRAY), np.uint8)


def _reading(one: Attempt, shape: tuple[int, int], others: tuple[Reading, ...] = ()) -> Reading:
    decoded, proved = one.decoded, one.proved
    legibility = examine(one.strips, least_certain=float(decoded.text.certainty.min()))
    failure = None
    if not one.plausible or proved.confidence < LEAST_CONFIDENCE:
        failure = why(one.strips, legibility, shape, covered=one.covered, shining=one.shining)
    return Reading(
        proved.mrz if failure is None else None,
        failure,
        proved.mrz.lines,
        one.quad,
        proved.confidence if one.plausible else 0.0,  # other print may be read for certain, and is no MRZ
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
