"""Synthetic pieces of pages for the finder: printed lines of every size, with what else a page shows."""

from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from docverify.specimens.portrait import stand_in
from docverify.specimens.typeset import set_block
from docverify.training.printed.fonts import Face
from docverify.training.printed.texts import random_line
from docverify.training.reader.strips import photographed, project, textures

SIDE = 256
MOST_LINES = 40
_DRAWN = 2 * SIDE
"""Side of the sheet that a piece is photographed from, px: twice as fine."""
_SIZES = (8.0, 46.0)
"""Height of a capital on the sheet, px."""

_FONTS = 40
"""In one shard: measures of letters are kept and used again."""


@dataclass(frozen=True, slots=True)
class Pieces:
    """Squares with their truth.

    Attributes:
        images: (n, 256, 256) uint8 grey.
        quads: (n, 40, 4, 2) float32, corners of each line's capitals, px, reading order; NaN where none.
    """

    images: NDArray[np.uint8]
    quads: NDArray[np.float32]


def shard(seed: int, count: int, fonts: tuple[Face, ...]) -> Pieces:
    """Draw `count` squares, the same for the same `seed`."""
    cv2.setNumThreads(1)
    rng = np.random.default_rng([20265, seed])
    stock = textures(seed % 4)
    few = tuple(fonts[i] for i in rng.permutation(len(fonts))[:_FONTS])
    images = np.zeros((count, SIDE, SIDE), np.uint8)
    quads = np.full((count, MOST_LINES, 4, 2), np.nan, np.float32)
    for row in range(count):
        images[row], known = _piece(rng, few, stock)
        quads[row, : len(known)] = known[:MOST_LINES]
    return Pieces(images, quads)


def _piece(
    rng: np.random.Generator, fonts: tuple[Face, ...], stock: list[NDArray[np.uint8]]
) -> tuple[NDArray[np.uint8], NDArray[np.float64]]:
    sheet = np.zeros((_DRAWN, _DRAWN), np.uint8)
    known: list[NDArray[np.float64]] = []
    if rng.random() > 0.06:
        _set_lines(rng, sheet, fonts, known)
    _scribble(rng, sheet)
    picture, to_native = photographed(rng, sheet, scale=0.5, pitch=float(rng.uniform(4, 11)), stock=stock)
    if rng.random() < 0.35:
        _portrait(rng, picture, known, to_native)
    seen = [project(to_native, quad) for quad in known]
    height, width = picture.shape
    left, top = int(rng.integers(0, max(1, width - SIDE))), int(rng.integers(0, max(1, height - SIDE)))
    piece = picture[top : top + SIDE, left : left + SIDE]
    below, beside = SIDE - piece.shape[0], SIDE - piece.shape[1]
    paper = float(piece.mean())
    piece = np.asarray(
        cv2.copyMakeBorder(piece, 0, below, 0, beside, cv2.BORDER_CONSTANT, value=paper), np.uint8
    )
    quads = np.array(seen, np.float64).reshape(-1, 4, 2) - (left, top)
    for _ in range(int(rng.choice([0, 0, 0, 0, 1, 2, 3]))):  # a front without an MRZ lies any way round
        piece = np.ascontiguousarray(np.rot90(piece))
        quads = np.stack([quads[..., 1], SIDE - 1 - quads[..., 0]], -1)
    if rng.random() < 0.08:
        piece = np.asarray(255 - piece, np.uint8)
    return np.ascontiguousarray(piece), quads


def _set_lines(
    rng: np.random.Generator,
    sheet: NDArray[np.uint8],
    fonts: tuple[Face, ...],
    known: list[NDArray[np.float64]],
) -> None:
    """Fill columns with labels and values, as pages have them."""
    left = float(rng.uniform(-120, 60))
    while left < _DRAWN and len(known) < MOST_LINES:
        wide = float(rng.uniform(80, 420))
        value = _even(float(np.exp(rng.uniform(*np.log(_SIZES)))))
        label = _even(value * float(rng.uniform(0.35, 0.8)))
        faces = [fonts[int(rng.integers(len(fonts)))] for _ in range(2)]
        loose = float(rng.uniform(0.35, 1.6))
        baseline = float(rng.uniform(-10, 60))
        labelled = rng.random() < 0.75
        while baseline < _DRAWN + value and len(known) < MOST_LINES:
            if labelled and label >= _SIZES[0] * 0.8:
                baseline += label
                _set_line(rng, sheet, faces[0], known, place=(left, baseline), size=label, wide=wide)
                baseline += label * float(rng.uniform(0.3, 0.9))
            baseline += value
            if rng.random() < 0.92:
                _set_line(rng, sheet, faces[1], known, place=(left, baseline), size=value, wide=wide)
            baseline += value * loose
            if rng.random() < 0.06:
                baseline += float(rng.uniform(20, 160))
        left += wide + float(rng.uniform(1.6, 5)) * value


def _even(size: float) -> float:
    """Few sizes: measures of letters are kept and used again."""
    return float(2 * round(size / 2))


def _set_line(
    rng: np.random.Generator,
    sheet: NDArray[np.uint8],
    face: Face,
    known: list[NDArray[np.float64]],
    *,
    place: tuple[float, float],
    size: float,
    wide: float,
) -> None:
    text = "".join(one for one in random_line(rng) if one in face.has)
    text = " ".join(text.split()) or "X"
    block = set_block([text], font=face.path, capital=round(size), line_pitch=size)
    coverage, edges = block.coverage, block.edges[0]
    if edges[-1] > wide:
        fitting = max(int(np.searchsorted(edges, wide)) - 1, 1)
        coverage = coverage[:, : int(edges[fitting])]
        edges = edges[: fitting + 1]
    top, left = round(place[1] - float(block.baselines[0])), round(place[0])
    first, last = max(top, 0), min(top + coverage.shape[0], _DRAWN)
    start, end = max(left, 0), min(left + coverage.shape[1], _DRAWN)
    if first >= last or start >= end:
        return
    part = coverage[first - top : last - top, start - left : end - left]
    strength = 255 if rng.random() < 0.7 else int(rng.integers(150, 256))
    np.maximum(
        sheet[first:last, start:end],
        (part.astype(np.uint16) * strength // 255).astype(np.uint8),
        out=sheet[first:last, start:end],
    )
    right = min(left + edges[-1], _DRAWN)
    corners = [(start, place[1] - size), (right, place[1] - size), (right, place[1]), (start, place[1])]
    if right - start > 0.3 * size and 0 < place[1] - size / 2 < _DRAWN:
        known.append(np.array(corners, np.float64))


def _scribble(rng: np.random.Generator, sheet: NDArray[np.uint8]) -> None:
    """Rules, frames, seals, signatures, bars: ink that says nothing."""
    for _ in range(int(rng.integers(0, 4))):
        x, y = (int(one) for one in rng.integers(0, _DRAWN, 2))
        wide, high = (int(one) for one in rng.integers(20, 260, 2))
        shade = int(rng.integers(90, 256))
        thick = int(rng.integers(1, 4))
        kind = int(rng.integers(5))
        if kind == 0:
            cv2.line(sheet, (x, y), (x + wide, y), shade, thick)
        elif kind == 1:
            cv2.rectangle(sheet, (x, y), (x + wide, y + high), shade, thick)
        elif kind == 2:
            for ring in (1.0, 0.85):
                cv2.circle(sheet, (x, y), int(wide * ring / 3) + 3, shade // 2, thick, cv2.LINE_AA)
        elif kind == 3:
            along = np.linspace(0, 1, 120)
            height = sum(
                rng.uniform(0.1, 0.5) * np.sin(along * rng.uniform(8, 60) + rng.uniform(0, 6))
                for _ in range(3)
            )
            points = np.stack([x + wide * along, y + 0.3 * high * height], 1)
            cv2.polylines(sheet, [(points * 8).astype(np.int32)], False, shade, thick, cv2.LINE_AA, 3)
        else:
            column = x
            while column < x + wide:
                bar = int(rng.integers(1, 7))
                cv2.rectangle(sheet, (column, y), (column + bar, y + high // 2), shade, -1)
                column += bar + int(rng.integers(2, 8))


def _portrait(
    rng: np.random.Generator,
    picture: NDArray[np.uint8],
    known: list[NDArray[np.float64]],
    to_native: NDArray[np.float64],
) -> None:
    """Put a drawn portrait down, over whatever is there; lines that it covers are forgotten."""
    wide = int(rng.integers(50, 170))
    high = int(wide * 1.3)
    left = int(rng.integers(-30, max(1, picture.shape[1] - wide // 2)))
    top = int(rng.integers(-30, max(1, picture.shape[0] - high // 2)))
    x, y = max(left, 0), max(top, 0)
    right, bottom = min(left + wide, picture.shape[1]), min(top + high, picture.shape[0])
    face = cv2.cvtColor(stand_in(rng, width=wide, height=high), cv2.COLOR_RGB2GRAY)
    if rng.random() < 0.6:
        face = cv2.GaussianBlur(face, (0, 0), float(rng.uniform(0.3, 2)))
    picture[y:bottom, x:right] = face[y - top : bottom - top, x - left : right - left]
    kept = []
    for quad in known:
        seen = project(to_native, quad)
        inside = (seen[:, 0].max() > x) & (seen[:, 0].min() < right)
        inside &= (seen[:, 1].max() > y) & (seen[:, 1].min() < bottom)
        if not inside:
            kept.append(quad)
    known[:] = kept
