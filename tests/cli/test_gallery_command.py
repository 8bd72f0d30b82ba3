"""`docverify gallery`, and the options of `verify` that search galleries."""

import json

import numpy as np
import pytest
from typer.testing import CliRunner

import docverify as dv
from docverify.cli import app

NOW = "2026-11-29T06:00:00Z"
UNTIL = "2027-03-01"


def run(*words, code=0):
    found = CliRunner().invoke(app, [*map(str, words)])
    assert found.exit_code == code, found.output
    return found.output


def told(*words, **more):
    return json.loads(run(*words, "--json", **more))


@pytest.fixture
def made(tmp_path):
    path, key = tmp_path / "desk.gallery", tmp_path / "desk.key"
    run("gallery", "key", key)
    purposes = ("--purpose", "known:trusted:0.01:365", "--purpose", "wanted:watchlist:0.003:90:1")
    content = told("gallery", "create", path, "--key", key, *purposes, "--at", NOW)
    assert content["purposes"] == ["known", "wanted"]
    return path, "--key", key, "--at", NOW


def test_a_face_is_enrolled_found_and_erased(made, samples):
    path, *options = made
    document, live = samples / "mated" / "document.png", samples / "mated" / "live.jpg"
    as_known = ("--purpose", "known")
    ask = ("gallery", "identify", path, live, *options, *as_known, "--fmr", "0.001")
    assert told(*ask, code=3)["size"] == 0
    run("gallery", "enrol", path, document, *options, *as_known, "--id", "t-7", "--expires", UNTIL)
    found = told(*ask)
    assert [(one["id"], one["matches"]) for one in found["candidates"]] == [("t-7", True)]
    assert found["confirmed"] is True
    assert "t-7" in run(*ask)
    watch = ("gallery", "watch", path, live, *options, "--purpose", "wanted")
    run(*watch, code=3)  # an empty watchlist says nothing
    run(
        "gallery",
        "enrol",
        path,
        live,
        *options,
        "--purpose",
        "wanted",
        "--id",
        "s-1",
        "--expires",
        "2026-12-09",
    )
    assert [one["id"] for one in told(*watch, code=3)["candidates"]] == ["s-1"]
    assert told("gallery", "purge", path, *options[:2], "--at", "2026-12-10")["erased"] == 1
    run("gallery", "replace", path, live, *options, "--id", "t-7")
    assert told(*ask)["candidates"][0]["score"] == pytest.approx(1)
    run("gallery", "erase", path, *options, "--id", "t-7")
    assert "no entry of this id" in run("gallery", "remove", path, *options, "--id", "t-7", code=4)
    assert "t-7" not in run("gallery", "erase", path, *options, "--id", "t-7", code=4)


def test_what_is_in_it_is_shown(made):
    path, *options = made
    rows = {row["purpose"]: row for row in told("gallery", "show", path, *options)["purposes"]}
    assert (rows["known"]["most"], rows["wanted"]["most"], rows["wanted"]["stale"]) == (200, 60, False)
    late = told("gallery", "show", path, *options[:2], "--at", "2026-12-02")["purposes"]
    assert [row["stale"] for row in late] == [False, True]
    run("gallery", "confirm", path, *options[:2], "--at", "2026-12-02", "--purpose", "wanted")
    assert "(stale)" not in run("gallery", "show", path, *options[:2], "--at", "2026-12-02")


def test_a_table_is_enrolled_whole_or_every_bad_row_is_told(made, samples, tmp_path):
    path, *options = made
    engine = dv.encode_face(samples / "mated" / "live.jpg").encoder
    for at in range(3):
        face = dv.Template(
            encoder=engine, values=np.random.default_rng(at).normal(size=128).astype(np.float32)
        )
        (tmp_path / f"{at}.template").write_bytes(face.to_bytes())
    table = tmp_path / "people.csv"
    good = [f"{at}.template,id-{at},known,{UNTIL}" for at in range(3)]
    head = "file,id,purpose,expires"
    bad = [
        "none.jpg,x,known,2027-03-01",
        ",y,known,2027-03-01",
        "0.template,id-0,known,2027-03-01",
        "0.template,z,known,soon",
        "0.template,w,known,2027-03-01T06:00:00",
    ]
    table.write_text("\n".join([head, *good, *bad]))
    said = run("gallery", "import", path, table, *options, code=4)
    assert "4 bad rows" in said
    for line in (6, 7, 8, 9):
        assert f"line {line}:" in said
    assert "id-0" not in said
    table.write_text("\n".join([head, *good, bad[0]]))
    assert "line 5:" in run("gallery", "import", path, table, *options, code=4)
    assert told("gallery", "show", path, *options)["purposes"][0]["size"] == 0
    table.write_text("\n".join([head, *good]))
    assert told("gallery", "import", path, table, *options)["enrolled"] == 3
    table.write_text("file,id\n")
    assert "no column purpose, expires" in run("gallery", "import", path, table, *options, code=4)


def test_verify_searches_galleries(made, samples, tmp_path):
    path, *options = made
    document, live = samples / "mated" / "document.png", samples / "mated" / "live.jpg"
    run("gallery", "enrol", path, document, *options, "--purpose", "known", "--id", "t", "--expires", UNTIL)
    policy = tmp_path / "policy.toml"
    policy.write_text('schema = 1\nname = "gate"\nfmr = 0.001\nrequired = ["face_match", "enrolled"]\n')
    ask = ("verify", document, live, "--policy", policy, "--at", "2026-11-29")
    assert "face_enrolled" in run(*ask, "--gallery", f"{path}:known", "--gallery-key", options[1], "--json")
    run(*ask, code=3)
    assert "--gallery-key" in run(*ask, "--gallery", f"{path}:known", code=2)
    assert "purpose" in run(*ask, "--gallery", f"{path}:none", "--gallery-key", options[1], code=2)


def test_wrong_usage_is_told(made, tmp_path):
    path, *options = made
    assert "exists already" in run("gallery", "key", options[1], code=4)
    for purpose in ("known", "known:trusted:x:3", "known:none:0.1:3", "known:trusted:0.9:3"):
        run("gallery", "create", tmp_path / "new", *options[:2], "--purpose", purpose, code=2)
    other = tmp_path / "other.key"
    run("gallery", "key", other)
    assert "another key" in run("gallery", "show", path, "--key", other, code=4)
    assert "no key of a gallery" in run("gallery", "show", path, "--key", path, code=2)


def test_what_is_done_and_searched_is_written_into_a_journal(made, samples, tmp_path):
    path, *options = made
    journal = tmp_path / "desk.journal"
    live = samples / "mated" / "live.jpg"
    run("journal", "init", journal)
    kept = (*options, "--journal", journal)
    as_wanted = ("--purpose", "wanted")
    run("gallery", "enrol", path, live, *kept, *as_wanted, "--id", "sought-1", "--expires", "2026-12-09")
    run("gallery", "watch", path, live, *kept, *as_wanted, "--journal-profile", "full", code=3)
    run("gallery", "erase", path, *kept, "--id", "sought-1")
    lines = run("journal", "show", journal, "--kind", "gallery").splitlines()
    assert [line.split()[4:6] for line in lines] == [["enrol", "1"], ["watch", "1"], ["erase", "1"]]
    assert b"sought-1" not in journal.read_bytes()
    with dv.Journal(journal) as opened:
        (_, watched, _) = opened.entries(kind="gallery")
        assert opened.unseal(watched) == {"entries": ["sought-1"]}
