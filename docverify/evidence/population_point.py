"""One row of a population's own calibration, and its way into a file and back."""

import math
from dataclasses import dataclass
from typing import Any, Final

from docverify.evaluation import Interval, Rate

_MOST_COMPARISONS: Final = 10**15
MOST_LOST: Final = 0.05
"""Of mated pairs: what loses more has done more harm than good."""
_FEWEST_LOST: Final = 3
"""One or two lost pairs are no rate."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PopulationPoint:
    """What a population needs at one false match rate, and what came of it on its own people.

    Attributes:
        fmr: the target.
        threshold: match when the corrected score ≥ threshold.
        uncorrected: the threshold of the encoder's calibration at this rate, which it stands in for.
        counted: false matches of the population's own non-mated pairs, with it: k-fold over people, mean and
            threshold made of other people each time.
        without: of the same pairs at the calibration's threshold.
        interval: 95 % bootstrap interval, over people, of the counted rate.
        missed: mated pairs of the same people that do not match with it; None where nobody has two pictures.
        missed_without: the same without it.
    """

    fmr: float
    threshold: float
    uncorrected: float
    counted: Rate
    without: Rate
    interval: Interval
    missed: Rate | None = None
    missed_without: Rate | None = None

    @property
    def lost(self) -> float:
        """The share of mated pairs that match without it and not with it; 0 where there are none."""
        if self.missed is None or self.missed_without is None:
            return 0.0
        return self.missed.value - self.missed_without.value

    @property
    def worse(self) -> bool:
        """Whether it did harm to its own people: more false matches, or too many mated pairs lost."""
        if self.counted.errors > self.without.errors:
            return True
        pairs = 0 if self.missed is None else round(self.lost * self.missed.trials)
        return self.lost > MOST_LOST and pairs >= _FEWEST_LOST

    @property
    def sensible(self) -> bool:
        """Whether it can have been measured."""
        numbers = (self.fmr, self.threshold, self.uncorrected)
        return (
            all(math.isfinite(number) for number in numbers)
            and 0 < self.fmr <= 1
            and -2 <= self.threshold <= 2
            and -1 <= self.uncorrected <= 1
            and 0 < self.counted.trials == self.without.trials <= _MOST_COMPARISONS
            and 0 <= self.interval.low <= self.interval.high <= 1
        )

    def to_dict(self) -> dict[str, float | int]:
        """The row as plain JSON values."""
        row: dict[str, float | int] = {
            "fmr": self.fmr,
            "threshold": self.threshold,
            "uncorrected": self.uncorrected,
            "comparisons": self.counted.trials,
            "false_matches": self.counted.errors,
            "false_matches_without": self.without.errors,
            "people_low": self.interval.low,
            "people_high": self.interval.high,
        }
        if self.missed is not None and self.missed_without is not None:
            row |= {
                "mated_comparisons": self.missed.trials,
                "missed": self.missed.errors,
                "missed_without": self.missed_without.errors,
            }
        return row

    @classmethod
    def from_dict(cls, row: dict[str, Any]) -> "PopulationPoint":
        """Read what `to_dict` gave; raises whatever comes of other content."""
        trials = _count(row["comparisons"])
        mated = _count(row.get("mated_comparisons", 0))
        return cls(
            fmr=number(row["fmr"]),
            threshold=number(row["threshold"]),
            uncorrected=number(row["uncorrected"]),
            counted=Rate(_count(row["false_matches"]), trials),
            without=Rate(_count(row["false_matches_without"]), trials),
            interval=Interval(number(row["people_low"]), number(row["people_high"]), method="bootstrap"),
            missed=Rate(_count(row["missed"]), mated) if mated else None,
            missed_without=Rate(_count(row["missed_without"]), mated) if mated else None,
        )


def number(given: object) -> float:
    """A number of a JSON file.

    Raises:
        TypeError: it is none.
    """
    if type(given) not in (int, float):
        raise TypeError
    return float(given)  # type: ignore[arg-type]


def _count(given: object) -> int:
    if type(given) is not int:
        raise TypeError
    return given
