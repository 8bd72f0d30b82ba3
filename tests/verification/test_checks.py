"""Every check beyond digits and dates: the evidence that it must tell apart, and the outcome that follows."""

import math
import subprocess
import sys
from dataclasses import replace
from datetime import date

import pytest

from docverify.evidence import AcquisitionFailure, Evidence, FacePlace, LiveScene, SeenZone, Typeface, typed
from docverify.mrz import MrzFormat, check_digit, parse_mrz
from docverify.verification import (
    CHECKS,
    Answer,
    Check,
    Demand,
    FindingOutcome,
    Group,
    Outcome,
    Policy,
    Reason,
    judge,
)

AT = date(2026, 11, 23)


def decided_by(report):
    return {one.reason for one in report.decisive}


def test_verification_loads_no_pixels():
    code = (
        "import docverify.verification, docverify.evidence, sys; "
        "print(sorted({'cv2', 'onnxruntime', 'PIL'} & set(sys.modules)))"
    )
    found = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert found.stdout.strip() == "[]"


def test_adding_a_check_is_adding_a_row_and_demands_nothing_of_anybody(make_evidence):
    refuses = Reason("always_refuses", FindingOutcome.FAILED, "It refuses everybody.")
    mine = Check(
        name="mine",
        title="mine",
        group=Group.PAGE,
        needs=("mrz",),
        ask=lambda case: Answer(refuses),  # noqa: ARG005
        reasons=(refuses,),
    )
    for name in ("document", "kiosk", "border", "lenient"):
        policy = Policy.named(name)
        reports = [judge(make_evidence(), policy, at=AT, checks=rows) for rows in (CHECKS, (*CHECKS, mine))]
        assert reports[1].finding("mine").outcome is FindingOutcome.FAILED
        assert reports[1].finding("mine").demand is Demand.NOT_ASKED
        assert reports[0].outcome is reports[1].outcome is Outcome.PASSED


def test_an_empty_case_is_inconclusive_and_every_check_says_that_it_was_not_performed():
    for name in ("document", "kiosk", "border", "lenient"):
        report = judge(Evidence(), Policy.named(name), at=AT)
        assert report.outcome is Outcome.INCONCLUSIVE
        assert {one.outcome for one in report.findings} == {FindingOutcome.NOT_PERFORMED}
        assert {one.reason for one in report.findings} == {"not_presented", "no_means", "no_rule"}


@pytest.mark.parametrize("slot", ["chip", "document_presentation"])
def test_what_nothing_checks_yet_is_said_and_cannot_pass_where_it_is_required(judged, slot):
    assert judged().finding(slot).reason == "no_means"
    report = judged(policy=Policy(required=[slot, "face_match"]))
    assert report.outcome is Outcome.INCONCLUSIVE
    assert decided_by(report) == {"no_means"}


@pytest.mark.parametrize("confidence", [0.0, 0.5, 0.9989, math.nan])
def test_a_reading_below_99_9_percent_never_passes(judged, confidence):
    for pixels in (None, {}):
        report = judged(confidence=confidence, pixels=pixels)
        assert report.outcome is Outcome.INCONCLUSIVE
        assert "text_certain" in [one.check for one in report.decisive]
    assert judged(confidence=0.999, pixels={}).outcome is Outcome.PASSED


def test_a_typed_text_is_certain(make_text):
    report = judge(Evidence(reading=typed(parse_mrz(make_text()))), Policy.named("document"), at=AT)
    assert report.finding("text_certain").outcome is FindingOutcome.PASSED
    assert report.outcome is Outcome.INCONCLUSIVE  # no page and no portrait


@pytest.mark.parametrize(
    ("name", "outcome"),
    [
        ("document", Outcome.FAILED),
        ("kiosk", Outcome.FAILED),
        ("border", Outcome.FAILED),
        ("lenient", Outcome.PASSED),
    ],
)
def test_an_mrz_in_another_typeface_is_refused_unless_anything_goes(make_evidence, name, outcome):
    seen = make_evidence()
    seen = replace(seen, reading=replace(seen.reading, typeface=Typeface.OTHER))
    report = judge(seen, Policy.named(name), at=AT)
    assert report.outcome is outcome
    assert report.finding("mrz_in_ocr_b").reason == "typeface_other"
    unsure = replace(seen, reading=replace(seen.reading, confidence=0.5))
    assert judge(unsure, Policy.named(name), at=AT).finding("mrz_in_ocr_b").reason == "typeface_doubtful"
    assert (
        judge(make_evidence(), Policy.named(name), at=AT).finding("mrz_in_ocr_b").reason == "typeface_ocr_b"
    )


def test_a_typed_text_has_no_typeface(make_text):
    report = judge(Evidence(reading=typed(parse_mrz(make_text()))), Policy.named("document"), at=AT)
    assert report.finding("mrz_in_ocr_b").reason == "typeface_unseen"
    assert "mrz_in_ocr_b" not in {one.check for one in report.decisive}


def with_cells(text, changes):
    lines = [list(line) for line in text.split("\n")]
    for (line, column), character in changes.items():
        lines[line][column] = character
    lower = "".join(lines[1])
    lower = lower[:9] + check_digit(lower[:9]) + lower[10:43]
    lower += check_digit(lower[:10] + lower[13:20] + lower[21:43])
    return "".join(lines[0]) + "\n" + lower


@pytest.mark.parametrize(
    ("changes", "reason"),
    [
        ({(1, 20): "7"}, "text_not_allowed_doubtful"),  # sex
        ({(0, 7): "1"}, "text_not_allowed_doubtful"),  # a digit in the name
        ({(0, 3): "5"}, "text_not_allowed_doubtful"),  # a digit in the State
        ({(0, column): "Q" for column in (2, 3, 4)}, "state_unknown"),
        ({(1, column): "Q" for column in (10, 11, 12)}, "state_unknown"),
        ({(1, column): "<" for column in range(9)}, "holder_or_number_missing"),
        ({(0, column): "<" for column in range(5, 44)}, "holder_or_number_missing"),
    ],
)
def test_a_text_whose_digits_agree_and_that_no_document_bears_never_passes(
    judged, make_text, changes, reason
):
    text = with_cells(make_text(), changes)
    for pixels in (None, {}):
        report = judged(text, pixels=pixels)
        assert report.outcome is Outcome.INCONCLUSIVE
        assert reason in decided_by(report)
    seen = Evidence(reading=typed(parse_mrz(text)))
    assert judge(seen, Policy.named("document"), at=AT).outcome is not Outcome.PASSED


def test_a_typed_text_with_a_forbidden_character_fails(make_text):
    text = with_cells(make_text(), {(1, 20): "7"})
    report = judge(Evidence(reading=typed(parse_mrz(text))), Policy.named("document"), at=AT)
    assert decided_by(report) == {"text_not_allowed"}
    assert report.outcome is Outcome.FAILED


@pytest.mark.parametrize(
    ("cell", "doubtful"),
    [
        ((0, 1), ("document_code",)),
        ((0, 3), ("issuing_state",)),
        ((0, 7), ("primary_identifier",)),
        ((1, 11), ("nationality",)),
        ((1, 20), ("sex",)),
        ((1, 3), ()),  # of the number, which a digit covers
        ((1, 15), ()),  # of the date of birth
    ],
)
def test_what_no_digit_covers_must_be_certain_by_itself(judged, cell, doubtful):
    report = judged(pixels={cell: 0.9})
    assert report.evidence.reading.sure
    found = report.finding("text_certain")
    assert found.reason == ("text_doubtful" if doubtful else "text_certain")
    assert found.evidence.get("doubtful", ()) == doubtful
    assert report.outcome is (Outcome.INCONCLUSIVE if doubtful else Outcome.PASSED)


def zone(*, same_text=False, picture=0):
    return SeenZone(picture=picture, format=MrzFormat.TD1, quad=None, counts=False, same_text=same_text)


def test_a_second_mrz_anywhere_is_never_passed(judged, make_evidence):
    seen = make_evidence().inventory
    for other in (zone(), zone(same_text=True), zone(picture=1)):
        report = judged(inventory=replace(seen, zones=(*seen.zones, other)))
        assert decided_by(report) == {"several_documents"}
        assert report.finding("one_document").evidence["formats"] == ("TD3", "TD1")


OTHER_MRZ = "P<LUXNEHA<TOXIMARJO<<STEXI<SMAKJL<CHEGRA<<<<"


@pytest.mark.parametrize(
    ("text", "width", "reason"),
    [
        (OTHER_MRZ, 112.0, "several_documents"),
        (OTHER_MRZ[:22] + "<" * 8, 79.0, "several_documents"),  # the rest is covered
        (OTHER_MRZ, 50.0, "one_document"),  # security print repeats the zone, much smaller
        (OTHER_MRZ.replace("<", "K"), 112.0, "one_document"),
        (OTHER_MRZ[-12:], 30.0, "one_document"),
    ],
)
def test_an_mrz_that_is_read_as_print_is_a_second_one(judged, make_printed, text, width, reason):
    printed = make_printed(text=text)
    (line,) = printed.lines
    printed = replace(printed, lines=(replace(line, box=(5.0, 80.0, 5.0 + width, 82.5)),))
    report = judged(printed=printed)
    assert report.finding("one_document").reason == reason
    assert report.finding("one_document").evidence["lines_in_print"] == (reason == "several_documents")
    assert report.outcome is (Outcome.PASSED if reason == "one_document" else Outcome.INCONCLUSIVE)
    assert judged(printed=None).finding("one_document").evidence["lines_in_print"] == 0


def test_what_seems_wrong_beside_another_document_fails_nobody(judged, make_evidence):
    seen = make_evidence().inventory
    report = judged(inventory=replace(seen, zones=(*seen.zones, zone())), at=date(2040, 1, 1), score=0.0)
    assert report.outcome is Outcome.INCONCLUSIVE
    assert decided_by(report) == {"several_documents", "which_document"}
    assert report.finding("not_expired").evidence["seems"] == "expired"


def test_the_same_picture_twice_is_never_passed(judged, make_evidence):
    seen = make_evidence().inventory
    report = judged(inventory=replace(seen, pictures=2, repeated=True))
    assert "repeated_picture" in decided_by(report)
    assert report.outcome is Outcome.INCONCLUSIVE


def test_a_document_on_a_screen_is_never_passed(judged, make_evidence):
    report = judged(inventory=replace(make_evidence().inventory, framed=True))
    assert decided_by(report) == {"dark_frame"}
    assert report.outcome is Outcome.INCONCLUSIVE


def test_an_mrz_that_lies_aslant_is_never_passed(judged, make_evidence):
    report = judged(inventory=replace(make_evidence().inventory, slant=-11.0))
    assert decided_by(report) == {"mrz_aslant"}
    assert report.finding("one_document").evidence["slant"] == -11.0
    assert report.outcome is Outcome.INCONCLUSIVE


@pytest.mark.parametrize("place", [FacePlace.PAGE, FacePlace.OUTSIDE, None])
def test_a_face_that_is_not_in_the_portraits_place_is_no_portrait(judged, make_face, place):
    report = judged(faces=[make_face(place, counts=True)])
    assert report.finding("portrait_on_page").reason == "portrait_not_on_page"
    assert report.outcome is Outcome.INCONCLUSIVE


def test_a_page_that_could_not_be_placed_ties_nothing(judged):
    report = judged(page=None)
    assert decided_by(report) == {"page_not_placed", "not_presented"}


def test_a_face_found_only_elsewhere_is_said(judged, make_face):
    report = judged(portrait=AcquisitionFailure.FACE_ELSEWHERE, faces=[make_face(FacePlace.OUTSIDE)])
    assert report.finding("portrait_found").reason == "portrait_elsewhere"
    assert report.outcome is Outcome.INCONCLUSIVE
    assert "show the document alone" in report.why


@pytest.mark.parametrize(
    ("other", "reason"),
    [
        ({"size": 80.0}, "several_portraits"),
        ({"size": 70.0, "likeness": 0.9}, "several_portraits"),
        ({"size": 40.0, "likeness": 0.05, "differs": True}, "ghost_image_differs"),
        ({"size": 40.0, "likeness": 0.8}, "one_portrait"),
        ({"size": 20.0}, "one_portrait"),  # too poor to be compared
    ],
)
def test_a_second_face_on_the_page_must_be_an_image_of_the_portrait(judged, make_face, other, reason):
    faces = [make_face(FacePlace.PORTRAIT, counts=True), make_face(FacePlace.PAGE, **other)]
    report = judged(faces=faces)
    assert report.finding("one_portrait").reason == reason
    assert report.outcome is (Outcome.PASSED if reason == "one_portrait" else Outcome.INCONCLUSIVE)


def test_a_bystander_beside_the_document_is_not_its_business(judged, make_face):
    faces = [make_face(FacePlace.PORTRAIT, counts=True), make_face(FacePlace.OUTSIDE, size=300.0)]
    report = judged(faces=faces)
    assert report.outcome is Outcome.PASSED
    assert report.finding("one_document").evidence["faces_elsewhere"] == 1


def test_two_sides_are_tied_by_nothing_but_their_print(judged, make_face):
    faces = [make_face(FacePlace.OTHER_SIDE, counts=True, picture=1)]
    report = judged(faces=faces)
    assert report.finding("portrait_on_page").reason == "portrait_on_other_side"
    assert report.finding("sides_belong_together").reason == "sides_not_tied"
    for name in ("document", "kiosk"):
        assert judged(faces=faces, policy=Policy.named(name)).outcome is Outcome.PASSED
    border = judged(faces=faces, policy=Policy.named("border"))
    assert decided_by(border) == {"sides_not_tied"}
    strict = judged(faces=faces, policy=Policy(required=["sides_belong_together", "face_match"]))
    assert strict.outcome is Outcome.INCONCLUSIVE


def test_without_a_portrait_nothing_is_said_of_sides(judged, make_face):
    faces = [make_face(FacePlace.OUTSIDE)]
    report = judged(portrait=AcquisitionFailure.FACE_ELSEWHERE, faces=faces, policy=Policy.named("border"))
    assert report.finding("sides_belong_together").reason == "portrait_missing"
    assert "sides" not in report.why


def test_a_page_with_portrait_and_mrz_needs_no_tie_to_what_else_was_pictured(judged, make_evidence):
    seen = make_evidence().inventory
    report = judged(inventory=replace(seen, pictures=2), policy=Policy.named("border"))
    assert report.finding("sides_belong_together").reason == "one_side"
    assert report.outcome is Outcome.PASSED


def test_a_document_before_the_camera_refutes_nobody_but_a_stranger_in_another_frame_does(judged):
    for scene in (LiveScene(frames=2, documents=2, copies=0), LiveScene(frames=2, documents=1, copies=2)):
        report = judged(live_scene=scene, score=0.0)
        assert report.finding("face_match").reason == "no_person_to_refute"
        assert report.outcome is Outcome.INCONCLUSIVE
    report = judged(live_scene=LiveScene(frames=2, documents=1, copies=0), score=0.0)
    assert report.finding("face_match").reason == "faces_do_not_match"
    assert report.outcome is Outcome.FAILED


@pytest.mark.parametrize(
    ("scene", "reason"),
    [
        (LiveScene(frames=3, documents=0, copies=1), "live_is_the_document_picture"),
        (LiveScene(frames=3, documents=1, copies=0), "document_before_camera"),
        (LiveScene(frames=1, documents=0, copies=0, likeness=0.9, most_likeness=0.9), "live_is_the_portrait"),
    ],
)
def test_the_document_in_place_of_its_bearer_is_never_passed(judged, scene, reason):
    report = judged(live_scene=scene)
    assert decided_by(report) == {reason}
    assert report.outcome is Outcome.INCONCLUSIVE


def test_frames_of_several_people_are_never_passed(judged):
    report = judged(live=AcquisitionFailure.SEVERAL_FACES)
    assert {"several_live_faces", "several_live_people"} <= decided_by(report)
    assert report.outcome is Outcome.INCONCLUSIVE


@pytest.mark.parametrize(
    ("policy", "expiry", "reason"),
    [
        ({"months_left": 6}, "270523", "valid_long_enough"),
        ({"months_left": 6}, "270522", "not_valid_long_enough"),
        ({"months_left": 6}, "27<<<<", "validity_left_open"),
        ({"states": ["UTO"]}, "320415", "state_accepted"),
        ({"states": ["FRA"]}, "320415", "state_not_accepted"),
    ],
)
def test_rules_about_the_document(judged, make_text, policy, expiry, reason):
    report = judged(make_text(date_of_expiry=expiry), policy=Policy(**policy), pixels={})
    rule = "valid_long_enough" if "months_left" in policy else "state_accepted"
    assert report.finding(rule).reason == reason
    wanted = {"valid_long_enough": Outcome.PASSED, "state_accepted": Outcome.PASSED}
    wanted["validity_left_open"] = Outcome.INCONCLUSIVE
    assert report.outcome is wanted.get(reason, Outcome.FAILED)


@pytest.mark.parametrize(
    ("birth", "reason"),
    [
        ("081123", "old_enough"),
        ("081124", "too_young"),
        ("08<<<<", "age_open"),
        ("<<<<<<", "age_open"),
        ("240229", "age_open"),
        ("07<<<<", "old_enough"),
    ],
)
def test_the_least_age_is_reached_on_the_birthday(judged, make_text, birth, reason):
    report = judged(make_text(date_of_birth=birth), policy=Policy(least_age=18))
    assert report.finding("old_enough").reason == reason


def test_a_rule_about_a_doubtful_field_refutes_nothing(judged, make_text):
    policy = Policy(states=["FRA"])
    report = judged(make_text(), policy=policy, pixels={(0, 2): 0.5}, confidence=0.5)
    assert report.finding("state_accepted").reason == "state_doubtful"
    assert report.outcome is Outcome.INCONCLUSIVE
