"""Repair lines that have the shape of one layout: covered cells by search, the others by grammar."""

import math
import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

from docverify.mrz.alphabet import ALPHABET, FILLER, CellClass
from docverify.mrz.corrections import Alternative, Cause, Correction, Proof
from docverify.mrz.evidence import UNUSUAL, Candidates, Evidence, confusable, weighed
from docverify.mrz.formats import Kind, Layout, Place
from docverify.mrz.repair_groups import groups
from docverify.mrz.search import SPREAD, Cell, Group, Hypothesis, as_read, fillings, join

MARGIN = math.log(9.0)
"""A repair is applied when it is at least nine times likelier than the next."""
DEPTH = 3
"""Cells that may change although what was read could stand there."""
_SHOWN = 10
_SPREADS = (5.0, 10.0)
"""How far the search goes before it goes to its end."""
_STRAY_IN_RUN = re.compile("(?<=<<<)[A-Z0-9]{1,2}(?=<|$)")
_UNSOLVED = [Hypothesis(0.0, 0, (), 0)]


@dataclass(frozen=True, slots=True)
class Attempt:
    """What repairing within one layout came to."""

    lines: tuple[str, ...] = field(repr=False)
    corrections: tuple[Correction, ...]
    alternatives: tuple[Alternative, ...]
    undecided: tuple[Cell, ...]
    tied: bool


@dataclass(frozen=True, slots=True)
class _Cells:
    """What is known of every cell: its field, its class, what was read, and what it may be."""

    lines: tuple[str, ...]
    places: dict[Cell, Place]
    classes: dict[Cell, CellClass]
    candidates: Callable[[Cell], Candidates]
    covered: frozenset[Cell]

    def read(self, cell: Cell) -> str:
        """The character that was read in a cell."""
        return self.lines[cell[0]][cell[1]]


def repair_layout(
    layout: Layout, lines: tuple[str, ...], evidence: Evidence | None, *, depth: int, margin: float
) -> Attempt:
    """Repair lines that have the shape of a layout; see `repair_mrz`."""
    divided, classes = groups(layout, lines, depth)
    cells = _cells(layout, lines, evidence, classes, frozenset(c for g in divided for c in g.cells))
    ranked = _ranked(
        divided,
        cells,
        depth=depth,
        margin=margin,
        composite="composite_check_digit" in layout.places_by_name,
    )
    alternatives = _alternatives(cells, ranked)
    tied = len(ranked) > 1 and bool(ranked[0].changes) and ranked[1].cost - ranked[0].cost < margin
    applied = dict(ranked[0].changes) if ranked and not tied else {}
    uncovered, undecided = _uncovered(cells, layout, margin)
    changes = applied if tied else applied | uncovered
    return Attempt(
        lines if tied else _apply(lines, changes),
        () if tied else _corrections(cells, changes.items()),
        alternatives,
        undecided,
        tied,
    )


def _ranked(
    divided: list[Group], cells: _Cells, *, depth: int, margin: float, composite: bool
) -> list[Hypothesis]:
    """Every way to make the digits agree, cheapest first; the text as read alone when there is none.

    Groups that agree as read stay as they are, unless the composite digit still refuses the whole: then
    the error may be one that their own digits are blind to.
    """
    settled = [as_read(group, cells.candidates, cells.read) for group in divided]
    if all(settled) and sum(s.remainder for s in settled if s) % 10 == 0:
        return [Hypothesis(0.0, 0, (), 0)]
    first = [
        [done] if done else _nearest(group, cells, margin)
        for group, done in zip(divided, settled, strict=True)
    ]
    solvable = all(first)
    ranked = join((f or _UNSOLVED for f in first), depth=depth, composite=composite and solvable)
    if ranked or not solvable:
        return ranked
    opened = [fillings(group, cells.candidates, cells.read) for group in divided]
    return join((o or _UNSOLVED for o in opened), depth=depth, composite=True) or join(
        (f or _UNSOLVED for f in first), depth=depth, composite=False
    )


def _nearest(group: Group, cells: _Cells, margin: float) -> list[Hypothesis]:
    """The fillings around the cheapest that fits: the search widens until it and its rivals are in."""
    floor = sum(options[0][1] for options in map(cells.candidates, group.cells) if options)
    found: list[Hypothesis] = []
    for spread in (*_SPREADS, SPREAD):
        found = fillings(group, cells.candidates, cells.read, spread=spread)
        if found and found[0].cost - floor + 2 * margin <= spread:
            break
    return found


def _cells(
    layout: Layout,
    lines: tuple[str, ...],
    evidence: Evidence | None,
    classes: dict[Cell, CellClass],
    covered: frozenset[Cell],
) -> _Cells:
    places = {(p.span.line, c): p for p in layout.places for c in range(p.span.first, p.span.stop)}

    def candidates(cell: Cell) -> Candidates:
        read, kind, place = lines[cell[0]][cell[1]], classes[cell], places[cell]
        allowed = kind.value if place.kind is Kind.DIGIT else place.allowed
        if evidence is not None:
            return weighed(evidence, cell, read, kind, allowed)
        found = confusable(read, kind)
        if read in allowed and read not in kind.value:
            found = tuple(sorted((*found, (read, UNUSUAL)), key=lambda f: f[1]))
        return found

    return _Cells(lines, places, classes, candidates, covered)


def _apply(lines: tuple[str, ...], changes: dict[Cell, str]) -> tuple[str, ...]:
    return tuple(
        "".join(changes.get((row, column), c) for column, c in enumerate(line))
        for row, line in enumerate(lines)
    )


def _alternatives(cells: _Cells, ranked: list[Hypothesis]) -> tuple[Alternative, ...]:
    shown = [h for h in ranked if h.changes][:_SHOWN]
    if not shown:
        return ()
    weights = [math.exp(shown[0].cost - h.cost) for h in shown]
    return tuple(
        Alternative(
            _apply(cells.lines, dict(h.changes)),
            _corrections(cells, h.changes),
            h.cost,
            weight / sum(weights),
        )
        for h, weight in zip(shown, weights, strict=True)
    )


def _corrections(cells: _Cells, changes: Iterable[tuple[Cell, str]]) -> tuple[Correction, ...]:
    found = []
    for cell, became in sorted(changes):
        read = cells.lines[cell[0]][cell[1]]
        stands = read in cells.classes[cell].value
        found.append(
            Correction(
                cell[0],
                cell[1],
                cells.places[cell].name,
                read,
                became,
                Cause.CHECK_DIGIT if stands and cell in cells.covered else Cause.GRAMMAR,
                _proof(cells, cell, became),
            )
        )
    return tuple(found)


def _proof(cells: _Cells, cell: Cell, became: str) -> Proof:
    if cell not in cells.covered:
        return Proof.NONE
    twins = {c for c, _ in cells.candidates(cell) if c != became and _value(c) == _value(became)}
    return Proof.BLIND if twins else Proof.CHECK_DIGIT


def _value(character: str) -> int:
    return 0 if character == FILLER else ALPHABET.find(character) % 10


def _uncovered(cells: _Cells, layout: Layout, margin: float) -> tuple[dict[Cell, str], tuple[Cell, ...]]:
    """Correct cells that no digit covers and whose character cannot stand there; ties stay undecided."""
    strays = _strays_in_runs(cells, layout)
    changes: dict[Cell, str] = {}
    undecided = []
    for cell, place in cells.places.items():
        read = cells.lines[cell[0]][cell[1]]
        if cell in strays:
            changes[cell] = FILLER
        elif cell not in cells.covered and read not in place.allowed:
            found = cells.candidates(cell)
            if not found or (len(found) > 1 and found[1][1] - found[0][1] < margin):
                undecided.append(cell)
            else:
                changes[cell] = found[0][0]
    return changes, tuple(undecided)


def _strays_in_runs(cells: _Cells, layout: Layout) -> set[Cell]:
    """Lone characters inside the fillers that end a name: no name has three fillers before a component."""
    found = set()
    for place in layout.places:
        if place.kind is Kind.NAMES:
            raw = cells.lines[place.span.line][place.span.first : place.span.stop]
            for stray in _STRAY_IN_RUN.finditer(raw):
                for at in range(*stray.span()):
                    cell = (place.span.line, place.span.first + at)
                    if cell not in cells.covered and FILLER in dict(cells.candidates(cell)):
                        found.add(cell)
    return found
