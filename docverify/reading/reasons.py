"""Why a picture gave no MRZ, or none that is sure: by what was located, what was read, and the picture."""

from collections.abc import Sequence
from typing import Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from docverify.evidence.failure import Edge, ReadingFailure
from docverify.reading import thresholds
from docverify.reading.attempt import Attempt
from docverify.reading.borders import edges_cut
from docverify.reading.candidate import Candidate
from docverify.reading.hidden import hidden_by, lit_at_ends
from docverify.reading.legibility import examine
from docverify.reading.lettering import is_soft, shows_bars, shows_print
from docverify.reading.lines import TextLine
from docverify.reading.rectify import Strip, rectify
from docverify.reading.straighten import straighten

Seen = Sequence[tuple[NDArray[np.uint8], list[Candidate]]]
"""For each search its (H, W) uint8 picture and the candidates that it gave."""

_HARDLY_SHARP: Final = 0.65
"""Prints less sharp than this are blurred if all of the picture is: a shake may leave 0.5, and so may use."""
_CLEAR_BESIDE: Final = 0.55
"""The same share, of text that seems covered in places: where less is clear, it is worn. Of the same covered
MRZs none has less, of the worn ones one has more."""
NOTHING: Final = (ReadingFailure.NO_DOCUMENT, ReadingFailure.NO_MRZ)
"""Failures of pictures in which nothing looks like an MRZ: what was read in them all the same is none."""
_LEAST_PICTURE: Final = 150
"""Px: the longer side of the smallest picture that can hold an MRZ, 30 characters of 5 px."""
_BACKWARDS: Final = 0.75
_MORE_BACKWARDS: Final = 0.15
"""Sense of text that is seen in a mirror, and how much more it has there: mirrored MRZs have 0.85 and 0.2 at
least. Of 170 others none has both; a piece of an MRZ may, and then its characters are less certain there."""


class Reason(NamedTuple):
    """What is the matter, and for CUT_OFF at which edges of the picture."""

    failure: ReadingFailure
    cut_at: tuple[Edge, ...] = ()


def why_none(seen: Seen, best: Attempt | None) -> Reason:
    """Say why a picture gave no MRZ.

    Args:
        seen: what was located, at least one search.
        best: of the attempts at it, if there were any.
    """
    read = best if best is not None and best.plausible else None
    found = _heaviest(seen, read)
    other_print = best is not None and best.other_print
    if found is None or (read is None and (other_print or not found[1].like_an_mrz)):
        return Reason(_without_lines(seen[0][0]))
    return _of_lines(*found, best)


def why_doubtful(seen: Seen, read: Attempt) -> Reason | None:
    """Say what makes an MRZ that was read not sure; None where the picture shows nothing that does."""
    found = _heaviest(seen, read)
    if found is None:
        return None
    reason = _of_lines(*found, read)
    return None if reason.failure is ReadingFailure.UNREADABLE else reason


def backwards(plain: Attempt, mirrored: Attempt) -> bool:
    """Whether text that makes no MRZ is an MRZ's in a mirror, though it cannot be read there either.

    Args:
        plain: of the attempts at the picture as it is, the one that counts.
        mirrored: one at the picture as in a mirror.
    """
    sense = mirrored.decoded.text.sense
    more = sense >= max(_BACKWARDS, plain.decoded.text.sense + _MORE_BACKWARDS)
    return more and mirrored.certainty > plain.certainty


def _of_lines(grey: NDArray[np.uint8], block: Candidate, attempt: Attempt | None) -> Reason:
    """What is the matter with lines that are an MRZ's: what the next picture must mend first."""
    strips = tuple(rectify(grey, straighten(grey, line)) for line in block.lines)
    shape = grey.shape[0], grey.shape[1]
    legibility = examine(strips, least_certain=0.0)
    if legibility.character_height < thresholds.SMALL:
        return Reason(ReadingFailure.TOO_SMALL)
    cut = edges_cut(block.lines, shape)
    if cut:
        return Reason(ReadingFailure.CUT_OFF, cut)
    hidden = hidden_by(strips)
    worn = attempt is not None and attempt.share_clear < _CLEAR_BESIDE
    if hidden is ReadingFailure.GLARE or (hidden is ReadingFailure.COVERED and not worn):
        return Reason(hidden)
    if legibility.sharpness < thresholds.SOFT or (legibility.sharpness < _HARDLY_SHARP and is_soft(grey)):
        return Reason(ReadingFailure.BLURRED)
    return Reason(ReadingFailure.UNREADABLE if attempt is None else _of_sharp_text(strips, attempt))


def _of_sharp_text(strips: Sequence[Strip], attempt: Attempt) -> ReadingFailure:
    """What is the matter with text of which the lines show nothing: single cells, or what lies at an end."""
    clear = attempt.share_clear >= thresholds.CLEAR
    if (attempt.covered and attempt.shining) or ((attempt.covered or clear) and lit_at_ends(strips)):
        return ReadingFailure.GLARE
    missing = attempt.covered or (clear and not attempt.plausible)
    return ReadingFailure.COVERED if missing else ReadingFailure.UNREADABLE


def _without_lines(grey: NDArray[np.uint8]) -> ReadingFailure:
    """What is the matter with a picture in which no lines of an MRZ are seen."""
    if max(grey.shape) < _LEAST_PICTURE:
        return ReadingFailure.TOO_SMALL
    if shows_print(grey):
        return ReadingFailure.BLURRED if is_soft(grey) else ReadingFailure.NO_MRZ
    if shows_bars(grey) and is_soft(grey):
        return ReadingFailure.BLURRED
    return ReadingFailure.NO_DOCUMENT


def _heaviest(seen: Seen, read: Attempt | None = None) -> tuple[NDArray[np.uint8], Candidate] | None:
    """The block that looks most like an MRZ; only among those where one was read, if it was."""
    blocks = [
        (grey, one)
        for grey, candidates in seen
        for one in candidates
        if read is None or any(_holds(read, line) for line in one.lines)
    ]
    return max(blocks, key=lambda block: block[1].weight, default=None)


def _holds(read: Attempt, line: TextLine) -> bool:
    """Whether a line runs through the middle of what was read, within half of its height."""
    first, last = read.quads[0], read.quads[-1]
    middle = np.concatenate([first, last]).mean((0, 1))
    high = float(np.linalg.norm(last[0, 3] - first[0, 0]))
    return float(np.linalg.norm(line.points((line.first + line.last) / 2) - middle)) < max(
        high, line.length / 2
    )
