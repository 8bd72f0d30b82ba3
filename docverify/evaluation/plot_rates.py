"""Rates and differences with their intervals, one below the other."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Final

from docverify.evaluation.differences import Difference
from docverify.evaluation.plots import INK, MATED, NON_MATED, plain, short
from docverify.evaluation.rates import Rate

if TYPE_CHECKING:
    from matplotlib.axes import Axes

_ROW: Final = 0.26
"""Inches that one of them takes."""
_LONGEST: Final = 24


def height_of(rows: int) -> float:
    """Inches that a panel of so many takes."""
    return max(5.0, 1.6 + _ROW * rows)


def draw_rates(axes: "Axes", rows: Sequence[tuple[str, Rate]], *, title: str, name: str) -> None:
    """Rates by name with 95 % Wilson intervals, the highest first, over a logarithmic axis.

    A rate without errors is drawn as its interval alone, open to the left.
    """
    ordered = sorted(rows, key=lambda row: (row[1].value, row[1].interval.high))
    floor = 0.5 * min(0.5 / rate.trials for _, rate in rows)
    for place, (_, rate) in enumerate(ordered):
        low, high = max(rate.interval.low, floor), rate.interval.high
        axes.plot([low, high], [place, place], color=MATED, linewidth=2, solid_capstyle="butt")
        if rate.errors:
            axes.plot(rate.value, place, "o", color=MATED, markersize=5, clip_on=False, zorder=3)
        axes.annotate(
            f"{rate.errors:,} of {rate.trials:,}",
            (1.02, place), xycoords=("axes fraction", "data"), fontsize=7, va="center", color=INK,
        )  # fmt: skip
    axes.set_yticks(range(len(ordered)), [short(group, _LONGEST) for group, _ in ordered], fontsize=8)
    axes.set_ylim(-0.7, len(ordered) - 0.3)
    axes.set_xscale("log")
    axes.set_xlim(floor, min(1.0, 1.6 * max(rate.interval.high for _, rate in rows)))
    axes.xaxis.set_major_formatter(lambda rate, _: f"{100 * rate:.3g} %")
    axes.set(title=title, xlabel=f"{name}, 95 % Wilson interval")
    plain(axes)


def draw_differences(
    axes: "Axes", differences: Sequence[tuple[str, Sequence[tuple[float, Difference]]]]
) -> None:
    """Differences of FNMR in points of per cent; those whose interval holds no 0 in the other colour."""
    rows = [(name, fmr, found) for name, at in differences for fmr, found in at]
    for place, (_, _, found) in enumerate(reversed(rows)):
        colour = NON_MATED if found.decided else MATED
        ends = [100 * found.low, 100 * found.high]
        axes.plot(ends, [place, place], color=colour, linewidth=2, solid_capstyle="butt")
        axes.plot(100 * found.value, place, "o", color=colour, markersize=5)
    axes.axvline(0, color=INK, linewidth=0.8)
    names = [f"{short(name, _LONGEST)}\nat FMR {fmr:g}" for name, fmr, _ in reversed(rows)]
    axes.set_yticks(range(len(rows)), names, fontsize=8)
    axes.set_ylim(-0.7, len(rows) - 0.3)
    axes.locator_params(axis="x", nbins=6)
    axes.set(title="FNMR less that of the first", xlabel="points of per cent, 95 % over people")
    plain(axes)
