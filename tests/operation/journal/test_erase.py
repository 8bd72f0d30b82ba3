"""After an erasure no byte of the identity, of what it was sealed as, or of its key is in any file."""

import sqlite3
import subprocess
import sys
from contextlib import closing
from datetime import timedelta

import pytest

import docverify as dv
from docverify.operation.journal.line import canonical
from tests.operation.journal.made import LINES, OTHER_LINES, SUBJECT, Clock, files, report


def traces(path, number):
    """Every run of bytes that is kept of the identity beside an entry, and the identity itself."""
    with closing(sqlite3.connect(path)) as chain, closing(sqlite3.connect(f"{path}.seals")) as keys:
        box, subject = chain.execute("SELECT box, subject FROM sealed WHERE number = ?", (number,)).fetchone()
        pair = keys.execute("SELECT key, salt FROM keys WHERE number = ?", (number,)).fetchone()
    found = [subject, *pair, *(box[at : at + 16] for at in range(0, len(box) - 16, 16))]
    return [*found, *(line.encode() for line in LINES)]


def left(folder, runs):
    held = files(folder)
    return [run.hex() for run in runs if run in held]


@pytest.fixture
def folder(tmp_path, monkeypatch):
    """The journal's folder, in which temporary files would lie too."""
    for name in ("SQLITE_TMPDIR", "TMPDIR"):
        monkeypatch.setenv(name, str(tmp_path))
    return tmp_path


@pytest.mark.parametrize("how", ["entry", "subject", "before", "expiry"])
def test_no_byte_is_left(journal, folder, clock, how):
    entry = journal.append(report(), profile="full")
    kept = journal.append(report(OTHER_LINES), profile="full", purpose="verification")
    runs = traces(journal.path, entry.number)
    assert len(left(folder, runs)) == len(runs) - len(LINES)  # sealed, so that what it says never was
    note = journal.checkpoint()
    if how == "entry":
        erased = journal.erase(entry=entry)
    elif how == "subject":
        erased = journal.erase(subject=SUBJECT.lower())
    elif how == "before":
        erased = journal.erase(before=kept.at, reason="court/12")
    else:
        with pytest.raises(dv.InputError, match="at most 30 days"):
            journal.append(report(), profile="full", keep=timedelta(days=31))
        clock.at += timedelta(days=1)
        short = journal.append(report(), profile="full", keep=timedelta(days=1))
        clock.at += timedelta(days=28, hours=23, minutes=59, seconds=50)
        assert journal.retain() == (short.number,)
        clock.at += timedelta(seconds=10)
        erased = journal.retain()
        assert kept.number in erased
        assert entry.number in erased
        erased = (entry.number,)
    assert erased == (entry.number,)
    assert left(folder, runs) == []
    journal.close()
    assert left(folder, runs) == []
    with dv.Journal(journal.path, clock=clock) as again:
        assert again.verify(note).sound
        told = [one for one in again.entries(kind="erasure") if entry.number in one.content["erased"]]
        assert len(told) == 1
        with pytest.raises(dv.JournalKeyMissing, match="erased"):
            again.unseal(entry)
        if how != "expiry":
            assert again.unseal(kept)["lines"] == list(OTHER_LINES)
        assert again.erase(entry=entry) == ()


def test_the_entry_says_nothing_by_which_identity_could_be_guessed(journal, folder):
    """The commitment is salted: without the salt even the right identity does not give it."""
    entry = journal.append(report(), profile="full")
    identity = canonical(journal.unseal(entry))
    commitment = bytes.fromhex(entry.content["sealed"]["commitment"])
    with closing(sqlite3.connect(f"{journal.path}.seals")) as keys:
        (salt,) = keys.execute("SELECT salt FROM keys WHERE number = ?", (entry.number,)).fetchone()
    import hashlib
    import hmac

    assert hmac.new(salt, identity, hashlib.sha256).digest() == commitment
    journal.erase(entry=entry)
    assert commitment in bytes.fromhex(journal.entry(entry.number).content["sealed"]["commitment"])
    assert salt not in files(folder)
    twice = journal.append(report(), profile="full")
    assert twice.content["sealed"]["commitment"] != entry.content["sealed"]["commitment"]


def test_many_erasures_among_many_entries_leave_nothing(journal, folder):
    """Rows do not move: no page keeps a copy of one that was there before."""
    entries = [
        journal.append(report(case_id=f"{n:032x}"), profile="full", subject=f"person {n}") for n in range(120)
    ]
    runs = {one.number: traces(journal.path, one.number)[:-2] for one in entries}
    for one in entries[::3]:
        journal.erase(entry=one)
    journal.erase(before=entries[40].at)
    gone = {one.number for one in (*entries[::3], *entries[:40])}
    held = files(folder)
    assert not [n for n in gone for run in runs[n] if run in held]
    assert all(run in held for n in runs.keys() - gone for run in runs[n])
    assert journal.verify(journal.checkpoint()).sound


def test_a_reader_of_old_pages_delays_the_erasure_and_does_not_prevent_it(journal, folder):
    entry = journal.append(report(), profile="full")
    runs = traces(journal.path, entry.number)
    quick = dv.Journal(journal.path, wait=0.1, clock=Clock(entry.at))
    with closing(sqlite3.connect(journal.path)) as reader:
        reader.execute("BEGIN")
        reader.execute("SELECT count(*) FROM sealed").fetchone()
        with pytest.raises(dv.JournalUnavailable, match="reader"):
            quick.erase(entry=entry)
        assert left(folder, runs)
        with pytest.raises(dv.JournalKeyMissing):
            quick.unseal(entry)
    assert quick.retain() == ()
    assert left(folder, runs) == []
    assert quick.verify().sound
    quick.close()


CRASH = """
import sys, os, docverify as dv
from docverify.operation.journal import erase, seal
seal.Keys.destroy = lambda *_: os._exit(9)
dv.Journal(sys.argv[1]).erase(entry=int(sys.argv[2]))
"""


def test_what_a_crash_left_of_an_erasure_is_finished_when_the_journal_is_opened(journal, folder):
    entry = journal.append(report(), profile="full")
    runs = traces(journal.path, entry.number)
    journal.correct_clock()
    journal.close()
    died = subprocess.run([sys.executable, "-c", CRASH, journal.path, str(entry.number)], check=False)
    assert died.returncode == 9
    assert left(folder, runs)  # its key, at least
    with dv.Journal(journal.path) as again:
        assert left(folder, runs) == []
        assert again.verify().sound


def test_a_purpose_that_the_journal_was_not_made_for_is_refused(folder):
    with dv.Journal.create(folder / "a.journal", retention={"border": 2, "hotel": 9}) as journal:
        at = journal.append(report(), profile="full")
        assert at.content["sealed"]["purpose"] == "border"
        assert at.content["sealed"]["expires"] == (at.at + timedelta(days=2)).strftime(
            "%Y-%m-%dT%H:%M:%S.%fZ"
        )
        assert (
            journal.append(report(), profile="full", purpose="hotel").content["sealed"]["purpose"] == "hotel"
        )
        with pytest.raises(dv.InputError, match="border, hotel"):
            journal.append(report(), profile="full", purpose="other")
        assert journal.append(report(lines=None), profile="full").sealed is False
