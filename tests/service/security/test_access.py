"""Keys: made once, kept hashed, scoped, revocable; and who is asked, by which page."""

import json
import socket
import time

import pytest

from docverify.errors import ConfigurationError
from docverify.service.security.keys import Scope, read_keys, write_keys
from docverify.service.security.rates import Rates
from docverify.service.settings import Settings
from tests.service.keyfile import key_of, keys_in
from tests.service.running import PATIENCE, running


@pytest.fixture(scope="module")
def guarded(tmp_path_factory):
    """A service with a key of each scope, and the file that keeps them."""
    path, shown = keys_in(tmp_path_factory.mktemp("keys"))
    with running(keys=path, warm=False, burst=40, rate=0.5) as one:
        one.path, one.keys = path, shown
        yield one


def asked(service, key=None, **headers):
    if key is not None:
        headers["Authorization"] = f"Bearer {key}".encode()
    return service.client.get("/v1/policies", headers=headers)


def test_no_key_a_wrong_one_and_one_of_another_scope_open_nothing(guarded):
    assert (asked(guarded).status_code, asked(guarded).json()["code"]) == (401, "key_missing")
    assert asked(guarded).headers["www-authenticate"] == "Bearer"
    good = guarded.keys["verify"]
    for wrong in ("x", good[:-1] + ("A" if good[-1] != "A" else "B"), key_of("verify")[0], "dv_é_ü"):
        answer = asked(guarded, wrong)
        assert (answer.status_code, answer.json()["code"]) == (401, "key_unknown")
        assert wrong not in answer.text
    answer = asked(guarded, guarded.keys["report"])
    assert (answer.status_code, answer.json()["code"]) == (403, "scope_missing")
    assert asked(guarded, good).status_code == 200
    assert guarded.client.get("/v1/policies", headers={"X-API-Key": good}).status_code == 200


def test_health_needs_no_key(guarded):
    assert guarded.client.get("/healthz").status_code == 200


def test_nothing_of_a_body_is_read_before_the_key(guarded):
    """A generator that would fail the test if it were drawn on to its end."""
    drawn = []

    def body():
        for number in range(400):
            drawn.append(number)
            yield bytes(65_536)

    answer = guarded.client.post(
        "/v1/verify", content=body(), headers={"Content-Type": "multipart/form-data; boundary=x"}
    )
    assert answer.status_code == 401


def test_a_checked_key_is_not_checked_slowly_again_and_is_kept_nowhere_in_plain(guarded):
    good = guarded.keys["verify"]
    asked(guarded, good)
    keyring = guarded.app.state.keyring
    slow = keyring._keys[good.split("_")[1]]
    assert any(slow.id == kept for kept in keyring._checked.values())
    start = time.perf_counter()
    calls = [asked(guarded, good).status_code for _ in range(5)]
    quick = (time.perf_counter() - start) / 5
    start = time.perf_counter()
    assert slow.opens(good[-43:])
    assert calls == [200] * 5
    assert quick < time.perf_counter() - start
    held = repr(keyring) + repr(slow) + repr(vars(guarded.app.state))
    assert good[-43:] not in held


def test_the_file_holds_no_key_and_only_its_owner_reads_it(guarded):
    text = guarded.path.read_text(encoding="utf-8")
    assert guarded.path.stat().st_mode & 0o777 == 0o600
    assert not any(key[-43:] in text for key in guarded.keys.values())
    assert len({one["salt"] for one in json.loads(text)["keys"]}) == len(Scope)


def test_a_revoked_key_opens_nothing_at_once(tmp_path):
    path = tmp_path / "keys.json"
    (first, one), (second, other) = key_of("verify"), key_of("verify")
    write_keys(path, {one.id: one, other.id: other})
    with running(keys=path, warm=False) as service:
        assert asked(service, first).status_code == asked(service, second).status_code == 200
        write_keys(path, {other.id: other})
        assert asked(service, first).status_code == 401
        assert asked(service, second).status_code == 200
        path.unlink()
        assert asked(service, second).status_code == 401


def test_a_key_that_asks_too_often_waits(guarded):
    answers = [asked(guarded, guarded.keys["operate"]) for _ in range(60)]
    refused = [one for one in answers if one.status_code == 429]
    assert refused
    assert refused[0].json()["retryable"] is True
    assert int(refused[0].headers["retry-after"]) >= 1
    assert asked(guarded, guarded.keys["report"]).status_code == 403, "another key is not concerned"


def test_guesses_are_few(guarded):
    wrong = f"dv_{'0' * 12}_{'A' * 43}"
    answers = {asked(guarded, wrong).status_code for _ in range(30)}
    assert answers == {401, 429}
    guarded.app.state.rates._guesses._of.clear()


def test_buckets_fill_again_with_time():
    now = [0.0]
    rates = Rates(rate=2.0, burst=3, clock=lambda: now[0])
    for _ in range(3):
        rates.take("a")
    with pytest.raises(Exception, match="too often"):
        rates.take("a")
    now[0] = 0.5
    rates.take("a")


@pytest.mark.parametrize(
    ("content", "mode", "match"),
    [
        ("{}", 0o600, "no file of keys"),
        ("no json", 0o600, "no file of keys"),
        ('{"schema": 2, "keys": []}', 0o600, "another version"),
        ('{"schema": 1, "keys": [{}]}', 0o600, "no file of keys"),
        ('{"schema": 1, "keys": []}', 0o644, "read by others"),
    ],
)
def test_a_file_that_keeps_no_keys_is_refused(tmp_path, content, mode, match):
    path = tmp_path / "keys.json"
    path.write_text(content, encoding="utf-8")
    path.chmod(mode)
    with pytest.raises(ConfigurationError, match=match):
        read_keys(path)


@pytest.mark.parametrize("host", ["0.0.0.0", "::", "192.0.2.1", "desk.example"])  # noqa: S104 - refused
def test_another_address_takes_keys_and_tls(tmp_path, host):
    keys = tmp_path / "keys.json"
    with pytest.raises(ConfigurationError, match="--new-key"):
        Settings(host=host)
    with pytest.raises(ConfigurationError, match="--behind-proxy"):
        Settings(host=host, keys=keys)
    with pytest.raises(ConfigurationError, match="--new-key"):
        Settings(host=host, behind_proxy=True)
    assert Settings(host=host, keys=keys, behind_proxy=True).host == host
    assert Settings(host=host, keys=keys, certificate=keys, certificate_key=keys).scheme == "https"


@pytest.mark.parametrize("first", [True, False], ids=["ours first", "theirs first"])
def test_a_request_that_names_two_hosts_is_not_served(service, first):
    ours = service.address.partition("//")[2]
    hosts = (ours, "evil.example") if first else ("evil.example", ours)
    head = "".join(f"Host: {one}\r\n" for one in hosts)
    name, _, port = ours.partition(":")
    with socket.create_connection((name, int(port)), timeout=PATIENCE) as line:  # no client library sends it
        line.sendall(f"GET /healthz HTTP/1.1\r\n{head}Connection: close\r\n\r\n".encode())
        answer = b"".join(iter(lambda: line.recv(65_536), b"")).decode()
    assert answer.startswith("HTTP/1.1 400")
    assert "host_repeated" in answer


@pytest.mark.parametrize(
    "host", ["evil.example", "evil.example:80", "127.0.0.1.evil.example", "", "[::1", "a b"]
)
def test_a_name_that_is_not_ours_is_not_served(service, host):
    answer = service.client.get("/healthz", headers={"Host": host})
    assert answer.status_code in (400, 421)
    if answer.status_code == 421:
        assert answer.json()["code"] == "host_refused"


@pytest.mark.parametrize("host", ["localhost", "localhost:8017", "127.0.0.1", "[::1]:8017", "127.0.0.2"])
def test_loopback_has_several_names(service, host):
    assert service.client.get("/healthz", headers={"Host": host}).status_code == 200


@pytest.mark.parametrize("origin", ["https://evil.example", "null", "http://localhost:1", "http://127.0.0.1"])
def test_pages_of_other_origins_may_not_ask(service, origin):
    answer = service.client.get("/healthz", headers={"Origin": origin})
    assert (answer.status_code, answer.json()["code"]) == (403, "origin_refused")
    assert "access-control-allow-origin" not in answer.headers


def test_our_own_page_may_ask(service):
    assert service.client.get("/healthz", headers={"Origin": service.address}).status_code == 200


def test_an_origin_that_is_named_may_ask():
    with running(origins=("https://desk.example",), warm=False) as named:
        asked = named.client.get("/healthz", headers={"Origin": "https://desk.example"})
        assert asked.headers["access-control-allow-origin"] == "https://desk.example"
        other = named.client.get("/healthz", headers={"Origin": "https://evil.example"})
        assert other.status_code == 403


def test_every_answer_has_the_headers(service):
    for answer in (service.client.get("/healthz"), service.client.get("/nothing")):
        told = answer.headers
        assert "unsafe" not in told["content-security-policy"]
        assert "default-src 'none'" in told["content-security-policy"]
        assert told["permissions-policy"].startswith("camera=(self)")
        assert (told["x-content-type-options"], told["x-frame-options"]) == ("nosniff", "DENY")
        assert (told["cache-control"], told["referrer-policy"]) == ("no-store", "no-referrer")
        assert "server" not in told
