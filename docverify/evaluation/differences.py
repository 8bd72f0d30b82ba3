"""Whether one system errs more often than another on the same people: differences, with paired intervals.

Both systems meet the same drawn people in every replicate, so that what is hard for both cancels. Where a
threshold is chosen on the scores, it is chosen anew in each replicate: its chance is in the interval, too.

Source: B. Efron, R. Tibshirani, An introduction to the bootstrap (1993), for paired replicates; for pairs of
two people those of `bootstrap_rates`.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import ArrayLike, NDArray

from docverify.arguments import expect, expect_number
from docverify.errors import InputError
from docverify.evaluation.bootstrap import MOST_REPLICATES, drawn_people, weights_of
from docverify.evaluation.intervals import clopper_pearson
from docverify.evaluation.rates import Rate
from docverify.evaluation.scores import Scores, check_fraction, checked, labels_of
from docverify.evaluation.thresholds import fnmr_at_fmr

_Numbers = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Difference:
    """The rate of one system less that of another: of errors, or of what was right.

    Attributes:
        first: rate of the first system.
        second: rate of the second.
        low: lower end of the interval of first − second.
        high: upper end.
        confidence: coverage asked for.
    """

    first: Rate
    second: Rate
    low: float
    high: float
    confidence: float = 0.95

    @property
    def value(self) -> float:
        """First less second, in [−1, 1]."""
        return self.first.value - self.second.value

    @property
    def decided(self) -> bool:
        """Whether the interval holds no 0, so that chance alone does not make it."""
        return self.low > 0 or self.high < 0

    def to_dict(self) -> dict[str, object]:
        """Plain values for JSON."""
        return {
            "first": {"count": self.first.errors, "trials": self.first.trials},
            "second": {"count": self.second.errors, "trials": self.second.trials},
            "difference": self.value,
            "paired_bootstrap": [self.low, self.high],
            "confidence": self.confidence,
            "decided": self.decided,
        }


@dataclass(frozen=True, slots=True, eq=False)
class Comparisons:
    """The comparisons that one system made, and of whom.

    Attributes:
        scores: (n,) finite similarity scores.
        mated: (n,) whether each is of one person with themselves; both kinds occur.
        people: (n, 2) the two people of each, or (n,) where one person stands for it. People of one name are
            the same in both systems.

    Raises:
        InputError: lengths that differ, one kind only, NaN or infinite scores, or fewer than two people.
    """

    scores: Scores = field(repr=False)
    mated: NDArray[np.bool_] = field(repr=False)
    people: NDArray[np.generic] = field(repr=False)

    def __post_init__(self) -> None:
        scores = checked(self.scores, kind="comparison")
        mated, people = labels_of("mated", self.mated).astype(bool), labels_of("people", self.people)
        if mated.shape != scores.shape or people.shape not in {scores.shape, (scores.size, 2)}:
            raise InputError(
                f"{scores.size} scores, mated of shape {mated.shape}, people of shape {people.shape}: pass "
                "as many of each"
            )
        if mated.all() or not mated.any():
            kind = "non-mated" if mated.all() else "mated"
            raise InputError(f"there are no {kind} scores: a rate of nothing is undefined; pass some")
        for name, value in (("scores", scores), ("mated", mated), ("people", people)):
            object.__setattr__(self, name, value)


def rate_difference(
    first: ArrayLike,
    second: ArrayLike,
    people: ArrayLike,
    *,
    rng: np.random.Generator,
    confidence: float = 0.95,
    replicates: int = 1000,
) -> Difference:
    """The difference of two error rates over the same trials, with its interval over resampled people.

    Args:
        first: (n,) whether each trial went wrong in the first system.
        second: (n,) the same trials in the second.
        people: (n,) the person, or other unit, of each trial, or (n, 2) its two people.
        rng: the source of randomness.
        confidence: coverage asked for, above 0 and below 1.
        replicates: resamplings, at most a million.

    Raises:
        InputError: lengths that differ, no trials, under two people, or another argument that is not what is
            said above.

    Example:
        >>> rng = np.random.default_rng(1)
        >>> found = rate_difference([1, 1, 0, 0], [0, 0, 0, 0], ["a", "b", "c", "d"], rng=rng)
        >>> found.value, found.low, found.high
        (0.5, 0.0, 1.0)
    """
    wrong = [labels_of(name, one).astype(bool) for name, one in (("first", first), ("second", second))]
    names = labels_of("people", people)
    _check(rng, confidence, replicates)
    size = wrong[0].size
    if any(one.shape != (size,) for one in wrong) or not size or names.shape not in {(size,), (size, 2)}:
        raise InputError(
            f"first of shape {wrong[0].shape}, second of shape {wrong[1].shape}, people of shape "
            f"{names.shape}: pass one of each a trial"
        )
    count, ((one, other),) = _numbered([names])
    apart = np.flatnonzero(wrong[0] != wrong[1])
    sign = wrong[0][apart].astype(np.float64) - wrong[1][apart]
    found = []
    for _ in range(replicates):
        weight = weights_of(drawn_people(count, rng), one, other)
        if total := weight.sum():
            found.append(weight[apart] @ sign / total)
    rates = [Rate(int(np.count_nonzero(one)), size) for one in wrong]
    return _difference(rates[0], rates[1], found, count, confidence)


def fnmr_differences(
    first: Comparisons,
    second: Comparisons,
    fmrs: Sequence[float],
    *,
    rng: np.random.Generator,
    confidence: float = 0.95,
    replicates: int = 1000,
) -> tuple[Difference, ...]:
    """FNMR of one system less that of another, each at its own threshold that keeps a target FMR.

    Thresholds are chosen on each replicate's own non-mated scores. The two need not hold the same
    comparisons: one may have failed to acquire where the other did not. Time grows with replicates times
    comparisons.

    Args:
        first: comparisons of one system.
        second: of the other, of the same people.
        fmrs: target false match rates, in [0, 1].
        rng: the source of randomness.
        confidence: coverage asked for, above 0 and below 1.
        replicates: resamplings, at most a million.

    Returns:
        One for each target, in their order.

    Raises:
        InputError: people of one side that the other lacks altogether, or an argument that is not what is
            said above.
    """
    expect("first", first, Comparisons, "Comparisons")
    expect("second", second, Comparisons, "Comparisons")
    expect("fmrs", fmrs, Sequence, "a sequence of rates")
    targets = [check_fraction(fmr, name="one of fmrs") for fmr in fmrs]
    _check(rng, confidence, replicates)
    named = {one.people.dtype.kind in "US" for one in (first, second)}
    if len(named) > 1 or not np.intersect1d(first.people, second.people).size:
        raise InputError("first and second have nobody in common: compare systems on the same people")
    parts = [(one, kind) for one in (first, second) for kind in (True, False)]
    count, indices = _numbered([one.people[one.mated == kind] for one, kind in parts])
    sides = [_Side.of(one, *indices[2 * at : 2 * at + 2]) for at, one in enumerate((first, second))]
    found: list[list[float]] = [[] for _ in targets]
    for _ in range(replicates):
        drawn = drawn_people(count, rng)
        rates = [side.fnmrs(drawn, targets) for side in sides]
        for kept, one, other in zip(found, *rates, strict=True):
            if not (np.isnan(one) or np.isnan(other)):
                kept.append(one - other)
    points = [
        [fnmr_at_fmr(one.scores[one.mated], one.scores[~one.mated], fmr).fnmr for fmr in targets]
        for one in (first, second)
    ]
    return tuple(
        _difference(one, other, kept, count, confidence)
        for one, other, kept in zip(*points, found, strict=True)
    )


@dataclass(frozen=True, slots=True, eq=False)
class _Side:
    """One system's scores in the order that thresholds are sought in, and the numbers of their people."""

    mated: Scores
    mated_people: tuple[_Numbers, _Numbers]
    highest: Scores
    """Non-mated scores, falling."""
    people: tuple[_Numbers, _Numbers]

    @classmethod
    def of(
        cls,
        one: Comparisons,
        mated: tuple[_Numbers, _Numbers],
        non_mated: tuple[_Numbers, _Numbers],
    ) -> "_Side":
        scores = one.scores[~one.mated]
        order = np.argsort(-scores, kind="stable")
        return cls(one.scores[one.mated], mated, scores[order], (non_mated[0][order], non_mated[1][order]))

    def fnmrs(self, drawn: Scores, targets: Sequence[float]) -> list[float]:
        """FNMR at each target among the people drawn; NaN where nobody's comparisons were."""
        mated = weights_of(drawn, *self.mated_people)
        matches = np.cumsum(weights_of(drawn, *self.people))
        if not mated.sum() or not matches[-1]:
            return [float("nan")] * len(targets)
        rates = []
        for fmr in targets:
            # One match at this score would be too many, so that the threshold lies above it.
            at = int(np.searchsorted(matches, fmr * matches[-1], "right"))
            missed = self.mated <= self.highest[at] if at < matches.size else np.zeros(mated.size, bool)
            rates.append(float(mated[missed].sum() / mated.sum()))
        return rates


def _numbered(names: list[NDArray[np.generic]]) -> tuple[int, list[tuple[_Numbers, _Numbers]]]:
    """How many people there are, and the numbers of the two of each comparison, in each list."""
    labels, index = np.unique(np.concatenate([one.ravel() for one in names]), return_inverse=True)
    if labels.size < 2:
        raise InputError("a bootstrap over people needs at least two people")
    numbers, start = [], 0
    for one in names:
        pairs = index.ravel()[start : start + one.size].reshape(len(one), -1)
        numbers.append((pairs[:, 0], pairs[:, -1]))
        start += one.size
    return int(labels.size), numbers


def _difference(first: Rate, second: Rate, found: list[float], people: int, confidence: float) -> Difference:
    if not found:
        raise InputError("no replicate drew a comparison: too few people share comparisons for a bootstrap")
    ends = np.quantile(found, [(1 - confidence) / 2, (1 + confidence) / 2])
    low, high = (float(end) for end in ends)
    if max(found) == min(found):  # resampling saw no spread: what as many people cannot rule out
        bound = clopper_pearson(0, people, confidence=confidence).high
        low, high = low - bound, high + bound
    return Difference(first, second, max(-1.0, low), min(1.0, high), confidence)


def _check(rng: np.random.Generator, confidence: float, replicates: int) -> None:
    expect("rng", rng, np.random.Generator, "numpy.random.default_rng(seed)")
    expect_number("confidence", confidence)
    expect_number("replicates", replicates, low=1, high=MOST_REPLICATES, whole=True)
    if not 0.0 < confidence < 1.0:
        raise InputError(f"confidence is {confidence}: pass a fraction between 0 and 1, such as 0.95")
