"""A session waits for its officer: walking to the desk is no leaving, and time is given once."""

import json
from contextlib import contextmanager

import pytest
from websockets.sync.client import connect

from docverify.service.sessions.events import Decided, Gone, Ticked
from docverify.service.sessions.flow import begun, ended
from docverify.service.sessions.rules import Rules
from docverify.service.sessions.step import step
from docverify.service.sessions.words import Ending, Part, State

RULES = Rules()
MUCH_LATER = 10_000.0


def waiting():
    start = begun(at=0.0, rules=RULES)
    return ended(start, State.OFFICER, Ending.NOT_PASSED, at=1.0, rules=RULES)


@pytest.mark.parametrize("event", [Gone(), Ticked()])
def test_neither_leaving_nor_waiting_takes_it_from_the_officer(event):
    assert step(waiting(), event, at=MUCH_LATER, rules=RULES) == waiting()


@pytest.mark.parametrize(
    ("event", "state"),
    [
        (Decided(accepted=True), State.WELCOME),
        (Decided(), State.OFFICER),
        (Decided(again=True), State.TRY_AGAIN),
    ],
)
def test_a_decision_is_told_without_a_no(event, state):
    after = step(waiting(), event, at=2.0, rules=RULES)
    assert after.state is state
    assert (after.ending is Ending.DECIDED) is not event.again
    if event.again:
        assert (after.part, after.tries, after.judged, after.manual) == (Part.DOCUMENT, 0, 0, False)


def test_a_decision_comes_too_late_for_what_is_forgotten():
    gone = ended(waiting(), State.FORGOTTEN, Ending.LEFT, at=2.0, rules=RULES)
    assert step(gone, Decided(accepted=True), at=3.0, rules=RULES) == gone


@contextmanager
def traveller(desk, *said, until):
    """A traveller's page that says something at once: its line and the session's id."""
    made = desk.kiosk.post("/v1/sessions").json()
    with connect(f"{desk.address.replace('http', 'ws')}/v1/sessions/{made['id']}/live") as line:
        line.send(json.dumps({"type": "hello", "token": made["token"]}))
        for kind in said:
            line.send(json.dumps({"type": kind}))
        heard(line, until)
        yield line, made["id"]


def heard(line, state):
    """Wait until the page is told of a state."""
    while json.loads(line.recv(timeout=30)).get("state") != state:
        pass


def test_the_page_may_close_and_the_officer_still_decides(service):
    with traveller(service, "begin", "desk", until="officer") as (_, identity):
        pass
    shown = service.shown(identity)
    assert (shown["state"], shown["waits"], shown["outcome"]) == ("officer", True, None)
    assert shown["ending"] == "The traveller asked for the desk."
    answer = service.decide(identity, "accept", "Checked by other means")
    assert (answer.json()["state"], answer.json()["decided"]["override"]) == ("welcome", True)


def test_who_is_at_the_kiosk_hears_of_again_and_of_the_decision(service):
    with traveller(service, "begin", until="document") as (line, identity):
        answer = service.decide(identity, "again", "Wrong document")
        assert answer.json()["open"], "it goes on"
        heard(line, "try_again")
        service.decide(identity, "accept", "Checked by other means")
        heard(line, "welcome")


def test_who_left_the_kiosk_tries_again_by_another_session(service):
    with traveller(service, "begin", "desk", until="officer") as (_, identity):
        pass
    answer = service.decide(identity, "again").json()
    assert (answer["state"], answer["open"], answer["waits"]) == ("officer", False, False)
    assert answer["seconds_left"] <= 30
    assert service.decide(identity, "accept", "x").json()["code"] == "decided"
