"""Commands and programs that pages print run as they are printed, on the samples."""

import os
import re
import subprocess
import sys

import pytest

from tests.docs.pages import DOCS, ROOT

PAGES = ("index.md", "first-steps.md", "cookbook/own-policy.md")
LEFT_OUT = ("pip ", "docverify serve", "docverify evaluate --pairs")
"""What installs, does not end, or needs pictures that are not part of the project."""


def blocks(page, language):
    text = (DOCS / page).read_text(encoding="utf-8")
    return re.findall(rf"^```{language}\n(.*?)^```", text, re.MULTILINE | re.DOTALL)


def commands():
    for page in PAGES:
        for block in blocks(page, "sh"):
            kept = "".join(line for line in block.splitlines(keepends=True) if not line.startswith(LEFT_OUT))
            if kept:
                yield pytest.param(kept, id=kept.partition("\n")[0])


@pytest.mark.parametrize("block", list(commands()))
def test_commands_end_well(block, tmp_path):
    (tmp_path / "samples").symlink_to(ROOT / "samples")
    (tmp_path / "examples").symlink_to(ROOT / "examples")
    differs = '[ "$1 $2" = "policy diff" ]'  # which ends with 1, as diff does
    run = f'docverify() {{ "{sys.executable}" -m docverify "$@" || {differs} || exit 9; }}\n{block}'
    ended = subprocess.run(
        ["bash", "-c", run], cwd=tmp_path, capture_output=True, text=True, check=False, env=dict(os.environ)
    )
    assert ended.returncode == 0, ended.stderr + ended.stdout
    assert "seen.png" not in block or (tmp_path / "seen.png").is_file()


def test_the_first_program_runs():
    (program,) = blocks("first-steps.md", "python")
    ended = subprocess.run(
        [sys.executable, "-c", program], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert ended.returncode == 0, ended.stderr
    assert ended.stdout.startswith("PASSED")
