"""The trade-off of FMR and FNMR over all thresholds: ROC, DET, area, and the crossing (EER)."""

from dataclasses import dataclass
from statistics import NormalDist

import numpy as np
from numpy.typing import ArrayLike, NDArray

from docverify.errors import InputError
from docverify.evaluation.scores import Scores, in_order


@dataclass(frozen=True, slots=True, eq=False)
class ErrorCurve:
    """FMR and FNMR at every distinct observed score, ascending, and at +inf; nothing is interpolated.

    Attributes:
        thresholds: (k,) float64, strictly ascending, the last is +inf.
        false_matches: (k,) int64, non-mated scores ≥ threshold; falls to 0.
        false_non_matches: (k,) int64, mated scores < threshold; rises to `mated`.
        mated: number of mated comparisons.
        non_mated: number of non-mated comparisons.
    """

    thresholds: Scores
    false_matches: NDArray[np.int64]
    false_non_matches: NDArray[np.int64]
    mated: int
    non_mated: int

    @property
    def fmr(self) -> Scores:
        """(k,) false match rates, falling from 1 to 0."""
        return self.false_matches / self.non_mated

    @property
    def fnmr(self) -> Scores:
        """(k,) false non-match rates, rising from 0 to 1."""
        return self.false_non_matches / self.mated

    @property
    def tmr(self) -> Scores:
        """(k,) true match rates, 1 − FNMR: with `fmr`, the ROC curve."""
        return (self.mated - self.false_non_matches) / self.mated

    def corners(self) -> "ErrorCurve":
        """The same curve without points on the straight line between their neighbours: for drawing."""
        fewer_matches = np.diff(self.false_matches) != 0
        more_misses = np.diff(self.false_non_matches) != 0
        # Inside a horizontal or a vertical run only the two ends show.
        inside_vertical = ~fewer_matches[:-1] & ~fewer_matches[1:]
        inside_horizontal = ~more_misses[:-1] & ~more_misses[1:]
        keep = np.concatenate([[True], ~(inside_vertical | inside_horizontal), [True]])
        return ErrorCurve(
            self.thresholds[keep],
            self.false_matches[keep],
            self.false_non_matches[keep],
            self.mated,
            self.non_mated,
        )


@dataclass(frozen=True, slots=True)
class EqualErrorRate:
    """Where FMR and FNMR cross. For comparing systems; never for setting a threshold.

    Attributes:
        low: the smaller of the two rates at the crossing.
        high: the larger one.
        threshold_low: the largest observed score at which FMR still exceeds FNMR (−inf when there is none).
        threshold_high: the smallest observed score at which it no longer does (+inf when there is none).
    """

    low: float
    high: float
    threshold_low: float
    threshold_high: float

    @property
    def value(self) -> float:
        """The midpoint of `low` and `high`: the EER as it is quoted."""
        return (self.low + self.high) / 2

    @property
    def threshold(self) -> float:
        """The midpoint of the two thresholds, or the finite one of them."""
        ends = [t for t in (self.threshold_low, self.threshold_high) if np.isfinite(t)]
        return sum(ends) / len(ends)


def error_curve(mated: ArrayLike, non_mated: ArrayLike) -> ErrorCurve:
    """FMR and FNMR at every observed score (the ROC and DET curves of ISO/IEC 19795-1).

    Memory: 24 bytes a score in the result, about 60 at the peak, beside the sorted scores.

    Args:
        mated: (m,) finite similarity scores; sorted ones are not copied.
        non_mated: (n,) the same for comparisons of different people.

    Raises:
        InputError: no scores of one kind, or NaN or infinite ones.

    Example:
        >>> curve = error_curve([0.35, 0.8], [0.1, 0.4])
        >>> curve.fmr.tolist(), curve.fnmr.tolist()
        ([1.0, 0.5, 0.5, 0.0, 0.0], [0.0, 0.0, 0.5, 0.5, 1.0])
    """
    positive, negative = in_order(mated, kind="mated"), in_order(non_mated, kind="non-mated")
    count = positive.size + negative.size
    # Merge two sorted arrays: each mated score goes behind the smaller non-mated ones and its predecessors.
    is_mated = np.zeros(count, dtype=bool)
    is_mated[np.searchsorted(negative, positive, "left") + np.arange(positive.size)] = True
    merged = np.full(count + 1, np.inf)
    merged[:-1][is_mated], merged[:-1][~is_mated] = positive, negative
    mated_before = np.zeros(count + 1, dtype=np.int64)
    np.cumsum(is_mated, out=mated_before[1:])
    first = np.flatnonzero(np.concatenate([[True], merged[1:] != merged[:-1]]))
    misses = mated_before[first]
    return ErrorCurve(
        thresholds=merged[first],
        false_matches=negative.size - (first - misses),
        false_non_matches=misses,
        mated=positive.size,
        non_mated=negative.size,
    )


def equal_error_rate(mated: ArrayLike, non_mated: ArrayLike) -> EqualErrorRate:
    """The interval in which FMR and FNMR cross.

    With t1 the largest and t2 the smallest threshold such that FNMR(t1) ≤ FMR(t1) and FNMR(t2) ≥ FMR(t2), it
    is the pair of rates at the one whose sum is smaller (D. Maio et al., FVC2000).

    Arguments and Raises as `error_curve`.

    Example:
        >>> equal_error_rate([0.35, 0.8], [0.1, 0.4]).value
        0.5
    """
    positive, negative = in_order(mated, kind="mated"), in_order(non_mated, kind="non-mated")

    def rates(threshold: float) -> tuple[float, float]:
        matches = negative.size - int(np.searchsorted(negative, threshold, "left"))
        misses = int(np.searchsorted(positive, threshold, "left"))
        return matches / negative.size, misses / positive.size

    def first(scores: Scores) -> int:
        """Index of the first of these scores at which FMR no longer exceeds FNMR: it falls, so bisect."""
        low, high = 0, scores.size
        while low < high:
            middle = (low + high) // 2
            fmr, fnmr = rates(float(scores[middle]))
            low, high = (middle + 1, high) if fmr > fnmr else (low, middle)
        return low

    at = [(scores, first(scores)) for scores in (positive, negative)]
    before = max((float(scores[i - 1]) for scores, i in at if i > 0), default=-np.inf)
    after = min((float(scores[i]) for scores, i in at if i < scores.size), default=np.inf)
    t1 = after if rates(after)[0] == rates(after)[1] else before
    low, high = min((sorted(rates(t)) for t in (t1, after)), key=sum)
    return EqualErrorRate(low, high, before, after)


def area_under_roc(mated: ArrayLike, non_mated: ArrayLike) -> float:
    """Probability that a mated score exceeds a non-mated one, ties counting half: exact, in [0, 1].

    Arguments and Raises as `error_curve`.

    Example:
        >>> area_under_roc([0.35, 0.8], [0.1, 0.4])
        0.75
    """
    positive, negative = in_order(mated, kind="mated"), in_order(non_mated, kind="non-mated")
    few, many = sorted((positive, negative), key=len)
    twice = int(np.searchsorted(many, few, "left").sum()) + int(np.searchsorted(many, few, "right").sum())
    share = twice / (2 * few.size * many.size)
    return share if few is positive else 1 - share


def area_under_log_roc(mated: ArrayLike, non_mated: ArrayLike) -> float:
    """Area under the true match rate over log10 FMR, from 1 / number of non-mated scores to 1.

    Trapezoids between the points of the curve, as bob.measure draws it. In [0, log10 of that number].
    Arguments and Raises as `error_curve`.
    """
    curve = error_curve(mated, non_mated)
    seen = curve.false_matches > 0
    return float(-np.trapezoid(curve.tmr[seen], np.log10(curve.fmr[seen])))


def probit(rates: ArrayLike) -> Scores:
    """Normal deviates of rates, the axes of a DET plot: −inf at 0, 0 at one half, +inf at 1.

    Source: A. Martin et al., The DET curve (1997). Takes an array of any shape; about 0.3 µs a rate.

    Raises:
        InputError: what is no rate in [0, 1] is among them.
    """
    inverse = NormalDist().inv_cdf
    values = _rates(rates)
    inside = (values > 0) & (values < 1)
    deviates = np.where(values <= 0, -np.inf, np.inf)
    deviates[inside] = np.fromiter(map(inverse, values[inside].tolist()), np.float64)
    return deviates


def _rates(rates: ArrayLike) -> Scores:
    try:
        values = np.asarray(rates)
    except ValueError:
        values = np.empty(0, object)
    if values.dtype.kind not in "fiu" or not ((values >= 0) & (values <= 1)).all():  # False for NaN
        raise InputError("rates must be numbers from 0 to 1, one or an array")
    return values.astype(np.float64)
