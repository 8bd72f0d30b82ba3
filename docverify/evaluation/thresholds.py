"""Thresholds that keep a target, and the error rates at them.

t* = min { t : FMR(t) ≤ target } over the observed scores and +inf: never the nearest operating point, never
one interpolated between two. When no observed score keeps the target, t* is +inf, nothing matches, FNMR is 1.
"""

import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from docverify.arguments import expect_number
from docverify.errors import InputError
from docverify.evaluation.intervals import trials_to_claim
from docverify.evaluation.rates import Rate
from docverify.evaluation.scores import Scores, check_fraction, in_order


@dataclass(frozen=True, slots=True)
class OperatingPoint:
    """The error rates at the threshold that keeps a target FMR.

    Attributes:
        target: the FMR asked for.
        threshold: match when score ≥ threshold; +inf when no observed score keeps the target.
        fmr: false match rate reached, ≤ target.
        fnmr: false non-match rate at that threshold.
    """

    target: float
    threshold: float
    fmr: Rate
    fnmr: Rate

    @property
    def resolved(self) -> bool:
        """Whether one false match would keep the target: target ≥ 1 / non-mated comparisons."""
        return 1 / self.fmr.trials <= self.target

    @property
    def warnings(self) -> tuple[str, ...]:
        """What keeps these figures from being claims; empty when nothing does."""
        notes = []
        if not self.resolved:
            notes.append(
                f"{self.fmr.trials} non-mated comparisons do not resolve FMR {self.target:g}: "
                "this is the point without any false match."
            )
        if math.isinf(self.threshold):
            notes.append("No observed score keeps the target: the threshold is +inf and nothing matches.")
        named = (("FMR", self.fmr), ("FNMR", self.fnmr))
        notes += [f"{name}: {rate.warning}" for name, rate in named if rate.warning]
        return tuple(notes)


def threshold_at_fmr(non_mated: ArrayLike, fmr: float, *, mated: ArrayLike | None = None) -> float:
    """Smallest observed score t with FMR(t) ≤ fmr; +inf when there is none.

    Args:
        non_mated: (n,) finite similarity scores, in any order; sorted ones are not copied.
        fmr: target false match rate, in [0, 1].
        mated: (m,) mated scores, which are observed scores too: a threshold may lie on one of them.

    Raises:
        InputError: no scores, NaN or infinite ones, or a target outside [0, 1].

    Example:
        >>> threshold_at_fmr([0, 1, 2, 3, 4, 5, 6, 7, 8, 9], 0.11)
        9.0
    """
    ordered = in_order(non_mated, kind="non-mated")
    observed = [ordered] if mated is None else [ordered, in_order(mated, kind="mated")]
    return _threshold(ordered, check_fraction(fmr, name="the target FMR"), observed)


def threshold_at_fnmr(mated: ArrayLike, fnmr: float) -> float:
    """Largest t with FNMR(t) ≤ fnmr: an observed mated score, or +inf when fnmr is 1.

    Raises as `threshold_at_fmr`.
    """
    ordered = in_order(mated, kind="mated")
    allowed = _most_errors(check_fraction(fnmr, name="the target FNMR"), ordered.size)
    return math.inf if allowed == ordered.size else float(ordered[allowed])


def fnmr_at_fmr(mated: ArrayLike, non_mated: ArrayLike, fmr: float) -> OperatingPoint:
    """FNMR at the smallest threshold that keeps the target FMR.

    A target below 1 / number of non-mated comparisons is answered and labelled: see `OperatingPoint.resolved`
    and `.warnings`; `require_resolution` refuses it.

    Args:
        mated: (m,) finite similarity scores of comparisons of one person with themselves.
        non_mated: (n,) finite similarity scores of comparisons of different people.
        fmr: target false match rate, in [0, 1].

    Raises:
        InputError: no scores of one kind, NaN or infinite ones, or a target outside [0, 1].

    Example:
        >>> fnmr_at_fmr([0.35, 0.5], [0.1, 0.2, 0.3, 0.4], 0.25).threshold
        0.35
    """
    positive = in_order(mated, kind="mated")
    negative = in_order(non_mated, kind="non-mated")
    target = check_fraction(fmr, name="the target FMR")
    threshold = _threshold(negative, target, [negative, positive])
    return OperatingPoint(
        target=target,
        threshold=threshold,
        fmr=Rate(int(negative.size - np.searchsorted(negative, threshold, "left")), negative.size),
        fnmr=Rate(int(np.searchsorted(positive, threshold, "left")), positive.size),
    )


def require_resolution(fmr: float, trials: int) -> None:
    """Refuse a target FMR that so few non-mated comparisons cannot support (rule of 3).

    Raises:
        InputError: no rate or count, or `trials` < 3 / fmr; the message says how many are needed.
    """
    needed = trials_to_claim(fmr)
    expect_number("trials", trials, low=0)
    if trials < needed:
        raise InputError(
            f"{trials} non-mated comparisons cannot support FMR {fmr:g}: at least {needed} are needed "
            "(rule of 3); add comparisons or ask for a larger FMR"
        )


def _threshold(non_mated: Scores, fmr: float, observed: list[Scores]) -> float:
    allowed = _most_errors(fmr, non_mated.size)
    if allowed == non_mated.size:
        return min(float(scores[0]) for scores in observed)
    # FMR(t) keeps the target exactly when t lies above this score, of which one match would be too many.
    too_low = non_mated[non_mated.size - allowed - 1]
    above = ((scores, int(np.searchsorted(scores, too_low, "right"))) for scores in observed)
    return min((float(scores[first]) for scores, first in above if first < scores.size), default=math.inf)


def _most_errors(rate: float, trials: int) -> int:
    """The largest k with k / trials ≤ rate, decided on the quotient that a reader would compute."""
    k = min(trials, int(rate * trials))
    if k < trials and (k + 1) / trials <= rate:
        return k + 1
    return k - 1 if k / trials > rate else k
