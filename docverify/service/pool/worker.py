"""One worker: a process that does one job at a time, and is replaced when it dies."""

import multiprocessing
import os
import signal
import threading
from collections.abc import Callable
from concurrent.futures import Future, ProcessPoolExecutor
from multiprocessing.connection import wait
from typing import Any

from docverify.service.jobs.warm import warm


class Worker:
    """A process of its own, with an executor of its own, so that its death concerns nobody else."""

    def __init__(self, number: int) -> None:
        self.number = number
        self._executor = _executor()

    def submit(self, job: Callable[..., Any], *args: Any) -> "Future[Any]":  # noqa: ANN401 - any job
        """Start a job; the future breaks with `BrokenProcessPool` when the process dies."""
        return self._executor.submit(job, *args)

    def warm(self) -> "Future[Any]":
        """Start the process, and let it load what jobs need."""
        return self._executor.submit(warm)

    def replace(self) -> None:
        """Start anew after the process died."""
        self._executor.shutdown(wait=False, cancel_futures=True)
        self._executor = _executor()

    @property
    def pids(self) -> list[int]:
        """Of the process, while there is one."""
        return list(self._executor._processes or {})  # noqa: SLF001 - it names them nowhere else

    def kill(self) -> None:
        """End the process at once, whatever it does."""
        for pid in self.pids:
            os.kill(pid, signal.SIGKILL)

    def stop(self) -> None:
        """End the process when its job is done, and wait for it."""
        self._executor.shutdown(wait=True, cancel_futures=True)


def _executor() -> ProcessPoolExecutor:
    # "spawn": a forked child would share the service's sockets, threads and whatever they hold locked.
    context = multiprocessing.get_context("spawn")
    return ProcessPoolExecutor(1, mp_context=context, initializer=_begin)


def _begin() -> None:
    """In the process: one thread, no signals of the terminal, and no life without its parent."""
    os.environ["OMP_NUM_THREADS"] = "1"
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    parent = multiprocessing.parent_process()
    if parent is not None:
        threading.Thread(target=_follow, args=(parent.sentinel,), daemon=True).start()
    import cv2

    cv2.setNumThreads(1)


def _follow(sentinel: int) -> None:
    """End with the parent, also when it was killed and could tell nobody."""
    wait([sentinel])
    os._exit(0)
