"""What hides characters of lines: a reflection, which fades at its rims, or a thing, which ends sharply.

Lines are looked at in windows of a cell's width, wherever cells stand: hidden text is not placed well.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import cv2
import numpy as np
from numpy.typing import NDArray

from docverify.evidence.failure import ReadingFailure
from docverify.reading.rectify import Strip
from docverify.reading.strips import CAP_HEIGHT, HEIGHT, PITCH

_HALF: Final = round(CAP_HEIGHT / 2) + 1  # rows above and below the middle that a capital fills
_FAR: Final = 6.0  # grey levels off the paper's or the ink's usual course count half as much in it
_ROUNDS: Final = 8
_LEAST_SPREAD: Final = 10.0  # grey levels between ink and paper that shares are taken of
_BLANK: Final = 0.22  # of the usual spread: below, a window shows no print
_LIKE_PAPER: Final = (
    10.0  # grey levels: blank windows so near the paper, at an end of all lines, lie beyond it
)
_FEW: Final = 2  # such windows: located lines overshoot by no more
_BRIGHTER: Final = 3.0  # grey levels than the paper: light is added to it
_WHITE: Final = 248.0  # nothing is brighter
_WHITER: Final = 12.0  # grey levels than the paper
_VEILED: Final = (0.25, 0.9)  # of the way from ink to paper: ink that shines through a reflection's rim

_LEAST_IN_ROW: Final = 2
"""Blank windows side by side that are hidden. Of 32 covered MRZs 28 have as many, and of 68 with reflections
67; blurred print has none."""
_SURELY_IN_ROW: Final = 5
"""Worn print is blank here and there, in 10 of 30 MRZs twice in a row, but never so often; what lies on an
MRZ hides no more than one piece of each line, or long ones."""
_LEAST_VEILED: Final = 3
_LEAST_BRIGHT: Final = 4
"""Windows of a reflection's rim and of its inside. The reflections have 3 and 3 at least, all but two of them
more; things that cover print have 2 at its rim at most."""


def hidden_by(strips: Sequence[Strip]) -> ReadingFailure | None:
    """Say what hides parts of lines: GLARE or COVERED; None where all of their windows show print.

    Args:
        strips: of the lines of a block as they were located, which all have the same extent.
    """
    lines = [_windows(strip) for strip in strips]
    usual = max(float(np.median(np.concatenate([line.spread for line in lines]))), 1.0)
    blank = [line.spread < _BLANK * usual for line in lines]
    for end in _beyond(lines, blank):
        for one in blank:
            one[end] = False
    runs = np.concatenate([_runs(one) for one in blank])
    longest = runs.max(initial=0)
    if longest < _LEAST_IN_ROW:
        return None
    white = np.concatenate([line.white[one] for line, one in zip(lines, blank, strict=True)])
    if _lit(lines) or white.mean() > 0.5:
        return ReadingFailure.GLARE
    return ReadingFailure.COVERED if len(runs) <= len(lines) or longest >= _SURELY_IN_ROW else None


def lit_at_ends(strips: Sequence[Strip]) -> bool:
    """Whether a reflection lies about an end of the lines, beyond which they may not have been located.

    Sharp print only can be asked this: blurred ends look alike.
    """
    return _lit([_windows(strip, further=_FEW) for strip in strips])


@dataclass(frozen=True, slots=True)
class _Windows:
    """The windows of a line, (N,) each: their dark and light, and what ink and paper usually are there."""

    low: NDArray[np.float64]
    high: NDArray[np.float64]
    ink: NDArray[np.float64]
    paper: NDArray[np.float64]

    @property
    def spread(self) -> NDArray[np.float64]:
        return self.high - self.low

    @property
    def brighter(self) -> NDArray[np.bool_]:
        return self.high - self.paper > _BRIGHTER

    @property
    def lift(self) -> NDArray[np.float64]:
        """How far what is darkest is from ink, 0, to paper, 1."""
        return (self.low - self.ink) / np.maximum(self.paper - self.ink, _LEAST_SPREAD)

    @property
    def white(self) -> NDArray[np.bool_]:
        """Where all is as white as can be, and the paper beside is not: no thing that lies there is."""
        return (self.low >= _WHITE) & (self.low - self.paper > _WHITER)

    @property
    def veiled(self) -> int:
        lift = self.lift
        return int((self.brighter & (lift > _VEILED[0]) & (lift < _VEILED[1])).sum())

    @property
    def bright(self) -> int:
        return int((self.brighter & (self.lift > _VEILED[1])).sum())


def _lit(lines: Sequence[_Windows]) -> bool:
    """Whether a reflection lies on lines: its inside and its rim."""
    veiled = sum(line.veiled for line in lines)
    bright = sum(line.bright for line in lines)
    return veiled >= _LEAST_VEILED and bright >= _LEAST_BRIGHT


def _windows(strip: Strip, *, further: int = 0) -> _Windows:
    """The windows of a line, and so many beyond each of its ends."""
    smooth = cv2.blur(strip.image, (3, 3))[HEIGHT // 2 - _HALF : HEIGHT // 2 + _HALF]
    beyond = further * strip.line.mean_height
    first, last = np.searchsorted(strip.u, (strip.line.first - beyond, strip.line.last + beyond))
    count = max(int((last - first) / PITCH), 3)
    starts = first + (last - first) / count * np.arange(count)
    columns = np.clip(np.round(starts[:, None] + np.arange(int(PITCH))).astype(int), 0, smooth.shape[1] - 1)
    windows = smooth[:, columns].swapaxes(0, 1).reshape(count, -1)
    low, high = np.percentile(windows, (5, 95), axis=1)
    return _Windows(low, high, _course(low), _course(high))


def _course(levels: NDArray[np.float64]) -> NDArray[np.float64]:
    """The straight line that levels follow, (N,), without those far from it: light falls off to one side."""
    places = np.linspace(-1, 1, len(levels))
    course = np.full(len(levels), np.median(levels))
    for _ in range(_ROUNDS):
        weight = 1 / (1 + ((levels - course) / _FAR) ** 2)
        mean = np.average(levels, weights=weight)
        middle = np.average(places, weights=weight)
        away = places - middle
        slope = float((weight * away * (levels - mean)).sum() / ((weight * away * away).sum() + 0.1))
        course = mean + slope * away
    return course


def _beyond(lines: Sequence[_Windows], blank: Sequence[NDArray[np.bool_]]) -> list[slice]:
    """The ends at which all lines show blank paper: there, no text is hidden, but has ended."""
    count = min(len(one) for one in blank)
    if any(len(one) != count for one in blank):
        return []
    empty = np.all(
        [one & (np.abs(w.high - w.paper) < _LIKE_PAPER) for one, w in zip(blank, lines, strict=True)], 0
    )
    before, after = (int(np.argmin(np.append(way, False))) for way in (empty, empty[::-1]))
    ends = (slice(0, before), slice(count - after, count))
    return [end for end in ends if 0 < end.stop - end.start <= _FEW]


def _runs(flags: NDArray[np.bool_]) -> NDArray[np.int64]:
    """The lengths of all runs of true ones."""
    changes = np.flatnonzero(np.diff(np.concatenate([[0], flags, [0]])))
    return np.diff(changes)[::2].astype(np.int64)
