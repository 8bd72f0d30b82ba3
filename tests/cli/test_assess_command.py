"""`docverify assess` on the project's own pictures."""

import json

import cv2
import numpy as np
import pytest
from typer.testing import CliRunner

from docverify.cli import app
from docverify.cli.codes import ExitCode
from docverify.imaging import load_image


def run(*words):
    return CliRunner().invoke(app, ["assess", *map(str, words)])


@pytest.fixture
def dark(samples, tmp_path):
    live = load_image(samples / "mated" / "live.jpg")
    cv2.imwrite(str(tmp_path / "dark.png"), (live[:, :, ::-1] * 0.08).astype(np.uint8))
    return tmp_path / "dark.png"


def test_a_good_picture_passes(samples):
    told = run(samples / "mated" / "live.jpg")
    assert told.exit_code == ExitCode.PASSED
    assert "good" in told.output


def test_a_dark_picture_says_so_with_its_measure(samples, dark):
    told = run(samples / "mated" / "live.jpg", dark)
    assert told.exit_code == ExitCode.INCONCLUSIVE
    assert "too dark" in told.output
    assert "lightest" in told.output


def test_json_is_one_object_a_line(samples, dark):
    lines = run(samples / "mated" / "live.jpg", dark, "--json").output.splitlines()
    good, poor = map(json.loads, lines)
    assert good["ok"]
    assert good["advice"] == []
    assert poor["acquired"]
    assert poor["advice"][0]["cause"] == "too_dark"


def test_wrong_words_and_pictures_have_their_codes(samples, tmp_path):
    assert run(samples / "mated" / "live.jpg", "--engine", "eigenfaces").exit_code == ExitCode.USAGE
    assert run(tmp_path / "missing.jpg").exit_code == ExitCode.UNUSABLE
