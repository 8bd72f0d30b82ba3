"""What came of a challenge: consistent with a live person, an attack suspected, or not performed."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Final

from docverify.arguments import expect, expect_all, expect_number
from docverify.errors import InputError
from docverify.evidence.template import Template


class Side(StrEnum):
    """Where to turn the head, as the person who turns it has it."""

    LEFT = "left"
    RIGHT = "right"

    @property
    def instruction(self) -> str:
        """What to tell the person."""
        return f"Turn your head slowly to your {self.value}, then look ahead again."


class LivenessVerdict(StrEnum):
    """What a challenge says. None of them says that a person is alive."""

    CONSISTENT = "consistent"
    """Consistent with a live person: all that was asked was seen, and nothing that speaks against it."""
    ATTACK_SUSPECTED = "attack_suspected"
    """Something was seen that a bona fide presentation does not show."""
    NOT_PERFORMED = "not_performed"
    """What was asked was not seen: nothing follows from that."""


class LivenessReason(StrEnum):
    """Why a challenge has its verdict."""

    PERFORMED = "performed"
    NOT_CHALLENGED = "not_challenged"
    UNFINISHED = "unfinished"
    TOO_SLOW = "too_slow"
    NO_FACE = "no_face"
    FACE_LOST = "face_lost"
    SEVERAL_FACES = "several_faces"
    FACE_POOR = "face_poor"
    NOT_AHEAD = "not_ahead"
    OTHER_SIDE = "other_side"
    TOO_FAST = "too_fast"
    NO_CALIBRATION = "no_calibration"
    FLAT = "flat"
    BENT = "bent"
    ANOTHER_PERSON = "another_person"
    DOCUMENT_SHOWN = "document_shown"
    FRAMES_REPEATED = "frames_repeated"
    NETWORK_REFUSED = "network_refused"

    @property
    def verdict(self) -> LivenessVerdict:
        """What it means."""
        if self is LivenessReason.PERFORMED:
            return LivenessVerdict.CONSISTENT
        return LivenessVerdict.ATTACK_SUSPECTED if self in _ATTACKS else LivenessVerdict.NOT_PERFORMED

    @property
    def instruction(self) -> str:
        """What it means, and what to do, for a person."""
        return _INSTRUCTIONS[self]


_ATTACKS: Final = frozenset(
    {
        LivenessReason.FLAT,
        LivenessReason.BENT,
        LivenessReason.ANOTHER_PERSON,
        LivenessReason.DOCUMENT_SHOWN,
        LivenessReason.FRAMES_REPEATED,
        LivenessReason.NETWORK_REFUSED,
    }
)
_INSTRUCTIONS: Final = {
    LivenessReason.PERFORMED: "The head was turned as it was asked.",
    LivenessReason.NOT_CHALLENGED: "No challenge was performed: ask for one.",
    LivenessReason.UNFINISHED: "Not every turn was seen: do all that is asked.",
    LivenessReason.TOO_SLOW: "Time ran out before every turn was seen: start again.",
    LivenessReason.NO_FACE: "No face was found: show the whole face, from the front, in even light.",
    LivenessReason.FACE_LOST: "The face went out of sight: stay in the picture, and start again.",
    LivenessReason.SEVERAL_FACES: "Several faces were found: only one person may be in the picture.",
    LivenessReason.FACE_POOR: "The face is too small or hard to see: come closer, into even light.",
    LivenessReason.NOT_AHEAD: "The face was not seen from the front: look straight ahead first.",
    LivenessReason.OTHER_SIDE: "The head was turned to the other side than asked: start again.",
    LivenessReason.TOO_FAST: "The turn was too quick to be seen: turn slowly, and start again.",
    LivenessReason.NO_CALIBRATION: "The face engine has no calibration, so that it cannot tell people apart.",
    LivenessReason.FLAT: "What was turned moved as a flat picture does, not as a head.",
    LivenessReason.BENT: "What was turned has too little depth for a head, as a bent picture does.",
    LivenessReason.ANOTHER_PERSON: "The face became another person's during the challenge.",
    LivenessReason.DOCUMENT_SHOWN: "A document was held before the camera in place of a face.",
    LivenessReason.FRAMES_REPEATED: "Frames were repeated pixel by pixel, which no camera does.",
    LivenessReason.NETWORK_REFUSED: "A presentation attack detection network took the face for an attack.",
}


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class LivenessEvidence:
    """What came of a challenge. It can deny that a live person was seen; it can never prove it.

    Attributes:
        reason: why the verdict is what it is.
        nonce: of the challenge; "" where there was none.
        steps: the sides that were asked for, in their order.
        done: how many of them were seen.
        issued_at: when the challenge was issued; None where there was none.
        seconds: from then to the last frame.
        frames: how many were looked at.
        measures: numbers behind it, such as the least likeness of a frame to the first ones.
        template: of the face that looked ahead, by which it is tied to the live picture; personal data. None
            where it was not encoded.

    Raises:
        InputError: a part of it is of another kind, or it says that a challenge was performed of which not
            every step was seen.
    """

    reason: LivenessReason
    nonce: str = ""
    steps: tuple[Side, ...] = ()
    done: int = 0
    issued_at: datetime | None = None
    seconds: float = 0.0
    frames: int = 0
    measures: Mapping[str, float] = field(default_factory=dict)
    template: Template | None = None

    def __post_init__(self) -> None:
        expect("reason", self.reason, LivenessReason, "a LivenessReason")
        expect("nonce", self.nonce, str, "the challenge's nonce")
        expect_all("steps", self.steps, Side, "Side")
        expect_number("done", self.done, low=0, high=len(self.steps), whole=True)
        expect("issued_at", self.issued_at, (datetime, type(None)), "a datetime with a time zone, or None")
        if self.issued_at is not None and self.issued_at.utcoffset() is None:
            raise InputError("issued_at has no time zone: pass the challenge's own issued_at")
        expect_number("seconds", self.seconds, low=0.0)
        expect_number("frames", self.frames, low=0, whole=True)
        expect("measures", self.measures, Mapping, "a mapping of names to numbers")
        for name, value in self.measures.items():
            expect("a name of measures", name, str, "a string")
            expect_number("one of measures", value)
        expect("template", self.template, (Template, type(None)), "a Template, or None")
        if self.reason is LivenessReason.PERFORMED and not (
            self.nonce
            and self.issued_at is not None
            and self.frames > 0
            and self.done == len(self.steps) > 0
            and self.template is not None
        ):
            raise InputError("a challenge is performed when each of its steps was seen in frames of one face")

    @property
    def verdict(self) -> LivenessVerdict:
        """CONSISTENT, ATTACK_SUSPECTED or NOT_PERFORMED; it follows from the reason."""
        return self.reason.verdict

    def __repr__(self) -> str:
        """Show nobody."""
        return f"LivenessEvidence({self.verdict.value}: {self.reason.value}, {self.done}/{len(self.steps)})"

    def to_dict(self) -> dict[str, object]:
        """The evidence as plain values for JSON; it holds no identity data: the template is left out."""
        return {
            "verdict": self.verdict.value,
            "reason": self.reason.value,
            "instruction": self.reason.instruction,
            "nonce": self.nonce,
            "steps": [step.value for step in self.steps],
            "done": self.done,
            "issued_at": None if self.issued_at is None else self.issued_at.isoformat(),
            "seconds": round(self.seconds, 3),
            "frames": self.frames,
            "measures": {name: round(float(value), 4) for name, value in self.measures.items()},
        }
