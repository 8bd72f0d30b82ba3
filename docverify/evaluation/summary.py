"""One evaluation in one value: what `docverify evaluate` prints, writes and draws."""

import math
from collections.abc import Sequence
from dataclasses import dataclass

from numpy.typing import ArrayLike

from docverify.arguments import expect, expect_number
from docverify.evaluation.curves import EqualErrorRate, area_under_roc, equal_error_rate
from docverify.evaluation.rates import Rate, far_from, frr_from
from docverify.evaluation.scores import in_order
from docverify.evaluation.sense import Sense
from docverify.evaluation.thresholds import OperatingPoint, fnmr_at_fmr

TARGETS = (1e-2, 1e-3, 5e-4, 1e-4)
"""FMRs that people ask for; 0.05 % is that of Decision (EU) 2019/329."""


@dataclass(frozen=True, slots=True)
class Summary:
    """Error rates of one set of comparisons.

    Attributes:
        mated: comparisons of one person with themselves that gave a score.
        non_mated: comparisons of different people that gave a score.
        fta: failures to acquire among all comparisons that were tried.
        eer: where FMR and FNMR cross.
        area: area under the ROC curve.
        points: one for each target FMR, in the order asked for.
    """

    mated: int
    non_mated: int
    fta: Rate
    eer: EqualErrorRate
    area: float
    points: tuple[OperatingPoint, ...]

    def far(self, point: OperatingPoint) -> float:
        """False accept rate at a point, failures to acquire included."""
        return far_from(point.fmr.value, self.fta.value)

    def frr(self, point: OperatingPoint) -> float:
        """False reject rate at a point, failures to acquire included."""
        return frr_from(point.fnmr.value, self.fta.value)

    def to_dict(self, *, sense: Sense = Sense.SIMILARITY) -> dict[str, object]:
        """Plain values for JSON; thresholds as scores were given.

        An infinite threshold is the string "inf" (of distances "-inf"), for JSON has no infinity.
        """
        return {
            "mated": self.mated,
            "non_mated": self.non_mated,
            "fta": rate_to_dict(self.fta),
            "eer": {"value": self.eer.value, "low": self.eer.low, "high": self.eer.high},
            "area_under_roc": self.area,
            "points": [
                {
                    "target_fmr": point.target,
                    "threshold": threshold_told(point.threshold, sense),
                    "fmr": rate_to_dict(point.fmr),
                    "fnmr": rate_to_dict(point.fnmr),
                    "far": self.far(point),
                    "frr": self.frr(point),
                    "resolved": point.resolved,
                    "warnings": list(point.warnings),
                }
                for point in self.points
            ],
        }


def summarise(
    mated: ArrayLike, non_mated: ArrayLike, *, failures: int = 0, targets: Sequence[float] = TARGETS
) -> Summary:
    """Every figure of an evaluation, from its scores.

    Ten million scores take about a second, half of it sorting. Memory beside the input: 12 bytes a score.

    Args:
        mated: (m,) finite similarity scores, in any order.
        non_mated: (n,) the same for comparisons of different people.
        failures: comparisons that gave no score, because a face was not acquired.
        targets: FMRs at which FNMR is asked for.

    Raises:
        InputError: no scores of one kind, NaN or infinite ones, a target outside [0, 1], failures below 0.
    """
    expect_number("failures", failures, low=0, whole=True)
    expect("targets", targets, Sequence, "a sequence of rates")
    positive, negative = in_order(mated, kind="mated"), in_order(non_mated, kind="non-mated")
    return Summary(
        mated=positive.size,
        non_mated=negative.size,
        fta=Rate(failures, positive.size + negative.size + failures),
        eer=equal_error_rate(positive, negative),
        area=area_under_roc(positive, negative),
        points=tuple(fnmr_at_fmr(positive, negative, target) for target in targets),
    )


def threshold_told(threshold: float, sense: Sense) -> float | str:
    """A threshold as scores were given, for JSON."""
    told = sense.told(threshold)
    return str(told) if math.isinf(told) else told


def rate_to_dict(rate: Rate) -> dict[str, object]:
    """A rate with its counts and both intervals, as plain values."""
    wilson, exact = rate.interval, rate.exact_interval
    return {
        "value": rate.value,
        "errors": rate.errors,
        "trials": rate.trials,
        "wilson_95": [wilson.low, wilson.high],
        "clopper_pearson_95": [exact.low, exact.high],
    }
