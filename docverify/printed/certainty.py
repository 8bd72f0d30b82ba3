"""Whether a reading is certain enough to say that the print differs."""

import math
from collections.abc import Iterable, Sequence

from docverify.printed.thresholds import LEAST_CHANCE, WRONG_AT_MOST


def certain(chances: Sequence[float], deciding: Iterable[int]) -> bool:
    """Whether the characters that make the difference cannot all be misread, and the others are legible.

    Args:
        chances: of all characters of the value.
        deciding: positions of those that make the difference; none is never certain.
    """
    at = list(deciding)
    wrong = math.prod(1.0 - chances[one] for one in at)
    # A hundredth of rounding in a recogniser's own figures must not decide.
    return bool(at) and wrong <= WRONG_AT_MOST + 1e-9 and min(chances) >= LEAST_CHANCE
