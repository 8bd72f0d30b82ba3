"""What runs in a worker's process: jobs, one after the other, as long as its parent lives."""

import multiprocessing
import os
import pickle
import signal
import socket
import threading
from multiprocessing.connection import wait
from struct import Struct
from typing import Any, BinaryIO, Final

_LENGTH: Final = Struct("!Q")


def serve(line: socket.socket) -> None:
    """Do what is asked, and answer, until nobody asks any more.

    Args:
        line: to the parent. One way come the number of parts, their lengths, a pickle of `(job, args)`, and
            what is large in it; the other way go a length and a pickle of `(raised, value)`.
    """
    _begin()
    with line, line.makefile("rb") as asked:
        while head := asked.read(_LENGTH.size):
            sizes = [_read_length(asked) for _ in range(*_LENGTH.unpack(head))]
            told, *large = [asked.read(size) for size in sizes]
            job, args = pickle.loads(told, buffers=large)  # noqa: S301 - of our own parent
            answer = _done(job, args)
            try:
                line.sendall(_LENGTH.pack(len(answer)))
                line.sendall(answer)
            except OSError:  # nobody waits for it
                return


def _read_length(asked: BinaryIO) -> int:
    (size,) = _LENGTH.unpack(asked.read(_LENGTH.size))
    return int(size)


def _done(job: Any, args: tuple[Any, ...]) -> bytes:  # noqa: ANN401 - any job
    """What came of a job, as it travels; of an error also where it arose."""
    try:
        return pickle.dumps((False, job(*args)), pickle.HIGHEST_PROTOCOL)
    except Exception as problem:  # noqa: BLE001 - it is raised again in the parent
        problem.add_note(place_of(problem))
        try:
            return pickle.dumps((True, problem), pickle.HIGHEST_PROTOCOL)
        except Exception:  # noqa: BLE001 - an error that cannot travel
            return pickle.dumps((True, RuntimeError(type(problem).__qualname__)), pickle.HIGHEST_PROTOCOL)


def place_of(problem: BaseException) -> str:
    """The function and line in which an error arose; no values."""
    notes = getattr(problem, "__notes__", None)
    if notes:
        return str(notes[0])
    trace = problem.__traceback__
    while trace is not None and trace.tb_next is not None:
        trace = trace.tb_next
    return "?" if trace is None else f"{trace.tb_frame.f_code.co_qualname}:{trace.tb_lineno}"


def _begin() -> None:
    """One thread, no signals of the terminal, and no life without the parent."""
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
