"""`docverify read --printed`: fields side by side, the doubts that differences are, and JSON."""

import json
from dataclasses import replace

import numpy as np
import pytest
from PIL import Image
from typer.testing import CliRunner

from docverify.cli import app
from docverify.cli import read as command
from docverify.evidence import PrintedField
from tests.api.test_printed import ANNA
from tests.printed.oracle import Oracle, take

AT = ("--at", "2026-11-23")


def run(*words):
    return CliRunner(env={"COLUMNS": "150"}).invoke(app, ["read", "--printed", *map(str, words), *AT])


@pytest.fixture
def shown(tmp_path, monkeypatch):
    """Write a page to a file, and have its print read by its truth."""

    def write(name="page.png", **options):
        taken = take(2, holder=ANNA, **options)
        Image.fromarray(taken.image).save(tmp_path / name)
        monkeypatch.setattr(command, "print_reader_named", lambda: Oracle((taken,)))
        return tmp_path / name

    return write


def rows(told):
    """The table of the print: what each field's line says."""
    lines = told.stdout.splitlines()
    head = next(at for at, line in enumerate(lines) if line.split() == ["MRZ", "printed"])
    return lines[head + 1 : head + 1 + len(PrintedField)]


def test_a_sound_page_shows_each_field_as_both_say_it(shown):
    told = run(shown())
    assert told.exit_code == 0
    number, name, birth, expiry, sex, state = rows(told)
    assert number.split() == ["Document", "number", "L898902C3", "L898902C3", "agrees"]
    assert "ERIKSSON, ANNA MARIA" in name
    assert "ERIKSSON · ANNA MARIA" in name
    assert "1974-08-12" in birth
    assert "12 AUG 1974" in birth
    assert "2034-04-15" in expiry
    assert [line.split()[-1] for line in (birth, expiry, sex, state)] == ["agrees"] * 4
    assert told.stderr == ""


def test_print_that_differs_is_a_doubt(shown):
    told = run(shown(printed=replace(ANNA, document_number="L898952C3")))
    assert told.exit_code == 3
    assert "INCONCLUSIVE" in told.stdout
    number = rows(told)[0]
    assert "L898902C3" in number
    assert "L898952C3" in number
    assert "differs: Another number is printed at its caption." in number
    assert [line.split()[-1] for line in rows(told)[1:]] == ["agrees"] * 5


def test_print_that_is_not_read_keeps_nobody_from_passing(shown, monkeypatch):
    page = shown()
    monkeypatch.setattr(Oracle, "find", lambda *_: [])
    told = run(page)
    assert told.exit_code == 0
    assert all("not read: " in line for line in rows(told))


def test_an_mrz_that_is_wrong_is_still_wrong(samples):
    assert run(samples / "wrong_check_digit" / "document.jpg").exit_code == 1


def test_without_an_mrz_there_is_nothing_to_compare(tmp_path):
    Image.fromarray(np.full((200, 300, 3), 180, np.uint8)).save(tmp_path / "blank.png")
    told = run(tmp_path / "blank.png")
    assert told.exit_code == 3
    assert "The printed zone was not read: no page is known without an MRZ." in told.stdout
    assert "printed" not in json.loads(run(tmp_path / "blank.png", "--json").stdout)


def test_a_file_that_cannot_be_used_is_unusable(tmp_path):
    (tmp_path / "cut.png").write_bytes(b"no picture")
    assert run(tmp_path / "cut.png").exit_code == 4


def test_json_has_answers_by_field_and_the_lines(shown):
    told = run(shown(printed=replace(ANNA, document_number="L898952C3")), "--json")
    assert told.exit_code == 3
    assert told.stdout.count("\n") == 1
    answer = json.loads(told.stdout)
    printed = answer["printed"]
    assert list(printed["fields"]) == [field.value for field in PrintedField]
    assert [one["agreement"] for one in printed["fields"].values()] == ["differs", *["agrees"] * 5]
    assert all(one["obstacle"] is None and one["picture"] == 0 for one in printed["fields"].values())
    assert np.shape(printed["fields"]["number"]["quads"]) == (1, 4, 2)
    assert "L898952C3" in [line["text"] for line in printed["lines"]]
    for line in printed["lines"]:
        assert len(line["chances"]) == len(line["text"])
        assert np.shape(line["quad"]) == (4, 2)
        assert len(line["box_mm"]) == 4


def test_json_says_what_cannot_be_compared(shown):
    fields = json.loads(run(shown(printed=replace(ANNA, sex="")), "--json").stdout)["printed"]["fields"]
    assert {one["obstacle"] for one in fields.values()} <= {None, "not_in_mrz", "not_alike"}


def test_without_the_option_no_print_is_read(shown, monkeypatch):
    page = shown()
    monkeypatch.setattr(command, "read_printed", lambda *_, **__: pytest.fail("the print was read"))
    told = CliRunner().invoke(app, ["read", str(page), "--json", *AT])
    assert told.exit_code == 0
    assert "printed" not in json.loads(told.stdout)


def test_the_help_tells_of_it():
    told = CliRunner(env={"COLUMNS": "120", "TERM": "dumb"}).invoke(app, ["read", "--help"])
    assert "--printed" in told.stdout


def test_the_networks_that_ship_read_it(samples):
    told = run(samples / "mated" / "document.png")
    assert told.exit_code == 0
    assert "differs" not in told.stdout
