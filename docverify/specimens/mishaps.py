"""What gets between a document and a good picture: creases, fingers, glare; placed by chance.

Pictures are (H, W, 3) uint8; outlines are (4, 2) px, MRZ quads (n, 4, 2) px; new pictures are returned.
"""

from typing import Any

import cv2
import numpy as np
from numpy.typing import NDArray

from docverify.specimens import degrade

Picture = NDArray[np.uint8]
Points = NDArray[np.float64]

SKINS = ((255, 224, 196), (241, 194, 160), (224, 172, 125), (176, 121, 84), (120, 78, 50), (80, 50, 36))
"""Tones of hands, RGB."""


def creased(image: Picture, outline: Points, *, count: int, rng: np.random.Generator) -> Picture:
    """Fold the document `count` times, from one of its edges to another."""
    for _ in range(count):
        first, second = rng.choice(4, 2, replace=False)
        start, end = (_on_edge(outline, int(edge), rng) for edge in (first, second))
        depth = float(rng.uniform(8, 40))
        image = degrade.crease(image, start=start, end=end, width=float(rng.uniform(0.7, 3)), depth=depth)
    return image


def held(
    image: Picture, outline: Points, quads: Points, *, count: int, scale: float, rng: np.random.Generator
) -> Picture:
    """Lay `count` fingers over the document's edges, off the MRZ; `scale` is in px per mm."""
    skin = SKINS[int(rng.integers(len(SKINS)))]
    zone = (
        np.asarray(cv2.convexHull(quads.reshape(-1, 2).astype(np.float32)), np.float32)
        if len(quads)
        else None
    )
    for _ in range(count):
        for _attempt in range(20):
            width = float(rng.uniform(13, 20)) * scale
            edge = int(rng.integers(4))
            along = outline[(edge + 1) % 4] - outline[edge]
            outward = np.degrees(np.arctan2(-along[0], along[1])) + rng.uniform(-40, 40)
            direction = np.array([np.cos(np.radians(outward)), np.sin(np.radians(outward))])
            tip = np.array(_on_edge(outline, edge, rng)) - direction * scale * rng.uniform(-4, 12)
            if _clear(tip, direction, width, zone):
                image = degrade.finger(
                    image, tip=(float(tip[0]), float(tip[1])), angle=float(outward), width=width, skin=skin
                )
                break
    return image


def glared(
    image: Picture, quads: Points, *, share: float, strength: float, rng: np.random.Generator
) -> Picture:
    """Let a lamp shine on `share` of the MRZ's area, `strength` 0–1."""
    hull = cv2.convexHull(quads.reshape(-1, 2).astype(np.float32))
    area = float(cv2.contourArea(hull)) * share
    long = float(rng.uniform(1, 3))
    radius = np.sqrt(area / np.pi / long)
    low, high = quads.reshape(-1, 2).min(axis=0), quads.reshape(-1, 2).max(axis=0)
    for _ in range(50):
        centre = rng.uniform(low, high)
        if cv2.pointPolygonTest(hull, (float(centre[0]), float(centre[1])), measureDist=False) >= 0:
            break
    return degrade.glare(
        image,
        centre=(float(centre[0]), float(centre[1])),
        radii=(max(1.0, float(radius * long)), max(1.0, float(radius))),
        angle=float(rng.uniform(0, 180)),
        strength=strength,
    )


def _on_edge(outline: Points, edge: int, rng: np.random.Generator) -> tuple[float, float]:
    share = rng.uniform(0.1, 0.9)
    point = outline[edge] * share + outline[(edge + 1) % 4] * (1 - share)
    return float(point[0]), float(point[1])


def _clear(tip: Points, direction: Points, width: float, zone: NDArray[np.floating[Any]] | None) -> bool:
    """Whether a finger from `tip` in `direction` stays off the zone."""
    if zone is None:
        return True
    spine = tip + direction * np.linspace(0, 40, 41)[:, None] * width / 4
    nearest = max(cv2.pointPolygonTest(zone, (float(x), float(y)), measureDist=True) for x, y in spine)
    return bool(nearest < -0.6 * width)
