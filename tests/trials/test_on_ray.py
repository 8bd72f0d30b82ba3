"""The same batches on Ray, started on this machine."""

import os
import time
from functools import partial
from pathlib import Path

import pytest

from docverify.errors import ConfigurationError
from docverify.trials.batch import verify_pairs
from docverify.trials.on_ray import run_on_ray
from tests.trials import runs
from tests.trials.runs import SETTING, bare, untold, without_times

pytest.importorskip("ray", reason="pip install 'docverify[ray]'")
pytestmark = pytest.mark.filterwarnings("ignore")  # Ray's own


@pytest.fixture(autouse=True)
def found_by_workers(monkeypatch):
    """Ray's workers find the tests' functions by their modules."""
    root = str(Path(__file__).resolve().parents[2])
    monkeypatch.setenv("PYTHONPATH", os.pathsep.join(filter(None, (root, os.environ.get("PYTHONPATH")))))


def test_the_same_rows_come_from_ray_and_a_killed_worker_loses_nothing(
    alone,
    table,
    samples,
    tmp_path,
    monkeypatch,
):
    monkeypatch.setenv("DOCVERIFY_TEST_MARKS", str(tmp_path))
    out = tmp_path / "out.jsonl"
    runner = partial(run_on_ray, address="local", count=2, run=runs.die_once)
    verify_pairs(table, samples, out, setting=SETTING, told=untold, runner=runner)
    assert (tmp_path / "samples-3").exists()  # one was killed
    assert without_times(out) == without_times(alone)


def test_cases_that_kill_workers_are_told_and_errors_keep_their_kind():
    rows = list(run_on_ray(bare(5), address="local", count=2, run=runs.die_always))
    assert [row["case_id"] for row in rows if row.get("error") == "WorkerDied"] == ["c3"]
    assert len(rows) == 5
    with pytest.raises(ConfigurationError, match="not c"):
        list(run_on_ray(bare(2), address="local", count=2, run=runs.refuse))


@pytest.mark.parametrize("address", ["127.0.0.1:1", "ray://127.0.0.1:1", "no-such-host.invalid:6379", "a:b"])
def test_a_cluster_that_is_not_there_is_told_at_once(address):
    begun = time.monotonic()
    with pytest.raises(ConfigurationError, match="no Ray cluster"):
        list(run_on_ray(bare(1), address=address, run=runs.echo))
    assert time.monotonic() - begun < 30  # Ray itself took minutes
