"""Galleries: searches beside faiss and Milvus Lite in processor time, and what the disk keeps.

Every side has one thread; sides run in turn, and times are of the processor, as other work on the machine
then counts for nobody. `recall` is against a full sort in float64.
"""

import os
import resource
import signal
import sqlite3
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from benchmarks.rows import ROOT, Row, Settings, make_row
from benchmarks.search_peers import faiss_flat, faiss_flat_blas
from docverify.errors import GalleryKeyWrong, NotEnrolled
from docverify.evidence import GalleryKind, Template
from docverify.gallery import Enrolment, Gallery, Purpose
from docverify.gallery.search import Matrix, search_nearest

LENGTH = 128
K = 10
PACKAGES = ("numpy", "simsimd", "numkong", "faiss-cpu", "milvus-lite", "pymilvus", "cryptography")
SINGLE = (100_000, 1_000_000)
BATCHES = (64, 1_000)
KEY = bytes(range(32))
AT = datetime(2026, 11, 29, tzinfo=UTC)
ENCODER = "sface-6631ac9bf687"
KNOWN = Purpose(name="known", kind=GalleryKind.TRUSTED, fpir=0.5, longest=timedelta(days=400))
Rows = NDArray[np.float32]


def run(settings: Settings) -> Iterator[Row]:
    """Yield a row for each figure."""
    for size in SINGLE[:1] if settings.quick else SINGLE:
        yield from _search(settings, size)
    yield from _milvus(settings, 20_000 if settings.quick else 100_000)
    with tempfile.TemporaryDirectory(prefix="gallery") as folder:
        path = Path(folder) / "desk.gallery"
        yield _enrolment(settings, path)
        yield _killed(settings, path)
        yield _erased(settings, Path(folder) / "erased.gallery")
        yield _opened(settings, Path(folder) / "large.gallery", 20_000 if settings.quick else 1_000_000)


def processor(sides: dict[str, Callable[[int], object]], rounds: int) -> dict[str, list[float]]:
    """Seconds of the processor of each side's call, in turn; a call is told the number of its round."""
    times: dict[str, list[float]] = {name: [] for name in sides}
    for call in sides.values():
        call(0)
    for number in range(rounds):
        for name, call in sides.items():
            start = time.process_time()
            call(number)
            times[name].append(time.process_time() - start)
    return times


def _templates(rng: np.random.Generator, count: int) -> Rows:
    rows = rng.standard_normal((count, LENGTH), dtype=np.float32)
    rows /= np.linalg.norm(rows, axis=1, keepdims=True)
    return rows


def _probes(rng: np.random.Generator, rows: Rows, count: int) -> Rows:
    """Mates of some rows, at a cosine of about 0.6."""
    mates = rows[rng.integers(0, len(rows), count)] * 0.6 + _templates(rng, count) * 0.8
    return mates / np.linalg.norm(mates, axis=1, keepdims=True)


def _search(settings: Settings, size: int) -> Iterator[Row]:
    rng = np.random.default_rng(settings.seed)
    rows = _templates(rng, size)
    probes = _probes(rng, rows, max(BATCHES))
    matrix = Matrix.of(rows)
    single, blas = faiss_flat(rows, settings.threads), faiss_flat_blas(rows, settings.threads)
    sides: dict[str, Callable[[int], object]] = {
        "docverify": lambda at: search_nearest(matrix, probes[at], k=K).rows,
        "faiss Flat": lambda at: single.nearest(probes[at : at + 1], K),
    }
    times = processor(sides, 20 if settings.quick else 60)
    recall = np.mean(
        [_recall(rows, probes[at], search_nearest(matrix, probes[at], k=K).rows[0]) for at in range(20)]
    )
    kept = sum(part.coarse.values.nbytes for part in matrix.parts if part.coarse is not None)
    figures = {"recall": float(recall), "memory_of_float32": round((rows.nbytes + kept) / rows.nbytes, 3)}
    yield _row(settings, "gallery.one_probe", times, figures, f"1 against {size:,}", count=1)
    for many in BATCHES if size == SINGLE[0] else BATCHES[:1]:
        batch = probes[:many]
        sides = {
            "docverify": lambda _, batch=batch: search_nearest(matrix, batch, k=K),
            "faiss Flat, BLAS": lambda _, batch=batch: blas.nearest(batch, K),
        }
        times = processor(sides, 3 if settings.quick or size > SINGLE[0] else 9)
        yield _row(settings, "gallery.many_probes", times, {}, f"{many:,} against {size:,}", count=many)


def _recall(rows: Rows, probe: Rows, found: NDArray[np.int64]) -> float:
    exact = rows.astype(np.float64) @ probe.astype(np.float64) if len(rows) < 200_000 else rows @ probe
    best = np.argpartition(-exact, 4 * K)[: 4 * K]
    true = best[np.argsort(-(rows[best].astype(np.float64) @ probe.astype(np.float64)))][:K]
    return len(set(true.tolist()) & set(found.tolist())) / K


def _milvus(settings: Settings, size: int) -> Iterator[Row]:
    """Milvus Lite with an exact index, in the same process: what it takes is counted with its children."""
    try:
        from pymilvus import DataType, MilvusClient
    except ImportError:
        print("  pymilvus is not installed: left out", flush=True)
        return
    rng = np.random.default_rng(settings.seed)
    rows = _templates(rng, size)
    probes = _probes(rng, rows, 20)
    matrix = Matrix.of(rows)
    with tempfile.TemporaryDirectory(prefix="milvus") as folder:
        client = MilvusClient(str(Path(folder) / "milvus.db"))
        schema = client.create_schema(auto_id=False)
        schema.add_field("id", DataType.INT64, is_primary=True)
        schema.add_field("row", DataType.FLOAT_VECTOR, dim=LENGTH)
        index = client.prepare_index_params()
        index.add_index("row", index_type="FLAT", metric_type="IP")
        client.create_collection("g", schema=schema, index_params=index)
        for first in range(0, size, 2_000):
            some = rows[first : first + 2_000]
            client.insert("g", [{"id": first + at, "row": row.tolist()} for at, row in enumerate(some)])
        client.load_collection("g")

        def ask(at: int) -> list[int]:
            found = client.search(
                "g", data=[probes[at % 20].tolist()], limit=K, search_params={"metric_type": "IP"}
            )
            return [int(one["id"]) for one in found[0]]

        recall = np.mean([_recall(rows, probes[at], np.array(ask(at))) for at in range(5)])
        times: dict[str, list[float]] = {"docverify": [], "milvus-lite": []}
        for at in range(20):
            for name, call in (
                ("docverify", lambda at: search_nearest(matrix, probes[at], k=K)),
                ("milvus-lite", ask),
            ):
                start = _spent()
                call(at)
                times[name].append(_spent() - start)
        client.close()
    yield _row(
        settings,
        "gallery.milvus",
        times,
        {"recall of milvus-lite": float(recall)},
        f"1 against {size:,}",
        count=1,
    )


def _spent() -> float:
    """Seconds of the processor of this process and of those that it has waited for."""
    children = resource.getrusage(resource.RUSAGE_CHILDREN)
    return time.process_time() + children.ru_utime + children.ru_stime


def _enrolled(rows: Rows, first: int = 0) -> Iterator[Enrolment]:
    for at, row in enumerate(rows, start=first):
        template = Template(encoder=ENCODER, values=row)
        yield Enrolment(template=template, id=f"p{at}", purpose="known", expires=AT + timedelta(days=30))


def _enrolment(settings: Settings, path: Path) -> Row:
    """One durable enrolment after the other: seconds of the wall, as it waits for the disk."""
    rows = _templates(np.random.default_rng(settings.seed), 300)
    with Gallery.create(path, key=KEY, encoder=ENCODER, purposes=[KNOWN], at=AT) as gallery:
        wall, spent = [], []
        for one in _enrolled(rows):
            start = time.perf_counter(), time.process_time()
            gallery.enrol_all([one], at=AT)
            wall.append(time.perf_counter() - start[0])
            spent.append(time.process_time() - start[1])
    plain = _plain_commits(path.with_name("plain.db"))
    figures = {
        "processor_ms": float(np.median(spent)) * 1e3,
        "p95_ms": float(np.quantile(wall, 0.95)) * 1e3,
        "plain_sqlite_ms": float(np.median(plain)) * 1e3,
    }
    return _row(
        settings, "gallery.enrol", {"docverify": wall}, figures, "one, on the disk", count=1, unit="entries"
    )


def _plain_commits(path: Path) -> list[float]:
    """What SQLite alone takes to commit 740 bytes with synchronous=FULL on this disk, now."""
    times = []
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        connection.executescript(
            "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; CREATE TABLE t (b BLOB);"
        )
        for _ in range(100):
            start = time.perf_counter()
            connection.execute("INSERT INTO t VALUES (?)", (bytes(740),))
            times.append(time.perf_counter() - start)
    return times


def _killed(settings: Settings, path: Path) -> Row:
    """Kill -9 at a random moment; whatever was acknowledged must be there when it is opened again."""
    rounds = 20 if settings.quick else int(os.environ.get("DOCVERIFY_KILLS", "1000"))
    rng = np.random.default_rng(settings.seed)
    acknowledged: set[str] = set()
    lost = opened = 0
    for number in range(rounds):
        told = _until_killed(path, 1_000 + 1_000 * number, float(rng.uniform(0, 0.05)))
        acknowledged |= told
        with Gallery(path, key=KEY) as gallery:
            opened += 1
            for one in told:
                try:
                    gallery.entry(one)
                except NotEnrolled:
                    lost += 1
    with Gallery(path, key=KEY) as gallery:
        there = {one.id for one in gallery.entries(purpose="known")}
    figures: dict[str, object] = {
        "rounds": rounds,
        "reopened": opened,
        "acknowledged": len(acknowledged),
        "lost": lost + len(acknowledged - there),
    }
    return _row(settings, "gallery.killed", {}, figures, "kill -9", count=rounds, unit="rounds")


def _until_killed(path: Path, first: int, seconds: float) -> set[str]:
    """What a forked process acknowledged until it was killed, so long after its first entry."""
    read, write = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(read)
        try:
            with Gallery(path, key=KEY) as gallery:
                for one in _enrolled(_templates(np.random.default_rng(first), 900), first):
                    gallery.enrol_all([one], at=AT)
                    os.write(write, f"{one.id}\n".encode())
                while True:
                    time.sleep(1)
        finally:
            os._exit(1)
    os.close(write)
    with os.fdopen(read, "rb") as told:
        first_line = told.readline()
        time.sleep(seconds)
        os.kill(child, signal.SIGKILL)
        os.waitpid(child, 0)
        return set((first_line + told.read()).decode().split())


def _erased(settings: Settings, path: Path) -> Row:
    """Bytes of erased entries in any file, and of any template without the key."""
    rows = _templates(np.random.default_rng(settings.seed), 6_000)
    with Gallery.create(path, key=KEY, encoder=ENCODER, purposes=[KNOWN], at=AT) as gallery:
        gallery.enrol_all(_enrolled(rows), at=AT)
    spent = []
    with Gallery(path, key=KEY) as gallery:  # it has a copy of the rows now
        with closing(sqlite3.connect(path)) as connection:
            boxes = dict(connection.execute("SELECT number, box FROM boxes"))
        gone = range(0, 6_000, 100)
        for number in gone:
            start = time.perf_counter()
            gallery.erase(f"p{number}", at=AT)
            spent.append(time.perf_counter() - start)
        files = [one.read_bytes() for one in path.parent.glob(f"{path.name}*")]
    left = sum(
        boxes[number][at : at + 64] in content
        for number in gone
        for at in range(0, 640, 64)
        for content in files
    )
    control = sum(boxes[number][:64] in content for number in range(1, 6_000, 100) for content in files)
    plain = sum(row[:16].tobytes() in content for row in rows[::100] for content in files)
    try:
        Gallery(path, key=bytes(32))
    except GalleryKeyWrong:
        without = 0
    else:
        without = len(rows)
    figures = {
        "pieces of erased boxes on the disk": left,
        "pieces of kept boxes found alike": control,
        "plain templates on the disk": plain,
        "templates readable without the key": without,
    }
    return _row(
        settings, "gallery.erase", {"docverify": spent}, figures, "60 of 6,000", count=1, unit="entries"
    )


def _opened(settings: Settings, path: Path, size: int) -> Row:
    """Opening a large gallery in a process of its own, up to the first answer."""
    rng = np.random.default_rng(settings.seed)
    with Gallery.create(path, key=KEY, encoder=ENCODER, purposes=[KNOWN], at=AT) as gallery:
        for first in range(0, size, 10_000):
            gallery.enrol_all(_enrolled(_templates(rng, 10_000), first), at=AT)
    start = time.process_time()
    Gallery(path, key=KEY).close()
    without = time.process_time() - start
    times = []
    for _ in range(3):
        told = subprocess.run(
            [sys.executable, "-c", _OPEN, str(path)], capture_output=True, text=True, check=True, cwd=ROOT
        )
        spent, before, after, most = map(float, told.stdout.split())
        times.append(spent)
    figures = {
        "processor_s_without_copy": round(without, 2),
        "memory_of_float32": round((after - before) * 1024 / (4 * LENGTH * size), 3),
        "most_memory_of_float32": round((most - before) * 1024 / (4 * LENGTH * size), 3),
        "megabytes": {one.name: one.stat().st_size >> 20 for one in path.parent.glob(f"{path.name}*")},
    }
    return _row(
        settings,
        "gallery.open",
        {"docverify": times},
        figures,
        f"{size:,} entries",
        count=size,
        unit="entries",
    )


_OPEN = """
import sys, time
import numpy as np
from benchmarks.gallery import AT, KEY, LENGTH
from docverify.gallery import Gallery
from docverify.gallery.values import seconds_of
before = next(line.split()[1] for line in open("/proc/self/status") if line.startswith("VmRSS"))
start = time.process_time()
gallery = Gallery(sys.argv[1], key=KEY, read_only=True)
probe = np.ones(LENGTH, np.float32) / np.sqrt(np.float32(LENGTH))
gallery._state.index.nearest(probe, 10, purpose=1, at=seconds_of(AT))
spent = time.process_time() - start
status = dict(line.split(":", 1) for line in open("/proc/self/status"))
print(spent, before, status["VmRSS"].split()[0], status["VmHWM"].split()[0])
"""


def _row(
    settings: Settings,
    benchmark: str,
    times: dict[str, list[float]],
    figures: dict[str, object],
    case: str,
    *,
    count: int,
    unit: str = "probes",
) -> Row:
    return make_row(
        benchmark, settings, times, count=count, unit=unit, packages=PACKAGES, figures=figures, case=case
    )
