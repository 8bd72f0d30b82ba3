"""Scenes that must not pass, each with the answer that is right; the wrong yes of before cannot come back."""

from dataclasses import replace
from datetime import date

import cv2
import numpy as np
import pytest

import docverify as dv
from docverify.evidence import FacePlace
from docverify.imaging import load_image
from docverify.specimens import samples
from docverify.specimens.scenes import SCENES, Person, draw_scene

SLOW = {"frames_of_two_people"}
"""25 live frames; `frames_alternate` shows the same with few."""
REFUSING = [name for name, kind in SCENES.items() if not kind.may_pass and name not in SLOW]
SOUND = [name for name, kind in SCENES.items() if kind.may_pass]
AT = date(2026, 11, 23)


@pytest.fixture(scope="module")
def people(request):
    folder = request.getfixturevalue("samples")
    crops = {"astronaut.png": (130, 8, 320, 250), "grace_hopper.jpg": (68, 15, 468, 524)}
    lives = {"astronaut.png": "mated", "grace_hopper.jpg": None}
    made = []
    for name, (left, top, right, bottom) in crops.items():
        photograph = load_image(folder / "portraits" / name)
        portrait = np.ascontiguousarray(photograph[top:bottom, left:right])
        live = lives[name]
        shown = other_expression(photograph) if live is None else load_image(folder / live / "live.jpg")
        made.append(Person(portrait=portrait, live=shown))
    return made


def other_expression(photograph):
    return samples._out_of_shape(photograph, np.random.default_rng(3))


def policy_for(scene):
    """The border's; where a scene needs checks, that of a border that requires them, too."""
    border = dv.Policy.named("border")
    return replace(border, required=border.required | SCENES[scene.kind].needs)


def judged(scene, **options):
    given = {"policy": policy_for(scene), "at": scene.at} | options
    return dv.verify(document=list(scene.documents), live=list(scene.live) or None, **given)


@pytest.mark.parametrize("name", REFUSING)
def test_a_scene_that_must_not_pass_gets_its_right_answer(people, name):
    bearer, stranger = people
    rng = np.random.default_rng([11, *name.encode()])
    scene = draw_scene(name, bearer=bearer, stranger=stranger, rng=rng, conditions="kiosk")
    report = judged(scene)
    assert report.outcome is not dv.Outcome.PASSED
    assert report.outcome.value in scene.right, report
    assert report.why


@pytest.mark.parametrize("name", SOUND)
def test_a_sound_document_with_its_bearer_passes(people, name):
    bearer, stranger = people
    rng = np.random.default_rng([12, *name.encode()])
    scene = draw_scene(name, bearer=bearer, stranger=stranger, rng=rng, conditions="kiosk")
    report = judged(scene)
    assert report.outcome is dv.Outcome.PASSED, report.why


def scene_of(people, name, **options):
    bearer, stranger = people
    rng = np.random.default_rng([13, *name.encode()])
    return draw_scene(name, bearer=bearer, stranger=stranger, rng=rng, conditions="kiosk", **options)


def test_both_documents_of_a_picture_are_told(people):
    report = judged(scene_of(people, "two_documents_side_by_side"))
    found = report.finding("one_document")
    assert found.reason == "several_documents"
    assert found.evidence["zones"] >= 2
    assert report.evidence.reading.others


def test_what_is_left_of_a_covered_mrz_is_found(people):
    bearer, stranger = people
    found = 0
    for number in range(4):  # now and then nothing of it looks out
        rng = np.random.default_rng([14, number])
        scene = draw_scene(
            "mrz_strip_aslant_over_own", bearer=bearer, stranger=stranger, rng=rng, conditions="kiosk"
        )
        others = dv.acquire_document(scene.documents[0], face_engine=None).reading.others
        pieces = [one for one in others if one.failure is dv.ReadingFailure.CUT_OFF]
        found += any("<" in line for one in pieces for line in one.lines)
    assert found >= 2


def test_an_mrz_that_was_stuck_on_aslant_is_known_by_the_documents_own_lines(people):
    bearer, stranger = people
    for number in range(4):
        rng = np.random.default_rng([14, number])
        scene = draw_scene(
            "mrz_strip_aslant_over_own", bearer=bearer, stranger=stranger, rng=rng, conditions="moderate"
        )
        slant = dv.acquire_document(scene.documents[0], face_engine=None).inventory.slant
        assert slant is not None
        assert 6 <= abs(slant) <= 18
        scene = draw_scene("sound", bearer=bearer, stranger=stranger, rng=rng, conditions="moderate")
        assert dv.acquire_document(scene.documents[0], face_engine=None).inventory.slant is None


def test_a_face_beside_the_document_is_never_its_portrait(people):
    for name in ("portrait_blanked_face_above", "portrait_blanked_face_left", "card_back_face_above"):
        shown = dv.acquire_document(scene_of(people, name).documents[0])
        assert shown.portrait.template is None
        assert not any(face.counts for face in shown.inventory.faces)


def test_the_portrait_is_found_on_its_page_at_any_angle(people):
    picture = scene_of(people, "sound").documents[0]
    height, width = picture.shape[:2]
    side = int(np.hypot(height, width)) + 1
    for degrees in (0, 37, 90, 145, 180, 270, 301):
        turn = cv2.getRotationMatrix2D(((width - 1) / 2, (height - 1) / 2), degrees, 1)
        turn[:, 2] += (side - width) / 2, (side - height) / 2
        turned = cv2.warpAffine(picture, turn, (side, side), borderValue=(110, 110, 110))
        shown = dv.acquire_document(np.asarray(turned, np.uint8))
        (portrait,) = [face for face in shown.inventory.faces if face.counts]
        assert portrait.place is FacePlace.PORTRAIT
        assert shown.portrait.template is not None


def test_a_ghost_image_is_like_its_portrait_and_another_persons_is_not(people):
    ghosts = {}
    for name in ("sound_with_ghost", "portrait_pasted_over_ghost_left"):
        shown = dv.acquire_document(scene_of(people, name).documents[0])
        ghosts[name] = [face for face in shown.inventory.faces if not face.counts]
    (like,), (unlike,) = ghosts.values()
    assert like.likeness > 0.31 > unlike.likeness
    assert (like.differs, unlike.differs) == (False, True)


def test_a_ghost_image_too_faint_to_tell_refutes_nothing(people):
    picture = scene_of(people, "portrait_pasted_over_ghost_left").documents[0].copy()
    (ghost,) = [face for face in dv.acquire_document(picture).inventory.faces if not face.counts]
    left, top, right, bottom = (round(edge) for edge in ghost.face.box)
    part = picture[top - 20 : bottom + 20, left - 20 : right + 20]
    part[...] = np.clip(part * 0.45 + 0.55 * 230, 0, 255)
    (faint,) = [face for face in dv.acquire_document(picture).inventory.faces if not face.counts]
    assert faint.likeness < 0.31
    assert not faint.differs


def test_the_front_of_a_card_is_told_from_a_face_above_its_back(people):
    for name, counts in (("sound_card_both_sides", True), ("card_back_face_above", False)):
        shown = dv.acquire_document(scene_of(people, name).documents[0])
        assert any(face.counts for face in shown.inventory.faces) is counts


def test_a_phone_is_told_by_its_dark_frame_and_a_dark_table_is_none(people):
    assert dv.acquire_document(scene_of(people, "phone_instead_of_document").documents[0]).inventory.framed
    picture = scene_of(people, "sound").documents[0]
    assert not dv.acquire_document(picture).inventory.framed
    page = dv.acquire_document(picture).page.outline
    mask = np.zeros(picture.shape[:2], np.uint8)
    cv2.fillPoly(mask, [np.round(page).astype(np.int32)], 1)
    on_black = np.where(mask[..., None] > 0, picture, 12).astype(np.uint8)
    assert not dv.acquire_document(on_black).inventory.framed


def test_a_non_match_of_a_portrait_too_small_to_tell_is_inconclusive(people):
    scene = scene_of(people, "other_person_live")
    assert judged(scene).outcome is dv.Outcome.FAILED
    eyes = dv.acquire_document(scene.documents[0]).portrait.quality.eye_distance
    small = cv2.resize(
        scene.documents[0], None, fx=20 / eyes, fy=20 / eyes, interpolation=cv2.INTER_AREA
    ).astype(np.uint8)
    report = dv.verify(document=small, live=list(scene.live), at=scene.at, policy="border")
    found = report.finding("face_match")
    assert found.reason == "faces_undecided"
    assert "portrait is too poor to tell (face too small)" in found.sentence
    assert report.outcome is dv.Outcome.INCONCLUSIVE


def test_what_no_demanded_check_needs_is_not_acquired(people):
    scene = scene_of(people, "sound")
    text_alone = dv.Policy(required=["text_certain", "dates_valid"], optional=[])
    report = dv.verify(document=scene.documents[0], policy=text_alone, at=scene.at)
    assert report.outcome is dv.Outcome.PASSED
    assert not any(stage.startswith("portrait") for stage, _ in report.timings)
