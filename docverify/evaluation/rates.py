"""Error rates at a threshold (ISO/IEC 19795-1): a comparison matches when its score ≥ the threshold."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from docverify.arguments import expect_number
from docverify.errors import InputError
from docverify.evaluation.intervals import Interval, clopper_pearson, rule_of_thirty, wilson
from docverify.evaluation.scores import check_fraction, check_threshold, checked


@dataclass(frozen=True, slots=True)
class Rate:
    """A counted rate: `errors` of `trials`, never the bare quotient, so that its certainty can be told.

    Attributes:
        errors: 0 … trials.
        trials: comparisons or attempts, at least 1.
    """

    errors: int
    trials: int

    def __post_init__(self) -> None:
        expect_number("trials", self.trials, low=1, whole=True)
        expect_number("errors", self.errors, low=0, whole=True)
        if self.trials < 1 or not 0 <= self.errors <= self.trials:
            raise InputError(f"{self.errors} of {self.trials} is no rate: errors are 0 … trials, trials ≥ 1")

    @property
    def value(self) -> float:
        """The quotient, errors / trials, in [0, 1]."""
        return self.errors / self.trials

    @property
    def interval(self) -> Interval:
        """The 95 % Wilson interval."""
        return wilson(self.errors, self.trials)

    @property
    def exact_interval(self) -> Interval:
        """The 95 % Clopper–Pearson interval, for claims."""
        return clopper_pearson(self.errors, self.trials)

    @property
    def warning(self) -> str | None:
        """What the rules of 3 and of 30 say against quoting this rate as a point, or None.

        Example:
            >>> Rate(0, 300).warning
            'No error in 300: the rate is below 0.01 at 95 % (rule of 3), not zero.'
        """
        if self.errors == 0:
            bound = min(1.0, 3 / self.trials)
            return f"No error in {self.trials}: the rate is below {bound:.3g} at 95 % (rule of 3), not zero."
        if not rule_of_thirty(self.errors):
            return (
                f"Only {self.errors} of {self.trials}: "
                "fewer than 30 errors do not fix a rate to ± 30 % (rule of 30)."
            )
        return None

    def __str__(self) -> str:
        low, high = self.interval.low, self.interval.high
        return f"{self.value:.3g} ({self.errors} of {self.trials}, 95 % {low:.3g} to {high:.3g})"


def fmr_at_threshold(non_mated: ArrayLike, threshold: float) -> Rate:
    """False match rate: the share of non-mated scores ≥ threshold.

    Args:
        non_mated: (n,) similarity scores of comparisons of different people; finite, in any order.
        threshold: on the same scale; ±inf allowed.

    Raises:
        InputError: no scores, NaN or infinite ones, or a NaN threshold.

    Example:
        >>> fmr_at_threshold([0.1, 0.2, 0.3, 0.4], 0.3)
        Rate(errors=2, trials=4)
    """
    scores = checked(non_mated, kind="non-mated")
    return Rate(int(np.count_nonzero(scores >= check_threshold(threshold))), scores.size)


def fnmr_at_threshold(mated: ArrayLike, threshold: float) -> Rate:
    """False non-match rate: the share of mated scores < threshold.

    Arguments and Raises as `fmr_at_threshold`.
    """
    scores = checked(mated, kind="mated")
    return Rate(int(np.count_nonzero(scores < check_threshold(threshold))), scores.size)


def far_from(fmr: float, fta: float) -> float:
    """False accept rate of a whole transaction: FMR · (1 − FTA). In [0, 1]; ISO/IEC 19795-1."""
    return check_fraction(fmr, name="FMR") * (1 - check_fraction(fta, name="FTA"))


def frr_from(fnmr: float, fta: float) -> float:
    """False reject rate of a whole transaction: FTA + FNMR · (1 − FTA). In [0, 1]; ISO/IEC 19795-1."""
    return check_fraction(fta, name="FTA") + check_fraction(fnmr, name="FNMR") * (1 - fta)
