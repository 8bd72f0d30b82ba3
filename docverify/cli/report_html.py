"""A period's figures as one HTML file that needs nothing else."""

from typing import TYPE_CHECKING, Final

from docverify.cli.html_page import notes, page_of, paragraph, svg_of, table
from docverify.cli.report_tables import Told, bar_row, group_rows, pairs_told
from docverify.operation.rates.site import SiteRates

if TYPE_CHECKING:
    from matplotlib.figure import Figure

_ASKED: Final = ("asked by", "asked", "counted, 95 %", "kept")


def period_page(figure: "Figure", told: Told, *, title: str) -> str:
    """The whole page, as text. Nothing in it comes from one person."""
    found = told.found
    outcomes = ", ".join(f"{name} {rate.errors:,}" for name, rate in found.outcomes)
    return page_of(
        title,
        paragraph(f"{found.verifications:,} verifications on {found.days} days: {outcomes}."),
        notes(alarm.sentence for alarm in told.raised),
        svg_of(figure),
        table(_ASKED, [(*bar_row(one), one.kept.value.replace("_", " ")) for one in told.bars], words=2),
        *([] if told.rates is None else [_site(told.rates)]),
        table(
            ("failure to acquire", "rate"),
            [(check, str(rate)) for check, rate in found.acquisition],
            words=1,
        ),
        table(
            ("check", "outcome", "reason", "count"),
            [(check, outcome, reason, f"{count:,}") for check, outcome, reason, count in found.reasons],
            words=3,
        ),
    )


def _site(rates: SiteRates) -> str:
    rows = [("all", pairs_told(rates.non_mated), str(rates.fnmr or "not counted")), *group_rows(rates)]
    return table(("the site's own rates", "FMR, 95 % over people", "FNMR, 95 %"), rows, words=1)
