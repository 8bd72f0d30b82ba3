"""The journal: what was decided, so that nothing of it can be changed unseen.

`Journal.create(path)` makes one, `Journal(path)` opens it; `check_proof` checks what `Journal.prove` gave,
without it.
"""

from docverify.operation.journal.checkpoint import check_proof
from docverify.operation.journal.journal import Journal
from docverify.operation.journal.recorded import findings_of
from docverify.operation.journal.values import (
    EntryKind,
    FaultKind,
    JournalAudit,
    JournalEntry,
    JournalFault,
    JournalProfile,
    JournalProof,
    OperatorDecision,
    OperatorVerdict,
)

__all__ = [
    "EntryKind",
    "FaultKind",
    "Journal",
    "JournalAudit",
    "JournalEntry",
    "JournalFault",
    "JournalProfile",
    "JournalProof",
    "OperatorDecision",
    "OperatorVerdict",
    "check_proof",
    "findings_of",
]
