"""One worker: a process that does one job at a time, and is replaced when it dies.

Job and value travel by pickle over a pair of sockets that the event loop itself reads and writes: a thread
that stood between, as in `concurrent.futures`, would cost more than all the rest of a request.
"""

import asyncio
import multiprocessing
import pickle
import socket
from collections.abc import Callable
from contextlib import suppress
from multiprocessing.process import BaseProcess
from struct import Struct
from typing import Any, Final

from docverify.service.pool.child import serve

LENGTH: Final = Struct("!Q")
"""Before a job: how many parts it has, and how many bytes each; before its value: how many bytes."""
_BUFFER: Final = 1 << 20
_SMALL: Final = 1 << 14
"""Bytes that are not worth a message of their own."""


class WorkerLost(Exception):  # noqa: N818 - it says what happened
    """The process died."""


class Worker:
    """A process of its own, and the way to it."""

    def __init__(self, number: int) -> None:
        self.number = number
        self._process: BaseProcess
        self._line: socket.socket
        self.start()

    def start(self) -> None:
        """Start the process."""
        ours, theirs = socket.socketpair()
        # "spawn": a forked child would share the service's sockets, threads and whatever they hold locked.
        context = multiprocessing.get_context("spawn")
        self._process = context.Process(target=serve, args=(theirs,), daemon=True)
        self._process.start()
        theirs.close()
        for side in (socket.SO_SNDBUF, socket.SO_RCVBUF):
            ours.setsockopt(socket.SOL_SOCKET, side, _BUFFER)
        ours.setblocking(False)
        self._line = ours

    async def call(self, job: Callable[..., Any], args: tuple[Any, ...]) -> Any:  # noqa: ANN401 - any job's
        """Let the process do a job; whoever calls waits until the last one is done.

        Raises:
            WorkerLost: the process died.
            Exception: what the job raised.
        """
        large: list[pickle.PickleBuffer] = []
        told = pickle.dumps((job, _aside(args)), pickle.HIGHEST_PROTOCOL, buffer_callback=large.append)
        parts = [memoryview(told), *(one.raw() for one in large)]
        loop = asyncio.get_running_loop()
        try:
            sizes = b"".join(LENGTH.pack(size) for size in (len(parts), *(part.nbytes for part in parts)))
            await loop.sock_sendall(self._line, sizes)
            for part in parts:
                await loop.sock_sendall(self._line, part)
            (size,) = LENGTH.unpack(await self._received(LENGTH.size))
            raised, value = pickle.loads(await self._received(size))  # noqa: S301 - of a child of ours
        except OSError as problem:
            raise WorkerLost from problem
        if raised:
            raise value
        return value

    async def _received(self, size: int) -> bytearray:
        """So many bytes from the process."""
        loop, data = asyncio.get_running_loop(), bytearray(size)
        view = memoryview(data)
        while view:
            count = await loop.sock_recv_into(self._line, view)
            if count == 0:
                raise WorkerLost
            view = view[count:]
        return data

    def replace(self) -> None:
        """Start anew after the process died."""
        self.kill()
        self._line.close()
        self._process.join()
        self._process.close()
        self.start()

    @property
    def pid(self) -> int:
        """Of the process."""
        return self._process.pid or 0

    def kill(self) -> None:
        """End the process at once, whatever it does."""
        with suppress(ValueError):  # it was closed
            self._process.kill()

    def stop(self) -> None:
        """Let the process end, which it does when nobody speaks to it any more; waits for it."""
        self._line.close()
        self._process.join()
        self._process.close()


def _aside(args: Any) -> Any:  # noqa: ANN401 - any job's
    """Arguments whose pictures travel beside the pickle, so that they are not copied into it."""
    if isinstance(args, (tuple, list)):
        return type(args)(_aside(one) for one in args)
    return pickle.PickleBuffer(args) if isinstance(args, bytes) and len(args) > _SMALL else args
