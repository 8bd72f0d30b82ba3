"""Peers are listed and installed by one command."""

import os
import re
import subprocess
import sys
import tomllib

from benchmarks.peers import PEERS, commands, there
from benchmarks.rows import ROOT


def peers(*words, **environment):
    return subprocess.run(
        [sys.executable, "-m", "benchmarks", "peers", *words],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
        env={**os.environ, **environment},
    )


def test_every_peer_is_listed_with_its_version_or_as_missing():
    listed = peers()
    assert listed.returncode == 0, listed.stderr
    lines = {line.split()[0]: line.split()[1] for line in listed.stdout.splitlines()}
    assert lines.keys() == {one.name for one in PEERS} | {"tesseract"}
    assert all(lines[one.name] == (there(one) or "missing") for one in PEERS)


def test_peers_that_ask_for_too_much_come_alone():
    usual, alone = commands(PEERS)
    assert usual[1:4] == ["-m", "pip", "install"]
    assert "PassportEye>=2.2" in usual
    assert "dlib-bin" in usual
    assert alone[4:] == [
        "--no-deps",
        "face-recognition>=1.3",
        "face-recognition-models>=0.3",
        "rapidocr==3.10.*",
    ]
    assert commands([]) == []


def test_every_peer_of_the_extra_is_known():
    extras = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    named = {re.findall(r"^[\w.-]+", one)[0] for one in extras["optional-dependencies"]["peers"]}
    assert named <= {one.name for one in PEERS}


def test_what_cannot_be_installed_is_said():
    nowhere = {"PIP_NO_INDEX": "1", "PIP_CONFIG_FILE": os.devnull, "PIP_FIND_LINKS": "", "PATH": ""}
    tried = peers("--install", PIP_DISABLE_PIP_VERSION_CHECK="1", **nowhere)
    missing = [one for one in PEERS if there(one) is None]
    if missing:
        assert tried.returncode == 1
        assert f"could not install {'' if not missing[0].alone else '--no-deps '}" in tried.stderr
        assert "+ " in tried.stdout
    assert "tesseract is missing: install your system's package" in tried.stdout
