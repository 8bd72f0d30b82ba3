"""A closer look at a block of lines that a small picture showed: found again where they are, large enough."""

from dataclasses import replace
from typing import Final

import numpy as np
from numpy.typing import NDArray

from docverify.imaging.geometry import projected, viewed
from docverify.reading.candidate import Candidate
from docverify.reading.lines import TextLine
from docverify.reading.locate import locate

_CAPITAL: Final = 9.0
"""Height at which capitals are looked at, px. Of 120 frames with capitals of 9 to 25 px the lines of 118 were
all found at 7 to 10 px, of a whole frame at 704 px those of 117."""
_BEYOND: Final = (0.1, 3.0)
"""What is looked at beyond both ends: a share of the length, and capitals."""
_ABOVE: Final = 5.0
"""Capitals above and below the block; another line may stand 2.6 away."""
_ABOVE_ONE: Final = 8.0
"""The same about a single line: two more may be missing on either side."""


def closer(grey: NDArray[np.uint8], found: Candidate, *, threads: int = 1) -> Candidate:
    """Find the lines of a block again, in an upright view of its surroundings alone.

    Args:
        grey: (H, W) uint8 picture.
        found: the block, as a small picture of it showed.
        threads: processor threads.

    Returns:
        The best block there, in px of `grey`; `found` itself where there is none.
    """
    height = float(np.mean([line.mean_height for line in found.lines]))
    scale = max(height / _CAPITAL, 0.5)  # px of the picture for one of the view; enlarging shows nothing new
    first = found.lines[0]
    along, down = first.along, first.down
    ends = np.concatenate([line.points(np.array([line.first, line.last])) for line in found.lines])
    across, below = ends @ along, ends @ down
    beyond = _BEYOND[0] * float(np.ptp(across)) + _BEYOND[1] * height
    above = (_ABOVE_ONE if len(found.lines) == 1 else _ABOVE) * height
    corner = (across.min() - beyond) * along + (below.min() - above) * down
    size = np.ceil(np.array([np.ptp(across) + 2 * beyond, np.ptp(below) + 2 * above]) / scale).astype(int)
    back = np.array([[*along, 0], [*down, 0], [0, 0, 1]]).T * (scale, scale, 1)
    back[:2, 2] = corner
    view = viewed(grey, back, width=int(size[0]), height=int(size[1]))
    again = locate(view, longer_side=max(view.shape), threads=threads)
    if not again:
        return found
    return Candidate(tuple(_moved(line, back, scale) for line in again[0].lines))


def _moved(line: TextLine, back: NDArray[np.float64], scale: float) -> TextLine:
    """A line of the view, in the picture: turned, enlarged and moved."""
    return replace(
        line.scaled(scale), origin=projected(line.origin, back), along=back[:2, :2] @ line.along / scale
    )
