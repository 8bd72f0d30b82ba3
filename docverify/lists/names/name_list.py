"""A list of people, and who of them a traveller may be."""

from collections.abc import Iterable
from datetime import date
from pathlib import Path
from typing import Final, Self

from docverify.arguments import day_of, expect, expect_number, listed
from docverify.errors import InputError
from docverify.evidence.listed import MOST_MATCHES, ListEdition, NameAnswer, NameMatch
from docverify.lists.files import write_whole
from docverify.lists.names.entry import NameEntry
from docverify.lists.names.index import NameIndex
from docverify.lists.names.look_up import scored
from docverify.lists.names.people import People, traveller_of
from docverify.lists.names.sealed import open_names, sealed_names
from docverify.lists.names.thresholds import NAMES_ALONE, WITH_BIRTHS, rate_at, threshold_for
from docverify.lists.names.tokens import Token, looked_at, tokens_of_entry
from docverify.mrz import Mrz

FALSE_POSITIVES: Final = 0.1
"""People of a list that a traveller is taken for by chance, unless told otherwise, if all of them
have names of the traveller's language: of a list of many languages it is a fraction of that."""
MOST_ENTRIES: Final = 2_000_000
"""Entries that a list may have: each takes about two kilobytes of memory."""


class NameList:
    """A list of people. A traveller who may be one of them is referred to an officer, never refused.

    Names are compared by every way in which Doc 9303 lets a State write them, by one typing error, swapped,
    joined, cut short, with a given name left out; and with dates of birth that are wrong in one part or known
    by the year. What an agreement is worth follows from how many people of the list share it.

    Args:
        entries: the people.
        edition: which list it is, and for how long it can be relied on.
        false_positives: how many different people of the list a traveller may be taken for on average, above
            0 and at most 1. The thresholds follow from it, from the list's size, and from what was measured
            on names of different people of one language.

    Raises:
        InputError: no entries, too many, or an argument is not what is said above.
        ConfigurationError: a list of this size cannot keep to so few false positives by what was measured:
            names alone reach one in a million pairs, with dates of birth one in ten million. Where every
            entry has one, a traveller without is judged by the former.

    Source: ICAO Doc 9303-3, 4.6 and 6; I. P. Fellegi, A. B. Sunter, A Theory for Record Linkage (1969).
    """

    def __init__(
        self,
        entries: Iterable[NameEntry],
        *,
        edition: ListEdition,
        false_positives: float = FALSE_POSITIVES,
    ) -> None:
        expect("edition", edition, ListEdition, "a ListEdition")
        given = _some(entries)
        expect_number("false_positives", false_positives, low=0.0, high=1.0)
        self._edition = edition
        self._false_positives = float(false_positives)
        rate = self._false_positives / len(given)
        dated = all(one.born.year for one in given)
        self._alone = threshold_for(NAMES_ALONE, max(rate, NAMES_ALONE[-1].rate) if dated else rate)
        self._dated = threshold_for(WITH_BIRTHS, rate)
        self._entries = given
        self._people = People(given)
        self._index = NameIndex([_names(one) for one in given])

    @classmethod
    def open(cls, path: str | Path, *, key: bytes, false_positives: float = FALSE_POSITIVES) -> Self:
        """Open a file of `write`.

        Args:
            path: of the file.
            key: under which it was built; at least 16 random bytes.
            false_positives: as of the class.

        Raises:
            ConfigurationError: it cannot be opened, the key is too short or another one; or as of the class.
            UnsupportedFormat: the file is no list of names, or of another version.
            InputError: the file is not whole, or was changed after it was built.
            EngineMissing: `cryptography` is not installed.
        """
        expect("path", path, (str, Path), "a path")
        edition, entries = open_names(path, key=key)
        return cls(entries, edition=edition, false_positives=false_positives)

    @staticmethod
    def write(path: str | Path, entries: Iterable[NameEntry], *, edition: ListEdition, key: bytes) -> int:
        """Write a list's file, encrypted, whole or not at all.

        Args:
            path: of the file; one that is there is replaced.
            entries: the people.
            edition: which list it is, and for how long it can be relied on.
            key: at least 16 random bytes; whoever opens the list needs them.

        Returns:
            How many entries it has.

        Raises:
            InputError: no entries, too many, or an argument is not what is said above.
            ConfigurationError: the key is too short, or the file cannot be written.
            EngineMissing: `cryptography` is not installed.
        """
        expect("path", path, (str, Path), "a path")
        given = _some(entries)
        expect("edition", edition, ListEdition, "a ListEdition")
        write_whole(path, sealed_names(given, edition=edition, key=key))
        return len(given)

    @property
    def edition(self) -> ListEdition:
        """Which list it is."""
        return self._edition

    def __len__(self) -> int:
        return len(self._entries)

    def __repr__(self) -> str:
        return f"NameList({self._edition.name}, {self._edition.version}, {len(self)} entries)"

    def look_up(self, mrz: Mrz, *, at: date) -> NameAnswer:
        """Who of the list a traveller may be.

        Args:
            mrz: of the traveller's document.
            at: the day, for which two-digit years are resolved; or an instant.

        Returns:
            The matches, each with all reasons for and against it; none where the document holds no name,
            which `asked` tells. How fresh the list is, is for whoever judges: see `ListEdition.age`.

        Raises:
            InputError: an argument is not what is said above.
        """
        expect("mrz", mrz, Mrz, "what parse_mrz gave")
        traveller = traveller_of(mrz.on(day_of(at)))
        found = (
            []
            if traveller is None
            else scored(traveller, self._index, self._people, alone=self._alone, dated=self._dated)
        )
        return NameAnswer(
            edition=self._edition,
            asked=traveller is not None,
            entries=len(self),
            false_positives=self._false_positives,
            threshold=round(self._alone, 4),
            matches=tuple(
                NameMatch(
                    entry=self._entries[one.entry].id,
                    score=round(one.score, 4),
                    by_chance=len(self) * rate_at(WITH_BIRTHS if one.dated else NAMES_ALONE, one.score),
                    reasons=tuple(reason.value for reason in one.reasons),
                )
                for one in found[:MOST_MATCHES]
            ),
        )


def _some(entries: Iterable[NameEntry]) -> tuple[NameEntry, ...]:
    given = listed("entries", entries, NameEntry)
    if not given or len(given) > MOST_ENTRIES:
        raise InputError(f"the list has {len(given)} entries: pass 1 to {MOST_ENTRIES:,}")
    return given


def _names(entry: NameEntry) -> tuple[list[Token], int, int]:
    primary, secondary = looked_at(*entry.components)
    return tokens_of_entry(primary, secondary), len(primary), len(primary) + len(secondary)
