"""When an officer decides otherwise than the machine, and must say why."""

from typing import Any

from docverify.service.sessions.session import Decision, Verdict
from docverify.verification import Outcome


def overrides(verdict: Verdict, outcome: Outcome | None) -> bool:
    """Whether a verdict is another one than the machine's, which says yes by PASSED alone, and no by FAILED.

    Where the machine could not tell, whoever lets pass or refuses decides in its place, and says why.
    """
    if verdict is Verdict.ACCEPT:
        return outcome is not Outcome.PASSED
    return verdict is Verdict.REFUSE and outcome is not Outcome.FAILED


def reason_of(text: str) -> str:
    """The officer's words on one line; empty where they say nothing.

    Raises:
        ValueError: they hold what no screen shows, such as control characters.
    """
    words = " ".join(text.split())
    if not words.isprintable():
        raise ValueError
    return words if any(one.isalnum() for one in words) else ""


def final(decision: Decision | None) -> bool:
    """Whether it is decided: asking for another try leaves it open."""
    return decision is not None and decision.verdict is not Verdict.AGAIN


def decision_view(decision: Decision, outcome: Outcome | None) -> dict[str, Any]:
    """A decision as plain values for JSON."""
    return {
        "choice": decision.verdict.value,
        "reason": decision.reason,
        "by": decision.by,
        "at": decision.at.isoformat(),
        "override": overrides(decision.verdict, outcome),
    }
