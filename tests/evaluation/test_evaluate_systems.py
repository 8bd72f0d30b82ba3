"""`docverify evaluate` with several systems, distances, groups, folders of people, thresholds in use."""

import csv
import json
import shutil

import numpy as np
import pytest
from typer.testing import CliRunner

from docverify.cli import app
from docverify.errors import InputError
from docverify.evaluation import Sense, summarise
from docverify.evaluation.plot_systems import Drawn, draw
from docverify.faces import engine_named
from docverify.operation.rates import rates_in_use
from docverify.trials.people import pairs_of_people
from docverify.trials.score_table import read_scores
from docverify.verification import Policy

RUNNER = CliRunner()


def run(*arguments, code=0):
    ended = RUNNER.invoke(app, ["evaluate", *map(str, arguments)])
    assert ended.exit_code == code, ended.output + repr(ended.exception)
    return ended


def rows(*, people=40, gain=0.62, noise=0.1, seed=0, groups=0):
    """(score, mated, person_a, person_b, group) of every pair; hard people are hard for every system."""
    hard, own = np.random.default_rng(9).normal(0, 0.08, people), np.random.default_rng(seed)
    for a in range(people):
        group = f"g{a % groups}" if groups else ""
        yield gain + hard[a] + own.normal(0, noise), 1, f"p{a}", f"p{a}", group
        yield from ((own.normal(0.05, 0.1), 0, f"p{a}", f"p{b}", group) for b in range(a))


def write(path, table, *, columns=("score", "mated", "person_a", "person_b", "group"), change=lambda s: s):
    with path.open("w", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(columns)
        writer.writerows([change(row[0]), *row[1 : len(columns)]] for row in table)
    return path


def test_several_files_are_held_against_the_first(tmp_path):
    good = write(tmp_path / "good.csv", rows())
    poor = write(tmp_path / "poor.csv", rows(gain=0.35, seed=1))
    out, page = tmp_path / "out.json", tmp_path / "out.html"
    shown = run(good, poor, good, "--json", out, "--fmr", "0.01", code=2)
    assert "named twice" in shown.output
    shown = run(good, poor, "--json", out, "--plot", page, "--fmr", "0.01", "--fmr", "0.0001")
    found = json.loads(out.read_text())
    assert [one["name"] for one in found["systems"]] == ["good", "poor"]
    (difference,) = found["fnmr_differences"]  # at 0.0001 nothing is resolved
    assert (difference["system"], difference["less"], difference["fmr"]) == ("poor", "good", 0.01)
    assert difference["decided"]
    assert difference["paired_bootstrap"][0] > 0
    assert "more errors" in shown.stdout
    text = page.read_text()
    assert "more errors" in text
    assert "At threshold" in text


def test_the_same_seed_gives_the_same_figures(tmp_path):
    files = [write(tmp_path / f"{gain}.csv", rows(seed=1, gain=gain)) for gain in (0.3, 0.4)]
    outs = [tmp_path / f"{at}.json" for at in range(3)]
    for out, seed in zip(outs, (5, 5, 6), strict=True):
        run(*files, "--json", out, "--seed", seed, "--fmr", "0.01")
    one, two, three = (json.loads(out.read_text())["fnmr_differences"] for out in outs)
    assert one == two
    assert one != three


def test_without_people_curves_are_compared_and_intervals_refused_in_words(tmp_path):
    bare = [write(tmp_path / f"{name}.csv", rows(seed=name), columns=("score", "mated")) for name in (1, 2)]
    shown = run(*bare)
    assert "names no people" in shown.stdout
    assert "more errors" not in shown.stdout


def test_systems_of_other_people_are_not_compared(tmp_path):
    one = write(tmp_path / "one.csv", rows())
    other = write(tmp_path / "other.csv", ((s, m, f"x{a}", f"x{b}", g) for s, m, a, b, g in rows()))
    assert "other.csv against" in run(one, other, code=4).output


def test_distances_are_similarities_told_the_other_way_round(tmp_path):
    scores = write(tmp_path / "scores.csv", rows(groups=2))
    told = ("distance", "mated", "person_a", "person_b", "group")
    distances = write(tmp_path / "distances.csv", rows(groups=2), columns=told, change=lambda s: 1 - s)
    renamed = write(tmp_path / "renamed.csv", rows(groups=2), change=lambda s: 1 - s)
    outs = [tmp_path / f"{at}.json" for at in range(3)]
    run(scores, "--json", outs[0], "--threshold", "0.3")
    shown = run(distances, "--distance", "--json", outs[1], "--threshold", "0.7")
    run(renamed, "--distance", "--json", outs[2], "--threshold", "0.7")
    one, two, three = (json.loads(out.read_text()) for out in outs)
    assert two["points"] == three["points"]
    assert two["sense"] == "distance"
    for a, b in zip(one["points"], two["points"], strict=True):
        assert a["fnmr"] == b["fnmr"]
        assert a["threshold"] == pytest.approx(1 - b["threshold"])
    assert one["at_threshold"]["fmr"] == two["at_threshold"]["fmr"]
    assert one["at_threshold"]["fnmr"] == two["at_threshold"]["fnmr"]
    assert two["at_threshold"]["threshold"] == pytest.approx(0.7)
    assert "a match is a distance ≤ threshold" in shown.stdout
    assert "score" not in shown.stdout
    assert "is read with --distance" in run(distances, code=4).output
    assert "similarities" in run(scores, "--people", tmp_path, "--distance", code=2).output


def test_a_distance_that_matches_nothing_is_minus_infinity(tmp_path):
    path = tmp_path / "d.csv"
    path.write_text("distance,mated\n0.1,0\n0.2,0\n0.3,1\n")
    found = summarise([-0.3], [-0.2, -0.1], targets=(0.0,)).to_dict(sense=Sense.DISTANCE)
    assert found["points"][0]["threshold"] == "-inf"
    out = tmp_path / "out.json"
    run(path, "--distance", "--json", out)
    assert json.loads(out.read_text())["points"][-1]["threshold"] == "-inf"


def test_the_worst_group_is_named(tmp_path):
    table = [(s + (0.25 if g == "g2" and not m else 0), m, a, b, g) for s, m, a, b, g in rows(groups=3)]
    out = tmp_path / "out.json"
    shown = run(write(tmp_path / "s.csv", table), "--json", out, "--threshold", "0.33")
    assert "Highest FMR: group g2, " in shown.stdout
    assert "times that of all" in shown.stdout
    assert json.loads(out.read_text())["at_threshold"]["worst_group"]["fmr"] == "g2"
    alone = rates_in_use([0.9, 0.1], [1, 0], 0.5, groups=["a", "a"], rng=np.random.default_rng(1))
    assert alone.worst_fmr is None


def test_a_file_that_names_a_calibrated_encoder_is_held_against_that_calibration(tmp_path):
    encoder = engine_named().encoder.id
    table = [(s, m, a, b, encoder) for s, m, a, b, _ in rows()]
    path = write(tmp_path / "s.csv", table, columns=("score", "mated", "person_a", "person_b", "encoder"))
    shown = run(path).stdout
    calibration = engine_named().calibration
    assert f"At threshold {calibration.at(1e-3).threshold:.6g}, that of the calibration" in shown
    policy = tmp_path / "mine.toml"
    policy.write_text(Policy.named("border").at_fmr(1e-4).to_toml())
    strict = run(path, "--policy", policy).stdout
    assert f"At threshold {calibration.at(1e-4).threshold:.6g}, that of the calibration" in strict
    assert "at FMR 0.0001" in strict
    table = [(s, m, a, b, "somebody's") for s, m, a, b, _ in rows()]
    write(path, table, columns=("score", "mated", "person_a", "person_b", "encoder"))
    assert "chosen on these scores themselves:\nFMR" in run(path).stdout


def test_people_are_told_by_folders_where_just_the_mated_pairs_share_one(tmp_path):
    head = "path_a,path_b,mated,score,failure\n"
    path = tmp_path / "s.csv"
    path.write_text(head + "a/1.jpg,a/2.jpg,1,0.9,\nb/1.jpg,b/2.jpg,1,,a: no_face\na/1.jpg,b/1.jpg,0,0.1,\n")
    table = read_scores(path)
    assert table.by_folder
    assert [table.people_names[code] for code in table.people[2]] == ["a", "b"]
    assert table.failures == {"a: no_face": 1}
    for other in ("a/1.jpg,a/3.jpg,0,0.1,\n", "a/1.jpg,b/2.jpg,1,0.1,\n", "1.jpg,b/2.jpg,0,0.1,\n"):
        path.write_text(head + "a/1.jpg,a/2.jpg,1,0.9,\n" + other)
        assert read_scores(path).people is None
    path.write_text("mated,score,failure\n1,0.9,\n0,0.1,\n1,,a: no_face\n")
    assert "a: no_face: 1" in run(path).stdout


@pytest.fixture
def folder(tmp_path):
    """Five people with one to five pictures, that nobody opens."""
    root = tmp_path / "people"
    for person in range(1, 6):
        (root / f"p{person}").mkdir(parents=True)
        for picture in range(person):
            (root / f"p{person}" / f"{picture}.jpg").write_bytes(b"x")
    return root


def test_pairs_of_a_folder_are_all_of_them_each_once(folder):
    found = pairs_of_people(folder, rng=np.random.default_rng(1))
    assert (found.people, found.pictures, found.mated, found.non_mated) == (5, 15, 20, 85)
    assert len({frozenset((row["path_a"], row["path_b"])) for row in found.rows}) == len(found.rows) == 105
    for row in found.rows:
        assert (row["person_a"] == row["person_b"]) == (row["mated"] == "1")
        assert row["path_a"].startswith(row["person_a"] + "/")


def test_more_pairs_than_asked_for_are_drawn_by_the_seed_and_it_is_said(folder):
    one, two, three = (
        pairs_of_people(folder, most=12, rng=np.random.default_rng(seed)) for seed in (1, 1, 2)
    )
    assert one.rows == two.rows != three.rows
    assert [sum(row["mated"] == kind for row in one.rows) for kind in "10"] == [12, 12]
    assert len({(row["path_a"], row["path_b"]) for row in one.rows}) == 24
    assert "12 of 20 mated, drawn by the seed, and 12 of 85 non-mated, drawn by the seed, pairs" in one.told


@pytest.mark.parametrize(
    ("kept", "word"), [(("p1",), "two people"), (("p5",), "two people"), ((), "no pictures")]
)
def test_folders_without_both_kinds_are_refused(folder, kept, word):
    for person in folder.iterdir():
        if person.name not in kept:
            shutil.rmtree(person)
    with pytest.raises(InputError, match=word):
        pairs_of_people(folder, rng=np.random.default_rng(1))
    shutil.rmtree(folder)
    with pytest.raises(InputError, match="no folder"):
        pairs_of_people(folder, rng=np.random.default_rng(1))


@pytest.mark.parametrize(
    ("arguments", "word"),
    [
        (["--pairs", "p.csv", "--people", "f"], "give one"),
        (["s.csv", "--engine", "sface"], "go with --pairs"),
        (["--people", "f", "--engine", "sface", "--engine", "sface"], "named twice"),
        (["a.csv", "--people", "f", "--engine", "sface", "--engine", "sface-int8"], "1 files"),
        (["s.csv", "t.csv", "--threshold", "0.5"], "1 thresholds for 2 systems"),
        (["--people", "f", "--engine", "a", "--engine", "b", "--calibration", "c"], "of one engine"),
        (["--people", "f", "--engine", "a/m.onnx", "--engine", "b/m.onnx"], "into one file"),
    ],
)
def test_options_that_do_not_go_together_are_wrong_usage(arguments, word):
    assert word in " ".join(run(*arguments, code=2).output.replace("│", " ").split())


@pytest.mark.parametrize("kind", [0, 1])
def test_one_kind_only_is_told_by_file(tmp_path, kind):
    path = tmp_path / "s.csv"
    path.write_text(f"score,mated\n0.1,{kind}\n0.2,{kind}\n")
    assert "s.csv: there are no" in run(path, code=4).output


@pytest.mark.data
def test_two_engines_on_a_folder_of_people(data, tmp_path):
    people = tmp_path / "people"
    people.mkdir()
    for source in sorted((data / "face/london").iterdir())[:5]:
        if source.is_dir():
            shutil.copytree(source, people / source.name)
    out = tmp_path / "out.json"
    options = ("--people", people, "--engine", "sface", "--engine", "sface-int8", "--fmr", "0.1")
    shown = run(*options, "--json", out)
    assert "people, 10 pictures: 5 mated and 40 non-mated pairs." in shown.stdout
    found = json.loads(out.read_text())
    assert [one["name"] for one in found["systems"]] == ["sface", "sface-int8"]
    assert [one["source"] for one in found["systems"]] == [
        "people.sface.scores.csv",
        "people.sface-int8.scores.csv",
    ]
    assert all("calibration" in one["at_threshold"]["chosen"] for one in found["systems"])
    assert len(found["fnmr_differences"]) == 1
    again = run(*options, "--json", tmp_path / "again.json")
    assert again.stdout == shown.stdout


def panels(figure):
    return [axes.get_title() for axes in figure.axes]


def drawn(table, *, name="one", threshold=0.3, named=False):
    table = list(table)
    scores, mated = np.array([row[0] for row in table]), np.array([row[1] for row in table], bool)
    groups = np.array([row[4] for row in table])
    summary = summarise(scores[mated], scores[~mated])
    rates = rates_in_use(scores, mated, threshold, groups=groups, rng=np.random.default_rng(1)).groups
    return Drawn(
        name=name,
        scores=scores,
        mated=mated,
        summary=summary,
        threshold=threshold,
        groups=groups if named else None,
        rates=rates if named else (),
    )


class TestDrawing:
    @pytest.fixture(autouse=True)
    def matplotlib(self):
        pytest.importorskip("matplotlib")

    def test_one_system(self):
        figure = draw([drawn(rows(people=60, noise=0.2))])
        assert [title.partition(",")[0] for title in panels(figure)] == ["Scores", "DET", "ROC"]
        words = [text.get_text() for text in figure.axes[0].texts]
        assert any(text.startswith("in use: ≥ 0.3") for text in words)
        legend = [text.get_text() for text in figure.axes[1].get_legend().get_texts()]
        assert "one, in use: ≥ 0.3" in legend

    def test_distances_are_drawn_as_they_were_given(self):
        table = [(s - 1, *rest) for s, *rest in rows(people=60, noise=0.2)]
        figure = draw([drawn(table, threshold=-0.7)], sense=Sense.DISTANCE)
        assert figure.axes[0].get_xlabel() == "distance"
        assert any("in use: ≤ 0.7" in text.get_text() for text in figure.axes[0].texts)
        assert figure.axes[0].get_xlim()[1] > 1

    def test_what_has_no_data_is_not_drawn(self):
        apart = [(s + 5 * m, m, *rest) for s, m, *rest in rows()]
        figure = draw([drawn(apart)])
        assert panels(figure) == ["Scores"]
        assert "there is no DET" in figure.get_suptitle()
        one_group = draw([drawn(rows(groups=1), named=True)])
        assert not any("by group" in title for title in panels(one_group))

    def test_groups_have_curves_and_of_many_the_worst_are_named(self):
        few = draw([drawn(rows(people=120, groups=4, noise=0.2), named=True)])
        assert panels(few)[3:] == [
            "DET by group",
            "FMR by group at the threshold in use",
            "FNMR by group at the threshold in use",
        ]
        many = draw([drawn(rows(people=240, groups=24, noise=0.3), named=True)])
        legend = [text.get_text() for text in many.axes[3].get_legend().get_texts()]
        assert len(legend) == 6
        assert legend[-1].endswith(" others")
        assert len(many.axes[4].get_yticks()) == 24
        assert many.get_figheight() > few.get_figheight()

    def test_several_systems_have_lines_of_their_own_and_those_without_error_are_told(self):
        apart = [(s + 5 * m, m, *rest) for s, m, *rest in rows()]
        systems = [drawn(rows(seed=at, noise=0.2), name=f"s{at}") for at in range(3)]
        figure = draw([*systems, drawn(apart, name="apart")])
        assert panels(figure) == ["DET", "ROC", "s0", "s1", "s2", "apart"]
        named = ("s0,", "s1,", "s2,")
        lines = [line for line in figure.axes[0].get_lines() if line.get_label().startswith(named)]
        assert len({(line.get_color(), line.get_linestyle()) for line in lines}) == 3
        legend = [text.get_text() for text in figure.axes[0].get_legend().get_texts()]
        assert "1 without an error" in legend
