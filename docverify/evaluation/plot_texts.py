"""How well texts were read, drawn: exact shares, wrong claims, and confidence against what was observed."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from docverify.evaluation.plots import COLOURS, INK, plain, require_matplotlib
from docverify.evaluation.rates import Rate
from docverify.evaluation.texts import TextRates

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

_ROW: Final = 0.3
"""Inches that one line of a chart of rates takes."""


@dataclass(frozen=True, slots=True)
class TextsDrawn:
    """One reader's figures, over all pictures and by column and value.

    Attributes:
        name: of the reader.
        rates: over all.
        by: (what, figures), such as ("layout TD3", …), in the order in which they are drawn.
    """

    name: str
    rates: TextRates
    by: tuple[tuple[str, TextRates], ...] = ()


def draw_texts(readers: Sequence[TextsDrawn], *, title: str = "") -> "Figure":
    """Draw what one reader or several did; a panel that nothing was counted for is not drawn.

    Returns:
        A matplotlib figure, not shown, nor known to pyplot.

    Raises:
        EngineMissing: matplotlib is not installed.
    """
    require_matplotlib()
    from matplotlib.figure import Figure

    shares, claims = _shares(readers), _claims(readers)
    told = [one for one in readers if one.rates.bands]
    heights = [_height(len(claims))] * bool(claims) + [max(4.2, 2.6 + 0.3 * len(told))] * bool(told)
    wide = 13.0 if heights else 7.5
    figure = Figure(figsize=(wide, max(4.2, _height(len(shares)), sum(heights))), layout="constrained")
    grid = figure.add_gridspec(max(1, len(heights)), 1 + bool(heights), height_ratios=heights or None)
    _draw_rates(figure.add_subplot(grid[:, 0]), shares, "Answered without one wrong character", "pictures")
    if claims:
        _draw_rates(figure.add_subplot(grid[0, 1]), claims, "Wrong, of what was called so", "readings")
    if told:
        colours = [colour for one, colour in zip(readers, _colours(readers), strict=True) if one.rates.bands]
        _draw_reliability(figure.add_subplot(grid[-1, 1]), told, colours)
    if title:
        figure.suptitle(title, color=INK)
    return figure


_Rows = list[tuple[str, Rate, str]]
"""(name, rate, colour), from the top."""


def _height(rows: int) -> float:
    """Inches that a chart of so many rates takes."""
    return 1.4 + _ROW * rows


def _shares(readers: Sequence[TextsDrawn]) -> _Rows:
    """Exact shares, and right answers to pictures that have no text."""
    rows = []
    for one, colour in zip(readers, _colours(readers), strict=True):
        named = [("all", one.rates), *one.by]
        prefix = f"{one.name}, " if len(readers) > 1 else ""
        rows += [(f"{prefix}{name}", rates.exact, colour) for name, rates in named if rates.exact is not None]
        if (wrong := one.rates.found_nothing_there) is not None:
            rows.append((f"{prefix}none there", Rate(wrong.trials - wrong.errors, wrong.trials), colour))
    return rows


def _claims(readers: Sequence[TextsDrawn]) -> _Rows:
    rows = []
    for one, colour in zip(readers, _colours(readers), strict=True):
        prefix = f"{one.name}, " if len(readers) > 1 else ""
        for name, rate in one.rates.wrong_claims:
            if rate is not None:
                rows.append((f"{prefix}{name}", rate, colour))
    return rows


def _colours(readers: Sequence[TextsDrawn]) -> list[str]:
    return [COLOURS[at % len(COLOURS)] for at in range(len(readers))]


def _draw_rates(axes: "Axes", rows: _Rows, title: str, of: str) -> None:
    """Each rate with its Wilson interval and its counts, from the top down."""
    for place, (_, rate, colour) in enumerate(reversed(rows)):
        low, high = rate.interval.low, rate.interval.high
        axes.plot([low, high], [place, place], color=colour, linewidth=2, solid_capstyle="butt")
        axes.plot(rate.value, place, "o", color=colour, markersize=5)
        axes.annotate(
            f"{rate.errors:,} of {rate.trials:,}",
            (1.02, place), xycoords=("axes fraction", "data"), fontsize=8, va="center", color=INK,
        )  # fmt: skip
    axes.set_yticks(range(len(rows)), [name for name, _, _ in reversed(rows)], fontsize=8)
    axes.set_ylim(-0.7, len(rows) - 0.3)
    ends = [end for _, rate, _ in rows for end in (rate.interval.low, rate.interval.high)]
    margin = 0.04 * (max(ends) - min(ends))
    axes.set_xlim(max(-0.01, min(ends) - margin), min(1.01, max(ends) + margin))
    axes.xaxis.set_major_formatter(lambda share, _: f"{100 * share:g} %")
    axes.locator_params(axis="x", nbins=5)
    axes.set(title=title, xlabel=f"share of {of}, 95 %")
    plain(axes)


def _draw_reliability(axes: "Axes", readers: Sequence[TextsDrawn], colours: Sequence[str]) -> None:
    """Band by band: how many of it are exact, and how many the reader's confidence says."""
    highs = dict(sorted((band.low, band.high) for one in readers for band in one.rates.bands))
    lows = list(highs)
    between = "/" if len(readers) > 1 else " of "
    for at, (one, colour) in enumerate(zip(readers, colours, strict=True)):
        beside = 0.7 * ((at + 0.5) / len(readers) - 0.5)
        for band in one.rates.bands:
            place = lows.index(band.low) + beside
            low, high = band.exact.interval.low, band.exact.interval.high
            axes.plot([place] * 2, [low, high], color=colour, linewidth=1.6, solid_capstyle="butt")
            axes.plot(place, band.exact.value, "o", color=colour, markersize=5)
            axes.plot(place, band.expected, "_", color=INK, markersize=14, markeredgewidth=1.8)
            axes.annotate(
                f"{band.exact.errors}{between}{band.exact.trials}",
                (lows.index(band.low), 1), xytext=(0, 4 + 10 * (len(readers) - 1 - at)), fontsize=7,
                xycoords=("data", "axes fraction"), textcoords="offset points", ha="center", color=colour,
            )  # fmt: skip
        axes.plot([], [], "o-", color=colour, markersize=5, label=f"{one.name}: exact")
    axes.plot([], [], "_", color=INK, markersize=12, markeredgewidth=1.8, label="expected by confidence")
    axes.set_xticks(
        range(len(lows)), [f"{100 * low:g} to\n{100 * highs[low]:g} %" for low in lows], fontsize=8
    )
    axes.set_xlim(-0.6, len(lows) - 0.4)
    axes.set_ylim(-0.02, 1.02)
    axes.yaxis.set_major_formatter(lambda share, _: f"{100 * share:g} %")
    axes.set_title("Confidence, and what was observed", pad=8 + 10 * len(readers))
    axes.set(xlabel="confidence of the reading", ylabel="exact readings, 95 %")
    axes.legend(frameon=False, fontsize=8, loc="lower right")
    plain(axes)
