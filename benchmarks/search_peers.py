"""What people search templates with today, each as two functions; only those that are installed."""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Rows = NDArray[np.float32]
Found = tuple[NDArray[np.integer], ...]


@dataclass(frozen=True, slots=True)
class Searcher:
    """One library holding one gallery.

    Attributes:
        nearest: (probes, k) → (q, k) rows.
        above: (probes, threshold) → anything; None where the library has no such search.
    """

    nearest: Callable[[Rows, int], NDArray[np.integer]]
    above: Callable[[Rows, float], object] | None


def faiss_flat(gallery: Rows, threads: int) -> Searcher:
    """faiss-cpu IndexFlatIP as it is installed."""
    return _faiss(gallery, threads, blas_from=None)


def faiss_flat_blas(gallery: Rows, threads: int) -> Searcher:
    """faiss-cpu IndexFlatIP, told to use a matrix product from 20 probes on: its fastest way."""
    return _faiss(gallery, threads, blas_from=20)


def _faiss(gallery: Rows, threads: int, *, blas_from: int | None) -> Searcher:
    import faiss

    faiss.omp_set_num_threads(threads)
    index = faiss.IndexFlatIP(gallery.shape[1])
    index.add(gallery)
    usual = faiss.cvar.distance_compute_blas_threshold

    def search(call: Callable[[Rows, float], Found], probes: Rows, what: float) -> Found:
        faiss.cvar.distance_compute_blas_threshold = usual if blas_from is None else blas_from
        try:
            return call(probes, what)
        finally:
            faiss.cvar.distance_compute_blas_threshold = usual

    return Searcher(
        lambda probes, k: search(index.search, probes, k)[1],
        lambda probes, threshold: search(index.range_search, probes, threshold),
    )


def usearch_exact(gallery: Rows, threads: int) -> Searcher:
    """usearch.index.search with exact=True, inner product."""
    from usearch.index import MetricKind, search

    def nearest(probes: Rows, k: int) -> NDArray[np.integer]:
        found = search(gallery, probes, k, MetricKind.IP, exact=True, threads=threads)
        return np.atleast_2d(found.keys)

    return Searcher(nearest, None)


def face_recognition_distance(gallery: Rows, threads: int) -> Searcher:  # noqa: ARG001 - it has no threads
    """face_recognition.face_distance, and numpy's selection as its users write it."""
    import face_recognition

    def nearest(probes: Rows, k: int) -> NDArray[np.integer]:
        rows = []
        for probe in probes:
            distances = face_recognition.face_distance(gallery, probe)
            best = np.argpartition(distances, k - 1)[:k]
            rows.append(best[np.argsort(distances[best])])
        return np.array(rows)

    def above(probes: Rows, threshold: float) -> list[NDArray[np.integer]]:
        # Of rows of length 1, |a − b|² = 2 − 2 a·b.
        limit = (2 - 2 * threshold) ** 0.5
        return [np.flatnonzero(face_recognition.face_distance(gallery, p) <= limit) for p in probes]

    return Searcher(nearest, above)


PEERS: dict[str, Callable[[Rows, int], Searcher]] = {
    "faiss Flat": faiss_flat,
    "faiss Flat, BLAS": faiss_flat_blas,
    "usearch exact": usearch_exact,
    "face_recognition": face_recognition_distance,
}


def installed(gallery: Rows, threads: int) -> dict[str, Searcher]:
    """Every peer that can be imported, holding this gallery."""
    found = {}
    for name, make in PEERS.items():
        try:
            found[name] = make(gallery, threads)
        except ImportError:
            print(f"  {name} is not installed: left out", flush=True)
    return found
