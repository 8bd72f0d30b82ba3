"""Who may stand at the desk, and what its log tells of whom it saw."""

import json
import logging
import time
from contextlib import suppress
from threading import Event, Thread

import pytest
from websockets.exceptions import ConnectionClosed
from websockets.sync.client import connect

from docverify.service.routes import operate_live
from docverify.service.security.keys import read_keys, write_keys
from tests.service.keyfile import key_of, keys_in
from tests.service.operate.desk import asking, cell, desk_of

IDENTITY = ("ERIKSSON", "EHAKSSON", "ANNA", "MARIA", "L898902C3", "ZE184226B", "740812", "1974", "P<UTO")
PATHS = (
    ("GET", "/v1/operate/sessions", None),
    ("GET", "/v1/operate/sessions/x", None),
    ("GET", "/v1/operate/sessions/x/pictures/document", None),
    ("POST", "/v1/operate/sessions/x/corrections", {"cells": [cell(0, 0, "P", "V")]}),
    ("POST", "/v1/operate/sessions/x/decision", {"choice": "refuse", "reason": "x"}),
)


@pytest.fixture(scope="module")
def keys(tmp_path_factory):
    """A key of each scope, and the file that keeps them."""
    return keys_in(tmp_path_factory.mktemp("keys"))


@pytest.fixture(scope="module")
def guarded(keys):
    path, shown = keys
    with desk_of(keys=path, kiosk=shown["verify"], officer=shown["operate"]) as desk:
        yield desk


@pytest.mark.parametrize("scope", [None, "verify", "report"])
def test_only_the_scope_operate_opens_the_desk(guarded, keys, scope):
    key = None if scope is None else keys[1][scope]
    expected = (401, "key_missing") if scope is None else (403, "scope_missing")
    with asking(guarded.running, key) as client:
        for method, path, body in PATHS:
            answer = client.request(method, path, json=body)
            assert (answer.status_code, answer.json()["code"]) == expected, path


@pytest.mark.parametrize(
    ("scope", "code"), [("", "key_missing"), ("verify", "scope_missing"), ("x", "key_unknown")]
)
def test_the_line_takes_the_same_key(guarded, keys, scope, code):
    with connect(f"{guarded.address.replace('http', 'ws')}/v1/operate/live") as line:
        line.send(json.dumps({"type": "key", "key": keys[1].get(scope, scope)}))
        told = json.loads(line.recv(timeout=30))
        assert (told["type"], told["code"]) == ("refused", code)
    with connect(f"{guarded.address.replace('http', 'ws')}/v1/operate/live") as line:
        line.send(json.dumps({"type": "key", "key": keys[1]["operate"]}))
        assert json.loads(line.recv(timeout=30))["type"] == "sessions"


def test_a_key_that_is_revoked_loses_the_line_however_much_happens(guarded, keys, monkeypatch):
    monkeypatch.setattr(operate_live, "_AGAIN", 0.5)
    path = keys[0]
    key, made = key_of("operate", name="leaves")
    before = read_keys(path)
    write_keys(path, {**before, made.id: made})
    with connect(f"{guarded.address.replace('http', 'ws')}/v1/operate/live") as line:
        line.send(json.dumps({"type": "key", "key": key}))
        assert json.loads(line.recv(timeout=30))["type"] == "sessions"
        write_keys(path, before)
        told, over = [], Event()
        Thread(target=keep_changing, args=(guarded, over), daemon=True).start()
        try:
            with suppress(TimeoutError, ConnectionClosed):
                while True:
                    told.append(json.loads(line.recv(timeout=10)))
        finally:
            over.set()
    assert told[-1].get("code") == "key_unknown"


def keep_changing(guarded, over):
    """Begin and end sessions, and no more than ten seconds."""
    until = time.monotonic() + 10
    with asking(guarded.running, guarded.kiosk.headers["authorization"].split()[-1]) as client:
        while not over.is_set() and time.monotonic() < until:
            client.delete(f"/v1/sessions/{client.post('/v1/sessions').json()['id']}")
            time.sleep(0.1)


def test_the_page_itself_needs_no_key_and_shows_nothing(guarded):
    with asking(guarded.running) as client:
        page = client.get("/operate")
    assert page.status_code == 200
    assert "<h1>" in page.text


def test_no_identity_in_the_log_of_a_whole_case(guarded, misread_page, live, caplog, capfd):
    with caplog.at_level(logging.DEBUG):
        identity = guarded.session(misread_page, live=live)
        guarded.shown(identity)
        guarded.correct(identity, cell(0, 6, "H", "R"), cell(0, 7, "A", "I"))
        guarded.correct(identity, cell(0, 6, "E", "R"))
        guarded.decide(identity, "accept", "ERIKSSON was compared by eye")
        guarded.kiosk.delete(f"/v1/sessions/{identity}")
    told = caplog.text + "".join(capfd.readouterr()) + guarded.officer.get("/metrics").text
    assert "/v1/operate/sessions" in told, "the requests were logged"
    assert not [word for word in IDENTITY if word in told]


def test_who_decided_is_recorded_by_the_keys_id(guarded, keys, samples, live):
    page = (samples / "wrong_check_digit/document.jpg").read_bytes()
    decided = guarded.decide(guarded.session(page, live=live), "refuse").json()["decided"]
    kept = read_keys(keys[0])
    assert kept[decided["by"]].name == "operate"
    assert keys[1]["operate"] not in json.dumps(decided)
