"""The first entry: what the log is called, whose signature it bears, and for how long identity is kept."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final, Self

from docverify.arguments import expect, expect_number
from docverify.errors import InputError
from docverify.operation.journal.note import VerifierKey
from docverify.operation.journal.values import EntryKind, FaultKind, JournalEntry, broken, expect_code

RETENTION: Final = {"verification": 30}
"""Days for which identity is kept, by purpose, unless a journal is made with others."""
_NAME: Final = re.compile(r"[!-*,-~]{1,128}")
"""Printed ASCII without spaces and plus, as C2SP advises for a log's origin."""


@dataclass(frozen=True, slots=True)
class Origin:
    """What the first entry says.

    Attributes:
        key: the log's name, and the public key that signs its checkpoints.
        retention: days for which identity is kept, by purpose.
    """

    key: VerifierKey
    retention: Mapping[str, int]

    def content(self) -> dict[str, object]:
        """The content of the entry."""
        days = dict(self.retention)
        return {"schema": 1, "origin": self.key.name, "key": str(self.key), "retention": days}

    @classmethod
    def of(cls, entry: JournalEntry) -> Self:
        """Read the first entry.

        Raises:
            JournalBroken: it is none that this version knows.
        """
        found: Any = entry.content
        try:
            key = VerifierKey.read(found["key"])
            known = entry.kind is EntryKind.ORIGIN and found["schema"] == 1 and found["origin"] == key.name
            retention = dict(found["retention"])
        except (KeyError, TypeError, ValueError):
            known = False
        if not known:
            sentence = "the first entry names no log that this version knows"
            raise broken(FaultKind.CHANGED, 0, 0, sentence)
        return cls(key, retention)


def expect_origin(origin: str) -> None:
    """Refuse what no log may be called.

    Raises:
        InputError: says what it may be called.
    """
    expect("origin", origin, str, "what the log is called")
    if not _NAME.fullmatch(origin):
        raise InputError("origin: pass at most 128 printed characters of ASCII without spaces and +")


def retention_of(given: Mapping[str, int] | None) -> dict[str, int]:
    """Days by purpose.

    Raises:
        InputError: they are none.
    """
    if given is None:
        return dict(RETENTION)
    expect("retention", given, Mapping, "a table of purposes and days")
    if not given:
        raise InputError("retention is empty: name a purpose and its days")
    for purpose, days in given.items():
        expect_code("a purpose of retention", purpose)
        expect_number(f"retention of {purpose}", days, low=1, high=36_500, whole=True)
    return {purpose: int(days) for purpose, days in given.items()}
