"""Confidence intervals of an error rate, and the rules of 3 and of 30.

They treat comparisons as independent. Those that share people are not: `bootstrap_rates` covers them.
"""

import math
from dataclasses import dataclass
from statistics import NormalDist
from typing import Literal

import numpy as np
from numpy.typing import ArrayLike, NDArray

from docverify.arguments import LARGEST, expect_number
from docverify.errors import InputError
from docverify.evaluation.beta import solve_tail

Bounds = NDArray[np.float64]
Method = Literal["wilson", "clopper-pearson", "bootstrap", "dyads"]


@dataclass(frozen=True, slots=True)
class Interval:
    """A two-sided confidence interval of a rate: `low` ≤ rate ≤ `high`, fractions in [0, 1]."""

    low: float
    high: float
    confidence: float = 0.95
    method: Method = "wilson"


def wilson(errors: int, trials: int, *, confidence: float = 0.95) -> Interval:
    """The score interval of E. B. Wilson (1927), the default of this room.

    Args:
        errors: 0 … trials.
        trials: independent comparisons, at least 1.
        confidence: coverage asked for, above 0 and below 1.

    Raises:
        InputError: counts that cannot be, or a confidence outside (0, 1).

    Example:
        >>> wilson(81, 263).low
        0.25528851987...
    """
    _check(errors, trials, confidence)
    low, high = wilson_bounds(errors, trials, confidence=confidence)
    return Interval(float(low), float(high), confidence, "wilson")


def wilson_bounds(errors: ArrayLike, trials: ArrayLike, *, confidence: float = 0.95) -> tuple[Bounds, Bounds]:
    """`wilson` for arrays of counts: (low, high), for the band of a curve.

    Arguments and Raises as `wilson`; whether counts are whole is not looked at.
    """
    count, n = _counts("errors", errors), _counts("trials", trials)
    _check_confidence(confidence)
    if np.broadcast(count, n).size and not ((count >= 0) & (count <= n) & (n >= 1)).all():
        raise InputError("errors go from 0 to the number of trials, of which there is at least one")
    z = NormalDist().inv_cdf((1 + confidence) / 2)
    share, shrink = count / n, 1 + z * z / n
    centre = (share + z * z / (2 * n)) / shrink
    half = z / shrink * np.sqrt(share * (1 - share) / n + z * z / (4 * n * n))
    low = np.where(count == 0, 0.0, np.maximum(0.0, centre - half))
    return low, np.where(count == n, 1.0, np.minimum(1.0, centre + half))


def _counts(name: str, given: ArrayLike) -> Bounds:
    try:
        values = np.asarray(given)
    except ValueError:
        values = np.empty(0, object)
    if values.dtype.kind not in "fiu" or not np.isfinite(values).all():
        raise InputError(f"{name} must be numbers, one or an array, and finite")
    return values.astype(np.float64)


def clopper_pearson(errors: int, trials: int, *, confidence: float = 0.95) -> Interval:
    """The exact interval of C. J. Clopper and E. S. Pearson (1934), for claims: never too narrow.

    Arguments and Raises as `wilson`.

    Example:
        >>> clopper_pearson(0, 10).high
        0.308497107...
    """
    _check(errors, trials, confidence)
    tail = (1 - confidence) / 2
    return Interval(_lower(errors, trials, tail), _upper(errors, trials, tail), confidence, "clopper-pearson")


def upper_bound(errors: int, trials: int, *, confidence: float = 0.95) -> float:
    """The exact one-sided upper bound of a rate; without errors, 1 − (1 − confidence)^(1 / trials).

    Arguments and Raises as `wilson`.
    """
    _check(errors, trials, confidence)
    return _upper(errors, trials, 1 - confidence)


def rule_of_three(trials: int) -> float:
    """3 / trials: what no error in that many independent comparisons bounds the rate by, at 95 %.

    Source: ISO/IEC 19795-1, Annex B. Raises `InputError` below one trial. At most 1.
    """
    _check(0, trials, 0.95)
    return min(1.0, 3 / trials)


def rule_of_thirty(errors: int) -> bool:
    """Whether thirty errors were seen, which put the true rate within ± 30 % of the observed one at 90 %.

    Source: G. R. Doddington et al. (2000); ISO/IEC 19795-1, Annex B. Raises `InputError` for what is
    no count.
    """
    expect_number("errors", errors, low=0)
    return errors >= 30


def trials_to_claim(rate: float) -> int:
    """The fewest independent comparisons, all without an error, that support a claim of `rate` (rule of 3).

    Raises:
        InputError: a rate that is not above 0 and at most 1.
    """
    expect_number("the rate to claim", rate)
    if not 3 / LARGEST < rate <= 1.0:
        raise InputError(f"the rate to claim is {rate}: pass a fraction above 0 and at most 1")
    trials = math.ceil(3 / rate)
    return trials - 1 if trials > 1 and 3 / (trials - 1) <= rate else trials


def _lower(errors: int, trials: int, tail: float) -> float:
    if errors == 0:
        return 0.0
    if errors == trials:
        return math.exp(math.log(tail) / trials)
    return solve_tail(errors, trials, tail, upper=True)


def _upper(errors: int, trials: int, tail: float) -> float:
    if errors == trials:
        return 1.0
    if errors == 0:
        return -math.expm1(math.log(tail) / trials)
    return solve_tail(errors + 1, trials, tail, upper=False)


def _check(errors: int, trials: int, confidence: float) -> None:
    expect_number("trials", trials)
    expect_number("errors", errors)
    _check_confidence(confidence)
    if trials < 1:
        raise InputError(f"{trials} trials: an interval needs at least one comparison")
    if not 0 <= errors <= trials:
        raise InputError(f"{errors} errors in {trials} trials: errors go from 0 to the number of trials")
    if int(errors) != errors or int(trials) != trials:
        raise InputError(f"{errors} errors in {trials} trials: pass whole counts, not rates")


def _check_confidence(confidence: float) -> None:
    expect_number("the confidence", confidence)
    if not 0.0 < confidence < 1.0:
        raise InputError(f"the confidence is {confidence}: pass a fraction between 0 and 1, such as 0.95")
