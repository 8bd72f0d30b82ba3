"""A place where something is printed, before it is read."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray


@dataclass(frozen=True, slots=True, eq=False)
class Found:
    """A line of print in a view, px.

    Attributes:
        left, right: (2,) float64, the ends of its middle line.
        capital: height of a capital.
    """

    left: NDArray[np.float64]
    right: NDArray[np.float64]
    capital: float

    def corners(self, *, above: float, beside: float) -> NDArray[np.float64]:
        """(4, 2), `above` capitals over and under the middle, `beside` before and behind the ends."""
        along = self.right - self.left
        along = along / max(float(np.hypot(*along)), 1e-9) * self.capital
        up = np.array([along[1], -along[0]]) * above
        left, right = self.left - along * beside, self.right + along * beside
        return np.stack([left + up, right + up, right - up, left - up])
