"""Figures of pages are those of rows, and rows that must not be quoted are refused."""

import pytest

from benchmarks import figures as room
from benchmarks import history
from benchmarks.figures import MARK, RECIPES, Figures, Refused, fill, recipes, run
from benchmarks.history import ROWS, descends_from, rows_of
from benchmarks.rows import ROOT, Settings, append, make_row
from tests.docs.pages import PAGES

MARKED = "| real | <!--f:main.mrz-->old<!--/f--> |\n"


def row(commit, *, quick=False, exact=29):
    figures = {"exact": exact, "of": 29}
    made = make_row("main_job", Settings(quick=quick), count=1, unit="", case="mrz", figures=figures)
    return {**made, "commit": commit}


@pytest.fixture
def head(monkeypatch):
    """HEAD holds every commit that begins with an a, and no other."""
    monkeypatch.setattr(room, "descends_from", lambda commit: commit.startswith("a"))


@pytest.fixture
def file(tmp_path):
    path = tmp_path / "page.md"
    path.write_text(MARKED, encoding="utf-8")
    return path


def rows(tmp_path, *some):
    for one in some:
        append(tmp_path / "rows.jsonl", one)
    return tmp_path / "rows.jsonl"


def test_a_figure_is_written_between_its_marks(head, file, tmp_path, capsys):
    assert run([file], check=False, commit=None, rows=rows(tmp_path, row("aaaaaaaaaaaa"))) == 0
    assert file.read_text(encoding="utf-8") == "| real | <!--f:main.mrz-->29 of 29<!--/f--> |\n"
    assert "of aaaaaaaaaaaa: main.mrz" in capsys.readouterr().out


def test_checking_changes_nothing_and_tells_what_differs(head, file, tmp_path, capsys):
    kept = rows(tmp_path, row("aaaaaaaaaaaa"))
    assert run([file], check=True, commit=None, rows=kept) == 1
    assert file.read_text(encoding="utf-8") == MARKED
    assert "main.mrz: 'old' → '29 of 29'" in capsys.readouterr().out
    run([file], check=False, commit=None, rows=kept)
    assert run([file], check=True, commit=None, rows=kept) == 0


@pytest.mark.parametrize(
    ("refused", "why"),
    [
        (row("aaaaaaaaaaaa+"), "a tree with changes"),
        (row("bbbbbbbbbbbb"), "which HEAD does not hold"),
        (row("aaaaaaaaaaaa", quick=True), "a quick run"),
    ],
)
def test_rows_that_must_not_be_quoted_are_refused(head, refused, why):
    with pytest.raises(Refused, match=why):
        Figures([refused])("main.mrz")


def test_a_newer_row_that_must_not_be_quoted_is_no_reason_for_an_older_one(head):
    with pytest.raises(Refused, match="a tree with changes"):
        Figures([row("aaaaaaaaaaaa"), row("aaaaaaaaaaaa+", exact=3)])("main.mrz")


def test_one_commit_alone(head):
    both = [row("aaaaaaaaaaaa", exact=28), row("aabbbbbbbbbb")]
    assert Figures(both, "aaaaaaaaaaaa")("main.mrz").text == "28 of 29"
    with pytest.raises(Refused, match="no row main_job: mrz of commit cccccccc"):
        Figures(both, "cccccccc")("main.mrz")


def test_a_clone_without_history_is_told_of(monkeypatch, file, tmp_path, capsys):
    monkeypatch.setattr(room, "descends_from", lambda _: None)
    assert run([file], check=False, commit=None, rows=rows(tmp_path, row("aaaaaaaaaaaa"))) == 0
    assert "does not reach so far as to say whether HEAD holds aaaaaaaaaaaa" in capsys.readouterr().out


def test_an_unknown_name_and_marks_that_break_a_page_are_refused(head):
    figures = Figures([row("aaaaaaaaaaaa")])
    with pytest.raises(Refused, match=r"no figure in figures\.toml is called so"):
        fill("<!--f:main.nothing-->1<!--/f-->", figures)
    with pytest.raises(Refused, match="has no end"):
        fill("<!--f:main.mrz-->1", figures)
    with pytest.raises(Refused, match="begins a line"):
        fill("exact:\n<!--f:main.mrz-->1<!--/f--> of them", figures)


def test_values_are_said_as_recipes_ask():
    told = {
        "exact": 999,
        "pictures": 1000,
        "at": [0.98, 0.957, 0.99],
        "time": {"median": 0.5, "q1": 0.4, "q3": 0.6},
    }
    say = room._Text().format
    assert say("{exact / pictures:share}", **told) == "99.9 %"
    assert say("{at:spread}, {time:spread}", **told) == "98.0 % (95.7–99.0), 500 ms (400–600)"
    assert say("{time[median] / pictures:time}, {pictures:n}", **told) == "500 µs, 1,000"


@pytest.mark.parametrize("name", recipes())
def test_every_recipe_names_a_row_that_there_is(name, monkeypatch):
    monkeypatch.setattr(Figures, "_accept", lambda *_: None)
    assert Figures(rows_of(ROWS))(name).text


def test_scenes_that_passed_are_counted_over_all_kinds(monkeypatch):
    monkeypatch.setattr(Figures, "_accept", lambda *_: None)
    kinds = {"sound": (["PASSED"], 9, 1), "expired": (["FAILED"], 0, 10), "pasted": (["FAILED"], 2, 8)}
    made = [
        make_row(
            "false_yes",
            Settings(),
            count=10,
            unit="scenes",
            case=case,
            figures={"right": right, "outcomes": {"PASSED": passed, "FAILED": failed}},
        )
        for case, (right, passed, failed) in kinds.items()
    ]
    told = Figures(made)
    assert [told(f"scenes.{name}").text for name in ("kinds", "passed", "which")] == [
        "2",
        "2 of 20",
        "`pasted` 2",
    ]
    with pytest.raises(Refused, match="tells nothing of this name"):
        told("scenes.other")


def test_a_commit_of_this_history_is_known():
    if history._git("rev-parse", "HEAD") is None:
        pytest.skip("no history here")
    assert descends_from("HEAD") is True
    shallow = history._git("rev-parse", "--is-shallow-repository") != "false"
    assert descends_from("0123456789ab") is (None if shallow else False)


@pytest.mark.parametrize(
    "page",
    [
        path
        for path in (ROOT / "README.md", ROOT / "benchmarks/README.md", *PAGES)
        if MARK.search(path.read_text())
    ],
    ids=lambda page: page.name,
)
def test_pages_say_what_the_rows_give(page, capsys):
    assert run([page], check=True, commit=None, rows=ROWS) == 0, capsys.readouterr().out


def test_recipes_stand_in_a_file_that_tells_how(capsys):
    assert "<!--f:mrz.real-->29 of 29<!--/f-->" in RECIPES.read_text(encoding="utf-8")
