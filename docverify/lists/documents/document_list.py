"""A list of documents, and whether a document may be one of them."""

import math
import secrets
from collections.abc import Iterable
from pathlib import Path
from typing import Final, Self

from docverify.arguments import expect, listed
from docverify.errors import InputError
from docverify.evidence.listed import DocumentAnswer, DocumentMatch, DocumentReason, ListEdition
from docverify.evidence.reading import Reading, typed
from docverify.lists.documents.candidates import NumberCandidate, candidates
from docverify.lists.documents.digests import Digester, Shape, checked_key, records_of
from docverify.lists.documents.entry import DocumentEntry
from docverify.lists.documents.numbers import folded, normalised
from docverify.lists.documents.table import Table, open_table, table_bytes, table_in
from docverify.lists.files import write_whole
from docverify.mrz import Mrz

MOST_RECORDS: Final = 500_000_000
"""Records that a list may have: eight gigabytes."""
_BY_CERTAINTY: Final = (
    DocumentReason.NUMBER,
    DocumentReason.RANGE,
    DocumentReason.MISREAD,
    DocumentReason.LOOK_ALIKE,
)


class DocumentList:
    """A list of documents, such as stolen, lost and revoked ones, and of stolen blanks by their ranges.

    It lies on disk as digests under the caller's key, memory-mapped: which documents are listed cannot be
    read from it. A hit refers the case to an officer and fails no document: numbers are copied wrongly, and
    stolen documents come back.

    Args:
        path: file of `DocumentList.write`.
        key: under which it was built; at least 16 random bytes.

    Raises:
        ConfigurationError: it cannot be opened, the key is too short, or it was built under another one.
        UnsupportedFormat: the file is no list of documents, or of another version.
        InputError: the file is not whole, or was changed after it was built.
    """

    def __init__(self, path: str | Path, *, key: bytes) -> None:
        expect("path", path, (str, Path), "a path")
        self._set(open_table(path, checked_key(key)), key)

    @classmethod
    def of(cls, entries: Iterable[DocumentEntry], *, edition: ListEdition, key: bytes | None = None) -> Self:
        """A list in memory.

        Args:
            entries: the documents.
            edition: which list it is, and for how long it can be relied on.
            key: at least 16 random bytes; new ones unless given.

        Raises:
            InputError: an argument is not what is said above.
            ConfigurationError: the key is too short.
        """
        own = secrets.token_bytes(32) if key is None else checked_key(key)
        made = object.__new__(cls)
        made._set(table_in(_file_of(listed("entries", entries, DocumentEntry), own, edition), own), own)
        return made

    @classmethod
    def write(
        cls, path: str | Path, entries: Iterable[DocumentEntry], *, edition: ListEdition, key: bytes
    ) -> int:
        """Build a list and write its file, whole or not at all.

        Args:
            path: of the file; one that is there is replaced.
            entries: the documents, one after the other: ten million take 400 MB of memory.
            edition: which list it is, and for how long it can be relied on.
            key: at least 16 random bytes; whoever opens the list needs them.

        Returns:
            How many records it has: one a document, up to some dozens a range.

        Raises:
            InputError: too many records, or an argument is not what is said above.
            ConfigurationError: the key is too short, or the file cannot be written.
        """
        expect("path", path, (str, Path), "a path")
        content = _file_of(entries, checked_key(key), edition)
        write_whole(path, content)
        return table_in(content, key).count

    def _set(self, table: Table, key: bytes) -> None:
        self._table = table
        self._digester = Digester(key)

    @property
    def edition(self) -> ListEdition:
        """Which list it is."""
        return self._table.edition

    def __len__(self) -> int:
        """How many records it has; see `write`."""
        return self._table.count

    def __repr__(self) -> str:
        return f"DocumentList({self.edition.name}, {self.edition.version}, {len(self)} records)"

    def look_up(self, document: Reading | Mrz) -> DocumentAnswer:
        """Whether a document may be one of the list.

        Args:
            document: what was read of it; of a reading also what else its cells may hold is looked up.

        Returns:
            The matches; none where the document has no number or no issuing State, which `asked` tells. How
            fresh the list is, is for whoever judges: see `ListEdition.age`.

        Raises:
            InputError: `document` is neither.
        """
        expect("document", document, (Reading, Mrz), "a Reading, or what parse_mrz gave")
        reading = document if isinstance(document, Reading) else typed(document)
        mrz = reading.mrz
        state = "" if mrz is None else mrz.issuing_state.value or ""
        numbers = candidates(reading) if state else []
        kind = "" if mrz is None else mrz.document_code.raw[:1]
        found = [match for one in numbers for match in self._matches(state, kind, one)]
        found.sort(key=lambda one: (_BY_CERTAINTY.index(one.reason), -_known(one.certainty)))
        return DocumentAnswer(
            edition=self.edition, asked=bool(numbers), candidates=len(numbers), matches=tuple(found)
        )

    def look_up_number(self, *, issuer: str, number: str, kind: str = "") -> DocumentAnswer:
        """Whether a document may be one of the list, by what is typed of it.

        Args:
            issuer: code of the issuing State.
            number: of the document.
            kind: first letter of the document code; "" looks among those of every kind only.

        Raises:
            InputError: an argument is not what is said above.
        """
        asked = DocumentEntry(issuer=issuer, number=number, kind=kind)
        typed_in = NumberCandidate(normalised(asked.number), 1.0, read=True)
        found = self._matches(asked.state, asked.letter, typed_in)
        return DocumentAnswer(edition=self.edition, asked=True, candidates=1, matches=tuple(found))

    def _matches(self, state: str, kind: str, one: NumberCandidate) -> list[DocumentMatch]:
        """The reason for which a number matches, if it does: the first that holds."""
        kinds = [k for k in dict.fromkeys((kind, "")) if k in self._table.kinds]
        reason: DocumentReason | None = None
        for k in kinds:
            rests = self._table.rests(self._digester.alike(state, k, one.number))
            if rests:
                exact = self._digester.exact(state, k, one.number) in rests
                reason = DocumentReason.NUMBER if exact else reason or DocumentReason.LOOK_ALIKE
        if reason is not DocumentReason.NUMBER and self._in_range(state, kinds, one.number):
            reason = DocumentReason.RANGE
        if reason is None or (reason is DocumentReason.LOOK_ALIKE and not one.read):
            return []
        return [DocumentMatch(reason=reason if one.read else DocumentReason.MISREAD, certainty=one.certainty)]

    def _in_range(self, state: str, kinds: list[str], number: str) -> bool:
        for length, free in self._table.shapes:
            if length != len(number) or not folded(number[-free:]).isdecimal():
                continue
            start = number[:-free]
            if any(self._table.rests(self._digester.alike(state, kind, start, free)) for kind in kinds):
                return True
        return False


def _known(certainty: float) -> float:
    return 0.0 if math.isnan(certainty) else certainty


def _file_of(entries: Iterable[DocumentEntry], key: bytes, edition: ListEdition) -> bytes:
    expect("edition", edition, ListEdition, "a ListEdition")
    expect("entries", entries, Iterable, "several DocumentEntries")
    kinds: set[str] = set()
    shapes: set[Shape] = set()
    records = records_of(entries, Digester(key), kinds, shapes)
    if len(records) > MOST_RECORDS:
        raise InputError(f"the list has {len(records):,} records; the limit is {MOST_RECORDS:,}")
    return table_bytes(records, key=key, edition=edition, kinds=kinds, shapes=shapes)
