"""Whether a dark frame runs around a document, as the edge of a phone or a tablet that shows its picture."""

from typing import Final

import cv2
import numpy as np
from numpy.typing import NDArray

from docverify.imaging.geometry import Picture, Points

_LONGER_SIDE: Final = 240  # px of the view: a frame is some millimetres wide, and need not be seen sharply
_DARK: Final = (20, 32, 48)  # of 255: glass that is switched off, darker than the table that it may lie on
_GREY: Final = (24, 12, 8, 4)  # of 255, between the strongest and the weakest of red, green and blue
_THINNEST: Final = (
    0.014  # of the page's longer side: the rim of a booklet's cover, seen around its page, is thinner
)


def in_dark_frame(image: Picture, outline: Points) -> bool:
    """Look for a closed dark frame that lies wholly in the picture and holds the middle of the page.

    Args:
        image: (H, W, 3) uint8 RGB.
        outline: (4, 2) px, the page's corners.
    """
    step = -(-max(image.shape[:2]) // _LONGER_SIDE)
    small = cv2.medianBlur(np.ascontiguousarray(image[::step, ::step]), 3)
    grey = cv2.cvtColor(small, cv2.COLOR_RGB2GRAY)
    red, green, blue = cv2.split(small)
    strongest, weakest = cv2.max(cv2.max(red, green), blue), cv2.min(cv2.min(red, green), blue)
    tint = np.asarray(strongest - weakest, np.uint8)
    corners = outline / step
    longer = float(np.linalg.norm(corners - np.roll(corners, 1, axis=0), axis=1).max())
    within = corners.mean(axis=0) + (corners - corners.mean(axis=0)) * 0.9
    grey = cv2.fillPoly(grey, [np.round(within).astype(np.int32)], 255)  # what is printed on it is no frame
    across = max(2, round(_THINNEST * longer))
    brush = np.ones((across, across), np.uint8)
    middle = corners.mean(axis=0)
    levels = [np.asarray(grey < level, np.uint8) for level in _DARK]
    # A table may be as dark as the frame that lies on it; frames are black or grey.
    levels += [np.asarray((grey < _DARK[-1]) & (tint <= most), np.uint8) for most in _GREY]
    crossed = (dark for dark in levels if _on_every_side(dark, middle))
    thick = (np.asarray(cv2.morphologyEx(dark, cv2.MORPH_OPEN, brush), np.uint8) for dark in crossed)
    return any(_encloses(part, middle) for mask in thick for part in _around(mask, middle))


def _on_every_side(mask: NDArray[np.uint8], point: NDArray[np.float64]) -> bool:
    """Whether a mask has something left and right of a point, above and below it: a frame around it has."""
    column, row = (round(float(part)) for part in point)
    if not (0 <= row < mask.shape[0] and 0 <= column < mask.shape[1]):
        return False
    return all(
        side.any()
        for side in (mask[row, :column], mask[row, column:], mask[:row, column], mask[row:, column])
    )


def _around(mask: NDArray[np.uint8], point: NDArray[np.float64]) -> list[NDArray[np.uint8]]:
    """The pieces of a mask that do not touch the edge of the picture, and whose box holds a point."""
    count, labels, boxes, _ = cv2.connectedComponentsWithStats(mask, connectivity=8)
    height, width = mask.shape
    pieces = []
    for label in range(1, count):
        left, top, wide, high, _ = boxes[label]
        whole = left > 0 and top > 0 and left + wide < width and top + high < height
        if whole and left < point[0] < left + wide and top < point[1] < top + high:
            pieces.append((labels == label).astype(np.uint8))
    return pieces


def _encloses(piece: NDArray[np.uint8], point: NDArray[np.float64]) -> bool:
    """Whether a point lies in a hole of a piece."""
    outer, _ = cv2.findContours(piece, cv2.RETR_EXTERNAL, cv2.CHAIN_APPROX_SIMPLE)
    x, y = (float(part) for part in point)
    surrounded = any(cv2.pointPolygonTest(one, (x, y), measureDist=False) > 0 for one in outer)
    column, row = round(x), round(y)
    shown = 0 <= row < piece.shape[0] and 0 <= column < piece.shape[1]
    if not surrounded or not shown or piece[row, column]:
        return False
    # A hole must be closed: what is reached from the point may not reach the edge of the picture.
    free = np.ascontiguousarray(1 - piece)
    cv2.floodFill(free, None, (column, row), 2)
    reached = free == 2
    return not (reached[0].any() or reached[-1].any() or reached[:, 0].any() or reached[:, -1].any())
