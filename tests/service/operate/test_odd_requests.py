"""Whatever is sent to the desk is answered by its own word, and the machine's outcome stays what it was."""

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

ODD = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats(allow_nan=False, allow_infinity=False)
    | st.text(max_size=6),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=8), inner, max_size=4),
    max_leaves=12,
)
LETTER = st.sampled_from("AZ09<a é\u0660") | st.text(max_size=2)
CELL = st.fixed_dictionaries(
    {"line": st.integers(-1, 3), "column": st.integers(-1, 45), "read": LETTER, "became": LETTER}
)
CORRECTIONS = st.fixed_dictionaries({"cells": st.lists(CELL, max_size=4), "trial": st.booleans()})
DECISION = st.fixed_dictionaries({"choice": st.sampled_from(["accept", "refuse", ""]), "reason": st.just("")})
FEW = settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
ANSWERED = {200, 409, 422}


@FEW
@given(body=ODD | CORRECTIONS)
def test_corrections_of_any_kind(service, misread_session, body):
    answer = service.officer.post(f"/v1/operate/sessions/{misread_session}/corrections", json=body)
    _holds(service, misread_session, answer)


@FEW
@given(body=ODD | DECISION)
def test_decisions_of_any_kind_without_a_reason(service, misread_session, body):
    answer = service.officer.post(f"/v1/operate/sessions/{misread_session}/decision", json=body)
    assert answer.status_code == 422, "an override takes a reason"
    _holds(service, misread_session, answer)


@FEW
@given(body=st.binary(max_size=40))
def test_bodies_that_are_no_json(service, misread_session, body):
    for path in ("corrections", "decision"):
        address = f"/v1/operate/sessions/{misread_session}/{path}"
        answer = service.officer.post(address, content=body, headers={"Content-Type": "application/json"})
        assert answer.status_code in {400, 422}
        assert set(answer.json()) == {"code", "side", "message", "retryable"}


def test_half_characters_and_what_no_screen_shows_are_no_reason(service, misread_session):
    address = f"/v1/operate/sessions/{misread_session}/decision"
    for reason in ("\\ud800", "\\u0000", "\\u001b[31m", "\\u200b"):
        body = f'{{"choice": "accept", "reason": "{reason}"}}'.encode()
        answer = service.officer.post(address, content=body, headers={"Content-Type": "application/json"})
        assert answer.status_code == 422, reason
        _holds(service, misread_session, answer)


def _holds(service, identity, answer):
    assert answer.status_code in ANSWERED, answer.text
    if answer.status_code != 200:
        assert set(answer.json()) == {"code", "side", "message", "retryable"}
        assert not any(word in answer.text for word in ("EHAKSSON", "ERIKSSON", "L898902C3"))
    rows = service.officer.get("/v1/operate/sessions").json()["sessions"]
    row = next(row for row in rows if row["id"] == identity)
    assert (row["outcome"], row["decision"], row["open"]) == ("INCONCLUSIVE", None, True)
