"""A real server on loopback, in a thread of the test's process; its workers are processes of their own."""

import threading
import time
from contextlib import contextmanager
from dataclasses import dataclass, field

import httpx

from docverify.service.app import create_app
from docverify.service.server import address_of, listening, server_of
from docverify.service.settings import Settings

PATIENCE = 180.0
"""Seconds after which something that should happen did not."""


@dataclass
class Running:
    """A server that runs, and a client of it."""

    app: object
    address: str
    client: httpx.Client = field(init=False)

    def __post_init__(self):
        self.client = httpx.Client(base_url=self.address, timeout=PATIENCE)

    @property
    def pool(self):
        return self.app.state.pool

    def post(self, path, files, data=None, **options):
        return self.client.post(path, files=files, data=data or {}, **options)

    def figure(self, name):
        """A value of /metrics."""
        lines = self.client.get("/metrics").text.splitlines()
        return float(next(line for line in lines if line.startswith(f"{name} ")).split()[-1])


@contextmanager
def running(*, warm=True, **told):
    """Serve with these settings; workers are warm."""
    settings = Settings(
        **{"host": "127.0.0.1", "port": 0, "workers": 1, "rate": 1e5, "burst": 100_000, **told}
    )
    app, sock = create_app(settings), listening(settings)
    server = server_of(app, settings)
    thread = threading.Thread(target=server.run, kwargs={"sockets": [sock]}, daemon=True)
    thread.start()
    one = Running(app, address_of(settings, sock))
    try:
        until(lambda: server.started)
        if warm:
            until(lambda: app.state.pool.ready)
        yield one
    finally:
        one.client.close()
        server.should_exit = True
        thread.join(PATIENCE)


def until(true, seconds=PATIENCE):
    """Wait until something is true."""
    end = time.monotonic() + seconds
    while not true():
        assert time.monotonic() < end, "it did not happen"
        time.sleep(0.02)
