"""Frames to text: which layout the lines have, and what each cell most likely holds.

The pixels choose the layout: a layout with fewer check digits would otherwise win by "validating" the stump
of another. Grammar is soft, so that a specimen that breaks it can still be read.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cache
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from docverify.mrz import ALPHABET, LAYOUTS, Layout, MrzFormat, cell_alphabet
from docverify.reading import thresholds
from docverify.reading.cells import Path, cell_probabilities, left_out, place
from docverify.reading.recognise import Frames

FIRST_LETTERS = {
    MrzFormat.TD1: "ACI",
    MrzFormat.TD2: "ACI",
    MrzFormat.TD3: "P",
    MrzFormat.MRVA: "V",
    MrzFormat.MRVB: "V",
}
"""First letters of the document codes (ICAO Doc 9303-4 to -7, §4.2.2); others are in use, rarely."""
_LAYOUTS_BY_SHAPE: dict[tuple[int, ...], tuple[Layout, ...]] = {}
for _layout in LAYOUTS.values():
    _LAYOUTS_BY_SHAPE[_layout.widths] = (*_LAYOUTS_BY_SHAPE.get(_layout.widths, ()), _layout)
LENGTHS = tuple(sorted({width for shape in _LAYOUTS_BY_SHAPE for width in shape}))
"""Every number of cells that a line may have."""

Chances = tuple[NDArray[np.float64], ...]
"""For each line, (N, 37) probabilities over `ALPHABET`."""


@dataclass(frozen=True, slots=True)
class Text:
    """What cells say under the layout that fits them best. Its `repr` shows no text of the document.

    Attributes:
        format: the layout.
        probabilities: what each cell looks like, before grammar.
        posterior: the same after the layout's soft grammar.
    """

    format: MrzFormat
    probabilities: Chances = field(repr=False)
    posterior: Chances = field(repr=False)

    @property
    def lines(self) -> tuple[str, ...]:
        """The most likely text."""
        return tuple("".join(ALPHABET[index] for index in cells.argmax(1)) for cells in self.posterior)

    @property
    def certainty(self) -> NDArray[np.float64]:
        """Probability of the most likely character of every cell, all lines in a row."""
        return np.concatenate([cells.max(1) for cells in self.posterior])

    @property
    def sense(self) -> float:
        """How far the cells look like what the layout allows in them: the mean share, of the worst line."""
        allowed = _allowed(self.format)
        return min(
            float((cells * may).sum(1).mean()) for cells, may in zip(self.probabilities, allowed, strict=True)
        )

    def veiled(self, shown: Chances) -> "Text | None":
        """The same text with what is not seen unknown: equal chances for all characters.

        Args:
            shown: (N,) for each line, how much is seen of its cells, in [0, 1].
        """
        if all((seen == 1).all() for seen in shown):
            return self
        return settle(
            tuple(
                seen[:, None] * cells + (1 - seen[:, None]) / len(ALPHABET)
                for seen, cells in zip(shown, self.probabilities, strict=True)
            )
        )


@dataclass(frozen=True, slots=True)
class Decoded:
    """The best reading of a candidate's lines.

    Attributes:
        text: what they say.
        first: number of the candidate's line that is the MRZ's first.
        paths: where the cells of each line stand.
        placement: mean log-odds of the cells' centres; text that is no MRZ stays below zero.
        cut: whether text runs on where the layout has no more cells: a part of a longer line was read.
    """

    text: Text
    first: int
    paths: tuple[Path, ...]
    placement: float
    cut: bool


def decode(frames: list[Frames]) -> Decoded | None:
    """Read a candidate's lines.

    Args:
        frames: of the candidate's lines, from the top one to the bottom one.

    Returns:
        The layout and text with the best evidence, or None where no layout fits on the lines.
    """
    placed = [place(line, LENGTHS) for line in frames]
    fits = []
    for shape in _LAYOUTS_BY_SHAPE:
        for first in range(len(frames) - len(shape) + 1):
            options = [placed[first + number].get(width) for number, width in enumerate(shape)]
            found = tuple(path for path in options if path is not None)
            if len(found) == len(shape):
                beyond = [left_out(frames[first + number], path) for number, path in enumerate(found)]
                # Cells that were seen and left out tell as much against a layout as ones that it lacks.
                score = sum(path.score - more for path, (_, more) in zip(found, beyond, strict=True))
                fits.append((score, first, found, max(count for count, _ in beyond) > 1))
    for _, first, found, cut in sorted(fits, key=lambda fit: -fit[0]):
        shape = tuple(len(path.centres) for path in found)
        paths = _below_each_other(frames[first : first + len(shape)], found)
        text = settle(
            tuple(cell_probabilities(frames[first + number], path) for number, path in enumerate(paths))
        )
        if text is not None:
            placement = sum(path.score for path in paths) / sum(shape)
            return Decoded(text, first, paths, placement, cut)
    return None


def _below_each_other(frames: list[Frames], paths: tuple[Path, ...]) -> tuple[Path, ...]:
    """Place lines again of which one begins a cell before or after the others.

    A ghost of a cell at one end outweighs a faint cell at the other. Lines of one length begin below each
    other, so one line's place is taken for all: that one with which all lines together score best.
    """
    if _aligned(paths):
        return paths
    options = [paths]
    for guide in paths:
        pitch = float(np.median(np.diff(guide.centres)))
        aside = thresholds.MOST_OFFSET * pitch
        start = guide.centres[0] - aside, guide.centres[0] + aside
        option = []
        for line, path in zip(frames, paths, strict=True):
            if path is guide or len(path.centres) != len(guide.centres):
                option.append(path)
                continue
            option += place(line, (len(path.centres),), start=start).values()
        if len(option) == len(paths) and _aligned(option):
            options.append(tuple(option))
    return max(options[1:] or options, key=lambda option: sum(path.score for path in option))


def _aligned(paths: Sequence[Path]) -> bool:
    """Whether lines of one length begin below each other."""
    return all(abs(_offset(*pair)) < thresholds.MOST_OFFSET for pair in pairwise(paths))


def _offset(upper: Path, lower: Path) -> float:
    """How many cells further right the lower of two lines of one length stands; 0 for other lengths."""
    if len(upper.centres) != len(lower.centres):
        return 0.0
    pitch = float(np.median(np.diff(upper.centres)))
    return float(np.mean(lower.centres - upper.centres)) / pitch


def settle(seen: Chances) -> Text | None:
    """Choose the layout that explains cells best, and weigh them by its grammar.

    Args:
        seen: what each cell looks like.

    Returns:
        The text, or None where no layout has lines of these lengths and its marks in them.
    """
    shape = tuple(len(cells) for cells in seen)
    layouts = [layout for layout in _LAYOUTS_BY_SHAPE.get(shape, ()) if _marked(layout, seen)]
    if not layouts:
        return None
    layout = max(layouts, key=lambda one: _grammar_likelihood(one, seen))
    posterior = tuple(_posterior(*pair) for pair in zip(seen, _weights(layout), strict=True))
    return Text(layout.format, seen, posterior)


def _marked(layout: Layout, seen: Chances) -> bool:
    """Whether the text that tells this layout from others of its shape is what the cells look like."""
    return all(
        seen[line][column + offset, ALPHABET.index(character)] > thresholds.LEAST_MARK
        for line, column, text in layout.marks
        for offset, character in enumerate(text)
    )


@cache
def _allowed(format: MrzFormat) -> tuple[NDArray[np.bool_], ...]:  # noqa: A002 - the word of the house
    """Characters that each cell of each line of a layout may hold, (N, 37) a line; marks leave one."""
    layout = LAYOUTS[format]
    table = cell_alphabet(format).copy()
    for line, column, text in layout.marks:
        for offset, character in enumerate(text):
            table[line, column + offset] = [character == other for other in ALPHABET]
    table.flags.writeable = False
    return tuple(table[number, :width] for number, width in enumerate(layout.widths))


def _grammar_likelihood(layout: Layout, seen: Chances) -> float:
    pairs = zip(seen, _weights(layout), strict=True)
    return sum(float(np.log((cells * weights).sum(1)).sum()) for cells, weights in pairs)


def _weights(layout: Layout) -> list[NDArray[np.float64]]:
    """How far the layout favours each character in each cell, (N, 37) a line."""
    weights = [np.where(allowed, 1.0, thresholds.FORBIDDEN) for allowed in _allowed(layout.format)]
    usual = FIRST_LETTERS.get(layout.format)
    if usual is not None:
        rare = thresholds.RARE_FIRST_LETTER
        weights[0][0] *= [1.0 if character in usual else rare for character in ALPHABET]
    return weights


def _posterior(cells: NDArray[np.float64], weights: NDArray[np.float64]) -> NDArray[np.float64]:
    weighted = cells * weights
    return np.asarray(weighted / weighted.sum(1, keepdims=True))
