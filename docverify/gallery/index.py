"""What searches a gallery: its own memory, or a server's. The register stays the truth for both."""

from collections.abc import Iterable
from typing import NamedTuple, Protocol, runtime_checkable

import numpy as np
from numpy.typing import NDArray


class Change(NamedTuple):
    """What is at a place of the register now.

    Attributes:
        number: of the place.
        purpose: number of the purpose; 0 where nobody is any more.
        expires: seconds since 1970 from which on the entry never matches.
        row: (d,) float32 of length 1; None where nobody is.
    """

    number: int
    purpose: int
    expires: int
    row: NDArray[np.float32] | None


class Found(NamedTuple):
    """Places and their cosine similarities, best first."""

    numbers: NDArray[np.int64]
    scores: NDArray[np.float64]


@runtime_checkable
class Index(Protocol):
    """Finds entries of one purpose that are not expired.

    Attributes:
        exact: whether scores are those of float64 arithmetic and none is missing. Otherwise the gallery
            scores the candidates again with the register's templates.
        generation: of the register, up to which changes were put in; −1 for none.
    """

    exact: bool
    generation: int

    def attach(self, gallery: str) -> None:
        """Search the gallery of an id from now on; called once, before anything else."""

    def put(self, changes: Iterable[Change], *, generation: int) -> None:
        """Take in what changed."""

    def count(self, purpose: int, at: int) -> int:
        """Entries that a search compares."""

    def nearest(self, probe: NDArray[np.float32], k: int, *, purpose: int, at: int) -> Found:
        """The k most similar, or all where there are fewer."""

    def above(self, probe: NDArray[np.float32], threshold: float, *, purpose: int, at: int) -> Found:
        """Every one whose similarity reaches a threshold."""

    def clear(self) -> None:
        """Let go of every row, to be filled again from the register."""

    def close(self) -> None:
        """Let go of what it holds."""
