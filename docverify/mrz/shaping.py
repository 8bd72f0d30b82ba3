"""Bring recognised lines into the shape of a layout: strays dropped, filler runs cut or grown."""

import re
from typing import NamedTuple

from docverify.mrz.alphabet import FILLER
from docverify.mrz.check_digits import weighted_digit
from docverify.mrz.evidence import confusable
from docverify.mrz.formats import Layout
from docverify.mrz.layouts import cell_classes

MOST_STRAYS = 14
"""Characters that a line may have too many or too few."""
_RUN = re.compile("<{2,}")


class Shaped(NamedTuple):
    """Lines in the shape of a layout: how far they had to be changed, and how well they fit its cells."""

    lines: tuple[str, ...]
    strays: int
    score: float


def shape_lines(layout: Layout, lines: tuple[str, ...], *, marks: bool = True) -> Shaped | None:
    """Find the window of lines, and in each the fillers or strays, that fit a layout best.

    Args:
        layout: The layout.
        lines: Recognised lines, capitals, without spaces.
        marks: Whether the layout's marks must be printed, or something that is confused with them.

    Returns:
        The best fit, or None when no window of lines comes near the layout's shape.
    """
    wanted = len(layout.widths)
    best: Shaped | None = None
    for first in range(len(lines) - wanted + 1):
        window = lines[first : first + wanted]
        strays = [abs(len(line) - width) for line, width in zip(window, layout.widths, strict=True)]
        if any(s > min(MOST_STRAYS, width // 3) for s, width in zip(strays, layout.widths, strict=True)):
            continue
        fitted = [_fit(layout, number, line) for number, line in enumerate(window)]
        shaped = Shaped(tuple(f[0] for f in fitted), sum(strays), sum(f[1] for f in fitted))
        if marks and not _marks_possible(layout, shaped.lines):
            continue
        if best is None or shaped.score > best.score:
            best = shaped
    return best


def _fit(layout: Layout, number: int, line: str) -> tuple[str, float]:
    """The variant of a line with the right width that fits the layout's cells best."""
    width = layout.widths[number]
    variants = [line] if len(line) == width else _variants(line, width)
    return max(((v, _score(layout, number, v)) for v in variants), key=lambda f: f[1])


def _variants(line: str, width: int) -> list[str]:
    runs = [m.span() for m in _RUN.finditer(line)]
    if len(line) < width:
        missing = FILLER * (width - len(line))
        return [line + missing, *(line[:start] + missing + line[start:] for start, _ in runs)]
    excess = len(line) - width
    cut = [line[:start] + line[start + excess :] for start, stop in runs if stop - start > excess]
    return [line[:width], line[excess:], *cut]


def _score(layout: Layout, number: int, line: str) -> float:
    """One point for each cell of the right class, half for a confusable one, four for each agreeing digit."""
    points = 0.0
    for character, cell in zip(line, cell_classes(layout.format)[number], strict=False):
        points += 1.0 if character in cell.value else 0.5 if confusable(character, cell) else 0.0
    for relation in layout.relations:
        if relation.digit[0] == number and all(s.line == number for s in relation.covers):
            covered = "".join(line[s.first : s.stop] for s in relation.covers)
            points += 4.0 * (str(weighted_digit(covered)) == line[relation.digit[1]])
    return points


def _marks_possible(layout: Layout, lines: tuple[str, ...]) -> bool:
    """Whether every mark of the layout is printed, or something that is confused with it."""
    classes = cell_classes(layout.format)
    for line, column, mark in layout.marks:
        for at, character in enumerate(mark, column):
            read = lines[line][at]
            if read != character and character not in dict(confusable(read, classes[line, at])):
                return False
    return True
