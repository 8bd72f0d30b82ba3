"""The gate for comparison scores: one-dimensional, finite, not empty, sorted."""

from numbers import Real
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from docverify.arguments import expect, expect_number
from docverify.errors import InputError, LimitExceeded

Scores = NDArray[np.float64]

MAX_SCORES = 200_000_000
"""Most scores of one kind that are taken; they and their sorted copy are 3.2 GB."""


def checked(scores: ArrayLike, *, kind: str) -> Scores:
    """Return the scores as float64, or refuse them.

    Args:
        scores: (n,) numbers, n ≥ 1, all finite. Any real dtype; float64 is not copied.
        kind: what they are, for the message ("mated", "non-mated", …).

    Raises:
        InputError: no scores, not one-dimensional, not numbers, or NaN or infinite values among them.
        LimitExceeded: more than `MAX_SCORES`.
    """
    try:
        given = np.asarray(scores)
    except ValueError:
        raise InputError(f"the {kind} scores are ragged: pass one flat sequence of numbers") from None
    if given.ndim != 1:
        raise InputError(f"the {kind} scores have shape {given.shape}: pass one flat sequence, shape (n,)")
    if given.size == 0:
        raise InputError(f"there are no {kind} scores: a rate of nothing is undefined; pass at least one")
    if given.dtype.kind not in "fiub":
        raise InputError(f"the {kind} scores have dtype {given.dtype}: pass real numbers")
    if given.size > MAX_SCORES:
        raise LimitExceeded(f"{given.size} {kind} scores are more than the limit of {MAX_SCORES}")
    values = given.astype(np.float64, copy=False)
    finite = np.isfinite(values)
    if not finite.all():
        bad, first = int(values.size - np.count_nonzero(finite)), int(finite.argmin())
        raise InputError(
            f"{bad} of {values.size} {kind} scores are NaN or infinite, first at index {first}; "
            "leave out comparisons without a score and count them as failures to acquire"
        )
    return values


def labels_of(name: str, given: ArrayLike) -> NDArray[Any]:
    """Return labels of comparisons (people, groups, whether mated) as an array, or refuse them.

    Raises:
        InputError: they are neither numbers nor strings, or ragged.
    """
    try:
        labels = np.asarray(given)
    except ValueError:
        raise InputError(f"{name} is ragged: pass one label a comparison") from None
    if labels.dtype.kind == "O" and all(isinstance(one, str) for one in labels.flat):  # as pandas has strings
        labels = labels.astype(str)
    if labels.dtype.kind not in "biufUS":
        raise InputError(
            f"{name} has dtype {labels.dtype}: pass numbers, strings or booleans, one a comparison"
        )
    return labels


def in_order(scores: ArrayLike, *, kind: str) -> Scores:
    """Return the checked scores in ascending order; scores already in order are not copied.

    Memory: 8 bytes a score for the sorted copy. Raises as `checked`.
    """
    values = checked(scores, kind=kind)
    if bool((values[1:] >= values[:-1]).all()):
        return values
    return np.sort(values)


def check_fraction(value: float, *, name: str) -> float:
    """Return a rate in [0, 1] as a float, or refuse it with an `InputError`."""
    expect_number(name, value, low=0.0, high=1.0)
    return float(value)


def check_threshold(threshold: float) -> float:
    """Return the threshold as a float; infinities are thresholds, NaN is an `InputError`."""
    expect("the threshold", threshold, Real, "a number, or +inf to match nothing")
    if np.isnan(threshold):
        raise InputError("the threshold is NaN: pass a number, or +inf to match nothing")
    return float(threshold)
