"""Whether the scores of a period still look like those of another period, and of the calibration."""

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from docverify.evaluation.rates import Rate
from docverify.evaluation.scores import in_order


@dataclass(frozen=True, slots=True)
class Shift:
    """Two samples of scores compared.

    Attributes:
        before: size of the earlier sample.
        now: size of the later one.
        distance: largest difference of their distribution functions, in [0, 1] (Kolmogorov–Smirnov).
        p_value: how often chance alone gives as large a distance; asymptotic, conservative below 20 scores.
        median_shift: median now minus median before.
    """

    before: int
    now: int
    distance: float
    p_value: float
    median_shift: float


@dataclass(frozen=True, slots=True)
class NearMisses:
    """Scores just below the threshold, where strangers seldom are.

    Attributes:
        rate: non-matches whose score reaches the calibration's threshold at `wider_fmr`, of all non-matches.
        expected: that share if every non-match were of two different people, as in the calibration.
        wider_fmr: the looser rate that marks the band.
    """

    rate: Rate
    expected: float
    wider_fmr: float

    @property
    def too_many(self) -> bool:
        """Whether even the lower end of the 95 % interval exceeds what strangers give.

        Then some non-matches are of the bearers themselves: capture or portraits have become worse, or the
        people differ from those of the calibration.
        """
        return self.rate.interval.low > self.expected


def shift(before: ArrayLike, now: ArrayLike) -> Shift:
    """Compare two samples of scores (two-sample Kolmogorov–Smirnov).

    Args:
        before: (m,) finite scores.
        now: (n,) finite scores.

    Raises:
        InputError: a sample is empty, or holds NaN or infinite scores.
    """
    first, second = in_order(before, kind="earlier"), in_order(now, kind="later")
    every = np.concatenate([first, second])
    below = [np.searchsorted(sample, every, "right") / sample.size for sample in (first, second)]
    distance = float(np.abs(below[0] - below[1]).max())
    size = math.sqrt(first.size * second.size / (first.size + second.size))
    return Shift(
        before=first.size,
        now=second.size,
        distance=distance,
        p_value=_kolmogorov(distance * size),
        median_shift=float(np.median(second) - np.median(first)),
    )


def near_misses(
    scores: ArrayLike, threshold: float, fmr: float, points: Sequence[tuple[float, float]]
) -> NearMisses | None:
    """Share of the non-matches that came close, against what the calibration's strangers give.

    The band reaches down to the threshold of the smallest tabulated FMR that is at least ten times `fmr`.

    Args:
        scores: (n,) finite scores that were held against `threshold`.
        threshold: of the calibration at `fmr`.
        fmr: the rate that was asked for.
        points: (FMR, threshold) of the calibration.

    Returns:
        None when there are no non-matches, or the calibration reaches no such rate.
    """
    values = in_order(scores, kind="comparison")
    misses = int(np.searchsorted(values, threshold, "left"))
    wider = min((point for point in points if point[0] >= 10 * fmr * (1 - 1e-9)), default=None)
    if not misses or wider is None:
        return None
    near = misses - int(np.searchsorted(values, wider[1], "left"))
    return NearMisses(Rate(max(0, near), misses), (wider[0] - fmr) / (1 - fmr), wider[0])


def _kolmogorov(x: float) -> float:
    """P(K > x) of Kolmogorov's distribution."""
    if x < 0.2:
        return 1.0
    terms = ((-1) ** (k - 1) * math.exp(-2 * k * k * x * x) for k in range(1, 101))
    return min(1.0, max(0.0, 2 * math.fsum(terms)))
