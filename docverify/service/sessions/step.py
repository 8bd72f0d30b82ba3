"""One step of a session: a flow and what happened in, the flow that follows out."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any, Final

from docverify.service.sessions.events import (
    Asked,
    Begun,
    ChallengeOver,
    Decided,
    DocumentRead,
    DocumentSeen,
    Event,
    FaceSeen,
    FaceTaken,
    Gone,
    Judged,
    NotTaken,
    NotTold,
    SideTaken,
    Ticked,
    TurnSeen,
    ViewSeen,
    WorkLost,
)
from docverify.service.sessions.flow import Flow, ended, entered, told, tried
from docverify.service.sessions.hints import Hint
from docverify.service.sessions.rules import Rules
from docverify.service.sessions.words import Ending, Part, State


def step(flow: Flow, event: Event, *, at: float, rules: Rules) -> Flow:
    """What follows from an event.

    What does not belong to the state that the flow is in changes nothing: answers may come late.

    Args:
        flow: where the session stands.
        event: what happened.
        at: when, in seconds of any clock that only grows.
        rules: what it goes by.
    """
    flow = _in_time(flow, at=at, rules=rules)
    return _STEPS[type(event)](flow, event, at, rules)


def _in_time(flow: Flow, *, at: float, rules: Rules) -> Flow:
    """What follows from the time alone."""
    if at < flow.until or flow.state.over:
        return flow  # what is over waits for the store, which lets it go
    if flow.state in _NEXT:
        return entered(flow, _NEXT[flow.state], at=at, rules=rules)
    if flow.state is State.TRY_AGAIN:
        return _again(flow, at, rules)
    if flow.state in _TRIED:
        return tried(flow, at=at, rules=rules, hint=flow.hint)
    return ended(flow, State.FORGOTTEN, Ending.TIME_OUT, at=at, rules=rules)


def _again(flow: Flow, at: float, rules: Rules) -> Flow:
    state = State.DOCUMENT if flow.part is Part.DOCUMENT else State.FACE
    return entered(flow, state, at=at, rules=rules)


def _begun(flow: Flow, _: Begun, at: float, rules: Rules) -> Flow:
    return entered(flow, State.DOCUMENT, at=at, rules=rules) if flow.state is State.NOTICE else flow


def _document_seen(flow: Flow, event: DocumentSeen, at: float, rules: Rules) -> Flow:
    if flow.state not in (State.DOCUMENT, State.TURN):
        return flow
    flow = replace(flow, outline=event.outline)
    if flow.manual:
        return flow
    if event.hint is None:
        flow = replace(flow, good=flow.good + 1)
        return flow if flow.unread else told(flow, Hint.GOOD, at=at, rules=rules)
    return told(replace(flow, good=0, unread=False), event.hint, at=at, rules=rules)


def _document_read(flow: Flow, event: DocumentRead, at: float, rules: Rules) -> Flow:
    if flow.state is not State.DOCUMENT:
        return flow
    if event.enough:
        return entered(flow, State.TURN if event.other_side else State.REMOVE, at=at, rules=rules)
    flow = replace(flow, good=0, unread=True)
    return told(flow, event.hint or Hint.HOLD_STILL, at=at, rules=rules)


def _side_taken(flow: Flow, _: SideTaken, at: float, rules: Rules) -> Flow:
    return entered(flow, State.REMOVE, at=at, rules=rules) if flow.state is State.TURN else flow


def _view_seen(flow: Flow, event: ViewSeen, at: float, rules: Rules) -> Flow:
    if flow.state is not State.REMOVE or not event.clear:
        return flow
    return entered(flow, State.FACE, at=at, rules=rules)


def _face_seen(flow: Flow, event: FaceSeen, at: float, rules: Rules) -> Flow:
    if flow.state is not State.FACE:
        return flow
    flow = _accompanied(flow, present=event.present, at=at, rules=rules)
    if flow.state is State.FORGOTTEN or flow.manual:
        return flow
    if event.hint is not None:
        return told(replace(flow, good=0), event.hint, at=at, rules=rules)
    flow = told(replace(flow, good=flow.good + 1), Hint.GOOD, at=at, rules=rules)
    if flow.good < flow.needed:
        return flow
    return entered(flow, State.CHALLENGE if event.challenge else State.CHECKING, at=at, rules=rules)


def _turn_seen(flow: Flow, event: TurnSeen, at: float, rules: Rules) -> Flow:
    if flow.state is not State.CHALLENGE:
        return flow
    flow = _accompanied(flow, present=event.present, at=at, rules=rules)
    if flow.state is State.FORGOTTEN:
        return flow
    # What to do next is told at once: the challenge's own seconds run.
    since = flow.hint_since if flow.hint is event.hint else at
    return replace(flow, good=event.done, needed=event.steps, hint=event.hint, hint_since=since)


def _challenge_over(flow: Flow, event: ChallengeOver, at: float, rules: Rules) -> Flow:
    if flow.state is not State.CHALLENGE:
        return flow
    if event.again is not None:
        return tried(flow, at=at, rules=rules, hint=event.again)
    return entered(flow, State.CHECKING, at=at, rules=rules)


def _judged(flow: Flow, event: Judged, at: float, rules: Rules) -> Flow:
    if flow.state is not State.CHECKING:
        return flow
    if event.passed:
        return ended(flow, State.WELCOME, Ending.PASSED, at=at, rules=rules)
    flow = replace(flow, judged=flow.judged + 1)
    if event.again is None or flow.manual or flow.judged >= rules.tries:
        return ended(flow, State.OFFICER, Ending.NOT_PASSED, at=at, rules=rules)
    return entered(replace(flow, part=event.again), State.TRY_AGAIN, at=at, rules=rules)


def _not_told(flow: Flow, _: NotTold, at: float, rules: Rules) -> Flow:
    if flow.state is not State.CHECKING:
        return flow
    return ended(flow, State.OFFICER, Ending.NOT_TOLD, at=at, rules=rules)


def _face_taken(flow: Flow, _: FaceTaken, at: float, rules: Rules) -> Flow:
    return entered(flow, State.CHECKING, at=at, rules=rules) if flow.state is State.FACE else flow


def _not_taken(flow: Flow, event: NotTaken, at: float, rules: Rules) -> Flow:
    if flow.state not in (State.DOCUMENT, State.TURN, State.FACE):
        return flow
    return tried(flow, at=at, rules=rules, hint=event.hint)


def _work_lost(flow: Flow, _: WorkLost, at: float, rules: Rules) -> Flow:
    return flow if flow.state.over else tried(flow, at=at, rules=rules)


def _asked(flow: Flow, event: Asked, at: float, rules: Rules) -> Flow:
    if flow.state is State.FORGOTTEN:
        return flow
    if event.desk and not flow.state.over:
        return ended(flow, State.OFFICER, Ending.ASKED_FOR_DESK, at=at, rules=rules)
    if event.help:
        flow = replace(flow, helped=True)
    if event.more_time and flow.extended < rules.more_times and not flow.state.over:
        flow = replace(flow, extended=flow.extended + 1, until=at + rules.seconds(flow.state))
    if event.again and flow.state is State.TRY_AGAIN:
        return _again(flow, at, rules)
    return flow


def _decided(flow: Flow, event: Decided, at: float, rules: Rules) -> Flow:
    if flow.state is State.FORGOTTEN:
        return flow
    if event.again:
        fresh = replace(flow, part=Part.DOCUMENT, judged=0, manual=False, helped=False, ending=None)
        return entered(replace(fresh, tries=0), State.TRY_AGAIN, at=at, rules=rules)
    state = State.WELCOME if event.accepted else State.OFFICER
    return ended(replace(flow, helped=False), state, Ending.DECIDED, at=at, rules=rules)


def _gone(flow: Flow, _: Gone, at: float, rules: Rules) -> Flow:
    return flow if flow.state.over else ended(flow, State.FORGOTTEN, Ending.LEFT, at=at, rules=rules)


def _ticked(flow: Flow, _event: Ticked, _at: float, _rules: Rules) -> Flow:
    return flow


def _accompanied(flow: Flow, *, present: bool, at: float, rules: Rules) -> Flow:
    """The flow with who is in view; over, once somebody who was there has been away for a while."""
    if present:
        return replace(flow, accompanied=True, absent_since=None)
    if not flow.accompanied:
        return flow
    away = at if flow.absent_since is None else flow.absent_since
    if at - away >= rules.away_seconds:
        return ended(flow, State.FORGOTTEN, Ending.LEFT, at=at, rules=rules)
    return replace(flow, absent_since=away)


_NEXT: Final[Mapping[State, State]] = {State.REMOVE: State.FACE}
"""States that go on by themselves."""
_TRIED: Final = frozenset({State.DOCUMENT, State.TURN, State.FACE, State.CHALLENGE, State.CHECKING})
"""States whose time-out is a try that did not work."""
_STEPS: Final[Mapping[type, Callable[[Flow, Any, float, Rules], Flow]]] = {
    Begun: _begun,
    DocumentSeen: _document_seen,
    DocumentRead: _document_read,
    SideTaken: _side_taken,
    ViewSeen: _view_seen,
    FaceSeen: _face_seen,
    TurnSeen: _turn_seen,
    ChallengeOver: _challenge_over,
    Judged: _judged,
    NotTold: _not_told,
    FaceTaken: _face_taken,
    NotTaken: _not_taken,
    WorkLost: _work_lost,
    Asked: _asked,
    Decided: _decided,
    Gone: _gone,
    Ticked: _ticked,
}
