"""What people see: consoles, marks, and the findings of a report, group by group."""

import sys
from collections.abc import Iterable, Iterator
from typing import Final, NamedTuple

from rich.console import Console
from rich.table import Table
from rich.text import Text

from docverify.verification import CHECKS, Demand, Finding, FindingOutcome, Group, Outcome, Report

PIPED_WIDTH: Final = 160
"""Columns where the output is no terminal, so that lines are not folded for `grep`."""

COLOURS: Final = {
    FindingOutcome.PASSED: "green",
    FindingOutcome.FAILED: "red",
    FindingOutcome.NOT_PERFORMED: "yellow",
    Outcome.PASSED: "green",
    Outcome.FAILED: "red",
    Outcome.INCONCLUSIVE: "yellow",
}
_MARKS: Final = {
    FindingOutcome.PASSED: "✓",
    FindingOutcome.FAILED: "✗",
    FindingOutcome.NOT_PERFORMED: "?",
}
_PLAIN_MARKS: Final = {"✓": "+", "✗": "x", "–": "-"}
_HEADINGS: Final = {Group.DOCUMENT: "Document", Group.PAGE: "Page", Group.FACES: "Faces", Group.CASE: "Case"}
_CHECKS: Final = {check.name: check for check in CHECKS}
_TITLE_WIDTH: Final = max(len(check.title) for check in CHECKS)
_DIGITS: Final = ("digit_agrees", "digit_not_needed", "digit_not_in_layout")


def output() -> Console:
    """The console of results: as wide as the terminal, or wide enough not to fold."""
    width = None if sys.stdout.isatty() else PIPED_WIDTH
    return Console(width=width, highlight=False, emoji=False)


def mark(text: str, console: Console) -> str:
    """A mark, in characters that the console can write."""
    return text if console.encoding.lower().startswith("utf") else _PLAIN_MARKS.get(text, text)


def show_report(report: Report, console: Console) -> None:
    """Print a report: the outcome and why, the findings in groups, and where the time went."""
    outcome = Text(report.outcome.value, style=f"bold {COLOURS[report.outcome]}")
    why = f": {report.why}" if report.why else ""
    console.print(outcome + Text(f"{why}", style="default"))
    for group, heading in _HEADINGS.items():
        rows = list(_rows(group, report.findings))
        if rows:
            console.print(Text(heading, style="bold"))
            _show_rows(rows, console)
    left_out = [_CHECKS[one.check].title for one in report.findings if one.reason == "no_means"]
    if left_out:
        console.print(Text(f"Not checked by this version: {', '.join(left_out)}.", style="dim"))
    told = f"On {report.at.isoformat()}, policy {report.policy.name}. {_seconds(report.timings)}"
    console.print(Text(told, style="dim"))


class _Row(NamedTuple):
    """What is printed of a finding, or of several that say the same."""

    finding: Finding
    title: str
    sentence: str


def _show_rows(rows: Iterable[_Row], console: Console) -> None:
    table = Table(box=None, pad_edge=False, show_header=False, padding=(0, 1))
    table.add_column(no_wrap=True)
    table.add_column(no_wrap=console.width >= 60, min_width=_TITLE_WIDTH if console.width >= 80 else None)
    table.add_column()
    for finding, title, sentence in rows:
        table.add_row(_mark(finding, console), title, sentence)
    print_trimmed(table, console)


def print_trimmed(table: Table, console: Console) -> None:
    """Print a table without the blanks with which it fills its lines when it is piped."""
    if console.is_terminal:
        console.print(table)
        return
    with console.capture() as captured:
        console.print(table)
    for line in captured.get().splitlines():
        console.print(Text(line.rstrip()), soft_wrap=True)


def _rows(group: Group, findings: Iterable[Finding]) -> Iterator[_Row]:
    """The rows of a group: digits that agree, and what could not be asked at all, in one row each."""
    mine = [one for one in findings if one.check in _CHECKS and _CHECKS[one.check].group is group]
    shown = [one for one in mine if one.demand is not Demand.NOT_ASKED or one.reason not in _SILENT]
    digits = [one for one in shown if one.reason in _DIGITS]
    agreeing = sum(one.reason == "digit_agrees" for one in digits)
    unasked: dict[str, list[Finding]] = {}
    for one in shown:
        if one.reason == "not_presented":
            unasked.setdefault(one.sentence, []).append(one)
        elif one not in digits or agreeing < 2:
            yield _Row(one, _CHECKS[one.check].title, _sentence(one))
        elif one is digits[0]:
            told = f"All {agreeing} check digits that the layout asks for agree."
            yield _Row(one, "check digits", told)
    for sentence, some in unasked.items():
        titles = ", ".join(_CHECKS[one.check].title for one in some)
        yield _Row(some[0], "not checked", f"{sentence.removeprefix('Not checked: ').rstrip('.')}: {titles}.")


_SILENT: Final = (
    "no_population",
    "no_rule",
    "no_means",
    "not_presented",
    "text_unchanged",
    "one_side",
    "sides_not_tied",
)
"""Reasons that a person need not read where nobody asked."""


def _mark(finding: Finding, console: Console) -> Text:
    """The mark of a finding: a dash for what the document need not have."""
    undemanded = finding.demand is not Demand.REQUIRED and finding.outcome is FindingOutcome.NOT_PERFORMED
    if undemanded:
        return Text(mark("–", console), style="dim")
    return Text(mark(_MARKS[finding.outcome], console), style=COLOURS[finding.outcome])


def _sentence(finding: Finding) -> str:
    """The sentence, with the figures of a face comparison and with what is waived."""
    parts = [finding.sentence]
    evidence = finding.evidence
    if isinstance(score := evidence.get("score"), float):
        figures = f"Score {score:.3f}"
        if isinstance(threshold := evidence.get("threshold"), float):
            whom = "stranger" if "population" not in evidence else "other of the population"
            figures += f", threshold {threshold:.3f} (one {whom} in {_one_in(evidence['fmr'])} would match)"
        parts.append(f"{figures}.")
    if finding.demand is Demand.WAIVED:
        parts.append("(Waived.)")
    return " ".join(parts)


def _one_in(fmr: object) -> str:
    return f"{1 / fmr:,.0f}" if isinstance(fmr, float) and fmr > 0 else "?"


def _seconds(timings: tuple[tuple[str, float], ...]) -> str:
    """The whole time, and that of each kind of work: `document.load` and `live.load` are both loading."""
    stages: dict[str, float] = {}
    for name, seconds in timings:
        kind = name.rpartition(".")[2]
        stages[kind] = stages.get(kind, 0.0) + seconds
    told = ", ".join(f"{kind} {1000 * seconds:.0f}" for kind, seconds in stages.items())
    return f"{1000 * sum(stages.values()):.0f} ms: {told}"
