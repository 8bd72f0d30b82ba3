"""How often who may ask: a bucket of tokens for each, refilled by the clock."""

import math
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Final

from docverify.service.refused import Refused

_GUESSES: Final = 10
"""Wrong keys that an address may show at once."""
_GUESS_RATE: Final = 0.1
"""And a second."""
_MOST: Final = 10_000
"""Buckets that are kept; those that are full again are dropped first."""


@dataclass(slots=True)
class Bucket:
    """Tokens that are taken one by one and come back with time."""

    rate: float
    burst: float
    tokens: float
    at: float

    def refill(self, now: float) -> None:
        """Give back what time has earned."""
        self.tokens = min(self.burst, self.tokens + (now - self.at) * self.rate)
        self.at = now

    def wait(self, now: float) -> float:
        """Seconds until there is a token; 0 if there is one."""
        self.refill(now)
        return 0.0 if self.tokens >= 1 else (1 - self.tokens) / self.rate


@dataclass(slots=True)
class Buckets:
    """A bucket for each name."""

    rate: float
    burst: float
    clock: Callable[[], float]
    _of: dict[str, Bucket] = field(default_factory=dict)

    def wait(self, name: str) -> float:
        """Seconds until `name` has a token."""
        now = self.clock()
        if len(self._of) >= _MOST:
            self._drop(now)
        bucket = self._of.setdefault(name, Bucket(self.rate, self.burst, self.burst, now))
        return bucket.wait(now)

    def take(self, name: str) -> None:
        """Take a token; there may be less than none then."""
        self.wait(name)
        self._of[name].tokens -= 1

    def _drop(self, now: float) -> None:
        """Forget full buckets, which are as good as none; where all are in use, all: never grow."""
        for name, bucket in list(self._of.items()):
            bucket.refill(now)
            if bucket.tokens >= bucket.burst:
                del self._of[name]
        if len(self._of) >= _MOST:
            self._of.clear()


class Rates:
    """Requests of each key, and guesses of each address."""

    def __init__(self, *, rate: float, burst: float, clock: Callable[[], float]) -> None:
        self._requests = Buckets(rate, burst, clock)
        self._guesses = Buckets(_GUESS_RATE, _GUESSES, clock)

    def take(self, caller: str) -> None:
        """Count a request.

        Raises:
            Refused: 429 `too_often`, retryable, with the seconds to wait.
        """
        wait = self._requests.wait(caller)
        if wait > 0:
            raise _too_often("This key asks too often", wait)
        self._requests.take(caller)

    def check_guesses(self, address: str) -> None:
        """Let nobody try keys who guessed wrong too often.

        Raises:
            Refused: 429 `too_often`.
        """
        wait = self._guesses.wait(address)
        if wait > 0:
            raise _too_often("Too many wrong keys", wait)

    def guessed(self, address: str) -> None:
        """Count a wrong key."""
        self._guesses.take(address)


def _too_often(what: str, wait: float) -> Refused:
    seconds = math.ceil(wait)
    return Refused(429, "too_often", f"{what}: wait {seconds} s.", retryable=True, retry_after=seconds)
