"""How much slower and how much worse is too much: one row a matter."""

from typing import Final, NamedTuple

LEAST: Final = 5
"""Pairs of the same item on both sides, below which a ratio says nothing."""


MOST_ITEMS: Final = 0.5
"""The lower quartile must reach so much of the way from 1 to the limit, too: single items vary."""


class Limit(NamedTuple):
    """What a matter is, and how far HEAD may fall behind BASE.

    Attributes:
        told: in words.
        ratio: of processor times, HEAD's over BASE's, in the median; generous, as machines are noisy. Who is
            above it is measured once more, and must be above it again.
        falls: by how much each count may be lower.
        quick: whether quick comparisons look at it, too.
    """

    told: str
    ratio: float
    falls: dict[str, int]
    quick: bool = True


LIMITS: Final[dict[str, Limit]] = {
    "read": Limit("MRZ of one page", 1.3, {"exact": 1}),
    "compare": Limit("two faces compared", 1.3, {"mated accepted": 0, "non-mated refuted": 0}),
    "verify": Limit("a whole verification", 1.3, {"PASSED": 1}),
    "printed": Limit("the printed zone of one page", 1.3, {"fields that agree": 3}),
    "search": Limit("ten searches in a gallery", 1.3, {"found": 0}),
    "parse": Limit("a hundred MRZs parsed", 1.3, {"valid": 0}),
    "load": Limit("a picture opened, 19 kinds of file", 1.3, {"opened": 0}, quick=False),
}
