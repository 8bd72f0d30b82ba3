"""A reading as people and as programs see it, with the text of the document: that is what was asked for."""

from datetime import date
from pathlib import Path

from rich.console import Console
from rich.table import Table
from rich.text import Text

from docverify.cli.show import mark
from docverify.mrz import Field, FieldCheck, Mrz, parse_mrz
from docverify.reading import Reading
from docverify.verification import OF_FAILURE
from docverify.verification.answer import known

_MARKS = {
    FieldCheck.VERIFIED: ("✓", "green"),
    FieldCheck.REFUTED: ("✗", "red"),
    FieldCheck.UNCHECKABLE: ("?", "yellow"),
    FieldCheck.NOT_PRINTED: ("", ""),
}


def reading_as_dict(reading: Reading, *, at: date) -> dict[str, object]:
    """A reading as plain JSON values, with two-digit years resolved for a day."""
    mrz = _resolved(reading, at)
    return {
        "engine": reading.engine,
        "failure": None if reading.failure is None else reading.failure.value,
        "lines": list(reading.lines),
        "confidence": known(reading.confidence),
        "quad": None if reading.quad is None else reading.quad.round(1).tolist(),
        "corrections": [correction.to_dict() for correction in reading.corrections],
        "evidence": {
            "character_height": known(reading.evidence.character_height),
            "sharpness": known(reading.evidence.sharpness),
            "glare": known(reading.evidence.glare),
            "least_certain": known(reading.evidence.least_certain),
        },
        "mrz": None if mrz is None else mrz.to_dict(),
    }


def show_reading(file: Path, reading: Reading, console: Console, *, at: date, whole: bool) -> None:
    """Print a reading.

    Args:
        file: where the picture came from.
        reading: what was read.
        console: where to print.
        at: the day that resolves two-digit years.
        whole: also list the fields.
    """
    mrz = _resolved(reading, at)
    console.print(_headline(file, reading, mrz), soft_wrap=True)
    for line in reading.lines:
        console.print(Text(f"  {line}"), soft_wrap=True)
    if reading.failure is not None:
        console.print(Text(f"  {OF_FAILURE[reading.failure].sentence}"), soft_wrap=True)
    for c in reading.corrections:
        change = (
            f"  line {c.line + 1}, column {c.column + 1}: {c.read} became {c.became}, by {c.reason.value}"
        )
        console.print(Text(change, style="yellow"), soft_wrap=True)
    if mrz is None:
        return
    for issue in mrz.issues:
        console.print(Text(f"  {issue.message}", style="yellow"), soft_wrap=True)
    if whole:
        console.print(_fields(mrz, console))


def _headline(file: Path, reading: Reading, mrz: Mrz | None) -> Text:
    headline = Text(f"{file}: ")
    if mrz is None:
        return headline.append("not read", style="yellow")
    headline.append(f"{mrz.format.value}, ")
    headline.append("valid" if mrz.valid else "not valid", style="green" if mrz.valid else "red")
    confidence = known(reading.confidence)
    return headline.append("" if confidence is None else f", confidence {confidence:.3f}")


def _fields(mrz: Mrz, console: Console) -> Table:
    table = Table(box=None, pad_edge=False, show_header=False, padding=(0, 1))
    for name, field in mrz.fields.items():
        if field.value is None or (name.endswith("_check_digit") and name != "composite_check_digit"):
            continue
        symbol, colour = _MARKS[field.check]
        table.add_row("", name.replace("_", " "), Text(_value(field)), Text(mark(symbol, console), colour))
    return table


def _value(field: Field) -> str:
    """The text, or the calendar date where it is known."""
    if field.date is not None and field.date.date is not None:
        return field.date.date.isoformat()
    return field.value or ""


def _resolved(reading: Reading, at: date) -> Mrz | None:
    return None if reading.mrz is None else parse_mrz(reading.mrz.lines, at=at, format=reading.mrz.format)
