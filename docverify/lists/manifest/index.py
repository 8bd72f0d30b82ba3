"""Who of a manifest may be the bearer of a document: found without looking at everybody."""

from collections.abc import Iterable, Sequence
from typing import Final

import numpy as np
from numpy.typing import NDArray

from docverify.lists.announced.passenger import Passenger
from docverify.lists.manifest.names import folded
from docverify.lists.manifest.numbers import alike, number_of, written
from docverify.mrz import Mrz, MrzDate

MOST_LOOKED_AT: Final = 2_000
"""People who are compared letter by letter with one document: a tenth of a second at most."""
_BEGINNING: Final = 3
"""Letters of a component by which names are found."""
_NONE: Final = -1

_Places = NDArray[np.int32]


class ManifestIndex:
    """Where in a manifest numbers, names and dates of birth are: 40 bytes a person.

    Args:
        people: of the manifest, in order.
    """

    def __init__(self, people: Sequence[Passenger]) -> None:
        self._people = people
        numbers: list[int] = []
        number_of_whom: list[int] = []
        beginnings: list[int] = []
        beginning_of_whom: list[int] = []
        births = np.full((3, len(people)), _NONE, np.int8)
        for place, one in enumerate(people):
            for document in one.documents:
                if document.number:
                    numbers.append(hash(alike(document.number)))
                    number_of_whom.append(place)
            for part in {*folded(one.surname), *folded(one.given_names)}:
                beginnings.append(hash(part[:_BEGINNING]))
                beginning_of_whom.append(place)
            births[:, place] = _parts(one.birth)
        self._births = births
        self._numbers = _sorted(numbers, number_of_whom)
        self._beginnings = _sorted(beginnings, beginning_of_whom)

    def near(self, mrz: Mrz) -> tuple[list[Passenger], bool]:
        """Who may be the bearer: of the same number, born on the same day, or likely born and named alike.

        Returns:
            The people, and whether there are more.
        """
        number, birth = number_of(mrz), _parts(mrz.date_of_birth.date)
        by_number = _found(self._numbers, map(hash, written(number)))
        parts = {*mrz.name.primary.split(), *mrz.name.secondary.split()}
        named = _found(self._beginnings, (hash(part[:_BEGINNING]) for part in parts))
        years, months, days = (
            (told == asked) | (told == _NONE) | (asked == _NONE)
            for told, asked in zip(self._births, birth, strict=True)
        )
        same = np.flatnonzero(years & months & days & (self._births != _NONE).any(axis=0))
        swapped = years & (self._births[1] == birth[2]) & (self._births[2] == birth[1])
        alike_born = (years & months) | (years & days) | (months & days) | swapped
        by_name = named[alike_born[named]]
        if len(same) > MOST_LOOKED_AT:
            same = np.intersect1d(same, named)
        rest = np.setdiff1d(np.union1d(same, by_name), by_number)
        chosen = np.concatenate([by_number, rest])
        crowded = len(chosen) > MOST_LOOKED_AT
        return [self._people[place] for place in chosen[:MOST_LOOKED_AT]], crowded


def _parts(known: MrzDate | None) -> tuple[int, int, int]:
    """Year, month and day of two digits each; -1 for what is not known."""
    if known is None:
        return _NONE, _NONE, _NONE
    year, month, day = (_NONE if part is None else part for part in (known.year, known.month, known.day))
    return year, month, day


def _sorted(keys: list[int], whose: list[int]) -> tuple[NDArray[np.int64], _Places]:
    found = np.array(keys, np.int64)
    order = np.argsort(found, kind="stable")
    return found[order], np.array(whose, np.int32)[order]


def _found(index: tuple[NDArray[np.int64], _Places], keys: Iterable[int]) -> _Places:
    """Places under some keys, each once, in order."""
    sought, whose = index
    hits = [
        whose[np.searchsorted(sought, key, "left") : np.searchsorted(sought, key, "right")] for key in keys
    ]
    return np.unique(np.concatenate(hits)) if hits else np.empty(0, np.int32)
