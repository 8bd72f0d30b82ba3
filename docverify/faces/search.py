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
_ROWS_FOR_MANY: Final = (
    2_048  # for several probes: these rows and their scores stay in the second-level cache
)
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

    Memory: 2 MB for a block of scores, and 16 bytes · k for each probe.

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

    Memory: 2 MB for a block of scores, and 24 bytes for each hit.

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
        for first, scores in _tiles(gallery.rows, some):
            probe, row = _reaching(scores, np.float32(threshold - margin), first)
            exact = _exact(some, probe, gallery.rows, row)
            keep = exact >= threshold
            found.append((probe[keep] + start, row[keep], exact[keep]))
    probe, row, exact = (np.concatenate(column) for column in zip(*found, strict=True))
    order = np.lexsort((row, -exact, probe))
    return Hits(probe[order], row[order], exact[order])


def _nearest(gallery: Rows, probes: Rows, k: int) -> tuple[NDArray[np.int64], NDArray[np.float64]]:
    """Keep k exact scores a probe; only what may beat the least of them is scored again."""
    count, margin = len(probes), _margin(probes.shape[1])
    best_rows = np.zeros((count, 0), dtype=np.int64)
    best_scores = np.zeros((count, 0))
    bound = np.full(count, -np.inf, dtype=np.float32)
    waiting: list[tuple[NDArray[np.int64], NDArray[np.int64]]] = []
    for first, scores in _tiles(gallery, probes):
        if first == 0 and len(scores) > k:
            bound = np.partition(scores, -k, axis=0)[-k] - np.float32(2 * margin)
        candidates = _reaching(scores, bound, first)
        if candidates[0].size:
            waiting.append(candidates)
        last = first + len(scores) == len(gallery)
        if waiting and (last or best_rows.shape[1] < k or sum(p.size for p, _ in waiting) > count * k):
            best_rows, best_scores = _merge((best_rows, best_scores), waiting, probes, gallery, k)
            waiting = []
            if best_rows.shape[1] == k:
                bound = (best_scores[:, -1] - margin).astype(np.float32)
    return best_rows, best_scores


def _merge(
    best: tuple[NDArray[np.int64], NDArray[np.float64]],
    waiting: list[tuple[NDArray[np.int64], NDArray[np.int64]]],
    probes: Rows,
    gallery: Rows,
    k: int,
) -> tuple[NDArray[np.int64], NDArray[np.float64]]:
    best_rows, best_scores = best
    count, kept = best_rows.shape
    new_probe, new_row = (np.concatenate(column) for column in zip(*waiting, strict=True))
    probe = np.concatenate([np.repeat(np.arange(count), kept), new_probe])
    row = np.concatenate([best_rows.ravel(), new_row])
    score = np.concatenate([best_scores.ravel(), _exact(probes, new_probe, gallery, new_row)])
    order = np.lexsort((row, -score, probe))
    sizes = np.bincount(probe, minlength=count)
    width = min(k, int(sizes.min()))
    places = order[(np.cumsum(sizes) - sizes)[:, None] + np.arange(width)]
    return row[places], score[places]


def _tiles(gallery: Rows, probes: Rows) -> Iterator[tuple[int, Rows]]:
    """(first row, (rows, q) scores) of one block of the gallery after the other; the buffer is used again."""
    height = min(len(gallery), _ROWS_FOR_ONE if len(probes) == 1 else _ROWS_FOR_MANY)
    buffer = np.empty((height, len(probes)), dtype=np.float32)
    columns = np.ascontiguousarray(probes.T)
    for first in range(0, len(gallery), height):
        block = gallery[first : first + height]
        yield first, np.matmul(block, columns, out=buffer[: len(block)])


def _reaching(
    scores: Rows, bound: np.float32 | Rows, first: int
) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """(probe, row of the gallery) of the scores at or above the bound."""
    row, probe = np.divmod(np.flatnonzero(scores >= bound), scores.shape[1])
    return probe, row + first


def _exact(
    probes: Rows, probe: NDArray[np.int64], gallery: Rows, row: NDArray[np.int64]
) -> NDArray[np.float64]:
    """Scores of chosen pairs in float64, where the sum of products of float32 loses nothing that counts."""
    first, second = probes[probe].astype(np.float64), gallery[row].astype(np.float64)
    scores: NDArray[np.float64] = np.einsum("ij,ij->i", first, second)
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
