"""Populations of a site's own people: proposed from fifty on, and never put to use by themselves."""

from datetime import UTC, date, datetime, timedelta

import numpy as np
import pytest

from docverify.errors import ConfigurationError
from docverify.evidence import Population
from docverify.faces import engine_named
from docverify.operation.rates import Monitor, propose_population
from docverify.verification import Demand, Policy

AT = datetime(2026, 11, 23, 8, tzinfo=UTC)
DAY = date(2026, 11, 23)


@pytest.fixture(scope="module")
def monitor(engine, crowd, report):
    found = Monitor(
        calibration=engine.calibration, fmr=1e-3, capacity=200, each=200, rng=np.random.default_rng(1)
    )
    for number, person in enumerate(crowd):
        found.observe(report(person), at=AT + timedelta(minutes=number))
    return found


@pytest.fixture(scope="module")
def proposal(monitor, engine):
    return propose_population(monitor, engine, name="gate 3", at=DAY)


def test_what_is_proposed_is_the_mean_of_the_people_who_are_there(proposal, crowd):
    faces = np.array([person.face / np.linalg.norm(person.face) for person in crowd])
    mean = faces.mean(axis=0)
    assert proposal.population.direction @ (mean / np.linalg.norm(mean)) == pytest.approx(1, abs=1e-4)
    assert proposal.population.people == len(crowd)
    assert Population.from_json(proposal.population.to_json()).sha256 == proposal.population.sha256


def test_it_says_what_it_would_change(proposal):
    own = proposal.population.points[0]
    assert own.without.trials == own.counted.trials
    assert proposal.worthwhile
    assert any("k-fold" in notice for notice in proposal.notices)


def test_nothing_is_put_to_use(monitor, proposal, crowd, report):
    before = monitor.held
    again = report(crowd[0])
    assert again.evidence.comparison.population is None
    assert monitor.held == before
    assert monitor.held.population == ""
    assert monitor.rates().non_mated.rate.trials == 160 * 159 // 2


def test_a_policy_demands_it_under_a_name_of_its_own_only(proposal):
    old = Policy.named("border")
    new = proposal.in_policy(old, name="border-2026.2, gate 3")
    assert new.population == proposal.population.sha256
    assert new.demand("face_population") is Demand.REQUIRED
    assert old.population is None
    with pytest.raises(ConfigurationError, match="something else"):
        proposal.in_policy(old, name=old.name)


def test_fewer_than_fifty_people_are_no_aggregate(engine, crowd, report):
    few = Monitor(calibration=engine.calibration, fmr=1e-3, rng=np.random.default_rng(1))
    with pytest.raises(ConfigurationError, match="50"):
        propose_population(few, engine, name="x", at=DAY)
    for person in crowd[:49]:
        few.observe(report(person), at=AT)
    with pytest.raises(ConfigurationError, match="49 references"):
        propose_population(few, engine, name="x", at=DAY)


def test_another_engine_and_a_population_in_use_are_refused(monitor, engine, proposal):
    with pytest.raises(ConfigurationError, match="references are of"):
        propose_population(monitor, engine_named("sface-int8"), name="x", at=DAY)
    counting = Monitor(
        calibration=engine.calibration,
        fmr=1e-3,
        population=proposal.population,
        rng=np.random.default_rng(1),
    )
    with pytest.raises(ConfigurationError, match="already"):
        propose_population(counting, engine, name="x", at=DAY)
