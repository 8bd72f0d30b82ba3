"""Frames to cells where every character has a width of its own.

Every peak of the centres' log-odds may be a cell, and a line is the best run of exactly N peaks. Nothing is
known of its steps but that letters are neither slivers nor gaps, so a run pays for every clear peak that it
leaves out, within the line and just beyond it.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from docverify.mrz import ALPHABET
from docverify.reading.cells import Path
from docverify.reading.chances import normalised
from docverify.reading.recognise import Frames
from docverify.reading.rectify import Strip
from docverify.reading.strips import FRAME

_LONGEST_STEP = 64.0
"""From one centre to the next, px of a strip on which cells are about 22 px wide."""
_MOST_ODDS = 4.0
_LEAST_ODDS = -4.0
"""A peak lower than this is none."""
_SAYS_CLEARLY = float(np.log(0.6))
"""Log-probability of a character that is seen without a peak."""
_BESIDE = 1
"""Frames beside a peak that belong to it, whatever they say."""
_ALIKE = np.arange(len(ALPHABET))
_ALIKE[ALPHABET.index("O")] = ALPHABET.index("0")
"""Characters, with those made one that a single letter may be taken for in turn."""
_CLEAR = 1.0
"""Log-odds of a peak that is a cell's by itself."""
_BEYOND = 64.0
"""How far beyond a line's ends further cells are looked for, px."""
_FOCUS = 0.16
_NARROWEST = 1.8
"""Of a cell's width, the part around its centre whose frames tell its character; px at least."""


_Peaks = tuple[NDArray[np.float64], NDArray[np.float64]]
"""Where cells' centres may be on a strip, px, and their log-odds."""


@dataclass(frozen=True, slots=True)
class Placed:
    """The best placing of N cells.

    Attributes:
        path: where they stand; its score counts what was left out.
        odds: mean log-odds of the centres.
        strays: clear peaks that were left out, within the line and just beyond its ends.
    """

    path: Path
    odds: float
    strays: int


def place(frames: Frames, lengths: tuple[int, ...]) -> dict[int, Placed]:
    """Place N cells on a strip for every N asked for.

    Args:
        frames: of one strip.
        lengths: numbers of cells to try.

    Returns:
        The best placing of each length that fits on the strip.
    """
    peaks = columns, odds = _peaks(frames)
    size = len(columns)
    if size < min(lengths):
        return {}
    told = np.concatenate([[0.0], np.cumsum(np.maximum(odds, 0.0))])  # of all peaks before one
    number = np.arange(size)
    before_line = told[number] - told[np.searchsorted(columns, columns - _BEYOND)]
    after_line = told[np.searchsorted(columns, columns + _BEYOND)] - told[number + 1]
    step = columns[None, :] - columns[:, None]
    left_out = np.where((step > 0) & (step <= _LONGEST_STEP), told[None, :-1] - told[1:, None], np.inf)
    score = odds - before_line
    back = np.zeros((max(lengths), size), np.int64)
    placed = {}
    for count in range(2, min(max(lengths), size) + 1):
        options = score[:, None] - left_out
        back[count - 1] = options.argmax(0)
        score = odds + options.max(0)
        ended = score - after_line
        if count in lengths and np.isfinite(ended.max()):
            path = Path(float(ended.max()), columns[_traced(back, int(ended.argmax()), count)])
            placed[count] = _judged(path, peaks)
    return placed


def _traced(back: NDArray[np.int64], last: int, count: int) -> NDArray[np.int64]:
    chosen = np.empty(count, np.int64)
    for cell in range(count - 1, -1, -1):
        chosen[cell] = last
        last = int(back[cell, last])
    return chosen


def _judged(path: Path, peaks: _Peaks) -> Placed:
    columns, odds = peaks
    near = (columns > path.centres[0] - _BEYOND) & (columns < path.centres[-1] + _BEYOND)
    taken = np.isin(columns, path.centres)
    strays = int(np.count_nonzero(near & ~taken & (odds > _CLEAR)))
    return Placed(path, float(odds[taken].mean()), strays)


def _peaks(frames: Frames) -> _Peaks:
    """Where centres may be, px between the frames' middles, and their log-odds.

    They are peaks; and, where a narrow letter is lost beside its neighbours, frames that say clearly what it
    is and have no peak.
    """
    values = frames.central.astype(np.float64)
    beside = np.pad(values, 1, constant_values=-np.inf)
    left, right = beside[:-2], beside[2:]
    seen = values > _LEAST_ODDS
    peak = seen & (values > left) & (values >= right)
    says, clear = _ALIKE[frames.characters.argmax(1)], frames.characters.max(1) > _SAYS_CLEARLY
    run = np.cumsum(np.concatenate([[True], says[1:] != says[:-1]])) - 1
    highest = np.full(run[-1] + 1, -np.inf)
    np.maximum.at(highest, run, np.where(seen & clear, values, -np.inf))
    lost = np.bincount(run, weights=peak)[run] == 0
    near = np.convolve(peak, np.ones(2 * _BESIDE + 1), "same") > 0
    lone = seen & clear & lost & ~near & (values == highest[run])
    chosen = np.flatnonzero(peak | lone)
    chosen = chosen[(chosen > 0) & (chosen < len(values) - 1)]
    # The parabola through a peak and its neighbours tells where between the frames it is.
    bend = np.minimum(left[chosen] - 2 * values[chosen] + right[chosen], -1e-6)
    aside = np.where(peak[chosen], (left[chosen] - right[chosen]) / (2 * bend), 0.0)
    columns = (chosen + np.clip(aside, -0.5, 0.5)) * FRAME + (FRAME - 1) / 2
    return columns, np.minimum(values[chosen], _MOST_ODDS)


def borders(centres: NDArray[np.float64]) -> NDArray[np.float64]:
    """(N + 1,) px, where cells border on each other, about: half way between their centres."""
    between = (centres[1:] + centres[:-1]) / 2
    first, last = 2 * centres[0] - between[0], 2 * centres[-1] - between[-1]
    return np.concatenate([[first], between, [last]])


def probabilities(frames: Frames, centres: NDArray[np.float64]) -> NDArray[np.float64]:
    """Probabilities of the characters of each cell, (N, 37) over `mrz.ALPHABET`, each row summing to 1."""
    edges = borders(centres)
    widths = 2 * np.minimum(centres - edges[:-1], edges[1:] - centres)
    middles = np.arange(len(frames.central)) * FRAME + (FRAME - 1) / 2
    focus = np.maximum(_FOCUS * widths, _NARROWEST)[:, None]
    weights = np.exp(-0.5 * ((middles[None, :] - centres[:, None]) / focus) ** 2)
    weights /= weights.sum(1, keepdims=True) + 1e-12
    return normalised(weights @ frames.characters.astype(np.float64))


def quads(strip: Strip, centres: NDArray[np.float64]) -> NDArray[np.float64]:
    """Quads (N, 4, 2) of the cells in the picture, in reading order."""
    u = np.interp(borders(centres), np.arange(len(strip.u)), strip.u)
    corners = [(u[:-1], -0.5), (u[1:], -0.5), (u[1:], 0.5), (u[:-1], 0.5)]
    return np.stack([strip.line.points(at, offset) for at, offset in corners], 1)
