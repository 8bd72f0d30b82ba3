"""What is assumed, with the reason; whoever knows better numbers changes them here."""

from typing import Final, NamedTuple

YEARLY: Final = 400_000_000
"""Verifications a year: of the order of all crossings of a large union's outer border."""
BURST: Final = 2.0
"""Times the busiest hour's mean, within its busiest minutes: people come by flights."""
WITHIN_S: Final = 1.0
LATE: Final = 0.01
"""At most this share of verifications waits longer than `WITHIN_S` for a core."""
SHARD_BYTES: Final = 64e9
"""Memory of one machine that templates may take."""
ANSWER_S: Final = 0.5
"""In which a search is to answer."""
DAYS: Final = 20
"""Simulated; seeds are those from the one that is asked for on."""


class Peak(NamedTuple):
    """How a year's verifications come together.

    Attributes:
        told: in words.
        share: of the year's verifications, in its busiest hour.
        burst: times that hour's mean, in its busiest minutes.
    """

    told: str
    share: float
    burst: float


PEAKS: Final = (
    Peak("evenly, day and night", 1 / 8760, 1.0),
    Peak("as at an airport of 30 million people a year", 0.00035, BURST),
    Peak("as at one of 1 to 10 million", 0.0005, BURST),
    Peak("as at one below 100,000", 0.002, BURST),
)
