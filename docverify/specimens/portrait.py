"""The bearer's picture on a document: any photograph, or a drawn stand-in when none is given."""

import cv2
import numpy as np
from numpy.typing import NDArray

Picture = NDArray[np.uint8]


def fitted(photograph: Picture, *, width: int, height: int) -> Picture:
    """Scale and crop a photograph about its centre, a little above it, to `width` × `height` px."""
    factor = max(width / photograph.shape[1], height / photograph.shape[0])
    size = max(width, round(photograph.shape[1] * factor)), max(height, round(photograph.shape[0] * factor))
    method = cv2.INTER_AREA if factor < 1 else cv2.INTER_CUBIC
    scaled = cv2.resize(photograph, size, interpolation=method)
    left, top = (size[0] - width) // 2, (size[1] - height) // 3
    return np.ascontiguousarray(scaled[top : top + height, left : left + width], np.uint8)


def stand_in(rng: np.random.Generator, *, width: int, height: int) -> Picture:
    """Draw nobody: a head, shoulders, hair and the hint of a face. (height, width, 3) uint8 RGB."""
    skin = np.array((236, 200, 175)) * rng.uniform(0.35, 1)
    hair = rng.uniform(10, 200) * np.array((1, rng.uniform(0.6, 1), rng.uniform(0.4, 1)))
    picture = np.empty((height, width, 3), np.uint8)
    picture[:] = rng.uniform(150, 250, 3)

    def oval(x: float, y: float, wide: float, high: float, ink: NDArray[np.float64]) -> None:
        box = (x * width, y * height), (2 * wide * width, 2 * high * height), 0.0
        cv2.ellipse(picture, box, tuple(float(part) for part in ink), -1, cv2.LINE_AA)

    middle, breadth = rng.uniform(0.46, 0.54), rng.uniform(0.24, 0.3)
    oval(middle, 0.4, breadth * 1.15, rng.uniform(0.32, 0.5), hair)
    oval(middle, 1.1, rng.uniform(0.42, 0.55), 0.32, rng.uniform(0, 255, 3))
    oval(middle, 0.75, breadth * 0.5, 0.18, skin * 0.9)
    oval(middle, 0.47, breadth, 0.28, skin)
    oval(middle, 0.22, breadth * 0.95, rng.uniform(0.06, 0.13), hair)
    for side in (-1, 1):
        eye = middle + side * breadth * 0.42
        oval(eye, 0.45, 0.045, 0.014, np.full(3, 235.0))
        oval(eye, 0.45, 0.018, 0.014, rng.uniform(20, 110, 3))
        oval(eye, 0.415, 0.06, 0.007, hair * 0.8)
    oval(middle, 0.54, 0.03, 0.035, skin * 0.93)
    oval(middle, 0.64, 0.075, 0.014, skin * np.array((0.85, 0.5, 0.5)))
    return np.asarray(cv2.GaussianBlur(picture, (0, 0), max(0.3, width / 150)), np.uint8)


def printed(portrait: Picture, paper: Picture, *, grey: bool, opacity: float) -> Picture:
    """Print a portrait over `paper` of the same shape, in colour or grey; the pattern shines through."""
    if grey:
        portrait = np.repeat(cv2.cvtColor(portrait, cv2.COLOR_RGB2GRAY)[..., None], 3, axis=2).astype(
            np.uint8
        )
    return np.asarray(cv2.addWeighted(portrait, opacity, paper, 1 - opacity, 0), np.uint8)
