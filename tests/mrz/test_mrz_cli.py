"""`docverify parse` and `docverify compose`."""

import json

import pytest
import typer
from typer.testing import CliRunner

from docverify.cli.compose import compose
from docverify.cli.parse import parse
from docverify.mrz import check_digit

LINES = ["P<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<", "L898902C36UTO7408122F1204159ZE184226B<<<<<10"]
BAD = LINES[1].replace("7408122", "7408129")
TEXT = "\n".join(LINES)
_UNDATED = "L898902C36UTO" + "740231" + check_digit("740231") + "F1204159ZE184226B<<<<<1"
UNDATED = _UNDATED + check_digit(_UNDATED[:10] + _UNDATED[13:20] + _UNDATED[21:])
"""All digits agree, and no calendar has the date of birth."""


@pytest.fixture(scope="module")
def run():
    app = typer.Typer()
    app.command()(parse)
    app.command()(compose)
    runner = CliRunner()
    return lambda *words, text=None: runner.invoke(app, words, input=text)


@pytest.mark.parametrize(
    ("words", "code"),
    [
        (LINES, 0),
        ([TEXT], 0),
        (["\\n".join(LINES)], 0),
        (["".join(LINES)], 0),
        ([LINES[0], BAD], 1),
        ([LINES[0], BAD, "--waive", "date_of_birth_check_digit", "--waive", "composite_check_digit"], 0),
        ([LINES[0], BAD, "--waive", "check digit refuted"], 0),
        ([LINES[0], "?" + LINES[1][1:]], 3),
        (["AAA001D<<", "FACHE305142128097<<800126<<<<<", "MARCHAND<<FABIENNE<<<<<<<<<<<<"], 3),  # no digits
        (["nothing"], 4),
        ([], 2),
        ([TEXT, "--waive", "nonsense"], 2),
        ([TEXT, "--profile", "nonsense"], 2),
        ([LINES[0], UNDATED], 1),
        ([LINES[0], UNDATED, "--profile", "lenient"], 0),
        ([TEXT.lower()], 0),
        ([TEXT.lower(), "--profile", "strict"], 3),  # it had to be brought into form
        ([TEXT.replace("UTO", "ZZQ"), "--profile", "strict"], 3),  # no such State
        ([LINES[0], LINES[1].replace("7408122", "74O8122"), "--repair"], 0),
    ],
)
def test_exit_codes(run, words, code):
    assert run("parse", *words).exit_code == code


def test_a_mark_stands_under_the_character_at_fault(run):
    out = run("parse", LINES[0], BAD).output.splitlines()
    at = out.index(BAD)
    assert out[at + 1].startswith(" " * 19 + "^ check digit refuted")
    assert "2 was computed" in out[at + 1]


def test_json_lines_from_standard_input(run):
    result = run("parse", "-", "--json", "--at", "2026-11-23", text=f"{TEXT}\n\n{LINES[0]}\n{BAD}\n")
    rows = [json.loads(line) for line in result.output.splitlines()]
    assert [row["valid"] for row in rows] == [True, False]
    assert rows[0]["fields"]["date_of_birth"]["date"] == "1974-08-12"
    assert result.exit_code == 1


def test_a_file_with_one_document_a_line(run, tmp_path):
    manifest = tmp_path / "manifest.txt"
    manifest.write_text("".join(LINES) + "\n" + "".join(LINES) + "\n", encoding="utf-8")
    result = run("parse", str(manifest), "--json")
    assert len(result.output.splitlines()) == 2
    assert result.exit_code == 0


def test_a_file_that_is_no_text(run, tmp_path):
    picture = tmp_path / "picture.jpg"
    picture.write_bytes(b"\xff\xd8\xff\xe0")
    assert run("parse", str(picture)).exit_code == 2


def test_text_without_a_layout_says_why(run):
    result = run("parse", "nothing", "--json")
    row = json.loads(result.output)
    assert "fits no MRZ layout" in row["error"]
    assert row["layouts"]["TD3"] == "it has 2 lines and the text has 1"
    assert "nearest" in run("parse", "nothing").output


def test_repair_is_shown(run):
    bad = LINES[1].replace("7408122", "74O8122")
    shown = run("parse", LINES[0], bad, "--repair").output
    assert "line 2, column 16 (date of birth): O -> 0" in shown
    plain = json.loads(run("parse", LINES[0], bad, "--repair", "--json").output)
    assert plain["repair"]["outcome"] == "repaired"


def test_compose_and_parse_again(run):
    words = [
        "--surname",
        "Müller",
        "--given-names",
        "Jörg",
        "--issuing-state",
        "D",
        "--date-of-birth",
        "1964-08-12",
    ]
    text = run("compose", "td3", *words).output
    assert text.startswith("P<D<<MUELLER<<JOERG<<")
    assert run("parse", "-", text=text).exit_code == 0
    assert (
        json.loads(run("compose", "TD3", *words, "--variant", "plain", "--json").output)["lines"][0][5:11]
        == "MULLER"
    )


@pytest.mark.parametrize(
    "words", [["TD9"], ["TD3", "--document-number", "1" * 10], ["TD3", "--date-of-birth", "2024-02-30"]]
)
def test_compose_says_what_does_not_fit(run, words):
    result = run("compose", *words)
    assert result.exit_code == 2
    assert "Traceback" not in result.output


@pytest.mark.parametrize("name", ["nosuch.txt", "folder/nosuch", "scan.mrz"])
def test_the_name_of_a_file_that_is_not_there_is_no_text(run, name):
    result = run("parse", name)
    assert result.exit_code == 2
    assert "there is no file" in result.output


@pytest.mark.parametrize(
    ("line", "said"),
    [
        (LINES[0], "first line of TD3 alone: the second line is missing"),
        ("V" + LINES[0][1:], "first line of MRVA alone: the second line is missing"),
        ("I<UTOD231458907<<<<<<<<<<<<<<<", "first line of TD1 alone: the other lines are missing"),
    ],
)
def test_a_first_line_alone_is_known_for_what_it_is(run, line, said):
    result = run("parse", line)
    assert result.exit_code == 4
    assert said in result.output
