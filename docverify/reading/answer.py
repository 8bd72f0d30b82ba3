"""Turns what a search found into the reading that callers get."""

import numpy as np
from numpy.typing import NDArray

from docverify.evidence.failure import ReadingFailure
from docverify.evidence.reading import SURE, Cells, Reading, Step
from docverify.mrz import ALPHABET
from docverify.reading.attempt import Attempt
from docverify.reading.calibration import calibrated
from docverify.reading.decode import Chances
from docverify.reading.legibility import examine
from docverify.reading.others import Remains
from docverify.reading.reasons import NOTHING, Reason, Seen, why_doubtful, why_none


def answer(
    best: Attempt | None,
    seen: Seen,
    *,
    others: tuple[Reading, ...] = (),
    untried: tuple[Step, ...] = (),
) -> Reading:
    """What a search of a picture amounts to.

    Args:
        best: the attempt that counts, if there was one.
        seen: what was located.
        others: further MRZs in the picture.
        untried: what was left.
    """
    if best is not None and best.plausible and not best.hopeless:
        reason = None if best.proved.confidence >= SURE else why_doubtful(seen, best)
        return _reading(best, reason, others, untried)
    reason = why_none(seen, best)
    if best is None or reason.failure in NOTHING:
        return Reading(None, reason.failure, others=others, untried=untried)
    return _reading(best, reason, others, untried)


def reading_of(one: Attempt, seen: Seen) -> Reading:
    """The reading that a further MRZ of a picture amounts to; why it is not sure is not asked."""
    return _reading(one, why_none(seen, one) if one.hopeless else None, (), ())


def _reading(
    one: Attempt, reason: Reason | None, others: tuple[Reading, ...], untried: tuple[Step, ...]
) -> Reading:
    decoded, proved = one.decoded, one.proved
    failed = not one.plausible or one.hopeless
    matter, cut_at = reason or (None, ())
    return Reading(
        None if failed else proved.mrz,
        matter if failed else None,
        proved.mrz.lines,
        one.quad,
        calibrated(proved.confidence) if one.plausible else 0.0,  # other print may be certain, and is no MRZ
        () if failed else proved.corrections,
        examine(one.strips, least_certain=float(decoded.text.certainty.min())),
        _cells(one.quads, decoded.text.probabilities),
        others=others,
        untried=untried,
        cut_at=cut_at,
        doubt=None if failed else matter,
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
