"""Whether a reading is certain enough to say that the print differs."""

import math
from collections.abc import Iterable, Sequence

from docverify.printed.thresholds import LEAST_CHANCE, MOST_POOR, WRONG_AT_MOST


def certain(chances: Sequence[float], deciding: Iterable[int]) -> bool:
    """Whether the characters that make the difference cannot all be misread, and the others are legible.

    One other character may be in doubt, for a seal or a fold; where several are, the line was read poorly.

    Args:
        chances: of all characters of the value.
        deciding: positions of those that make the difference; none is never certain.
    """
    at = set(deciding)
    wrong = math.prod(1.0 - chances[one] for one in at)
    poor = {n for n, chance in enumerate(chances) if chance < LEAST_CHANCE}
    # A hundredth of rounding in a recogniser's own figures must not decide.
    return bool(at) and wrong <= WRONG_AT_MOST + 1e-9 and not poor & at and len(poor) <= MOST_POOR
