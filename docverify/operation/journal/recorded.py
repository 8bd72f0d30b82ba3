"""What was found, read back from an entry, so that it can be judged again."""

from typing import Any

from docverify.arguments import expect
from docverify.operation.journal.values import JournalEntry
from docverify.verification import Demand, Finding, FindingOutcome


def findings_of(entry: JournalEntry) -> tuple[Finding, ...]:
    """The findings of a verification, for `docverify.verification.replay`; their sentences are empty.

    Each has the numbers that the entry's profile kept: of `basic` those of the comparison of faces, and the
    draw of a referral.

    Args:
        entry: of a verification; those of other kinds have none.

    Raises:
        InputError: it is no entry.
    """
    expect("entry", entry, JournalEntry, "an entry of a journal")
    content: Any = entry.content
    numbers = {"face_match": content.get("comparison", {}), "referral": content.get("referral", {})}
    numbers |= content.get("evidence", {})
    return tuple(
        Finding(
            check=check,
            outcome=FindingOutcome(outcome),
            reason=reason,
            sentence="",
            demand=Demand(demand),
            evidence={
                name: tuple(value) if isinstance(value, list) else value
                for name, value in numbers.get(check, {}).items()
            },
        )
        for check, outcome, reason, demand in entry.findings
    )
