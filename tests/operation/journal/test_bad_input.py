"""What can be wrong with files, disks, clocks and keys: a typed error each, and nothing lost."""

import os
import sqlite3
import tempfile
from contextlib import closing
from datetime import timedelta
from pathlib import Path

import pytest

import docverify as dv
from docverify.operation.journal.line import MOST_BYTES
from tests.operation.journal.made import Clock, report
from tests.operation.journal.processes import in_a_process

NOBODY = 65534


def answers(calls):
    """What calls give, or raise."""
    for call in calls:
        try:
            yield str(call())
        except dv.DocverifyError as problem:
            yield f"{type(problem).__name__}: {problem}".replace("\n", " ")


def without_rights(*calls):
    """What calls give, or raise, in a process that is not root's."""
    if os.geteuid():
        return list(answers(calls))
    reading, writing = os.pipe()
    child = os.fork()
    if not child:
        os.setgid(NOBODY)
        os.setuid(NOBODY)
        os.write(writing, "\n".join(answers(calls)).encode())
        os._exit(0)
    os.close(writing)
    with os.fdopen(reading) as pipe:
        told = pipe.read().splitlines()
    os.waitpid(child, 0)
    return told


def grows_only_to(size):
    """What makes every write beyond a size fail, as a full disk does."""
    return f"""
    import resource, signal, sys, docverify as dv
    signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, ({size}, {size}))
    """


def test_a_full_disk_is_told_and_every_acknowledged_entry_is_there(journal):
    journal.append(report())
    journal.close()
    code = (
        grows_only_to(400_000)
        + """
    from tests.operation.journal.made import report
    journal, told = dv.Journal(sys.argv[1]), report()
    try:
        while True:
            print(journal.append(told).number, flush=True)
    except dv.JournalUnavailable as problem:
        print("full:", problem)
    """
    )
    *numbers, last = in_a_process(code, journal.path).splitlines()
    assert last.startswith("full: ")
    assert "room" in last
    assert len(numbers) > 10
    with dv.Journal(journal.path) as again:
        assert again.size == int(numbers[-1]) + 1
        assert again.verify(again.checkpoint()).sound
        assert again.append(report()).number == int(numbers[-1]) + 1  # there is room again


def test_a_database_that_may_not_grow_is_told(journal):
    journal._ledger.store.execute("PRAGMA max_page_count = 12")
    told = report()
    with pytest.raises(dv.JournalUnavailable, match="no room left"):
        list(map(journal.append, [told] * 99))
    size = journal.size
    journal.close()
    with dv.Journal(journal.path) as again:
        assert again.size == size > 3
        assert again.verify().sound


@pytest.fixture
def closed_folder():
    """A folder in which nothing may be written, with a journal in it, and its checkpoint."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        if not all(one.stat().st_mode & 0o001 for one in folder.parents):
            pytest.skip("the folder of temporary files is closed to others")
        with dv.Journal.create(folder / "desk.journal") as made:
            made.append(report())
            note = made.checkpoint()
        for path in folder.iterdir():
            path.chmod(0o444)
        folder.chmod(0o555)
        yield folder, note
        folder.chmod(0o755)


def test_a_folder_in_which_nothing_may_be_written(closed_folder):
    folder, note = closed_folder
    path, told = folder / "desk.journal", report()
    refused, unmade, sound, read_only = without_rights(
        lambda: dv.Journal(path).append(told),
        lambda: dv.Journal.create(folder / "another.journal"),
        lambda: dv.Journal(path, read_only=True).verify(note).sound,
        lambda: dv.Journal(path, read_only=True).append(told),
    )
    assert refused.startswith("JournalUnavailable")
    assert unmade.startswith("JournalUnavailable")
    assert sound == "True"
    assert read_only.startswith("JournalUnavailable")


def test_a_journal_opened_to_be_read_is_not_written(journal):
    journal.append(report())
    before = journal.path.read_bytes()
    with dv.Journal(journal.path, read_only=True) as reader:
        assert reader.verify().sound
        with pytest.raises(dv.JournalUnavailable, match="only be read"):
            reader.append(report())
        with pytest.raises(dv.JournalUnavailable, match="only be read"):
            reader.checkpoint()
    assert journal.path.read_bytes() == before


def test_another_programs_database_is_left_as_it_is(tmp_path):
    path = tmp_path / "other.db"
    with closing(sqlite3.connect(path)) as other:
        other.execute("CREATE TABLE entries (number INTEGER)")
        other.commit()
    before = path.read_bytes()
    with pytest.raises(dv.UnsupportedFormat, match="another program's"):
        dv.Journal(path)
    assert path.read_bytes() == before
    assert [one.name for one in tmp_path.iterdir()] == ["other.db"]


def test_the_keys_of_a_journal_are_no_journal(journal):
    with pytest.raises(dv.UnsupportedFormat, match="another program's"):
        dv.Journal(f"{journal.path}.seals")


def test_a_journal_of_another_version_is_left_as_it_is(journal):
    journal.close()
    with closing(sqlite3.connect(journal.path)) as other:
        other.execute("PRAGMA user_version = 9")
    before = journal.path.read_bytes()
    with pytest.raises(dv.UnsupportedFormat, match="version 9"):
        dv.Journal(journal.path)
    assert journal.path.read_bytes() == before


@pytest.mark.parametrize("content", [b"", b"x" * 500, b"SQLite format 3\0"])
def test_what_is_no_database_is_told(tmp_path, content):
    path = tmp_path / "a.journal"
    path.write_bytes(content)
    with pytest.raises(dv.UnsupportedFormat):
        dv.Journal(path)
    assert path.read_bytes() == content


def test_a_damaged_file_is_told(journal):
    for _ in range(40):
        journal.append(report())
    journal.close()
    content = bytearray(journal.path.read_bytes())
    for at in range(8192, len(content), 8192):
        content[at : at + 100] = bytes(100)
    journal.path.write_bytes(content)
    with pytest.raises(dv.JournalBroken, match="damaged"), dv.Journal(journal.path) as again:
        again.verify()


def test_a_clock_set_back_is_told_and_can_be_recorded(journal, clock):
    journal.append(report())
    right = clock.at
    clock.at += timedelta(days=400)
    journal.append(report())
    clock.at = right
    with pytest.raises(dv.ClockSetBack, match="correct_clock"):
        journal.append(report())
    assert journal.size == 5
    journal.correct_clock()
    assert journal.append(report()).number == 6
    clock.at -= timedelta(seconds=30)  # as another process may have looked at the clock before
    assert journal.append(report()).at == journal.entry(6).at
    assert [one.kind.value for one in journal.entries()][5] == "clock"
    assert journal.verify(journal.checkpoint()).sound


def test_a_lost_signing_key_stops_signatures_and_nothing_else(journal):
    note = journal.checkpoint()
    (journal.path.parent / "desk.journal.key").unlink()
    journal.close()
    with dv.Journal(journal.path, clock=Clock()) as again:
        for _ in range(260):  # past where the journal would sign by itself
            again.note("still/written")
        with pytest.raises(dv.JournalKeyMissing, match="signing key"):
            again.checkpoint()
        with pytest.raises(dv.JournalKeyMissing, match="signing key"):
            again.prove(200)
        assert again.verify(note).sound
        assert again.prove(0).text.endswith(note)


def test_another_journals_key_is_not_signed_with(journal, tmp_path):
    dv.Journal.create(tmp_path / "other.journal", origin="example.org/desk-3").close()
    journal.close()
    with dv.Journal(journal.path, key=tmp_path / "other.journal.key") as again:
        with pytest.raises(dv.JournalKeyMissing, match="another key"):
            again.checkpoint()
        assert again.verify().sound
    (tmp_path / "desk.journal.key").write_text("no key")
    with dv.Journal(journal.path) as again, pytest.raises(dv.JournalKeyMissing, match="no Ed25519 key"):
        again.checkpoint()


def test_lost_keys_of_what_is_sealed_are_told(journal, tmp_path):
    entry = journal.append(report(), profile="full")
    other = dv.Journal.create(tmp_path / "other.journal")
    journal.close()
    other.close()
    for seals, sentence in ((tmp_path / "none", "not there"), (tmp_path / "other.journal.seals", "another")):
        with dv.Journal(journal.path, seals=seals, clock=Clock(entry.at)) as again:
            assert again.append(report()).profile is dv.JournalProfile.BASIC
            for call in (
                lambda: again.append(report(), profile="full"),
                lambda: again.unseal(entry),
                lambda: again.erase(entry=entry),
            ):
                with pytest.raises(dv.JournalKeyMissing, match=sentence):
                    call()
            assert again.verify().sound
    with dv.Journal(journal.path) as again:
        assert again.unseal(entry)["format"] == "TD3"


def test_a_journal_that_was_closed_is_told(journal):
    entries = journal.entries()
    journal.close()
    for call in (lambda: next(entries), lambda: journal.append(report()), journal.verify, journal.checkpoint):
        with pytest.raises(dv.JournalUnavailable, match="closed"):
            call()
    journal.close()


def test_a_checkpoint_of_another_log_is_told(journal, tmp_path):
    with dv.Journal.create(tmp_path / "other.journal", origin="example.org/other") as other:
        with pytest.raises(dv.ForeignCheckpoint, match="another log"):
            journal.verify(other.checkpoint())
        with pytest.raises(dv.ForeignCheckpoint, match="another log"):
            dv.check_proof(other.prove(0), journal.key)


def test_a_forged_checkpoint_is_told(journal):
    note = journal.checkpoint()
    with pytest.raises(dv.InputError, match="not its own"):
        journal.verify(note.replace("\n1\n", "\n2\n"))
    assert journal.verify(note).sound


def test_an_entry_of_ten_megabytes_is_refused(journal):
    with pytest.raises(dv.LimitExceeded, match=str(MOST_BYTES)):
        journal.note("large", {"numbers": list(range(1_300_000))})
    told = report()
    large = dv.Report(
        findings=told.findings,
        at=told.at,
        policy=dv.Policy(name="x" * 10_000_000, required=["mrz_found"], optional=[]),
    )
    with pytest.raises(dv.LimitExceeded):
        journal.append(large)
    assert journal.size == 1
    assert journal.append(told).number == 3


def test_a_journal_whose_first_entry_cannot_be_written_is_not_left_there(tmp_path):
    with pytest.raises(dv.InputError, match="datetime"):
        dv.Journal.create(tmp_path / "desk.journal", clock=lambda: "noon")
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("taken", ["desk2.journal", "desk2.journal.key", "desk2.journal.seals"])
def test_a_journal_is_made_whole_or_not_at_all(tmp_path, taken):
    (tmp_path / taken).write_bytes(b"mine")
    with pytest.raises(dv.JournalUnavailable):
        dv.Journal.create(tmp_path / "desk2.journal")
    assert [(path.name, path.read_bytes()) for path in tmp_path.iterdir()] == [(taken, b"mine")]


def test_only_their_owner_may_read_the_files(journal):
    for path in journal.path.parent.iterdir():
        assert path.stat().st_mode & 0o077 == 0, path
