"""Which entries of a list share enough with a name to be looked at, by all of its components at once."""

from collections.abc import Iterable, Sequence

import numpy as np
from numpy.typing import NDArray

from docverify.lists.names.matching import Match
from docverify.lists.names.tokens import Token
from docverify.lists.names.vocabulary import Vocabulary


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
        self.components = [components for _, _, components in names]
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

    def worths(self, matches: Sequence[dict[int, Match]]) -> NDArray[np.float32]:
        """For each entry, at most what the matches of all tokens are worth together."""
        total = np.zeros(self.size, np.float32)
        for one in matches:
            best = np.zeros(self.size, np.float32)
            for number, match in sorted(one.items(), key=lambda item: item[1].worth):
                best[self._postings[self._starts[number] : self._starts[number + 1]]] = match.worth
            total += best
        return total
