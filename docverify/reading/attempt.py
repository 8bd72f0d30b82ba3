"""Reads one candidate: straighten → rectify → recognise → decode → prove; in doubt, with a second look."""

from dataclasses import dataclass, replace
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from docverify.mrz import LAYOUTS
from docverify.reading.decode import Decoded, decode
from docverify.reading.lines import TextLine
from docverify.reading.locate import Candidate
from docverify.reading.look_again import look_again
from docverify.reading.neighbours import with_neighbours
from docverify.reading.prove import Proved, prove
from docverify.reading.recognise import Frames, recognise
from docverify.reading.rectify import Strip, rectify
from docverify.reading.straighten import straighten
from docverify.reading.widen import widened

_MOST_LINES = 5
_MOST_IN_A_LAYOUT = max(len(layout.widths) for layout in LAYOUTS.values())
"""Lines; a candidate that has so many misses none."""
_MOST_WIDENED = 3
"""Times that lines are lengthened while text runs on beyond them."""
_LEAST_PLACEMENT = 0.3
_LEAST_CERTAINTY = 0.6
"""Means over the cells: below either, the lines are no MRZ or cannot be read."""
LEAST_CONFIDENCE = 0.02
"""A reading less sure than this is none. A clear picture of an altered document is little surer: its digits
speak against it."""
_HOPELESS = 1e-9
"""A first look less probable than this gets no second one."""
_MOST_CROOKED = 0.4
"""Cells of neighbouring lines stand below each other along a smooth curve; a jump by so many cells means that
one was skipped or made up."""
_SHIFTED = 0.01
"""What is left of the confidence of such a reading, and of one that is a part of longer lines: it is none."""


@dataclass(frozen=True, slots=True)
class Attempt:
    """One candidate, read.

    Attributes:
        strips: the lines that were read, rectified.
        quads: (N, 4, 2) px for each line, its cells.
        decoded: what the cells say.
        proved: the text after grammar and check digits.
        whole: no text runs on, and the lines' cells stand below each other.
    """

    strips: tuple[Strip, ...]
    quads: tuple[NDArray[np.float64], ...]
    decoded: Decoded
    proved: Proved
    whole: bool

    @property
    def certainty(self) -> float:
        """Mean probability of the cells' most likely characters, in [0, 1]."""
        return float(self.decoded.text.certainty.mean())

    @property
    def plausible(self) -> bool:
        """Whether the lines are an MRZ at all."""
        return self.decoded.placement >= _LEAST_PLACEMENT and self.certainty >= _LEAST_CERTAINTY

    @property
    def quad(self) -> NDArray[np.float64]:
        """(4, 2) px, the corners of all lines together, in reading order."""
        first, last = self.quads[0], self.quads[-1]
        return np.stack([first[0, 0], first[-1, 1], last[-1, 2], last[0, 3]])

    @property
    def rank(self) -> tuple[bool, bool, float]:
        """Order of attempts: MRZs before other text, whole ones before doubtful ones."""
        return self.plausible, self.proved.settled, self.proved.confidence + 1e-3 * self.certainty


def attempt(grey: NDArray[np.uint8], candidate: Candidate, *, threads: int) -> Attempt | None:
    """Read one candidate; None where no layout fits on its lines.

    Where it makes no sense a line may have been missed: two lines of three pass for another layout's.
    """
    strips, frames = _seen(grey, candidate.lines[:_MOST_LINES], threads)
    first = _understood(grey, strips, frames, threads)
    senseless = first is None or (first.proved.confidence < LEAST_CONFIDENCE and not first.decoded.cut)
    if senseless and len(strips) < _MOST_IN_A_LAYOUT:
        lines = tuple(strip.line for strip in strips)
        more = with_neighbours(lines, frames)
        if more is not lines:
            other = _understood(grey, *_seen(grey, more, threads), threads)
            first = max((one for one in (first, other) if one), key=lambda one: one.rank, default=None)
    return first


def glance(grey: NDArray[np.uint8], candidate: Candidate, *, threads: int) -> Attempt | None:
    """Read one candidate quickly: its lines as they are, no more of them, and no second look."""
    lines = tuple(straighten(grey, line) for line in candidate.lines[:_MOST_LINES])
    strips = tuple(rectify(grey, line) for line in lines)
    decoded = decode(recognise([strip.image for strip in strips], threads=threads))
    if decoded is None:
        return None
    return _put_together(strips[decoded.first : decoded.first + len(decoded.paths)], decoded)


def _understood(
    grey: NDArray[np.uint8], strips: tuple[Strip, ...], frames: list[Frames], threads: int
) -> Attempt | None:
    """Decode and prove what was seen, with a second look where it leaves a doubt."""
    decoded = decode(frames)
    if decoded is not None and decoded.cut and decoded.placement > _LEAST_PLACEMENT:
        images = [strip.image for strip in strips]
        decoded = decode(recognise(images, network="reviewer", threads=threads)) or decoded
    if decoded is None:
        return None
    strips = strips[decoded.first : decoded.first + len(decoded.paths)]
    attempt = _put_together(strips, decoded)
    doubtful = not attempt.proved.settled and attempt.proved.confidence > _HOPELESS
    if attempt.plausible and attempt.whole and doubtful:
        for looked in look_again(grey, strips, decoded, threads=threads):
            attempt = _put_together(strips, looked)
            if attempt.proved.settled:
                break
    return attempt


def _seen(
    grey: NDArray[np.uint8], lines: tuple[TextLine, ...], threads: int
) -> tuple[tuple[Strip, ...], list[Frames]]:
    """Settle lines on their ink, lengthen them until no text runs on, and run the recogniser over them."""
    for _ in range(1 + _MOST_WIDENED):
        lines = tuple(straighten(grey, line) for line in lines)
        strips = tuple(rectify(grey, line) for line in lines)
        frames = recognise([strip.image for strip in strips], threads=threads)
        longer = widened(lines, strips, frames)
        if longer is lines:
            break
        lines = longer
    return strips, frames


def _put_together(strips: tuple[Strip, ...], decoded: Decoded) -> Attempt:
    """Put a decoded candidate together, its cells in the picture; doubt it where they do not align."""
    quads = tuple(strip.cell_quads(path.centres) for strip, path in zip(strips, decoded.paths, strict=True))
    proved = prove(decoded.text)
    whole = not decoded.cut and _crooked(quads) <= _MOST_CROOKED
    if not whole:
        proved = replace(proved, confidence=proved.confidence * _SHIFTED)
    return Attempt(strips, quads, decoded, proved, whole)


def _crooked(quads: tuple[NDArray[np.float64], ...]) -> float:
    """How far cells of a line leave the smooth curve along which they stand above the next one's, cells."""
    most = 0.0
    for upper, lower in pairwise(quads):
        if len(upper) == len(lower):
            along = upper[-1].mean(0) - upper[0].mean(0)
            squared = float(along @ along) / max(len(upper) - 1, 1)
            apart = (lower - upper).mean(1) @ along / squared
            cells = np.arange(len(apart))
            # Perspective draws lines together or apart, and paper bends: a parabola follows both.
            rest = apart - np.polynomial.Polynomial.fit(cells, apart, 2)(cells)
            most = max(most, float(np.ptp(np.convolve(rest, np.ones(3) / 3, "valid"))))
    return most
