"""The surfaces on which photographs are drawn: a generic head, and boards, bent or not.

A relief is a depth over the plane of eyes and mouth, on a grid; lengths are eye distances. The head is made
of an ellipsoid and a few bumps, after the mean adult head (about 150 mm wide and 230 mm high, eyes 63 mm
apart, the tip of the nose 27 mm before the plane of eyes and mouth); no scan or mesh of anybody went into it.
"""

from dataclasses import dataclass
from typing import Final

import cv2
import numpy as np
from numpy.typing import NDArray

from docverify.arguments import expect_number

Grid = NDArray[np.float32]

HALF_WIDTH: Final = 3.2
HALF_HEIGHT: Final = 3.6
"""How far the grid reaches."""
STEP: Final = 0.02
_EPSILON: Final = 1e-3
_HEAD: Final = (1.22, 1.9, 1.5)  # half-axes of the ellipsoid: across, down, towards the camera
_MIDDLE: Final = 0.35  # of the ellipsoid, below the eyes
# x, y, half-width, half-height, height: sockets, brows, cheek bones, lips, chin.
_BUMPS: Final = (
    (-0.5, 0.0, 0.2, 0.13, -0.10),
    (0.5, 0.0, 0.2, 0.13, -0.10),
    (-0.45, -0.33, 0.3, 0.1, 0.05),
    (0.45, -0.33, 0.3, 0.1, 0.05),
    (-0.62, 0.45, 0.22, 0.2, 0.05),
    (0.62, 0.45, 0.22, 0.2, 0.05),
    (0.0, 1.06, 0.3, 0.14, 0.07),
    (0.0, 1.7, 0.3, 0.2, 0.1),
)
_NOSE: Final = (0.62, 0.15, 0.27)  # y of the tip, half-width, height over the ellipsoid
_BRIDGE: Final = 0.06  # height of the nose between the eyes


@dataclass(frozen=True, slots=True, eq=False)
class Relief:
    """A surface over the plane of eyes and mouth.

    Attributes:
        depth: (h, w) float32, z on the grid; NaN-free.
        across: (h, w) float32, x on the photograph of what lies at the grid's place.
        down: (h, w) float32, likewise y.
        reach: no part of it that matters is farther from the axis it turns about.
        endless: whether the photograph's edge is drawn on beyond it, as what is behind a head.
    """

    depth: Grid
    across: Grid
    down: Grid
    reach: float
    endless: bool

    @property
    def highest(self) -> float:
        """The greatest depth."""
        return float(self.depth.max()) + _EPSILON

    @property
    def lowest(self) -> float:
        """The least depth."""
        return float(self.depth.min()) - _EPSILON

    def above(self, points: Grid) -> NDArray[np.bool_]:
        """Whether points (h, w, 3) lie before the surface."""
        return np.asarray(points[..., 2] > self._at(self.depth, points), np.bool_)

    def placed(self, points: Grid) -> NDArray[np.float64]:
        """(h, w, 2) places on the photograph of points on the surface."""
        return np.stack([self._at(self.across, points), self._at(self.down, points)], axis=-1).astype(
            np.float64
        )

    @staticmethod
    def _at(values: Grid, points: Grid) -> Grid:
        columns = (points[..., 0] + HALF_WIDTH) / STEP
        rows = (points[..., 1] + HALF_HEIGHT) / STEP
        maps = np.asarray(columns, np.float32), np.asarray(rows, np.float32)
        return np.asarray(
            cv2.remap(values, *maps, cv2.INTER_LINEAR, borderMode=cv2.BORDER_REPLICATE), np.float32
        )


def head(*, nose: float = 1.0, depth: float = 1.0) -> Relief:
    """A generic head, which turns about the middle of its ellipsoid.

    Args:
        nose: how many times as high as the mean nose.
        depth: how many times as deep as the mean head.

    Raises:
        InputError: not from 0.5 to 1.5.
    """
    expect_number("nose", nose, low=0.5, high=1.5)
    expect_number("depth", depth, low=0.5, high=1.5)
    x, y = _grid()
    across, down, towards = _HEAD
    inside = 1 - (x / across) ** 2 - ((y - _MIDDLE) / down) ** 2
    z = towards * depth * np.sqrt(np.maximum(inside, 0))
    for at_x, at_y, wide, high, height in _BUMPS:
        z += height * np.exp(-(((x - at_x) / wide) ** 2) - ((y - at_y) / high) ** 2) * (inside > 0)
    tip, half, height = _NOSE
    along = np.clip(y / tip, 0, 1)
    rise = _BRIDGE + (height * nose - _BRIDGE) * along
    ends = np.where(y > tip, np.exp(-(((y - tip) / 0.1) ** 2)), np.exp(-((np.minimum(y, 0) / 0.2) ** 2)))
    wide = half * (0.6 + 0.4 * along)
    z += rise * ends * np.exp(-((x / wide) ** 2))
    return Relief(z.astype(np.float32), x, y, reach=2.6, endless=True)


def board(*, radius: float | None = None, upright: bool = True, fold: float = 0.0) -> Relief:
    """A photograph on paper or on a screen, flat unless it is bent or folded; it turns about its own plane.

    Args:
        radius: of the cylinder that it is bent to: positive bulges towards the camera, negative away; None is
            flat.
        upright: whether the axis of the cylinder is vertical, else horizontal.
        fold: degrees by which both halves slope back from a vertical fold through the nose.

    Raises:
        InputError: a radius nearer to zero than 0.4, or a fold that is not from 0 to 60.
    """
    expect_number("fold", fold, low=0, high=60)
    x, y = _grid()
    across, down, z = x, y, np.zeros_like(x)
    if radius is not None:
        expect_number("radius", radius)
        expect_number("the radius without its sign", abs(radius), low=0.4)
        over = x if upright else y - np.float32(0.5)
        on = np.clip(over / abs(radius), -0.98, 0.98)
        z = np.sign(radius) * abs(radius) * (np.sqrt(1 - on**2) - 1)
        # Where the cylinder turns away, nothing is: places far off the photograph.
        flat = np.where(np.abs(over) < 0.98 * abs(radius), abs(radius) * np.arcsin(on), 50.0)
        across, down = (flat, y) if upright else (x, flat + np.float32(0.5))
    slope = np.radians(fold)
    z = z - np.abs(x) * np.tan(slope)
    across = across / np.cos(slope)
    z, across, down = (np.asarray(grid, np.float32) for grid in (z, across, down))
    return Relief(z, across, down, reach=3.6, endless=False)


def _grid() -> tuple[Grid, Grid]:
    columns = np.arange(-HALF_WIDTH, HALF_WIDTH + STEP, STEP, dtype=np.float32)
    rows = np.arange(-HALF_HEIGHT, HALF_HEIGHT + STEP, STEP, dtype=np.float32)
    x, y = np.meshgrid(columns, rows)
    return x, y
