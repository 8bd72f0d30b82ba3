"""Lists as options of commands: files of `docverify lists build`, and the key that opens them."""

from datetime import UTC, date, datetime
from pathlib import Path
from typing import Annotated, Final

import typer

from docverify.cli.options import secret_of
from docverify.errors import ConfigurationError, InputError, UnsupportedFormat
from docverify.lists import DocumentList, Lists, Manifest, NameList
from docverify.lists.documents.table import MAGIC as DOCUMENTS
from docverify.lists.names.name_list import FALSE_POSITIVES
from docverify.lists.names.sealed import MAGIC as NAMES

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
_TABLES: Final = frozenset({".csv", ".tsv"})
FalsePositivesOption = Annotated[
    float,
    typer.Option(
        metavar="NUMBER",
        min=0.0,
        max=1.0,
        help="People of a list that a traveller may be taken for by chance.",
    ),
]


def opened_list(path: Path, key: bytes, *, false_positives: float) -> DocumentList | NameList:
    """Open a file of either kind of list."""
    try:
        with path.open("rb") as file:
            start = file.read(max(len(DOCUMENTS), len(NAMES)))
    except OSError as problem:
        raise ConfigurationError(f"{path} cannot be opened as a list: {problem.strerror}") from problem
    if start.startswith(DOCUMENTS):
        return DocumentList(path, key=key)
    if start.startswith(NAMES):
        return NameList.open(path, key=key, false_positives=false_positives)
    raise UnsupportedFormat(f"{path} is no list: build one with docverify lists build")


def lists_of(
    paths: list[Path] | None,
    key: Path | None,
    *,
    false_positives: float = FALSE_POSITIVES,
    manifest: list[Path] | None = None,
) -> Lists | None:
    """The lists and the manifest that options name; None where they name none."""
    announced = manifest_of(manifest, None) if manifest else None
    if not paths:
        return None if announced is None else Lists(manifest=announced)
    if key is None:
        raise ConfigurationError("lists are opened with a key: pass its file with --list-key")
    secret = secret_of(key)
    opened = [opened_list(path, secret, false_positives=false_positives) for path in paths]
    return Lists(
        documents=[one for one in opened if isinstance(one, DocumentList)],
        names=[one for one in opened if isinstance(one, NameList)],
        manifest=announced,
    )


def manifest_of(files: list[Path], stale_after: date | None) -> Manifest:
    """The manifest in some files: a table by its name, PAXLST otherwise.

    Raises:
        InputError: it cannot be read, or several tables are named.
    """
    if not any(file.suffix.lower() in _TABLES for file in files):
        return Manifest.from_paxlst(*files, stale_after=stale_after)
    if len(files) > 1:
        raise InputError("name one table, or PAXLST messages alone")
    return Manifest.from_csv(files[0], stale_after=stale_after)


def today(at: date | None) -> date:
    """The day that an option names; today unless given."""
    return datetime.now(UTC).date() if at is None else at
