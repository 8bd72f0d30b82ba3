"""`docverify lists`, and `verify` with lists."""

import json

import pytest
from typer.testing import CliRunner

from docverify.cli import app

NAMES = "id,primary,secondary,birth,sex,nationality\nW-1,Eriksson,Ana,1974,,\nW-2,Щербаков,Юрий,,,\n"
DOCUMENTS = "issuer;number;last;kind\nUTO;L898902C3;;P\nUTO;X0001000;X0001999;\n"
MRZ = "P<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<\nL898902C36UTO7408122F3204153ZE184226B<<<<<16\n"
OTHER = "P<UTOLINDGREN<<ASTRID<<<<<<<<<<<<<<<<<<<<<<<\nK898902C39UTO6103305F3204153ZE184226B<<<<<16\n"


def run(*words, **options):
    return CliRunner().invoke(app, [*map(str, words)], **options)


@pytest.fixture
def folder(tmp_path):
    (tmp_path / "names.csv").write_text(NAMES, encoding="utf-8")
    (tmp_path / "documents.csv").write_text(DOCUMENTS, encoding="utf-8")
    for name in ("names", "documents"):
        made = run(
            *("lists", "build", tmp_path / f"{name}.csv", "--of", name, "-o", tmp_path / f"{name}.list"),
            *("--key", tmp_path / f"{name}.key", "--new-key", "--name", "wanted", "--version", "7"),
            *("--issued", "2026-11-20", "--stale-after", "7"),
        )
        assert made.exit_code == 0, made.output
        assert "until 2026-11-27" in made.stdout
    return tmp_path


def look_up(folder, name, text, *more):
    return run(
        *("lists", "look-up", folder / f"{name}.list", "-", "--key", folder / f"{name}.key", *more),
        input=text,
    )


@pytest.mark.parametrize("name", ["names", "documents"])
def test_a_hit_and_a_stale_list_are_inconclusive_and_no_hit_passes(folder, name):
    hit = look_up(folder, name, MRZ, "--at", "2026-11-23")
    assert hit.exit_code == 3
    assert ("birth year same" if name == "names" else "number") in hit.stdout
    assert look_up(folder, name, OTHER, "--at", "2026-11-23").exit_code == 0
    stale = look_up(folder, name, OTHER, "--at", "2026-11-28", "--json")
    assert stale.exit_code == 3
    assert json.loads(stale.stdout) == {"age": "stale", "asked": True, "matches": []}
    assert "ERIKSSON" not in hit.output.upper()


def test_a_list_is_shown_with_its_age(folder):
    words = ("lists", "show", folder / "names.list", "--key", folder / "names.key")
    current = run(*words, "--at", "2026-11-27", "--json")
    assert current.exit_code == 0
    assert json.loads(current.stdout)["entries"] == 2
    assert run(*words, "--at", "2026-11-28").exit_code == 3
    assert run(*words, "--at", "2026-11-19").exit_code == 3


def test_every_bad_row_is_told_and_nothing_is_built(folder):
    source = folder / "bad.csv"
    source.write_text(NAMES + "W-3,李,,,,\nW-4,Larsson,,1974-02-30,,\n", encoding="utf-8")
    checked = run("lists", "check", source, "--of", "names")
    assert checked.exit_code == 4
    assert [line.split(":")[0] for line in checked.stdout.splitlines()] == ["line 4", "line 5"]
    built = run(
        *(
            "lists",
            "build",
            source,
            "--of",
            "names",
            "-o",
            folder / "bad.list",
            "--key",
            folder / "names.key",
        ),
        *("--name", "wanted", "--version", "8", "--issued", "2026-11-20", "--stale-after", "7"),
    )
    assert built.exit_code == 4
    assert not (folder / "bad.list").exists()
    assert "2 rows can be used" in run("lists", "check", folder / "names.csv", "--of", "names").stdout


def test_a_key_is_never_overwritten_and_another_one_opens_nothing(folder):
    again = run(
        *("lists", "build", folder / "names.csv", "--of", "names", "-o", folder / "again.list", "--new-key"),
        *("--key", folder / "names.key", "--name", "w", "--version", "8", "--issued", "2026-11-20"),
        *("--stale-after", "7"),
    )
    assert again.exit_code == 2
    assert (folder / "names.key").stat().st_mode & 0o077 == 0
    other = run("lists", "show", folder / "names.list", "--key", folder / "documents.key")
    assert other.exit_code == 2
    assert "another key" in other.output


def test_what_is_no_list_is_unusable(folder):
    assert run("lists", "show", folder / "names.csv", "--key", folder / "names.key").exit_code == 4


def test_verify_looks_the_document_and_its_holder_up(folder, samples):
    document = samples / "mated" / "document.png"
    words = ("verify", document, "--json", "--list", folder / "names.list", "--at", "2026-11-23")
    assert run(*words).exit_code == 2  # without the key
    told = run(*words, "--list-key", folder / "names.key")
    report = json.loads(told.stdout)
    findings = {one["check"]: one["reason"] for one in report["findings"]}
    assert told.exit_code == 3
    assert findings["name_not_listed"] == "name_listed"
    assert findings["document_not_listed"] == "no_list"
