"""A look at the page itself for an MRZ that the whole picture did not show: a pale one beside a bold one."""

from typing import Final

import cv2
import numpy as np
from numpy.typing import NDArray

from docverify.evidence.page import Page
from docverify.imaging.geometry import projected, viewed
from docverify.reading.locate import locate
from docverify.reading.others import either_way_up

_PX_PER_MM: Final = 2.6  # capitals of 6.5 px: well within what the locator knows
_BELOW: Final = 24.0  # mm below the page that are looked at: a strip may be stuck on above the page's own MRZ
_LEAST_LINES: Final = 2
_EVEN: Final = 8  # parts of the view, a side, in each of which contrast is evened out


def zones_on_page(
    image: NDArray[np.uint8], page: Page, known: NDArray[np.float64], *, threads: int = 1
) -> list[NDArray[np.float64]]:
    """Look over a page and just below it for MRZs besides the one that placed it.

    Args:
        image: (H, W, 3) uint8 RGB.
        page: as its MRZ says.
        known: (4, 2) px, that MRZ.
        threads: processor threads.

    Returns:
        (4, 2) px, reading order, for each one found.
    """
    width = round(page.sheet.width * _PX_PER_MM)
    height = round((page.sheet.height + _BELOW) * _PX_PER_MM)
    back = page.matrix @ np.diag([1 / _PX_PER_MM, 1 / _PX_PER_MM, 1.0])
    grey = np.asarray(
        cv2.cvtColor(viewed(image, back, width=width, height=height), cv2.COLOR_RGB2GRAY), np.uint8
    )
    grey = np.asarray(cv2.createCLAHE(3.0, (_EVEN, _EVEN)).apply(grey), np.uint8)
    block = projected(known, np.asarray(np.linalg.inv(back), np.float64))
    middle = block.mean(axis=0)
    hidden = middle + (block - middle) * (1.04, 1.3)
    cv2.fillPoly(grey, [np.round(hidden).astype(np.int32)], 127)
    found = []
    for one in locate(grey, longer_side=max(width, height), threads=threads)[:2]:
        if len(one.lines) >= _LEAST_LINES:
            attempt = either_way_up(grey, one, threads=threads)
            if attempt is not None:
                found.append(projected(attempt.quad, back))
    return found
