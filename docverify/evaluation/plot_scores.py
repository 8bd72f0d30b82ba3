"""The scores of a system as histograms, with the thresholds that matter."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np

from docverify.evaluation.plots import INK, MATED, NON_MATED, plain
from docverify.evaluation.scores import Scores
from docverify.evaluation.sense import Sense
from docverify.evaluation.thresholds import OperatingPoint

if TYPE_CHECKING:
    from matplotlib.axes import Axes


def draw_scores(
    axes: "Axes",
    mated: Scores,
    non_mated: Scores,
    *,
    points: Sequence[OperatingPoint],
    threshold: float | None,
    sense: Sense,
    title: str,
) -> None:
    """Mated and non-mated scores, the threshold in use, and those of the target FMRs that are resolved.

    Args:
        axes: where.
        mated: (m,) ascending similarity scores.
        non_mated: (n,) likewise.
        points: of targets.
        threshold: in use; None, or an infinite one, is not drawn.
        sense: distances are drawn as they were given.
        title: above it.
    """
    kinds = [
        (np.sort(0.0 - scores if sense is Sense.DISTANCE else scores), colour, name)
        for scores, colour, name in ((non_mated, NON_MATED, "non-mated"), (mated, MATED, "mated"))
    ]
    low, high = (pick(scores[end] for scores, _, _ in kinds) for pick, end in ((min, 0), (max, -1)))
    bins = np.linspace(low, high if high > low else low + 1, 81)
    for scores, colour, name in kinds:
        share = np.histogram(scores, bins)[0] / scores.size
        axes.stairs(share, bins, fill=True, color=colour, alpha=0.35)
        axes.stairs(share, bins, color=colour, label=f"{name}, {scores.size:,}")
    top = axes.get_ylim()[1]
    axes.set_ylim(0, top * 1.35)  # room for the names of the thresholds
    _draw_thresholds(axes, _thresholds(points, threshold, sense), top, (float(bins[0]), float(bins[-1])))
    if threshold is not None and np.isfinite(threshold):
        axes.set_xlim(*_widened(bins[0], bins[-1], sense.told(threshold)))
    axes.set(xlabel="comparison score" if sense is Sense.SIMILARITY else "distance")
    axes.set(ylabel="share of comparisons")
    axes.set_title(title, pad=22)
    axes.legend(
        frameon=False, loc="lower center", bbox_to_anchor=(0.5, 0.99), ncols=2, fontsize=8, borderaxespad=0.2
    )
    plain(axes)


def in_use_told(threshold: float | None, sense: Sense) -> str:
    """What is said of the threshold in use; nothing where there is none."""
    return "" if threshold is None else f"in use: {sense.relation} {sense.told(threshold):.4g}"


def _thresholds(
    points: Sequence[OperatingPoint], threshold: float | None, sense: Sense
) -> list[tuple[float, str, bool]]:
    """(where, what, whether in use), the one in use first; a target that has the same is told with it."""
    targets = [(sense.told(p.threshold), f"FMR {p.target:g}", False) for p in points if p.resolved]
    if threshold is None:
        return [one for one in targets if np.isfinite(one[0])]
    told = sense.told(threshold)
    same = "".join(f", {words}" for at, words, _ in targets if at == told)
    lines = [(told, in_use_told(threshold, sense) + same, True)]
    return [one for one in lines + [other for other in targets if other[0] != told] if np.isfinite(one[0])]


def _draw_thresholds(
    axes: "Axes", lines: Sequence[tuple[float, str, bool]], top: float, span: tuple[float, float]
) -> None:
    """Lines with their names, each lower than the one before, away from the first where there is room."""
    for place, (at, words, used) in enumerate(lines):
        height = top * (1.33 - 0.06 * (place % 5))
        axes.plot(
            [at] * 2, [0, height], color=INK, linewidth=1.3 if used else 0.8, linestyle="-" if used else ":"
        )
        share = (at - span[0]) / (span[1] - span[0]) if span[1] > span[0] else 0.5
        right = share < 0.25 or (share < 0.75 and at >= lines[0][0])
        axes.annotate(
            words, (at, height), xytext=(4 if right else -4, 0), textcoords="offset points", fontsize=8,
            color=INK, va="top", ha="left" if right else "right",
            bbox={"facecolor": "white", "edgecolor": "none", "alpha": 0.75, "pad": 0.5},
        )  # fmt: skip


def _widened(low: float, high: float, at: float) -> tuple[float, float]:
    """The span of the scores, and of the threshold in use where that lies outside."""
    margin = 0.04 * (high - low)
    return min(low, at) - margin, max(high, at) + margin
