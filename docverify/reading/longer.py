"""What is left of a longer MRZ passes for a shorter one: where the picture or a finger ends it too early."""

from collections.abc import Sequence

import numpy as np

from docverify.mrz import LAYOUTS, MrzFormat
from docverify.reading.cells import Path
from docverify.reading.decode import FIRST_LETTERS, Text
from docverify.reading.ink import levels
from docverify.reading.rectify import Strip

_BEYOND = (0.8, 2.1)
"""Cells from the last one's middle between which paper must follow: a page goes on for three at least."""
_NEAR = 10
"""Cells at the end whose paper is compared."""
_UNLIKE = 40.0
"""Grey levels by which what follows differs from the paper: something lies there. On 84 captures of shorter
layouts, hard ones among them, and 4 real ones it is 28 at most, of more hard captures 40;
under black it is 160 and more, under skin over the last eight cells of longer ones 40 or more in 12 of 20."""
_ROWS = slice(8, 24)


def may_be_longer(format: MrzFormat) -> bool:  # noqa: A002 - the word of the house
    """Whether some layout has as many lines, and longer ones: what is left of a cut one passes for this."""
    return bool(_longer(format))


def must_be_longer(text: Text) -> bool:
    """Whether its first letter is that of a longer layout, and none of its own: a passport's in 36 cells."""
    letter, own = text.lines[0][0], FIRST_LETTERS.get(text.format, "")
    return letter not in own and any(letter in FIRST_LETTERS.get(other, "") for other in _longer(text.format))


def ends_hidden(strips: Sequence[Strip], paths: Sequence[Path]) -> bool:
    """Whether something other than the page's paper follows the last cells of the lines.

    Args:
        strips: of the lines.
        paths: their cells.
    """
    unlike = []
    for strip, path in zip(strips, paths, strict=True):
        pitch = float(np.median(np.diff(path.centres)))
        first, last = (int(path.centres[-1] + away * pitch) for away in _BEYOND)
        beyond = strip.image[_ROWS, first:last]
        if beyond.size:
            paper = np.median(levels(strip.image, path)[1][-_NEAR:])
            unlike.append(float(np.median(beyond) - paper))
    return bool(unlike) and abs(float(np.mean(unlike))) > _UNLIKE


def _longer(format: MrzFormat) -> tuple[MrzFormat, ...]:  # noqa: A002 - the word of the house
    widths = LAYOUTS[format].widths
    return tuple(
        name
        for name, other in LAYOUTS.items()
        if len(other.widths) == len(widths) and other.widths[0] > widths[0]
    )
