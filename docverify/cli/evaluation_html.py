"""An evaluation as one HTML file that needs nothing else: the drawing as SVG, the figures as a table."""

from typing import TYPE_CHECKING, Final

from docverify.cli.html_page import notes, page_of, paragraph, svg_of, table
from docverify.evaluation import Summary

if TYPE_CHECKING:
    from matplotlib.figure import Figure

_HEADS: Final = ("target FMR", "threshold", "FMR", "FNMR", "FAR", "FRR")


def page(figure: "Figure", summary: Summary, *, title: str) -> str:
    """The whole page, as text."""
    rows = [
        (
            f"{point.target:g}",
            f"{point.threshold:.4f}",
            str(point.fmr),
            str(point.fnmr),
            f"{summary.far(point):.3g}",
            f"{summary.frr(point):.3g}",
        )
        for point in summary.points
    ]
    told = (
        f"{summary.mated:,} mated and {summary.non_mated:,} non-mated comparisons; failures to acquire "
        f"{summary.fta}; EER {summary.eer.value:.3%}. Intervals are 95 % Wilson intervals."
    )
    return page_of(
        title,
        paragraph(told),
        svg_of(figure),
        table(_HEADS, rows),
        notes(f"Target {point.target:g}: {note}" for point in summary.points for note in point.warnings),
    )
