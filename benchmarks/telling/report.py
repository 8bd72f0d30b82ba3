"""Rows as a page of tables: `README.md` and `charts/` beside the file of rows, or one commit's alone."""

from collections import Counter
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path

from benchmarks.figures import Figures, Refused
from benchmarks.history import newest, rows_of
from benchmarks.rows import Row
from benchmarks.telling import titles
from benchmarks.telling.charts import draw_charts
from benchmarks.telling.tables import tables

INTRODUCTION = """# Benchmarks

Every figure here was measured by these commands, or by one benchmark of them at a time:

```text
python -m benchmarks peers --install                # what runs beside docverify; what is missing is left out
python -m benchmarks run --all --threads 1 2        # appends to benchmarks/rows.jsonl
python -m benchmarks report                         # writes this page and charts/ from the newest rows
python -m benchmarks report --commit 62993e41       # prints the rows of one commit
python -m benchmarks compare HEAD~1 HEAD --quick    # two commits side by side, with limits
python -m benchmarks figures --check README.md      # are the figures of a page those of the rows?
python -m benchmarks.scale                          # the tables of docs/at-scale.md
pytest benchmarks --benchmark-only                  # the matching core under pytest-benchmark
```

Times are medians, with the quartiles behind them. Sides of a comparison ran in turn, A B A B, in one process;
behind a peer's time stands how many times as long as ours it took, round by round, so that above 1 ours is
faster. Shares have their 95 % intervals behind them. Everything ran on one thread where a table does not say
otherwise.
"""
CHANGED = "A commit with a + had changes that were not committed.\n"


def write(rows_file: Path) -> str:
    """Write the page of a file of rows, the newest row of each matter."""
    rows = newest(rows_of(rows_file))
    folder = rows_file.parent
    charts = draw_charts(rows, folder / "charts")
    report = folder / "README.md"
    report.write_text(page(rows, charts), encoding="utf-8")
    return f"{report}: {len(rows)} rows, {sum(map(len, charts.values()))} charts"


def page(rows: list[Row], charts: dict[str, dict[str, str]] | None = None) -> str:
    """The page of some rows.

    Args:
        rows: one on each matter.
        charts: room → file name of a chart → what it shows.
    """
    usual = _usual(row["commit"] for row in rows), _usual(_machine(row) for row in rows)
    parts = [INTRODUCTION, _measured_on(rows, *usual), *_glance(rows)]
    for room in sorted({_room(row) for row in rows}, key=_place):
        mine = [row for row in rows if _room(row) == room]
        parts.append(f"## {titles.ROOMS.get(room, room)}\n")
        parts += [titles.NOTES[room]] if room in titles.NOTES else []
        parts += [f"![{told}](charts/{name}.png)\n" for name, told in (charts or {}).get(room, {}).items()]
        for benchmark in dict.fromkeys(row["benchmark"] for row in mine):
            same = [row for row in mine if row["benchmark"] == benchmark]
            parts.append(f"### {titles.title(benchmark)}\n")
            parts += tables(same)
            parts.append(_from(benchmark, same, *usual))
    return "\n".join(parts)


def _glance(rows: list[Row]) -> Iterable[str]:
    """What most people ask for first, as figures that `benchmarks figures` knows; none of rows it refuses."""
    figures, lines = Figures(rows), []
    for told, name in titles.GLANCE:
        with suppress(Refused):
            lines.append(f"| {told} | <!--f:{name}-->{figures(name).text}<!--/f--> |")
    return (
        ["## At a glance\n", "\n".join(["|  | measured |", "| --- | ---: |", *lines]) + "\n"] if lines else []
    )


def _room(row: Row) -> str:
    return str(row["benchmark"].partition(".")[0])


def _place(room: str) -> int:
    return list(titles.ROOMS).index(room) if room in titles.ROOMS else len(titles.ROOMS)


def _usual(values: Iterable[str]) -> str:
    return Counter(values).most_common(1)[0][0] if (values := list(values)) else ""


def _machine(row: Row) -> str:
    machine = row["machine"]
    return (
        f"{machine['processor']}, {machine['cores']} cores, {machine['memory_gb']} GB, {machine['system']}, "
        f"Python {row['versions']['python']}"
    )


def _measured_on(rows: list[Row], commit: str, machine: str) -> str:
    days = sorted(row["at"][:10] for row in rows)
    when = days[0] if days[0] == days[-1] else f"{days[0]} to {days[-1]}"
    versions = {
        name: version
        for row in rows
        for name, version in row["versions"].items()
        if name != "python" and version != "not installed"
    }
    seeds = ", ".join(sorted({str(row["seed"]) for row in rows}))
    said = ", ".join(f"{name} {version}" for name, version in sorted(versions.items(), key=_small))
    return (
        f"Measured {when} on {machine}; commit {commit} where a table names no other; seed {seeds}; "
        f"with {said}.\n" + (f"\n{CHANGED}" if any(row["commit"].endswith("+") for row in rows) else "")
    )


def _small(pair: tuple[str, str]) -> str:
    return pair[0].lower()


def _from(benchmark: str, rows: list[Row], commit: str, machine: str) -> str:
    """The benchmark's name, and whatever sets its rows apart from the page's others."""
    told = [f"`{benchmark}`"]
    commits = list(dict.fromkeys(row["commit"] for row in rows))
    if commits != [commit]:
        told.append(f"commit{'s' * (len(commits) > 1)} {', '.join(commits)}")
    others = [one for one in dict.fromkeys(map(_machine, rows)) if one != machine]
    told += [f"on {one}" for one in others]
    if any(row["quick"] for row in rows):
        quick = [row["case"] for row in rows if row["quick"]]
        told.append("a quick run" if len(quick) == len(rows) else f"quick runs: {', '.join(quick)}")
    return f"<sub>{'; '.join(told)}</sub>\n"
