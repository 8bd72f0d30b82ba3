"""Clips for Chromium's fake camera: JPEGs one after the other, 30 a second, which it plays in a loop."""

from collections.abc import Iterable
from pathlib import Path
from typing import Final

import cv2
import numpy as np

RATE: Final = 30
"""Frames a second of a `.mjpeg`, as Chromium plays it."""
_VARIANTS: Final = 41
"""Noises of a scene before they repeat: no camera gives the same frame twice in a second."""

Scene = tuple[float, np.ndarray]
"""Seconds, and what is seen: (H, W, 3) uint8 RGB."""


def jpeg(frame: np.ndarray, quality: int = 85) -> bytes:
    return cv2.imencode(".jpg", np.ascontiguousarray(frame[..., ::-1]), (cv2.IMWRITE_JPEG_QUALITY, quality))[
        1
    ].tobytes()


def noisy(frame: np.ndarray, rng: np.random.Generator) -> np.ndarray:
    coarse = rng.normal(0, 2.2, (frame.shape[0] // 2, frame.shape[1] // 2)).astype(np.float32)
    grain = cv2.resize(coarse, frame.shape[1::-1], interpolation=cv2.INTER_NEAREST)[..., None]
    return np.clip(frame + grain, 0, 255).astype(np.uint8)


def write_clip(path: Path, scenes: Iterable[Scene], *, seed: int = 0) -> Path:
    """Write a clip of scenes."""
    rng = np.random.default_rng(seed)
    with path.open("wb") as file:
        for seconds, frame in scenes:
            count = round(seconds * RATE)
            coded = [jpeg(noisy(frame, rng)) for _ in range(min(count, _VARIANTS))]
            for number in range(count):
                file.write(coded[number % len(coded)])
    return path
