"""Lines that were found to where they truly lie: a small network looks at each once more, more closely.

The finder marks print at a quarter of a view's size, which leaves a line a fifth of its height too high, too
low, too large or too small now and then; the recogniser then reads it as if it were blurred.
"""

from collections.abc import Sequence
from typing import Final

import numpy as np
from numpy.typing import NDArray

from docverify.imaging.levels import evened
from docverify.networks import shipped_network
from docverify.printed import thresholds
from docverify.printed.cut import cut
from docverify.printed.found import Found
from docverify.printed.view import View

HEIGHT: Final = 32
"""px of a strip."""
UNIT: Final = 10.0
"""px of a capital in it: it shows neighbours above and below, which tell a line from its marks."""
FRAME: Final = 4
"""Columns of the strip that are told of together."""
REACH: Final = HEIGHT / UNIT / 2
"""Capitals above and below the middle that are shown."""
_BATCH: Final = 16


def level(view: View, found: Sequence[Found], *, threads: int = 1) -> list[Found]:
    """Place the lines of a view anew."""
    strips = [_strip(view, one) for one in found]
    order = sorted(range(len(found)), key=lambda number: strips[number].shape[1])
    network = shipped_network("printed", "leveller.onnx", threads=threads)
    placed = list(found)
    for start in range(0, len(order), _BATCH):
        chosen = order[start : start + _BATCH]
        width = strips[chosen[-1]].shape[1]
        batch = np.zeros((len(chosen), 1, HEIGHT, width), np.float32)
        for row, number in enumerate(chosen):
            batch[row, 0, :, : strips[number].shape[1]] = evened(strips[number])
        (told,) = network.run(batch)
        for row, number in enumerate(chosen):
            placed[number] = _levelled(found[number], told[row, :, : strips[number].shape[1] // FRAME])
    return placed


def _strip(view: View, line: Found) -> NDArray[np.uint8]:
    corners = line.corners(above=REACH, beside=thresholds.LEVEL_ROOM)
    length = float(np.linalg.norm(corners[1] - corners[0])) / line.capital
    width = int(np.clip(round(length * UNIT / FRAME), HEIGHT // FRAME, thresholds.WIDEST // FRAME)) * FRAME
    return cut(view.grey, corners, width=width, height=HEIGHT)


def _levelled(line: Found, told: NDArray[np.float32]) -> Found:
    """The line through what frames say of where it lies; as it was found where none says that it is there."""
    weights = 1 / (1 + np.exp(-told[0].astype(np.float64)))
    weights = np.where(weights < thresholds.LEVEL_THERE, 0, weights)
    total = weights.sum()
    if total == 0:
        return line
    at = (np.arange(len(weights)) + 0.5) / len(weights)
    lower, larger = np.clip(told[1:].astype(np.float64), -thresholds.LEVEL_FAR, thresholds.LEVEL_FAR)
    middle, mean = (weights @ at) / total, (weights @ lower) / total
    along = line.right - line.left
    length = float(np.hypot(*along)) / line.capital
    slope = 0.0
    if length > thresholds.LEVEL_TILT:
        spread = weights @ (at - middle) ** 2
        slope = float(weights @ ((at - middle) * (lower - mean)) / max(spread, 1e-9))
    whole = length + 2 * thresholds.LEVEL_ROOM
    ends = _ends(weights > 0, thresholds.LEVEL_ROOM / whole)
    unit = along / max(float(np.hypot(*along)), 1e-9) * line.capital
    down = np.array([-unit[1], unit[0]])
    left, right = (
        line.left + unit * (end * whole - thresholds.LEVEL_ROOM) + down * (mean + slope * (end - middle))
        for end in ends
    )
    return Found(left, right, line.capital * float(np.exp(weights @ larger / total)))


def _ends(there: NDArray[np.bool_], room: float) -> tuple[float, float]:
    """Shares of the strip at which the line begins and ends: further than it was found, where it goes on."""
    count = len(there)
    margin = round(room * count)
    before, behind = _goes_on(there[:margin][::-1]), _goes_on(there[count - margin :])
    first = room if before == 0 else (margin - before) / count
    last = 1 - room if behind == 0 else 1 - (margin - behind) / count
    return first, last


def _goes_on(there: NDArray[np.bool_]) -> int:
    """How many frames belong to the line before the first that does not."""
    return len(there) if there.all() else int(np.argmin(there))
