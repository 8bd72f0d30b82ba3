"""Frames to text: which layout the lines have, and what each cell most likely holds.

The pixels choose the layout: a layout with fewer check digits would otherwise win by "validating" the stump
of another. Grammar is soft, so that a specimen that breaks it can still be read.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from docverify.mrz import ALPHABET, LAYOUTS, Layout, MrzFormat, cell_alphabet
from docverify.reading.cells import Path, cell_probabilities, place
from docverify.reading.recognise import Frames

_FORBIDDEN = 0.02
"""Weight of a character that the layout does not allow in a cell, against one that it allows."""
_LAYOUTS_BY_SHAPE: dict[tuple[int, ...], tuple[Layout, ...]] = {}
for _layout in LAYOUTS.values():
    _LAYOUTS_BY_SHAPE[_layout.widths] = (*_LAYOUTS_BY_SHAPE.get(_layout.widths, ()), _layout)
LENGTHS = tuple(sorted({width for shape in _LAYOUTS_BY_SHAPE for width in shape}))
"""Every number of cells that a line may have."""


@dataclass(frozen=True, slots=True)
class Decoded:
    """The best reading of a candidate's lines. Its `repr` shows no text of the document.

    Attributes:
        format: the layout that fits best.
        first: number of the candidate's line that is the MRZ's first.
        paths: where the cells of each line stand.
        probabilities: (N, 37) float64 for each line, what each cell looks like, before grammar.
        posterior: the same after the layout's soft grammar.
        placement: mean log-odds of the cells' centres; text that is no MRZ stays below zero.
    """

    format: MrzFormat
    first: int
    paths: tuple[Path, ...]
    probabilities: tuple[NDArray[np.float64], ...]
    posterior: tuple[NDArray[np.float64], ...]
    placement: float

    @property
    def lines(self) -> tuple[str, ...]:
        """The most likely text."""
        return tuple("".join(ALPHABET[index] for index in cells.argmax(1)) for cells in self.posterior)

    @property
    def certainty(self) -> NDArray[np.float64]:
        """Probability of the most likely character of every cell, all lines in a row."""
        return np.concatenate([cells.max(1) for cells in self.posterior])


def decode(frames: list[Frames]) -> Decoded | None:
    """Read a candidate's lines.

    Args:
        frames: of the candidate's lines, from the top one to the bottom one.

    Returns:
        The layout and text with the best evidence, or None where no layout fits on the lines.
    """
    placed = [place(line, LENGTHS) for line in frames]
    best: tuple[float, int, tuple[int, ...]] | None = None
    for shape in _LAYOUTS_BY_SHAPE:
        for first in range(len(frames) - len(shape) + 1):
            paths = [placed[first + number].get(width) for number, width in enumerate(shape)]
            if any(path is None for path in paths):
                continue
            score = sum(path.score for path in paths if path is not None)
            if best is None or score > best[0]:
                best = score, first, shape
    if best is None:
        return None
    score, first, shape = best
    paths_found = tuple(placed[first + number][width] for number, width in enumerate(shape))
    seen = tuple(cell_probabilities(frames[first + number], path) for number, path in enumerate(paths_found))
    layout = max(_LAYOUTS_BY_SHAPE[shape], key=lambda one: _grammar_likelihood(one, seen))
    return Decoded(
        layout.format,
        first,
        paths_found,
        seen,
        tuple(_posterior(cells, allowed) for cells, allowed in zip(seen, _allowed(layout), strict=True)),
        score / sum(shape),
    )


def _allowed(layout: Layout) -> list[NDArray[np.bool_]]:
    """Characters that each cell of each line may hold, (N, 37) a line; marks leave one."""
    table = cell_alphabet(layout.format).copy()
    for line, column, text in layout.marks:
        for offset, character in enumerate(text):
            table[line, column + offset] = [character == other for other in ALPHABET]
    return [table[number, :width] for number, width in enumerate(layout.widths)]


def _grammar_likelihood(layout: Layout, seen: tuple[NDArray[np.float64], ...]) -> float:
    total = 0.0
    for cells, allowed in zip(seen, _allowed(layout), strict=True):
        total += float(np.log((cells * np.where(allowed, 1, _FORBIDDEN)).sum(1)).sum())
    # A layout that is recognised by marks is preferred where they are there, not where they are possible.
    return total - 1e-6 * len(layout.marks)


def _posterior(cells: NDArray[np.float64], allowed: NDArray[np.bool_]) -> NDArray[np.float64]:
    weighted = cells * np.where(allowed, 1.0, _FORBIDDEN)
    return np.asarray(weighted / weighted.sum(1, keepdims=True))
