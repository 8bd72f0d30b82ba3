"""The in-process reader: orders the stages locate → rectify → recognise → decode → prove."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import islice, pairwise

import cv2
import numpy as np
from numpy.typing import NDArray

from docverify.mrz import ALPHABET, LAYOUTS
from docverify.reading.decode import Chances, Decoded, decode
from docverify.reading.evidence import examine, why
from docverify.reading.lines import TextLine
from docverify.reading.locate import Candidate, locate
from docverify.reading.look_again import look_again
from docverify.reading.neighbours import with_neighbours
from docverify.reading.prove import Proved, doubted, prove
from docverify.reading.recognise import Frames, recognise
from docverify.reading.rectify import Strip, rectify
from docverify.reading.result import Cells, Reading, ReadingFailure
from docverify.reading.straighten import straighten
from docverify.reading.widen import widened

_SEARCHES = ((704, "grey"), (1408, "grey"), (704, "lightest"))
"""How a picture is searched, the quick way first: longer side in px, and what is taken for its brightness.
The lightest channel makes coloured overprints vanish; grey has less noise."""
_MOST_ENLARGED = 2
"""Times that a small picture is enlarged for the second search: more shows nothing new, less leaves lines
that are set close in one piece."""
_MOST_CANDIDATES = 3
"""Candidates that are read in each search."""
_MOST_LINES = 5
_MOST_IN_A_LAYOUT = max(len(layout.widths) for layout in LAYOUTS.values())
"""Lines; a candidate that has so many misses none."""
_MOST_WIDENED = 3
"""Times that lines are lengthened while text runs on beyond them."""
_LEAST_PLACEMENT = 0.3
_LEAST_CERTAINTY = 0.6
"""Means over the cells: below either, the lines are no MRZ or cannot be read."""
_LEAST_CONFIDENCE = 0.02
"""A reading less sure than this is none. A clear picture of an altered document is little surer: its digits
speak against it."""
_MOST_ATTEMPTS = 8
"""Candidates that are read in all, upside down ones included: a page full of print must not take seconds."""
_HOPELESS = 1e-9
"""A first look less probable than this gets no second one."""
_MOST_CROOKED = 0.4
"""Cells of neighbouring lines stand below each other along a smooth curve; a jump by so many cells means that
one was skipped or made up."""
_SHIFTED = 0.01
"""What is left of the confidence of such a reading, and of one that is a part of longer lines: it is none."""


@dataclass(frozen=True, slots=True)
class _Attempt:
    """One candidate, read; `whole` where no text runs on and the lines' cells stand below each other."""

    strips: tuple[Strip, ...]
    quads: tuple[NDArray[np.float64], ...]
    decoded: Decoded
    proved: Proved
    whole: bool

    @property
    def certainty(self) -> float:
        return float(self.decoded.text.certainty.mean())

    @property
    def plausible(self) -> bool:
        return self.decoded.placement >= _LEAST_PLACEMENT and self.certainty >= _LEAST_CERTAINTY

    @property
    def rank(self) -> tuple[bool, bool, float]:
        """Order of attempts: MRZs before other text, whole ones before doubtful ones."""
        return self.plausible, self.proved.mrz.valid, self.proved.confidence + 1e-3 * self.certainty


def read_mrz(image: NDArray[np.uint8], *, threads: int = 1) -> Reading:
    """Read the machine-readable zone of a picture.

    Args:
        image: (H, W, 3) uint8 RGB, a document at any angle.
        threads: processor threads of the networks.

    Returns:
        The reading; a picture without a readable MRZ gives a failure, never an exception.
    """
    best: _Attempt | None = None
    for attempt in islice(_attempts(image, threads), _MOST_ATTEMPTS):
        if best is None or attempt.rank > best.rank:
            best = attempt
        if best.plausible and best.proved.mrz.valid:
            break
    if best is None:
        return Reading(None, ReadingFailure.NO_MRZ)
    return _reading(best, (image.shape[0], image.shape[1]))


def _attempts(image: NDArray[np.uint8], threads: int) -> Iterator[_Attempt]:
    """Read candidate after candidate; the caller stops when it is content."""
    for longer_side, kind in _SEARCHES:
        if longer_side > max(_SEARCHES[0][0], _MOST_ENLARGED * max(image.shape)):
            continue
        picture = image.max(2) if kind == "lightest" else cv2.cvtColor(image, cv2.COLOR_RGB2GRAY)
        grey = np.asarray(picture, np.uint8)
        for candidate in locate(grey, longer_side=longer_side, threads=threads)[:_MOST_CANDIDATES]:
            attempt = _attempt(grey, candidate, threads)
            if attempt is not None:
                yield attempt
            if attempt is None or attempt.proved.confidence < _LEAST_CONFIDENCE:
                attempt = _attempt(grey, candidate.reversed(), threads)
                if attempt is not None:
                    yield attempt


def _attempt(grey: NDArray[np.uint8], candidate: Candidate, threads: int) -> _Attempt | None:
    """Read one candidate; None where no layout fits on its lines.

    Where it makes no sense a line may have been missed: two lines of three pass for another layout's.
    """
    strips, frames = _seen(grey, candidate.lines[:_MOST_LINES], threads)
    attempt = _understood(grey, strips, frames, threads)
    senseless = attempt is None or (attempt.proved.confidence < _LEAST_CONFIDENCE and not attempt.decoded.cut)
    if senseless and len(strips) < _MOST_IN_A_LAYOUT:
        lines = tuple(strip.line for strip in strips)
        more = with_neighbours(lines, frames)
        if more is not lines:
            other = _understood(grey, *_seen(grey, more, threads), threads)
            attempt = max((one for one in (attempt, other) if one), key=lambda one: one.rank, default=None)
    return attempt


def _understood(
    grey: NDArray[np.uint8], strips: tuple[Strip, ...], frames: list[Frames], threads: int
) -> _Attempt | None:
    """Decode and prove what was seen, with a second look where it leaves a doubt."""
    decoded = decode(frames)
    if decoded is not None and decoded.cut and decoded.placement > _LEAST_PLACEMENT:
        images = [strip.image for strip in strips]
        decoded = decode(recognise(images, network="reviewer", threads=threads)) or decoded
    if decoded is None:
        return None
    strips = strips[decoded.first : decoded.first + len(decoded.paths)]
    attempt = _put_together(strips, decoded)
    doubtful = not attempt.proved.mrz.valid and attempt.proved.confidence > _HOPELESS
    if attempt.plausible and attempt.whole and doubtful:
        for looked in look_again(grey, strips, decoded, threads=threads):
            attempt = _put_together(strips, looked)
            if attempt.proved.mrz.valid:
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


def _put_together(strips: tuple[Strip, ...], decoded: Decoded) -> _Attempt:
    """Put a decoded candidate together, its cells in the picture; doubt it where they do not align."""
    quads = tuple(strip.cell_quads(path.centres) for strip, path in zip(strips, decoded.paths, strict=True))
    proved = prove(decoded.text)
    whole = not decoded.cut and _crooked(quads) <= _MOST_CROOKED
    if not whole:
        proved = replace(proved, confidence=proved.confidence * _SHIFTED)
    return _Attempt(strips, quads, decoded, doubted(proved), whole)


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


def _reading(attempt: _Attempt, shape: tuple[int, int]) -> Reading:
    decoded, proved = attempt.decoded, attempt.proved
    strips, quads = attempt.strips, attempt.quads
    evidence = examine(strips, least_certain=float(decoded.text.certainty.min()))
    failure = None
    if not attempt.plausible or proved.confidence < _LEAST_CONFIDENCE:
        failure = why(strips, evidence, shape)
    return Reading(
        proved.mrz if failure is None else None,
        failure,
        proved.mrz.lines,
        np.stack([quads[0][0, 0], quads[0][-1, 1], quads[-1][-1, 2], quads[-1][0, 3]]),
        proved.confidence,
        proved.corrections if failure is None else (),
        evidence,
        _cells(quads, decoded.text.probabilities),
    )


def _cells(quads: tuple[NDArray[np.float64], ...], probabilities: Chances) -> Cells:
    widest = max(len(line) for line in quads)
    places = np.full((len(quads), widest, 4, 2), np.nan)
    chances = np.full((len(quads), widest, len(ALPHABET)), np.nan)
    for number, (line, cells) in enumerate(zip(quads, probabilities, strict=True)):
        places[number, : len(line)], chances[number, : len(line)] = line, cells
    return Cells(places, chances)
