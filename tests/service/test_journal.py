"""A service that keeps a journal: what it tells is written down before, and what is not is not told."""

import json
import os
import signal
import sqlite3
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing

import pytest

import docverify as dv
from docverify.errors import ConfigurationError
from docverify.service import Settings, create_app
from docverify.service.record import fields_named
from tests.service.operate.desk import blurred, cell, desk_of
from tests.service.running import until
from tests.service.test_process import served

IDENTITY = ("ERIKSSON", "ANNA", "MARIA", "L898902C", "ZE184226B", "740812", "HE IS TIRED")


@pytest.fixture
def path(tmp_path):
    made = tmp_path / "desk.journal"
    dv.Journal.create(made, origin="example.org/desk-3").close()
    return made


@pytest.fixture
def desk(path):
    with desk_of(journal=path) as one:
        yield one


def entries(path, kind=None):
    with dv.Journal(path, read_only=True) as journal:
        return list(journal.entries(kind=kind))


def asked(desk, mated, **data):
    document, live = mated
    return desk.running.post("/v1/verify", [("document", document), ("live", live)], data)


def bare(path):
    """All bytes of the journal's files."""
    return b"".join(one.read_bytes() for one in path.parent.glob("desk.journal*"))


def test_a_verification_is_written_down_before_it_is_told(desk, path, mated):
    told = asked(desk, mated, identity="true", case_id="ERIKSSON").json()
    (entry,) = entries(path, "verification")
    assert (entry.number, entry.profile) == (told["entry"], dv.JournalProfile.BASIC)
    assert entry.content["outcome"] == told["outcome"] == "PASSED"
    assert entry.content["policy"] == told["report"]["policy_sha256"]
    assert not [text for text in IDENTITY if text.encode() in bare(path)]
    with dv.Journal(path) as journal:
        assert journal.verify(journal.checkpoint()).sound


def test_a_picture_that_cannot_be_used_is_no_verification(desk, path):
    told = desk.running.post("/v1/verify", [("document", b"no picture")]).json()
    assert (told["entry"], told["unusable"]["code"]) == (None, "unreadable_image")
    assert entries(path, "verification") == []


def test_what_an_officer_does_is_written_down_beside_the_verification(desk, path, samples, mated):
    session = desk.session(blurred(samples, 6, 8, sigma=5.5), live=mated[1])
    (verified,) = entries(path, "verification")
    assert desk.correct(session, cell(0, 6, "H", "R"), cell(0, 7, "A", "I"), trial=True).status_code == 200
    assert entries(path, "decision") == []
    assert desk.correct(session, cell(0, 6, "H", "R"), cell(0, 7, "A", "I")).status_code == 200
    answer = desk.officer.post(
        f"/v1/operate/sessions/{session}/decision",
        json={"choice": "accept", "reason": "HE IS TIRED", "code": 1007},
    )
    assert answer.json()["decided"]["choice"] == "accept"
    assert desk.decide(session, "refuse", "twice").status_code == 409
    corrected, accepted = entries(path, "decision")
    assert {corrected.concerns, accepted.concerns} == {verified.number}
    assert corrected.content["corrected"] == ["primary_identifier"]
    assert (accepted.content["verdict"], accepted.content["reason"]) == ("accept", 1007)
    assert accepted.content["operator"] == corrected.content["operator"] == "loopback"
    assert not [text for text in IDENTITY if text.encode() in bare(path)]


def test_who_decides_where_nothing_was_verified_leaves_a_note(desk, path, mated):
    session = desk.kiosk.post("/v1/sessions", json={}).json()["id"]
    assert desk.decide(session, "again", "the camera was covered").status_code == 200
    assert desk.decide(session, "accept", "known to me").status_code == 200
    notes = [one.content for one in entries(path, "note")]
    assert [one["topic"] for one in notes] == ["service/begins", "officer/again", "officer/accept"]
    assert notes[2]["content"] == {"operator": "loopback", "reason": 0, "fields": [], "concerns": None}


def test_several_workers_write_into_one_chain(path, mated):
    with (
        desk_of(journal=path, workers=2) as desk,
        ThreadPoolExecutor(6) as clients,
    ):
        answers = list(clients.map(lambda _: asked(desk, mated).json()["entry"], range(24)))
    assert sorted(answers) == [one.number for one in entries(path, "verification")]
    with dv.Journal(path) as journal:
        assert journal.verify(journal.checkpoint()).sound


def test_the_command_keeps_one(path, mated):
    home = path.parent / "home"
    home.mkdir()
    with served(home, "--journal", str(path), "--journal-profile", "standard") as client:
        assert client.command.stdout.readline() == f"journal   {path} (standard)\n"
        told = client.post("/v1/verify", files=[("document", mated[0]), ("live", mated[1])]).json()
    (entry,) = entries(path, "verification")
    assert (entry.number, entry.profile.value) == (told["entry"], "standard")
    assert entry.content["case"] == told["report"]["case_id"], "a name that was drawn is kept"


def no_more_room(desk):
    """As on a disk that is full: nothing that the workers write fits any more."""
    import resource

    for pid in desk.running.pool.pids:
        resource.prlimit(pid, resource.RLIMIT_FSIZE, (0, resource.RLIM_INFINITY))


def room_again(desk):
    import resource

    for pid in desk.running.pool.pids:
        resource.prlimit(pid, resource.RLIMIT_FSIZE, (resource.RLIM_INFINITY,) * 2)


def refused(answer):
    told = answer.json()
    assert answer.status_code == 503
    assert set(told) == {"code", "side", "message", "retryable"}
    return told["code"], told["retryable"]


@pytest.mark.skipif(not hasattr(os, "sched_getaffinity"), reason="limits of another process are Linux's")
def test_what_cannot_be_written_down_is_not_told(desk, path, samples, mated):
    waits = desk.session((samples / "wrong_check_digit/document.jpg").read_bytes(), live=mated[1])
    before = entries(path)
    no_more_room(desk)
    answer = asked(desk, mated, identity="true")
    assert refused(answer) == ("not_recorded", True)
    assert not [text for text in ("PASSED", str(path), *IDENTITY) if text in answer.text]
    session = desk.session(mated[0], live=mated[1])
    assert desk.kiosk.get(f"/v1/sessions/{session}").json()["state"] == "officer", "nobody is welcomed"
    shown = desk.shown(session)
    assert (shown["outcome"], shown["state"]) == (None, "officer")
    assert "could not be recorded" in shown["ending"]
    assert desk.officer.get(f"/v1/sessions/{session}/report").status_code == 409
    assert refused(desk.decide(waits, "refuse")) == ("not_recorded", True)
    assert desk.shown(waits)["decided"] is None
    assert [one.leaf for one in entries(path)] == [one.leaf for one in before]
    room_again(desk)
    assert asked(desk, mated).json()["outcome"] == "PASSED"
    assert desk.decide(waits, "refuse").status_code == 200
    assert len(entries(path, "decision")) == 1


@pytest.mark.parametrize("away", [False, True], ids=["read-only", "taken away"])
def test_a_journal_that_is_read_only_or_gone(desk, path, mated, away):
    assert asked(desk, mated).status_code == 200
    if away:
        path.rename(path.with_name("elsewhere"))
    else:
        path.chmod(0o400)
        if os.access(path, os.W_OK):
            pytest.skip("root may write what is read-only")
        os.kill(desk.running.pool.pids[0], signal.SIGKILL)  # who has it open may go on writing
        assert refused(asked(desk, mated)) == ("worker_lost", True)
        until(lambda: desk.running.pool.ready)
    assert refused(asked(desk, mated)) == ("not_recorded", True)


def test_another_writer_who_holds_the_journal_for_too_long(desk, path, mated):
    with closing(sqlite3.connect(path, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        assert refused(asked(desk, mated)) == ("not_recorded", True)
        other.execute("ROLLBACK")
    assert asked(desk, mated).status_code == 200


def test_a_journal_of_profile_full_seals_what_the_document_says(path, mated):
    with desk_of(journal=path, journal_profile="full") as desk:
        told = asked(desk, mated).json()
    with dv.Journal(path) as journal:
        assert "ERIKSSON" in "".join(journal.unseal(told["entry"])["lines"])
    assert not [text for text in IDENTITY if text.encode() in bare(path)]


def test_no_service_begins_without_a_journal_that_takes_entries(tmp_path, path):
    other = tmp_path / "notes.txt"
    other.write_text("mine")
    (path.parent / "desk.journal.seals").rename(path.parent / "kept")
    for journal, profile in ((tmp_path / "none", "basic"), (other, "basic"), (path, "full")):
        with pytest.raises(ConfigurationError, match=f"journal init {journal}"):
            create_app(Settings(journal=journal, journal_profile=profile))
    assert other.read_text() == "mine"
    assert not (tmp_path / "none").exists()
    with pytest.raises(dv.InputError, match="journal_profile"):
        Settings(journal=path, journal_profile="everything")


def test_fields_are_named_and_never_told():
    assert fields_named(["primary_identifier", "date_of_birth_check_digit", "primary_identifier", ""]) == (
        "date_of_birth_check_digit",
        "fillers",
        "primary_identifier",
    )
    assert json.dumps(fields_named([])) == "[]"
