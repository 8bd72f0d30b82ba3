"""OCR-B, the typeface of the machine-readable zone (ISO 1073-2), as coverage masks on a fixed pitch.

Glyphs are rendered once per pitch, variant and weight, and lines are assembled from them: a cell's place in
a line is then known exactly, which is what training and evaluation need.
"""

from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageDraw, ImageFont

from docverify.mrz import ALPHABET

PITCH_MM = 2.54
"""Width of a cell: ten characters an inch (ICAO Doc 9303-3 §4.4)."""

VARIANTS = {"regular": "OCRB.otf", "sharp": "OCRBS.otf", "oblique": "OCRBL.otf"}
_FONTS = Path(__file__).parent / "fonts"

# In widths of a cell: the font's em, the rendered cell's height, and where a capital letter stands in it.
_EM = 1.3833
CELL_HEIGHT = 1.6
CAP_TOP = 0.31
BASELINE = 1.30


@lru_cache(maxsize=64)
def glyphs(pitch: int, *, variant: str = "regular", weight: float = 0.0) -> NDArray[np.uint8]:
    """Render the 37 glyphs of the MRZ's alphabet.

    Args:
        pitch: width of a cell, px.
        variant: one of `VARIANTS`.
        weight: thickness added to every stroke on each side, as a share of the pitch; 0 is the font's own.

    Returns:
        Coverage, (37, round(1.6 · pitch), pitch) uint8, 255 where ink is; read-only. A capital letter spans
        `CAP_TOP` to `BASELINE` times the pitch, measured from the top.
    """
    scale = 4  # rendered larger and averaged: sub-pixel placement without hinting
    height = round(CELL_HEIGHT * pitch)
    font = ImageFont.truetype(str(_FONTS / VARIANTS[variant]), _EM * pitch * scale)
    table = np.zeros((len(ALPHABET), height, pitch), np.uint8)
    for index, character in enumerate(ALPHABET):
        cell = Image.new("L", (pitch * scale, height * scale))
        drawing = ImageDraw.Draw(cell)
        drawing.text(
            (0, BASELINE * pitch * scale),
            character,
            font=font,
            fill=255,
            anchor="ls",
            stroke_width=weight * pitch * scale,
        )
        table[index] = np.asarray(cell.resize((pitch, height), Image.Resampling.BOX))
    table.flags.writeable = False
    return table


def line_coverage(
    text: str, *, pitch: int, variant: str = "regular", weight: float = 0.0
) -> NDArray[np.uint8]:
    """Set one MRZ line.

    Args:
        text: characters of `ALPHABET`.
        pitch: width of a cell, px.
        variant: one of `VARIANTS`.
        weight: as for `glyphs`.

    Returns:
        Coverage, (round(1.6 · pitch), len(text) · pitch) uint8; cell i spans columns i · pitch to
        (i + 1) · pitch.

    Raises:
        ValueError: `text` has a character outside the alphabet.
    """
    table = glyphs(pitch, variant=variant, weight=weight)
    return np.concatenate([table[ALPHABET.index(character)] for character in text], axis=1)


def block_coverage(
    lines: Sequence[str], *, pitch: int, line_pitch: float, variant: str = "regular", weight: float = 0.0
) -> NDArray[np.uint8]:
    """Set a block of MRZ lines of one length.

    Args:
        lines: the lines, all of one length.
        pitch: width of a cell, px.
        line_pitch: distance between baselines, px; ICAO Doc 9303 prints 6.35 mm, 2.5 cells, in TD3 and about
            the same elsewhere.
        variant: one of `VARIANTS`.
        weight: as for `glyphs`.

    Returns:
        Coverage, (height, len(lines[0]) · pitch) uint8; line k's cells start round(k · line_pitch) rows down.
    """
    height = round(CELL_HEIGHT * pitch)
    block = np.zeros((height + round((len(lines) - 1) * line_pitch), len(lines[0]) * pitch), np.uint8)
    for number, text in enumerate(lines):
        top = round(number * line_pitch)
        cells = line_coverage(text, pitch=pitch, variant=variant, weight=weight)
        np.maximum(block[top : top + height], cells, out=block[top : top + height])
    return block
