"""A period's figures on the terminal, and as plain values for JSON."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from typing import Final

from rich.console import Console
from rich.table import Table

from docverify.evaluation.dyads import Dyads
from docverify.evaluation.summary import rate_to_dict
from docverify.operation.rates.alarms import Alarm
from docverify.operation.rates.bars import Held, Kept
from docverify.operation.rates.operations import Operations, ScoreFigures
from docverify.operation.rates.site import SiteRates

_KEPT: Final = {
    Kept.KEPT: "[green]kept[/]",
    Kept.NOT_KEPT: "[red]not kept[/]",
    Kept.OPEN: "[yellow]open[/]",
    Kept.UNKNOWN: "not counted",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """All that is told of a period.

    Attributes:
        found: its figures.
        unreadable: numbers of lines that could not be read.
        rates: what the site counted itself; None where it counted nothing.
        bars: what is asked, and whether it is kept.
        raised: alarms.
    """

    found: Operations
    unreadable: Sequence[int]
    rates: SiteRates | None
    bars: Sequence[Held]
    raised: Sequence[Alarm]


def to_dict(told: Told) -> dict[str, object]:
    """Everything as plain JSON values."""
    found, rates = told.found, told.rates
    return {
        "period": found.period,
        "days": found.days,
        "verifications": found.verifications,
        "unreadable_lines": len(told.unreadable),
        "outcomes": {name: rate_to_dict(rate) for name, rate in found.outcomes},
        "failures_to_acquire": {check: rate_to_dict(rate) for check, rate in found.acquisition},
        "fta": None if found.fta is None else rate_to_dict(found.fta),
        "not_passed": [
            {"check": check, "outcome": outcome, "reason": reason, "count": count}
            for check, outcome, reason, count in found.reasons
        ],
        "scores": [_scores_to_dict(scores) for scores in found.scores],
        "seconds": {stage: dict(percentiles) for stage, percentiles in found.timings},
        "by_day": [[day.isoformat(), *counts] for day, counts in found.days_of],
        "asked": [one.to_dict() for one in told.bars],
        "site": None if rates is None else _site_to_dict(rates),
        "alarms": [one.to_dict() for one in told.raised],
    }


def pairs_told(pairs: Dyads) -> str:
    """A rate over pairs in words, with its interval over people."""
    rate, interval = pairs.rate, pairs.interval()
    if rate is None or interval is None:
        return "no pairs"
    return (
        f"{rate.value:.3g} ({rate.errors} of {rate.trials:,} pairs of {pairs.people:,} people, "
        f"95 % {interval.low:.3g} to {interval.high:.3g})"
    )


def group_rows(rates: SiteRates) -> list[tuple[str, str, str]]:
    """Each group that is told, its FMR and its FNMR, in words."""
    pairs, missed = rates.told_groups, rates.fnmr_of_groups
    return [
        (
            f"{name[0].replace('_', ' ')} {name[1]}",
            pairs_told(pairs[name]) if name in pairs else "-",
            str(missed.get(name, "-")),
        )
        for name in dict.fromkeys([*pairs, *missed])
    ]


def show(told: Told, console: Console) -> None:
    """Print everything."""
    found, unreadable = told.found, told.unreadable
    console.print(f"{found.verifications:,} verifications on {found.days} days, period: {found.period}")
    if unreadable:
        console.print(f"[red]{len(unreadable)} lines could not be read[/], first line {unreadable[0]}")
    for alarm in told.raised:
        console.print(f"[red]alarm[/] {alarm.sentence}")
    for name, rate in found.outcomes:
        console.print(f"  {name:13}{rate}")
    _show_bars(console, told.bars)
    if told.rates is not None:
        _show_site(console, told.rates)
    _show_failures(console, found)
    for scores in found.scores:
        _show_scores(console, scores)
    _show_timings(console, found)


def _show_failures(console: Console, found: Operations) -> None:
    if found.fta is not None:
        console.print("\nfailures to acquire")
        for check, rate in (*found.acquisition, ("any of them", found.fta)):
            console.print(f"  {check:17}{rate}")
    if found.reasons:
        table = Table("check", "outcome", "reason", "count", box=None, pad_edge=False, title="not passed")
        for check, outcome, reason, count in found.reasons:
            table.add_row(check, outcome, reason, f"{count:,}")
        console.print(table)


def bar_row(one: Held) -> tuple[str, ...]:
    """A bar in words: who asks, what for, what was counted."""
    at = "" if one.bar.fmr is None else f" at FMR {one.bar.fmr:g}"
    asked = f"{one.bar.figure.upper()} ≤ {one.bar.most:g}{at}"
    counted = one.counted
    if counted is None:
        return one.bar.source, asked, "-"
    threshold = "" if counted.fmr is None else f"; threshold for FMR {counted.fmr:g}"
    interval = f"{counted.interval.low:.3g} to {counted.interval.high:.3g}"
    return one.bar.source, asked, f"{counted.value:.3g} ({interval}; {counted.told}{threshold})"


def _show_bars(console: Console, bars: Sequence[Held]) -> None:
    table = Table("asked by", "asked", "counted, 95 %", "", box=None, pad_edge=False)
    for one in bars:
        table.add_row(*bar_row(one), _KEPT[one.kept])
    console.print()
    console.print(table)


def _show_site(console: Console, rates: SiteRates) -> None:
    held = rates.held
    with_population = f", population {held.population[:12]}" if held.population else ""
    console.print(
        f"\nthe site's own rates, {rates.begun:%Y-%m-%d} to {rates.ended:%Y-%m-%d}: {held.encoder}, "
        f"threshold {held.threshold:.4f} (FMR {held.fmr:g}{with_population})"
    )
    console.print(f"  FMR {pairs_told(rates.non_mated)}")
    console.print(f"  at the threshold for FMR {held.wider_fmr:g}: {pairs_told(rates.wider)}")
    console.print(f"  FNMR {rates.fnmr or 'not counted'}")
    if rates.unresolved:
        console.print(f"  at most {rates.fnmr_at_most}: of {rates.unresolved} nobody said who they were")
    if rates.refused:
        console.print(f"  somebody else came {rates.refused:,} times, {rates.taken} of them matched")
    table = Table("of", "FMR where both are", "FNMR", box=None, pad_edge=False)
    for group, fmr, fnmr in group_rows(rates):
        table.add_row(group, fmr, fnmr)
    if table.row_count:
        console.print(table)


def _site_to_dict(rates: SiteRates) -> dict[str, object]:
    def told(pairs: Dyads) -> dict[str, object] | None:
        rate, interval = pairs.rate, pairs.interval()
        if rate is None or interval is None:
            return None
        ends = [interval.low, interval.high]
        return {**rate_to_dict(rate), "people": pairs.people, "people_95": ends}

    return {
        **rates.to_dict(),
        "fmr": told(rates.non_mated),
        "wider_fmr": told(rates.wider),
        "fnmr": None if rates.fnmr is None else rate_to_dict(rates.fnmr),
        "fnmr_at_most": None if rates.fnmr_at_most is None else rate_to_dict(rates.fnmr_at_most),
        "fmr_by_group": [
            {"kind": kind, "value": value, "fmr": told(pairs)}
            for (kind, value), pairs in rates.told_groups.items()
        ],
        "fnmr_by_group": [
            {"kind": kind, "value": value, "fnmr": rate_to_dict(rate)}
            for (kind, value), rate in rates.fnmr_of_groups.items()
        ],
    }


def _scores_to_dict(scores: ScoreFigures) -> dict[str, object]:
    near = scores.near_misses
    return {
        "encoder": scores.encoder,
        "threshold": scores.threshold,
        "fmr_asked": scores.fmr,
        "comparisons": scores.count,
        "matches": rate_to_dict(scores.matches),
        "percentiles": dict(scores.percentiles),
        "near_misses": None
        if near is None
        else {**rate_to_dict(near.rate), "expected": near.expected, "too_many": near.too_many},
        "shift": None if scores.shift is None else asdict(scores.shift),
        "known_fmr": None if scores.known_fmr is None else rate_to_dict(scores.known_fmr),
        "known_fnmr": None if scores.known_fnmr is None else rate_to_dict(scores.known_fnmr),
    }


def _show_timings(console: Console, found: Operations) -> None:
    if not found.timings:
        return
    table = Table("seconds", box=None, pad_edge=False)
    for percent, _ in found.timings[0][1]:
        table.add_column(f"{percent} %", justify="right")
    for stage, percentiles in found.timings:
        table.add_row(stage, *(f"{seconds:.3f}" for _, seconds in percentiles))
    console.print(table)


def _show_scores(console: Console, scores: ScoreFigures) -> None:
    console.print(f"\nscores of {scores.encoder}, threshold {scores.threshold:.4f} (FMR {scores.fmr:g})")
    console.print(f"  matched {scores.matches}")
    console.print("  percentiles " + ", ".join(f"{p} %: {value:.3f}" for p, value in scores.percentiles))
    near = scores.near_misses
    if near is not None:
        mark = " [red]too many[/]" if near.too_many else ""
        console.print(f"  near misses {near.rate}; strangers give {near.expected:.3g}{mark}")
    moved = scores.shift
    if moved is not None:
        console.print(
            f"  against {moved.before:,} earlier scores: median moved {moved.median_shift:+.3f}, "
            f"distance {moved.distance:.3f} (p = {moved.p_value:.2g})"
        )
    for name, rate in (("FMR", scores.known_fmr), ("FNMR", scores.known_fnmr)):
        said = rate or "unknown: no decision says who was who"
        console.print(f"  {name} {said}")
