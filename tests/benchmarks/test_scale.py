"""The simulated port against Erlang's formula and common sense, and the arithmetic of size."""

import math

import numpy as np
import pytest

from benchmarks.figures import Figures
from benchmarks.history import ROWS, rows_of
from benchmarks.scale import assumed
from benchmarks.scale.costs import cores, shards
from benchmarks.scale.page import figures
from benchmarks.scale.port import Port, Spread, in_turn, simulate
from benchmarks.scale.queueing import mean_wait, servers_for, waits


def test_erlang_c_is_that_of_its_tables():
    assert waits(0.5, 1) == pytest.approx(0.5)
    assert waits(1.0, 2) == pytest.approx(1 / 3)
    by_definition = sum(8**n / math.factorial(n) for n in range(10))
    last = 8**10 / math.factorial(10) * 10 / 2
    assert waits(8.0, 10) == pytest.approx(last / (by_definition + last))
    with pytest.raises(ValueError, match="cannot carry"):
        waits(2.0, 2)


def test_the_fewest_servers_are_told():
    found = servers_for(10.0, 0.4, within_s=1.0, late=0.01)
    late = [waits(4.0, c) * math.exp(-(c - 4.0) / 0.4) for c in (found - 1, found)]
    assert late[1] <= 0.01 < late[0]


@pytest.mark.parametrize(("rate", "servers"), [(0.8, 1), (3.4, 4), (8.5, 10)])
def test_waiting_is_erlangs_where_people_come_at_random(rate, servers):
    means = []
    for seed in range(30):
        rng = np.random.default_rng([seed, servers])
        arrival = np.cumsum(rng.exponential(1 / rate, 20_000))
        start = in_turn(arrival, rng.exponential(1.0, len(arrival)), servers)
        means.append(float((start - arrival)[2_000:].mean()))
    error = np.std(means, ddof=1) / math.sqrt(len(means))
    assert abs(np.mean(means) - mean_wait(rate, servers, 1.0)) < 3.3 * error


@pytest.mark.parametrize("seed", range(5))
def test_no_kiosk_is_idle_while_somebody_waits_and_nobody_is_passed_over(seed):
    day = simulate(Port(), kiosks=9, desks=2, seed=seed)
    assert (np.diff(day.start) >= 0).all()
    assert (day.wait >= 0).all()
    for arrival, start, end, servers in (
        (day.arrival, day.start, day.end, 9),
        (day.desk_arrival, day.desk_start, day.desk_end, 2),
    ):
        moments = np.sort(end)
        waiting = np.searchsorted(arrival, moments, "right") - np.searchsorted(start, moments, "right")
        busy = np.searchsorted(start, moments, "right") - np.searchsorted(moments, moments, "right")
        assert (busy[waiting > 0] == servers).all()
        assert busy.max() <= servers
        assert (waiting > 0).any()


def test_one_seed_is_one_day():
    one, same, other = (simulate(Port(), kiosks=9, desks=2, seed=seed) for seed in (7, 7, 8))
    assert (one.start == same.start).all()
    assert (one.desk_end == same.desk_end).all()
    assert not np.array_equal(one.arrival, other.arrival)


def test_more_kiosks_change_the_wait_alone():
    few, many = (simulate(Port(), kiosks=kiosks, desks=2, seed=3) for kiosks in (8, 16))
    assert (few.arrival == many.arrival).all()
    assert (few.attempts == many.attempts).all()
    assert sorted(few.referred) == sorted(many.referred)
    assert (many.wait <= few.wait).all()


def test_people_do_as_the_port_says():
    port = Port(flights=400, fails=0.12, fails_again=0.4, drawn=0.02)
    day = simulate(port, kiosks=60, desks=8, seed=1)
    assert len(day.arrival) == pytest.approx(400 * 105, rel=0.02)
    assert (day.attempts > 1).mean() == pytest.approx(0.12, abs=0.01)
    assert day.attempts.max() == 3
    failed = 0.12 * 0.4 * 0.4
    assert len(day.referred) / len(day.arrival) == pytest.approx(failed + (1 - failed) * 0.02, abs=0.003)
    assert np.median((day.end - day.start)[day.attempts == 1]) == pytest.approx(22, rel=0.03)
    longer = simulate(Port(flights=400, verification_s=5.0), kiosks=60, desks=8, seed=1)
    assert np.allclose((longer.end - longer.start) - (day.end - day.start), 5.0 * day.attempts)


def test_a_spread_has_its_median_and_its_tenth():
    drawn = Spread(22.0, 40.0).draw(np.random.default_rng(1), 100_000)
    assert np.quantile(drawn, [0.5, 0.9]) == pytest.approx([22.0, 40.0], rel=0.02)


def test_a_port_without_kiosks_or_desks_is_refused():
    with pytest.raises(ValueError, match="a kiosk and a desk"):
        simulate(Port(), kiosks=1, desks=0, seed=1)


def test_cores_follow_the_peak():
    even, busy = assumed.PEAKS[0], assumed.PEAKS[1]
    assert cores(400e6, even, 0.4).rate == pytest.approx(400e6 / 365 / 86_400)
    found = cores(400e6, busy, 0.4)
    assert found.rate == pytest.approx(400e6 * 0.00035 / 3600 * 2)
    assert found.busy == pytest.approx(found.rate * 0.4)
    assert found.busy < found.cores < found.busy + 10


def test_shards_follow_memory_and_time():
    found = shards(1e9, template_bytes=640, search_s=37.5e-9, fmr=5e-5)
    assert found == (640e9, 10, pytest.approx(37.5), 75, pytest.approx(50_000))


def test_figures_differ_by_seed_where_days_do_and_nowhere_else():
    rows = Figures(rows_of(ROWS))
    one, other = figures(rows), figures(rows, seed=1001)
    differ = {name for name in one if one[name].text != other[name].text}
    assert differ == {"scale.people", "scale.referred", "scale.seeds", "scale.kiosks", "scale.desks"}
