"""All lists that a traveller and their document are looked up in."""

from collections.abc import Iterable
from datetime import date
from types import NoneType

from docverify.arguments import day_of, expect, listed
from docverify.evidence.listed import Listed
from docverify.evidence.manifested import Manifested
from docverify.evidence.reading import Reading
from docverify.lists.documents.document_list import DocumentList
from docverify.lists.manifest.manifest import Manifest
from docverify.lists.names.name_list import NameList


class Lists:
    """The lists of a place, as `verify` takes them.

    Args:
        documents: lists of documents.
        names: lists of names.
        manifest: of the journey.

    Raises:
        InputError: they hold something else.
    """

    def __init__(
        self,
        *,
        documents: Iterable[DocumentList] = (),
        names: Iterable[NameList] = (),
        manifest: Manifest | None = None,
    ) -> None:
        self._documents = listed("documents", documents, DocumentList)
        self._names = listed("names", names, NameList)
        expect("manifest", manifest, (Manifest, NoneType), "a Manifest, or None")
        self._manifest = manifest

    @property
    def documents(self) -> tuple[DocumentList, ...]:
        """The lists of documents."""
        return self._documents

    @property
    def names(self) -> tuple[NameList, ...]:
        """The lists of names."""
        return self._names

    @property
    def manifest(self) -> Manifest | None:
        """The journey's manifest."""
        return self._manifest

    def __repr__(self) -> str:
        return (
            f"Lists(documents={list(self._documents)}, names={list(self._names)}, manifest={self._manifest})"
        )

    def look_up(self, reading: Reading, *, at: date) -> Listed | None:
        """Look a document and its holder up in all of them.

        Args:
            reading: of the document.
            at: the day, for which two-digit years are resolved; or an instant.

        Returns:
            What each list says; None where no MRZ was read, so that there is nothing to look up.

        Raises:
            InputError: an argument is not what is said above.
        """
        expect("reading", reading, Reading, "a Reading")
        day, mrz = day_of(at), reading.mrz
        if mrz is None:
            return None
        return Listed(
            documents=tuple(one.look_up(reading) for one in self._documents),
            names=tuple(one.look_up(mrz, at=day) for one in self._names),
        )

    def find_passenger(self, reading: Reading, *, at: date) -> Manifested | None:
        """Ask the manifest whether somebody was announced with a document.

        Args:
            reading: of the document.
            at: the day, for which two-digit years are resolved; or an instant.

        Returns:
            What it answers; None without a manifest, and where no MRZ was read.

        Raises:
            InputError: an argument is not what is said above.
        """
        expect("reading", reading, Reading, "a Reading")
        day = day_of(at)
        if self._manifest is None or reading.mrz is None:
            return None
        return self._manifest.answer(reading.mrz.on(day))
