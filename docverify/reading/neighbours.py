"""Lines that the locator missed beside those that it found: MRZs have two or three, one below the other."""

from dataclasses import replace

import numpy as np

from docverify.reading import thresholds
from docverify.reading.cells import place
from docverify.reading.lines import TextLine
from docverify.reading.recognise import Frames

_LENGTHS = (30, 36, 44)


def with_neighbours(lines: tuple[TextLine, ...], frames: list[Frames]) -> tuple[TextLine, ...]:
    """Add a line above and one below a block that is too small for any layout.

    Args:
        lines: of the block, from the top one to the bottom one.
        frames: of the lines.

    Returns:
        The block with two more lines; as it was where none of its lines looks like one of an MRZ.
    """
    if not any(
        path.score > thresholds.PLACED_BESIDE * n
        for one in frames
        for n, path in place(one, _LENGTHS).items()
    ):
        return lines
    return (_moved(lines[0], -thresholds.LINE_APART), *lines, _moved(lines[-1], thresholds.LINE_APART))


def _moved(line: TextLine, capitals: float) -> TextLine:
    """The line so many capitals further down, following the perspective in which its letters grow."""
    shift = capitals * np.array([line.height[0], line.height[1], 0.0])
    return replace(line, bend=line.bend + shift)
