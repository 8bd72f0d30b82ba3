"""One system or several in one figure: scores, DET, ROC, groups, differences; nothing without data."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

import numpy as np
from numpy.typing import NDArray

from docverify.errors import InputError
from docverify.evaluation.differences import Difference
from docverify.evaluation.groups import GroupRates
from docverify.evaluation.plot_curves import Curve, draw_det, draw_roc, style_of
from docverify.evaluation.plot_rates import draw_differences, draw_rates, height_of
from docverify.evaluation.plot_scores import draw_scores, in_use_told
from docverify.evaluation.plots import INK, require_matplotlib, short
from docverify.evaluation.rates import Rate
from docverify.evaluation.scores import Scores, in_order, labels_of
from docverify.evaluation.sense import Sense
from docverify.evaluation.summary import Summary

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

_SIDE: Final = 5.0
"""Inches of a panel."""
_ABREAST: Final = 3
MOST_GROUPS: Final = 8
"""Curves of groups in one panel; of more, the worst are named and the others stand behind them."""
_NAMED: Final = 5
_LONGEST: Final = 44
"""Characters of a title."""


@dataclass(frozen=True, slots=True, eq=False)
class Drawn:
    """What is drawn of one system.

    Attributes:
        name: of it.
        scores: (n,) finite similarity scores.
        mated: (n,) whether each is of one person with themselves; both kinds occur.
        summary: of these scores.
        threshold: that is in use; None, or an infinite one, is not drawn.
        source: where it comes from, in words.
        groups: (n,) names of groups.
        rates: those of the groups at the threshold in use.
    """

    name: str
    scores: Scores = field(repr=False)
    mated: NDArray[np.bool_] = field(repr=False)
    summary: Summary
    threshold: float | None = None
    source: str = ""
    groups: NDArray[np.str_] | None = field(default=None, repr=False)
    rates: tuple[GroupRates, ...] = ()

    @property
    def mated_below_non_mated(self) -> bool:
        """Whether the lowest mated score lies below the highest non-mated one, so that there is a DET."""
        mated, non_mated = _kinds(self)
        return bool(mated[0] < non_mated[-1])


@dataclass(frozen=True, slots=True)
class _Panel:
    """A part of the figure: how it is drawn, and how high it must be."""

    draw: Callable[["Axes"], None]
    height: float = _SIDE


def draw(
    systems: Sequence[Drawn],
    *,
    differences: Sequence[tuple[str, Sequence[tuple[float, Difference]]]] = (),
    sense: Sense = Sense.SIMILARITY,
    title: str = "",
) -> "Figure":
    """Draw an evaluation.

    Of each system its scores; DET (normal-deviate axes) and ROC (log FMR) of all in one panel each; of one
    system alone its groups' DET, FMR and FNMR at the threshold in use; of several their differences. Systems
    that no threshold lets err have no DET: their curve would lie on the axes.

    Args:
        systems: one at least.
        differences: (what, (FMR, difference of FNMR)).
        sense: of the scores, for their axis.
        title: printed above.

    Returns:
        A matplotlib figure, not shown, nor known to pyplot.

    Raises:
        EngineMissing: matplotlib is not installed.
        InputError: no systems, scores of one kind only, or NaN or infinite ones.
    """
    require_matplotlib()
    from matplotlib.figure import Figure

    if not systems:
        raise InputError("systems is empty: pass what was evaluated")
    panels = _panels(systems, differences, sense)
    rows = [panels[at : at + _ABREAST] for at in range(0, len(panels), _ABREAST)]
    heights = [max(panel.height for panel in row) for row in rows]
    abreast = max(map(len, rows))
    figure = Figure(figsize=(_SIDE * abreast, sum(heights) + 0.3 * bool(title)), layout="constrained")
    grid = figure.add_gridspec(len(rows), abreast, height_ratios=heights)
    for y, row in enumerate(rows):
        for x, panel in enumerate(row):
            panel.draw(figure.add_subplot(grid[y, x]))
    if not any(one.mated_below_non_mated for one in systems):
        title = f"{title}\nNo threshold lets both kinds err: there is no DET.".strip()
    if title:
        figure.suptitle(title, color=INK, fontsize=11)
    return figure


def _panels(
    systems: Sequence[Drawn],
    differences: Sequence[tuple[str, Sequence[tuple[float, Difference]]]],
    sense: Sense,
) -> list[_Panel]:
    curves = [
        Curve.of(
            one.name,
            *_kinds(one),
            style_of(at),
            summary=one.summary,
            threshold=one.threshold,
            label=in_use_told(one.threshold, sense),
        )
        for at, one in enumerate(systems)
    ]
    erring = [curve for curve in curves if curve.errs]
    panels = []
    if erring:
        panels += [
            _Panel(lambda axes: draw_det(axes, erring, left_out=len(curves) - len(erring))),
            _Panel(lambda axes: draw_roc(axes, erring)),
        ]
    if differences:
        count = sum(len(at) for _, at in differences)
        panels.append(_Panel(lambda axes: draw_differences(axes, differences), height_of(count)))
    if len(systems) == 1:
        panels += _group_panels(systems[0])
    scores = [_Panel(_scores_drawn(one, sense, alone=len(systems) == 1)) for one in systems]
    return scores + panels if len(systems) == 1 else panels + scores


def _scores_drawn(one: Drawn, sense: Sense, *, alone: bool) -> Callable[["Axes"], None]:
    return lambda axes: draw_scores(
        axes,
        *_kinds(one),
        points=one.summary.points,
        threshold=one.threshold,
        sense=sense,
        title="Scores" if alone else short(one.name, _LONGEST),
    )


def _kinds(one: Drawn) -> tuple[Scores, Scores]:
    """Mated and non-mated scores, ascending."""
    mated = labels_of("mated", one.mated).astype(bool)
    scores = np.asarray(one.scores)
    return in_order(scores[mated], kind="mated"), in_order(scores[~mated], kind="non-mated")


def _group_panels(one: Drawn) -> list[_Panel]:
    """The groups of a system: their DET, FMR and FNMR, where there are some."""
    panels = []
    curves, others = _group_curves(one)
    if curves:
        panels.append(
            _Panel(lambda axes: draw_det(axes, curves, behind=others, title="DET by group", marked=False))
        )
    for name, rates, of_all in (
        ("FMR", [(group.group, group.fmr) for group in one.rates], one.summary.non_mated),
        ("FNMR", [(group.group, group.fnmr) for group in one.rates], one.summary.mated),
    ):
        rows = [(group, rate) for group, rate in rates if rate is not None]
        if len(rows) > 1 and of_all:
            panels.append(_Panel(_rates_drawn(name, rows), height_of(len(rows))))
    return panels


def _rates_drawn(name: str, rows: Sequence[tuple[str, Rate]]) -> Callable[["Axes"], None]:
    return lambda axes: draw_rates(axes, rows, title=f"{name} by group at the threshold in use", name=name)


def _group_curves(one: Drawn) -> tuple[list[Curve], list[Curve]]:
    """The curves that are named, the worst first, and those that stand behind them."""
    if one.groups is None:
        return [], []
    worst = {group.group: (group.fmr.value if group.fmr else 0.0) for group in one.rates}
    found: list[Curve] = []
    for name in sorted(set(one.groups.tolist()), key=lambda name: -worst.get(name, 0.0)):
        inside = one.groups == name
        mated = inside & one.mated
        if mated.any() and (inside & ~one.mated).any():
            scores = np.sort(one.scores[mated]), np.sort(one.scores[inside & ~one.mated])
            curve = Curve.of(name, *scores, style_of(len(found)))
            if curve.errs:
                found.append(curve)
    if len(found) < 2:
        return [], []
    named = len(found) if len(found) <= MOST_GROUPS else _NAMED
    return found[:named], found[named:]
