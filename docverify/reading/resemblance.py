"""Whether a frame still shows the document that was read, told by how its print looks, without reading."""

from typing import Final, NamedTuple

import cv2
import numpy as np
from numpy.typing import NDArray

from docverify.imaging.levels import evened
from docverify.reading.attempt import Attempt
from docverify.reading.rectify import Strip

_CELLS: Final = 6
"""Cells of a piece: fewer look like others, more do not keep in step with print that is seen another way."""
_MOST_FILLERS: Final = 1
"""In a piece: runs of them look alike on every document."""
_MOST_PIECES: Final = 6
"""That are compared: each takes a fifth of a millisecond."""
_ASTRAY: Final = 2.5
"""Cells by which a piece may stand elsewhere: a small picture tells the ends of lines so well."""
_ROWS: Final = (3, 13)
"""Of the halved strip, what capitals fill."""
_LEAST_SIZE: Final = 40
"""Columns; a shorter line tells nothing."""


class Piece(NamedTuple):
    """A piece of a line that was read: which line, where along it, in [0, 1], and how it looks."""

    line: int
    place: float
    image: NDArray[np.float32]


class Print(NamedTuple):
    """How the print of a document looks: pieces of it, and the lines' length in columns of halved strips."""

    pieces: tuple[Piece, ...]
    lengths: tuple[float, ...]


def print_of(read: Attempt) -> Print:
    """Keep how a document's print looks."""
    pieces, lengths = [], []
    for number, (strip, path, text) in enumerate(
        zip(read.strips, read.decoded.paths, read.proved.mrz.lines, strict=True)
    ):
        centres = path.centres / 2
        pitch = float(np.median(np.diff(centres)))
        start, length = centres[0] - pitch / 2, float(centres[-1] - centres[0] + pitch)
        image = _halved(strip.image)
        lengths.append(length)
        for first in range(0, len(text) - _CELLS + 1, _CELLS):
            if text[first : first + _CELLS].count("<") <= _MOST_FILLERS:
                left = round(centres[first] - pitch / 2)
                cut = image[slice(*_ROWS), max(left, 0) : left + round(_CELLS * pitch)]
                pieces.append(Piece(number, (left - start) / length, cut))
    # Of many, those that lie far apart.
    chosen = np.unique(np.linspace(0, len(pieces) - 1, min(_MOST_PIECES, len(pieces))).round().astype(int))
    return Print(tuple(pieces[number] for number in chosen), tuple(lengths))


def likeness(shown: Print, strips: tuple[Strip, ...]) -> float:
    """How alike the print of a frame looks to that of the document that was read.

    Args:
        shown: of the document.
        strips: of the frame's lines, as located.

    Returns:
        The median correlation of its pieces, in [-1, 1]; 0 for other lines.
    """
    if len(strips) != len(shown.lengths) or not shown.pieces:
        return 0.0
    found = []
    images: dict[int, tuple[NDArray[np.float32], float]] = {}
    for piece in shown.pieces:
        if piece.line not in images:
            images[piece.line] = _drawn_like(strips[piece.line], shown.lengths[piece.line])
        image, start = images[piece.line]
        length = shown.lengths[piece.line]
        spare = _ASTRAY * piece.image.shape[1] / _CELLS
        left = start + piece.place * length
        window = image[:, max(int(left - spare), 0) : int(left + piece.image.shape[1] + spare)]
        if window.shape[1] <= piece.image.shape[1] or window.shape[0] < piece.image.shape[0]:
            return 0.0
        found.append(float(cv2.matchTemplate(window, piece.image, cv2.TM_CCOEFF_NORMED).max()))
    return float(np.median(found))


def _halved(strip: NDArray[np.uint8]) -> NDArray[np.float32]:
    even = evened(strip)
    size = max(even.shape[1] // 2, 1), even.shape[0] // 2
    return np.asarray(cv2.resize(even, size, interpolation=cv2.INTER_AREA), np.float32)


def _drawn_like(strip: Strip, length: float) -> tuple[NDArray[np.float32], float]:
    """The halved strip drawn so that its line is `length` columns long, and where the line begins."""
    inside = np.flatnonzero((strip.u >= strip.line.first) & (strip.u <= strip.line.last))
    if len(inside) < _LEAST_SIZE:
        return np.zeros((1, 1), np.float32), 0.0
    factor = 2 * length / len(inside)
    image = _halved(strip.image)
    size = max(round(image.shape[1] * factor), 1), max(round(image.shape[0] * factor), 1)
    return np.asarray(cv2.resize(image, size), np.float32), float(inside[0]) / 2 * factor
