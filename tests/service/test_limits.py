"""What is too large, too slow, too much or broken is refused, typed, before it costs anything."""

import gc
import select
import socket
import time
from urllib.parse import urlsplit

import pytest

from tests.service.running import PATIENCE, running, until

LIMIT = 8_000_000


def typed(answer, status, code):
    """A refusal as every refusal is."""
    assert answer.status_code == status, answer.text
    assert set(answer.json()) == {"code", "side", "message", "retryable"}
    assert answer.json()["code"] == code
    return answer.json()


@pytest.fixture(scope="module")
def small():
    """A service that takes little and has little patience."""
    with running(
        body=LIMIT, body_seconds=1.0, header_seconds=1.0, sides=2, frames=3, rate=1e5, warm=False
    ) as one:
        yield one


def part(name, data, head=b""):
    return (
        b'--x\r\nContent-Disposition: form-data; name="' + name + b'"; filename="a.png"\r\n\r\n' + head + data
    )


def chunks(count, size=1_000_000):
    """A body that never says how long it is."""
    yield part(b"document", b"")
    for _ in range(count):
        yield bytes(size)
    yield b"\r\n--x--\r\n"


FORM = {"Content-Type": "multipart/form-data; boundary=x"}


@pytest.mark.parametrize("declared", [True, False], ids=["declared", "chunked"])
def test_a_body_over_the_limit_is_refused(small, declared):
    body = b"".join(chunks(9)) if declared else chunks(9)
    typed(small.client.post("/v1/verify", content=body, headers=FORM), 413, "body_too_large")


@pytest.mark.parametrize("charset", ["punycode", "utf-16", "rot13", "undefined", "no-such"])
@pytest.mark.parametrize("kind", ["multipart/form-data; boundary=x", "application/x-www-form-urlencoded"])
def test_a_form_in_another_writing_is_refused(small, charset, kind):
    """Of punycode Python decodes a field of 64 kB in half a second, and nobody else is served meanwhile."""
    body = part(b"document", b"x") + b"\r\n--x--\r\n"
    headers = {"Content-Type": f"{kind}; charset={charset}"}
    typed(small.client.post("/v1/verify", content=body, headers=headers), 415, "charset_unknown")


def test_a_form_may_say_that_it_is_in_utf_8(small):
    body = part(b"document", b"x") + b"\r\n--x--\r\n"
    for charset in ("UTF-8", '"utf-8"', "us-ascii"):
        headers = {"Content-Type": f"{FORM['Content-Type']}; charset={charset}"}
        assert small.client.post("/v1/verify", content=body, headers=headers).status_code == 200


def test_what_is_within_the_limit_is_taken(small):
    answer = small.client.post("/v1/verify", content=chunks(7), headers=FORM)
    assert answer.status_code == 200
    assert answer.json()["unusable"]["code"] == "unreadable_image"


def test_a_declared_length_that_is_a_lie_ends_the_request(small):
    """A body that is shorter than it says never arrives whole."""
    answer = spoken(small, b"POST /v1/verify HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: 500\r\n" + FORMED)
    assert b"408" in answer.splitlines()[0]
    assert b"body_too_slow" in answer


FORMED = b"Content-Type: multipart/form-data; boundary=x\r\n\r\n--x\r\n"


def spoken(service, *pieces, pause=0.0):
    """What the service answers to bytes, until it has answered whole or closes."""
    where = urlsplit(service.address)
    with socket.create_connection((where.hostname, where.port), timeout=PATIENCE) as line:
        heard = b""
        for piece in pieces:
            line.sendall(piece)
            if select.select([line], [], [], pause)[0]:
                break
        while not whole(heard) and (more := line.recv(65_536)):
            heard += more
        return heard


def whole(heard):
    """Whether an answer is there, its body too."""
    head, found, body = heard.partition(b"\r\n\r\n")
    length = next((line.split()[1] for line in head.lower().splitlines() if b"content-length" in line), b"0")
    return bool(found) and len(body) >= int(length)


def test_a_slow_body_is_not_waited_for(small):
    """Slow loris: a byte now and then."""
    head = b"POST /v1/verify HTTP/1.1\r\nHost: 127.0.0.1\r\nTransfer-Encoding: chunked\r\n" + FORMED[:-5]
    first = part(b"document", b"")
    start = time.monotonic()
    pieces = [b"%x\r\n%s\r\n" % (len(first), first)] + [b"1\r\n-\r\n"] * 8
    answer = spoken(small, head, *pieces, pause=0.3)
    assert b"408" in answer.splitlines()[0]
    assert time.monotonic() - start < PATIENCE / 2


def test_a_slow_head_is_not_waited_for(small):
    start = time.monotonic()
    answer = spoken(small, b"GET /healthz HTTP/1.1\r\nHost: 127.0.0.1\r\n", *[b"X-A: b\r\n"] * 8, pause=0.3)
    assert answer == b""
    assert time.monotonic() - start < PATIENCE / 2


def test_an_idle_connection_is_closed(small):
    where = urlsplit(small.address)
    with socket.create_connection((where.hostname, where.port), timeout=PATIENCE) as line:
        assert line.recv(1) == b""


def test_a_head_that_is_too_long_is_refused(small):
    head = b"GET /healthz HTTP/1.1\r\nHost: 127.0.0.1\r\nX-A: " + b"a" * 100_000 + b"\r\n\r\n"
    assert b"431" in spoken(small, head).splitlines()[0]
    unfinished = b"GET /healthz HTTP/1.1\r\nHost: 127.0.0.1\r\nX-A: " + b"a" * 600_000
    assert b"400" in spoken(small, unfinished).splitlines()[0]


@pytest.mark.parametrize(
    "body",
    [
        b"--x\r\nContent-Disposition: form-data\r\n\r\nno name\r\n--x--\r\n",
        b"--y\r\nanother boundary\r\n--y--\r\n",
        b"\x00" * 200,
    ],
)
def test_broken_multipart_is_refused(small, body):
    typed(small.client.post("/v1/verify", content=body, headers=FORM), 400, "body_broken")


@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")  # the parser drops its file
def test_a_body_that_ends_in_the_middle_of_a_part_lacks_it(small):
    answer = small.client.post("/v1/verify", content=part(b"document", b"cut"), headers=FORM)
    assert answer.status_code in (400, 422)
    gc.collect()


def test_json_in_place_of_a_form_lacks_its_parts(small):
    typed(small.client.post("/v1/verify", json={"document": "x"}), 422, "request_invalid")


@pytest.mark.parametrize(
    ("path", "data", "code"),
    [
        ("/v1/verify", {"policy": "mine"}, "policy_unknown"),
        ("/v1/verify", {"polcy": "border"}, "part_unknown"),
        ("/v1/verify", {"policy": ""}, "part_empty"),
        ("/v1/verify", {"policy": ["border", "kiosk"]}, "part_repeated"),
        ("/v1/verify", {"fmr": "small"}, "request_invalid"),
        ("/v1/verify", {"fmr": "nan"}, "request_invalid"),
        ("/v1/verify", {"at": "2026-02-31"}, "request_invalid"),
        ("/v1/verify", {"at": "1899-01-01"}, "request_invalid"),
        ("/v1/verify", {"at": "1764288000"}, "request_invalid"),
        ("/v1/verify", {"at": "2026-11-28T00:00:00"}, "request_invalid"),
        ("/v1/verify", {"at": "\u0662\u0660\u0662\u0666-11-28"}, "request_invalid"),
        ("/v1/verify", {"identity": "perhaps"}, "request_invalid"),
        ("/v1/verify", {"case_id": "two words"}, "request_invalid"),
        ("/v1/read", {"frames": "1"}, "request_invalid"),
    ],
)
def test_options_that_mean_nothing_are_refused(small, path, data, code):
    told = typed(small.post(path, [("document", b"x")], data), 422, code)
    assert "two words" not in told["message"]


def test_an_fmr_that_the_calibration_does_not_support_is_refused_not_taken_for_another(service, mated):
    """The bound that OpenAPI tells is the calibration's own."""
    document, live = mated
    files = [("document", document), ("live", live)]
    lowest = service.post("/v1/verify", files, {"fmr": "5e-5"}).json()
    assert lowest["report"]["policy"]["fmr"] == 5e-5
    typed(service.post("/v1/verify", files, {"fmr": "4.9e-5"}), 422, "request_invalid")


def test_more_pictures_than_are_taken_are_refused(small):
    sides = [("document", b"x")] * 3
    assert typed(small.post("/v1/verify", sides), 422, "too_many_pictures")["side"] == "document 3"
    frames = [("document", b"x")] + [("live", b"x")] * 4
    assert typed(small.post("/v1/verify", frames), 422, "too_many_pictures")["side"] == "live 4"
    flood = [("document", b"x")] * 50
    typed(small.post("/v1/verify", flood), 400, "body_broken")


def test_missing_pictures_and_wrong_addresses_are_refused(small):
    typed(small.post("/v1/verify", [("live", b"x")]), 422, "request_invalid")
    typed(small.client.get("/v1/nothing/ERIKSSON"), 404, "not_found")
    assert small.client.get("/v1/verify").headers["allow"] == "POST"
    typed(small.client.get("/v1/verify"), 405, "method_not_allowed")


def test_the_service_still_serves(small):
    until(lambda: small.app.state.gate.inside == 0)
    assert small.client.get("/healthz").json() == {"status": "ok"}
