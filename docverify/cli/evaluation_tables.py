"""An evaluation on the terminal, and as plain values for JSON."""

from collections.abc import Sequence

from rich.console import Console
from rich.markup import escape
from rich.table import Table

from docverify.cli.evaluation_systems import Less, System
from docverify.evaluation import Difference, Interval, Rate
from docverify.evaluation.sense import Sense
from docverify.evaluation.summary import rate_to_dict, threshold_told
from docverify.mrz import in_words
from docverify.operation.rates import RatesInUse

_WIDEST = 1000
"""Columns: wider than any of these tables."""


def console_of_tables() -> Console:
    """The console of tables, which a terminal wraps and nothing cuts."""
    return Console(soft_wrap=True, highlight=False)


def show(console: Console, systems: Sequence[System], less: Sequence[Less], *, sense: Sense) -> None:
    """Print counts, FNMR at each target FMR, the rates in use, those of groups, and differences.

    Args:
        console: where.
        systems: one or several.
        less: of several, their differences from the first.
        sense: of the scores.
    """
    for at, system in enumerate(systems):
        if len(systems) > 1:
            console.print(f"{'' if at == 0 else chr(10)}{escape(system.name)}, {escape(str(system.scores))}")
        _show_system(console, system, sense)
    if len(systems) > 1:
        _show_differences(console, systems, less)


def _show_system(console: Console, system: System, sense: Sense) -> None:
    summary = system.summary
    console.print(f"{summary.mated:,} mated and {summary.non_mated:,} non-mated comparisons")
    if system.table.by_folder:
        console.print("People are told by the folders of their pictures.")
    console.print(f"failures to acquire: {summary.fta}")
    for reason, count in system.table.failures.items():
        console.print(f"  {escape(reason)}: {count:,}")
    console.print(
        f"EER {summary.eer.value:.4g} (FMR and FNMR cross between {summary.eer.low:.4g} and "
        f"{summary.eer.high:.4g}), area under ROC {summary.area:.6f}"
    )
    match = f"; a match is a {sense.word} {sense.relation} threshold" if sense is Sense.DISTANCE else ""
    console.print(f"Thresholds chosen on these {sense.word}s themselves{match}:")
    table = table_of("target FMR", "threshold", "FMR", "FNMR, 95 % Wilson interval", "FAR", "FRR")
    for point in summary.points:
        marked = f"{point.target:g}" + ("" if point.resolved else " *")
        table.add_row(
            marked,
            f"{sense.told(point.threshold):.6g}",
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
    _show_in_use(console, system, sense)


def _show_in_use(console: Console, system: System, sense: Sense) -> None:
    in_use = system.in_use
    console.print(f"\n{escape(in_use_told(system, sense))}:")
    for line in rates_told(in_use):
        console.print(line)
    if not in_use.groups:
        return
    table = table_of("group", "FMR", "FNMR")
    for group in in_use.groups:
        table.add_row(escape(group.group), said(group.fmr), said(group.fnmr))
    print_whole(console, table)
    for line in worst_told(in_use):
        console.print(escape(line))
    for name, value in in_use.differentials.items():
        console.print(f"{in_words(name)}: {value:.3g}")


def _show_differences(console: Console, systems: Sequence[System], less: Sequence[Less]) -> None:
    console.print(f"\n{escape(heading_of(systems))}")
    if not less:
        console.print(escape(why_none(systems)))
        return
    table = table_of("system", "FMR", "FNMR", "of the first", "difference", "95 %", "")
    for one in less:
        for fmr, found in one.at:
            table.add_row(escape(one.name), *difference_cells(fmr, found))
    print_whole(console, table)


def heading_of(systems: Sequence[System]) -> str:
    """What the table of differences holds."""
    return (
        f"FNMR less that of {systems[0].name}, each at its own threshold for the FMR; paired bootstrap over "
        "people, thresholds chosen anew in each replicate:"
    )


def why_none(systems: Sequence[System]) -> str:
    """Why there are no differences."""
    without = [one.name for one in systems if one.table.people is None]
    if without:
        return (
            f"No intervals: {', '.join(without)} names no people. Give the columns person_a and person_b, or "
            "path_a and path_b with a folder for each person."
        )
    return "No intervals: no target FMR is resolved by two of them."


def difference_cells(fmr: float, found: Difference) -> tuple[str, ...]:
    """FMR, both rates, their difference, its interval, and what it says."""
    verdict = "" if not found.decided else ("more errors" if found.value > 0 else "fewer errors")
    return (
        f"{fmr:g}",
        f"{found.first.value:.3g}",
        f"{found.second.value:.3g}",
        f"{found.value:+.3g}",
        f"{found.low:+.3g} to {found.high:+.3g}",
        verdict or "not told apart",
    )


def in_use_told(system: System, sense: Sense) -> str:
    """The threshold in use and where it comes from."""
    told = sense.told(system.in_use.threshold)
    return f"At threshold {told:.6g}, {system.source}"


def rates_told(in_use: RatesInUse) -> list[str]:
    """FMR and FNMR at the threshold in use, a line each."""
    lines = []
    for name, rate, over_people in (
        ("FMR ", in_use.fmr, in_use.fmr_over_people),
        ("FNMR", in_use.fnmr, in_use.fnmr_over_people),
    ):
        people = f"; over people {over_people.low:.3g} to {over_people.high:.3g}" if over_people else ""
        lines.append(f"{name} {rate}{people}")
    return lines


def worst_told(in_use: RatesInUse) -> list[str]:
    """The groups that fare worst, by name."""
    lines = []
    for name, group, of_all in (
        ("FMR", in_use.worst_fmr, in_use.fmr),
        ("FNMR", in_use.worst_fnmr, in_use.fnmr),
    ):
        rate = None if group is None else (group.fmr if name == "FMR" else group.fnmr)
        if group is not None and rate is not None and rate.errors:
            times = f", {rate.value / of_all.value:.2g} times that of all" if of_all.value else ""
            lines.append(f"Highest {name}: group {group.group}, {rate}{times}")
    return lines


def to_dict(systems: Sequence[System], less: Sequence[Less], *, sense: Sense, seed: int) -> dict[str, object]:
    """Plain values for JSON: one system's as they stand, several as a list."""
    common = {"seed": seed, "sense": sense.value}
    told = [_system_to_dict(one, sense) for one in systems]
    if len(told) == 1:
        return {**common, **told[0]}
    return {
        **common,
        "systems": told,
        "fnmr_differences": [
            {"system": one.name, "less": one.first, "fmr": fmr, **found.to_dict()}
            for one in less
            for fmr, found in one.at
        ],
    }


def _system_to_dict(system: System, sense: Sense) -> dict[str, object]:
    return {
        "name": system.name,
        "source": system.scores.name,
        "failures": dict(system.table.failures),
        **system.summary.to_dict(sense=sense),
        "at_threshold": {"chosen": system.source, **in_use_to_dict(system.in_use, sense)},
    }


def in_use_to_dict(in_use: RatesInUse, sense: Sense) -> dict[str, object]:
    """Plain values for JSON."""
    worst = {"fmr": in_use.worst_fmr, "fnmr": in_use.worst_fnmr}
    return {
        "threshold": threshold_told(in_use.threshold, sense),
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
        "worst_group": {kind: None if group is None else group.group for kind, group in worst.items()},
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
