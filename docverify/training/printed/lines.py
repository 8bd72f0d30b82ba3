"""Synthetic strips of printed lines in many typefaces, with every character's place known."""

from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from docverify.printed.alphabet import CHARACTERS
from docverify.printed.strips import CAP_HEIGHT, FRAME, HEIGHT
from docverify.specimens.typeset import Block, set_block
from docverify.training.printed.fonts import Face
from docverify.training.printed.texts import random_line
from docverify.training.reader.strips import photographed, project, textures

WIDTH = 256
"""Of a strip, px; longer lines are cut to it."""
MOST = 48
"""Characters in a strip."""
_CAPITAL = 32
"""Height of a capital on the sheet, px."""
_MARGIN = 2.2
"""Room about the line on the sheet, capitals: what stands above and below is seen, too."""
_CORE, _ABOUT = 0.13, 2.2
"""A character is told by the frames about its middle, so far of its width; in the frames that far beyond, px,
either answer will do, and between them nothing is said: one character is one run of frames."""


@dataclass(frozen=True, slots=True)
class LineStrips:
    """A batch of strips with their truth.

    Attributes:
        images: (n, 32, 256) uint8 grey.
        edges: (n, 48, 2) float32, where each character begins and ends, px; NaN where there is none.
        labels: (n, 48) int16, class of each character; −1 where there is none.
    """

    images: NDArray[np.uint8]
    edges: NDArray[np.float32]
    labels: NDArray[np.int16]


def shard(seed: int, count: int, fonts: tuple[Face, ...]) -> LineStrips:
    """Draw a shard of `count` strips, the same for the same `seed`."""
    cv2.setNumThreads(1)
    rng = np.random.default_rng([20264, seed])
    stock = textures(seed % 4)
    images = np.zeros((count, HEIGHT, WIDTH), np.uint8)
    edges = np.full((count, MOST, 2), np.nan, np.float32)
    labels = np.full((count, MOST), -1, np.int16)
    for row in range(count):
        images[row], places, classes = _strip(rng, fonts, stock)
        edges[row, : len(places)], labels[row, : len(classes)] = places, classes
    return LineStrips(images, edges, labels)


def _strip(
    rng: np.random.Generator, fonts: tuple[Face, ...], stock: list[NDArray[np.uint8]]
) -> tuple[NDArray[np.uint8], NDArray[np.float32], list[int]]:
    face = fonts[int(rng.integers(len(fonts)))]
    nothing = rng.random() < 0.04
    text = " " if nothing else _within(random_line(rng), face)
    block, sheet, left, baseline = _sheet(rng, text, face, fonts)
    smallest, largest = (7.0, 16.0) if rng.random() < 0.6 else (6.0, 40.0)
    capital = float(np.exp(rng.uniform(np.log(smallest), np.log(largest))))
    picture, to_native = photographed(rng, sheet, scale=capital / _CAPITAL, pitch=capital * 0.9, stock=stock)
    if rng.random() < 0.06:
        picture = np.asarray(255 - picture, np.uint8)  # titles are printed light on dark
    middle = baseline - _CAPITAL / 2
    half = _CAPITAL / 2 * HEIGHT / CAP_HEIGHT * np.exp(rng.normal(0, 0.1))
    shift = rng.normal(0, 0.06, 2) * _CAPITAL
    reach = WIDTH * _CAPITAL / CAP_HEIGHT * np.exp(rng.normal(0, 0.12))
    begin = left - rng.uniform(0.1, 1.2) * _CAPITAL
    spare = block.edges[0][-1] - reach
    if spare > 0 and rng.random() < 0.5:
        begin += rng.uniform(0, spare)
    corners: NDArray[np.float64] = np.array(
        [
            [begin, middle + shift[0] - half],
            [begin + reach, middle + shift[1] - half],
            [begin + reach, middle + shift[1] + half],
            [begin, middle + shift[0] + half],
        ]
    )
    square = np.array([[0, 0], [WIDTH, 0], [WIDTH, HEIGHT], [0, HEIGHT]], np.float32) - 0.5
    to_strip = cv2.getPerspectiveTransform(project(to_native, corners).astype(np.float32), square)
    if capital > 1.3 * CAP_HEIGHT:  # as `printed.cut` does it: what is larger is made smaller smoothly
        picture = np.asarray(cv2.GaussianBlur(picture, (0, 0), 0.42 * capital / CAP_HEIGHT), np.uint8)
    image = cv2.warpPerspective(
        picture, to_strip, (WIDTH, HEIGHT), flags=cv2.INTER_LINEAR, borderMode=cv2.BORDER_REPLICATE
    )
    if nothing:
        return np.asarray(image, np.uint8), np.empty((0, 2), np.float32), []
    borders = left + block.edges[0]
    points = project(to_native, np.stack([borders, np.full(len(borders), middle)], 1))
    seen = project(np.asarray(to_strip, np.float64), points)[:, 0]
    inside = [i for i in range(len(text)) if seen[i] > -8 and seen[i + 1] < WIDTH + 8][:MOST]
    places = np.array([(seen[i], seen[i + 1]) for i in inside], np.float32).reshape(-1, 2)
    return np.asarray(image, np.uint8), places, [1 + CHARACTERS.index(text[i]) for i in inside]


def _within(text: str, face: Face) -> str:
    kept = "".join(one for one in text if one in face.has)
    return " ".join(kept.split()) or "X"


def _sheet(
    rng: np.random.Generator, text: str, face: Face, fonts: tuple[Face, ...]
) -> tuple[Block, NDArray[np.uint8], float, float]:
    """The line with what stands above and below it: its block, the sheet, its left end, its baseline."""
    plain = rng.random() < 0.7
    block = set_block(
        [text],
        font=face.path,
        capital=_CAPITAL,
        line_pitch=_CAPITAL,
        tracking=0 if plain else float(rng.uniform(0.01, 0.3)) * _CAPITAL,
        weight=float(rng.choice([0, 0, 0, 1, 1.5])),
    )
    coverage = _dotted(rng, block.coverage) if rng.random() < 0.03 else block.coverage
    margin = round(_MARGIN * _CAPITAL)
    height, width = coverage.shape
    sheet = np.zeros((height + 2 * margin, width + 2 * margin), np.uint8)
    sheet[margin : margin + height, margin : margin + width] = coverage
    baseline = margin + float(block.baselines[0])
    for above in (True, False):
        if rng.random() < 0.65:
            _neighbour(rng, sheet, fonts, baseline, above=above)
    return block, sheet, float(margin), baseline


def _neighbour(
    rng: np.random.Generator,
    sheet: NDArray[np.uint8],
    fonts: tuple[Face, ...],
    baseline: float,
    *,
    above: bool,
) -> None:
    """Print another line near this one, which is not to be read."""
    face = fonts[int(rng.integers(len(fonts)))]
    size = int(rng.integers(14, 36))
    other = set_block([_within(random_line(rng), face)], font=face.path, capital=size, line_pitch=size)
    gap = float(rng.uniform(0.3, 1.3)) * _CAPITAL
    base = baseline - _CAPITAL - gap if above else baseline + gap + size
    top = round(base - float(other.baselines[0]))
    left = (
        int(rng.integers(0, 40)) if rng.random() < 0.5 else int(rng.integers(0, max(1, sheet.shape[1] - 20)))
    )
    first, last = max(top, 0), min(top + other.coverage.shape[0], sheet.shape[0])
    end = min(left + other.coverage.shape[1], sheet.shape[1])
    if first < last and left < end:
        part = other.coverage[first - top : last - top, : end - left]
        np.maximum(sheet[first:last, left:end], part, out=sheet[first:last, left:end])


def _dotted(rng: np.random.Generator, coverage: NDArray[np.uint8]) -> NDArray[np.uint8]:
    """The line as holes or dots: numbers are perforated, or printed by needles."""
    period = float(rng.uniform(0.11, 0.19)) * _CAPITAL
    y, x = np.indices(coverage.shape)
    dots = np.hypot((x % period) - period / 2, (y % period) - period / 2) < period * rng.uniform(0.34, 0.48)
    return np.asarray(np.where(dots, cv2.dilate(coverage, np.ones((3, 3))), 0), np.uint8)


def frame_targets(data: LineStrips, chosen: NDArray[np.int64]) -> NDArray[np.int64]:
    """What each frame must say: (n, frames) int64, 0 between characters, −1 where either answer will do."""
    middle = (np.arange(WIDTH // FRAME) + 0.5) * FRAME - 0.5
    targets = np.zeros((len(chosen), len(middle)), np.int64)
    for row, one in enumerate(chosen):
        known = data.labels[one] >= 0
        if not known.any():
            continue
        begin, end = data.edges[one][known].T
        distance = np.abs(middle[:, None] - (begin + end) / 2)
        nearest, gap = distance.argmin(1), distance.min(1)
        core = np.maximum(_CORE * (end - begin)[nearest], FRAME / 2 + 0.01)
        targets[row][gap < core + _ABOUT] = -1
        told = gap < core
        targets[row][told] = data.labels[one][known][nearest[told]]
        # Neighbours that are alike are held apart whatever their width.
        between = np.abs(middle[:, None] - end[:-1]).min(1, initial=np.inf) < FRAME / 2
        targets[row][between & ~told] = 0
    return targets
