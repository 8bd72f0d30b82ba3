"""Turns of the head: the person turns as they are asked, and anything else is never a yes."""

import json
import time

import numpy as np

from docverify import find_faces
from docverify.specimens.heads import Shown, View
from docverify.specimens.reliefs import head
from tests.service.browser import scenes
from tests.service.browser.clips import jpeg, noisy
from tests.service.running import running
from tests.service.sessions.traveller import framed, heard, joined, made

TURN = 38.0
PER_SECOND = 60.0
MOST = 12.0
"""Degrees: how fast the head turns, and how far between two frames where the machine is slow."""
TO = {"turn_left": 1.0, "turn_right": -1.0}
"""A camera sees a person's left at its right."""


class Head:
    """A head that turns to where it is asked, little by little, and all the way before it returns."""

    def __init__(self):
        photograph = scenes.person()
        self.shown = Shown(photograph, find_faces(photograph)[0].landmarks, head())
        self.yaw = self.aim = 0.0
        self.at = time.monotonic()
        self.rng = np.random.default_rng(3)

    def look(self, hint, *, obedient=True):
        if abs(self.aim - self.yaw) < 1:
            self.aim = TURN * TO.get(hint, 0.0) * (1 if obedient else -1)
        now = time.monotonic()
        step, self.at = min(MOST, PER_SECOND * (now - self.at)), now
        self.yaw += float(np.clip(self.aim - self.yaw, -step, step))
        sway = self.rng.normal(0, 0.6, 2)
        view = View(yaw=self.yaw + sway[0], pitch=sway[1], size=(640, 480))
        return noisy(self.shown.seen(view), self.rng)


def walked(service, head, *, obedient=True, states=("welcome", "officer", "try_again", "forgotten")):
    """The way to the challenge and through it; what was told, and the session."""
    session, told = made(service), []
    rng = np.random.default_rng(1)
    with joined(service, session) as socket:
        while not told or told[-1]["state"] not in states:
            message = json.loads(socket.recv(timeout=60))
            if message["type"] == "state":
                told.append(message)
                if message["state"] == "notice":
                    socket.send(json.dumps({"type": "begin"}))
                if message["state"] == "try_again":  # a slow machine may need more than the ten seconds
                    socket.send(json.dumps({"type": "again"}))
                continue
            assert message["type"] == "next", message
            state = told[-1]["state"]
            if state in ("face", "challenge"):
                picture = head.look(told[-1]["hint"], obedient=obedient or state == "face")
            else:
                shown = scenes.shown(scenes.passport()) if state == "document" else scenes.table()
                picture = noisy(shown, rng)
            socket.send(framed(message, jpeg(picture)))
    return told, session


def test_who_turns_as_asked_is_judged_by_the_frame_that_looked_ahead():
    with running(workers=2, challenge=True) as service:
        told, session = walked(service, Head(), states=("welcome", "officer", "forgotten"))
        hints = {one["hint"] for one in told if one["state"] == "challenge"}
        assert hints & set(TO)
        assert told[-1]["state"] in ("welcome", "officer")
        report = service.client.get(f"/v1/sessions/{session['id']}/report").json()
        (found,) = [one for one in report["findings"] if one["check"] == "live_presentation"]
        assert found["reason"] == "challenge_performed"
        assert (told[-1]["state"] == "welcome") is (report["outcome"] == "PASSED")


def test_who_turns_to_the_other_side_tries_again_and_is_not_welcomed():
    with running(workers=1, challenge=True) as service:
        told, _ = walked(service, Head(), obedient=False)
        assert told[-1]["state"] == "try_again"
        assert told[-1]["hint"] in ("look_ahead", "turn_slowly")


def test_a_still_by_hand_never_replaces_the_challenge():
    with running(workers=1, challenge=True) as service:
        session = made(service)
        token = {"Authorization": f"Bearer {session['token']}"}
        for side, picture in (
            ("document", scenes.shown(scenes.passport())),
            ("live", scenes.standing()),
        ):
            answer = service.client.put(
                f"/v1/sessions/{session['id']}/{side}",
                files={"picture": ("still.jpg", jpeg(picture, 92))},
                headers=token,
            )
            assert answer.status_code == 200, answer.text
        assert answer.json()["state"] != "welcome"
        report = service.client.get(f"/v1/sessions/{session['id']}/report").json()
        assert report["outcome"] == "INCONCLUSIVE"


def test_a_worker_that_dies_in_the_middle_costs_a_try():
    import os
    import signal

    with running(workers=1, challenge=True) as service:
        person, killed, told = Head(), False, []
        session = made(service)
        rng = np.random.default_rng(1)
        with joined(service, session) as socket:
            while not told or told[-1]["state"] != "try_again":
                message = json.loads(socket.recv(timeout=60))
                if message["type"] == "state":
                    told.append(message)
                    assert message["state"] not in ("checking", "welcome", "officer")
                    if message["state"] == "notice":
                        socket.send(json.dumps({"type": "begin"}))
                    if message["hint"] in TO and not killed:
                        killed = True
                        for pid in service.pool.pids:
                            os.kill(pid, signal.SIGKILL)
                    continue
                state = told[-1]["state"]
                if state in ("face", "challenge"):
                    picture = person.look(told[-1]["hint"])
                else:
                    picture = noisy(
                        scenes.shown(scenes.passport()) if state == "document" else scenes.table(), rng
                    )
                socket.send(framed(message, jpeg(picture)))
            socket.send(json.dumps({"type": "again"}))
            while heard(socket, "state")["state"] != "face":
                pass
        assert killed
