"""An evaluation as one HTML file that needs nothing else: the drawing as SVG, the figures as a table."""

import html
import io
from typing import TYPE_CHECKING, Final

from docverify.evaluation import Summary

if TYPE_CHECKING:
    from matplotlib.figure import Figure

_PAGE: Final = """<!doctype html>
<html lang="en"><head><meta charset="utf-8"><title>{title}</title>
<style>
body {{ font: 15px/1.5 system-ui, sans-serif; color: #222 }}
body {{ max-width: 75rem; margin: 2rem auto; padding: 0 1rem }}
svg {{ width: 100%; height: auto }}
table {{ border-collapse: collapse; margin: 1rem 0 }}
th, td {{ padding: .3rem .8rem; border-bottom: 1px solid #ddd; text-align: right }}
li {{ color: #555 }}
</style></head><body>
<h1>{title}</h1>
<p>{mated:,} mated and {non_mated:,} non-mated comparisons; failures to acquire {fta}; EER {eer:.3%}.
Intervals are 95 % Wilson intervals.</p>
{drawing}
<table><thead>
<tr><th>target FMR</th><th>threshold</th><th>FMR</th><th>FNMR</th><th>FAR</th><th>FRR</th></tr>
</thead>
<tbody>
{rows}
</tbody></table>
<ul>{notes}</ul>
</body></html>
"""


def page(figure: "Figure", summary: Summary, *, title: str) -> str:
    """The whole page, as text."""
    drawing = io.StringIO()
    figure.savefig(drawing, format="svg", metadata={"Date": None})
    svg = drawing.getvalue()
    rows = "\n".join(
        f"<tr><td>{point.target:g}</td><td>{point.threshold:.4f}</td><td>{point.fmr}</td><td>{point.fnmr}</td>"
        f"<td>{summary.far(point):.3g}</td><td>{summary.frr(point):.3g}</td></tr>"
        for point in summary.points
    )
    notes = "".join(
        f"<li>Target {point.target:g}: {html.escape(note)}</li>"
        for point in summary.points
        for note in point.warnings
    )
    return _PAGE.format(
        title=html.escape(title),
        mated=summary.mated,
        non_mated=summary.non_mated,
        fta=summary.fta,
        eer=summary.eer.value,
        drawing=svg[svg.index("<svg") :],
        rows=rows,
        notes=notes,
    )
