"""An evaluation as one HTML file that needs nothing else: the drawing as SVG, the figures as tables."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Final

from docverify.cli.evaluation_systems import Less, System
from docverify.cli.evaluation_tables import (
    difference_cells,
    heading_of,
    in_use_told,
    rates_told,
    said,
    why_none,
    worst_told,
)
from docverify.cli.html_page import notes, page_of, paragraph, svg_of, table
from docverify.evaluation.sense import Sense

if TYPE_CHECKING:
    from matplotlib.figure import Figure

_HEADS: Final = ("target FMR", "threshold", "FMR", "FNMR", "FAR", "FRR")
_DIFFERENCE_HEADS: Final = ("system", "FMR", "FNMR", "of the first", "difference", "95 %", "")


def page(
    figure: "Figure", systems: Sequence[System], less: Sequence[Less], *, sense: Sense, title: str
) -> str:
    """The whole page, as text."""
    parts = [svg_of(figure)]
    if len(systems) > 1:
        rows = [(one.name, *difference_cells(fmr, found)) for one in less for fmr, found in one.at]
        parts.append(paragraph(heading_of(systems) if rows else why_none(systems)))
        parts += [table(_DIFFERENCE_HEADS, rows, words=1)] if rows else []
    for system in systems:
        parts += _system(system, sense)
    return page_of(title, *parts)


def _system(system: System, sense: Sense) -> list[str]:
    summary, in_use = system.summary, system.in_use
    rows = [
        (
            f"{point.target:g}",
            f"{sense.told(point.threshold):.4f}",
            str(point.fmr),
            str(point.fnmr),
            f"{summary.far(point):.3g}",
            f"{summary.frr(point):.3g}",
        )
        for point in summary.points
    ]
    told = (
        f"{system.name}: {summary.mated:,} mated and {summary.non_mated:,} non-mated comparisons; failures "
        f"to acquire {summary.fta}; EER {summary.eer.value:.3%}. Intervals are 95 % Wilson intervals. A "
        f"match is a {sense.word} {sense.relation} threshold; these are chosen on the {sense.word}s."
    )
    parts = [
        paragraph(told),
        table(_HEADS, rows),
        notes(f"Target {point.target:g}: {note}" for point in summary.points for note in point.warnings),
        paragraph(f"{in_use_told(system, sense)}:"),
        notes([*rates_told(in_use), *worst_told(in_use)]),
    ]
    if in_use.groups:
        groups = [(group.group, said(group.fmr), said(group.fnmr)) for group in in_use.groups]
        parts.append(table(("group", "FMR", "FNMR"), groups, words=1))
    if system.table.failures:
        counts = [(reason, f"{count:,}") for reason, count in system.table.failures.items()]
        parts.append(table(("failure to acquire", "comparisons"), counts, words=1))
    return parts
