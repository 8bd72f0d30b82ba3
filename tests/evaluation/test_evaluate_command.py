"""`docverify evaluate`: tables in, figures out; pairs compared, stopped and taken up again."""

import csv
import json
import re
import shutil

import numpy as np
import pytest
import typer
from PIL import Image
from typer.testing import CliRunner

from docverify.cli.evaluate import evaluate
from docverify.errors import EngineMissing, InputError, LimitExceeded, UnsupportedFormat
from docverify.trials import score_table
from docverify.trials.score_table import read_scores

app = typer.Typer(pretty_exceptions_enable=False)
app.command()(evaluate)


def run(*arguments):
    result = CliRunner().invoke(app, [str(a) for a in arguments])
    if result.exception and not isinstance(result.exception, SystemExit):
        raise result.exception
    return result


@pytest.fixture
def scores(tmp_path):
    """400 comparisons of 20 people in two groups, three of them without a score."""
    rng = np.random.default_rng(5)
    rows = ["score,mated,person_a,person_b,group"]
    for i in range(400):
        a, b = i % 20, (i % 20 if i < 100 else (i % 20 + 1 + i % 7) % 20)
        value = "" if i in {3, 50, 200} else f"{rng.normal(0.7 if a == b else 0.1, 0.12):.4f}"
        rows.append(f"{value},{int(a == b)},p{a},p{b},{'north' if a < 10 else 'south'}")
    path = tmp_path / "scores.csv"
    path.write_text("\n".join(rows) + "\n")
    return path


def test_no_number_is_cut_in_a_narrow_terminal(scores, monkeypatch):
    monkeypatch.setenv("COLUMNS", "40")
    shown = run(scores).stdout
    assert "…" not in shown
    assert "FNMR, 95 % Wilson interval" in shown
    assert "FMR and FNMR cross between" in shown


def test_a_plot_that_cannot_be_drawn_is_refused_before_the_work(scores, tmp_path, monkeypatch):
    monkeypatch.setattr("docverify.evaluation.plots.find_spec", lambda _: None)
    out = tmp_path / "out.json"
    with pytest.raises(EngineMissing, match="matplotlib"):
        run(scores, "--plot", tmp_path / "plot.svg", "--json", out)
    assert not out.exists()


def test_table_json_and_page(scores, tmp_path):
    out, page = tmp_path / "out.json", tmp_path / "out.html"
    result = run(scores, "--json", out, "--plot", page, "--fmr", "0.05", "--fmr", "0.001")
    assert result.exit_code == 0
    assert "98 mated and 299 non-mated" in result.stdout
    assert "do not resolve FMR 0.001" in result.stdout
    found = json.loads(out.read_text())
    assert (found["mated"], found["non_mated"], found["fta"]["errors"]) == (98, 299, 3)
    assert [p["target_fmr"] for p in found["points"]] == [0.05, 0.001]
    in_use = found["at_threshold"]
    assert in_use["threshold"] == found["points"][0]["threshold"]
    assert {g["group"] for g in in_use["groups"]} == {"north", "south"}
    assert in_use["fmr"]["people_95"][0] <= in_use["fmr"]["value"] <= in_use["fmr"]["people_95"][1]
    assert in_use["differentials"]["max_over_geometric_mean_fmr"] >= 1
    text = page.read_text()
    assert "<svg" in text
    assert not re.search(r"<(script|link|img|iframe)|@import|url\(http", text)  # the page needs nothing else


def test_the_threshold_in_use_is_the_one_given(scores, tmp_path):
    out = tmp_path / "out.json"
    shown = run(scores, "--json", out, "--threshold", "0.4").stdout
    assert json.loads(out.read_text())["at_threshold"]["threshold"] == 0.4
    assert "Thresholds chosen on these scores themselves" in shown
    assert "At threshold 0.4, as it was given" in shown


def test_it_is_said_when_the_threshold_in_use_was_chosen_on_the_scores(scores, tmp_path):
    out = tmp_path / "out.json"
    assert "chosen on these scores themselves:\nFMR" in run(scores, "--json", out).stdout
    assert json.loads(out.read_text())["at_threshold"]["chosen"] == "chosen on these scores themselves"


def test_picture_is_drawn(scores, tmp_path):
    run(scores, "--plot", tmp_path / "out.png")
    assert (tmp_path / "out.png").read_bytes()[:4] == b"\x89PNG"


def test_plot_of_an_unknown_kind_is_refused_before_any_work(tmp_path):
    with pytest.raises(UnsupportedFormat, match="html"):
        run(tmp_path / "missing.csv", "--plot", tmp_path / "out.xyz")


def test_without_input_it_is_wrong_usage():
    assert run().exit_code == 2


@pytest.mark.parametrize("delimiter", [",", "\t", ";"])
def test_delimiters_marks_and_other_columns(tmp_path, delimiter):
    path = tmp_path / "s.csv"
    lines = [["note", "Score", "same"], ["x", "0.5", "yes"], ["y", "", "0"], [], ["z", "0.25", "FALSE"]]
    path.write_text("\ufeff" + "\r\n".join(delimiter.join(line) for line in lines))
    table = read_scores(path)
    assert table.mated.tolist() == [True, False, False]
    assert table.acquired.tolist() == [True, False, True]
    assert table.people is None
    assert table.group is None


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("score,same\n0.1,1\nx,0\n", "row 2: the score is no number"),
        ("score,same\n0.1,1\nnan,0\n", "row 2: the score is NaN"),
        ("score,same\ninf,1\n", "row 1: the score is NaN or infinite"),
        ("score,same\n0.1,perhaps\n", "row 1: mated is none of"),
        ("score\n0.1\n", "no column mated"),
        ("a,b\n1,2\n", "no column score and no column mated"),
        ("score,same\n", "no row"),
        ("", "no column"),
        ("score,same\n0.1\n", "shorter than the header"),
    ],
)
def test_bad_tables_are_refused_with_the_place(tmp_path, text, message):
    path = tmp_path / "s.csv"
    path.write_text(text)
    with pytest.raises(InputError, match=message):
        read_scores(path)


@pytest.mark.parametrize("kind", [0, 1])
def test_one_class_only_is_refused(tmp_path, kind):
    path = tmp_path / "s.csv"
    path.write_text(f"score,mated\n0.1,{kind}\n0.2,{kind}\n")
    with pytest.raises(InputError, match="there are no"):
        run(path)


def test_limits_are_named(tmp_path, monkeypatch):
    path = tmp_path / "s.csv"
    path.write_text("score,mated\n" + "0.1,1\n" * 4)
    monkeypatch.setattr(score_table, "MAX_ROWS", 3)
    with pytest.raises(LimitExceeded, match="limit of 3 rows"):
        read_scores(path)
    path.write_text("score,mated\n" + "1" * 70_000 + ",1\n")
    with pytest.raises(LimitExceeded, match=r"line 2.*65536"):
        read_scores(path)


def test_files_of_other_kinds_are_refused(tmp_path):
    with pytest.raises(UnsupportedFormat):
        read_scores(tmp_path / "s.xlsx")
    with pytest.raises(InputError, match="no such file"):
        read_scores(tmp_path / "s.csv")
    (tmp_path / "s.csv").write_bytes(b"score,mated\n\xff\xfe,1\n")
    with pytest.raises(InputError, match="UTF-8"):
        read_scores(tmp_path / "s.csv")


def test_parquet(tmp_path):
    path = tmp_path / "s.parquet"
    path.write_bytes(b"PAR1 but not really")
    try:
        import pyarrow as pa
        from pyarrow import parquet
    except ImportError:
        with pytest.raises(EngineMissing, match=r"docverify\[parquet\]"):
            read_scores(path)
        return
    with pytest.raises(InputError, match="not Parquet"):
        read_scores(path)
    columns = {"score": [0.5, None], "mated": [True, False], "person": ["a", "b"]}
    parquet.write_table(pa.table(columns), path)
    table = read_scores(path)
    assert table.acquired.tolist() == [True, False]
    assert table.people.tolist() == [[0, 0], [1, 1]]


@pytest.fixture
def few_pairs(data, tmp_path):
    """Six people of the London set, each with themselves and the next; one picture without a face."""
    source = data / "face/london"
    people = sorted(p.name for p in source.iterdir() if p.is_dir())[:6]
    root = tmp_path / "pictures"
    root.mkdir()
    for name in people:
        shutil.copytree(source / name, root / name)
    Image.new("RGB", (200, 200), "white").save(root / "white.png")
    pairs = tmp_path / "pairs.tsv"
    with pairs.open("w", newline="") as file:
        writer = csv.writer(file, delimiter="\t")
        writer.writerow(["path_a", "path_b", "same", "person_a", "person_b"])
        for i, name in enumerate(people):
            other = people[(i + 1) % len(people)]
            writer.writerow([f"{name}/{name}_neutral.jpg", f"{name}/{name}_smiling.jpg", 1, name, name])
            writer.writerow([f"{name}/{name}_neutral.jpg", f"{other}/{other}_smiling.jpg", 0, name, other])
        writer.writerow(["white.png", f"{people[0]}/{people[0]}_neutral.jpg", 1, people[0], people[0]])
    return pairs, root


@pytest.mark.data
def test_pairs_are_compared_resumed_and_failures_counted(few_pairs, tmp_path):
    pairs, root = few_pairs
    scores, out = tmp_path / "scores.csv", tmp_path / "out.json"
    run(scores, "--pairs", pairs, "--root", root, "--json", out)
    whole = scores.read_text()
    found = json.loads(out.read_text())
    assert (found["mated"], found["non_mated"], found["fta"]["errors"]) == (6, 6, 1)
    assert found["at_threshold"]["chosen"] == "that of the calibration at FMR 0.001"
    assert "a: no_face" in whole
    # Stopped in the middle of the fifth row, it goes on with that row.
    lines = whole.splitlines(keepends=True)
    scores.write_text("".join(lines[:5]) + lines[5][:20])
    run(scores, "--pairs", pairs, "--root", root, "--json", out)
    assert scores.read_text() == whole
    assert json.loads(out.read_text()) == found
    # Scores of other pairs, or of another encoder, are not mixed in.
    scores.write_text(whole.replace("_smiling", "_other"))
    with pytest.raises(InputError, match="other pairs"):
        run(scores, "--pairs", pairs, "--root", root)
    encoder = lines[1].rsplit(",", 3)[1]
    scores.write_text(whole.replace(encoder, "another"))
    with pytest.raises(InputError, match="another encoder"):
        run(scores, "--pairs", pairs, "--root", root)
    scores.write_text("something,else\n1,2\n")
    with pytest.raises(InputError, match="not a file of scores"):
        run(scores, "--pairs", pairs, "--root", root)


@pytest.mark.data
def test_pictures_that_are_missing_or_outside_are_refused(few_pairs, tmp_path):
    pairs, root = few_pairs
    for name, message in (("none.jpg", "no such picture"), ("../pairs.tsv", "outside")):
        pairs.write_text(f"path_a\tpath_b\tsame\n{name}\t{name}\t1\n")
        with pytest.raises(InputError, match=message):
            run(tmp_path / "s.csv", "--pairs", pairs, "--root", root)
    for text in ("path_a\tpath_b\tsame\n", "path_a\tsame\nx\t1\n", "path_a\tpath_b\tsame\nx\ty\t2\n"):
        pairs.write_text(text)
        with pytest.raises(InputError):
            run(tmp_path / "s.csv", "--pairs", pairs, "--root", root)
