"""Turn rows into `README.md` (tables) and `charts/*.png` beside the file of rows."""

import json
from collections.abc import Iterable
from pathlib import Path

from benchmarks.charts import draw_charts
from benchmarks.rows import Row

TITLES = {
    "matching": "Matching core",
    "stages": "Stages of a verification",
    "mrz_reading": "Reading MRZs from pictures",
    "mrz_odd": "Reading odd pictures",
    "mrz_reasons": "Why pictures cannot be read",
    "mrz_text": "MRZ text: parse, compose, repair",
    "faces": "Faces: detection, encoding, error rates",
    "journal": "The journal: tampering, crashes, costs, erasure",
    "hostile": "Hostile files, flipped bytes, wrong arguments",
    "main_job": "The main job: a document and a live picture",
}
NOTES = {
    "matching": """A single probe costs what numpy's matrix-vector product costs, about two plain passes of
the memory. So one thread stays at about half of the bandwidth, and faiss Flat, whose own kernel reads faster,
is ahead.
Batches are bound by arithmetic: there the search is level with faiss Flat told to use BLAS, and ahead of its
default.
""",
}
"""What the tables of a room cannot say."""
INTRODUCTION = """# Benchmarks

Every figure here was measured by these commands, or by one benchmark of them at a time:

```text
pip install '.[peers]'                              # what is missing is left out
python -m benchmarks run --all --threads 1 2        # appends to benchmarks/rows.jsonl
python -m benchmarks report                         # writes this file and charts/
pytest benchmarks --benchmark-only                  # the matching core under pytest-benchmark
```

Times are medians with the quartiles behind them. Sides of a comparison ran in turn, A B A B, in one process;
a ratio is the other side's time over ours, round by round, so that above 1 ours is faster. Each row keeps its
commit, machine, threads, seed and versions.
"""


def write(rows_file: Path) -> str:
    """Write the report of a file of rows; the later of two rows on the same matter counts."""
    latest: dict[tuple[str, ...], Row] = {}
    for line in rows_file.read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        latest[row["benchmark"], row["case"], str(row["threads"])] = row
    rows = list(latest.values())
    folder = rows_file.parent
    charts = draw_charts(rows, folder / "charts")
    parts = [INTRODUCTION, _machines(rows)]
    for room in sorted({row["benchmark"].partition(".")[0] for row in rows}, key=_place):
        mine = [row for row in rows if row["benchmark"].partition(".")[0] == room]
        parts.append(f"## {TITLES.get(room, room)}\n")
        parts += [NOTES[room]] if room in NOTES else []
        parts += [f"![{name}](charts/{name}.png)\n" for name in charts.get(room, ())]
        for benchmark in dict.fromkeys(row["benchmark"] for row in mine):
            same = [row for row in mine if row["benchmark"] == benchmark]
            parts.append(f"### {benchmark}\n\n" + _table(same))
    report = folder / "README.md"
    report.write_text("\n".join(parts), encoding="utf-8")
    return f"{report}: {len(rows)} rows, {sum(map(len, charts.values()))} charts"


def duration(seconds: float) -> str:
    """Three digits with a unit that suits."""
    for unit, scale in (("s", 1.0), ("ms", 1e3), ("µs", 1e6)):
        if seconds * scale >= 1:
            return f"{seconds * scale:.3g} {unit}"
    return f"{seconds * 1e9:.3g} ns"


def _place(room: str) -> int:
    return list(TITLES).index(room) if room in TITLES else len(TITLES)


def _machines(rows: Iterable[Row]) -> str:
    lines = []
    for row in rows:
        machine = row["machine"]
        lines.append(
            f"- {machine['processor']}, {machine['cores']} cores, {machine['memory_gb']} GB, "
            f"{machine['system']}; commit {row['commit']}, {row['at'][:10]}, seed {row['seed']}, "
            f"Python {row['versions']['python']}" + (", quick run" if row["quick"] else "")
        )
    versions = {
        name: version for row in rows for name, version in row["versions"].items() if name != "python"
    }
    said = ", ".join(f"{name} {version}" for name, version in sorted(versions.items()))
    return "## Machine and versions\n\n" + "\n".join(dict.fromkeys(lines)) + f"\n- {said}\n"


def _table(rows: list[Row]) -> str:
    """One line for each side of each row; a row without sides, which has figures only, takes one."""
    figures = list(dict.fromkeys(name for row in rows for name in row["figures"]))
    timed = any(row["sides"] for row in rows)
    per = "time" if all(row["count"] == 1 for row in rows) else "time a call"
    header = ["case", "threads", *(["side", per, "ratio to ours"] if timed else [])]
    header += [name.replace("_", " ") for name in figures]
    body = []
    for row in rows:
        ours = next(iter(row["sides"]), "")
        for side in row["sides"] or [""]:
            cells = [row["case"] or "–", str(row["threads"])]
            if timed:
                cells += [side, _time(row["sides"].get(side)), _ratio(row["ratios"].get(side))]
            cells += [_figure(row["figures"].get(name), side, ours=ours) for name in figures]
            body.append(cells)
    rule = ["---:" if name not in {"case", "side"} else "---" for name in header]
    lines = [header, rule, *body]
    return "\n".join("| " + " | ".join(cells) + " |" for cells in lines) + "\n"


def _figure(value: object, side: str, *, ours: str) -> str:
    """A figure of one side; what is not told by side is ours."""
    if isinstance(value, dict) and side in value:
        return _said(value[side])
    if side != ours or (isinstance(value, dict) and ours in value):
        return ""
    return _said(value)


def _time(spread: dict[str, float] | None) -> str:
    if spread is None:
        return ""
    return f"{duration(spread['median'])} ({duration(spread['q1'])} to {duration(spread['q3'])})"


def _ratio(spread: dict[str, float] | None) -> str:
    return "" if spread is None else f"**{spread['median']:.3g}** ({spread['q1']:.3g} to {spread['q3']:.3g})"


def _said(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, float):
        return f"{value:.4g}" if abs(value) < 1e4 else f"{value:,.0f}"
    if isinstance(value, dict):
        return "; ".join(f"{name} {_said(one)}" for name, one in value.items())
    if isinstance(value, list):
        return " to ".join(_said(one) for one in value) if len(value) == 2 else str(len(value))
    return f"{value:,}" if isinstance(value, int) and not isinstance(value, bool) else str(value)
