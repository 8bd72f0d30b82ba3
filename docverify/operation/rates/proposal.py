"""A population of the site's own people, made of the references that are there: proposed, never put to use.

What is proposed holds nobody's template: the mean of fifty people at least, and rates counted on their pairs.
It counts in no comparison until somebody writes it down, hands it to `verify`, and has a policy name its sum.
"""

import hashlib
from dataclasses import dataclass, replace
from datetime import date

import numpy as np

from docverify.arguments import expect
from docverify.errors import ConfigurationError
from docverify.evidence.population import ADVISED_PEOPLE, LEAST_PEOPLE, Population
from docverify.faces import Engine
from docverify.operation.rates.monitor import Monitor
from docverify.verification import Policy


@dataclass(frozen=True, slots=True, kw_only=True)
class Proposal:
    """A population that would bring the false match rate of a site back to what is asked for, or not.

    Attributes:
        population: as it would count.
        fmr: the rate in use.
        worthwhile: whether it lowers a rate that is surely too high: the lower end of the interval without it
            is above what is asked, and fewer pairs match with it.
        notices: what whoever decides should know, in sentences.
    """

    population: Population
    fmr: float
    worthwhile: bool
    notices: tuple[str, ...]

    def in_policy(self, policy: Policy, *, name: str) -> Policy:
        """A policy that demands this population: a new one, under a name of its own, for somebody to sign.

        Raises:
            InputError: `policy` is none, or the name is no string.
            ConfigurationError: the name is the old one.
        """
        expect("policy", policy, Policy, "a Policy")
        expect("name", name, str, "a string")
        if name == policy.name:
            raise ConfigurationError("name is that of the policy before: call the new one something else")
        return replace(policy, name=name, population=self.population.sha256)


def propose_population(monitor: Monitor, engine: Engine, *, name: str, at: date) -> Proposal:
    """Make a population of the people whose references a monitor holds, and say what it would change.

    It takes some seconds, and changes nothing: neither the monitor nor any comparison.

    Args:
        monitor: that compared without a population.
        engine: that compares; its calibration is the one from which the population departs.
        name: of the place and the kind of picture, as reports would show it.
        at: the day, for the record.

    Raises:
        ConfigurationError: fewer than 50 people are there; a population counts already; another engine; or it
            did harm.
        InputError: an argument is not what is said above.
    """
    from docverify.faces.encoded import Encoded
    from docverify.faces.population import population_of

    expect("monitor", monitor, Monitor, "a Monitor")
    expect("engine", engine, Engine, "what engine_named gave")
    held = monitor.held
    if held.population:
        raise ConfigurationError("a population counts already: make a new one of a monitor without it")
    if engine.encoder.id != held.encoder:
        raise ConfigurationError(f"engine is {engine.encoder.id}, the references are of {held.encoder}")
    rows = monitor.copy_of_references()
    try:
        if len(rows) < LEAST_PEOPLE:
            raise ConfigurationError(
                f"{len(rows)} references are there: a population is of {LEAST_PEOPLE} people at least, "
                f"{ADVISED_PEOPLE} are advised"
            )
        people = np.arange(len(rows))
        encoded = Encoded(rows, people, (), len(rows), hashlib.sha256(rows.tobytes()).hexdigest())
        made = population_of(
            encoded, engine, name=name, made=at, describe="references of accepted people, in operation"
        )
    finally:
        rows[:] = 0.0
    return _proposal(made, held.fmr, engine)


def _proposal(made: Population, fmr: float, engine: Engine) -> Proposal:
    notices = [*made.notices, "No mated pairs were counted: whom it would lose is seen in FNMR only."]
    own = None if engine.calibration is None else made.at(engine.calibration.at(fmr))
    worthwhile = False
    if own is not None:
        notices.append(
            f"At FMR {own.fmr:g}, {own.without.errors} of {own.without.trials:,} pairs match without it and "
            f"{own.counted.errors} with it, k-fold over people."
        )
        worthwhile = own.without.interval.low > own.fmr and own.counted.errors < own.without.errors
    return Proposal(population=made, fmr=fmr, worthwhile=worthwhile, notices=tuple(notices))
