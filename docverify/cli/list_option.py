"""Lists as options of commands: files of `docverify lists build`, and the key that opens them."""

from datetime import UTC, date, datetime
from pathlib import Path
from typing import Annotated

import typer

from docverify.cli.options import day, secret_of
from docverify.lists import Lists
from docverify.lists.opening import open_lists

ListsOption = Annotated[
    list[Path] | None,
    typer.Option("--list", metavar="LIST", help="List to look the document and its holder up in; repeat it."),
]
KeyOption = Annotated[
    Path | None, typer.Option("--list-key", metavar="FILE", help="File with the key that the lists need.")
]
ManifestOption = Annotated[
    list[Path] | None,
    typer.Option(
        "--manifest",
        metavar="FILE",
        help="Manifest of the journey: PAXLST, or a table, .csv or .tsv; repeat it.",
    ),
]
ManifestUntilOption = Annotated[
    date | None,
    typer.Option(
        parser=day,
        metavar="DATE",
        help="Last day for which the manifest counts: a table does not say it, and clears nobody without.",
    ),
]
FalsePositivesOption = Annotated[
    float,
    typer.Option(
        metavar="NUMBER",
        min=0.0,
        max=1.0,
        help="People of a list that a traveller may be taken for by chance.",
    ),
]


def lists_of(
    paths: list[Path] | None, key: Path | None, *, manifest: list[Path] | None, manifest_until: date | None
) -> Lists | None:
    """The lists and the manifest that options name; None where they name none."""
    secret = secret_of(key) if paths and key is not None else None
    return open_lists(paths or (), key=secret, manifest=manifest or (), manifest_until=manifest_until)


def today(at: date | None) -> date:
    """The day that an option names; today unless given."""
    return datetime.now(UTC).date() if at is None else at
