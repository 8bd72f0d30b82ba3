"""Where on a document's page a face is: as its portrait, elsewhere on it, or not on it at all."""

from enum import StrEnum
from typing import Final

import numpy as np
from numpy.typing import NDArray

from docverify.arguments import expect, expect_number
from docverify.errors import InputError
from docverify.evidence.page import Page
from docverify.evidence.page_sheets import Zone

_SIGMAS: Final = 2.0
"""By so many the zone is wider than where portraits lie, since the page is known no better."""
_MOST: Final = 8.0
"""mm, at most: a face above the page must not be reached, however little is known."""
_MOST_AT_THE_EDGE: Final = 3.0
"""mm by which a face may lie beyond the outline and still be counted as the page's."""


_RIM: Final = 0.1
_RIM_ABOVE: Final = 0.2
"""Shares of the zone beyond the places of 114 real portraits."""


class FacePlace(StrEnum):
    """Where a face is."""

    PORTRAIT = "portrait"
    """Where the page's portrait belongs, and as large as it should be."""
    OTHER_SIDE = "other_side"
    """Where the portrait belongs of a card whose front is pictured above its back, or left of it. It is not
    said that a card's front is there: a face behind a card may lie there as well."""
    PAGE = "page"
    """Elsewhere on the page: a ghost image, or something that was put there."""
    OUTSIDE = "outside"
    """Not on the page."""


def place_of(page: Page, box: tuple[float, float, float, float]) -> FacePlace:
    """Say where on the page, or off it, a face is.

    Args:
        page: the document's.
        box: x_min, y_min, x_max, y_max of the face in px of the picture; level, however the face is turned.

    Raises:
        InputError: `page` or `box` is none.
    """
    expect("page", page, Page, "a Page")
    expect("box", box, tuple, "x_min, y_min, x_max, y_max in px")
    if len(box) != 4:
        raise InputError(f"box has {len(box)} numbers: pass x_min, y_min, x_max, y_max in px")
    for edge in box:
        expect_number("box", edge)
    middle = np.array([(box[0] + box[2]) / 2, (box[1] + box[3]) / 2])
    where = page.millimetres(middle)
    size = max(box[2] - box[0], box[3] - box[1]) / page.px_per_mm(middle)
    if not np.isfinite([*where, size]).all():
        return FacePlace.OUTSIDE
    sheet = page.sheet
    for place, zones in ((FacePlace.PORTRAIT, sheet.portrait), (FacePlace.OTHER_SIDE, sheet.other_side)):
        if any(_within(_widened(page, zone), where) and zone.least <= size <= zone.most for zone in zones):
            return place
    beyond = max(-where[0], where[0] - sheet.width, -where[1], where[1] - sheet.height)
    if beyond <= min(float(page.spread.max()), _MOST_AT_THE_EDGE):
        return FacePlace.PAGE
    return FacePlace.OUTSIDE


def usual(page: Page, box: tuple[float, float, float, float]) -> bool:
    """Whether a portrait lies where those of real documents do, not merely where the zone still takes it.

    The zone is wider than what was measured: one on its rim hints that the MRZ is not this page's own.

    Args:
        page: the document's.
        box: x_min, y_min, x_max, y_max of the face in px of the picture.
    """
    where = page.millimetres(np.array([(box[0] + box[2]) / 2, (box[1] + box[3]) / 2]))
    return any(
        zone.left + _RIM * (zone.right - zone.left)
        <= where[0]
        <= zone.right - _RIM * (zone.right - zone.left)
        and zone.top + _RIM_ABOVE * (zone.bottom - zone.top) <= where[1] <= zone.bottom
        for zone in page.sheet.portrait
    )


def portrait_zones(page: Page) -> tuple[NDArray[np.float64], ...]:
    """Where the middle of the portrait's face may lie: quads (4, 2) in px, widened by what is uncertain."""
    zones = (_widened(page, zone) for zone in page.sheet.portrait or page.sheet.other_side)
    return tuple(
        page.pixels(np.array([(left, top), (right, top), (right, bottom), (left, bottom)]))
        for left, top, right, bottom in zones
    )


def _widened(page: Page, zone: Zone) -> tuple[float, float, float, float]:
    """Left, top, right, bottom in mm."""
    across, down = np.minimum(_SIGMAS * page.zone_spread, _MOST).tolist()
    return zone.left - across, zone.top - down, zone.right + across, zone.bottom + down


def _within(zone: tuple[float, float, float, float], point: NDArray[np.float64]) -> bool:
    left, top, right, bottom = zone
    return bool(left <= point[0] <= right and top <= point[1] <= bottom)
