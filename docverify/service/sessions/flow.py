"""The state machine of a session: where it stands, and how it goes on. Pure, without a clock."""

from dataclasses import dataclass, replace
from typing import Final

from docverify.service.sessions.events import Outline
from docverify.service.sessions.hints import Hint
from docverify.service.sessions.rules import Rules
from docverify.service.sessions.words import Ending, Part, State

FIRST_HINT: Final[dict[State, Hint]] = {
    State.DOCUMENT: Hint.SHOW_DOCUMENT,
    State.TURN: Hint.TURN_OVER,
    State.REMOVE: Hint.TAKE_AWAY,
    State.FACE: Hint.SHOW_FACE,
    State.CHALLENGE: Hint.LOOK_AHEAD,
}
"""What is told as a state begins, before any frame of it was looked at."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Flow:
    """Where a session stands.

    Attributes:
        state: where.
        since: second at which it began.
        until: second at which it times out.
        hint: what the traveller is told; None where the state says it all.
        hint_since: second from which on.
        outline: of the page in the latest frame, in shares of it.
        part: what is captured now, or would be captured again.
        good: good frames of the state so far; of a challenge its turns.
        needed: how many there will be.
        unread: whether reading frames that look good showed a fault, which is told until one looks otherwise.
        tries: how many tries of this part did not work.
        judged: how many verifications could not tell.
        manual: whether the traveller takes the picture by a button.
        accompanied: whether a face has been in view in the face step, so that its leaving means something.
        absent_since: second from which on nobody is in view; None while somebody is.
        extended: how often more time was asked for.
        helped: whether a person was called.
        ending: why it is over; None while it is not.
    """

    state: State = State.NOTICE
    since: float
    until: float
    hint: Hint | None = None
    hint_since: float = 0.0
    outline: Outline = ()
    part: Part = Part.DOCUMENT
    good: int = 0
    needed: int = 0
    unread: bool = False
    tries: int = 0
    judged: int = 0
    manual: bool = False
    accompanied: bool = False
    absent_since: float | None = None
    extended: int = 0
    helped: bool = False
    ending: Ending | None = None

    @property
    def progress(self) -> float:
        """How much of what the state needs is there, in [0, 1]."""
        return min(1.0, self.good / self.needed) if self.needed else 0.0


def begun(*, at: float, rules: Rules) -> Flow:
    """A new session: the notice is shown, and nothing is captured before it was agreed to."""
    return Flow(since=at, until=at + rules.seconds(State.NOTICE))


def entered(flow: Flow, state: State, *, at: float, rules: Rules, hint: Hint | None = None) -> Flow:
    """The flow as it begins a state."""
    part = _PARTS.get(state, flow.part)
    new = part is not flow.part
    manual = flow.manual and not new
    first = Hint.TAKE_PICTURE if manual and state in _BY_HAND else FIRST_HINT.get(state)
    return replace(
        flow,
        state=state,
        since=at,
        until=at + rules.seconds(state),
        hint=hint or first,
        hint_since=at,
        outline=(),
        part=part,
        good=0,
        needed=_needed(state, rules),
        unread=False,
        tries=0 if new else flow.tries,
        manual=manual,
        absent_since=None,
    )


def told(flow: Flow, hint: Hint, *, at: float, rules: Rules) -> Flow:
    """The flow with another hint, unless the one that is shown has not stayed for long enough."""
    if hint is flow.hint or (flow.hint is not None and at - flow.hint_since < rules.hint_seconds):
        return flow
    return replace(flow, hint=hint, hint_since=at)


def ended(flow: Flow, state: State, ending: Ending, *, at: float, rules: Rules) -> Flow:
    """The flow at its end."""
    return replace(entered(flow, state, at=at, rules=rules), hint=None, ending=ending)


def tried(flow: Flow, *, at: float, rules: Rules, hint: Hint | None = None) -> Flow:
    """The flow after a try that did not work: another one, then one by hand, then the desk."""
    if flow.manual:
        return ended(flow, State.OFFICER, Ending.TRIES_USED, at=at, rules=rules)
    tries = flow.tries + 1
    flow = replace(flow, tries=tries, manual=tries >= rules.tries)
    return replace(entered(flow, State.TRY_AGAIN, at=at, rules=rules), hint=hint)


def _needed(state: State, rules: Rules) -> int:
    if state is State.FACE:
        return rules.good_faces
    return rules.good_documents if state in (State.DOCUMENT, State.TURN) else 0


_PARTS: Final = {
    State.DOCUMENT: Part.DOCUMENT,
    State.TURN: Part.DOCUMENT,
    State.FACE: Part.FACE,
    State.CHALLENGE: Part.FACE,
}
_BY_HAND: Final = frozenset({State.DOCUMENT, State.TURN, State.FACE})
