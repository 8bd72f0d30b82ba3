"""The pool under load: the same answers however many ask, a full queue, and workers that are killed."""

import asyncio
import os
import signal
import time
from concurrent.futures import ThreadPoolExecutor

import numpy as np
import pytest

import docverify as dv
from docverify.service.pool.pool import Pool
from docverify.service.refused import Refused
from tests.service.running import running, until


@pytest.fixture(scope="module")
def one_worker():
    with running(workers=1, queue=2, job_seconds=5.0) as one:
        yield one


def verified(service, mated, case="case"):
    files = [("document", mated[0]), ("live", mated[1])]
    return service.post("/v1/verify", files, {"at": "2026-11-28", "case_id": case, "policy": "lenient"})


def timeless(answer):
    told = answer.json()
    return {**told, "report": {**told["report"], "timings": None}}


def test_sixteen_clients_are_answered_as_one_is(service, mated):
    alone = timeless(verified(service, mated))
    with ThreadPoolExecutor(16) as clients:
        answers = list(clients.map(lambda _: verified(service, mated), range(16)))
    assert all(one.status_code == 200 for one in answers)
    assert all(timeless(one) == alone for one in answers)


def test_a_full_queue_is_told_and_is_no_pile(one_worker, mated):
    with ThreadPoolExecutor(12) as clients:
        answers = list(clients.map(lambda _: verified(one_worker, mated), range(12)))
    statuses = [one.status_code for one in answers]
    assert set(statuses) == {200, 503}
    refused = next(one for one in answers if one.status_code == 503)
    assert refused.json()["code"] == "busy"
    assert refused.json()["retryable"] is True
    assert int(refused.headers["retry-after"]) >= 1
    assert verified(one_worker, mated).status_code == 200
    assert one_worker.figure("docverify_pool_refused_total") == statuses.count(503)
    assert one_worker.figure("docverify_pool_waiting") == 0


def test_a_killed_worker_loses_its_own_request_and_the_pool_is_whole_again(service, mated):
    before = service.pool.counts.lost
    with ThreadPoolExecutor(8) as clients:
        asked = [clients.submit(verified, service, mated, f"case{number}") for number in range(8)]
        until(lambda: service.pool.working == 2)
        os.kill(service.pool.pids[0], signal.SIGKILL)
        answers = [one.result() for one in asked]
    lost = [one for one in answers if one.status_code == 503]
    assert [one.json()["code"] for one in lost] in ([], ["worker_lost"])
    assert all(one.json()["retryable"] for one in lost)
    assert all(one.status_code == 200 for one in answers if one not in lost)
    until(lambda: service.pool.ready)
    assert service.pool.counts.lost == before + 1
    assert len(service.pool.pids) == 2
    assert verified(service, mated).status_code == 200


def sleeps(seconds):
    time.sleep(seconds)
    return os.getpid()


def dies():
    os.kill(os.getpid(), signal.SIGKILL)


def fails():
    raise ValueError("its own fault")


@pytest.fixture
def pooled():
    """Run a coroutine on a pool that is warm."""

    def run(use, **told):
        async def inside():
            pool = Pool(**{"workers": 1, "queue": 1, "seconds": 30.0, **told})
            pool.start()
            try:
                await pool.run(sleeps, 0.0)  # waits until a worker is warm
                return await use(pool)
            finally:
                await pool.stop()

        return asyncio.run(inside())

    return run


def test_a_pools_own_promises(pooled):
    """One pool for all of them: starting one takes seconds."""

    async def use(pool):
        with pytest.raises(ValueError, match="its own fault"):
            await pool.run(fails)
        first = pool.pids
        with pytest.raises(Refused) as lost:
            await pool.run(dies)
        assert (lost.value.status, lost.value.code) == (503, "worker_lost")
        assert await pool.run(sleeps, 0.0) in pool.pids != first
        with pytest.raises(Refused) as late:
            await pool.run(sleeps, 600.0)
        assert late.value.code == "took_too_long"
        assert await pool.run(sleeps, 0.0, worker=0) in pool.pids
        leaves = asyncio.create_task(pool.run(sleeps, 0.5))
        await asyncio.sleep(0.1)
        leaves.cancel()
        waits = asyncio.create_task(pool.run(sleeps, 0.0))
        await asyncio.sleep(0.05)
        assert not waits.done(), "the worker is at work, though nobody waits for it"
        with pytest.raises(Refused) as full:
            await pool.run(sleeps, 0.0)
        assert full.value.code == "busy"
        assert await waits in pool.pids
        assert (pool.counts.lost, pool.counts.late, pool.counts.refused) == (2, 1, 1)

    pooled(use, seconds=8.0)


class Hanging:
    """A reader that never answers."""

    name = "hanging"

    def read(self, image):  # noqa: ARG002 - what every reader takes
        time.sleep(3600.0)


def reads_for_ever():
    return dv.read_mrz(np.full((64, 64, 3), 255, np.uint8), engine=Hanging()).failure


def test_an_engine_that_hangs_costs_its_own_request_and_its_worker_alone(pooled):
    async def use(pool):
        first = pool.pids
        with pytest.raises(Refused) as late:
            await pool.run(reads_for_ever)
        assert (late.value.status, late.value.code) == (503, "took_too_long")
        assert await pool.run(sleeps, 0.0) in pool.pids
        assert pool.pids != first

    pooled(use, seconds=8.0)


def test_state_stays_with_one_worker():
    pool = Pool(workers=7, queue=0)
    numbers = {key: pool.worker_for(key) for key in map(str, range(200))}
    assert set(numbers.values()) == set(range(7))
    assert all(pool.worker_for(key) == number for key, number in numbers.items())
