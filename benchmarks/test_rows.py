"""The helper that every row goes through, and the report made of rows."""

# ruff: noqa: S101 - pytest asserts

import json
import time
from pathlib import Path

import pytest

from benchmarks.report import duration, write
from benchmarks.rows import Settings, append, make_row, time_sides


def test_sides_run_in_turn_after_a_warm_up() -> None:
    calls: list[str] = []
    sides = {"ours": lambda: calls.append("A"), "theirs": lambda: calls.append("B")}
    times = time_sides(sides, rounds=3, at_least=0)
    assert "".join(calls) == "AABB" + "AB" * 3
    assert [len(one) for one in times.values()] == [3, 3]


def test_short_calls_are_repeated_within_a_measurement() -> None:
    calls: list[int] = []
    times = time_sides({"ours": lambda: (calls.append(1), time.sleep(0.001))}, rounds=2, at_least=0.02)
    assert len(calls) > 8
    assert all(seconds >= 0.001 for seconds in times["ours"])


def test_ratios_are_of_the_same_round() -> None:
    row = make_row(
        "room.what", Settings(), {"ours": [1.0, 2.0, 4.0], "theirs": [2.0, 4.0, 8.0]}, count=1, unit="calls"
    )
    assert row["ratios"]["theirs"] == {"median": 2.0, "q1": 2.0, "q3": 2.0, "min": 2.0, "rounds": 3}
    assert row["sides"]["ours"]["median"] == 2.0
    assert {"commit", "machine", "threads", "seed", "versions", "at"} <= row.keys()


def test_report_keeps_the_latest_row_and_says_what_was_measured(tmp_path: Path) -> None:
    pytest.importorskip("matplotlib")
    for median in (1.0, 0.5):
        row = make_row(
            "stages.load",
            Settings(),
            {"docverify": [median], "peer": [2.0]},
            count=1,
            unit="calls",
            case="warm",
            packages=["numpy"],
            figures={"recall": {"docverify": 1.0}},
        )
        append(tmp_path / "rows.jsonl", json.loads(json.dumps(row)))
    write(tmp_path / "rows.jsonl")
    text = (tmp_path / "README.md").read_text(encoding="utf-8")
    assert "| warm | 1 | docverify | 500 ms (500 ms to 500 ms) |  | 1 |" in text
    assert "**4** (4 to 4)" in text
    assert (tmp_path / "charts" / "stages.png").stat().st_size > 5000


def test_durations_have_a_unit_that_suits() -> None:
    assert [duration(s) for s in (2.5, 0.0123, 4.56e-5, 7e-9)] == ["2.5 s", "12.3 ms", "45.6 µs", "7 ns"]
