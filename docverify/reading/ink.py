"""Which cells of a line show ink at all: under paper, skin or glare there is nothing to read.

A recogniser that has learnt that every cell holds a character makes one up for a bare patch. Between their
darkest and lightest points cells under a patch of paper, skin or black spread 0.00 to 0.04 times as far as
their neighbours, now and then 0.12 times; the print of real documents spreads at least 0.57 times as far.
What glare has bleached to a tenth is still read right: on 160 hard captures the limits below cost no reading,
and three times higher ones a fifth of the sure ones.
"""

from typing import Final

import cv2
import numpy as np
from numpy.typing import NDArray

from docverify.reading import thresholds
from docverify.reading.cells import Path
from docverify.reading.strips import CAP_HEIGHT, HEIGHT

_HALF: Final = round(CAP_HEIGHT / 2) + 1  # rows above and below the middle that a capital fills
_REACH: Final = 0.35  # of a cell's width to either side of its centre: neighbours' edges stay out
_COLUMNS: Final = 13  # that are looked at in each cell
_FEW: Final = 0.05  # of a cell's points may be darker than its dark, and as many lighter than its light
_AROUND: Final = 8  # cells to either side whose print is what is usual here
_WHITE: Final = 248.0  # nothing is brighter


def shown(strip: NDArray[np.uint8], path: Path) -> NDArray[np.float64]:
    """How much is seen of every cell.

    Args:
        strip: (32, W) uint8, the rectified line.
        path: the cells' centres on it.

    Returns:
        (N,) float64 from 0, a bare patch, to 1, print like that beside it.
    """
    low, high = levels(strip, path)
    spreads = high - low
    around = min(_AROUND, len(spreads) - 1)
    windows = np.lib.stride_tricks.sliding_window_view(np.pad(spreads, around, "reflect"), 2 * around + 1)
    usual = np.maximum(np.median(windows, axis=1), 1.0)
    seen = (spreads / usual - thresholds.BARE) / (thresholds.INKED - thresholds.BARE)
    return np.asarray(np.clip(seen, 0.0, 1.0))


def shines(strip: NDArray[np.uint8], path: Path, hidden: NDArray[np.bool_]) -> bool:
    """Whether what hides cells is a reflection: brighter than the paper between the characters that are seen.

    Args:
        strip: (32, W) uint8, the rectified line.
        path: the cells' centres on it.
        hidden: (N,), which of them are; some, and not all.
    """
    low, high = levels(strip, path)
    paper = float(np.median(high[~hidden]))
    return bool(np.median(low[hidden]) > reflecting(paper))


def reflecting(paper: float) -> float:
    """The grey level above which print is a reflection, on paper of a grey level."""
    return min(max(paper + thresholds.BRIGHTER, thresholds.GLARING), _WHITE)


def levels(strip: NDArray[np.uint8], path: Path) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """The dark and the light of every cell.

    Args:
        strip: (32, W) uint8, the rectified line.
        path: the cells' centres on it.

    Returns:
        (N,) float64 grey levels each.
    """
    smooth = cv2.blur(strip, (3, 3))[HEIGHT // 2 - _HALF : HEIGHT // 2 + _HALF]
    reach = _REACH * float(np.median(np.diff(path.centres)))
    columns = np.round(path.centres[:, None] + np.linspace(-reach, reach, _COLUMNS)).astype(int)
    cells = smooth[:, np.clip(columns, 0, strip.shape[1] - 1)]  # rows, cells, columns of each
    levels = np.sort(cells.swapaxes(0, 1).reshape(len(columns), -1), axis=1).astype(np.float64)
    least = round(_FEW * (levels.shape[1] - 1))
    return levels[:, least], levels[:, -1 - least]
