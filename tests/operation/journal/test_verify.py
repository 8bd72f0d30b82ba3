"""Tampering in seven ways by people of three means: every one is told, and where."""

import shutil
import sqlite3
from contextlib import closing

import numpy as np
import pytest

import docverify as dv
from docverify.operation.journal.note import Signer
from tests.operation.journal.made import filled, report
from tests.operation.journal.tamper import MEANS, WAYS, tamper

SIZE = 120
FILES = ("desk.journal", "desk.journal.key", "desk.journal.seals")
KINDS = {
    "edit": {"changed", "index_changed", "forked"},
    "delete": {"missing", "truncated", "forked"},
    "insert": {"out_of_order", "forked", "changed"},
    "reorder": {"out_of_order", "forked", "changed"},
    "truncate": {"truncated"},
    "fork": {"forked"},
    "replaced key": {"key_replaced", "checkpoint_invalid", "changed"},
}


@pytest.fixture(scope="module")
def sound(tmp_path_factory):
    folder = tmp_path_factory.mktemp("sound")
    with filled(folder / FILES[0], SIZE, full=9, checkpoints=(30, 70)) as journal:
        note = journal.checkpoint()
        signer = Signer.read("example.org/desk-3", folder / FILES[1])
    return folder, note, signer


@pytest.fixture
def copy(sound, tmp_path):
    for name in FILES:
        shutil.copy(sound[0] / name, tmp_path / name)
    return tmp_path / FILES[0]


def test_a_journal_that_nobody_touched_is_sound(sound):
    folder, note, signer = sound
    with dv.Journal(folder / FILES[0], read_only=True) as journal:
        audit = journal.verify(note, key=str(signer.key))
        assert audit.sound
        assert (audit.entries, audit.held_against) == (SIZE, (SIZE,))
        audit.raise_for_faults()
        assert journal.verify().held_against == ()
        assert journal.verify(*journal.checkpoints(), note).held_against == (30, 70, SIZE, SIZE)


@pytest.mark.parametrize("means", MEANS)
@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize("seed", range(4))
def test_tampering_is_told_with_its_place(sound, copy, way, means, seed):
    _, note, signer = sound
    place = tamper(copy, way, np.random.default_rng(seed), means, signer)
    with dv.Journal(copy, read_only=True) as journal:
        audit = journal.verify(note)
    assert not audit.sound
    assert audit.faults[0].kind.value in KINDS[way]
    assert any(one.first <= place <= one.last for one in audit.faults)
    with pytest.raises(dv.JournalBroken) as caught:
        audit.raise_for_faults()
    assert caught.value.fault == audit.faults[0]


@pytest.mark.parametrize("way", ["edit", "delete", "insert", "reorder"])
def test_rows_that_were_changed_without_more_are_placed_exactly(sound, copy, way):
    place = tamper(copy, way, np.random.default_rng(5), "plain", sound[2])
    with dv.Journal(copy, read_only=True) as journal:
        fault = journal.verify().faults[0]  # needs no checkpoint
    assert fault.first <= place <= fault.last <= fault.first + 3


def test_every_checkpoint_from_outside_narrows_the_place(sound, copy):
    folder, note, signer = sound
    with dv.Journal(folder / FILES[0], read_only=True) as journal:
        kept = journal.checkpoints()
    place = tamper(copy, "fork", np.random.default_rng(3), "thief", signer)
    with dv.Journal(copy, read_only=True) as journal:
        alone, several = journal.verify(note).faults[0], journal.verify(*kept, note).faults[0]
    assert (alone.first, alone.last) == (0, SIZE - 1)
    assert several.first <= place <= several.last
    assert several.last - several.first < SIZE - 1


def test_what_no_checkpoint_from_outside_reaches_is_not_told(sound, copy):
    """What a chain cannot prove, as the documentation says."""
    tamper(copy, "truncate", np.random.default_rng(1), "careful", sound[2])
    with dv.Journal(copy, read_only=True) as journal:
        assert journal.verify().sound
        assert not journal.verify(sound[1]).sound


def test_a_key_known_from_elsewhere_tells_a_replaced_one_without_a_checkpoint(sound, copy):
    signer = sound[2]
    tamper(copy, "replaced key", np.random.default_rng(1), "thief", signer)
    with dv.Journal(copy, read_only=True) as journal:
        assert journal.verify().sound
        assert journal.verify(key=str(signer.key)).faults[0].kind is dv.FaultKind.KEY_REPLACED


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE sealed SET box = randomblob(length(box)) WHERE number = ?",
        "UPDATE sealed SET expires = '2099-01-01T00:00:00.000000Z' WHERE number = ?",
        "UPDATE sealed SET purpose = 'other' WHERE number = ?",
        "UPDATE sealed SET kept = 0 WHERE number = ?",
        "DELETE FROM sealed WHERE number = ?",
        "UPDATE sealed SET box = (SELECT box FROM sealed ORDER BY number DESC LIMIT 1) WHERE number = ?",
    ],
)
def test_what_is_sealed_cannot_be_changed_exchanged_or_lost_unseen(copy, statement):
    with closing(sqlite3.connect(copy)) as connection:
        (number,) = connection.execute("SELECT min(number) FROM sealed").fetchone()
        connection.execute(statement, (number,))
        connection.commit()
    with dv.Journal(copy, read_only=True) as journal:
        (fault,) = journal.verify().faults
    assert (fault.kind, fault.first, fault.last) == (dv.FaultKind.SEALED_CHANGED, number, number)


def test_a_journal_that_was_written_anew_is_not_signed(sound, copy):
    tamper(copy, "fork", np.random.default_rng(3), "careful", sound[2])
    with closing(sqlite3.connect(copy)) as connection:
        connection.execute("INSERT OR IGNORE INTO checkpoints VALUES (?, ?)", (SIZE, sound[1]))
        connection.commit()
    with dv.Journal(copy) as journal:
        journal.append(report())
        with pytest.raises(dv.JournalBroken) as caught:
            journal.checkpoint()
    assert caught.value.fault.kind is dv.FaultKind.FORKED


@pytest.mark.parametrize("way", ["fork", "truncate"])
def test_a_journal_that_did_not_only_grow_is_not_signed_for_a_witness(sound, copy, way):
    tamper(copy, way, np.random.default_rng(3), "careful", sound[2])
    with dv.Journal(copy) as journal:
        kept = journal.checkpoints()
        with pytest.raises(dv.JournalBroken) as caught:
            journal.growth(sound[1])
        assert journal.checkpoints() == kept
    assert caught.value.fault.kind is dv.FaultKind.FORKED


def test_nothing_is_written_after_an_entry_that_was_changed(copy):
    with closing(sqlite3.connect(copy)) as connection:
        connection.execute("UPDATE entries SET body = body || ' ' WHERE number = ?", (SIZE - 1,))
        connection.commit()
    with dv.Journal(copy) as journal, pytest.raises(dv.JournalBroken) as caught:
        journal.append(report())
    assert (caught.value.fault.kind, caught.value.fault.first) == (dv.FaultKind.CHANGED, SIZE - 1)


def test_the_faults_of_a_torn_journal_are_bounded(copy):
    with closing(sqlite3.connect(copy)) as connection:
        connection.execute("UPDATE entries SET body = 'x'")
        connection.commit()
    with dv.Journal(copy, read_only=True) as journal:
        faults = journal.verify().faults
    assert {one.kind for one in faults} == {dv.FaultKind.CHANGED}
    assert 20 <= len(faults) <= 21
