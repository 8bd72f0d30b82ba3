"""Sessions of a service that keeps keys: each key has its own, and reports have a scope."""

from contextlib import contextmanager

import pytest

from tests.service.keyfile import bearer, keys_in
from tests.service.running import running


@pytest.fixture
def keyed(tmp_path):
    """A service with four keys, by their names."""
    with _keyed(tmp_path) as both:
        yield both


@contextmanager
def _keyed(tmp_path, **options):
    path, shown = keys_in(tmp_path, {"one": "verify", "two": "verify", "desk": "operate", "audit": "report"})
    with running(keys=path, warm=False, **options) as service:
        yield service, {name: bearer(key) for name, key in shown.items()}


def test_a_session_is_its_makers_and_its_tokens(keyed):
    service, keys = keyed
    assert service.client.post("/v1/sessions").json()["code"] == "key_missing"
    assert service.client.post("/v1/sessions", headers=keys["desk"]).json()["code"] == "scope_missing"
    made = service.client.post("/v1/sessions", headers=keys["one"]).json()
    path, token = f"/v1/sessions/{made['id']}", {"Authorization": f"Bearer {made['token']}"}
    assert service.client.get(path).json()["code"] == "key_missing"
    assert service.client.get(path, headers=keys["one"]).status_code == 200
    assert service.client.get(path, headers=token).status_code == 200
    assert service.client.get(path, headers=keys["two"]).json()["code"] == "session_gone"
    assert service.client.delete(path, headers=keys["two"]).json()["code"] == "session_gone"
    for name, code in (("one", "scope_missing"), ("desk", "not_verified"), ("audit", "not_verified")):
        assert service.client.get(f"{path}/report", headers=keys[name]).json()["code"] == code
    assert service.client.get(f"{path}/report", headers=token).status_code == 401
    assert service.client.delete(path, headers=token).status_code == 204


def test_a_report_is_one_request_to_a_keys_rate(tmp_path):
    with _keyed(tmp_path, rate=0.001, burst=3) as (service, keys):
        answers = [service.client.get("/v1/sessions/none/report", headers=keys["audit"]) for _ in range(4)]
    assert [one.json()["code"] for one in answers] == ["session_gone"] * 3 + ["too_often"]


def test_guessing_tokens_is_slowed_down(keyed):
    service, keys = keyed
    made = service.client.post("/v1/sessions", headers=keys["one"]).json()
    answers = [
        service.client.get(f"/v1/sessions/{made['id']}", headers={"Authorization": f"Bearer guess{number}"})
        for number in range(20)
    ]
    assert answers[0].json()["code"] == "token_refused"
    assert answers[-1].json()["code"] == "too_often"


def test_the_page_asks_for_no_key_of_its_own_where_keys_are_kept(keyed):
    service, _ = keyed
    assert service.client.get("/kiosk").status_code == 200
    assert service.client.get("/kiosk/settings").json()["open"] is False
