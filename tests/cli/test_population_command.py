"""`docverify population`, and `--population` of compare and verify."""

import json
from datetime import date
from importlib import import_module
from pathlib import Path

import numpy as np
import pytest
from PIL import Image
from typer.testing import CliRunner

import docverify as dv
from docverify.cli import app
from docverify.cli.codes import ExitCode
from docverify.evidence import Template
from tests.faces.people import ENCODER, directions, templates

command = import_module("docverify.cli.population")  # the package has a function of that name


def run(*words):
    return CliRunner().invoke(app, list(map(str, words)))


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    """Templates of 80 people, one file each."""
    root = tmp_path_factory.mktemp("border")
    for number, template in enumerate(templates(directions(80))):
        (root / f"{number:03}.template").write_bytes(template.to_bytes())
    return root


@pytest.fixture(scope="module")
def file(folder, tmp_path_factory):
    out = tmp_path_factory.mktemp("made") / "border.json"
    told = run("population", folder, "-o", out, "--name", "border", "--at", "2026-11-28")
    assert told.exit_code == 0, told.output
    assert "80 people" in told.output
    assert "100 are advised" in told.output
    return out


def test_a_folder_makes_a_population_that_says_what_it_measured(folder, file, tmp_path):
    made = dv.Population.read(file)
    assert (made.name, made.people) == ("border", 80)
    assert made.provenance["made"] == "2026-11-28"
    told = run(
        "population", folder, "-o", tmp_path / "x.json", "--json", "--at", "2026-11-28", "--name", "border"
    )
    content = json.loads(told.stdout)
    assert content["points"] == made.to_dict()["points"]
    assert content["sha256"] == made.sha256
    assert "direction" not in content


def test_a_place_where_it_may_not_or_cannot_be_written_is_refused_before_the_work(
    folder, monkeypatch, tmp_path
):
    monkeypatch.setattr(command, "encoded_folder", lambda *_: pytest.fail("the pictures were encoded"))
    inside = Path(dv.__file__).parent / "faces" / "calibrations" / "mine.json"
    for out, told in (
        (inside, "inside the installed docverify"),
        (tmp_path / "none" / "x.json", "no such folder"),
    ):
        result = run("population", folder, "-o", out)
        assert result.exit_code == ExitCode.USAGE
        assert told in " ".join(result.output.split())
    assert not inside.exists()


def test_a_folder_for_each_person_is_the_same_as_a_picture_for_each(folder, file, tmp_path):
    for path in folder.iterdir():
        (tmp_path / "deep" / path.stem).mkdir(parents=True)
        (tmp_path / "deep" / path.stem / "1.template").write_bytes(path.read_bytes())
    assert run("population", tmp_path / "deep", "-o", tmp_path / "deep.json").exit_code == 0
    deep = dv.Population.read(tmp_path / "deep.json")
    assert deep.direction.tolist() == dv.Population.read(file).direction.tolist()
    assert deep.name == "deep"


def test_compare_and_verify_take_it(file, samples):
    (document,) = (samples / "mated").glob("document.*")
    live = samples / "mated" / "live.jpg"
    told = run("compare", document, live, "--population", file)
    assert told.exit_code == ExitCode.PASSED
    assert "population border (80 people)" in told.output
    content = json.loads(run("compare", document, live, "--population", file, "--json").output)
    assert content["population"]["name"] == "border"
    verified = run("verify", document, live, "--population", file)
    assert verified.exit_code == ExitCode.PASSED
    assert "The population border counted (80 people)." in verified.output
    assert "one other of the population in 1,000 would match" in verified.output


def test_the_report_of_none_is_silent(samples):
    (document,) = (samples / "mated").glob("document.*")
    assert "population" not in run("verify", document, samples / "mated" / "live.jpg").output


def test_what_cannot_be_used_is_wrong_usage(file, folder, samples, tmp_path):
    live = samples / "mated" / "live.jpg"
    broken = tmp_path / "broken.json"
    broken.write_text(file.read_text().replace('"people": 80', '"people": 40'))
    for options in (
        ("--population", broken),
        ("--population", tmp_path / "none.json"),
        ("--population", file, "--engine", "sface-int8"),
    ):
        assert run("compare", live, live, *options).exit_code == ExitCode.USAGE
    few = tmp_path / "few"
    few.mkdir()
    for path in sorted(folder.iterdir())[:20]:
        (few / path.name).write_bytes(path.read_bytes())
    told = run("population", few, "-o", tmp_path / "few.json")
    assert told.exit_code == ExitCode.USAGE
    assert "20 different people is refused" in told.output
    assert not (tmp_path / "few.json").exists()


def test_templates_and_pictures_that_give_nothing_are_told(folder, tmp_path):
    Image.fromarray(np.full((80, 80, 3), 90, np.uint8)).save(tmp_path / "blank.png")
    told = run("population", tmp_path, "-o", tmp_path / "x")
    assert told.exit_code == ExitCode.UNUSABLE
    assert "no_face" in told.output
    with pytest.raises(dv.LimitExceeded, match=r"Limits\.pixels"):
        dv.make_population(tmp_path, name="x", at=date(2026, 11, 28), limits=dv.Limits(pixels=80 * 79))
    (tmp_path / "damaged.template").write_bytes(next(folder.iterdir()).read_bytes()[:-1])
    assert "damaged.template" in run("population", tmp_path, "-o", tmp_path / "x").output
    short = Template(encoder=ENCODER, values=np.ones(64))
    for path in sorted(folder.iterdir())[:2]:
        (tmp_path / path.name).write_bytes(path.read_bytes())
    (tmp_path / "damaged.template").write_bytes(short.to_bytes())
    assert "different lengths" in run("population", tmp_path, "-o", tmp_path / "x").output


def test_folders_that_say_not_who_is_who_are_refused(folder, tmp_path):
    (tmp_path / "mixed" / "one").mkdir(parents=True)
    first = next(folder.iterdir())
    (tmp_path / "mixed" / "a.template").write_bytes(first.read_bytes())
    (tmp_path / "mixed" / "one" / "a.template").write_bytes(first.read_bytes())
    assert "use a folder, or a picture" in run("population", tmp_path / "mixed", "-o", tmp_path / "x").output
    (tmp_path / "empty").mkdir()
    assert run("population", tmp_path / "empty", "-o", tmp_path / "x").exit_code == ExitCode.UNUSABLE
    assert run("population", tmp_path / "none", "-o", tmp_path / "x").exit_code == ExitCode.UNUSABLE
