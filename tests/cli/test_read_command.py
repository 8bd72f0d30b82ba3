"""`docverify read`: several pictures and folders, going on past bad ones."""

import json
import shutil

import numpy as np
import pytest
from PIL import Image
from typer.testing import CliRunner

from docverify.cli import app

FIRST = "P<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<"


def run(*words):
    return CliRunner().invoke(app, ["read", *(str(word) for word in words)])


@pytest.fixture(scope="module")
def passport(samples):
    return samples / "mated" / "document.png"


@pytest.fixture
def folder(samples, passport, tmp_path):
    """Two pictures, a bad one deeper inside, and what is to be left alone."""
    shutil.copy(passport, tmp_path / "b.png")
    shutil.copy(samples / "formats" / "td2.png", tmp_path / "a.PNG")
    deeper = tmp_path / "deeper"
    deeper.mkdir()
    (deeper / "cut.jpg").write_bytes((samples / "mated" / "live.jpg").read_bytes()[:3000])
    (tmp_path / "notes.txt").write_text("no picture")
    (tmp_path / ".hidden.png").write_bytes(b"")
    return tmp_path


def test_one_picture_shows_its_lines_and_fields(passport):
    told = run(passport, "--at", "2026-11-23")
    assert told.exit_code == 0
    assert f"  {FIRST}\n" in told.stdout
    assert "1974-08-12" in told.stdout
    assert "TD3, PASSED" in told.stdout
    assert told.stderr == ""


def test_folders_are_searched_and_a_bad_picture_does_not_stop_the_others(folder):
    told = run(folder)
    assert told.exit_code == 4
    heads = [line for line in told.stdout.splitlines() if not line.startswith(" ")]
    assert [head.split(":")[0].rpartition("/")[2] for head in heads] == ["a.PNG", "b.png"]
    assert "cut.jpg" in told.stderr
    assert "3 pictures: 2 passed, 1 unusable" in told.stderr
    assert "notes.txt" not in told.output
    assert ".hidden" not in told.output


def test_json_is_one_object_a_line_errors_included(folder):
    told = run(folder, folder / "notes.txt", "--json")
    answers = [json.loads(line) for line in told.stdout.splitlines()]
    assert [answer["file"].rpartition("/")[2] for answer in answers] == [
        "a.PNG",
        "b.png",
        "cut.jpg",
        "notes.txt",
    ]
    assert answers[1]["lines"][0] == FIRST
    assert answers[1]["mrz"]["fields"]["primary_identifier"]["value"] == "ERIKSSON"
    assert 0.5 < answers[1]["confidence"] <= 1
    assert np.shape(answers[1]["quad"]) == (4, 2)
    assert [answer.get("error") for answer in answers[2:]] == ["UnreadableImage", "UnreadableImage"]
    assert told.exit_code == 4
    assert "NaN" not in told.stdout


def test_a_picture_without_an_mrz_is_inconclusive_and_says_what_to_do(tmp_path):
    Image.fromarray(np.full((200, 300, 3), 180, np.uint8)).save(tmp_path / "blank.png")
    told = run(tmp_path / "blank.png")
    assert told.exit_code == 3
    assert "No document was seen: show" in told.stdout
    answer = json.loads(run(tmp_path / "blank.png", "--json").stdout)
    assert answer["failure"] == "no_document"
    assert answer["mrz"] is None
    assert answer["lines"] == []


def test_an_mrz_that_is_not_valid_fails_and_the_gravest_picture_decides(samples, passport, tmp_path):
    wrong = samples / "wrong_check_digit" / "document.jpg"
    told = run(wrong)
    assert told.exit_code == 1
    assert "TD3, FAILED" in told.stdout
    assert "document number check digit does not agree" in told.stdout
    Image.fromarray(np.full((200, 300, 3), 180, np.uint8)).save(tmp_path / "blank.png")
    assert run(passport, tmp_path / "blank.png").exit_code == 3
    assert run(passport, wrong, tmp_path / "blank.png").exit_code == 1


def test_a_folder_without_pictures_and_a_missing_file_are_unusable(tmp_path):
    told = run(tmp_path)
    assert told.exit_code == 4
    assert "folder" in told.stderr
    assert run(tmp_path / "missing.png").exit_code == 4


def test_wrong_usage(passport):
    assert run().exit_code == 2
    assert run(passport, "--engine", "none-such").exit_code == 2
    assert run(passport, "--engine", "null").exit_code == 3


def test_a_file_name_is_not_taken_for_markup(passport, tmp_path):
    odd = tmp_path / "[red]x [1].png"
    shutil.copy(passport, odd)
    assert "[red]x [1].png: TD3" in run(odd).stdout
    (tmp_path / "[bold]y.png").write_bytes(b"")
    assert "[bold]y.png" in run(tmp_path / "[bold]y.png").stderr


def test_every_page_of_a_pdf_is_read_and_drawn(samples, tmp_path):
    path, drawing = tmp_path / "scan.pdf", tmp_path / "seen.png"
    with Image.open(samples / "formats/td3.png") as first, Image.open(samples / "formats/td2.png") as second:
        first.convert("RGB").save(path, "PDF", save_all=True, append_images=[second.convert("RGB")])
    done = run(path, "--json", "--explain", drawing)
    answers = [json.loads(line) for line in done.stdout.splitlines()]
    assert [answer["page"] for answer in answers] == [1, 2]
    assert done.exit_code == 0
    for drawn in (drawing, tmp_path / "seen-2.png"):
        with Image.open(drawn) as picture:
            assert picture.size[0] > 400


def test_one_drawing_needs_one_file(passport, tmp_path):
    assert run(passport, passport, "--explain", tmp_path / "seen.png").exit_code == 2
    assert run(passport, "--explain", tmp_path / "nowhere" / "seen.png").exit_code == 2
