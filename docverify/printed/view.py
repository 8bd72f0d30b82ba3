"""A page as it is searched for print: upright, of one scale, cut out of its picture."""

from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from docverify.evidence.page import Page
from docverify.imaging.geometry import projected
from docverify.printed import thresholds


@dataclass(frozen=True, slots=True, eq=False)
class View:
    """What is searched.

    Attributes:
        grey: (h, w) uint8, the page upright.
        to_picture: (3, 3) float64, px of the view to px of the picture.
        scale: px of the view per mm of the page.
        origin: (2,) float64, mm of the page at the view's pixel (0, 0).
    """

    grey: NDArray[np.uint8]
    to_picture: NDArray[np.float64]
    scale: float
    origin: NDArray[np.float64]

    def picture(self, points: NDArray[np.float64]) -> NDArray[np.float64]:
        """Points (..., 2) of the view, px, in the picture, px."""
        return projected(points, self.to_picture)

    def placed(self, points: NDArray[np.float64]) -> NDArray[np.float64]:
        """Points (..., 2) of the picture, px, in the view, px."""
        return projected(points, np.asarray(np.linalg.inv(self.to_picture), np.float64))

    def millimetres(self, points: NDArray[np.float64]) -> NDArray[np.float64]:
        """The same on the page, mm."""
        return np.asarray(points / self.scale + self.origin, np.float64)


def turned(view: View, grey: NDArray[np.uint8], tilt: float) -> View:
    """The view upright of which the lines fall by `tilt`, radians; whole, with what comes in at its corners.

    Args:
        view: of a page that was placed upright but for so much.
        grey: (H, W) uint8, its picture.
        tilt: how far its lines are turned clockwise.
    """
    height, width = view.grey.shape
    middle = np.array([width, height]) / 2
    turn = np.array([[np.cos(tilt), -np.sin(tilt)], [np.sin(tilt), np.cos(tilt)]])
    corners = (np.array([(0, 0), (width, 0), (width, height), (0, height)]) - middle) @ turn
    low = corners.min(0)
    to_view = np.eye(3)
    to_view[:2, :2] = turn
    to_view[:2, 2] = middle + turn @ low
    to_picture = view.to_picture @ to_view
    origin = view.millimetres(middle) + low / view.scale
    size = np.ceil(np.ptp(corners, axis=0)).astype(int)
    return View(_seen(grey, to_picture, size), to_picture, view.scale, origin)


def view_of(grey: NDArray[np.uint8], page: Page) -> View:
    """Cut out a page, its rim included.

    Args:
        grey: (H, W) uint8, the picture.
        page: where it lies.
    """
    sheet = page.sheet
    native = page.px_per_mm(page.pixels(np.array([sheet.width / 2, sheet.height / 2])))
    scale = thresholds.FINEST if not np.isfinite(native) else float(np.clip(native, 3.0, thresholds.FINEST))
    origin = np.full(2, -thresholds.MARGIN)
    size = np.ceil((np.array([sheet.width, sheet.height]) - 2 * origin) * scale).astype(int)
    to_page = np.array([[1 / scale, 0, origin[0]], [0, 1 / scale, origin[1]], [0, 0, 1]])
    to_picture = page.matrix @ to_page
    return View(_seen(grey, to_picture, size), to_picture, scale, origin)


def view_of_front(grey: NDArray[np.uint8], *, eyes: NDArray[np.float64], page: Page | None) -> View:
    """Cut out a card's front, of which only the portrait is known: upright as its face, and as large.

    Args:
        grey: (H, W) uint8, the picture.
        eyes: (2, 2) float64, the person's right eye and left eye in it, px.
        page: of the back, where it is in the same picture: it tells the size.
    """
    across = eyes[1] - eyes[0] if np.ptp(eyes, axis=0).any() else np.array([1e-6, 0.0])
    distance = float(np.hypot(*across))
    native = distance / thresholds.EYES if page is None else page.px_per_mm(eyes.mean(0))
    if not np.isfinite(native):
        native = distance / thresholds.EYES
    scale = float(np.clip(native, 3.0, thresholds.FINEST))
    step = across / distance * native / scale
    turn = np.array([[step[0], -step[1]], [step[1], step[0]]])
    reach = thresholds.FRONT
    height, width = grey.shape
    corners = np.array([(0, 0), (width, 0), (width, height), (0, height)], np.float64)
    edges = (corners - eyes.mean(0)) @ np.linalg.inv(turn).T / scale
    low = np.maximum(edges.min(0), (-reach[0], -reach[1]))
    high = np.minimum(edges.max(0), (reach[0], reach[1]))
    size = np.maximum(np.ceil((high - low) * scale), 16).astype(int)
    to_picture = np.eye(3)
    to_picture[:2, :2] = turn
    to_picture[:2, 2] = eyes.mean(0) + turn @ (low * scale)
    return View(_seen(grey, to_picture, size), to_picture, scale, low)


def _seen(
    grey: NDArray[np.uint8], to_picture: NDArray[np.float64], size: NDArray[np.int64]
) -> NDArray[np.uint8]:
    left, right = projected(size / 2 + [(0, 0), (1, 0)], to_picture)
    reduction = float(np.hypot(*(right - left)))
    if reduction > 1.3:  # what is reduced is smoothed first, so that print does not alias
        grey = np.asarray(cv2.GaussianBlur(grey, (0, 0), 0.42 * reduction), np.uint8)
    seen = cv2.warpPerspective(
        grey,
        to_picture,
        (int(size[0]), int(size[1])),
        flags=cv2.INTER_LINEAR | cv2.WARP_INVERSE_MAP,
        borderMode=cv2.BORDER_REPLICATE,
    )
    return np.asarray(seen, np.uint8)
