"""Scores of a set of people among themselves, as they are and corrected by the mean of others of the set.

k-fold over people: a pair's correction comes from people of whom neither is in a fold of the pair, so that
nobody is corrected by himself.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from docverify.faces.encoded import Encoded

FOLDS: Final = 5
_LEAST_NORM: Final = 1e-6

Rows = NDArray[np.float64]


@dataclass(frozen=True, slots=True, eq=False)
class Pairs:
    """Pairs of pictures of a set.

    Attributes:
        score: (n,) cosine.
        corrected: (n,) less the mean of the two typicalities.
        people: (n, 2) numbers of the people.
    """

    score: Rows
    corrected: Rows
    people: NDArray[np.intp]

    @property
    def mated(self) -> NDArray[np.bool_]:
        """(n,) whether both pictures are of one person."""
        both: NDArray[np.bool_] = self.people[:, 0] == self.people[:, 1]
        return both

    def chosen(self, which: NDArray[np.bool_]) -> "Pairs":
        """Some of the pairs."""
        return Pairs(self.score[which], self.corrected[which], self.people[which])


def mean_direction(encoded: Encoded) -> Rows:
    """(d,) the mean of the people's directions, of length 1: several pictures of one person count once."""
    return _unit(_of_each_person(encoded).mean(axis=0))


def folds_of(encoded: Encoded, *, rng: np.random.Generator) -> NDArray[np.intp]:
    """(n,) the fold of each picture; all pictures of a person are in one."""
    places = rng.permutation(encoded.count)
    folds: NDArray[np.intp] = (places % FOLDS)[encoded.people]
    return folds


def k_fold_pairs(encoded: Encoded, *, rng: np.random.Generator) -> Pairs:
    """All pairs of pictures, each corrected by the mean of the people of the other folds."""
    folds = folds_of(encoded, rng=rng)
    each = _of_each_person(encoded)
    of_person = np.zeros(encoded.count, np.intp)
    of_person[encoded.people] = folds
    sums = np.array([each[of_person == fold].sum(axis=0) for fold in range(FOLDS)])
    rows = encoded.rows.astype(np.float64)
    found = []
    for first, second in _fold_pairs():
        kept = [fold for fold in range(FOLDS) if fold not in {first, second}]
        mean = _unit(sums[kept].sum(axis=0))
        found.append(_pairs(rows, encoded.people, mean, folds == first, folds == second))
    return joined(found)


def tested_pairs(encoded: Encoded, mean: Rows, first: NDArray[np.bool_], second: NDArray[np.bool_]) -> Pairs:
    """Pairs of two sets of pictures (or of one, when both are the same), corrected by a mean."""
    return _pairs(encoded.rows.astype(np.float64), encoded.people, mean, first, second)


def joined(parts: list[Pairs]) -> Pairs:
    """All pairs of several lists."""
    return Pairs(
        np.concatenate([part.score for part in parts]),
        np.concatenate([part.corrected for part in parts]),
        np.concatenate([part.people for part in parts]),
    )


def _fold_pairs() -> Iterator[tuple[int, int]]:
    return ((first, second) for first in range(FOLDS) for second in range(first, FOLDS))


def _pairs(
    rows: Rows, people: NDArray[np.intp], mean: Rows, first: NDArray[np.bool_], second: NDArray[np.bool_]
) -> Pairs:
    some, others = np.flatnonzero(first), np.flatnonzero(second)
    scores = np.clip(rows[some] @ rows[others].T, -1.0, 1.0)
    typical = rows @ mean / 2
    corrected = scores - typical[some][:, None] - typical[others]
    if np.array_equal(some, others):
        a, b = np.triu_indices(len(some), 1)
    else:
        a, b = (side.ravel() for side in np.indices(scores.shape))
    return Pairs(scores[a, b], corrected[a, b], np.column_stack([people[some[a]], people[others[b]]]))


def _of_each_person(encoded: Encoded) -> Rows:
    """(people, d) the mean direction of each person, of length 1."""
    sums = np.zeros((encoded.count, encoded.rows.shape[1]))
    np.add.at(sums, encoded.people, encoded.rows)
    return _unit(sums)


def _unit(rows: Rows) -> Rows:
    lengths = np.linalg.norm(rows, axis=-1, keepdims=True)
    unit: Rows = rows / np.maximum(lengths, _LEAST_NORM)
    return unit
