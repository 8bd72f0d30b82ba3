"""Sessions over HTTP: stills, reports, who may touch what, and an end."""

import pytest

from tests.service.browser import scenes
from tests.service.browser.clips import jpeg
from tests.service.running import running
from tests.service.sessions.traveller import made


def put(service, session, side, picture, **headers):
    return service.client.put(
        f"/v1/sessions/{session['id']}/{side}",
        files={"picture": ("still.jpg", picture)},
        headers=headers or {"Authorization": f"Bearer {session['token']}"},
    )


def test_two_stills_are_verified_and_the_report_is_read_once_it_is_there(service):
    session = made(service, language="fr")
    path = f"/v1/sessions/{session['id']}"
    assert session["session"]["state"] == "notice"
    assert session["token"] not in path
    assert service.client.get(f"{path}/report").json()["code"] == "not_verified"
    assert put(service, session, "live", jpeg(scenes.standing())).json()["code"] == "not_now"
    after = put(service, session, "document", jpeg(scenes.shown(scenes.passport()), 92)).json()
    assert (after["state"], after["part"]) == ("remove", "document")
    after = put(service, session, "live", jpeg(scenes.standing(), 92)).json()
    assert after["state"] == "welcome"
    assert "mrz" not in service.client.get(f"{path}/report").json()
    told = service.client.get(f"{path}/report", params={"identity": True}).json()
    assert told["mrz"]["fields"]["primary_identifier"]["value"] == "ERIKSSON"
    assert service.client.delete(path).status_code == 204
    assert service.client.delete(path).json()["code"] == "session_gone"
    assert service.client.get(f"{path}/report").json()["code"] == "session_gone"


def test_a_still_that_shows_nothing_is_a_try_and_the_fourth_is_the_last(service):
    session, states = made(service), []
    for _ in range(4):
        answer = put(service, session, "document", jpeg(scenes.table()))
        states.append(answer.json()["state"])
    assert states == ["try_again", "try_again", "try_again", "officer"]


def test_a_picture_that_cannot_be_used_is_told_apart(service):
    session = made(service)
    answer = put(service, session, "document", b"no picture")
    assert (answer.status_code, answer.json()["code"], answer.json()["side"]) == (
        422,
        "unreadable_image",
        "document",
    )
    assert service.client.get(f"/v1/sessions/{session['id']}").json()["tries_left"] == 3


def test_another_sessions_token_touches_nothing(service):
    session, other = made(service), made(service)
    wrong = {"Authorization": f"Bearer {other['token']}"}
    for method, path in (("GET", ""), ("DELETE", "")):
        answer = service.client.request(method, f"/v1/sessions/{session['id']}{path}", headers=wrong)
        assert (answer.status_code, answer.json()["code"]) == (401, "token_refused")
    assert put(service, session, "document", b"x", **wrong).status_code == 401
    assert service.client.get(f"/v1/sessions/{session['id']}").status_code == 200


@pytest.mark.parametrize("told", [{"policy": "none"}, {"language": "xx"}, {"other": 1}, [], "text"])
def test_what_is_asked_for_has_to_be_there(service, told):
    assert service.client.post("/v1/sessions", json=told).status_code == 422


def test_deleting_all_is_no_request(service):
    assert service.client.delete("/v1/sessions").status_code == 405


def test_more_sessions_than_may_be_in_use_are_refused_and_idle_ones_make_room():
    with running(most_sessions=3, warm=False) as service:
        for _ in range(10):
            made(service)
        assert len(service.app.state.sessions) == 3
        from docverify.service.sessions.events import Begun
        from docverify.service.sessions.step import step

        store = service.app.state.sessions
        for one in store.list():
            store.flow(one.id, step(one.flow, Begun(), at=store.clock(), rules=store.rules))
        answer = service.client.post("/v1/sessions")
        assert (answer.status_code, answer.json()["code"]) == (503, "sessions_full")
        assert answer.json()["retryable"] is True
        assert answer.headers["Retry-After"]


def test_the_page_is_served_with_a_policy_that_runs_nothing_else(service):
    page = service.client.get("/kiosk")
    assert page.status_code == 200
    policy = page.headers["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy
    for word in ("<style", "style=", "onclick", "<script>", "javascript:", "http://", "https://"):
        assert word not in page.text
    assert service.client.get("/kiosk/main.js").headers["content-type"].startswith("text/javascript")
    assert service.client.get("/", follow_redirects=False).headers["location"] == "/kiosk"


@pytest.mark.parametrize(
    "path",
    [
        "/kiosk/none.js",
        "/kiosk/..%2F__init__.py",
        "/kiosk/%2e%2e/texts/en.json",
        "/texts/xx.json",
        "/texts/../app.py",
    ],
)
def test_nothing_but_the_pages_files_is_served(service, path):
    assert service.client.get(path).status_code == 404
