"""The in-process reader: orders the stages locate → rectify → recognise → decode."""

from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from docverify.mrz import parse_mrz
from docverify.reading.decode import Decoded, decode
from docverify.reading.locate import Candidate, locate
from docverify.reading.recognise import recognise
from docverify.reading.rectify import Strip, rectify
from docverify.reading.result import Cells, Evidence, Reading, ReadingFailure

_LONGER_SIDES = (704, 1408)
"""Sizes at which a picture is searched, the quick one first."""
_MOST_CANDIDATES = 3
"""Candidates that are read at each size."""
_MOST_LINES = 5
_LEAST_PLACEMENT = 0.3
_LEAST_CERTAINTY = 0.55


@dataclass(frozen=True, slots=True)
class _Attempt:
    candidate: Candidate
    strips: tuple[Strip, ...]
    decoded: Decoded

    @property
    def certainty(self) -> float:
        """Mean probability of the cells."""
        return float(self.decoded.certainty.mean())

    @property
    def plausible(self) -> bool:
        """Whether this is an MRZ at all."""
        return self.decoded.placement >= _LEAST_PLACEMENT and self.certainty >= _LEAST_CERTAINTY


def read_mrz(image: NDArray[np.uint8], *, threads: int = 1) -> Reading:
    """Read the machine-readable zone of a picture.

    Args:
        image: (H, W, 3) uint8 RGB, a document at any angle.
        threads: processor threads of the networks.

    Returns:
        The reading; a picture without a readable MRZ gives a failure, never an exception.
    """
    grey = np.asarray(cv2.cvtColor(image, cv2.COLOR_RGB2GRAY), np.uint8)
    best: _Attempt | None = None
    for longer_side in _LONGER_SIDES:
        for attempt in _attempts(grey, longer_side, threads):
            if attempt.plausible and _all_digits_agree(attempt):
                return _reading(attempt)
            if best is None or attempt.certainty > best.certainty:
                best = attempt
        if max(grey.shape) < longer_side:
            break
    if best is None or not best.plausible:
        return Reading(None, ReadingFailure.NO_MRZ)
    return _reading(best)


def _attempts(grey: NDArray[np.uint8], longer_side: int, threads: int) -> list[_Attempt]:
    attempts = []
    for candidate in locate(grey, longer_side=longer_side, threads=threads)[:_MOST_CANDIDATES]:
        lines = candidate.lines[:_MOST_LINES]
        strips = tuple(rectify(grey, line) for line in lines)
        decoded = decode(recognise([strip.image for strip in strips], threads=threads))
        if decoded is not None:
            attempts.append(_Attempt(Candidate(lines), strips, decoded))
    return attempts


def _all_digits_agree(attempt: _Attempt) -> bool:
    return parse_mrz(attempt.decoded.lines).valid


def _reading(attempt: _Attempt) -> Reading:
    decoded = attempt.decoded
    strips = attempt.strips[decoded.first : decoded.first + len(decoded.paths)]
    quads = [strip.cell_quads(path.centres) for strip, path in zip(strips, decoded.paths, strict=True)]
    evidence = Evidence(
        character_height=float(np.mean([strip.line.mean_height for strip in strips])),
        least_certain=float(decoded.certainty.min()),
    )
    corners = np.stack([quads[0][0, 0], quads[0][-1, 1], quads[-1][-1, 2], quads[-1][0, 3]])
    return Reading(
        parse_mrz(decoded.lines),
        None,
        decoded.lines,
        corners,
        float(np.prod(decoded.certainty)),
        (),
        evidence,
        _cells(quads, decoded),
    )


def _cells(quads: list[NDArray[np.float64]], decoded: Decoded) -> Cells:
    widest = max(len(line) for line in quads)
    places = np.full((len(quads), widest, 4, 2), np.nan)
    chances = np.full((len(quads), widest, decoded.probabilities[0].shape[1]), np.nan)
    for number, (line, cells) in enumerate(zip(quads, decoded.probabilities, strict=True)):
        places[number, : len(line)], chances[number, : len(line)] = line, cells
    return Cells(places, chances)
