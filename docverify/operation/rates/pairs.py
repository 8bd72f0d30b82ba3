"""Counting pairs person by person, while their references are there; when one leaves, only sums are left."""

from dataclasses import dataclass, field
from typing import Final

import numpy as np
from numpy.typing import NDArray

from docverify.evaluation.dyads import Dyads
from docverify.operation.rates.traits import KINDS

Codes = NDArray[np.int32]
Places = NDArray[np.intp]
Flags = NDArray[np.bool_]
_OVERALL: Final = 0
_WIDER: Final = 1
_ALIKE: Final = 2
"""Rows of what is counted of each person: at the threshold, at the wider one, then each kind of group."""
_ROWS: Final = _ALIKE + len(KINDS)


@dataclass(frozen=True, slots=True)
class PairSums:
    """Sums over people: of all pairs, of the same at the wider threshold, and by group's number."""

    overall: Dyads = field(default_factory=Dyads)
    wider: Dyads = field(default_factory=Dyads)
    groups: dict[int, Dyads] = field(default_factory=dict)

    def __add__(self, other: "PairSums") -> "PairSums":
        numbers = dict.fromkeys([*self.groups, *other.groups])
        groups = {n: self.groups.get(n, Dyads()) + other.groups.get(n, Dyads()) for n in numbers}
        return PairSums(self.overall + other.overall, self.wider + other.wider, groups)


class PairCounter:
    """Pairs of the people whose references are there, and the sums of those who left."""

    def __init__(self, capacity: int) -> None:
        self._trials = np.zeros((_ROWS, capacity), np.int64)
        self._errors = np.zeros((_ROWS, capacity), np.int64)
        self._left = PairSums()

    def add(self, places: Places, *, wrong: Flags, wide: Flags, codes: Codes, own: Codes) -> "Counted":
        """Count one person's pairs with others; gives the person's own counts, for `place`.

        Args:
            places: of the others.
            wrong: (n,) whether each pair matches.
            wide: likewise at the wider threshold.
            codes: (kinds, n) groups of the others.
            own: (kinds,) of the person.
        """
        tried = np.ones((_ROWS, places.size), bool)
        tried[_ALIKE:] = (codes == own[:, None]) & (own > 0)[:, None]
        failed = tried & wrong
        failed[_WIDER] = wide
        self._trials[:, places] += tried
        self._errors[:, places] += failed
        return Counted(tried.sum(axis=1), failed.sum(axis=1))

    def place(self, place: int, counted: "Counted") -> None:
        """Keep a person's own counts where the reference is kept."""
        self._trials[:, place], self._errors[:, place] = counted.trials, counted.errors

    def leave(self, places: Places, codes: Codes) -> None:
        """Sum up people whose references go.

        Args:
            places: of them.
            codes: (kinds, capacity) groups of everybody.
        """
        self._left += self._summed(places, codes)
        self._trials[:, places] = 0
        self._errors[:, places] = 0

    def sums(self, there: Places, codes: Codes) -> PairSums:
        """Of everybody: those who left, and those who are there."""
        return self._left + self._summed(there, codes)

    def restart(self) -> None:
        """Forget all counts."""
        self._trials[:] = 0
        self._errors[:] = 0
        self._left = PairSums()

    def _summed(self, places: Places, codes: Codes) -> PairSums:
        errors, trials = self._errors[:, places], self._trials[:, places]
        groups = {}
        for row, numbers in enumerate(codes[:, places], start=_ALIKE):
            for number in np.unique(numbers[numbers > 0]).tolist():
                some = numbers == number
                groups[number] = Dyads.counted(errors[row, some], trials[row, some])
        return PairSums(
            Dyads.counted(errors[_OVERALL], trials[_OVERALL]),
            Dyads.counted(errors[_WIDER], trials[_WIDER]),
            groups,
        )


@dataclass(frozen=True, slots=True)
class Counted:
    """(rows,) pairs of one person, and those that went wrong."""

    trials: NDArray[np.int64]
    errors: NDArray[np.int64]
