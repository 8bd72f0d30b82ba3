"""Draw what one cannot tell the cost of beforehand in a process of its own, held to memory and time.

A page of a PDF is a program, and an AVIF or a HEIC is a video codec's: a few bytes can ask for any work. What
such a file does to its process ends there; what comes back is pixels, or a typed error.
"""

import io
import json
import os
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from importlib.util import find_spec
from pathlib import Path
from typing import Any, Final, cast

import numpy as np
from numpy.typing import NDArray

from docverify.errors import EngineFailed, EngineMissing, LimitExceeded, UnreadableImage
from docverify.imaging.convert import over_white
from docverify.imaging.exif import turned
from docverify.imaging.limits import Limits

_SCRIPT: Final = Path(__file__).with_name("apart_child.py")
_NEEDED: Final = {"PDF": ("pypdfium2",), "HEIC": ("pi_heif", "PIL"), "AVIF": ("PIL",)}
"""Kind of file → the packages that draw it."""
_TURN: Final = threading.BoundedSemaphore(os.cpu_count() or 1)
"""Who waits for an answer: no more at once than there are processors, or the watch would end sound ones."""
_LONGEST_LINE: Final = 500
_PATIENCE: Final = 4  # wall seconds for one of the processor, which others may want as well


def drawn_apart(
    data: bytes, kind: str, *, limits: Limits, most_pages: int = 1, longer_side: int = 0
) -> Iterator[NDArray[np.uint8]]:
    """Draw the pages of a file, one after the other, in another process.

    Args:
        data: the file.
        kind: "PDF", "AVIF" or "HEIC".
        limits: sizes are checked before anything is drawn; the pages share `seconds`, and `memory`.
        most_pages: how many there may be.
        longer_side: of each page of a PDF, px.

    Yields:
        (H, W, 3) uint8 RGB, upright.

    Raises:
        UnreadableImage: corrupt, or locked by a password.
        LimitExceeded: too large, too many pages, or too dear to draw.
        EngineMissing: what draws it is not installed.
        EngineFailed: there is no Python to draw it with.
    """
    with _started(kind, limits, longer_side) as process:
        try:
            answers = _Answers(process, kind, limits)
            with _TURN:
                answers.hand_over(data)
                pages = answers.next("pages")["pages"]
            if pages > most_pages:
                raise LimitExceeded(
                    f"the {kind} has more than {most_pages} pages: split it, or raise most_pages"
                )
            for number in range(1, pages + 1):
                with _TURN:
                    page = answers.page(f"page {number} of the {kind}: " if kind == "PDF" else "")
                yield page
        finally:
            _kill(process)


def _kill(process: "subprocess.Popen[bytes]") -> None:
    """End a process, and what it may have started."""
    with suppress(OSError):
        if hasattr(os, "killpg"):
            os.killpg(process.pid, signal.SIGKILL)  # it leads a group of its own
        else:
            process.kill()


def _started(kind: str, limits: Limits, longer_side: int) -> "subprocess.Popen[bytes]":
    if not sys.executable or getattr(sys, "frozen", False):
        raise EngineFailed(f"a {kind} is drawn by a Python of its own, and none is known: convert it to PNG")
    # Nothing else of the caller's is let in, and what is not needed takes no time.
    places = json.dumps([_place(package, kind) for package in _NEEDED[kind]])
    words = [kind, places, str(limits.seconds), str(limits.memory), str(longer_side)]
    try:
        return subprocess.Popen(  # noqa: S603 - this Python, and a script of ours
            [sys.executable, "-I", "-S", "-B", str(_SCRIPT), *words],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
        )
    except OSError as problem:
        raise EngineFailed(f"the process that draws a {kind} cannot be started") from problem


def _place(package: str, kind: str) -> str:
    """The folder that a package lies in."""
    try:
        found = find_spec(package)
    except ValueError:  # it was put into sys.modules by hand, or kept out of it
        found = None
    if found is None or found.origin is None:
        raise EngineMissing(f"a {kind} needs {package}: pip install 'docverify[{kind.lower()}]'")
    return str(Path(found.origin).parents[1])


class _Answers:
    """What the other process says: nothing of it is trusted, since a hostile file may have taken it over."""

    def __init__(self, process: "subprocess.Popen[bytes]", kind: str, limits: Limits) -> None:
        self._process, self._kind, self._limits = process, kind, limits
        self._input = cast(io.BufferedWriter, process.stdin)
        self._output = cast(io.BufferedReader, process.stdout)

    def hand_over(self, data: bytes) -> None:
        with self._deadline():
            for step in (lambda: self._input.write(data), self._input.close):
                with suppress(OSError):  # it may have died: what it said tells why
                    step()

    def next(self, *names: str) -> dict[str, int]:
        """The numbers that a line tells; raises what it, or its silence, says."""
        with self._deadline():
            line = self._output.readline(_LONGEST_LINE)
        try:
            said: Any = json.loads(line)
        except ValueError:
            said = None
        if not isinstance(said, dict):
            raise self._why_silent()
        if "refused" in said:
            reason = _REFUSED.get(str(said["refused"]), _REFUSED["corrupt"])
            raise UnreadableImage(reason.format(kind=self._kind))
        numbers = {name: number for name in names if type(number := said.get(name)) is int and number >= 0}
        if len(numbers) < len(names):
            raise self._corrupt()
        return numbers

    def page(self, what: str) -> NDArray[np.uint8]:
        try:
            size = self.next("width", "height", "channels", "orientation")
            self._limits.check_size(size["width"], size["height"])
            channels = size["channels"]
            if channels not in (3, 4):
                raise self._corrupt()
            pixels = np.empty((size["height"], size["width"], channels), np.uint8)
            with self._deadline():
                count = self._output.readinto(pixels.data.cast("B"))
            if count != pixels.size:
                raise self._why_silent()
        except (UnreadableImage, LimitExceeded) as problem:
            raise type(problem)(f"{what}{problem}") from None
        opaque = over_white(pixels) if channels == 4 else pixels
        return np.ascontiguousarray(turned(opaque, size["orientation"]))

    @contextmanager
    def _deadline(self) -> Iterator[None]:
        timer = threading.Timer(_PATIENCE * self._limits.seconds, _kill, (self._process,))
        timer.daemon = True
        try:
            timer.start()
        except RuntimeError as problem:
            raise EngineFailed(f"no thread can be started to watch what draws a {self._kind}") from problem
        try:
            yield
        finally:
            timer.cancel()

    def _why_silent(self) -> UnreadableImage | LimitExceeded:
        """It died: of the file's greed, or of its faults."""
        with self._deadline():
            code = self._process.wait()
        if code <= 0 or code == _NO_MEMORY:  # 0 where the caller ignores the ends of its children
            return LimitExceeded(
                f"drawing it takes more than {self._limits.seconds} s or {self._limits.memory:,} bytes, or "
                "breaks what draws it: save it again, or raise Limits.seconds and Limits.memory"
            )
        return self._corrupt()

    def _corrupt(self) -> UnreadableImage:
        return UnreadableImage(_REFUSED["corrupt"].format(kind=self._kind))


_NO_MEMORY: Final = 3  # the child's exit code
_REFUSED: Final = {
    "locked": "the {kind} is locked by a password: save it without one",
    "size": "it has no usable size: save it again",
    "corrupt": "the {kind} is corrupt: save it again",
}
