"""Frames of a camera that looks at a document, 1280 × 720: good ones, and every usual kind that is not."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace

import cv2
import numpy as np
from numpy.typing import NDArray

from docverify.imaging.geometry import projected
from docverify.mrz import MrzFormat
from docverify.specimens import (
    Conditions,
    Specimen,
    backgrounds,
    degrade,
    draw_specimen,
    hard,
    kiosk,
    mishaps,
    moderate,
    random_holder,
)
from docverify.specimens.pose import pose

Picture = NDArray[np.uint8]
WIDTH, HEIGHT = 1280, 720
FORMATS = (MrzFormat.TD1, MrzFormat.TD2, MrzFormat.TD3, MrzFormat.MRVA, MrzFormat.MRVB)
_SCALE = 11.0  # px per mm of what is drawn: capitals of 27 px
_FILLED = 0.9  # share of the frame that the document fills at most


@dataclass(frozen=True, slots=True, eq=False)
class Frame:
    """One frame, and what is true of it.

    Attributes:
        image: (720, 1280, 3) uint8 RGB.
        kind: what was done to it.
        lines: the MRZ, or none.
        mrz: (4, 2) px, or None; may lie outside the frame.
        page: (4, 2) px, the document, likewise.
    """

    image: Picture
    kind: str
    lines: tuple[str, ...]
    mrz: NDArray[np.float64] | None = None
    page: NDArray[np.float64] | None = None


@dataclass(frozen=True, slots=True, eq=False)
class Desk:
    """A document on its table, before any camera."""

    specimen: Specimen
    table: Picture


def desk(rng: np.random.Generator, layout: MrzFormat) -> Desk:
    """Draw a document, and a table of the frame's size."""
    specimen = draw_specimen(layout, holder=random_holder(layout, rng=rng), rng=rng, px_per_mm=_SCALE)
    return Desk(specimen, backgrounds.table(rng, HEIGHT, WIDTH))


def frame(
    scene: Desk,
    conditions: Conditions,
    rng: np.random.Generator,
    *,
    kind: str = "",
    shift: tuple[float, float] = (0.0, 0.0),
) -> Frame:
    """Picture the document in a frame; `shift` is of its middle from the frame's, in frames.

    A document that would not fit at its height of capitals is seen as large as it fits.
    """
    specimen = scene.specimen
    view = pose(specimen, conditions, rng)
    height, width = specimen.image.shape[:2]
    corners = np.array([(0, 0), (width, 0), (width, height), (0, height)]) - 0.5
    seen = projected(corners, view.matrix)
    least = float((np.array([WIDTH, HEIGHT]) * _FILLED / np.ptp(seen, axis=0)).min())
    factor = min(1.0, least)
    middle = np.array([WIDTH / 2, HEIGHT / 2]) + np.array(shift) * (WIDTH, HEIGHT)
    away = middle - factor * (seen.min(axis=0) + seen.max(axis=0)) / 2
    matrix = np.array([[factor, 0, away[0]], [0, factor, away[1]], [0, 0, 1]]) @ view.matrix
    quads, outline = projected(specimen.line_quads, matrix), projected(corners, matrix)
    image = _lit(_laid(scene, matrix, outline), quads, conditions, rng)
    first, last = quads[0], quads[-1]
    return Frame(image, kind, specimen.lines, np.stack([first[0], first[1], last[2], last[3]]), outline)


def _laid(scene: Desk, matrix: NDArray[np.float64], outline: NDArray[np.float64]) -> Picture:
    """Shrink the drawing to about the size at which it is seen, then lay it on the table."""
    source, size = scene.specimen.image, (WIDTH, HEIGHT)
    edge = float(np.linalg.norm(outline[1] - outline[0]) + np.linalg.norm(outline[2] - outline[3])) / 2
    shrink = min(1.0, 1.1 * edge / source.shape[1])
    small = cv2.resize(source, None, fx=shrink, fy=shrink, interpolation=cv2.INTER_AREA)
    back = np.diag([source.shape[1] / small.shape[1], source.shape[0] / small.shape[0], 1.0])
    seen = cv2.warpPerspective(small, matrix @ back, size, borderMode=cv2.BORDER_REPLICATE)
    mask = np.zeros((HEIGHT, WIDTH), np.uint8)
    cv2.fillPoly(mask, [np.round(outline * 16).astype(np.int32)], 255, cv2.LINE_AA, 4)
    share = mask.astype(np.float32) / np.float32(255)
    return np.asarray(cv2.blendLinear(np.asarray(seen, np.uint8), scene.table, share, 1 - share), np.uint8)


def _lit(
    image: Picture, quads: NDArray[np.float64], conditions: Conditions, rng: np.random.Generator
) -> Picture:
    """What light, lens, hand and sensor do."""
    if conditions.glare:
        image = mishaps.glared(
            image, quads, share=conditions.glare, strength=conditions.glare_strength, rng=rng
        )
    if conditions.light_loss:
        image = degrade.falling_light(image, loss=conditions.light_loss, angle=conditions.light_direction)
    if conditions.motion:
        image = degrade.motion_blur(image, length=conditions.motion, angle=conditions.motion_direction)
    image = degrade.noise(degrade.blur(image, sigma=conditions.blur), sigma=conditions.noise, rng=rng)
    return degrade.jpeg(image, quality=conditions.jpeg or 90)


def _good(scene: Desk, rng: np.random.Generator) -> Frame:
    return frame(scene, kiosk(rng), rng, kind="good", shift=_about(rng, 0.02))


def _turned(scene: Desk, rng: np.random.Generator) -> Frame:
    seen = replace(kiosk(rng), rotation=float(rng.uniform(0, 360)))
    return frame(scene, seen, rng, kind="good, turned")


def _empty(scene: Desk, rng: np.random.Generator) -> Frame:
    usual = kiosk(rng)
    image = degrade.noise(degrade.blur(scene.table, sigma=usual.blur), sigma=usual.noise, rng=rng)
    return Frame(degrade.jpeg(image, quality=90), "empty table", ())


def _half(scene: Desk, rng: np.random.Generator) -> Frame:
    side = float(rng.choice([-1, 1])) * float(rng.uniform(0.45, 0.6))
    return frame(scene, kiosk(rng), rng, kind="half in view", shift=(side, 0.0))


def _sliding(scene: Desk, rng: np.random.Generator) -> Frame:
    seen = replace(
        kiosk(rng), motion=float(rng.uniform(8, 20)), motion_direction=float(rng.choice([0.0, 90.0]))
    )
    way = rng.choice([-1, 1]) * rng.uniform(0.2, 0.5)
    shift = (float(way), 0.0) if seen.motion_direction == 0 else (0.0, float(way))
    return frame(scene, seen, rng, kind="sliding", shift=shift)


def _below(scene: Desk, rng: np.random.Generator) -> Frame:
    return frame(scene, kiosk(rng), rng, kind="MRZ below the edge", shift=(0.0, float(rng.uniform(0.4, 0.6))))


def _blurred(scene: Desk, rng: np.random.Generator) -> Frame:
    seen = replace(kiosk(rng), blur=float(rng.uniform(4, 6)))
    return frame(scene, seen, rng, kind="blurred", shift=_about(rng, 0.02))


def _far(scene: Desk, rng: np.random.Generator) -> Frame:
    seen = replace(kiosk(rng), character_height=float(rng.uniform(3, 6)))
    return frame(scene, seen, rng, kind="too far", shift=_about(rng, 0.2))


def _shining(scene: Desk, rng: np.random.Generator) -> Frame:
    seen = frame(scene, kiosk(rng), rng, kind="glare")
    assert seen.mrz is not None  # noqa: S101 - a document is in view
    along = seen.mrz[1] - seen.mrz[0]
    centre = seen.mrz.mean(axis=0) + along * rng.uniform(-0.35, 0.35)
    radii = float(np.linalg.norm(along)) * rng.uniform(0.05, 0.12), float(rng.uniform(30, 60))
    image = seen.image
    for _ in range(3):  # a lamp burns out, and leaves no trace of the ink
        image = degrade.glare(
            image, centre=(float(centre[0]), float(centre[1])), radii=radii, angle=0.0, strength=1.0
        )
    return replace(seen, image=image)


def _slanted(scene: Desk, rng: np.random.Generator) -> Frame:
    seen = replace(
        kiosk(rng), tilt=float(rng.uniform(45, 60)), tilt_direction=float(rng.choice([0.0, 90.0, 180.0]))
    )
    return frame(scene, seen, rng, kind="slanted")


KINDS: dict[str, Callable[[Desk, np.random.Generator], Frame]] = {
    "good": _good,
    "good, turned": _turned,
    "empty table": _empty,
    "half in view": _half,
    "MRZ below the edge": _below,
    "sliding": _sliding,
    "blurred": _blurred,
    "too far": _far,
    "glare": _shining,
    "slanted": _slanted,
}
GOOD = ("good", "good, turned")


def poor(rng: np.random.Generator) -> Conditions:
    """Frames none of which is good: small, soft, noisy and strongly compressed."""
    return replace(
        hard(rng),
        character_height=float(rng.uniform(7, 10)),
        blur=float(rng.uniform(1.2, 2.2)),
        motion=0.0,
        tilt=float(rng.uniform(0, 15)),
        noise=float(rng.uniform(8, 16)),
        jpeg=int(rng.integers(35, 55)),
    )


STREAMS = {"kiosk": kiosk, "moderate": moderate, "hard": hard, "poor": poor}
"""How documents are held in streams."""


def _about(rng: np.random.Generator, reach: float) -> tuple[float, float]:
    return float(rng.uniform(-reach, reach)), float(rng.uniform(-reach, reach))


def frames_of(kind: str, count: int, seed: int) -> Iterator[Frame]:
    """Frames of one kind, each of another document, the formats in turn."""
    for number in range(count):
        rng = np.random.default_rng([seed, number, 720])
        yield KINDS[kind](desk(rng, FORMATS[number % len(FORMATS)]), rng)


def stream_of(kind: str, number: int, seed: int, *, length: int = 12) -> list[Frame]:
    """A document before a camera: it slides in where it is laid down, and is held as `kind` says.

    Args:
        kind: one of `STREAMS`; "kiosk" begins with an empty table.
        number: of the stream.
        seed: of all streams.
        length: frames.
    """
    rng = np.random.default_rng([seed, number, len(kind)])
    scene = desk(rng, FORMATS[number % len(FORMATS)])
    usual = STREAMS[kind](rng)
    start = [_empty(scene, rng), _sliding(scene, rng), _half(scene, rng)] if kind == "kiosk" else []
    held = []
    for _ in range(length - len(start)):
        now = STREAMS[kind](rng)
        # The hand moves little from frame to frame; sharpness, noise, glare and coding are each frame's own.
        seen = replace(
            now,
            character_height=usual.character_height * float(rng.uniform(0.97, 1.03)),
            rotation=usual.rotation + float(rng.uniform(-2, 2)),
            tilt=usual.tilt,
            tilt_direction=usual.tilt_direction,
            distance=usual.distance,
        )
        held.append(frame(scene, seen, rng, kind=kind, shift=_about(rng, 0.01)))
    return start + held
