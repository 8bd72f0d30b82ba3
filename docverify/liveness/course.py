"""The order of a challenge: which side next, whether the head came back, and what goes wrong on the way."""

from docverify.evidence.liveness import LivenessReason, Side
from docverify.liveness import limits
from docverify.liveness.challenge import AHEAD
from docverify.liveness.depth import depth_of
from docverify.liveness.geometry import Turn

_RIGHT_OF_PICTURE = {Side.LEFT: 1.0, Side.RIGHT: -1.0}
"""A camera sees a person's left at its right."""


class Course:
    """Follows a head from step to step.

    Attributes:
        done: how many steps were seen: each to its side and back.
    """

    def __init__(self, steps: tuple[Side, ...], *, mirrored: bool) -> None:
        self._ways = [_RIGHT_OF_PICTURE[step] * (-1.0 if mirrored else 1.0) for step in steps]
        self._steps = steps
        self._seen = 0
        self._on_the_way = False
        self._unseen = 0
        self._last, self._at = 0.0, 0.0
        self._ahead = False
        self.done = 0

    @property
    def complete(self) -> bool:
        """Whether every step was seen."""
        return self.done == len(self._steps)

    @property
    def turned(self) -> bool:
        """Whether the side of this step was seen, so that only the way back is missing."""
        return self._seen >= limits.SEEN_TURNED

    @property
    def instruction(self) -> str:
        """What to tell the person now; "" when all is done."""
        if self.complete:
            return ""
        return AHEAD if self.turned or not self._ahead else self._steps[self.done].instruction

    def begin(self, *, at: float) -> None:
        """The head looks ahead at that second: the first step is next."""
        self._ahead, self._at = True, at

    def add(self, turn: Turn, *, at: float) -> LivenessReason | None:
        """Take in the frame of a second; what is wrong with it, or None."""
        least, rate = limits.JUMP
        jumped = abs(turn.yaw - self._last) > least + rate * (at - self._at)
        self._last, self._at = turn.yaw, at
        if jumped:
            return LivenessReason.TOO_FAST
        if self.complete:
            return None
        way = turn.yaw * self._ways[self.done]
        if self.turned:
            self._on_the_way |= limits.BACK <= way < limits.TURNED
            if abs(turn.yaw) < limits.BACK:
                self._unseen += not self._on_the_way
                if self._unseen > limits.UNSEEN_WAYS:
                    return LivenessReason.TOO_FAST
                self.done, self._seen, self._on_the_way = self.done + 1, 0, False
            return None
        if way < -limits.OTHERWISE:
            return LivenessReason.OTHER_SIDE
        self._on_the_way |= limits.ON_THE_WAY <= way < limits.TURNED
        level = abs(turn.skew) <= limits.SKEW
        if level and way >= limits.TURNED and depth_of(turn) >= limits.TURN_DEPTH:
            self._seen += 1
        return None
