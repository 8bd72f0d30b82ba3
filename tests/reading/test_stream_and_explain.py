"""Frames that add up, and the picture of what was read."""

import json

import cv2
import numpy as np
import pytest

from docverify.evidence import ReadingFailure
from docverify.imaging import load_image
from docverify.reading import MrzStream, explain, read_mrz
from docverify.specimens import degrade


@pytest.fixture(scope="module")
def document(samples):
    case = json.loads((samples / "expected.json").read_text(encoding="utf-8"))["cases"][0]
    image = load_image(samples / case["document"])
    factor = 620 / image.shape[1]
    return cv2.resize(image, None, fx=factor, fy=factor, interpolation=cv2.INTER_AREA), tuple(case["mrz"])


def poor(image, seed):
    rng = np.random.default_rng(seed)
    softened = degrade.blur(image, sigma=1.9)
    return degrade.jpeg(degrade.noise(softened, sigma=26, rng=rng), quality=45)


def test_many_poor_frames_add_up_to_a_good_reading(document):
    image, lines = document
    alone = [read_mrz(poor(image, seed)) for seed in range(8)]
    stream = MrzStream()
    for seed in range(8):
        together = stream.add(poor(image, seed))
    assert together.lines == lines
    assert together.confidence > np.median([one.confidence for one in alone])


def test_bad_frames_never_spoil_a_good_one(document):
    image, lines = document
    stream = MrzStream()
    assert stream.add(image).lines == lines
    rng = np.random.default_rng(1)
    for bad in (
        np.zeros_like(image),
        rng.integers(0, 256, image.shape, np.uint8),
        degrade.blur(image, sigma=6),
    ):
        reading = stream.add(bad)
        assert reading.lines == lines
        assert reading.mrz is not None
        assert reading.sure


def test_frames_without_an_mrz_say_so():
    reading = MrzStream().add(np.zeros((200, 300, 3), np.uint8))
    assert reading.failure is ReadingFailure.NO_DOCUMENT


def test_another_document_starts_anew(document, samples):
    image, lines = document
    formats = json.loads((samples / "expected.json").read_text(encoding="utf-8"))["formats"]
    other = next(one for one in formats if one["format"] == "TD1")
    stream = MrzStream()
    assert stream.add(image).lines == lines
    assert list(stream.add(load_image(samples / other["file"])).lines) == other["lines"]


def test_the_explanation_is_a_picture_with_a_caption(document):
    image, _ = document
    painted = explain(image, read_mrz(image))
    assert painted.dtype == np.uint8
    assert painted.shape[1] >= image.shape[1]
    same = cv2.resize(image, (painted.shape[1], painted.shape[0] - 26))
    assert (painted[:-26] != same).any()
    empty = np.full((120, 300, 3), 200, np.uint8)
    assert explain(empty, read_mrz(empty)).shape == (146, 300, 3)
