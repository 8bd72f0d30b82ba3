"""An evaluation on the terminal, and as plain values for JSON."""

import math

from rich.console import Console
from rich.markup import escape
from rich.table import Table

from docverify.evaluation import Interval, Rate, Summary
from docverify.evaluation.summary import rate_to_dict
from docverify.mrz import in_words
from docverify.operation.rates import RatesInUse

_WIDEST = 1000
"""Columns: wider than any of these tables."""


def show(console: Console, summary: Summary, in_use: RatesInUse, *, source: str) -> None:
    """Print counts, FNMR at each target FMR, the rates at the threshold in use, and those of each group.

    Args:
        console: where.
        summary: of all scores.
        in_use: at one threshold.
        source: where that one comes from, in words.
    """
    console.print(f"{summary.mated:,} mated and {summary.non_mated:,} non-mated comparisons")
    console.print(f"failures to acquire: {summary.fta}")
    console.print(
        f"EER {summary.eer.value:.4g} (FMR and FNMR cross between {summary.eer.low:.4g} and "
        f"{summary.eer.high:.4g}), area under ROC {summary.area:.6f}"
    )
    console.print("Thresholds chosen on these scores themselves:")
    table = table_of("target FMR", "threshold", "FMR", "FNMR, 95 % Wilson interval", "FAR", "FRR")
    for point in summary.points:
        marked = f"{point.target:g}" + ("" if point.resolved else " *")
        table.add_row(
            marked,
            f"{point.threshold:.6g}",
            f"{point.fmr.value:.3g}",
            str(point.fnmr),
            f"{summary.far(point):.3g}",
            f"{summary.frr(point):.3g}",
        )
    print_whole(console, table)
    notes: dict[str, list[str]] = {note: [] for point in summary.points for note in point.warnings}
    for point in summary.points:
        for note in point.warnings:
            notes[note].append(f"{point.target:g}")
    for note, targets in notes.items():
        console.print(f"  {', '.join(targets)}: {escape(note)}")
    _show_in_use(console, in_use, source)


def _show_in_use(console: Console, in_use: RatesInUse, source: str) -> None:
    console.print(f"\nAt threshold {in_use.threshold:.6g}, {source}:")
    for name, rate, over_people in (
        ("FMR ", in_use.fmr, in_use.fmr_over_people),
        ("FNMR", in_use.fnmr, in_use.fnmr_over_people),
    ):
        people = f"; over people {over_people.low:.3g} to {over_people.high:.3g}" if over_people else ""
        console.print(f"{name} {rate}{people}")
    if not in_use.groups:
        return
    table = table_of("group", "FMR", "FNMR")
    for group in in_use.groups:
        table.add_row(escape(group.group), said(group.fmr), said(group.fnmr))
    print_whole(console, table)
    for name, value in in_use.differentials.items():
        console.print(f"{in_words(name)}: {value:.3g}")


def in_use_to_dict(in_use: RatesInUse) -> dict[str, object]:
    """Plain values for JSON."""
    return {
        "threshold": "inf" if math.isinf(in_use.threshold) else in_use.threshold,
        "fmr": {**rate_to_dict(in_use.fmr), "people_95": ends(in_use.fmr_over_people)},
        "fnmr": {**rate_to_dict(in_use.fnmr), "people_95": ends(in_use.fnmr_over_people)},
        "groups": [
            {
                "group": group.group,
                "fmr": None if group.fmr is None else rate_to_dict(group.fmr),
                "fnmr": None if group.fnmr is None else rate_to_dict(group.fnmr),
            }
            for group in in_use.groups
        ],
        "differentials": in_use.differentials,
    }


def table_of(*columns: str, right: bool = True) -> Table:
    """A table without lines, whose columns after the first are numbers unless said otherwise."""
    table = Table(box=None, pad_edge=False)
    for i, name in enumerate(columns):
        table.add_column(name, justify="right" if i and right else "left", no_wrap=True)
    return table


def print_whole(console: Console, table: Table) -> None:
    """Print a table as wide as its numbers are: a terminal wraps what it cannot show, and nothing is cut."""
    wide = console.options.update(max_width=_WIDEST)
    table.width = console.measure(table, options=wide).maximum
    console.print(table, crop=False)


def said(rate: Rate | None) -> str:
    """A rate with its counts and interval."""
    return "-" if rate is None else str(rate)


def ends(interval: Interval | None) -> list[float] | None:
    """An interval as plain values for JSON."""
    return None if interval is None else [interval.low, interval.high]
