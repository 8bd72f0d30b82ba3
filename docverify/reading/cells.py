"""Frames to cells: where on a strip the N characters of a line stand.

An MRZ is printed on a fixed pitch, fillers included, so a line is the best path of exactly N centres whose
steps stay near that pitch. The score of a path is the sum of its centres' log-odds: cells that are not there
cost, cells that are there pay, and lines of different N can be compared.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from docverify.reading import thresholds
from docverify.reading.chances import normalised
from docverify.reading.recognise import Frames
from docverify.reading.strips import FRAME

_STEP = 1.0
"""Resolution of a centre, px."""


@dataclass(frozen=True, slots=True)
class Path:
    """The best placing of N cells on a strip.

    Attributes:
        score: sum of the centres' log-odds less the cost of uneven steps.
        centres: (N,) float64, px on the strip.
    """

    score: float
    centres: NDArray[np.float64]


def pitch_of(frames: Frames) -> float:
    """Estimate the width of a cell on the strip from the rhythm of the centres, px."""
    heat = 1 / (1 + np.exp(-np.clip(_fine(frames.central), -6, 6)))
    heat = heat - heat.mean()
    lags = range(9, 31)
    rhythm = np.array([float(heat[lag:] @ heat[:-lag]) / max(len(heat) - lag, 1) for lag in lags])
    best = int(rhythm.argmax())
    # Every second cell is a rhythm too: prefer half of the lag when it is nearly as strong.
    half = round(lags[best] / 2) - lags[0]
    if half >= 0:
        near = slice(max(0, half - 1), half + 2)
        if rhythm[near].max() > thresholds.WEAK_OVERTONE * rhythm[best]:
            best = near.start + int(rhythm[near].argmax())
    return float(lags[best])


def _fine(central: NDArray[np.float32]) -> NDArray[np.float64]:
    """Interpolate the frames' log-odds to one value a pixel."""
    columns = np.arange(0, len(central) * FRAME, _STEP)
    middles = np.arange(len(central)) * FRAME + (FRAME - 1) / 2
    return np.asarray(np.interp(columns, middles, central), np.float64)


def place(
    frames: Frames,
    lengths: tuple[int, ...],
    *,
    pitch: float | None = None,
    start: tuple[float, float] | None = None,
) -> dict[int, Path]:
    """Place N cells on a strip for every N asked for.

    Args:
        frames: of one strip.
        lengths: numbers of cells to try.
        pitch: width of a cell, px; estimated when not given.
        start: from where to where the first cell's centre may stand, px; anywhere when not given.

    Returns:
        The best `Path` of each length that fits on the strip.
    """
    pitch = pitch or pitch_of(frames)
    odds = np.clip(_fine(frames.central), -thresholds.MOST_ODDS, thresholds.MOST_ODDS)
    uneven = thresholds.STEP_REACH * pitch
    steps = np.arange(int(np.ceil(pitch - uneven)), int(pitch + uneven) + 1)
    cost = thresholds.UNEVEN * ((steps - pitch) / pitch) ** 2
    size, reach = len(odds), int(steps[-1])
    score = odds.copy()
    if start is not None:
        columns = np.arange(size) * _STEP
        score[(columns < start[0]) | (columns > start[1])] = -np.inf
    # before[t] is the best score of a path that ends at t - reach. Row i of `back` is the same, seen from
    # i + 1 px further on; only the steps' rows are looked at, the longest first.
    before = np.full(size + reach, -np.inf)
    before[reach:] = score
    back = np.lib.stride_tricks.sliding_window_view(before, size)[: reach - int(steps[0]) + 1]
    costs = np.asarray(cost[::-1, None], np.float64)
    scores = [score]
    for _ in range(1, max(lengths)):
        scores.append(odds + (back - costs).max(0))
        before[reach:] = scores[-1]
    return {
        count: Path(float(scores[count - 1].max()), _trace(scores[:count], steps, costs[::-1, 0]))
        for count in lengths
        if count > 1 and np.isfinite(scores[count - 1].max())
    }


def _trace(
    scores: list[NDArray[np.float64]], steps: NDArray[np.int64], cost: NDArray[np.float64]
) -> NDArray[np.float64]:
    """The centres of the best path, px, from the scores of paths of 1, 2, … cells that end at each column."""
    centres = np.empty(len(scores))
    last = int(scores[-1].argmax())
    for cell in range(len(scores) - 1, -1, -1):
        centres[cell] = last
        if cell:
            inside = steps <= last
            options = scores[cell - 1][last - steps[inside]] - cost[inside]
            last -= int(steps[inside][options.argmax()])
    return centres * _STEP


def left_out(frames: Frames, path: Path) -> tuple[int, float]:
    """Cells that follow on the same pitch before the first and after the last one of a path.

    Returns:
        How many follow at one end at most, and the sum of the log-odds of all.
    """
    pitch = float(np.median(np.diff(path.centres)))
    odds = np.minimum(_fine(frames.central), thresholds.MOST_ODDS)
    most, total = 0, 0.0
    for end, sign in ((path.centres[0], -1), (path.centres[-1], 1)):
        next_ones = end + sign * pitch * np.arange(1, thresholds.FOLLOWING)
        around = np.round(next_ones[:, None] + np.arange(-3, 4)).astype(int)
        inside = (around >= 0) & (around < len(odds))
        best = np.where(inside, odds[np.clip(around, 0, len(odds) - 1)], -np.inf).max(1)
        count = int(np.argmin(np.append(best, -np.inf) > thresholds.FOLLOWS))
        most, total = max(most, count), total + float(best[:count].sum())
    return most, total


def cell_probabilities(frames: Frames, path: Path) -> NDArray[np.float64]:
    """Probabilities of the characters of each cell of a path.

    Args:
        frames: of the strip.
        path: the cells' centres on it.

    Returns:
        (N, 37) float64 over `mrz.ALPHABET`, each row summing to 1.
    """
    pitch = float(np.median(np.diff(path.centres)))
    middles = np.arange(len(frames.central)) * FRAME + (FRAME - 1) / 2
    weights = np.exp(-0.5 * ((middles[None, :] - path.centres[:, None]) / (0.16 * pitch)) ** 2)
    weights /= weights.sum(1, keepdims=True) + 1e-12
    return normalised(weights @ frames.characters.astype(np.float64))
