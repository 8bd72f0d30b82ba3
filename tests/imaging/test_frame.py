"""A dark frame around a document: a phone's rim, told from the table that it lies on."""

import cv2
import numpy as np
import pytest

from docverify.imaging.frame import in_dark_frame

PAGE = np.array([(300, 200), (900, 200), (900, 620), (300, 620)], float)
BLACK = (12, 12, 13)


def pictured(table, *, rim, ink=BLACK, angle=0.0, noise=3.0):
    """A light page within a slab of `ink` that is so many px wider, on a table; and the page's corners."""
    picture = np.empty((840, 1200, 3), np.float32)
    picture[:] = table
    middle = PAGE.mean(0)
    turn = cv2.getRotationMatrix2D(tuple(middle), angle, 1.0)
    around = middle + (PAGE - middle) * ((600 + 2 * rim) / 600, (420 + 2 * rim) / 420)
    turned, slab = (np.column_stack([one, np.ones(4)]) @ turn.T for one in (PAGE, around))
    cv2.fillPoly(picture, [np.round(slab).astype(np.int32)], ink)
    cv2.fillPoly(picture, [np.round(turned).astype(np.int32)], (205, 210, 190))
    picture += np.random.default_rng(1).normal(0, noise, picture.shape)
    return np.clip(picture, 0, 255).astype(np.uint8), turned


@pytest.mark.parametrize("angle", [0.0, 17.0, 75.0])
@pytest.mark.parametrize("table", [(150, 120, 90), (14, 28, 33), (26, 12, 20), (60, 60, 60)])
def test_a_phone_is_told_from_a_table_however_dark_that_is_tinted(table, angle):
    assert in_dark_frame(*pictured(table, rim=26, angle=angle))


@pytest.mark.parametrize("rim", [12, 16])
def test_a_thin_rim_that_is_turned_is_one(rim):
    assert in_dark_frame(*pictured((14, 28, 33), rim=rim, angle=17.0, noise=1.0))


@pytest.mark.parametrize(
    ("table", "rim"),
    [
        ((150, 120, 90), 0),  # a page on a table
        ((12, 12, 13), 0),  # on a black one
        ((14, 28, 33), 0),
        ((150, 120, 90), 4),  # the rim of a booklet's cover
    ],
)
def test_a_page_by_itself_has_none(table, rim):
    assert not in_dark_frame(*pictured(table, rim=rim))


def test_the_cover_of_a_booklet_that_fills_the_picture_is_none():
    picture, page = pictured((150, 120, 90), rim=7, noise=1.0)
    left, top = 265, 165
    assert not in_dark_frame(np.ascontiguousarray(picture[top:655, left:935]), page - (left, top))


def test_a_frame_that_is_cut_by_the_picture_is_a_table():
    assert not in_dark_frame(*pictured((150, 120, 90), rim=400))


def test_an_outline_beyond_the_picture_is_answered():
    picture, page = pictured((150, 120, 90), rim=26)
    assert not in_dark_frame(picture, page + 5000)
