"""Draws live pictures that are spoiled, each for one cause, out of good ones: for a benchmark, and for tests.

Everything is drawn in the face's own measure: the origin midway between the eyes, x along them and y down the
face, one eye distance long, so that a tilted or small face is spoiled alike.
"""

from collections.abc import Callable
from itertools import pairwise
from typing import Final

import cv2
import numpy as np
from numpy.typing import NDArray

from docverify.evidence import Face

Picture = NDArray[np.uint8]
Generator = np.random.Generator
Drawer = Callable[[Picture, Face, Generator], Picture]
Points = NDArray[np.float64]
_FINE: Final = 16  # cv2 draws in sixteenths of a px


def _placed(face: Face, points: object) -> Points:
    """Points of the face's measure, in px of the picture."""
    left, right = face.landmarks[:2]
    across = right - left
    down = np.array([-across[1], across[0]])
    return np.asarray((left + right) / 2 + np.asarray(points, float) @ np.stack([across, down]))


def _own(face: Face) -> Points:
    """The landmarks in the face's measure."""
    left, right = face.landmarks[:2]
    across = (right - left) @ (1, 1j)
    z = (face.landmarks - (left + right) / 2) @ (1, 1j) / across
    return np.column_stack([z.real, z.imag])


def _ellipse(middle: object, half: tuple[float, float], turn: float = 0.0) -> Points:
    angles = np.linspace(0, 2 * np.pi, 60, endpoint=False)
    flat = np.column_stack([np.cos(angles) * half[0], np.sin(angles) * half[1]])
    cosine, sine = np.cos(turn), np.sin(turn)
    return np.asarray(middle, float) + flat @ [[cosine, sine], [-sine, cosine]]


def _mask(image: Picture, face: Face, *shapes: Points, soft: float = 0.03) -> NDArray[np.float32]:
    """(H, W, 1) how much each px belongs to one of the shapes, in [0, 1]."""
    mask = np.zeros(image.shape[:2], np.uint8)
    for shape in shapes:
        corners = np.round(_placed(face, shape) * _FINE).astype(np.int32)
        cv2.fillPoly(mask, [corners], 255, cv2.LINE_AA, 4)
    blurred = cv2.GaussianBlur(mask, (0, 0), max(0.4, soft * face.eye_distance))
    return (blurred.astype(np.float32) / 255)[:, :, None]


def _laid(image: Picture, mask: NDArray[np.float32], colour: object) -> Picture:
    """The picture with a colour, or a picture of colours, laid over it."""
    mixed = image * (1 - mask) + np.asarray(colour, np.float32) * mask
    return np.clip(mixed.round(), 0, 255).astype(np.uint8)


def _line(image: Picture, face: Face, points: Points, width: float, colour: object) -> Picture:
    mask = np.zeros(image.shape[:2], np.uint8)
    corners = np.round(_placed(face, points) * _FINE).astype(np.int32)
    thick = max(1, round(width * face.eye_distance))
    cv2.polylines(mask, [corners], isClosed=False, color=255, thickness=thick, lineType=cv2.LINE_AA, shift=4)
    soft = cv2.GaussianBlur(mask, (0, 0), max(0.4, 0.012 * face.eye_distance))
    return _laid(image, (soft.astype(np.float32) / 255)[:, :, None], colour)


def _skin(image: Picture, face: Face, places: object) -> NDArray[np.float64]:
    """The colour of the skin about some places of the face's measure."""
    radius = max(1, round(0.06 * face.eye_distance))
    found = []
    for x, y in np.round(_placed(face, places)).astype(int):
        part = image[max(0, y - radius) : max(0, y + radius + 1), max(0, x - radius) : max(0, x + radius + 1)]
        if part.size:
            found.append(np.median(part.reshape(-1, 3), axis=0))
    return np.median(found, axis=0) if found else np.array([128.0, 100, 90])


def _textured(image: Picture, colour: object, rng: Generator, *, grain: float = 3.0) -> NDArray[np.float32]:
    """The colour with a little shade and grain, the size of the picture."""
    coarse = rng.normal(1, 0.05, (4, 4)).astype(np.float32)
    shade = cv2.resize(coarse, image.shape[1::-1], interpolation=cv2.INTER_CUBIC)[:, :, None]
    noise = rng.normal(0, grain, image.shape[:2]).astype(np.float32)[:, :, None]
    return np.asarray(colour, np.float32) * shade + noise


def _eyes_closed(image: Picture, face: Face, rng: Generator) -> Picture:
    """Lids of the colour of the skin about each eye, and their lashes."""
    height, width = rng.uniform(0.11, 0.14), rng.uniform(0.24, 0.28)
    for x in (-0.5, 0.5):
        skin = _skin(image, face, [(x, 0.24), (x, 0.24), (x * 0.4, 0.02), (x * 1.4, 0.2)])
        lid = _mask(image, face, _ellipse((x, -0.01), (width, height)), soft=0.035)
        image = _laid(image, lid, _textured(image, skin * rng.uniform(0.88, 0.98), rng))
        along = np.linspace(-1, 1, 15)
        lashes = np.column_stack([x + along * width * 0.85, 0.06 + 0.035 * (1 - along**2)])
        image = _line(image, face, lashes, rng.uniform(0.015, 0.035), skin * rng.uniform(0.2, 0.4))
    return image


def _mouth_open(image: Picture, face: Face, rng: Generator) -> Picture:
    """A dark hollow between drawn lips."""
    own = _own(face)
    middle = (own[3] + own[4]) / 2
    half = float(np.linalg.norm(own[4] - own[3])) / 2 * rng.uniform(0.7, 0.95)
    high = half * rng.uniform(0.55, 1.0)
    centre = middle + np.array([0, high * 0.4])
    skin = _skin(image, face, [(-0.45, 0.6), (0.45, 0.6)])
    lips = _mask(image, face, _ellipse(centre, (half * 1.2, high * 1.3)))
    image = _laid(image, lips, _textured(image, skin * [0.85, 0.62, 0.62], rng))
    hollow = _mask(image, face, _ellipse(centre, (half, high)))
    image = _laid(image, hollow, np.array([45, 18, 18]) * rng.uniform(0.4, 1.6))
    if rng.random() < 0.4:
        teeth = _mask(image, face, _ellipse(centre - [0, high * 0.75], (half * 0.6, high * 0.2)))
        image = _laid(image, teeth, skin * 0.6 + 70)
    return image


def _sunglasses(image: Picture, face: Face, rng: Generator) -> Picture:
    half = rng.uniform(0.34, 0.44), rng.uniform(0.24, 0.34)
    tint = np.array([(12, 12, 14), (40, 26, 16), (16, 22, 40), (28, 30, 26)][int(rng.integers(4))])
    glasses = [_ellipse((x, 0.05), half) for x in (-0.52, 0.52)]
    strength = rng.uniform(0.88, 1.0)
    image = _laid(image, _mask(image, face, *glasses, soft=0.01) * strength, tint)
    for points in ([(-0.2, -0.03), (0.2, -0.03)], [(-0.9, 0.0), (-1.25, -0.06)], [(0.9, 0.0), (1.25, -0.06)]):
        image = _line(image, face, np.array(points), 0.05, tint)
    if rng.random() < 0.5:
        shine = [_ellipse((x - 0.1, -0.05), (0.1, 0.05), 0.5) for x in (-0.52, 0.52)]
        image = _laid(image, _mask(image, face, *shine) * rng.uniform(0.2, 0.6), (220, 225, 235))
    return image


def _hand(image: Picture, face: Face, rng: Generator, *, top: float, bottom: float) -> Picture:
    """Fingers from one side, across the face."""
    side = 1 if rng.random() < 0.5 else -1
    skin = _skin(image, face, [(-0.45, 0.45), (0.45, 0.45)]) * rng.uniform(0.8, 1.1)
    count = 3 if bottom - top < 0.9 else 4
    edges = np.linspace(top, bottom, count + 1)
    lean = rng.uniform(-0.12, 0.12)
    tip = rng.uniform(0.95, 1.15)
    for upper, lower in pairwise(edges):
        reach = tip + rng.uniform(-0.08, 0.08)
        middle, half = (upper + lower) / 2, (lower - upper) / 2 + 0.02
        x = np.array([reach + 0.12, reach, -1.6, -1.6, reach]) * side
        y = np.array([0, -half, -half, half, half]) + middle + np.array([0, 0, 1, 1, 0]) * lean
        finger = np.column_stack([x, y])
        image = _laid(image, _mask(image, face, finger, soft=0.02), _textured(image, skin, rng))
        edge = np.column_stack([[reach * side, -1.6 * side], [middle + half, middle + half + lean]])
        image = _line(image, face, edge, 0.02, skin * 0.6)
    return image


def _eyes_covered(image: Picture, face: Face, rng: Generator) -> Picture:
    """Sunglasses, or a hand before the eyes."""
    if rng.random() < 0.65:
        return _sunglasses(image, face, rng)
    return _hand(image, face, rng, top=-0.38 + rng.uniform(-0.08, 0.04), bottom=0.36)


_CLOTHS: Final = (
    (235, 238, 240),
    (150, 195, 215),
    (25, 25, 28),
    (60, 80, 130),
    (120, 150, 120),
    (170, 60, 70),
)


def _mouth_covered(image: Picture, face: Face, rng: Generator) -> Picture:
    """A mask with its folds, or a hand before the mouth."""
    nose = float(_own(face)[2, 1])
    if rng.random() < 0.35:
        return _hand(image, face, rng, top=nose + 0.12, bottom=nose + rng.uniform(1.0, 1.3))
    cloth = np.array(_CLOTHS[int(rng.integers(len(_CLOTHS)))]) * rng.uniform(0.85, 1.0)
    top = nose - rng.uniform(0.1, 0.3)
    shape = [(-1.15, top + 0.1), (-0.3, top), (0, top - 0.12), (0.3, top), (1.15, top + 0.1)]
    shape += [(1.05, top + 0.9), (0.5, top + 1.55), (0, top + 1.7), (-0.5, top + 1.55), (-1.05, top + 0.9)]
    image = _laid(image, _mask(image, face, np.array(shape), soft=0.015), _textured(image, cloth, rng))
    for fold in (0.4, 0.7, 1.0):
        along = np.linspace(-0.85, 0.85, 12)
        line = np.column_stack([along, top + fold + 0.08 * (1 - along**2)])
        image = _line(image, face, line, 0.02, cloth * 0.8)
    return image


def _cut_off(image: Picture, face: Face, rng: Generator) -> Picture:
    """The frame ends within the face, at one of its four sides."""
    own = _own(face)
    mouth = float((own[3, 1] + own[4, 1]) / 2)
    side = ("left", "top", "right", "bottom")[int(rng.integers(4))]
    height, width = image.shape[:2]
    limits = {
        "left": (rng.uniform(-0.45, 0.05), 0),
        "right": (rng.uniform(-0.05, 0.45), 0),
        "top": (0, rng.uniform(-0.1, 0.35)),
        "bottom": (0, mouth + rng.uniform(-0.45, 0.05)),
    }
    x, y = np.round(_placed(face, [limits[side]])[0]).astype(int)
    part = {
        "left": image[:, max(0, x) :],
        "right": image[:, : max(1, x)],
        "top": image[max(0, y) :],
        "bottom": image[: max(1, y)],
    }[side]
    assert part.shape[0] <= height and part.shape[1] <= width  # noqa: S101, PT018
    return np.ascontiguousarray(part)


def _too_small(image: Picture, face: Face, rng: Generator) -> Picture:
    """Far from the camera, in a frame as large as before."""
    scale = rng.uniform(6, 13) / face.eye_distance
    small = cv2.resize(image, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA)
    height, width = image.shape[:2]
    frame = np.empty_like(image)
    frame[:] = np.median(image[:8].reshape(-1, 3), axis=0)
    top, left = (height - small.shape[0]) // 2, (width - small.shape[1]) // 2
    frame[top : top + small.shape[0], left : left + small.shape[1]] = small
    return frame


def tilted(image: Picture, degrees: float) -> Picture:
    """The picture turned clockwise about its middle, on a canvas that holds all of it."""
    height, width = image.shape[:2]
    side = int(np.hypot(height, width)) + 1
    turn = cv2.getRotationMatrix2D(((width - 1) / 2, (height - 1) / 2), -degrees, 1)
    turn[:, 2] += (side - width) / 2, (side - height) / 2
    edge = tuple(float(value) for value in np.median(image[:8].reshape(-1, 3), axis=0))
    return np.asarray(cv2.warpAffine(image, turn, (side, side), borderValue=edge), np.uint8)


def _tilted(image: Picture, face: Face, rng: Generator) -> Picture:  # noqa: ARG001
    return tilted(image, float(rng.uniform(30, 60) * rng.choice([-1, 1])))


def turned(image: Picture, face: Face, degrees: float) -> Picture:
    """The head turned aside: the picture laid over half an ellipsoid with a nose, and seen from the side.

    Roughly: it is right about where eyes, nose and mouth move, and hides the far side as a head does.
    """
    e = face.eye_distance
    height, width = image.shape[:2]
    (cx, cy), nose = _placed(face, [(0, 0.45)])[0], _placed(face, [_own(face)[2]])[0]
    rows, columns = np.mgrid[:height, :width].astype(np.float32)
    x, y = (columns - cx) / e, (rows - cy) / e
    depth = 1.25 * np.sqrt(np.clip(1 - (x / 1.25) ** 2 - (y / 1.9) ** 2, 0, 1)) - 0.75
    bump = np.exp(-(((columns - nose[0]) / e / 0.16) ** 2) - ((rows - nose[1]) / e / 0.28) ** 2)
    depth = np.maximum(depth, -0.75) + 0.33 * bump
    angle = np.radians(degrees)
    seen = x * np.cos(angle) + depth * np.sin(angle)
    out = np.empty_like(image)
    wanted = (np.arange(width) - cx) / e
    for row in range(height):
        # What lies behind something nearer is not seen: only what moves on in the direction of the turn is.
        ahead = seen[row] if degrees > 0 else -seen[row][::-1]
        rising = np.maximum.accumulate(ahead) + np.arange(width) * 1e-6
        source = np.interp(wanted if degrees > 0 else -wanted, rising, np.arange(width))
        source = source if degrees > 0 else width - 1 - source
        line = np.float32(source)[None]
        out[row] = cv2.remap(image, line, np.full_like(line, row), cv2.INTER_LINEAR)[0]
    return out


def _turned(image: Picture, face: Face, rng: Generator) -> Picture:
    return turned(image, face, float(rng.uniform(40, 60) * rng.choice([-1, 1])))


def _motion_blurred(image: Picture, face: Face, rng: Generator) -> Picture:
    """Shaken along a line."""
    return shaken(image, float(rng.uniform(0.25, 0.5)) * face.eye_distance, float(rng.uniform(0, 180)))


def shaken(image: Picture, length: float, degrees: float) -> Picture:
    """The mean of the picture moved along a line so many px long."""
    side = int(np.ceil(length)) | 1
    kernel = np.zeros((side, side), np.float32)
    middle, reach = (side - 1) / 2, (length - 1) / 2
    way = np.array([np.cos(np.radians(degrees)), np.sin(np.radians(degrees))])
    ends = np.round((np.array([[middle], [middle]]) + way[:, None] * [-reach, reach]) * _FINE).astype(int)
    cv2.line(kernel, tuple(ends[:, 0].tolist()), tuple(ends[:, 1].tolist()), 1.0, 1, cv2.LINE_AA, 4)
    return np.asarray(
        cv2.filter2D(image, -1, kernel / kernel.sum(), borderType=cv2.BORDER_REPLICATE), np.uint8
    )


def _blurred(image: Picture, face: Face, rng: Generator) -> Picture:
    """Out of focus: a disc."""
    return defocused(image, float(rng.uniform(0.12, 0.22)) * face.eye_distance)


def defocused(image: Picture, radius: float) -> Picture:
    """The picture blurred by a disc of this radius in px."""
    side = 2 * int(np.ceil(radius)) + 1
    rows, columns = np.mgrid[:side, :side] - side // 2
    kernel = np.clip(radius + 0.5 - np.hypot(rows, columns), 0, 1).astype(np.float32)
    return np.asarray(
        cv2.filter2D(image, -1, kernel / kernel.sum(), borderType=cv2.BORDER_REPLICATE), np.uint8
    )


def lit(image: Picture, light: float, rng: Generator | None = None) -> Picture:
    """The scene in this share of its light: shot and read noise in linear light, then the camera's curve.

    A camera whose exposure is fixed; a full pixel holds 6,000 electrons and reading one costs 6.
    """
    linear = (image.astype(np.float32) / 255) ** 2.2 * light
    if rng is not None:
        electrons = linear * 6000
        noise = rng.normal(0, 1, image.shape).astype(np.float32) * np.sqrt(electrons + 36)
        linear = (electrons + noise) / 6000
    return np.asarray(np.clip(np.clip(linear, 0, 1) ** (1 / 2.2) * 255 + 0.5, 0, 255), np.uint8)


def _too_dark(image: Picture, face: Face, rng: Generator) -> Picture:  # noqa: ARG001
    return lit(image, float(np.exp(rng.uniform(np.log(0.001), np.log(0.004)))), rng)


def _too_bright(image: Picture, face: Face, rng: Generator) -> Picture:
    """Exposed for something darker: so many times as much light that most of the face is white."""
    skin = float(_skin(image, face, [(-0.45, 0.45), (0.45, 0.45), (0, 0.1)]).mean()) / 255
    return lit(image, float(rng.uniform(2.2, 4.5)) / max(skin, 0.05) ** 2.2, rng)


def _washed_out(image: Picture, face: Face, rng: Generator) -> Picture:  # noqa: ARG001
    """Fog, or light on the lens."""
    veil, left = rng.uniform(110, 200), rng.uniform(0.05, 0.1)
    return (veil + (image.astype(np.float32) - 128) * left).round().astype(np.uint8)


def _noisy(image: Picture, face: Face, rng: Generator) -> Picture:  # noqa: ARG001
    return np.clip(image + rng.normal(0, rng.uniform(70, 110), image.shape), 0, 255).astype(np.uint8)


DRAWERS: Final[dict[str, Drawer]] = {
    "eyes_covered": _eyes_covered,
    "mouth_covered": _mouth_covered,
    "eyes_closed": _eyes_closed,
    "mouth_open": _mouth_open,
    "face_cut_off": _cut_off,
    "face_too_small": _too_small,
    "head_tilted": _tilted,
    "head_turned": _turned,
    "too_dark": _too_dark,
    "too_bright": _too_bright,
    "too_blurred": _blurred,
    "motion_blurred": _motion_blurred,
    "too_little_contrast": _washed_out,
    "too_noisy": _noisy,
}
"""What spoils a picture: the value of the `AcquisitionFailure` that is right → how it is drawn."""
