"""What can happen to a session. Each is a value; `flow.step` says what follows from it."""

from dataclasses import dataclass

from docverify.service.sessions.hints import Hint
from docverify.service.sessions.words import Part

Outline = tuple[tuple[float, float], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Begun:
    """The traveller has read the notice, and agrees."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DocumentSeen:
    """A frame was looked at for the document, or for the side of it that is wanted.

    Attributes:
        hint: the first thing to put right; None for a good frame.
        outline: of the page, in shares of the frame; empty where none was seen.
    """

    hint: Hint | None = None
    outline: Outline = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class DocumentRead:
    """The best frames were read.

    Attributes:
        enough: whether what was read will do: surely, or at all where a person took the picture.
        other_side: whether the portrait is on the other side.
        hint: what to put right where it will not do.
    """

    enough: bool
    other_side: bool = False
    hint: Hint | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class SideTaken:
    """The side with the portrait was acquired."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ViewSeen:
    """A frame was looked at to see whether the document was taken away.

    Attributes:
        clear: whether it is gone.
    """

    clear: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class FaceSeen:
    """A frame was looked at for the face.

    Attributes:
        hint: the first thing to put right; None for a good frame.
        present: whether anybody is there.
        challenge: whether turns of the head are asked for once the face lies well.
    """

    hint: Hint | None = None
    present: bool = True
    challenge: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class TurnSeen:
    """A frame of the challenge was looked at.

    Attributes:
        hint: what to do now.
        done: turns that were seen.
        steps: turns that are asked for.
        present: whether anybody is there.
    """

    hint: Hint
    done: int
    steps: int
    present: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class ChallengeOver:
    """No further frame of the challenge is needed.

    Attributes:
        again: what to do better, where it was not performed; None where it is to be judged.
    """

    again: Hint | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Judged:
    """The verification is done.

    Attributes:
        passed: whether it passed.
        again: what to capture once more, where too little could be told; None where a person decides.
    """

    passed: bool
    again: Part | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class NotTold:
    """No result may be told: it could not be recorded, or the policy holds no longer. A person decides."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FaceTaken:
    """A picture of the face that was taken by hand will do."""


@dataclass(frozen=True, slots=True, kw_only=True)
class NotTaken:
    """A picture that was taken by hand will not do."""

    hint: Hint | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class WorkLost:
    """What was being worked on is lost, with its worker: it is done again, and was never a yes."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """The traveller asks for something.

    Attributes:
        more_time: to have longer for this step.
        desk: to go to a person instead.
        help: that a person comes.
        again: to go on after a try that did not work.
    """

    more_time: bool = False
    desk: bool = False
    help: bool = False
    again: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Decided:
    """An officer decided; neither is a refusal, of which the page says no more than that an officer is there.

    Attributes:
        accepted: the traveller may go on.
        again: everything is captured once more.
    """

    accepted: bool = False
    again: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Gone:
    """The traveller left, or ended it. Who has been answered may leave."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Ticked:
    """Time passed, and nothing else."""


Event = (
    Begun
    | DocumentSeen
    | DocumentRead
    | SideTaken
    | ViewSeen
    | FaceSeen
    | TurnSeen
    | ChallengeOver
    | Judged
    | NotTold
    | FaceTaken
    | NotTaken
    | WorkLost
    | Asked
    | Decided
    | Gone
    | Ticked
)
