"""From which score on a person is referred: by what different people reach, as it was measured.

The rows are of pairs of different invented people of one language each, as `benchmarks/name_thresholds.py`
draws and counts them: a traveller of Warsaw against the Polish entries of a list. Most lists are of people of
many languages, so that fewer travellers are referred than the rows say.
"""

import math
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

from docverify.errors import ConfigurationError


@dataclass(frozen=True, slots=True)
class MeasuredPoint:
    """What share of pairs of different people scores at least as much.

    Attributes:
        rate: false positives a pair.
        threshold: the score, with the dates of birth compared or without.
    """

    rate: float
    threshold: float


NAMES_ALONE: Final = (
    MeasuredPoint(1e-3, 2.5),
    MeasuredPoint(1e-4, 5.0),
    MeasuredPoint(1e-5, 6.9),
    MeasuredPoint(1e-6, 8.1),
)
"""Where one side has no date of birth: counted on 5 × 10⁷ pairs of a list of 100,000, 50 errors at the last.
Beyond it namesakes alone are left, whom no threshold tells apart."""
WITH_BIRTHS: Final = (
    MeasuredPoint(1e-3, 1.0),
    MeasuredPoint(1e-4, 2.2),
    MeasuredPoint(1e-5, 4.0),
    MeasuredPoint(1e-6, 5.8),
    MeasuredPoint(1e-7, 7.6),
)
"""Where both have one, which agrees or not: on as many pairs, 5 errors at the last."""


def rate_at(points: tuple[MeasuredPoint, ...], score: float) -> float:
    """What share of pairs of different people scores as much; the ends of the measurement beyond them."""
    for lower, upper in pairwise(points):
        if score <= upper.threshold:
            share = max(score - lower.threshold, 0.0) / (upper.threshold - lower.threshold)
            return float(lower.rate * (upper.rate / lower.rate) ** share)
    return points[-1].rate


def threshold_for(points: tuple[MeasuredPoint, ...], rate: float) -> float:
    """The score that a share of pairs of different people reaches.

    Raises:
        ConfigurationError: the rate is below the least that was measured.
    """
    if rate < points[-1].rate * (1 - 1e-9):
        raise ConfigurationError(
            f"{rate:.2g} false positives a pair are fewer than {points[-1].rate:g}, the least that was "
            "measured: allow more false_positives, or divide the list"
        )
    for lower, upper in pairwise(points):
        if rate >= upper.rate:
            share = math.log(min(rate, lower.rate) / lower.rate) / math.log(upper.rate / lower.rate)
            return lower.threshold + share * (upper.threshold - lower.threshold)
    return points[-1].threshold
