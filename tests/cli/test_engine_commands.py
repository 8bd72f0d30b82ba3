"""`docverify calibrate` and `docverify engines`, and `--calibration` wherever an engine is named."""

import hashlib
import json
from importlib.resources import files
from pathlib import Path

import pytest
from typer.testing import CliRunner

import docverify as dv
from docverify.cli import app
from docverify.cli.codes import ExitCode

SHIPPED = Path(str(files("docverify.faces"))) / "calibrations"
OWN = f"{Path(str(files('docverify.faces'))) / 'models' / 'sface.onnx'}:mean=0,scale=1"


def run(*words):
    return CliRunner().invoke(app, list(map(str, words)))


def shipped():
    return {path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in SHIPPED.iterdir()}


@pytest.fixture(scope="module")
def strangers(data, tmp_path_factory):
    """Thirty people of London, small pictures, a folder each."""
    root = tmp_path_factory.mktemp("strangers")
    for path in sorted((data / "face" / "london").glob("*/*_neutral.jpg"))[:30]:
        (root / path.parent.name).mkdir()
        (root / path.parent.name / path.name).symlink_to(path)
    return root


@pytest.fixture(scope="module")
def calibration(strangers, tmp_path_factory):
    before = shipped()
    out = tmp_path_factory.mktemp("own") / "own.json"
    told = run("calibrate", strangers, "--describe", "thirty of London", "-o", out, "--engine", OWN)
    assert told.exit_code == 0, told.output
    assert "supports FMR 0.1 and above" in told.output
    assert shipped() == before
    return out


@pytest.mark.data
def test_a_calibration_of_ones_own_is_written_where_it_was_told_and_decides(calibration, samples, tmp_path):
    content = json.loads(calibration.read_text())
    assert content["data"]["description"] == "thirty of London"
    assert content["data"]["people"] == 30
    assert dv.read_calibration(calibration.read_text()).points[0].counted.trials == 30 * 29 // 2
    (document,) = (samples / "mated").glob("document.*")
    live = samples / "mated" / "live.jpg"
    pair = (document, live, "--fmr", "0.1")
    assert run("compare", *pair, "--engine", OWN).exit_code == ExitCode.INCONCLUSIVE
    assert run("compare", *pair, "--engine", OWN, "--calibration", calibration).exit_code == ExitCode.PASSED
    verified = run("verify", *pair, "--face-engine", OWN, "--calibration", calibration)
    assert verified.exit_code == ExitCode.PASSED, verified.output
    told = run("compare", document, live, "--engine", OWN, "--calibration", calibration)
    assert told.exit_code == ExitCode.USAGE
    assert "0.001" in told.output
    pairs = tmp_path / "pairs.csv"
    rows = [(document, live, 1), (live, document, 1), (document, samples / "non_mated" / "live.jpg", 0)]
    names = [(a.relative_to(samples), b.relative_to(samples), same) for a, b, same in rows]
    pairs.write_text("path_a,path_b,same\n" + "".join(f"{a},{b},{same}\n" for a, b, same in names))
    evaluated = run(
        "evaluate", "--pairs", pairs, "--root", samples, "--engine", OWN, "--calibration", calibration
    )
    assert evaluated.exit_code == 0, evaluated.output


def test_a_calibration_must_be_told_where_and_never_goes_into_the_package(samples):
    before = shipped()
    assert run("calibrate", samples, "--describe", "x").exit_code == ExitCode.USAGE
    told = run("calibrate", samples, "--describe", "x", "-o", SHIPPED / "sface.json")
    assert told.exit_code == ExitCode.USAGE
    assert "inside the installed docverify" in told.output
    assert shipped() == before


def test_a_calibration_of_another_encoder_is_wrong_usage(samples, tmp_path):
    live = samples / "mated" / "live.jpg"
    other = SHIPPED / "sface-int8.json"
    told = run("compare", live, live, "--calibration", other)
    assert told.exit_code == ExitCode.USAGE
    assert "sface-int8" in told.output
    (tmp_path / "none.json").write_text("{}")
    for wrong in (tmp_path / "none.json", tmp_path / "missing.json"):
        assert run("compare", live, live, "--calibration", wrong).exit_code == ExitCode.USAGE


def test_engines_are_listed_with_builds_licences_and_rates():
    lines = [json.loads(line) for line in run("engines", "--json").output.splitlines()]
    found = {line["name"]: line for line in lines}
    assert list(found) == ["sface", "sface-int8", "dlib-onnx", "face-recognition"]
    sface = found["sface"]
    assert sface["installed"]
    assert sface["populations"]
    assert set(sface["builds"]) == {"yunet.onnx", "sface.onnx"}
    assert min(sface["fmrs"]) <= 1e-4
    assert "Apache-2.0" in sface["licence"]
    assert "do not document" in sface["licence"]
    for line in lines:
        assert line["licence"]
        assert line["installed"] or "pip install" in line["missing"]
    told = run("engines").output
    assert "5e-05 and above" in told
    assert "populations yes" in told
