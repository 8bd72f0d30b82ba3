"""Measures the quality of a face: see `evidence.Quality`. How bad is too bad is in `limits` and `advice`."""

import math
from typing import Final

import cv2
import numpy as np
from numpy.typing import NDArray

from docverify.arguments import expect, expect_picture
from docverify.errors import InputError
from docverify.evidence.face import Face
from docverify.evidence.quality import Quality
from docverify.faces.align import SIZE, chip, similarity
from docverify.faces.exposure import ranged
from docverify.faces.parts import parts_of
from docverify.faces.shades import luminance, percentiles

# Rows and columns of the aligned 112 x 112 face that hold skin, eyes, nose and mouth, whatever the hair does.
_SKIN: Final = (slice(36, 104), slice(24, 88))
_ABOVE: Final = 32  # rows of them with eyes and no mouth
_BELOW: Final = 36  # rows from here on have a mouth and no eyes
# How far the tip of the nose stands before the plane of eyes and mouth, in eye distances (about 28 of 63 mm)
# and in heights from eyes to mouth: this turns its displacement in the picture into an angle.
_NOSE_BY_EYES: Final = 0.45
_NOSE_BY_HEIGHT: Final = 0.41
_NOSE_LEVEL: Final = 0.575  # of the way from the eyes to the mouth: the median of lfw-dev and London
_SIDE: Final = np.linspace(0, SIZE - 1, 16)
_GRID: Final = np.column_stack([side.ravel() for side in np.meshgrid(_SIDE, _SIDE)])
"""Points at which the aligned face is looked for in the picture."""
# What is left of it is no edge and no shade (J. Immerkær, Fast Noise Variance Estimation, CVIU 64(2), 1996).
_NO_NOISE: Final = np.array([[1, -2, 1], [-2, 4, -2], [1, -2, 1]], np.float32) / 6
_ROUNDING: Final = 1 / 255 / math.sqrt(12)  # standard deviation that whole numbers bring
_SHADES: Final = 3.0  # px: noise is gone in what is smoothed so far, eyes and mouth are not
_EDGES: Final = 1.0  # px: edges are looked for above the grain
_LEVEL_EDGES: Final = 2.0  # edges that run across a face have so many times the strength of upright ones


def assess(image: NDArray[np.uint8], face: Face, *, aligned: NDArray[np.uint8] | None = None) -> Quality:
    """Measure the quality of a face.

    Args:
        image: (H, W, 3) uint8 RGB.
        face: one that was found in it.
        aligned: (112, 112, 3) uint8 RGB, what `chip` makes of it, where that was made already.

    Raises:
        InputError: another kind of array, or no face.
    """
    expect_picture("image", image)
    expect("face", face, Face, "one that was found in the picture")
    aligned = chip(image, face.landmarks) if aligned is None else aligned
    expect_picture("aligned", aligned)
    if aligned.shape[:2] != (SIZE, SIZE):
        raise InputError(f"aligned has {aligned.shape[:2]} px: pass what chip gave, {SIZE} a side")
    skin = luminance(aligned[_SKIN]) / np.float32(255)
    low, high, lightest = (float(value) for value in percentiles(skin.ravel(), 5, 95, 99.5))
    yaw, pitch, roll = _pose(face)
    parts = parts_of(ranged(aligned))
    sharpness = _sharpness(skin)
    return Quality(
        eye_distance=face.eye_distance,
        certainty=face.score,
        visible=visible(face, image.shape),
        sharpness=sharpness,
        brightness=float(skin.mean()),
        contrast=high - low,
        clipped=float(((skin < 4 / 255) | (skin > 251 / 255)).mean()),
        yaw=yaw,
        pitch=pitch,
        roll=roll,
        background=_background(image, face),
        focus=max(_sharpness(skin[:_ABOVE]), _sharpness(skin[_BELOW:])),
        grain=_grain(skin),
        lightest=lightest,
        relief=(high - low) / max(float(skin.mean()), 1 / 255),
        steadiness=_directions(skin) * math.sqrt(sharpness),
        eyes_closed=parts.eyes_closed,
        eyes_covered=parts.eyes_covered,
        mouth_open=parts.mouth_open,
        mouth_covered=parts.mouth_covered,
    )


def _sharpness(skin: NDArray[np.float32]) -> float:
    """Mean of the absolute Laplacian over the spread of luminance."""
    detail = cv2.Laplacian(cv2.GaussianBlur(skin, (3, 3), 0), cv2.CV_32F)
    return float(np.abs(detail).mean()) / max(float(skin.std()), 1 / 255)


def _grain(skin: NDArray[np.float32]) -> float:
    """Noise and rounding over the face's shades."""
    left = cv2.filter2D(skin, cv2.CV_32F, _NO_NOISE)[1:-1, 1:-1]
    noise = math.hypot(float(np.abs(left).mean()) * math.sqrt(math.pi / 2), _ROUNDING)
    return noise / max(float(cv2.GaussianBlur(skin, (0, 0), _SHADES).std()), _ROUNDING)


def _directions(skin: NDArray[np.float32]) -> float:
    """The lesser over the greater eigenvalue of the mean structure tensor, upright edges counting more."""
    smooth = cv2.GaussianBlur(skin, (0, 0), _EDGES)
    across = np.diff(smooth, axis=1)[:-1] * math.sqrt(_LEVEL_EDGES)
    down = np.diff(smooth, axis=0)[:, :-1]
    mixed = float((across * down).mean())
    tensor = np.array([[(across**2).mean(), mixed], [mixed, (down**2).mean()]])
    least, most = np.linalg.eigvalsh(tensor)
    return float(np.clip(least / most, 0, 1)) if most > 0 else 1.0


def _pose(face: Face) -> tuple[float, float, float]:
    """Yaw, pitch and roll in degrees, from where the nose lies between eyes and mouth."""
    z = face.landmarks @ (1, 1j)
    eyes, mouth = (z[0] + z[1]) / 2, (z[3] + z[4]) / 2
    across = z[1] - z[0]
    upright = np.conj(across) / max(abs(across), 1e-9)  # turns the line of the eyes level
    nose, height = (z[2] - eyes) * upright, ((mouth - eyes) * upright).imag
    sideways = nose.real / max(abs(across), 1e-9)
    down = nose.imag / height if abs(height) > 1e-9 else math.inf
    return (
        math.degrees(math.atan(sideways / _NOSE_BY_EYES)),
        math.degrees(math.atan((_NOSE_LEVEL - down) / _NOSE_BY_HEIGHT)),
        math.degrees(math.atan2(across.imag, across.real)),
    )


def visible(face: Face, shape: tuple[int, ...]) -> float:
    """The share of the aligned face that lies inside a picture of this shape, in [0, 1]."""
    matrix = similarity(face.landmarks)
    points = (_GRID - matrix[:, 2]) @ np.linalg.inv(matrix[:, :2]).T
    inside = (points >= -0.5) & (points <= np.array([shape[1], shape[0]]) - 0.5)
    return float(inside.all(axis=1).mean())


def _background(image: NDArray[np.uint8], face: Face) -> float:
    """Spread of luminance beside and above the head, up to a face's width away from it."""
    x0, y0, x1, y1 = face.box
    x, y, width, height = (x0 + x1) / 2, (y0 + y1) / 2, face.width, face.height
    outer = _cut(image, x - 1.5 * width, y - 1.25 * height, x + 1.5 * width, y)
    if outer.size == 0:
        return 0.0
    step = max(1, int(face.width / 32))  # a background is judged well enough on a coarse grid
    part = luminance(outer[::step, ::step]) / np.float32(255)
    left = max(0.0, x - 1.5 * width)
    columns = left + np.arange(part.shape[1]) * step
    rows = max(0.0, y - 1.25 * height) + np.arange(part.shape[0]) * step
    beside = np.abs(columns[None, :] - x) > width
    above = rows[:, None] < y - height
    outside = part[beside | above]
    return float(outside.std()) if outside.size else 0.0


def _cut(image: NDArray[np.uint8], x0: float, y0: float, x1: float, y1: float) -> NDArray[np.uint8]:
    return image[max(0, int(y0)) : max(0, int(y1)), max(0, int(x0)) : max(0, int(x1))]
