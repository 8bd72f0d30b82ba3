"""Several probes at once: blocks of float32 scores that stay in the cache, then float64.

A matrix product (GEMM) finds candidates, with a margin that covers its rounding; those are scored again in
float64, so that the answer is that of exact arithmetic. A single probe goes its own way: see `one`.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import ArrayLike, NDArray

from docverify.errors import InputError
from docverify.gallery.search.exact import Rows, exact_scores, margin_of, unit_rows
from docverify.gallery.search.matrix import Matrix
from docverify.gallery.search.one import Mask, above_of_one, nearest_of_one

_ROWS_FOR_MANY: Final = 1024  # of the gallery in a block: they and their scores stay in the cache
_SCORES: Final = 131_072  # of a block: of few probes more rows are taken, as a block costs its calls
_MOST_PROBES: Final = 512  # compared at once; more are taken in turns


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


def search_nearest(gallery: Matrix, probes: ArrayLike, *, k: int = 1, allowed: Mask | None = None) -> Nearest:
    """Find the k most similar rows of a gallery for each probe: exact, by full scan.

    Memory: 1 MB for a block of scores, and 16 bytes · k for each probe.

    Args:
        gallery: n templates of d numbers.
        probes: (q, d), or (d,) for a single one, of the same encoder build.
        k: 1 … the number of (allowed) templates.
        allowed: (n,) which rows may be found; all unless given.

    Raises:
        InputError: k out of range, another shape, NaN or infinite values, or a row of zeros.
    """
    mask = _mask(gallery, allowed)
    count = len(gallery) if mask is None else int(np.count_nonzero(mask))
    if not 1 <= k <= count:
        raise InputError(f"k is {k}; the gallery has {count} templates: pass 1 up to that.")
    rows = _probes(gallery, probes)
    if len(rows) == 1:
        row, score = nearest_of_one(gallery, rows[0], k, mask)
        return Nearest(row[None], score[None])
    parts = [
        _nearest(gallery, rows[i : i + _MOST_PROBES], k, mask) for i in range(0, len(rows), _MOST_PROBES)
    ]
    return Nearest(np.concatenate([r for r, _ in parts]), np.concatenate([s for _, s in parts]))


def search_above(
    gallery: Matrix, probes: ArrayLike, *, threshold: float, allowed: Mask | None = None
) -> Hits:
    """Find every row of a gallery that matches a probe: score ≥ threshold.

    Memory: 1 MB for a block of scores, and 24 bytes for each hit.

    Args:
        gallery: n templates of d numbers.
        probes: (q, d), or (d,) for a single one, of the same encoder build.
        threshold: cosine similarity, of the calibration; a gallery of n people matches at about n · FMR.
        allowed: (n,) which rows may be found; all unless given.

    Raises:
        InputError: a NaN threshold, another shape, NaN or infinite values, or a row of zeros.
    """
    if np.isnan(threshold):
        raise InputError("The threshold is NaN: pass that of the encoder's calibration.")
    mask = _mask(gallery, allowed)
    rows = _probes(gallery, probes)
    if len(rows) == 1:
        row, exact = above_of_one(gallery, rows[0], threshold, mask)
        probe = np.zeros(len(row), np.int64)
    else:
        probe, row, exact = _above(gallery, rows, threshold, mask)
    order = np.lexsort((row, -exact, probe))
    return Hits(probe[order], row[order], exact[order])


def score_pairs(references: Matrix, probes: Matrix) -> NDArray[np.float64]:
    """Score row i of one against row i of the other: (n,) float64 cosine similarities in [−1, 1].

    Raises:
        InputError: another number of rows, or rows of another length.
    """
    if len(references) != len(probes) or references.length != probes.length:
        raise InputError(f"{references!r} and {probes!r} do not pair: pass as many of each, of one encoder.")
    pairs = zip(references.blocks(_ROWS_FOR_MANY), probes.blocks(_ROWS_FOR_MANY), strict=True)
    return np.concatenate([exact_scores(first, second) for (_, first), (_, second) in pairs])


def _above(
    gallery: Matrix, rows: Rows, threshold: float, mask: Mask | None
) -> tuple[NDArray[np.int64], NDArray[np.int64], NDArray[np.float64]]:
    """Probes, rows and scores of all hits of several probes."""
    margin = margin_of(rows.shape[1])
    found = []
    for start in range(0, len(rows), _MOST_PROBES):
        some = rows[start : start + _MOST_PROBES]
        for first, scores, reached in _tiles(gallery, some):
            near = _reaching(scores, np.float32(threshold - margin), first, reached, mask)
            exact = exact_scores(some[near.probe], gallery.taken(near.row))
            keep = exact >= threshold
            found.append((near.probe[keep] + start, near.row[keep], exact[keep]))
    probe, row, exact = (np.concatenate(column) for column in zip(*found, strict=True))
    return probe, row, exact


@dataclass(frozen=True, slots=True, eq=False)
class _Candidates:
    """Pairs that may be among the best k, with their float32 scores."""

    probe: NDArray[np.int64]
    row: NDArray[np.int64]
    score: Rows

    def chosen(self, which: NDArray[np.generic]) -> "_Candidates":
        return _Candidates(self.probe[which], self.row[which], self.score[which])


def _nearest(
    gallery: Matrix, probes: Rows, k: int, mask: Mask | None
) -> tuple[NDArray[np.int64], NDArray[np.float64]]:
    """Gather what reaches a bound that rises as better scores are seen; float64 decides at the end."""
    count, slack = len(probes), np.float32(2 * margin_of(probes.shape[1]))
    bound = np.full(count, -np.inf, dtype=np.float32)
    found: list[_Candidates] = []
    for first, scores, reached in _tiles(gallery, probes):
        if first == 0:
            bound = _first_bound(scores, k, mask) - slack
        found.append(_reaching(scores, bound, first, reached, mask))
        if sum(part.row.size for part in found) > 4 * count * k:
            kept, bound = _pruned(_joined(found), count, k, slack)
            if kept.row.size > 2 * count * k:  # more near-ties than float32 can tell apart
                kept = _settled(kept, gallery, probes, k)[0]
            found = [kept]
    last, _ = _pruned(_joined(found), count, k, slack)
    best, exact = _settled(last, gallery, probes, k)
    return best.row.reshape(count, k), exact.reshape(count, k)


def _first_bound(scores: Rows, k: int, mask: Mask | None) -> Rows:
    """A score that at least k rows of the first block reach, by probe: the k-th best of some maxima."""
    if mask is not None:
        scores = np.where(mask[: len(scores), None], scores, np.float32(-np.inf))
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
    found: _Candidates, gallery: Matrix, probes: Rows, k: int
) -> tuple[_Candidates, NDArray[np.float64]]:
    """The exact best k of each probe, in order, with their scores; `found` has at least k of each."""
    exact = exact_scores(probes[found.probe], gallery.taken(found.row))
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


def _tiles(gallery: Matrix, probes: Rows) -> Iterator[tuple[int, Rows, NDArray[np.bool_]]]:
    """Yield first row, (rows, q) scores, and room for a mask, of one block of the gallery after the other.

    Scores and mask are the same memory in every block: they stay in the cache.
    """
    height = min(len(gallery), max(_ROWS_FOR_MANY, _SCORES // len(probes)))
    buffer = np.empty((height, len(probes)), dtype=np.float32)
    mask = np.empty((height, len(probes)), dtype=np.bool_)
    columns = np.ascontiguousarray(probes.T)
    for first, block in gallery.blocks(height):
        yield first, np.matmul(block, columns, out=buffer[: len(block)]), mask[: len(block)]


def _reaching(
    scores: Rows, bound: np.float32 | Rows, first: int, reached: NDArray[np.bool_], mask: Mask | None
) -> _Candidates:
    """The scores of a block at or above the bound, of allowed rows."""
    np.greater_equal(scores, bound, out=reached)
    if mask is not None:
        reached &= mask[first : first + len(scores), None]
    places = np.flatnonzero(reached)  # ten times as fast as nonzero() of the matrix
    row, probe = np.divmod(places, scores.shape[1])
    return _Candidates(probe, row + first, scores.ravel()[places])


def _mask(gallery: Matrix, allowed: Mask | None) -> Mask | None:
    if allowed is not None and (allowed.dtype != np.bool_ or allowed.shape != (len(gallery),)):
        raise InputError(f"allowed is {allowed.dtype} of shape {allowed.shape}: pass a bool for each row.")
    return allowed


def _probes(gallery: Matrix, probes: ArrayLike) -> Rows:
    given = np.asarray(probes)
    rows = unit_rows(given[None] if given.ndim == 1 else given, name="probes")
    if rows.shape[1] != gallery.length:
        raise InputError(
            f"Probes of {rows.shape[1]} numbers, a gallery of {gallery.length}: use one encoder."
        )
    return rows
