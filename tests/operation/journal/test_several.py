"""Several who use one journal at once: processes, threads, readers, and a file that is opened twice."""

import sqlite3
import subprocess
import sys
import threading
from contextlib import closing
from datetime import UTC, datetime

import pytest

import docverify as dv
from tests.operation.journal.made import report
from tests.operation.journal.processes import in_a_process

WRITER = """
import sys, docverify as dv
from tests.operation.journal.made import report
journal, told = dv.Journal(sys.argv[1], wait=60), report()
for _ in range(40):
    print(journal.append(told).number)
"""


def test_several_processes_and_threads_append_to_one_chain(journal):
    journal.append(report())
    journal.correct_clock(at=dv.Journal(journal.path)._ledger.moment(None))
    writers = [
        subprocess.Popen([sys.executable, "-c", WRITER, journal.path], stdout=subprocess.PIPE, text=True)
        for _ in range(3)
    ]
    shared, mine = dv.Journal(journal.path, wait=60), []
    threads = [
        threading.Thread(target=lambda: mine.extend(shared.append(report()).number for _ in range(10)))
        for _ in range(4)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    numbers = sorted([*mine, *(int(n) for one in writers for n in one.communicate()[0].split())])
    assert [one.returncode for one in writers] == [0, 0, 0]
    assert numbers == list(range(5, 5 + 160))
    assert shared.verify(shared.checkpoint()).sound
    shared.close()


OPENED = """
import sys, docverify as dv
journal = dv.Journal(sys.argv[1], wait=60)
journal.note("other/process")
journal.close()
"""


def test_a_journal_opened_twice_in_a_process_keeps_its_locks(journal, clock):
    """Were they lost, another process that closes the file last would remove the log that is still in use."""
    clock.at = datetime.now(UTC)
    journal.note("first")
    for number in range(3):
        dv.Journal(journal.path).close()
        dv.Journal(journal.path, read_only=True).close()
        in_a_process(OPENED, journal.path)
        assert journal.path.with_name("desk.journal-wal").exists()
        journal.note("again", {"is": number})
    assert journal.size == 8
    assert journal.verify(journal.checkpoint()).sound


def test_a_journal_is_not_used_on_the_other_side_of_a_fork(journal):
    code = """
    import os, sys, docverify as dv
    journal = dv.Journal(sys.argv[1])
    if not os.fork():
        try:
            journal.note("child")
        except dv.JournalUnavailable as problem:
            print(problem, flush=True)
        os._exit(0)
    os.wait()
    print(journal.correct_clock().number)
    """
    refused, number = in_a_process(code, journal.path).splitlines()
    assert "open it anew" in refused
    assert number == "1"


def test_a_writer_that_waits_too_long_is_told(journal):
    with closing(sqlite3.connect(journal.path, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        with dv.Journal(journal.path, wait=0.1) as quick:
            with pytest.raises(dv.JournalUnavailable, match="try again"):
                quick.append(report())
            assert quick.entry(0).number == 0  # who reads is not kept waiting
        other.execute("ROLLBACK")
    assert journal.append(report()).number == 3


def test_a_reader_keeps_nobody_from_writing(journal):
    with closing(sqlite3.connect(journal.path, isolation_level=None)) as reader:
        reader.execute("BEGIN")
        reader.execute("SELECT count(*) FROM entries").fetchone()
        some = journal.entries()
        next(some)
        assert journal.append(report()).number == 3
        assert reader.execute("SELECT count(*) FROM entries").fetchone() == (1,)
