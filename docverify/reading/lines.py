"""A line of text in a picture: where it runs, how high its capitals are, and how it bends."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray


@dataclass(frozen=True, slots=True)
class TextLine:
    """The middle line of a row of capitals, in picture px.

    A point of the line at arc position u is `origin + u · along + v(u) · down`, where v is a parabola.

    Attributes:
        origin: (2,) float64 (x, y).
        along: (2,) float64 unit vector, the reading direction.
        first: u of the first column where text was seen, px.
        last: u of the last one.
        bend: (3,) float64, v(u) = bend[0] + bend[1] · u + bend[2] · u².
        height: (2,) float64, height of a capital at u = height[0] + height[1] · u, px.
        sureness: how sure the locator is of the pixels of the line, mean probability in [0, 1].
    """

    origin: NDArray[np.float64]
    along: NDArray[np.float64]
    first: float
    last: float
    bend: NDArray[np.float64]
    height: NDArray[np.float64]
    sureness: float

    @property
    def down(self) -> NDArray[np.float64]:
        """(2,) unit vector from a capital's top to its foot."""
        return np.array([-self.along[1], self.along[0]])

    @property
    def length(self) -> float:
        """Length of the line where text was seen, px."""
        return self.last - self.first

    @property
    def mean_height(self) -> float:
        """Height of a capital in the middle of the line, px."""
        return float(self.height_at((self.first + self.last) / 2))

    def height_at(self, u: NDArray[np.float64] | float) -> NDArray[np.float64]:
        """Height of a capital at u, px; never below a tenth of the middle's."""
        middle = self.height[0] + self.height[1] * (self.first + self.last) / 2
        heights = self.height[0] + self.height[1] * np.asarray(u, np.float64)
        return np.asarray(np.maximum(heights, 0.1 * middle), np.float64)

    def direction_at(self, u: float) -> NDArray[np.float64]:
        """(2,) unit vector along the bent line at u."""
        way = self.along + (self.bend[1] + 2 * self.bend[2] * u) * self.down
        return np.asarray(way / np.hypot(*way))

    def points(
        self, u: NDArray[np.float64] | float, offset: NDArray[np.float64] | float = 0.0
    ) -> NDArray[np.float64]:
        """Picture points at u, `offset` capital heights below the middle line; shape (..., 2)."""
        along = np.asarray(u, np.float64)
        across = self.bend[0] + along * (self.bend[1] + along * self.bend[2]) + offset * self.height_at(along)
        return np.asarray(self.origin + along[..., None] * self.along + across[..., None] * self.down)

    def grid(
        self, u: NDArray[np.float64], offsets: NDArray[np.float64]
    ) -> tuple[NDArray[np.float32], NDArray[np.float32]]:
        """Picture points at each u, (W,), and each offset, (H,): (H, W) float32 columns, and rows, px."""
        middle = self.points(u)
        step = self.height_at(u)[:, None] * self.down
        x, y = ((middle[:, axis] + offsets[:, None] * step[:, axis]).astype(np.float32) for axis in (0, 1))
        return x, y

    def reversed(self) -> "TextLine":
        """The same line read from its other end, upside down."""
        return TextLine(
            self.origin,
            -self.along,
            -self.last,
            -self.first,
            self.bend * np.array([-1, 1, -1]),
            self.height * np.array([1, -1]),
            self.sureness,
        )

    def scaled(self, factor: float) -> "TextLine":
        """The same line in a picture enlarged by `factor`, pixel centres at integers."""
        return TextLine(
            (self.origin + 0.5) * factor - 0.5,
            self.along,
            self.first * factor,
            self.last * factor,
            self.bend * np.array([factor, 1, 1 / factor]),
            self.height * np.array([factor, 1]),
            self.sureness,
        )


def covering(places: NDArray[np.float32], most: int, *, spare: int) -> tuple[int, int]:
    """The first of `most` rows or columns that places lie in, with some to spare, and the one after them."""
    low = int(np.clip(np.floor(places.min()) - spare, 0, most - 1))
    return low, int(np.clip(np.ceil(places.max()) + spare + 1, low + 1, most))
