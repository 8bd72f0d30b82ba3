"""`docverify manifest`: passenger lists checked, and documents matched with their passengers."""

import json
from collections.abc import Iterable
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Annotated, Final

import typer
from rich.console import Console
from rich.table import Table
from rich.text import Text

from docverify.cli import Command, Group
from docverify.cli.codes import ExitCode, gravest
from docverify.cli.mrz_texts import documents_in
from docverify.cli.options import day
from docverify.cli.show import output
from docverify.evidence import ManifestStanding
from docverify.lists import Manifest, ManifestCheck, Reconciliation
from docverify.lists.announced.issues import SENTENCES
from docverify.lists.opening import open_manifest
from docverify.mrz import parse_mrz

_CODES: Final = {
    ManifestStanding.LISTED: ExitCode.PASSED,
    ManifestStanding.IN_DOUBT: ExitCode.INCONCLUSIVE,
    ManifestStanding.NOT_LISTED: ExitCode.FAILED,
}
_COLOURS: Final = {
    ManifestStanding.LISTED: "green",
    ManifestStanding.IN_DOUBT: "yellow",
    ManifestStanding.NOT_LISTED: "red",
}
_SHOWN: Final = 20
"""Issues that are printed one by one; all are counted."""

manifest = typer.Typer(
    name="manifest",
    cls=Group,
    help="Check passenger lists, and match documents with their passengers.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
)

Files = Annotated[
    list[Path],
    typer.Argument(
        metavar="MANIFEST...",
        help="PAXLST messages of one journey, in one file or several; or a table, .csv or .tsv.",
    ),
]
StaleOption = Annotated[
    date | None,
    typer.Option(
        parser=day,
        metavar="DATE",
        help="Last day for which it counts; two days behind the journey unless given.",
    ),
]
JsonOption = Annotated[bool, typer.Option("--json", help="Print JSON.")]


@manifest.command(cls=Command, epilog="Exit codes: 0 nothing is wrong, 1 something is, 4 unusable input.")
def check(files: Files, *, stale_after: StaleOption = None, as_json: JsonOption = False) -> None:
    """Say what is wrong with a manifest, and what it lacks of what advance passenger information asks for.

    Passengers are told by their place in it; no name or number is printed.
    """
    found = open_manifest(files, stale_after=stale_after)
    checked = found.check()
    if as_json:
        typer.echo(json.dumps(_about(found) | _as_dict(checked)))
    else:
        _show_check(found, checked, output())
    raise typer.Exit(ExitCode.PASSED if checked.clean else ExitCode.FAILED)


def _about(found: Manifest) -> dict[str, object]:
    return {
        "journey": found.journey.to_dict(),
        "people": len(found.passengers),
        "complete": found.complete,
        "stale_after": None if found.stale_after is None else found.stale_after.isoformat(),
    }


def _as_dict(checked: ManifestCheck) -> dict[str, object]:
    return {
        "counts": {fault.value: count for fault, count in checked.counts.items()},
        "issues": [issue.to_dict() for issue in checked.issues],
    }


def _show_check(found: Manifest, checked: ManifestCheck, console: Console) -> None:
    journey = found.journey
    where = f"{journey.departs_from or '?'} to {journey.arrives_at or '?'}"
    number, when = journey.number or "a journey without a number", journey.day or "an unknown day"
    console.print(Text(f"{number}, {where}, on {when}: {len(found.passengers)} people"))
    if checked.clean:
        console.print(Text("Nothing is wrong.", style="green"))
        return
    table = Table("times", "what", box=None, pad_edge=False)
    for fault, count in checked.counts.items():
        table.add_row(str(count), SENTENCES[fault])
    console.print(table)
    for issue in checked.issues[:_SHOWN]:
        console.print(Text(issue.sentence), soft_wrap=True)
    left = sum(checked.counts.values()) - min(len(checked.issues), _SHOWN)
    if left:
        console.print(Text(f"and {left} more: --json tells the first 10,000", style="dim"))


@manifest.command(
    cls=Command,
    epilog="Exit codes: 0 all are on the manifest, 1 one is not, 3 one is in doubt or the manifest is stale, "
    "4 unusable input.",
)
def match(
    file: Annotated[
        Path,
        typer.Argument(metavar="MANIFEST", help="PAXLST messages of one journey, or a table, .csv or .tsv."),
    ],
    texts: Annotated[
        list[str],
        typer.Argument(
            metavar="TEXT|FILE|-...",
            help="The texts of MRZ, as for parse: in arguments, files, or - for standard input.",
        ),
    ],
    *,
    at: Annotated[
        date | None, typer.Option(parser=day, metavar="DATE", help="Day of the check, today unless given.")
    ] = None,
    stale_after: StaleOption = None,
    identity: Annotated[
        bool, typer.Option("--identity", help="Print what was announced of the passengers, too.")
    ] = False,
    as_json: JsonOption = False,
) -> None:
    """Find the passengers of documents, by number, name and date of birth; say who of them is missing."""
    found = open_manifest([file], stale_after=stale_after)
    today = at or datetime.now(UTC).date()
    documents = [parse_mrz(text, at=today) for text in documents_in(texts)]
    sides = found.reconcile(documents)
    stale = found.stale_after is None or today > found.stale_after
    if as_json:
        typer.echo(
            json.dumps(
                _about(found)
                | {
                    "stale": stale,
                    "documents": [one.to_dict(identity=identity) for one in sides.matches],
                    "unseen": [one.place for one in sides.unseen],
                    "twice": list(sides.twice),
                },
                ensure_ascii=False,
            )
        )
    else:
        _show_sides(sides, output(), stale=stale, identity=identity)
    codes = [_CODES[one.standing] for one in sides.matches]
    codes = [ExitCode.INCONCLUSIVE] if stale else codes
    raise typer.Exit(gravest(codes))


def _show_sides(sides: Reconciliation, console: Console, *, stale: bool, identity: bool) -> None:
    if stale:
        console.print(Text("The manifest counts no longer, or does not say until when.", style="yellow"))
    for number, one in enumerate(sides.matches, start=1):
        what = one.standing.value.replace("_", " ")
        who = "" if one.passenger is None else f", passenger {one.passenger.place}"
        told = Text(f"document {number}: ") + Text(what, style=_COLOURS[one.standing]) + Text(who)
        console.print(told)
        if one.reasons:
            console.print(Text(f"  {_listed(one.reasons)}"), soft_wrap=True)
        if identity and one.passenger is not None:
            console.print(Text(f"  announced as {json.dumps(one.passenger.to_dict(), ensure_ascii=False)}"))
    if sides.twice:
        console.print(Text(f"passengers with several documents: {_listed(sides.twice)}", style="yellow"))
    if sides.unseen:
        console.print(Text(f"{len(sides.unseen)} passengers without one of these documents"))


def _listed(items: Iterable[object]) -> str:
    return ", ".join(str(one).replace("_", " ") for one in items)
