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
_WIDER: Final = 1
_ALIKE: Final = 2
"""Rows of what is counted of each person: at the threshold, at the wider one, then each kind of group."""
_ROWS: Final = _ALIKE + len(KINDS)
_SUMS: Final = 6
"""Numbers of `Dyads`, in their order."""


@dataclass(frozen=True, slots=True)
class PairSums:
    """Sums over people: of all pairs, of the same at the wider threshold, and by group's number."""

    overall: Dyads = field(default_factory=Dyads)
    wider: Dyads = field(default_factory=Dyads)
    groups: dict[int, Dyads] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Counted:
    """(rows,) pairs of one person, and those that went wrong."""

    trials: NDArray[np.int64]
    errors: NDArray[np.int64]


class PairCounter:
    """Pairs of the people whose references are there, and the sums of those who left.

    Sums are kept as bare numbers, for they change with everybody who comes.
    """

    def __init__(self, capacity: int) -> None:
        self._trials = np.zeros((_ROWS, capacity), np.int64)
        self._errors = np.zeros((_ROWS, capacity), np.int64)
        self._left = np.zeros((_ALIKE, _SUMS), np.int64)
        self._left_groups = np.zeros((1, _SUMS), np.int64)  # the first is of those who are of no group

    def add(
        self, where: Places | slice, *, chosen: Flags, wrong: Flags, wide: Flags, codes: Codes, own: Codes
    ) -> Counted:
        """Count one person's pairs with others; gives the person's own counts, for `place`.

        Args:
            where: the places of n references.
            chosen: (n,) with whom of them the person is paired.
            wrong: (n,) whether each pair matches.
            wide: likewise at the wider threshold.
            codes: (kinds, n) groups of the others.
            own: (kinds,) of the person.
        """
        tried = np.empty((_ROWS, chosen.size), bool)
        tried[:_ALIKE] = chosen
        tried[_ALIKE:] = (codes == own[:, None]) & (own > 0)[:, None] & chosen
        failed = tried & wrong
        failed[_WIDER] = wide & chosen
        self._trials[:, where] += tried
        self._errors[:, where] += failed
        return Counted(np.count_nonzero(tried, axis=1), np.count_nonzero(failed, axis=1))

    def place(self, place: int, counted: Counted) -> None:
        """Keep a person's own counts where the reference is kept."""
        self._trials[:, place], self._errors[:, place] = counted.trials, counted.errors

    def leave(self, places: Places, codes: Codes) -> None:
        """Sum up people whose references go.

        Args:
            places: of them.
            codes: (kinds, capacity) groups of everybody.
        """
        self._grow(codes, places)
        self._sum_into(self._left, self._left_groups, places, codes)
        self._trials[:, places] = 0
        self._errors[:, places] = 0

    def sums(self, there: Places, codes: Codes) -> PairSums:
        """Of everybody: those who left, and those who are there."""
        self._grow(codes, there)
        (overall, wider), groups = totals = self._left.copy(), self._left_groups.copy()
        self._sum_into(*totals, there, codes)
        return PairSums(
            _dyads(overall),
            _dyads(wider),
            {number: _dyads(groups[number]) for number in range(1, len(groups)) if groups[number].any()},
        )

    def restart(self) -> None:
        """Forget all counts."""
        for counts in (self._trials, self._errors, self._left, self._left_groups):
            counts[:] = 0

    def _grow(self, codes: Codes, places: Places) -> None:
        """Make room for groups that were not there before."""
        missing = int(codes[:, places].max(initial=0)) + 1 - len(self._left_groups)
        if missing > 0:
            self._left_groups = np.pad(self._left_groups, ((0, missing), (0, 0)))

    def _sum_into(
        self, totals: NDArray[np.int64], groups: NDArray[np.int64], places: Places, codes: Codes
    ) -> None:
        """Add some people to sums."""
        k, n = self._errors[:, places], self._trials[:, places]
        each = np.stack([n > 0, k, n, k * k, k * n, n * n], axis=-1)
        totals += each[:_ALIKE].sum(axis=1)
        np.add.at(groups, codes[:, places], each[_ALIKE:])


def _dyads(sums: NDArray[np.int64]) -> Dyads:
    people, errors, trials, errors_squared, crossed, trials_squared = sums.tolist()
    return Dyads(
        people=people,
        errors=errors,
        trials=trials,
        errors_squared=errors_squared,
        crossed=crossed,
        trials_squared=trials_squared,
    )
