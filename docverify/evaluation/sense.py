"""Which way scores go: similarities, or distances told as they were given."""

from enum import StrEnum


class Sense(StrEnum):
    """What a score means (ISO/IEC 2382-37: similarity score, or dissimilarity score).

    Everything here is computed on similarities: a distance d counts as the similarity −d, so that "score ≥
    threshold" is "distance ≤ threshold" told the other way round.
    """

    SIMILARITY = "similarity"
    """The larger, the more alike."""
    DISTANCE = "distance"
    """The smaller, the more alike."""

    @property
    def word(self) -> str:
        """What one is called."""
        return "distance" if self is Sense.DISTANCE else "score"

    @property
    def relation(self) -> str:
        """How a match lies to the threshold."""
        return "≤" if self is Sense.DISTANCE else "≥"

    def told(self, similarity: float) -> float:
        """A score or threshold as it was given, of the similarity that counts here, and back."""
        return 0.0 - similarity if self is Sense.DISTANCE else similarity
