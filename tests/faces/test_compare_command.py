"""`docverify compare`: outcome, JSON, and the exit codes of the house."""

import json

import numpy as np
import pytest
from PIL import Image
from typer.testing import CliRunner

from docverify.cli import app
from docverify.cli.codes import ExitCode


def run(*words):
    return CliRunner().invoke(app, ["compare", *map(str, words)])


@pytest.fixture
def blank(tmp_path):
    Image.fromarray(np.full((200, 200, 3), 90, np.uint8)).save(tmp_path / "blank.png")
    return tmp_path / "blank.png"


@pytest.mark.parametrize(
    ("case", "code", "outcome"),
    [("mated", ExitCode.PASSED, "MATCH"), ("non_mated", ExitCode.FAILED, "NON_MATCH")],
)
def test_the_outcome_is_the_exit_code(samples, case, code, outcome):
    (document,) = (samples / case).glob("document.*")
    pair = document, samples / case / "live.jpg"
    told = run(*pair)
    assert told.exit_code == code
    assert told.output.startswith(outcome)
    assert "threshold" in told.output
    content = json.loads(run(*pair, "--json").output)
    assert content["outcome"] == outcome.lower()
    assert (content["score"] >= content["threshold"]) == (code is ExitCode.PASSED)
    low, high = content["fmr_interval"]
    assert low < content["fmr"] < high


def test_a_picture_without_a_face_is_inconclusive_and_says_what_to_do(samples, blank):
    told = run(samples / "mated" / "live.jpg", blank)
    assert told.exit_code == ExitCode.INCONCLUSIVE
    assert "probe: No face was found" in told.output
    content = json.loads(run(blank, blank, "--json").output)
    assert (content["reason"], content["side"], content["score"]) == ("no_face", "reference", None)


@pytest.mark.parametrize("options", [("--fmr", "1e-9"), ("--fmr", "0"), ("--engine", "eigenfaces")])
def test_what_cannot_be_asked_is_wrong_usage(blank, options):
    assert run(blank, blank, *options).exit_code == ExitCode.USAGE


def test_what_is_no_picture_is_unusable_input(blank, tmp_path):
    assert run(tmp_path / "missing.jpg", blank).exit_code == ExitCode.UNUSABLE
    (tmp_path / "text.jpg").write_text("no picture")
    assert run(blank, tmp_path / "text.jpg").exit_code == ExitCode.UNUSABLE
