"""Captures keep the truth, and hold to the figures that their conditions state."""

from dataclasses import replace

import numpy as np
import pytest

from docverify.mrz import MrzFormat
from docverify.specimens import (
    CONDITIONS,
    Conditions,
    Side,
    Style,
    capture,
    clean,
    degrade,
    draw_specimen,
    hard,
    kiosk,
    moderate,
)


@pytest.fixture(scope="module")
def drawn(anna):
    def draw(fmt=MrzFormat.TD3, scale=11.0, **options):
        options.setdefault("style", Style())
        return draw_specimen(fmt, holder=anna, rng=rng(), px_per_mm=scale, **options)

    return draw


def test_a_clean_capture_is_the_drawing(drawn):
    specimen = drawn(scale=clean().px_per_mm)
    taken = capture(specimen, replace(clean(), character_height=specimen_height(specimen)), rng=rng())
    assert taken.image.shape == specimen.image.shape
    np.testing.assert_allclose(taken.line_quads, specimen.line_quads, atol=0.01)
    assert np.abs(taken.image[20:-20, 20:-20].astype(int) - specimen.image[20:-20, 20:-20]).mean() < 2


def rng(seed=1):
    return np.random.default_rng(seed)


def specimen_height(specimen):
    return float((specimen.line_quads[:, 3] - specimen.line_quads[:, 0])[:, 1].mean())


def heights(taken):
    """Of the left and the right end: perspective makes one larger, one smaller than the middle."""
    return np.linalg.norm(taken.line_quads[:, :2] - taken.line_quads[:, :1:-1], axis=-1)


def test_kiosk_captures_read_at_their_quads(fmt, drawn, read_by_templates):
    taken = capture(drawn(fmt), kiosk(rng(7)), rng=rng(7))
    assert read_by_templates(taken.image, taken.line_quads, len(taken.lines[0])) == taken.lines


@pytest.mark.parametrize("rotation", range(0, 360, 30))
def test_quads_follow_rotation_and_tilt(rotation, drawn, read_by_templates):
    conditions = Conditions(
        character_height=26, rotation=rotation, tilt=25, tilt_direction=rotation * 2.0, margin=0.1
    )
    taken = capture(drawn(), conditions, rng=rng(rotation))
    read = read_by_templates(taken.image, taken.line_quads, 44)
    assert read == taken.lines
    height, width = taken.image.shape[:2]
    assert taken.document_quad.min() >= -0.5
    assert (taken.document_quad <= (width, height)).all()


@pytest.mark.parametrize("size", [8.0, 14.0, 28.0])
def test_the_characters_have_the_height_that_is_stated(size, drawn):
    for tilt in (0.0, 30.0):
        conditions = Conditions(character_height=size, tilt=tilt, tilt_direction=90)
        assert heights(capture(drawn(), conditions, rng=rng())).mean() == pytest.approx(size, rel=0.03)


def test_a_specimen_may_be_larger_than_the_capture_needs(drawn, read_by_templates):
    conditions = Conditions(character_height=12)
    for scale in (5.2, 12.0, 24.0):
        taken = capture(drawn(scale=scale), conditions, rng=rng())
        assert heights(taken).mean() == pytest.approx(12, rel=0.02)
        assert read_by_templates(taken.image, taken.line_quads, 44) == taken.lines


def test_moderate_is_what_it_says():
    many = [moderate(rng(seed)) for seed in range(400)]
    for name, low, high in (
        ("character_height", 14, 28),
        ("rotation", 0, 360),
        ("tilt", 0, 10),
        ("blur", 0.5, 1.2),
        ("jpeg", 60, 95),
        ("noise", 0, 8),
        ("light_loss", 0, 0.4),
    ):
        seen = np.array([getattr(one, name) for one in many])
        assert low <= seen.min() < low + 0.05 * (high - low)
        assert high - 0.05 * (high - low) < seen.max() <= high
    assert {one.surroundings for one in many} == {"table", "paper"}


def test_hard_is_what_it_says():
    many = [hard(rng(seed)) for seed in range(400)]
    for name, low, high in (
        ("character_height", 8, 14),
        ("tilt", 0, 30),
        ("jpeg", 30, 60),
        ("glare", 0, 0.1),
        ("motion", 0, 6),
        ("blur", 0.4, 2),
    ):
        seen = np.array([getattr(one, name) for one in many])
        assert low <= seen.min() < low + 0.05 * (high - low)
        assert high - 0.05 * (high - low) < seen.max() <= high
    assert all(one.creases and one.fingers for one in many)


def test_the_same_seed_takes_the_same_picture(drawn):
    for name, draw in CONDITIONS.items():
        first, second = (capture(drawn(scale=6), draw(rng(3)), rng=rng(3)) for _ in range(2))
        np.testing.assert_array_equal(first.image, second.image, err_msg=name)


def test_fingers_never_touch_the_mrz(drawn):
    specimen = drawn(scale=6)
    conditions = Conditions(character_height=12, margin=0.1)
    without = capture(specimen, conditions, rng=rng(4))
    touched = 0
    for seed in range(20):
        # What chance leaves open is drawn after the frame: seeds alike up to there.
        held = capture(specimen, replace(conditions, fingers=2), rng=rng(4 if seed == 0 else seed))
        bare = without if seed == 0 else capture(specimen, conditions, rng=rng(seed))
        changed = (held.image != bare.image).any(axis=2)
        touched += changed.any()
        left, top = np.floor(held.line_quads.reshape(-1, 2).min(axis=0)).astype(int)
        right, bottom = np.ceil(held.line_quads.reshape(-1, 2).max(axis=0)).astype(int)
        assert not changed[top:bottom, left:right].any()
    assert touched >= 15


def test_glare_covers_no_more_than_its_share(drawn):
    specimen = drawn(scale=6)
    for seed in range(10):
        bare = capture(specimen, Conditions(character_height=13), rng=rng(seed))
        lit = capture(specimen, Conditions(character_height=13, glare=0.1, glare_strength=0.9), rng=rng(seed))
        left, top = np.floor(lit.line_quads.reshape(-1, 2).min(axis=0)).astype(int)
        right, bottom = np.ceil(lit.line_quads.reshape(-1, 2).max(axis=0)).astype(int)
        ink = bare.image[top:bottom, left:right].max(axis=2) < 110
        washed = ink & (lit.image[top:bottom, left:right].min(axis=2) > 160)
        assert washed.sum() <= 0.15 * ink.sum()


def test_the_front_of_a_card_has_no_mrz(drawn):
    taken = capture(drawn(MrzFormat.TD1, side=Side.FRONT), hard(rng(2)), rng=rng(2))
    assert taken.lines == ()
    assert taken.line_quads.shape == (0, 4, 2)
    assert taken.portrait_quad.shape == (4, 2)


def test_no_repr_shows_who_it_is(drawn):
    assert "ERIKSSON" not in repr(capture(drawn(scale=5), clean(), rng=rng()))


@pytest.mark.parametrize("sigma", [2.0, 6.0])
def test_noise_is_as_strong_as_it_says_and_changes_nothing_that_is_handed_over(sigma):
    image = np.full((200, 200, 3), 128, np.uint8)
    seen = degrade.noise(image, sigma=sigma, rng=np.random.default_rng(2))
    assert (image == 128).all()
    assert seen.std() == pytest.approx(sigma, rel=0.1)
    assert seen.mean() == pytest.approx(128, abs=0.2)


def test_glare_lights_a_copy():
    image = np.full((80, 80, 3), 60, np.uint8)
    lit = degrade.glare(image, centre=(40, 40), radii=(15, 10), angle=0, strength=0.9)
    assert (image == 60).all()
    assert lit[40, 40, 0] > 200
    assert lit[0, 0, 0] < 100
