"""What a camera, a hand and a file format do to a picture; one function each, array in, array out.

Pictures are (H, W, 3) or (H, W) uint8; every function returns a new array of the same shape.
"""

from statistics import NormalDist

import cv2
import numpy as np
from numpy.typing import NDArray

Picture = NDArray[np.uint8]


_QUANTILES = np.array([NormalDist().inv_cdf((step + 0.5) / 256) for step in range(256)], np.float32)


def gaussian_offsets(shape: tuple[int, ...], *, sigma: float, rng: np.random.Generator) -> NDArray[np.int16]:
    """Draw Gaussian deviates as whole grey levels, through a table of 256 quantiles: five times as fast."""
    draws = np.frombuffer(rng.bytes(int(np.prod(shape))), np.uint8).reshape(shape)
    return np.asarray(cv2.LUT(draws, np.round(_QUANTILES * np.float32(sigma)).astype(np.int16)), np.int16)


def _shaded(image: Picture, factor: NDArray[np.float32]) -> Picture:
    """Multiply each pixel by `factor`, (H, W), 0 to 1."""
    levels = (factor * np.float32(255) + np.float32(0.5)).astype(np.uint8)
    if image.ndim == 3:
        levels = np.asarray(cv2.merge([levels] * 3), np.uint8)
    return np.asarray(cv2.multiply(image, levels, scale=1 / 255), np.uint8)


def _mixed(image: Picture, colour: NDArray[np.float32], share: NDArray[np.float32]) -> Picture:
    """Blend `colour` over the picture, `share` (H, W) in [0, 1]."""
    tint = np.empty_like(image)
    tint[:] = colour if image.ndim == 3 else colour.mean()
    weight = share.astype(np.float32, copy=False)
    return np.asarray(cv2.blendLinear(tint, image, weight, 1 - weight), np.uint8)


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
    offsets = gaussian_offsets(image.shape, sigma=sigma, rng=rng)
    return np.asarray(cv2.add(image, offsets, dtype=cv2.CV_8U), np.uint8)


def jpeg(image: Picture, *, quality: int) -> Picture:
    """Compress and decompress as JPEG of `quality` 1–100."""
    coded = cv2.imencode(
        ".jpg", image[..., ::-1] if image.ndim == 3 else image, [cv2.IMWRITE_JPEG_QUALITY, quality]
    )[1]
    decoded = np.asarray(cv2.imdecode(coded, cv2.IMREAD_UNCHANGED))
    return np.ascontiguousarray(decoded[..., ::-1] if image.ndim == 3 else decoded, np.uint8)


def falling_light(image: Picture, *, loss: float, angle: float) -> Picture:
    """Light that falls off linearly by `loss` (share, 0–1) to one side, darkest towards `angle`, degrees."""
    height, width = image.shape[:2]
    direction = np.cos(np.radians(angle)), np.sin(np.radians(angle))
    down = np.linspace(-1, 1, height, dtype=np.float32) * np.float32(direction[1])
    right = np.linspace(-1, 1, width, dtype=np.float32) * np.float32(direction[0])
    darkest, range_ = down.min() + right.min(), max(float(np.ptp(down) + np.ptp(right)), 1e-6)
    factor = 1 - np.float32(loss / range_) * (np.add.outer(down, right) - darkest)
    return _shaded(image, factor)


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
    reach = 4.5 * max(radii)  # beyond, not a grey level is added
    left, top = (max(0, int(place - reach)) for place in centre)
    right, bottom = int(centre[0] + reach) + 1, int(centre[1] + reach) + 1
    lit = image.copy()
    window = lit[top : max(bottom, 0), left : max(right, 0)]
    if not window.size:
        return lit
    y, x = np.ogrid[top : top + window.shape[0], left : left + window.shape[1]]
    cosine, sine = np.cos(np.radians(angle)), np.sin(np.radians(angle))
    dx, dy = x - centre[0], y - centre[1]
    squared = ((dx * cosine + dy * sine) / radii[0]) ** 2 + ((dy * cosine - dx * sine) / radii[1]) ** 2
    share = (strength / (1 + squared**2)).astype(np.float32)
    window[:] = _mixed(window, np.full(3, 255, np.float32), share)
    return lit


def crease(
    image: Picture, *, start: tuple[float, float], end: tuple[float, float], width: float, depth: float
) -> Picture:
    """A fold from `start` to `end` (x, y): a bright and a dark flank, `width` px, `depth` in grey levels."""
    along = np.subtract(end, start)
    across = np.array((-along[1], along[0])) / max(float(np.hypot(*along)), 1e-6) * width
    folded = image
    for side, lay in ((1, cv2.add), (-1, cv2.subtract)):
        flank = np.zeros(image.shape[:2], np.uint8)
        ends = [tuple(int(part * 16) for part in point + side * across) for point in (start, end)]
        cv2.line(flank, ends[0], ends[1], min(depth * 1.5, 255), max(1, round(width)), cv2.LINE_AA, 4)
        flank = np.asarray(cv2.GaussianBlur(flank, (0, 0), max(0.4, width / 2)), np.uint8)
        folded = np.asarray(lay(folded, cv2.merge([flank] * 3) if image.ndim == 3 else flank), np.uint8)
    return folded


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
    left, top, wide, high = cv2.boundingRect(mask)
    mask = mask[top : top + high, left : left + wide]
    held = image.copy()
    window = held[top : top + high, left : left + wide]
    if not window.size:
        return held
    # Round in section: lighter along the middle.
    depth = cv2.distanceTransform((mask > 127).astype(np.uint8), cv2.DIST_L2, 3) / radius
    tint = np.empty_like(window)
    tint[:] = skin if image.ndim == 3 else sum(skin) / 3
    tint = _shaded(tint, (0.65 + 0.35 * np.sqrt(np.clip(depth, 0, 1))).astype(np.float32))
    share = mask.astype(np.float32) / np.float32(255)
    window[:] = cv2.blendLinear(tint, window, share, 1 - share)
    return held
