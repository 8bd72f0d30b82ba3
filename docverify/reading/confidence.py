"""How probable it is that every character of a reading is right.

The recogniser's cell probabilities say how sure the pixels are. A check digit that agrees speaks for them, by
Bayes' rule: a wrong field passes its digit one time in ten. One that does not agree says nothing here: either
the reading is wrong or the document is, and which of the two the pixels alone can tell.
"""

import numpy as np
from numpy.typing import NDArray

from docverify.mrz import ALPHABET, LAYOUTS, FieldCheck, Mrz, check_digit
from docverify.reading import thresholds
from docverify.reading.decode import Chances

_SURE = 1 - 1e-6
_COMPOSITE = "composite_check_digit"
_VALUES = np.array([int(check_digit(character)) for character in ALPHABET])
"""What a check digit sees of each character of `ALPHABET`: 8 and S, 1 and B, 6 and G are the same to it."""


def confidence(mrz: Mrz, chances: Chances) -> float:
    """Probability that all characters are right.

    Args:
        mrz: the text as decided.
        chances: for each line, (N, 37) probabilities over `ALPHABET`.

    Returns:
        In [0, 1].
    """
    seen = {
        (line, column): _seen(chances[line][column], ALPHABET.index(character))
        for line, text in enumerate(mrz.lines)
        for column, character in enumerate(text)
    }
    # What no digit can tell apart counts in full, covered or not.
    blind = float(np.prod([cell[0] / (cell[0] + cell[1]) for cell in seen.values()]))
    told = {place: min(cell[0] + cell[1], _SURE) for place, cell in seen.items()}
    composite = 1.0
    for relation in sorted(LAYOUTS[mrz.format].relations, key=lambda one: one.name == _COMPOSITE):
        covered = [cell for cell in (*relation.covered_cells, relation.digit) if cell in told]
        own = float(np.prod([told.pop(cell) for cell in covered]))
        if relation.name == _COMPOSITE:
            # The composite covers fields that are judged already, and cells of its own.
            composite = _judged(composite * own, mrz.fields[_COMPOSITE].check)
        else:
            composite *= _judged(own, mrz.field(relation.field).check)
    return blind * composite * float(np.prod(list(told.values())))


def _seen(cell: NDArray[np.float64], chosen: int) -> tuple[float, float]:
    """Probability of the chosen character, and of all others that a check digit takes for it."""
    alike = float(cell[_VALUES[chosen] == _VALUES].sum())
    own = max(float(cell[chosen]), 1e-12)
    return own, max(alike - own, 0.0)


def _judged(right: float, check: FieldCheck) -> float:
    """Probability that cells are right, after what their check digit says."""
    wrong = 1 - right
    if check is FieldCheck.VERIFIED:
        return right / (right + wrong * thresholds.BLIND)
    return right
