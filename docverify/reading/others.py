"""Further MRZs of a picture: two documents in it, or two zones on one page."""

from collections.abc import Iterable, Sequence
from typing import NamedTuple

import cv2
import numpy as np
from numpy.typing import NDArray

from docverify.mrz import ALPHABET
from docverify.reading import thresholds
from docverify.reading.attempt import Attempt, glance
from docverify.reading.candidate import Candidate
from docverify.reading.cells import cell_probabilities, place
from docverify.reading.lines import TextLine
from docverify.reading.recognise import recognise
from docverify.reading.rectify import rectify
from docverify.reading.straighten import straighten


class Remains(NamedTuple):
    """What is left of an MRZ line: its text, and (4, 2) px, its corners in reading order."""

    text: str
    quad: NDArray[np.float64]


def elsewhere(
    best: Attempt,
    made: Sequence[Attempt],
    seen: Iterable[tuple[NDArray[np.uint8], list[Candidate]]],
    *,
    threads: int,
) -> list[Attempt]:
    """MRZs that stand elsewhere than the one that was read.

    Lines that the reader left over are looked at once, quickly: that there is another MRZ must be known, not
    what every character of it is.

    Args:
        best: the one that counts.
        made: every attempt that was made.
        seen: for each search its (H, W) uint8 picture and the candidates that it gave.
        threads: processor threads.
    """
    found = [best]
    for one in made:
        if one.plausible and not any(_overlap(one, other) for other in found):
            found.append(one)
    for grey, candidates in seen:
        for candidate in [rest for rest in (_left_over(one, found) for one in candidates) if rest][
            : thresholds.MOST_GLANCES
        ]:
            more = either_way_up(grey, candidate, threads=threads)
            if more is not None and not any(_overlap(more, other) for other in found):
                found.append(more)
    return found[1:]


def remains(
    found: Sequence[Attempt],
    seen: Iterable[tuple[NDArray[np.uint8], list[Candidate]]],
    *,
    threads: int,
) -> list[Remains]:
    """Pieces of MRZ lines that belong to none of the MRZs that were read: what is left of a covered one.

    Other print of a document is set in the MRZ's type, too; only an MRZ has fillers.

    Args:
        found: the MRZs that were read.
        seen: for each search its (H, W) uint8 picture and the candidates that it gave.
        threads: processor threads.
    """
    pieces = []
    for grey, candidates in seen:
        lines = [
            line for one in candidates for line in one.lines if not any(_holds(a.quad, line) for a in found)
        ]
        for line in sorted(lines, key=lambda one: -one.sureness)[: thresholds.MOST_GLANCES]:
            long = line.length >= thresholds.LONG_LINE * line.mean_height
            if line.sureness >= (thresholds.LEAST_SURE_LONG_LINE if long else thresholds.LEAST_SURE_LINE):
                piece = _piece(grey, line, threads)
                pieces += [] if piece is None else [piece]
    return pieces


def either_way_up(grey: NDArray[np.uint8], candidate: Candidate, *, threads: int) -> Attempt | None:
    """Look at a candidate quickly, then upside down: a line's way of reading is now and then mistaken.

    Args:
        grey: (H, W) uint8 picture.
        candidate: in it.
        threads: processor threads.

    Returns:
        The attempt that is an MRZ; None where neither is.
    """
    for way in (candidate, candidate.reversed()):
        one = glance(grey, way, threads=threads)
        if one is not None and one.plausible:
            return one
    return None


def _piece(grey: NDArray[np.uint8], line: TextLine, threads: int) -> Remains | None:
    strip = rectify(grey, straighten(grey, line))
    (frames,) = recognise([strip.image], threads=threads)
    about = max(round(line.length / line.mean_height), thresholds.SHORTEST_PIECE)
    placed = place(frames, tuple(range(max(thresholds.SHORTEST_PIECE, about - 5), about + 4)))
    if not placed:
        return None
    count, path = max(placed.items(), key=lambda one: one[1].score / one[0])
    cells = cell_probabilities(frames, path)
    fillers = int((cells[:, -1] >= thresholds.SURE_FILLER).sum())
    clear = path.score / count >= thresholds.PLACED_BESIDE and cells.max(1).mean() >= thresholds.CLEAR_PIECE
    if fillers >= thresholds.MANY_FILLERS or (fillers and clear):
        text = "".join(ALPHABET[index] for index in cells.argmax(1))
        quads = strip.cell_quads(path.centres)
        return Remains(text, np.stack([quads[0, 0], quads[-1, 1], quads[-1, 2], quads[0, 3]]))
    return None


def _left_over(candidate: Candidate, found: Sequence[Attempt]) -> Candidate | None:
    """The lines of a candidate that no attempt has read; None where they are too few."""
    lines = tuple(line for line in candidate.lines if not any(_holds(one.quad, line) for one in found))
    return Candidate(lines) if len(lines) >= thresholds.LEAST_LINES_ELSEWHERE else None


def _overlap(one: Attempt, other: Attempt) -> bool:
    return any(_holds(other.quad, strip.line) for strip in one.strips)


def _holds(quad: NDArray[np.float64], line: TextLine) -> bool:
    """Whether the middle of a line lies in a quad."""
    x, y = line.points((line.first + line.last) / 2).tolist()
    return cv2.pointPolygonTest(quad.astype(np.float32), (x, y), measureDist=False) >= 0
