"""The programs of the cookbook run as they are printed, on the samples."""

import csv
import json
import os
import shutil
import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest

import docverify as dv

ROOT = Path(__file__).resolve().parents[2]
DAY = "2026-11-23"


def run(name, *words):
    """An example as a user starts it."""
    return subprocess.run(
        [sys.executable, str(ROOT / "examples" / name), *map(str, words)],
        capture_output=True,
        text=True,
        check=False,
        timeout=300,
        env=dict(os.environ),
    )


def test_a_folder_becomes_a_table_that_says_what_is_wrong_with_each(samples, tmp_path):
    folder = tmp_path / "documents"
    folder.mkdir()
    for name in ("mated/document.png", "wrong_check_digit/document.jpg", "no_document/document.jpg"):
        shutil.copy(samples / name, folder / name.replace("/", "-"))
    (folder / "a.txt").write_text("no picture")
    ended = run("folder_to_csv.py", folder, tmp_path / "out.csv", "--at", DAY)
    assert (ended.returncode, ended.stderr) == (3, "")
    with (tmp_path / "out.csv").open(encoding="utf-8", newline="") as file:
        rows = {row["file"]: row for row in csv.DictReader(file)}
    sound = rows["mated-document.png"]
    assert (sound["surname"], sound["given_names"]) == ("ERIKSSON", "ANNA MARIA")
    assert (sound["date_of_birth"], sound["date_of_expiry"]) == ("1974-08-12", "2034-04-15")
    assert (sound["sure"], sound["valid"], sound["what_is_wrong"]) == ("True", "True", "")
    assert float(sound["certainty"]) > 0.99
    misprinted = rows["wrong_check_digit-document.jpg"]
    assert (misprinted["valid"], misprinted["what_is_wrong"]) == ("False", "check_digit_refuted")
    assert "No document" in rows["no_document-document.jpg"]["what_is_wrong"]
    assert "no picture" in rows["a.txt"]["what_is_wrong"]


def test_a_folder_of_sound_documents_leaves_nothing_to_look_at(samples, tmp_path):
    ended = run("folder_to_csv.py", samples / "formats", tmp_path / "out.csv", "--at", DAY)
    assert ended.returncode == 0, ended.stdout
    assert ended.stdout.startswith("5 files, 0 to be looked at")


def test_an_encoder_of_ones_own_has_a_score_and_decides_once_it_is_calibrated(samples, tmp_path):
    network = tmp_path / "mine.onnx"
    shutil.copy(Path(dv.__file__).parent / "faces/models/sface.onnx", network)
    named, pair = f"{network}:mean=0,scale=1", (samples / "mated/document.png", samples / "mated/live.jpg")
    alone = run("own_encoder.py", named, *pair)
    assert alone.returncode == 3, alone.stderr
    assert "not_calibrated, score 0." in alone.stdout
    content = json.loads((Path(dv.__file__).parent / "faces/calibrations/sface.json").read_text())
    content["encoder"] = alone.stdout.partition(":")[0]  # the same network: what was measured of it holds
    (tmp_path / "mine.cal.json").write_text(json.dumps(content))
    decided = run("own_encoder.py", named, *pair, "--calibration", tmp_path / "mine.cal.json")
    assert decided.returncode == 0, decided.stderr
    shipped = run("own_encoder.py", "sface", *pair)
    assert decided.stdout.split(":")[1] == shipped.stdout.split(":")[1]
    mirrored = run("own_encoder.py", "sface", *pair, "--mirrored")
    assert mirrored.stdout.startswith("mirrored-sface-")
    assert "not_calibrated" in mirrored.stdout


@pytest.mark.parametrize(
    ("case", "outcome", "reason"),
    [("mated", "PASSED", "old_enough"), ("print_altered", "INCONCLUSIVE", "printed_seems_to_differ")],
)
def test_the_hotels_policy_is_read_and_asks_what_it_says(samples, case, outcome, reason):
    policy = dv.Policy.read(ROOT / "examples/hotel.toml")
    report = dv.verify(
        document=next((samples / case).glob("document.*")),
        live=samples / case / "live.jpg",
        policy=policy,
        at=date.fromisoformat(DAY),
    )
    assert report.outcome.value == outcome
    assert reason in {finding.reason for finding in report.findings}
    assert report.finding("printed_name_agrees").demand is dv.Demand.REQUIRED


def test_a_population_of_too_few_is_refused_and_says_so(samples, tmp_path):
    ended = run("own_population.py", samples / "portraits", tmp_path / "out.json", "--name", "two people")
    assert ended.returncode == 4
    assert "fewer than 50" in ended.stderr
    assert not (tmp_path / "out.json").exists()


@pytest.mark.data
def test_a_population_tells_what_it_changes(data, tmp_path):
    people = tmp_path / "people"
    people.mkdir()
    for path in sorted((data / "face" / "london").glob("*/*_neutral.jpg"))[:52]:
        (people / path.name).symlink_to(path)
    ended = run("own_population.py", people, tmp_path / "out.json", "--name", "London")
    assert ended.returncode == 0, ended.stderr
    assert "52 people" in ended.stdout
    assert dv.Population.read(tmp_path / "out.json").people == 52


def test_a_journal_is_kept_and_held_against_every_checkpoint(samples, tmp_path):
    pytest.importorskip("cryptography")
    journal = tmp_path / "desk.journal"
    first = run("keep_journal.py", journal, samples / "mated/document.png", samples / "mated/live.jpg")
    assert first.returncode == 0, first.stderr
    assert "PASSED\n4 entries, sound: True, held against checkpoints of (4,)" in first.stdout
    other = samples / "non_mated"
    pair = (other / "document.jpg", other / "live.jpg")
    second = run("keep_journal.py", journal, *pair, "--refused-by", "desk-3/07")
    assert second.returncode == 0, second.stderr
    assert "6 entries, sound: True, held against checkpoints of (4, 6)" in second.stdout
    with dv.Journal(journal, read_only=True) as kept:
        assert [entry.kind for entry in kept.entries()][-2:] == [
            dv.EntryKind.VERIFICATION,
            dv.EntryKind.DECISION,
        ]


def test_a_gallery_finds_who_was_enrolled_and_nobody_else(samples, tmp_path):
    pytest.importorskip("simsimd")
    gallery = tmp_path / "desk.gallery"
    enrolled = run("keep_gallery.py", "enrol", gallery, samples / "mated/document.png", "--id", "t-7")
    assert enrolled.returncode == 0, enrolled.stderr
    found = run("keep_gallery.py", "find", gallery, samples / "mated/live.jpg")
    assert (found.returncode, "t-7" in found.stdout) == (0, True), found.stderr
    stranger = run("keep_gallery.py", "find", gallery, samples / "portraits/grace_hopper.jpg")
    assert (stranger.returncode, "t-7" in stranger.stdout) == (3, False), stranger.stderr
    assert (tmp_path / "desk.gallery.key").stat().st_mode & 0o077 == 0


def cases(samples, folder, *names):
    for name in names:
        shutil.copytree(samples / name, folder / name)
    return folder


def test_a_batch_gives_a_report_for_each_case_and_goes_on_where_it_stopped(samples, tmp_path):
    folder = cases(samples, tmp_path / "cases", "mated", "no_face")
    out = tmp_path / "reports.jsonl"
    ended = run("batch.py", folder, out, "--jobs", "2", "--at", DAY)
    assert ended.returncode == 0, ended.stderr
    assert ended.stdout.splitlines()[-1] == "{'INCONCLUSIVE': 1, 'PASSED': 1} {}"
    whole = out.read_bytes()
    lines = whole.splitlines(keepends=True)
    out.write_bytes(lines[0] + lines[1][:40])  # as if it had been stopped
    again = run("batch.py", folder, out, "--jobs", "1", "--at", DAY)
    assert again.returncode == 0, again.stderr
    assert [json.loads(line)["case_id"] for line in out.read_text().splitlines()] == ["mated", "no_face"]


def test_a_batch_on_ray_gives_the_same_outcomes(samples, tmp_path):
    pytest.importorskip("ray", reason="pip install 'docverify[ray]'")
    folder = cases(samples, tmp_path / "cases", "mated")
    ended = run("batch.py", folder, tmp_path / "reports.jsonl", "--ray", "local", "--jobs", "1", "--at", DAY)
    assert ended.returncode == 0, ended.stderr
    assert ended.stdout.splitlines()[-1] == "{'PASSED': 1} {}"


def test_two_readers_are_measured_on_the_same_captures():
    ended = run("evaluate.py", "--captures", "4")
    assert ended.returncode == 0, ended.stderr
    full, *_ = ended.stdout.splitlines()
    assert full.startswith("full: exact ")
    assert " of 4, 95 % " in full
    assert ended.stdout.count("wrong, of those called") == 6
    assert ended.stdout.rstrip().endswith("chance")
    assert run("evaluate.py", "--captures", "4").stdout.splitlines()[0] == full
