"""Which faces are the portrait, which are only on the page, and which are not."""

import numpy as np
import pytest

from docverify.evidence.page import Page
from docverify.evidence.page_places import FacePlace, place_of, portrait_zones
from docverify.evidence.page_sheets import SHEETS
from docverify.mrz import LAYOUTS, MrzFormat

ONE_SIDED = [fmt for fmt in MrzFormat if SHEETS[fmt].portrait]
SCALE = 5.0


def page(fmt, *, turn=0.0, spread=2.0):
    """A page seen straight on, turned by degrees."""
    angle = np.radians(turn)
    rotation = np.array([[np.cos(angle), np.sin(angle)], [-np.sin(angle), np.cos(angle)]])
    return Page(
        format=fmt,
        outline=SHEETS[fmt].outline * SCALE @ rotation + 900.0,
        spread=np.full(4, spread),
        zone_spread=np.full(2, spread),
    )


def place(seen, x, y, size):
    """The place of a face box whose middle is at (x, y) mm, `size` mm high, and narrower."""
    middle = seen.pixels(np.array([x, y]))
    half = np.array([0.4, 0.5]) * size * SCALE
    return place_of(seen, tuple(np.concatenate([middle - half, middle + half]).tolist()))


def along_the_mrz(fmt, u, v):
    """A point in widths of the MRZ, right of its left end and above its foot, in mm; and that width."""
    sheet, width = SHEETS[fmt], max(LAYOUTS[fmt].widths) * 2.54
    return sheet.left + u * width, sheet.height - sheet.bottom - v * width, width


@pytest.mark.parametrize("turn", [0, 37, 180, 255])
@pytest.mark.parametrize("fmt", ONE_SIDED)
def test_portraits_are_where_real_ones_are(fmt, turn):
    seen = page(fmt, turn=turn, spread=0.0)
    for u, v, size in [(0.11, 0.25, 0.15), (0.19, 0.44, 0.29), (0.13, 0.53, 0.36), (0.09, 0.47, 0.27)]:
        x, y, width = along_the_mrz(fmt, u, v)
        assert place(seen, x, y, size * width) is FacePlace.PORTRAIT


@pytest.mark.parametrize("fmt", ONE_SIDED)
@pytest.mark.parametrize(
    ("u", "v", "size"),
    [
        (0.48, 0.3, 0.18),  # a ghost image
        (0.35, 0.35, 0.25),  # a face stuck on the data
        (0.15, 0.03, 0.2),  # on the MRZ
        (0.15, 0.35, 0.06),  # too small
        (0.15, 0.35, 0.6),  # too large
    ],
)
def test_other_faces_of_the_page_are_not_its_portrait(fmt, u, v, size):
    x, y, width = along_the_mrz(fmt, u, v)
    assert place(page(fmt), x, y, size * width) is FacePlace.PAGE


@pytest.mark.parametrize("fmt", list(MrzFormat))
@pytest.mark.parametrize("spread", [0.5, 3.0, 50.0])
def test_a_face_off_the_page_is_never_its_portrait(fmt, spread):
    seen, sheet = page(fmt, spread=spread), SHEETS[fmt]
    above = -20 if sheet.portrait else -sheet.height - 10 - 20
    for size in (10, 20, 30, 45):
        for x, y in [(20, above), (sheet.width - 20, above), (sheet.width + 15, 30), (20, sheet.height + 15)]:
            assert place(seen, x, y, size) is FacePlace.OUTSIDE
        if sheet.portrait:
            assert place(seen, -15, 40, size) is FacePlace.OUTSIDE


def test_the_portrait_of_a_card_is_on_its_other_side():
    seen = page(MrzFormat.TD1)
    for u, v, size in [
        (0.15, 0.83, 0.19),
        (0.21, 1.38, 0.36),
        (0.84, 1.0, 0.3),
        (0.88, 1.2, 0.3),
        (-1.08, 0.16, 0.2),
    ]:
        x, y, width = along_the_mrz(MrzFormat.TD1, u, v)
        assert place(seen, x, y, size * width) is FacePlace.OTHER_SIDE
    x, y, width = along_the_mrz(MrzFormat.TD1, 0.31, 0.44)
    assert place(seen, x, y, 0.06 * width) is FacePlace.PAGE  # a laser ghost
    assert place(seen, x, y, 0.25 * width) is FacePlace.PAGE
    x, y, _ = along_the_mrz(MrzFormat.TD1, 0.5, 1.1)
    assert (
        place(seen, x, y, 0.25 * width) is FacePlace.OUTSIDE
    )  # on the data of the front, or behind the card


def test_what_is_uncertain_widens_the_zone_but_not_without_end():
    x, y, width = along_the_mrz(MrzFormat.TD3, 0.28, 0.35)  # 3.4 mm right of the zone
    assert place(page(MrzFormat.TD3, spread=0.5), x, y, 0.2 * width) is FacePlace.PAGE
    assert place(page(MrzFormat.TD3, spread=2.5), x, y, 0.2 * width) is FacePlace.PORTRAIT
    x, y, width = along_the_mrz(MrzFormat.TD3, 0.35, 0.35)
    assert place(page(MrzFormat.TD3, spread=50), x, y, 0.2 * width) is FacePlace.PAGE


def test_zones_can_be_drawn():
    seen = page(MrzFormat.TD3, spread=0.0)
    (zone,) = portrait_zones(seen)
    x, y, _ = along_the_mrz(MrzFormat.TD3, 0.05, 0.58)
    assert seen.millimetres(zone[0]) == pytest.approx([x, y])
    assert len(portrait_zones(page(MrzFormat.TD1))) == 3
