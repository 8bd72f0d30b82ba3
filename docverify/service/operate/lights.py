"""Traffic lights, as BSI TR-03121 has them for an operator: a colour, and always a word beside it."""

from enum import StrEnum
from typing import Final

from docverify.verification import Demand, Finding, FindingOutcome, Outcome

_COUNTS: Final = (Demand.REQUIRED, Demand.OPTIONAL)


class Light(StrEnum):
    """What came of a check, or of all of them."""

    GREEN = "green"
    """Passed."""
    RED = "red"
    """Failed."""
    YELLOW = "yellow"
    """It was to be told and could not be."""
    GREY = "grey"
    """Not performed, and nobody's answer waits for it."""

    @property
    def word(self) -> str:
        """The same for who sees no colours."""
        return _WORDS[self]


_WORDS: Final = {
    Light.GREEN: "passed",
    Light.RED: "failed",
    Light.YELLOW: "could not tell",
    Light.GREY: "not performed",
}


def light_of(finding: Finding) -> Light:
    """The light of one check.

    What passed or failed is shown so even where the policy does not ask: an officer wants to know that a
    document has expired. What was not performed is yellow where the policy requires it.
    """
    if finding.outcome is FindingOutcome.PASSED:
        return Light.GREEN
    if finding.outcome is FindingOutcome.FAILED:
        return Light.RED
    return Light.YELLOW if finding.demand is Demand.REQUIRED else Light.GREY


def counts(finding: Finding) -> bool:
    """Whether the outcome depends on it."""
    return finding.demand in _COUNTS


def light_of_outcome(outcome: Outcome | None) -> Light:
    """The light of a whole verification; grey while there is none."""
    return Light.GREY if outcome is None else _BY_OUTCOME[outcome]


_BY_OUTCOME: Final = {
    Outcome.PASSED: Light.GREEN,
    Outcome.FAILED: Light.RED,
    Outcome.INCONCLUSIVE: Light.YELLOW,
}
