"""Writes words on a picture, in the few typefaces that are always at hand. Pictures are changed in place."""

from functools import lru_cache
from pathlib import Path

import cv2
import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageDraw, ImageFont

Picture = NDArray[np.uint8]
Ink = tuple[int, int, int]

_OCRB = Path(__file__).parent / "fonts" / "OCRB.otf"
_STROKES = {"plain": cv2.FONT_HERSHEY_SIMPLEX, "roman": cv2.FONT_HERSHEY_COMPLEX}
_STROKE_CAP = 21.0  # px: height of a Hershey capital at scale 1
_CAP_TO_EM = 0.7  # of outline fonts: height of a capital against the size asked for


def blend(picture: Picture, coverage: NDArray[np.uint8], *, left: int, top: int, ink: Ink) -> None:
    """Print `coverage` (h, w), 255 where ink is, its first pixel at (left, top); what is outside is cut."""
    height, width = picture.shape[:2]
    x, y = max(left, 0), max(top, 0)
    right, bottom = min(left + coverage.shape[1], width), min(top + coverage.shape[0], height)
    if x >= right or y >= bottom:
        return
    share = coverage[y - top : bottom - top, x - left : right - left, None].astype(np.int16)
    under = picture[y:bottom, x:right].astype(np.int16)
    picture[y:bottom, x:right] = (
        under + (np.array(ink, np.int16) - under) * share.astype(np.int32) // 255
    ).astype(np.uint8)


def write(
    picture: Picture, text: str, *, at: tuple[float, float], cap: float, face: str, ink: Ink, width: float
) -> None:
    """Write one line of text.

    Args:
        picture: (H, W, 3) uint8, changed in place.
        text: what to write; letters that a face lacks come out as boxes or question marks.
        at: (x, y) of the baseline's left end, px.
        cap: height of a capital, px.
        face: "sans", "ocrb", "plain" or "roman".
        ink: RGB.
        width: px; longer text is set smaller.
    """
    if not text or cap < 2:
        return
    if face in _STROKES:
        _write_strokes(picture, text, at=at, cap=cap, face=_STROKES[face], ink=ink, width=width)
        return
    font = _font(face, max(4, round(cap / _CAP_TO_EM)))
    length = font.getlength(text)
    if length > width:
        font = _font(face, max(4, int(cap / _CAP_TO_EM * width / length)))
    left, top, right, bottom = font.getbbox(text, anchor="ls")
    cell = Image.new("L", (max(1, int(right - left) + 2), max(1, int(bottom - top) + 2)))
    ImageDraw.Draw(cell).text((1 - left, 1 - top), text, font=font, fill=255, anchor="ls")
    blend(picture, np.asarray(cell), left=round(at[0] + left), top=round(at[1] + top), ink=ink)


def _write_strokes(
    picture: Picture, text: str, *, at: tuple[float, float], cap: float, face: int, ink: Ink, width: float
) -> None:
    scale = cap / _STROKE_CAP
    length = cv2.getTextSize(text, face, scale, 1)[0][0]
    scale *= min(1.0, width / max(length, 1))
    place = round(at[0]), round(at[1])
    cv2.putText(picture, text, place, face, scale, ink, max(1, round(scale * 2)), cv2.LINE_AA)


@lru_cache(maxsize=128)
def _font(face: str, size: int) -> ImageFont.FreeTypeFont:
    if face == "ocrb":
        return ImageFont.truetype(str(_OCRB), size)
    font = ImageFont.load_default(size)
    if not isinstance(font, ImageFont.FreeTypeFont):  # Pillow was built without FreeType: OCR-B needs it, too
        raise TypeError("this Pillow cannot draw outline fonts: install a wheel from PyPI")
    return font
