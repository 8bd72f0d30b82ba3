"""Reads one candidate: straighten → rectify → recognise → decode → prove; in doubt, with a second look."""

from dataclasses import dataclass, replace
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from docverify.evidence.reading import SURE
from docverify.mrz import ALPHABET, LAYOUTS
from docverify.reading import thresholds
from docverify.reading.borders import cells_cut
from docverify.reading.candidate import Candidate
from docverify.reading.confidence import confidence
from docverify.reading.decode import Chances, Decoded, Text, decode
from docverify.reading.ink import shines, shown
from docverify.reading.lines import TextLine
from docverify.reading.longer import ends_hidden, may_be_longer, must_be_longer
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
_FILLER = "<"


@dataclass(frozen=True, slots=True)
class Attempt:
    """One candidate, read.

    Attributes:
        strips: the lines that were read, rectified.
        quads: (N, 4, 2) px for each line, its cells.
        decoded: what the cells say.
        proved: the text after grammar and check digits.
        whole: no text runs on, here or beyond the picture, and the lines' cells stand below each other.
        shown: for each line, (N,) in [0, 1], how much is seen of its cells.
    """

    strips: tuple[Strip, ...]
    quads: tuple[NDArray[np.float64], ...]
    decoded: Decoded
    proved: Proved
    whole: bool
    shown: tuple[NDArray[np.float64], ...]

    def doubted(self) -> "Attempt":
        """The same, as what is left of a longer one, or misplaced: it is no reading."""
        proved = replace(self.proved, confidence=self.proved.confidence * thresholds.SHIFTED)
        return replace(self, proved=proved, whole=False)

    @property
    def certainty(self) -> float:
        """Mean probability of the cells' most likely characters, in [0, 1]."""
        return float(self.decoded.text.certainty.mean())

    @property
    def bare(self) -> tuple[NDArray[np.bool_], ...]:
        """For each line, (N,), which of its cells are hidden."""
        return tuple(seen < thresholds.HALF_SEEN for seen in self.shown)

    @property
    def covered(self) -> bool:
        """Whether something hides cells of what is an MRZ by all else."""
        return self.plausible and any(hidden.any() for hidden in self.bare)

    @property
    def shining(self) -> bool:
        """Whether a reflection does."""
        return any(
            shines(strip.image, path, hidden)
            for strip, path, hidden in zip(self.strips, self.decoded.paths, self.bare, strict=True)
            if hidden.any() and not hidden.all()
        )

    @property
    def seen_certainty(self) -> list[float]:
        """For each line, the product of the probabilities of what its cells show, hidden ones left out."""
        return [
            float(np.prod(cells.max(1)[~hidden]))
            for cells, hidden in zip(self.decoded.text.posterior, self.bare, strict=True)
        ]

    @property
    def plausible(self) -> bool:
        """Whether the lines are an MRZ at all."""
        printed = sum(character != _FILLER for line in self.proved.mrz.lines for character in line)
        return (
            self.decoded.placement >= thresholds.LEAST_PLACEMENT
            and self.certainty >= thresholds.LEAST_CERTAINTY
            and self.decoded.text.sense >= thresholds.LEAST_SENSE
            and printed >= thresholds.LEAST_PRINTED
        )

    @property
    def foreign(self) -> bool:
        """Whether print was read for certain that no layout allows."""
        return _is_foreign(self.decoded.text)

    @property
    def share_clear(self) -> float:
        """Share of the cells whose character is clear, in [0, 1]."""
        cells = np.concatenate([one.max(1) for one in self.decoded.text.probabilities])
        return float((cells >= thresholds.CLEAR_CELL).mean())

    @property
    def other_print(self) -> bool:
        """Whether text was read clearly that has none of an MRZ's fillers."""
        if self.plausible or self.share_clear < thresholds.CLEAR:
            return False
        fillers = (cells[:, ALPHABET.index(_FILLER)] for cells in self.decoded.text.probabilities)
        return sum(int((one >= thresholds.CLEAR_CELL).sum()) for one in fillers) < thresholds.LEAST_FILLERS

    @property
    def settled(self) -> bool:
        """Whether nothing is left to look for: what is seen is certain, and what is not is hidden."""
        if self.proved.settled or not self.whole or not any(hidden.any() for hidden in self.bare):
            return self.proved.settled
        return confidence(self.proved.mrz, self._as_if_seen()) >= SURE

    def _as_if_seen(self) -> Chances:
        """The cells' chances, with hidden ones taken for what they were decided to be."""
        taken = []
        for text, cells, hidden in zip(
            self.proved.mrz.lines, self.decoded.text.posterior, self.bare, strict=True
        ):
            chosen = np.eye(len(ALPHABET))[[ALPHABET.index(character) for character in text]]
            taken.append(np.where(hidden[:, None], chosen, cells))
        return tuple(taken)

    @property
    def hopeless(self) -> bool:
        """Whether the reading is none: another way round, or with another line, it may be one."""
        return self.proved.confidence < thresholds.LEAST_CONFIDENCE

    @property
    def makes_sense(self) -> bool:
        """Whether lines were read as a layout has them: the right way up, and none is missing."""
        return self.plausible and self.whole

    @property
    def nearly_sure(self) -> bool:
        """Whether the text will most likely stay as it is, however often it is looked at."""
        return self.proved.confidence >= thresholds.NEARLY_SURE

    @property
    def beyond_help(self) -> bool:
        """Whether another look at the same print will not make it certain: it is hidden, or too poor."""
        poor = not self.hopeless and self.proved.confidence < thresholds.POOR
        return self.makes_sense and (self.covered or poor)

    @property
    def quad(self) -> NDArray[np.float64]:
        """(4, 2) px, the corners of all lines together, in reading order."""
        first, last = self.quads[0], self.quads[-1]
        return np.stack([first[0, 0], first[-1, 1], last[-1, 2], last[0, 3]])

    @property
    def rank(self) -> tuple[bool, bool, float]:
        """Order of attempts: MRZs before other text, whole ones before doubtful ones."""
        return self.plausible, self.settled, self.proved.confidence + 1e-3 * self.certainty


def attempt(
    grey: NDArray[np.uint8], candidate: Candidate, *, quick: bool = False, threads: int
) -> Attempt | None:
    """Read one candidate; None where no layout fits on its lines.

    Where it makes no sense a line may have been missed: two lines of three pass for another layout's.

    Args:
        grey: (H, W) uint8 picture.
        candidate: the lines.
        quick: whether another picture may do better: no second look, no repair, and no search for more lines
            unless there is one only.
        threads: processor threads.
    """
    strips, frames = _seen(grey, candidate.lines[:_MOST_LINES], threads)
    first = _understood(grey, strips, frames, threads, quick=quick)
    senseless = first is None or (
        first.hopeless and not (first.decoded.cut or first.makes_sense or first.other_print)
    )
    if senseless and len(strips) < (2 if quick else _MOST_IN_A_LAYOUT):
        lines = tuple(strip.line for strip in strips)
        more = with_neighbours(lines, frames)
        if more is not lines:
            other = _understood(grey, *_seen(grey, more, threads), threads, quick=quick)
            first = max((one for one in (first, other) if one), key=lambda one: one.rank, default=None)
    return None if first is None else _doubted_if_cut(first, grey)


def glance(grey: NDArray[np.uint8], candidate: Candidate, *, threads: int) -> Attempt | None:
    """Read one candidate quickly: its lines as they are, no more of them, and no second look."""
    lines = tuple(straighten(grey, line) for line in candidate.lines[:_MOST_LINES])
    strips = tuple(rectify(grey, line) for line in lines)
    decoded = decode(recognise([strip.image for strip in strips], threads=threads))
    if decoded is None:
        return None
    return _put_together(strips[decoded.first : decoded.first + len(decoded.paths)], decoded)


def _understood(
    grey: NDArray[np.uint8], strips: tuple[Strip, ...], frames: list[Frames], threads: int, *, quick: bool
) -> Attempt | None:
    """Decode and prove what was seen, with a second look where it leaves a doubt."""
    decoded = decode(frames)
    if not quick and decoded is not None and _may_be_whole(decoded):
        images = [strip.image for strip in strips]
        decoded = decode(recognise(images, network="reviewer", threads=threads)) or decoded
    if decoded is None:
        return None
    strips = strips[decoded.first : decoded.first + len(decoded.paths)]
    attempt = _put_together(strips, decoded, repair=not quick)
    doubtful = not attempt.settled and float(np.prod(attempt.seen_certainty)) > thresholds.HOPELESS
    if not quick and attempt.makes_sense and doubtful:
        lines = [number for number, sure in enumerate(attempt.seen_certainty) if sure < thresholds.LINE_SURE]
        for looked in look_again(grey, strips, decoded, lines=lines, threads=threads):
            attempt = _put_together(strips, looked)
            if attempt.settled or attempt.hopeless or attempt.nearly_sure:
                break
    return attempt


def _may_be_whole(decoded: Decoded) -> bool:
    """Whether text that seems cut may be an MRZ whose cells were placed wrongly."""
    seems = decoded.cut and decoded.placement > thresholds.LEAST_PLACEMENT
    return seems and not _is_foreign(decoded.text)


def _is_foreign(text: Text) -> bool:
    certain = float(text.certainty.mean()) >= thresholds.FOREIGN_CERTAINTY
    return certain and text.sense < thresholds.FOREIGN_SENSE


def _seen(
    grey: NDArray[np.uint8], lines: tuple[TextLine, ...], threads: int
) -> tuple[tuple[Strip, ...], list[Frames]]:
    """Settle lines on their ink, lengthen them until no text runs on, and run the recogniser over them."""
    for _ in range(1 + thresholds.MOST_WIDENED):
        lines = tuple(straighten(grey, line) for line in lines)
        strips = tuple(rectify(grey, line) for line in lines)
        frames = recognise([strip.image for strip in strips], threads=threads)
        longer = widened(lines, strips, frames)
        if longer is lines:
            break
        lines = longer
    return strips, frames


def _doubted_if_cut(one: Attempt, grey: NDArray[np.uint8]) -> Attempt:
    """Doubt text whose end may be lost: what is left of long lines passes for short ones."""
    if not one.whole or not may_be_longer(one.decoded.text.format):
        return one
    if must_be_longer(one.decoded.text) or ends_hidden(one.strips, one.decoded.paths):
        return one.doubted()
    return one.doubted() if cells_cut(one.quads, (grey.shape[0], grey.shape[1])) else one


def _put_together(strips: tuple[Strip, ...], decoded: Decoded, *, repair: bool = True) -> Attempt:
    """Put a decoded candidate together, its cells in the picture; doubt it where they do not align."""
    quads = tuple(strip.cell_quads(path.centres) for strip, path in zip(strips, decoded.paths, strict=True))
    seen = tuple(shown(strip.image, path) for strip, path in zip(strips, decoded.paths, strict=True))
    decoded = replace(decoded, text=decoded.text.veiled(seen) or decoded.text)
    proved = prove(decoded.text, repair=repair and decoded.text.sense >= thresholds.LEAST_SENSE)
    one = Attempt(strips, quads, decoded, proved, whole=True, shown=seen)
    return one.doubted() if decoded.cut or _crooked(quads) > thresholds.MOST_CROOKED else one


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
