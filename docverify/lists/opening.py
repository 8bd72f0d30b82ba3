"""Files of lists and of manifests, opened whatever kind they are."""

from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Final

from docverify.errors import ConfigurationError, InputError, UnsupportedFormat
from docverify.lists.documents.document_list import DocumentList
from docverify.lists.documents.table import MAGIC as DOCUMENTS
from docverify.lists.lists import Lists
from docverify.lists.manifest.manifest import Manifest
from docverify.lists.names.name_list import FALSE_POSITIVES, NameList
from docverify.lists.names.sealed import MAGIC as NAMES

_TABLES: Final = frozenset({".csv", ".tsv"})


def open_list(path: Path, *, key: bytes, false_positives: float = FALSE_POSITIVES) -> DocumentList | NameList:
    """Open a file of either kind of list.

    Raises:
        ConfigurationError: it cannot be opened, or with another key.
        UnsupportedFormat: it is no list.
        InputError: it is not whole.
        EngineMissing: what opens lists of names is not installed.
    """
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


def open_manifest(files: Sequence[Path], *, stale_after: date | None = None) -> Manifest:
    """The manifest in some files: a table by its name, PAXLST otherwise.

    Raises:
        InputError: it cannot be read, or several tables are named.
    """
    if not any(file.suffix.lower() in _TABLES for file in files):
        return Manifest.from_paxlst(*files, stale_after=stale_after)
    if len(files) > 1:
        raise InputError("name one table, or PAXLST messages alone")
    return Manifest.from_csv(files[0], stale_after=stale_after)


def open_lists(
    paths: Sequence[Path],
    *,
    key: bytes | None,
    manifest: Sequence[Path] = (),
    manifest_until: date | None = None,
) -> Lists | None:
    """All lists and the manifest of a place; None where there are none.

    Args:
        paths: of lists.
        key: of all of them.
        manifest: files of the journey's manifest.
        manifest_until: last day for which it counts; a table does not say it.

    Raises:
        ConfigurationError: no key, and as `open_list`.
        InputError: as `open_list` and `open_manifest`.
    """
    announced = open_manifest(manifest, stale_after=manifest_until) if manifest else None
    if not paths:
        return None if announced is None else Lists(manifest=announced)
    if key is None:
        raise ConfigurationError("lists are opened with a key: pass its file with --list-key")
    opened = [open_list(path, key=key) for path in paths]
    return Lists(
        documents=[one for one in opened if isinstance(one, DocumentList)],
        names=[one for one in opened if isinstance(one, NameList)],
        manifest=announced,
    )
