"""The WebSocket: a whole way, and everything that is not said as it should be, each refused by its code."""

import json
import os
import signal
import time

import numpy as np
import pytest
from websockets.exceptions import ConnectionClosed

from docverify.specimens import Side
from tests.service.browser import scenes
from tests.service.browser.clips import jpeg
from tests.service.running import running, until
from tests.service.sessions.traveller import address, asked, connect, framed, heard, joined, made, walk


def refused(socket):
    """What was said before the socket was closed, and the code by which it was."""
    try:
        told = heard(socket, "refused")
        socket.recv(timeout=60)
    except ConnectionClosed as closed:
        return told, closed.rcvd.code
    raise AssertionError("it was not closed")


def gone(service, session):
    return service.client.get(f"/v1/sessions/{session['id']}").status_code == 404


def test_a_bearer_is_welcomed(service, sound):
    session, before = made(service), time.perf_counter()
    told = walk(service, session, sound)
    assert told[-1]["state"] == "welcome"
    print(f"whole way without a browser: {time.perf_counter() - before:.1f} s")  # noqa: T201 - a figure
    states = list(dict.fromkeys(one["state"] for one in told))
    assert states == ["notice", "document", "remove", "face", "checking", "welcome"]
    assert {key for one in told for key in one} == {
        *("type", "state", "hint", "part", "outline", "progress", "tries_left", "manual"),
        *("more_time", "helped", "seconds_left"),
    }
    report = service.client.get(f"/v1/sessions/{session['id']}/report").json()
    assert report["outcome"] == "PASSED"
    assert "mrz" not in report
    kept = service.app.state.sessions.get(session["id"])
    assert (kept.document, kept.live, kept.language) == ((), (), "de")


def test_another_person_is_sent_to_a_person_and_their_pictures_wait_there(service, sound):
    shown = {"document": scenes.shown(scenes.passport("grace_hopper.jpg"))}
    session = made(service)
    told = walk(service, session, lambda one: shown.get(one["state"], sound(one)))
    assert told[-1]["state"] == "officer"
    assert told[-1]["hint"] is None
    report = service.client.get(f"/v1/sessions/{session['id']}/report").json()
    assert report["outcome"] == "FAILED"
    kept = service.app.state.sessions.get(session["id"])
    assert len(kept.document) == 1
    assert len(kept.live) == 3


def test_a_card_is_turned_over(service, sound):
    shown = {
        "document": scenes.shown(scenes.card(Side.MRZ)),
        "turn": scenes.shown(scenes.card(Side.FRONT)),
    }
    session = made(service)
    told = walk(service, session, lambda one: shown.get(one["state"], sound(one)))
    assert told[-1]["state"] == "welcome"
    assert "turn" in [one["state"] for one in told]


def test_a_thumb_on_the_lines_is_asked_to_be_taken_away_and_then_it_is_read(service, sound):
    near = scenes.shown(scenes.passport(), (0.8, 0.5, 0.5))
    covered, hints = scenes.covered(near), []
    near = scenes.blurred(near, 2.4)  # what is read at last looks worse than what was read in vain

    def frames(told):
        hints.append(told["hint"])
        if told["state"] != "document":
            return sound(told)
        return near if "uncover_document" in hints else covered

    told = walk(service, made(service), frames)
    assert "uncover_document" in hints
    assert told[-1]["state"] == "welcome"
    assert "try_again" not in [one["state"] for one in told]


def test_who_shows_nothing_is_asked_to_and_goes_to_the_desk_by_a_button(service):
    with asked(service) as (session, socket, ask):
        socket.send(framed(ask, jpeg(scenes.table())))
        heard(socket, "next")
        socket.send(json.dumps({"type": "desk"}))
        while heard(socket, "state")["state"] != "officer":
            pass
    assert service.client.get(f"/v1/sessions/{session['id']}").json()["state"] == "officer"


def test_who_hangs_up_is_forgotten(service):
    with asked(service) as (session, _, _):
        pass
    until(lambda: gone(service, session))


def test_more_time_help_and_language_are_heard(service):
    with asked(service) as (session, socket, _):
        for kind in ("more_time", "help"):
            socket.send(json.dumps({"type": kind}))
        while not heard(socket, "state")["helped"]:
            pass
        kept = service.app.state.sessions.get(session["id"])
        assert (kept.flow.extended, kept.flow.helped) == (1, True)


FRAMES = {
    "a picture that is none": (
        lambda ask: framed(ask, b"no picture at all, but long enough"),
        "unreadable_image",
        1007,
    ),
    "a truncated picture": (lambda ask: framed(ask, jpeg(scenes.table())[:5000]), "unreadable_image", 1007),
    "nothing": (lambda ask: framed(ask, b""), "frame_broken", 1007),
    "no head": (lambda _: b"\xff\xd8", "frame_broken", 1007),
    "another number": (lambda ask: framed({**ask, "n": ask["n"] + 5}, b"x"), "frame_out_of_order", 4409),
    "number 0": (lambda ask: framed({**ask, "n": 0}, b"x"), "frame_replayed", 4409),
    "another nonce": (lambda ask: framed({**ask, "nonce": "AAAAAAAA"}, b"x"), "nonce_wrong", 4409),
    "four megabytes": (lambda ask: framed(ask, bytes(4_000_000)), "frame_too_large", 1009),
    "fifty megapixels": (
        lambda ask: framed(ask, jpeg(np.full((7_000, 7_200, 3), 128, np.uint8), 30)),
        "limit_exceeded",
        1009,
    ),
    "a text that is no JSON": (lambda _: "not JSON", "message_broken", 1007),
    "a picture as text": (lambda _: json.dumps({"type": "frame", "data": "AAAA"}), "message_unknown", 1007),
    "JSON that is no object": (lambda _: "[1]", "message_broken", 1007),
    "JSON without end": (lambda _: "[" * 4000, "message_broken", 1007),
    "a long text": (lambda _: json.dumps({"type": "x" * 5000}), "message_too_large", 1009),
}


@pytest.mark.parametrize("what", FRAMES)
def test_what_is_not_as_it_should_be_is_refused_and_ends_the_session(service, what):
    make, code, closed = FRAMES[what]
    with asked(service) as (session, socket, ask):
        socket.send(make(ask))
        told, by = refused(socket)
    assert (told["code"], by) == (code, closed)
    assert set(told) == {"type", "code", "side", "message", "retryable"}
    until(lambda: gone(service, session))


def test_a_frame_that_came_before_is_refused(service):
    with asked(service) as (_, socket, ask):
        frame = framed(ask, jpeg(scenes.table()))
        socket.send(frame)
        heard(socket, "next")
        socket.send(frame)
        assert refused(socket)[0]["code"] == "frame_replayed"


def test_a_frame_that_was_not_asked_for_is_refused(service):
    session = made(service)
    with joined(service, session) as socket:
        heard(socket, "state")
        socket.send(framed({"n": 1, "nonce": "AAAAAAAA"}, jpeg(scenes.table())))
        assert refused(socket)[0]["code"] == "frame_not_asked"


def test_a_frame_of_one_session_is_none_of_another(service):
    with asked(service) as (_, _, ask), asked(service) as (_, second, other):
        assert other["n"] == ask["n"]
        second.send(framed(ask, jpeg(scenes.table())))
        assert refused(second)[0]["code"] == "nonce_wrong"


@pytest.mark.parametrize(
    ("message", "code", "closed"),
    [
        (json.dumps({"type": "hello", "token": "none"}), "token_refused", 4401),
        (json.dumps({"type": "hello"}), "hello_broken", 1007),
        (json.dumps({"type": "hello", "token": 1}), "hello_broken", 1007),
        (json.dumps({"type": "begin"}), "hello_broken", 1007),
        ("hello", "message_broken", 1007),
        (b"\0" * 40, "text_expected", 1003),
    ],
)
def test_the_first_message_shows_the_token(service, message, code, closed):
    session = made(service)
    with connect(address(service, session), open_timeout=60) as socket:
        socket.send(message)
        told, by = refused(socket)
    assert (told["code"], by) == (code, closed)
    assert not gone(service, session), "who does not hold the token ends nobody's session"


def test_another_sessions_token_opens_nothing(service):
    session, other = made(service), made(service)
    with joined(service, session, other["token"]) as socket:
        assert refused(socket)[0]["code"] == "token_refused"


def test_a_session_is_opened_once(service):
    session = made(service)
    with joined(service, session) as first:
        heard(first, "state")
        with joined(service, session) as second:
            assert refused(second)[0]["code"] == "session_in_use"
        first.send(json.dumps({"type": "begin"}))
        assert heard(first, "next")["n"] == 1, "the first one is not disturbed"


def test_what_is_over_is_gone(service):
    session = made(service)
    service.client.delete(f"/v1/sessions/{session['id']}")
    with joined(service, session) as socket:
        told, by = refused(socket)
    assert (told["code"], by) == ("session_gone", 4404)


def test_a_session_expires_while_its_page_looks_on():
    with running(session_seconds=2.0) as service:
        session = made(service)
        with joined(service, session) as socket:
            heard(socket, "state")
            socket.send(json.dumps({"type": "begin"}))
            assert heard(socket, "next")["n"] == 1
            while heard(socket, "state")["state"] != "forgotten":
                pass
        until(lambda: gone(service, session))


def test_a_worker_that_dies_costs_a_try_and_is_never_a_yes(sound):
    killed = []

    def kill(told):
        if told["state"] == "checking" and not killed:
            killed.extend(service.pool.pids)
            for pid in killed:
                os.kill(pid, signal.SIGKILL)

    with running(workers=1) as service:
        states = [one["state"] for one in walk(service, made(service), sound, seen=kill)]
        assert killed
        assert states.index("try_again") > states.index("checking")
        assert states[-1] == "welcome", "the pool is whole again"
