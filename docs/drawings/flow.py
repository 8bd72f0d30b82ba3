"""The way of the data, and the floors of the house, which are those that import-linter holds."""

import tomllib
from pathlib import Path

from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.patches import FancyBboxPatch

from docs.drawings.ink import Ink

ROOT = Path(__file__).resolve().parents[2]


def _sheet(width: float, height: float) -> tuple[Figure, Axes]:
    figure = Figure(figsize=(width, height))
    axes = figure.add_axes((0, 0, 1, 1))
    axes.set(xlim=(0, width), ylim=(0, height))
    axes.set_axis_off()
    return figure, axes


def _box(
    axes: Axes,
    ink: Ink,
    at: tuple[float, float],
    size: tuple[float, float],
    words: tuple[str, str],
    *,
    edge: str | None = None,
) -> None:
    """A box with a title and, below it, a few words or none."""
    title, below = words
    x, y = at
    axes.add_patch(
        FancyBboxPatch(
            (x, y),
            *size,
            boxstyle="round,pad=0,rounding_size=0.08",
            facecolor=ink.box,
            edgecolor=edge or ink.faint,
            linewidth=1.4,
        )
    )
    middle = x + size[0] / 2
    top = y + size[1] / 2 + (0.14 if below else 0)
    axes.text(middle, top, title, ha="center", va="center", fontsize=12, fontweight="bold")
    if below:
        axes.text(middle, y + size[1] / 2 - 0.17, below, ha="center", va="center", fontsize=10.5)


def _arrow(axes: Axes, ink: Ink, start: tuple[float, float], end: tuple[float, float]) -> None:
    axes.annotate(
        "", end, start, arrowprops={"arrowstyle": "-|>", "color": ink.text, "linewidth": 1.2, "shrinkA": 0,
                                    "shrinkB": 0},
    )  # fmt: skip


STAGES = (
    (3.95, "", (("find its lines", "printed"), ("place them", "printed"), ("read them", "printed"),
                ("hold against MRZ", "printed"))),
    (2.5, "document", (("read the MRZ", "reading"), ("place the page", "evidence.page"),
                       ("find the portrait", "faces"), ("encode it", "faces"))),
    (1.05, "live", (("find the face", "faces"), ("judge its quality", "faces"),
                    ("encode it", "faces"), ("compare", "faces"))),
)  # fmt: skip
"""What `verify` does, and in which room: with the print of a page, the document, the live picture."""


def way(ink: Ink) -> Figure:
    """Bytes to report: what `verify` does, in order."""
    figure, axes = _sheet(12.4, 5.2)
    size, columns = (1.72, 0.9), (1.8, 3.77, 5.74, 7.71)
    for y, side, stages in STAGES:
        colour = ink.orange if side == "live" else ink.blue
        if side:
            _box(axes, ink, (0.1, y), (1.4, size[1]), (side, "imaging.load"), edge=colour)
            _arrow(axes, ink, (1.52, y + 0.45), (1.78, y + 0.45))
        for x, (title, room) in zip(columns, stages, strict=True):
            _box(axes, ink, (x, y), size, (title, room), edge=ink.green if title == "compare" else colour)
            _arrow(axes, ink, (x + size[0] + 0.02, y + 0.45), (x + 1.95, y + 0.45))
    axes.text(2.66, 4.98, "what is printed on the page", ha="left", va="center", fontsize=10, style="italic")
    _arrow(axes, ink, (4.63, 3.42), (2.66, 3.93))  # the page tells where print lies
    _arrow(axes, ink, (8.57, 2.48), (8.57, 1.97))  # both templates are compared
    axes.text(8.57, 0.82, "at the policy's FMR", ha="center", va="center", fontsize=10)
    _box(axes, ink, (9.68, 1.05), (1.15, 3.8), ("evidence", "values only"), edge=ink.green)
    _arrow(axes, ink, (10.85, 2.95), (11.08, 2.95))
    _box(axes, ink, (11.1, 2.5), (1.2, 0.9), ("judge", "by a policy"), edge=ink.green)
    _arrow(axes, ink, (11.7, 2.48), (11.7, 1.97))
    _box(axes, ink, (11.1, 1.05), (1.2, 0.9), ("report", "findings"), edge=ink.green)
    axes.text(
        0.1,
        0.3,
        "Files are opened and the clock is read by the outermost room, api, alone.",
        fontsize=11,
        style="italic",
    )
    return figure


def floors(ink: Ink) -> Figure:
    """Every room on its floor; imports point down only."""
    linter = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["tool"]["importlinter"]
    layers = [layer.split(" | ") for layer in linter["contracts"][0]["layers"] if layer != "__main__"]
    step = 0.52
    figure, axes = _sheet(9.2, step * len(layers) + 0.3)
    for number, rooms in enumerate(layers):
        y = 0.15 + step * (len(layers) - 1 - number)
        axes.text(0.1, y + 0.2, str(len(layers) - 1 - number), va="center", fontsize=10)
        width = 8.5 / len(rooms)
        for at, room in enumerate(rooms):
            _box(axes, ink, (0.5 + at * width, y), (width - 0.12, 0.42), (room, ""))
    return figure
