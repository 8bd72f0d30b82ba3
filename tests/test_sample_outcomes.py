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
        document=SAMPLES / case["document"],
        live=SAMPLES / case["live"],
        at=date.fromisoformat(EXPECTED["at"]),
    )
    assert report.outcome.value == case["outcome"]
    decisive = {one.reason.value for one in report.decisive}
    assert set(case["reasons"]) <= decisive
    if case["outcome"] == "FAILED":
        assert set(case["reasons"]) == decisive
    lines = None if report.mrz is None else list(report.mrz.lines)
    assert lines == case["mrz"]


@pytest.mark.parametrize("case", CASES.values(), ids=CASES)
def test_the_exit_code(case):
    words = ["verify", str(SAMPLES / case["document"]), str(SAMPLES / case["live"]), "--at", EXPECTED["at"]]
    told = CliRunner().invoke(app, words)
    assert told.exit_code == case["exit_code"]
    assert told.stdout.startswith(case["outcome"])
    surname = "" if case["mrz"] is None else case["mrz"][0][5:].split("<")[0]
    assert not surname or surname not in told.output


@pytest.mark.parametrize("sample", EXPECTED["formats"], ids=lambda sample: sample["file"])
def test_every_clean_specimen_is_read_exactly(sample):
    reading = dv.read_mrz(SAMPLES / sample["file"])
    assert reading.mrz is not None
    assert reading.mrz.format.value == sample["format"]
    assert list(reading.lines) == sample["lines"]


def test_the_samples_hold_what_they_promise():
    assert {"mated", "non_mated", "expired", "wrong_check_digit", "no_document", "no_face"} <= set(CASES)
    assert {case["outcome"] for case in CASES.values()} == {"PASSED", "FAILED", "INCONCLUSIVE"}
    assert len(EXPECTED["formats"]) == 5
