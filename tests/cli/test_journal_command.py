"""`docverify journal`, and the option of `verify` that writes into one."""

import json

import pytest
from typer.testing import CliRunner

import docverify as dv
from docverify.cli import app
from tests.operation.journal.made import LINES, SUBJECT, report

ORIGIN = "example.org/desk-3"


def run(*words, code=0, stdin=None):
    found = CliRunner().invoke(app, [*map(str, words)], input=stdin)
    assert found.exit_code == code, found.output
    return found.stdout


def told(*words, **more):
    return json.loads(run(*words, "--json", **more))


@pytest.fixture
def made(tmp_path):
    path = tmp_path / "desk.journal"
    key = told("journal", "init", path, "--origin", ORIGIN, "--retention", "border=2")["key"]
    assert key.startswith(f"{ORIGIN}+")
    return path, key


@pytest.fixture
def reports(tmp_path):
    path = tmp_path / "reports.jsonl"
    lines = [json.dumps(one.to_dict(identity=True)) for one in (report(), report(lines=None))]
    path.write_text("\n".join([*lines, "", lines[0]]))
    return path


def test_a_day_with_a_journal(made, reports, tmp_path):
    path, key = made
    written = run("journal", "append", path, reports, "--profile", "full").splitlines()
    outcome = report().outcome.value
    assert written == [f"entry 3: {outcome}", "entry 4: INCONCLUSIVE", f"entry 5: {outcome}"]
    decided = told(
        "journal", "decide", path, 4, "refuse", "--operator", "op-7", "--reason", 1012, "--not-mated"
    )
    assert decided["concerns"] == 4
    assert decided["content"]["mated"] is False
    assert "op-8" not in run(
        "journal", "decide", path, 3, "correct", "--operator", "op-8", "--corrected", "sex"
    )

    run("journal", "checkpoint", path, "-o", tmp_path / "kept")
    assert (
        dv.Journal(path).checkpoint() == run("journal", "checkpoint", path) == (tmp_path / "kept").read_text()
    )
    audit = told("journal", "verify", path, "--checkpoint", tmp_path / "kept", "--key", key)
    assert audit == {
        "sound": True,
        "entries": 8,
        "root": audit["root"],
        "held_against": [8],
        "faults": [],
    }
    assert "no checkpoint from outside" in run("journal", "verify", path)

    run("journal", "prove", path, 4, "-o", tmp_path / "4.tlog-proof")
    assert told("journal", "check-proof", tmp_path / "4.tlog-proof", "--key", key) == {"number": 4}
    (tmp_path / "key").write_text(key)
    assert run("journal", "check-proof", tmp_path / "4.tlog-proof", "--key", tmp_path / "key")

    assert [line.split()[3] for line in run("journal", "show", path).splitlines()] == [
        *("origin", "setup", "policy", "verification", "verification", "verification", "decision", "decision")
    ]
    assert LINES[0] not in run("journal", "show", path, 3)
    assert told("journal", "show", path, 3, "--identity")["identity"]["lines"] == list(LINES)
    assert told("journal", "export", path, tmp_path / "out.jsonl")["entries"] == 8

    assert told("journal", "erase", path, "--subject", SUBJECT)["erased"] == [3, 5]
    assert run("journal", "retain", path) == "there was nothing to erase\n"
    assert told("journal", "verify", path, "--checkpoint", tmp_path / "kept")["sound"]
    assert "clock" in run("journal", "clock", path)


def test_a_journal_that_was_tampered_with_ends_with_1(made, reports):
    path, _ = made
    run("journal", "append", path, reports)
    import sqlite3
    from contextlib import closing

    with closing(sqlite3.connect(path)) as other:
        other.execute("DELETE FROM entries WHERE number = 4")
        other.commit()
    shown = run("journal", "verify", path, code=1)
    assert "NOT SOUND" in shown
    assert "entry 4 is missing" in shown
    assert told("journal", "verify", path, code=1)["faults"][0]["kind"] == "missing"


def test_reports_are_read_from_the_other_command(made, reports):
    path, _ = made
    entry = told("journal", "append", path, "-", stdin=reports.read_text().splitlines()[0])
    assert entry["profile"] == "basic"
    assert entry["content"]["outcome"] == report().outcome.value


@pytest.mark.parametrize("profile", ["basic", "full"])
def test_verify_writes_into_a_journal_before_it_tells(made, samples, profile):
    path, _ = made
    pictures = samples / "mated" / "document.png", samples / "mated" / "live.jpg"
    options = ("--at", "2026-11-28", "--journal", path, "--journal-profile", profile)
    found = told("verify", *pictures, *options)
    with dv.Journal(path) as journal:
        (entry,) = journal.entries(kind="verification")
        assert entry.content["outcome"] == found["outcome"] == "PASSED"
        assert entry.content["case"] == found["case_id"]
        assert entry.content["policy"] == found["policy_sha256"]
        assert entry.sealed == (profile == "full")


def test_what_cannot_be_recorded_is_not_told(tmp_path, samples):
    shown = run("verify", samples / "mated" / "document.png", "--journal", tmp_path / "none", code=4)
    assert "PASSED" not in shown
    assert not (tmp_path / "none").exists()


@pytest.mark.parametrize(
    ("words", "code"),
    [
        (("init", "{path}"), 4),
        (("init", "{path}2", "--retention", "border"), 2),
        (("init", "{path}2", "--retention", "a b=3"), 4),
        (("append", "{path}", "{path}.none"), 4),
        (("append", "{path}", "{path}"), 4),
        (("append", "{path}2", "{reports}"), 4),
        (("append", "{path}", "{reports}", "--profile", "none"), 2),
        (("decide", "{path}", "0", "accept", "--operator", "op-7"), 4),
        (("decide", "{path}", "0", "accept", "--operator", "Anna Maria"), 4),
        (("decide", "{path}", "0", "maybe", "--operator", "op-7"), 2),
        (("show", "{path}", "99"), 4),
        (("show", "{path}", "--period", "yesterday"), 4),
        (("show", "{path}", "--identity"), 2),
        (("verify", "{reports}"), 4),
        (("verify", "{path}", "--checkpoint", "{reports}"), 4),
        (("verify", "{path}", "--key", "none"), 4),
        (("prove", "{path}", "99", "-o", "{path}.p"), 4),
        (("check-proof", "{reports}", "--key", "none"), 4),
        (("export", "{path}", "{path}.csv"), 4),
        (("erase", "{path}"), 4),
        (("erase", "{path}", "--entry", "1", "--subject", "x"), 4),
    ],
)
def test_errors_are_one_line_and_an_exit_code(made, reports, words, code):
    given = [one.format(path=made[0], reports=reports) for one in words]
    found = CliRunner().invoke(app, ["journal", *given])
    assert found.exit_code == code, found.output
    assert "Traceback" not in found.output
    assert found.output.strip()
