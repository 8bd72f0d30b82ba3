"""What all commands have in common: their help, their version, their errors."""

import os
import subprocess
import sys

import pytest


def run(*words, **environment):
    return subprocess.run(
        [sys.executable, "-m", "docverify", *words],
        env={**os.environ, "COLUMNS": "100", **environment},
        capture_output=True,
        text=True,
        check=False,
    )


def test_the_version_is_told():
    told = run("--version")
    assert told.returncode == 0
    assert told.stdout.startswith("docverify ")


@pytest.mark.parametrize("command", ["verify", "read", "parse", "compose", "specimen", "evaluate"])
def test_help_shows_no_type_of_flags_and_exit_codes_where_they_apply(command):
    shown = run(command, "--help").stdout
    assert "<bool>" not in shown
    assert ("3 inconclusive" in shown) == (command in ("verify", "read", "parse"))


def test_values_are_called_by_one_capital_word():
    shown = run("evaluate", "--help").stdout
    for option, value in (
        ("--pairs", "PATH"),
        ("--fmr", "NUMBER"),
        ("--seed", "NUMBER"),
        ("--engine", "TEXT"),
    ):
        line = next(line for line in shown.splitlines() if f" {option} " in line)
        assert f" {value} " in line
    assert "[SCORES]" in shown


def test_shells_complete_commands_and_their_options():
    asked = {
        "_DOCVERIFY_COMPLETE": "complete_bash",
        "COMP_WORDS": "docverify evaluate --th",
        "COMP_CWORD": "2",
    }
    assert run(**asked).stdout.split() == ["--threads", "--threshold"]


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["parse", "X", "--at", "23.11.2026"], "is no day: write it as YYYY-MM-DD"),
        (["evaluate", "x.csv", "--fmr", "0.1%"], "is no number: write rates as fractions"),
    ],
)
def test_wrong_values_are_refused_in_our_own_words(words, said):
    refused = run(*words)
    assert refused.returncode == 2
    assert said in " ".join(refused.stderr.replace("│", " ").split())
