"""The printed zone's checks: every answer, what it means for whom, and no text of a document."""

import json
from dataclasses import replace
from itertools import product

import jsonschema
import pytest

from docverify.errors import InputError, VerificationFailed
from docverify.evidence import (
    Agreement,
    Belonging,
    FacePlace,
    FieldAnswer,
    Obstacle,
    PrintedField,
    PrintedZone,
    SidesAnswer,
)
from docverify.verification import CHECKS, Demand, FindingOutcome, Outcome, Policy, Report, report_schema

AGREES, DIFFERS, NOT_READ = Agreement.AGREES, Agreement.DIFFERS, Agreement.NOT_READ
KIOSK = Policy.named("kiosk")
BORDER = Policy(
    name="a border that asks for the print",
    required=[
        *Policy.named("border").required,
        "sides_belong_together",
        *(f"printed_{field}_agrees" for field in PrintedField),
    ],
)
FAILS = replace(BORDER, differing_print_fails=True)
PLACES = (120, 60, 200, 60, 200, 72, 120, 72)
CASES = {
    # what the print says: (code, outcome of the check, of border, of kiosk)
    AGREES: ("printed_agrees", "PASSED", "PASSED", "PASSED"),
    DIFFERS: ("printed_seems_to_differ", "NOT_PERFORMED", "INCONCLUSIVE", "INCONCLUSIVE"),
    NOT_READ: ("printed_not_read", "NOT_PERFORMED", "INCONCLUSIVE", "PASSED"),
    Obstacle.NOT_ALIKE: ("printed_not_comparable", "NOT_PERFORMED", "INCONCLUSIVE", "PASSED"),
    Obstacle.NOT_IN_MRZ: ("printed_not_in_mrz", "NOT_PERFORMED", "PASSED", "PASSED"),
}


def name_of(field):
    return f"printed_{field.value}_agrees"


@pytest.mark.parametrize(("field", "said"), list(product(PrintedField, CASES)))
def test_each_answer_has_a_reason_and_counts_as_the_policy_says(judged, make_printed, field, said):
    code, outcome, border, kiosk = CASES[said]
    printed = make_printed(**{field.value: said})
    for policy, expected in ((BORDER, border), (KIOSK, kiosk), (Policy.named("lenient"), "PASSED")):
        report = judged(printed=printed, policy=policy)
        found = report.finding(name_of(field))
        assert (found.reason, found.outcome) == (code, outcome)
        assert report.outcome == expected, policy.name
        others = [report.finding(name_of(other)).reason for other in PrintedField if other is not field]
        assert set(others) == {"printed_agrees"}


@pytest.mark.parametrize("field", PrintedField)
def test_a_difference_fails_where_the_policy_says_so_and_only_there(judged, make_printed, field):
    printed = make_printed(**{field.value: DIFFERS})
    for policy in (FAILS, replace(KIOSK, differing_print_fails=True)):
        report = judged(printed=printed, policy=policy)
        assert report.outcome is Outcome.FAILED
        assert [one.reason for one in report.decisive] == ["printed_differs"]
    assert (
        judged(printed=printed, policy=replace(FAILS, differing_print_fails=False)).outcome == "INCONCLUSIVE"
    )
    # Whoever does not ask is not answered.
    waived = replace(FAILS, waived=[name_of(field)])
    assert judged(printed=printed, policy=waived).outcome is Outcome.PASSED


@pytest.mark.parametrize("said", [NOT_READ, Obstacle.NOT_ALIKE, Obstacle.NOT_IN_MRZ])
def test_nothing_but_a_difference_fails_where_differences_fail(judged, make_printed, said):
    everything = dict.fromkeys((field.value for field in PrintedField), said)
    assert judged(printed=make_printed(**everything), policy=FAILS).outcome is not Outcome.FAILED


def test_what_need_not_be_seen_must_not_be_seen_to_differ(judged, make_printed):
    report = judged(printed=make_printed(expiry=DIFFERS), policy=KIOSK)
    assert KIOSK.demand("printed_expiry_agrees") is Demand.OPTIONAL
    assert report.finding("printed_expiry_agrees").demand is Demand.REQUIRED
    assert [one.check for one in report.decisive] == ["printed_expiry_agrees"]
    assert judged(printed=make_printed(expiry=NOT_READ), policy=KIOSK).decisive == ()


def test_a_difference_beside_another_document_may_be_that_ones(judged, make_evidence, make_printed):
    inventory = make_evidence().inventory
    doubled = replace(
        inventory, zones=(*inventory.zones, replace(inventory.zones[0], counts=False, same_text=False))
    )
    report = judged(printed=make_printed(number=DIFFERS), inventory=doubled, policy=FAILS)
    found = report.finding("printed_number_agrees")
    assert (found.reason, found.evidence["seems"]) == ("which_document", "printed_differs")
    assert report.outcome is Outcome.INCONCLUSIVE


def test_a_print_that_nobody_read_keeps_from_passing_at_the_border_alone(judged):
    for policy, outcome in ((BORDER, "INCONCLUSIVE"), (KIOSK, "PASSED")):
        report = judged(printed=None, policy=policy)
        assert {report.finding(name_of(field)).reason for field in PrintedField} == {"not_presented"}
        assert report.outcome == outcome


def test_the_finding_tells_where_it_is_printed(judged, make_printed):
    report = judged(printed=make_printed(number=DIFFERS, name=NOT_READ))
    assert dict(report.finding("printed_number_agrees").evidence) == {
        "agreement": "differs",
        "places": PLACES,
    }
    assert report.finding("printed_name_agrees").evidence["places"] == ()


def test_what_cannot_be_compared_says_why(judged, make_printed):
    report = judged(printed=make_printed(name=Obstacle.NOT_ALIKE))
    assert "Because it was made by hand." in report.finding("printed_name_agrees").sentence


@pytest.mark.parametrize("said", CASES)
@pytest.mark.parametrize("policy", [BORDER, FAILS, KIOSK], ids=["border", "fails", "kiosk"])
def test_the_report_keeps_to_its_schema_and_is_read_back(judged, make_printed, said, policy):
    report = judged(printed=make_printed(expiry=said), policy=policy)
    content = json.loads(json.dumps(report.to_dict()))
    jsonschema.validate(content, report_schema(), cls=jsonschema.Draft202012Validator)
    again = Report.from_dict(content)
    assert again == report
    assert again.policy.differing_print_fails is policy.differing_print_fails


PRIVATE = "ZWETSCHGENBAUM X7Q4K2M9P 12.08.1974"


@pytest.mark.parametrize("said", CASES)
@pytest.mark.parametrize("policy", [BORDER, FAILS, KIOSK], ids=["border", "fails", "kiosk"])
def test_no_text_of_the_print_is_in_a_report(judged, make_printed, said, policy):
    everything = dict.fromkeys((field.value for field in PrintedField), said)
    printed = make_printed(text=PRIVATE, **everything)
    assert PRIVATE in [line.text for line in printed.lines]
    report = judged(printed=printed, policy=policy)
    try:
        report.raise_for_failure()
        message = ""
    except VerificationFailed as failure:
        message = str(failure)
    shown = json.dumps(report.to_dict()) + json.dumps(report.to_dict(identity=True)) + message
    shown += repr(report) + repr(report.findings) + repr(printed) + repr(printed.lines)
    for word in PRIVATE.split():
        assert word not in shown


class TestSides:
    """A card whose portrait is on the other side than its MRZ."""

    @pytest.fixture
    def seen(self, judged, make_face, make_printed, make_answer):
        def run(belonging, *, policy=BORDER, number=AGREES, name=AGREES):
            answers = make_answer(PrintedField.NUMBER, number), make_answer(PrintedField.NAME, name)
            sides = SidesAnswer(belonging, "Because it was made by hand.", *answers)
            faces = [make_face(FacePlace.OTHER_SIDE, counts=True, picture=1)]
            return judged(faces=faces, printed=make_printed(sides=sides), policy=policy)

        return run

    @pytest.mark.parametrize(
        ("belonging", "policy", "reason", "outcome"),
        [
            (Belonging.BELONGS, BORDER, "sides_agree", "PASSED"),
            (Belonging.BELONGS, FAILS, "sides_agree", "PASSED"),
            (Belonging.DOES_NOT, BORDER, "sides_seem_to_differ", "INCONCLUSIVE"),
            (Belonging.DOES_NOT, KIOSK, "sides_seem_to_differ", "INCONCLUSIVE"),
            (Belonging.DOES_NOT, Policy.named("document"), "sides_seem_to_differ", "INCONCLUSIVE"),
            (Belonging.DOES_NOT, FAILS, "sides_differ", "FAILED"),
            (Belonging.NOT_TOLD, BORDER, "sides_not_tied", "INCONCLUSIVE"),
            (Belonging.NOT_TOLD, KIOSK, "sides_not_tied", "PASSED"),
            (Belonging.NOT_TOLD, FAILS, "sides_not_tied", "INCONCLUSIVE"),
        ],
    )
    def test_the_front_must_print_number_and_name(self, seen, belonging, policy, reason, outcome):
        report = seen(belonging, policy=policy)
        assert report.finding("sides_belong_together").reason == reason
        assert report.outcome == outcome

    def test_the_finding_tells_what_was_said_of_both(self, seen):
        evidence = seen(Belonging.NOT_TOLD, name=NOT_READ).finding("sides_belong_together").evidence
        assert dict(evidence) == {"pictures": 1, "number": "agrees", "name": "not_read"}

    def test_one_page_in_one_picture_needs_no_tie(self, judged, make_printed):
        report = judged(printed=make_printed())
        assert report.finding("sides_belong_together").reason == "one_side"


def test_every_reason_was_asked_for_here():
    mine = {check.name: check for check in CHECKS if check.name.startswith("printed_")}
    assert list(mine) == [name_of(field) for field in PrintedField]
    codes = {code for code, *_ in CASES.values()} | {"printed_differs"}
    for check in mine.values():
        assert {reason.code for reason in check.reasons} == codes
        assert [reason.code for reason in check.reasons if reason.outcome is FindingOutcome.FAILED] == [
            "printed_differs"
        ]


@pytest.mark.parametrize(
    ("agreement", "obstacle"),
    [(Agreement.NOT_COMPARABLE, None), (AGREES, Obstacle.NOT_ALIKE), (NOT_READ, Obstacle.NOT_IN_MRZ)],
)
def test_an_answer_has_an_obstacle_where_it_says_so(agreement, obstacle):
    with pytest.raises(InputError, match="obstacle"):
        FieldAnswer(PrintedField.SEX, agreement, "So it is.", obstacle=obstacle)


def test_a_zone_answers_for_every_field_in_order(make_answer):
    answers = tuple(map(make_answer, PrintedField))
    zone = PrintedZone(answers=answers)
    assert [zone.answer(field) for field in PrintedField] == list(answers)
    assert zone.answer("sex") is answers[4]
    for wrong in (answers[:-1], answers[::-1], (*answers, answers[0]), ()):
        with pytest.raises(InputError, match="one for each of number, name"):
            PrintedZone(answers=wrong)
