"""A service that is measured, and a client that costs next to nothing: its bodies are made once."""

import http.client
import json
import os
import re
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

BOUNDARY = b"----benchmark0a1b2c3d4e5f6a7b8c9d"
"""As long as those of browsers and of curl: a body is searched for it, the faster the longer it is."""
FORM = {"Content-Type": f"multipart/form-data; boundary={BOUNDARY.decode()}"}
PATIENCE = 300.0


@dataclass(frozen=True, slots=True)
class Answered:
    """What came back.

    Attributes:
        status: of HTTP.
        body: as it came.
        seconds: from the first byte sent to the last received.
        work: seconds that the worker says it took.
    """

    status: int
    body: bytes
    seconds: float
    work: float

    @property
    def timeless(self) -> object:
        """The answer without what may differ: times and ids."""
        told = json.loads(self.body)
        for part in (told, told.get("report") or {}, told.get("comparison") or {}):
            for name in ("timings", "case_id", "instant"):
                part.pop(name, None)
        return told


@dataclass(slots=True)
class Service:
    """A service that runs in processes of its own.

    Attributes:
        address: where it is asked.
        pid: of the process that waits.
        home: its folder of temporary files, and its log.
    """

    address: str
    pid: int
    home: Path

    def connected(self) -> http.client.HTTPConnection:
        """A connection of a client's own."""
        where = urlsplit(self.address)
        return http.client.HTTPConnection(where.hostname or "", where.port, timeout=PATIENCE)

    def workers(self) -> list[int]:
        """The processes that work."""
        threads = Path(f"/proc/{self.pid}/task").iterdir()
        words = " ".join((one / "children").read_text(encoding="ascii") for one in threads).split()
        return [int(one) for one in words if "resource_tracker" not in _command(int(one))]

    def memory(self) -> int:
        """Bytes of all its processes."""
        return sum(_resident(pid) for pid in (self.pid, *self.workers()))

    def processor(self) -> float:
        """Seconds of the processor that the process that waits has taken."""
        words = Path(f"/proc/{self.pid}/stat").read_text(encoding="ascii").rpartition(")")[2].split()
        return (int(words[11]) + int(words[12])) / os.sysconf("SC_CLK_TCK")

    def open_files(self) -> int:
        """Open by the process that waits."""
        return len(list(Path(f"/proc/{self.pid}/fd").iterdir()))

    def left(self) -> list[str]:
        """Temporary files."""
        return [one.name for one in self.home.iterdir() if one.name != "log"]

    def log(self) -> str:
        """What it said."""
        return (self.home / "log").read_text(encoding="utf-8", errors="replace")


def form(pictures: Sequence[tuple[str, bytes]], data: Mapping[str, str]) -> bytes:
    """A multipart body."""
    begin = b"--" + BOUNDARY + b'\r\nContent-Disposition: form-data; name="'
    parts = [begin + name.encode() + b'"; filename="a"\r\n\r\n' + one + b"\r\n" for name, one in pictures]
    parts += [begin + name.encode() + b'"\r\n\r\n' + text.encode() + b"\r\n" for name, text in data.items()]
    return b"".join(parts) + b"--" + BOUNDARY + b"--\r\n"


def ask(line: http.client.HTTPConnection, path: str, body: bytes) -> Answered:
    """Send one request, and wait for its answer."""
    start = time.perf_counter()
    line.request("POST", path, body, FORM)
    answer = line.getresponse()
    content = answer.read()
    seconds = time.perf_counter() - start
    found = re.search(r"dur=([\d.]+)", answer.headers.get("Server-Timing", ""))
    return Answered(answer.status, content, seconds, float(found[1]) / 1000 if found else 0.0)


def ask_together(service: Service, path: str, body: bytes, *, clients: int, count: int) -> list[Answered]:
    """So many requests, by so many clients at once."""

    def client(number: int) -> list[Answered]:
        line = service.connected()
        try:
            return [ask(line, path, body) for _ in range(number, count, clients)]
        finally:
            line.close()

    with ThreadPoolExecutor(clients) as pool:
        return [one for answers in pool.map(client, range(clients)) for one in answers]


@contextmanager
def served(*, workers: int, queue: int = 64) -> Iterator[Service]:
    """`docverify serve`, warm."""
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder)
        with (home / "log").open("wb") as log:
            command = subprocess.Popen(
                [
                    *(sys.executable, "-m", "docverify", "serve", "--port", "0"),
                    *("--workers", str(workers), "--queue", str(queue)),
                ],
                stdout=subprocess.PIPE,
                stderr=log,
                env={**os.environ, "TMPDIR": folder, "XDG_CONFIG_HOME": folder},
            )
        try:
            assert command.stdout is not None  # noqa: S101 - asked for
            found = re.search(rb"http://[^/]+", command.stdout.readline())
            assert found is not None  # noqa: S101 - it says where its page is
            service = Service(found[0].decode(), command.pid, home)
            wait_until_ready(service)
            yield service
        finally:
            command.terminate()
            command.wait(PATIENCE)


def wait_until_ready(service: Service) -> None:
    """Until every worker is warm."""
    end = time.monotonic() + PATIENCE
    while True:
        line = service.connected()
        try:
            line.request("GET", "/readyz")
            if line.getresponse().status == 200:
                return
        except OSError:
            pass
        finally:
            line.close()
        if time.monotonic() > end:
            raise TimeoutError("the service does not become ready")
        time.sleep(0.1)


def _resident(pid: int) -> int:
    lines = Path(f"/proc/{pid}/status").read_text(encoding="ascii").splitlines()
    return next(1024 * int(line.split()[1]) for line in lines if line.startswith("VmRSS"))


def _command(pid: int) -> str:
    try:
        return Path(f"/proc/{pid}/cmdline").read_text(encoding="utf-8", errors="replace")
    except OSError:
        return "resource_tracker"
