"""Divide a layout's cells into the groups that a repair searches."""

from docverify.mrz.alphabet import CellClass
from docverify.mrz.checks import LongTail, long_tail
from docverify.mrz.formats import CheckRelation, Kind, Layout
from docverify.mrz.layouts import cell_classes
from docverify.mrz.search import Cell, Group, digit_weights

_COMPOSITE = "composite_check_digit"


def groups(layout: Layout, lines: tuple[str, ...], depth: int) -> tuple[list[Group], dict[Cell, CellClass]]:
    """The groups of a layout for given lines, and the class of every cell.

    The geometry of a long document number is taken from the lines: its check digit moves.

    Args:
        layout: The layout.
        lines: Lines in its shape.
        depth: Free edits allowed in a group.
    """
    grid = cell_classes(layout.format)
    classes = {(r, c): grid[r, c] for r, width in enumerate(layout.widths) for c in range(width)}
    composite = _composite_weights(layout)
    long = long_tail(layout, lines)
    found = []
    for relation in layout.relations:
        if relation.name == _COMPOSITE:
            continue
        group = _group(layout, relation, composite, depth)
        if long is not None and relation.field == "document_number":
            group = _long_group(relation, long, composite, depth)
            classes[group.cells[-1]] = CellClass.DIGIT
        found.append(group)
    taken = {cell for group in found for cell in group.cells}
    dates = [p for p in layout.places if p.kind is Kind.DATE]
    for date in dates:  # a date without a digit of its own is still a date
        cells = tuple((date.span.line, c) for c in range(date.span.first, date.span.stop))
        if not taken.intersection(cells):
            weights = tuple(composite.get(cell, 0) for cell in cells)
            found.append(Group(cells, (), weights, (tuple(range(6)),), depth=1))
            taken.update(cells)
    rest = tuple(cell for cell in composite if cell not in taken)
    if rest:
        found.append(Group(rest, (), tuple(composite[cell] for cell in rest), depth=1))
    return found, classes


def _composite_weights(layout: Layout) -> dict[Cell, int]:
    for relation in layout.relations:
        if relation.name == _COMPOSITE:
            cells = relation.covered_cells
            return dict(zip(cells, digit_weights(len(cells)), strict=True)) | {relation.digit: -1}
    return {}


def _group(layout: Layout, relation: CheckRelation, composite: dict[Cell, int], depth: int) -> Group:
    cells = (*relation.covered_cells, relation.digit)
    place = layout.places_by_name[relation.field]
    start = cells.index((place.span.line, place.span.first))
    return Group(
        cells,
        ((*digit_weights(len(cells) - 1), -1),),
        tuple(composite.get(cell, 0) for cell in cells),
        (tuple(range(start, start + 6)),) if place.kind is Kind.DATE else (),
        relation.may_be_filler and relation.field == "optional_data",
        depth,
    )


def _long_group(relation: CheckRelation, long: LongTail, composite: dict[Cell, int], depth: int) -> Group:
    head = relation.covered_cells
    tail = tuple((long.tail.line, c) for c in range(long.tail.first, long.tail.stop))
    cells = (*head, *tail, (long.digit.line, long.digit.first))
    plain = digit_weights(len(head) + len(tail) + 1)
    without = (*plain[: len(head) + len(tail)], -1)
    within = (*plain[: len(head)], *plain[len(head) + 1 :], -1)
    return Group(cells, (without, within), tuple(composite.get(cell, 0) for cell in cells), depth=depth)
