"""What the officer decides, and when a reason must be given."""

from dataclasses import dataclass
from enum import StrEnum

from docverify.verification import Outcome


class Choice(StrEnum):
    """What an officer may do with a session."""

    ACCEPT = "accept"
    """The holder may go on."""
    REFUSE = "refuse"
    """The holder may not."""
    AGAIN = "again"
    """The traveller tries again at the kiosk."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision:
    """One decision, as it is recorded. Its `repr` shows no words of the officer: they may name somebody.

    Attributes:
        choice: what was decided.
        reason: why, in the officer's words; empty where none was needed.
        outcome: the machine's, at that time; None where it had none.
        override: whether the officer decided otherwise than the machine.
        corrections: letters that had been corrected by hand.
        seconds: since the session began.
    """

    choice: Choice
    reason: str
    outcome: Outcome | None
    override: bool
    corrections: int
    seconds: float

    def __repr__(self) -> str:
        return f"Decision({self.choice.value}, override={self.override})"

    def to_dict(self) -> dict[str, object]:
        """As plain values for JSON."""
        return {
            "choice": self.choice.value,
            "reason": self.reason,
            "outcome": None if self.outcome is None else self.outcome.value,
            "override": self.override,
            "corrections": self.corrections,
            "seconds": round(self.seconds, 1),
        }


def overrides(choice: Choice, outcome: Outcome | None) -> bool:
    """Whether a choice is another one than the machine's, which only says yes by PASSED, and no by FAILED.

    Where the machine could not tell, whoever lets pass or refuses decides in its place.
    """
    if choice is Choice.ACCEPT:
        return outcome is not Outcome.PASSED
    return choice is Choice.REFUSE and outcome is not Outcome.FAILED


def needs_reason(choice: Choice, outcome: Outcome | None) -> bool:
    """Whether a reason must be given: for every decision in the machine's place or against it."""
    return overrides(choice, outcome)
