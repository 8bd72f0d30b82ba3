"""Score histograms, DET and ROC with their intervals, as one matplotlib figure."""

from importlib.util import find_spec
from typing import TYPE_CHECKING, Final

import numpy as np
from numpy.typing import ArrayLike, NDArray

from docverify.errors import EngineMissing
from docverify.evaluation.curves import ErrorCurve, error_curve, probit
from docverify.evaluation.intervals import wilson_bounds
from docverify.evaluation.scores import Scores, in_order
from docverify.evaluation.summary import Summary

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

MATED: Final = "#0072b2"  # blue and vermilion of Okabe and Ito: told apart by everyone
NON_MATED: Final = "#d55e00"
INK: Final = "#222222"
COLOURS: Final = (MATED, NON_MATED, "#009e73", "#cc79a7", "#e69f00", "#56b4e9", "#000000", "#8c6d31")
"""Of Okabe and Ito, but for the last; several systems or groups, each with a line of its own style."""
MOST_POINTS: Final = 2000
TICKS: Final = (1e-6, 1e-5, 1e-4, 1e-3, 1e-2, 0.05, 0.2, 0.5, 0.8, 0.95, 0.99)


def draw(mated: ArrayLike, non_mated: ArrayLike, summary: Summary, *, title: str = "") -> "Figure":
    """Draw an evaluation: histograms left, DET in the middle (normal-deviate axes), ROC right (log FMR).

    Bands are pointwise 95 % Wilson intervals of FNMR. Curves end where no more errors were seen, at half an
    error; they are thinned to `MOST_POINTS` points, never smoothed.

    Args:
        mated: (m,) finite similarity scores.
        non_mated: (n,) the same for comparisons of different people.
        summary: of these scores, from `summarise`: its operating points are marked.
        title: printed above.

    Returns:
        A matplotlib figure of 15 × 5 inches, not shown, nor known to pyplot.

    Raises:
        EngineMissing: matplotlib is not installed.
        InputError: no scores of one kind, or NaN or infinite ones.
    """
    require_matplotlib()
    from matplotlib.figure import Figure

    positive, negative = in_order(mated, kind="mated"), in_order(non_mated, kind="non-mated")
    curve = _thinned(error_curve(positive, negative).corners())
    figure = Figure(figsize=(15, 5), layout="constrained")
    histogram, det, roc = figure.subplots(1, 3)
    _draw_histogram(histogram, positive, negative, summary)
    _draw_det(det, curve, summary)
    _draw_roc(roc, curve, summary)
    if title:
        figure.suptitle(title, color=INK)
    return figure


def require_matplotlib() -> None:
    """Raise `EngineMissing` where matplotlib is not installed."""
    if find_spec("matplotlib") is None:
        raise EngineMissing("plots need matplotlib: pip install 'docverify[plots]'")


def _draw_histogram(axes: "Axes", mated: Scores, non_mated: Scores, summary: Summary) -> None:
    low, high = min(mated[0], non_mated[0]), max(mated[-1], non_mated[-1])
    bins = np.linspace(low, high if high > low else low + 1, 81)
    for scores, colour, name in ((non_mated, NON_MATED, "non-mated"), (mated, MATED, "mated")):
        share = np.histogram(scores, bins)[0] / scores.size
        axes.stairs(share, bins, fill=True, color=colour, alpha=0.35)
        axes.stairs(share, bins, color=colour, label=f"{name}, {scores.size:,}")
    finite = [point for point in summary.points if np.isfinite(point.threshold) and point.resolved]
    top = axes.get_ylim()[1]
    axes.set_ylim(0, top * 1.3)  # room for the legend and the names of the thresholds
    for i, point in enumerate(finite):
        height = top * (1.28 - 0.06 * (i % 5))
        axes.plot([point.threshold] * 2, [0, height], color=INK, linewidth=0.8, linestyle=":")
        axes.annotate(f" FMR {point.target:g}", (point.threshold, height), fontsize=8, color=INK, va="top")
    axes.set(title="Scores", xlabel="comparison score", ylabel="share of comparisons")
    axes.legend(frameon=False, loc="upper left", fontsize=8)
    plain(axes)


def _draw_det(axes: "Axes", curve: ErrorCurve, summary: Summary) -> None:
    floor_x, floor_y = 0.5 / curve.non_mated, 0.5 / curve.mated
    low, high = wilson_bounds(curve.false_non_matches, np.array(curve.mated))
    x = probit(np.clip(curve.fmr, floor_x, 1 - floor_x))
    below, above = (probit(np.clip(edge, floor_y, 1 - floor_y)) for edge in (low, high))
    axes.fill_between(x, below, above, color=MATED, alpha=0.2, linewidth=0, label="95 % interval of FNMR")
    axes.plot(x, probit(np.clip(curve.fnmr, floor_y, 1 - floor_y)), color=MATED, linewidth=1.5)
    for point in summary.points:
        if point.resolved:
            at = np.clip([point.fmr.value, point.fnmr.value], [floor_x, floor_y], 1 - 1e-9)
            axes.plot(*probit(at), "o", color=INK, markersize=4)
    most = max([0.6, *(min(0.995, 1.01 * point.fnmr.value) for point in summary.points if point.resolved)])
    diagonal = probit([min(floor_x, floor_y), 0.995])
    axes.plot(diagonal, diagonal, color="#999999", linewidth=0.8, linestyle="--")
    for axis, floor in ((axes.xaxis, floor_x), (axes.yaxis, floor_y)):
        ticks = [tick for tick in TICKS if floor <= tick]
        axis.set_ticks([float(probit(t)) for t in ticks], [_percent(t) for t in ticks])
    axes.tick_params(axis="x", labelrotation=45)
    axes.set_xlim(float(probit(floor_x)), float(probit(0.6)))
    axes.set_ylim(float(probit(floor_y)), float(probit(most)))
    axes.set(title=f"DET, EER {summary.eer.value:.2%}", xlabel="FMR", ylabel="FNMR")
    axes.legend(frameon=False, loc="upper right", fontsize=8)
    plain(axes)


def _draw_roc(axes: "Axes", curve: ErrorCurve, summary: Summary) -> None:
    seen = np.maximum(curve.fmr, 0.5 / curve.non_mated)
    low, high = wilson_bounds(curve.mated - curve.false_non_matches, np.array(curve.mated))
    axes.fill_between(seen, low, high, color=MATED, alpha=0.2, linewidth=0)
    axes.plot(seen, curve.tmr, color=MATED, linewidth=1.5)
    for point in summary.points:
        if point.resolved:
            axes.plot(max(point.fmr.value, seen.min()), 1 - point.fnmr.value, "o", color=INK, markersize=4)
    axes.set_xscale("log")
    axes.set_xlim(0.5 / curve.non_mated, 1)
    lowest = float(low[int(np.argmax(curve.false_matches == 0))])  # the best point without a false match
    margin = 0.05 * (1 - lowest) + 1e-4
    axes.set_ylim(max(0.0, lowest - margin), 1 + margin)
    axes.set(title=f"ROC, area {summary.area:.5f}", xlabel="FMR", ylabel="true match rate, 1 − FNMR")
    plain(axes)


def _thinned(curve: ErrorCurve) -> ErrorCurve:
    """At most about `MOST_POINTS` points, evenly spread as the axes show them, both ends among them."""
    count = curve.thresholds.size
    if count <= MOST_POINTS:
        return curve
    chosen: list[NDArray[np.intp]] = [np.array([0, count - 1])]
    for rising, mirrored in ((curve.fnmr, False), (curve.fmr[::-1], True)):
        inside = np.clip(rising, 0.25 / max(curve.mated, curve.non_mated), 1 - 1e-12)
        logit = np.log(inside / (1 - inside))
        found = np.searchsorted(logit, np.linspace(logit[0], logit[-1], MOST_POINTS // 2))
        chosen.append(np.clip(count - 1 - found if mirrored else found, 0, count - 1))
    keep = np.unique(np.concatenate(chosen))
    return ErrorCurve(
        curve.thresholds[keep],
        curve.false_matches[keep],
        curve.false_non_matches[keep],
        curve.mated,
        curve.non_mated,
    )


def _percent(rate: float) -> str:
    return f"{rate * 100:g} %"


def plain(axes: "Axes") -> None:
    """No more lines around the axes than needed, and a light grid."""
    axes.spines[["top", "right"]].set_visible(False)
    axes.grid(visible=True, color="#e5e5e5", linewidth=0.6)
    axes.set_axisbelow(True)
