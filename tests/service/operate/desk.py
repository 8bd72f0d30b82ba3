"""What tests of the operator's half share: sessions that are driven by HTTP, and an officer."""

from contextlib import contextmanager
from dataclasses import dataclass

import httpx

from tests.service.running import running

TRIES = 5


@dataclass
class Desk:
    """A running service, the kiosk and the officer who ask it."""

    running: object
    kiosk: httpx.Client
    officer: httpx.Client

    @property
    def app(self):
        return self.running.app

    @property
    def address(self):
        return self.running.address

    def session(self, *documents, live=None):
        """A session that was shown stills; those that cannot be told are shown until the desk is asked."""
        made = self.kiosk.post("/v1/sessions", json={"language": "en"}).json()
        address, stands = f"/v1/sessions/{made['id']}", None
        for _ in range(TRIES):
            for document in documents:
                stands = self.kiosk.put(f"{address}/document", files={"picture": document})
                assert stands.status_code == 200, stands.text
            if live is not None:
                stands = self.kiosk.put(f"{address}/live", files={"picture": live})
                assert stands.status_code == 200, stands.text
            if stands is None or stands.json()["state"] != "try_again":
                break
        return made["id"]

    def shown(self, identity):
        answer = self.officer.get(f"/v1/operate/sessions/{identity}")
        assert answer.status_code == 200, answer.text
        return answer.json()

    def correct(self, identity, *cells, trial=False):
        return self.officer.post(
            f"/v1/operate/sessions/{identity}/corrections", json={"cells": list(cells), "trial": trial}
        )

    def decide(self, identity, choice, reason=""):
        return self.officer.post(
            f"/v1/operate/sessions/{identity}/decision", json={"choice": choice, "reason": reason}
        )


@contextmanager
def desk_of(*, kiosk=None, officer=None, **told):
    """A desk at a service that runs; one verification that cannot tell is enough to be sent there.

    Keys are as they are shown; None where none are kept.
    """
    told = {"policy": "kiosk", "tries": 1, "state_seconds": 600, "session_seconds": 1800, **told}
    with running(**told) as one, asking(one, kiosk) as traveller, asking(one, officer) as clerk:
        yield Desk(one, traveller, clerk)


def asking(one, key=None):
    """A client of a running service."""
    headers = {} if key is None else {"Authorization": f"Bearer {key}"}
    return httpx.Client(base_url=one.address, timeout=120, headers=headers)


def cell(line, column, read, became):
    return {"line": line, "column": column, "read": read, "became": became}


def blurred(samples, first, stop, *, sigma):
    """The sound passport with some letters of its surname blurred, as PNG."""
    import cv2

    import docverify as dv

    picture = cv2.imread(str(samples / "mated/document.png"))
    quads = dv.read_mrz(samples / "mated/document.png").cells.quads[0, first:stop].reshape(-1, 2)
    (left, top), (right, bottom) = quads.min(0).astype(int) - 3, quads.max(0).astype(int) + 4
    picture[top:bottom, left:right] = cv2.GaussianBlur(picture, (0, 0), sigma)[top:bottom, left:right]
    return cv2.imencode(".png", picture)[1].tobytes()
