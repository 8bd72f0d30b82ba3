"""Odd pictures, on the real networks."""

import threading
from dataclasses import replace
from importlib.resources import files

import cv2
import numpy as np
import pytest

from docverify import networks
from docverify.errors import EngineFailed, InputError, UnsupportedFormat
from docverify.evidence import AcquisitionFailure, ComparisonOutcome, Face, Role, similarity_of
from docverify.evidence.face import turned_apart
from docverify.faces import (
    acquire,
    acquire_frames,
    assess,
    compare_faces,
    encode_face,
    engine_named,
    find_faces,
)
from docverify.faces.engines.onnx_file import engine_from_file
from docverify.imaging import load_image
from docverify.specimens import backgrounds

SHIPPED = files("docverify.faces.models") / "sface.onnx"


@pytest.fixture(scope="module")
def engine():
    return engine_named()


@pytest.fixture(scope="module")
def portrait(data):
    return load_image(data / "face" / "london" / "001" / "001_neutral.jpg")


@pytest.fixture(scope="module")
def smiling(data):
    return load_image(data / "face" / "london" / "001" / "001_smiling.jpg")


@pytest.fixture(scope="module")
def template(portrait):
    return encode_face(portrait)


def resized(image, factor):
    return cv2.resize(image, None, fx=factor, fy=factor, interpolation=cv2.INTER_AREA)


@pytest.mark.data
@pytest.mark.parametrize("role", list(Role))
@pytest.mark.parametrize("degrees", [45, 60, 135])
def test_a_small_face_that_slants_leaves_a_hint(portrait, engine, degrees, role):
    """Where nothing hints at a face, what slants is not looked for: so this must."""
    table = backgrounds.table(np.random.default_rng(1), 1000, 1000)
    small = resized(portrait, 300 / portrait.shape[0])
    table[400 : 400 + small.shape[0], 400 : 400 + small.shape[1]] = small
    assert acquire(lay_down(table, degrees), role=role, engine=engine).faces


@pytest.mark.data
@pytest.mark.parametrize(("role", "most"), [(Role.DOCUMENT, 14), (Role.LIVE, 8)])
def test_a_picture_without_a_face_is_not_searched_for_long(portrait, engine, role, most):
    """In pixels that the detector is shown, which its time follows; it was 160 times once."""
    shown = []

    class Counted:
        sides, sure = engine.detector.sides, engine.detector.sure

        def scan(self, image):
            shown.append(image.shape[0] * image.shape[1])
            return engine.detector.scan(image)

        def scan_hinting(self, image):
            shown.append(image.shape[0] * image.shape[1])
            return engine.detector.scan_hinting(image)

    counted = replace(engine, detector=Counted())
    assert acquire(resized(portrait, 10 / 9), role=role, engine=counted).faces
    with_one = sum(shown)
    shown.clear()
    empty = backgrounds.table(np.random.default_rng(1), 1000, 1000)
    assert not acquire(empty, role=role, engine=counted).faces
    assert sum(shown) < most * with_one


@pytest.mark.data
def test_a_small_slanting_portrait_is_found(portrait, engine):
    table = backgrounds.table(np.random.default_rng(1), 1000, 1000)
    turn = cv2.getRotationMatrix2D((450, 450), 45, 0.18)
    turn[:, 2] += 100
    small = cv2.warpAffine(portrait, turn, (1000, 1000), flags=cv2.INTER_AREA)
    covered = cv2.warpAffine(np.full_like(portrait, 255), turn, (1000, 1000)) > 128
    sample = acquire(np.where(covered, small, table), role=Role.DOCUMENT, engine=engine)
    assert sample.template is not None
    assert abs(turned_apart(sample.face.angle, -45)) < 15


@pytest.mark.data
@pytest.mark.parametrize("turns", [1, 2, 3])
def test_a_picture_that_lies_on_its_side_is_the_same_face(portrait, template, turns):
    lying = np.ascontiguousarray(np.rot90(portrait, turns))
    (face,) = find_faces(lying)
    assert abs(turned_apart(face.angle, -90 * turns)) < 15
    assert similarity_of(template, encode_face(lying)) > 0.95


@pytest.mark.data
@pytest.mark.parametrize("degrees", [30, 45, 60, 135, 215, 300])
def test_a_document_put_down_anyhow_shows_the_same_face(portrait, template, engine, degrees):
    small = resized(portrait, 0.5)
    turned = lay_down(small, degrees)
    found = acquire(turned, role=Role.DOCUMENT, engine=engine)
    assert abs(turned_apart(found.face.angle, degrees)) < 15
    assert similarity_of(template, found.template) > 0.8


def lay_down(image, degrees):
    """Turn clockwise on a grey table."""
    height, width = image.shape[:2]
    side = int(np.hypot(height, width)) + 1
    matrix = cv2.getRotationMatrix2D(((width - 1) / 2, (height - 1) / 2), -degrees, 1)
    matrix[:, 2] += (side - width) / 2, (side - height) / 2
    return cv2.warpAffine(image, matrix, (side, side), borderValue=(110, 110, 110))


@pytest.mark.data
def test_grey_and_sixteen_bits_come_through_the_gate(portrait, template):
    grey = cv2.cvtColor(portrait, cv2.COLOR_RGB2GRAY)
    for odd in (grey, grey[:, :, None], portrait.astype(np.uint16) * 257):
        assert similarity_of(template, encode_face(load_image(odd))) > 0.8
    with pytest.raises(InputError, match="uint8 RGB"):
        find_faces(grey)
    for wrong in (np.full((64, 64, 3), np.nan), portrait.astype(np.float32)):
        with pytest.raises(InputError, match="uint8 RGB"):
            find_faces(wrong)
        with pytest.raises(UnsupportedFormat):
            load_image(wrong)


@pytest.mark.data
def test_a_small_face_in_a_huge_picture_is_found_and_exact(portrait, template):
    page = np.full((3000, 4000, 3), 230, np.uint8)
    small = resized(portrait, 0.5)
    page[2000 : 2000 + small.shape[0], 2500 : 2500 + small.shape[1]] = small
    found = acquire(page, role=Role.DOCUMENT, engine=engine_named())
    assert found.failure is None
    assert similarity_of(template, found.template) > 0.9


@pytest.mark.data
def test_a_portrait_cropped_to_the_face_is_found(portrait, template):
    (face,) = find_faces(portrait)
    x0, y0, x1, y1 = (round(side) for side in face.box)
    crop = np.ascontiguousarray(portrait[y0:y1, x0:x1])
    assert similarity_of(template, encode_face(crop)) > 0.7


@pytest.mark.data
def test_too_few_pixels_are_no_face(portrait, engine):
    for side in (1, 5, 9, 16):
        tiny = cv2.resize(portrait, (side, side), interpolation=cv2.INTER_AREA)
        assert acquire(tiny, role=Role.LIVE, engine=engine).template is None
    small = acquire(resized(portrait, 0.05), role=Role.LIVE, engine=engine)
    assert small.failure in {AcquisitionFailure.FACE_TOO_SMALL, AcquisitionFailure.FACE_DOUBTFUL}


@pytest.mark.data
def test_ten_faces_are_all_found_and_too_many_for_a_live_picture(portrait, engine):
    row = np.hstack([resized(portrait, 0.3)] * 5)
    crowd = np.vstack([row, row])
    assert len(find_faces(crowd)) == 10
    assert acquire(crowd, role=Role.LIVE, engine=engine).failure is AcquisitionFailure.SEVERAL_FACES


@pytest.mark.data
@pytest.mark.parametrize(
    ("spoil", "failures"),
    [
        (lambda p: cv2.GaussianBlur(p, (0, 0), 40), {"too_blurred", "face_doubtful"}),
        (lambda p: (p * 0.004).astype(np.uint8), {"too_dark"}),
        (lambda p: np.clip(p.astype(int) * 12, 0, 255).astype(np.uint8), {"too_bright"}),
        (lambda p: (120 + p * 0.03).astype(np.uint8), {"too_little_contrast", "no_face", "face_doubtful"}),
    ],
)
def test_spoilt_pictures_are_refused_with_an_instruction(portrait, engine, spoil, failures):
    spoilt = acquire(spoil(portrait), role=Role.LIVE, engine=engine)
    assert spoilt.template is None
    assert spoilt.failure in failures


def test_a_cartoon_is_not_acquired(engine):
    cartoon = np.full((400, 400, 3), 255, np.uint8)
    cv2.circle(cartoon, (200, 200), 120, (255, 220, 120), -1)
    for x in (160, 240):
        cv2.circle(cartoon, (x, 170), 12, (0, 0, 0), -1)
    cv2.ellipse(cartoon, (200, 240), (50, 25), 0, 0, 180, (0, 0, 0), 5)
    assert acquire(cartoon, role=Role.LIVE, engine=engine).template is None


@pytest.mark.parametrize("shape", [(1, 1), (9, 900), (32, 3000), (257, 31)])
def test_no_shape_breaks_the_detector(shape):
    noise = np.random.default_rng(1).integers(0, 256, (*shape, 3), np.uint8)
    assert isinstance(find_faces(noise), tuple)


@pytest.mark.data
def test_frames_of_one_person_fuse_and_of_two_do_not(portrait, smiling, data, engine):
    fused = acquire_frames([smiling, resized(smiling, 0.5), np.zeros_like(smiling)], engine=engine)
    assert fused.failure is None
    other = load_image(data / "face" / "london" / "002" / "002_smiling.jpg")
    mixed = acquire_frames([smiling, other], engine=engine)
    assert mixed.template is None
    assert mixed.failure is AcquisitionFailure.SEVERAL_FACES
    assert compare_faces(reference=portrait, probe=[smiling, smiling]).outcome is ComparisonOutcome.MATCH
    with pytest.raises(InputError, match="no live frames"):
        acquire_frames([], engine=engine)


@pytest.mark.data
def test_quality_follows_what_was_done_to_the_picture(portrait):
    (face,) = find_faces(portrait)
    good = assess(portrait, face)
    assert assess(cv2.GaussianBlur(portrait, (0, 0), 12), face).sharpness < good.sharpness / 2
    assert assess(portrait // 4, face).brightness < good.brightness / 3
    assert assess(portrait // 2 + 64, face).contrast < good.contrast * 0.6
    assert assess(np.ascontiguousarray(portrait[:, 450:]), face.moved(1, -450)).visible < 0.7
    assert max(abs(good.yaw), abs(good.pitch)) < 20


@pytest.mark.parametrize(("yaw", "pitch"), [(0, 0), (-50, 0), (-20, 0), (20, 0), (50, 0), (0, -30), (0, 30)])
def test_pose_is_that_of_a_head_turned_about_one_axis(yaw, pitch):
    # x to the right of the picture, y down, z towards the camera; mm, about a mean adult face
    head = np.array([[-31.5, -36, 0], [31.5, -36, 0], [0, 3.1, 28], [-25, 32, 0], [25, 32, 0]])
    a, b = np.radians(yaw), np.radians(pitch)
    about_y = np.array([[np.cos(a), 0, np.sin(a)], [0, 1, 0], [-np.sin(a), 0, np.cos(a)]])
    about_x = np.array([[1, 0, 0], [0, np.cos(b), -np.sin(b)], [0, np.sin(b), np.cos(b)]])
    points = (head @ about_x.T @ about_y.T)[:, :2] + 100
    quality = assess(
        np.zeros((200, 200, 3), np.uint8), Face(box=(60, 50, 140, 150), landmarks=points, score=1.0)
    )
    assert (quality.yaw, quality.pitch) == pytest.approx((yaw, pitch), abs=8)


@pytest.mark.data
def test_a_network_from_a_file_gives_scores_without_a_threshold(portrait, smiling, template):
    own = engine_from_file(SHIPPED, mean=0.0, scale=1.0)
    comparison = compare_faces(reference=portrait, probe=smiling, engine=own)
    assert comparison.outcome is ComparisonOutcome.NOT_CALIBRATED
    assert comparison.score == pytest.approx(similarity_of(template, encode_face(smiling)), abs=1e-4)
    with pytest.raises(InputError, match="do not compare"):
        similarity_of(template, encode_face(portrait, engine=own))


def test_files_that_are_no_encoder_are_refused(tmp_path):
    with pytest.raises(InputError, match="cannot be read"):
        engine_from_file(tmp_path / "missing.onnx")
    (tmp_path / "text.onnx").write_text("no network")
    with pytest.raises(EngineFailed):
        engine_from_file(tmp_path / "text.onnx")
    with pytest.raises(InputError, match="must take"):
        engine_from_file(files("docverify.faces.models") / "yunet.onnx")


@pytest.mark.data
def test_threads_share_one_session_and_agree(portrait, template):
    found = []
    threads = [threading.Thread(target=lambda: found.append(encode_face(portrait))) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(found) == 4
    assert all(np.array_equal(other.values, template.values) for other in found)
    again = (networks.shipped_network("faces", "sface.onnx", threads=1) for _ in range(2))
    assert next(again) is next(again)


@pytest.mark.data
@pytest.mark.parametrize("degrees", [20, 40, 125, -65])
def test_the_portrait_of_a_slanting_document_is_exact(portrait, template, engine, degrees):
    page = np.full((1800, 1800, 3), 225, np.uint8)
    page[700:1150, 300:750] = resized(portrait, 0.5)
    turn = cv2.getRotationMatrix2D((900, 900), -degrees, 1.0)  # clockwise, as seen
    slanting = cv2.warpAffine(page, turn, (1800, 1800), borderValue=(225, 225, 225))
    unknown = acquire(slanting, role=Role.DOCUMENT, engine=engine)
    assert similarity_of(template, unknown.template) > 0.7
