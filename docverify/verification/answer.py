"""What a check answers."""

import math
from collections.abc import Mapping
from dataclasses import dataclass, field

from docverify.verification.reasons import Reason

Scalar = str | int | float | bool | None


@dataclass(frozen=True, slots=True)
class Answer:
    """A reason, the numbers and codes behind it, and the words that its sentence names.

    None of them may hold text of a document.
    """

    reason: Reason
    evidence: Mapping[str, Scalar] = field(default_factory=dict)
    words: Mapping[str, str] = field(default_factory=dict)

    @property
    def sentence(self) -> str:
        """The reason's sentence with its words filled in."""
        return self.reason.sentence.format_map(self.words)


def known(number: float) -> float | None:
    """The number, or None for NaN, which JSON does not have."""
    return None if math.isnan(number) else number
