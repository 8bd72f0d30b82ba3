"""One traveller against all entries: what each is worth, by its names and by what else is known."""

from typing import Final, NamedTuple

import numpy as np

from docverify.lists.names.alignment import Asked, align
from docverify.lists.names.births import MOST_WORTH, NOT_COMPARED
from docverify.lists.names.evidence import MOST_OF_INITIAL
from docverify.lists.names.index import NameIndex
from docverify.lists.names.matching import matching_keys
from docverify.lists.names.people import People, Traveller
from docverify.lists.names.reasons import NameReason
from docverify.lists.names.tokens import looked_at, tokens_of_mrz
from docverify.mrz import MrzName

_MOST_ALIGNED: Final = 2_000
"""Entries that are laid beside a name: the worthiest, where a name has more that share something with it."""


_ROUNDING: Final = 1e-3
"""Of sums of short floats: what may reach a threshold is laid beside the name, and summed anew."""


class Scored(NamedTuple):
    """What an entry is worth for a traveller.

    Attributes:
        entry: its number.
        score: powers of ten.
        dated: whether the dates of birth were compared.
        reasons: in the order of `NameReason`.
    """

    entry: int
    score: float
    dated: bool
    reasons: tuple[NameReason, ...]


def asked_of(name: MrzName, index: NameIndex) -> Asked:
    """The keys of a list that match a name."""
    primary, secondary = looked_at(name.primary.split(), name.secondary.split())
    tokens = tokens_of_mrz(primary, secondary)
    words = index.vocabulary
    worths = [words.rarity(max(map(words.count, token.keys))) for token in tokens if not token.several]
    matches = [
        matching_keys(
            token,
            words,
            sum(worth for at, worth in enumerate(worths) if token.covers >> at & 1),
            truncated=name.possibly_truncated,
        )
        for token in tokens
    ]
    every = [*primary, *secondary]
    initials = (
        sum(1 << at for at, one in enumerate(every) if len(one) <= MOST_OF_INITIAL)
        if name.possibly_truncated
        else 0
    )
    return Asked(tokens, matches, len(primary), len(every), name.possibly_truncated, initials)


def scored(
    traveller: Traveller, index: NameIndex, people: People, *, alone: float, dated: float
) -> list[Scored]:
    """The entries that reach their threshold, the best first.

    Args:
        traveller: what is looked up.
        index: of the entries' names.
        people: the entries, but for their names.
        alone: the threshold of entries whose dates of birth cannot be compared.
        dated: of those whose dates can.
    """
    asked = asked_of(traveller.name, index)
    shared, most = index.shared(asked.matches, min(alone, dated - MOST_WORTH) - _ROUNDING)
    beside = people.compare(traveller, shared)
    thresholds = np.where(beside.births == NOT_COMPARED, np.float32(alone), np.float32(dated))
    reach = most + beside.worth - thresholds
    near = np.flatnonzero(reach >= -_ROUNDING)
    if len(near) > _MOST_ALIGNED:
        near = near[np.argsort(reach[near])[: -_MOST_ALIGNED - 1 : -1]]
    found = []
    for at in near.tolist():
        entry = int(shared[at])
        names = align(asked, index, entry)
        score = names.worth + float(beside.worth[at])
        if score >= (alone if beside.births[at] == NOT_COMPARED else dated):
            reasons = (*names.reasons, *people.reasons(traveller, entry))
            found.append(Scored(entry, score, beside.births[at] != NOT_COMPARED, reasons))
    return sorted(found, key=lambda one: -one.score)
