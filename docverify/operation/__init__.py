"""Operation: the record of what was decided, and what it tells about the place where it was decided."""

from docverify.operation.journal import (
    EntryKind,
    FaultKind,
    Journal,
    JournalAudit,
    JournalEntry,
    JournalFault,
    JournalProfile,
    JournalProof,
    OperatorDecision,
    OperatorVerdict,
    check_proof,
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
]
