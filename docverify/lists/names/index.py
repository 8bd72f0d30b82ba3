"""Which entries of a list share enough with a name to be looked at, found by all of its components at once."""

from collections.abc import Iterable, Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from docverify.lists.names.evidence import (
    CONSONANTS,
    EDIT,
    INITIAL,
    JOINED,
    MOST_OF_RUN,
    PREFIX,
    SHORT,
    SHORT_EDIT,
)
from docverify.lists.names.reasons import NameReason
from docverify.lists.names.tokens import Token
from docverify.lists.names.vocabulary import Vocabulary


class Match(NamedTuple):
    """What a key of the list is worth for a token of the traveller.

    Attributes:
        worth: in powers of ten.
        how: by which rule they match.
    """

    worth: float
    how: NameReason


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
        self._covers: list[int] = []
        ends = [0]
        for at, (tokens, _, _) in enumerate(names):
            for token in tokens:
                for key in (*token.keys, *token.hard):
                    keys.append(number[key])
                    self._covers.append(token.covers)
                    entries.append(at)
            ends.append(len(keys))
        self._keys = keys
        self._ends = ends
        by_key = np.array(keys, np.int32)
        order = np.argsort(by_key, kind="stable")
        self._postings = np.array(entries, np.int32)[order]
        self._starts = np.searchsorted(by_key[order], np.arange(len(counts) + 1))

    def tokens(self, entry: int) -> Iterable[tuple[int, int]]:
        """Of an entry: the components that each token covers, and the number of its key."""
        first, last = self._ends[entry], self._ends[entry + 1]
        return zip(self._covers[first:last], self._keys[first:last], strict=True)

    def matches(self, token: Token, parts: float, *, truncated: bool) -> dict[int, Match]:
        """The keys that match a token, by number, the best way for each.

        Args:
            token: of the traveller's name.
            parts: what its components are worth together, where it is several written as one.
            truncated: whether a component may be cut short.
        """
        found: dict[int, Match] = {}
        words = self.vocabulary
        less = JOINED if token.several else 0.0
        joined = token.several

        def add(number: int, worth: float, how: NameReason) -> None:
            if worth > 0 and (number not in found or found[number].worth < worth):
                found[number] = Match(worth, how)

        for key in token.keys:
            near, count = words.near(key)
            exact = words.number.get(key)
            if exact is not None:
                worth = _of_run(words.rarity(words.count(key)), parts, joined=joined)
                add(exact, worth - less, NameReason.JOINED if joined else NameReason.SAME)
            if near:
                worth = _of_run(words.rarity(count), parts, joined=joined)
                worth -= EDIT + (SHORT_EDIT if len(key) <= SHORT else 0.0) + less
                for number in near:
                    add(number, worth, NameReason.TYPING_ERROR)
            if truncated and not joined:
                numbers, count = words.beginning(key)
                worth = words.rarity(count) - PREFIX
                for number in numbers:
                    add(number, worth, NameReason.TRUNCATED)
            initial = words.number.get(key[:1]) if len(key) > 1 and not joined else None
            if initial is not None:
                share = words.beginning(key[:1])[1]
                add(initial, words.rarity(share) - INITIAL, NameReason.INITIAL)
        for key in token.hard:
            number = words.number.get(key)
            if number is not None:
                add(number, words.rarity(words.count(key)) - CONSONANTS, NameReason.CONSONANTS)
            near, count = words.near(key)
            worth = words.rarity(count) - CONSONANTS - EDIT - (SHORT_EDIT if len(key) - 1 <= SHORT else 0.0)
            for number in near:
                add(number, worth, NameReason.TYPING_ERROR)
        return found

    def worths(self, matches: Sequence[dict[int, Match]]) -> NDArray[np.float32]:
        """For each entry, at most what the matches of all tokens are worth together."""
        total = np.zeros(self.size, np.float32)
        for one in matches:
            best = np.zeros(self.size, np.float32)
            for number, match in sorted(one.items(), key=lambda item: item[1].worth):
                best[self._postings[self._starts[number] : self._starts[number + 1]]] = match.worth
            total += best
        return total



def _of_run(alone: float, parts: float, *, joined: bool) -> float:
    """What a component is worth that is written as one here and as several there.

    It is as rare as all of its parts together; but parts that often come together, such as VAN DE, are not.
    """
    return min(max(alone, parts), alone + MOST_OF_RUN) if joined else alone
