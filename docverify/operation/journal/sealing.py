"""What is sealed of a report: what its document says, and what the caller calls the case."""

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

from docverify.arguments import expect
from docverify.database import Database
from docverify.errors import InputError, JournalError, JournalKeyMissing
from docverify.operation.journal.chain import Chain
from docverify.operation.journal.ledger import Ledger
from docverify.operation.journal.line import canonical
from docverify.operation.journal.seal import Keys, Sealed, boxes
from docverify.operation.journal.values import (
    EntryKind,
    FaultKind,
    JournalEntry,
    JournalFault,
    moment_text,
)

if TYPE_CHECKING:
    from docverify.verification import Report


@dataclass(frozen=True, slots=True, kw_only=True)
class Kept:
    """An identity to be sealed, and how long it is kept."""

    identity: bytes
    subject: str
    purpose: str
    expires: str


def kept_of(
    report: "Report",
    *,
    retention: Mapping[str, int],
    purpose: str | None,
    keep: timedelta | None,
    subject: str | None,
    at: datetime,
) -> Kept | None:
    """What is sealed of a report; None where no text was read.

    Raises:
        InputError: the journal keeps nothing for that purpose, or not for so long.
    """
    expect("purpose", purpose, (str, type(None)), "a string, or None")
    chosen = next(iter(retention)) if purpose is None else purpose
    if chosen not in retention:
        raise InputError(f"purpose: this journal keeps identity for {', '.join(retention)} only")
    longest = timedelta(days=retention[chosen])
    expect("keep", keep, (timedelta, type(None)), "a timedelta, or None")
    if keep is not None and not timedelta() < keep <= longest:
        raise InputError(f"keep: for {chosen} this journal keeps identity for at most {longest.days} days")
    expect("subject", subject, (str, type(None)), "a string, or None")
    mrz = report.mrz
    if mrz is None:
        return None
    state, number = (mrz.fields[name].value or "" for name in ("issuing_state", "document_number"))
    content = {"format": mrz.format.value, "lines": list(mrz.lines), "case": report.case_id}
    return Kept(
        identity=canonical(content),
        subject=f"{state} {number}" if subject is None else subject,
        purpose=chosen,
        expires=moment_text(at + (keep or longest)),
    )


def seal(ledger: Ledger, keys: Keys, kept: Kept) -> dict[str, object]:
    """Seal an identity beside the entry that comes next, inside `writing`: what that entry says of it."""
    number, entropy = ledger.chain.size(), ledger.files.where.entropy
    box, commitment = keys.seal(number, kept.identity, kept.purpose, kept.expires, entropy)
    ledger.store.execute(
        "INSERT INTO sealed (number, kept, purpose, expires, subject, box) VALUES (?, 1, ?, ?, ?, ?)",
        (number, kept.purpose, kept.expires, keys.token(kept.subject), box),
    )
    return {"commitment": commitment, "expires": kept.expires, "purpose": kept.purpose}


def unseal(store: Database, keys: Keys, entry: JournalEntry) -> dict[str, object]:
    """What is sealed beside an entry.

    Raises:
        InputError: nothing was.
        JournalKeyMissing: it was erased, or its key is not there.
        JournalBroken: it is not what was sealed there.
    """
    told: Any = entry.content.get("sealed")
    if told is None:
        raise InputError(f"nothing is sealed beside entry {entry.number}")
    for found in boxes(store, "number = ?", (entry.number,)):
        content: dict[str, object] = json.loads(keys.unseal(found, told["commitment"]))
        return content
    raise JournalKeyMissing(f"what was sealed beside entry {entry.number} was erased")


def sealed_faults(
    store: Database, chain: Chain, numbers: Sequence[int], keys: Keys | None
) -> Iterator[JournalFault]:
    """What was sealed and is neither there as it was, nor erased by an entry that says so.

    Args:
        store: the journal's file.
        chain: its entries.
        numbers: of those that may tell of something sealed.
        keys: with them what is sealed is opened and held against its commitment; None leaves that out.
    """
    erased = {number for one in chain.entries(kind=EntryKind.ERASURE) for number in _numbers(one)}
    held = keys.held() if keys is not None else None
    for entry in map(chain.entry, numbers):
        told: Any = entry.content.get("sealed")
        if told is None:
            continue
        number = entry.number
        found = next(boxes(store, "number = ?", (number,)), None)
        if found is None:
            wrong = number not in erased
        else:
            fits = (found.purpose, found.expires) == (told["purpose"], told["expires"])
            wrong = number in erased or not fits or (held is not None and number not in held)
            wrong = wrong or (keys is not None and not _opens(keys, found, told["commitment"]))
        if wrong:
            sentence = (
                f"what is sealed beside entry {number} is not what was sealed, or not erased as is told"
            )
            yield JournalFault(kind=FaultKind.SEALED_CHANGED, first=number, last=number, sentence=sentence)


def _opens(keys: Keys, found: Sealed, commitment: str) -> bool:
    try:
        keys.unseal(found, commitment)
    except JournalError:
        return False
    return True


def _numbers(entry: JournalEntry) -> list[int]:
    told: Any = entry.content.get("erased", [])
    return list(told)
