"""Squares cut out of captured pages: print among portraits, frames and patterns as designs have them."""

import cv2
import numpy as np
from numpy.typing import NDArray

from docverify.training.printed.captures import taken_page
from docverify.training.printed.fonts import Face
from docverify.training.printed.pages import MOST_LINES, SIDE, Pieces
from docverify.training.reader.strips import project

_OF_ONE_PAGE = 10
"""Squares of a page, at most."""
_CAPITALS = (5.0, 13.0)
"""px: median height of a square's capitals."""
_SMALLEST = 3.5
"""px: capitals below are no print that could be found; where one shows, the square is not taken."""
_TILT = 1.5
"""Degrees by which a page that was set upright is still tilted: the standard deviation."""


def captured_squares(seed: int, count: int, fonts: tuple[Face, ...]) -> Pieces:
    """Draw `count` squares of captured pages, the same for the same `seed`."""
    cv2.setNumThreads(1)
    rng = np.random.default_rng([20267, seed])
    images = np.zeros((count, SIDE, SIDE), np.uint8)
    quads = np.full((count, MOST_LINES, 4, 2), np.nan, np.float32)
    row = 0
    while row < count:
        taken, _ = taken_page(rng, fonts)
        grey = np.asarray(cv2.cvtColor(taken.image, cv2.COLOR_RGB2GRAY), np.uint8)
        lines = [one.quad for one in taken.printed if one.kind != "perforation"] + list(taken.line_quads)
        for _ in range(_OF_ONE_PAGE):
            if row == count:
                break
            image, known = _square(rng, grey, lines)
            if len(known) > MOST_LINES or any(_height(quad) < _SMALLEST for quad in known):
                continue
            images[row], quads[row, : len(known)] = image, known
            row += 1
    return Pieces(images, quads)


def _square(
    rng: np.random.Generator, grey: NDArray[np.uint8], lines: list[NDArray[np.float64]]
) -> tuple[NDArray[np.uint8], NDArray[np.float64]]:
    """A square about a line of the page, which is set upright, about."""
    middle = lines[int(rng.integers(len(lines)))]
    across = (middle[1] + middle[2] - middle[0] - middle[3]) / 2
    turn = float(np.arctan2(across[1], across[0])) + np.deg2rad(rng.normal(0, _TILT))
    usual = float(np.median([_height(one) for one in lines]))
    scale = min(float(np.exp(rng.uniform(*np.log(_CAPITALS)))) / usual, 1.0)
    cosine, sine = scale * np.cos(turn), scale * np.sin(turn)
    matrix = np.array([[cosine, sine, 0], [-sine, cosine, 0], [0, 0, 1]])
    place = rng.uniform(0.1, 0.9, 2) * SIDE
    matrix[:2, 2] = place - matrix[:2, :2] @ middle.mean(0)
    if scale < 1 / 1.3:  # as the view is made: what is reduced is smoothed first
        grey = np.asarray(cv2.GaussianBlur(grey, (0, 0), 0.42 / scale), np.uint8)
    image = cv2.warpAffine(grey, matrix[:2], (SIDE, SIDE), borderMode=cv2.BORDER_REPLICATE)
    seen = np.array([project(matrix, line) for line in lines])
    low, high = seen.min(1), seen.max(1)
    shown = (high > 0).all(1) & (low < SIDE).all(1)
    return np.asarray(image, np.uint8), seen[shown]


def _height(quad: NDArray[np.float64]) -> float:
    return float(np.hypot(*((quad[0] + quad[1] - quad[2] - quad[3]) / 2)))
