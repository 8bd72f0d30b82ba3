"""Intervals that know that comparisons share people: a bootstrap over people, not over comparisons.

Each replicate draws as many people as there are, with replacement; a comparison weighs the product of how
often its people were drawn (one person's mated comparison: how often that person was).

Source: R. Bolle, N. Ratha, S. Pankanti, Error analysis of pattern recognition systems: the subsets bootstrap
(2004); for pairs of two people, the vertex bootstrap of T. Snijders and S. Borgatti (1999).
"""

import numpy as np
from numpy.typing import ArrayLike, NDArray

from docverify.arguments import expect, expect_number
from docverify.errors import InputError
from docverify.evaluation.intervals import Interval, clopper_pearson
from docverify.evaluation.scores import Scores, labels_of

MOST_REPLICATES = 1_000_000


def bootstrap_rates(
    errors: ArrayLike,
    people: ArrayLike,
    *,
    rng: np.random.Generator,
    confidence: float = 0.95,
    replicates: int = 1000,
) -> Interval:
    """Percentile interval of an error rate at a fixed threshold, over resampled people.

    When every comparison, or none, is an error, resampling sees no spread: the open end is then the exact
    (Clopper–Pearson) bound for as many trials as people. About 15 ns a replicate and pair.

    Args:
        errors: (n,) whether each comparison went wrong.
        people: (n,) the person of each comparison, or (n, 2) its two people; equal means mated.
        rng: the source of randomness, so that a figure can be had again.
        confidence: coverage asked for, above 0 and below 1.
        replicates: resamplings, at most a million.

    Raises:
        InputError: no comparisons, shapes that do not fit, under two people, or another argument that is not
            what is said above.

    Example:
        >>> found = bootstrap_rates([1, 0, 0, 0], ["a", "b", "c", "d"], rng=np.random.default_rng(1))
        >>> found.low, found.high
        (0.0, 0.75)
    """
    wrong, names = labels_of("errors", errors).astype(bool), labels_of("people", people)
    expect("rng", rng, np.random.Generator, "numpy.random.default_rng(seed)")
    expect_number("confidence", confidence)
    expect_number("replicates", replicates, low=1, high=MOST_REPLICATES, whole=True)
    if wrong.ndim != 1 or wrong.size == 0 or names.shape not in {(wrong.size,), (wrong.size, 2)}:
        raise InputError(
            f"errors of shape {wrong.shape}, people of shape {names.shape}: pass (n,), and (n,) or (n, 2)"
        )
    if not 0.0 < confidence < 1.0:
        raise InputError(f"confidence is {confidence}: pass a fraction between 0 and 1, such as 0.95")
    labels, index = np.unique(names, return_inverse=True)
    if labels.size < 2:
        raise InputError("a bootstrap over people needs at least two people")
    index = index.reshape(wrong.size, -1)
    if wrong.all() or not wrong.any():
        exact = clopper_pearson(labels.size if wrong[0] else 0, labels.size, confidence=confidence)
        return Interval(exact.low, exact.high, confidence, "bootstrap")

    first, second = index.min(axis=1), index.max(axis=1)
    pairs, pair = np.unique(first * labels.size + second, return_inverse=True)
    first, second = np.divmod(pairs, labels.size)
    failed, trials = np.bincount(pair, weights=wrong), np.bincount(pair).astype(np.float64)
    some = np.flatnonzero(failed)
    rates = []
    for _ in range(replicates):
        weight = weights_of(drawn_people(labels.size, rng), first, second)
        total = weight @ trials
        if total:
            rates.append(weight[some] @ failed[some] / total)
    if not rates:
        raise InputError("no replicate drew a comparison: too few people share comparisons for a bootstrap")
    low, high = np.quantile(rates, [(1 - confidence) / 2, (1 + confidence) / 2])
    return Interval(float(low), float(high), confidence, "bootstrap")


def drawn_people(count: int, rng: np.random.Generator) -> Scores:
    """How often each of so many people is there when as many were drawn, with replacement."""
    return np.bincount(rng.integers(count, size=count), minlength=count).astype(np.float64)


def weights_of(drawn: Scores, first: NDArray[np.int64], second: NDArray[np.int64]) -> Scores:
    """How often each pair of people is there when these numbers of each were drawn."""
    both = drawn[first]
    both *= np.where(first == second, 1.0, drawn[second])
    return both
