"""What a traveller's name and an entry's are worth together, component by component, and why."""

from collections.abc import Sequence
from typing import NamedTuple

from docverify.lists.names.evidence import CONFLICT, CROSSED, JOINED, MISSING, MOST_OF_NAME, NO_PRIMARY
from docverify.lists.names.index import NameIndex
from docverify.lists.names.matching import Match
from docverify.lists.names.reasons import NameReason
from docverify.lists.names.tokens import Token


class Link(NamedTuple):
    """One possible agreement: the components on either side as bits, its worth, and how they agree."""

    ours: int
    theirs: int
    worth: float
    how: NameReason


class Alignment(NamedTuple):
    """The best way to lay two names beside one another.

    Attributes:
        worth: in powers of ten; what is missing or differs is taken off.
        reasons: in the order of `NameReason`.
    """

    worth: float
    reasons: tuple[NameReason, ...]


class Asked(NamedTuple):
    """A traveller's name as it is looked up.

    Attributes:
        tokens: of the name.
        matches: for each token, the keys of the list that match it.
        primaries: components of the primary identifier.
        components: all of them.
        truncated: whether some may be cut short or left out.
        initials: of a truncated name, the components as bits of which so few letters are left that they
            say next to nothing: they contradict nothing either.
    """

    tokens: Sequence[Token]
    matches: Sequence[dict[int, Match]]
    primaries: int
    components: int
    truncated: bool
    initials: int = 0


def align(asked: Asked, index: NameIndex, entry: int) -> Alignment:
    """Lay a traveller's name beside an entry's."""
    links = _links(asked, index, entry)
    theirs, their_primaries = int(index.components[entry]), index.primaries[entry]
    best = Alignment(float("-inf"), ())
    for chosen in _choices(links, asked.components):
        found = _worth(chosen, asked, theirs, their_primaries)
        if found.worth > best.worth:
            best = found
    return best


def _links(asked: Asked, index: NameIndex, entry: int) -> list[Link]:
    links: dict[tuple[int, int], Link] = {}
    for covers, key in index.tokens(entry):
        several = covers & (covers - 1) != 0
        for token, matches in zip(asked.tokens, asked.matches, strict=True):
            match = matches.get(key)
            if match is None:
                continue
            worth = match.worth - JOINED * several
            how = NameReason.JOINED if several and match.how is NameReason.SAME else match.how
            known = links.get((token.covers, covers))
            if known is None or known.worth < worth:
                links[token.covers, covers] = Link(token.covers, covers, worth, how)
    return list(links.values())


def _choices(links: list[Link], components: int) -> list[list[Link]]:
    """The best ways to choose links that do not overlap, one for each set of components that they cover."""
    ways: dict[tuple[int, int], tuple[float, list[Link]]] = {(0, 0): (0.0, [])}
    for at in range(components):
        bit = 1 << at
        here = [link for link in links if link.ours & bit and not link.ours & (bit - 1)]
        if not here:
            continue
        for (ours, theirs), (worth, chosen) in list(ways.items()):
            for link in here:
                if ours & link.ours or theirs & link.theirs:
                    continue
                covered = ours | link.ours, theirs | link.theirs
                if covered not in ways or ways[covered][0] < worth + link.worth:
                    ways[covered] = worth + link.worth, [*chosen, link]
        if len(ways) > _MOST_WAYS:
            ways = dict(sorted(ways.items(), key=lambda way: -way[1][0])[:_MOST_WAYS])
    return [chosen for _, chosen in ways.values()]


_MOST_WAYS = 200
"""Ways that are pursued: names in which everything is like everything have more."""


def _worth(chosen: list[Link], asked: Asked, theirs: int, their_primaries: int) -> Alignment:
    ours_covered = theirs_covered = 0
    worth = 0.0
    reasons = set()
    crossed = primary = False
    our_first, their_first = (1 << asked.primaries) - 1, (1 << their_primaries) - 1
    for link in chosen:
        ours_covered |= link.ours
        theirs_covered |= link.theirs
        worth += link.worth
        reasons.add(link.how)
        ours_in, theirs_in = bool(link.ours & our_first), bool(link.theirs & their_first)
        crossed = crossed or ours_in != theirs_in
        primary = primary or ours_in or theirs_in
    worth = min(worth, MOST_OF_NAME)
    if crossed:
        worth -= CROSSED
        reasons.add(NameReason.SWAPPED)
    if not primary:
        worth -= NO_PRIMARY
    ours_left = asked.components - (ours_covered | asked.initials).bit_count()
    theirs_left = theirs - theirs_covered.bit_count()
    conflicts = min(ours_left, theirs_left)
    if asked.truncated and theirs_left > ours_left:
        reasons.add(NameReason.TRUNCATED)
    elif ours_left != theirs_left:
        reasons.add(NameReason.MISSING)
        worth -= MISSING * abs(ours_left - theirs_left)
    if conflicts:
        reasons.add(NameReason.DIFFERS)
        worth -= CONFLICT * conflicts
    return Alignment(worth, tuple(one for one in NameReason if one in reasons))
