"""Proofs, checked by a verifier that shares nothing with docverify."""

import base64
import json
from dataclasses import replace

import pytest

import docverify as dv
from docverify.operation.journal import JournalProof, check_proof
from docverify.operation.journal.tree import consistent
from tests.operation.journal import independent
from tests.operation.journal.made import filled, report


@pytest.fixture(scope="module")
def log(tmp_path_factory):
    with filled(tmp_path_factory.mktemp("log") / "desk.journal", 70, checkpoints=(20, 50)) as journal:
        yield journal


def test_every_entry_is_proved_to_an_independent_verifier(log):
    notes = dict(zip((20, 50), log.checkpoints(), strict=False))
    notes[70] = log.checkpoint()
    for size, note in notes.items():
        for number in range(size):
            proof = log.prove(number, checkpoint=note)
            assert independent.check(proof.entry, proof.text, log.key) == number
            assert check_proof(proof, log.key) == number
            assert json.loads(proof.entry.partition(b"\n")[2]) == log.entry(number).content


def test_the_tree_is_that_of_the_entries(log):
    bodies = [log.prove(number).entry for number in range(log.size)]
    assert log.verify().root == independent.tree(bodies).hex()
    assert [independent.leaf(body).hex() for body in bodies] == [one.leaf for one in log.entries()]


def test_an_entry_after_the_last_checkpoint_gets_a_new_one(tmp_path):
    with filled(tmp_path / "desk.journal", 10, checkpoints=(6,)) as journal:
        assert "\n6\n" in journal.prove(5).text
        assert "\n10\n" in journal.prove(6).text
        assert len(journal.checkpoints()) == 2


@pytest.mark.parametrize("part", ["entry", "index", "path", "root", "signature", "key", "size"])
def test_a_proof_of_something_else_is_refused_by_both(log, part):
    proof, key = log.prove(33), log.key
    lines = proof.text.split("\n")
    if part == "entry":
        proof = replace(proof, entry=proof.entry.replace(b"33", b"34", 1))
    elif part == "key":
        key = _other(key)
    else:
        at = {"index": 1, "path": 3, "size": len(lines) - 5, "root": len(lines) - 4, "signature": -2}[part]
        lines[at] = {"index": "index 34", "size": "64"}.get(part) or _flipped(lines[at])
        proof = replace(proof, text="\n".join(lines))
    with pytest.raises((dv.InputError, dv.ForeignCheckpoint)):
        check_proof(proof, key)
    with pytest.raises(Exception):  # noqa: B017, PT011 - whatever an independent one raises
        independent.check(proof.entry, proof.text, key)


def _flipped(line):
    at = len(line) - 9
    return line[:at] + ("A" if line[at] != "A" else "B") + line[at + 1 :]


def _other(key):
    from docverify.operation.journal.note import Signer

    return str(Signer.of_seed(key.split("+")[0], bytes(32)).key)


def test_a_path_that_does_not_belong_to_a_tree_of_that_size_is_refused(log):
    proof = log.prove(33)
    head, _, note = proof.text.partition("\n\n")
    for text in (f"{head}\n{'A' * 43}=\n\n{note}", head.rpartition("\n")[0] + f"\n\n{note}"):
        with pytest.raises(dv.InputError, match="does not prove"):
            check_proof(JournalProof(entry=proof.entry, text=text), log.key)


def test_growth_is_proved_to_a_witness(tmp_path):
    with filled(tmp_path / "desk.journal", 40, checkpoints=(1, 7, 16, 33)) as journal:
        bodies = [journal.prove(number).entry for number in range(40)]
        for earlier in journal.checkpoints():
            head, _, note = journal.growth(earlier).partition("\n\n")
            first, *lines = head.split("\n")
            size = int(earlier.split("\n")[1])
            assert first == f"old {size}"
            assert note == journal.checkpoint()
            path = [base64.b64decode(line) for line in lines if line]
            roots = independent.tree(bodies[:size]), independent.tree(bodies)
            assert consistent(size, 40, roots, path)
        with pytest.raises(dv.InputError, match="not its own"):
            journal.growth(note.replace("\n40\n", "\n41\n"))


def test_extra_data_is_left_alone(log):
    proof = log.prove(3)
    first, _, rest = proof.text.partition("\n")
    extra = replace(proof, text=f"{first}\nextra AAAA\n{rest}")
    assert check_proof(extra, log.key) == independent.check(extra.entry, extra.text, log.key) == 3


def test_a_checkpoint_that_does_not_reach_the_entry_or_is_of_another_log_is_refused(log, tmp_path):
    with pytest.raises(dv.InputError, match="reaches"):
        log.prove(60, checkpoint=log.checkpoints()[0])
    with dv.Journal.create(tmp_path / "other.journal", origin="example.org/other") as other:
        other.append(report())
        with pytest.raises(dv.ForeignCheckpoint, match="another log"):
            log.prove(0, checkpoint=other.checkpoint())
