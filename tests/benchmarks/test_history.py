"""Which rows count, and whether a commit is of this history."""

from benchmarks.history import ROWS, newest, rows_of, same_commit
from benchmarks.rows import Settings, append, make_row


def row(case, commit, *, quick=False, **figures):
    made = make_row("room.what", Settings(quick=quick), count=1, unit="calls", case=case, figures=figures)
    return {**made, "commit": commit}


def test_the_newest_row_of_each_matter_counts():
    rows = [
        row("a", "aaaaaaaaaaaa", exact=1),
        row("b", "aaaaaaaaaaaa", exact=2),
        row("a", "bbbbbbbbbbbb", exact=3),
    ]
    assert [(one["case"], one["figures"]["exact"]) for one in newest(rows)] == [("a", 3), ("b", 2)]


def test_a_quick_run_does_not_stand_for_a_whole_one():
    rows = [row("a", "aaaaaaaaaaaa", exact=1), row("a", "bbbbbbbbbbbb", quick=True, exact=2)]
    assert newest(rows)[0]["figures"] == {"exact": 1}
    assert newest(rows[::-1])[0]["figures"] == {"exact": 1}


def test_rows_of_one_commit_alone():
    rows = [row("a", "aaaaaaaaaaaa", exact=1), row("a", "bbbbbbbbbbbb", exact=3), row("b", "aaaaaaaaaaaa+")]
    assert newest(rows, "aaaaaaaa") == rows[:1]
    assert newest(rows, "aaaaaaaaaaaa+") == rows[2:]
    assert newest(rows, "ccccccccc") == []


def test_a_tree_with_changes_is_not_its_commit():
    assert same_commit("62993e41a196", "62993e41")
    assert not same_commit("62993e41a196+", "62993e41a196")
    assert not same_commit("62993e41a196", "62993")


def test_rows_are_in_the_order_of_their_instants(tmp_path):
    for at, exact in (("2026-11-28T08:00:00+00:00", 2), ("2026-11-28T06:00:00+00:00", 1)):
        append(tmp_path / "rows.jsonl", {**row("a", "aaaaaaaaaaaa", exact=exact), "at": at})
    assert newest(rows_of(tmp_path / "rows.jsonl"))[0]["figures"] == {"exact": 2}


def test_matters_may_differ_by_threads():
    assert len(newest(rows_of(ROWS))) < len(rows_of(ROWS))
    assert {one["threads"] for one in newest(rows_of(ROWS)) if one["benchmark"] == "stages.load"} == {1, 2}
