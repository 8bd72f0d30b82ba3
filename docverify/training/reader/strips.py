"""Synthetic strips for the recogniser: OCR-B on security paper, captured badly, with its cells known.

Each patch is a block of two or three lines drawn on a background, seen by a simulated camera at its native
size, and then cut into strips the way `rectify` does, with errors of placement added on purpose.
"""

from dataclasses import dataclass
from functools import lru_cache

import cv2
import numpy as np
from numpy.typing import NDArray

from docverify.mrz import ALPHABET
from docverify.reading.strips import CAP_HEIGHT, FRAME, HEIGHT, PITCH
from docverify.specimens import backgrounds, degrade, ocrb
from docverify.training.reader.texts import random_text

WIDTH = 384
MOST_CELLS = 32
_SHEET_PITCH = 24


@dataclass(frozen=True, slots=True)
class Strips:
    """A batch of strips with their truth.

    Attributes:
        images: (n, 32, 384) uint8 grey.
        centres: (n, 32) float32, x of each cell's centre in the strip, px; NaN where there is no cell.
        labels: (n, 32) int16, index into `mrz.ALPHABET`; −1 where there is no cell.
    """

    images: NDArray[np.uint8]
    centres: NDArray[np.float32]
    labels: NDArray[np.int16]


def joined(parts: list[Strips]) -> Strips:
    """Put batches together, one after the other."""
    return Strips(
        np.concatenate([part.images for part in parts]),
        np.concatenate([part.centres for part in parts]),
        np.concatenate([part.labels for part in parts]),
    )


@lru_cache(maxsize=2)
def textures(seed: int) -> list[NDArray[np.uint8]]:
    """A stock of backgrounds to cut from; drawing one for every patch would cost more than the patch."""
    rng = np.random.default_rng(seed)
    stock = []
    for _ in range(160):
        kind = rng.random()
        canvas = backgrounds.paper(rng, 420, 640, light=float(rng.uniform(0.1, 1)))
        if kind < 0.75:
            strength = float(rng.uniform(0.1, 0.55))
            canvas = backgrounds.guilloche(rng, canvas, strength=strength, scale=float(rng.uniform(3, 14)))
        elif kind < 0.85:
            canvas = backgrounds.table(rng, 420, 640)
        stock.append(np.asarray(cv2.cvtColor(canvas, cv2.COLOR_RGB2GRAY), np.uint8))
    return stock


def _native(
    rng: np.random.Generator, lines: list[str], stock: list[NDArray[np.uint8]]
) -> tuple[NDArray[np.uint8], NDArray[np.float64], float]:
    """Draw a block and photograph it: picture, homography from sheet to picture, line pitch in cells."""
    # Small print is where the errors are.
    smallest, largest = (6.5, 15.0) if rng.random() < 0.6 else (5.5, 30.0)
    pitch = float(np.exp(rng.uniform(np.log(smallest), np.log(largest))))
    line_pitch = float(rng.uniform(1.75, 2.9))
    block = ocrb.block_coverage(
        lines,
        pitch=_SHEET_PITCH,
        line_pitch=line_pitch * _SHEET_PITCH,
        variant=str(rng.choice(["regular", "sharp", "oblique"], p=[0.72, 0.2, 0.08])),
        weight=float(rng.choice([0, 0, 0.015, 0.03, 0.05])),
    )
    picture, to_native = photographed(rng, block, scale=pitch / _SHEET_PITCH, pitch=pitch, stock=stock)
    return picture, to_native, line_pitch


def photographed(
    rng: np.random.Generator,
    block: NDArray[np.uint8],
    *,
    scale: float,
    pitch: float,
    stock: list[NDArray[np.uint8]],
) -> tuple[NDArray[np.uint8], NDArray[np.float64]]:
    """Photograph a block of print from somewhere above it.

    Args:
        rng: source of every choice.
        block: (H, W) uint8, its coverage.
        scale: px of the picture for one px of the block.
        pitch: about a cell's width in the picture, px.
        stock: grounds that it may be printed on, grey.

    Returns:
        The picture, grey, and the homography from block to picture.
    """
    height, width = block.shape
    corners = np.array([[0, 0], [width, 0], [width, height], [0, height]], np.float64)
    turn = np.radians(rng.normal(0, 1.5))
    rotation = np.array([[np.cos(turn), np.sin(turn)], [-np.sin(turn), np.cos(turn)]])
    stretch = np.array([np.exp(rng.normal(0, 0.08)), np.exp(rng.normal(0, 0.08))])
    placed = (corners * stretch * scale) @ rotation
    placed += rng.normal(0, 0.01, (4, 2)) * height * scale
    margin = pitch * rng.uniform(0.1, 2.5, 2)
    placed += margin - placed.min(0)
    size = np.ceil(placed.max(0) + pitch * rng.uniform(0.1, 2.5, 2)).astype(int)
    to_native = cv2.getPerspectiveTransform(corners.astype(np.float32), placed.astype(np.float32))
    if scale < 0.8:
        block = np.asarray(cv2.GaussianBlur(block, (0, 0), 0.42 / scale), np.uint8)
    ink = cv2.warpPerspective(block, to_native, (int(size[0]), int(size[1])), flags=cv2.INTER_LINEAR)
    picture = _inked(rng, np.asarray(ink, np.uint8), stock)
    return _captured(rng, picture, pitch), np.asarray(to_native, np.float64)


def _inked(
    rng: np.random.Generator, ink: NDArray[np.uint8], stock: list[NDArray[np.uint8]]
) -> NDArray[np.uint8]:
    height, width = ink.shape
    texture = stock[int(rng.integers(len(stock)))]
    zoom = max(rng.uniform(0.5, 1.5), (height + 1) / texture.shape[0], (width + 1) / texture.shape[1])
    rows, columns = int(height / zoom) + 1, int(width / zoom) + 1
    top = int(rng.integers(0, max(1, texture.shape[0] - rows)))
    left = int(rng.integers(0, max(1, texture.shape[1] - columns)))
    ground = cv2.resize(texture[top : top + rows, left : left + columns], (width, height)).astype(np.float32)
    coverage = ink.astype(np.float32) / 255
    if rng.random() < 0.25:  # worn or coarse print
        holes = cv2.GaussianBlur(rng.random(ink.shape, np.float32), (0, 0), float(rng.uniform(0.4, 1.2)))
        coverage *= np.clip((holes - holes.mean()) / (holes.std() + 1e-6) * 0.25 + 0.95, 0, 1)
    tone = rng.uniform(0, 90) if rng.random() < 0.85 else rng.uniform(60, 140)
    tone = min(tone, float(ground.mean()) - 25)
    return np.asarray(np.clip(ground + (tone - ground) * coverage, 0, 255), np.uint8)


def _captured(rng: np.random.Generator, picture: NDArray[np.uint8], pitch: float) -> NDArray[np.uint8]:
    """Degrade at the native size, from mild to almost unreadable."""
    if rng.random() < 0.3:
        length = float(rng.uniform(0.1, 0.62) * pitch)
        picture = degrade.motion_blur(picture, length=length, angle=float(rng.uniform(0, 180)))
        picture = degrade.blur(picture, sigma=float(rng.uniform(0, 0.06) * pitch))
    elif rng.random() < 0.8:
        picture = degrade.blur(picture, sigma=float(rng.uniform(0, 0.21) * pitch * rng.uniform(0.3, 1)))
    if rng.random() < 0.3:
        picture = degrade.falling_light(
            picture, loss=float(rng.uniform(0, 0.6)), angle=float(rng.uniform(0, 360))
        )
    if rng.random() < 0.12:
        centre = rng.uniform((0, 0), picture.shape[::-1])
        radii = rng.uniform(0.5, 4, 2) * pitch
        picture = degrade.glare(
            picture,
            centre=(float(centre[0]), float(centre[1])),
            radii=(float(radii[0]), float(radii[1])),
            angle=float(rng.uniform(0, 180)),
            strength=float(rng.uniform(0.3, 0.95)),
        )
    if rng.random() < 0.1:
        start, end = rng.uniform((0, 0), picture.shape[::-1], (2, 2)).tolist()
        picture = degrade.crease(
            picture,
            start=tuple(start),
            end=tuple(end),
            width=float(rng.uniform(0.5, 2.5)),
            depth=float(rng.uniform(20, 80)),
        )
    if rng.random() < 0.6:
        gain, lift = rng.uniform(0.25, 1.1), rng.uniform(-20, 40)
        picture = np.asarray(np.clip(picture * gain + lift, 0, 255), np.uint8)
    if rng.random() < 0.7:
        picture = degrade.noise(picture, sigma=float(abs(rng.normal(0, 6))), rng=rng)
    if rng.random() < 0.7:
        picture = degrade.jpeg(picture, quality=int(rng.integers(25, 98)))
    if rng.random() < 0.15:  # sharpened by a scanner or a phone
        soft = cv2.GaussianBlur(picture, (0, 0), 1.0)
        picture = np.asarray(cv2.addWeighted(picture, 2.0, soft, -1.0, 0), np.uint8)
    return picture


def project(homography: NDArray[np.float64], points: NDArray[np.float64]) -> NDArray[np.float64]:
    """Points (n, 2) as a homography has them."""
    return np.asarray(cv2.perspectiveTransform(points[None], homography)[0], np.float64)


def cut(
    picture: NDArray[np.uint8], to_native: NDArray[np.float64], corners: NDArray[np.float64]
) -> tuple[NDArray[np.uint8], NDArray[np.float64]]:
    """Cut a strip out of a picture, and tell how points of the picture get there.

    Args:
        picture: (H, W) uint8 grey.
        to_native: homography from sheet to picture.
        corners: (4, 2) px of the sheet, in reading order.
    """
    edges = np.array([[0, 0], [WIDTH, 0], [WIDTH, HEIGHT], [0, HEIGHT]], np.float32) - 0.5
    to_strip = cv2.getPerspectiveTransform(project(to_native, corners).astype(np.float32), edges)
    strip = cv2.warpPerspective(
        picture, to_strip, (WIDTH, HEIGHT), flags=cv2.INTER_LINEAR, borderMode=cv2.BORDER_REPLICATE
    )
    return np.asarray(strip, np.uint8), np.asarray(to_strip, np.float64)


def patch(rng: np.random.Generator, stock: list[NDArray[np.uint8]]) -> Strips:
    """Draw one block and cut its two or three strips."""
    length = int(rng.integers(14, 27))
    lines = [random_text(rng, length) for _ in range(int(rng.integers(2, 4)))]
    picture, to_native, line_pitch = _native(rng, lines, stock)
    images = np.zeros((len(lines), HEIGHT, WIDTH), np.uint8)
    centres = np.full((len(lines), MOST_CELLS), np.nan, np.float32)
    labels = np.full((len(lines), MOST_CELLS), -1, np.int16)
    for number, text in enumerate(lines):
        top = round(number * line_pitch * _SHEET_PITCH)
        middle = top + (ocrb.CAP_TOP + ocrb.BASELINE) / 2 * _SHEET_PITCH
        # Errors of placement: height, position, tilt, width of a cell.
        half = _SHEET_PITCH / 2 * HEIGHT / CAP_HEIGHT * np.exp(rng.normal(0, 0.12))
        shift = rng.normal(0, 0.07, 2) * _SHEET_PITCH
        reach = (WIDTH / PITCH) * _SHEET_PITCH * np.exp(rng.normal(0, 0.12))
        spare = length * _SHEET_PITCH - reach
        left = rng.uniform(min(0, spare), max(0, spare)) + rng.normal(0, _SHEET_PITCH)
        corners = np.array(
            [
                [left, middle + shift[0] - half],
                [left + reach, middle + shift[1] - half],
                [left + reach, middle + shift[1] + half],
                [left, middle + shift[0] + half],
            ]
        )
        images[number], to_strip = cut(picture, to_native, corners)
        sheet = np.stack([(np.arange(length) + 0.5) * _SHEET_PITCH, np.full(length, middle)], 1)
        seen = project(to_strip, project(to_native, sheet))[:, 0]
        inside = np.flatnonzero((seen > -PITCH / 2) & (seen < WIDTH + PITCH / 2))[:MOST_CELLS]
        centres[number, : len(inside)] = seen[inside]
        labels[number, : len(inside)] = [ALPHABET.index(text[i]) for i in inside]
    return Strips(images, centres, labels)


def not_an_mrz(rng: np.random.Generator, stock: list[NDArray[np.uint8]]) -> Strips:
    """Print in other faces, barcodes and bare paper: nothing in these is a cell."""
    ground = stock[int(rng.integers(len(stock)))]
    top, left = int(rng.integers(0, ground.shape[0] - 80)), int(rng.integers(0, ground.shape[1] - WIDTH))
    picture = np.ascontiguousarray(ground[top : top + 80, left : left + WIDTH])
    tone = int(rng.integers(0, 110))
    if rng.random() < 0.6:
        letters = list("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789     .,:/-")
        for row in (12, 48, 80):
            text = "".join(rng.choice(letters, 60))
            face = int(
                rng.choice([cv2.FONT_HERSHEY_SIMPLEX, cv2.FONT_HERSHEY_COMPLEX, cv2.FONT_HERSHEY_DUPLEX])
            )
            cv2.putText(
                picture,
                text,
                (int(rng.integers(-30, 60)), row),
                face,
                float(rng.uniform(0.4, 1)),
                tone,
                int(rng.integers(1, 3)),
                cv2.LINE_AA,
            )
    elif rng.random() < 0.5:
        column = 0.0
        while column < WIDTH:
            width = rng.uniform(1, 9)
            cv2.rectangle(picture, (int(column), 0), (int(column + width), 80), tone, -1)
            column += width + rng.uniform(1, 9)
    picture = _captured(rng, picture, 14.0)
    middle = int(rng.integers(0, 80 - HEIGHT))
    empty = np.full((1, MOST_CELLS), np.nan, np.float32)
    return Strips(picture[None, middle : middle + HEIGHT], empty, np.full((1, MOST_CELLS), -1, np.int16))


def shard(seed: int, patches: int) -> Strips:
    """Draw a shard of strips, the same for the same `seed`; about 2.4 strips a patch."""
    cv2.setNumThreads(1)
    rng = np.random.default_rng([20260, seed])
    stock = textures(seed % 4)
    parts = [not_an_mrz(rng, stock) if rng.random() < 0.12 else patch(rng, stock) for _ in range(patches)]
    return joined(parts)


def frame_targets(
    centres: NDArray[np.float32], labels: NDArray[np.int16], frames: int = WIDTH // FRAME
) -> tuple[NDArray[np.float32], NDArray[np.int64]]:
    """Turn cells into what each frame must say.

    Args:
        centres: (n, m) float32, px, NaN where there is no cell.
        labels: (n, m) int16, −1 where there is no cell.
        frames: number of frames.

    Returns:
        How central each frame is to a cell, (n, frames) float32 in [0, 1], and the character of the cell that
        the frame is in, (n, frames) int64, −1 near a cell's border and where there is none.
    """
    middle = (np.arange(frames) + 0.5) * FRAME - 0.5
    distance = np.abs(middle[None, :, None] - np.nan_to_num(centres, nan=1e6)[:, None, :])
    nearest = distance.argmin(2)
    gap = np.take_along_axis(distance, nearest[..., None], 2)[..., 0]
    known = np.sort(np.where(np.isnan(centres), 1e6, centres), 1)
    steps = np.diff(known, axis=1)
    with np.errstate(invalid="ignore"):
        pitch = np.nan_to_num(np.nanmedian(np.where(steps < 1e3, steps, np.nan)[:, :8], axis=1), nan=PITCH)
    share = gap / np.maximum(pitch, 1)[:, None]
    central = np.exp(-0.5 * (share / 0.17) ** 2).astype(np.float32)
    character = np.where(share < 0.36, np.take_along_axis(labels, nearest, 1), -1).astype(np.int64)
    return central, character
