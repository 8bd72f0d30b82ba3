"""Entries of lists from CSV and JSON lines."""

from collections.abc import Iterator
from pathlib import Path
from typing import Final

from docverify.lists.documents.entry import DocumentEntry
from docverify.lists.names.entry import NameEntry
from docverify.lists.rows import read_entries

DOCUMENT_COLUMNS: Final = {"issuer": True, "number": True, "last": False, "kind": False}
"""Of a list of documents, and whether a row must have them: the attributes of `DocumentEntry`."""
NAME_COLUMNS: Final = {
    "id": True,
    "primary": False,
    "secondary": False,
    "birth": False,
    "sex": False,
    "nationality": False,
}
"""Of a list of names: the attributes of `NameEntry`."""


def read_documents(path: str | Path) -> Iterator[DocumentEntry]:
    """The documents of a CSV or JSON lines file, one after the other; see `DocumentEntry` for the columns.

    Raises:
        ConfigurationError: the file cannot be read.
        ListRejected: after the last row, if rows were bad: which, and why.
    """
    return read_entries(path, lambda row: DocumentEntry(**row), columns=DOCUMENT_COLUMNS, once=False)


def read_names(path: str | Path) -> Iterator[NameEntry]:
    """The people of a CSV or JSON lines file, one after the other; see `NameEntry` for the columns.

    Raises:
        ConfigurationError: the file cannot be read.
        ListRejected: after the last row, if rows were bad: which, and why.
    """
    return read_entries(path, lambda row: NameEntry(**row), columns=NAME_COLUMNS)
