"""The keys of a list's names: how frequent each is, and which are near to one that is asked for."""

import math
from bisect import bisect_left
from collections.abc import Mapping
from itertools import accumulate
from typing import Final

import numpy as np

from docverify.lists.names.edits import deletions, one_edit
from docverify.lists.names.evidence import PRIOR, RAREST, SHORTEST_EDIT, UNSEEN

CONSONANT_MARK: Final = "~"
"""Before keys of consonants, so that they are no keys of letters."""
ARABIC_MARK: Final = "="
"""The same where the list has the name in Arabic script."""

_MARKS: Final = (CONSONANT_MARK, ARABIC_MARK)


class Vocabulary:
    """Keys by number, in alphabetical order.

    Args:
        counts: how many people of the list bear each key.
        people: how many people the list has.
    """

    def __init__(self, counts: Mapping[str, int], people: int) -> None:
        self.keys = sorted(counts)
        self.number = {key: number for number, key in enumerate(self.keys)}
        self._counts = [counts[key] for key in self.keys]
        self._total = people + PRIOR
        self._before = [0, *accumulate(self._counts)]
        hashes, numbers = [], []
        for number, key in enumerate(self.keys):
            if len(key) >= SHORTEST_EDIT + (key[0] in _MARKS):
                for rest in set(deletions(key)):
                    hashes.append(hash(rest))
                    numbers.append(number)
        order = np.argsort(np.array(hashes, np.int64), kind="stable")
        self._hashes = np.array(hashes, np.int64)[order]
        self._numbers = np.array(numbers, np.int32)[order]

    def rarity(self, count: int) -> float:
        """How rarely a component that so many people bear is met by chance, in powers of ten."""
        return -math.log10(max((count + PRIOR * UNSEEN) / self._total, RAREST))

    def count(self, key: str) -> int:
        """How many people of the list bear a key."""
        number = self.number.get(key)
        return 0 if number is None else self._counts[number]

    def numbers(self, key: str) -> tuple[int, ...]:
        """The number of a key; none where the list does not have it."""
        number = self.number.get(key)
        return () if number is None else (number,)

    def near(self, key: str) -> tuple[list[int], int]:
        """The keys one typing error away, and how many people bear one of them or the key itself."""
        if len(key) < SHORTEST_EDIT + (key[:1] in _MARKS):
            return [], self.count(key)
        asked = np.array([hash(rest) for rest in set(deletions(key))], np.int64)
        firsts = np.searchsorted(self._hashes, asked, "left")
        lasts = np.searchsorted(self._hashes, asked, "right")
        numbers = {
            int(number)
            for first, last in zip(firsts.tolist(), lasts.tolist(), strict=True)
            if last > first
            for number in self._numbers[first:last].tolist()
        }
        mark = key[0] if key[0] in _MARKS else ""
        found = [
            number
            for number in numbers
            if one_edit(key, other := self.keys[number]) and (other[0] if other[0] in _MARKS else "") == mark
        ]
        return found, self.count(key) + sum(self._counts[number] for number in found)

    def beginning(self, start: str) -> tuple[range, int]:
        """The keys that begin so, and how many people bear one of them."""
        first = bisect_left(self.keys, start)
        last = bisect_left(self.keys, start + "\uffff")
        return range(first, last), self._before[last] - self._before[first]
