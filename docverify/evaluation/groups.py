"""Error rates by group of people at one fixed threshold, and how far the groups are apart.

Sources: ISO/IEC 19795-10; P. Grother, NISTIR 8429 (max over geometric mean, inequity rate); J. Howard et al.,
GARBE (2022, Gini); T. de Freitas Pereira, S. Marcel, Fairness discrepancy rate (2021).
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from docverify.arguments import expect
from docverify.errors import InputError
from docverify.evaluation.intervals import upper_bound
from docverify.evaluation.rates import Rate
from docverify.evaluation.scores import check_fraction, check_threshold, checked, labels_of


@dataclass(frozen=True, slots=True)
class GroupRates:
    """One group's error rates; a rate is None when the group has no comparisons of that kind."""

    group: str
    fmr: Rate | None
    fnmr: Rate | None


def rates_by_group(
    scores: ArrayLike, mated: ArrayLike, groups: ArrayLike, threshold: float
) -> tuple[GroupRates, ...]:
    """FMR and FNMR of each group at one threshold, in the order of their names.

    Args:
        scores: (n,) finite similarity scores.
        mated: (n,) whether the comparison is of one person with themselves.
        groups: (n,) name of the group whose two members (mated: whose member) are compared.
        threshold: the same for all; ±inf allowed.

    Raises:
        InputError: lengths that differ, no scores, NaN or infinite ones, or a NaN threshold.
    """
    values = checked(scores, kind="comparison")
    is_mated, names = labels_of("mated", mated), labels_of("groups", groups)
    if is_mated.shape != values.shape or names.shape != values.shape:
        raise InputError(
            f"{values.size} scores, {is_mated.size} mated and {names.size} groups: pass one a score"
        )
    is_mated = is_mated.astype(bool)
    wrong = np.where(is_mated, values < check_threshold(threshold), values >= threshold)
    labels, index = np.unique(names, return_inverse=True)

    def counts(kind: NDArray[np.bool_]) -> list[Rate | None]:
        trials = np.bincount(index[kind], minlength=labels.size).tolist()
        errors = np.bincount(index[kind & wrong], minlength=labels.size).tolist()
        return [Rate(e, n) if n else None for e, n in zip(errors, trials, strict=True)]

    rows = zip(labels.tolist(), counts(~is_mated), counts(is_mated), strict=True)
    return tuple(GroupRates(str(label), fmr, fnmr) for label, fmr, fnmr in rows)


def max_over_geometric_mean(rates: Sequence[Rate | float]) -> float:
    """The worst group's rate over the geometric mean of all: 1 when all are equal.

    Args:
        rates: one a group, at least one. A `Rate` without errors counts as its 95 % upper bound; a bare 0,
            whose certainty is unknown, is refused.

    Raises:
        InputError: no rates, a bare 0, or a rate outside [0, 1].
    """
    values = _positive(rates)
    return max(values) / math.exp(math.fsum(map(math.log, values)) / len(values))


def gini(rates: Sequence[Rate | float]) -> float:
    """Gini coefficient of the groups' rates, corrected for their number: 0 equal, 1 all in one group.

    Σ|xᵢ − xⱼ| / (2 n² mean) · n / (n − 1). Rates are taken as they are: all zero is 0.

    Raises:
        InputError: fewer than two groups, or a rate outside [0, 1].
    """
    values = sorted(_values(rates))
    n, total = len(values), math.fsum(values)
    if n < 2:
        raise InputError("a Gini coefficient needs at least two groups")
    if total == 0:
        return 0.0
    return math.fsum((2 * i - n - 1) * x for i, x in enumerate(values, start=1)) / ((n - 1) * total)


def garbe(fmrs: Sequence[Rate | float], fnmrs: Sequence[Rate | float], *, fmr_weight: float = 0.5) -> float:
    """Weighted sum of the Gini coefficients of FMR and FNMR (GARBE). Raises as `gini`."""
    weight = check_fraction(fmr_weight, name="the weight of FMR")
    return weight * gini(fmrs) + (1 - weight) * gini(fnmrs)


def fairness_discrepancy_rate(
    fmrs: Sequence[Rate | float], fnmrs: Sequence[Rate | float], *, fmr_weight: float = 0.5
) -> float:
    """1 − weighted largest differences of FMR and FNMR between groups (FDR): 1 when all are equal.

    Raises:
        InputError: no rates, or one outside [0, 1].
    """
    weight = check_fraction(fmr_weight, name="the weight of FMR")
    matches, misses = _values(fmrs), _values(fnmrs)
    return 1 - weight * (max(matches) - min(matches)) - (1 - weight) * (max(misses) - min(misses))


def inequity_rate(
    fmrs: Sequence[Rate | float], fnmrs: Sequence[Rate | float], *, fmr_weight: float = 0.5
) -> float:
    """(max / min FMR)^w · (max / min FNMR)^(1 − w) (IR): 1 when all are equal.

    Rates without errors and Raises as `max_over_geometric_mean`.
    """
    weight = check_fraction(fmr_weight, name="the weight of FMR")
    matches, misses = _positive(fmrs), _positive(fnmrs)
    return float((max(matches) / min(matches)) ** weight * (max(misses) / min(misses)) ** (1 - weight))


def _values(rates: Sequence[Rate | float]) -> list[float]:
    expect("rates", rates, Sequence, "a sequence of rates, one a group")
    if len(rates) == 0:
        raise InputError("there are no groups to compare")
    return [r.value if isinstance(r, Rate) else check_fraction(r, name="a group's rate") for r in rates]


def _positive(rates: Sequence[Rate | float]) -> list[float]:
    """The rates, each without errors replaced by its 95 % upper bound."""
    values = _values(rates)
    for i, (rate, value) in enumerate(zip(rates, values, strict=True)):
        if value == 0 and not isinstance(rate, Rate):
            raise InputError(f"group {i} has rate 0 without counts: pass a Rate, so that its bound is known")
        if value == 0 and isinstance(rate, Rate):
            values[i] = upper_bound(0, rate.trials)
    return values
