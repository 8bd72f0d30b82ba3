"""A session as the operator's page shows it: plain values for JSON out of what is known of the session."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from docverify.service.operate.characters import Letter
from docverify.service.operate.checks import groups_of, summary_of
from docverify.service.operate.corrections import corrected, correction_view, judged, parsed
from docverify.service.operate.decision import decision_view, final, overrides
from docverify.service.operate.fields import fields_view, grid_view
from docverify.service.operate.lights import light_of_outcome
from docverify.service.operate.words import AGREES, NO_REPORT, ending_in_words, state_in_words
from docverify.service.sessions.session import Correction, Decision, Verdict
from docverify.verification import FindingOutcome, Outcome, Report


@dataclass(frozen=True, slots=True, kw_only=True)
class Facts:
    """What is known of a session when it is looked at. Its `repr` shows no identity data.

    Attributes:
        id: of the session.
        state: where it stands, by code.
        seconds: since it began.
        seconds_left: until it is forgotten.
        language: that the traveller chose.
        tries: captures that did not work.
        called: whether the traveller asked for a person.
        ending: why it is over, by code; None while it is not.
        outcome: of the machine; None before there is a report.
        report: the machine's, which nothing changes; None before there is one, and in a list.
        letters: of the report's text; empty where nothing is known of single letters.
        corrections: made by hand.
        decision: the latest; None before any.
        pictures: names of the pictures that can be asked for.
    """

    id: str
    state: str
    seconds: float
    seconds_left: float
    language: str = ""
    tries: int = 0
    called: bool = False
    ending: str | None = None
    outcome: Outcome | None = None
    report: Report | None = field(default=None, repr=False)
    letters: Sequence[Sequence[Letter]] = field(default=(), repr=False)
    corrections: tuple[Correction, ...] = ()
    decision: Decision | None = None
    pictures: tuple[str, ...] = ()

    @property
    def open(self) -> bool:
        """Whether an officer can still decide."""
        return not final(self.decision) and self.ending != "decided"

    @property
    def waits(self) -> bool:
        """Whether somebody waits for an officer."""
        return (self.state == "officer" or self.called) and self.open


def row_view(facts: Facts) -> dict[str, Any]:
    """A session in the list: nothing of what the document says."""
    light = light_of_outcome(facts.outcome)
    return {
        "id": facts.id,
        "state": facts.state,
        "state_words": state_in_words(facts.state),
        "waits": facts.waits,
        "open": facts.open,
        "called": facts.called,
        "seconds": round(facts.seconds, 1),
        "seconds_left": round(max(0.0, facts.seconds_left), 1),
        "language": facts.language,
        "tries": facts.tries,
        "corrected": len(facts.corrections),
        "outcome": None if facts.outcome is None else facts.outcome.value,
        "light": light.value,
        "word": light.word,
        "decision": None if facts.decision is None else facts.decision.verdict.value,
    }


def session_view(facts: Facts) -> dict[str, Any]:
    """A session with everything that an officer needs. It holds identity data."""
    report, outcome = facts.report, facts.outcome
    return row_view(facts) | {
        "ending": ending_in_words(facts.ending),
        "summary": NO_REPORT if report is None else summary_of(report),
        "policy": None if report is None else report.policy.name,
        "at": None if report is None else report.at.isoformat(),
        "groups": [] if report is None else groups_of(report.findings),
        "text": None if report is None else text_view(report, facts.letters, facts.corrections),
        "corrections": _journal(report, facts.corrections),
        "pictures": list(facts.pictures),
        "decided": None if facts.decision is None else decision_view(facts.decision, outcome),
        "choices": {one.value: {"needs_reason": overrides(one, outcome)} for one in Verdict},
    }


def _journal(report: Report | None, made: Sequence[Correction]) -> list[dict[str, Any]]:
    if report is None or report.mrz is None:
        return []
    return [correction_view(report.mrz, one) for one in made]


def text_view(
    report: Report, letters: Sequence[Sequence[Letter]], corrections: Sequence[Correction]
) -> dict[str, Any] | None:
    """What the text of a report says, letter by letter and field by field; None where none was read.

    Args:
        report: the machine's, with the text as it was read.
        letters: what is known of single letters of that text.
        corrections: made by hand, after which it is parsed anew, and judged as a text that was typed.
    """
    if report.mrz is None:
        return None
    read = mrz = report.mrz
    by_hand = None
    if corrections:
        mrz = parsed(corrected(read.lines, corrections), read.format, at=report.at)
        by_hand = verdict_view(judged(mrz, at=report.at))
    grid = grid_view(mrz, letters, corrections)
    return {
        "read": list(read.lines),
        "by_hand": by_hand,
        "format": mrz.format.value,
        "fields": fields_view(mrz),
        "grid": grid,
        "doubtful": sum(bool(cell["doubtful"]) for row in grid for cell in row),
        "issues": [issue.message for issue in mrz.issues],
    }


def verdict_view(report: Report) -> dict[str, Any]:
    """What is to be said of a text that was corrected by hand: the checks that a text alone can pass."""
    light = light_of_outcome(report.outcome)
    findings = tuple(
        one for one in report.findings if one.reason not in ("not_presented", "no_means", "no_rule")
    )
    failed = [one.sentence for one in findings if one.outcome is FindingOutcome.FAILED]
    return {
        "light": light.value,
        "word": light.word,
        "summary": " ".join(failed) or report.why or AGREES,
        "groups": groups_of(findings),
    }
