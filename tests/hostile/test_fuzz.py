"""The hostile targets hold for their seeds, for what once broke them, and for random changes of both."""

import pytest

from docverify.verification import Policy
from tests.hostile import fuzz, targets
from tests.hostile.targets import TARGETS

RUNS = {"pages": 12, "reading": 3, "reports": 60}
"""Random changes of slow targets; of the others MANY."""
MANY = 300
DOORS = {
    "load": (targets, "load_image"),
    "pages": (targets, "load_pages"),
    "parse": (targets, "parse_many"),
    "repair": (targets, "repair_mrz"),
    "reading": (targets, "read_mrz"),
    "templates": (targets.Template, "from_bytes"),
    "calibrations": (targets, "read_calibration"),
    "populations": (targets.Population, "from_json"),
    "policies": (Policy, "read"),
    "reports": (targets.Report, "from_dict"),
}


def test_every_target_can_be_named():
    assert tuple(TARGETS) == fuzz.NAMES == tuple(DOORS)


@pytest.mark.parametrize("name", TARGETS)
def test_seeds_and_changes_of_them_break_nothing(name, capfd):
    """`capfd` keeps what decoders in C have to say about damage."""
    count = len(fuzz.inputs(name)) + RUNS.get(name, MANY)
    outcome = fuzz.run_random(name, TARGETS[name], runs=count)
    assert outcome.runs == count
    assert outcome.faults == {}


@pytest.mark.parametrize("name", TARGETS)
@pytest.mark.parametrize("fault", [KeyError, ValueError, RuntimeWarning])
def test_a_fault_behind_a_door_is_told(name, fault, monkeypatch, capfd):
    def broken(*given, **options):
        raise fault

    monkeypatch.setattr(*DOORS[name], broken)
    outcome = fuzz.run_random(name, TARGETS[name], runs=3)
    assert len(outcome.faults) == 1
    assert next(iter(outcome.faults)).startswith(f"{fault.__name__} at {__file__}")
    assert str(outcome).startswith(f"{name}: 3 runs")
    assert str(outcome).endswith("1 faults")


@pytest.mark.parametrize(("name", "door"), [("load", "load_image"), ("pages", "load_pages")])
def test_a_picture_that_is_none_is_told(name, door, monkeypatch):
    monkeypatch.setattr(targets, door, lambda data, **options: [data, options])
    assert fuzz.run_random(name, TARGETS[name], runs=1).faults


def test_random_changes_are_the_same_for_one_seed(monkeypatch):
    seen = []
    for seed in (1, 1, 2):
        seen.append([])
        fuzz.run_random("templates", seen[-1].append, seed=seed, runs=50)
    assert seen[0] == seen[1] != seen[2]


def test_what_once_broke_a_target_is_replayed(tmp_path, monkeypatch):
    monkeypatch.setattr(fuzz, "FOUND", tmp_path)
    outcome = fuzz.Outcome("templates", 1, 0.1, {"KeyError at x:1": b"DVF1 and so on"})
    fuzz.keep(outcome)
    assert fuzz.inputs("templates")[-1] == b"DVF1 and so on"
