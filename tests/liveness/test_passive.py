"""Passive networks from a file: opened only with the known answer, refused when it could hide a slip."""

import hashlib
import json
from datetime import UTC, datetime

import cv2
import numpy as np
import pytest

import docverify as dv
from docverify.errors import EngineFailed
from docverify.evaluation import attack_rates
from docverify.evidence import Face
from docverify.liveness.passive import Scores
from tests.liveness.tiny_onnx import network

WEIGHTS = [(0.02, 0.0), (0.0, 0.0), (-0.02, 0.0)]  # red speaks for the first class, blue against it
BOX = [10.0, 10.0, 60.0, 70.0]
POINTS = np.array([(20.0, 25), (45, 25), (33, 40), (23, 55), (43, 55)])
FACE = Face(box=tuple(BOX), landmarks=POINTS, score=0.9)


def picture(red=180, green=90, blue=120):
    image = np.empty((80, 80, 3), np.uint8)
    image[:] = red, green, blue
    return image


@pytest.fixture
def described(tmp_path):
    """Writes a network with its description, changed as asked, and gives the network's path."""

    def write(*, colour=(180, 90, 120), **changed):
        model = network(WEIGHTS)
        (tmp_path / "net.onnx").write_bytes(model)
        cv2.imwrite(str(tmp_path / "known.png"), picture(*colour)[..., ::-1])
        chance = 1 / (1 + np.exp(-0.02 * (colour[0] - colour[2])))
        content = {
            "schema": 1,
            "sha256": hashlib.sha256(model).hexdigest(),
            "input": {"size": [32, 32], "crop": 1.0, "mean": [0, 0, 0], "scale": 1.0, "bgr": False},
            "bona_fide": [0],
            "softmax": True,
            "known_answer": {"picture": "known.png", "box": BOX, "classes": [chance, 1 - chance]},
            "rates": {
                "threshold": 0.5,
                "apcer": {
                    "print": {"errors": 3, "presentations": 40},
                    "screen": {"errors": 9, "presentations": 30},
                },
                "bpcer": {"errors": 2, "presentations": 100},
                "data": "drawn",
            },
        }
        for name, value in changed.items():
            section, _, key = name.partition("__")
            if key:
                content[section] = {**content[section], key: value}
            else:
                content[section] = value
        (tmp_path / "net.json").write_text(json.dumps(content))
        return tmp_path / "net.onnx"

    return write


def test_a_network_scores_and_states_its_error_rates(described):
    found = dv.passive_network(described())
    assert found.score(picture(), FACE) == pytest.approx(1 / (1 + np.exp(-1.2)), abs=1e-3)
    assert found.score(picture(blue=250), FACE) < 0.5
    assert dict(found.rates.apcer_by_species)["screen"].errors == 9
    assert found.rates.apcer.value == 0.3
    assert found.rates.bpcer.value == 0.02
    assert found.id != dv.passive_network(described(bona_fide=[1])).id


@pytest.mark.parametrize(
    "slip",
    [
        {"input__scale": 1 / 255},
        {"input__mean": [120, 0, 0]},
        {"input__bgr": True},
        {"known_answer__classes": [0.5, 0.5]},
        {"known_answer__classes": [1.0]},
        {"softmax": False},
    ],
)
def test_a_network_that_is_prepared_otherwise_than_it_was_trained_is_refused(described, slip):
    with pytest.raises(EngineFailed, match="known answer"):
        dv.passive_network(described(**slip))


def test_an_answer_that_would_hide_a_slip_is_refused(described):
    with pytest.raises(EngineFailed, match="tells them apart"):
        dv.passive_network(described(colour=(120, 90, 120)))


def test_another_network_than_the_one_described_is_refused(described):
    with pytest.raises(EngineFailed, match="not the network"):
        dv.passive_network(described(sha256="0" * 64))


@pytest.mark.parametrize(
    "lack",
    [
        {"schema": 2},
        {"rates__apcer": {}},
        {"rates__apcer": {"print": {"errors": 0, "presentations": 0}}},
        {"rates__threshold": float("nan")},
        {"rates__bpcer": {}},
        {"bona_fide": "first"},
        {"bona_fide": []},
        {"bona_fide": [-1]},
        {"input__size": [0, 32]},
        {"input__crop": -1},
        {"input__mean": [0]},
        {"known_answer__box": [0, 0, 1]},
        {"known_answer__tolerance": 0.9},
        {"known_answer__picture": "missing.png"},
    ],
)
def test_a_description_that_lacks_something_is_refused(described, lack):
    with pytest.raises(dv.InputError):
        dv.passive_network(described(**lack))


def test_missing_and_foreign_files_are_refused(described, tmp_path):
    with pytest.raises(dv.InputError, match="cannot be read"):
        dv.passive_network(tmp_path / "none.onnx")
    path = described()
    (tmp_path / "net.json").write_text("[]")
    with pytest.raises(dv.InputError, match="describes no passive network"):
        dv.passive_network(path)


class Fixed:
    id = "fixed"
    rates = attack_rates({"print": [0.1, 0.6]}, [0.4, 0.9], 0.5)

    def __init__(self, *scores):
        self.scores = list(scores)

    def score(self, image, face):  # noqa: ARG002 - as every detector has it
        return self.scores.pop(0)


def test_the_median_of_a_few_frames_counts_and_nothing_seen_is_no_approval():
    scores = Scores([Fixed(0.9, 0.1, 0.2)])
    assert not scores.complete
    assert not scores.refused
    for _ in range(3):
        scores.add(picture(), FACE)
    assert scores.complete
    assert scores.refused
    assert scores.measures["fixed.score"] == 0.2
    nan = Scores([Fixed(float("nan"))])
    nan.add(picture(), FACE)
    assert nan.refused


@pytest.mark.parametrize("missing", ["id", "rates", "score"])
def test_a_detector_that_nobody_measured_is_none(missing):
    given = {"id": "mine", "rates": Fixed.rates, "score": Fixed.score}
    del given[missing]
    challenge = dv.Challenge.draw(at=datetime(2026, 1, 1, tzinfo=UTC))
    with pytest.raises(dv.ConfigurationError, match="passive detector"):
        dv.ChallengeSession(challenge, networks=[type("Mine", (), given)()])
