"""The pure half: lights, numbers, letters, corrections, decisions; by real reports."""

import json
from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

import docverify as dv
from docverify.service.operate.characters import Letter, letters_of
from docverify.service.operate.checks import check_view
from docverify.service.operate.corrections import (
    Change,
    ChangedMeanwhile,
    NoSuchCell,
    corrected,
    judged,
    parsed,
    recorded,
)
from docverify.service.operate.decision import overrides
from docverify.service.operate.fields import fields_view, grid_view
from docverify.service.operate.lights import Light, light_of, light_of_outcome
from docverify.service.operate.numbers import figures_of
from docverify.service.operate.titles import owner_of, title_of
from docverify.service.operate.view import Facts, session_view
from docverify.service.operate.words import ENDINGS, STATES, ending_in_words, state_in_words
from docverify.service.sessions.session import Decision, Verdict
from docverify.service.sessions.words import Ending, State
from docverify.verification import CHECKS, Demand, Finding, FindingOutcome, Outcome

AT = date(2026, 11, 23)
NOW = datetime(2026, 11, 23, 12, tzinfo=UTC)
LINES = ("P<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<", "L898902C36UTO7408122F3404159ZE184226B<<<<<16")
LONG_NUMBER = (
    "I<UTOD23145890<7349<<<<<<<<<<<",
    "7408122F3404159UTO<<<<<<<<<<<6",
    "ERIKSSON<<ANNA<MARIA<<<<<<<<<<",
)


@pytest.fixture(scope="module")
def report(samples):
    return dv.verify(
        document=samples / "non_mated/document.jpg",
        live=samples / "non_mated/live.jpg",
        policy="kiosk",
        at=AT,
    )


def finding(outcome, demand, **evidence):
    return Finding(
        check="old_enough", outcome=outcome, reason="r", sentence="S.", demand=demand, evidence=evidence
    )


@pytest.mark.parametrize("demand", Demand)
def test_a_light_says_what_came_of_a_check(demand):
    assert light_of(finding(FindingOutcome.PASSED, demand)) is Light.GREEN
    assert light_of(finding(FindingOutcome.FAILED, demand)) is Light.RED
    missing = light_of(finding(FindingOutcome.NOT_PERFORMED, demand))
    assert missing is (Light.YELLOW if demand is Demand.REQUIRED else Light.GREY)


def test_could_not_tell_is_never_green():
    assert [
        light_of_outcome(one) for one in (Outcome.PASSED, Outcome.FAILED, Outcome.INCONCLUSIVE, None)
    ] == [
        Light.GREEN,
        Light.RED,
        Light.YELLOW,
        Light.GREY,
    ]


def test_every_check_that_there_is_has_words(report):
    assert {one.check for one in report.findings} == {check.name for check in CHECKS}
    for one in report.findings:
        view = check_view(one)
        assert view["title"]
        assert view["sentence"]
        assert view["word"] == Light(view["light"]).word


def test_a_number_says_its_limit_and_whether_it_keeps_to_it(report):
    score = figures_of(report.finding("face_match"))[0]
    assert (score.label, score.within) == ("score", False)
    assert float(score.value) < float(score.limit.removeprefix("at least "))
    quality = {one.label: one for one in figures_of(report.finding("live_face_found"))}
    assert quality["between the eyes"].limit == "at least 20 px"
    assert quality["turned aside"].limit == "from -20° to 20°"
    assert all(one.within for one in quality.values() if one.limit)


def test_nearly_certain_does_not_look_certain():
    (figure,) = figures_of(finding(FindingOutcome.PASSED, Demand.REQUIRED, least_certain=0.99996))
    assert figure.value == "99.9 %"


def test_what_is_beyond_its_limit_stands_first():
    doubts = {"confidence": 0.9995, "certainty.sex": 0.99999, "certainty.primary_identifier": 0.4}
    told = figures_of(
        replace(finding(FindingOutcome.NOT_PERFORMED, Demand.REQUIRED, **doubts), check="text_certain")
    )
    assert [(one.label, one.within) for one in told] == [
        ("surname", False),
        ("confidence of the whole text", True),
        ("sex", True),
    ]


def test_letters_are_as_certain_as_the_pixels_say(samples):
    reading = dv.read_mrz(samples / "mated/document.png")
    letters = letters_of(reading)
    assert [len(row) for row in letters] == [44, 44]
    assert not any(one.doubtful for row in letters for one in row)
    again = tuple(
        tuple(Letter.from_dict(json.loads(json.dumps(one.to_dict()))) for one in row) for row in letters
    )
    assert again == letters
    assert letters_of(dv.read_mrz(samples / "no_document/document.jpg")) == ()


def test_a_letter_and_its_record_hide_what_they_hold():
    letter = Letter(certainty=0.4, others=(("Q", 0.3),), changed="X")
    mrz = parsed(LINES, dv.MrzFormat.TD3, at=AT)
    (made,) = recorded(mrz, [Change(1, 0, "L", "Q")], at=NOW)
    for shown in (
        letter,
        made,
        Change(0, 0, "Q", "X"),
        Decision(verdict=Verdict.ACCEPT, reason="Q", by="x", at=NOW),
    ):
        assert "Q" not in repr(shown)


def test_corrections_are_applied_in_their_order():
    mrz = parsed(LINES, dv.MrzFormat.TD3, at=AT)
    first = recorded(mrz, [Change(0, 5, "E", "F")], at=NOW)
    then = parsed(corrected(LINES, first), mrz.format, at=AT)
    second = recorded(then, [Change(0, 5, "F", "E"), Change(0, 6, "R", "R")], at=NOW)
    assert [(one.read, one.became) for one in (*first, *second)] == [("E", "F"), ("F", "E")]
    assert corrected(LINES, (*first, *second)) == LINES


@pytest.mark.parametrize(
    ("change", "error"),
    [
        (Change(2, 0, "P", "V"), NoSuchCell),
        (Change(0, 44, "P", "V"), NoSuchCell),
        (Change(-1, 0, "P", "V"), NoSuchCell),
        (Change(0, 0, "P", "p"), NoSuchCell),
        (Change(0, 0, "P", ""), NoSuchCell),
        (Change(0, 0, "V", "P"), ChangedMeanwhile),
    ],
)
def test_a_change_that_is_none_is_refused(change, error):
    with pytest.raises(error) as refused:
        recorded(parsed(LINES, dv.MrzFormat.TD3, at=AT), [change], at=NOW)
    assert "ERIKSSON" not in str(refused.value)


def test_a_corrected_text_is_judged_by_its_digits_alone():
    assert judged(parsed(LINES, dv.MrzFormat.TD3, at=AT), at=AT).outcome is Outcome.PASSED
    broken = (LINES[0], LINES[1].replace("L8", "M8"))
    assert judged(parsed(broken, dv.MrzFormat.TD3, at=AT), at=AT).outcome is Outcome.FAILED


def test_cells_belong_to_their_fields_and_long_numbers_go_on():
    mrz = parsed(LONG_NUMBER, dv.MrzFormat.TD1, at=AT)
    number = next(one for one in fields_view(mrz) if one["name"] == "document_number")
    assert number["value"] == "D23145890734"
    assert [0, 17] in number["cells"]
    assert number["digit"] == [[0, 18]]
    assert title_of(owner_of(mrz, 0, 18)) == "check digit of document number"
    assert title_of(owner_of(mrz, 2, 8)) == "fillers"
    grid = grid_view(mrz, ())
    assert "".join(one["letter"] for one in grid[1]) == LONG_NUMBER[1]
    assert not any(one["doubtful"] or one["by_hand"] for row in grid for one in row)


def test_letters_of_another_reading_are_not_shown():
    mrz = parsed(LINES, dv.MrzFormat.TD3, at=AT)
    row = (Letter(certainty=0.1),) * 30
    assert not any(one["doubtful"] for line in grid_view(mrz, (row, row)) for one in line)


@pytest.mark.parametrize(
    ("outcome", "accept", "refuse"),
    [
        (Outcome.PASSED, False, True),
        (Outcome.FAILED, True, False),
        (Outcome.INCONCLUSIVE, True, True),
        (None, True, True),
    ],
)
def test_who_decides_otherwise_says_why(outcome, accept, refuse):
    assert overrides(Verdict.ACCEPT, outcome) is accept
    assert overrides(Verdict.REFUSE, outcome) is refuse
    assert not overrides(Verdict.AGAIN, outcome)


def test_every_state_and_ending_has_words():
    assert set(STATES) == {one.value for one in State}
    assert set(ENDINGS) == {one.value for one in Ending}
    assert (state_in_words("of_later"), ending_in_words(None), ending_in_words("of_later")) == (
        "of later",
        "",
        "of later",
    )


def test_a_session_before_any_report_shows_what_there_is():
    view = session_view(Facts(id="x", state="face", seconds=3, seconds_left=100, called=True))
    assert (view["outcome"], view["light"], view["text"], view["groups"]) == (None, "grey", None, [])
    assert view["waits"], "who asks for a person waits for one"
