"""Batches: the same rows whoever makes them, resumed where they stopped, and nothing lost with a worker."""

import json
import pickle
from collections import Counter
from dataclasses import replace
from datetime import UTC, date, datetime
from functools import partial

import pytest
from typer.testing import CliRunner

import docverify as dv
from docverify.cli import app
from docverify.cli.codes import ExitCode
from docverify.errors import ConfigurationError, InputError, UnreadableImage
from docverify.trials.batch import verify_pairs
from docverify.trials.job import Job, Setting, verify_one
from docverify.trials.workers import TRIES, run_here, run_in_workers
from tests.trials import runs
from tests.trials.runs import AT, PAIRS, SETTING, bare, untold, without_times


def test_one_verification_is_a_value_that_travels(samples):
    pictures = [(samples / "mated" / name).read_bytes() for name in ("document.png", "live.jpg")]
    job = Job(case_id="one", document=(pictures[0],), live=(pictures[1],), setting=SETTING)
    assert "mated" not in repr(job)
    first, again = verify_one(job), pickle.loads(pickle.dumps(verify_one(pickle.loads(pickle.dumps(job)))))  # noqa: S301
    usual = dv.verify(document=pictures[0], live=pictures[1], policy="border", at=AT, case_id="one")
    assert first.findings == again.findings == usual.findings
    assert first.evidence is None
    with pytest.raises(UnreadableImage) as caught:
        verify_one(Job(case_id="x", document=(b"no picture",), live=(pictures[1],), setting=SETTING))
    assert caught.value.picture == "document"


def test_a_row_is_a_report_that_can_be_read_back(alone):
    rows = [json.loads(line) for line in alone.read_text().splitlines()]
    assert [row["case_id"] for row in rows] == [f"samples-{at}" for at in range(1, 6)]
    assert [row["mated"] for row in rows] == [bool(same) for *_, same in PAIRS]
    for row in rows[:4]:
        assert dv.Report.from_dict(row).case_id == row["case_id"]
        assert "mrz" not in row
    assert rows[4] == {
        "case_id": "samples-5",
        "error": "UnreadableImage",
        "picture": "document",
        "mated": True,
    }


def test_two_workers_make_the_same_rows_and_a_killed_one_loses_nothing(
    alone, table, samples, tmp_path, monkeypatch
):
    monkeypatch.setenv("DOCVERIFY_TEST_MARKS", str(tmp_path))
    out = tmp_path / "out.jsonl"
    runner = partial(run_in_workers, count=2, run=runs.die_once)
    seen = []
    verify_pairs(
        table,
        samples,
        out,
        setting=SETTING,
        told=lambda done, total: seen.append((done, total)),
        runner=runner,
    )
    assert (tmp_path / "samples-3").exists()  # one was killed
    assert without_times(out) == without_times(alone)
    assert seen == [(done, 5) for done in range(6)]


def test_a_run_goes_on_where_it_stopped(alone, table, samples, tmp_path):
    lines = alone.read_bytes().splitlines(keepends=True)
    for kept, torn in ((0, b""), (2, b""), (2, lines[2][:100]), (5, b"")):
        out = tmp_path / f"{kept}{len(torn)}.jsonl"
        out.write_bytes(b"".join(lines[:kept]) + torn)
        begun = []

        def counting(jobs, begun=begun):
            return run_here(begun.append(job.case_id) or job for job in jobs)

        counts = verify_pairs(table, samples, out, setting=SETTING, told=untold, runner=counting)
        assert len(begun) == 5 - kept
        assert without_times(out) == without_times(alone)
        assert sum(counts.outcomes.values()) + sum(counts.errors.values()) == 5


def test_reports_of_other_pairs_or_settings_are_not_gone_on_with(alone, table, samples, tmp_path):
    out = tmp_path / "out.jsonl"
    out.write_bytes(alone.read_bytes())
    for setting in (
        Setting(policy=dv.Policy.named("kiosk"), at=AT),
        Setting(policy=SETTING.policy, at=date(2026, 11, 29)),
        Setting(policy=SETTING.policy, at=AT, engine="null"),
        Setting(policy=SETTING.policy, at=AT, face_engine="sface-int8"),
    ):
        with pytest.raises(InputError, match="another policy, engine or day"):
            verify_pairs(table, samples, out, setting=setting, told=untold)
    fewer = tmp_path / "samples.csv"
    fewer.write_text("".join(table.read_text().splitlines(keepends=True)[:3]))
    with pytest.raises(InputError, match="other pairs"):
        verify_pairs(fewer, samples, out, setting=SETTING, told=untold)
    out.write_bytes(b"not json\n")
    with pytest.raises(InputError, match="other pairs"):
        verify_pairs(table, samples, out, setting=SETTING, told=untold)
    assert out.read_bytes() == b"not json\n"


@pytest.mark.parametrize(
    ("rows", "told"),
    [
        ("path_a,same\nx,1\n", "no column path_b"),
        ("path_a,path_b\n../x,y\n", "outside"),
        ("path_a,path_b\nnone.png,none.png\n", "no such picture"),
        ("path_a,path_b,same\nREADME.md,README.md,maybe\n", "neither 1 nor 0"),
        ("path_a,path_b,case_id\nREADME.md,README.md,A\nREADME.md,README.md,A\n", "twice"),
        ("path_a,path_b\n", "no pair"),
    ],
)
def test_what_is_wrong_with_a_table_is_told_before_the_work(rows, told, samples, tmp_path):
    path = tmp_path / "pairs.csv"
    path.write_text(rows)
    with pytest.raises(InputError, match=told):
        verify_pairs(path, samples, tmp_path / "out", setting=SETTING, told=untold)
    assert not (tmp_path / "out").exists()


def test_a_setting_that_cannot_be_kept_is_refused_before_the_work(table, samples, tmp_path):
    for setting in (
        Setting(policy=dv.Policy(refer_share=0.1), at=AT),
        Setting(policy=dv.Policy(fmr=1e-12), at=AT),
        Setting(policy=SETTING.policy, at=AT, engine="none such"),
    ):
        with pytest.raises(InputError):
            verify_pairs(table, samples, tmp_path / "out", setting=setting, told=untold)


def test_rows_come_in_the_order_of_their_jobs_from_every_worker():
    rows = list(run_in_workers(bare(60), count=3, run=runs.echo))
    assert [row["case_id"] for row in rows] == [f"c{at}" for at in range(60)]
    assert len({row["pid"] for row in rows}) > 1


def test_a_case_that_kills_every_worker_is_told_and_the_others_are_not_lost():
    rows = list(run_in_workers(bare(7), count=2, run=runs.die_always))
    assert Counter("error" in row for row in rows) == {False: 6, True: 1}
    assert [row["case_id"] for row in rows if "error" in row] == ["c3"]
    assert {row["error"] for row in rows if "error" in row} == {"WorkerDied"}
    assert TRIES > 1


def test_what_is_wrong_with_all_of_them_ends_the_run():
    with pytest.raises(ConfigurationError, match=r"not c[01]"):
        list(run_in_workers(bare(9), count=2, run=runs.refuse))


def test_no_job_is_opened_long_before_its_turn():
    opened = []
    jobs = (opened.append(at) or job for at, job in enumerate(bare(500)))
    rows = run_in_workers(jobs, count=2, run=runs.echo)
    next(rows)
    assert len(opened) < 40
    rows.close()


def test_the_command_writes_what_report_counts(table, samples, tmp_path, alone):
    out = tmp_path / "out.jsonl"
    told = CliRunner().invoke(
        app, ["batch", str(table), "--root", str(samples), "-o", str(out), "--at", str(AT)]
    )
    assert told.exit_code == ExitCode.PASSED, told.output
    assert "PASSED: 1" in told.output
    assert "without a report, UnreadableImage: 1" in told.output
    assert without_times(out) == without_times(alone)
    counted = CliRunner().invoke(app, ["report", str(out), "--json"])
    assert counted.exit_code == ExitCode.PASSED, counted.output


def test_what_a_batch_cannot_have_is_refused_before_the_work():
    """An officer to refer cases to, and an instant, which is another day elsewhere."""
    day = date(2026, 11, 28)
    refers = replace(dv.Policy.named("lenient"), refer_share=0.1)
    with pytest.raises(ConfigurationError, match="refers cases to an officer"):
        Setting(policy=refers, at=day).require()
    with pytest.raises(ConfigurationError, match="at is an instant"):
        Setting(policy=dv.Policy.named("lenient"), at=datetime(2026, 11, 28, tzinfo=UTC)).require()
