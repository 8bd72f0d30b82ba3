"""`docverify report`: the figures of a deployment, from its journal or the file of its past decisions."""

import json
from datetime import datetime
from pathlib import Path
from typing import Annotated

import typer

from docverify.cli.plot_option import expect_plot, write_plot
from docverify.cli.report_lines import decisions_of, read_rates
from docverify.cli.report_tables import Told, show, to_dict
from docverify.cli.show import output
from docverify.faces import calibration_of
from docverify.operation.rates.alarms import alarms
from docverify.operation.rates.bars import held_against
from docverify.operation.rates.operations import operations
from docverify.operation.rates.records import Records, rates_of


def report(
    decisions: Annotated[
        Path,
        typer.Argument(help="A journal; or JSON lines, each a Report.to_dict() or an entry of a journal."),
    ],
    *,
    month: Annotated[str | None, typer.Option(help="Count this month only, such as 2026-11.")] = None,
    rates: Annotated[
        list[Path] | None,
        typer.Option(help="What the site counted itself, SiteRates.to_dict() as JSON; repeatable."),
    ] = None,
    plot: Annotated[Path | None, typer.Option(help="Draw the period: .png, .svg, .pdf or .html.")] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON instead of tables.")] = False,
) -> None:
    """Count past decisions: outcomes, error rates against what is asked, scores, drift and times.

    FMR and FNMR are those that the site counted itself, from a journal's notes or --rates. Without them they
    are counted over decisions that say who was who: operators' decisions in a journal, or lines with
    `"mated": true` or `false`. Nothing that identifies a person is read or printed.
    """
    if month is not None and not _is_month(month):
        raise typer.BadParameter("Write a month as 2026-11.", param_hint="--month")
    expect_plot(plot)
    records, unreadable = Records(), list[int]()
    records.rates += [read_rates(path) for path in rates or ()]
    found = operations(decisions_of(decisions, records, unreadable), month=month, calibration=_points)
    site = rates_of(records.rates, month=month)
    before = None if month is None else rates_of(records.rates, month=_month_before(month))
    same = before is not None and site is not None and before.held == site.held
    told = Told(
        found=found,
        unreadable=unreadable,
        rates=site,
        bars=held_against(found, site),
        raised=() if site is None else alarms(site, earlier=before if same else None),
    )
    if as_json:
        typer.echo(json.dumps(to_dict(told), indent=1, allow_nan=False))
    else:
        show(told, output())
    if plot is not None:
        _draw(plot, told, title=f"{decisions.name}, {found.period}")


def _draw(plot: Path, told: Told, *, title: str) -> None:
    from docverify.cli.report_html import period_page
    from docverify.operation.rates.plots import draw_period

    figure = draw_period(told.found, told.rates, title=title)
    write_plot(plot, figure, lambda: period_page(figure, told, title=title))


def _is_month(text: str) -> bool:
    try:
        return datetime.strptime(text, "%Y-%m").strftime("%Y-%m") == text  # noqa: DTZ007 - a month has no zone
    except ValueError:
        return False


def _month_before(month: str) -> str:
    year, number = map(int, month.split("-"))
    return f"{year - (number == 1)}-{number - 1 or 12:02}"


def _points(encoder: str) -> tuple[tuple[float, float], ...]:
    """(FMR, threshold) of the calibration that ships for an encoder build."""
    calibration = calibration_of(encoder)
    return () if calibration is None else tuple((p.fmr, p.threshold) for p in calibration.points)
