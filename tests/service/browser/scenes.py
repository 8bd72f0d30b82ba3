"""What a kiosk's camera sees, drawn from specimens and samples: 1280 × 720 RGB frames."""

from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Final

import cv2
import numpy as np

from benchmarks.spoiled_faces import DRAWERS, defocused, tilted, turned
from docverify import find_faces, load_image
from docverify.mrz import MrzFormat
from docverify.reading import look
from docverify.specimens import Side, draw_specimen
from docverify.specimens.samples import ANNA, BERTA
from docverify.specimens.style import Style

SAMPLES: Final = Path(__file__).parents[3] / "samples"
SIZE: Final = (1280, 720)
PASSPORT: Final = (0.62, 0.5, 0.47)
"""Width in widths of the frame, and where the middle lies."""
PERSON: Final = (0.42, 0.5, 0.62)
"""Width of the picture of a person, and where its middle lies."""


def table() -> np.ndarray:
    """What the camera sees when nobody is there: a wall with a little shade."""
    ramp = np.linspace(206, 182, SIZE[1])[:, None, None]
    return np.broadcast_to(ramp + np.array([4.0, 0, -6]), (SIZE[1], SIZE[0], 3)).astype(np.uint8)


@cache
def portrait(name: str = "astronaut.png") -> np.ndarray:
    left, top, right, bottom = {"astronaut.png": (130, 8, 320, 250), "grace_hopper.jpg": (60, 20, 460, 500)}[
        name
    ]
    return load_image(SAMPLES / "portraits" / name)[top:bottom, left:right]


@cache
def person(case: str = "mated") -> np.ndarray:
    return load_image(SAMPLES / case / "live.jpg")


@cache
def passport(photograph: str = "astronaut.png") -> np.ndarray:
    """The page of a passport that is valid until 2034."""
    drawn = draw_specimen(
        MrzFormat.TD3,
        holder=ANNA if photograph == "astronaut.png" else BERTA,
        rng=np.random.default_rng(11),
        portrait=portrait(photograph),
        style=Style(ghost=0.25),
    )
    page = round(88 * drawn.px_per_mm)
    return drawn.image[-page:]


@cache
def card(side: Side) -> np.ndarray:
    return draw_specimen(
        MrzFormat.TD1,
        holder=replace(ANNA, optional_data=""),
        rng=np.random.default_rng(12),
        portrait=portrait(),
        side=side,
        style=Style(label_ink=(20, 90, 80), guilloche=0.3),
    ).image


def shown(
    page: np.ndarray,
    place: tuple[float, float, float] = PASSPORT,
    *,
    angle: float = 2.0,
    squash: float = 0.0,
    on: np.ndarray | None = None,
) -> np.ndarray:
    """A page held before the camera.

    Args:
        page: what is drawn.
        place: its width in widths of the frame, and its middle.
        angle: degrees that it is turned.
        squash: how much its far edge is shorter, in [0, 1): it is seen from below.
        on: what lies behind.
    """
    width, x, y = place[0] * SIZE[0], place[1] * SIZE[0], place[2] * SIZE[1]
    height = width * page.shape[0] / page.shape[1] * (1 - squash)
    corners = np.array([(-1, -1), (1, -1), (1, 1), (-1, 1)]) * np.array([width, height]) / 2
    corners[:2, 0] *= 1 - squash / 2
    turn = np.radians(angle)
    corners = corners @ np.array([[np.cos(turn), np.sin(turn)], [-np.sin(turn), np.cos(turn)]]) + (x, y)
    rows, columns = page.shape[:2]
    source = np.float32([(0, 0), (columns, 0), (columns, rows), (0, rows)])
    matrix = cv2.getPerspectiveTransform(source, corners.astype(np.float32))
    shrink = width / columns
    small = page if shrink > 0.5 else cv2.GaussianBlur(page, (0, 0), 0.35 / shrink)
    laid = cv2.warpPerspective(small, matrix, SIZE, flags=cv2.INTER_LINEAR)
    mask = cv2.warpPerspective(np.full(page.shape[:2], 255, np.uint8), matrix, SIZE)[..., None] / 255.0
    behind = table() if on is None else on
    return (laid * mask + behind * (1 - mask)).round().astype(np.uint8)


def glare(frame: np.ndarray, at: tuple[float, float], reach: float) -> np.ndarray:
    """A reflection on it."""
    rows, columns = np.mgrid[: SIZE[1], : SIZE[0]]
    far = np.hypot(
        (columns - at[0] * SIZE[0]) / (reach * SIZE[0]), (rows - at[1] * SIZE[1]) / (0.35 * reach * SIZE[0])
    )
    light = np.clip(1.6 - far, 0, 1)[..., None]
    return (frame * (1 - light) + 255 * light).round().astype(np.uint8)


def covered(frame: np.ndarray, at: float = 0.5, wide: float = 0.1) -> np.ndarray:
    """A thumb on the MRZ of a page: it comes from below and lies on both lines.

    Args:
        frame: what is seen of the page.
        at: where it lies, in lengths of the lines.
        wide: how much of them it hides, of the same.
    """
    zone = look(frame).mrz
    assert zone is not None
    along, down = zone[1] - zone[0], zone[3] - zone[0]
    tip, root = zone[0] + at * along - 0.4 * down, zone[0] + at * along + 8 * down
    ends = (tuple(int(value) for value in end) for end in (tip, root))
    mask = np.zeros(frame.shape[:2], np.uint8)
    cv2.line(mask, *ends, 255, round(wide * float(np.linalg.norm(along))))
    soft = cv2.GaussianBlur(mask, (0, 0), 1.2)[..., None] / 255.0
    return (frame * (1 - soft) + np.array([196.0, 150, 124]) * soft).round().astype(np.uint8)


def blurred(frame: np.ndarray, sigma: float) -> np.ndarray:
    return cv2.GaussianBlur(frame, (0, 0), sigma)


def standing(
    picture: np.ndarray | None = None, place: tuple[float, float, float] = PERSON, *, light: float = 1.0
) -> np.ndarray:
    """Somebody before the camera; the wall behind is their own picture's, far out of focus."""
    seen = person() if picture is None else picture
    behind = cv2.GaussianBlur(cv2.resize(seen, SIZE), (0, 0), 60)
    width = round(place[0] * SIZE[0])
    height = round(width * seen.shape[0] / seen.shape[1])
    small = cv2.resize(seen, (width, height), interpolation=cv2.INTER_AREA)
    soft = np.zeros((height, width), np.float32)
    rim = max(8, width // 10)
    soft[rim:-rim, rim:-rim] = 1
    soft = cv2.GaussianBlur(soft, (0, 0), rim / 3)[..., None]
    left, top = round(place[1] * SIZE[0] - width / 2), round(place[2] * SIZE[1] - height / 2)
    frame = behind.astype(np.float32)
    x0, y0, x1, y1 = max(0, left), max(0, top), min(SIZE[0], left + width), min(SIZE[1], top + height)
    part = (slice(y0 - top, y1 - top), slice(x0 - left, x1 - left))
    frame[y0:y1, x0:x1] = small[part] * soft[part] + frame[y0:y1, x0:x1] * (1 - soft[part])
    return np.clip(frame * light, 0, 255).round().astype(np.uint8)


def spoiled(how: str, seed: int = 3) -> np.ndarray:
    """Somebody whose picture has one fault, as the benchmark of advice draws it."""
    frame = standing()
    face = find_faces(frame)[0]
    return DRAWERS[how](frame, face, np.random.default_rng(seed))


def leaning(degrees: float) -> np.ndarray:
    """Somebody whose head is tilted."""
    frame = tilted(standing(), degrees)
    top, left = (frame.shape[0] - SIZE[1]) // 2, (frame.shape[1] - SIZE[0]) // 2
    return np.ascontiguousarray(frame[top : top + SIZE[1], left : left + SIZE[0]])


def unfocused(radius: float) -> np.ndarray:
    return defocused(standing(), radius)


def two_people() -> np.ndarray:
    left = standing(None, (0.34, 0.3, 0.6))
    right = standing(person("non_mated"), (0.34, 0.72, 0.6))
    return np.concatenate([left[:, : SIZE[0] // 2], right[:, SIZE[0] // 2 :]], axis=1)


def looking_aside(degrees: float) -> np.ndarray:
    """Somebody whose head is turned."""
    frame = standing()
    return turned(frame, find_faces(frame)[0], degrees)


def half_covered_by_the_frame() -> np.ndarray:
    """Somebody whose face the picture ends before: only part of it is in view, and no move is told apart."""
    return standing(None, (0.95, 0.5, 0.76))
