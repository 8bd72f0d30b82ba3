"""What a repair reports: its outcome, each correction with cause and proof, and the alternatives."""

import dataclasses
from dataclasses import dataclass
from enum import StrEnum

from docverify.mrz.document import Mrz


class RepairOutcome(StrEnum):
    """What became of a repair."""

    UNCHANGED = "unchanged"
    """Nothing needed correcting."""
    REPAIRED = "repaired"
    """Corrections were applied and everything now agrees."""
    PARTLY_REPAIRED = "partly_repaired"
    """Corrections were applied, and something still does not agree or stays undecided."""
    AMBIGUOUS = "ambiguous"
    """More than one repair fits; none was applied."""
    NOT_FOUND = "not_found"
    """No repair within the stated depth makes the digits agree; nothing was applied."""


class Cause(StrEnum):
    """Why a cell was corrected."""

    GRAMMAR = "grammar"
    """What was read cannot stand in this cell."""
    CHECK_DIGIT = "check_digit"
    """What was read makes a check digit disagree."""


class Proof(StrEnum):
    """What vouches for a correction."""

    CHECK_DIGIT = "check_digit"
    """A check digit covers the cell and tells the candidates apart."""
    BLIND = "digit_blind"
    """A check digit covers the cell, but another candidate has the same value modulo 10."""
    NONE = "not_covered"
    """No check digit covers the cell: only the grammar speaks for it."""


@dataclass(frozen=True, slots=True)
class Correction:
    """One corrected cell. Its `repr` shows no text of the document.

    Attributes:
        line: Line, counted from 0.
        column: Column, counted from 0.
        field: Name of the field.
        read: The character that was read.
        became: The character that it became.
        cause: Why it was corrected.
        proof: What vouches for it.
    """

    line: int
    column: int
    field: str
    read: str = dataclasses.field(repr=False)
    became: str = dataclasses.field(repr=False)
    cause: Cause
    proof: Proof

    def to_dict(self) -> dict[str, object]:
        """The correction as plain values for JSON. It holds text of the document."""
        return {
            "line": self.line,
            "column": self.column,
            "field": self.field,
            "read": self.read,
            "became": self.became,
            "cause": self.cause.value,
            "proof": self.proof.value,
        }


@dataclass(frozen=True, slots=True)
class Alternative:
    """One repair that fits.

    Attributes:
        lines: The text it leads to.
        corrections: The cells it changes.
        cost: Natural logarithm of how much less likely it is than what was read.
        share: Its probability among the alternatives, 0 to 1.
    """

    lines: tuple[str, ...] = dataclasses.field(repr=False)
    corrections: tuple[Correction, ...]
    cost: float
    share: float


@dataclass(frozen=True, slots=True)
class Repair:
    """The outcome of `repair_mrz`.

    Attributes:
        outcome: What became of it.
        mrz: The text after the applied corrections, parsed; the text as read when none was applied.
        corrections: The applied corrections, in reading order; empty unless something was applied.
        alternatives: Every repair of the covered cells that fits, likeliest first, at most ten.
        undecided: Cells `(line, column)` that cannot be as read and whose correction is a tie.
        strays: Characters that were dropped or fillers that were put in to reach the layout's shape.
    """

    outcome: RepairOutcome
    mrz: Mrz
    corrections: tuple[Correction, ...]
    alternatives: tuple[Alternative, ...]
    undecided: tuple[tuple[int, int], ...] = ()
    strays: int = 0

    def to_dict(self) -> dict[str, object]:
        """The repair as plain values for JSON, without the parsed text. It holds text of the document."""
        return {
            "outcome": self.outcome.value,
            "corrections": [c.to_dict() for c in self.corrections],
            "alternatives": [
                {"lines": list(a.lines), "cost": a.cost, "share": a.share} for a in self.alternatives
            ],
            "undecided": [list(cell) for cell in self.undecided],
            "strays": self.strays,
        }
