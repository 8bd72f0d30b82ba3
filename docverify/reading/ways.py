"""How a camera may show a document: as it is, small, as in a mirror, or with light and dark exchanged."""

from collections.abc import Callable
from dataclasses import replace
from typing import Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from docverify.evidence.look import Look
from docverify.evidence.reading import Reading
from docverify.reading import thresholds
from docverify.reading.look import SIDE

Picture = NDArray[np.uint8]
_FINE: Final = 704  # px: capitals of 6 px at 1280, and no lower ones are ever read


class Way(NamedTuple):
    """A way of looking at frames.

    Attributes:
        side: at which they are searched, px.
        turned: the frame as the reader must see it.
        mirrored: whether left and right are exchanged in it.
        inverted: whether light and dark are.
    """

    side: int
    turned: Callable[[Picture], Picture]
    mirrored: bool = False
    inverted: bool = False

    def look_back(self, seen: Look, width: int) -> Look:
        """What was seen of a turned frame, where it lies in the frame, `width` px wide."""
        if not self.mirrored:
            return seen
        return replace(
            seen,
            mrz=None if seen.mrz is None else _back(seen.mrz, width),
            page=None if seen.page is None else _back(seen.page, width),
        )

    def reading_back(self, read: Reading, width: int) -> Reading:
        """What was read of a turned frame, likewise; it says how the frame was turned."""
        if self.mirrored:
            cells = read.cells
            read = replace(
                read,
                quad=None if read.quad is None else _back(read.quad, width),
                cells=None if cells is None else replace(cells, quads=_back(cells.quads, width)),
            )
        return replace(read, mirrored=self.mirrored, inverted=self.inverted)


def is_dark(image: Picture) -> bool:
    """Whether a picture is so dark that it may be a negative."""
    return bool(np.mean(image[::8, ::8]) <= thresholds.DARK)


def _back(points: NDArray[np.float64], width: int) -> NDArray[np.float64]:
    return np.asarray(points * (-1.0, 1.0) + (width - 1, 0.0))


AS_IS: Final = Way(SIDE, lambda frame: frame)
FINE: Final = Way(_FINE, lambda frame: frame)
MIRRORED: Final = Way(SIDE, lambda frame: np.ascontiguousarray(frame[:, ::-1]), mirrored=True)
INVERTED: Final = Way(SIDE, lambda frame: 255 - frame, inverted=True)
