"""`docverify evaluate-mrz`: pictures and truth in; figures, rows, pages and drawings out; resumed."""

import json
import re
import shutil

import numpy as np
import pytest
from PIL import Image
from typer.testing import CliRunner

import docverify as dv
from docverify.cli import app
from docverify.trials import readings
from docverify.trials.readings import ReadingJob, read_pictures, row_of_reading
from docverify.trials.rows import without_report
from docverify.trials.truth import read_truth

RUNNER = CliRunner()
SURNAME = "ERIKSSON"


@pytest.fixture(scope="module")
def lines(samples):
    """What the sample passport and the sample card say, as they are read."""
    return {name: dv.read_mrz(samples / "formats" / f"{name}.png").lines for name in ("td3", "td1")}


@pytest.fixture
def case(samples, tmp_path, lines):
    """Two documents, one whose truth differs in one letter, a blank picture, and a file that is none."""
    folder = tmp_path / "pictures"
    folder.mkdir()
    for name in ("td3", "td1"):
        shutil.copy(samples / "formats" / f"{name}.png", folder)
    shutil.copy(folder / "td3.png", folder / "other.png")
    Image.new("RGB", (300, 200), "white").save(folder / "blank.png")
    (folder / "broken.jpg").write_bytes(b"\xff\xd8\xff no picture")
    other = ("|".join(lines["td3"])).replace("ERIKSSON", "ERIKSSEN")
    assert other != "|".join(lines["td3"])
    rows = ["picture,lines,site", f"td3.png,{'|'.join(lines['td3'])},north"]
    rows += [f"td1.png,{' '.join(lines['td1'])},south", f"other.png,{other},south", "blank.png,,north"]
    rows += [f"broken.jpg,{'|'.join(lines['td1'])},north"]
    truth = tmp_path / "truth.csv"
    truth.write_text("\n".join(rows) + "\n")
    return folder, truth


def run(*arguments, code=0):
    ended = RUNNER.invoke(app, ["evaluate-mrz", *map(str, arguments)])
    assert ended.exit_code == code, ended.output + repr(ended.exception)
    return ended


def test_figures_rows_page_and_drawing(case, tmp_path):
    folder, truth = case
    out, page, plot = (tmp_path / name for name in ("out.json", "out.html", "out.png"))
    engines = ("--engine", "docverify", "--engine", "null")
    ended = run(folder, truth, *engines, "--by", "site", "--json", out, "--report", page, "--plot", plot)
    found = json.loads(out.read_text())
    own, none = found["readers"]["docverify"], found["readers"]["null"]
    assert (own["exact"]["errors"], own["exact"]["trials"]) == (2, 4)
    assert own["wrong_claims"]["valid_and_sure"]["errors"] == 1  # that truth is wrong: it is called sure
    assert own["characters_wrong"]["errors"] == 1 + 90
    assert own["unusable"] == 1
    assert own["not_found"]["errors"] == 1
    assert own["found_where_there_is_none"]["errors"] == 0
    assert {(one["column"], one["value"]) for one in own["by"]} == {
        *(("layout", value) for value in ("TD1", "TD3", "none")),
        *(("site", value) for value in ("north", "south")),
    }
    assert sum(band["exact"]["trials"] for band in own["reliability"]) == 3
    assert (none["exact"]["errors"], none["reliability"]) == (0, [])
    (difference,) = found["exact_differences"]
    assert difference["difference"] == 0.5
    assert difference["paired_bootstrap"][0] <= 0.5 <= difference["paired_bootstrap"][1]
    assert "wrong, of those called valid and sure" in ended.stdout
    assert "on this machine, one process" in ended.stdout
    assert plot.read_bytes()[:4] == b"\x89PNG"
    text = page.read_text()
    assert "<svg" in text
    assert not re.search(r"<(script|link|img|iframe)|@import|url\(http", text)
    rows = truth.with_suffix(".readings.jsonl").read_text()
    assert len(rows.splitlines()) == 1 + 2 * 5
    for told in (ended.output, out.read_text(), text, rows):
        assert SURNAME not in told


def test_a_run_goes_on_where_it_stopped_and_workers_give_the_same(case, tmp_path, monkeypatch):
    folder, truth = case
    run(folder, truth, "--jobs", "2")
    rows = truth.with_suffix(".readings.jsonl")
    whole = rows.read_bytes()
    kept = whole.splitlines(keepends=True)
    begun = []
    really = readings.row_of_reading
    monkeypatch.setattr(readings, "row_of_reading", lambda job: begun.append(job.case_id) or really(job))
    rows.write_bytes(b"".join(kept[:4]) + kept[4][:30])
    again = run(folder, truth)
    assert begun == ["blank.png", "broken.jpg"]
    timeless = [re.sub(rb'"seconds": [\d.]+', b"", text) for text in (rows.read_bytes(), whole)]
    assert timeless[0] == timeless[1]
    assert "exact" in again.stdout


def test_rows_against_another_truth_or_by_other_engines_are_not_gone_on_with(case):
    folder, truth = case
    run(folder, truth, "--engine", "null")
    assert "another truth" in run(folder, truth, code=4).output
    truth.write_text(truth.read_text().replace("north", "west"))
    assert "another truth" in run(folder, truth, "--engine", "null", code=4).output
    rows = truth.with_suffix(".readings.jsonl")
    rows.write_text("not ours\n")
    assert "something else" in run(folder, truth, "--engine", "null", code=4).output
    rows.unlink()
    run(folder, truth, "--engine", "null")
    rows.write_text(rows.read_text().replace('"found"', '"lost"'))
    assert "something else" in run(folder, truth, "--engine", "null", code=4).output


def test_text_is_written_only_where_it_is_asked_for(case, tmp_path):
    folder, truth = case
    rows = tmp_path / "rows.jsonl"
    ended = run(folder, truth, "--rows", rows)
    assert SURNAME not in ended.output
    told = [json.loads(line) for line in rows.read_text().splitlines()[1:]]
    assert told[2]["lines"][0] != told[2]["truth"][0]
    assert not truth.with_suffix(".readings.jsonl").exists()


@pytest.mark.parametrize(
    ("arguments", "word", "code"),
    [
        (["--engine", "null", "--engine", "null"], "named twice", 4),
        (["--engine", "nobody"], "no reader is called", 4),
        (["--by", "colour"], "line 2: no column colour", 4),
        (["--report", "out.png"], "pages are written as", 4),
        (["--plot", "out.xyz"], "plots are written as", 4),
    ],
)
def test_wrong_options_are_refused_before_the_work(case, arguments, word, code):
    folder, truth = case
    assert word in run(folder, truth, *arguments, code=code).output
    assert not truth.with_suffix(".readings.jsonl").exists()


def test_an_empty_folder_is_told(case, tmp_path):
    (tmp_path / "empty").mkdir()
    assert "line 2: there is no picture td3.png" in run(tmp_path / "empty", case[1], code=4).output


def test_a_picture_over_which_workers_die_has_a_row(case, tmp_path):
    folder, truth = case
    truths = read_truth(truth, folder, columns=["layout"])

    def runner(jobs):
        for job in jobs:
            yield (
                without_report(job.case_id, "WorkerDied") if job.case_id == "td1.png" else row_of_reading(job)
            )

    out = tmp_path / "rows.jsonl"
    trials = read_pictures(
        truths, folder, out, engines=["null"], digest="x", told=lambda *_: None, runner=runner
    )
    assert [one.unusable for one in trials["null"]] == [False, True, False, False, True]
    assert json.loads(out.read_text().splitlines()[2]) == {
        "picture": "td1.png",
        "engine": "null",
        "error": "WorkerDied",
    }


def test_a_job_shows_no_text():
    job = ReadingJob(case_id="a", engine="null", image=b"secret", truth=(SURNAME,))
    assert SURNAME not in repr(job)
    assert "secret" not in repr(job)


def test_confidence_that_is_not_known_is_none(samples, lines):
    class Silent:
        name = "silent"

        def read(self, image):
            assert image.dtype == np.uint8
            return dv.Reading(dv.parse_mrz("\n".join(lines["td3"])), None, lines["td3"], confidence=np.nan)

    job = ReadingJob(
        case_id="a", engine="silent", image=(samples / "formats/td3.png").read_bytes(), truth=lines["td3"]
    )
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(readings, "_reader", lambda _: Silent())
        row = row_of_reading(job)
    assert (row["confidence"], row["sure"], row["edits"], row["valid"]) == (None, False, 0, True)
