"""Readings of several frames of one document, added up cell by cell."""

from dataclasses import replace
from typing import Final, NamedTuple

import numpy as np

from docverify.evidence.reading import Reading
from docverify.mrz import ALPHABET
from docverify.reading import thresholds
from docverify.reading.calibration import calibrated
from docverify.reading.chances import normalised
from docverify.reading.decode import Chances, settle
from docverify.reading.prove import prove

_DUST: Final = 1e-9


class Vote(NamedTuple):
    """What one frame says.

    Attributes:
        shape: number of cells of each line.
        logarithms: (N, 37) for each line, of its cells' probabilities, mixed with the chance that it is
            wrong.
        weight: how far its shape is trusted.
    """

    shape: tuple[int, ...]
    logarithms: Chances
    weight: float


class Votes:
    """The votes of all frames so far.

    Each adds the logarithms of its cell probabilities, mixed with the chance that the frame is wrong: a bad
    frame adds next to nothing and never spoils a good one.
    """

    def __init__(self) -> None:
        self._votes: dict[tuple[int, ...], Chances] = {}
        self._weights: dict[tuple[int, ...], float] = {}
        self._surest: dict[tuple[str, ...], float] = {}

    def add(self, seen: Reading, *, instead_of: Vote | None = None) -> Vote | None:
        """Count a reading that has cells; None, and nothing is counted, without.

        Args:
            seen: of one frame.
            instead_of: an earlier vote of the same frame, which this one replaces.
        """
        if seen.cells is None:
            return None
        chances = _cells(seen)
        certainty = float(np.clip(np.mean([cells.max(1).mean() for cells in chances]), 0, 1))
        trust = thresholds.TRUST * certainty**4
        vote = Vote(
            tuple(len(cells) for cells in chances),
            tuple(np.log(trust * cells + (1 - trust) / len(ALPHABET)) for cells in chances),
            trust * (1 if seen.mrz is not None else 0.1),
        )
        if instead_of is not None:
            self._count(instead_of, -1)
        self._count(vote, 1)
        self._surest[seen.lines] = max(seen.confidence, self._surest.get(seen.lines, 0.0))
        return vote

    def differ(self, seen: Reading) -> bool:
        """Whether a frame shows another document than those before it: its lines, or most of its cells."""
        if seen.cells is None or not self._votes:
            return False
        chances = _cells(seen)
        earlier = self._votes.get(tuple(len(cells) for cells in chances))
        if earlier is None:
            return True
        differ = [a.argmax(1) != b.argmax(1) for a, b in zip(earlier, chances, strict=True)]
        return float(np.concatenate(differ).mean()) > thresholds.OTHER_DOCUMENT

    def fused(self, seen: Reading) -> Reading | None:
        """The reading of all frames, in the place of `seen`, the latest; None where they make no sense."""
        if not self._votes:
            return None
        shape = max(self._weights, key=lambda one: self._weights[one])
        text = settle(tuple(normalised(votes) for votes in self._votes[shape]))
        if text is None:
            return None
        proved = prove(text)
        # Mixing in the chance of a wrong frame lowers every cell a little; one frame's word still stands.
        alone = self._surest.get(proved.mrz.lines, 0.0)
        return replace(
            seen,
            mrz=proved.mrz,
            failure=None,
            lines=proved.mrz.lines,
            confidence=max(calibrated(proved.confidence), alone),
            corrections=proved.corrections,
        )

    def _count(self, vote: Vote, sign: int) -> None:
        """Add a vote, or take it back; what is left of a shape that nobody votes for is dust."""
        weight = self._weights.get(vote.shape, 0.0) + sign * vote.weight
        if weight < _DUST:
            self._votes.pop(vote.shape, None)
            self._weights.pop(vote.shape, None)
            return
        added = tuple(sign * one for one in vote.logarithms)
        earlier = self._votes.get(vote.shape)
        self._votes[vote.shape] = (
            added if earlier is None else tuple(a + b for a, b in zip(earlier, added, strict=True))
        )
        self._weights[vote.shape] = weight


def _cells(seen: Reading) -> Chances:
    """For each line, (N, 37), what its cells may be."""
    assert seen.cells is not None  # noqa: S101 - callers have looked
    return tuple(cells[: np.count_nonzero(~np.isnan(cells[:, 0]))] for cells in seen.cells.probabilities)
