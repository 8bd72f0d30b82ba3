"""Pictures a specimen: pose, surroundings, light, optics, sensor and file, in the light's order."""

from dataclasses import dataclass, replace

import cv2
import numpy as np
from numpy.typing import NDArray

from docverify.arguments import expect
from docverify.imaging.geometry import projected, rectangle
from docverify.mrz import MrzFormat
from docverify.specimens import backgrounds, degrade, mishaps
from docverify.specimens.conditions import CAPITAL_MM, Conditions
from docverify.specimens.draw import Specimen
from docverify.specimens.pose import Pose, pose
from docverify.specimens.printed_truth import PrintedTruth, moved

Picture = NDArray[np.uint8]
Quads = NDArray[np.float64]


@dataclass(frozen=True, slots=True, eq=False)
class Capture:
    """A picture of a specimen, and where everything in it is.

    Attributes:
        image: (H, W, 3) uint8 RGB.
        format: the document's MRZ format.
        lines: the MRZ in the picture.
        line_quads: (len(lines), 4, 2) px in reading order: left edge of the first cell to right edge of the
            last, capital height to baseline. Cells divide a quad evenly *before* its perspective.
        document_quad: (4, 2) px: the whole specimen.
        portrait_quad: (4, 2) px, or None.
        conditions: what was simulated.
        printed: the lines of the visual zone, where they stand in `image`; quads as in `Specimen.printed`.
    """

    image: Picture
    format: MrzFormat
    lines: tuple[str, ...]
    line_quads: Quads
    document_quad: Quads
    portrait_quad: Quads | None
    conditions: Conditions
    printed: tuple[PrintedTruth, ...] = ()

    def __repr__(self) -> str:
        """Show no identity data."""
        height, width = self.image.shape[:2]
        return f"Capture({self.format.value}, {width} × {height} px)"


def capture(specimen: Specimen, conditions: Conditions, *, rng: np.random.Generator) -> Capture:
    """Picture a specimen under `conditions`.

    The picture is as large as the document, posed, and its margin need. Draw the specimen at
    `conditions.px_per_mm`, or larger, for full sharpness.

    Args:
        specimen: what is pictured.
        conditions: how.
        rng: source of what the conditions leave open: surroundings, noise, and where mishaps happen.

    Raises:
        InputError: an argument is something else.
    """
    expect("specimen", specimen, Specimen, "what draw_specimen gave")
    expect("conditions", conditions, Conditions, "Conditions(…)")
    expect("rng", rng, np.random.Generator, "numpy.random.default_rng(seed)")
    source = _shrunk(specimen, conditions.px_per_mm)
    view = pose(source, conditions, rng)
    image = _on_surroundings(source, view, conditions, rng)
    quads = projected(source.line_quads, view.matrix)
    outline = source.document_quad
    if outline is None:
        outline = rectangle(source.image.shape[1], source.image.shape[0])
    outline = projected(outline, view.matrix)
    image = mishaps.creased(image, outline, count=conditions.creases, rng=rng)
    scale = conditions.character_height / CAPITAL_MM
    image = mishaps.held(image, outline, quads, count=conditions.fingers, scale=scale, rng=rng)
    if conditions.glare and len(quads):
        image = mishaps.glared(
            image, quads, share=conditions.glare, strength=conditions.glare_strength, rng=rng
        )
    if conditions.light_loss:
        image = degrade.falling_light(image, loss=conditions.light_loss, angle=conditions.light_direction)
    if conditions.motion:
        image = degrade.motion_blur(image, length=conditions.motion, angle=conditions.motion_direction)
    if conditions.blur:
        image = degrade.blur(image, sigma=conditions.blur)
    if conditions.noise:
        image = degrade.noise(image, sigma=conditions.noise, rng=rng)
    if conditions.jpeg is not None:
        image = degrade.jpeg(image, quality=conditions.jpeg)
    portrait = source.portrait_quad
    return Capture(
        image,
        specimen.format,
        specimen.lines,
        quads,
        outline,
        None if portrait is None else projected(portrait, view.matrix),
        conditions,
        moved(source.printed, lambda quad: projected(quad, view.matrix)),
    )


def _shrunk(specimen: Specimen, px_per_mm: float) -> Specimen:
    """The specimen at about the scale needed, its areas averaged: warping looks at four pixels only."""
    factor = px_per_mm / specimen.px_per_mm
    if factor > 0.87:
        return specimen
    height, width = specimen.image.shape[:2]
    size = max(1, round(width * factor)), max(1, round(height * factor))
    factors = np.array([size[0] / width, size[1] / height])

    def shrunk(points: Quads) -> Quads:
        return np.asarray((points + 0.5) * factors - 0.5, np.float64)

    def perhaps(points: Quads | None) -> Quads | None:
        return None if points is None else shrunk(points)

    def smaller(picture: Picture) -> Picture:
        return np.asarray(cv2.resize(picture, size, interpolation=cv2.INTER_AREA), np.uint8)

    return replace(
        specimen,
        image=smaller(specimen.image),
        line_quads=shrunk(specimen.line_quads),
        portrait_quad=perhaps(specimen.portrait_quad),
        px_per_mm=specimen.px_per_mm * factor,
        radius=specimen.radius * factor,
        mask=None if specimen.mask is None else smaller(specimen.mask),
        document_quad=perhaps(specimen.document_quad),
        frame=perhaps(specimen.frame),
        printed=moved(specimen.printed, shrunk),
    )


def _on_surroundings(
    specimen: Specimen, view: Pose, conditions: Conditions, rng: np.random.Generator
) -> Picture:
    width, height = view.size
    around = _surroundings(conditions.surroundings, width, height, rng)
    mask = _seen(specimen, view)
    if conditions.shadow:
        around = _shaded(around, mask, conditions, rng)
    seen = cv2.warpPerspective(
        specimen.image, view.matrix, (width, height), flags=cv2.INTER_LINEAR, borderMode=cv2.BORDER_REPLICATE
    )
    share = mask.astype(np.float32) / np.float32(255)
    return np.asarray(cv2.blendLinear(seen, around, share, 1 - share), np.uint8)


def _seen(specimen: Specimen, view: Pose) -> Picture:
    """Where the specimen covers its surroundings, (H, W) uint8 of the picture."""
    if specimen.mask is not None:
        return np.asarray(cv2.warpPerspective(specimen.mask, view.matrix, view.size), np.uint8)
    height, width = specimen.image.shape[:2]
    outline = projected(rounded(width, height, specimen.radius), view.matrix)
    mask = np.zeros(view.size[::-1], np.uint8)
    cv2.fillPoly(mask, [np.round(outline * 16).astype(np.int32)], 255, cv2.LINE_AA, 4)
    return mask


def _surroundings(kind: str, width: int, height: int, rng: np.random.Generator) -> Picture:
    if kind == "table":
        return backgrounds.table(rng, height, width)
    if kind == "paper":
        return backgrounds.paper(rng, height, width)
    return np.full((height, width, 3), 255, np.uint8)


def rounded(width: float, height: float, radius: float) -> Quads:
    """The outline of a card whose corners are rounded, as points in its own pixels."""
    turns = np.radians(np.linspace(0, 90, 7))
    arc = radius * (1 - np.stack([np.cos(turns), np.sin(turns)], axis=1))  # of the corner at the origin
    corners = [
        arc,
        (width, 0) + arc[::-1] * (-1, 1),
        (width, height) - arc,
        (0, height) + arc[::-1] * (1, -1),
    ]
    return np.concatenate(corners) - 0.5


def _shaded(around: Picture, mask: Picture, conditions: Conditions, rng: np.random.Generator) -> Picture:
    """Darken what the document lies on, beside its edges."""
    reach = conditions.character_height
    small = cv2.resize(
        mask, (max(1, mask.shape[1] // 8), max(1, mask.shape[0] // 8)), interpolation=cv2.INTER_AREA
    )
    away = rng.uniform(-1, 1, 2) * reach / 8
    shift = np.array([[1, 0, away[0]], [0, 1, away[1]]])
    soft = cv2.GaussianBlur(cv2.warpAffine(small, shift, small.shape[1::-1]), (0, 0), max(0.5, reach / 16))
    light = 255 - cv2.resize(soft, mask.shape[1::-1]) * np.float32(conditions.shadow)
    return np.asarray(cv2.multiply(around, cv2.merge([light.astype(np.uint8)] * 3), scale=1 / 255), np.uint8)
