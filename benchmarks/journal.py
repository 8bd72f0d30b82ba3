"""The journal: tampering that is told, entries kept through crashes, erasure, and what it all costs.

Each way to tamper is done by people of three means in turn (`tests/operation/journal/tamper.py`) on copies
of one journal, which is then held against its last checkpoint, and once more against every checkpoint that
was kept. Processes that append are killed at random moments; the log of a journal is cut at random bytes. A
killed process is not a machine without power: that an entry is on the disk rests on SQLite's
`synchronous=FULL` and on a disk that does what it is told.
"""

import os
import shutil
import signal
import sqlite3
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import closing
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from pathlib import Path
from statistics import median, quantiles

import numpy as np

import docverify as dv
from benchmarks.rows import ROOT, Row, Settings, make_row
from docverify.operation.journal.content import content_of
from docverify.operation.journal.files import Files, places
from docverify.operation.journal.ledger import Ledger
from docverify.operation.journal.ledger import now as the_time
from docverify.operation.journal.note import Signer
from docverify.operation.journal.seal import boxes
from tests.operation.journal import independent
from tests.operation.journal.made import filled, report
from tests.operation.journal.tamper import MEANS, WAYS, tamper

_PACKAGES = ("cryptography",)
_ENTRIES = 200
"""Of the journal that is tampered with."""
_KEPT = range(20, _ENTRIES, 20)
_IN_BULK = 20_000
"""Entries in one commit where a large journal is made."""


def run(settings: Settings) -> Iterator[Row]:
    """Yield a row for each way to tamper, and for each figure of the journal's."""
    rng = np.random.default_rng(settings.seed)
    rounds = 30 if settings.quick else 1_000
    with tempfile.TemporaryDirectory() as folder:
        yield from _tampering(Path(folder), settings, rng, rounds)
    for measure in (_killed, _cut):
        with tempfile.TemporaryDirectory() as folder:
            yield measure(Path(folder), settings, rng, rounds)
    with tempfile.TemporaryDirectory() as folder:
        yield _erased(Path(folder), settings, 30 if settings.quick else 300)
    with tempfile.TemporaryDirectory() as folder:
        told, seconds = _verification()
        yield _appended(Path(folder), settings, told, seconds)
    with tempfile.TemporaryDirectory() as folder:
        yield _audited(Path(folder), settings, told, 5_000 if settings.quick else 100_000)
    with tempfile.TemporaryDirectory() as folder:
        yield _proved(Path(folder), settings, rng, 20_000 if settings.quick else 1_000_000)


@dataclass
class _Count:
    """What came of one way to tamper."""

    told: int = 0
    placed: int = 0
    exact: int = 0
    spans: list[int] = field(default_factory=list)
    narrowed: list[int] = field(default_factory=list)


def _tampering(folder: Path, settings: Settings, rng: np.random.Generator, rounds: int) -> Iterator[Row]:
    with filled(folder / "sound.journal", _ENTRIES, full=9, checkpoints=_KEPT) as journal:
        note, kept = journal.checkpoint(), journal.checkpoints()
        signer = Signer.read(journal.key.split("+")[0], folder / "sound.journal.key")
        sound = [journal.verify(note).sound, journal.verify(*kept).sound]
    if sound != [True, True]:
        raise RuntimeError("the journal is not sound to begin with")
    for way in WAYS:
        count = _Count()
        for one in range(rounds):
            path = folder / "work" / "sound.journal"
            shutil.rmtree(path.parent, ignore_errors=True)
            path.parent.mkdir()
            for end in ("", ".key", ".seals"):
                shutil.copy(f"{folder / 'sound.journal'}{end}", f"{path}{end}")
            place = tamper(path, way, rng, MEANS[one % len(MEANS)], signer)
            _count(count, path, note, kept, place)
        figures = {
            "told": count.told,
            "place_named": count.placed,
            "one_entry_named": count.exact,
            "entries_named_median": median(count.spans or [0]),
            "entries_named_median_every_checkpoint_kept": median(count.narrowed or [0]),
            "entries": _ENTRIES,
        }
        yield _row("tampering", settings, rounds, "journals", figures, case=way)


def _count(count: _Count, path: Path, note: str, kept: tuple[str, ...], place: int) -> None:
    """Hold a journal against its last checkpoint, and against all that were kept."""
    with dv.Journal(path, read_only=True) as journal:
        audit, narrow = journal.verify(note), journal.verify(*kept, note)
    count.told += not audit.sound
    spans = [one.last - one.first + 1 for one in audit.faults if one.first <= place <= one.last]
    count.placed += bool(spans)
    count.exact += spans[:1] == [1]
    count.spans += [min(spans)] if spans else []
    found = [one.last - one.first + 1 for one in narrow.faults if one.first <= place <= one.last]
    count.narrowed += [min(found)] if found else []


def _killed(folder: Path, settings: Settings, rng: np.random.Generator, rounds: int) -> Row:
    """Kill a writing process at a random moment, over and over."""
    acknowledged = lost = unsound = 0
    told, path = report(), folder / "0"
    for one in range(rounds):
        if one % 50 == 0:
            path = folder / f"{one}"
            dv.Journal.create(path).close()
        entries = _until_killed(path, told, float(rng.uniform(0.005, 0.08)), sealed=one % 3 == 0)
        acknowledged += len(entries)
        with dv.Journal(path) as journal:
            held = {entry.number: entry.leaf for entry in journal.entries()}
            lost += sum(held.get(number) != leaf for number, leaf in entries)
            unsound += not journal.verify().sound
    figures = {"acknowledged": acknowledged, "lost": lost, "unsound": unsound, "reopened": rounds}
    return _row("kill", settings, rounds, "kills", figures)


def _until_killed(path: Path, told: dv.Report, seconds: float, *, sealed: bool) -> list[tuple[int, str]]:
    """The entries that a process acknowledged before it was killed."""
    reading, writing = os.pipe()
    child = os.fork()
    if not child:
        journal = dv.Journal(path)
        os.write(writing, b"begins\n")
        while True:
            entry = journal.append(told, profile="full" if sealed else "basic")
            os.write(writing, f"{entry.number} {entry.leaf}\n".encode())
    os.close(writing)
    with os.fdopen(reading, "rb") as pipe:
        pipe.readline()
        time.sleep(seconds)
        os.kill(child, signal.SIGKILL)
        os.waitpid(child, 0)
        lines = [line.split() for line in pipe.read().splitlines(keepends=True) if line.endswith(b"\n")]
    return [(int(number), leaf.decode()) for number, leaf in lines]


def _cut(folder: Path, settings: Settings, rng: np.random.Generator, rounds: int) -> Row:
    """Cut a journal's log at a random byte, and write noise behind the cut."""
    base = folder / "base" / "desk.journal"
    base.parent.mkdir()
    journal, lengths = filled(base, 12, full=3), []
    ends = ("", "-wal", ".key", ".seals", ".seals-wal")
    for _ in range(60):
        journal.append(report(), profile="full")
        lengths.append((Path(f"{base}-wal").stat().st_size, journal.size))
    kept = {end: Path(f"{base}{end}").read_bytes() for end in ends}
    journal.close()
    lost = unsound = 0
    path = folder / "work" / "desk.journal"
    for _ in range(rounds):
        shutil.rmtree(path.parent, ignore_errors=True)
        path.parent.mkdir()
        for end, content in kept.items():
            Path(f"{path}{end}").write_bytes(content)
        cut = int(rng.integers(len(kept["-wal"]) + 1))
        noise = rng.bytes(int(rng.integers(0, 4096)))
        Path(f"{path}-wal").write_bytes(kept["-wal"][:cut] + noise)
        whole = max((size for length, size in lengths if length <= cut), default=0)
        with dv.Journal(path) as again:
            lost += max(0, whole - again.size)
            unsound += not again.verify().sound
    figures = {"lost_before_the_cut": lost, "unsound": unsound, "reopened": rounds}
    return _row("wal_cut", settings, rounds, "cuts", figures)


def _erased(folder: Path, settings: Settings, count: int) -> Row:
    """Look for every byte that was kept of identities, in every file, after they were erased."""
    os.environ["SQLITE_TMPDIR"] = str(folder)
    runs: list[bytes] = []
    with dv.Journal.create(folder / "desk.journal") as journal:
        entries = [journal.append(report(), profile="full", subject=f"person {n}") for n in range(count)]
        with closing(sqlite3.connect(folder / "desk.journal.seals")) as keys:
            runs += [part for row in keys.execute("SELECT key, salt FROM keys") for part in row]
        files = Files.open(places(folder / "desk.journal", key=None, seals=None))
        for one in boxes(files.store, "1"):
            runs += [one.subject, *(one.box[at : at + 16] for at in range(0, len(one.box) - 16, 16))]
        runs += [line.encode() for line in report().mrz.lines] if report().mrz is not None else []
        files.close()
        before = _found(folder, runs)
        for one in entries[: count // 2]:
            journal.erase(entry=one)
        journal.erase(before=datetime.now(UTC))
        after, sound = _found(folder, runs), journal.verify(journal.checkpoint()).sound
    figures = {"runs_of_bytes": len(runs), "found_before": before, "found_after": after, "sound": sound}
    return _row("erase", settings, count, "identities", figures)


def _found(folder: Path, runs: list[bytes]) -> int:
    held = b"".join(path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file())
    return sum(run in held for run in runs)


def _verification() -> tuple[dv.Report, float]:
    """A whole verification, and how long one takes."""
    times = []
    for _ in range(4):
        start = time.perf_counter()
        told = dv.verify(
            document=ROOT / "samples" / "mated" / "document.png",
            live=ROOT / "samples" / "mated" / "live.jpg",
            at=date(2026, 11, 28),
        )
        times.append(time.perf_counter() - start)
    return told, median(times[1:])


def _appended(folder: Path, settings: Settings, told: dv.Report, seconds: float) -> Row:
    """One commit an entry, beside the same bytes written by SQLite alone."""
    bare = sqlite3.connect(folder / "bare.db", isolation_level=None)
    bare.executescript(
        "PRAGMA page_size = 8192; PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL;"
        "CREATE TABLE entries (number INTEGER PRIMARY KEY, body BLOB);"
    )
    with dv.Journal.create(folder / "desk.journal") as journal, closing(bare):
        body = journal.prove(journal.append(told)).entry
        sides: dict[str, Callable[[], object]] = {
            "docverify": lambda: journal.append(told),
            "SQLite alone": lambda: bare.execute("INSERT INTO entries (body) VALUES (?)", (body,)),
        }
        times: dict[str, list[float]] = {name: [] for name in sides}
        processor = 0.0
        for _ in range(100 if settings.quick else 1_000):
            for name, call in sides.items():
                start, spent = time.perf_counter(), time.process_time()
                call()
                times[name].append(time.perf_counter() - start)
                processor += time.process_time() - spent if name == "docverify" else 0.0
    ours = times["docverify"]
    figures = {
        "entry_bytes": len(body),
        "median_ms": 1000 * median(ours),
        "p99_ms": 1000 * quantiles(ours, n=100)[98],
        "processor_ms": 1000 * processor / len(ours),
        "verification_ms": 1000 * seconds,
        "share_of_a_verification": median(ours) / seconds,
    }
    return _row("append", settings, 1, "entries", figures, timings=times)


def _audited(folder: Path, settings: Settings, told: dv.Report, count: int) -> Row:
    """Look at a whole journal of verifications."""
    journal = dv.Journal.create(folder / "desk.journal")
    journal.append(told)
    basic = dv.JournalProfile.BASIC
    note = _many(
        folder / "desk.journal",
        count,
        kind=dv.EntryKind.VERIFICATION,
        content=content_of(told, basic, aborted=False),
        profile=basic,
    )
    times, spent, found = [], [], journal.verify(note)
    for _ in range(5):
        start, begun = time.perf_counter(), time.process_time()
        found = journal.verify(note)
        times.append(time.perf_counter() - start)
        spent.append(time.process_time() - begun)
    figures = {
        "sound": found.sound,
        "entries_a_second": found.entries / median(times),
        "entries_a_second_of_a_processor": found.entries / median(spent),
        "entries_a_second_of_a_processor_best": found.entries / min(spent),
        "bytes_an_entry": (folder / "desk.journal").stat().st_size / found.entries,
    }
    journal.close()
    return _row("verify", settings, found.entries, "entries", figures, timings={"docverify": times})


def _many(
    path: Path,
    count: int,
    *,
    kind: dv.EntryKind,
    content: Mapping[str, object],
    profile: dv.JournalProfile | None = None,
) -> str:
    """Write many entries, many in a commit, and sign the tree over them."""
    files = Files.open(places(path, key=None, seals=None))
    ledger = Ledger(files, the_time)
    while (size := ledger.chain.size()) < count:
        with files.store.writing():
            for _ in range(min(_IN_BULK, count - size)):
                ledger.add(kind, content, at=the_time(), profile=profile)
    note = ledger.checkpoint()
    files.close()
    return note


def _proved(folder: Path, settings: Settings, rng: np.random.Generator, count: int) -> Row:
    """Prove entries of a large journal, and check them by a verifier that shares nothing with docverify."""
    path = folder / "desk.journal"
    journal = dv.Journal.create(path, origin="border.example.org/desk-3")
    content = {"topic": "queue", "content": {"people": 3}}
    note = _many(path, count, kind=dv.EntryKind.NOTE, content=content)
    sizes, times, agreed = [], [], 0
    chosen = [0, count - 1, *map(int, rng.integers(count, size=198))]
    for number in chosen:
        start = time.perf_counter()
        proof = journal.prove(number, checkpoint=note)
        times.append(time.perf_counter() - start)
        sizes.append(len(proof.text.encode()))
        checked = independent.check(proof.entry, proof.text, journal.key)
        agreed += checked == number == dv.check_proof(proof, journal.key)
    figures = {"most_bytes": max(sizes), "agreed": agreed, "proofs": len(chosen), "entries": count}
    journal.close()
    return _row("proof", settings, 1, "proofs", figures, timings={"docverify": times})


def _row(
    what: str,
    settings: Settings,
    count: int,
    unit: str,
    figures: Mapping[str, object],
    *,
    case: str = "",
    timings: Mapping[str, list[float]] | None = None,
) -> Row:
    return make_row(
        f"journal.{what}",
        settings,
        timings,
        count=count,
        unit=unit,
        packages=_PACKAGES,
        figures=figures,
        case=case,
    )
