"""A port's day: flights in banks, people who walk to kiosks, try, try again, and some who go to a desk.

Pure: a port, how many kiosks and desks, and a seed give a day. Every person's draws are the same however many
kiosks there are, so that days of one seed differ by kiosks alone.
"""

import heapq
import math
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

Seconds = NDArray[np.float64]
HOUR: Final = 3600.0
_TENTH: Final = 1.2816
"""Standard deviations of a normal distribution above which a tenth lies."""


@dataclass(frozen=True, slots=True)
class Spread:
    """A lognormal time.

    Attributes:
        median_s: half of the times are shorter.
        tenth_s: a tenth of them is longer.
    """

    median_s: float
    tenth_s: float

    def draw(self, rng: np.random.Generator, count: int) -> Seconds:
        """So many times, in seconds."""
        spread = math.log(self.tenth_s / self.median_s) / _TENTH
        return self.median_s * np.exp(spread * rng.standard_normal(count))


@dataclass(frozen=True, slots=True)
class Port:
    """What comes to a port in a day, and how long everything takes; `page` says why.

    Attributes:
        flights: that arrive with people for the kiosks.
        people: of a flight who may use a kiosk, in the mean (Poisson).
        banks: hours of the day around which flights arrive, and how many of them to each (parts).
        bank_spread_h: standard deviation of the arrivals of a bank.
        between: part of the flights that arrive at any time from `opens_h` to `closes_h`.
        leave_a_minute: people who leave an aeroplane in a minute.
        walk_s: from the aeroplane's door to the hall; the same for a flight.
        pace_s: by how much people of one flight differ, standard deviation.
        attempt_s: one attempt at a kiosk, from stepping there to the last picture.
        verification_s: the verification of it.
        fails: probability that a first attempt does not end well.
        fails_again: the same of a further one, by the same person.
        attempts: at most.
        drawn: share of those who passed who are drawn for an officer.
        to_desk_s: from the kiosk to the desk.
        desk_s: one person at a desk.
    """

    flights: int = 60
    people: float = 105.0
    banks: tuple[tuple[float, float], ...] = ((6.5, 0.3), (9.5, 0.2), (13.5, 0.2), (19.0, 0.3))
    bank_spread_h: float = 0.45
    between: float = 0.3
    opens_h: float = 5.5
    closes_h: float = 23.0
    leave_a_minute: float = 20.0
    walk_s: tuple[float, float] = (360.0, 840.0)
    pace_s: float = 60.0
    attempt_s: Spread = Spread(22.0, 40.0)
    verification_s: float = 0.0
    fails: float = 0.12
    fails_again: float = 0.4
    attempts: int = 3
    drawn: float = 0.02
    to_desk_s: float = 20.0
    desk_s: Spread = Spread(75.0, 180.0)


@dataclass(frozen=True, slots=True, eq=False)
class Day:
    """What happened, in seconds since midnight; people in the order in which they came.

    Attributes:
        arrival: at the kiosks' queue.
        start: at a kiosk.
        end: at it.
        attempts: that each made.
        referred: numbers of the people who went to a desk, in the order in which they came there.
        desk_arrival: of those.
        desk_start: of those.
        desk_end: of those.
    """

    arrival: Seconds
    start: Seconds
    end: Seconds
    attempts: NDArray[np.int64]
    referred: NDArray[np.int64]
    desk_arrival: Seconds
    desk_start: Seconds
    desk_end: Seconds

    @property
    def wait(self) -> Seconds:
        """Seconds before a kiosk."""
        return self.start - self.arrival

    @property
    def desk_wait(self) -> Seconds:
        """Seconds before a desk, of those who were referred."""
        return self.desk_start - self.desk_arrival


def simulate(port: Port, *, kiosks: int, desks: int, seed: int) -> Day:
    """One day.

    Raises:
        ValueError: there is no kiosk, or no desk.
    """
    if min(kiosks, desks) < 1:
        raise ValueError("there must be a kiosk and a desk")
    rng = np.random.default_rng(seed)
    arrival = _arrivals(port, rng)
    attempts, passed = _attempts(port, rng, len(arrival))
    each = port.attempt_s.draw(rng, len(arrival) * port.attempts).reshape(len(arrival), port.attempts)
    made = np.arange(port.attempts) < attempts[:, None]
    service = np.where(made, each + port.verification_s, 0.0).sum(axis=1)
    referred = ~passed | (rng.random(len(arrival)) < port.drawn)
    at_desk = port.desk_s.draw(rng, len(arrival))
    start = in_turn(arrival, service, kiosks)
    end = start + service
    numbers = np.flatnonzero(referred)
    numbers = numbers[np.argsort(end[numbers], kind="stable")]
    desk_arrival = end[numbers] + port.to_desk_s
    desk_start = in_turn(desk_arrival, at_desk[numbers], desks)
    return Day(
        arrival, start, end, attempts, numbers, desk_arrival, desk_start, desk_start + at_desk[numbers]
    )


def in_turn(arrival: Seconds, service: Seconds, servers: int) -> Seconds:
    """When each is served, who came first being served first by whichever server is free first.

    Args:
        arrival: ascending.
        service: seconds of each.
        servers: how many.
    """
    free = [0.0] * servers
    start = np.empty(len(arrival))
    for at, (came, takes) in enumerate(zip(arrival.tolist(), service.tolist(), strict=True)):
        begins = max(came, free[0])
        heapq.heapreplace(free, begins + takes)
        start[at] = begins
    return start


def _arrivals(port: Port, rng: np.random.Generator) -> Seconds:
    """When people reach the kiosks: a flight's time, the walk, the place in the aeroplane, the pace."""
    hours, parts = np.array(port.banks).T
    bank = rng.choice(hours, size=port.flights, p=parts / parts.sum())
    landing = bank + port.bank_spread_h * rng.standard_normal(port.flights)
    anytime = rng.uniform(port.opens_h, port.closes_h, port.flights)
    landing = HOUR * np.where(rng.random(port.flights) < port.between, anytime, landing)
    people = rng.poisson(port.people, port.flights)
    flight = np.repeat(np.arange(port.flights), people)
    door = np.concatenate([np.arange(count) for count in people]) * 60.0 / port.leave_a_minute
    walk = rng.uniform(*port.walk_s, port.flights)[flight]
    pace = port.pace_s * np.abs(rng.standard_normal(len(flight)))
    return np.sort(landing[flight] + walk + door + pace)


def _attempts(
    port: Port, rng: np.random.Generator, count: int
) -> tuple[NDArray[np.int64], NDArray[np.bool_]]:
    """How many attempts each person makes, and whether the last one ended well."""
    chance = np.array([port.fails] + [port.fails_again] * (port.attempts - 1))
    failed = rng.random((count, port.attempts)) < chance
    passed = ~failed.all(axis=1)
    return np.where(passed, np.argmin(failed, axis=1) + 1, port.attempts), passed
