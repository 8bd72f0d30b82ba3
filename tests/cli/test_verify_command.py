"""`docverify verify`, and what holds for every command: help at once, errors in a line, exit codes."""

import json
import os
import subprocess
import sys

import pytest
from PIL import Image
from typer.testing import CliRunner

from docverify.cli import app
from docverify.cli.codes import ExitCode, gravest
from docverify.verification import CHECK_NAMES, Report

NAMES = ("ERIKSSON", "ANNA", "L898902C", "740812", "340415")


def run(*words):
    return CliRunner().invoke(app, [str(word) for word in words])


def start(*words, **environment):
    """Run the command line in a process of its own, as a user would."""
    code = "from docverify.cli import main; main()"
    return subprocess.run(
        [sys.executable, "-c", code, *map(str, words)],
        capture_output=True,
        check=False,
        env={**os.environ, **environment},
    )


@pytest.fixture(scope="module")
def pair(samples):
    return samples / "mated" / "document.png", samples / "mated" / "live.jpg"


def test_the_readable_answer_has_a_line_for_every_check(pair):
    told = run("verify", *pair, "--at", "2026-11-23")
    assert told.exit_code == 0
    lines = told.stdout.splitlines()
    assert lines[0] == "PASSED"
    assert [line for line in lines if line in {"Document", "Page", "Faces"}] == ["Document", "Page", "Faces"]
    assert {line[:1] for line in lines[1:-2]} <= {"✓", "D", "P", "F"}
    assert any("threshold" in line and "1,000" in line for line in lines)
    assert "All 5 check digits" in told.stdout
    assert lines[-2].startswith("Not checked by this version: chip")
    assert "On 2026-11-23, policy border-2026.2" in lines[-1]
    assert " ms: load " in lines[-1]
    assert not any(line.endswith(" ") for line in lines)
    assert told.stderr == ""


def test_the_verdict_line_says_why(pair, samples):
    told = run("verify", *pair, "--at", "2050-01-01")
    assert told.stdout.splitlines()[0] == "FAILED: The document has expired."
    nothing = run("verify", samples / "no_document" / "document.jpg", pair[1])
    assert nothing.stdout.startswith("INCONCLUSIVE: No document was seen: show the page")
    assert nothing.stdout.count("no machine-readable zone could be read:") <= 2  # once a group


def test_json_is_the_report_without_identity(pair):
    told = run("verify", *pair, "--at", "2026-11-23", "--json", "--fmr", "1e-4")
    content = json.loads(told.stdout)
    assert content["outcome"] == "PASSED"
    assert content["policy"]["fmr"] == 1e-4
    assert {one["check"] for one in content["findings"]} == set(CHECK_NAMES)
    assert told.stdout.count("\n") == 1
    assert Report.from_dict(content).outcome.value == "PASSED"


def test_report_reads_what_verify_wrote(pair, tmp_path):
    decisions = tmp_path / "decisions.jsonl"
    lines = [run("verify", *pair, "--at", day, "--json").stdout for day in ("2026-11-23", "2050-01-01")]
    decisions.write_text("".join(lines), encoding="utf-8")
    told = run("report", decisions, "--json")
    assert told.exit_code == 0
    content = json.loads(told.stdout)
    assert content["verifications"] == 2
    assert content["scores"][0]["comparisons"] == 2


def test_identity_is_shown_when_asked_for(pair):
    for form in ([], ["--json"]):
        told = run("verify", *pair, "--at", "2026-11-23", "--identity", *form)
        assert all(name in told.stdout for name in ("ERIKSSON", "ANNA MARIA", "L898902C3", "1974-08-12"))


def test_a_document_alone_is_judged_by_the_document_policy(pair):
    told = run("verify", pair[0], "--at", "2026-11-23", "--json")
    content = json.loads(told.stdout)
    assert told.exit_code == 0
    assert content["policy"]["name"] == "document-2026.1"
    asked = {one["check"]: one for one in content["findings"]}
    assert asked["face_match"]["reason"] == "not_presented"
    assert asked["face_match"]["demand"] == "not_asked"


def test_sides_and_live_pictures_are_told_apart_by_the_option(pair, samples):
    card = samples / "two_sided"
    sides = card / "front.jpg", card / "back.jpg"
    told = run(
        "verify", *sides, "--live", card / "live.jpg", card / "live.jpg", "--at", "2026-11-23", "--json"
    )
    content = json.loads(told.stdout)
    assert content["outcome"] == "PASSED", content["why"]
    asked = {one["check"]: one for one in content["findings"]}
    assert asked["portrait_on_page"]["reason"] == "portrait_on_other_side"
    assert asked["one_live_person"]["evidence"]["frames"] == 2
    assert run("verify", pair[0], "--live", pair[1], "--at", "2026-11-23").exit_code == 0


def test_a_live_picture_in_place_of_the_document_and_the_document_in_place_of_the_live_one(pair):
    for words in ((pair[1], pair[0]), (pair[0], pair[0]), (pair[1], pair[1])):
        assert run("verify", *words, "--at", "2026-11-23").exit_code == 3


def test_the_same_side_twice_is_inconclusive(pair):
    told = run("verify", pair[0], pair[0], "--live", pair[1], "--at", "2026-11-23")
    assert told.exit_code == 3
    assert "same picture was handed over twice" in told.stdout


def test_a_policy_by_name_and_by_file(pair, tmp_path):
    for name in ("border", "kiosk", "lenient", "document"):
        assert run("verify", *pair, "--at", "2026-11-23", "--policy", name).exit_code == 0
    path = tmp_path / "mine.toml"
    path.write_text('schema = 1\nname = "mine"\nstates = ["FRA"]\nrequired = ["face_match"]\n')
    told = run("verify", *pair, "--at", "2026-11-23", "--policy", path)
    assert told.exit_code == 1
    assert told.stdout.startswith("FAILED: Documents of this State are not accepted.")


@pytest.mark.parametrize(
    ("text", "told"),
    [("schema = 9", "version 9"), ("schema = 1", "no required"), ("required = 3", "collection"), ("", None)],
)
def test_a_policy_file_that_cannot_be_used_is_wrong_usage(pair, tmp_path, text, told):
    path = tmp_path / "mine.toml"
    if told is not None:
        path.write_text(text)
    answer = run("verify", *pair, "--policy", path)
    assert answer.exit_code == 2
    assert (told or "cannot be read") in " ".join(answer.stderr.replace("│", " ").split())
    assert run("verify", *pair, "--policy", "airport").exit_code == 2


def test_what_was_seen_is_drawn(pair, samples, tmp_path):
    out = tmp_path / "seen.png"
    for words, live in (
        (pair, True),
        ((pair[0],), False),
        ((samples / "no_face" / "live.jpg", pair[1]), True),
    ):
        run("verify", *words, "--at", "2026-11-23", "--explain", out)
        with Image.open(out) as picture:
            assert picture.size[1] > 900
            assert (picture.size[0] > 1500) == (live and words is pair)
    assert run("verify", *pair, "--explain", tmp_path / "nowhere" / "seen.png").exit_code == 2


@pytest.mark.parametrize("form", [[], ["--json"]])
def test_no_text_of_the_document_is_shown(pair, form):
    for day in ("2026-11-23", "2050-01-01"):
        told = run("verify", *pair, "--at", day, *form)
        assert not any(name in told.output for name in NAMES)


def test_a_failure_and_a_doubt_have_codes_and_marks_of_their_own(pair, samples):
    expired = run("verify", *pair, "--at", "2050-01-01")
    assert (expired.exit_code, expired.stdout.count("✗")) == (1, 1)
    nobody = run("verify", pair[0], samples / "no_face" / "live.jpg", "--at", "2026-11-23")
    assert (nobody.exit_code, nobody.stdout.count("?")) == (3, 2)
    null = run("verify", *pair, "--engine", "null")
    assert null.exit_code == 3
    assert "✗" not in null.stdout


def test_several_live_pictures_are_frames(pair):
    assert run("verify", *pair, pair[1], "--at", "2026-11-23").exit_code == 0


@pytest.mark.parametrize("missing", [0, 1])
def test_a_picture_that_cannot_be_used_is_code_4_and_one_line(pair, tmp_path, missing):
    words = list(pair)
    words[missing] = tmp_path / "nothing.jpg"
    told = run("verify", *words)
    assert told.exit_code == 4
    assert told.stdout == ""
    assert told.stderr.startswith("docverify: ")
    assert "nothing.jpg" in told.stderr
    assert told.stderr.startswith(("docverify: document: ", "docverify: live: ")[missing])
    assert told.stderr.count("\n") == 1


@pytest.mark.parametrize(
    "words",
    [
        ("--fmr", "1e-12"),
        ("--fmr", "0"),
        ("--fmr", "nan"),
        ("--fmr", "often"),
        ("--at", "tomorrow"),
        ("--engine", "none-such"),
        ("--face-engine", "none-such"),
        ("--no-such-option",),
    ],
)
def test_wrong_usage_is_code_2_and_says_so_before_any_picture_is_opened(tmp_path, words):
    told = run("verify", tmp_path / "nothing.jpg", tmp_path / "nothing.jpg", *words)
    assert told.exit_code == 2
    assert told.stdout == ""
    assert "Usage" in told.stderr
    assert "nothing.jpg" not in told.stderr


def test_an_fmr_that_cannot_be_kept_says_which_can(pair):
    told = run("verify", *pair, "--fmr", "1e-12")
    assert "rule of 30" in " ".join(told.stderr.replace("│", " ").split())  # without the panel's border


def test_an_engine_that_is_not_installed_is_code_2_and_names_its_extra(pair, monkeypatch):
    monkeypatch.setitem(sys.modules, "passporteye.mrz.image", None)
    monkeypatch.setitem(sys.modules, "passporteye", None)
    told = run("verify", *pair, "--engine", "passporteye")
    assert told.exit_code == 2
    assert "docverify[passporteye]" in told.stderr


def test_missing_arguments_are_wrong_usage():
    assert run("verify").exit_code == 2
    assert run("no-such-command").exit_code == 2


def test_a_real_process_returns_the_code_and_writes_where_marks_cannot_be_encoded(pair):
    told = start("verify", *pair, "--at", "2050-01-01", PYTHONIOENCODING="ascii")
    assert told.returncode == 1
    assert b"\nx  not expired" in told.stdout
    assert told.stderr == b""


def test_help_lists_every_command_and_imports_none_of_them():
    told = start("--help", COLUMNS="200")
    assert told.returncode == 0
    for command in (
        "verify",
        "read",
        "compare",
        "assess",
        "parse",
        "compose",
        "specimen",
        "evaluate",
        "report",
    ):
        assert f" {command} ".encode() in told.stdout
    code = (
        "import sys, docverify.cli as c\n"
        "try: c.app(['--help'])\n"
        "except SystemExit: pass\n"
        "print(sorted({'numpy', 'cv2', 'onnxruntime'} & set(sys.modules)))"
    )
    found = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert found.stdout.splitlines()[-1] == "[]"


@pytest.mark.parametrize(
    "command", ["verify", "read", "compare", "assess", "parse", "compose", "specimen", "evaluate", "report"]
)
def test_every_command_loads_and_has_help(command):
    told = run(command, "--help")
    assert told.exit_code == 0
    assert "Usage" in told.stdout


def test_the_gravest_code_decides():
    codes = [ExitCode.PASSED, ExitCode.INCONCLUSIVE, ExitCode.FAILED, ExitCode.UNUSABLE]
    for at, code in enumerate(codes):
        assert gravest(codes[: at + 1]) is code
    assert gravest([]) is ExitCode.PASSED
