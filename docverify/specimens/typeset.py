"""Sets lines in any typeface, from a font file of the caller's: what many papers are set in."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageDraw, ImageFont

_EM = 1000
"""Size at which a font's capitals are measured."""
_ABOVE = 0.45
"""What is left above a capital and below the base line, in capitals: tails and strokes that stick out."""


@dataclass(frozen=True, slots=True, eq=False)
class Block:
    """Lines that are set one below the other, flush left.

    Attributes:
        coverage: (H, W) uint8, 255 where ink is.
        edges: for each line, (N + 1,) px, where each cell begins and the last one ends.
        baselines: (lines,) px, the row just below each line's capitals.
        capital: height of a capital, px.
    """

    coverage: NDArray[np.uint8]
    edges: tuple[NDArray[np.float64], ...]
    baselines: NDArray[np.float64]
    capital: float


@lru_cache(maxsize=256)
def _font(path: Path, capital: float) -> ImageFont.FreeTypeFont:
    """A font at the size at which its capitals are so high; without ligatures, which join fillers."""
    _, top, _, bottom = _at(path, _EM).getbbox("H", anchor="ls")
    return _at(path, _EM * capital / (bottom - top))


def _at(path: Path, size: float) -> ImageFont.FreeTypeFont:
    return ImageFont.truetype(path, size, layout_engine=ImageFont.Layout.BASIC)


def set_block(
    lines: Sequence[str],
    *,
    font: Path,
    capital: float,
    line_pitch: float,
    tracking: float = 0.0,
    weight: float = 0.0,
) -> Block:
    """Set lines in a typeface.

    Args:
        lines: what they say.
        font: a TrueType, OpenType or WOFF file.
        capital: height of a capital, px.
        line_pitch: distance between baselines, px.
        tracking: added between characters, px; letters are kerned as the font has it where there is none.
        weight: added to every stroke on each side, px.
    """
    face = _font(font, capital)
    margin = int(np.ceil(_ABOVE * capital))
    edges = tuple(_edges(face, text, tracking) for text in lines)
    width = int(np.ceil(max(line[-1] for line in edges)))
    baselines = margin + capital + line_pitch * np.arange(len(lines), dtype=np.float64)
    picture = Image.new("L", (width, int(np.ceil(baselines[-1])) + margin))
    drawing = ImageDraw.Draw(picture)
    for text, starts, baseline in zip(lines, edges, baselines, strict=True):
        pieces = [(0.0, text)] if not tracking else zip(starts[:-1].tolist(), text, strict=True)
        for start, piece in pieces:
            place = start, float(baseline)
            drawing.text(place, piece, font=face, fill=255, anchor="ls", stroke_width=weight)
    return Block(np.asarray(picture, np.uint8), edges, baselines, capital)


def _edges(face: ImageFont.FreeTypeFont, text: str, tracking: float) -> NDArray[np.float64]:
    """Where each character begins, and the last one ends, px."""
    if tracking:
        return np.cumsum([0.0, *(face.getlength(character) + tracking for character in text)])
    kerned = [_length(face, pair) - _length(face, pair[1]) for pair in map("".join, pairwise(text))]
    return np.cumsum([0.0, *kerned, _length(face, text[-1])])


@lru_cache(maxsize=1 << 17)
def _length(face: ImageFont.FreeTypeFont, text: str) -> float:
    return face.getlength(text)
