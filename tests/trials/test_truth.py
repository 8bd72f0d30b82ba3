"""What pictures say, from a table: every way of writing it, and every mistake told by file and line."""

import json

import pytest

from docverify.errors import InputError, LimitExceeded, UnsupportedFormat
from docverify.trials import truth
from docverify.trials.truth import read_truth

ONE = "P<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<"
TWO = "L898902C36UTO7408122F1204159ZE184226B<<<<<10"


@pytest.fixture
def folder(tmp_path):
    inside = tmp_path / "pictures"
    (inside / "deep").mkdir(parents=True)
    for name in ("a.png", "deep/b.jpg"):
        (inside / name).write_bytes(b"picture")
    (inside / "note.txt").write_text("no picture")
    (inside / ".hidden.png").write_bytes(b"picture")
    return inside


def written(tmp_path, text, name="truth.csv"):
    path = tmp_path / name
    path.write_text(text, encoding="utf-8")
    return path


@pytest.mark.parametrize("between", ["|", " ", " | ", "\\n", "\n", "\r\n"])
def test_lines_stand_in_one_cell_with_something_between_them(tmp_path, folder, between):
    path = written(tmp_path, f'picture,lines\na.png,"{ONE}{between}{TWO}"\ndeep/b.jpg,\n')
    first, second = read_truth(path, folder)
    assert first.lines == (ONE, TWO)
    assert (first.layout, first.picture) == ("TD3", "a.png")
    assert (second.lines, second.layout) == ((), "none")
    assert "ERIKSSON" not in repr(first)


def test_tables_and_json_lines_say_the_same(tmp_path, folder):
    table = written(
        tmp_path, f"\ufeffFile\tMRZ\tsite\tdocument\ndeep/b.jpg\t{ONE}|{TWO}\tnorth\t7\na.png\t\tsouth\t\n"
    )
    rows = [
        {"file": "deep/b.jpg", "mrz": [ONE, TWO], "site": "north", "document": 7},
        {"picture": "a.png", "lines": None, "site": "south"},
    ]
    lines = written(tmp_path, "\n".join(map(json.dumps, rows)) + "\n", "truth.jsonl")
    for path in (table, lines):
        found = read_truth(path, folder, columns=["layout", "site"])
        assert [one.groups for one in found] == [
            {"layout": "TD3", "site": "north"},
            {"layout": "none", "site": "south"},
        ]
        assert [one.document for one in found] == ["7", ""]


GOOD = f"picture,lines\na.png,{ONE}|{TWO}\ndeep/b.jpg,\n"


@pytest.mark.parametrize(
    ("text", "name", "word"),
    [
        ("picture,note\na.png,x\n", "t.csv", r"t\.csv, line 1: no column lines"),
        ("", "t.csv", r"t\.csv, line 1: no column picture, no column lines"),
        ("picture,file,lines\na.png,a.png,\n", "t.csv", "two columns have one name"),
        ("picture,lines\n", "t.csv", "no row"),
        (GOOD + "a.png,\n", "t.csv", r"t\.csv, line 4: the picture a\.png stands in line 2"),
        (GOOD + "./a.png,\n", "t.csv", r"line 4: the picture a\.png stands in line 2"),
        (GOOD + "c.png,\n", "t.csv", r"line 4: there is no picture c\.png"),
        (GOOD + "../t.csv,\n", "t.csv", "line 4: the picture lies outside"),
        (GOOD + ",\n", "t.csv", "line 4: no picture is named"),
        (GOOD + "a.png\n", "t.csv", "line 4: 1 cells, the header has 2"),
        (f'picture,lines\n"a.png","{ONE}\n{TWO}"\nc.png,\n', "t.csv", r"line 4: there is no picture c\.png"),
        ("picture,lines\na.png,P<UTOeriksson\n", "t.csv", "line 2: 8 characters that no MRZ has"),
        (f"picture,lines\na.png,{ONE}|{TWO}\n", "t.csv", r"1 pictures of .* are not in it, .* deep/b\.jpg"),
        ('picture,lines\n"a.png,x\n', "t.csv", "line 2: this is not CSV"),
        ('{"picture": "a.png"}\n', "t.jsonl", r"t\.jsonl, line 1: no lines"),
        ('\n{"picture": "a.png", "lines": 3}\n', "t.jsonl", "line 2: lines are neither"),
        ('{"picture": "a.png", "lines": ["A", 3]}\n', "t.jsonl", "line 1: lines are neither"),
        ('{"picture": 3, "lines": []}\n', "t.jsonl", "line 1: no picture is named"),
        ("[1]\n", "t.jsonl", "line 1: this is no JSON object"),
        ("{\n", "t.jsonl", "line 1: this is no JSON object"),
    ],
)
def test_mistakes_are_told_by_file_and_line_and_without_text(tmp_path, folder, text, name, word):
    with pytest.raises(InputError, match=word) as caught:
        read_truth(written(tmp_path, text, name), folder)
    assert "ERIKSSON" not in str(caught.value).upper()
    assert caught.value.__cause__ is None


def test_other_files_columns_and_folders_are_refused(tmp_path, folder, monkeypatch):
    path = written(tmp_path, GOOD)
    with pytest.raises(UnsupportedFormat):
        read_truth(written(tmp_path, GOOD, "t.xlsx"), folder)
    with pytest.raises(InputError, match="no such file"):
        read_truth(tmp_path / "none.csv", folder)
    with pytest.raises(InputError, match="no folder"):
        read_truth(path, tmp_path / "none")
    with pytest.raises(InputError, match="line 2: no column site"):
        read_truth(path, folder, columns=["site"])
    (tmp_path / "latin.csv").write_bytes(b"picture,lines\n\xff.png,\n")
    with pytest.raises(InputError, match="UTF-8"):
        read_truth(tmp_path / "latin.csv", folder)
    monkeypatch.setattr(truth, "_MOST", 1)
    with pytest.raises(LimitExceeded):
        read_truth(path, folder)
