"""The pairs of pictures of a folder of people: all of them, or as many as are asked for, drawn by a seed."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import numpy as np
from numpy.typing import NDArray

from docverify.errors import InputError, LimitExceeded
from docverify.faces.encoded import TEMPLATE, pictures_in

MOST_PAIRS: Final = 500_000
"""Pairs of each kind that are compared unless another number is asked for."""
_MOST_MATED: Final = 50_000_000
_Pairs = NDArray[np.int64]


@dataclass(frozen=True, slots=True, eq=False)
class PeoplePairs:
    """Pairs of pictures, as rows of a table of pairs, and how many there could be.

    Attributes:
        rows: path_a, path_b, mated, person_a and person_b of each: mated pairs first.
        people: how many there are.
        pictures: likewise.
        mated: pairs of one person's pictures that there are, drawn or not.
        non_mated: pairs of two people's pictures likewise.
    """

    rows: Sequence[dict[str, str]]
    people: int
    pictures: int
    mated: int
    non_mated: int

    @property
    def told(self) -> str:
        """What was taken, in a sentence."""
        taken = sum(row["mated"] == "1" for row in self.rows)
        parts = [
            f"{count:,} {name}" if count == all_of else f"{count:,} of {all_of:,} {name}, drawn by the seed,"
            for count, all_of, name in (
                (taken, self.mated, "mated"),
                (len(self.rows) - taken, self.non_mated, "non-mated"),
            )
        ]
        return f"{self.people:,} people, {self.pictures:,} pictures: {' and '.join(parts)} pairs."


def pairs_of_people(folder: Path, *, most: int = MOST_PAIRS, rng: np.random.Generator) -> PeoplePairs:
    """Every pair of a folder's pictures, each once; at most so many of each kind, drawn at random.

    Args:
        folder: with a folder of pictures for each person.
        most: mated pairs, and non-mated pairs.
        rng: draws, where there are more.

    Raises:
        InputError: no such folder, no pictures, one person alone, or nobody with two pictures.
        LimitExceeded: more mated pairs than can be drawn from.
    """
    pictures = pictures_in(folder)
    if any(path.suffix.lower() == TEMPLATE for _, path in pictures):
        raise InputError(f"{folder} holds templates: pairs are made of pictures")
    people = np.unique([person for person, _ in pictures], return_inverse=True)[1].ravel()
    sizes = np.bincount(people)
    mated = int((sizes * (sizes - 1) // 2).sum())
    non_mated = len(pictures) * (len(pictures) - 1) // 2 - mated
    if mated > _MOST_MATED:
        raise LimitExceeded(f"{folder} has {mated} mated pairs, more than the limit of {_MOST_MATED}")
    if not mated or not non_mated:
        lacks = "two people" if not non_mated else "a person with two pictures"
        raise InputError(
            f"{folder} has no {lacks}: it must hold a folder for each person, with their pictures in it"
        )
    chosen = [_mated(people, most, rng), _non_mated(people, non_mated, most, rng)]
    rows = list(_rows(folder, pictures, chosen))
    return PeoplePairs(rows, int(sizes.size), len(pictures), mated, non_mated)


def _rows(
    folder: Path, pictures: Sequence[tuple[str, Path]], chosen: Sequence[_Pairs]
) -> Iterator[dict[str, str]]:
    names = [path.relative_to(folder).as_posix() for _, path in pictures]
    for kind, pairs in zip(("1", "0"), chosen, strict=True):
        for a, b in pairs.tolist():
            yield {
                "path_a": names[a],
                "path_b": names[b],
                "mated": kind,
                "person_a": pictures[a][0],
                "person_b": pictures[b][0],
            }


def _mated(people: NDArray[np.intp], most: int, rng: np.random.Generator) -> _Pairs:
    """(n, 2) pictures of one person each, in order."""
    parts = []
    for person in range(int(people.max()) + 1):
        own = np.flatnonzero(people == person)
        first, second = np.triu_indices(own.size, 1)
        parts.append(np.column_stack([own[first], own[second]]))
    pairs = np.concatenate(parts)
    if len(pairs) <= most:
        return pairs
    return pairs[np.sort(rng.choice(len(pairs), most, replace=False))]


def _non_mated(people: NDArray[np.intp], count: int, most: int, rng: np.random.Generator) -> _Pairs:
    """(n, 2) pictures of two people each, in order."""
    if count <= most:
        first, second = np.triu_indices(people.size, 1)
        apart = people[first] != people[second]
        return np.column_stack([first[apart], second[apart]])
    found = np.empty(0, np.int64)
    while found.size < most:  # a pair that is drawn twice, or is of one person, is drawn again
        drawn = np.sort(rng.integers(people.size, size=(2 * most, 2)), axis=1)
        drawn = drawn[people[drawn[:, 0]] != people[drawn[:, 1]]]
        found = np.unique(np.concatenate([found, drawn[:, 0] * people.size + drawn[:, 1]]))
    kept = np.sort(rng.choice(found, most, replace=False))
    return np.column_stack(np.divmod(kept, people.size))
