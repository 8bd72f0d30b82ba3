"""Rows in 8 bits, with a bound of what that takes from a score.

A row r is kept as q = round(r / step), so that r = step · q + rest. With a probe p kept likewise,

    r · p = step · step′ · (q · q′) + rest · (step′ · q′) + r · rest′,

and by Cauchy and Schwarz the last two are at most |rest| · (1 + |rest′|) + |rest′|, as r and p have length 1.
The largest |rest| of a part is measured, not assumed: whatever the templates are like, no row above a score
is missed.
"""

import math
from dataclasses import dataclass
from typing import Final, Self

import numpy as np
from numpy.typing import NDArray

from docverify.gallery.search.exact import Rows
from docverify.gallery.search.kernels import Bytes, Kernel

_MOST: Final = 127  # of an int8, either way
_ROUNDING: Final = 4e-6
"""Lengths that are 1 within 1e-6, sums in float32 of whole numbers beyond 2²⁴, and the multiplication."""
_AT_ONCE: Final = 2048  # rows, which stay in the cache while they are rounded


@dataclass(slots=True, eq=False, repr=False)
class Coarse:
    """The 8-bit copy of a part of a gallery.

    Attributes:
        values: (n, d) int8.
        step: what 1 of them stands for.
        rest: the largest length of what rounding left of a row.
    """

    values: Bytes
    step: float
    rest: float

    @classmethod
    def of(cls, rows: Rows, room: int = 0) -> Self:
        """Round rows; `room` is for how many there shall be room, those included."""
        largest = max((float(np.abs(rows[at]).max()) for at in _slices(len(rows))), default=0.0)
        made = cls(np.zeros((max(room, len(rows)), rows.shape[1]), np.int8), max(largest, 1e-3) / _MOST, 0.0)
        for at in _slices(len(rows)):
            made.put(at.start, rows[at])
        return made

    def fits(self, row: Rows) -> bool:
        """Whether a row can be put in with this step."""
        return float(np.abs(row).max()) <= self.step * _MOST

    def put(self, at: int, rows: Rows) -> None:
        """Round rows that fit, into the places from `at` on."""
        rounded = np.rint(rows * np.float32(1 / self.step))
        np.clip(rounded, -_MOST, _MOST, out=rounded)
        self.values[at : at + len(rows)] = rounded
        rounded *= np.float32(self.step)
        rounded -= rows
        self.rest = max(self.rest, _rest(float(np.einsum("ij,ij->i", rounded, rounded).max())))


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class CoarseProbe:
    """One probe in 8 bits; as `Coarse` has the rows."""

    values: Bytes
    step: float
    rest: float

    @classmethod
    def of(cls, probe: Rows) -> Self:
        """Round a probe of length 1."""
        step = max(float(probe.max()), -float(probe.min())) / _MOST
        rounded = np.rint(probe * np.float32(1 / step))
        left = rounded * np.float32(step) - probe
        return cls(rounded.astype(np.int8), step, _rest(float(left @ left)))

    def scan(self, part: Coarse, count: int, kernel: Kernel, out: NDArray[np.float32]) -> tuple[float, float]:
        """Write the sums of the first rows of a part to `out`.

        Returns:
            What 1 of the sums stands for, and how far a sum's score may lie from the exact one.
        """
        kernel(self.values, part.values[:count], out[:count])
        return self.step * part.step, part.rest * (1 + self.rest) + self.rest + _ROUNDING


def _rest(square: float) -> float:
    """A length from its square, which was measured in float32."""
    return math.sqrt(square) * (1 + 1e-4) + 1e-6


def _slices(count: int) -> list[slice]:
    return [slice(i, i + _AT_ONCE) for i in range(0, count, _AT_ONCE)]
