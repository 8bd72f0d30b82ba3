"""The pool: so many workers, a queue of so many requests, and never a pile."""

import asyncio
from collections import deque
from collections.abc import Callable
from concurrent.futures import Future
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass, field
from hashlib import blake2b
from typing import Any, TypeVar

from docverify.service.pool.worker import Worker
from docverify.service.refused import Refused

_Value = TypeVar("_Value")


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
    """

    workers: int
    queue: int
    seconds: float = 60.0
    counts: Counts = field(default_factory=Counts)
    _members: list[Worker] = field(default_factory=list)
    _free: list[Worker] = field(default_factory=list)
    _waiting: deque[_Waiting] = field(default_factory=deque)
    _warming: "dict[asyncio.Task[None], Worker]" = field(default_factory=dict)
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
        await asyncio.gather(*(asyncio.to_thread(member.stop) for member in self._members))
        await asyncio.gather(*self._warming, return_exceptions=True)

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
        return [pid for member in self._members for pid in member.pids]

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
        try:
            work = member.submit(job, *args)
        except BrokenProcessPool:  # it died while idle
            self._lose(member)
            raise _lost() from None
        work.add_done_callback(self._on_done(member))
        return await self._value(member, work)

    async def _value(self, member: Worker, work: "Future[_Value]") -> _Value:
        """What comes of the work, within the time it has."""
        waited = asyncio.wrap_future(work)
        try:
            # A caller who goes away does not end the job: the worker is free when it is done.
            return await asyncio.wait_for(asyncio.shield(waited), self.seconds)
        except TimeoutError:
            if waited.done():
                raise
            self.counts.late += 1
            member.kill()
            waited.add_done_callback(_taken_note_of)
            raise Refused(
                503,
                "took_too_long",
                "The request took too long and was ended: send smaller pictures.",
                retryable=False,
            ) from None
        except BrokenProcessPool:
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

    def _on_done(self, member: Worker) -> "Callable[[Future[Any]], None]":
        """What follows when a worker's job is over; called in a thread of the executor's."""
        loop = asyncio.get_running_loop()

        def over(work: "Future[Any]") -> None:
            broken = not work.cancelled() and isinstance(work.exception(), BrokenProcessPool)
            if not loop.is_closed():
                loop.call_soon_threadsafe(self._lose if broken else self._finish, member)

        return over

    def _finish(self, member: Worker) -> None:
        self.counts.done += 1
        self._release(member)

    def _release(self, member: Worker) -> None:
        """Give a worker to the first who waits for it, or for any."""
        for waiting in self._waiting:
            if waiting.worker in (None, member.number):
                self._waiting.remove(waiting)
                waiting.turn.set_result(member)
                return
        self._free.append(member)

    def _lose(self, member: Worker) -> None:
        """Put a new process in the place of one that died."""
        if self._stopped:
            return
        self.counts.lost += 1
        member.replace()
        self._begin(member)

    def _begin(self, member: Worker) -> None:
        task = asyncio.get_running_loop().create_task(self._warm(member))
        self._warming[task] = member
        task.add_done_callback(lambda done: self._warming.pop(done, None))

    async def _warm(self, member: Worker) -> None:
        """Start the process, again and again should it die, and let it work when it is warm."""
        wait = 0.0
        while not self._stopped:
            await asyncio.sleep(wait)
            try:
                await asyncio.wrap_future(member.warm())
            except BrokenProcessPool:
                self.counts.lost += 1
                member.replace()
                wait = min(5.0, 2 * wait + 0.1)
            else:
                self._release(member)
                return


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


def _stopping() -> Refused:
    return Refused(
        503, "stopping", "The service is being stopped: try again later.", retryable=True, retry_after=5
    )


def _taken_note_of(work: "asyncio.Future[Any]") -> None:
    """Look at an outcome that nobody waits for, so that asyncio does not warn of it."""
    if not work.cancelled():
        work.exception()
