"""The matching core: one against one, one against many, many against many, beside exact peers."""

from collections.abc import Callable, Iterator

import numpy as np
from numpy.typing import NDArray

from benchmarks.rows import Row, Settings, make_row, time_sides
from benchmarks.search_peers import Searcher, installed
from docverify.evidence import Template, similarity_of
from docverify.gallery.search import Matrix, score_pairs, search_above, search_nearest

LENGTH = 128
K = 10
THRESHOLD = 0.36  # about FMR 0.1 % of the default encoder
PACKAGES = ("numpy", "faiss-cpu", "usearch", "face-recognition", "dlib-bin")
SINGLE = (1_000, 10_000, 100_000, 1_000_000)
BATCHES = ((10_000, 1_000), (100_000, 1_000), (1_000_000, 64))  # gallery, probes
BATCHES_ONLY = "faiss Flat, BLAS"  # for one probe it is the same as faiss Flat

Rows = NDArray[np.float32]


def run(settings: Settings) -> Iterator[Row]:
    """Yield a row for each case."""
    rng = np.random.default_rng(settings.seed)
    yield from _pairs(rng, settings)
    largest = 100_000 if settings.quick else max(SINGLE)
    templates = _templates(rng, largest)
    probes = _templates(rng, 1_000)
    bandwidth = _bandwidth(templates.nbytes, rng)
    yield make_row("matching.memory", settings, count=1, unit="scans", packages=PACKAGES, figures=bandwidth)
    sizes = {size for size in SINGLE if size <= largest} | {size for size, _ in BATCHES if size <= largest}
    for size in sorted(sizes):
        gallery = Matrix.of(templates[:size])
        peers = installed(templates[:size], settings.threads)
        if size in SINGLE:
            alone = {name: peer for name, peer in peers.items() if name != BATCHES_ONLY}
            yield _nearest(settings, gallery, alone, probes[:1], bandwidth["read_gb_per_s"])
            yield _above(settings, gallery, alone, probes[:1], bandwidth["read_gb_per_s"])
        peers.pop("face_recognition", None)  # it has no batches: one probe's time, times their number
        for many in (count for batch, count in BATCHES if batch == size):
            yield _nearest(settings, gallery, peers, probes[:many], None)
            yield _above(settings, gallery, peers, probes[:many], None)


def _templates(rng: np.random.Generator, count: int) -> Rows:
    rows = rng.standard_normal((count, LENGTH), dtype=np.float32)
    rows /= np.linalg.norm(rows, axis=1, keepdims=True)
    return rows


def _bandwidth(size: int, rng: np.random.Generator) -> dict[str, float]:
    """Bytes that one pass can read a second: the fastest of three ways to read an array of this size."""
    values = rng.standard_normal(size // 4, dtype=np.float32)
    ways: dict[str, Callable[[], object]] = {
        "max": values.max,
        "dot": lambda: np.dot(values, values),
        "sum": values.sum,
    }
    best = {name: min(times) for name, times in time_sides(ways, rounds=5, at_least=0).items()}
    return {f"{name}_gb_per_s": size / seconds / 1e9 for name, seconds in best.items()} | {
        "read_gb_per_s": size / min(best.values()) / 1e9,
        "gigabytes": size / 1e9,
    }


def _pairs(rng: np.random.Generator, settings: Settings) -> Iterator[Row]:
    """One against one: two templates as values, and ten thousand pairs of rows."""
    count = 10_000
    rows = _templates(rng, 2 * count)
    first, second = rows[:count], rows[count:]
    one, other = (Template(encoder="benchmark", values=part[0]) for part in (first, second))
    sides: dict[str, Callable[[], object]] = {"docverify": lambda: similarity_of(one, other)}
    batched = {"docverify": _pair_scorer(first, second)}
    try:
        from face_recognition import face_distance
    except ImportError:
        print("  face_recognition is not installed: left out", flush=True)
    else:
        sides["face_recognition"] = lambda: face_distance(first[:1], second[0])
        batched["face_recognition"] = lambda: [
            face_distance(a[None], b) for a, b in zip(first, second, strict=True)
        ]
    timings = time_sides(sides)
    yield make_row("matching.pair", settings, timings, count=1, unit="comparisons", packages=PACKAGES)
    timings = time_sides(batched)
    yield make_row("matching.pairs", settings, timings, count=count, unit="comparisons", packages=PACKAGES)


def _pair_scorer(first: Rows, second: Rows) -> Callable[[], object]:
    references, probes = Matrix.of(first), Matrix.of(second)
    return lambda: score_pairs(references, probes)


def _nearest(
    settings: Settings, gallery: Matrix, peers: dict[str, Searcher], probes: Rows, bandwidth: float | None
) -> Row:
    sides: dict[str, Callable[[], object]] = {"docverify": lambda: search_nearest(gallery, probes, k=K).rows}
    sides |= {name: _call(peer.nearest, probes, K) for name, peer in peers.items()}
    timings = time_sides(sides, rounds=_rounds(settings, gallery, probes))
    figures: dict[str, object] = {
        "recall": {
            name: _recall(gallery, probes[:20], np.asarray(call())[:20]) for name, call in sides.items()
        }
    }
    return _row(
        "matching.nearest",
        settings,
        gallery=gallery,
        probes=probes,
        timings=timings,
        figures=figures,
        bandwidth=bandwidth,
    )


def _above(
    settings: Settings, gallery: Matrix, peers: dict[str, Searcher], probes: Rows, bandwidth: float | None
) -> Row:
    sides: dict[str, Callable[[], object]] = {
        "docverify": lambda: search_above(gallery, probes, threshold=THRESHOLD)
    }
    sides |= {
        name: _call(peer.above, probes, THRESHOLD) for name, peer in peers.items() if peer.above is not None
    }
    timings = time_sides(sides, rounds=_rounds(settings, gallery, probes))
    found = search_above(gallery, probes, threshold=THRESHOLD).rows.size
    return _row(
        "matching.above",
        settings,
        gallery=gallery,
        probes=probes,
        timings=timings,
        figures={"hits": found},
        bandwidth=bandwidth,
    )


def _call(search: Callable[[Rows, float], object], probes: Rows, what: float) -> Callable[[], object]:
    return lambda: search(probes, what)


def _rounds(settings: Settings, gallery: Matrix, probes: Rows) -> int:
    heavy = len(gallery) * len(probes) > 5_000_000
    return 3 if settings.quick or heavy else 7


def _bytes(gallery: Matrix) -> int:
    return sum(part.rows.nbytes for part in gallery.parts)


def _recall(gallery: Matrix, probes: Rows, found: NDArray[np.integer]) -> float:
    """Share of the true best k, by a full sort in float64, that a search found."""
    exact = (
        probes.astype(np.float64) @ np.concatenate([part.rows for part in gallery.parts]).astype(np.float64).T
    )
    true = np.argpartition(-exact, K - 1, axis=1)[:, :K]
    hits = [len(set(a) & set(b)) for a, b in zip(true.tolist(), found.tolist(), strict=True)]
    return sum(hits) / (K * len(probes))


def _row(
    benchmark: str,
    settings: Settings,
    *,
    gallery: Matrix,
    probes: Rows,
    timings: dict[str, list[float]],
    figures: dict[str, object],
    bandwidth: float | None,
) -> Row:
    seconds = float(np.median(timings["docverify"]))
    figures["queries_per_s"] = {
        name: len(probes) / float(np.median(times)) for name, times in timings.items()
    }
    if bandwidth is not None:
        figures["read_gb_per_s"] = _bytes(gallery) / seconds / 1e9
        figures["share_of_bandwidth"] = _bytes(gallery) / min(timings["docverify"]) / 1e9 / bandwidth
    else:
        figures["gflop_per_s"] = 2 * len(gallery) * LENGTH * len(probes) / seconds / 1e9
    return make_row(
        benchmark,
        settings,
        timings,
        count=len(probes),
        unit="probes",
        packages=PACKAGES,
        figures=figures,
        case=f"{len(probes)} against {len(gallery):,}",
    )
