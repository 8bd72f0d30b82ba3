"""Exact search of many templates: the best k, or all that reach a threshold.

A single probe is one pass over the gallery (GEMV, bound by memory); several are compared in blocks (GEMM,
bound by arithmetic) whose scores stay in the cache. float32 finds candidates, with a margin that covers its
rounding; those are scored again in float64, so that the answer is that of exact arithmetic, the same for a
probe alone and among others.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import ArrayLike, NDArray

from docverify.errors import InputError

Rows = NDArray[np.float32]
_ROWS_FOR_ONE: Final = 65_536  # of the gallery in a block for a single probe: few blocks, scores of 256 kB
_ROWS_FOR_MANY: Final = 1024  # for several: these rows and their scores stay in the second-level cache
_MOST_PROBES: Final = 256  # compared at once; more are taken in turns
_UNIT: Final = 1e-6  # a row this near to length 1 is left as it is


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class Gallery:
    """Templates of one encoder build, ready to be searched. Personal data, like each template in it.

    Attributes:
        rows: (n, d) float32, C-contiguous, each of length 1; read-only.
    """

    rows: Rows

    @classmethod
    def of(cls, templates: ArrayLike) -> "Gallery":
        """Take (n, d) templates; rows are scaled to length 1, and copied only when that changes them.

        Raises:
            InputError: another shape, no rows, NaN or infinite values, or a row of zeros.
        """
        return cls(_unit_rows(templates, name="gallery"))

    def __repr__(self) -> str:
        return f"Gallery(<{self.rows.shape[0]} templates of {self.rows.shape[1]} numbers>)"


@dataclass(frozen=True, slots=True, eq=False)
class Nearest:
    """The best k rows for each probe, best first; of equal scores the lower row comes first.

    Attributes:
        rows: (q, k) int64, rows of the gallery.
        scores: (q, k) float64, cosine similarities in [−1, 1].
    """

    rows: NDArray[np.int64]
    scores: NDArray[np.float64]


@dataclass(frozen=True, slots=True, eq=False)
class Hits:
    """Every pair that reaches a threshold, by probe, then best first, then lower row first.

    Attributes:
        probes: (m,) int64, rows of the probes.
        rows: (m,) int64, rows of the gallery.
        scores: (m,) float64, cosine similarities in [−1, 1].
    """

    probes: NDArray[np.int64]
    rows: NDArray[np.int64]
    scores: NDArray[np.float64]


def search_nearest(gallery: Gallery, probes: ArrayLike, *, k: int = 1) -> Nearest:
    """Find the k most similar rows of a gallery for each probe: exact, by full scan.

    Memory: 1 MB for a block of scores, and 16 bytes · k for each probe.

    Args:
        gallery: n templates of d numbers.
        probes: (q, d), or (d,) for a single one, of the same encoder build.
        k: 1 … n.

    Raises:
        InputError: k out of range, another shape, NaN or infinite values, or a row of zeros.
    """
    if not 1 <= k <= gallery.rows.shape[0]:
        raise InputError(f"k is {k}; the gallery has {gallery.rows.shape[0]} templates: pass 1 up to that.")
    rows = _probes(gallery, probes)
    parts = [_nearest(gallery.rows, rows[i : i + _MOST_PROBES], k) for i in range(0, len(rows), _MOST_PROBES)]
    return Nearest(np.concatenate([r for r, _ in parts]), np.concatenate([s for _, s in parts]))


def search_above(gallery: Gallery, probes: ArrayLike, *, threshold: float) -> Hits:
    """Find every row of a gallery that matches a probe: score ≥ threshold.

    Memory: 1 MB for a block of scores, and 24 bytes for each hit.

    Args:
        gallery: n templates of d numbers.
        probes: (q, d), or (d,) for a single one, of the same encoder build.
        threshold: cosine similarity, of the calibration; a gallery of n people matches at about n · FMR.

    Raises:
        InputError: a NaN threshold, another shape, NaN or infinite values, or a row of zeros.
    """
    if np.isnan(threshold):
        raise InputError("The threshold is NaN: pass that of the encoder's calibration.")
    rows = _probes(gallery, probes)
    margin = _margin(rows.shape[1])
    found = []
    for start in range(0, len(rows), _MOST_PROBES):
        some = rows[start : start + _MOST_PROBES]
        for first, scores, reached in _tiles(gallery.rows, some):
            near = _reaching(scores, np.float32(threshold - margin), first, reached)
            exact = _exact(some[near.probe], gallery.rows[near.row])
            keep = exact >= threshold
            found.append((near.probe[keep] + start, near.row[keep], exact[keep]))
    probe, row, exact = (np.concatenate(column) for column in zip(*found, strict=True))
    order = np.lexsort((row, -exact, probe))
    return Hits(probe[order], row[order], exact[order])


def score_pairs(references: Gallery, probes: Gallery) -> NDArray[np.float64]:
    """Score row i of one against row i of the other: (n,) float64 cosine similarities in [−1, 1].

    Raises:
        InputError: another number of rows, or rows of another length.
    """
    if references.rows.shape != probes.rows.shape:
        raise InputError(f"{references!r} and {probes!r} do not pair: pass as many of each, of one encoder.")
    blocks = (slice(i, i + _ROWS_FOR_MANY) for i in range(0, len(probes.rows), _ROWS_FOR_MANY))
    return np.concatenate([_exact(references.rows[block], probes.rows[block]) for block in blocks])


@dataclass(frozen=True, slots=True, eq=False)
class _Candidates:
    """Pairs that may be among the best k, with their float32 scores."""

    probe: NDArray[np.int64]
    row: NDArray[np.int64]
    score: Rows

    def chosen(self, which: NDArray[np.generic]) -> "_Candidates":
        return _Candidates(self.probe[which], self.row[which], self.score[which])


def _nearest(gallery: Rows, probes: Rows, k: int) -> tuple[NDArray[np.int64], NDArray[np.float64]]:
    """Gather what reaches a bound that rises as better scores are seen; float64 decides at the end."""
    count, slack = len(probes), np.float32(2 * _margin(probes.shape[1]))
    bound = np.full(count, -np.inf, dtype=np.float32)
    found: list[_Candidates] = []
    for first, scores, reached in _tiles(gallery, probes):
        if first == 0:
            bound = _first_bound(scores, k) - slack
        found.append(_reaching(scores, bound, first, reached))
        if sum(part.row.size for part in found) > 4 * count * k:
            kept, bound = _pruned(_joined(found), count, k, slack)
            if kept.row.size > 2 * count * k:  # more near-ties than float32 can tell apart
                kept = _settled(kept, gallery, probes, k)[0]
            found = [kept]
    last, _ = _pruned(_joined(found), count, k, slack)
    best, exact = _settled(last, gallery, probes, k)
    return best.row.reshape(count, k), exact.reshape(count, k)


def _first_bound(scores: Rows, k: int) -> Rows:
    """A score that at least k rows of the first block reach, by probe: the k-th best of some maxima."""
    size = len(scores) // (4 * k)
    if len(scores) < k:
        return np.full(scores.shape[1], -np.inf, dtype=np.float32)
    if size > 1:
        groups = scores[: 4 * k * size].reshape(4 * k, size, -1)
        scores = groups.max(axis=1)
    bound: Rows = np.partition(scores, -k, axis=0)[-k]
    return bound


def _pruned(found: _Candidates, count: int, k: int, slack: np.float32) -> tuple[_Candidates, Rows]:
    """Those candidates that may be among the exact best k, by probe; and the bound for later ones."""
    # Scores lie in [−1, 1], so that one number orders by probe and then by falling score.
    order = np.argsort(found.probe * 4.0 - found.score)
    found = found.chosen(order)
    sizes = np.bincount(found.probe, minlength=count)
    if sizes.min() < k:
        return found, np.full(count, -np.inf, dtype=np.float32)
    bound = found.score[np.cumsum(sizes) - sizes + k - 1] - slack
    return found.chosen(found.score >= np.repeat(bound, sizes)), bound


def _settled(
    found: _Candidates, gallery: Rows, probes: Rows, k: int
) -> tuple[_Candidates, NDArray[np.float64]]:
    """The exact best k of each probe, in order, with their scores; `found` has at least k of each."""
    exact = _exact(probes[found.probe], gallery[found.row])
    order = np.lexsort((found.row, -exact, found.probe))
    sizes = np.bincount(found.probe, minlength=len(probes))
    places = order[((np.cumsum(sizes) - sizes)[:, None] + np.arange(k)).ravel()]
    return found.chosen(places), exact[places]


def _joined(parts: list[_Candidates]) -> _Candidates:
    if len(parts) == 1:
        return parts[0]
    return _Candidates(
        np.concatenate([part.probe for part in parts]),
        np.concatenate([part.row for part in parts]),
        np.concatenate([part.score for part in parts]),
    )


def _tiles(gallery: Rows, probes: Rows) -> Iterator[tuple[int, Rows, NDArray[np.bool_]]]:
    """Yield first row, (rows, q) scores, and room for a mask, of one block of the gallery after the other.

    Scores and mask are the same memory in every block: they stay in the cache.
    """
    height = min(len(gallery), _ROWS_FOR_ONE if len(probes) == 1 else _ROWS_FOR_MANY)
    buffer = np.empty((height, len(probes)), dtype=np.float32)
    mask = np.empty((height, len(probes)), dtype=np.bool_)
    columns = np.ascontiguousarray(probes.T)
    for first in range(0, len(gallery), height):
        block = gallery[first : first + height]
        yield first, np.matmul(block, columns, out=buffer[: len(block)]), mask[: len(block)]


def _reaching(scores: Rows, bound: np.float32 | Rows, first: int, reached: NDArray[np.bool_]) -> _Candidates:
    """The scores of a block at or above the bound."""
    np.greater_equal(scores, bound, out=reached)
    places = np.flatnonzero(reached)  # ten times as fast as nonzero() of the matrix
    row, probe = np.divmod(places, scores.shape[1])
    return _Candidates(probe, row + first, scores.ravel()[places])


def _exact(first: Rows, second: Rows) -> NDArray[np.float64]:
    """Scores of paired rows in float64, where the sum of products of float32 loses nothing that counts."""
    scores: NDArray[np.float64] = np.einsum("ij,ij->i", first.astype(np.float64), second.astype(np.float64))
    np.clip(scores, -1.0, 1.0, out=scores)
    return scores


def _margin(length: int) -> float:
    """Bound of the error of a float32 dot product of two rows of length 1: n · u (N. Higham, 2002, 3.1)."""
    return (length + 4) * float(np.finfo(np.float32).eps) / 2 * 1.01


def _probes(gallery: Gallery, probes: ArrayLike) -> Rows:
    given = np.asarray(probes)
    rows = _unit_rows(given[None] if given.ndim == 1 else given, name="probes")
    if rows.shape[1] != gallery.rows.shape[1]:
        raise InputError(
            f"Probes of {rows.shape[1]} numbers, a gallery of {gallery.rows.shape[1]}: use one encoder."
        )
    return rows


def _unit_rows(templates: ArrayLike, *, name: str) -> Rows:
    given = np.asarray(templates)
    if given.ndim != 2 or given.size == 0 or given.dtype.kind not in "fiu":
        raise InputError(
            f"The {name} have shape {given.shape} and dtype {given.dtype}: pass (n, d) real numbers."
        )
    rows = np.ascontiguousarray(given, dtype=np.float32)
    lengths = np.sqrt(np.einsum("ij,ij->i", rows, rows, dtype=np.float64))
    if not np.isfinite(lengths).all():
        raise InputError(
            f"Row {int(np.argmin(np.isfinite(lengths)))} of the {name} is NaN, infinite or too large."
        )
    if not (lengths > 0).all():
        raise InputError(f"Row {int(np.argmin(lengths > 0))} of the {name} is zero, which is no template.")
    if np.abs(lengths - 1).max() > _UNIT:
        rows = (rows / lengths[:, None]).astype(np.float32)
    rows = rows.view()
    rows.setflags(write=False)
    return rows
