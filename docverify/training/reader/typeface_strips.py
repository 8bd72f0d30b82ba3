"""Synthetic strips in many typefaces: every cell has its own width, and OCR-B is told from the rest."""

from dataclasses import dataclass, fields
from pathlib import Path

import cv2
import numpy as np
from numpy.typing import NDArray

from docverify.mrz import ALPHABET
from docverify.reading.strips import CAP_HEIGHT, FRAME, HEIGHT, PITCH
from docverify.specimens.typeset import Block, set_block
from docverify.training.reader.strips import (
    WIDTH,
    Strips,
    cut,
    not_an_mrz,
    patch,
    photographed,
    project,
    textures,
)
from docverify.training.reader.texts import random_text

MOST_CELLS = 56
_CAPITAL = 32
"""Height of a capital on the sheet, px."""
_USUAL = 19.0
"""Mean width of a cell in a strip, px: narrow letters need several frames."""
_OCRB, _PROSE, _NOTHING = 0.16, 0.08, 0.05
"""Shares of strips in OCR-B, of prose, and of what is no print."""
_PROPORTIONAL = 0.58
_PROSE_LETTERS = list("aabcdeefghiijklmnnoopqrrsttuuvwxyz" * 2 + "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789.,:/-'")
_SIGMA = (2.2, 3.0)
"""Of a centre, px: no sharper for a sliver of a letter, which falls between two frames, and no broader for a
wide one, which would be placed twice."""


@dataclass(frozen=True, slots=True)
class TypefaceStrips:
    """A batch of strips with their truth.

    Attributes:
        images: (n, 32, 384) uint8 grey.
        centres: (n, 56) float32, x of each cell's centre in the strip, px; NaN where there is no cell.
        widths: (n, 56) float32, each cell's width, px.
        labels: (n, 56) int16, index into `mrz.ALPHABET`; −1 where there is no cell.
        ocrb: (n,) int8, whether the strip is in OCR-B; −1 where there is nothing to tell.
    """

    images: NDArray[np.uint8]
    centres: NDArray[np.float32]
    widths: NDArray[np.float32]
    labels: NDArray[np.int16]
    ocrb: NDArray[np.int8]


def joined(parts: list[TypefaceStrips]) -> TypefaceStrips:
    """Put batches together, one after the other."""
    return TypefaceStrips(
        *(np.concatenate([getattr(part, one.name) for part in parts]) for one in fields(TypefaceStrips))
    )


def typeface_patch(
    rng: np.random.Generator, fonts: tuple[Path, ...], stock: list[NDArray[np.uint8]]
) -> TypefaceStrips:
    """Draw one block in a typeface and cut its two or three strips."""
    font = fonts[int(rng.integers(len(fonts)))]
    lines = [random_text(rng, int(rng.integers(15, 30)))]
    lines += [random_text(rng, len(lines[0])) for _ in range(int(rng.integers(1, 3)))]
    block = set_block(
        lines,
        font=font,
        capital=_CAPITAL,
        line_pitch=float(rng.uniform(1.45, 3.2)) * _CAPITAL,
        tracking=float(rng.uniform(0.01, 0.25) if rng.random() < 0.3 else 0) * _CAPITAL,
        weight=float(rng.choice([0, 0, 0, 1, 1.5])),
    )
    smallest, largest = (7.0, 16.0) if rng.random() < 0.6 else (6.0, 34.0)
    capital = float(np.exp(rng.uniform(np.log(smallest), np.log(largest))))
    slanted = _slanted(rng, block.coverage) if rng.random() < 0.06 else block.coverage
    picture, to_native = photographed(rng, slanted, scale=capital / _CAPITAL, pitch=capital, stock=stock)
    return _cut(rng, picture, to_native, block, lines)


def _slanted(rng: np.random.Generator, coverage: NDArray[np.uint8]) -> NDArray[np.uint8]:
    """Oblique type: lines shift against each other, which is little within a strip."""
    height, width = coverage.shape
    slant = float(rng.uniform(0.08, 0.2))
    shear = np.array([[1, -slant, slant * height / 2], [0, 1, 0]])
    return np.asarray(cv2.warpAffine(coverage, shear, (width, height)), np.uint8)


def _cut(
    rng: np.random.Generator,
    picture: NDArray[np.uint8],
    to_native: NDArray[np.float64],
    block: Block,
    lines: list[str],
) -> TypefaceStrips:
    number = len(lines)
    images = np.zeros((number, HEIGHT, WIDTH), np.uint8)
    centres = np.full((number, MOST_CELLS), np.nan, np.float32)
    widths = np.full((number, MOST_CELLS), PITCH, np.float32)
    labels = np.full((number, MOST_CELLS), -1, np.int16)
    squeeze = float(np.clip(np.exp(rng.normal(0, 0.2)), 0.65, 1.6))
    cell = float(np.mean([edges[-1] / (len(edges) - 1) for edges in block.edges]))
    for row, (text, edges, baseline) in enumerate(zip(lines, block.edges, block.baselines, strict=True)):
        # Errors of placement: height, position, tilt, width of a cell.
        middle = baseline - _CAPITAL / 2
        half = _CAPITAL / 2 * HEIGHT / CAP_HEIGHT * np.exp(rng.normal(0, 0.12))
        shift = rng.normal(0, 0.07, 2) * _CAPITAL
        reach = WIDTH / (_USUAL * squeeze) * cell
        spare = edges[-1] - reach
        left = rng.uniform(min(0, spare), max(0, spare)) + rng.normal(0, cell)
        corners = np.array(
            [
                [left, middle + shift[0] - half],
                [left + reach, middle + shift[1] - half],
                [left + reach, middle + shift[1] + half],
                [left, middle + shift[0] + half],
            ]
        )
        images[row], to_strip = cut(picture, to_native, corners)
        sheet = np.stack([edges, np.full(len(edges), middle)], 1)
        borders = project(to_strip, project(to_native, sheet))[:, 0]
        seen, wide = (borders[1:] + borders[:-1]) / 2, np.diff(borders)
        inside = np.flatnonzero((seen > -wide / 2) & (seen < WIDTH + wide / 2))[:MOST_CELLS]
        centres[row, : len(inside)], widths[row, : len(inside)] = seen[inside], wide[inside]
        labels[row, : len(inside)] = [ALPHABET.index(text[i]) for i in inside]
    return TypefaceStrips(images, centres, widths, labels, np.zeros(number, np.int8))


def _from_pitch(strips: Strips, *, ocrb: int) -> TypefaceStrips:
    """Strips of one pitch as these."""
    more = MOST_CELLS - strips.centres.shape[1]
    centres = np.pad(strips.centres, ((0, 0), (0, more)), constant_values=np.nan)
    labels = np.pad(strips.labels, ((0, 0), (0, more)), constant_values=-1)
    steps = np.diff(centres, axis=1)
    pitches = [float(np.median(one[~np.isnan(one)])) if (~np.isnan(one)).any() else PITCH for one in steps]
    widths = np.repeat(np.array(pitches, np.float32)[:, None], MOST_CELLS, 1)
    return TypefaceStrips(strips.images, centres, widths, labels, np.full(len(centres), ocrb, np.int8))


def _prose(
    rng: np.random.Generator, fonts: tuple[Path, ...], stock: list[NDArray[np.uint8]]
) -> TypefaceStrips:
    """Words as pages are full of, in small letters and in capitals: no cell of an MRZ."""
    capitals = rng.random() < 0.2
    lines = []
    for _ in range(3):
        words = ("".join(rng.choice(_PROSE_LETTERS, int(rng.integers(1, 10)))) for _ in range(7))
        lines.append(" ".join(words)[:40].strip())
    lines = [line.upper() if capitals else line for line in lines]
    block = set_block(
        lines,
        font=fonts[int(rng.integers(len(fonts)))],
        capital=_CAPITAL,
        line_pitch=float(rng.uniform(1.4, 2.6)) * _CAPITAL,
    )
    capital = float(np.exp(rng.uniform(np.log(7), np.log(30))))
    picture, to_native = photographed(
        rng, block.coverage, scale=capital / _CAPITAL, pitch=capital, stock=stock
    )
    strips = _cut(rng, picture, to_native, block, ["<" * len(line) for line in lines])
    strips.centres[:], strips.labels[:], strips.ocrb[:] = np.nan, -1, -1
    return strips


def shard(seed: int, patches: int, fonts: tuple[tuple[Path, ...], tuple[Path, ...]]) -> TypefaceStrips:
    """Draw a shard of strips, the same for the same `seed`; about 2.4 strips a patch.

    Args:
        seed: of every choice.
        patches: blocks of print.
        fonts: files of monospaced typefaces, and of proportional ones.
    """
    cv2.setNumThreads(1)
    rng = np.random.default_rng([20263, seed])
    stock = textures(seed % 4)
    parts = []
    for _ in range(patches):
        kind = rng.random()
        faces = fonts[int(rng.random() < _PROPORTIONAL)]
        if kind < _OCRB:
            parts.append(_from_pitch(patch(rng, stock), ocrb=1))
        elif kind < _OCRB + _PROSE:
            parts.append(_prose(rng, faces, stock))
        elif kind < _OCRB + _PROSE + _NOTHING:
            parts.append(_from_pitch(not_an_mrz(rng, stock), ocrb=-1))
        else:
            parts.append(typeface_patch(rng, faces, stock))
    return joined(parts)


def frame_targets(
    data: TypefaceStrips, chosen: NDArray[np.int64], frames: int = WIDTH // FRAME
) -> tuple[NDArray[np.float32], NDArray[np.int64]]:
    """Turn cells into what each frame must say.

    Args:
        data: the strips.
        chosen: (n,), which of them.
        frames: number of frames.

    Returns:
        How central each frame is to a cell, (n, frames) float32 in [0, 1], and the character of the cell that
        the frame is in, (n, frames) int64, −1 near a cell's border and where there is none.
    """
    middle = (np.arange(frames) + 0.5) * FRAME - 0.5
    centres, widths = np.nan_to_num(data.centres[chosen], nan=1e6), data.widths[chosen]
    distance = np.abs(middle[None, :, None] - centres[:, None, :])
    nearest = (distance / widths[:, None, :]).argmin(2)
    gap = np.take_along_axis(distance, nearest[..., None], 2)[..., 0]
    own = np.take_along_axis(widths, nearest, 1)
    central = np.exp(-0.5 * (gap / np.clip(0.17 * own, *_SIGMA)) ** 2).astype(np.float32)
    inside = gap < np.maximum(0.36 * own, FRAME / 2)
    character = np.where(inside, np.take_along_axis(data.labels[chosen], nearest, 1), -1).astype(np.int64)
    return central, character
