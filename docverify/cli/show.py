"""What people see: consoles, marks, and tables of findings."""

import sys
from typing import Final

from rich.console import Console
from rich.table import Table
from rich.text import Text

from docverify.verification import Check, Demand, Finding, FindingOutcome, Outcome, Report

PIPED_WIDTH: Final = 160
"""Columns where the output is no terminal, so that lines are not folded for `grep`."""

_COLOURS: Final = {
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


def output() -> Console:
    """The console of results: as wide as the terminal, or wide enough not to fold."""
    width = None if sys.stdout.isatty() else PIPED_WIDTH
    return Console(width=width, highlight=False, emoji=False)


def mark(text: str, console: Console) -> str:
    """A mark, in characters that the console can write."""
    return text if console.encoding.lower().startswith("utf") else _PLAIN_MARKS.get(text, text)


def show_report(report: Report, console: Console) -> None:
    """Print a report: the outcome, a line for every finding, and where the time went."""
    outcome = Text(report.outcome.value, style=f"bold {_COLOURS[report.outcome]}")
    console.print(outcome, Text(f"on {report.at.isoformat()}", style="dim"))
    table = Table(box=None, pad_edge=False, show_header=False, padding=(0, 1))
    table.add_column(no_wrap=True)
    table.add_column(no_wrap=console.width >= 60)
    table.add_column()
    for finding in report.findings:
        table.add_row(_mark(finding, console), _title(finding.check), _sentence(finding))
    console.print(table)
    console.print(Text(_seconds(report.timings), style="dim"))


def _mark(finding: Finding, console: Console) -> Text:
    """The mark of a finding: a dash for what the document need not have."""
    undemanded = finding.demand is not Demand.REQUIRED and finding.outcome is FindingOutcome.NOT_PERFORMED
    if undemanded:
        return Text(mark("–", console), style="dim")
    return Text(mark(_MARKS[finding.outcome], console), style=_COLOURS[finding.outcome])


def _title(check: Check) -> str:
    words = check.value.replace("_", " ")
    return words.replace("mrz", "MRZ")


def _sentence(finding: Finding) -> str:
    """The sentence, with the figures of a face comparison and with what is waived."""
    parts = [finding.sentence]
    evidence = finding.evidence
    if finding.check is Check.FACE_MATCH and evidence.get("score") is not None:
        figures = f"Score {evidence['score']:.3f}"
        if "threshold" in evidence:
            figures += f", threshold {evidence['threshold']:.3f} at FMR {evidence['fmr']:g}"
        parts.append(f"{figures}.")
    if finding.demand is Demand.WAIVED:
        parts.append("(Waived.)")
    return " ".join(parts)


def _seconds(timings: tuple[tuple[str, float], ...]) -> str:
    """The whole time, and that of each kind of work: `document.load` and `live.load` are both loading."""
    stages: dict[str, float] = {}
    for name, seconds in timings:
        kind = name.rpartition(".")[2]
        stages[kind] = stages.get(kind, 0.0) + seconds
    told = ", ".join(f"{kind} {1000 * seconds:.0f}" for kind, seconds in stages.items())
    return f"{1000 * sum(stages.values()):.0f} ms: {told}"
