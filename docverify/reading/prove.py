"""Text and probabilities to a proved reading: repair by check digits, corrections recorded, confidence."""

from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from docverify.evidence.reading import SURE
from docverify.mrz import (
    ALPHABET,
    LAYOUTS,
    Cause,
    Correction,
    Mrz,
    Proof,
    RepairOutcome,
    parse_mrz,
    repair_mrz,
)
from docverify.reading.confidence import confidence
from docverify.reading.decode import Chances, Text


@dataclass(frozen=True, slots=True)
class Proved:
    """A reading after grammar and check digits have spoken.

    Attributes:
        mrz: the parsed text.
        corrections: where the text is not what the pixels alone looked like most.
        confidence: probability that every character is right, in [0, 1], not calibrated yet.
    """

    mrz: Mrz = field(repr=False)
    corrections: tuple[Correction, ...]
    confidence: float

    @property
    def settled(self) -> bool:
        """Whether nothing is left to look for: every character is certain, whatever its digits say."""
        return self.confidence >= SURE


def prove(text: Text, *, repair: bool = True) -> Proved:
    """Parse what was decoded, and repair it where the digits leave one way only.

    Args:
        text: what was decoded.
        repair: whether to: it takes its time, and what is no MRZ has no digits that could tell anything.
    """
    mrz = parse_mrz(text.lines, format=text.format)
    repaired: tuple[Correction, ...] = ()
    if repair and not mrz.valid:
        attempt = repair_mrz(text.lines, _table(text.posterior), format=text.format)
        if attempt.outcome is RepairOutcome.REPAIRED and attempt.strays == 0:
            mrz, repaired = attempt.mrz, attempt.corrections
    done = {(one.line, one.column) for one in repaired}
    by_grammar = tuple(one for one in _by_grammar(text, mrz) if (one.line, one.column) not in done)
    return Proved(mrz, (*by_grammar, *repaired), confidence(mrz, text.posterior))


def _table(lines: Chances) -> NDArray[np.float64]:
    widest = max(len(cells) for cells in lines)
    table = np.zeros((len(lines), widest, len(ALPHABET)))
    for number, cells in enumerate(lines):
        table[number, : len(cells)] = cells
    return table


def _by_grammar(text: Text, mrz: Mrz) -> list[Correction]:
    """Cells in which the layout's grammar outweighed what the pixels looked like most."""
    names = {
        (place.span.line, column): place.name
        for place in LAYOUTS[text.format].places
        for column in range(place.span.first, place.span.stop)
    }
    found = []
    for line, cells in enumerate(text.probabilities):
        for column, looked_like in enumerate(cells.argmax(1)):
            read, became = ALPHABET[looked_like], mrz.lines[line][column]
            if read != became:
                where = names.get((line, column), "")
                found.append(Correction(line, column, where, read, became, Cause.GRAMMAR, Proof.NONE))
    return found
