"""Run jobs in processes of this machine, in order; a worker that dies costs nothing but time."""

import multiprocessing
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from multiprocessing.connection import Connection, wait
from multiprocessing.process import BaseProcess
from typing import Any, Final, Protocol

from docverify.arguments import expect_number
from docverify.trials.rows import WORKER_DIED, Row, row_of, without_report

TRIES: Final = 3
"""Workers that may die over one job before it is told as an error: the third death is hardly a chance."""
AHEAD: Final = 8
"""Jobs a worker may be ahead of the oldest that is not done: what is done and waits is kept in memory."""


class Work(Protocol):
    """What is handed to a worker: a value that travels, and is called something."""

    @property
    def case_id(self) -> str:
        """What a row without an answer is called by."""
        ...


Run = Callable[[Any], Row]
"""Makes a row of a piece of work."""


def run_here(jobs: Iterable[Work], *, run: Run = row_of) -> Iterator[Row]:
    """The rows of jobs, made one after another in this process."""
    return map(run, jobs)


def run_in_workers(jobs: Iterable[Work], *, count: int, run: Run = row_of) -> Iterator[Row]:
    """The rows of jobs, in their order, made by several processes.

    Args:
        jobs: taken as they are needed.
        count: of processes.
        run: what makes a row of a job; a function of a module, so that another process finds it.

    Raises:
        InputError: `count` is no number of processes.
        DocverifyError: what `run` raised in a worker.
    """
    expect_number("count", count, low=1, whole=True)
    pool = _Pool(count, run)
    try:
        yield from pool.rows(jobs)
    finally:
        pool.close()


class _Worker:
    """One process and what it has to do."""

    def __init__(self, context: multiprocessing.context.SpawnContext, run: Run) -> None:
        ours, theirs = context.Pipe()
        self.line: Connection = ours
        self.process: BaseProcess = context.Process(target=_serve, args=(theirs, run), daemon=True)
        self.process.start()
        theirs.close()  # so that the line ends when the worker does
        self.task: tuple[int, Work] | None = None

    def end(self) -> None:
        self.line.close()
        self.process.terminate()
        self.process.join()


class _Pool:
    def __init__(self, count: int, run: Run) -> None:
        self._context = multiprocessing.get_context("spawn")
        self._run = run
        self._workers = [_Worker(self._context, run) for _ in range(count)]
        self._tries: dict[int, int] = {}
        self._again: deque[tuple[int, Work]] = deque()
        self._done: dict[int, Row] = {}

    def close(self) -> None:
        """End every process."""
        for worker in self._workers:
            worker.end()

    def rows(self, jobs: Iterable[Work]) -> Iterator[Row]:
        """The rows in the order of their jobs."""
        numbered = enumerate(jobs)
        told, more = 0, True
        while True:
            for worker in self._workers:
                more = self._feed(worker, numbered) and more
            busy = [worker for worker in self._workers if worker.task is not None]
            if not busy and not self._again and not more:
                return
            ready = wait([worker.line for worker in busy])
            for worker in busy:
                if worker.line in ready:
                    self._hear(worker)
            while told in self._done:
                yield self._done.pop(told)
                told += 1

    def _feed(self, worker: _Worker, numbered: Iterator[tuple[int, Work]]) -> bool:
        """Give an idle worker a job; False where there are no more."""
        full = len(self._done) >= AHEAD * len(self._workers)
        if worker.task is not None or (full and not self._again):
            return True
        task = self._again.popleft() if self._again else next(numbered, None)
        if task is None:
            return False
        worker.task = task
        try:
            worker.line.send(task[1])
        except OSError:
            self._mourn(worker)
        return True

    def _hear(self, worker: _Worker) -> None:
        """Take a worker's answer, or its death."""
        assert worker.task is not None  # noqa: S101 - only busy ones are heard
        try:
            answer = worker.line.recv()
        except (EOFError, OSError):
            self._mourn(worker)
            return
        if isinstance(answer, BaseException):
            raise answer
        self._done[worker.task[0]] = answer
        worker.task = None

    def _mourn(self, worker: _Worker) -> None:
        """Put a new process in a dead one's place, and its job before all others."""
        assert worker.task is not None  # noqa: S101 - as above
        number, job = worker.task
        worker.end()
        self._workers[self._workers.index(worker)] = _Worker(self._context, self._run)
        self._tries[number] = self._tries.get(number, 0) + 1
        if self._tries[number] < TRIES:
            self._again.append((number, job))
        else:
            self._done[number] = without_report(job.case_id, WORKER_DIED)


def _serve(line: Connection, run: Run) -> None:
    """What a worker does: a job in, its row out, until nobody asks any more."""
    while True:
        try:
            job = line.recv()
        except (EOFError, OSError):
            return
        try:
            answer: object = run(job)
        except Exception as problem:  # noqa: BLE001 - raised again by who asked
            answer = problem
        line.send(answer)
