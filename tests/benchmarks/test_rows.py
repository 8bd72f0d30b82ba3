"""The helper that every row goes through."""

import time

from benchmarks.rows import Settings, make_row, time_sides


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
