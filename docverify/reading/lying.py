"""How the lines of a block lie in the frame: which sheet they suggest, where its page is, and how slanted."""

from typing import Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from docverify.evidence.page_sheets import CAPITAL, PITCH, SHEETS
from docverify.mrz import LAYOUTS, MrzFormat
from docverify.reading.lines import TextLine

_BY_LINES: Final = {
    1: (MrzFormat.TD2, MrzFormat.TD3),
    2: (MrzFormat.TD2, MrzFormat.TD3),
    3: (MrzFormat.TD1,),
}
"""The sheet of so many lines; of two the one that their length in capitals fits better.
One line may be two that a small picture does not tell apart."""

_SQUASHED: Final = 0.2
"""Heights that a small picture tells stray by as much."""


class Lying(NamedTuple):
    """How a block lies.

    Attributes:
        format: of the sheet that bears such lines; visas' are like those of TD2 and TD3.
        squash: how much wider than usual its cells are against their height, natural logarithm.
        keystone: how much higher its capitals are at one end than at the other, natural logarithm.
    """

    format: MrzFormat
    squash: float
    keystone: float


def lying(lines: tuple[TextLine, ...]) -> Lying:
    """Tell it from the lines' length, height and distance.

    Args:
        lines: of one block, from the top one to the bottom one.
    """
    length = float(np.mean([line.length for line in lines]))
    height = float(np.mean([line.mean_height for line in lines]))
    best: tuple[float, MrzFormat] | None = None
    for layout in _BY_LINES.get(len(lines), (MrzFormat.TD1,)):
        pitch = length / max(LAYOUTS[layout].widths)
        heights = [np.log(height / pitch * PITCH / CAPITAL)]
        if len(lines) > 1:
            middles = [line.points((line.first + line.last) / 2) for line in lines]
            apart = float(np.linalg.norm(middles[-1] - middles[0])) / (len(lines) - 1)
            heights.append(np.log(apart / pitch * PITCH / SHEETS[layout].line_pitch))
        squash = -float(np.mean(heights))
        if best is None or abs(squash) < abs(best[0]):
            best = squash, layout
    assert best is not None  # every number of lines has a sheet  # noqa: S101
    ends = [line.height_at(line.last) / line.height_at(line.first) for line in lines]
    return Lying(best[1], best[0], float(abs(np.log(np.mean(ends)))))


def page_about(lines: tuple[TextLine, ...], how: Lying) -> NDArray[np.float64]:
    """About where the page lies: as its sheet lies about such lines, without perspective.

    Args:
        lines: of one block.
        how: as `lying` says.

    Returns:
        (4, 2) px, reading order.
    """
    sheet, width = SHEETS[how.format], max(LAYOUTS[how.format].widths)
    ends = [line.points(np.array([line.first, line.last])) for line in lines]
    along = np.mean([right - left for left, right in ends], axis=0) / (width * PITCH)  # px per mm
    lower = lines[-1]
    foot = lower.points((lower.first + lower.last) / 2, 0.5)
    # Lengths are told better than heights: only what is surely squashed is taken to be.
    squash = how.squash if abs(how.squash) > _SQUASHED else 0.0
    down = np.array([-along[1], along[0]]) * np.exp(-squash)
    middle = np.array([sheet.left + width * PITCH / 2, sheet.height - sheet.bottom])
    return np.asarray(foot + (sheet.outline - middle) @ np.stack([along, down]))
