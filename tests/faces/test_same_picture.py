"""A live face whose pixels are the portrait's is known again, however it was treated."""

import cv2
import numpy as np
import pytest

import docverify as dv
from docverify.faces import find_faces
from docverify.faces.same_picture import SAME_PICTURE, likeness_of_pictures
from docverify.imaging import load_image


@pytest.fixture(scope="module")
def shown(samples):
    return dv.acquire_document(samples / "mated" / "document.png")


@pytest.fixture(scope="module")
def cut(shown):
    """The portrait, cut out of the document's picture."""
    x0, y0, x1, y1 = (round(edge) for edge in shown.portrait.face.box)
    wide, high = x1 - x0, y1 - y0
    picture = shown.pictures[0]
    part = picture[max(0, y0 - high // 2) : y1 + high // 2, max(0, x0 - wide // 2) : x1 + wide // 2]
    return np.ascontiguousarray(part)


def likeness(shown, live):
    return likeness_of_pictures(shown.pictures[0], shown.portrait.face, live, find_faces(live)[0])


def compressed(picture):
    _, data = cv2.imencode(".jpg", picture, [cv2.IMWRITE_JPEG_QUALITY, 60])
    return np.asarray(cv2.imdecode(data, cv2.IMREAD_COLOR), np.uint8)


TREATMENTS = {
    "enlarged": lambda p: cv2.resize(p, None, fx=3, fy=3, interpolation=cv2.INTER_CUBIC),
    "brightened": lambda p: np.clip((p / 255.0) ** 0.7 * 270, 0, 255).astype(np.uint8),
    "blurred": lambda p: cv2.GaussianBlur(p, (0, 0), 1.2),
    "compressed": compressed,
    "mirrored": lambda p: np.ascontiguousarray(p[:, ::-1]),
    "lit from one side": lambda p: (p * np.linspace(0.6, 1, p.shape[1])[None, :, None]).astype(np.uint8),
}


@pytest.mark.parametrize("treatment", TREATMENTS)
def test_the_portrait_itself_is_known_again(shown, cut, treatment):
    live = np.asarray(TREATMENTS[treatment](cut), np.uint8)
    assert likeness(shown, live) >= SAME_PICTURE


def test_the_photograph_that_was_printed_is_known_again(shown, samples):
    photograph = load_image(samples / "portraits" / "astronaut.png")
    assert likeness(shown, photograph) >= SAME_PICTURE


def test_another_picture_of_a_person_and_another_person_are_not(shown, samples):
    live = load_image(samples / "mated" / "live.jpg")
    assert likeness(shown, live) < SAME_PICTURE - 0.03
    other = load_image(samples / "portraits" / "grace_hopper.jpg")
    assert likeness(shown, other) < SAME_PICTURE - 0.1


@pytest.mark.data
def test_real_people_who_smile_are_not_taken_for_their_photographs(data):
    for number in ("001", "014", "036", "063"):
        pair = [
            load_image(data / f"face/london/{number}/{number}_{look}.jpg") for look in ("neutral", "smiling")
        ]
        faces = [find_faces(one)[0] for one in pair]
        assert likeness_of_pictures(pair[0], faces[0], pair[1], faces[1]) < SAME_PICTURE
        assert likeness_of_pictures(pair[0], faces[0], pair[0], faces[0]) > 0.999
