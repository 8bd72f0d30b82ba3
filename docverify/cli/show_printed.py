"""The printed zone beside the MRZ, as people see it; the text is what was asked for."""

from typing import Any, Final

import numpy as np
from rich.console import Console
from rich.table import Table
from rich.text import Text

from docverify.evidence.printed import Agreement, FieldAnswer, PrintedField, PrintedZone
from docverify.mrz import Mrz
from docverify.verification import Report

_INKS: Final = {
    Agreement.AGREES: "green",
    Agreement.DIFFERS: "red",
    Agreement.NOT_READ: "yellow",
    Agreement.NOT_COMPARABLE: "yellow",
}
_FIELDS: Final = {
    PrintedField.NUMBER: ("Document number", ("document_number",)),
    PrintedField.NAME: ("Name", ("primary_identifier", "secondary_identifier")),
    PrintedField.BIRTH: ("Date of birth", ("date_of_birth",)),
    PrintedField.EXPIRY: ("Date of expiry", ("date_of_expiry",)),
    PrintedField.SEX: ("Sex", ("sex",)),
    PrintedField.STATE: ("State", ("issuing_state", "nationality")),
}
"""How a field is called, and where the MRZ says it."""


def show_printed(zone: PrintedZone | None, report: Report, console: Console) -> None:
    """Print each field as the MRZ and as the page say it, side by side, and whether they agree."""
    if zone is None or report.mrz is None:
        console.print(
            Text("  The printed zone was not read: no page is known without an MRZ.", style="yellow")
        )
        return
    table = Table(box=None, pad_edge=False, padding=(0, 1))
    for head in ("", "", "MRZ", "printed", ""):
        table.add_column(Text(head, style="dim"))
    for answer in zone.answers:
        title, names = _FIELDS[answer.field]
        told = answer.agreement.value.replace("_", " ")
        if answer.agreement is not Agreement.AGREES:
            told += f": {answer.reason}"
        table.add_row(
            "",
            title,
            Text(_of_mrz(report.mrz, names)),
            Text(_of_print(zone, answer)),
            Text(told, style=_INKS[answer.agreement]),
        )
    console.print(table)


def _of_mrz(mrz: Mrz, names: tuple[str, ...]) -> str:
    fields = [mrz.fields[name] for name in names if name in mrz.fields]
    values = [
        one.date.date.isoformat() if one.date is not None and one.date.date is not None else one.value
        for one in fields
    ]
    return ", ".join(dict.fromkeys(value for value in values if value))


def _of_print(zone: PrintedZone, answer: FieldAnswer) -> str:
    """The lines whose places the answer names, in its order."""
    middles = [quad.mean(axis=0) for quad in answer.quads]
    said = [line.text for middle in middles for line in zone.lines if _within(line.quad, middle)]
    return " · ".join(dict.fromkeys(said))


def _within(quad: np.ndarray[Any, Any], point: np.ndarray[Any, Any]) -> bool:
    """Whether a point lies in a quad, reading order."""
    edges = np.roll(quad, -1, axis=0) - quad
    to = point - quad
    turns = edges[:, 0] * to[:, 1] - edges[:, 1] * to[:, 0]
    return bool((turns >= 0).all() or (turns <= 0).all())
