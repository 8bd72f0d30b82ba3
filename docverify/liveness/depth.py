"""How far the tip of the nose stands before the plane of eyes and mouth, from all frames of a turn."""

import math

from docverify.evidence.liveness import LivenessReason
from docverify.liveness import limits
from docverify.liveness.geometry import NOSE_HEIGHT, Turn


class Depth:
    """Sums over slanted frames; it forgets the frames themselves.

    By an angle a the plane shrinks to cos a, and the nose leaves its place by its height times sin a: the
    height that fits all frames best, in least squares, is the depth.
    """

    def __init__(self) -> None:
        self._product = self._square = 0.0
        self._frames = 0

    def add(self, turn: Turn) -> None:
        """Take in one frame."""
        low, high = limits.SLANTED
        if low <= turn.slant <= high and abs(turn.skew) <= limits.SKEW:
            moved, sine = _moved(turn)
            self._product += moved * sine
            self._square += sine * sine
            self._frames += 1

    @property
    def value(self) -> float | None:
        """In eye distances: about 0.45 of heads, 0 of whatever is flat; None while too little was seen."""
        return self._product / self._square if self._frames >= limits.DEPTH_FRAMES else None

    def refuted(self, sameness: float | None) -> LivenessReason | None:
        """FLAT or BENT where this is no head's depth; None while it may be.

        Args:
            sameness: how far the face looks the same when it is turned; None when that is not known.
        """
        if self.value is None:
            return None
        most, weight = limits.SAME
        least = limits.DEPTH + weight * max(0.0, (sameness or 0.0) - most)
        if self.value >= least:
            return None
        return LivenessReason.FLAT if self.value < limits.FLAT else LivenessReason.BENT

    @property
    def settled(self) -> bool:
        """Whether so many frames were seen that the rest would hardly change it."""
        return self._frames >= 2 * limits.DEPTH_FRAMES


def depth_of(turn: Turn) -> float:
    """The same of a single frame, roughly: too small rather than too large of one that hardly slants."""
    moved, sine = _moved(turn)
    return moved / max(sine, 0.2)


def _moved(turn: Turn) -> tuple[float, float]:
    """How far the nose left its place, as seen, and the sine of the slant."""
    slant = min(1.0, turn.slant)
    return NOSE_HEIGHT * math.tan(math.radians(abs(turn.yaw))) * slant, math.sqrt(1 - slant * slant)
