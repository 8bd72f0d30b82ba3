"""Processes killed while they write, and logs cut where a crash may have cut them."""

import signal
import subprocess
import sys
import time

import numpy as np
import pytest

import docverify as dv
from tests.operation.journal.made import filled, report

FILES = (
    "desk.journal",
    "desk.journal-wal",
    "desk.journal.key",
    "desk.journal.seals",
    "desk.journal.seals-wal",
)
WRITER = """
import sys, docverify as dv
from tests.operation.journal.made import report
journal, told = dv.Journal(sys.argv[1]), report()
while True:
    entry = journal.append(told, profile=sys.argv[2])
    print(entry.number, entry.leaf, flush=True)
"""


@pytest.mark.parametrize("profile", ["basic", "full"])
def test_what_was_acknowledged_before_a_kill_is_there(tmp_path, profile):
    path = tmp_path / "desk.journal"
    dv.Journal.create(path).close()
    rng = np.random.default_rng(1)
    for _ in range(6):
        writer = subprocess.Popen(
            [sys.executable, "-c", WRITER, path, profile], stdout=subprocess.PIPE, text=True
        )
        first = writer.stdout.readline()
        time.sleep(rng.random() * 0.15)
        writer.send_signal(signal.SIGKILL)
        lines = [first, *writer.communicate()[0].splitlines(keepends=True)]
        told = dict(line.split() for line in lines if line.endswith("\n"))
        with dv.Journal(path) as journal:
            assert {number: journal.entry(int(number)).leaf for number in told} == told
            assert journal.verify(journal.checkpoint()).sound
            assert journal.size in (int(max(told, key=int)) + 1, int(max(told, key=int)) + 2)


@pytest.fixture(scope="module")
def unclosed(tmp_path_factory):
    """A journal as a crash leaves it, its last entries in its log; how long that was after each of them."""
    folder = tmp_path_factory.mktemp("unclosed")
    journal = filled(folder / FILES[0], 12, full=3)
    journal._ledger.store.forget()
    lengths = []
    for _ in range(20):
        journal.append(report(), profile="full")
        lengths.append(((folder / FILES[1]).stat().st_size, journal.size))
    note = journal.checkpoint()
    kept = {name: (folder / name).read_bytes() for name in FILES}
    journal.close()
    return kept, lengths, note


@pytest.mark.parametrize("seed", range(25))
def test_a_log_cut_anywhere_opens_and_loses_nothing_that_lies_before_the_cut(unclosed, tmp_path, seed):
    kept, lengths, note = unclosed
    rng = np.random.default_rng(seed)
    cut = int(rng.integers(len(kept[FILES[1]]) + 1))
    for name, content in kept.items():
        (tmp_path / name).write_bytes(content)
    (tmp_path / FILES[1]).write_bytes(kept[FILES[1]][:cut] + rng.bytes(int(rng.integers(0, 3000))))
    whole = max([size for length, size in lengths if length <= cut], default=0)
    with dv.Journal(tmp_path / FILES[0]) as journal:
        assert journal.size >= whole
        assert journal.verify().sound
        size = journal.size
        audit = journal.verify(note)
        assert audit.sound == (size >= 32)
        if size < 32:
            assert audit.faults[0].kind is dv.FaultKind.TRUNCATED
        journal.append(report())
        assert journal.verify().sound


def test_a_copy_of_the_files_without_their_log_is_a_journal(unclosed, tmp_path):
    kept, _, _ = unclosed
    (tmp_path / FILES[0]).write_bytes(kept[FILES[0]])
    with dv.Journal(tmp_path / FILES[0], read_only=True) as journal:
        assert journal.size == 12
        assert journal.verify().sound


def test_every_commit_waits_for_the_disk_and_what_is_deleted_is_overwritten(journal):
    for store in (journal._ledger.store, journal._ledger.keys()._store):
        settings = {
            name: store.row(f"PRAGMA {name}")[0]
            for name in ("journal_mode", "synchronous", "secure_delete", "temp_store")
        }
        assert settings == {"journal_mode": "wal", "synchronous": 2, "secure_delete": 1, "temp_store": 2}
