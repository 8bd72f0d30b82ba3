"""DET and ROC curves, of one system or group or of several in one panel."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

import numpy as np
from numpy.typing import NDArray

from docverify.evaluation.curves import ErrorCurve, error_curve, probit
from docverify.evaluation.intervals import wilson_bounds
from docverify.evaluation.plots import COLOURS, INK, plain, short
from docverify.evaluation.rates import fmr_at_threshold, fnmr_at_threshold
from docverify.evaluation.scores import Scores
from docverify.evaluation.summary import Summary

if TYPE_CHECKING:
    from matplotlib.axes import Axes

MOST_POINTS: Final = 2000
TICKS: Final = (1e-6, 1e-5, 1e-4, 1e-3, 1e-2, 0.05, 0.2, 0.5, 0.8, 0.95, 0.99)
LINES: Final = ("-", "--", "-.", ":", (0, (5, 1, 1, 1, 1, 1)), (0, (3, 1)), (0, (1, 1)), (0, (8, 3)))
_MOST_INSIDE: Final = 5
"""Names in a legend that lies inside its panel; of more, one beside the other below it."""
_MOST_BANDS: Final = 2

Style = tuple[str, object]
"""Colour and line."""


def style_of(at: int) -> Style:
    """A colour and a line of its own for each of sixty-four."""
    return COLOURS[at % len(COLOURS)], LINES[(at + at // len(COLOURS)) % len(LINES)]


@dataclass(frozen=True, slots=True, eq=False)
class Curve:
    """A curve to draw.

    Attributes:
        name: in the legend.
        curve: thinned to what shows.
        style: colour and line.
        errs: whether some threshold lets both kinds err: without, the curve would lie on the axes.
        summary: whose points are marked; None marks none.
        label: what is said of the threshold in use, such as "in use: ≥ 0.31".
        in_use: FMR and FNMR at the threshold in use; None where there is none.
    """

    name: str
    curve: ErrorCurve = field(repr=False)
    style: Style
    errs: bool
    summary: Summary | None = None
    in_use: tuple[float, float] | None = None
    label: str = ""

    @classmethod
    def of(
        cls,
        name: str,
        mated: Scores,
        non_mated: Scores,
        style: Style,
        *,
        summary: Summary | None = None,
        threshold: float | None = None,
        label: str = "",
    ) -> "Curve":
        """From ascending scores of both kinds; `threshold` is the one in use, `label` what is said of it."""
        at = None
        if threshold is not None and np.isfinite(threshold):
            at = (fmr_at_threshold(non_mated, threshold).value, fnmr_at_threshold(mated, threshold).value)
        curve = thinned(error_curve(mated, non_mated).corners())
        return cls(short(name), curve, style, bool(mated[0] < non_mated[-1]), summary, at, label)


def draw_det(
    axes: "Axes",
    curves: Sequence[Curve],
    *,
    behind: Sequence[Curve] = (),
    left_out: int = 0,
    title: str = "",
    marked: bool = True,
) -> None:
    """The DET curves, axes in normal deviates; they end at half an error where no more errors were seen.

    Args:
        axes: where.
        curves: at least one.
        behind: further ones, grey and without a name.
        left_out: how many have no curve, to say so.
        title: above it; the EER of one curve alone, unless given.
        marked: whether operating points are marked.
    """
    every = [*curves, *behind]
    floor_x = min(0.5 / one.curve.non_mated for one in every)
    floor_y = min(0.5 / one.curve.mated for one in every)
    for one in behind:
        axes.plot(*_deviates(one.curve), color="#bbbbbb", linewidth=0.7)
    for one in curves:
        colour, line = one.style
        if len(curves) <= _MOST_BANDS and not behind and marked:
            _band(axes, one.curve, colour, label="95 % interval of FNMR" if len(curves) == 1 else None)
        axes.plot(*_deviates(one.curve), color=colour, linestyle=line, linewidth=1.5)
        _name(axes, one, used=marked and one.in_use is not None)
        if marked:
            _mark(axes, one, colour, alone=len(curves) == 1)
    if behind:
        axes.plot([], [], color="#bbbbbb", linewidth=0.7, label=f"{len(behind)} others")
    if left_out:
        axes.plot([], [], " ", label=f"{left_out} without an error")
    diagonal = probit([min(floor_x, floor_y), 0.995])
    axes.plot(diagonal, diagonal, color="#999999", linewidth=0.8, linestyle="--")
    _scale(axes, every, floor_x, floor_y)
    only = curves[0].summary if len(curves) == 1 else None
    axes.set_title(title or ("DET" if only is None else f"DET, EER {only.eer.value:.2%}"))
    axes.set(xlabel="FMR", ylabel="FNMR")
    axes.set_box_aspect(1)
    axes.set_anchor("N")
    _legend(axes)
    plain(axes)


def _deviates(curve: ErrorCurve) -> tuple[Scores, Scores]:
    ends = 0.5 / curve.non_mated, 0.5 / curve.mated
    x, y = (
        probit(np.clip(rates, end, 1 - end)) for rates, end in zip((curve.fmr, curve.fnmr), ends, strict=True)
    )
    return x, y


def _band(axes: "Axes", curve: ErrorCurve, colour: str, *, label: str | None) -> None:
    end = 0.5 / curve.mated
    low, high = wilson_bounds(curve.false_non_matches, np.array(curve.mated))
    below, above = (probit(np.clip(edge, end, 1 - end)) for edge in (low, high))
    x = _deviates(curve)[0]
    axes.fill_between(x, below, above, color=colour, alpha=0.15, linewidth=0, label=label)


def _name(axes: "Axes", one: Curve, *, used: bool) -> None:
    """One line of the legend: the curve, and the threshold in use."""
    colour, line = one.style
    mark = "D" if used else ""
    words = f"{one.name}, {one.label}" if used and one.label else one.name
    axes.plot(
        [],
        [],
        color=colour,
        linestyle=line,
        linewidth=1.5,
        label=words,
        marker=mark,
        markersize=6,
        markeredgecolor=INK,
    )


def _mark(axes: "Axes", one: Curve, colour: str, *, alone: bool) -> None:
    """The threshold in use as a diamond, and of one system alone the target FMRs that it resolves."""
    ends = 0.5 / one.curve.non_mated, 0.5 / one.curve.mated
    if one.summary is not None and alone:
        for point in one.summary.points:
            if point.resolved:
                at = np.clip([point.fmr.value, point.fnmr.value], ends, 1 - 1e-9)
                axes.plot(*probit(at), "o", color=INK, markersize=3.5)
    if one.in_use is not None:
        at = probit(np.clip(one.in_use, ends, 1 - 1e-9))
        axes.plot(*at, "D", color=colour, markersize=7, markeredgecolor=INK, zorder=3)


def _scale(axes: "Axes", curves: Sequence[Curve], floor_x: float, floor_y: float) -> None:
    for axis, floor in ((axes.xaxis, floor_x), (axes.yaxis, floor_y)):
        ticks = [tick for tick in TICKS if floor <= tick]
        axis.set_ticks([float(probit(t)) for t in ticks], [_percent(t) for t in ticks])
    axes.tick_params(axis="x", labelrotation=45)
    marked = [one.in_use[1] for one in curves if one.in_use is not None]
    marked += [float(one.curve.fnmr[int(np.argmax(one.curve.false_matches == 0))]) for one in curves]
    most = max([0.6, *(min(0.995, 1.05 * fnmr) for fnmr in marked)])
    axes.set_xlim(float(probit(floor_x)) - 0.05, float(probit(0.6)))
    axes.set_ylim(float(probit(floor_y)) - 0.05, float(probit(most)))


def draw_roc(axes: "Axes", curves: Sequence[Curve]) -> None:
    """The ROC curves over log FMR."""
    lowest = 1.0
    for one in curves:
        colour, line = one.style
        curve = one.curve
        seen = np.maximum(curve.fmr, 0.5 / curve.non_mated)
        low, high = wilson_bounds(curve.mated - curve.false_non_matches, np.array(curve.mated))
        if len(curves) <= _MOST_BANDS:
            axes.fill_between(seen, low, high, color=colour, alpha=0.15, linewidth=0)
        axes.plot(seen, curve.tmr, color=colour, linestyle=line, linewidth=1.5, label=one.name)
        if one.in_use is not None:
            at = max(one.in_use[0], 0.5 / curve.non_mated), 1 - one.in_use[1]
            axes.plot(*at, "D", color=colour, markersize=7, markeredgecolor=INK, zorder=3)
            lowest = min(lowest, at[1])
        bound = low if len(curves) <= _MOST_BANDS else curve.tmr
        lowest = min(lowest, float(bound[int(np.argmax(curve.false_matches == 0))]))  # without a false match
    axes.set_xscale("log")
    axes.set_xlim(min(0.5 / one.curve.non_mated for one in curves), 1)
    margin = 0.05 * (1 - lowest) + 1e-4
    axes.set_ylim(max(-0.01, lowest - margin), 1 + margin)
    only = curves[0].summary if len(curves) == 1 else None
    axes.set_title("ROC" if only is None else f"ROC, area {only.area:.5f}")
    axes.set(xlabel="FMR", ylabel="true match rate, 1 − FNMR")
    if 1 < len(curves) <= _MOST_INSIDE:
        _legend(axes, "lower right")
    plain(axes)


def _legend(axes: "Axes", place: str = "best") -> None:
    handles, names = axes.get_legend_handles_labels()
    if len(names) <= _MOST_INSIDE + 1:
        axes.legend(handles, names, frameon=False, loc=place, fontsize=8)
        return
    axes.legend(
        handles, names, frameon=False, loc="upper center", bbox_to_anchor=(0.5, -0.2), ncols=2, fontsize=6
    )


def thinned(curve: ErrorCurve) -> ErrorCurve:
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
