"""The outline of a sheet that lies in view, by its edges: for frames in which no MRZ is seen."""

from typing import Final, NamedTuple

import cv2
import numpy as np
from numpy.typing import NDArray

_SIDE: Final = 320  # px of the longer side that is looked at
_EDGES: Final = (25.0, 75.0)  # Canny's limits, of the channel that shows an edge best
_LEAST_AREA: Final = 0.004  # of the frame; a card whose capitals have 3 px fills 0.01 of 1280 × 720
_LEAST_CUT_AREA: Final = 0.06  # of what runs out of view: more than a few stripes of a table
_ROUGH: Final = 0.02  # of its length by which an outline may leave its corners' polygon
_FULL: Final = 0.85  # of the least rectangle about it that an outline fills; cards have round corners
_ASPECT: Final = (1.15, 1.9)  # documents are 1.36 to 1.59 times as wide as high, seen aslant more or less
_RIM: Final = 3  # px of the small frame: what ends there runs out of view
_WIDTH_IN_CAPITALS: Final = 42.0  # of a passport's page; a card's is 34
_SOFT: Final = 0.3  # of the contrast from one px to the next at the steepest: print that is sharp has more


class Sheet(NamedTuple):
    """A sheet.

    Attributes:
        quad: (4, 2) px, its corners; which one is its top-left is not known.
        cut: whether it runs out of the frame.
    """

    quad: NDArray[np.float64]
    cut: bool

    @property
    def capital(self) -> float:
        """About how high its MRZ's capitals would be, px."""
        sides = np.linalg.norm(self.quad - np.roll(self.quad, 1, axis=0), axis=1)
        return float(sides.max()) / _WIDTH_IN_CAPITALS

    def blurred(self, grey: NDArray[np.uint8]) -> bool:
        """Whether nothing on it is sharp, in (H, W) uint8."""
        low = np.clip(self.quad.min(axis=0), 0, None).astype(int)
        high = self.quad.max(axis=0).astype(int) + 1
        part = grey[low[1] : high[1] : 4, low[0] : high[0]].astype(np.int16)
        if min(part.shape) < 8:
            return False
        dark, light = np.percentile(part[:, ::4], (2, 98))
        steps = np.abs(np.diff(part, axis=1))
        return bool(np.percentile(steps, 99.8) < _SOFT * max(float(light - dark), 24.0))


def sheet_in(image: NDArray[np.uint8]) -> Sheet | None:
    """Find the largest outline that may be a document's.

    Args:
        image: (H, W, 3) uint8 RGB.
    """
    factor = min(1.0, _SIDE / max(image.shape[:2]))
    size = max(1, round(image.shape[1] * factor)), max(1, round(image.shape[0] * factor))
    small = cv2.resize(image, size, interpolation=cv2.INTER_AREA)
    edges = np.zeros(small.shape[:2], np.uint8)
    for channel in cv2.split(cv2.GaussianBlur(small, (3, 3), 0)):
        edges |= np.asarray(cv2.Canny(channel, *_EDGES), np.uint8)
    # The frame's own rim closes the outline of what runs out of it.
    cv2.rectangle(edges, (0, 0), (edges.shape[1] - 1, edges.shape[0] - 1), 255)
    edges = np.asarray(cv2.dilate(edges, np.ones((3, 3), np.uint8)), np.uint8)
    outlines, _ = cv2.findContours(edges, cv2.RETR_LIST, cv2.CHAIN_APPROX_SIMPLE)
    best: tuple[float, Sheet] | None = None
    for outline in outlines:
        area = float(cv2.contourArea(outline))
        if _LEAST_AREA < area / edges.size < 0.95 and (best is None or area > best[0]):
            found = _sheet(np.asarray(outline), area, edges.shape)
            if found is not None:
                best = area, Sheet((found.quad + 0.5) / factor - 0.5, found.cut)
    return None if best is None else best[1]


def _sheet(outline: NDArray[np.int32], area: float, shape: tuple[int, ...]) -> Sheet | None:
    """The outline as a sheet; None where it has another shape."""
    hull = cv2.convexHull(outline)
    polygon = cv2.approxPolyDP(hull, _ROUGH * cv2.arcLength(hull, closed=True), closed=True)
    points = np.asarray(polygon[:, 0], np.float64)
    rim = (points <= _RIM) | (points >= np.array(shape[1::-1]) - 1 - _RIM)
    box = cv2.minAreaRect(hull)
    wide, high = max(box[1]), max(min(box[1]), 1.0)
    cut = bool(rim.any())
    if cut:
        inside = int(
            (~rim.any(axis=1)).sum()
        )  # a side or a corner of it is seen, and what is cut is straight
        fits = 1 <= inside <= 3 and 3 <= len(points) <= 5
        fits = fits and area > max(_LEAST_CUT_AREA * shape[0] * shape[1], 0.7 * wide * high)
    else:
        fits = len(points) == 4 and _ASPECT[0] < wide / high < _ASPECT[1] and area > _FULL * wide * high
    if not fits:
        return None
    quad = points if len(points) == 4 else np.asarray(cv2.boxPoints(box), np.float64)
    return Sheet(quad, cut)
