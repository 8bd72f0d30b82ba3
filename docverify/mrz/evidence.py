"""What each cell may be and at what cost: from a recogniser's probabilities, or from known confusions."""

import math
from collections.abc import Mapping
from functools import cache

import numpy as np
import numpy.typing as npt

from docverify.arguments import expect, expect_number
from docverify.errors import InputError
from docverify.mrz.alphabet import ALPHABET, CellClass
from docverify.mrz.tables import rows

Evidence = npt.NDArray[np.floating] | Mapping[tuple[int, int], Mapping[str, float]]
"""`(lines, width, 37)` probabilities in the order of `ALPHABET`, or `{(line, column): {character: p}}`."""

Candidates = tuple[tuple[str, float], ...]
"""Characters with costs (natural logarithms, 0 for what was read), cheapest first."""

COSTS = {"near": 5.0, "far": 7.5}
"""Cost of a confusion without evidence."""
ERASED = 7.5
"""Cost of any character where what was read is outside the alphabet."""
UNUSUAL = 4.0
"""Cost of leaving a character that the cell may hold but usually does not."""
DEAREST = 7.5
"""Candidates whose cost is above this are not considered."""


@cache
def _confusions() -> dict[str, tuple[tuple[str, float], ...]]:
    table: dict[str, list[tuple[str, float]]] = {}
    for read, printed, weight in rows("confusions.tsv"):
        table.setdefault(read, []).append((printed, COSTS[weight]))
    return {read: tuple(sorted(found, key=lambda f: f[1])) for read, found in table.items()}


@cache
def confusable(read: str, cell: CellClass) -> Candidates:
    """What may be printed where a character was read, without other evidence.

    The character itself comes first, at no cost, when the cell may hold it.
    """
    allowed = cell.value
    if read not in ALPHABET:
        return tuple((character, ERASED) for character in allowed)
    own = ((read, 0.0),) if read in allowed else ()
    return own + tuple((c, cost) for c, cost in _confusions().get(read, ()) if c in allowed)


_CHARACTERS = frozenset(ALPHABET)


def check_evidence(evidence: Evidence, lines: tuple[str, ...]) -> None:
    """Raise where evidence does not fit the lines.

    Raises:
        InputError: It is neither an array `(lines, width, 37)` of probabilities nor such a mapping, or a
            key lies outside the lines.
    """
    if isinstance(evidence, np.ndarray):
        shape = (len(lines), max(map(len, lines)), len(ALPHABET))
        if evidence.shape != shape:
            raise InputError(f"evidence has the shape {evidence.shape}; for these lines it is {shape}")
        if evidence.dtype.kind not in "fiu" or not np.isfinite(evidence).all() or (evidence < 0).any():
            raise InputError("evidence holds a number that is no probability")
        return
    expect("evidence", evidence, Mapping, "an array, or a mapping from (line, column) to probabilities")
    inside = {(line, column) for line, text in enumerate(lines) for column in range(len(text))}
    for cell, chances in evidence.items():
        if cell not in inside:
            raise InputError("evidence for a cell that lies outside the lines: its keys are (line, column)")
        expect("evidence for a cell", chances, Mapping, "a mapping from characters to probabilities")
        for character, chance in chances.items():
            if character not in _CHARACTERS:
                raise InputError(
                    "evidence for a cell is a mapping from characters of the MRZ to probabilities"
                )
            expect_number("a probability of the evidence", chance, low=0.0)


def weighed(evidence: Evidence, at: tuple[int, int], read: str, cell: CellClass, allowed: str) -> Candidates:
    """What may be printed in a cell by a recogniser's probabilities, cheapest first.

    Costs are relative to what was read, so a character likelier than the one read has a negative cost.
    Characters outside the cell's class that are allowed there all the same cost `UNUSUAL` more.
    """
    if isinstance(evidence, np.ndarray):
        row = evidence[at]
        found = {ALPHABET[i]: float(row[i]) for i in np.flatnonzero(row > row.max() * math.exp(-DEAREST))}
    else:
        found = {c: p for c, p in evidence.get(at, {read: 1.0}).items() if p > 0}
    logs = {c: math.log(p) for c, p in found.items()}  # a share of the least of numbers would be 0
    base = max(logs.get(read, -math.inf), max(logs.values(), default=0.0) - 2 * DEAREST)
    costs = {c: base - log for c, log in logs.items()}
    if read in ALPHABET:
        costs[read] = 0.0
    usual = {c: v + (0.0 if c in cell.value else UNUSUAL) for c, v in costs.items() if c in allowed}
    best = min(usual.values(), default=0.0)
    return tuple(sorted(((c, v) for c, v in usual.items() if v - best <= DEAREST), key=lambda f: f[1]))
