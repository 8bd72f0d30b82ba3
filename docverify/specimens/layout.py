"""Prints a page in one of the designs: its heading, and rows of fields with their labels."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import cv2
import numpy as np
from numpy.typing import NDArray

from docverify.specimens.design import Design, Rows
from docverify.specimens.lettering import fitted_cap, fitting, write
from docverify.specimens.printed_truth import Kind, PrintedTruth, found
from docverify.specimens.style import Style
from docverify.specimens.writing import label

Picture = NDArray[np.uint8]
Box = tuple[float, float, float, float]
"""left, top, right, bottom, px."""
Said = dict[str, tuple[str, ...]]
"""The lines of each field."""

# In heights of a value's capital.
_LINE: Final = 1.6
_LABEL: Final = 0.58
_LABEL_LINE: Final = 1.0
_GAP: Final = 0.35
_ABOVE: Final = 1.32  # from the top of a line to its baseline: room for the marks of capitals

_VALUE_MM: Final = 2.3
_LEAST_LABEL_MM: Final = 0.95
_LABEL_SHARE: Final = 0.42  # of a cell, for labels in a column of their own
_SHARES: Final = {
    "type": 1.0,
    "height": 1.3,
    "sex": 1.2,
    "eyes": 1.5,
    "state": 1.6,
    **dict.fromkeys(("number", "birth", "issue", "expiry"), 2.2),
    **dict.fromkeys(("nationality", "place", "optional"), 2.4),
    "authority": 2.8,
}
"""How much of a row a field takes; 3 unless it is said."""
_HEADING_SHARES: Final = {"state": 4.0, "title": 4.5, "number": 2.5}
_PALE: Final = (246, 246, 240)


@dataclass(frozen=True, slots=True)
class Cell:
    """One field on the page: its texts, and where it begins and how wide it is, px."""

    field: str
    labels: tuple[str, ...]
    values: tuple[str, ...]
    left: float
    width: float


class Printer:
    """Writes lines on a page and keeps where they stand."""

    def __init__(self, page: Picture, style: Style, scale: float) -> None:
        self.page, self.style, self.scale = page, style, scale
        self.printed: list[PrintedTruth] = []

    def write(
        self, field: str, kind: Kind, text: str, *, at: tuple[float, float], cap: float, width: float
    ) -> None:
        """Write a value or a label, its baseline's left end at `at`, px."""
        style = self.style
        face, ink = (style.label_in, style.label_ink) if kind == "label" else (style.text_in, style.text_ink)
        cap = fitted_cap(text, cap=cap, face=face, width=width)
        self.printed += found(
            field, kind, write(self.page, text, at=at, cap=cap, face=face, ink=ink, width=width)
        )

    def length(self, text: str, cap: float) -> float:
        """How wide a label is, px."""
        return fitting(text, cap=cap, face=self.style.label_in)


def print_heading(printer: Printer, texts: Sequence[tuple[str, str]], *, box: Box, band: bool) -> None:
    """Print what stands along the top: pairs of a field and its text, from left to right."""
    left, top, right, bottom = box
    ink = printer.style.label_ink
    if band:
        cv2.rectangle(printer.page, (0, 0), (printer.page.shape[1], round(bottom)), ink, -1)
        ink = _PALE
    shares = np.cumsum([0.0, *(_HEADING_SHARES[field] for field, _ in texts)])
    starts = left + (right - left) * shares / shares[-1]
    cap = (bottom - top) * 0.5
    face = "sans" if printer.style.text_in == "ocrb" else printer.style.text_in
    for (field, text), start, end in zip(texts, starts, starts[1:], strict=False):
        width = float(end - start) - cap
        line = write(
            printer.page,
            text,
            at=(float(start), bottom - cap * 0.45),
            cap=fitted_cap(text, cap=cap, face=face, width=width),
            face=face,
            ink=ink,
            width=width,
        )
        printer.printed += found(field, "value" if field == "number" else "title", line)


def print_rows(
    printer: Printer,
    rows: Rows,
    said: Said,
    *,
    box: Box,
    design: Design,
    first: int = 1,
    rng: np.random.Generator,
) -> None:
    """Print rows of fields into `box`.

    Args:
        printer: of the page.
        rows: names of fields.
        said: the lines of each.
        box: px.
        design: where labels stand.
        first: number of the first field, for labels with numbers.
        rng: source of the size of the print.
    """
    top, bottom = box[1], box[3]
    filled, number = [], first
    for row in rows:
        filled.append(_cells(row, said, box=box, design=design, first=number, gap=1.8 * printer.scale))
        number += len(row)
    heights = [max(_height(cell, design) for cell in cells) for cells in filled]
    cap = min((bottom - top) / sum(heights), printer.scale * _VALUE_MM * rng.uniform(0.88, 1.1))
    spare = min((bottom - top - cap * sum(heights)) / len(heights), 1.5 * cap)
    y = top
    for cells, height in zip(filled, heights, strict=True):
        for cell in cells:
            _PLACES[design.labels](printer, cell, y, cap)
        y += height * cap + spare


def _cells(
    row: tuple[str, ...], said: Said, *, box: Box, design: Design, first: int, gap: float
) -> list[Cell]:
    shares = np.cumsum([0.0, *(1.0 if design.even else _SHARES.get(field, 3.0) for field in row)])
    starts = (box[0] + (box[2] - box[0]) * shares / shares[-1]).tolist()
    return [
        Cell(field, label(field, first + at, design), said[field], start, end - start - gap)
        for at, (field, start, end) in enumerate(zip(row, starts, starts[1:], strict=False))
    ]


def _height(cell: Cell, design: Design) -> float:
    """Of a field, in heights of a value's capital."""
    labels, values = _LABEL_LINE * len(cell.labels), _LINE * len(cell.values)
    if design.labels in ("above", "below"):
        return labels + values + _GAP
    return (max(labels, values) if design.labels == "left" else values) + _GAP


def _label_cap(printer: Printer, cap: float) -> float:
    return max(_LABEL * cap, min(_LEAST_LABEL_MM * printer.scale, 0.75 * cap))


def _write_labels(printer: Printer, cell: Cell, y: float, cap: float, width: float) -> None:
    for at, text in enumerate(cell.labels):
        base = y + _ABOVE * _LABEL * cap + at * _LABEL_LINE * cap
        printer.write(
            cell.field, "label", text, at=(cell.left, base), cap=_label_cap(printer, cap), width=width
        )


def _write_values(printer: Printer, cell: Cell, y: float, cap: float, indent: float = 0.0) -> None:
    for at, text in enumerate(cell.values):
        base = y + (_ABOVE + at * _LINE) * cap
        place = cell.left + indent, base
        printer.write(cell.field, "value", text, at=place, cap=cap, width=cell.width - indent)


def _above(printer: Printer, cell: Cell, y: float, cap: float) -> None:
    _write_labels(printer, cell, y, cap, cell.width)
    _write_values(printer, cell, y + _LABEL_LINE * cap * len(cell.labels), cap)


def _below(printer: Printer, cell: Cell, y: float, cap: float) -> None:
    _write_values(printer, cell, y, cap)
    _write_labels(printer, cell, y + _LINE * cap * len(cell.values), cap, cell.width)


def _left(printer: Printer, cell: Cell, y: float, cap: float) -> None:
    wordless = max((printer.length(text, cap) for text in cell.labels), default=0.0)
    column = min(_LABEL_SHARE * cell.width, wordless + cap)
    if any(len(text) > 3 for text in cell.labels):
        column = _LABEL_SHARE * cell.width
    down = (_ABOVE - _ABOVE * _LABEL) * cap if len(cell.labels) == 1 else 0.0  # one line shares the baseline
    _write_labels(printer, cell, y + down, cap, column - cap)
    _write_values(printer, cell, y, cap, column)


def _inline(printer: Printer, cell: Cell, y: float, cap: float) -> None:
    text = f"{' / '.join(cell.labels)}:"
    tall = 0.85 * cap
    width = min(printer.length(text, tall), 0.5 * cell.width)
    printer.write(cell.field, "label", text, at=(cell.left, y + _ABOVE * cap), cap=tall, width=width + 1)
    _write_values(printer, cell, y, cap, width + 0.7 * cap)


def _alone(printer: Printer, cell: Cell, y: float, cap: float) -> None:
    _write_values(printer, cell, y, cap)


_PLACES: Final = {"above": _above, "below": _below, "left": _left, "inline": _inline, "none": _alone}
