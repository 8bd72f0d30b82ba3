"""Prints the MRZ on a page, and says to a fraction of a pixel where each line stands."""

import cv2
import numpy as np
from numpy.typing import NDArray

from docverify.specimens import ocrb
from docverify.specimens.lettering import blend
from docverify.specimens.sheets import Sheet
from docverify.specimens.style import Style

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
    size = max(1, round(len(lines[0]) * pitch)), max(1, round(block.shape[0] * tall))
    method = cv2.INTER_AREA if pitch < _SET_PITCH else cv2.INTER_CUBIC
    coverage = np.asarray(cv2.resize(block, size, interpolation=method), np.uint8)
    tall = size[1] / block.shape[0]

    left = round((sheet.left + style.mrz_shift[0]) * scale)
    last = page.shape[0] - (sheet.bottom + style.mrz_shift[1]) * scale  # the last line's baseline
    starts = [round(row * line_pitch / tall) for row in range(len(lines))]  # as `block_coverage` places them
    top = round(last - (starts[-1] + ocrb.BASELINE * _SET_PITCH) * tall)
    if style.mrz_band:
        _lighten(page, top - int(scale), top + size[1] + int(scale), share=style.mrz_band)
    blend(page, _inked(coverage, style, rng), left=left, top=top, ink=style.mrz_ink)

    quads = []
    for start in starts:
        upper = top + (start + ocrb.CAP_TOP * _SET_PITCH) * tall - 0.5
        lower = top + (start + ocrb.BASELINE * _SET_PITCH) * tall - 0.5
        near, far = left - 0.5, left + size[0] - 0.5
        quads.append([(near, upper), (far, upper), (far, lower), (near, lower)])
    return np.array(quads)


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
