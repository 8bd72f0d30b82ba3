"""Commands and programs of the README and of pages run as printed, and say what is printed."""

import os
import re
import subprocess
import sys

import pytest
import typer

from docverify.cli import app
from tests.docs.pages import DOCS, ROOT

README = ROOT / "README.md"
PAGES = (README, DOCS / "index.md", DOCS / "first-steps.md", DOCS / "cookbook/own-policy.md")
LEFT_OUT = ("pip ", "pytest ", "docverify serve", "docverify evaluate --pairs")
"""What installs, is the tests, does not end, or needs pictures that are not part of the project."""


def blocks(page, language):
    return re.findall(
        rf"^```{language}\n(.*?)^```", page.read_text(encoding="utf-8"), re.MULTILINE | re.DOTALL
    )


def commands():
    for page in PAGES:
        for block in blocks(page, "sh"):
            kept = "".join(line for line in block.splitlines(keepends=True) if not line.startswith(LEFT_OUT))
            if kept:
                yield pytest.param(kept, id=f"{page.stem}-{kept.partition(chr(10))[0]}")


def shell(block, folder, unless="false"):
    """Run a block as a user would, beside the samples; docverify ends with 0, or as `unless` says."""
    for name in ("samples", "examples"):
        (folder / name).symlink_to(ROOT / name)
    run = f'docverify() {{ "{sys.executable}" -m docverify "$@" || {unless} || exit 9; }}\n{block}'
    environment = {**os.environ, "COLUMNS": "150"}
    return subprocess.run(
        ["bash", "-c", run], cwd=folder, capture_output=True, text=True, check=False, env=environment
    )


@pytest.mark.parametrize("block", list(commands()))
def test_commands_end_well(block, tmp_path):
    ended = shell(block, tmp_path, unless='[ "$1 $2" = "policy diff" ]')  # which ends with 1, as diff does
    assert ended.returncode == 0, ended.stderr + ended.stdout
    assert "seen.png" not in block or (tmp_path / "seen.png").is_file()


@pytest.mark.parametrize("page", [README, DOCS / "first-steps.md"], ids=lambda page: page.stem)
def test_the_first_program_runs(page):
    (program,) = blocks(page, "python")
    ended = subprocess.run(
        [sys.executable, "-c", program], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert ended.returncode == 0, ended.stderr
    assert re.search(r"^PASSED", ended.stdout, re.MULTILINE)


SHOWN = [block for page in (README, DOCS / "guide/printed.md") for block in blocks(page, "text")]


@pytest.mark.parametrize("block", SHOWN, ids=lambda block: block.partition("\n")[0])
def test_what_a_command_is_shown_to_say_is_what_it_says(block, tmp_path):
    """Lines in their order; "…" stands for those that are left out."""
    command, *shown = block.splitlines()
    said = iter(
        [
            line.rstrip()
            for line in shell(command.removeprefix("$ "), tmp_path, unless="true").stdout.splitlines()
        ]
    )
    left_out = False
    for line in shown:
        if line == "…":
            left_out = True
            continue
        if left_out:
            assert line in said, line  # takes from `said` up to and with it
        else:
            assert next(said, None) == line
        left_out = False
    assert left_out or next(said, None) is None


def told_commands():
    """Every call of docverify in a block of any page: page, call."""
    for page in (README, *sorted(DOCS.rglob("*.md"))):
        for block in blocks(page, "sh"):
            for call in re.findall(r"\bdocverify ((?:[^\n#&\\]|\\\n)+)", block):
                yield pytest.param(call.replace("\\\n", " "), id=f"{page.stem}-{call.split()[0]}")


@pytest.mark.parametrize("call", list(told_commands()))
def test_a_command_that_a_page_tells_has_the_options_that_it_names(call):
    words = call.replace("[", " ").replace("]", " ").split()
    root = typer.main.get_command(app)
    known = {"--help", *(option for item in root.params for option in item.opts)}
    if not words[0].startswith("-"):
        announced = root.get_command(None, words[0])
        assert announced is not None, words[0]
        commands = [announced.load()]
        if hasattr(commands[0], "commands") and not words[1].startswith("-"):
            commands = [commands[0].commands[name] for name in words[1].split("|")]
        known |= {option for one in commands for item in one.params for option in item.opts}
    named = {word.partition("=")[0] for word in words if re.fullmatch(r"--?[a-z][\w=.-]*", word)}
    assert named <= known
