"""`docverify journal show, verify, export`: what reads a journal."""

import json
from pathlib import Path
from typing import Annotated

import typer
from rich.text import Text

from docverify.cli.codes import ExitCode
from docverify.cli.journal.options import JournalArgument, JsonOption, SealsOption, key_of, text_of, told
from docverify.cli.show import output
from docverify.operation.journal import EntryKind, Journal, JournalEntry

PeriodOption = Annotated[
    str | None, typer.Option(help="Of this year, month or day only, such as 2026-11; in UTC.")
]


def show(
    path: JournalArgument,
    entry: Annotated[int | None, typer.Argument(min=0, help="Number; all unless given.")] = None,
    *,
    period: PeriodOption = None,
    kind: Annotated[EntryKind | None, typer.Option(help="Of this kind only.")] = None,
    identity: Annotated[
        bool, typer.Option("--identity", help="Of one entry, also tell what is sealed beside it.")
    ] = False,
    seals: SealsOption = None,
    as_json: JsonOption = False,
) -> None:
    """Show entries."""
    if identity and entry is None:
        raise typer.BadParameter("name one entry with it", param_hint="--identity")
    with Journal(path, seals=seals, read_only=True) as journal:
        some = journal.entries(period, kind=kind) if entry is None else iter([journal.entry(entry)])
        for one in some:
            content = one.to_dict()
            if identity:
                content["identity"] = journal.unseal(one)
            indent = None if entry is None else 1
            typer.echo(
                json.dumps(content, ensure_ascii=False, indent=indent)
                if as_json or entry is not None
                else _line(one)
            )


def verify(
    path: JournalArgument,
    *,
    checkpoint: Annotated[
        list[Path] | None,
        typer.Option(metavar="FILE", help="Checkpoint that was kept elsewhere; repeatable."),
    ] = None,
    key: Annotated[
        str | None,
        typer.Option(metavar="NAME+ID+KEY|FILE", help="Key by which the log is known from elsewhere."),
    ] = None,
    seals: SealsOption = None,
    as_json: JsonOption = False,
) -> None:
    """Look at every entry, the tree, and what is sealed. Exit code 1 where something is wrong.

    Without a checkpoint that was kept elsewhere it is not told whether entries were cut off the end, nor
    whether who has the signing key wrote the log anew.
    """
    notes = [text_of(one) for one in checkpoint or ()]
    known = None if key is None else key_of(key)
    with Journal(path, seals=seals, read_only=True) as journal:
        found = journal.verify(*notes, key=known)
    if as_json:
        typer.echo(json.dumps(found.to_dict(), ensure_ascii=False))
    else:
        console = output()
        head = "SOUND" if found.sound else "NOT SOUND"
        console.print(
            Text(
                f"{head}: {found.entries} entries, root {found.root}", style="green" if found.sound else "red"
            )
        )
        for fault in found.faults:
            console.print(Text(f"{fault.kind.value}: {fault.sentence}"))
        against = ", ".join(map(str, found.held_against))
        console.print(
            Text(
                f"Held against checkpoints of {against} entries."
                if against
                else "Held against no checkpoint from outside: entries cut off the end, or a log that was "
                "written anew, would not be told."
            )
        )
    raise typer.Exit(ExitCode.PASSED if found.sound else ExitCode.FAILED)


def export(
    path: JournalArgument,
    out: Annotated[Path, typer.Argument(metavar="OUT", help="File to write: .jsonl or .parquet.")],
    *,
    period: PeriodOption = None,
    as_json: JsonOption = False,
) -> None:
    """Write entries into a file for other programs, without anything that is sealed."""
    with Journal(path, read_only=True) as journal:
        count = journal.export(out, period=period)
    told(f"{out}: {count} entries", {"path": str(out), "entries": count}, as_json=as_json)


def _line(entry: JournalEntry) -> str:
    """One entry in a line: number, time, kind, and what it tells in few words."""
    content = entry.content
    words = {
        EntryKind.VERIFICATION: (content.get("outcome"), content.get("inconclusive")),
        EntryKind.DECISION: (content.get("verdict"), f"of {entry.concerns}"),
        EntryKind.GALLERY: (content.get("did"), content.get("count"), "in", content.get("gallery")),
        EntryKind.NOTE: (content.get("topic"),),
        EntryKind.ORIGIN: (content.get("origin"),),
        EntryKind.POLICY: (content.get("sum"),),
    }.get(entry.kind, ())
    told = " ".join(str(word) for word in words if word)
    return f"{entry.number:>8}  {entry.at:%Y-%m-%d %H:%M:%S}  {entry.kind.value:12}  {told}".rstrip()
