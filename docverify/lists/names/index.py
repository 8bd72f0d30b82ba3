"""Which entries of a list share enough with a name to be looked at, by all of its components at once."""

from collections.abc import Iterable, Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from docverify.lists.names.matching import Match
from docverify.lists.names.tokens import Token
from docverify.lists.names.vocabulary import Vocabulary


class Shared(NamedTuple):
    """Entries that share something with a name.

    Attributes:
        entries: their numbers.
        most: what the name may be worth at most for each.
    """

    entries: NDArray[np.intp]
    most: NDArray[np.float32]


class NameIndex:
    """The tokens of a list's entries, found by their keys.

    Args:
        names: the tokens of each entry, and how many components its primary identifier and it have.
    """

    def __init__(self, names: Sequence[tuple[list[Token], int, int]]) -> None:
        counts: dict[str, int] = {}
        for tokens, _, _ in names:
            for key in {key for token in tokens for key in (*token.keys, *token.hard)}:
                counts[key] = counts.get(key, 0) + 1
        self.vocabulary = Vocabulary(counts, len(names))
        self.size = len(names)
        self.primaries = [primaries for _, primaries, _ in names]
        self.components = np.array([components for _, _, components in names], np.int32)
        number = self.vocabulary.number
        keys: list[int] = []
        entries: list[int] = []
        covers: list[int] = []
        ends = [0]
        for at, (tokens, _, _) in enumerate(names):
            for token in tokens:
                for key in (*token.keys, *token.hard):
                    keys.append(number[key])
                    covers.append(token.covers)
                    entries.append(at)
            ends.append(len(keys))
        by_key = np.array(keys, np.int32)
        self._keys, self._covers = by_key, np.array(covers, np.int32)
        self._ends = ends
        order = np.argsort(by_key, kind="stable")
        self._postings = np.array(entries, np.int32)[order]
        self._starts = np.searchsorted(by_key[order], np.arange(len(counts) + 1))

    def tokens(self, entry: int) -> Iterable[tuple[int, int]]:
        """Of an entry: the components that each token covers, and the number of its key."""
        first, last = self._ends[entry], self._ends[entry + 1]
        return zip(self._covers[first:last].tolist(), self._keys[first:last].tolist(), strict=True)

    def shared(self, matches: Sequence[dict[int, Match]], least: float) -> Shared:
        """The entries that matches may be worth something for, and at most how much for each.

        Args:
            matches: for each token of the traveller's name, the keys that match it.
            least: entries for which all matches together are worth less are left out.
        """
        total = np.zeros(self.size, np.float32)
        best = np.zeros((len(matches), self.size), np.float32)
        for row, one in zip(best, matches, strict=True):
            for number, match in sorted(one.items(), key=lambda item: item[1].worth):
                row[self._postings[self._starts[number] : self._starts[number + 1]]] = match.worth
            total += row
        entries = np.flatnonzero((total > 0) & (total >= least))
        # An entry agrees in no more places than it has components.
        sums = np.cumsum(np.sort(best[:, entries], axis=0)[::-1], axis=0)
        places = np.minimum(self.components[entries], len(matches)) - 1
        return Shared(entries, sums[places, np.arange(len(entries))])
