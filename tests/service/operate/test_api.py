"""The operator's API, asked as the page asks it: real pictures, a real service."""

import json

import httpx
import pytest
from websockets.sync.client import connect

from tests.service.operate.desk import cell


def test_a_list_holds_nothing_of_documents(service, wrong_digit_session):
    answer = service.officer.get("/v1/operate/sessions")
    row = next(row for row in answer.json()["sessions"] if row["id"] == wrong_digit_session)
    assert row["waits"]
    assert (row["state"], row["outcome"], row["light"], row["word"]) == (
        "officer",
        "FAILED",
        "red",
        "failed",
    )
    assert not any(word in answer.text for word in ("ERIKSSON", "L898902C3", "740812", "1974"))


def test_a_session_says_every_check_with_light_words_and_numbers(service, wrong_digit_session):
    shown = service.shown(wrong_digit_session)
    checks = {check["check"]: check for group in shown["groups"] for check in group["checks"]}
    digit, match, chip = checks["document_number_digit"], checks["face_match"], checks["chip"]
    assert (digit["light"], digit["word"], digit["reason"]) == ("red", "failed", "digit_refuted")
    assert digit["sentence"] == "The check digit of the document number does not agree."
    assert match["light"] == "green"
    score = match["figures"][0]
    assert score["label"] == "score"
    assert score["within"] is True
    assert score["limit"].startswith("at least 0.3")
    assert (chip["light"], chip["demand"]) == ("grey", "not asked by the policy")
    assert shown["groups"][0]["checks"][0]["check"] == "document_number_digit", "what failed stands first"
    assert sum(shown["groups"][0]["lights"].values()) == len(shown["groups"][0]["checks"])


def test_a_session_says_what_the_document_says_letter_by_letter(service, misread_session):
    shown = service.shown(misread_session)
    text = shown["text"]
    surname = next(field for field in text["fields"] if field["name"] == "primary_identifier")
    cells = [text["grid"][line][column] for line, column in surname["cells"]]
    assert shown["light"] == "yellow"
    assert surname["title"] == "surname"
    assert "".join(one["letter"] for one in cells) == "EHAKSSON"
    assert [one["letter"] for one in cells if one["doubtful"]] == ["H", "A"]
    assert all(one["certainty"] > 0.999 for one in cells if not one["doubtful"])
    assert any(letter == "R" for letter, _ in cells[1]["others"])
    assert text["by_hand"] is None


def test_pictures_are_the_sides_the_face_and_what_was_cut_out(service, misread_session):
    names = service.shown(misread_session)["pictures"]
    assert set(names) == {"document", "live", "portrait", "face", "zone"}
    for name in names:
        answer = service.officer.get(f"/v1/operate/sessions/{misread_session}/pictures/{name}")
        assert answer.status_code == 200
        assert answer.headers["content-type"] in ("image/png", "image/jpeg")
        assert answer.headers["cache-control"] == "no-store"
    for name in ("other_side", "report", "..%2f..", "letters"):
        answer = service.officer.get(f"/v1/operate/sessions/{misread_session}/pictures/{name}")
        assert answer.status_code == 404, name


def test_a_card_shows_both_sides(service, samples):
    names = ("two_sided/back.jpg", "two_sided/front.jpg", "portraits/grace_hopper.jpg")
    back, front, live = ((samples / name).read_bytes() for name in names)
    shown = service.shown(service.session(back, front, live=live))
    assert {"document", "other_side"} <= set(shown["pictures"])
    address = f"/v1/operate/sessions/{shown['id']}/pictures"
    assert service.officer.get(f"{address}/document").content == back, "the side with the MRZ"
    assert service.officer.get(f"{address}/other_side").content == front


def test_a_trial_tells_and_records_nothing(service, misread_session):
    answer = service.correct(misread_session, cell(0, 6, "H", "R"), cell(0, 7, "A", "I"), trial=True).json()
    surname = next(field for field in answer["fields"] if field["name"] == "primary_identifier")
    assert surname["value"] == "ERIKSSON"
    assert service.shown(misread_session)["corrections"] == []


def test_a_correction_is_recorded_and_the_report_stays(service, misread):
    before = service.shown(misread)
    answer = service.correct(misread, cell(0, 6, "H", "R"), cell(0, 7, "A", "I"))
    assert answer.status_code == 200
    after = service.shown(misread)
    assert [(one["how"], one["field"], one["read"], one["became"]) for one in after["corrections"]] == [
        ("corrected by hand", "surname", "H", "R"),
        ("corrected by hand", "surname", "A", "I"),
    ]
    assert after["text"]["read"] == before["text"]["read"]
    assert after["text"]["read"][0].startswith("P<UTOEHAKSSON")
    assert after["text"]["grid"][0][6] | {"certainty": 0, "others": []} == before["text"]["grid"][0][6] | {
        "letter": "R",
        "by_hand": True,
        "doubtful": False,
        "certainty": 0,
        "others": [],
    }
    assert after["text"]["by_hand"]["light"] == "green", "the text alone agrees with itself"
    assert "No digit covers names" in after["text"]["by_hand"]["summary"]
    assert (after["outcome"], after["groups"]) == ("INCONCLUSIVE", before["groups"]), "never PASSED by hand"


def test_a_correction_that_breaks_a_digit_is_shown_as_failing(service, misread):
    answer = service.correct(misread, cell(1, 0, "L", "M")).json()
    number = next(field for field in answer["fields"] if field["name"] == "document_number")
    assert (number["value"], number["light"], number["check"]) == ("M898902C3", "red", "refuted")
    assert answer["by_hand"]["light"] == "red"
    assert "document number does not agree" in answer["by_hand"]["summary"]
    again = service.correct(misread, cell(1, 0, "M", "L")).json()
    assert again["by_hand"]["light"] == "green"
    assert len(service.shown(misread)["corrections"]) == 2, "the record keeps both"


@pytest.mark.parametrize(
    ("bad", "status", "code"),
    [
        (cell(1, 44, "6", "7"), 422, "no_such_cell"),
        (cell(2, 0, "P", "V"), 422, "no_such_cell"),
        (cell(0, 0, "X", "V"), 409, "changed_meanwhile"),
        (cell(0, 0, "P", "é"), 422, "request_invalid"),
        (cell(0, 0, "P", "VV"), 422, "request_invalid"),
        (cell(-1, 0, "P", "V"), 422, "request_invalid"),
        (cell(0, 0, "P", "V") | {"name": "ERIKSSON"}, 422, "request_invalid"),
    ],
)
def test_corrections_that_are_none_are_refused(service, misread_session, bad, status, code):
    answer = service.correct(misread_session, bad)
    assert (answer.status_code, answer.json()["code"]) == (status, code)
    assert "ERIKSSON" not in answer.text
    assert service.shown(misread_session)["corrections"] == []


def test_there_are_no_letters_to_correct_where_none_were_read(service, samples):
    waiting = service.session((samples / "mated/document.png").read_bytes())
    answer = service.correct(waiting, cell(0, 0, "P", "V"))
    assert (answer.status_code, answer.json()["code"]) == (409, "no_text")


@pytest.mark.parametrize("choice", ["accept", "refuse"])
def test_a_decision_in_the_machines_place_needs_a_reason(service, misread, choice):
    for empty in ("", "   "):
        answer = service.decide(misread, choice, empty)
        assert (answer.status_code, answer.json()["code"]) == (422, "reason_missing")
    assert service.shown(misread)["decided"] is None
    answer = service.decide(misread, choice, "Document inspected by hand")
    assert answer.status_code == 200
    decided = answer.json()["decided"]
    assert (decided["choice"], decided["override"]) == (choice, True)
    assert decided["reason"] == "Document inspected by hand"
    assert answer.json()["outcome"] == "INCONCLUSIVE", "the machine's outcome stays"
    assert not answer.json()["waits"]
    assert answer.json()["seconds_left"] <= 30, "what is decided is soon forgotten"


def test_what_the_machine_says_too_needs_no_reason(service, wrong_digit):
    answer = service.decide(wrong_digit, "refuse")
    assert (answer.status_code, answer.json()["decided"]["override"]) == (200, False)
    # The traveller is never told of a refusal.
    told = service.kiosk.get(f"/v1/sessions/{wrong_digit}")
    assert told.json()["state"] == "officer"
    assert "refuse" not in told.text


def test_a_decision_is_made_once(service, wrong_digit):
    assert service.decide(wrong_digit, "refuse").status_code == 200
    for answer in (
        service.decide(wrong_digit, "accept", "changed my mind"),
        service.correct(wrong_digit, cell(1, 9, "1", "6")),
    ):
        assert (answer.status_code, answer.json()["code"]) == (409, "decided")


def test_accepting_lets_the_traveller_through(service, misread):
    service.decide(misread, "accept", "Compared by eye")
    assert service.kiosk.get(f"/v1/sessions/{misread}").json()["state"] == "welcome"


def test_a_session_that_passed_keeps_no_pictures(service, samples, live):
    passed = service.session((samples / "mated/document.png").read_bytes(), live=live)
    shown = service.shown(passed)
    assert (shown["state"], shown["light"], shown["pictures"]) == ("welcome", "green", [])


def test_again_lets_the_traveller_try_again_and_forgets_the_report(service, misread, samples, live):
    service.correct(misread, cell(0, 6, "H", "R"))
    answer = service.decide(misread, "again")
    assert answer.status_code == 200, "the machine is not contradicted"
    shown = answer.json()
    assert (shown["state"], shown["outcome"], shown["corrections"]) == ("try_again", None, [])
    address = f"/v1/sessions/{misread}"
    sound = (samples / "mated/document.png").read_bytes()
    service.kiosk.put(f"{address}/document", files={"picture": sound})
    told = service.kiosk.put(f"{address}/live", files={"picture": live})
    assert told.json()["state"] == "welcome"
    assert service.shown(misread)["outcome"] == "PASSED"


@pytest.mark.parametrize(
    "bad", [{"choice": "maybe"}, {"choice": "accept", "reason": "x" * 501}, {"choice": "accept", "by": "me"}]
)
def test_decisions_that_are_none_are_refused(service, wrong_digit_session, bad):
    answer = service.officer.post(f"/v1/operate/sessions/{wrong_digit_session}/decision", json=bad)
    assert (answer.status_code, answer.json()["code"]) == (422, "request_invalid")


def test_a_session_that_is_not_there_is_404_everywhere(service):
    for method, path, body in [
        ("GET", "", None),
        ("GET", "/pictures/document", None),
        ("POST", "/corrections", {"cells": [cell(0, 0, "P", "V")]}),
        ("POST", "/decision", {"choice": "refuse", "reason": "x"}),
    ]:
        answer = service.officer.request(method, f"/v1/operate/sessions/nosuch{path}", json=body)
        assert (answer.status_code, answer.json()["code"]) == (404, "session_gone"), path


def test_nothing_is_left_after_delete(service, wrong_digit):
    service.shown(wrong_digit)
    drawer = service.app.state.drawer
    assert wrong_digit in drawer._kept
    assert service.kiosk.delete(f"/v1/sessions/{wrong_digit}").status_code == 204
    assert service.officer.get(f"/v1/operate/sessions/{wrong_digit}").status_code == 404
    assert service.officer.get(f"/v1/operate/sessions/{wrong_digit}/pictures/portrait").status_code == 404
    rows = service.officer.get("/v1/operate/sessions").json()["sessions"]
    assert wrong_digit not in [row["id"] for row in rows]
    assert wrong_digit not in drawer._kept, "what was cut out is let go too"


def test_changes_are_heard_at_once(service, wrong_digit):
    with connect(f"{service.address.replace('http', 'ws')}/v1/operate/live") as line:
        line.send(json.dumps({"type": "key", "key": ""}))
        first = json.loads(line.recv(timeout=30))
        assert wrong_digit in [row["id"] for row in first["sessions"]]
        service.decide(wrong_digit, "refuse")
        told = _heard(line, wrong_digit, lambda row: row is not None and row["decision"] == "refuse")
        assert told["decision"] == "refuse"
        service.kiosk.delete(f"/v1/sessions/{wrong_digit}")
        assert _heard(line, wrong_digit, lambda row: row is None) is None


def _heard(line, identity, wanted):
    """The first row of a session that is as wanted; None where it is gone from the list."""
    while True:
        rows = json.loads(line.recv(timeout=30))["sessions"]
        row = next((row for row in rows if row["id"] == identity), None)
        if wanted(row):
            return row


@pytest.mark.parametrize(
    "first", ["", "{}", "[]", '{"type": "key"}', '{"type": "key", "key": 7}', "x" * 2000]
)
def test_a_line_that_begins_otherwise_is_closed(service, first):
    with connect(f"{service.address.replace('http', 'ws')}/v1/operate/live") as line:
        line.send(first)
        told = json.loads(line.recv(timeout=30))
        assert (told["type"], told["code"]) == ("refused", "key_missing")


def test_the_page_and_its_files_are_served_under_a_strict_policy(service):
    page = service.officer.get("/operate")
    assert "script-src 'self'" in page.headers["content-security-policy"]
    assert "unsafe" not in page.headers["content-security-policy"]
    assert "style=" not in page.text
    for name in ("main.js", "operate.css", "session.css", "icon.svg"):
        assert service.officer.get(f"/operate/{name}").status_code == 200
    for name in ("..%2fapp.py", "nosuch.js", "index", "%2e%2e%2ftexts%2fen.json"):
        assert service.officer.get(f"/operate/{name}").status_code == 404


def test_pages_of_others_may_not_ask(service):
    answer = httpx.get(
        f"{service.address}/v1/operate/sessions", headers={"Origin": "https://elsewhere.example"}
    )
    assert answer.status_code == 403
