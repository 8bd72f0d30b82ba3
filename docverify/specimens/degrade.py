"""What a camera, a hand and a file format do to a picture; one function each, array in, array out.

Pictures are (H, W, 3) or (H, W) uint8; every function returns a new array of the same shape.
"""

import cv2
import numpy as np
from numpy.typing import NDArray

Picture = NDArray[np.uint8]


def _as_picture(values: NDArray[np.float32]) -> Picture:
    return np.asarray(np.clip(values + 0.5, 0, 255), np.uint8)


def _shaded(image: Picture, factor: NDArray[np.float32]) -> Picture:
    """Multiply each pixel by `factor`, (H, W)."""
    return _as_picture(image * (factor[..., None] if image.ndim == 3 else factor))


def _mixed(image: Picture, colour: NDArray[np.float32], share: NDArray[np.float32]) -> Picture:
    """Blend `colour` over the picture, `share` (H, W) in [0, 1]."""
    weight = share[..., None] if image.ndim == 3 else share
    tint = colour if image.ndim == 3 else colour.mean()
    return _as_picture((image * (1 - weight) + tint * weight).astype(np.float32))


def blur(image: Picture, *, sigma: float) -> Picture:
    """Defocus: Gaussian of `sigma` px; below 0.05 px the picture is returned as it is."""
    if sigma < 0.05:
        return image.copy()
    return np.asarray(cv2.GaussianBlur(image, (0, 0), sigma), np.uint8)


def motion_blur(image: Picture, *, length: float, angle: float) -> Picture:
    """Camera shake along a straight line: `length` px, `angle` in degrees."""
    half = int(np.ceil(length / 2)) + 1
    kernel = np.zeros((2 * half + 1, 2 * half + 1), np.float32)
    reach = length / 2 * np.array([np.cos(np.radians(angle)), np.sin(np.radians(angle))])
    for step in np.linspace(-1, 1, 8 * half + 1):
        # A point is shared among the four cells around it, so that the kernel's length is not quantised.
        x, y = half + step * reach
        left, top = int(x), int(y)
        for row, column in ((top, left), (top, left + 1), (top + 1, left), (top + 1, left + 1)):
            if 0 <= row <= 2 * half and 0 <= column <= 2 * half:
                kernel[row, column] += (1 - abs(x - column)) * (1 - abs(y - row))
    return np.asarray(
        cv2.filter2D(image, -1, kernel / kernel.sum(), borderType=cv2.BORDER_REPLICATE), np.uint8
    )


def noise(image: Picture, *, sigma: float, rng: np.random.Generator) -> Picture:
    """Sensor noise: Gaussian of `sigma` grey levels, independent for each pixel and channel."""
    return _as_picture(image + rng.standard_normal(image.shape, np.float32) * np.float32(sigma))


def jpeg(image: Picture, *, quality: int) -> Picture:
    """Compress and decompress as JPEG of `quality` 1–100."""
    coded = cv2.imencode(
        ".jpg", image[..., ::-1] if image.ndim == 3 else image, [cv2.IMWRITE_JPEG_QUALITY, quality]
    )[1]
    decoded = np.asarray(cv2.imdecode(coded, cv2.IMREAD_UNCHANGED))
    return np.ascontiguousarray(decoded[..., ::-1] if image.ndim == 3 else decoded, np.uint8)


def falling_light(image: Picture, *, loss: float, angle: float) -> Picture:
    """Light that falls off linearly by `loss` (0–1) across the picture, darkest towards `angle` degrees."""
    height, width = image.shape[:2]
    direction = np.cos(np.radians(angle)), np.sin(np.radians(angle))
    along = np.add.outer(np.linspace(-1, 1, height) * direction[1], np.linspace(-1, 1, width) * direction[0])
    along = (along - along.min()) / max(float(np.ptp(along)), 1e-6)
    return _shaded(image, (1 - loss * along).astype(np.float32))


def glare(
    image: Picture, *, centre: tuple[float, float], radii: tuple[float, float], angle: float, strength: float
) -> Picture:
    """A lamp's reflection: an ellipse that washes out towards white.

    Args:
        image: the picture.
        centre: (x, y), px.
        radii: semi-axes, px, at which the glare has faded to about half.
        angle: of the first axis, degrees.
        strength: 0–1 at the centre; 1 is fully white.
    """
    height, width = image.shape[:2]
    y, x = np.ogrid[:height, :width]
    cosine, sine = np.cos(np.radians(angle)), np.sin(np.radians(angle))
    dx, dy = x - centre[0], y - centre[1]
    squared = ((dx * cosine + dy * sine) / radii[0]) ** 2 + ((dy * cosine - dx * sine) / radii[1]) ** 2
    return _mixed(image, np.full(3, 255, np.float32), (strength / (1 + squared**2)).astype(np.float32))


def crease(
    image: Picture, *, start: tuple[float, float], end: tuple[float, float], width: float, depth: float
) -> Picture:
    """A fold from `start` to `end` (x, y): a bright and a dark flank, `width` px, `depth` in grey levels."""
    along = np.subtract(end, start)
    length = max(float(np.hypot(*along)), 1e-6)
    y, x = np.ogrid[: image.shape[0], : image.shape[1]]
    across = ((x - start[0]) * along[1] - (y - start[1]) * along[0]) / (length * max(width, 0.5))
    within = ((x - start[0]) * along[0] + (y - start[1]) * along[1]) / length**2
    flank = -across * np.exp(0.5 - across**2 / 2) * ((within >= 0) & (within <= 1)) * depth
    return _as_picture((image + (flank[..., None] if image.ndim == 3 else flank)).astype(np.float32))


def finger(
    image: Picture, *, tip: tuple[float, float], angle: float, width: float, skin: tuple[int, int, int]
) -> Picture:
    """A finger that holds the document: it comes in from `angle` (degrees) and ends at `tip` (x, y).

    Args:
        image: the picture.
        tip: where the finger ends, px.
        angle: direction from the tip to the hand, degrees.
        width: of the finger, px.
        skin: RGB.
    """
    reach = float(np.hypot(*image.shape[:2]))
    hand = tip[0] + reach * np.cos(np.radians(angle)), tip[1] + reach * np.sin(np.radians(angle))
    mask = np.zeros(image.shape[:2], np.uint8)
    radius = max(1, round(width / 2))
    cv2.line(
        mask, (round(tip[0]), round(tip[1])), (round(hand[0]), round(hand[1])), 255, 2 * radius, cv2.LINE_AA
    )
    cv2.circle(mask, (round(tip[0]), round(tip[1])), radius, 255, -1, cv2.LINE_AA)
    # Round in section: lighter along the middle.
    depth = cv2.distanceTransform((mask > 127).astype(np.uint8), cv2.DIST_L2, 3) / radius
    shade = (0.65 + 0.35 * np.sqrt(np.clip(depth, 0, 1))).astype(np.float32)
    share = mask.astype(np.float32) / 255
    shade[share == 0] = 1
    return _mixed(_shaded(image, shade), np.array(skin, np.float32), (share * 0.92).astype(np.float32))
