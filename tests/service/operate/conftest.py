"""A real service in a thread, with sessions that were driven by HTTP with real pictures."""

import socket
import threading
import time
from dataclasses import dataclass, field

import cv2
import httpx
import pytest
import uvicorn

import docverify as dv
from docverify.service import Settings, create_app

READY_SECONDS = 240
TRIES = 5


def free_port():
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return found.getsockname()[1]


@dataclass
class Service:
    """A running service, and who asks it."""

    app: object
    url: str
    kiosk: httpx.Client
    officer: httpx.Client
    begun: list = field(default_factory=list)

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
        self.begun.append(made["id"])
        return made["id"]

    def shown(self, identity):
        answer = self.officer.get(f"/v1/operate/sessions/{identity}")
        assert answer.status_code == 200, answer.text
        return answer.json()


def running(settings, *, headers=None, officer=None):
    """A service in a thread, until the generator is closed."""
    app = create_app(settings)
    server = uvicorn.Server(
        uvicorn.Config(app, port=settings.port, ws="websockets-sansio", log_config=None, access_log=False)
    )
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    url = f"http://127.0.0.1:{settings.port}"
    kiosk = httpx.Client(base_url=url, timeout=120, headers=headers)
    asking = httpx.Client(base_url=url, timeout=120, headers=officer)
    until = time.monotonic() + READY_SECONDS
    while time.monotonic() < until:
        try:
            if kiosk.get("/readyz").status_code == 200:
                break
        except httpx.HTTPError:
            pass
        time.sleep(0.2)
    else:
        pytest.fail("the service did not become ready")
    try:
        yield Service(app, url, kiosk, asking)
    finally:
        kiosk.close()
        asking.close()
        server.should_exit = True
        thread.join(60)


@pytest.fixture(scope="package")
def service():
    """Open to this machine, one worker."""
    yield from running(
        Settings(
            port=free_port(),
            workers=1,
            policy="kiosk",
            tries=1,
            state_seconds=600,
            session_seconds=1800,
            burst=1000,
        )
    )


@pytest.fixture
def blurred(samples):
    """The sound passport with some letters of its surname blurred, as PNG: `blurred(6, 8, sigma=5.5)`."""

    def made(first, stop, *, sigma):
        picture = cv2.imread(str(samples / "mated/document.png"))
        quads = dv.read_mrz(samples / "mated/document.png").cells.quads[0, first:stop].reshape(-1, 2)
        (left, top), (right, bottom) = quads.min(0).astype(int) - 3, quads.max(0).astype(int) + 4
        picture[top:bottom, left:right] = cv2.GaussianBlur(picture, (0, 0), sigma)[top:bottom, left:right]
        return cv2.imencode(".png", picture)[1].tobytes()

    return made


@pytest.fixture
def live(samples):
    return (samples / "mated/live.jpg").read_bytes()
