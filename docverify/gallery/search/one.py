"""One probe: a scan of 8-bit rows finds what may count, float64 decides."""

import threading
from typing import Final

import numpy as np
from numpy.typing import NDArray

from docverify.gallery.search.coarse import CoarseProbe
from docverify.gallery.search.exact import Rows, exact_scores, margin_of
from docverify.gallery.search.kernels import kernel
from docverify.gallery.search.matrix import HEIGHT, Matrix, Part

Mask = NDArray[np.bool_]
Found = tuple[NDArray[np.int64], NDArray[np.float64]]
_AT_ONCE: Final = 4096
"""Candidates scored in float64 at once: 8 MB of 128 numbers."""
_ROOM: Final = threading.local()


def nearest_of_one(matrix: Matrix, probe: Rows, k: int, allowed: Mask | None) -> Found:
    """The exact best k of the allowed rows, best first; of equal scores the lower row comes first."""
    best = _Best(k)
    scan = _Scan(matrix, probe)
    for part in matrix.parts:
        sums, worth, error = scan.of(part)
        mask = None if allowed is None else allowed[part.first : part.first + len(part.rows)]
        bound = best.bound - error
        if bound == -np.inf:
            bound = _first_bound(sums, k, mask) * worth - 2 * error
        places = _reaching(sums, bound / worth, mask)
        # The best first: those after them need only be looked at while they may count.
        if len(places) > _AT_ONCE:
            places = places[np.argsort(-sums[places], kind="stable")]
        for start in range(0, len(places), _AT_ONCE):
            some = places[start : start + _AT_ONCE]
            if start and float(sums[some[0]]) * worth < best.bound - error:
                break
            best.add(some + part.first, exact_scores(part.rows[some], probe[None].repeat(len(some), 0)))
    return best.rows, best.scores


def above_of_one(matrix: Matrix, probe: Rows, threshold: float, allowed: Mask | None) -> Found:
    """Every allowed row whose exact score reaches the threshold, in the order of the rows."""
    scan = _Scan(matrix, probe)
    rows: list[NDArray[np.int64]] = []
    scores: list[NDArray[np.float64]] = []
    for part in matrix.parts:
        sums, worth, error = scan.of(part)
        mask = None if allowed is None else allowed[part.first : part.first + len(part.rows)]
        places = _reaching(sums, (threshold - error) / worth, mask)
        for start in range(0, len(places), _AT_ONCE):
            some = places[start : start + _AT_ONCE]
            exact = exact_scores(part.rows[some], probe[None].repeat(len(some), 0))
            keep = exact >= threshold
            rows.append(some[keep] + part.first)
            scores.append(exact[keep])
    if not rows:
        return np.empty(0, np.int64), np.empty(0)
    return np.concatenate(rows), np.concatenate(scores)


class _Scan:
    """Scores of one probe against part after part, in 8 bits where the part has them, else in float32."""

    def __init__(self, matrix: Matrix, probe: Rows) -> None:
        self._probe = probe
        self._coarse = CoarseProbe.of(probe)
        self._margin = margin_of(len(probe))
        self._buffer = _scratch(min(HEIGHT, len(matrix)))

    def of(self, part: Part) -> tuple[NDArray[np.float32], float, float]:
        """Sums, what 1 of them stands for as a score, and how far that may lie from the exact score."""
        count = len(part.rows)
        sums, chosen = self._buffer[:count], kernel()
        if part.coarse is None or chosen is None:
            np.matmul(part.rows, self._probe, out=sums)
            return sums, 1.0, self._margin
        return sums, *self._coarse.scan(part.coarse, count, chosen, sums)


def _scratch(count: int) -> NDArray[np.float32]:
    """Room for scores, the same for every search of a thread: fresh memory costs a fault a page."""
    room: NDArray[np.float32] | None = getattr(_ROOM, "scores", None)
    if room is None or len(room) < count:
        room = _ROOM.scores = np.empty(count, np.float32)
    return room


class _Best:
    """The best k so far."""

    def __init__(self, k: int) -> None:
        self.k = k
        self.rows = np.empty(0, np.int64)
        self.scores = np.empty(0)

    @property
    def bound(self) -> float:
        """Below this nothing counts any more."""
        return float(self.scores[-1]) if len(self.scores) == self.k else -np.inf

    def add(self, rows: NDArray[np.int64], scores: NDArray[np.float64]) -> None:
        rows, scores = np.concatenate([self.rows, rows]), np.concatenate([self.scores, scores])
        order = np.lexsort((rows, -scores))[: self.k]
        self.rows, self.scores = rows[order], scores[order]


def _first_bound(sums: NDArray[np.float32], k: int, mask: Mask | None) -> float:
    """A sum that at least k allowed rows reach: the k-th best of some maxima; −inf where they are too few."""
    if mask is not None:
        sums = np.where(mask, sums, np.float32(-np.inf))
    size = len(sums) // (4 * k)
    if len(sums) < k:
        return -np.inf
    if size > 1:
        sums = sums[: 4 * k * size].reshape(4 * k, size).max(axis=1)
    return float(np.partition(sums, -k)[-k])


def _reaching(sums: NDArray[np.float32], bound: float, mask: Mask | None) -> NDArray[np.int64]:
    """Places of the allowed sums at or above a bound, which is not rounded up."""
    least = np.float32(bound)
    if float(least) > bound:
        least = np.nextafter(least, np.float32(-np.inf))
    places: NDArray[np.int64] = np.flatnonzero(sums >= least)
    return places if mask is None else places[mask[places]]
