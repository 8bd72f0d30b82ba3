"""Writes words on a picture, in the few typefaces that are always at hand. Pictures are changed in place."""

import unicodedata
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple

import cv2
import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageDraw, ImageFont

from docverify.mrz.transliteration import letter_options
from docverify.specimens import accents

Picture = NDArray[np.uint8]
Quad = NDArray[np.float64]
Ink = tuple[int, int, int]

_OCRB = Path(__file__).parent / "fonts" / "OCRB.otf"
_STROKES = {"plain": cv2.FONT_HERSHEY_SIMPLEX, "roman": cv2.FONT_HERSHEY_COMPLEX}
_STROKE_CAP = 21.0  # px: height of a Hershey capital at scale 1
_CAP_TO_EM = 0.7  # of outline fonts: height of a capital against the size asked for


class Written(NamedTuple):
    """A line as written, and its (4, 2) px: ink's left to its right end, capital height to baseline."""

    text: str
    quad: Quad


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
    picture: Picture,
    text: str,
    *,
    at: tuple[float, float],
    cap: float,
    face: str | Path,
    ink: Ink,
    width: float,
) -> Written | None:
    """Write one line of text.

    Args:
        picture: (H, W, 3) uint8, changed in place.
        text: what to write. A letter that a face lacks is put together from others, taken from a face that
            has it, or written in letters of the MRZ: never as a box.
        at: (x, y) of the baseline's left end, px.
        cap: height of a capital, px.
        face: "sans", "ocrb", "plain", "roman", or the file of a typeface.
        ink: RGB.
        width: px; longer text is set smaller.

    Returns:
        What was written and where; None if nothing was.
    """
    if not text or cap < 2:
        return None
    if isinstance(face, str) and face in _STROKES:
        if text.isascii():
            return _write_strokes(picture, text, at=at, cap=cap, face=_STROKES[face], ink=ink, width=width)
        face = "sans"  # strokes have no letters but English ones
    text = spelled(text, face)
    em = _em(face)
    font = _font(face, max(4, round(cap / em)))
    length = _length(text, face, font)
    if length > width:
        font = _font(face, max(4, int(cap / em * width / length)))
    if all(has(face, letter) for letter in text):
        left, top, right, bottom = font.getbbox(text, anchor="ls")
        cell = Image.new("L", (max(1, int(right - left) + 2), max(1, int(bottom - top) + 2)))
        ImageDraw.Draw(cell).text((1 - left, 1 - top), text, font=font, fill=255, anchor="ls")
        coverage, place = np.asarray(cell, np.uint8), (round(at[0] + left), round(at[1] + top))
    else:
        coverage, above = _put_together(text, face, font)
        place = round(at[0]) + 1 - above, round(at[1]) + 1 - above
    blend(picture, coverage, left=place[0], top=place[1], ink=ink)
    inked = np.flatnonzero(coverage.max(axis=0) > 0)
    if not inked.size:
        return None
    left, right = place[0] + float(inked[0]), place[0] + float(inked[-1]) + 1
    return Written(text, _quad(left, right, round(at[1]) + 1.0, _capital(font)))


def fitting(text: str, *, cap: float, face: str | Path) -> float:
    """How wide a line of text is, px, whose capitals are `cap` px high."""
    if isinstance(face, str) and face in _STROKES:
        if text.isascii():
            scale = cap / _STROKE_CAP
            return float(cv2.getTextSize(text, _STROKES[face], scale, max(1, round(scale * 2)))[0][0])
        face = "sans"
    return _length(spelled(text, face), face, _font(face, max(4, round(cap / _em(face)))))


def fitted_cap(text: str, *, cap: float, face: str | Path, width: float) -> float:
    """`cap`, or less, so that the line is no wider than `width`, px: small sizes are not in proportion."""
    length = fitting(text, cap=cap, face=face)
    while length > width and cap > 2:
        cap *= min(0.98, width / length)
        length = fitting(text, cap=cap, face=face)
    return cap


@lru_cache(maxsize=1 << 12)
def has(face: str | Path, letter: str) -> bool:
    """Whether an outline face has a letter of its own."""
    font = _font(face, 40)
    if letter.isspace():
        return True
    shape, none = font.getmask(letter), font.getmask("\uffff")
    return (shape.size, bytes(shape)) != (none.size, bytes(none)) and shape.getbbox() is not None


def spelled(text: str, face: str | Path) -> str:
    """`text` in letters that can be written: those without any shape as the MRZ would have them."""

    def written(letter: str) -> str:
        made = accents.recipe(letter)
        if has(face, letter) or (made and all(has(face, base) for base in made[0])) or has("ocrb", letter):
            return letter
        options = next(iter(letter_options(letter.upper())), ())
        plain = options[0] if options else ""
        return plain.lower() if letter.islower() else plain

    return "".join(map(written, unicodedata.normalize("NFC", text)))


def _length(text: str, face: str | Path, font: ImageFont.FreeTypeFont) -> float:
    if all(has(face, letter) for letter in text):
        return font.getlength(text)
    capital = _capital(font)
    return sum(_advance(letter, face, font, capital) for letter in text)


def _advance(letter: str, face: str | Path, font: ImageFont.FreeTypeFont, capital: float) -> float:
    if has(face, letter):
        return font.getlength(letter)
    if accents.recipe(letter) is None:
        return _other(capital).getlength(letter)
    return accents.advance(letter, font, capital)


def _put_together(text: str, face: str | Path, font: ImageFont.FreeTypeFont) -> tuple[Picture, int]:
    """The coverage of a line with letters that the face lacks, and its margin around the first base point."""
    capital = _capital(font)
    margin = int(np.ceil(1.6 * capital))
    cell = np.zeros((2 * margin, int(np.ceil(_length(text, face, font))) + 2 * margin), np.uint8)
    x = float(margin)
    for letter in text:
        known, made = has(face, letter), accents.recipe(letter) is not None
        one = font if known or made else _other(capital)
        if known or not made:
            ink = Image.new("L", cell.shape[::-1])
            ImageDraw.Draw(ink).text((x, margin), letter, font=one, fill=255, anchor="ls")
            np.maximum(cell, np.asarray(ink, np.uint8), out=cell)
        else:
            accents.draw(cell, letter, at=(x, margin), font=font, capital=capital)
        x += _advance(letter, face, font, capital)
    return cell, margin


def _other(capital: float) -> ImageFont.FreeTypeFont:
    """OCR-B, at the size at which its capitals are so high."""
    return _font("ocrb", max(4, round(capital / _CAP_TO_EM)))


def _capital(font: ImageFont.FreeTypeFont) -> float:
    return -float(font.getbbox("H", anchor="ls")[1])


def _quad(left: float, right: float, base: float, cap: float) -> Quad:
    """Of a line whose ink begins and ends there, px: capital height to baseline."""
    near, far, high, low = left - 0.5, right - 0.5, base - cap - 0.5, base - 0.5
    return np.array([(near, high), (far, high), (far, low), (near, low)], np.float64)


def _write_strokes(
    picture: Picture, text: str, *, at: tuple[float, float], cap: float, face: int, ink: Ink, width: float
) -> Written:
    scale = cap / _STROKE_CAP
    length = cv2.getTextSize(text, face, scale, 1)[0][0]
    scale *= min(1.0, width / max(length, 1))
    place = round(at[0]), round(at[1])
    stroke = max(1, round(scale * 2))
    cv2.putText(picture, text, place, face, scale, ink, stroke, cv2.LINE_AA)
    length = cv2.getTextSize(text, face, scale, stroke)[0][0]
    return Written(text, _quad(at[0], at[0] + length, at[1], scale * _STROKE_CAP))


@lru_cache(maxsize=128)
def _font(face: str | Path, size: int) -> ImageFont.FreeTypeFont:
    if isinstance(face, Path) or face == "ocrb":
        return ImageFont.truetype(str(_OCRB if face == "ocrb" else face), size)
    font = ImageFont.load_default(size)
    if not isinstance(font, ImageFont.FreeTypeFont):  # Pillow was built without FreeType: OCR-B needs it, too
        raise TypeError("this Pillow cannot draw outline fonts: install a wheel from PyPI")
    return font


@lru_cache(maxsize=64)
def _em(face: str | Path) -> float:
    """Height of a capital against the size asked for."""
    return _capital(_font(face, 1000)) / 1000 if isinstance(face, Path) else _CAP_TO_EM
