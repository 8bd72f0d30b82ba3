"""Pixels and points move together."""

import numpy as np
import pytest

from docverify.imaging import geometry


def test_cutting_out_the_whole_picture_changes_nothing():
    image = np.random.default_rng(1).integers(0, 255, (40, 70, 3), dtype=np.uint8)
    cut = geometry.cut_out(image, geometry.rectangle(70, 40), width=70, height=40)
    np.testing.assert_array_equal(cut, image)


def test_a_quad_keeps_its_reading_order():
    image = np.zeros((50, 50), np.uint8)
    image[10:40, 30:45] = 200  # text that runs downwards: its top-left is the picture's top-right
    quad = np.array([(44.5, 9.5), (44.5, 39.5), (29.5, 39.5), (29.5, 9.5)])
    assert (geometry.cut_out(image, quad, width=30, height=15) == 200).all()


def test_homographies_project_their_corners():
    source = geometry.rectangle(100, 20)
    target = np.array([(3.0, 4.0), (90.0, 14.0), (80.0, 60.0), (5.0, 40.0)])
    matrix = geometry.homography(source, target)
    np.testing.assert_allclose(geometry.projected(source, matrix), target, atol=1e-4)
    np.testing.assert_allclose(geometry.projected(source[None, :2], matrix)[0], target[:2], atol=1e-4)


@pytest.mark.parametrize("factor", [2, 3, 4, 7])
def test_what_is_looked_at_small_lies_where_it_was(factor):
    """A pixel u of the view covers the picture from u · factor − ½ to (u + 1) · factor − ½."""
    side = 60 * factor
    image = np.zeros((side, side, 3), np.uint8)
    image[20 * factor : 30 * factor, 35 * factor : 40 * factor] = 200
    back = np.array([[factor, 0, (factor - 1) / 2], [0, factor, (factor - 1) / 2], [0, 0, 1.0]])
    seen = geometry.viewed(image, back, width=60, height=60, outside=0)[..., 0].astype(float)
    down, across = np.indices(seen.shape)
    middle = (seen * across).sum() / seen.sum(), (seen * down).sum() / seen.sum()
    assert middle == pytest.approx((37.0, 24.5), abs=0.02)
