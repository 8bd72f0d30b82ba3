"""Destroying identity that lies beside the chain, which goes on holding together.

The entry that tells of the erasure, and the overwriting of what was sealed, are one commit. The key follows
in its own file. What a crash leaves undone in between is noted as pending, and done by whoever opens the
journal next.
"""

from collections.abc import Sequence
from datetime import datetime
from typing import Final

from docverify.database import Database
from docverify.operation.journal.chain import Chain
from docverify.operation.journal.seal import Keys, overwrite
from docverify.operation.journal.values import EntryKind

_MOST: Final = 10_000
"""Numbers in one entry."""


def erase(
    store: Database,
    chain: Chain,
    keys: Keys,
    where: str,
    values: Sequence[object],
    *,
    reason: str,
    at: datetime,
) -> tuple[int, ...]:
    """Destroy what is sealed where a condition holds.

    Returns:
        Numbers of the entries whose identity was destroyed.

    Raises:
        JournalUnavailable: it is destroyed, and a reader still holds pages from before: finish it later.
    """
    with store.writing():
        found = store.rows(f"SELECT number FROM sealed WHERE kept AND ({where}) ORDER BY number", values)  # noqa: S608
        numbers = tuple(number for (number,) in found)
        for start in range(0, len(numbers), _MOST):
            some = numbers[start : start + _MOST]
            chain.add(EntryKind.ERASURE, {"erased": list(some), "reason": reason}, at=at)
        for number in numbers:
            overwrite(store, number)
            store.execute("INSERT INTO pending VALUES (?)", (number,))
    finish(store, keys)
    return numbers


def finish(store: Database, keys: Keys) -> None:
    """Destroy the keys of what was erased, and empty both WALs.

    Raises:
        JournalUnavailable: a reader still holds pages from before: run it again.
    """
    numbers = [number for (number,) in store.rows("SELECT number FROM pending")]
    if not numbers:
        return
    keys.destroy(numbers)
    store.forget()
    with store.writing():
        for number in numbers:
            store.execute("DELETE FROM pending WHERE number = ?", (number,))
