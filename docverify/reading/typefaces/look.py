"""Looks at a picture for an MRZ in another typeface: traces → lines → cells → text, as the reader does."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

import cv2
import numpy as np
from numpy.typing import NDArray

from docverify.mrz import ALPHABET
from docverify.reading.attempt import Attempt
from docverify.reading.cells import Path
from docverify.reading.chances import normalised
from docverify.reading.decode import Chances, Decoded, settle
from docverify.reading.ink import shown
from docverify.reading.lines import TextLine
from docverify.reading.locate import Survey, survey, traces
from docverify.reading.prove import prove
from docverify.reading.rectify import Strip, rectify
from docverify.reading.strips import CAP_HEIGHT, FRAME
from docverify.reading.typefaces.cells import Placed, place, probabilities, quads
from docverify.reading.typefaces.lines import grown
from docverify.reading.typefaces.rows import rows
from docverify.reading.typefaces.see import Seen, see

_SHAPES = ((30, 30, 30), (36, 36), (44, 44))
"""Cells of the lines of ICAO's layouts; the others, of single States, are not looked for."""
_LENGTHS = tuple(shape[0] for shape in _SHAPES)
_COARSE = 448
"""Longer side at which traces are looked for besides, px: what is large or bold is best seen small."""
_MOST_TRACES = 3
"""Traces that are followed at each of them."""
_MOST_BLOCKS = 3
_LONGEST = 70.0
"""Capitals: no MRZ's line is longer in any typeface; of 60 that were read the longest has 65."""
_MOST_ROWS = 12
"""Rows of print that lie straight, found by their ink alone, of which any is looked at: more are a page of
text, 24 at least on such pages. MRZs that are drawn on nothing have three at most."""
_AS_HIGH = 0.2
"""Logarithm of how much the letters of one line may be taken for higher than they are."""
_CELL = 25.0
"""Mean width of a cell on a strip, px: an I of Arial then takes three frames, and two are told apart."""
_SUPPOSED = (36, 44, 54)
"""Cells of a line of which nothing is known but its length; the last guess draws narrow letters wide."""
_WIDEST = 2000
"""Columns of a strip: 44 cells drawn wide, with margins."""
_MOST_STRAYS = 1
"""Clear centres that a line may leave out."""
_SOFT = 0.42
"""Sigma of the blur before a line is reduced to a strip, px of the strip."""
_STRETCHES = (0.7, 2.6)
_VIEWS = ((1.0, 1.0), (0.88, 1.0), (1.0, 1.1))
"""Further looks at lines that were placed: how much of the surroundings they show, and how wide."""
_LEAST_LOOKS = 2
"""Of four, that must find every cell at the same place …"""
_TWO_AGREE = 0.9
"""… and what two that do so are worth."""
_MOST_CONFIDENT = 0.99
"""No reading is sure in a typeface that was never trained on: too few were measured to promise that."""
_SURELY_OTHER = -2.0
"""Mean log-odds of OCR-B below which a line is not in it, whatever was read."""
_LEAST_AT_FIRST, _LEAST_ODDS = 0.3, 0.8
"""Mean log-odds of the cells' centres, in the first look, which may draw them wide, and in the best one."""
_LEAST_CERTAINTY = 0.8
_LEAST_SENSE = 0.9
_LEAST_FILLERS = 3
"""Fillers that an MRZ has, on average of its lines one at least: running text has none."""
_SAME_PLACE = 0.4
"""Of a cell's width, by which the looks may differ about its place."""


@dataclass(frozen=True, slots=True)
class _Read:
    """Lines of one look: strips, what the network says of them, and where their cells are."""

    strips: tuple[Strip, ...]
    seen: tuple[Seen, ...]
    placed: tuple[Placed, ...]

    @property
    def ocrb(self) -> float:
        """Mean log-odds, over the cells, that the lines are in OCR-B."""
        told = [one.ocrb[_frames(at.path)] for one, at in zip(self.seen, self.placed, strict=True)]
        return float(np.mean(np.concatenate(told)))

    @property
    def score(self) -> float:
        """How well the lines are placed, against other looks at them."""
        return sum(one.path.score for one in self.placed)

    @property
    def chances(self) -> Chances:
        return tuple(
            probabilities(one.frames, at.path.centres) for one, at in zip(self.seen, self.placed, strict=True)
        )


def _frames(path: Path) -> NDArray[np.int64]:
    return (path.centres / FRAME).astype(np.int64)


def look(grey: NDArray[np.uint8], surveys: Sequence[Survey], *, threads: int) -> Attempt | None:
    """Read the MRZ of a picture in another typeface than OCR-B.

    Args:
        grey: (H, W) uint8 picture, in which no MRZ in OCR-B was read.
        surveys: of the picture, at one or more sizes.
        threads: processor threads.

    Returns:
        What was read, where it is an MRZ by all that is seen; None elsewhere, and for OCR-B.
    """
    for lines, length in _blocks(grey, surveys, threads):
        one = _read(grey, lines, length, threads)
        if one is not None:
            return one
    return None


def look_again(
    grey: NDArray[np.uint8], first: Attempt, surveys: Sequence[Survey], *, threads: int
) -> tuple[Attempt, bool]:
    """Look at an MRZ that left the networks for OCR-B in doubt: its typeface may be why.

    Args:
        grey: (H, W) uint8 picture.
        first: what was read, plausible and not settled.
        surveys: as for `look`.
        threads: processor threads.

    Returns:
        What is to be believed of the two readings, and whether the MRZ is in another typeface than OCR-B. The
        networks for OCR-B are as confident of that when they are wrong.
    """
    seen = see([strip.image for strip in first.strips], threads=threads)
    told = [one.ocrb[_frames(path)] for one, path in zip(seen, first.decoded.paths, strict=True)]
    if float(np.mean(np.concatenate(told))) > _SURELY_OTHER:
        return first, False
    lines, length = grown(grey, first.strips[0].line)
    again = _read(grey, lines, length, threads) if len(lines) > 1 else None
    if again is None:
        again = look(grey, surveys, threads=threads)
    return (_capped(first) if again is None else again), True


def _blocks(
    grey: NDArray[np.uint8], surveys: Sequence[Survey], threads: int
) -> Iterator[tuple[tuple[TextLine, ...], float]]:
    """Blocks of lines and the length of one of them, capitals; each once, those of long traces first."""
    given = 0
    straight = rows(grey)
    straight = straight[:_MOST_TRACES] if len(straight) <= _MOST_ROWS else []
    for source in (_located(grey, surveys, threads), iter(straight)):
        known: list[TextLine] = []  # of this source: what the other made of a line may be wrong
        for trace in source:
            if given == _MOST_BLOCKS:
                return
            if any(_on(line, trace) for line in known):
                continue
            lines, length = grown(grey, trace)
            if len(lines) > 1 and length <= _LONGEST:
                known += lines
                given += 1
                yield lines, length


def _located(grey: NDArray[np.uint8], surveys: Sequence[Survey], threads: int) -> Iterator[TextLine]:
    """What may be part of a line by the locator."""
    for one in surveys:
        yield from traces(one)[:_MOST_TRACES]
    yield from traces(survey(grey, longer_side=_COARSE, threads=threads))[:_MOST_TRACES]


def _on(line: TextLine, trace: TextLine) -> bool:
    """Whether the middle of a trace lies on a line that reads the same way and is about as high."""
    away = trace.points((trace.first + trace.last) / 2) - line.origin
    u, v = float(away @ line.along), float(away @ line.down)
    middle = line.bend[0] + u * (line.bend[1] + u * line.bend[2])
    alike = abs(np.log(line.mean_height / trace.mean_height)) < _AS_HIGH and line.along @ trace.along > 0
    return bool(alike and line.first <= u <= line.last and abs(v - middle) < line.mean_height)


def _read(
    grey: NDArray[np.uint8], lines: tuple[TextLine, ...], length: float, threads: int
) -> Attempt | None:
    """Read the lines of a block, of which one is so many capitals long."""
    reduced = lines[0].mean_height / CAP_HEIGHT
    if reduced > 1:  # strokes of a pixel, as Courier has, would be lost between a strip's columns
        grey = np.asarray(cv2.GaussianBlur(grey, (0, 0), _SOFT * reduced), np.uint8)
    for cells in _SUPPOSED:
        stretch = float(np.clip(_CELL * cells / (length * CAP_HEIGHT), *_STRETCHES))
        strips = tuple(rectify(grey, line, stretch=stretch, widest=_WIDEST) for line in lines)
        first = _fitting(strips, tuple(see([strip.image for strip in strips], threads=threads)))
        if first is None or min(one.odds for one in first.placed) < _LEAST_AT_FIRST or first.ocrb > 0:
            return None
        if max(one.strays for one in first.placed) <= _MOST_STRAYS:
            read = _confirmed(grey, first, threads)
            if read is not None:
                return read
    return None


def _confirmed(grey: NDArray[np.uint8], first: _Read, threads: int) -> Attempt | None:
    """Look at lines again from several views; None where no two find the same cells, or no MRZ is there."""
    views = (_again(grey, first, zoom, _CELL * wide, threads) for zoom, wide in _VIEWS)
    looks = [first, *(one for one in views if one is not None)]
    agreeing = [[other for other in looks if _same_places(other, one)] for one in looks]
    best = max(range(len(looks)), key=lambda number: (len(agreeing[number]), looks[number].score))
    base, alike = looks[best], agreeing[best]
    text = settle(_mean([one.chances for one in alike]))
    if text is None or len(alike) < _LEAST_LOOKS:
        return None
    odds = float(np.mean([one.odds for one in base.placed]))
    paths = tuple(one.path for one in base.placed)
    decoded = Decoded(text, 0, paths, odds, cut=any(one.strays > _MOST_STRAYS for one in base.placed))
    return _judged(base.strips, decoded, trust=1.0 if len(alike) > _LEAST_LOOKS else _TWO_AGREE)


def _fitting(strips: tuple[Strip, ...], seen: tuple[Seen, ...]) -> _Read | None:
    """The layout's shape, and those of the lines, on which it fits best."""
    placed = [place(one.frames, _LENGTHS) for one in seen]
    best: _Read | None = None
    for shape in _SHAPES:
        for first in range(len(strips) - len(shape) + 1):
            found = [
                placed[first + row][width] for row, width in enumerate(shape) if width in placed[first + row]
            ]
            if len(found) < len(shape):
                continue
            lines = slice(first, first + len(shape))
            read = _Read(strips[lines], seen[lines], tuple(found))
            if best is None or read.score > best.score:
                best = read
    return best


def _again(grey: NDArray[np.uint8], before: _Read, zoom: float, cell: float, threads: int) -> _Read | None:
    """The same lines, drawn otherwise; None where so many cells do not fit on them.

    Args:
        grey: (H, W) uint8 picture.
        before: what was seen of them.
        zoom: how much of the surroundings is shown against that.
        cell: mean width that cells are to have, px.
        threads: processor threads.
    """
    strips = []
    for strip, at in zip(before.strips, before.placed, strict=True):
        u = np.interp(at.path.centres[[0, -1]], np.arange(len(strip.u)), strip.u)
        wide = float(u[1] - u[0]) / (len(at.path.centres) - 1) * CAP_HEIGHT / strip.line.mean_height
        line = replace(strip.line, height=strip.line.height * zoom)
        stretch = float(np.clip(cell / wide, *_STRETCHES)) * zoom
        strips.append(rectify(grey, line, stretch=stretch, widest=_WIDEST))
    seen = tuple(see([strip.image for strip in strips], threads=threads))
    counts = [len(at.path.centres) for at in before.placed]
    placed = [place(one.frames, (count,)).get(count) for one, count in zip(seen, counts, strict=True)]
    found = tuple(one for one in placed if one is not None)
    return _Read(tuple(strips), seen, found) if len(found) == len(placed) else None


def _same_places(one: _Read, other: _Read) -> bool:
    """Whether two looks put every cell at the same place."""
    for strip, at, strip_, at_ in zip(one.strips, one.placed, other.strips, other.placed, strict=True):
        here = np.interp(at.path.centres, np.arange(len(strip.u)), strip.u)
        there = np.interp(at_.path.centres, np.arange(len(strip_.u)), strip_.u)
        if np.abs(here - there).max() > _SAME_PLACE * float(np.mean(np.diff(there))):
            return False
    return True


def _mean(looks: list[Chances]) -> Chances:
    """The geometric mean of what the looks say of every cell."""
    return tuple(
        normalised(np.mean([np.log(one + 1e-9) for one in cells], axis=0))
        for cells in zip(*looks, strict=True)
    )


def _judged(strips: tuple[Strip, ...], decoded: Decoded, *, trust: float) -> Attempt | None:
    """Prove what was read; None for what is no MRZ. It must show more than lines in OCR-B have to."""
    text = decoded.text
    fillers = sum(line.count(ALPHABET[-1]) for line in text.lines)
    if (
        decoded.cut
        or decoded.placement < _LEAST_ODDS
        or float(text.certainty.mean()) < _LEAST_CERTAINTY
        or text.sense < _LEAST_SENSE
        or fillers < _LEAST_FILLERS
    ):
        return None
    cells = tuple(quads(strip, path.centres) for strip, path in zip(strips, decoded.paths, strict=True))
    seen = tuple(shown(strip.image, path) for strip, path in zip(strips, decoded.paths, strict=True))
    read = Attempt(strips, cells, decoded, prove(text), whole=True, shown=seen)
    return _capped(read, trust)


def _capped(read: Attempt, trust: float = 1.0) -> Attempt:
    confidence = min(read.proved.confidence * trust, _MOST_CONFIDENT)
    return replace(read, proved=replace(read.proved, confidence=confidence))
