"""`docverify report`: the figures of a deployment, from the file of its past decisions."""

import json
from collections.abc import Iterator
from dataclasses import asdict
from datetime import datetime
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console
from rich.table import Table

from docverify.errors import InputError, LimitExceeded
from docverify.evaluation.summary import rate_to_dict
from docverify.faces import calibration_of
from docverify.operation.rates.decisions import Decision, read_decision
from docverify.operation.rates.operations import Operations, ScoreFigures, operations

MAX_LINE = 1_000_000  # bytes; a decision takes a few thousand


def report(
    decisions: Annotated[Path, typer.Argument(help="JSON lines, each a Report.to_dict().")],
    *,
    month: Annotated[str | None, typer.Option(help="Count this month only, such as 2026-11.")] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON instead of tables.")] = False,
) -> None:
    """Count past decisions: outcomes, failures to acquire, scores, drift and times.

    A line may say `"mated": true` or `false` when it was found out afterwards who was who: FMR and FNMR are
    counted over those. Nothing that identifies a person is read or printed.
    """
    if month is not None and not _is_month(month):
        raise typer.BadParameter("Write a month as 2026-11.", param_hint="--month")
    unreadable: list[int] = []
    found = operations(_read(decisions, unreadable), month=month, calibration=_points)
    if as_json:
        typer.echo(json.dumps(_to_dict(found, unreadable), indent=1, allow_nan=False))
    else:
        _show(Console(soft_wrap=True, highlight=False), found, unreadable)


def _is_month(text: str) -> bool:
    try:
        return datetime.strptime(text, "%Y-%m").strftime("%Y-%m") == text  # noqa: DTZ007 - a month has no zone
    except ValueError:
        return False


def _points(encoder: str) -> tuple[tuple[float, float], ...]:
    """(FMR, threshold) of the calibration that ships for an encoder build."""
    calibration = calibration_of(encoder)
    return () if calibration is None else tuple((p.fmr, p.threshold) for p in calibration.points)


def _read(path: Path, unreadable: list[int]) -> Iterator[Decision]:
    """The decisions of a file, one line at a time; numbers of lines that hold none go into `unreadable`."""
    if not path.is_file():
        raise InputError(f"{path}: there is no such file.")
    number = 0
    with path.open("rb") as file:
        while line := file.readline(MAX_LINE):
            number += 1
            if len(line) == MAX_LINE:
                raise LimitExceeded(f"{path}, line {number}: longer than the limit of {MAX_LINE} bytes.")
            if not line.strip():
                continue
            try:
                yield read_decision(json.loads(line))
            except (ValueError, RecursionError):  # InputError is a ValueError too
                unreadable.append(number)
    if number == len(unreadable):
        raise InputError(
            f"{path}: none of its {number} lines is a decision; each must be a Report.to_dict()."
        )


def _to_dict(found: Operations, unreadable: list[int]) -> dict[str, object]:
    return {
        "period": found.period,
        "days": found.days,
        "verifications": found.verifications,
        "unreadable_lines": len(unreadable),
        "outcomes": {name: rate_to_dict(rate) for name, rate in found.outcomes},
        "failures_to_acquire": {check: rate_to_dict(rate) for check, rate in found.acquisition},
        "not_passed": [
            {"check": check, "outcome": outcome, "reason": reason, "count": count}
            for check, outcome, reason, count in found.reasons
        ],
        "scores": [_scores_to_dict(scores) for scores in found.scores],
        "seconds": {stage: dict(percentiles) for stage, percentiles in found.timings},
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


def _show(console: Console, found: Operations, unreadable: list[int]) -> None:
    console.print(f"{found.verifications:,} verifications on {found.days} days, period: {found.period}")
    if unreadable:
        console.print(f"[red]{len(unreadable)} lines could not be read[/], first line {unreadable[0]}")
    for name, rate in found.outcomes:
        console.print(f"  {name:13}{rate}")
    if found.acquisition:
        console.print("\nfailures to acquire")
    for check, rate in found.acquisition:
        console.print(f"  {check:17}{rate}")
    if found.reasons:
        table = Table("check", "outcome", "reason", "count", box=None, pad_edge=False, title="not passed")
        for check, outcome, reason, count in found.reasons:
            table.add_row(check, outcome, reason, f"{count:,}")
        console.print(table)
    for scores in found.scores:
        _show_scores(console, scores)
    _show_timings(console, found)


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
