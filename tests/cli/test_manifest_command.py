"""`docverify manifest`: lists checked, documents matched, and nothing of anybody told unasked."""

import json
import re
from dataclasses import replace
from datetime import date, timedelta

import pytest
from typer.testing import CliRunner

import docverify as dv
from docverify.cli import app
from docverify.cli.codes import ExitCode
from docverify.lists import Manifest, write_paxlst
from tests.lists.made_manifests import AT, JOURNEY, PREPARED, drawn, mrz_of, people, person

PEOPLE = people(drawn(5), 12)
STRANGER = person(drawn(99))


def run(*words, text=None):
    return CliRunner().invoke(app, ["manifest", *map(str, words)], input=text)


@pytest.fixture(scope="module")
def file(tmp_path_factory):
    path = tmp_path_factory.mktemp("sent") / "XX101.edi"
    path.write_bytes(write_paxlst(PEOPLE, journey=JOURNEY, prepared=PREPARED))
    return path


def texts(*who):
    return "\n\n".join(mrz_of(one).text for one in who)


def test_a_whole_manifest_is_told_so(file):
    told = run("check", file)
    assert told.exit_code == ExitCode.PASSED, told.output
    assert "XX101, UTA to UTB, on 2026-11-28: 12 people" in told.output
    assert "Nothing is wrong." in told.output
    assert not any(one.surname in told.output for one in PEOPLE)


def test_what_is_missing_is_counted_and_placed(file, tmp_path):
    broken = tmp_path / "broken.edi"
    broken.write_bytes(re.sub(rb"ATT\+2\+\+[FMX]'\r\n", b"", file.read_bytes()))
    told = run("check", broken)
    assert told.exit_code == ExitCode.FAILED
    assert re.search(r"12\s+the sex is missing", told.output)
    assert "passenger 12: the sex is missing" in told.output
    found = json.loads(run("check", broken, "--json").stdout)
    assert found["counts"]["sex_missing"] == 12
    assert found["people"] == 12
    assert found["stale_after"] == "2026-11-30"


def test_documents_find_their_passengers(file):
    on = run("match", file, "-", "--at", AT, text=texts(*PEOPLE))
    assert on.exit_code == ExitCode.PASSED, on.output
    assert on.output.count("listed, passenger") == 12
    assert not any(one.surname in on.output for one in PEOPLE)
    off = run("match", file, "-", "--at", AT, "--json", text=texts(PEOPLE[3], STRANGER))
    assert off.exit_code == ExitCode.FAILED
    found = json.loads(off.stdout)
    assert [one["standing"] for one in found["documents"]] == ["listed", "not_listed"]
    assert found["unseen"] == [one.place for one in PEOPLE if one is not PEOPLE[3]]


def test_a_stale_manifest_lists_nobody(file):
    told = run("match", file, "-", "--at", date(2026, 12, 1), text=texts(PEOPLE[0]))
    assert told.exit_code == ExitCode.INCONCLUSIVE
    assert "counts no longer" in told.output


def test_identity_is_told_where_it_is_asked_for(file):
    told = run("match", file, "-", "--at", AT, "--identity", text=texts(PEOPLE[0]))
    assert PEOPLE[0].documents[0].number in told.output


def test_a_table_is_known_by_its_name(tmp_path):
    table = tmp_path / "people.csv"
    one = PEOPLE[0]
    document = one.documents[0]
    table.write_text(
        "surname,given_names,birth,number,issuer\n"
        f"{one.surname},{one.given_names},{one.birth.date},{document.number},{document.issuer}\n"
    )
    told = run("match", table, "-", "--at", AT, "--stale-after", AT, text=texts(one))
    assert told.exit_code == ExitCode.PASSED, told.output
    assert run("match", table, "-", "--at", AT, text=texts(one)).exit_code == ExitCode.INCONCLUSIVE


def test_what_is_no_manifest_is_unusable(tmp_path):
    path = tmp_path / "x.edi"
    path.write_bytes(b"no message")
    assert run("check", path).exit_code == ExitCode.UNUSABLE
    assert run("check", tmp_path / "none").exit_code == ExitCode.UNUSABLE


def test_a_verification_asks_the_manifest_where_its_policy_does(samples, tmp_path):
    document = samples / "mated" / "document.png"
    read = dv.read_mrz(document, at=AT).mrz
    policy = tmp_path / "border.toml"
    border = dv.Policy.named("document")
    policy.write_text(
        replace(border, name="with a manifest", required=[*border.required, "on_manifest"]).to_toml()
    )
    number = read.document_number.value
    announced = {
        "PASSED": f"{read.surname.value},{read.given_names.value},{number}",
        "INCONCLUSIVE": f"LINDGREN,INGRID,{number}",
        "FAILED": "LINDGREN,INGRID,X7654321",
    }
    for outcome, who in announced.items():
        listed = tmp_path / f"{outcome}.csv"
        listed.write_text(f"surname,given_names,number\n{who}\n")
        manifest = Manifest.from_csv(listed, stale_after=AT)
        lists = dv.Lists(manifest=manifest)
        report = dv.verify(document=document, policy=dv.Policy.read(policy), at=AT, lists=lists)
        assert report.outcome == outcome
        words = ["verify", str(document), "--policy", str(policy), "--at", str(AT), "--manifest", str(listed)]
        undated = CliRunner().invoke(app, words)
        assert undated.exit_code == ExitCode.INCONCLUSIVE, undated.output
        dated = CliRunner().invoke(app, [*words, "--manifest-until", str(AT)])
        assert dated.exit_code == ExitCode[outcome], dated.output
        stale = CliRunner().invoke(app, [*words, "--manifest-until", str(AT - timedelta(days=1))])
        assert stale.exit_code == ExitCode.INCONCLUSIVE, stale.output
