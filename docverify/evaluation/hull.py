"""The convex hull of the ROC curve, and what it decides: least costs, EPC, calibration loss (Cllr).

Each corner of the hull is the best threshold for some cost of a false match against a false non-match.
Source: N. Brümmer, J. du Preez, Application-independent evaluation of speaker detection (2006); the EPC is
from S. Bengio, J. Mariéthoz, The expected performance curve (2004).
"""

from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from numpy.typing import ArrayLike, NDArray

from docverify.arguments import expect
from docverify.errors import InputError
from docverify.evaluation.curves import error_curve
from docverify.evaluation.rates import Rate, fmr_at_threshold, fnmr_at_threshold
from docverify.evaluation.scores import Scores, check_fraction, checked, in_order


@dataclass(frozen=True, slots=True)
class HullPoint:
    """A corner of the convex hull of (FMR, FNMR).

    Attributes:
        fmr: false match rate.
        fnmr: false non-match rate.
        threshold: the middle of the scores between which the threshold may lie; infinite at an open end.
    """

    fmr: Rate
    fnmr: Rate
    threshold: float


@dataclass(frozen=True, slots=True)
class LeastCost:
    """The hull point of least weighted error.

    Attributes:
        cost: fmr_weight · FMR + (1 − fmr_weight) · FNMR.
        point: where it is reached.
    """

    cost: float
    point: HullPoint


def roc_hull(mated: ArrayLike, non_mated: ArrayLike) -> tuple[HullPoint, ...]:
    """Corners of the lower convex hull of (FMR, FNMR), from FMR 1 to FNMR 1; none lies between two others.

    Args:
        mated: (m,) finite similarity scores.
        non_mated: (n,) the same for comparisons of different people.

    Raises:
        InputError: no scores of one kind, or NaN or infinite ones.
    """
    curve = error_curve(mated, non_mated)
    corners = curve.corners()
    matches, misses = corners.false_matches, corners.false_non_matches
    # Dropping every point that its neighbours' chord passes below is safe, and quickly leaves few of them …
    keep = np.arange(matches.size)
    while True:
        convex = _turns(matches[keep], misses[keep]) > 0
        if 1.1 * np.count_nonzero(convex) >= convex.size:
            break
        keep = keep[np.concatenate([[True], convex, [True]])]
    # … for the exact walk (A. M. Andrew's), which goes back after each drop.
    hull: list[tuple[int, int, float]] = []
    for i in keep.tolist():
        point = (int(matches[i]), int(misses[i]), float(corners.thresholds[i]))
        while len(hull) > 1 and _turn(hull[-2], hull[-1], point) <= 0:
            hull.pop()
        hull.append(point)
    return tuple(
        HullPoint(
            Rate(false_matches, curve.non_mated),
            Rate(false_non_matches, curve.mated),
            _middle_of_gap(curve.thresholds, threshold),
        )
        for false_matches, false_non_matches, threshold in hull
    )


def hull_equal_error_rate(mated: ArrayLike, non_mated: ArrayLike) -> float:
    """Equal error rate of the convex hull: where its edge crosses FMR = FNMR. Raises as `roc_hull`."""
    for left, right in pairwise(roc_hull(mated, non_mated)):
        before = left.fmr.value - left.fnmr.value
        after = right.fmr.value - right.fnmr.value
        if before >= 0 >= after:
            share = before / (before - after) if before > after else 0.0
            return left.fmr.value + share * (right.fmr.value - left.fmr.value)
    raise AssertionError("a hull goes from FMR 1 to FNMR 1 and must cross the diagonal")


def least_cost(mated: ArrayLike, non_mated: ArrayLike, *, fmr_weight: float = 0.5) -> LeastCost:
    """Least fmr_weight · FMR + (1 − fmr_weight) · FNMR over all thresholds; at 0.5 the half total error rate.

    Among thresholds of equal cost: never one at which another is better in one rate and as good in the other,
    then the highest. A detection cost with costs and prior has fmr_weight = c_match · (1 − prior) /
    (c_match · (1 − prior) + c_non_match · prior). Raises as `roc_hull`, or for a weight outside [0, 1].
    """
    return _least(roc_hull(mated, non_mated), check_fraction(fmr_weight, name="the weight of FMR"))


def expected_performance(
    development: tuple[ArrayLike, ArrayLike],
    test: tuple[ArrayLike, ArrayLike],
    fmr_weights: ArrayLike,
) -> tuple[Scores, Scores]:
    """Expected performance curve: half total error on test scores at thresholds of the development ones.

    Args:
        development: (mated, non_mated) scores on which each threshold is chosen by `least_cost`.
        test: (mated, non_mated) scores on which it is tried.
        fmr_weights: (k,) in [0, 1].

    Returns:
        (k,) half total error rates, and (k,) thresholds.

    Raises:
        InputError: no scores of one kind, NaN or infinite ones, or a weight outside [0, 1].
    """
    for name, pair in (("development", development), ("test", test)):
        expect(name, pair, tuple, "(mated, non_mated) scores")
        if len(pair) != 2:
            raise InputError(f"{name} is no pair: pass (mated, non_mated) scores")
    hull = roc_hull(*development)
    given = checked(fmr_weights, kind="weight")
    weights = [check_fraction(weight, name="the weight of FMR") for weight in given.tolist()]
    thresholds = [_least(hull, weight).point.threshold for weight in weights]
    mated, non_mated = in_order(test[0], kind="mated"), in_order(test[1], kind="non-mated")
    errors = [
        (fmr_at_threshold(non_mated, t).value + fnmr_at_threshold(mated, t).value) / 2 for t in thresholds
    ]
    return np.array(errors), np.array(thresholds)


def cllr(mated: ArrayLike, non_mated: ArrayLike) -> float:
    """Cost of scores taken as natural log likelihood ratios, in bits: 1 is knowing nothing.

    Raises as `roc_hull`.
    """
    positive, negative = in_order(mated, kind="mated"), in_order(non_mated, kind="non-mated")
    losses = np.logaddexp(0, -positive).mean() + np.logaddexp(0, negative).mean()
    return float(losses / (2 * np.log(2)))


def min_cllr(mated: ArrayLike, non_mated: ArrayLike, *, split_ties: bool = False) -> float:
    """`cllr` after the best monotone calibration, in [0, 1] bits.

    That calibration gives the scores between two corners of the hull the likelihood ratio of its edge, so
    equal scores get equal ratios. bob.measure instead puts a mated score above the non-mated ones that it
    ties with, which no calibration can do and which lowers the result: `split_ties=True` does the same.

    Raises as `roc_hull`.
    """
    positive = in_order(mated, kind="mated")
    if split_ties:
        positive = np.nextafter(positive, np.inf)
    hull = roc_hull(positive, non_mated)
    bits = 0.0
    for left, right in pairwise(hull):
        non_mated_share = left.fmr.value - right.fmr.value
        mated_share = right.fnmr.value - left.fnmr.value
        if mated_share and non_mated_share:
            ratio = mated_share / non_mated_share
            bits += mated_share * np.log2(1 + 1 / ratio) + non_mated_share * np.log2(1 + ratio)
    return float(bits / 2)


def _least(hull: tuple[HullPoint, ...], weight: float) -> LeastCost:
    # The hull's ends may be vertical or horizontal edges: their far points are worse in one rate only.
    useful = list(hull)
    while len(useful) > 1 and useful[0].fnmr == useful[1].fnmr:
        del useful[0]
    while len(useful) > 1 and useful[-1].fmr == useful[-2].fmr:
        del useful[-1]
    costs = [weight * p.fmr.value + (1 - weight) * p.fnmr.value for p in useful]
    cost, index = min((cost, -i) for i, cost in enumerate(costs))
    return LeastCost(cost, useful[-index])


def _middle_of_gap(thresholds: Scores, threshold: float) -> float:
    """The middle between this observed score and the one below: all the way, rates are the same."""
    index = int(np.searchsorted(thresholds, threshold))
    if index == 0:
        return -np.inf
    below = float(thresholds[index - 1])
    middle = below + (threshold - below) / 2
    return middle if middle > below else threshold


def _turns(x: NDArray[np.int64], y: NDArray[np.int64]) -> NDArray[np.int64]:
    """`_turn` at every inner point."""
    dx, dy = np.diff(x), np.diff(y)
    turns: NDArray[np.int64] = dx[1:] * dy[:-1] - dx[:-1] * dy[1:]
    return turns


def _turn(a: tuple[int, int, float], b: tuple[int, int, float], c: tuple[int, int, float]) -> int:
    """Above 0 where the way from FMR 1 (x falls) to FNMR 1 (y rises) turns right at b, as a hull does."""
    return (c[0] - b[0]) * (b[1] - a[1]) - (b[0] - a[0]) * (c[1] - b[1])
