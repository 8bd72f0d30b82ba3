"""Seconds by stage, in the order of the work."""

import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager


class Stopwatch:
    """Gathers how long each stage took: `document.load`, `document.read`, `portrait.detect`, …, `compare`."""

    def __init__(self) -> None:
        self.timings: list[tuple[str, float]] = []

    @contextmanager
    def stage(self, name: str) -> Iterator[None]:
        """Time one stage."""
        start = time.perf_counter()
        yield
        self.timings.append((name, time.perf_counter() - start))

    def add(self, prefix: str, timings: Iterable[tuple[str, float]]) -> None:
        """Take over what was timed elsewhere."""
        self.timings += [(f"{prefix}.{stage}", seconds) for stage, seconds in timings]
