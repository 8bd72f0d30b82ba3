"""Draws what the reader saw: the MRZ's outline, its cells, what was read in them, what was corrected."""

import cv2
import numpy as np
from numpy.typing import NDArray

from docverify.arguments import expect, expect_picture
from docverify.evidence.reading import Reading
from docverify.mrz import ALPHABET

_OUTLINE = (0, 150, 255)
_SURE = (0, 140, 60)
_DOUBTFUL = (230, 130, 0)
_CORRECTED = (220, 0, 60)
_CERTAIN = 0.95


def explain(image: NDArray[np.uint8], reading: Reading) -> NDArray[np.uint8]:
    """Paint a reading over its picture; the result shows text of the document.

    Args:
        image: (H, W, 3) uint8 RGB, the picture that was read.
        reading: its reading.

    Returns:
        (H', W', 3) uint8 RGB: the picture, enlarged where the MRZ is small, with the MRZ's outline in blue,
        sure cells in green, doubtful ones in orange, corrected ones in red, each with the character read, and
        a line of words below.

    Raises:
        InputError: another kind of array, or no reading.
    """
    expect_picture("image", image)
    expect("reading", reading, Reading, "what read_mrz gave")
    height = reading.legibility.character_height
    factor = float(np.clip(18 / height, 1, 4)) if np.isfinite(height) else 1.0
    canvas = np.array(cv2.resize(image, None, fx=factor, fy=factor, interpolation=cv2.INTER_CUBIC), np.uint8)
    if reading.quad is not None:
        _polygon(canvas, reading.quad, factor, _OUTLINE, thickness=2)
    if reading.cells is not None:
        _paint_cells(canvas, reading, factor)
    return np.concatenate([canvas, _caption(canvas.shape[1], reading)])


def _paint_cells(canvas: NDArray[np.uint8], reading: Reading, factor: float) -> None:
    assert reading.cells is not None  # noqa: S101 - the caller asked
    corrected = {(one.line, one.column) for one in reading.corrections}
    for line, text in enumerate(reading.lines):
        for column, character in enumerate(text):
            quad = reading.cells.quads[line, column]
            chance = reading.cells.probabilities[line, column, ALPHABET.index(character)]
            colour = _SURE if chance > _CERTAIN else _DOUBTFUL
            colour = _CORRECTED if (line, column) in corrected else colour
            _polygon(canvas, quad, factor, colour, thickness=1)
            # The character stands just above its cell, turned like the picture is: upright on the screen.
            away = (quad[0] + quad[1] - quad[2] - quad[3]) / 2
            centre = (quad.mean(0) + 0.95 * away) * factor
            size = float(np.linalg.norm(away)) * factor / 32
            place = int(centre[0] - 9 * size), int(centre[1] + 9 * size)
            cv2.putText(
                canvas,
                character,
                place,
                cv2.FONT_HERSHEY_SIMPLEX,
                size,
                colour,
                max(1, round(size * 2)),
                cv2.LINE_AA,
            )


def _polygon(
    canvas: NDArray[np.uint8],
    quad: NDArray[np.float64],
    factor: float,
    colour: tuple[int, int, int],
    *,
    thickness: int,
) -> None:
    corners = np.round(((quad + 0.5) * factor - 0.5) * 16).astype(np.int32)
    cv2.polylines(
        canvas, [corners], isClosed=True, color=colour, thickness=thickness, lineType=cv2.LINE_AA, shift=4
    )


def _caption(width: int, reading: Reading) -> NDArray[np.uint8]:
    seen = reading.legibility
    what = (
        reading.failure.value
        if reading.mrz is None and reading.failure
        else f"confidence {reading.confidence:.3f}"
    )
    words = f"{what}, capitals {seen.character_height:.1f} px, sharpness {seen.sharpness:.2f}"
    strip = np.full((26, width, 3), 20, np.uint8)
    cv2.putText(strip, words, (8, 18), cv2.FONT_HERSHEY_SIMPLEX, 0.5, (235, 235, 235), 1, cv2.LINE_AA)
    return strip
