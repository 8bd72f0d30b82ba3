"""`docverify serve` as it is started: what it prints, keeps, logs and leaves behind."""

import json
import os
import re
import shutil
import signal
import socket
import ssl
import subprocess
import sys
import threading
from contextlib import contextmanager
from pathlib import Path

import httpx
import pytest
from typer.testing import CliRunner

from docverify.cli import app
from docverify.service.server import listening
from docverify.service.settings import Settings
from tests.service.known import KEY, lookups_in
from tests.service.running import PATIENCE, until

DOCVERIFY = (sys.executable, "-m", "docverify", "serve")
LIMIT = 8_000_000
IDENTITY = ("ERIKSSON", "ANNA", "MARIA", "L898902C3", "ZE184226B", "1974-08-12", "740812", "P<UTO")


def told(*words, home):
    """What the command prints and how it ends, run in this process: starting one takes seconds."""
    return CliRunner().invoke(app, ["serve", *words], env={"XDG_CONFIG_HOME": str(home), "COLUMNS": "200"})


def environment(home):
    return {**os.environ, "XDG_CONFIG_HOME": str(home), "TMPDIR": str(home)}


@contextmanager
def served(home, *words, warm=True):
    """The command, running, its workers warm; its log is in `home`."""
    log = home / "log"
    with log.open("wb") as errors:
        command = subprocess.Popen(
            [*DOCVERIFY, "--port", "0", "--workers", "1", *words],
            stdout=subprocess.PIPE,
            stderr=errors,
            text=True,
            env=environment(home),
        )
    try:
        said = [command.stdout.readline() for _ in range(4)]
        address = re.search(r"https?://[^/]+", said[0])[0]
        with httpx.Client(base_url=address, timeout=PATIENCE) as client:
            if warm:
                until(lambda: answers(client))
            client.said, client.command, client.log = "".join(said), command, log
            yield client
    finally:
        command.kill()
        command.communicate()


def answers(client):
    try:
        return client.get("/readyz").status_code == 200
    except httpx.TransportError:
        return False


def memory(pid, name):
    """Bytes of a process: VmRSS now, VmHWM at most so far."""
    lines = Path(f"/proc/{pid}/status").read_text(encoding="ascii").splitlines()
    return next(1024 * int(line.split()[1]) for line in lines if line.startswith(name))


def children(pid):
    return [int(one) for one in Path(f"/proc/{pid}/task/{pid}/children").read_text(encoding="ascii").split()]


@pytest.fixture(scope="module")
def command(tmp_path_factory):
    home = tmp_path_factory.mktemp("home")
    with served(home, "--body", str(LIMIT)) as client:
        client.home = home
        yield client


def test_it_says_where_its_pages_are(command):
    address = str(command.base_url).rstrip("/")
    assert f"{address}/kiosk" in command.said
    assert f"{address}/operate" in command.said
    assert "everybody on this machine" in command.said


def test_who_comes_before_the_server_has_begun_waits():
    with listening(Settings(host="127.0.0.1", port=0)) as sock:
        socket.create_connection(sock.getsockname(), timeout=PATIENCE).close()


def pieces(count):
    yield b'--x\r\nContent-Disposition: form-data; name="document"; filename="a"\r\n\r\n'
    for _ in range(count):
        yield bytes(1_000_000)
    yield b"\r\n--x--\r\n"


@pytest.mark.parametrize("declared", [True, False], ids=["declared", "chunked"])
def test_a_body_over_the_limit_is_not_kept(command, declared):
    pid = command.command.pid
    Path(f"/proc/{pid}/clear_refs").write_text("5", encoding="ascii")  # forgets the peak so far
    before = memory(pid, "VmRSS")
    body = b"".join(pieces(60)) if declared else pieces(60)
    form = {"Content-Type": "multipart/form-data; boundary=x"}
    assert command.post("/v1/verify", content=body, headers=form).status_code == 413
    assert memory(pid, "VmHWM") - before < 2 * LIMIT


def test_the_log_and_the_disk_hold_nothing_of_anybody(command, samples):
    files = [
        ("document", ("ERIKSSON.png", (samples / "mated/document.png").read_bytes())),
        ("live", ("anna.jpg", (samples / "mated/live.jpg").read_bytes())),
    ]
    data = {"identity": "true", "case_id": "L898902C3"}
    whole = command.post("/v1/verify", files=files, data=data, headers={"User-Agent": "ERIKSSON"})
    assert "ERIKSSON" in whole.text
    assert command.post("/v1/read", files=files[:1]).json()["reading"]["mrz"]
    for path in ("/v1/ERIKSSON?name=ANNA", "/healthz?number=L898902C3", "/v1/verify?x=ERIKSSON"):
        command.get(path)
    command.post("/v1/verify", files=[files[0], ("live", b"L898902C3")], data={"policy": "ERIKSSON"})
    command.post("/v1/verify", content=b"ERIKSSON", headers={"Content-Type": "multipart/form-data"})
    metrics = command.get("/metrics").text
    until(lambda: '"/metrics"' in command.log.read_text(encoding="utf-8"))
    log = command.log.read_text(encoding="utf-8")
    assert not [text for text in IDENTITY if text in log or text in metrics]
    lines = [json.loads(line) for line in log.splitlines()]
    assert all(set(line) == {"at", "method", "route", "status", "ms", "key"} for line in lines)
    assert {"/v1/verify", "/v1/read", "-", "/healthz"} <= {line["route"] for line in lines}
    assert 'docverify_outcomes_total{outcome="PASSED",route="verify"} 1' in metrics
    assert 'docverify_stage_seconds_count{stage="document.read"} 1' in metrics
    assert [one.name for one in command.home.iterdir()] == ["log"], "no file is left, nor was one written"


def test_a_large_picture_is_never_written_to_a_disk(command):
    """Uploads of over a megabyte would go to a temporary file, if nobody forbade it."""
    pid = command.command.pid
    form = {"Content-Type": "multipart/form-data; boundary=x"}

    def body():
        for number, piece in enumerate(pieces(6)):
            yield piece
            if number == 5:
                opened.extend(os.path.realpath(one) for one in Path(f"/proc/{pid}/fd").iterdir())

    opened = []
    assert command.post("/v1/read", content=body(), headers=form).status_code == 200
    assert opened
    assert not [one for one in opened if str(command.home) in one and not one.endswith("log")]


def test_workers_end_with_their_parent_even_when_it_is_killed(tmp_path):
    with served(tmp_path) as client:
        workers = children(client.command.pid)
        assert workers
        client.command.kill()
        client.command.wait()
        until(lambda: not [one for one in workers if alive(one)])


def alive(pid):
    try:
        return "Z" not in Path(f"/proc/{pid}/stat").read_text(encoding="ascii").split(")")[-1].split()[0]
    except OSError:
        return False


def test_sigterm_ends_it_after_what_has_begun(tmp_path, samples):
    with served(tmp_path) as client:
        workers = children(client.command.pid)
        files = [("document", (samples / "mated/document.png").read_bytes())]
        given = []
        asked = threading.Thread(target=lambda: given.append(client.post("/v1/verify", files=files)))
        asked.start()
        until(lambda: "docverify_pool_working 1" in client.get("/metrics").text or given)
        client.command.send_signal(signal.SIGTERM)
        asked.join(PATIENCE)
        assert given[0].status_code == 200
        assert client.command.wait(PATIENCE) == 0
        until(lambda: not [one for one in workers if alive(one)])
        assert "Traceback" not in client.log.read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["--host", "0.0.0.0"], "--new-key"),  # noqa: S104 - refused
        (["--host", "0.0.0.0", "--keys-file", "keys.json"], "--behind-proxy"),  # noqa: S104
        (["--host", "0.0.0.0", "--behind-proxy"], "--new-key"),  # noqa: S104
        (["--certificate", "a.pem"], "certificate_key"),
        (["--policy", "mine"], "mine"),
        (["--keys-file", "nowhere.json"], "nowhere.json"),
        (["--port", "1", "--host", "::ffff:192.0.2.1"], "--new-key"),
        (["--revoke-key", "0"], "cannot be read"),
        (["--journal", "nowhere.journal"], "docverify journal init nowhere.journal"),
    ],
)
def test_it_refuses_to_start(tmp_path, words, said):
    ended = told(*words, home=tmp_path)
    assert ended.exit_code == 2
    assert said in ended.stderr


def test_keys_are_made_listed_and_taken_back(tmp_path):
    key = told("--new-key", "--name", "desk", "--scope", "operate", "--scope", "report", home=tmp_path)
    assert re.fullmatch(r"dv_[0-9a-f]{12}_[\w-]{43}\n", key.stdout)
    secret = key.stdout.strip().split("_", 2)[2]
    file = tmp_path / "docverify/keys.json"
    assert file.stat().st_mode & 0o777 == 0o600
    assert secret not in file.read_text(encoding="utf-8") + key.stderr
    listed = told("--keys", home=tmp_path)
    (one,) = [json.loads(line) for line in listed.stdout.splitlines()]
    assert (one["name"], one["scopes"]) == ("desk", ["operate", "report"])
    assert secret not in listed.stdout
    assert told("--revoke-key", one["id"], home=tmp_path).exit_code == 0
    assert not told("--keys", home=tmp_path).stdout
    assert told("--revoke-key", one["id"], home=tmp_path).exit_code == 2
    assert told("--new-key", "--scope", "all", home=tmp_path).exit_code == 2


@pytest.mark.skipif(shutil.which("openssl") is None, reason="no openssl to make a certificate with")
def test_others_may_ask_by_tls_and_with_a_key(tmp_path):
    certificate, private = tmp_path / "c.pem", tmp_path / "k.pem"
    names = "subjectAltName=IP:127.0.0.1"
    subprocess.run(
        [
            *("openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "1"),
            *("-subj", "/CN=kiosk", "-addext", names, "-keyout", private, "-out", certificate),
        ],
        check=True,
        capture_output=True,
    )
    key = told("--new-key", home=tmp_path).stdout.strip()
    tls = ("--host", "0.0.0.0", "--certificate", str(certificate), "--certificate-key", str(private))  # noqa: S104
    with served(tmp_path, *tls, warm=False) as client:
        address = f"https://127.0.0.1:{client.base_url.port}"
        trusting = ssl.create_default_context(cafile=certificate)
        with httpx.Client(base_url=address, verify=trusting, timeout=PATIENCE) as other:
            until(lambda: reached(other))
            assert other.get("/v1/policies").status_code == 401
            answer = other.get("/v1/policies", headers={"Authorization": f"Bearer {key}"})
            assert answer.status_code == 200
            assert "max-age" in answer.headers["strict-transport-security"]
            assert other.get("/healthz", headers={"Origin": "https://evil.example"}).status_code == 403
        assert key[-43:] not in client.log.read_text(encoding="utf-8")


def reached(client):
    try:
        return client.get("/healthz").status_code == 200
    except httpx.TransportError:
        return False


def test_without_the_extra_it_names_it(tmp_path):
    """As where the extra is not installed: its packages cannot be found."""
    hidden = (
        "import sys, importlib.abc\n"
        "class Hidden(importlib.abc.MetaPathFinder):\n"
        "    def find_spec(self, name, path=None, target=None):\n"
        "        if name.partition('.')[0] in ('fastapi', 'uvicorn'): raise ModuleNotFoundError(name=name)\n"
        "import importlib.util as u; found = u.find_spec\n"
        "u.find_spec = lambda name, *a: None if name in ('fastapi', 'uvicorn') else found(name, *a)\n"
        "sys.meta_path.insert(0, Hidden())\n"
        "sys.argv = ['docverify', 'serve']\n"
        "from docverify.cli import main; main()\n"
    )
    ended = subprocess.run(
        [sys.executable, "-c", hidden], capture_output=True, text=True, env=environment(tmp_path), check=False
    )
    assert ended.returncode == 2
    assert "docverify[service]" in ended.stderr


def test_what_travellers_are_looked_up_in_is_named_and_opened_before_anybody_can_ask(tmp_path):
    home = tmp_path
    lookups = lookups_in(tmp_path)
    secret = tmp_path / "key"
    secret.write_text(KEY.hex())
    gallery = f"{lookups.galleries[0].path}:known"
    named = ("--gallery", gallery, "--gallery-key", str(secret))
    with served(home, *named, warm=False) as client:
        described = client.get("/openapi.json").json()["components"]["schemas"]
        assert described["EntryAsked"]["properties"]["purpose"]["enum"] == ["known"]
        assert str(KEY.hex()) not in client.said
    for words, told_of in (
        (("--gallery", gallery), "--gallery-key"),
        (("--list", str(lookups.lists[0])), "--list-key"),
        (("--gallery", f"{tmp_path / 'none.gallery'}:known", "--gallery-key", str(secret)), "none.gallery"),
        (("--gallery", gallery.replace("known", "guests"), "--gallery-key", str(secret)), "purpose"),
        (("--gallery", "port.gallery", "--gallery-key", str(secret)), "colon"),
        (("--list", str(lookups.lists[0]), "--list-key", str(secret)), "key"),
        (("--manifest", str(tmp_path / "none.paxlst")), "none.paxlst"),
    ):
        found = told(*words, home=home)
        assert found.exit_code not in (0, 1), words
        assert told_of in found.output.replace("\n", "") or told_of in str(found.exception), (
            words,
            found.output,
        )
