"""The rows `faces.population`: they decide as `compare_templates` does, and count each pair once."""

from importlib.resources import files

import numpy as np
import pytest

import docverify as dv
from benchmarks import face_populations
from benchmarks.faces import engines_here, own_engine
from benchmarks.rows import Settings
from docverify.faces import compare_templates
from tests.faces.people import ENGINE, directions, templates

PEOPLE = face_populations.People("made up", directions(100), None, np.array(["a"] * 25 + ["b"] * 75))


def test_every_pair_is_counted_once_and_no_group_is_worse():
    figures = face_populations.within(PEOPLE, ENGINE, seed=1)
    assert figures["all"]["pairs"] == f"{100 * 99 // 2:,}"
    assert figures["a"]["pairs"] == f"{25 * 24 // 2}"
    for told in (figures["all"], figures["a"], figures["b"]):
        times, without = (float(part.split()[0]) for part in told["at_0.001"].split("without "))
        assert times <= without
    assert float(figures["all"]["at_0.001"].split()[0]) < 2


def test_pairs_are_decided_as_templates_are():
    made = face_populations._made(PEOPLE, np.arange(60), ENGINE)
    rest = np.arange(60, 100)
    compared = face_populations._compare(PEOPLE, made, ENGINE, rest, rest)
    assert len(compared.people) == 40 * 39 // 2
    rows = templates(PEOPLE.references)
    for at in range(0, len(compared.people), 11):
        a, b = compared.people[at]
        for column, fmr in enumerate(face_populations.RATES):
            found = compare_templates(rows[a], rows[b], fmr=fmr, population=made)
            assert compared.matches[at, column] == (found.outcome is dv.ComparisonOutcome.MATCH)


def test_mated_pairs_are_counted_where_there_are_probes():
    people = face_populations.People("two", PEOPLE.references, PEOPLE.references, PEOPLE.groups)
    figures = face_populations.within(people, ENGINE, seed=1)
    assert figures["all"]["pairs"] == f"{100 * 99:,}"
    assert figures["mated_at_0.0001"] == "100 of 100 (without 100)"


def test_an_engine_of_ones_own_is_measured_too(tmp_path):
    model = files("docverify.faces") / "models" / "sface-int8.onnx"
    settings = Settings(face_engine=f"{model}:mean=0,scale=1")
    assert next(engines_here(settings)).encoder.id.startswith("onnx-")
    shipped = files("docverify.faces") / "calibrations" / "sface.json"
    with pytest.raises(dv.ConfigurationError, match="a threshold holds for the build"):
        own_engine(Settings(face_engine="sface-int8", face_calibration=shipped))
