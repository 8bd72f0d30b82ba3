"""Rows of one benchmark as Markdown tables without empty columns.

Rows with the same figures share a table. A figure that is a record, such as six fields of a page, or error
rates of a group, has a table of its own with a column for each part. A table of one row stands upright; so
does a wide table of few rows.
"""

from collections.abc import Iterable, Mapping

from benchmarks.rows import Row
from benchmarks.telling import titles, words

WIDE = 7
"""Columns, above which a table of few rows stands upright."""
FEW = 5
ALIKE = 0.6
"""Share of two rows' figures that are the same, above which they share a table."""
Grid = list[list[str]]


def tables(rows: list[Row]) -> list[str]:
    """Every table of one benchmark's rows, as Markdown."""
    rows = [row for row in rows if not titles.SHOWN_BY_ANOTHER.match(row["case"])]
    grids = [_timed(group) for group in _timed_groups(rows)]
    grids += [_figures(group) for group in _alike([row for row in rows if _plain(row)])]
    return [markdown(grid) for grid in (*grids, *_records(rows))]


def markdown(grid: Grid) -> str:
    """A table; its first line is the header, numbers are ranged right."""
    numeric = [sum(_numeric(line[column]) for line in grid[1:]) for column in range(len(grid[0]))]
    rule = [
        "---:" if column and 2 * count >= len(grid) - 1 else "---" for column, count in enumerate(numeric)
    ]
    return "\n".join("| " + " | ".join(line) + " |" for line in (grid[0], rule, *grid[1:])) + "\n"


def _timed_groups(rows: list[Row]) -> Iterable[list[Row]]:
    """Rows with times, those with the same first side together."""
    groups: dict[str, list[Row]] = {}
    for row in rows:
        if row["sides"]:
            groups.setdefault(next(iter(row["sides"])), []).append(row)
    return groups.values()


def _timed(rows: list[Row]) -> Grid:
    """A line a row, a column a side: its time, and how many times as long as ours it took."""
    sides = list(dict.fromkeys(side for row in rows for side in row["sides"]))
    grid = [["", "threads", *sides]]
    for row in rows:
        label = titles.case(row["benchmark"], row["case"])
        if row["count"] > 1 and row["benchmark"] not in titles.COUNTED_ONE_BY_ONE:
            each = f"{row['count']:,} {row['unit']}"
            label = f"{label} ({each})" if label else each
        grid.append([label, str(row["threads"]), *(_time(row, side) for side in sides)])
    return _fitted(grid)


def _time(row: Row, side: str) -> str:
    if side not in row["sides"]:
        return ""
    told = words.spread(row["sides"][side])
    ratio = row["ratios"].get(side)
    if ratio is None:
        return told
    low, high = (f"{ratio[name]:.3g}" for name in ("q1", "q3"))
    return f"{told}: **{ratio['median']:.3g} ×** ({low}–{high})"


def _plain(row: Row) -> dict[str, object]:
    """Figures that take one cell."""
    return {
        name: found
        for name, found in row["figures"].items()
        if titles.told(row["benchmark"], name) and not is_record(found, row) and not _names(found, name)
    }


def _names(found: object, name: str) -> bool:
    """Whether a figure lists the names of files, which rows keep."""
    return name != "right" and isinstance(found, list) and any(isinstance(one, str) for one in found)


def is_record(found: object, row: Row) -> bool:
    """Whether a figure is told in parts: shares, texts or counts under names that are not those of sides."""
    if not isinstance(found, Mapping) or not found or set(found) <= set(row["sides"]):
        return False
    return any(not isinstance(one, int) or isinstance(one, bool) for one in found.values())


def _alike(rows: list[Row]) -> list[list[Row]]:
    """Rows by their figures."""
    groups: list[list[Row]] = []
    for row in rows:
        mine = set(_plain(row))
        for group in groups:
            theirs = set(_plain(group[0]))
            if len(mine & theirs) >= ALIKE * len(mine | theirs) or mine <= theirs or theirs <= mine:
                group.append(row)
                break
        else:
            groups.append([row])
    return groups


def _figures(rows: list[Row]) -> Grid:
    names = list(dict.fromkeys(name for row in rows for name in _plain(row)))
    grid = [["", "threads", *map(titles.figure, names)]]
    for row in rows:
        cells = [words.value(row["figures"].get(name), name) for name in names]
        grid.append([titles.case(row["benchmark"], row["case"]), str(row["threads"]), *cells])
    return _fitted(grid)


def _records(rows: list[Row]) -> list[Grid]:
    """Tables of figures in parts: a line a row and figure, a column a part."""
    groups: dict[tuple[str, ...], Grid] = {}
    for row in rows:
        for name, found in row["figures"].items():
            if not titles.told(row["benchmark"], name) or not is_record(found, row):
                continue
            parts = _group_of(tuple(found), groups)
            grid = groups.setdefault(parts, [["", "", *map(titles.figure, parts)]])
            cells = [words.value(found.get(part), f"{name} {part}") for part in parts]
            grid.append([titles.case(row["benchmark"], row["case"]), titles.figure(name), *cells])
    return [_named(grid) for grid in groups.values()]


def _group_of(parts: tuple[str, ...], groups: Iterable[tuple[str, ...]]) -> tuple[str, ...]:
    """The parts themselves, or those of a table that has all of them."""
    return next((one for one in groups if set(parts) <= set(one)), parts)


def _named(grid: Grid) -> Grid:
    """A table with two columns of labels: one that says the same on every line goes into the header."""
    cases, figures = ({line[at] for line in grid[1:]} for at in (0, 1))
    if len(cases) == 1:
        return [line[1:] for line in grid]
    if len(figures) == 1:
        grid[0][0] = figures.pop()
        return [[line[0], *line[2:]] for line in grid]
    return grid


def _fitted(grid: Grid) -> Grid:
    """Without labels where no row has one, nor threads that say 1; upright where it is wide and low."""
    if len(grid) > 2 and not any(line[0] for line in grid[1:]):
        grid = [line[1:] for line in grid]
    elif {line[1] for line in grid[1:]} == {"1"}:
        grid = [[line[0], *line[2:]] for line in grid]
    if len(grid) == 2 or (len(grid[0]) > WIDE and len(grid) <= FEW + 1):
        grid = [list(line) for line in zip(*grid, strict=True)]
        grid[0] = ["", *(label or "measured" for label in grid[0][1:])]
    return grid


def _numeric(cell: str) -> bool:
    return cell[:1].isdigit()
