"""The pool: so many workers, a queue of so many requests, and never a pile."""

import asyncio
import logging
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import partial
from hashlib import blake2b
from typing import Any, Final, TypeVar

from docverify.service.jobs.warm import warm
from docverify.service.pool.worker import Worker, WorkerLost
from docverify.service.refused import Refused

_Value = TypeVar("_Value")
_LOG: Final = logging.getLogger("docverify.service")


@dataclass(slots=True)
class Counts:
    """What happened so far, for metrics.

    Attributes:
        done: jobs that gave an answer or an error of their own.
        refused: requests that found the queue full.
        lost: workers that died.
        late: workers that were ended because they did not answer.
    """

    done: int = 0
    refused: int = 0
    lost: int = 0
    late: int = 0


@dataclass(slots=True, eq=False)
class _Waiting:
    """A request that waits for a worker: any, or one of a number."""

    turn: "asyncio.Future[Worker]"
    worker: int | None = None


@dataclass(slots=True)
class Pool:
    """Workers, and who waits for them; used from one event loop.

    Attributes:
        workers: how many.
        queue: how many requests may wait.
        seconds: after which a worker that does not answer is ended.
        first: the job that makes a worker warm.
    """

    workers: int
    queue: int
    seconds: float = 60.0
    first: Callable[[], object] = warm
    counts: Counts = field(default_factory=Counts)
    _members: list[Worker] = field(default_factory=list)
    _free: list[Worker] = field(default_factory=list)
    _waiting: deque[_Waiting] = field(default_factory=deque)
    _warming: "dict[asyncio.Task[None], Worker]" = field(default_factory=dict)
    _jobs: "set[asyncio.Task[Any]]" = field(default_factory=set)
    _stopped: bool = False

    def start(self) -> None:
        """Start every worker; they take requests as soon as each is warm."""
        self._members = [Worker(number) for number in range(self.workers)]
        for member in self._members:
            self._begin(member)

    async def stop(self) -> None:
        """Refuse those who wait, let jobs end, and end the workers; those that are not yet warm at once."""
        self._stopped = True
        for waiting in self._waiting:
            if not waiting.turn.done():
                waiting.turn.set_exception(_stopping())
        self._waiting.clear()
        for member in self._warming.values():
            member.kill()
        if self._jobs:
            await asyncio.wait(self._jobs, timeout=self.seconds)
        for member in self._members if self._jobs else ():
            member.kill()
        await asyncio.gather(*self._jobs, *self._warming, return_exceptions=True)
        await asyncio.gather(*(asyncio.to_thread(member.stop) for member in self._members))

    @property
    def ready(self) -> bool:
        """Whether every worker is warm."""
        return bool(self._members) and not self._warming and not self._stopped

    @property
    def waiting(self) -> int:
        """How many requests wait."""
        return len(self._waiting)

    @property
    def working(self) -> int:
        """How many workers are at work, or not yet warm."""
        return len(self._members) - len(self._free)

    @property
    def pids(self) -> list[int]:
        """Of the workers' processes."""
        return [member.pid for member in self._members]

    def worker_for(self, key: str) -> int:
        """The worker that keeps the state of `key`: always the same one."""
        digest = blake2b(key.encode(), digest_size=8).digest()
        return int.from_bytes(digest) % self.workers

    async def run(
        self,
        job: Callable[..., _Value],
        *args: Any,  # noqa: ANN401 - what the job takes
        worker: int | None = None,
    ) -> _Value:
        """Let a worker do a job, and wait for its value.

        Args:
            job: a function of a module, that a worker can import, or a `functools.partial` of one.
            args: what it is called with; they travel, as its value does, by pickle.
            worker: the number of the one that has to do it; any unless given.

        Raises:
            Refused: 503, retryable: `busy` when too many wait, `worker_lost` when its worker died,
                `took_too_long` when it did not answer in time.
        """
        member = await self._turn(worker)
        work = asyncio.get_running_loop().create_task(member.call(job, args))
        self._jobs.add(work)
        work.add_done_callback(partial(self._over, member))
        try:
            # A caller who goes away does not end the job: the worker is free when it is done.
            return await asyncio.wait_for(asyncio.shield(work), self.seconds)
        except TimeoutError:
            if work.done():  # the job's own
                raise
            self.counts.late += 1
            member.kill()
            raise _late() from None
        except WorkerLost:
            raise _lost() from None

    async def _turn(self, worker: int | None) -> Worker:
        """Wait for a worker."""
        if self._stopped:
            raise _stopping()
        for member in self._free:
            if worker is None or member.number == worker:
                self._free.remove(member)
                return member
        if len(self._waiting) >= self.queue:
            self.counts.refused += 1
            raise busy()
        waiting = _Waiting(asyncio.get_running_loop().create_future(), worker)
        self._waiting.append(waiting)
        try:
            return await waiting.turn
        except asyncio.CancelledError:
            if waiting in self._waiting:
                self._waiting.remove(waiting)
            elif waiting.turn.done() and not waiting.turn.cancelled():
                self._release(waiting.turn.result())
            raise

    def _over(self, member: Worker, work: "asyncio.Task[Any]") -> None:
        """A worker's job is over, one way or the other."""
        self._jobs.discard(work)
        if work.cancelled() or isinstance(work.exception(), WorkerLost):
            if self._replaced(member):
                self._begin(member)
        else:
            self.counts.done += 1
            self._release(member)

    def _release(self, member: Worker) -> None:
        """Give a worker to the first who waits for it, or for any."""
        for waiting in self._waiting:
            # Who was just cancelled takes no turn, and is about to leave the queue.
            if waiting.worker in (None, member.number) and not waiting.turn.done():
                self._waiting.remove(waiting)
                waiting.turn.set_result(member)
                return
        self._free.append(member)

    def _replaced(self, member: Worker) -> bool:
        """Put a new process in the place of one that died, unless all are to end."""
        if self._stopped:
            return False
        self.counts.lost += 1
        member.replace()
        return True

    def _begin(self, member: Worker) -> None:
        task = asyncio.get_running_loop().create_task(self._warm(member))
        self._warming[task] = member
        task.add_done_callback(self._begun)

    def _begun(self, task: "asyncio.Task[None]") -> None:
        """A worker is warm, or cannot be: the service is not ready then, and says why."""
        member = self._warming[task]
        if not task.cancelled() and (problem := task.exception()) is not None:
            _LOG.error("worker %d cannot begin: %s", member.number, type(problem).__qualname__)
        else:
            del self._warming[task]

    async def _warm(self, member: Worker) -> None:
        """Let a worker load what jobs need, again and again should it die, and work when it is warm."""
        pause = 0.0
        while True:
            await asyncio.sleep(pause)
            try:
                await member.call(self.first, ())
            except WorkerLost:
                if not self._replaced(member):
                    return
            else:
                self._release(member)
                return
            pause = min(5.0, 2 * pause + 0.1)


def busy() -> Refused:
    """The refusal of a request that would have to wait behind too many others."""
    return Refused(
        503, "busy", "Too many requests wait: try again in a moment.", retryable=True, retry_after=1
    )


def _lost() -> Refused:
    return Refused(
        503,
        "worker_lost",
        "The process that worked on this request ended: send the request again.",
        retryable=True,
        retry_after=1,
    )


def _late() -> Refused:
    return Refused(503, "took_too_long", "The request took too long and was ended: send smaller pictures.")


def _stopping() -> Refused:
    return Refused(
        503, "stopping", "The service is being stopped: try again later.", retryable=True, retry_after=5
    )
