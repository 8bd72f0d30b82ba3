"""Video: many poor frames of one document add up to one good reading."""

from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from docverify.evidence.reading import Reading
from docverify.mrz import ALPHABET
from docverify.reading import thresholds
from docverify.reading.decode import Chances, settle
from docverify.reading.prove import prove
from docverify.reading.read import read_mrz
from docverify.threads import checked_threads


class MrzStream:
    """Reads a document from a stream of frames, voting cell by cell.

    Each frame adds the logarithms of its cell probabilities, mixed with the chance that the frame is wrong:
    a bad frame adds next to nothing and never spoils a good one.

    Example:
        ```python
        stream = MrzStream()
        for frame in camera:                     # (H, W, 3) uint8 RGB
            reading = stream.add(frame)
            if reading.sure:
                break
        ```

    Raises:
        InputError: threads that this machine does not have; a frame of another kind of array.
    """

    def __init__(self, *, threads: int = 1) -> None:
        self._threads = checked_threads(threads)
        self._votes: dict[tuple[int, ...], Chances] = {}
        self._weights: dict[tuple[int, ...], float] = {}
        self._latest: Reading | None = None
        self._surest: dict[tuple[str, ...], float] = {}

    def add(self, frame: NDArray[np.uint8]) -> Reading:
        """Read one more frame.

        Args:
            frame: (H, W, 3) uint8 RGB.

        Returns:
            The reading of all frames so far; before any frame has shown an MRZ, the latest frame's failure.
        """
        seen = read_mrz(frame, threads=self._threads)
        if seen.cells is None:
            return self._latest or seen
        chances = tuple(
            cells[: np.count_nonzero(~np.isnan(cells[:, 0]))] for cells in seen.cells.probabilities
        )
        shape = tuple(len(cells) for cells in chances)
        if seen.mrz is not None and seen.confidence > thresholds.TRUST and self._disagrees(shape, chances):
            self.reset()
        self._vote(shape, chances, seen)
        fused = self._fused(seen)
        if fused.mrz is not None or self._latest is None:
            self._latest = fused
        return self._latest

    def reset(self) -> None:
        """Forget everything: another document comes."""
        self._votes.clear()
        self._weights.clear()
        self._latest = None
        self._surest.clear()

    def _vote(self, shape: tuple[int, ...], chances: Chances, seen: Reading) -> None:
        certainty = float(np.clip(np.mean([cells.max(1).mean() for cells in chances]), 0, 1))
        trust = thresholds.TRUST * certainty**4
        votes = tuple(np.log(trust * cells + (1 - trust) / len(ALPHABET)) for cells in chances)
        earlier = self._votes.get(shape)
        self._votes[shape] = (
            votes if earlier is None else tuple(a + b for a, b in zip(earlier, votes, strict=True))
        )
        self._surest[seen.lines] = max(seen.confidence, self._surest.get(seen.lines, 0.0))
        self._weights[shape] = self._weights.get(shape, 0.0) + trust * (1 if seen.mrz is not None else 0.1)

    def _disagrees(self, shape: tuple[int, ...], chances: Chances) -> bool:
        earlier = self._votes.get(shape)
        if earlier is None:
            return bool(self._votes)
        differ = [a.argmax(1) != b.argmax(1) for a, b in zip(earlier, chances, strict=True)]
        return float(np.concatenate(differ).mean()) > thresholds.OTHER_DOCUMENT

    def _fused(self, seen: Reading) -> Reading:
        shape = max(self._weights, key=lambda one: self._weights[one])
        text = settle(tuple(_probabilities(votes) for votes in self._votes[shape]))
        if text is None or (seen.mrz is None and self._latest is None):
            return seen
        proved = prove(text)
        # Mixing in the chance of a wrong frame lowers every cell a little; one frame's word still stands.
        alone = self._surest.get(proved.mrz.lines, 0.0)
        return replace(
            seen,
            mrz=proved.mrz,
            failure=None,
            lines=proved.mrz.lines,
            confidence=max(proved.confidence, alone),
            corrections=proved.corrections,
        )


def _probabilities(votes: NDArray[np.float64]) -> NDArray[np.float64]:
    likelihood = np.exp(votes - votes.max(1, keepdims=True))
    return np.asarray(likelihood / likelihood.sum(1, keepdims=True))
