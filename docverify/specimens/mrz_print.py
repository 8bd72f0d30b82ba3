"""Prints the MRZ on a page, and says to a fraction of a pixel where each line stands."""

from typing import NamedTuple

import cv2
import numpy as np
from numpy.typing import NDArray

from docverify.specimens import ocrb
from docverify.specimens.lettering import blend
from docverify.specimens.sheets import Sheet
from docverify.specimens.style import Style
from docverify.specimens.typeset import set_block

Picture = NDArray[np.uint8]
Quads = NDArray[np.float64]

# Lines are set at one pitch, so that glyphs are rendered once, and scaled to what the page needs.
_SET_PITCH = 32


def print_mrz(
    page: Picture,
    lines: tuple[str, ...],
    *,
    sheet: Sheet,
    style: Style,
    scale: float,
    rng: np.random.Generator,
) -> Quads:
    """Print `lines` at the foot of `page`, in place.

    Args:
        page: (H, W, 3) uint8; the sheet's bottom-left corner is the page's.
        lines: of one length.
        sheet: where the MRZ stands.
        style: how it looks.
        scale: px per mm.
        rng: source of the fading.

    Returns:
        (len(lines), 4, 2) px: per line, from the left edge of its first cell to the right edge of its last,
        capital height to baseline.
    """
    printed = (
        _in_ocrb(lines, sheet, style, scale) if style.mrz_font is None else _in(lines, sheet, style, scale)
    )
    height = printed.coverage.shape[0]
    left = round((sheet.left + style.mrz_shift[0]) * scale)
    last = page.shape[0] - (sheet.bottom + style.mrz_shift[1]) * scale  # the last line's baseline
    top = round(last - printed.lines[-1][1])
    if style.mrz_band:
        _lighten(page, top - int(scale), top + height + int(scale), share=style.mrz_band)
    blend(page, _inked(printed.coverage, style, rng), left=left, top=top, ink=style.mrz_ink)
    quads = []
    for (upper, lower), end in zip(printed.lines, printed.ends, strict=True):
        high, low, near, far = top + upper - 0.5, top + lower - 0.5, left - 0.5, left + end - 0.5
        quads.append([(near, high), (far, high), (far, low), (near, low)])
    return np.array(quads)


class _Printed(NamedTuple):
    """The type of an MRZ in px of the page: its coverage, and of each line capitals' top, foot and end."""

    coverage: Picture
    lines: list[tuple[float, float]]
    ends: list[float]


def _in_ocrb(lines: tuple[str, ...], sheet: Sheet, style: Style, scale: float) -> _Printed:
    pitch = ocrb.PITCH_MM * style.mrz_stretch[0] * scale
    line_pitch = sheet.line_pitch * style.line_pitch * scale
    tall = ocrb.PITCH_MM * style.mrz_stretch[1] * scale / _SET_PITCH  # px of the page for one px as set
    block = ocrb.block_coverage(
        lines,
        pitch=_SET_PITCH,
        line_pitch=line_pitch / tall,
        variant=style.mrz_variant,
        weight=style.mrz_weight,
    )
    coverage = _resized(block, len(lines[0]) * pitch, block.shape[0] * tall)
    tall = coverage.shape[0] / block.shape[0]
    starts = [round(row * line_pitch / tall) for row in range(len(lines))]  # as `block_coverage` places them
    feet = [
        ((start + ocrb.CAP_TOP * _SET_PITCH) * tall, (start + ocrb.BASELINE * _SET_PITCH) * tall)
        for start in starts
    ]
    return _Printed(coverage, feet, [float(coverage.shape[1])] * len(lines))


def _in(lines: tuple[str, ...], sheet: Sheet, style: Style, scale: float) -> _Printed:
    """Another typeface: capitals as high as OCR-B's, or as wide as the sheet lets the longest line be."""
    assert style.mrz_font is not None  # noqa: S101 - the caller asked
    capital = ocrb.PITCH_MM * (ocrb.BASELINE - ocrb.CAP_TOP) * style.mrz_stretch[1] * scale
    line_pitch = sheet.line_pitch * style.line_pitch * scale
    tall = capital / _SET_PITCH
    block = set_block(
        lines,
        font=style.mrz_font,
        capital=_SET_PITCH,
        line_pitch=line_pitch / tall,
        weight=style.mrz_weight * _SET_PITCH,
    )
    widest = (sheet.width - 2 * sheet.left) * scale
    tall *= min(1.0, widest / (block.coverage.shape[1] * tall))
    coverage = _resized(block.coverage, block.coverage.shape[1] * tall, block.coverage.shape[0] * tall)
    feet = [((low - block.capital) * tall, low * tall) for low in block.baselines.tolist()]
    return _Printed(coverage, feet, [float(edges[-1]) * tall for edges in block.edges])


def _resized(block: Picture, width: float, height: float) -> Picture:
    size = max(1, round(width)), max(1, round(height))
    method = cv2.INTER_AREA if size[0] < block.shape[1] else cv2.INTER_CUBIC
    return np.asarray(cv2.resize(block, size, interpolation=method), np.uint8)


def _lighten(page: Picture, top: int, bottom: int, *, share: float) -> None:
    band = page[max(top, 0) : bottom]
    cv2.addWeighted(band, 1 - share, np.full_like(band, 245), share, 0, band)


def _inked(coverage: Picture, style: Style, rng: np.random.Generator) -> Picture:
    """Coverage as the printer leaves it: not quite opaque, and weaker here and there."""
    opacity = np.float32(style.mrz_opacity)
    if not style.mrz_fading:
        return np.asarray(cv2.convertScaleAbs(coverage, alpha=float(opacity)), np.uint8)
    height, width = coverage.shape
    patches = rng.random((3, int(rng.integers(4, 24))), np.float32)
    strength = opacity * (1 - np.float32(style.mrz_fading) * cv2.resize(patches, (width, height)))
    return (coverage * strength).astype(np.uint8)
