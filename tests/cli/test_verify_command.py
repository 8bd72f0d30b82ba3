"""`docverify verify`, and what holds for every command: help at once, errors in a line, exit codes."""

import json
import os
import subprocess
import sys

import pytest
from typer.testing import CliRunner

from docverify.cli import app
from docverify.cli.codes import ExitCode, gravest
from docverify.verification import Check

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
    assert lines[0] == "PASSED on 2026-11-23"
    assert [line[:1] for line in lines[1:-1]] == ["✓"] * len(list(Check))
    assert "threshold" in lines[-2]
    assert " ms: load " in lines[-1]
    assert told.stderr == ""


def test_json_is_the_report_without_identity(pair):
    told = run("verify", *pair, "--at", "2026-11-23", "--json", "--fmr", "1e-4")
    content = json.loads(told.stdout)
    assert content["outcome"] == "PASSED"
    assert content["policy"]["fmr"] == 1e-4
    assert {one["check"] for one in content["findings"]} == set(Check)


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
    assert (null.exit_code, null.stdout.count("?")) == (3, 10)


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
    for command in ("verify", "read", "compare", "parse", "compose", "specimen", "evaluate", "report"):
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
    "command", ["verify", "read", "compare", "parse", "compose", "specimen", "evaluate", "report"]
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
