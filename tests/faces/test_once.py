"""A face is aligned once, a picture's light measured once, and both quickly without another answer."""

import importlib
from collections import Counter

import numpy as np
import pytest

from docverify.evidence import Role
from docverify.faces import engine_named, find_faces
from docverify.faces.align import chip
from docverify.faces.engines import engine_of_several, template_of
from docverify.faces.exposure import light_of
from docverify.faces.shades import luminance, percentiles
from docverify.imaging import load_image

acquiring = importlib.import_module("docverify.faces.acquire")
sface = importlib.import_module("docverify.faces.engines.sface")


@pytest.fixture(scope="module")
def live(samples):
    return load_image(samples / "mated" / "live.jpg")


@pytest.mark.parametrize("role", list(Role))
def test_a_face_is_aligned_once_and_the_light_of_a_live_picture_measured_once(live, role, monkeypatch):
    done = Counter()

    def counted(name, work):
        def counting(*given, **named):
            done[name] += 1
            return work(*given, **named)

        return counting

    for module in (acquiring, sface):
        monkeypatch.setattr(module, "chip", counted("chip", chip))
    monkeypatch.setattr(acquiring, "light_of", counted("light", light_of))
    sample = acquiring.acquire(live, role=role, engine=engine_named())
    assert sample.template is not None
    assert done == ({"chip": 1, "light": 1} if role is Role.LIVE else {"chip": 1})


@pytest.mark.parametrize("engine", ["sface", "several"])
def test_the_aligned_face_gives_the_template_that_the_picture_gives(live, engine):
    parts = [engine_named("sface"), engine_named("sface-int8")]
    encoder = parts[0].encoder if engine == "sface" else engine_of_several(parts).encoder
    face = find_faces(live)[0]
    aligned = chip(live, face.landmarks)
    again = template_of(encoder, live, face, aligned=aligned)
    np.testing.assert_array_equal(again.values, encoder.encode(live, [face])[0].values)


@pytest.mark.parametrize("count", [1, 2, 3, 100, 257])
def test_percentiles_are_those_of_numpy(count):
    values = np.random.default_rng(count).normal(size=(2, count)).astype(np.float32)
    shares = (0.0, 0.2, 5.0, 50.0, 99.8, 100.0)
    expected = np.percentile(values, shares, axis=-1).T
    np.testing.assert_allclose(percentiles(values, *shares), expected, rtol=1e-5, atol=1e-6)


def test_luminance_is_that_of_bt_709():
    colours = np.eye(3, dtype=np.uint8)[None] * 200
    np.testing.assert_allclose(luminance(colours), [[42.52, 143.04, 14.44]], rtol=1e-5)
