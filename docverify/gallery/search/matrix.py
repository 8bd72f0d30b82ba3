"""The templates of a gallery in memory: parts of equal height, so that it can grow without being copied."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final, Self

import numpy as np
from numpy.typing import ArrayLike, NDArray

from docverify.gallery.search.coarse import Coarse
from docverify.gallery.search.exact import Rows, unit_rows
from docverify.gallery.search.kernels import kernel

HEIGHT: Final = 131_072
"""Rows of a part: enough that what goes before and after a scan does not count."""
LEAST_COARSE: Final = 2048
"""Below so many rows one product in float32 is as fast as two scans."""


@dataclass(slots=True, eq=False, repr=False)
class Part:
    """Consecutive rows of a gallery.

    Attributes:
        first: number of its first row.
        rows: (n, d) float32, each of length 1.
        coarse: the same in 8 bits; None where no kernel is installed, or rows are few.
    """

    first: int
    rows: Rows
    coarse: Coarse | None


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class Matrix:
    """Templates of one encoder build, ready to be searched. Personal data, like each template in it.

    Attributes:
        parts: each of `HEIGHT` rows, but for the last.
    """

    parts: tuple[Part, ...]

    @classmethod
    def of(cls, templates: ArrayLike, *, coarse: bool = True) -> Self:
        """Take (n, d) templates; rows are scaled to length 1, and copied only when that changes them.

        Args:
            templates: real numbers.
            coarse: whether to keep them in 8 bits too, where there is a kernel for them.

        Raises:
            InputError: another shape, no rows, NaN or infinite values, or a row of zeros.
        """
        rows = unit_rows(templates, name="gallery")
        coarse = coarse and kernel() is not None and len(rows) >= LEAST_COARSE
        blocks = ((i, rows[i : i + HEIGHT]) for i in range(0, len(rows), HEIGHT))
        return cls(tuple(Part(i, block, Coarse.of(block) if coarse else None) for i, block in blocks))

    def __len__(self) -> int:
        return self.parts[-1].first + len(self.parts[-1].rows) if self.parts else 0

    def __repr__(self) -> str:
        return f"Matrix(<{len(self)} templates of {self.length} numbers>)"

    @property
    def length(self) -> int:
        """Numbers of a template."""
        return self.parts[0].rows.shape[1] if self.parts else 0

    def taken(self, rows: NDArray[np.int64]) -> Rows:
        """(m, d) the rows of these numbers."""
        if len(self.parts) == 1:
            return self.parts[0].rows[rows]
        found = np.empty((len(rows), self.length), np.float32)
        of = rows // HEIGHT
        for number in np.unique(of):
            which = of == number
            found[which] = self.parts[number].rows[rows[which] - number * HEIGHT]
        return found

    def blocks(self, height: int) -> Iterator[tuple[int, Rows]]:
        """Number of the first row, and the rows, of one block after the other."""
        for part in self.parts:
            for first in range(0, len(part.rows), height):
                yield part.first + first, part.rows[first : first + height]
