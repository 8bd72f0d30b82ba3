"""Charts of benchmark rows, as PNG."""

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from benchmarks.rows import Row

if TYPE_CHECKING:
    from matplotlib.axes import Axes

# Okabe and Ito's colours, told apart by everyone; ours is always the first.
COLOURS = ("#0072b2", "#d55e00", "#e69f00", "#009e73", "#cc79a7", "#56b4e9")


def draw_charts(rows: list[Row], folder: Path) -> dict[str, list[str]]:
    """Draw what the rows allow with one thread; returns the names of the charts by room.

    Raises:
        ImportError: matplotlib is not installed; it comes with the extra `plots`.
    """
    folder.mkdir(exist_ok=True)
    single = [row for row in rows if row["threads"] == min(r["threads"] for r in rows)]
    drawn: dict[str, list[str]] = {}
    for room, name, draw in CHARTS:
        mine = [row for row in single if row["benchmark"].startswith(f"{room}.")]
        if draw(mine, folder / f"{name}.png"):
            drawn.setdefault(room, []).append(name)
    return drawn


def _one_against_many(rows: list[Row], path: Path) -> bool:
    """Time of one search over the size of the gallery, every side a line."""
    chosen = {
        int(row["case"].rpartition(" ")[2].replace(",", "")): row
        for row in rows
        if row["benchmark"] == "matching.nearest" and row["case"].startswith("1 against")
    }
    if len(chosen) < 2:
        return False
    sides = list(dict.fromkeys(name for row in chosen.values() for name in row["sides"]))

    def draw(axes: "Axes") -> None:
        for colour, name in zip(COLOURS, sides, strict=False):
            sizes = sorted(size for size, row in chosen.items() if name in row["sides"])
            spread = [chosen[size]["sides"][name] for size in sizes]
            axes.plot(sizes, [s["median"] * 1e3 for s in spread], "o-", color=colour, label=name, zorder=3)
            low, high = ([s[q] * 1e3 for s in spread] for q in ("q1", "q3"))
            axes.fill_between(sizes, low, high, color=colour, alpha=0.2, linewidth=0)
        axes.set(xscale="log", yscale="log", xlabel="templates in the gallery", ylabel="ms a search")
        axes.set_title("The ten nearest of one probe: median and quartiles, one thread")
        axes.legend(frameon=False)

    return _save(draw, path)


def _bandwidth(rows: list[Row], path: Path) -> bool:
    """Share of the measured memory bandwidth that a search for one probe reads at."""
    chosen = [
        row
        for row in rows
        if "share_of_bandwidth" in row["figures"] and row["benchmark"] == "matching.nearest"
    ]
    if not chosen:
        return False

    def draw(axes: "Axes") -> None:
        names = [row["case"].rpartition(" ")[2] for row in chosen]
        shares = [100 * row["figures"]["share_of_bandwidth"] for row in chosen]
        bars = axes.bar(names, shares, color=COLOURS[0], width=0.6, zorder=3)
        axes.bar_label(bars, fmt="%.0f %%", padding=2)
        axes.axhline(70, color="#222222", linewidth=0.8, linestyle=":", zorder=4)
        axes.set(xlabel="templates in the gallery", ylabel="% of measured read bandwidth")
        axes.set_title("Share of the memory bandwidth that one search reaches (goal: 70 % at 1,000,000)")

    return _save(draw, path)


def _stages(rows: list[Row], path: Path) -> bool:
    """Bars of every stage and side, on a logarithmic scale."""
    chosen = [row for row in rows if row["sides"]]
    if not chosen:
        return False
    sides = list(dict.fromkeys(name for row in chosen for name in row["sides"]))
    height = 0.8 / len(sides)

    def draw(axes: "Axes") -> None:
        for i, name in enumerate(sides):
            mine = [(y, row["sides"][name]) for y, row in enumerate(chosen) if name in row["sides"]]
            places = [y + _offset(chosen[y], name) * height for y, _ in mine]
            widths = [spread["median"] * 1e3 for _, spread in mine]
            bars = axes.barh(places, widths, height, color=COLOURS[i % len(COLOURS)], label=name, zorder=3)
            axes.bar_label(
                bars,
                [f"{width:,.3g}" if width < 1000 else f"{width:,.0f}" for width in widths],
                padding=3,
                fontsize=8,
            )
        names = [f"{row['benchmark'].partition('.')[2]} ({row['case']})" for row in chosen]
        axes.set_yticks(range(len(chosen)), names)
        axes.invert_yaxis()
        axes.set_xscale("log")
        axes.margins(x=0.15)
        axes.set(xlabel="ms a call, median")
        axes.set_title("Stages, one thread")
        axes.legend(frameon=False, loc="upper center", bbox_to_anchor=(0.5, -0.12), ncols=3, fontsize=8)

    return _save(draw, path)


def _offset(row: Row, name: str) -> float:
    """Where a side's bar stands among those of its row, centred."""
    names = list(row["sides"])
    return names.index(name) - (len(names) - 1) / 2


def _save(draw: Callable[["Axes"], None], path: Path) -> bool:
    from matplotlib.figure import Figure

    figure = Figure(figsize=(9, 5), layout="constrained")
    axes = figure.subplots()
    draw(axes)
    axes.spines[["top", "right"]].set_visible(False)
    axes.grid(visible=True, color="#e5e5e5", linewidth=0.6, zorder=0)
    figure.savefig(path, dpi=110)
    return True


CHARTS: tuple[tuple[str, str, Callable[[list[Row], Path], bool]], ...] = (
    ("matching", "one_against_many", _one_against_many),
    ("matching", "memory_bandwidth", _bandwidth),
    ("stages", "stages", _stages),
)
