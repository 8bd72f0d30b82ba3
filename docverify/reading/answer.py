"""Turns what a search found into the reading that callers get."""

import numpy as np
from numpy.typing import NDArray

from docverify.evidence.reading import Cells, Reading, ReadingFailure, Step
from docverify.mrz import ALPHABET
from docverify.reading.attempt import Attempt
from docverify.reading.decode import Chances
from docverify.reading.legibility import examine, why
from docverify.reading.others import Remains


def reading_of(
    one: Attempt,
    shape: tuple[int, int],
    *,
    others: tuple[Reading, ...] = (),
    untried: tuple[Step, ...] = (),
) -> Reading:
    """The reading that an attempt amounts to.

    Args:
        one: the attempt.
        shape: (H, W) of the picture.
        others: further MRZs in it.
        untried: what was left.
    """
    decoded, proved = one.decoded, one.proved
    legibility = examine(one.strips, least_certain=float(decoded.text.certainty.min()))
    failure = None
    if not one.plausible or one.hopeless:
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
        untried=untried,
    )


def reading_of_remains(one: Remains) -> Reading:
    """The reading that a piece of a covered MRZ amounts to."""
    return Reading(None, ReadingFailure.CUT_OFF, (one.text,), one.quad)


def _cells(quads: tuple[NDArray[np.float64], ...], probabilities: Chances) -> Cells:
    widest = max(len(line) for line in quads)
    places = np.full((len(quads), widest, 4, 2), np.nan)
    chances = np.full((len(quads), widest, len(ALPHABET)), np.nan)
    for number, (line, cells) in enumerate(zip(quads, probabilities, strict=True)):
        places[number, : len(line)], chances[number, : len(line)] = line, cells
    return Cells(places, chances)
