"""A reading as people and as programs see it, with the text of the document: that is what was asked for."""

from dataclasses import replace
from pathlib import Path

from rich.console import Console
from rich.table import Table
from rich.text import Text

from docverify.cli.show import COLOURS, mark
from docverify.evidence import Reading
from docverify.evidence.reading import known
from docverify.mrz import Field, FieldCheck, Mrz
from docverify.verification import FindingOutcome, Report

_MARKS = {
    FieldCheck.VERIFIED: ("✓", "green"),
    FieldCheck.REFUTED: ("✗", "red"),
    FieldCheck.UNCHECKABLE: ("?", "yellow"),
    FieldCheck.NOT_PRINTED: ("", ""),
}


def reading_as_dict(reading: Reading, report: Report) -> dict[str, object]:
    """A reading as plain JSON values, its years resolved, and what the judge says of it."""
    content = replace(reading, mrz=report.mrz).to_dict()
    content["outcome"] = report.outcome.value
    content["why"] = report.why
    content["findings"] = [one.to_dict() for one in report.findings if one.reason != "not_presented"]
    return content


def show_reading(file: Path, reading: Reading, report: Report, console: Console, *, whole: bool) -> None:
    """Print a reading.

    Args:
        file: where the picture came from.
        reading: what was read.
        report: what the judge says of it.
        console: where to print.
        whole: also list the fields.
    """
    console.print(_headline(file, reading, report), soft_wrap=True)
    for line in reading.lines:
        console.print(Text(f"  {line}"), soft_wrap=True)
    for c in reading.corrections:
        cause = c.cause.value.replace("_", " ")
        change = f"  line {c.line + 1}, column {c.column + 1}: {c.read} became {c.became}, by {cause}"
        console.print(Text(change, style="yellow"), soft_wrap=True)
    for sentence in dict.fromkeys((*_sentences(report), *_notes(report))):
        console.print(Text(f"  {sentence}", style="yellow"), soft_wrap=True)
    if whole and report.mrz is not None:
        console.print(fields_table(report.mrz, console))


def fields_table(mrz: Mrz, console: Console) -> Table:
    """What a document says, field by field, each with the mark of its check digit."""
    table = Table(box=None, pad_edge=False, show_header=False, padding=(0, 1))
    for name, field in mrz.fields.items():
        if field.value is None or (name.endswith("_check_digit") and name != "composite_check_digit"):
            continue
        symbol, colour = _MARKS[field.check]
        table.add_row("", field.title, Text(_value(field)), Text(mark(symbol, console), colour))
    return table


def _headline(file: Path, reading: Reading, report: Report) -> Text:
    headline = Text(f"{file}: ")
    if report.mrz is not None:
        headline.append(f"{report.mrz.format.value}, ")
    headline.append(report.outcome.value, style=COLOURS[report.outcome])
    confidence = known(reading.confidence)
    return headline.append(
        "" if report.mrz is None or confidence is None else f", confidence {confidence:.3f}"
    )


def _sentences(report: Report) -> list[str]:
    """What kept the reading from passing; the judge's own words."""
    return [report.why] if report.why else []


def _notes(report: Report) -> list[str]:
    """What does not count for a reading and is worth saying all the same: that the document has expired."""
    expired = report.finding("not_expired")
    issues = () if report.mrz is None else report.mrz.issues
    told = [expired.sentence] if expired.outcome is FindingOutcome.FAILED else []
    return told + [issue.message for issue in issues]


def _value(field: Field) -> str:
    """The text, or the calendar date where it is known."""
    if field.date is not None and field.date.date is not None:
        return field.date.date.isoformat()
    return field.value or ""
