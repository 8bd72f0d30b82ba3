"""What a stream may spend: so many seconds a frame on average; what takes longer is saved for afterwards."""

from collections.abc import Callable
from typing import Final

_SAVED: Final = 30.0
"""Frames of which the allowance is kept at most, a second of video: a pause buys no long reading later."""
_LIGHT: Final = 0.5
"""A look that costs no more than this share of a frame's allowance is made of every frame."""


class Allowance:
    """Seconds that may be spent, told by a clock; without a bound everything may be done."""

    def __init__(self, seconds: float | None, clock: Callable[[], float]) -> None:
        self._seconds = seconds
        self._clock = clock
        self._left = 0.0
        self._since = 0.0
        self._look = 0.0

    def begin(self) -> None:
        """A frame comes."""
        if self._seconds is not None:
            self._left = min(self._left + self._seconds, _SAVED * self._seconds)
            self._since = self._clock()

    def looked(self) -> None:
        """It has been looked at."""
        if self._seconds is not None:
            self._look = self._clock() - self._since

    def end(self) -> None:
        """It is done with."""
        if self._seconds is not None:
            self._left -= self._clock() - self._since

    @property
    def for_reading(self) -> bool:
        """Whether this frame may be read: nothing is owed for those before it."""
        return self._seconds is None or self._left > 0

    @property
    def for_looking(self) -> bool:
        """Whether it may be looked at: nothing is owed, or a look is light against the allowance."""
        return self._seconds is None or self._left > 0 or self._look <= _LIGHT * self._seconds
