"""Lines that the locator missed beside those that it found: MRZs have two or three, one below the other."""

from dataclasses import replace

import numpy as np

from docverify.reading.cells import place
from docverify.reading.lines import TextLine
from docverify.reading.recognise import Frames

_DISTANCE = 2.2
"""Capitals from line to line, which `straighten` corrects by up to half of one. ICAO Doc 9303 prints about
2.6; photographs squash."""
_LENGTHS = (30, 36, 44)
_LEAST_PLACEMENT = 1.0
"""Mean log-odds of the cells of a line that is one of an MRZ, whatever is beside it."""


def with_neighbours(lines: tuple[TextLine, ...], frames: list[Frames]) -> tuple[TextLine, ...]:
    """Add a line above and one below a block that is too small for any layout.

    Args:
        lines: of the block, from the top one to the bottom one.
        frames: of the lines.

    Returns:
        The block with two more lines; as it was where none of its lines looks like one of an MRZ.
    """
    if not any(
        path.score > _LEAST_PLACEMENT * n for one in frames for n, path in place(one, _LENGTHS).items()
    ):
        return lines
    return (_moved(lines[0], -_DISTANCE), *lines, _moved(lines[-1], _DISTANCE))


def _moved(line: TextLine, capitals: float) -> TextLine:
    """The line so many capitals further down, following the perspective in which its letters grow."""
    shift = capitals * np.array([line.height[0], line.height[1], 0.0])
    return replace(line, bend=line.bend + shift)
