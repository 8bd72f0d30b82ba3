"""Synthetic pages for the locator: squares cut from captured specimens, with the MRZ lines in them known."""

from dataclasses import dataclass, replace

import cv2
import numpy as np
from numpy.typing import NDArray

from docverify.mrz import MrzFormat
from docverify.reading.locate import STRIDE, UNIT_HEIGHT
from docverify.specimens import (
    Side,
    backgrounds,
    capture,
    degrade,
    draw_specimen,
    hard,
    kiosk,
    moderate,
    random_holder,
    random_style,
)

SIDE = 320
MOST_LINES = 6
_FORMATS = (MrzFormat.TD1, MrzFormat.TD2, MrzFormat.TD3, MrzFormat.MRVA, MrzFormat.MRVB)
_SIDES = (Side.MRZ, Side.MRZ, Side.MRZ, Side.BOTH, Side.FRONT)
_CONDITIONS = (hard, hard, moderate, moderate, kiosk)
_SQUARES = 8
"""Squares cut from each captured page."""


@dataclass(frozen=True, slots=True)
class Pages:
    """Squares with their truth.

    Attributes:
        images: (n, 320, 320) uint8 grey.
        quads: (n, 6, 4, 2) float32, corners of each MRZ line's capitals, px, reading order; NaN where none.
    """

    images: NDArray[np.uint8]
    quads: NDArray[np.float32]


def _page(rng: np.random.Generator) -> tuple[NDArray[np.uint8], NDArray[np.float64]]:
    """A picture that may hold documents, and the quads of its MRZ lines, (n, 4, 2)."""
    if rng.random() < 0.12:
        table = backgrounds.table(rng, 700, 900)
        sigma = float(rng.uniform(0, 1.5))
        return degrade.noise(degrade.blur(table, sigma=sigma), sigma=3, rng=rng), np.empty((0, 4, 2))
    layout = _FORMATS[int(rng.integers(len(_FORMATS)))]
    conditions = _CONDITIONS[int(rng.integers(len(_CONDITIONS)))](rng)
    if rng.random() < 0.3:
        conditions = replace(conditions, rotation=float(90 * rng.integers(4) + rng.normal(0, 2)))
    # Real MRZs are set closer, wider and higher than the standard has it more often than not.
    style = replace(
        random_style(rng),
        line_pitch=float(rng.uniform(0.66, 1.12)),
        mrz_stretch=(float(rng.uniform(0.9, 1.04)), float(rng.uniform(0.85, 1.15))),
    )
    specimen = draw_specimen(
        layout,
        holder=random_holder(layout, rng=rng),
        rng=rng,
        px_per_mm=conditions.px_per_mm,
        side=_SIDES[int(rng.integers(len(_SIDES)))],
        style=style,
    )
    taken = capture(specimen, conditions, rng=rng)
    return taken.image, taken.line_quads


def _squares(rng: np.random.Generator, image: NDArray[np.uint8], quads: NDArray[np.float64]) -> Pages:
    grey = cv2.cvtColor(image, cv2.COLOR_RGB2GRAY)
    images = np.zeros((_SQUARES, SIDE, SIDE), np.uint8)
    kept = np.full((_SQUARES, MOST_LINES, 4, 2), np.nan, np.float32)
    for number in range(_SQUARES):
        height = (
            np.linalg.norm(quads[:, 0] - quads[:, 3], axis=1).mean() if len(quads) else rng.uniform(8, 30)
        )
        scale = np.exp(rng.uniform(np.log(3.6), np.log(22))) / height
        scale = float(max(min(scale, 2.5), 0.1))
        # The square's middle: on an MRZ line most of the time, anywhere otherwise.
        if len(quads) and rng.random() < 0.75:
            line = quads[int(rng.integers(len(quads)))]
            share = rng.uniform(-0.1, 1.1)
            middle = (line[0] + line[3]) / 2 * (1 - share) + (line[1] + line[2]) / 2 * share
        else:
            middle = rng.uniform((0, 0), grey.shape[::-1])
        middle = middle + rng.normal(0, 60 / scale, 2)
        # Pictures come squashed, by a scanner's or a programmer's mistake.
        squash = float(np.exp(rng.normal(0, 0.08) if rng.random() < 0.8 else rng.uniform(-0.6, 0.6)))
        scales = scale * np.array([np.sqrt(squash), 1 / np.sqrt(squash)])
        shift = np.full(2, SIDE / 2) - middle * scales
        blurs = [max(0.42 / one, 0.01) if one < 0.8 else 0.01 for one in scales]
        source = (
            cv2.GaussianBlur(grey, (0, 0), sigmaX=blurs[0], sigmaY=blurs[1]) if max(blurs) > 0.1 else grey
        )
        matrix = np.array([[scales[0], 0, shift[0]], [0, scales[1], shift[1]]])
        border = cv2.BORDER_CONSTANT if rng.random() < 0.4 else cv2.BORDER_REFLECT
        images[number] = cv2.warpAffine(
            source, matrix, (SIDE, SIDE), flags=cv2.INTER_LINEAR, borderMode=border
        )
        kept[number, : min(len(quads), MOST_LINES)] = (quads * scales + shift)[:MOST_LINES]
        if border == cv2.BORDER_REFLECT:
            _hide_mirrored(images[number], grey.shape, scales, shift)
    return Pages(images, kept)


def _hide_mirrored(
    square: NDArray[np.uint8], shape: tuple[int, ...], scales: NDArray[np.float64], shift: NDArray[np.float64]
) -> None:
    """Blur what the reflected border repeats, so that no mirrored line is taught as background or text."""
    left, top = np.maximum(np.round(shift).astype(int), 0)
    right, bottom = np.minimum(np.round(shift + np.array(shape[::-1]) * scales).astype(int), SIDE)
    inside = square[top:bottom, left:right].copy()
    square[:] = cv2.blur(square, (61, 61))
    square[top:bottom, left:right] = inside


def shard(seed: int, pages: int) -> Pages:
    """Draw a shard, the same for the same `seed`; eight squares a page."""
    cv2.setNumThreads(1)
    rng = np.random.default_rng([20261, seed])
    parts = [_squares(rng, *_page(rng)) for _ in range(pages)]
    return Pages(
        np.concatenate([part.images for part in parts]), np.concatenate([part.quads for part in parts])
    )


def map_targets(quads: NDArray[np.float32]) -> NDArray[np.float32]:
    """Paint what the locator must say of one square.

    Args:
        quads: (m, 4, 2) float32 px, NaN where there is no line.

    Returns:
        (5, 80, 80) float32: text 0 or 1; weight of the text (0 around a line, where either answer will do);
        reading direction x and y; natural logarithm of the height of a capital over `UNIT_HEIGHT`.
    """
    return painted(quads, SIDE // STRIDE, around=0.55, within=0.34)


def painted(quads: NDArray[np.float32], side: int, *, around: float, within: float) -> NDArray[np.float32]:
    """Paint lines on a square of `side`.

    Text reaches `within` capitals about the middle of its line, and weighs nothing as far as `around`.
    """
    maps = np.zeros((5, side, side), np.float32)
    maps[1] = 1
    known = [quad.astype(np.float64) for quad in quads if np.isfinite(quad).all()]
    for reach, value, weight in ((around, 0.0, 0.0), (within, 1.0, 1.0)):
        for quad in known:
            mask = np.zeros((side, side), np.uint8)
            cv2.fillPoly(mask, [_painted(quad, reach)], 1, shift=4)
            area = mask > 0
            maps[0][area], maps[1][area] = value, weight
            along = (quad[1] + quad[2] - quad[0] - quad[3]) / 2
            along /= max(float(np.hypot(*along)), 1e-6)
            height = np.linalg.norm((quad[3] + quad[2] - quad[0] - quad[1]) / 2)
            maps[2][area], maps[3][area] = along
            maps[4][area] = np.log(max(float(height), 1.0) / UNIT_HEIGHT)
    return maps


def _painted(quad: NDArray[np.float64], reach: float) -> NDArray[np.int32]:
    """The quad with its height made `reach` capitals to both sides of the middle, in map px of 1/16."""
    left, right = (quad[0] + quad[3]) / 2, (quad[1] + quad[2]) / 2
    half_left, half_right = (quad[3] - quad[0]) * reach, (quad[2] - quad[1]) * reach
    corners = np.stack([left - half_left, right - half_right, right + half_right, left + half_left])
    return np.round(((corners - (STRIDE - 1) / 2) / STRIDE) * 16).astype(np.int32)
