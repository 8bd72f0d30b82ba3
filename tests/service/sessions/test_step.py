"""The state machine: every way through it, without a camera, a browser or a clock."""

from dataclasses import replace
from itertools import pairwise

import pytest

from docverify.service.sessions.events import (
    Asked,
    Begun,
    ChallengeOver,
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
from docverify.service.sessions.flow import Flow, begun
from docverify.service.sessions.hints import Hint
from docverify.service.sessions.rules import Rules
from docverify.service.sessions.step import step
from docverify.service.sessions.words import Ending, Part, State

RULES = Rules()
TO_FACE = (Begun(), DocumentRead(enough=True), ViewSeen(clear=True))
TO_CHECKING = (*TO_FACE, FaceSeen(), FaceSeen(), FaceSeen())


def after(*events: Event, rules: Rules = RULES, every: float = 0.2, flow: Flow | None = None) -> Flow:
    """The flow after events that come one after the other."""
    flow = begun(at=0.0, rules=rules) if flow is None else flow
    at = max(flow.since, flow.hint_since)
    for event in events:
        at += every
        flow = step(flow, event, at=at, rules=rules)
    return flow


def test_what_only_reading_shows_is_told_until_a_frame_looks_otherwise() -> None:
    seen, covered = DocumentSeen(), DocumentRead(enough=False, hint=Hint.UNCOVER_DOCUMENT)
    flow = after(Begun(), seen, covered, every=1.1)
    for _ in range(4):
        assert flow.hint is Hint.UNCOVER_DOCUMENT
        assert not flow.manual
        flow = after(seen, flow=flow, every=1.1)
    assert flow.good == 4, "and it is read again"
    moved = after(DocumentSeen(hint=Hint.HOLD_STILL), flow=flow, every=1.1)
    assert moved.hint is Hint.HOLD_STILL
    assert after(seen, flow=moved, every=1.1).hint is Hint.GOOD
    assert after(DocumentRead(enough=True), flow=flow).unread is False


def test_what_may_not_be_told_goes_to_a_person() -> None:
    flow = after(*TO_CHECKING, NotTold())
    assert (flow.state, flow.ending) == (State.OFFICER, Ending.NOT_TOLD)
    assert after(NotTold(), flow=flow) == flow
    assert after(*TO_FACE, NotTold()).state is State.FACE


def test_nothing_is_captured_before_the_notice_was_agreed_to() -> None:
    flow = after(DocumentSeen(), DocumentRead(enough=True), FaceSeen(), FaceTaken(), Judged(passed=True))
    assert flow.state is State.NOTICE


@pytest.mark.parametrize(
    ("events", "state"),
    [
        ((Begun(),), State.DOCUMENT),
        ((Begun(), DocumentRead(enough=True)), State.REMOVE),
        ((Begun(), DocumentRead(enough=True, other_side=True)), State.TURN),
        ((Begun(), DocumentRead(enough=True, other_side=True), SideTaken()), State.REMOVE),
        ((Begun(), DocumentRead(enough=True), ViewSeen(clear=False)), State.REMOVE),
        (TO_FACE, State.FACE),
        (TO_CHECKING, State.CHECKING),
        ((*TO_CHECKING, Judged(passed=True)), State.WELCOME),
        ((*TO_CHECKING, Judged(passed=False)), State.OFFICER),
        ((*TO_CHECKING, Judged(passed=False, again=Part.FACE)), State.TRY_AGAIN),
        ((*TO_CHECKING, Judged(passed=False, again=Part.FACE), Asked(again=True)), State.FACE),
        ((*TO_CHECKING, Judged(passed=False, again=Part.DOCUMENT), Asked(again=True)), State.DOCUMENT),
        ((*TO_CHECKING, WorkLost()), State.TRY_AGAIN),
        ((Begun(), Asked(desk=True)), State.OFFICER),
        ((Begun(), Gone()), State.FORGOTTEN),
    ],
)
def test_ways(events: tuple[Event, ...], state: State) -> None:
    assert after(*events).state is state


def test_a_challenge_comes_between_the_face_and_the_verification() -> None:
    asked = FaceSeen(challenge=True)
    flow = after(*TO_FACE, asked, asked, asked)
    assert flow.state is State.CHALLENGE
    flow = after(TurnSeen(hint=Hint.TURN_LEFT, done=1, steps=3), flow=flow)
    assert (flow.hint, flow.progress) == (Hint.TURN_LEFT, pytest.approx(1 / 3))
    assert after(ChallengeOver(), flow=flow).state is State.CHECKING
    again = after(ChallengeOver(again=Hint.TURN_SLOWLY), flow=flow)
    assert (again.state, again.hint) == (State.TRY_AGAIN, Hint.TURN_SLOWLY)


def test_three_tries_then_one_by_hand_then_the_desk() -> None:
    flow, seen, at = after(Begun()), [], 0.2
    for _ in range(12):
        if flow.state.over:
            break
        at = flow.until + 0.01
        flow = step(flow, Ticked(), at=at, rules=RULES)
        seen.append((flow.state, flow.manual))
    again = [(State.TRY_AGAIN, False), (State.DOCUMENT, False)] * 2
    assert seen == [*again, (State.TRY_AGAIN, True), (State.DOCUMENT, True), (State.OFFICER, True)]
    assert flow.ending is Ending.TRIES_USED
    assert at < 180, "all of it fits a session"


def test_a_picture_by_hand_moves_on_and_the_next_part_begins_anew() -> None:
    flow = replace(after(Begun()), manual=True, tries=3)
    flow = after(DocumentSeen(), DocumentSeen(), DocumentSeen(), flow=flow)
    assert (flow.state, flow.good) == (State.DOCUMENT, 0), "frames do not count while a button is waited for"
    flow = after(DocumentRead(enough=True), ViewSeen(clear=True), flow=flow)
    assert (flow.state, flow.manual, flow.tries) == (State.FACE, False, 0)
    by_hand = replace(flow, manual=True)
    assert after(FaceTaken(), flow=by_hand).state is State.CHECKING
    assert after(NotTaken(), flow=by_hand).state is State.OFFICER


def test_what_could_not_be_told_three_times_is_for_a_person() -> None:
    flow = after(*TO_CHECKING)
    for _ in range(2):
        flow = after(Judged(passed=False, again=Part.FACE), flow=flow)
        assert flow.state is State.TRY_AGAIN
        flow = after(Asked(again=True), FaceSeen(), FaceSeen(), FaceSeen(), flow=flow)
    assert after(Judged(passed=False, again=Part.FACE), flow=flow).state is State.OFFICER


def test_work_that_is_lost_again_and_again_never_becomes_a_yes() -> None:
    flow = after(*TO_CHECKING)
    for _ in range(10):
        flow = after(WorkLost(), Asked(again=True), FaceSeen(), FaceSeen(), FaceSeen(), flow=flow)
    assert flow.state is State.OFFICER


def test_a_hint_stays_for_a_second() -> None:
    flow = step(begun(at=0, rules=RULES), Begun(), at=0.0, rules=RULES)
    shown = [(flow.hint, 0.0)]
    hints = (Hint.CLOSER, Hint.GLARE, Hint.HOLD_STILL)
    for tick in range(60):
        flow = step(flow, DocumentSeen(hint=hints[tick % 3]), at=0.1 * (tick + 1), rules=RULES)
        if shown[-1][0] is not flow.hint:
            shown.append((flow.hint, 0.1 * (tick + 1)))
    assert len(shown) > 3
    assert all(then - since >= RULES.hint_seconds - 1e-9 for (_, since), (_, then) in pairwise(shown))


def test_one_poor_frame_begins_the_count_of_good_ones_anew() -> None:
    flow = after(*TO_FACE, FaceSeen(), FaceSeen(), FaceSeen(hint=Hint.OPEN_EYES), FaceSeen(), FaceSeen())
    assert (flow.state, flow.good) == (State.FACE, 2)


def test_who_was_there_and_is_gone_has_left() -> None:
    gone = FaceSeen(hint=Hint.SHOW_FACE, present=False)
    assert after(*TO_FACE, *[gone] * 40).state is State.FACE, "nobody came yet"
    flow = after(*TO_FACE, FaceSeen(hint=Hint.FACE_CLOSER), *[gone] * 40)
    assert (flow.state, flow.ending) == (State.FORGOTTEN, Ending.LEFT)
    back = FaceSeen(hint=Hint.FACE_CLOSER)
    assert after(*TO_FACE, back, *[gone] * 10, back, *[gone] * 10).state is State.FACE, "a step aside"


def test_more_time_can_be_had_ten_times() -> None:
    flow = after(Begun())
    for number in range(15):
        before = flow.until
        flow = step(flow, Asked(more_time=True), at=flow.since + number + 1, rules=RULES)
        assert (flow.until > before) is (number < 10)
    assert flow.extended == 10


def test_answers_do_not_change_any_more() -> None:
    for answer in (after(*TO_CHECKING, Judged(passed=True)), after(*TO_CHECKING, Judged(passed=False))):
        late = (Judged(passed=True), FaceSeen(), WorkLost(), Gone(), Asked(again=True, desk=True), NotTaken())
        assert after(*late, flow=answer).state is answer.state
        assert step(answer, Ticked(), at=1e9, rules=RULES).state is answer.state


def test_a_document_that_stays_does_not_stop_the_way() -> None:
    flow = after(Begun(), DocumentRead(enough=True))
    assert step(flow, ViewSeen(clear=False), at=flow.until, rules=RULES).state is State.FACE


def test_late_answers_change_nothing() -> None:
    flow = after(*TO_FACE)
    assert after(DocumentSeen(), DocumentRead(enough=True, other_side=True), SideTaken(), flow=flow) == flow
    assert after(Judged(passed=True), TurnSeen(hint=Hint.LOOK_AHEAD, done=3, steps=3), flow=flow) == flow


def test_help_is_noted() -> None:
    assert after(Begun(), Asked(help=True)).helped
