"""Run jobs on Ray, on this machine or on a cluster: the same rows in the same order.

Ray hands pictures and reports from machine to machine, and by itself it does not encrypt them. Other
machines than this one are taken only where its TLS is switched on (RAY_USE_TLS=1 and its certificates, on all
of them).
Started here, it listens on this machine's network address under a token that it makes itself, and keeps what
it hands around in shared memory; --jobs does neither.
"""

import os
import socket
from collections import deque
from collections.abc import Iterable, Iterator
from typing import Any, Final
from urllib.parse import urlsplit

from docverify.arguments import expect, expect_number
from docverify.errors import ConfigurationError, EngineFailed, EngineMissing
from docverify.trials.job import Job
from docverify.trials.rows import WORKER_DIED, Row, row_of, without_report
from docverify.trials.workers import AHEAD, TRIES, Run

_PATIENCE: Final = 10.0
"""Seconds in which a cluster has to take a connection."""
LOCAL: Final = "local"
"""The address that starts Ray on this machine, for this run."""


def run_on_ray(
    jobs: Iterable[Job], *, address: str, count: int | None = None, run: Run = row_of
) -> Iterator[Row]:
    """The rows of jobs, in their order, made by Ray's workers.

    Args:
        jobs: taken as they are needed.
        address: of a cluster, such as "auto", "10.0.0.1:6379" or "ray://10.0.0.1:10001"; "local" starts Ray
            here.
        count: of processors that Ray may use where it is started here; all of them unless given.
        run: what makes a row of a job.

    Raises:
        InputError: `address` is no text, or `count` no number of processors.
        EngineMissing: Ray is not installed.
        EngineFailed: it does not start on this machine.
        ConfigurationError: no cluster answers, or its machines are others than this one and Ray's TLS is off.
        DocverifyError: what `run` raised.
    """
    expect("address", address, str, "a text")
    if count is not None:
        expect_number("count", count, low=1, whole=True)
    ray = _ray()
    _start(ray, address, count)
    try:
        task = ray.remote(num_cpus=1, max_retries=TRIES - 1)(run)
        workers = max(1, int(ray.cluster_resources().get("CPU", 1)))
        yield from _rows(ray, task, jobs, most=workers * 2, ahead=workers * AHEAD)
    finally:
        ray.shutdown()


def _ray() -> Any:  # noqa: ANN401 - Ray has no types
    try:
        import ray
    except ImportError:
        raise EngineMissing("Ray is not installed: pip install 'docverify[ray]'") from None
    return ray


def _start(ray: Any, address: str, count: int | None) -> None:  # noqa: ANN401 - as above
    os.environ.setdefault("RAY_USAGE_STATS_ENABLED", "0")  # nothing of a border's is told to anybody
    quiet = {"log_to_driver": False, "logging_level": "ERROR"}
    try:
        if address == LOCAL:
            _start_here(ray, count, quiet)
        else:
            _expect_listener(address)
            ray.init(address=address, **quiet)
    except (OSError, ValueError, RuntimeError) as problem:
        raise ConfigurationError(f"no Ray cluster can be reached at {address}: {problem}") from problem
    machines = {node["NodeManagerAddress"] for node in ray.nodes() if node["Alive"]}
    elsewhere = machines - {ray.util.get_node_ip_address(), "127.0.0.1"}
    if elsewhere and os.environ.get("RAY_USE_TLS") != "1":
        ray.shutdown()
        raise ConfigurationError(
            f"Ray would send pictures to {len(elsewhere)} other machines in plain text: switch on its TLS "
            "(RAY_USE_TLS=1) on all of them"
        )


def _expect_listener(address: str) -> None:
    """Look whether anybody listens at `host:port`: Ray itself tries for minutes where nobody does.

    Raises:
        OSError: nobody does, or there is no such host.
        ValueError: the port is none.
    """
    told = urlsplit(address if "://" in address else f"//{address}")
    if told.hostname and told.port:
        socket.create_connection((told.hostname, told.port), timeout=_PATIENCE).close()


def _start_here(ray: Any, count: int | None, quiet: dict[str, Any]) -> None:  # noqa: ANN401
    """Start Ray on this machine; on a busy one its parts may not find each other in the time it allows."""
    for left in reversed(range(TRIES)):
        try:
            ray.init(address=LOCAL, num_cpus=count, include_dashboard=False, **quiet)
        except Exception as problem:
            ray.shutdown()
            if not left:
                raise EngineFailed(f"Ray did not start on this machine: {problem}") from problem
        else:
            return


def _rows(ray: Any, task: Any, jobs: Iterable[Job], *, most: int, ahead: int) -> Iterator[Row]:  # noqa: ANN401
    """Rows in order, with at most so many jobs under way, and so many begun or waiting in all."""
    begun: deque[tuple[Any, str]] = deque()
    running: set[Any] = set()
    numbered = iter(jobs)
    more = True
    while begun or more:
        while more and len(running) < most and len(begun) < ahead:
            job = next(numbered, None)
            more = job is not None
            if job is not None:
                reference = task.remote(job)
                begun.append((reference, job.case_id))
                running.add(reference)
        if running:
            ready, _ = ray.wait(list(running), num_returns=1)
            running -= set(ready)
        while begun and begun[0][0] not in running:
            reference, case = begun.popleft()
            yield _answer(ray, reference, case)


def _answer(ray: Any, reference: Any, case: str) -> Row:  # noqa: ANN401 - as above
    try:
        row: Row = ray.get(reference)
    except ray.exceptions.RayTaskError as problem:
        raise problem.cause from problem
    except (ray.exceptions.WorkerCrashedError, ray.exceptions.NodeDiedError, ray.exceptions.OutOfMemoryError):
        return without_report(case, WORKER_DIED)
    return row
