"""What a person is asked to do before the camera, so that a picture taken earlier cannot answer."""

import random
import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Final, Self

from docverify.arguments import expect, expect_all, expect_number, member
from docverify.errors import InputError
from docverify.evidence.liveness import Side

LEAST_STEPS: Final = 2
MOST_STEPS: Final = 4
MOST_SECONDS: Final = 10.0
_NONCE_BYTES: Final = 16


@dataclass(frozen=True, slots=True, kw_only=True)
class Challenge:
    """Turns of the head, in an order that nobody knows before.

    Whoever issues it keeps it: one that comes back from the person's device may have been changed there. A
    video taken beforehand fits by chance once in 2 ** len(steps).

    Attributes:
        steps: 2 to 4 sides to turn to, one after the other, looking ahead in between.
        nonce: 32 hexadecimal digits, of this challenge alone.
        issued_at: when, with its time zone.
        seconds: within which, from then on, all must be seen; at most 10.

    Raises:
        InputError: an attribute is something else.

    Example:
        >>> from datetime import UTC
        >>> at = datetime(2026, 11, 28, 12, tzinfo=UTC)
        >>> challenge = Challenge.draw(at=at, rng=random.Random(1))
        >>> [step.value for step in challenge.steps], challenge.instructions[0]
        (['left', 'left', 'right'], 'Look straight ahead.')
        >>> Challenge.from_dict(challenge.to_dict()) == challenge
        True
    """

    steps: tuple[Side, ...]
    nonce: str
    issued_at: datetime
    seconds: float = MOST_SECONDS

    def __post_init__(self) -> None:
        expect("steps", self.steps, tuple, "a tuple of Side")
        expect_all("steps", self.steps, Side, "Side")
        if not LEAST_STEPS <= len(self.steps) <= MOST_STEPS:
            raise InputError(f"a challenge has {LEAST_STEPS} to {MOST_STEPS} steps, not {len(self.steps)}")
        expect("nonce", self.nonce, str, "32 hexadecimal digits")
        if len(self.nonce) != 2 * _NONCE_BYTES or not set(self.nonce) <= set("0123456789abcdef"):
            raise InputError("the nonce of a challenge is 32 hexadecimal digits, as Challenge.draw makes it")
        expect("issued_at", self.issued_at, datetime, "a datetime with its time zone")
        if self.issued_at.utcoffset() is None:
            raise InputError("issued_at has no time zone: pass datetime.now(UTC)")
        expect_number("seconds", self.seconds, low=1.0, high=MOST_SECONDS)

    @classmethod
    def draw(
        cls,
        *,
        at: datetime,
        steps: int = 3,
        seconds: float = MOST_SECONDS,
        rng: random.Random | None = None,
    ) -> Self:
        """Draw a challenge.

        Args:
            at: when it is issued, with its time zone.
            steps: how many turns, 2 to 4.
            seconds: within which all must be seen; at most 10.
            rng: source of the order and the nonce; the system's own, which nobody foretells, unless given.
        """
        expect("rng", rng, (random.Random, type(None)), "random.Random(seed), or None")
        expect_number("steps", steps, low=LEAST_STEPS, high=MOST_STEPS, whole=True)
        source = secrets.SystemRandom() if rng is None else rng
        sides = tuple(source.choice(tuple(Side)) for _ in range(steps))
        return cls(
            steps=sides, nonce=f"{source.getrandbits(8 * _NONCE_BYTES):032x}", issued_at=at, seconds=seconds
        )

    @property
    def instructions(self) -> tuple[str, ...]:
        """What to tell the person, step by step."""
        return (AHEAD, *(step.instruction for step in self.steps))

    def to_dict(self) -> dict[str, object]:
        """The challenge as plain values for JSON; `from_dict` reads it back."""
        return {
            "steps": [step.value for step in self.steps],
            "nonce": self.nonce,
            "issued_at": self.issued_at.isoformat(),
            "seconds": self.seconds,
        }

    @classmethod
    def from_dict(cls, content: Mapping[str, object]) -> Self:
        """Read what `to_dict` gave.

        Raises:
            InputError: something else.
        """
        expect("content", content, Mapping, "what Challenge.to_dict() gave")
        if set(content) != {"steps", "nonce", "issued_at", "seconds"}:
            raise InputError("this is no challenge: it has steps, nonce, issued_at and seconds")
        steps, issued_at = content["steps"], content["issued_at"]
        expect("steps", steps, (list, tuple), "a list of left and right")
        expect("issued_at", issued_at, str, "an instant as ISO 8601 has it")
        try:
            at = datetime.fromisoformat(str(issued_at))
        except ValueError:
            raise InputError("issued_at is no instant as ISO 8601 has it") from None
        return cls(
            steps=tuple(member("steps", step, Side) for step in steps),  # type: ignore[attr-defined]
            nonce=content["nonce"],  # type: ignore[arg-type] # looked at by the class itself, as the next
            issued_at=at,
            seconds=content["seconds"],  # type: ignore[arg-type]
        )


AHEAD: Final = "Look straight ahead."
"""The instruction before each turn."""
