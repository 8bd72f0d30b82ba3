"""Frames that add up, and the picture of what was read."""

import json

import cv2
import numpy as np
import pytest

from benchmarks.video_frames import KINDS, desk
from docverify import InputError
from docverify.evidence import ReadingFailure
from docverify.imaging import load_image
from docverify.mrz import MrzFormat
from docverify.reading import MrzStream, explain, quick, read_mrz, stream
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


@pytest.fixture(scope="module")
def scene():
    return desk(np.random.default_rng(21), MrzFormat.TD3)


def frames(scene, kind, count, seed=0):
    rng = np.random.default_rng([seed, 5])
    return [KINDS[kind](scene, rng).image for _ in range(count)]


class Count:
    """How often a stage is called, and what it then does."""

    def __init__(self, monkeypatch, where, name):
        self.calls = 0
        inner = getattr(where, name)

        def counted(*words, **options):
            self.calls += 1
            return inner(*words, **options)

        monkeypatch.setattr(where, name, counted)


def test_frames_that_cannot_be_read_are_looked_at_only(scene, monkeypatch):
    reads = Count(monkeypatch, stream, "read_quickly")
    video = MrzStream()
    for image in (*frames(scene, "empty table", 3), *frames(scene, "half in view", 5)):
        reading = video.add(image)
    assert reads.calls == 0
    assert reading.failure is ReadingFailure.CUT_OFF
    assert video.seen.problems[0] is ReadingFailure.CUT_OFF


def test_a_sure_stream_reads_no_more_of_the_same_document(scene, monkeypatch):
    video = MrzStream()
    for image in frames(scene, "good", 3):
        reading = video.add(image)
    assert reading.sure
    reads = Count(monkeypatch, stream, "read_quickly")
    for image in frames(scene, "good", 8, seed=1):
        assert video.add(image).lines == reading.lines
    assert reads.calls <= 2


def test_a_sure_stream_sees_another_document_in_the_same_place(scene):
    video = MrzStream()
    first = video.add(frames(scene, "good", 1)[0])
    assert first.sure
    rng = np.random.default_rng(8)
    other = desk(rng, MrzFormat.TD3)
    for image in frames(other, "good", 3):
        reading = video.add(image)
    assert reading.lines == other.specimen.lines != first.lines
    assert reading.sure


def test_the_best_of_poor_frames_gets_one_second_look(document, monkeypatch):
    image, _ = document
    looks = Count(monkeypatch, quick, "attempt")
    seconds = Count(monkeypatch, stream, "read_twice")
    monkeypatch.setattr(stream.MrzStream, "_sure", property(lambda _: False))
    video = MrzStream()
    for seed in range(7):
        video.add(poor(image, seed))
    assert seconds.calls == 1
    assert looks.calls >= 7
    video.finish()
    assert 1 < seconds.calls <= 5


def test_finish_decides_at_once(document, monkeypatch):
    image, _ = document
    seconds = Count(monkeypatch, stream, "read_twice")
    video = MrzStream()
    hazy = cv2.GaussianBlur(image, (0, 0), 3.0)
    assert not video.add(hazy).sure
    assert seconds.calls == 0
    video.finish()
    assert seconds.calls == 1
    assert MrzStream().finish().failure is ReadingFailure.UNREADABLE


def test_a_budget_is_kept_on_average_and_the_document_is_read(scene):
    """The clock is the test's own: a look takes 10, a reading 50."""
    now = [0.0]
    reads = []

    def ticking(seconds, inner):
        def call(*words, **options):
            now[0] += seconds
            reads.append(seconds)
            return inner(*words, **options)

        return call

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(stream, "sight_of", ticking(10.0, stream.sight_of))
        patch.setattr(stream, "read_quickly", ticking(50.0, stream.read_quickly))
        patch.setattr(stream, "read_twice", ticking(90.0, stream.read_twice))
        images = frames(scene, "blurred", 4)
        for budget in (5.0, 25.0, 1000.0):
            now[0] = 0.0
            reads.clear()
            video = MrzStream(budget=budget, clock=lambda: now[0])
            for number in range(24):
                video.add(images[number % 4])
            assert now[0] <= 24 * budget + 160
            assert 50.0 in reads
            assert reads.count(10.0) >= (24 if budget >= 25 else 2)
        quickest = reads.count(50.0)
        assert quickest > 10


def test_mirrored_and_inverted_cameras_are_found_out():
    pale = desk(np.random.default_rng(22), MrzFormat.TD3)
    ways = {"mirrored": lambda image: image[:, ::-1].copy(), "inverted": lambda image: 255 - image}
    for flag, turned in ways.items():
        video = MrzStream()
        for image in frames(pale, "good", 6):
            reading = video.add(turned(image))
        assert reading.lines == pale.specimen.lines
        assert getattr(reading, flag)
        straight = read_mrz(turned(image))
        assert np.abs(video.seen.mrz.mean(0) - straight.quad.mean(0)).max() < 30


def test_small_print_that_a_look_does_not_see_is_read_all_the_same(document):
    image, lines = document
    far = np.full((720, 1280, 3), 90, np.uint8)
    factor = 340 / image.shape[1]
    small = cv2.resize(image, None, fx=factor, fy=factor, interpolation=cv2.INTER_AREA)
    far[200 : 200 + small.shape[0], 500 : 500 + small.shape[1]] = small
    video = MrzStream()
    assert not video.look(far).good
    for seed in range(6):
        reading = video.add(degrade.noise(far, sigma=2, rng=np.random.default_rng(seed)))
    assert reading.lines == lines


def test_another_mrz_in_the_frame_is_told(scene):
    rng = np.random.default_rng(3)
    one, other = (KINDS["good"](desk(rng, MrzFormat.TD1), rng).image for _ in range(2))
    both = np.vstack([one, other])
    video = MrzStream()
    for _ in range(3):
        reading = video.add(both)
    assert reading.sure
    assert len(reading.others) >= 1


def test_several_frames_give_one_flat_page(scene):
    video = MrzStream()
    assert video.page is None
    images = [*frames(scene, "blurred", 1), *frames(scene, "good, turned", 2)]
    for image in images:
        video.add(image)
    page = video.page
    assert page.dtype == np.uint8
    height, width = page.shape[:2]
    assert width / height == pytest.approx(125 / 88, abs=0.01)
    drawn = cv2.resize(scene.specimen.image, (width, height), interpolation=cv2.INTER_AREA)
    grey = [cv2.GaussianBlur(one, (0, 0), width / 60).astype(float).mean(2) for one in (page, drawn)]
    inner = [one[height // 10 : -height // 10, width // 10 : -width // 10].ravel() for one in grey]
    assert np.corrcoef(*inner)[0, 1] > 0.8


def test_arguments_of_a_stream_are_refused_by_name():
    for budget in (0, -1.0, float("nan"), "fast"):
        with pytest.raises(InputError, match="budget"):
            MrzStream(budget=budget)
    with pytest.raises(InputError, match="frame"):
        MrzStream().add(np.zeros((4, 4), np.uint8))


def test_the_explanation_is_a_picture_with_a_caption(document):
    image, _ = document
    painted = explain(image, read_mrz(image))
    assert painted.dtype == np.uint8
    assert painted.shape[1] >= image.shape[1]
    same = cv2.resize(image, (painted.shape[1], painted.shape[0] - 26))
    assert (painted[:-26] != same).any()
    empty = np.full((120, 300, 3), 200, np.uint8)
    assert explain(empty, read_mrz(empty)).shape == (146, 300, 3)
