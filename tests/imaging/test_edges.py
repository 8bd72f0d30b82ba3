"""Straight edges: of light, of colour alone, and what is none."""

import numpy as np
import pytest

from docverify.imaging.edges import coherence, steps_across

GREEN, PINK = (180, 210, 180), (240, 181, 181)  # of one luminance, 198


def found(left, right):
    image = np.zeros((60, 90, 3), np.uint8)
    image[:, :45], image[:, 45:] = left, right
    return [float(coherence(one, 0.0).max()) for one in steps_across(image, np.eye(3), width=90, height=60)]


@pytest.mark.parametrize(
    ("left", "right", "light", "colour"),
    [
        ((90, 90, 90), (200, 200, 200), 1, 0),
        (GREEN, PINK, 0, 1),
        (GREEN, GREEN, 0, 0),
    ],
)
def test_an_edge_is_told_by_light_or_by_colour(left, right, light, colour):
    assert found(left, right) == pytest.approx([light, colour], abs=0.05)


def test_the_end_of_a_picture_is_no_edge():
    for steps in steps_across(np.full((60, 90, 3), 255, np.uint8), np.eye(3), width=140, height=60):
        assert coherence(steps, 0.0).max() == 0
