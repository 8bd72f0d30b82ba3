"""Every sample gets the outcome and the exit code that it must get."""

import json
from datetime import date
from pathlib import Path

import pytest
from typer.testing import CliRunner

import docverify as dv
from docverify.cli import app

SAMPLES = Path(__file__).resolve().parent.parent / "samples"
EXPECTED = json.loads((SAMPLES / "expected.json").read_text(encoding="utf-8"))
CASES = {case["name"]: case for case in EXPECTED["cases"]}


@pytest.mark.parametrize("case", CASES.values(), ids=CASES)
def test_the_answer(case):
    report = dv.verify(
        document=[SAMPLES / side for side in case["sides"]],
        live=SAMPLES / case["live"],
        at=date.fromisoformat(EXPECTED["at"]),
    )
    assert report.outcome.value == case["outcome"]
    decisive = {one.reason for one in report.decisive}
    assert set(case["reasons"]) <= decisive
    if case["outcome"] == "FAILED":
        assert set(case["reasons"]) == decisive
    lines = None if report.mrz is None else list(report.mrz.lines)
    if "mrz" in case:
        assert lines == case["mrz"]


@pytest.mark.parametrize("case", CASES.values(), ids=CASES)
def test_the_exit_code(case):
    sides = [str(SAMPLES / side) for side in case["sides"]]
    words = ["verify", *sides, "--live", str(SAMPLES / case["live"]), "--at", EXPECTED["at"]]
    told = CliRunner().invoke(app, words)
    assert told.exit_code == case["exit_code"]
    assert told.stdout.startswith(case["outcome"])
    name_line = {30: 2, 44: 0}
    said = case.get("mrz")
    surname = "" if not said else said[name_line[len(said[0])]].removeprefix("P<UTO").split("<")[0]
    assert not surname or surname not in told.output


@pytest.mark.parametrize("sample", EXPECTED["formats"], ids=lambda sample: sample["file"])
def test_every_clean_specimen_is_read_exactly(sample):
    reading = dv.read_mrz(SAMPLES / sample["file"])
    assert reading.mrz is not None
    assert reading.mrz.format.value == sample["format"]
    assert list(reading.lines) == sample["lines"]


def test_the_samples_hold_what_they_promise():
    assert {"mated", "non_mated", "expired", "wrong_check_digit", "no_document", "no_face"} <= set(CASES)
    assert {"two_sided", "face_beside"} <= set(CASES)
    assert {case["outcome"] for case in CASES.values()} == {"PASSED", "FAILED", "INCONCLUSIVE"}
    assert len(EXPECTED["formats"]) == 5
