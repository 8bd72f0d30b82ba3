"""The in-process reader: orders the stages locate → rectify → recognise → decode → prove."""

from collections.abc import Iterator
from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from docverify.mrz import ALPHABET
from docverify.reading.decode import Chances, Decoded, decode
from docverify.reading.evidence import examine, why
from docverify.reading.locate import locate
from docverify.reading.prove import Proved, prove
from docverify.reading.recognise import recognise
from docverify.reading.rectify import Strip, rectify
from docverify.reading.result import Cells, Reading, ReadingFailure

_SEARCHES = ((704, "grey"), (1408, "grey"), (704, "lightest"))
"""How a picture is searched, the quick way first: longer side in px, and what is taken for its brightness.
The lightest channel makes coloured overprints vanish; grey has less noise."""
_MOST_CANDIDATES = 3
"""Candidates that are read in each search."""
_MOST_LINES = 5
_SURE = 0.9
"""A valid reading at least this probable ends the search."""
_LEAST_PLACEMENT = 0.3
_LEAST_CERTAINTY = 0.6
"""Means over the cells: below either, the lines are no MRZ or cannot be read."""
_LEAST_CONFIDENCE = 0.02


@dataclass(frozen=True, slots=True)
class _Attempt:
    """One candidate, read."""

    strips: tuple[Strip, ...]
    decoded: Decoded
    proved: Proved

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
    for attempt in _attempts(image, threads):
        if best is None or attempt.rank > best.rank:
            best = attempt
        if best.plausible and best.proved.mrz.valid and best.proved.confidence >= _SURE:
            break
    if best is None:
        return Reading(None, ReadingFailure.NO_MRZ)
    return _reading(best, (image.shape[0], image.shape[1]))


def _attempts(image: NDArray[np.uint8], threads: int) -> Iterator[_Attempt]:
    """Read candidate after candidate; the caller stops when it is content."""
    for longer_side, kind in _SEARCHES:
        if longer_side > 1000 and max(image.shape) < 900:
            continue  # enlarging a small picture shows nothing new
        picture = image.max(2) if kind == "lightest" else cv2.cvtColor(image, cv2.COLOR_RGB2GRAY)
        grey = np.asarray(picture, np.uint8)
        for candidate in locate(grey, longer_side=longer_side, threads=threads)[:_MOST_CANDIDATES]:
            strips = tuple(rectify(grey, line) for line in candidate.lines[:_MOST_LINES])
            decoded = decode(recognise([strip.image for strip in strips], threads=threads))
            if decoded is not None:
                yield _Attempt(strips, decoded, prove(decoded.text))


def _reading(attempt: _Attempt, shape: tuple[int, int]) -> Reading:
    decoded, proved = attempt.decoded, attempt.proved
    strips = attempt.strips[decoded.first : decoded.first + len(decoded.paths)]
    quads = [strip.cell_quads(path.centres) for strip, path in zip(strips, decoded.paths, strict=True)]
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


def _cells(quads: list[NDArray[np.float64]], probabilities: Chances) -> Cells:
    widest = max(len(line) for line in quads)
    places = np.full((len(quads), widest, 4, 2), np.nan)
    chances = np.full((len(quads), widest, len(ALPHABET)), np.nan)
    for number, (line, cells) in enumerate(zip(quads, probabilities, strict=True)):
        places[number, : len(line)], chances[number, : len(line)] = line, cells
    return Cells(places, chances)
