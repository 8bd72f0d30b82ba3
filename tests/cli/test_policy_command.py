"""`docverify policy`, and `verify` with policies that must be signed or that refer cases."""

import json
from datetime import UTC, datetime

import pytest
from typer.testing import CliRunner

import docverify as dv
from docverify.cli import app
from docverify.cli.policy_option import policy_named


def run(*words, input_text=None):
    return CliRunner().invoke(app, [str(word) for word in words], input=input_text)


@pytest.fixture
def own(tmp_path):
    path = tmp_path / "own.toml"
    policy = dv.Policy(name="desk", required=["mrz_found", "not_expired"], optional=[], least_age=18)
    path.write_text("# Asked at the desk.\n" + policy.to_toml())
    return path


@pytest.fixture
def signed(own, tmp_path):
    out = tmp_path / "signed.toml"
    words = ("--key", tmp_path / "k.pem", "--new-key", "--from", "2026-11-01", "--until", "2027-11-01")
    found = run("policy", "sign", own, "-o", out, "--version", 3, *words)
    assert found.exit_code == 0, found.output
    return out


def test_a_policy_is_signed_checked_and_used(signed, tmp_path, samples):
    key = tmp_path / "k.pem.pub"
    told = json.loads(run("policy", "check", signed, "--trusted", key, "--at", "2026-12-01", "--json").stdout)
    assert told["signature_checked"]
    assert told["signed"]["version"] == 3
    assert told["notices"] == []
    words = ("verify", samples / "mated" / "document.png", "--policy", signed, "--trusted", key, "--json")
    found = run(*words, "--at", "2026-12-01")
    assert found.exit_code == 0, found.output
    assert json.loads(found.stdout)["policy_sha256"] == told["sha256"]
    assert run(*words, "--at", "2027-12-01").exit_code == 2
    assert run(*words, "--at", "2026-12-01", "--fmr", "0.01").exit_code == 2


def test_where_a_signature_is_asked_for_no_other_policy_is_taken(own, signed, tmp_path, samples):
    key = tmp_path / "k.pem.pub"
    changed = tmp_path / "changed.toml"
    changed.write_bytes(signed.read_bytes().replace(b"least_age = 18", b"least_age = 16"))
    for policy in (own, "border", changed):
        found = run("verify", samples / "mated" / "document.png", "--policy", policy, "--trusted", key)
        assert found.exit_code == 2
    assert run("policy", "check", own, "--trusted", key).exit_code == 2
    assert run("policy", "check", changed, "--trusted", key).exit_code == 2
    assert run("policy", "check", signed, "--trusted", key, "--least-version", 4).exit_code == 2


def test_a_key_is_never_overwritten_and_read_by_its_owner_alone(own, signed, tmp_path):
    key = tmp_path / "k.pem"
    assert key.stat().st_mode & 0o077 == 0
    before = key.read_bytes()
    words = ("policy", "sign", own, "-o", tmp_path / "x.toml", "--version", 4, "--until", "2030-01-01")
    assert run(*words, "--key", key, "--new-key").exit_code == 2
    assert key.read_bytes() == before
    assert run(*words, "--key", key).exit_code == 0
    assert run(*words, "--key", tmp_path / "none.pem").exit_code == 2


def test_what_is_the_matter_is_said(own, signed):
    plain = json.loads(run("policy", "check", own, "--json").stdout)
    assert plain["notices"] == ["It is not signed."]
    late = json.loads(run("policy", "check", signed, "--at", "2027-10-20", "--json").stdout)
    assert "was not checked" in late["notices"][0]
    assert "sign the next one" in late["notices"][1]
    assert "signed with the key" in run("policy", "check", signed).stdout


@pytest.mark.parametrize("text", ["required = []", "schema = 9", "no toml at all", ""])
def test_what_is_no_policy_is_refused(tmp_path, text):
    path = tmp_path / "p.toml"
    path.write_text(text)
    found = run("policy", "check", path)
    assert found.exit_code == (0 if not text else 2)  # an empty file is a policy of docverify 0.1


def test_a_signature_that_is_damaged_is_told_whatever_the_file_is_called(signed, tmp_path):
    folder = tmp_path / "not signed"
    folder.mkdir()
    damaged = folder / "policy.toml"
    damaged.write_text(signed.read_text().replace("version = 3", 'version = "x"'))
    found = run("policy", "show", damaged)
    assert found.exit_code != 0
    assert "names no version" in " ".join(found.output.replace("│", " ").split())


def test_a_file_in_the_way_of_a_name_is_taken_by_every_command(own, tmp_path, monkeypatch):
    (tmp_path / "border").write_text(own.read_text())
    monkeypatch.chdir(tmp_path)
    assert json.loads(run("policy", "show", "border", "--json").stdout)["policy"]["name"] == "desk"
    assert policy_named("border").name == "desk"  # as replay has it
    assert run("policy", "diff", "border", own).stdout.strip() == "They demand the same."


def test_policies_are_shown_and_compared(own):
    told = json.loads(run("policy", "show", "kiosk", "--json").stdout)
    assert told["policy"]["name"] == "kiosk-2026.1"
    assert told["sha256"] == dv.Policy.named("kiosk").sha256
    shown = run("policy", "show", own).stdout
    assert "least_age" in shown
    assert "required: " in shown
    same = run("policy", "diff", own, own)
    assert (same.exit_code, same.stdout.strip()) == (0, "They demand the same.")
    found = run("policy", "diff", "border", own, "--json")
    assert found.exit_code == 1
    changes = {one["what"]: (one["before"], one["after"]) for one in json.loads(found.stdout)["changes"]}
    assert changes["face_match"] == ("required", "not_asked")
    assert changes["old_enough"] == ("not_asked", "required")
    assert changes["least_age"] == (None, 18)
    assert "face_match" in run("policy", "diff", "border", own).stdout


def test_cases_are_drawn_by_the_secret_of_a_file(tmp_path, samples):
    policy, secret = tmp_path / "p.toml", tmp_path / "secret"
    text = dv.Policy(name="all", required=["mrz_found"], optional=[], refer_share=1.0).to_toml()
    policy.write_text(text)
    secret.write_bytes(b"0123456789abcdef\n")
    words = ("verify", samples / "mated" / "document.png", "--policy", policy, "--case-id", "gate 1, no. 7")
    found = run(*words, "--referral-secret", secret, "--json")
    assert found.exit_code == 3, found.output
    report = dv.Report.from_dict(json.loads(found.stdout))
    assert report.case_id == "gate 1, no. 7"
    assert report.referred
    assert dv.Referral(secret=b"0123456789abcdef").proves(report)
    assert "drawn at random" in run(*words, "--referral-secret", secret).stdout
    assert run(*words).exit_code == 2
    assert run(*words, "--referral-secret", tmp_path / "none").exit_code == 2
    secret.write_bytes(b"short")
    assert run(*words, "--referral-secret", secret).exit_code == 2


@pytest.fixture
def recorded(tmp_path, samples):
    """A case that passed, of which there are a report and an entry of a journal."""
    at = datetime(2026, 11, 28, 12, tzinfo=UTC)
    report = dv.verify(
        document=samples / "mated" / "document.png", live=samples / "mated" / "live.jpg", at=at
    )
    assert report.outcome is dv.Outcome.PASSED
    lines, path = tmp_path / "reports.jsonl", tmp_path / "desk.journal"
    lines.write_text(json.dumps(report.to_dict()) + "\n")
    with dv.Journal.create(path, origin="example.org/desk", clock=lambda: at) as journal:
        journal.append(report, profile="standard", at=at)
    return lines, path


def test_what_was_recorded_is_judged_again_alike(recorded, tmp_path):
    for path in recorded:
        found = run("policy", "replay", path, "--json")
        assert found.exit_code == 0, found.output
        told = json.loads(found.stdout)
        assert told["outcomes"] == [{"recorded": "PASSED", "again": "PASSED", "count": 1}]
        assert (told["differing"], told["left_out"]) == ([], 0)
        stricter = tmp_path / "stricter.toml"
        stricter.write_text(dv.Policy(name="stricter", required=["mrz_found", "chip"]).to_toml())
        what_if = run("policy", "replay", path, "--policy", stricter, "--json")
        assert what_if.exit_code == 0
        assert json.loads(what_if.stdout)["outcomes"][0]["again"] == "INCONCLUSIVE"
        assert "INCONCLUSIVE" in run("policy", "replay", path, "--policy", stricter).stdout
        looser = tmp_path / "looser.toml"
        looser.write_text(dv.Policy(fmr=1e-4).to_toml())
        assert json.loads(run("policy", "replay", path, "--policy", looser, "--json").stdout)["left_out"] == 1


def test_a_record_whose_numbers_give_another_outcome_is_told(recorded, tmp_path):
    report = json.loads(recorded[0].read_text())
    for one in report["findings"]:
        if one["check"] == "face_match":
            one["evidence"]["score"] = 0.1
    changed = tmp_path / "changed.jsonl"
    changed.write_text(json.dumps(report) + "\n")
    found = run("policy", "replay", changed)
    assert found.exit_code == 1
    assert "other outcomes: 1" in found.stdout
    changed.write_text("{}\n")
    assert run("policy", "replay", changed).exit_code == 4
    assert run("policy", "replay", tmp_path / "none").exit_code == 2
