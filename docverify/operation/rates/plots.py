"""A period in one matplotlib figure: outcomes day by day, scores, the rates of groups, and times."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Final

import numpy as np

from docverify.evaluation.plots import INK, MATED, NON_MATED, plain, require_matplotlib
from docverify.operation.rates.operations import Operations
from docverify.operation.rates.site import BINS, SiteRates

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

_COLOURS: Final = {"passed": "#009e73", "failed": NON_MATED, "inconclusive": "#e69f00"}
"""Of Okabe and Ito: told apart by everyone."""


def draw_period(found: Operations, rates: SiteRates | None, *, title: str = "") -> "Figure":
    """Draw a period.

    Args:
        found: its figures.
        rates: what the site counted in it; None where it counted nothing.
        title: printed above.

    Returns:
        A matplotlib figure of at most 14 × 9 inches, not shown, nor known to pyplot: what nothing was counted
        for is not drawn.

    Raises:
        EngineMissing: matplotlib is not installed.
    """
    require_matplotlib()
    from matplotlib.figure import Figure

    panels: list[Callable[[Axes], None]] = []
    if found.days_of:
        panels.append(lambda axes: _draw_days(axes, found))
    if rates is not None and (rates.mated_scores.sum() or rates.non_mated_scores.sum()):
        panels.append(lambda axes: _draw_scores(axes, rates))
    if rates is not None and rates.non_mated.trials:
        panels.append(lambda axes: _draw_groups(axes, rates))
    if found.timings:
        panels.append(lambda axes: _draw_times(axes, found))
    abreast, high = min(2, len(panels)), -(-len(panels) // 2)
    figure = Figure(figsize=(7 * max(1, abreast), 4.5 * max(1, high)), layout="constrained")
    for at, draw in enumerate(panels, start=1):
        axes = figure.add_subplot(high, abreast, at)
        draw(axes)
        plain(axes)
    if not panels:
        figure.text(0.5, 0.5, "no verifications", ha="center", va="center", color=INK)
    if title:
        figure.suptitle(title, color=INK)
    return figure


def _draw_days(axes: "Axes", found: Operations) -> None:
    axes.set(title="Outcomes, day by day", ylabel="verifications")
    days = [day.isoformat() for day, _ in found.days_of]
    bottom = np.zeros(len(days))
    for at, (name, colour) in enumerate(_COLOURS.items()):
        counts = np.array([outcomes[at] for _, outcomes in found.days_of])
        axes.bar(days, counts, bottom=bottom, color=colour, label=name, width=0.9)
        bottom += counts
    axes.set_xticks(range(0, len(days), max(1, len(days) // 8)))
    axes.tick_params(axis="x", labelrotation=30)
    axes.set_ylim(0, 1.12 * float(bottom.max()))  # room for the legend
    axes.legend(frameon=False, fontsize=8, ncols=3, loc="upper left")


def _draw_scores(axes: "Axes", rates: SiteRates) -> None:
    axes.set(title="Scores in operation", xlabel="comparison score", ylabel="share of comparisons")
    edges = np.linspace(-1, 1, BINS + 1)
    for counts, colour, name in (
        (rates.non_mated_scores, NON_MATED, "non-mated"),
        (rates.mated_scores, MATED, "mated"),
    ):
        if counts.sum():
            share = counts / counts.sum()
            axes.stairs(share, edges, fill=True, color=colour, alpha=0.35)
            axes.stairs(share, edges, color=colour, label=f"{name}, {int(counts.sum()):,}")
    axes.axvline(rates.held.threshold, color=INK, linewidth=0.8, linestyle=":", label="threshold in use")
    axes.set_xlim(-0.5, 1)
    axes.legend(frameon=False, fontsize=8)


def _draw_groups(axes: "Axes", rates: SiteRates) -> None:
    from matplotlib.ticker import FuncFormatter, LogLocator, NullFormatter

    axes.set(title="False match rate, 95 % over people", xlabel="FMR")
    named = {"all": rates.non_mated}
    named |= {
        f"both {kind.replace('_', ' ')} {value}": pairs for (kind, value), pairs in rates.told_groups.items()
    }
    least = min(0.1 * rates.held.fmr, *(0.5 / max(1, one.trials // 2) for one in named.values()))
    for place, pairs in enumerate(reversed(named.values())):
        rate, interval = pairs.rate, pairs.interval()
        if rate is None or interval is None:
            continue
        low, high = (max(end, least) for end in (interval.low, interval.high))
        axes.plot([low, high], [place, place], color=MATED, linewidth=2)
        axes.plot(max(rate.value, least), place, "o", color=MATED, markersize=5)
    axes.set_yticks(range(len(named)), list(reversed(named)), fontsize=8)
    axes.axvline(rates.held.fmr, color=INK, linewidth=0.8, linestyle=":", label="asked for")
    axes.set_xscale("log")
    axes.xaxis.set_major_locator(LogLocator(subs=(1, 3)))
    axes.xaxis.set_major_formatter(FuncFormatter(lambda rate, _: f"{100 * rate:.2g} %"))
    axes.xaxis.set_minor_formatter(NullFormatter())
    axes.legend(frameon=False, fontsize=8)


def _draw_times(axes: "Axes", found: Operations) -> None:
    axes.set(title="Time", xlabel="seconds: median to 99 %")
    for place, (_, percentiles) in enumerate(reversed(found.timings)):
        seconds = dict(percentiles)
        axes.plot([seconds[50], seconds[99]], [place, place], color=MATED, linewidth=2)
        axes.plot(seconds[50], place, "o", color=MATED, markersize=5)
    axes.set_yticks(range(len(found.timings)), [stage for stage, _ in reversed(found.timings)], fontsize=8)
    axes.set_xlim(left=0)
