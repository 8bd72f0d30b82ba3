"""What the pages promise holds: names, recipes, words, lists of files, pictures."""

import json
import re
import tomllib
from importlib import import_module
from pathlib import Path

import pytest

import docverify as dv
from tests.docs.pages import DESCRIBED, DOCS, PAGES, ROOT, links, pages_linked

RECIPES = {
    "service": "own_service.py",
    "webcam": "webcam.py",
    "folder-to-csv": "folder_to_csv.py",
    "own-encoder": "own_encoder.py",
    "own-policy": "hotel_checkin.py",
    "population": "own_population.py",
    "journal": "keep_journal.py",
    "gallery": "keep_gallery.py",
    "batch": "batch.py",
    "container": "container/Containerfile",
    "evaluate": "evaluate.py",
}
WORDS = """
document code | issuing State | document number | primary identifier | secondary identifier | date of birth
date of expiry | optional data | check digit | composite check digit | filler | VIZ | reference | probe
template | comparison score | mated | non-mated | match | non-match | enrol | FMR | FNMR | failure to acquire
FPIR | FNIR | presentation attack | bona fide
"""


def text(name):
    return (ROOT / name).read_text(encoding="utf-8")


def test_every_public_name_is_in_the_reference():
    shown = re.findall(r"^::: docverify\.(\w+)$", "\n".join(map(Path.read_text, PAGES)), re.MULTILINE)
    assert sorted(shown) == sorted(set(dv.__all__) - {"__version__"})


@pytest.mark.parametrize("room", DESCRIBED)
def test_every_name_of_a_room_that_has_a_page_is_on_it(room):
    page = text(f"docs/reference/room-{room.rpartition('.')[2]}.md")
    shown = re.findall(rf"^::: docverify\.{re.escape(room)}\.(\w+)$", page, re.MULTILINE)
    names = import_module(f"docverify.{room}").__all__
    assert sorted(shown) == sorted(name for name in names if name not in dv.__all__)


def test_every_command_is_told():
    from docverify.cli import _SUMMARIES

    page = text("docs/reference/command-line.md")
    for name, summary in _SUMMARIES.items():
        assert f"| `{name}` | {summary} |" in page


def test_the_table_of_checks_is_the_checks():
    pytest.importorskip("matplotlib")
    from docs.drawings.checks import page

    assert text("docs/reference/checks.md") == page(), "python -m docs.drawings"


def test_every_recipe_is_one_click_away_and_shows_its_program():
    first = pages_linked(DOCS / "index.md")
    for recipe, program in RECIPES.items():
        page = DOCS / "cookbook" / f"{recipe}.md"
        assert page in first
        assert f'--8<-- "examples/{program}"' in page.read_text(encoding="utf-8")
        assert (ROOT / "examples" / program).is_file()


def test_every_recipe_is_run_by_a_test():
    tests = "\n".join(
        path.read_text(encoding="utf-8") for path in (ROOT / "tests/examples").glob("test_*.py")
    )
    for program in RECIPES.values():
        assert Path(program).name in tests or f"import {Path(program).stem}" in tests, program


def test_every_page_is_reached_by_links_from_the_first_one():
    reached, ahead = set(), {DOCS / "index.md"}
    while ahead:
        reached |= ahead
        ahead = {page for one in ahead for page in pages_linked(one)} - reached
    by_menu = {
        DOCS / f"{name}.md" for name in ("contributing", "security", "changelog", "glossary", "licences")
    }
    assert set(PAGES) - reached <= by_menu


@pytest.mark.parametrize("page", [ROOT / "README.md", *PAGES], ids=lambda page: str(page.relative_to(ROOT)))
def test_every_relative_link_leads_somewhere(page):
    for target in links(page):
        path = target.partition("#")[0]
        if path and "://" not in target:
            assert (page.parent / path).is_file(), target


def test_nothing_is_fetched_from_elsewhere():
    settings = text("mkdocs.yml")
    assert "font: false" in settings
    assert "://" not in settings
    for page in PAGES:
        assert not re.search(r"!\[[^\]]*\]\(https?:|<(?:img|script|link)", page.read_text(encoding="utf-8"))


def test_the_glossary_has_the_words_of_the_house():
    terms = {line.partition(",")[0] for line in text("docs/glossary.md").splitlines() if line[:1].isalpha()}
    missing = {word.strip() for word in re.split(r"[|\n]", WORDS.strip())} - terms
    assert not missing


def test_fmr_is_told_in_one_sentence():
    (told,) = re.findall(
        r"^FMR\n:   (False match rate: [^.]*that match\.)", text("docs/glossary.md"), re.MULTILINE
    )
    assert "two different people" in told


ITEM = re.compile(r"^- (.*?)(?=^- |^#|^[A-Z]|\Z)", re.MULTILINE | re.DOTALL)


def additions():
    """Every item of the lists of CONTRIBUTING: its words."""
    return ITEM.findall(text("CONTRIBUTING.md").split("## How to add")[1].split("## Figures")[0])


def test_contributing_has_a_list_for_each_kind_of_addition():
    titles = re.findall(r"^### (.+)$", text("CONTRIBUTING.md"), re.MULTILINE)
    assert titles == ["a layout", "a check", "an engine", "a scene", "a language"]
    assert len(additions()) >= 25


@pytest.mark.parametrize("item", additions(), ids=lambda item: item.split("`")[1])
def test_contributing_names_files_that_are_there_and_what_is_in_them(item):
    quoted = re.findall(r"`([^`]+)`", item)
    paths = [ROOT / one for one in quoted if "/" in one or one == "pyproject.toml"]
    assert paths
    assert all(path.exists() for path in paths), quoted
    names = [one for one in quoted if re.fullmatch(r"[A-Z_][A-Za-z_]+", one)]
    for name in names:
        assert any(name in path.read_text(encoding="utf-8") for path in paths if path.is_file()), name


def test_a_layout_needs_no_place_that_contributing_does_not_name():
    """Files of the package that name a layout which was added late are those of the list."""
    told = "\n".join(additions())
    package = Path(dv.__file__).parent
    for path in package.rglob("*"):
        if path.suffix in {".py", ".toml"} and "CHE_DL" in path.read_text(encoding="utf-8"):
            assert f"`docverify/{path.relative_to(package)}`" in told, path


@pytest.mark.parametrize("page", sorted((DOCS / "decisions").glob("0*.md")), ids=lambda page: page.stem)
def test_a_decision_has_a_choice_a_figure_and_what_would_change_it(page):
    told = page.read_text(encoding="utf-8")
    for part in ("**Question.**", "**Choice.**", "**Figures", "**What would change it.**"):
        assert part in told
    assert page in pages_linked(DOCS / "decisions/index.md")


def test_decisions_name_rows_that_there_are():
    rows = [json.loads(line)["benchmark"] for line in text("benchmarks/rows.jsonl").splitlines()]
    for page in (DOCS / "decisions").glob("0*.md"):
        for named in re.findall(r"rows? ((?:`[\w.*]+`(?:, )?)+)", page.read_text(encoding="utf-8")):
            for one in re.findall(r"`([\w.]+?)(?:\.\*)?`", named):
                assert any(row == one or row.startswith(f"{one}.") for row in rows), one


def test_the_licences_of_what_ships_are_in_the_wheel_and_on_the_page():
    project = tomllib.loads(text("pyproject.toml"))["project"]
    listed = {path for pattern in project["license-files"] for path in ROOT.glob(pattern)}
    texts = {
        path
        for path in (ROOT / "docverify").rglob("*")
        if re.match(r"LICEN[CS]E|NOTICE", path.name, re.IGNORECASE)
    }
    assert texts | {ROOT / "LICENSE"} <= listed
    page = text("docs/licences.md")
    assert all(f"`{path.relative_to(ROOT)}`" in page for path in listed)
    assert set(project["license"].split(" AND ")) == {"MIT", "Apache-2.0", "Unicode-3.0", "LicenseRef-OCR-B"}
    networks = {path.name for path in (ROOT / "docverify/faces/models").glob("*.onnx")}
    assert all(f"`{name}`" in page for name in networks)


def test_screenshots_on_the_pages_are_those_that_tests_make():
    pytest.importorskip("matplotlib")
    from docs.drawings.seen import SCREENS

    for name in SCREENS:
        assert (DOCS / "pictures" / Path(name).name).read_bytes() == (ROOT / name).read_bytes(), name


def test_the_citation_is_of_this_version():
    version = tomllib.loads(text("pyproject.toml"))["project"]["version"]
    told = text("CITATION.cff")
    assert f"\nversion: {version}\n" in told
    assert "\nlicense: MIT\n" in told
