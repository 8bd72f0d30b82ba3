"""`docverify journal erase, retain`: identity destroyed, by request or because its time is over."""

from datetime import date
from typing import Annotated

import typer

from docverify.cli.journal.options import JournalArgument, JsonOption, KeyOption, SealsOption, told
from docverify.cli.options import day
from docverify.operation.journal import Journal


def erase(
    path: JournalArgument,
    *,
    entry: Annotated[int | None, typer.Option(min=0, help="Beside the entry of this number.")] = None,
    subject: Annotated[
        str | None,
        typer.Option(help="Of this subject: issuing State and document number, with a blank between."),
    ] = None,
    before: Annotated[
        date | None,
        typer.Option(parser=day, metavar="DATE", help="Beside every entry before this day, in UTC."),
    ] = None,
    reason: Annotated[str, typer.Option(help="Code of why.")] = "request",
    signing_key: KeyOption = None,
    seals: SealsOption = None,
    as_json: JsonOption = False,
) -> None:
    """Destroy identity that was sealed, and its keys, and write down that this was done."""
    with Journal(path, key=signing_key, seals=seals) as journal:
        numbers = journal.erase(entry=entry, subject=subject, before=before, reason=reason)
    _tell(numbers, as_json=as_json)


def retain(
    path: JournalArgument,
    *,
    signing_key: KeyOption = None,
    seals: SealsOption = None,
    as_json: JsonOption = False,
) -> None:
    """Destroy identity whose time is over; run it every day."""
    with Journal(path, key=signing_key, seals=seals) as journal:
        numbers = journal.retain()
    _tell(numbers, as_json=as_json)


def _tell(numbers: tuple[int, ...], *, as_json: bool) -> None:
    some = ", ".join(map(str, numbers[:20])) + (", …" if len(numbers) > 20 else "")
    sentence = f"erased beside {len(numbers)} entries: {some}" if numbers else "there was nothing to erase"
    told(sentence, {"erased": list(numbers)}, as_json=as_json)
