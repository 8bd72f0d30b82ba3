"""The page that is made of rows, as a reader sees it."""

import json
import re

import pytest

from benchmarks.__main__ import names
from benchmarks.history import ROWS, newest, rows_of
from benchmarks.rows import ROOT, Settings, append, make_row
from benchmarks.telling import titles, words
from benchmarks.telling.report import page, write
from benchmarks.telling.tables import tables


def timed(median):
    return make_row(
        "stages.load",
        Settings(),
        {"docverify": [median], "peer": [2.0]},
        count=1,
        unit="calls",
        case="warm",
        packages=["numpy"],
        figures={"recall": {"docverify": 1.0, "peer": 1.0}},
    )


def test_the_page_keeps_the_latest_row_and_says_what_was_measured(tmp_path):
    pytest.importorskip("matplotlib")
    for median in (1.0, 0.5):
        append(tmp_path / "rows.jsonl", json.loads(json.dumps(timed(median))))
    write(tmp_path / "rows.jsonl")
    text = (tmp_path / "README.md").read_text(encoding="utf-8")
    assert "| docverify | 500 ms (500–500) |" in text
    assert "| peer | 2 s (2–2): **4 ×** (4–4) |" in text
    assert "| recall | 100 %, all |" in text
    assert (tmp_path / "charts" / "stages.png").stat().st_size > 5000


def test_each_table_says_its_commit_where_it_is_another_one():
    one, other = timed(1.0), {**timed(1.0), "benchmark": "stages.read", "commit": "0123456789ab"}
    text = page([one, one, other])
    assert f"commit {one['commit']} where a table names no other" in text
    assert "<sub>`stages.load`</sub>" in text
    assert "<sub>`stages.read`; commit 0123456789ab</sub>" in text


def test_the_page_is_what_the_rows_give():
    text = (ROOT / "benchmarks" / "README.md").read_text(encoding="utf-8")
    without_charts = re.sub(r"!\[.*\]\(charts/.*\)\n\n?", "", text)
    assert without_charts == page(newest(rows_of(ROWS))), "python -m benchmarks report"


def test_the_page_names_one_machine_and_no_dashes():
    text = (ROOT / "benchmarks" / "README.md").read_text(encoding="utf-8")
    assert len(re.findall("^Measured .* on ", text, re.MULTILINE)) == 1
    lines = [line for line in text.splitlines() if line.startswith("|")]
    told = [line for line in lines if "---" not in line]
    assert not [line for line in told if re.search(r"\| [–-] \|", line) or not re.search(r"\w", line)]


def test_every_room_and_benchmark_has_a_title():
    for row in rows_of(ROWS):
        assert row["benchmark"] in titles.BENCHMARKS
        assert row["benchmark"].partition(".")[0] in titles.ROOMS
    for name in names():
        source = (ROOT / "benchmarks" / f"{name}.py").read_text(encoding="utf-8")
        for found in re.findall(r'"((?:\w+)\.[\w -]+)",\n? *settings', source):
            assert found in titles.BENCHMARKS, name


def test_a_wide_table_of_few_rows_stands_upright():
    figures = {f"figure_{at}": at for at in range(12)}
    made = [make_row("room.what", Settings(), count=1, unit="", case=case, figures=figures) for case in "ab"]
    (table,) = tables(made)
    assert table.startswith("|  | a | b |\n| --- | ---: | ---: |\n| figure 0 | 0 | 0 |\n")


def test_rows_with_other_figures_have_a_table_of_their_own():
    made = [
        make_row(
            "room.what", Settings(), count=1, unit="", case="read", figures={"exact": 3, "of": 4, "sure": 2}
        ),
        make_row("room.what", Settings(), count=1, unit="", case="kept", figures={"lost": 0, "opened": 9}),
    ]
    assert [table.splitlines()[0] for table in tables(made)] == ["|  | read |", "|  | kept |"]


def test_records_have_a_column_for_each_part():
    fields = {"name": [0.94, 0.9, 0.96], "sex": [1.0, 0.98, 1.0]}
    made = [
        make_row("printed", Settings(), count=1, unit="", case=case, figures={"agree": fields})
        for case in ("sound, kiosk", "sound, moderate")
    ]
    (table,) = tables(made)
    assert table.splitlines()[0] == "| agree with the MRZ | name | sex |"
    assert table.splitlines()[2] == "| kiosk captures | 94.0 % (90.0–96.0) | 100 % (98.0–100) |"


def test_durations_have_a_unit_that_suits():
    assert [words.duration(s) for s in (2.5, 0.0123, 4.56e-5, 7e-9)] == [
        "2.5 s",
        "12.3 ms",
        "45.6 µs",
        "7 ns",
    ]
    assert words.spread({"median": 0.5, "q1": 0.4, "q3": 0.61}) == "500 ms (400–610)"


def test_shares_and_intervals_are_in_per_cent():
    text = "102 of 102 mated, 0.00437 (45 of 10302, 95 % 0.00327 to 0.00584) of non-mated"
    assert words.rate(text) == "102 of 102 mated, 0.44 % (45 of 10,302; 0.33–0.58) of non-mated"
    assert words.value([0.0191, 0.2196], "exact_interval_95") == "1.9–22.0 %"
    assert words.value({"PASSED": 9, "FAILED": 31}) == "FAILED 31, PASSED 9"
