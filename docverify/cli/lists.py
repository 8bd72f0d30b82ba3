"""`docverify lists`: lists of documents and of names checked, built, shown and looked up."""

import json
import os
import secrets
from collections.abc import Iterable
from datetime import date
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer
from rich.table import Table
from rich.text import Text

from docverify.cli import Command, Group
from docverify.cli.codes import ExitCode
from docverify.cli.list_option import FalsePositivesOption, today
from docverify.cli.options import day, secret_of
from docverify.cli.show import output, print_trimmed
from docverify.errors import ConfigurationError, ListRejected
from docverify.evidence import DocumentAnswer, ListAge, ListEdition, NameAnswer
from docverify.lists import DocumentList, NameList, read_documents, read_names
from docverify.lists.documents.digests import LEAST_KEY
from docverify.lists.names.name_list import FALSE_POSITIVES
from docverify.lists.opening import open_list
from docverify.mrz import parse_mrz

lists = typer.Typer(
    name="lists",
    cls=Group,
    help="Check, build, show and look up lists of documents and of names.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
)


class Holds(StrEnum):
    """What a list holds."""

    DOCUMENTS = "documents"
    NAMES = "names"


HoldsOption = Annotated[
    Holds, typer.Option("--of", metavar="KIND", help="What the list holds: documents or names.")
]
SourceArgument = Annotated[
    Path, typer.Argument(metavar="FILE", help="CSV with a header, or .jsonl with one object a line.")
]
ListArgument = Annotated[Path, typer.Argument(metavar="LIST", help="File of docverify lists build.")]
KeyFileOption = Annotated[
    Path, typer.Option("--key", metavar="FILE", help=f"File with the key, at least {LEAST_KEY} random bytes.")
]
AtOption = Annotated[
    date | None,
    typer.Option(parser=day, metavar="DATE", help="Day for which it is asked; today unless given."),
]
JsonOption = Annotated[bool, typer.Option("--json", help="Print JSON.")]


@lists.command(cls=Command)
def check(source: SourceArgument, *, of: HoldsOption) -> None:
    """Read every row, and name each bad one by its line; nothing is written."""
    count = sum(1 for _ in _told(source, of))
    typer.echo(f"{source}: {count:,} rows can be used")


@lists.command(cls=Command)
def build(
    source: SourceArgument,
    *,
    of: HoldsOption,
    out: Annotated[Path, typer.Option("--out", "-o", metavar="LIST", help="File to write.")],
    key: KeyFileOption,
    name: Annotated[str, typer.Option(help="What the list is called in reports.")],
    version: Annotated[str, typer.Option(help="What its issuer calls this edition.")],
    issued: Annotated[date, typer.Option(parser=day, metavar="DATE", help="Day of which its content is.")],
    stale_after: Annotated[
        int, typer.Option(metavar="DAYS", min=0, max=3660, help="Days for which it holds.")
    ],
    new_key: Annotated[
        bool, typer.Option("--new-key", help="Make the key first; never overwritten.")
    ] = False,
) -> None:
    """Build a list that nobody can read without the key; if a row is bad, nothing is written.

    Columns of documents: issuer, number, last (of a range), kind. Columns of names: id, primary, secondary,
    birth, sex, nationality. Lists of documents hold keyed digests, lists of names are encrypted.
    """
    edition = ListEdition(name=name, version=version, issued=issued, stale_after=stale_after)
    if new_key:
        _make_key(key)
    secret = secret_of(key)
    if of is Holds.DOCUMENTS:
        count = DocumentList.write(out, read_documents(source), edition=edition, key=secret)
    else:
        count = NameList.write(out, list(read_names(source)), edition=edition, key=secret)
    typer.echo(
        f"{out}: {count:,} {'records' if of is Holds.DOCUMENTS else 'names'}, until {edition.last_day}"
    )


@lists.command(cls=Command)
def show(path: ListArgument, *, key: KeyFileOption, at: AtOption = None, as_json: JsonOption = False) -> None:
    """Open a list, and tell which edition it is and whether it is stale: exit code 3 then."""
    opened = open_list(path, key=secret_of(key), false_positives=1.0)
    edition = opened.edition
    age = edition.age(today(at))
    told = {
        "of": "documents" if isinstance(opened, DocumentList) else "names",
        "name": edition.name,
        "version": edition.version,
        "issued": edition.issued.isoformat(),
        "last_day": edition.last_day.isoformat(),
        "age": age.value,
        "entries": len(opened),
    }
    if as_json:
        typer.echo(json.dumps(told, ensure_ascii=False))
    else:
        typer.echo(
            f"{edition.name}, {edition.version}: {len(opened):,} {told['of']}, "
            f"issued {edition.issued}, until {edition.last_day}: {age.value.replace('_', ' ')}"
        )
    raise typer.Exit(ExitCode.PASSED if age is ListAge.CURRENT else ExitCode.INCONCLUSIVE)


@lists.command(cls=Command, name="look-up")
def look_up(
    path: ListArgument,
    mrz: Annotated[
        typer.FileText,
        typer.Argument(metavar="MRZ", help="File with the text of an MRZ; - for standard input."),
    ],
    *,
    key: KeyFileOption,
    at: AtOption = None,
    false_positives: FalsePositivesOption = FALSE_POSITIVES,
    as_json: JsonOption = False,
) -> None:
    """Look a document, or its holder, up in a list.

    Exit code 0 where it is not listed, 3 where it may be, where the list is stale, or where the document does
    not hold what is looked up.
    """
    opened = open_list(path, key=secret_of(key), false_positives=false_positives)
    seen = today(at)
    document = parse_mrz(mrz.read(), at=seen)
    answer = (
        opened.look_up(document) if isinstance(opened, DocumentList) else opened.look_up(document, at=seen)
    )
    age = answer.edition.age(seen)
    if as_json:
        typer.echo(json.dumps({"age": age.value, "asked": answer.asked, "matches": _plain(answer)}))
    else:
        _show(answer, age)
    clear = answer.asked and not answer.matches and age is ListAge.CURRENT
    raise typer.Exit(ExitCode.PASSED if clear else ExitCode.INCONCLUSIVE)


def _told(source: Path, of: Holds) -> Iterable[object]:
    """The rows of a file; bad ones are told, each in a line, before the error is raised."""
    try:
        yield from read_documents(source) if of is Holds.DOCUMENTS else read_names(source)
    except ListRejected as problem:
        for line, what in problem.problems:
            typer.echo(f"line {line}: {what}")
        raise


def _plain(answer: DocumentAnswer | NameAnswer) -> list[dict[str, object]]:
    if isinstance(answer, DocumentAnswer):
        return [
            {
                "reason": one.reason.value,
                "certainty": None if one.certainty != one.certainty else one.certainty,
            }
            for one in answer.matches
        ]
    return [
        {"entry": one.entry, "score": one.score, "by_chance": one.by_chance, "reasons": list(one.reasons)}
        for one in answer.matches
    ]


def _show(answer: DocumentAnswer | NameAnswer, age: ListAge) -> None:
    console = output()
    edition = answer.edition
    told = f"{edition.name}, {edition.version}, issued {edition.issued}: {age.value.replace('_', ' ')}"
    console.print(Text(told, style="" if age is ListAge.CURRENT else "yellow"))
    if not answer.asked:
        console.print(Text("The document does not hold what is looked up.", style="yellow"))
    if not answer.matches:
        console.print("no match")
        return
    table = Table(box=None, pad_edge=False, padding=(0, 2))
    rows = _plain(answer)
    for title in rows[0]:
        table.add_column(title.replace("_", " "))
    for row in rows:
        table.add_row(*(_cell(value) for value in row.values()))
    print_trimmed(table, console)


def _cell(value: object) -> str:
    if isinstance(value, list):
        return ", ".join(str(one).replace("_", " ") for one in value)
    return f"{value:.3g}" if isinstance(value, float) else str(value)


def _make_key(path: Path) -> None:
    """Write a new key that its owner alone can read; one that is there is never overwritten."""
    try:
        with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
            file.write(secrets.token_hex(32).encode() + b"\n")
    except OSError as problem:
        raise ConfigurationError(f"{path} cannot be written as a new key: {problem.strerror}") from problem
