"""Lines whose text runs on beyond the strip: the locator has missed an end of them."""

from dataclasses import replace

import numpy as np

from docverify.reading import thresholds
from docverify.reading.lines import TextLine
from docverify.reading.recognise import Frames
from docverify.reading.rectify import Strip
from docverify.reading.strips import FRAME, PITCH

_EDGE = int(3 * PITCH / FRAME)
"""Frames at an end of a strip that must be empty where the line ends before it."""


def widened(
    lines: tuple[TextLine, ...], strips: tuple[Strip, ...], frames: list[Frames]
) -> tuple[TextLine, ...]:
    """Lengthen the lines of a block at the ends where some of them runs on.

    Args:
        lines: of one block.
        strips: of the lines.
        frames: of the strips.

    Returns:
        The same lines where all of them end within their strips; else longer ones.
    """
    before = any(np.count_nonzero(one.central[:_EDGE] > thresholds.RUNS_ON) >= 2 for one in frames)
    after = any(np.count_nonzero(one.central[-_EDGE:] > thresholds.RUNS_ON) >= 2 for one in frames)
    if not before and not after:
        return lines
    longer = []
    for line, strip in zip(lines, strips, strict=True):
        further = thresholds.FURTHER * line.mean_height
        longer.append(
            replace(
                line,
                first=float(strip.u[0]) - further if before else line.first,
                last=float(strip.u[-1]) + further if after else line.last,
            )
        )
    return tuple(longer)
