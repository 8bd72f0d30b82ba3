"""So many requests with pictures at once: what has no chance of a worker is not read."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from docverify.service.pool.pool import Counts, busy


@dataclass(slots=True)
class Gate:
    """Counts requests whose bodies are in memory.

    Attributes:
        most: at once.
        counts: of the pool, whose queue it stands before.
        inside: now.
    """

    most: int
    counts: Counts
    inside: int = 0

    @contextmanager
    def passed(self) -> Iterator[None]:
        """Be one of them.

        Raises:
            Refused: 503 `busy`, retryable.
        """
        if self.inside >= self.most:
            self.counts.refused += 1
            raise busy()
        self.inside += 1
        try:
            yield
        finally:
            self.inside -= 1
