"""Search every assignment of characters to cells that the check digits and the calendar accept.

Cells fall into groups: the cells of a check digit with the digit itself, and the cells that the composite
digit alone covers. Each group is searched on its own; the composite digit then joins them by its remainder.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import NamedTuple

from docverify.mrz.alphabet import ALPHABET, FILLER
from docverify.mrz.dates import DateKind, birth_date
from docverify.mrz.evidence import Candidates

Cell = tuple[int, int]
_KEPT = 12
"""Hypotheses that are kept for each group and remainder."""
_MOST_PARTIAL = 20_000
"""Fillings in progress at which a group counts as too uncertain to be repaired."""
SPREAD = 15.5
"""Unless told otherwise, fillings that cost this much more than the cheapest are not pursued."""
_VALUE = {c: 0 if c == FILLER else i for i, c in enumerate(ALPHABET)}


class Hypothesis(NamedTuple):
    """One way to fill cells.

    Attributes:
        cost: Natural logarithm of how much less likely it is than what was read.
        edits: Cells that change although what was read could stand there.
        changes: The cells that change.
        remainder: Its part in the composite digit's sum, modulo 10.
    """

    cost: float
    edits: int
    changes: tuple[tuple[Cell, str], ...]
    remainder: int


@dataclass(frozen=True, slots=True)
class Group:
    """Cells that are searched together.

    Attributes:
        cells: The cells in order, the digit last where there is one.
        weightings: One row of weights, a weight for each cell, for every way in which the digit may be
            computed (the digit's own weight is -1); empty when the group has no digit of its own.
        composite: Weight of each cell in the composite digit's sum; 0 where it does not count.
        dates: For each date, the positions of its six cells within `cells`.
        blank_digit: Whether the digit may be a filler while all covered cells are fillers.
        depth: Free edits allowed in this group.
    """

    cells: tuple[Cell, ...]
    weightings: tuple[tuple[int, ...], ...]
    composite: tuple[int, ...]
    dates: tuple[tuple[int, ...], ...] = ()
    blank_digit: bool = False
    depth: int = 3


def digit_weights(count: int) -> tuple[int, ...]:
    """The weights 7, 3, 1, repeated over a number of cells."""
    return tuple((7, 3, 1)[i % 3] for i in range(count))


def as_read(
    group: Group, candidates: Callable[[Cell], Candidates], read: Callable[[Cell], str]
) -> Hypothesis | None:
    """The hypothesis that changes nothing, when grammar, digit and calendar accept what was read."""
    chosen = "".join(read(cell) for cell in group.cells)
    if any(c not in dict(candidates(cell)) for cell, c in zip(group.cells, chosen, strict=True)):
        return None
    return _hypothesis(group, chosen, chosen, 0.0, 0) if _accepted(group, chosen) else None


def fillings(
    group: Group,
    candidates: Callable[[Cell], Candidates],
    read: Callable[[Cell], str],
    *,
    spread: float = SPREAD,
) -> list[Hypothesis]:
    """Every filling of a group that its digit and the calendar accept, cheapest first.

    Args:
        group: The cells.
        candidates: What a cell may be.
        read: What was read in a cell.
        spread: Fillings that cost this much more than the cheapest are not pursued.

    Returns:
        At most `_KEPT` for each remainder of the composite sum; empty when nothing fits, or when so many
        cells are uncertain that no answer would mean anything.
    """
    original = "".join(read(cell) for cell in group.cells)
    options = [candidates(cell) or ((was, 0.0),) for cell, was in zip(group.cells, original, strict=True)]
    if any(c not in _VALUE for option in options for c, _ in option):
        return []
    spared = spread
    partial = [(0.0, 0, "")]
    for was, option in zip(original, options, strict=True):
        cheapest = option[0][1]
        free = any(c == was for c, _ in option)
        if len(partial) * len(option) > _MOST_PARTIAL:
            return []
        partial = [
            (cost + extra, edits + (free and character != was), text + character)
            for cost, edits, text in partial
            for character, extra in option
            if cost + extra <= spared + cheapest and edits + (free and character != was) <= group.depth
        ]
        spared += cheapest
    return _best(
        _hypothesis(group, text, original, cost, edits)
        for cost, edits, text in partial
        if _accepted(group, text)
    )


def _accepted(group: Group, chosen: str) -> bool:
    for date in group.dates:
        if birth_date(chosen[date[0] : date[-1] + 1]).kind is DateKind.IMPOSSIBLE:
            return False
    if not group.weightings:
        return True
    if chosen[-1] == FILLER:
        return group.blank_digit and not chosen.strip(FILLER)
    values = [_VALUE[c] for c in chosen]
    return any(sum(map(int.__mul__, values, weights)) % 10 == 0 for weights in group.weightings)


def _hypothesis(group: Group, chosen: str, original: str, cost: float, edits: int) -> Hypothesis:
    changes = tuple(
        (cell, now) for cell, now, was in zip(group.cells, chosen, original, strict=True) if now != was
    )
    remainder = sum(_VALUE[c] * weight for c, weight in zip(chosen, group.composite, strict=True)) % 10
    return Hypothesis(cost, edits, changes, remainder)


def _best(found: Iterable[Hypothesis]) -> list[Hypothesis]:
    kept: dict[int, int] = {}
    best = []
    for one in sorted(found, key=lambda h: h.cost):
        kept[one.remainder] = kept.get(one.remainder, 0) + 1
        if kept[one.remainder] <= _KEPT:
            best.append(one)
    return best


def join(groups: Iterable[list[Hypothesis]], *, depth: int, composite: bool) -> list[Hypothesis]:
    """Combine one hypothesis of every group so that the composite digit agrees, cheapest first.

    Args:
        groups: The hypotheses of each group.
        depth: Free edits allowed altogether.
        composite: Whether the composite digit must agree (its own cell has the weight -1 in its group).
    """
    joined = [Hypothesis(0.0, 0, (), 0)]
    for group in groups:
        joined = _best(
            Hypothesis(
                a.cost + b.cost, a.edits + b.edits, a.changes + b.changes, (a.remainder + b.remainder) % 10
            )
            for a in joined
            for b in group
            if a.edits + b.edits <= depth
        )
    return [h for h in joined if not composite or h.remainder == 0]
